//! A tolerant reader of content lines (RFC 5545 §3.1): whatever is there, and where.

use std::borrow::Cow;

/// The byte order mark, which some programs put before a text in UTF-8.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A content line, unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentLine {
    /// The property's name in capitals; empty where the line has no colon.
    pub name: String,
    /// Its parameters, names in capitals, quotes taken off.
    pub parameters: Vec<(String, String)>,
    /// Its value, still escaped; where the line has no colon, the whole line.
    pub value: String,
    /// The line of the file on which it begins, from 1.
    pub line: usize,
}

impl ContentLine {
    /// Returns the value of a parameter.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let (_, value) = self.parameters.iter().find(|(other, _)| other == name)?;
        Some(value)
    }
}

/// Returns every content line of a calendar, unfolded. Line ends may be CRLF, LF or CR; what is not
/// UTF-8 is replaced.
pub fn content_lines(bytes: &[u8]) -> impl Iterator<Item = ContentLine> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let lines = (1..).zip(physical_lines(bytes));
    let mut lines = lines.filter(|(_, line)| !line.is_empty()).peekable();
    std::iter::from_fn(move || {
        let (number, line) = lines.next()?;
        let mut unfolded = Cow::Borrowed(line);
        while let Some((_, rest)) = lines.next_if(|(_, line)| matches!(line[0], b' ' | b'\t')) {
            unfolded.to_mut().extend(&rest[1..]);
        }
        Some(content_line(number, &String::from_utf8_lossy(&unfolded)))
    })
}

/// Returns lines without their ends; CRLF, LF and CR each end one.
fn physical_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    lines.flat_map(|line| line.split(|byte| *byte == b'\r'))
}

fn content_line(line: usize, text: &str) -> ContentLine {
    let Some(colon) = unquoted(text, ':') else {
        return ContentLine {
            name: String::new(),
            parameters: Vec::new(),
            value: text.to_owned(),
            line,
        };
    };
    let (mut head, value) = (&text[..colon], text[colon + 1..].to_owned());
    let mut parts = Vec::new();
    while let Some(semicolon) = unquoted(head, ';') {
        parts.push(&head[..semicolon]);
        head = &head[semicolon + 1..];
    }
    parts.push(head);
    let name = parts[0].to_ascii_uppercase();
    let parameters = parts[1..].iter().map(|part| parameter(part)).collect();
    ContentLine {
        name,
        parameters,
        value,
        line,
    }
}

fn parameter(part: &str) -> (String, String) {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    (name.to_ascii_uppercase(), value.replace('"', ""))
}

/// Returns the byte of the first such sign outside double quotes.
fn unquoted(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    let found = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == sign && !quoted
    });
    found.map(|(at, _)| at)
}

/// Returns a TEXT value without its escapes (RFC 5545 §3.3.11); a backslash before anything else
/// stays.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(c) = letters.next() {
        let escaped = match (c, letters.peek()) {
            ('\\', Some('n' | 'N')) => Some('\n'),
            ('\\', Some(next @ ('\\' | ';' | ','))) => Some(*next),
            _ => None,
        };
        if escaped.is_some() {
            letters.next();
        }
        text.push(escaped.unwrap_or(c));
    }
    Cow::Owned(text)
}

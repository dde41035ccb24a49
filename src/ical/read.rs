//! A tolerant reader of content lines (RFC 5545 §3.1): whatever stands there, and where.

use std::borrow::Cow;

/// A content line, unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentLine {
    /// The property's name in capitals; empty where the line has no colon.
    pub name: String,
    /// Its parameters, names in capitals, quotes taken off.
    pub parameters: Vec<(String, String)>,
    /// Its value, escaped as it stands; where the line has no colon, the whole line.
    pub value: String,
    /// The line of the file on which it begins, from 1.
    pub line: usize,
}

impl ContentLine {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }
}

/// Every content line of a calendar. Line ends may be CRLF, LF or CR; what is no UTF-8 is replaced.
pub fn content_lines(bytes: &[u8]) -> Vec<ContentLine> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut unfolded: Vec<(usize, String)> = Vec::new();
    for (i, line) in physical_lines(text).enumerate() {
        match (line.strip_prefix([' ', '\t']), unfolded.last_mut()) {
            (Some(rest), Some((_, before))) => before.push_str(rest),
            _ if line.is_empty() => {}
            _ => unfolded.push((i + 1, line.to_owned())),
        }
    }
    unfolded
        .into_iter()
        .map(|(line, text)| content_line(line, &text))
        .collect()
}

/// Lines without their ends; CRLF, LF and CR each end one.
fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
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
    let (mut head, value) = (&text[..colon], &text[colon + 1..]);
    let mut parts = Vec::new();
    while let Some(semicolon) = unquoted(head, ';') {
        parts.push(&head[..semicolon]);
        head = &head[semicolon + 1..];
    }
    parts.push(head);
    let parameter = |part: &&str| {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.to_ascii_uppercase(), value.replace('"', ""))
    };
    let parameters = parts.iter().skip(1).map(parameter).collect();
    ContentLine {
        name: parts[0].to_ascii_uppercase(),
        parameters,
        value: value.to_owned(),
        line,
    }
}

/// The byte of the first such sign outside double quotes.
fn unquoted(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    let found = text.char_indices().find(|(_, c)| {
        quoted ^= *c == '"';
        *c == sign && !quoted
    });
    found.map(|(at, _)| at)
}

/// A TEXT value without its escapes (RFC 5545 §3.3.11); a backslash before anything else stays.
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

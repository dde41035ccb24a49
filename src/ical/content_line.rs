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
    raw_lines(bytes).map(|line| line.read())
}

/// A content line as it is in a file, still folded.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawLine<'a> {
    /// Its bytes without its end.
    text: &'a [u8],
    /// Where in the file it begins.
    pub start: usize,
    /// Where in the file the next line begins.
    pub end: usize,
    /// The line of the file on which it begins, from 1.
    pub number: usize,
}

/// Returns every content line of a calendar, with its place. Lines that are empty are passed over.
pub(super) fn raw_lines(bytes: &[u8]) -> RawLines<'_> {
    let mark = bytes.starts_with(BYTE_ORDER_MARK);
    RawLines {
        bytes,
        at: if mark { BYTE_ORDER_MARK.len() } else { 0 },
        number: 1,
    }
}

/// The content lines of a calendar.
pub(super) struct RawLines<'a> {
    bytes: &'a [u8],
    at: usize,
    number: usize,
}

impl<'a> Iterator for RawLines<'a> {
    type Item = RawLine<'a>;

    fn next(&mut self) -> Option<RawLine<'a>> {
        self.skip_ends();
        let (start, number) = (self.at, self.number);
        let mut last = self.end_of_line();
        while self.skip_ends() && matches!(self.bytes.get(self.at), Some(b' ' | b'\t')) {
            last = self.end_of_line();
        }
        (start < last).then(|| RawLine {
            text: &self.bytes[start..last],
            start,
            end: self.at,
            number,
        })
    }
}

impl RawLines<'_> {
    /// Goes to the end of a physical line, and returns where that is.
    fn end_of_line(&mut self) -> usize {
        let rest = &self.bytes[self.at..];
        let length = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
        self.at += length;
        self.at
    }

    /// Goes over the ends of lines; returns whether there is more.
    fn skip_ends(&mut self) -> bool {
        while let Some(byte @ (b'\r' | b'\n')) = self.bytes.get(self.at) {
            self.at += 1;
            let is_half = *byte == b'\r' && self.bytes.get(self.at) == Some(&b'\n');
            self.number += usize::from(!is_half);
        }
        self.at < self.bytes.len()
    }
}

impl<'a> RawLine<'a> {
    /// Returns the property of that name, in whatever case, if this is one.
    pub(super) fn named(self, name: &str) -> Option<Self> {
        let mut bytes = self.bytes();
        let mut name = name.bytes();
        let is_name = name.all(|byte| bytes.next().is_some_and(|b| b.eq_ignore_ascii_case(&byte)));
        (is_name && matches!(bytes.next(), Some(b':' | b';'))).then_some(self)
    }

    /// Whether it begins as a property does: a name, then a colon or a semicolon.
    pub(super) fn is_property(self) -> bool {
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
        let mut bytes = self.bytes().skip_while(is_name);
        let is_named = self.text.first().is_some_and(is_name);
        is_named && matches!(bytes.next(), Some(b':' | b';'))
    }

    /// Reads the line.
    pub(super) fn read(self) -> ContentLine {
        let unfolded = match memchr::memchr2(b'\r', b'\n', self.text) {
            Some(_) => Cow::Owned(self.bytes().collect()),
            None => Cow::Borrowed(self.text),
        };
        content_line(self.number, &String::from_utf8_lossy(&unfolded))
    }

    /// Returns its bytes without its folds.
    fn bytes(self) -> impl Iterator<Item = u8> + 'a {
        let mut bytes = self.text.iter().copied().peekable();
        std::iter::from_fn(move || {
            let mut is_fold = false;
            while bytes
                .next_if(|byte| matches!(byte, b'\r' | b'\n'))
                .is_some()
            {
                is_fold = true;
            }
            if is_fold {
                bytes.next();
                // The rest of a line may be empty.
                while bytes
                    .next_if(|byte| matches!(byte, b'\r' | b'\n'))
                    .is_some()
                {
                    bytes.next_if(|byte| matches!(byte, b' ' | b'\t'));
                }
            }
            bytes.next()
        })
    }
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
    let colon = match &text[..colon] {
        // Some programs do not quote `TZID=GMT+05:30`; a time has no colon.
        head if head.to_ascii_uppercase().contains(";TZID=") => text.rfind(':').unwrap_or(colon),
        _ => colon,
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
    let value = value.replace('"', "");
    (name.trim().to_ascii_uppercase(), without_carets(value))
}

/// Returns the value of a parameter with what it may not hold escaped (RFC 6868 §3.1).
pub(super) fn with_carets(value: &str) -> Cow<'_, str> {
    match value.contains(['^', '"', '\n']) {
        true => {
            let value = value.replace('^', "^^");
            Cow::Owned(value.replace('"', "^'").replace('\n', "^n"))
        }
        false => Cow::Borrowed(value),
    }
}

/// Returns the value of a parameter without its escapes (RFC 6868 §3.2); a caret before anything
/// else stays.
fn without_carets(value: String) -> String {
    if !value.contains('^') {
        return value;
    }
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars().peekable();
    while let Some(c) = letters.next() {
        let escaped = match (c, letters.peek()) {
            ('^', Some('n')) => Some('\n'),
            ('^', Some('^')) => Some('^'),
            ('^', Some('\'')) => Some('"'),
            _ => None,
        };
        if escaped.is_some() {
            letters.next();
        }
        text.push(escaped.unwrap_or(c));
    }
    text
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

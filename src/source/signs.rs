//! Values with signs of YAML: quotes, brackets, and what needs quotes.

use super::keys::{is_known, quoted_text};
use super::syntax::{SyntaxFault, fault};
use crate::diagnostic::Help;

/// A bracket or a quote that is open.
pub(super) struct OpenSign {
    pub sign: char,
    /// Its character in the file.
    pub at: usize,
    /// The line of it.
    pub first: String,
    /// All lines from it.
    pub written: String,
    /// The number of brackets or quotes that are open.
    pub depth: usize,
}

impl OpenSign {
    /// Returns what a value leaves open.
    pub(crate) fn of(value: &str, at: usize) -> Option<Self> {
        let sign = value.chars().next().filter(|c| "[{\"'".contains(*c))?;
        let (first, written) = (value.to_owned(), String::new());
        let mut open = Self {
            sign,
            at,
            first,
            written,
            depth: 0,
        };
        open.take(value);
        (open.depth > 0).then_some(open)
    }

    pub(crate) fn take(&mut self, line: &str) {
        self.written.push_str(line);
        self.written.push(' ');
        self.depth = match self.sign {
            '[' | '{' => open_brackets(&self.written),
            _ => usize::from(end_of_quote(&self.written).is_none()),
        };
        self.written.truncate(self.written.trim_end().len());
        if self.depth > 0 {
            self.written.push(' ');
            self.written.truncate(self.written.trim_end().len());
        }
    }
}

/// Returns how many brackets are open at the end of a text, those in quotes and comments apart.
pub(super) fn open_brackets(text: &str) -> usize {
    let text = comment(text).map_or(text, |hash| &text[..hash]);
    let (mut open, mut quote) = (0usize, None);
    let mut before = ' ';
    for c in text.chars() {
        match (quote, c) {
            (Some(sign), _) if sign == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if " [{,:".contains(before) => quote = Some(c),
            (None, '[' | '{') => open += 1,
            (None, ']' | '}') => open = open.saturating_sub(1),
            (None, _) => {}
        }
        before = c;
    }
    open
}

/// Returns the byte behind the quote that closes the one at the beginning of a text.
pub(super) fn end_of_quote(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((byte, c)) = chars.next() {
        match c {
            '\\' if sign == '"' => drop(chars.next()),
            _ if c != sign => {}
            '\'' if chars.peek().is_some_and(|(_, next)| *next == '\'') => drop(chars.next()),
            _ => return Some(byte + 1),
        }
    }
    None
}

/// Returns the byte at which a comment begins, out of quotes.
pub(super) fn comment(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = ' ';
    for (byte, c) in text.char_indices() {
        match (quote, c) {
            (Some(sign), _) if sign == c => quote = None,
            (None, '"' | '\'') if " [{,:".contains(before) => quote = Some(c),
            (None, '#') if before == ' ' => return Some(byte),
            _ => {}
        }
        before = c;
    }
    None
}

/// Returns the entry in brackets that a `#` cuts, in quotes.
pub(super) fn around_hash(text: &str, hash: usize) -> String {
    let (before, behind) = text.split_at(hash);
    let from = before.rfind([',', '{', '[']).map_or(0, |byte| byte + 1);
    let until = behind.find([',', '}', ']']).unwrap_or(behind.len());
    let part = format!("{}{}", &before[from..], &behind[..until]);
    match part.split_once(": ") {
        Some((key, value)) => format!("{}: {}", key.trim(), quoted_text(value.trim())),
        None => quoted_text(part.trim()),
    }
}

/// Returns the fault of a value that needs quotes, or has too few of them.
pub(super) fn at_fault(key: &str, value: &str, at: usize) -> Option<SyntaxFault> {
    let own = comment(value).map_or(value, |hash| value[..hash].trim_end());
    let whole = at..at + own.chars().count();
    let quote = |message: String, text: &str| {
        let quoted = quoted_text(text);
        let text = match key {
            "" => format!("quote it: `{quoted}`"),
            key => format!("quote the value: `{key}: {quoted}`"),
        };
        let replacement = Some(quoted);
        Some(fault(whole.clone(), message, Help { text, replacement }))
    };
    let first = own.chars().next()?;
    match first {
        '"' | '\'' => {
            let end = end_of_quote(own)?;
            if let Some(escape) = wrong_escape(&own[..end]) {
                let message = format!("`\\{escape}` is not a sign that is written so");
                return quote(message, &own[1..end - 1]);
            }
            if own[end..].is_empty() {
                return None;
            }
            let is_apostrophe =
                first == '\'' && own[end..].starts_with(char::is_alphabetic) && own.ends_with('\'');
            match is_apostrophe {
                true => quote(
                    "the apostrophe ends the text, which is in single quotes".to_owned(),
                    &own[1..own.len() - 1],
                ),
                false => quote("there is text behind the closing quote".to_owned(), own),
            }
        }
        '[' | '{' => in_brackets(own, at).or_else(|| {
            let end = end_of_brackets(own)?;
            let behind = own[end..].trim_start();
            (!behind.is_empty()).then(|| {
                quote(
                    format!("there is text behind the closing `{}`", &own[end - 1..end]),
                    own,
                )
            })?
        }),
        '@' | '`' | '%' | '*' | '&' | '!' | ']' | '}' | ',' => {
            let message = format!("`{first}` at the beginning of a value is a sign of YAML");
            match own.contains(' ') && matches!(first, '&' | '!') && own.contains(": ") {
                true => None,
                false => quote(message, own),
            }
        }
        '-' if own.starts_with("- ") => {
            let help = "write the items on lines of their own, each with a dash";
            Some(fault(whole, "a list can't begin behind a key", help))
        }
        _ if own.contains(": ") || own.ends_with(':') => {
            quote("there is another colon in this value".to_owned(), own)
        }
        _ => None,
    }
}

/// Returns the sign behind a backslash in double quotes that YAML does not know.
pub(super) fn wrong_escape(text: &str) -> Option<char> {
    if !text.starts_with('"') {
        return None;
    }
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            let sign = chars.next()?;
            if !"0abtnvfre \"/\\N_LPxuU\t".contains(sign) {
                return Some(sign);
            }
        }
    }
    None
}

/// Returns the byte behind the bracket that closes the one at the beginning.
pub(super) fn end_of_brackets(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, c)| matches!(c, ']' | '}'));
    let mut ends = ends.map(|(byte, _)| byte + 1);
    ends.find(|end| open_brackets(&text[..*end]) == 0)
}

/// A comma that is missing within brackets: an entry has two colons.
pub(super) fn in_brackets(text: &str, at: usize) -> Option<SyntaxFault> {
    let mut from = 0;
    let ends: Vec<usize> = text
        .match_indices([',', '{', '}', '[', ']'])
        .map(|(at, _)| at)
        .collect();
    for end in ends {
        let entry = &text[from..end];
        from = end + 1;
        let Some((_, value)) = entry.split_once(": ") else {
            continue;
        };
        if value.trim_start().starts_with(['"', '\'']) {
            continue;
        }
        let Some((before, rest)) = value.split_once(": ") else {
            continue;
        };
        let key = before.rsplit(' ').next().unwrap_or(before);
        let start = from - 1 - (rest.len() + 2 + key.len());
        let key_at = at + text[..start].chars().count();
        let place = key_at..key_at + key.chars().count();
        if is_known(key) {
            let help = format!("write a comma before it: `, {key}: {}`", rest.trim());
            return Some(fault(
                place,
                format!("there is no comma before `{key}`"),
                help,
            ));
        }
        let help = format!("quote the value: `{}`", quoted_text(value.trim()));
        return Some(fault(place, "there is another colon in this value", help));
    }
    None
}

//! Bytes: CRLF, folded at 75 octets on character boundaries and never inside an escape, escaped
//! once, in one order.

use icalendar::{Calendar, Component, Event, Property};

use super::content_line::with_carets;
use super::properties::{CALENDAR, EVENT, Known, ValueType};

/// The most octets of a line, its end excluded (RFC 5545 §3.1).
const LONGEST_LINE: usize = 75;

/// Appends the beginning of a calendar and its properties. Values are taken unescaped.
pub(crate) fn calendar_head(calendar: &Calendar, out: &mut Vec<u8>) {
    out.extend(b"BEGIN:VCALENDAR\r\n");
    for known in CALENDAR {
        for property in calendar
            .properties
            .iter()
            .filter(|of| of.key() == known.name)
        {
            line(property, known, out);
        }
    }
}

/// Appends the end of a calendar.
pub(crate) fn calendar_end(out: &mut Vec<u8>) {
    out.extend(b"END:VCALENDAR\r\n");
}

/// Appends an event. Values are taken unescaped. Each item of a list is a property of its own here,
/// and all are written as one.
pub(crate) fn event(event: &Event, out: &mut Vec<u8>) {
    let is_known = |name: &String| EVENT.iter().any(|known| known.name == name);
    debug_assert!(
        event.properties().keys().all(is_known),
        "every property has its place in the order"
    );
    out.extend(b"BEGIN:VEVENT\r\n");
    for known in EVENT {
        let single = event.properties().get(known.name);
        let several = event.multi_properties().get(known.name);
        let properties = single.into_iter().chain(several.into_iter().flatten());
        if known.value == ValueType::Texts {
            list(properties, known, out);
            continue;
        }
        for property in properties {
            line(property, known, out);
        }
    }
    out.extend(b"END:VEVENT\r\n");
}

/// Appends a list of texts as one property; nothing for an empty one.
fn list<'a>(items: impl Iterator<Item = &'a Property>, known: &Known, out: &mut Vec<u8>) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    let mut line = FoldedLine { out, octets: 0 };
    line.push(known.name);
    let mut sign = ":";
    for item in items {
        line.push(std::mem::replace(&mut sign, ","));
        line.push_escaped(item.value());
    }
    line.out.extend(b"\r\n");
}

fn line(property: &Property, known: &Known, out: &mut Vec<u8>) {
    let mut line = FoldedLine { out, octets: 0 };
    line.push(known.name);
    for parameter in property.params().values() {
        line.push(";");
        line.push(parameter.key());
        line.push("=");
        // Some readers take a title for several values, unless it is quoted.
        let is_quoted = parameter.key() == "X-TITLE" || parameter.value().contains([':', ';', ',']);
        let quote = if is_quoted { "\"" } else { "" };
        line.push(quote);
        line.push(&with_carets(parameter.value()));
        line.push(quote);
    }
    line.push(":");
    match known.value {
        ValueType::Other => line.push(property.value()),
        ValueType::Text | ValueType::Texts => line.push_escaped(property.value()),
    }
    line.out.extend(b"\r\n");
}

/// A content line that is being written.
struct FoldedLine<'a> {
    out: &'a mut Vec<u8>,
    /// Octets on the line so far.
    octets: usize,
}

impl FoldedLine<'_> {
    /// Appends a text, folded where a line would be too long.
    fn push(&mut self, text: &str) {
        if self.octets + text.len() <= LONGEST_LINE {
            self.out.extend(text.as_bytes());
            self.octets += text.len();
            return;
        }
        let mut buffer = [0; 4];
        for c in text.chars() {
            self.push_whole(c.encode_utf8(&mut buffer).as_bytes());
        }
    }

    /// Appends a text with backslash, semicolon, comma and line breaks escaped (RFC 5545 §3.3.11).
    fn push_escaped(&mut self, text: &str) {
        const ESCAPED: [char; 8] = ['\\', ';', ',', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
        let mut rest = text;
        while let Some(at) = rest.find(ESCAPED) {
            self.push(&rest[..at]);
            let mut letters = rest[at..].chars();
            let (escape, length) = match (letters.next(), letters.next()) {
                (Some('\\'), _) => ("\\\\", 1),
                (Some(';'), _) => ("\\;", 1),
                (Some(','), _) => ("\\,", 1),
                (Some('\r'), Some('\n')) => ("\\n", 2),
                // Some readers drop a text with one of the other line ends of Unicode.
                (Some(other), _) => ("\\n", other.len_utf8()),
                (None, _) => break,
            };
            self.push_whole(escape.as_bytes());
            rest = &rest[at + length..];
        }
        self.push(rest);
    }

    /// Appends a character or an escape, which no fold may cut.
    fn push_whole(&mut self, octets: &[u8]) {
        if self.octets + octets.len() > LONGEST_LINE {
            self.out.extend(b"\r\n ");
            self.octets = 1;
        }
        self.out.extend(octets);
        self.octets += octets.len();
    }
}

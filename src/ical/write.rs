//! Bytes: CRLF, folded at 75 octets on character boundaries and never inside an escape, escaped
//! once, in one order.

use icalendar::{Calendar, Component, Event, Property};

use super::properties::{CALENDAR, EVENT, Known, ValueType};

/// The most octets of a line, its end excluded (RFC 5545 §3.1).
const LONGEST_LINE: usize = 75;

/// Appends the beginning of a calendar and its properties. Values are taken unescaped.
pub fn calendar_head(calendar: &Calendar, out: &mut Vec<u8>) {
    out.extend(b"BEGIN:VCALENDAR\r\n");
    for known in CALENDAR {
        let named = calendar
            .properties
            .iter()
            .filter(|property| property.key() == known.name);
        named.for_each(|property| line(property, known, out));
    }
}

/// Appends the end of a calendar.
pub fn calendar_end(out: &mut Vec<u8>) {
    out.extend(b"END:VCALENDAR\r\n");
}

/// Appends an event. Values are taken unescaped; each CATEGORIES property is one category.
pub fn event(event: &Event, out: &mut Vec<u8>) {
    let is_known = |name: &String| EVENT.iter().any(|known| known.name == name);
    debug_assert!(
        event.properties().keys().all(is_known),
        "every property has its place in the order"
    );
    out.extend(b"BEGIN:VEVENT\r\n");
    for known in EVENT {
        let several = event
            .multi_properties()
            .get(known.name)
            .into_iter()
            .flatten();
        event
            .properties()
            .get(known.name)
            .into_iter()
            .chain(several)
            .for_each(|property| line(property, known, out));
    }
    out.extend(b"END:VEVENT\r\n");
}

fn line(property: &Property, known: &Known, out: &mut Vec<u8>) {
    let mut line = FoldedLine { out, octets: 0 };
    line.push(known.name);
    for parameter in property.params().values() {
        line.push(";");
        line.push(parameter.key());
        line.push("=");
        let quote = if parameter.value().contains([':', ';', ',']) {
            "\""
        } else {
            ""
        };
        line.push(quote);
        line.push(parameter.value());
        line.push(quote);
    }
    line.push(":");
    match known.value {
        ValueType::Other => line.push(property.value()),
        ValueType::Text => line.push_escaped(property.value()),
    }
    line.out.extend(b"\r\n");
}

struct FoldedLine<'a> {
    out: &'a mut Vec<u8>,
    /// Octets on the line so far.
    octets: usize,
}

impl FoldedLine<'_> {
    fn push(&mut self, text: &str) {
        if self.octets + text.len() <= LONGEST_LINE {
            self.out.extend(text.as_bytes());
            self.octets += text.len();
            return;
        }
        let mut buffer = [0; 4];
        text.chars()
            .for_each(|c| self.push_whole(c.encode_utf8(&mut buffer).as_bytes()));
    }

    /// RFC 5545 §3.3.11: backslash, semicolon, comma and line breaks.
    fn push_escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) =
            rest.find(['\\', ';', ',', '\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'])
        {
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

    /// A character or an escape, which no fold may cut.
    fn push_whole(&mut self, octets: &[u8]) {
        if self.octets + octets.len() > LONGEST_LINE {
            self.out.extend(b"\r\n ");
            self.octets = 1;
        }
        self.out.extend(octets);
        self.octets += octets.len();
    }
}

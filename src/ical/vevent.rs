//! VEVENTs within a calendar: where they stand, and what their properties say.

use std::borrow::Cow;
use std::ops::Range;

use icalendar::{Component, Event, Property};

use super::conform::Violation;
use super::content_line::{ContentLine, content_lines, unescape};
use super::date_time::Moment;
use super::properties::{EVENT, ValueType, own};

/// The bytes with every line end as CRLF, whether it was that, LF (as git may leave it) or CR.
pub fn with_crlf(bytes: &[u8]) -> Cow<'_, [u8]> {
    let is_crlf = |at: usize| match bytes[at] {
        b'\n' => at > 0 && bytes[at - 1] == b'\r',
        b'\r' => bytes.get(at + 1) == Some(&b'\n'),
        _ => true,
    };
    if (0..bytes.len()).all(is_crlf) {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'\r' => out.extend(b"\r\n"),
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => {}
            b'\n' => out.extend(b"\r\n"),
            other => out.push(*other),
        }
    }
    Cow::Owned(out)
}

/// Physical lines, each with its end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let end = rest
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(bytes.len(), |at| start + at + 1);
        let line = start..end;
        start = end;
        Some(line)
    })
}

/// Where each VEVENT of a calendar stands, its first and its last line included.
pub fn vevents(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open = None;
    for line in lines(bytes) {
        let text = bytes[line.clone()].trim_ascii_end();
        if text.eq_ignore_ascii_case(b"BEGIN:VEVENT") {
            open = Some(line.start);
        } else if text.eq_ignore_ascii_case(b"END:VEVENT") {
            found.extend(open.take().map(|start| start..line.end));
        }
    }
    found
}

/// The value of the first property of that name, unfolded, as it stands; without reading the
/// others, or those of components within.
pub fn raw_value(bytes: &[u8], name: &str) -> Option<String> {
    let mut lines = lines(bytes)
        .map(|line| bytes[line].strip_suffix(b"\n").unwrap_or_default())
        .map(without_cr);
    let mut depth = 0;
    let is_named = |line: &&[u8]| {
        let starts = |what: &[u8]| {
            line.get(..what.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(what))
        };
        depth += i32::from(starts(b"BEGIN:"));
        depth -= i32::from(starts(b"END:"));
        depth <= 1 && starts(name.as_bytes()) && matches!(line.get(name.len()), Some(b':' | b';'))
    };
    let mut line = lines.find(is_named)?.to_vec();
    lines
        .take_while(|rest| rest.starts_with(b" ") || rest.starts_with(b"\t"))
        .for_each(|rest| line.extend(&rest[1..]));
    content_lines(&line).next().map(|line| line.value)
}

/// The text of the first property of that name, unescaped (RFC 5545 §3.3.11), as [`raw_value`] finds
/// it.
pub fn text_value(bytes: &[u8], name: &str) -> Option<String> {
    raw_value(bytes, name).map(|value| unescape(&value).into_owned())
}

fn without_cr(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Whether bytes begin as a calendar does, anyone's.
pub fn begins(bytes: &[u8]) -> bool {
    let text = bytes
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(bytes)
        .trim_ascii_start();
    let begin = text.get(..b"BEGIN:VCALENDAR".len());
    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// Whether bytes end as a calendar does, anyone's. What is cut short would look as if its last
/// events were removed.
pub fn ends(bytes: &[u8]) -> bool {
    let last = bytes.trim_ascii_end().rsplit(|byte| *byte == b'\n').next();
    last.is_some_and(|line| line.eq_ignore_ascii_case(b"END:VCALENDAR"))
}

/// The first thing that shows that a calendar is cut short or damaged: only whole components within
/// one calendar, every line a property or the rest of one.
pub fn damage(bytes: &[u8]) -> Option<Violation> {
    let mut open: Vec<&[u8]> = Vec::new();
    let mut number = 0;
    let violation = |line, message: &str| {
        Some(Violation {
            line,
            message: message.to_owned(),
        })
    };
    for line in lines(bytes) {
        number += 1;
        let text = bytes[line].trim_ascii_end();
        let name = text
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'-')
            .unwrap_or(text.len());
        let is_property = name > 0 && matches!(text.get(name), Some(b':' | b';'));
        let is_fold = matches!(text.first(), Some(b' ' | b'\t')) && !open.is_empty();
        if let Some(component) = text.strip_prefix(b"BEGIN:") {
            if number > 1 && open.is_empty() || number == 1 && component != b"VCALENDAR" {
                return violation(number, "this stands outside the calendar");
            }
            open.push(component);
        } else if let Some(component) = text.strip_prefix(b"END:") {
            if open.pop() != Some(component) {
                return violation(number, "this ends what does not begin");
            }
        } else if !is_property && !is_fold || open.is_empty() {
            return violation(number, "this is not a line of a calendar");
        }
    }
    let is_whole = open.is_empty() && number > 0;
    if is_whole {
        None
    } else {
        violation(number, "the calendar does not end")
    }
}

/// A VEVENT's own properties; what stands in components within it, such as alarms, is left out.
#[derive(Clone, Debug)]
pub struct Vevent {
    /// In order.
    pub lines: Vec<ContentLine>,
}

impl Vevent {
    /// Reads the bytes of one.
    pub fn read(bytes: &[u8]) -> Self {
        let mut depth = 0;
        let is_own = |line: &ContentLine| {
            let (begins, ends) = (line.name == "BEGIN", line.name == "END");
            depth += usize::from(begins);
            let own = depth == 1 && !begins && !ends;
            depth -= usize::from(ends && depth > 0);
            own
        };
        Self {
            lines: content_lines(bytes).filter(is_own).collect(),
        }
    }

    /// The first property of that name.
    pub fn line(&self, name: &str) -> Option<&ContentLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The event as an object to be changed and written again: its standard properties, as far as
    /// planfeed writes them.
    pub fn to_standard_event(&self) -> Event {
        let mut event = Event::with_uid(self.value("UID").unwrap_or_default());
        let is_own = |line: &&ContentLine| line.name.starts_with(own::PREFIX);
        for line in self.lines.iter().filter(|line| !is_own(line)) {
            let Some(known) = EVENT.iter().find(|known| known.name == line.name) else {
                continue;
            };
            let value = if known.value == ValueType::Text {
                unescape(&line.value)
            } else {
                Cow::Borrowed(&*line.value)
            };
            let mut property = Property::new(known.name, &*value);
            line.parameters.iter().for_each(|(name, value)| {
                property.add_parameter(name, value);
            });
            if known.repeats {
                event.append_multi_property(property)
            } else {
                event.append_property(property)
            };
        }
        event
    }

    /// Its value as it stands.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value.as_str())
    }

    /// Its value as a day or a time.
    pub fn moment(&self, name: &str) -> Option<Moment> {
        self.line(name).and_then(Moment::of)
    }

    /// The values of all properties of that name, as TEXT.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        let named = self.lines.iter().filter(move |line| line.name == name);
        named.map(|line| unescape(&line.value))
    }

    /// Its value as TEXT; none if that is empty.
    pub fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        self.value(name)
            .map(unescape)
            .filter(|text| !text.trim().is_empty())
    }
}

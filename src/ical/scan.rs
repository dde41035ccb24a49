//! Calendars as bytes: their line ends, where each VEVENT is, single properties, and damage.

use std::borrow::Cow;
use std::ops::Range;

use super::conform::Violation;
use super::content_line::{BYTE_ORDER_MARK, content_lines, unescape};

/// Returns the bytes with every line end as CRLF, whether it was that, LF (as git may leave it) or
/// CR.
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
            b'\n' if at > 0 && bytes[at - 1] == b'\r' => {}
            b'\r' | b'\n' => out.extend(b"\r\n"),
            other => out.push(*other),
        }
    }
    Cow::Owned(out)
}

/// Returns physical lines, each with its end.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

/// Returns where each VEVENT of a calendar is, its first and its last line included.
pub fn vevents(bytes: &[u8]) -> Vec<Range<usize>> {
    let (mut found, mut open, mut end) = (Vec::new(), None, 0);
    for line in lines(bytes) {
        let start = end;
        end += line.len();
        let text = line.trim_ascii_end();
        if text.eq_ignore_ascii_case(b"BEGIN:VEVENT") {
            open = Some(start);
        } else if text.eq_ignore_ascii_case(b"END:VEVENT") {
            found.extend(open.take().map(|start| start..end));
        }
    }
    found
}

/// Returns the value of the first property of that name, unfolded and still escaped. Other
/// properties, and those of components within, are not read.
pub(crate) fn raw_value(bytes: &[u8], name: &str) -> Option<String> {
    let (mut depth, mut start) = (0, 0);
    for line in lines(bytes) {
        depth += i32::from(starts_with(line, "BEGIN:")) - i32::from(starts_with(line, "END:"));
        let is_name_whole = || matches!(line.get(name.len()), Some(b':' | b';'));
        if depth <= 1 && starts_with(line, name) && is_name_whole() {
            return content_lines(&bytes[start..]).next().map(|line| line.value);
        }
        start += line.len();
    }
    None
}

/// Returns the text of the first property of that name, unescaped (RFC 5545 §3.3.11), as
/// [`raw_value`] finds it.
pub(crate) fn text_value(bytes: &[u8], name: &str) -> Option<String> {
    raw_value(bytes, name).map(|value| unescape(&value).into_owned())
}

/// Whether bytes begin as a calendar does, anyone's.
pub fn begins(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    starts_with(text.trim_ascii_start(), "BEGIN:VCALENDAR")
}

/// Whether bytes end as a calendar does, anyone's. What is cut short would look as if its last
/// events were removed.
pub fn ends(bytes: &[u8]) -> bool {
    let last = bytes.trim_ascii_end().rsplit(|byte| *byte == b'\n').next();
    last.is_some_and(|line| line.eq_ignore_ascii_case(b"END:VCALENDAR"))
}

fn starts_with(line: &[u8], start: &str) -> bool {
    let found = line.get(..start.len());
    found.is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
}

/// Returns the first thing that shows that a calendar is cut short or damaged: there may only be
/// whole components within one calendar, and every line is a property or the rest of one.
pub(crate) fn damage(bytes: &[u8]) -> Option<Violation> {
    let mut open: Vec<&[u8]> = Vec::new();
    let mut last = 0;
    for (line, text) in (1..).zip(lines(bytes)) {
        if let Some(message) = damage_of_line(text.trim_ascii_end(), line, &mut open) {
            return Some(Violation::new(line, message));
        }
        last = line;
    }
    let is_whole = open.is_empty() && last > 0;
    (!is_whole).then(|| Violation::new(last, "the calendar does not end"))
}

/// Returns what is wrong with a line; `open` are the components that have begun and not ended.
fn damage_of_line<'a>(
    text: &'a [u8],
    line: usize,
    open: &mut Vec<&'a [u8]>,
) -> Option<&'static str> {
    if let Some(component) = text.strip_prefix(b"BEGIN:") {
        let is_calendar = line == 1 && component == b"VCALENDAR";
        let is_outside = open.is_empty() && !is_calendar;
        open.push(component);
        return is_outside.then_some("this is outside the calendar");
    }
    if let Some(component) = text.strip_prefix(b"END:") {
        let is_end = open.pop() == Some(component);
        return (!is_end).then_some("this ends a component that does not begin");
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let name = text.iter().take_while(|byte| is_name(byte)).count();
    let is_property = name > 0 && matches!(text.get(name), Some(b':' | b';'));
    let is_fold = matches!(text.first(), Some(b' ' | b'\t'));
    let is_line = (is_property || is_fold) && !open.is_empty();
    (!is_line).then_some("this is not a line of a calendar")
}

//! What a published calendar must be: RFC 5545, and what clients refuse.

use std::collections::{BTreeMap, BTreeSet};

use super::properties::{CALENDAR, EVENT, Known, OBSERVANCE, TIMEZONE, ValueType, value_type};
use super::read::{ContentLine, content_lines};

/// A fault of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line on which it is, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Every fault of a calendar's bytes.
pub fn conform(bytes: &[u8]) -> Vec<Fault> {
    let mut faults = Vec::new();
    check_bytes(bytes, &mut faults);
    let lines = content_lines(bytes);
    check_structure(&lines, &mut faults);
    check_zones(&lines, &mut faults);
    for line in &lines {
        check_line(line, &mut faults);
    }
    faults
}

fn report(faults: &mut Vec<Fault>, line: usize, message: impl Into<String>) {
    faults.push(Fault {
        line,
        message: message.into(),
    });
}

/// Encoding, line ends, lengths, control characters.
fn check_bytes(bytes: &[u8], faults: &mut Vec<Fault>) {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        report(faults, 1, "there is a byte order mark");
    }
    if !bytes.ends_with(b"\r\n") {
        report(
            faults,
            bytes.split(|byte| *byte == b'\n').count(),
            "the last line does not end in CRLF",
        );
    }
    for (i, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        let number = i + 1;
        let Some(line) = line.strip_suffix(b"\r") else {
            if !line.is_empty() {
                report(faults, number, "this line does not end in CRLF");
            }
            continue;
        };
        if line.len() > 75 {
            report(
                faults,
                number,
                format!("this line has {} octets, more than 75", line.len()),
            );
        }
        if line.is_empty() {
            report(faults, number, "this line is empty");
        }
        if line
            .iter()
            .any(|byte| *byte < 0x20 && *byte != b'\t' || *byte == 0x7f)
        {
            report(faults, number, "there is a control character in this line");
        }
        // A fold inside a character leaves halves that are no UTF-8.
        if std::str::from_utf8(line).is_err() {
            report(faults, number, "this line is no UTF-8 by itself");
        }
    }
}

/// Components within each other, their properties, and UIDs.
fn check_structure(lines: &[ContentLine], faults: &mut Vec<Fault>) {
    let mut open: Vec<(&str, usize, Vec<&ContentLine>)> = Vec::new();
    let mut events = Events::new();
    let mut calendars = 0;
    for line in lines {
        match line.name.as_str() {
            "BEGIN" => {
                calendars += usize::from(open.is_empty());
                if open.is_empty() && line.value != "VCALENDAR" {
                    report(faults, line.line, "the outermost component is no VCALENDAR");
                }
                open.push((&line.value, line.line, Vec::new()));
            }
            "END" => match open.pop() {
                Some((name, begin, properties)) if name == line.value => {
                    check_component(name, begin, &properties, &mut events, faults);
                }
                _ => report(
                    faults,
                    line.line,
                    format!("END:{} has no BEGIN", line.value),
                ),
            },
            _ => match open.last_mut() {
                Some((_, _, properties)) => properties.push(line),
                None => report(faults, line.line, "this line stands outside a calendar"),
            },
        }
    }
    if let Some((name, begin, _)) = open.last() {
        report(faults, *begin, format!("BEGIN:{name} has no END"));
    }
    check_overrides(&events, faults);
    if calendars != 1 {
        report(
            faults,
            1,
            format!("there are {calendars} calendars, not one"),
        );
    }
}

fn check_component<'a>(
    name: &str,
    begin: usize,
    properties: &[&'a ContentLine],
    events: &mut Events<'a>,
    faults: &mut Vec<Fault>,
) {
    let table: &[Known] = match name {
        "VCALENDAR" => CALENDAR,
        "VEVENT" => EVENT,
        "VTIMEZONE" => TIMEZONE,
        "STANDARD" | "DAYLIGHT" => OBSERVANCE,
        _ => return,
    };
    for known in table {
        let count = properties
            .iter()
            .filter(|line| line.name == known.name)
            .count();
        if known.required && count == 0 {
            report(faults, begin, format!("{name} has no {}", known.name));
        }
        if !known.repeats && count > 1 {
            report(
                faults,
                begin,
                format!("{name} has {count} times {}", known.name),
            );
        }
    }
    if name == "VEVENT" {
        check_event(properties, events, faults);
    }
}

/// By UID and RECURRENCE-ID, that or else DTSTART.
type Events<'a> = BTreeMap<(&'a str, &'a str), &'a ContentLine>;

/// RFC 5545 §3.8.4.4: RECURRENCE-ID is of the same kind as DTSTART of its series.
fn check_overrides(events: &Events<'_>, faults: &mut Vec<Fault>) {
    for ((uid, replaced), line) in events
        .iter()
        .filter(|((_, replaced), _)| !replaced.is_empty())
    {
        let series = events.get(&(*uid, ""));
        if series.is_some_and(|start| {
            start.parameters != line.parameters || start.value.len() != replaced.len()
        }) {
            report(
                faults,
                line.line,
                "RECURRENCE-ID is of another kind than DTSTART of its series",
            );
        }
    }
}

fn check_event<'a>(
    properties: &[&'a ContentLine],
    events: &mut Events<'a>,
    faults: &mut Vec<Fault>,
) {
    let line = |property: &str| {
        properties
            .iter()
            .find(|line| line.name == property)
            .copied()
    };
    let replaced = line("RECURRENCE-ID");
    if let Some(uid) = line("UID")
        && let Some(time) = replaced.or_else(|| line("DTSTART"))
        && events
            .insert(
                (
                    uid.value.as_str(),
                    replaced.map_or("", |of| of.value.as_str()),
                ),
                time,
            )
            .is_some()
    {
        report(
            faults,
            uid.line,
            format!("the UID `{}` stands twice", uid.value),
        );
    }
    let Some(start) = line("DTSTART") else { return };
    // Values of one type compare as text: 20170508, 20170508T100000Z.
    if let Some(end) = line("DTEND")
        && (start.value >= end.value || start.parameters != end.parameters)
    {
        report(
            faults,
            end.line,
            "DTEND is not after DTSTART, or of another kind",
        );
    }
    for except in properties.iter().filter(|line| line.name == "EXDATE") {
        if except.parameters != start.parameters || except.value.len() != start.value.len() {
            report(
                faults,
                except.line,
                "EXDATE is of another kind than DTSTART",
            );
        }
    }
    let until = line("RRULE").and_then(|rule| {
        Some((
            rule.line,
            rule.value
                .split(';')
                .find_map(|part| part.strip_prefix("UNTIL="))?,
        ))
    });
    // RFC 5545 §3.3.10: a day where DTSTART is one, else in UTC where DTSTART is in a zone or in
    // UTC.
    if let Some((line, until)) = until
        && ((until.len() == 8) != (start.value.len() == 8)
            || until.len() != 8 && !until.ends_with('Z'))
    {
        report(faults, line, "UNTIL is of another kind than DTSTART");
    }
}

/// Every zone that is named is told of once, and none that is not.
fn check_zones(lines: &[ContentLine], faults: &mut Vec<Fault>) {
    let used: BTreeSet<&str> = lines
        .iter()
        .filter_map(|line| line.parameter("TZID"))
        .collect();
    let mut told = BTreeSet::new();
    for line in lines.iter().filter(|line| line.name == "TZID") {
        if !told.insert(line.value.as_str()) {
            report(
                faults,
                line.line,
                format!("the time zone `{}` stands twice", line.value),
            );
        }
        if !used.contains(line.value.as_str()) {
            report(
                faults,
                line.line,
                format!("the time zone `{}` is not used", line.value),
            );
        }
    }
    for line in lines {
        if let Some(zone) = line.parameter("TZID").filter(|zone| !told.contains(zone)) {
            report(
                faults,
                line.line,
                format!("there is no VTIMEZONE for `{zone}`"),
            );
        }
    }
}

fn check_line(line: &ContentLine, faults: &mut Vec<Fault>) {
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !is_name(&line.name) || line.parameters.iter().any(|(name, _)| !is_name(name)) {
        report(
            faults,
            line.line,
            "this is no content line: name, parameters, colon, value",
        );
    }
    let is_date = |value: &str| value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    if line.parameter("VALUE") == Some("DATE") && !is_date(&line.value) {
        report(faults, line.line, format!("`{}` is no DATE", line.value));
    }
    if value_type(&line.name) == ValueType::Text
        && !line.name.is_empty()
        && !is_escaped(&line.value)
    {
        report(
            faults,
            line.line,
            format!("{} is not escaped as TEXT", line.name),
        );
    }
}

/// Whether a TEXT value has no bare comma or semicolon and no backslash that escapes nothing.
fn is_escaped(value: &str) -> bool {
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b',' | b';' => return false,
            b'\\' if !matches!(bytes.next(), Some(b'\\' | b',' | b';' | b'n' | b'N')) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

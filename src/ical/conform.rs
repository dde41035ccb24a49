//! What a published calendar must be: RFC 5545, and what clients refuse.

use std::collections::BTreeMap;

use super::content_line::{ContentLine, content_lines};
use super::properties::{CALENDAR, EVENT, Known, OBSERVANCE, TIMEZONE, ValueType, value_type};

/// A violation of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The line on which it is, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Every violation of a calendar's bytes.
pub fn conform(bytes: &[u8]) -> Vec<Violation> {
    let mut violations = Vec::new();
    check_bytes(bytes, &mut violations);
    let mut reading = Reading::default();
    for line in content_lines(bytes) {
        check_line(&line, &mut violations);
        reading.line(line, &mut violations);
    }
    reading.end(&mut violations);
    violations.sort_by_key(|violation| violation.line);
    violations
}

fn report(violations: &mut Vec<Violation>, line: usize, message: impl Into<String>) {
    violations.push(Violation {
        line,
        message: message.into(),
    });
}

/// Encoding, line ends, lengths, control characters.
fn check_bytes(bytes: &[u8], violations: &mut Vec<Violation>) {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        report(violations, 1, "there is a byte order mark");
    }
    if !bytes.ends_with(b"\r\n") {
        let last = bytes.split(|byte| *byte == b'\n').count();
        report(violations, last, "the last line does not end in CRLF");
    }
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        match line.strip_suffix(b"\r") {
            Some(line) => check_physical_line(number, line, violations),
            None if line.is_empty() => {}
            None => report(violations, number, "this line does not end in CRLF"),
        }
    }
}

fn check_physical_line(number: usize, line: &[u8], violations: &mut Vec<Violation>) {
    if line.len() > 75 {
        let message = format!("this line has {} octets, more than 75", line.len());
        report(violations, number, message);
    }
    if line.is_empty() {
        report(violations, number, "this line is empty");
    }
    let is_control = |byte: &u8| *byte < 0x20 && *byte != b'\t' || *byte == 0x7f;
    if line.iter().any(is_control) {
        report(
            violations,
            number,
            "there is a control character in this line",
        );
    }
    // A fold inside a character leaves halves that are no UTF-8.
    if std::str::from_utf8(line).is_err() {
        report(violations, number, "this line is no UTF-8 by itself");
    }
}

/// What was read of a calendar so far; the lines of a component are forgotten where it ends.
#[derive(Default)]
struct Reading {
    calendars: usize,
    /// Components that did not end yet: the name, the line on which it begins, its properties.
    open: Vec<(String, usize, Vec<ContentLine>)>,
    events: Events,
    /// The zones that are defined, and the first lines that define them.
    defined: BTreeMap<String, usize>,
    /// The zones that times are in, and the first lines that name them.
    used: BTreeMap<String, usize>,
}

impl Reading {
    fn line(&mut self, line: ContentLine, violations: &mut Vec<Violation>) {
        if let Some(zone) = line.parameter("TZID") {
            self.used.entry(zone.to_owned()).or_insert(line.line);
        }
        match line.name.as_str() {
            "BEGIN" => {
                self.calendars += usize::from(self.open.is_empty());
                if self.open.is_empty() && line.value != "VCALENDAR" {
                    report(
                        violations,
                        line.line,
                        "the outermost component is no VCALENDAR",
                    );
                }
                self.open.push((line.value, line.line, Vec::new()));
            }
            "END" => match self.open.pop() {
                Some((name, begin, properties)) if name == line.value => {
                    check_component(&name, begin, &properties, &mut self.events, violations);
                }
                _ => report(
                    violations,
                    line.line,
                    format!("END:{} has no BEGIN", line.value),
                ),
            },
            "TZID" if self.defined.contains_key(&line.value) => {
                let message = format!("the time zone `{}` stands twice", line.value);
                report(violations, line.line, message);
            }
            name => {
                if name == "TZID" {
                    self.defined.insert(line.value.clone(), line.line);
                }
                match self.open.last_mut() {
                    Some((_, _, properties)) => properties.push(line),
                    None => report(violations, line.line, "this line stands outside a calendar"),
                }
            }
        }
    }

    fn end(&self, violations: &mut Vec<Violation>) {
        if let Some((name, begin, _)) = self.open.last() {
            report(violations, *begin, format!("BEGIN:{name} has no END"));
        }
        check_overrides(&self.events, violations);
        if self.calendars != 1 {
            let message = format!("there are {} calendars, not one", self.calendars);
            report(violations, 1, message);
        }
        for (zone, line) in &self.defined {
            if !self.used.contains_key(zone) {
                report(
                    violations,
                    *line,
                    format!("the time zone `{zone}` is not used"),
                );
            }
        }
        for (zone, line) in &self.used {
            if !self.defined.contains_key(zone) {
                report(
                    violations,
                    *line,
                    format!("there is no VTIMEZONE for `{zone}`"),
                );
            }
        }
    }
}

fn check_component(
    name: &str,
    begin: usize,
    properties: &[ContentLine],
    events: &mut Events,
    violations: &mut Vec<Violation>,
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
            report(violations, begin, format!("{name} has no {}", known.name));
        }
        if !known.repeats && count > 1 {
            report(
                violations,
                begin,
                format!("{name} has {count} times {}", known.name),
            );
        }
    }
    if name == "VEVENT" {
        check_event(properties, events, violations);
    }
}

/// By UID and RECURRENCE-ID: that line, or else DTSTART.
type Events = BTreeMap<(String, String), ContentLine>;

/// RFC 5545 §3.8.4.4: RECURRENCE-ID is of the same kind as DTSTART of its series.
fn check_overrides(events: &Events, violations: &mut Vec<Violation>) {
    for ((uid, replaced), line) in events.iter().filter(|((_, of), _)| !of.is_empty()) {
        let differs = |start: &ContentLine| {
            start.parameters != line.parameters || start.value.len() != replaced.len()
        };
        if events
            .get(&(uid.clone(), String::new()))
            .is_some_and(differs)
        {
            let message = "RECURRENCE-ID is of another kind than DTSTART of its series";
            report(violations, line.line, message);
        }
    }
}

fn check_event(properties: &[ContentLine], events: &mut Events, violations: &mut Vec<Violation>) {
    let line = |name: &str| properties.iter().find(|line| line.name == name);
    let replaced = line("RECURRENCE-ID");
    if let (Some(uid), Some(time)) = (line("UID"), replaced.or_else(|| line("DTSTART"))) {
        let replaced = replaced.map_or_else(String::new, |of| of.value.clone());
        if events
            .insert((uid.value.clone(), replaced), time.clone())
            .is_some()
        {
            report(
                violations,
                uid.line,
                format!("the UID `{}` stands twice", uid.value),
            );
        }
    }
    let Some(start) = line("DTSTART") else { return };
    let is_of_its_kind = |other: &ContentLine| {
        other.parameters == start.parameters && other.value.len() == start.value.len()
    };
    // Values of one kind compare as text: 20170508, 20170508T100000Z.
    if let Some(end) = line("DTEND")
        && (start.value >= end.value || start.parameters != end.parameters)
    {
        report(
            violations,
            end.line,
            "DTEND is not after DTSTART, or of another kind",
        );
    }
    let mut excepts = properties.iter().filter(|line| line.name == "EXDATE");
    while let Some(except) = excepts.find(|except| !is_of_its_kind(except)) {
        report(
            violations,
            except.line,
            "EXDATE is of another kind than DTSTART",
        );
    }
    let Some(rule) = line("RRULE") else { return };
    let until = rule
        .value
        .split(';')
        .find_map(|part| part.strip_prefix("UNTIL="));
    // RFC 5545 §3.3.10: a day where DTSTART is one, else in UTC where DTSTART is in a zone or in
    // UTC.
    let is_day = start.value.len() == 8;
    if until.is_some_and(|until| (until.len() == 8) != is_day || !is_day && !until.ends_with('Z')) {
        report(
            violations,
            rule.line,
            "UNTIL is of another kind than DTSTART",
        );
    }
}

fn check_line(line: &ContentLine, violations: &mut Vec<Violation>) {
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !is_name(&line.name) || line.parameters.iter().any(|(name, _)| !is_name(name)) {
        report(
            violations,
            line.line,
            "this is no content line: name, parameters, colon, value",
        );
    }
    let is_date = |value: &str| value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
    if line.parameter("VALUE") == Some("DATE") && !is_date(&line.value) {
        report(
            violations,
            line.line,
            format!("`{}` is no DATE", line.value),
        );
    }
    if value_type(&line.name) == ValueType::Text
        && !line.name.is_empty()
        && !is_escaped(&line.value)
    {
        report(
            violations,
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

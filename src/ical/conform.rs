//! Conformance of a calendar: the demands of RFC 5545, and what clients refuse.

use std::collections::BTreeMap;
use std::mem::take;

use super::content_line::{BYTE_ORDER_MARK, ContentLine, content_lines};
use super::properties::{CALENDAR, EVENT, Known, OBSERVANCE, TIMEZONE, ValueType, value_type};

/// A place where a calendar is not what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The line, from 1.
    pub line: usize,
    /// The fault.
    pub message: String,
}

impl Violation {
    pub(super) fn new(line: usize, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { line, message }
    }
}

/// Returns every violation in a calendar's bytes.
pub fn conform(bytes: &[u8]) -> Vec<Violation> {
    let mut inspection = Inspection::default();
    inspection.check_bytes(bytes);
    for line in content_lines(bytes) {
        inspection.check_line(&line);
        inspection.follow(line);
    }
    inspection.finish();
    let mut violations = inspection.violations;
    violations.sort_by_key(|violation| violation.line);
    violations
}

/// A calendar as far as it was read, and what is wrong with it. The lines of a component are
/// forgotten where it ends.
#[derive(Default)]
struct Inspection {
    violations: Vec<Violation>,
    calendars: usize,
    /// Components that did not end yet.
    open: Vec<OpenComponent>,
    /// Lines by UID and value of RECURRENCE-ID, which is empty for others: that of RECURRENCE-ID,
    /// or else of DTSTART.
    events: BTreeMap<(String, String), ContentLine>,
    /// The zones that are defined, and the lines that define them.
    defined: BTreeMap<String, usize>,
    /// The zones that times are in, and the first lines that name them.
    used: BTreeMap<String, usize>,
}

struct OpenComponent {
    name: String,
    /// The line on which it begins.
    line: usize,
    properties: Vec<ContentLine>,
}

impl OpenComponent {
    fn named(&self, name: &str) -> impl Iterator<Item = &ContentLine> {
        self.properties.iter().filter(move |line| line.name == name)
    }

    fn property(&self, name: &str) -> Option<&ContentLine> {
        self.named(name).next()
    }
}

impl Inspection {
    fn report(&mut self, line: usize, message: impl Into<String>) {
        self.violations.push(Violation::new(line, message));
    }

    /// Checks the encoding and the physical lines.
    fn check_bytes(&mut self, bytes: &[u8]) {
        if bytes.starts_with(BYTE_ORDER_MARK) {
            self.report(1, "there is a byte order mark");
        }
        if !bytes.ends_with(b"\r\n") {
            let last = bytes.split(|byte| *byte == b'\n').count();
            self.report(last, "the last line does not end in CRLF");
        }
        for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
            match line.strip_suffix(b"\r") {
                Some(line) => self.check_physical_line(number, line),
                None if line.is_empty() => {}
                None => self.report(number, "this line does not end in CRLF"),
            }
        }
    }

    fn check_physical_line(&mut self, number: usize, line: &[u8]) {
        if line.len() > 75 {
            let message = format!("this line has {} octets, more than 75", line.len());
            self.report(number, message);
        }
        if line.is_empty() {
            self.report(number, "this line is empty");
        }
        let is_control = |byte: &u8| *byte < 0x20 && *byte != b'\t' || *byte == 0x7f;
        if line.iter().any(is_control) {
            self.report(number, "there is a control character in this line");
        }
        // A fold inside a character leaves halves that are not UTF-8.
        if std::str::from_utf8(line).is_err() {
            self.report(number, "this line is not UTF-8 by itself");
        }
    }

    /// Checks a content line by itself.
    fn check_line(&mut self, line: &ContentLine) {
        let (name, value, number) = (&*line.name, &*line.value, line.line);
        if !is_name(name) || !line.parameters.iter().all(|(name, _)| is_name(name)) {
            let message = "this is not a content line: name, parameters, colon, value";
            self.report(number, message);
        }
        let is_date = value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_digit());
        if line.parameter("VALUE") == Some("DATE") && !is_date {
            self.report(number, format!("`{value}` is not a DATE"));
        }
        let is_wrong = match value_type(name) {
            ValueType::Text => !name.is_empty() && !is_escaped(value, &[]),
            ValueType::Texts => !is_escaped(value, b","),
            ValueType::Other => false,
        };
        if is_wrong {
            self.report(number, format!("{name} is not escaped as TEXT"));
        }
    }

    /// Follows the components that begin and end, and the zones that are defined and used.
    fn follow(&mut self, line: ContentLine) {
        if let Some(zone) = line.parameter("TZID") {
            self.used.entry(zone.to_owned()).or_insert(line.line);
        }
        match line.name.as_str() {
            "BEGIN" => {
                self.calendars += usize::from(self.open.is_empty());
                if self.open.is_empty() && line.value != "VCALENDAR" {
                    self.report(line.line, "the outermost component is not a VCALENDAR");
                }
                self.open.push(OpenComponent {
                    name: line.value,
                    line: line.line,
                    properties: Vec::new(),
                });
            }
            "END" => match self.open.pop() {
                Some(component) if component.name == line.value => self.check_component(&component),
                _ => self.report(line.line, format!("END:{} has no BEGIN", line.value)),
            },
            name => {
                let is_zone = name == "TZID";
                if is_zone && self.defined.insert(line.value.clone(), line.line).is_some() {
                    let message = format!("the time zone `{}` is defined twice", line.value);
                    self.report(line.line, message);
                }
                match self.open.last_mut() {
                    Some(component) => component.properties.push(line),
                    None => self.report(line.line, "this line is outside a calendar"),
                }
            }
        }
    }

    fn check_component(&mut self, component: &OpenComponent) {
        let (name, line) = (component.name.as_str(), component.line);
        let table: &[Known] = match name {
            "VCALENDAR" => CALENDAR,
            "VEVENT" => EVENT,
            "VTIMEZONE" => TIMEZONE,
            "STANDARD" | "DAYLIGHT" => OBSERVANCE,
            _ => return,
        };
        for known in table {
            let count = component.named(known.name).count();
            if known.required && count == 0 {
                self.report(line, format!("{name} has no {}", known.name));
            }
            if !known.repeats && count > 1 {
                self.report(line, format!("{name} has {count} times {}", known.name));
            }
        }
        if name == "VEVENT" {
            self.check_uid(component);
            self.check_times(component);
        }
    }

    /// Checks that no two events have the same UID and RECURRENCE-ID.
    fn check_uid(&mut self, event: &OpenComponent) {
        let replaced = event.property("RECURRENCE-ID");
        let time = replaced.or_else(|| event.property("DTSTART"));
        if let (Some(uid), Some(time)) = (event.property("UID"), time) {
            let replaced = replaced.map_or_else(String::new, |line| line.value.clone());
            let key = (uid.value.clone(), replaced);
            if self.events.insert(key, time.clone()).is_some() {
                self.report(uid.line, format!("the UID `{}` occurs twice", uid.value));
            }
        }
    }

    /// Checks that DTEND, EXDATE and UNTIL are of the kind of DTSTART.
    fn check_times(&mut self, event: &OpenComponent) {
        let Some(start) = event.property("DTSTART") else {
            return;
        };
        // Values of one kind compare as text: 20170508, 20170508T100000Z.
        if let Some(end) = event.property("DTEND")
            && (start.value >= end.value || start.parameters != end.parameters)
        {
            self.report(
                end.line,
                "DTEND is not after DTSTART, or is not of the same kind",
            );
        }
        for line in event.named("EXDATE") {
            if !is_of_kind(line, start) {
                self.report(line.line, "EXDATE is of another kind than DTSTART");
            }
        }
        let Some(rule) = event.property("RRULE") else {
            return;
        };
        let mut parts = rule.value.split(';');
        let until = parts.find_map(|part| part.strip_prefix("UNTIL="));
        // RFC 5545 §3.3.10: a day where DTSTART is one, else in UTC where DTSTART is in a zone or
        // in UTC.
        let is_day = start.value.len() == 8;
        let is_wrong =
            |until: &str| (until.len() == 8) != is_day || !is_day && !until.ends_with('Z');
        if until.is_some_and(is_wrong) {
            self.report(rule.line, "UNTIL is of another kind than DTSTART");
        }
    }

    /// Checks what is known at the end of the calendar.
    fn finish(&mut self) {
        if let Some(OpenComponent { name, line, .. }) = self.open.pop() {
            self.report(line, format!("BEGIN:{name} has no END"));
        }
        if self.calendars != 1 {
            let message = format!("there are {} calendars, not one", self.calendars);
            self.report(1, message);
        }
        let (defined, used) = (take(&mut self.defined), take(&mut self.used));
        let events = take(&mut self.events);
        // RFC 5545 §3.8.4.4: RECURRENCE-ID is of the same kind as DTSTART of its series.
        for ((uid, replaced), line) in &events {
            let start = events.get(&(uid.clone(), String::new()));
            if !replaced.is_empty() && start.is_some_and(|start| !is_of_kind(line, start)) {
                let message = "RECURRENCE-ID is of another kind than DTSTART of its series";
                self.report(line.line, message);
            }
        }
        for (zone, line) in defined.iter().filter(|(zone, _)| !used.contains_key(*zone)) {
            self.report(*line, format!("the time zone `{zone}` is not used"));
        }
        for (zone, line) in used.iter().filter(|(zone, _)| !defined.contains_key(*zone)) {
            self.report(*line, format!("the zone `{zone}` has no VTIMEZONE"));
        }
    }
}

/// Whether both are days, or times by the same clock.
fn is_of_kind(one: &ContentLine, other: &ContentLine) -> bool {
    one.parameters == other.parameters && one.value.len() == other.value.len()
}

/// Whether a property or a parameter can have that name.
fn is_name(name: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    !name.is_empty() && name.bytes().all(is_allowed)
}

/// Whether a TEXT value has no bare comma or semicolon, those that are `signs` of a list aside, and
/// no backslash that escapes nothing.
fn is_escaped(value: &str, signs: &[u8]) -> bool {
    let mut bytes = value.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            sign if signs.contains(&sign) => {}
            b',' | b';' => return false,
            b'\\' if !matches!(bytes.next(), Some(b'\\' | b',' | b';' | b'n' | b'N')) => {
                return false;
            }
            _ => {}
        }
    }
    true
}

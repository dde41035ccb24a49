//! A calendar of anyone's: its properties, where each VEVENT is, what its zones mean, and damage.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::component::{Component, component_name};
use super::conform::Violation;
use super::content_line::{BYTE_ORDER_MARK, ContentLine, RawLine, raw_lines, unescape};
use super::zones::CalendarZones;

/// The most levels that an END may close at once.
const MOST_CLOSED: usize = 16;

/// A calendar as far as it was read. Bytes with several VCALENDARs are read as one calendar, in
/// which each has its own zones.
#[derive(Debug, Default)]
pub struct Calendar {
    /// The properties of the first VCALENDAR.
    pub head: Vec<ContentLine>,
    /// The VEVENTs, in order.
    pub events: Vec<EventPlace>,
    /// What the names of zones mean: for each VCALENDAR that has zones of its own, unless another has
    /// the same; at last, for all others.
    pub zones: Vec<CalendarZones>,
    /// Whether each VCALENDAR ends.
    pub is_whole: bool,
    /// The first sign that the calendar is cut short or damaged: there may only be whole components
    /// within one calendar, and every line is a property or the rest of one.
    pub(crate) damage: Option<Violation>,
}

/// The place of a VEVENT.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPlace {
    /// Its bytes, its first and its last line included.
    pub bytes: Range<usize>,
    /// The number of its zones in [`Calendar::zones`].
    pub calendar: usize,
    /// Whether its VCALENDAR says that all in it is cancelled (RFC 5546 §3.2.5).
    pub is_cancelled: bool,
}

impl Calendar {
    /// Reads a calendar, whatever is there.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reading = CalendarReading::default();
        for line in raw_lines(bytes) {
            reading.read(line, bytes);
        }
        reading.finish()
    }

    /// Returns the first property of that name.
    pub(crate) fn line(&self, name: &str) -> Option<&ContentLine> {
        self.head.iter().find(|line| line.name == name)
    }
}

/// A calendar that is being read.
#[derive(Default)]
struct CalendarReading {
    calendar: Calendar,
    /// The components that have begun and not ended, and where each begins.
    open: Vec<(String, usize)>,
    /// The zones of the VCALENDAR that has not ended, and their bytes.
    timezones: Vec<Component>,
    timezone_bytes: Vec<u8>,
    /// The numbers of zones by their bytes: most calendars that are joined have the same.
    known: BTreeMap<Vec<u8>, usize>,
    /// The numbers of the zones of each VCALENDAR that has ended; none if it has no zones.
    ended: Vec<Option<usize>>,
    /// The numbers of VCALENDARs whose METHOD is CANCEL.
    cancelling: BTreeSet<usize>,
    last: usize,
}

impl CalendarReading {
    fn read(&mut self, line: RawLine<'_>, bytes: &[u8]) {
        let is_first = self.last == 0;
        self.last = line.number;
        if line.named("BEGIN").is_some() {
            return self.begin(line, is_first);
        }
        if line.named("END").is_some() {
            return self.end(line, bytes);
        }
        if self.open.is_empty() || !line.is_property() {
            return self.damaged("this is not a line of a calendar");
        }
        if self.open.len() == 1 && line.named("METHOD").is_some() {
            let is_cancel = line.read().value.trim().eq_ignore_ascii_case("CANCEL");
            self.cancelling
                .extend(is_cancel.then_some(self.ended.len()));
        }
        if self.open.len() == 1 && self.ended.is_empty() {
            self.calendar.head.push(line.read());
        }
    }

    fn begin(&mut self, line: RawLine<'_>, is_first: bool) {
        let name = component_name(&line.read().value);
        if self.open.is_empty() && !(is_first && name == "VCALENDAR") {
            self.damaged("this is outside the calendar");
        }
        // The one before lost its end.
        if let "VEVENT" | "VCALENDAR" = &*name
            && let Some(at) = self.opened(&name)
        {
            self.damaged("this begins within a component that has not ended");
            self.close(at, line.start);
        }
        self.open.push((name, line.start));
    }

    fn end(&mut self, line: RawLine<'_>, bytes: &[u8]) {
        let name = component_name(&line.read().value);
        let Some(at) = self.opened(&name) else {
            return self.damaged("this ends a component that does not begin");
        };
        if at + 1 < self.open.len() {
            self.damaged("this ends a component that does not begin");
        }
        if name == "VTIMEZONE" {
            let bytes = &bytes[self.open[at].1..line.end];
            self.timezones.extend(Component::read(bytes));
            self.timezone_bytes.extend(bytes);
        }
        self.close(at, line.end);
    }

    /// Returns the level of the innermost open component of that name.
    fn opened(&self, name: &str) -> Option<usize> {
        let mut inner = self.open.iter().enumerate().rev().take(MOST_CLOSED);
        inner.find(|(_, (open, _))| open == name).map(|(at, _)| at)
    }

    /// Ends a component and all that is within it.
    fn close(&mut self, at: usize, end: usize) {
        let calendar = self.ended.len();
        for (name, start) in self.open.split_off(at) {
            match &*name {
                "VEVENT" => self.calendar.events.push(EventPlace {
                    bytes: start..end,
                    calendar,
                    is_cancelled: false,
                }),
                "VCALENDAR" => {
                    let timezones = std::mem::take(&mut self.timezones);
                    let bytes = std::mem::take(&mut self.timezone_bytes);
                    let number = (!bytes.is_empty()).then(|| {
                        *self.known.entry(bytes).or_insert_with(|| {
                            self.calendar.zones.push(CalendarZones::read(&timezones));
                            self.calendar.zones.len() - 1
                        })
                    });
                    self.ended.push(number);
                }
                _ => {}
            }
        }
    }

    fn damaged(&mut self, message: &str) {
        let damage = || Violation::new(self.last, message);
        self.calendar.damage.get_or_insert_with(damage);
    }

    fn finish(mut self) -> Calendar {
        self.calendar.is_whole = self.open.is_empty() && self.last > 0;
        if !self.calendar.is_whole {
            self.damaged("the calendar does not end");
        }
        let Calendar { zones, events, .. } = &mut self.calendar;
        // Of calendars that were joined, some have no zones of their own; and events may be outside
        // of a calendar, or in one that is cut short.
        let mut of_all = CalendarZones::read(&self.timezones);
        zones.iter().for_each(|zones| of_all.add(zones));
        for event in events {
            event.is_cancelled = self.cancelling.contains(&event.calendar);
            let own = self.ended.get(event.calendar).copied().flatten();
            event.calendar = own.unwrap_or(zones.len());
        }
        zones.push(of_all);
        self.calendar
    }
}

/// Returns the value of the first property of that name, unfolded and still escaped. Other
/// properties, and those of components within, are not read.
pub(crate) fn raw_value(bytes: &[u8], name: &str) -> Option<String> {
    let mut depth = 0;
    for line in raw_lines(bytes) {
        if line.named("BEGIN").is_some() {
            depth += 1;
        } else if line.named("END").is_some() {
            depth -= 1;
        } else if depth <= 1 && line.named(name).is_some() {
            return Some(line.read().value);
        }
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
    let first = raw_lines(text.trim_ascii_start()).next();
    first.is_some_and(|line| {
        let is_begin = line.named("BEGIN").is_some();
        is_begin && component_name(&line.read().value) == "VCALENDAR"
    })
}

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

//! One side of a comparison: the entries of a calendar, by UID.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDate;

use crate::ical::{self, Vevent};
use crate::plan::Plan;

/// The entries of a calendar, by UID, and what a plan prints of their dates where there is one.
#[derive(Debug, Default)]
pub struct Side<'a> {
    entries: BTreeMap<String, Vec<&'a [u8]>>,
    printed: BTreeMap<String, String>,
    as_of: Option<NaiveDate>,
}

impl<'a> Side<'a> {
    /// Of entries, each with its UID.
    pub fn of(entries: impl IntoIterator<Item = (String, &'a [u8])>) -> Self {
        let mut side = Self::default();
        for (uid, bytes) in entries {
            side.entries.entry(uid).or_default().push(bytes);
        }
        side
    }

    /// Of a calendar, anyone's, with lines that end in LF or CRLF. An entry without a UID goes by
    /// its start and its title.
    pub fn read(calendar: &'a [u8]) -> Self {
        let entry = |range: Range<usize>| {
            let bytes = &calendar[range];
            let value = |name| {
                ical::raw_value(bytes, name)
                    .map(|value| value.trim().to_owned())
                    .filter(|value| !value.is_empty())
            };
            let uid = value("UID").map(|uid| ical::unescape(&uid).into_owned());
            let without = || {
                format!(
                    "{} {}",
                    value("DTSTART").unwrap_or_default(),
                    value("SUMMARY").unwrap_or_default()
                )
            };
            (uid.unwrap_or_else(without), bytes)
        };
        let events = ical::vevents(calendar);
        let head = &calendar[..events.first().map_or(0, |first| first.start)];
        let side = Self::of(events.into_iter().map(entry));
        // A calendar's own last change; planfeed writes the day of the revision.
        let modified = ical::raw_value(head, "LAST-MODIFIED").and_then(|value| ical::utc(&value));
        Self {
            as_of: modified.map(|time| time.date()),
            ..side
        }
    }

    /// As of that day: what was to come before it was held.
    pub fn as_of_day(self, day: NaiveDate) -> Self {
        Self {
            as_of: Some(day),
            ..self
        }
    }

    /// With the day of a plan, and the dates as it prints them.
    pub fn with_plan(mut self, plan: &Plan) -> Self {
        self.as_of = Some(plan.revision);
        self.printed = plan
            .events
            .iter()
            .map(|event| (event.uid.as_str().to_owned(), event.printed.clone()))
            .collect();
        self
    }

    pub(super) fn as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    pub(super) fn uids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(super) fn entries(&self, uid: &str) -> &[&'a [u8]] {
        self.entries.get(uid).map_or(&[], Vec::as_slice)
    }

    /// The date of an event as a plan prints it.
    pub(super) fn printed(&self, uid: &str) -> Option<&str> {
        self.printed.get(uid).map(String::as_str)
    }

    /// The entries of these UIDs, read.
    pub(super) fn vevents(&self, uids: &BTreeSet<&str>) -> Vec<Vevent> {
        uids.iter()
            .flat_map(|uid| self.entries(uid))
            .map(|bytes| Vevent::read(bytes))
            .collect()
    }
}

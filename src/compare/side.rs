//! One side of a comparison: the entries of a calendar, by UID.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::history::FORM;
use crate::ical::{self, ContentLine, Vevent, own};
use crate::language::{self, ENGLISH, Language};
use crate::plan::{Plan, Uid};

/// The entries of a calendar, by UID, and what is known of it beside them.
#[derive(Debug)]
pub struct Side<'a> {
    entries: BTreeMap<String, Vec<&'a [u8]>>,
    /// The language that it is in, if planfeed wrote it.
    language: Option<&'static Language>,
    /// The dates of events as a plan prints them.
    printed: BTreeMap<String, String>,
    as_of: Option<NaiveDate>,
}

impl<'a> Side<'a> {
    /// The side of a plan's entries, each with its UID.
    pub fn of(plan: &Plan, entries: impl IntoIterator<Item = (String, &'a [u8])>) -> Self {
        Self {
            entries: by_uid(entries),
            language: Some(language::of(plan)),
            printed: BTreeMap::new(),
            as_of: Some(plan.revision),
        }
    }

    /// The side of a calendar, anyone's, with lines that end in LF or CRLF. An entry without a UID
    /// goes by its start and its title.
    pub fn read(calendar: &'a [u8]) -> Self {
        let events = ical::vevents(calendar);
        let head = &calendar[..events.first().map_or(0, |first| first.start)];
        let head: Vec<ContentLine> = ical::content_lines(head).collect();
        let line = |name: &str| head.iter().find(|line| line.name == name);
        let is_ours = line(own::FORM).is_some_and(|form| form.value == FORM);
        let code = line("DESCRIPTION").and_then(|line| line.parameter("LANGUAGE"));
        let language = code.and_then(language::by_code).unwrap_or(&ENGLISH);
        // A calendar's own last change; planfeed writes the day of the revision.
        let modified = line("LAST-MODIFIED").and_then(|line| ical::utc(&line.value));
        Self {
            entries: by_uid(events.into_iter().map(|range| named(&calendar[range]))),
            language: is_ours.then_some(language),
            printed: BTreeMap::new(),
            as_of: modified.map(|time| time.date()),
        }
    }

    /// Adds the revision of a plan and its dates as they are printed.
    pub fn with_plan(mut self, plan: &Plan) -> Self {
        self.as_of = Some(plan.revision);
        self.printed = plan
            .events
            .iter()
            .map(|event| (event.uid.as_str().to_owned(), event.printed.clone()))
            .collect();
        self
    }

    /// The language that it is in, if planfeed wrote it.
    pub(super) fn language(&self) -> Option<&'static Language> {
        self.language
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

    /// The UID of the event of a UID's entries: their X-PLANFEED-EVENT, else the UID.
    pub(super) fn event(&self, uid: &str) -> Option<String> {
        let first = self.entries(uid).first()?;
        let event = ical::text_value(first, own::EVENT).filter(|_| self.language.is_some());
        Some(event.unwrap_or_else(|| uid.to_owned()))
    }

    /// The UIDs that may be of parts of an event, since they begin as its own does.
    pub(super) fn near(&self, event: &str) -> impl Iterator<Item = &str> {
        let left = Uid::stem(event).to_owned();
        let near = self.entries.range(left.clone()..);
        let near = near.take_while(move |(uid, _)| uid.starts_with(&left));
        near.map(|(uid, _)| uid.as_str())
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

fn by_uid<'a>(
    entries: impl IntoIterator<Item = (String, &'a [u8])>,
) -> BTreeMap<String, Vec<&'a [u8]>> {
    let mut found: BTreeMap<String, Vec<&[u8]>> = BTreeMap::new();
    for (uid, bytes) in entries {
        found.entry(uid).or_default().push(bytes);
    }
    found
}

/// An entry with its UID, or with what it goes by.
fn named(bytes: &[u8]) -> (String, &[u8]) {
    let value = |name| {
        let value = ical::raw_value(bytes, name).map(|value| value.trim().to_owned());
        value.filter(|value| !value.is_empty())
    };
    let without = || {
        let (start, title) = (value("DTSTART"), value("SUMMARY"));
        format!(
            "{} {}",
            start.unwrap_or_default(),
            title.unwrap_or_default()
        )
    };
    let uid = value("UID").map(|uid| ical::unescape(&uid).into_owned());
    (uid.unwrap_or_else(without), bytes)
}

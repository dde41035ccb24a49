//! One side of a comparison: the entries of a calendar, by UID.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::history::{FORM, is_to_come};
use crate::ical::{self, ContentLine, Vevent, own};
use crate::language::{self, ENGLISH, Language};
use crate::plan::{Plan, Uid};

/// The entries of a calendar by UID, with its language and its day.
#[derive(Debug)]
pub struct Side<'a> {
    entries: BTreeMap<String, Vec<&'a [u8]>>,
    /// The language that it is in, if planfeed wrote it.
    pub(super) language: Option<&'static Language>,
    /// The day of its revision or of its last change.
    pub(super) as_of: Option<NaiveDate>,
}

impl<'a> Side<'a> {
    /// Takes a plan's entries, each with its UID.
    pub(crate) fn of(plan: &Plan, entries: impl IntoIterator<Item = (String, &'a [u8])>) -> Self {
        Self {
            entries: by_uid(entries),
            language: Some(plan.language),
            as_of: Some(plan.revision),
        }
    }

    /// Reads anyone's calendar, with lines that end in LF or CRLF. An entry without a UID is known
    /// by its start and its title.
    pub fn read(calendar: &'a [u8]) -> Self {
        let events = ical::vevents(calendar);
        let head = &calendar[..events.first().map_or(0, |first| first.start)];
        let head: Vec<ContentLine> = ical::content_lines(head).collect();
        let line = |name: &str| head.iter().find(|line| line.name == name);
        let is_ours = line(own::FORM).is_some_and(|form| form.value == FORM);
        let code = line("DESCRIPTION").and_then(|line| line.parameter("LANGUAGE"));
        let language = code.and_then(language::by_code).unwrap_or(&ENGLISH);
        // In a calendar of planfeed, that is the day of the revision.
        let modified = line("LAST-MODIFIED").and_then(|line| ical::utc(&line.value));
        Self {
            entries: by_uid(events.into_iter().map(|range| named(&calendar[range]))),
            language: is_ours.then_some(language),
            as_of: modified.map(|time| time.date()),
        }
    }

    /// Adds the revision of a plan.
    pub fn with_plan(mut self, plan: &Plan) -> Self {
        self.as_of = Some(plan.revision);
        self
    }

    pub(super) fn uids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(super) fn entries(&self, uid: &str) -> &[&'a [u8]] {
        self.entries.get(uid).map_or(&[], Vec::as_slice)
    }

    /// Returns the UID of the event of a UID's entries: their X-PLANFEED-EVENT, else the UID.
    pub(super) fn event(&self, uid: &str) -> Option<String> {
        let first = self.entries(uid).first()?;
        let event = ical::text_value(first, own::EVENT).filter(|_| self.language.is_some());
        Some(event.unwrap_or_else(|| uid.to_owned()))
    }

    /// Returns the UIDs that begin as an event's own does, and so may be of its parts.
    pub(super) fn near(&self, event: &str) -> impl Iterator<Item = &str> {
        let left = Uid::stem(event).to_owned();
        let near = self.entries.range(left.clone()..);
        let near = near.take_while(move |(uid, _)| uid.starts_with(&left));
        near.map(|(uid, _)| uid.as_str())
    }

    /// Whether nothing of these UIDs is or may be on that day or later.
    pub(super) fn is_over(&self, uids: &BTreeSet<&str>, day: NaiveDate) -> bool {
        let mut uids = uids.iter();
        uids.all(|uid| !is_to_come(&self.vevents(&BTreeSet::from([*uid])), day))
    }

    /// Reads the entries of these UIDs.
    pub(super) fn vevents(&self, uids: &BTreeSet<&str>) -> Vec<Vevent> {
        let entries = uids.iter().flat_map(|uid| self.entries(uid));
        entries.map(|bytes| Vevent::read(bytes)).collect()
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

/// Returns an entry with its UID, or with its start and its title where it has none.
fn named(bytes: &[u8]) -> (String, &[u8]) {
    let [uid, start, title] = ["UID", "DTSTART", "SUMMARY"].map(|name| {
        let value = ical::raw_value(bytes, name).unwrap_or_default();
        value.trim().to_owned()
    });
    let uid = match uid.is_empty() {
        true => format!("{start} {title}"),
        false => ical::unescape(&uid).into_owned(),
    };
    (uid, bytes)
}

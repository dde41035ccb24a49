//! One side of a comparison: the entries of a calendar, by UID.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::history::{FORM, is_to_come};
use crate::ical::{self, Calendar, CalendarZones, Vevent, ZonedEvent, own};
use crate::language::{self, ENGLISH, Language};
use crate::plan::{Plan, Uid};

/// The entries of a calendar by UID, with its language and its day.
#[derive(Debug)]
pub struct Side<'a> {
    entries: BTreeMap<String, Vec<SideEntry<'a>>>,
    /// What the names of zones mean, in each VCALENDAR.
    pub(super) zones: Vec<Arc<CalendarZones>>,
    /// The language that it is in, if planfeed wrote it.
    pub(super) language: Option<&'static Language>,
    /// The day of its revision or of its last change.
    pub(super) as_of: Option<NaiveDate>,
}

/// An entry: its bytes, the number of its zones, and whether its calendar cancels it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SideEntry<'a> {
    bytes: &'a [u8],
    calendar: usize,
    is_cancelled: bool,
}

impl<'a> Side<'a> {
    /// Takes a plan's entries, each with its UID.
    pub(crate) fn of(plan: &Plan, entries: impl IntoIterator<Item = (String, &'a [u8])>) -> Self {
        let entries = entries.into_iter();
        let entry = |(uid, bytes)| {
            (
                uid,
                SideEntry {
                    bytes,
                    calendar: 0,
                    is_cancelled: false,
                },
            )
        };
        Self {
            entries: by_uid(entries.map(entry)),
            zones: vec![Arc::default()],
            language: Some(plan.language),
            as_of: Some(plan.revision),
        }
    }

    /// Reads anyone's calendar. An entry without a UID is known by its start and its title.
    pub fn read(bytes: &'a [u8]) -> Self {
        let calendar = Calendar::read(bytes);
        let line = |name: &str| calendar.line(name);
        let is_ours = line(own::FORM).is_some_and(|form| form.value == FORM);
        let code = line("DESCRIPTION").and_then(|line| line.parameter("LANGUAGE"));
        let language = code.and_then(language::by_code).unwrap_or(&ENGLISH);
        // In a calendar of planfeed, that is the day of the revision.
        let modified = line("LAST-MODIFIED").and_then(|line| ical::utc(&line.value));
        let named = calendar.events.iter().map(|event| {
            let bytes = &bytes[event.bytes.clone()];
            let entry = SideEntry {
                bytes,
                calendar: event.calendar,
                is_cancelled: event.is_cancelled,
            };
            (uid(bytes), entry)
        });
        Self {
            entries: by_uid(named),
            language: is_ours.then_some(language),
            as_of: modified.map(|time| time.date()),
            zones: calendar.zones.into_iter().map(Arc::new).collect(),
        }
    }

    /// Adds the revision of a plan.
    pub fn with_plan(mut self, plan: &Plan) -> Self {
        self.as_of = Some(plan.revision);
        self
    }

    pub(crate) fn uids(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    pub(super) fn entries(&self, uid: &str) -> &[SideEntry<'a>] {
        self.entries.get(uid).map_or(&[], Vec::as_slice)
    }

    /// Returns the UID of the event of a UID's entries: their X-PLANFEED-EVENT, else the UID.
    pub(super) fn event(&self, uid: &str) -> Option<String> {
        let first = self.entries(uid).first()?;
        let event = ical::text_value(first.bytes, own::EVENT).filter(|_| self.language.is_some());
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
        uids.all(|uid| {
            let vevents = Vec::from_iter(self.vevents(&BTreeSet::from([*uid])));
            !is_to_come(&vevents, day)
        })
    }

    /// Whether the zones that the entries of a UID name mean the same on another side, which has the
    /// same entries.
    pub(super) fn names_zones_as(&self, other: &Self, uid: &str) -> bool {
        let both = self.entries(uid).iter().zip(other.entries(uid));
        both.into_iter().all(|(own, theirs)| {
            let [own_zones, zones] =
                [(self, own), (other, theirs)].map(|(side, entry)| &side.zones[entry.calendar]);
            let lines = Vevent::read(own.bytes).lines;
            let mut named = lines.iter().filter_map(|line| line.parameter("TZID"));
            named.all(|tzid| own_zones.zone(tzid) == zones.zone(tzid))
        })
    }

    /// Whether an entry of a UID has a rule.
    pub(super) fn recurs(&self, uid: &str) -> bool {
        let mut entries = self.entries(uid).iter();
        entries.any(|entry| ical::raw_value(entry.bytes, "RRULE").is_some())
    }

    /// Reads the entries of these UIDs.
    pub(super) fn vevents(&self, uids: &BTreeSet<&str>) -> impl Iterator<Item = Vevent> {
        let entries = uids.iter().flat_map(|uid| self.entries(uid));
        entries.map(|entry| Vevent::read(entry.bytes))
    }

    /// Reads the entries of a UID, each with what its zones mean.
    pub(crate) fn events(&self, uid: &str) -> Vec<ZonedEvent> {
        let entries = self.entries(uid).iter();
        let read = |entry: &SideEntry<'_>| ZonedEvent {
            vevent: Vevent::read(entry.bytes),
            zones: self.zones[entry.calendar].clone(),
            is_cancelled: entry.is_cancelled,
        };
        entries.map(read).collect()
    }
}

fn by_uid<'a>(
    entries: impl Iterator<Item = (String, SideEntry<'a>)>,
) -> BTreeMap<String, Vec<SideEntry<'a>>> {
    let mut found: BTreeMap<String, Vec<SideEntry<'_>>> = BTreeMap::new();
    for (uid, entry) in entries {
        found.entry(uid).or_default().push(entry);
    }
    found
}

/// Begins the names of entries without a UID.
const NO_UID: char = '\0';

/// Returns the UID of an entry, or its start and its title where it has none.
fn uid(bytes: &[u8]) -> String {
    let value = |name: &str| ical::raw_value(bytes, name).unwrap_or_default();
    let uid = value("UID");
    if !uid.trim().is_empty() {
        return ical::unescape(uid.trim()).into_owned();
    }
    let [start, title] = ["DTSTART", "SUMMARY"].map(value);
    format!("{NO_UID}{} {}", start.trim(), ical::unescape(title.trim()))
}

/// Returns the UID by which a side knows an entry, if the entry has one.
pub(crate) fn real_uid(uid: &str) -> Option<&str> {
    (!uid.starts_with(NO_UID)).then_some(uid)
}

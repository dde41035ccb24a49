//! The entries of an event, with the stamps that they have after the last publication.

use chrono::{NaiveDate, NaiveDateTime};

use super::describe::{Description, facts};
use super::event::vevent;
use super::part::{Kind, Part, parts};
use super::zones::Zones;
use crate::history::{self, Entry, Ledger, Stamp};
use crate::ical::{self, Vevent};
use crate::language::Language;
use crate::plan::{Event, Groups, Plan};

/// An entry, and what decides where it stands in the feeds.
#[derive(Debug)]
pub struct Placed<'a> {
    /// When its part begins, by its own clock.
    pub start: NaiveDateTime,
    /// The id of its event; none of a notice, whose event is no longer in the plan.
    pub id: Option<&'a str>,
    /// What decides which feeds hold it.
    pub groups: Groups<'a>,
    /// What became of it since the last publication.
    pub change: Change,
    /// The names of the zones that its feeds have to define.
    pub zones: Vec<&'static str>,
    /// The entry; its place is that in the bytes which come with it.
    pub entry: Entry,
}

/// What became of an entry since the last publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It has the same bytes.
    None,
    /// planfeed words it otherwise, but it says the same.
    Reworded,
    /// It is new, or says something else.
    Changed,
}

/// The entries of an event, by part, and their bytes: with the stamps of the last publication where
/// that has the same, else with new ones.
pub fn entries<'a>(
    plan: &'a Plan,
    event: &'a Event,
    language: &Language,
    zones: &Zones,
    ledger: &Ledger,
) -> (Vec<Placed<'a>>, Vec<u8>) {
    // In UTC a series may have a thousand parts, with the same facts.
    let shared = facts(plan, event, language);
    let print = |part: &Part<'_>, stamp: Stamp| {
        let own = (!std::ptr::eq(part.event, event)).then(|| facts(plan, part.event, language));
        let facts = own.as_ref().unwrap_or(&shared);
        let description = Description {
            plan,
            event: part.event,
            language,
            facts,
            modified: stamp.modified.date(),
            part,
        };
        let mut bytes = Vec::with_capacity(1024);
        // A component is several times its bytes, so it is printed and dropped at once.
        ical::event(&vevent(&description, stamp), &mut bytes);
        bytes
    };
    let (mut entries, mut buffer) = (Vec::new(), Vec::new());
    let parts = parts(plan, event, zones);
    // What a UID stands for changes as a whole: some calendars look at the stamps of the series
    // alone.
    for parts in parts.chunk_by(|one, other| one.number == other.number) {
        let uid = event.uid.of_part(parts[0].number);
        let print = |stamp| parts.iter().map(|part| print(part, stamp)).collect();
        let (stamp, printed, change) = stamped(&uid, plan.revision, ledger, print);
        for (part, bytes) in parts.iter().zip(printed) {
            let start = buffer.len();
            buffer.extend(bytes);
            entries.push(Placed {
                start: part.start,
                id: Some(event.id.as_str()),
                groups: event.groups(),
                change,
                zones: part.zones().map(|zone| zone.name()).collect(),
                entry: Entry {
                    uid: uid.clone(),
                    part_of: (parts[0].number > 1).then(|| event.uid.as_str().to_owned()),
                    stamp,
                    removed: None,
                    is_override: matches!(part.kind, Kind::Override(_)),
                    bytes: start..buffer.len(),
                },
            });
        }
    }
    (entries, buffer)
}

/// The entries of a UID with the stamps that they have after the last publication.
fn stamped(
    uid: &str,
    revision: NaiveDate,
    ledger: &Ledger,
    print: impl Fn(Stamp) -> Vec<Vec<u8>>,
) -> (Stamp, Vec<Vec<u8>>, Change) {
    let last = ledger.get(uid);
    let Some(stamp) = Entry::stamp_of(last) else {
        let stamp = ledger.stamp_of_new(uid, revision);
        return (stamp, print(stamp), Change::Changed);
    };
    let printed = print(stamp);
    let is_as_last = |same: fn(&[u8], &[u8]) -> bool| {
        let mut pairs = last.iter().zip(&printed);
        last.len() == printed.len() && pairs.all(|(last, now)| same(ledger.bytes(last), now))
    };
    let says_the_same =
        |one: &[u8], other: &[u8]| history::says_the_same(&Vevent::read(one), &Vevent::read(other));
    if is_as_last(|one, other| one == other) {
        (stamp, printed, Change::None)
    } else if is_as_last(says_the_same) {
        (stamp.reworded(), print(stamp.reworded()), Change::Reworded)
    } else {
        let next = stamp.next(revision);
        (next, print(next), Change::Changed)
    }
}

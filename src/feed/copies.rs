//! Copies of single events: which UIDs have one, and its path. People add a copy to their calendar,
//! where it is never updated.

use std::collections::BTreeSet;

use super::Placed;
use crate::history::Ledger;
use crate::plan::{DateRange, Event, Plan, Uid};

/// The most copies, so that a large plan does not become more files than a host takes easily.
const MOST_COPIES: usize = 1000;

/// A file with the entries of one UID: of an event, or of one of its parts.
#[derive(Debug)]
pub(crate) struct EventCopy<'p, 'a> {
    /// Its path within the folder of feeds, with slashes.
    pub path: String,
    /// The entries of one UID: a series before its overrides.
    pub entries: &'p [Placed<'a>],
}

impl<'p, 'a> EventCopy<'p, 'a> {
    /// Returns the first of its entries.
    pub(crate) fn main(&self) -> &'p Placed<'a> {
        &self.entries[0]
    }
}

/// Returns the copies of all entries, in the order of their paths, and how many are left out
/// because there are too many.
///
/// An entry gets a copy when it is settled: a copy of another would mislead those who add it. The
/// copy then stays for as long as its UID is published, and says what became of it: a marker, a
/// cancellation, the notice that it was removed.
pub(crate) fn event_copies<'p, 'a>(
    plan: &Plan,
    ledger: &Ledger,
    entries: &'p [Placed<'a>],
) -> (Vec<EventCopy<'p, 'a>>, usize) {
    let of_uids = entries.chunk_by(|one, other| one.entry.uid == other.entry.uid);
    let has_copy = |entries: &&[Placed<'a>]| {
        let main = &entries[0];
        main.is_settled || ledger.copy_of(&main.entry.uid).is_some()
    };
    let mut chosen: Vec<&[Placed<'a>]> = of_uids.filter(has_copy).collect();
    drop_replaced(&mut chosen, plan, ledger);
    let left_out = chosen.len().saturating_sub(MOST_COPIES);
    if left_out > 0 {
        // The order must not depend on the last publication: a second build has to choose the same.
        chosen.sort_unstable_by_key(|entries| rank(plan, &entries[0]));
        chosen.truncate(MOST_COPIES);
    }
    let mut copies = Vec::with_capacity(chosen.len());
    for entries in chosen {
        let uid = &entries[0].entry.uid;
        let path = match entries[0].event {
            Some(event) => path(event, uid),
            // The id of an event that was removed is not known, but the path that it had is.
            None => ledger.copy_of(uid).unwrap_or_default().to_owned(),
        };
        copies.push(EventCopy { path, entries });
    }
    copies.sort_unstable_by(|one, other| one.path.cmp(&other.path));
    (copies, left_out)
}

/// Returns the path of the copy of a part: the id of its event, whatever the UID, and then the
/// part's suffix as in its UID.
fn path(event: &Event, uid: &str) -> String {
    let part = Uid::stem(uid).strip_prefix(Uid::stem(event.uid.as_str()));
    format!("event/{}{}.ics", event.id, part.unwrap_or_default())
}

/// Drops the notices of removed events whose id, and so whose path, another event has now.
fn drop_replaced(chosen: &mut Vec<&[Placed<'_>]>, plan: &Plan, ledger: &Ledger) {
    if chosen.iter().all(|entries| entries[0].event.is_some()) {
        return;
    }
    let ids: BTreeSet<&str> = plan.events.iter().map(|event| event.id.as_str()).collect();
    let mut taken = BTreeSet::new();
    chosen.retain(|entries| {
        let Some(path) = ledger.copy_of(&entries[0].entry.uid) else {
            return true;
        };
        let name = path.trim_start_matches("event/");
        let id = name.split('.').next().unwrap_or_default();
        entries[0].event.is_some() || !ids.contains(id) && taken.insert(path)
    });
}

/// Returns the place of an entry among those that may have a copy.
fn rank<'p>(plan: &Plan, placed: &'p Placed<'_>) -> impl Ord + use<'p> {
    let day = DateRange::day(placed.start.date());
    let days = placed.event.map_or(day, |event| event.window);
    let uid = placed.entry.uid.as_str();
    (plan.nearness(days), placed.entry.event(), uid.len(), uid)
}

//! Every VEVENT of a publication, once, in one buffer.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::feed::{self, Difference, Feed, Placed, Zones};
use crate::history::{Departed, Ledger, Record};
use crate::ical::Timezone;
use crate::language::Language;
use crate::phrase::Grammar;
use crate::plan::{Event, Grouping, Plan, Uid};

/// Every VEVENT of a publication, by start, then the id of its event, then its part.
pub(super) struct Rendered<'a> {
    pub buffer: Vec<u8>,
    pub entries: Vec<Placed<'a>>,
    /// UIDs that are no longer published.
    pub gone: Vec<Departed>,
    /// The feeds that lose an entry, or have another one instead.
    lost: Vec<Grouping<'a>>,
    /// The VTIMEZONE of each zone.
    pub rules: BTreeMap<&'static str, Timezone>,
    /// Zones whose times are in UTC, since no one rule fits.
    pub in_utc: Vec<&'static str>,
}

impl<'a> Rendered<'a> {
    /// Renders the entries of a plan, after the last publication.
    pub(crate) fn of(plan: &'a Plan, language: &'static Language, ledger: &Ledger) -> Self {
        let zones = Zones::of(plan);
        let render = |event: &'a Event| feed::entries(plan, event, language, &zones, ledger);
        let rendered: Vec<(Vec<Placed<'a>>, Vec<u8>)> =
            plan.events.par_iter().map(render).collect();
        let mut all = Self {
            buffer: Vec::with_capacity(rendered.iter().map(|(_, bytes)| bytes.len()).sum()),
            entries: Vec::with_capacity(rendered.len()),
            gone: Vec::new(),
            lost: Vec::new(),
            rules: BTreeMap::new(),
            in_utc: zones.without_rule().collect(),
        };
        for (entries, bytes) in rendered {
            all.add(entries, &bytes);
        }
        all.lost = groups_before(plan, &all.entries, ledger, &Grammar::new(language));
        let published = all.entries.iter().map(|placed| placed.entry.uid.as_str());
        let departures = feed::departures(plan, language, ledger, &published.collect());
        all.rules = zones.rules_with(departures.times);
        all.add(departures.notices, &departures.bytes);
        for (departed, groups) in departures.gone {
            all.gone.push(departed);
            all.lost.push(groups);
        }
        all.entries
            .par_sort_by(|one, other| order(one).cmp(&order(other)));
        all
    }

    /// Adds entries that lie in `bytes`.
    fn add(&mut self, entries: Vec<Placed<'a>>, bytes: &[u8]) {
        let from = self.buffer.len();
        self.buffer.extend(bytes);
        self.entries.extend(entries.into_iter().map(|mut placed| {
            let Range { start, end } = placed.entry.bytes;
            placed.entry.bytes = from + start..from + end;
            placed
        }));
    }

    /// Returns the greatest difference of any entry from the last publication.
    pub(crate) fn difference(&self) -> Difference {
        let gone = self.gone.first().map(|_| Difference::Meaning);
        let differences = self.entries.iter().map(|placed| placed.differs);
        differences.chain(gone).max().unwrap_or(Difference::None)
    }

    /// Returns the greatest difference of a feed, which holds these entries, from the last
    /// publication.
    pub(crate) fn difference_of(&self, feed: &Feed, held: &[&Placed<'_>]) -> Difference {
        let is_lost = self.lost.iter().any(|groups| feed.holds(groups));
        // An event that becomes a notice is removed from the files to import.
        let notices = self
            .entries
            .iter()
            .filter(|placed| placed.entry.removed.is_some());
        let mut new = notices.filter(|placed| placed.differs == Difference::Meaning);
        if is_lost || feed.import && new.any(|placed| feed.holds(&placed.groups)) {
            return Difference::Meaning;
        }
        let changes = held.iter().map(|placed| placed.differs);
        changes.max().unwrap_or(Difference::None)
    }
}

/// Returns the order of an entry: by start, then the id of the event, which is the left half of its
/// UID where the plan gives no other, then the UID. A part has a longer UID than its event, and of
/// two parts the one with the smaller number is first. A series is before its overrides, with which
/// it has all this in common.
fn order<'e>(placed: &'e Placed<'_>) -> impl Ord + use<'e> {
    let Placed {
        start,
        event,
        entry,
        ..
    } = placed;
    let id = event.map_or(Uid::stem(entry.event()), |event| event.id.as_str());
    (*start, id, entry.uid.len(), entry.uid.as_str())
}

/// Returns the last groups of changed events.
fn groups_before<'a>(
    plan: &'a Plan,
    entries: &[Placed<'a>],
    ledger: &Ledger,
    grammar: &Grammar,
) -> Vec<Grouping<'a>> {
    let differ = entries
        .iter()
        .filter(|placed| placed.differs == Difference::Meaning);
    let events: BTreeSet<&str> = differ.map(|placed| placed.entry.event()).collect();
    let last = events.into_iter().filter_map(|event| ledger.main(event));
    let records = last.filter_map(|vevent| Record::read(&vevent));
    records.map(|record| record.groups(plan, grammar)).collect()
}

/// Appends what `write` writes to the buffer, and returns where it is.
pub(super) fn append(buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
    let start = buffer.len();
    write(buffer);
    start..buffer.len()
}

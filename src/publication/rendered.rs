//! Every VEVENT of a publication, once, in one buffer; and which of them a feed holds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::feed::{self, Difference, Feed, Holder, Placed, Zones};
use crate::history::{Departed, Ledger, Record};
use crate::ical::Timezone;
use crate::language::Language;
use crate::phrase::Grammar;
use crate::plan::{Event, Grouping, Key, Plan, Uid};

/// Every VEVENT of a publication, by start, then the id of its event, then its part.
pub(super) struct Rendered<'a> {
    pub buffer: Vec<u8>,
    pub entries: Vec<Placed<'a>>,
    /// What is published no longer.
    pub gone: Vec<Departed>,
    /// What decides which feeds lose an entry, or have another one instead.
    lost: Vec<Grouping<'a>>,
    /// What calendars are told of each zone.
    pub rules: BTreeMap<&'static str, Timezone>,
    /// Zones whose times are in UTC, since no rule of theirs fits.
    pub in_utc: Vec<&'static str>,
}

impl<'a> Rendered<'a> {
    /// The entries of a plan, after the last publication.
    pub(crate) fn of(plan: &'a Plan, language: &Language, ledger: &Ledger) -> Self {
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
            in_utc: zones.in_utc().collect(),
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

    /// Adds entries, whose places are those in `bytes`.
    fn add(&mut self, entries: Vec<Placed<'a>>, bytes: &[u8]) {
        let from = self.buffer.len();
        self.buffer.extend(bytes);
        self.entries.extend(entries.into_iter().map(|mut placed| {
            let Range { start, end } = placed.entry.bytes;
            placed.entry.bytes = from + start..from + end;
            placed
        }));
    }

    /// The most that became of anything since the last publication.
    pub(crate) fn difference(&self) -> Difference {
        let gone = self.gone.first().map(|_| Difference::Meaning);
        let changes = self.entries.iter().map(|placed| placed.differs).chain(gone);
        changes.max().unwrap_or(Difference::None)
    }

    /// The most that became of anything in a feed, which holds these entries, since the last
    /// publication.
    pub(crate) fn difference_of(&self, feed: &Feed, held: &[&Placed<'_>]) -> Difference {
        let is_lost = self.lost.iter().any(|groups| feed.holds(*groups));
        // What becomes a notice leaves the files to import.
        let leaves = |placed: &Placed<'_>| {
            let is_new = placed.entry.removed.is_some() && placed.differs == Difference::Meaning;
            is_new && feed.holds(placed.groups)
        };
        if is_lost || feed.import && self.entries.iter().any(leaves) {
            return Difference::Meaning;
        }
        let changes = held.iter().map(|placed| placed.differs);
        changes.max().unwrap_or(Difference::None)
    }
}

/// The order of entries: by start, then the id of the event, which is the left half of its UID where nobody gave another,
/// then the UID: a part has a longer one than its event, and of two parts that with the smaller
/// number goes first. A series, with which its overrides have all this in common, stands before
/// them.
fn order<'e>(placed: &'e Placed<'_>) -> impl Ord + use<'e> {
    let Placed {
        start, id, entry, ..
    } = placed;
    let id = id.unwrap_or(Uid::stem(entry.event()));
    (*start, id, entry.uid.len(), entry.uid.as_str())
}

/// The groups that the last publication has of events that are not the same any more.
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

/// The entries by category and by phase, so that a feed does not look at all of them.
pub(super) struct Shelf<'a> {
    entries: &'a [Placed<'a>],
    by_category: BTreeMap<&'a Key, Vec<&'a Placed<'a>>>,
    by_phase: BTreeMap<&'a Key, Vec<&'a Placed<'a>>>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn of(entries: &'a [Placed<'a>]) -> Self {
        let mut shelf = Self {
            entries,
            by_category: BTreeMap::new(),
            by_phase: BTreeMap::new(),
        };
        for placed in entries {
            let Grouping {
                category, phase, ..
            } = placed.groups;
            for (key, on) in [
                (category, &mut shelf.by_category),
                (phase, &mut shelf.by_phase),
            ] {
                if let Some(key) = key {
                    on.entry(key).or_default().push(placed);
                }
            }
        }
        shelf
    }

    /// The entries of a feed; a file to import has no notices.
    pub(crate) fn held(&self, feed: &Feed) -> Vec<&'a Placed<'a>> {
        let mut held: Vec<&Placed<'_>> = match &feed.holds {
            Holder::Category(key) => self.by_category.get(key).cloned().unwrap_or_default(),
            Holder::Phase(key) => self.by_phase.get(key).cloned().unwrap_or_default(),
            Holder::All | Holder::Rule(_) | Holder::Nothing => {
                let entries = self.entries.iter();
                entries.filter(|placed| feed.holds(placed.groups)).collect()
            }
        };
        held.retain(|placed| !feed.import || placed.entry.removed.is_none());
        held
    }
}

/// Appends to the buffer, and says where.
pub(super) fn append(buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
    let start = buffer.len();
    write(buffer);
    start..buffer.len()
}

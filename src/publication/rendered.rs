//! Every VEVENT of a publication, once, in one buffer; and which of them a feed holds.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDateTime;
use rayon::prelude::*;

use crate::feed::{self, Departures, Entry, Feed, Holder, Notice, OwnGroups, Zones};
use crate::history::Ledger;
use crate::ical::Timezone;
use crate::language;
use crate::phrase::Grammar;
use crate::plan::{Event, Groups, Key, Plan, Uid};

/// A rendered VEVENT and its place in the buffer.
pub(super) struct Placed {
    start: NaiveDateTime,
    owner: Owner,
    part: usize,
    pub uid: String,
    /// When it was last changed, in UTC.
    pub modified: NaiveDateTime,
    /// Whether it is not as the last publication has it.
    pub is_changed: bool,
    /// Of which its feed has to tell.
    pub zones: Vec<&'static str>,
    pub bytes: Range<usize>,
}

/// What an entry is of.
#[derive(Clone, Copy)]
enum Owner {
    /// The plan's event of that index.
    Event(usize),
    /// The notice of that index.
    Notice(usize),
}

/// Every VEVENT of a publication, by start, then id.
pub(super) struct Rendered<'a> {
    plan: &'a Plan,
    pub buffer: Vec<u8>,
    pub entries: Vec<Placed>,
    pub departures: Departures,
    /// What decided which feeds had what has changed, as the last publication has it.
    groups_before: Vec<OwnGroups>,
    /// What calendars are told of each zone.
    pub rules: BTreeMap<&'static str, Timezone>,
    /// Zones whose times are in UTC, since no rule of theirs fits.
    pub in_utc: Vec<&'static str>,
}

impl<'a> Rendered<'a> {
    /// Of a plan, after the last publication.
    pub fn of(plan: &'a Plan, ledger: &Ledger) -> Self {
        let language = language::of(plan);
        let zones = Zones::of(plan);
        let render = |event: &Event| feed::entries(plan, event, language, &zones, ledger);
        let rendered: Vec<Vec<Entry>> = plan.events.par_iter().map(render).collect();
        let mut buffer = Vec::with_capacity(
            rendered
                .iter()
                .flatten()
                .map(|entry| entry.bytes.len())
                .sum(),
        );
        let mut entries = Vec::with_capacity(rendered.len());
        for (event, rendered) in rendered.into_iter().enumerate() {
            for Entry {
                start,
                part,
                uid,
                modified,
                is_changed,
                zones,
                bytes,
            } in rendered
            {
                let bytes = append(&mut buffer, |out| out.extend(bytes));
                entries.push(Placed {
                    start,
                    owner: Owner::Event(event),
                    part,
                    uid,
                    modified,
                    is_changed,
                    zones,
                    bytes,
                });
            }
        }
        let published: BTreeSet<&str> = entries.iter().map(|entry| entry.uid.as_str()).collect();
        let departures = feed::departures(plan, language, ledger, &published);
        let groups_before = groups_before(&entries, ledger, &Grammar::new(language));
        let rules = zones.rules_with(
            departures
                .notices
                .iter()
                .flat_map(|notice| notice.times.iter().copied()),
        );
        let in_utc = zones.in_utc().collect();
        let mut all = Self {
            plan,
            buffer,
            entries,
            departures,
            groups_before,
            rules,
            in_utc,
        };
        all.place_notices();
        all.sort();
        all
    }

    fn place_notices(&mut self) {
        for (n, notice) in self.departures.notices.iter().enumerate() {
            let zones: BTreeSet<&str> = notice.times.iter().map(|(zone, _)| zone.name()).collect();
            for bytes in &notice.entries {
                let bytes = append(&mut self.buffer, |out| out.extend(bytes));
                self.entries.push(Placed {
                    start: notice.start,
                    owner: Owner::Notice(n),
                    part: Uid::split(&notice.uid).map_or(1, |(_, part)| part),
                    uid: notice.uid.clone(),
                    modified: notice.modified,
                    is_changed: notice.is_new,
                    zones: zones.iter().copied().collect(),
                    bytes,
                });
            }
        }
    }

    fn sort(&mut self) {
        let Self {
            plan,
            departures,
            entries,
            ..
        } = self;
        let id = |entry: &Placed| match entry.owner {
            Owner::Event(n) => plan.events[n].id.as_str(),
            Owner::Notice(n) => id_of(&departures.notices[n]),
        };
        entries.par_sort_by(|a, b| (a.start, id(a), a.part).cmp(&(b.start, id(b), b.part)));
    }

    /// Whether anything is not as the last publication has it.
    pub fn is_changed(&self) -> bool {
        !self.departures.gone.is_empty() || self.entries.iter().any(|entry| entry.is_changed)
    }

    /// Whether the last publication had something in a feed that is not there any more, or is
    /// another.
    pub fn has_lost(&self, feed: &Feed) -> bool {
        let Departures { gone, notices } = &self.departures;
        // What becomes a notice leaves the files to import.
        let notices = notices
            .iter()
            .filter(|notice| notice.is_new && feed.import)
            .map(Notice::groups);
        gone.iter()
            .map(feed::Gone::groups)
            .chain(notices)
            .chain(self.groups_before.iter().map(OwnGroups::groups))
            .any(|groups| feed.holds(groups))
    }

    fn groups(&self, entry: &Placed) -> Groups<'_> {
        match entry.owner {
            Owner::Event(n) => self.plan.events[n].groups(),
            Owner::Notice(n) => self.departures.notices[n].groups(),
        }
    }
}

/// As an event's id: the left half of the UID, without the number of a part.
fn id_of(notice: &Notice) -> &str {
    let left = notice.uid.split('@').next().unwrap_or_default();
    if Uid::split(&notice.uid).is_some() {
        left.rsplit_once('.').map_or(left, |(id, _)| id)
    } else {
        left
    }
}

/// The groups that the last publication has of what is not the same any more.
fn groups_before(entries: &[Placed], ledger: &Ledger, grammar: &Grammar) -> Vec<OwnGroups> {
    let changed = entries
        .iter()
        .filter(|entry| entry.is_changed)
        .filter_map(|entry| ledger.get(&entry.uid));
    changed
        .filter_map(|recorded| Some(OwnGroups::of(&ledger.vevents(recorded).next()?, grammar)))
        .collect()
}

/// The entries by category and by phase, so that a feed does not look at all of them.
pub(super) struct Shelf<'a> {
    all: &'a Rendered<'a>,
    by_category: BTreeMap<&'a Key, Vec<&'a Placed>>,
    by_phase: BTreeMap<&'a Key, Vec<&'a Placed>>,
}

impl<'a> Shelf<'a> {
    pub fn of(all: &'a Rendered<'a>) -> Self {
        let mut shelf = Self {
            all,
            by_category: BTreeMap::new(),
            by_phase: BTreeMap::new(),
        };
        for entry in &all.entries {
            let groups = all.groups(entry);
            for (key, on) in [
                (groups.category, &mut shelf.by_category),
                (groups.phase, &mut shelf.by_phase),
            ] {
                if let Some(key) = key {
                    on.entry(key).or_default().push(entry);
                }
            }
        }
        shelf
    }

    /// The entries of a feed; a file to import has no notices.
    pub fn held(&self, feed: &Feed) -> Vec<&'a Placed> {
        let mut held: Vec<&Placed> = match &feed.holds {
            Holder::Category(key) => self.by_category.get(key).cloned().unwrap_or_default(),
            Holder::Phase(key) => self.by_phase.get(key).cloned().unwrap_or_default(),
            Holder::All | Holder::Rule(_) | Holder::Nothing => self
                .all
                .entries
                .iter()
                .filter(|entry| feed.holds(self.all.groups(entry)))
                .collect(),
        };
        held.retain(|entry| !feed.import || matches!(entry.owner, Owner::Event(_)));
        held
    }
}

/// Appends to the buffer, and says where.
pub(super) fn append(buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
    let start = buffer.len();
    write(buffer);
    start..buffer.len()
}

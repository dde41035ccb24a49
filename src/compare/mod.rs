//! Changes from one revision to the next, by their meaning for readers, not by bytes.

mod anyones;
mod change;
mod dates;
mod field;
mod fields;
mod occurrence;
mod one_occurrence;
mod pairs;
mod places;
mod properties;
mod rules;
mod shown;
mod side;
mod stretches;
mod subject;
mod text;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::NaiveDate;
use rayon::prelude::*;

pub use change::{Change, ChangeKind, ChangeSet, Heading, Section, ShownField, Statement};
pub use field::{ChangedOccurrence, Field, HELD, Name};
pub use side::Side;
pub(crate) use side::real_uid;
pub use text::Stretch;

use crate::history::Record;
use crate::ical::Vevent;
use crate::language::{ENGLISH, Language};
use crate::phrase::Grammar;
use crate::plan::Stated;
use fields::fields;
use shown::Reach;
use subject::Subject;

/// The most occurrences of all events that are compared, and those of one event.
const MOST_IN_ALL: usize = 600_000;
const MOST: usize = 20_000;
const FEWEST: usize = 400;

/// Returns the changes from one side to the other, one for each event.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> ChangeSet {
    let comparison = SideBySide::new(old, new);
    let events: Vec<_> = comparison.differing().into_iter().collect();
    let series = events.iter().filter(|(_, parts)| comparison.recurs(parts));
    let most = (MOST_IN_ALL / series.count().max(1)).clamp(FEWEST, MOST);
    let found = events.par_iter();
    let found = found.map(|(uid, parts)| comparison.compared(uid, parts, most));
    let found: Vec<Compared> = found.collect();
    let (mut changes, compared_to) = comparison.changes(found);
    changes.sort_by(|one, other| order(one).cmp(&order(other)));
    ChangeSet {
        changes,
        compared_to,
    }
}

fn order(change: &Change) -> (Heading, ChangeKind, &str, &str) {
    (change.heading(), change.kind, &change.title, &change.uid)
}

/// Two sides that are compared.
struct SideBySide<'a> {
    old: &'a Side<'a>,
    new: &'a Side<'a>,
    /// Whether planfeed wrote both: then its entries say more than they show.
    are_ours: bool,
    language: &'static Language,
    grammar: Grammar,
}

/// An event that was compared.
struct Compared {
    uid: String,
    sides: [Option<Subject>; 2],
    /// Whether the old side only had a notice of it.
    had_notice: bool,
    /// Whether it was over before the new side.
    is_over: bool,
    reach: Reach,
}

impl<'a> SideBySide<'a> {
    fn new(old: &'a Side<'a>, new: &'a Side<'a>) -> Self {
        Self {
            old,
            new,
            are_ours: old.language.is_some() && new.language.is_some(),
            language: new.language.or(old.language).unwrap_or(&ENGLISH),
            // The grammar of any language reads the markers of all languages.
            grammar: Grammar::new(&ENGLISH),
        }
    }

    /// Returns the UIDs of the events whose entries differ, with those of all of their parts.
    fn differing(&self) -> BTreeMap<String, BTreeSet<&'a str>> {
        let Self { old, new, .. } = *self;
        // The same bytes mean something else where zones do.
        let have_same_zones = self.are_ours || old.zones == new.zones;
        let mean_the_same = |uid: &str| have_same_zones || old.names_zones_as(new, uid);
        let mut events: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for uid in old.uids().chain(new.uids()) {
            let is_same = old.entries(uid) == new.entries(uid);
            if !(is_same && mean_the_same(uid)) {
                events.entry(self.event_of(uid)).or_default().insert(uid);
            }
        }
        if old.language.or(new.language).is_none() {
            return events;
        }
        // The parts of a changed event that are the same on both sides belong to it too.
        for (event, parts) in &mut events {
            let near = old.near(event).chain(new.near(event));
            parts.extend(near.filter(|uid| self.event_of(uid) == *event));
        }
        events
    }

    /// Whether an entry of these UIDs recurs, on either side.
    fn recurs(&self, uids: &BTreeSet<&str>) -> bool {
        uids.iter()
            .any(|uid| self.old.recurs(uid) || self.new.recurs(uid))
    }

    /// Returns the UID of the event of a UID's entries; whoever publishes them now knows best.
    fn event_of(&self, uid: &str) -> String {
        let event = self.new.event(uid).or_else(|| self.old.event(uid));
        event.expect("one side has the UID")
    }

    /// Reads an event whose entries have these UIDs, on both sides.
    fn compared(&self, uid: &str, parts: &BTreeSet<&str>, most: usize) -> Compared {
        let (sides, reach) = self.subjects(parts, most);
        // A notice only says that an event is not there, so a notice that comes or runs out is not
        // news by itself.
        let had_notice = sides[0].as_ref().is_some_and(|subject| subject.is_notice);
        let sides = sides.map(|subject| {
            let mut subject = subject.filter(|subject| !subject.is_notice)?;
            if subject.title.is_empty() {
                let name = real_uid(uid).unwrap_or("(no title)");
                name.clone_into(&mut subject.title);
            }
            Some(subject)
        });
        let is_gone = sides[0].is_some() && sides[1].is_none();
        let day = self.new.as_of.filter(|_| is_gone);
        Compared {
            uid: uid.to_owned(),
            is_over: day.is_some_and(|day| self.old.is_over(parts, day)),
            sides,
            had_notice,
            reach,
        }
    }

    fn subjects(&self, parts: &BTreeSet<&str>, most: usize) -> ([Option<Subject>; 2], Reach) {
        let sides = [self.old, self.new];
        if self.are_ours {
            let vevents = sides.map(|side| Vec::from_iter(side.vevents(parts)));
            let records = vevents.each_ref().map(|vevents| {
                let records = vevents.iter().map(Record::read);
                records.collect::<Option<Vec<_>>>()
            });
            if let [Some(said), Some(says)] = records {
                let [was, is] = &vevents;
                let subject = |vevents: &[Vevent], records: &[Record]| {
                    Subject::ours(vevents, records, self.language, &self.grammar)
                };
                return ([subject(was, &said), subject(is, &says)], Reach::default());
            }
        }
        let (shown, reach) = shown::both(sides, parts, most);
        (shown.map(Subject::anyones), reach)
    }

    /// Returns the changes of events, and the last day that was compared of what goes on beyond it.
    /// One that is gone and one that is new are the same if they have one title and the same days.
    fn changes(&self, found: Vec<Compared>) -> (Vec<Change>, Option<NaiveDate>) {
        let mut gone: BTreeMap<(String, String), VecDeque<usize>> = BTreeMap::new();
        for (n, event) in found.iter().enumerate() {
            if let [Some(was), None] = &event.sides {
                gone.entry(was.title_and_days()).or_default().push_back(n);
            }
        }
        let mut found: Vec<Option<Compared>> = found.into_iter().map(Some).collect();
        let (mut changes, mut compared_to) = (Vec::new(), None);
        for n in 0..found.len() {
            let Some(event) = &found[n] else {
                continue;
            };
            if let ([None, Some(is)], false) = (&event.sides, event.had_notice)
                && let Some(old) = gone
                    .get_mut(&is.title_and_days())
                    .and_then(VecDeque::pop_front)
                && let (Some(old), Some(new)) = (found[old].take(), found[n].take())
            {
                compared_to = [compared_to, old.reach.to, new.reach.to]
                    .into_iter()
                    .flatten()
                    .min();
                changes.extend(self.under_new_uid(old, new));
            }
        }
        for event in found.into_iter().flatten() {
            let (reach, has_both) = (event.reach, event.sides.iter().all(Option::is_some));
            let change = self.change(event);
            let fields = change.as_ref().map_or(&[][..], |change| &change.fields);
            let to = reach.compared_to(fields).filter(|_| has_both);
            compared_to = compared_to.into_iter().chain(to).min();
            changes.extend(change);
        }
        (changes, compared_to)
    }

    /// Returns the change of an event; none if it means nothing.
    fn change(&self, event: Compared) -> Option<Change> {
        let Compared {
            had_notice,
            is_over,
            ..
        } = event;
        let (kind, subject, fields) = match event.sides {
            [None, None] => return None,
            [None, Some(is)] if is.status == Stated::Cancelled => (ChangeKind::Cancelled, is, None),
            [None, Some(is)] if had_notice => (ChangeKind::Restored, is, None),
            [None, Some(is)] => (ChangeKind::Added, is, None),
            [Some(was), None] => (ChangeKind::Removed, was, None),
            [Some(was), Some(is)] => {
                let found = fields(&was, &is, self.language, &self.grammar);
                // What was not compared may differ, and nobody may be told that it does not.
                let unknown = event.reach.is_short.then(|| {
                    let field = Field::new(Name::Recurrence, [None, None]);
                    (ChangeKind::OtherText, vec![field])
                });
                let (kind, fields) = found.or(unknown)?;
                (kind, is, Some(fields))
            }
        };
        let is_removed = kind == ChangeKind::Removed;
        let was_held = is_removed && is_over && subject.status != Stated::Cancelled;
        let fields = fields.unwrap_or_else(|| subject.introduction(kind, was_held));
        Some(subject.change(event.uid, kind, was_held, fields))
    }

    /// Returns the change of an event that has another UID now; none if it has none, or had none,
    /// and nothing else changes.
    fn under_new_uid(&self, old: Compared, new: Compared) -> Option<Change> {
        let ([Some(was), _], [_, Some(is)]) = (old.sides, new.sides) else {
            unreachable!("one side has the old UID, the other has the new one");
        };
        let found = fields(&was, &is, self.language, &self.grammar);
        let old_uid = real_uid(&old.uid).filter(|_| real_uid(&new.uid).is_some());
        let old_uid = old_uid.map(str::to_owned);
        let renamed = old_uid
            .is_some()
            .then_some((ChangeKind::NewUid, Vec::new()));
        let (kind, fields) = found.or(renamed)?;
        Some(Change {
            old_uid,
            ..is.change(new.uid, kind, false, fields)
        })
    }
}

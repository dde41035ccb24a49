//! Changes from one revision to the next, by their meaning for readers, not by bytes.

mod change;
mod dates;
mod fields;
mod occurrence;
mod one_occurrence;
mod places;
mod properties;
mod rules;
mod side;
mod stretches;
mod subject;
mod text;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use change::Name;
pub use change::{
    Change, ChangeKind, ChangeSet, Field, HELD, Heading, Section, ShownField, Statement,
};
pub use side::Side;
pub use text::Stretch;

use crate::history::Record;
use crate::language::ENGLISH;
use crate::phrase::Grammar;
use crate::plan::Stated;
use fields::fields;
use subject::Subject;

/// Returns the changes from one side to the other, one for each event.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> ChangeSet {
    let mut events: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for uid in old.uids().chain(new.uids()) {
        if old.entries(uid) != new.entries(uid) {
            let event = event_of(uid, old, new);
            events.entry(event).or_default().insert(uid);
        }
    }
    // The parts of a changed event that are the same on both sides belong to it too.
    for (event, parts) in &mut events {
        let near = old.near(event).chain(new.near(event));
        parts.extend(near.filter(|uid| event_of(uid, old, new) == *event));
    }
    // The grammar of any language reads the markers of all languages.
    let grammar = Grammar::new(&ENGLISH);
    let changes = events.iter();
    let mut changes: Vec<Change> = changes
        .filter_map(|(uid, parts)| change(uid, parts, old, new, &grammar))
        .collect();
    changes.sort_by(|one, other| order(one).cmp(&order(other)));
    ChangeSet { changes }
}

/// Returns the UID of the event of a UID's entries; whoever publishes them now knows best.
fn event_of(uid: &str, old: &Side<'_>, new: &Side<'_>) -> String {
    let event = new.event(uid).or_else(|| old.event(uid));
    event.expect("one side has the UID")
}

fn order(change: &Change) -> (Heading, ChangeKind, &str, &str) {
    (change.heading(), change.kind, &change.title, &change.uid)
}

/// Returns the change of an event whose entries have these UIDs; none if it means nothing.
fn change(
    uid: &str,
    parts: &BTreeSet<&str>,
    old: &Side<'_>,
    new: &Side<'_>,
    grammar: &Grammar,
) -> Option<Change> {
    let [was, is] = [old, new].map(|side| side.vevents(parts));
    let is_over = new.as_of.is_some_and(|day| old.is_over(parts, day));
    let language = new.language.or(old.language).unwrap_or(&ENGLISH);
    // What planfeed wrote says more, if it wrote both.
    let are_ours = old.language.is_some() && new.language.is_some();
    let records: [Option<Vec<Record>>; 2] =
        [&was, &is].map(|vevents| vevents.iter().map(Record::read).collect());
    let (was, is) = match records {
        [Some(said), Some(says)] if are_ours => (
            Subject::ours(&was, &said, language, grammar),
            Subject::ours(&is, &says, language, grammar),
        ),
        _ => (Subject::anyones(&was), Subject::anyones(&is)),
    };
    // A notice only says that an event is not there, so a notice that comes or runs out is not news
    // by itself.
    let had_notice = was.is_some();
    let [was, is] = [was, is].map(|subject| subject.filter(|subject| !subject.is_notice));
    let (kind, subject, fields) = match (was, is) {
        (None, None) => return None,
        (None, Some(is)) if had_notice => (ChangeKind::Restored, is, None),
        (None, Some(is)) => (ChangeKind::Added, is, None),
        (Some(was), None) => (ChangeKind::Removed, was, None),
        (Some(was), Some(is)) => {
            let (kind, fields) = fields(&was, &is, language, grammar)?;
            (kind, is, Some(fields))
        }
    };
    let is_removed = kind == ChangeKind::Removed;
    let was_held = is_removed && is_over && subject.status != Stated::Cancelled;
    let fields = fields.unwrap_or_else(|| subject.introduction(kind, was_held));
    Some(Change {
        uid: uid.to_owned(),
        kind,
        about: [subject.date, subject.venue],
        title: subject.title,
        was_held,
        fields,
    })
}

//! What a revision changes: what it means to the people who read it, not which bytes.

mod change;
mod dates;
mod fields;
mod side;
mod subject;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use change::{Change, ChangeSet, Field, HELD, Heading, Kind, Name, Shown};
pub use side::Side;
pub use words::{Words, is_long};

use crate::history::{Record, is_to_come};
use crate::ical::Vevent;
use crate::language::ENGLISH;
use crate::phrase::Grammar;
use crate::plan::Stated;
use fields::fields;
use subject::Subject;

/// What changes from one side to the other, by UID.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> ChangeSet {
    let differs = |uid: &str| old.entries(uid) != new.entries(uid);
    // Whoever publishes an event now says which one it is.
    let event = |uid: &str| {
        new.event(uid)
            .or_else(|| old.event(uid))
            .unwrap_or_default()
    };
    let uids: BTreeSet<&str> = old.uids().chain(new.uids()).collect();
    let differing = uids.iter().copied().filter(|uid| differs(uid));
    let mut events: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for uid in differing {
        events.entry(event(uid)).or_default().insert(uid);
    }
    // A part that is the same on both sides is a part all the same.
    for (whole, parts) in &mut events {
        let near = old.near(whole).chain(new.near(whole));
        parts.extend(near.filter(|uid| event(uid) == *whole));
    }
    // Any language will do: it reads the markers of all.
    let grammar = Grammar::new(&ENGLISH);
    let change = |(uid, parts): (String, BTreeSet<&str>)| change(uid, &parts, old, new, &grammar);
    let mut changes: Vec<Change> = events.into_iter().filter_map(change).collect();
    changes.sort_by(|one, other| {
        let order = |change: &Change| (change.heading(), change.kind);
        (order(one), &one.title, &one.uid).cmp(&(order(other), &other.title, &other.uid))
    });
    ChangeSet { changes }
}

fn change(
    uid: String,
    parts: &BTreeSet<&str>,
    old: &Side<'_>,
    new: &Side<'_>,
    grammar: &Grammar,
) -> Option<Change> {
    let [was, is] = [old, new].map(|side| side.vevents(parts));
    let held = new.as_of().is_some_and(|day| !is_to_come(&was, day));
    let language = new.language().or(old.language()).unwrap_or(&ENGLISH);
    // What planfeed wrote says more, if it wrote both.
    let are_ours = old.language().is_some() && new.language().is_some();
    let records = |vevents: &[Vevent]| vevents.iter().map(Record::read).collect();
    let records: [Option<Vec<Record>>; 2] = [records(&was), records(&is)];
    let (mut was, mut is) = match records {
        [Some(said), Some(says)] if are_ours => (
            Subject::ours(&was, &said, language, grammar),
            Subject::ours(&is, &says, language, grammar),
        ),
        _ => (Subject::anyones(&was), Subject::anyones(&is)),
    };
    if let (Some(was), Some(is), Some(old), Some(new)) =
        (&mut was, &mut is, old.printed(&uid), new.printed(&uid))
    {
        Subject::use_printed_dates(was, is, old, new);
    }
    // A notice says no more than that an event is not there; one that comes, or that ran out, is no
    // news by itself.
    let is_live = |subject: &Subject| !subject.is_notice;
    let had_notice = was.is_some();
    let (kind, subject, fields) = match (was.filter(is_live), is.filter(is_live)) {
        (None, None) => return None,
        (None, Some(is)) => {
            let kind = if had_notice {
                Kind::Restored
            } else {
                Kind::Added
            };
            (kind, is, None)
        }
        (Some(was), None) => (Kind::Removed, was, None),
        (Some(was), Some(is)) => {
            let (kind, fields) = fields(&was, &is, grammar)?;
            (kind, is, Some(fields))
        }
    };
    let was_held = kind == Kind::Removed && held && subject.status != Stated::Cancelled;
    let fields = fields.unwrap_or_else(|| subject.introduction(kind, was_held));
    Some(Change {
        uid,
        kind,
        about: subject.about(),
        title: subject.title,
        was_held,
        fields,
    })
}

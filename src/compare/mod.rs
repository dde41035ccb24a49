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

use crate::feed::{Told, is_to_come};
use crate::ical::Vevent;
use crate::language::ENGLISH;
use crate::phrase::Grammar;
use crate::plan::Uid;
use fields::fields;
use subject::Subject;

/// What changes from one side to the other, by UID.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> ChangeSet {
    let uids: BTreeSet<&str> = old.uids().chain(new.uids()).collect();
    let differs = |uid: &&&str| old.entries(uid) != new.entries(uid);
    let whole_of_part = |uid: &str| Uid::split(uid).map(|(whole, _)| whole);
    // Only what may be of the same event as something that differs has to be looked at.
    let differing: Vec<&str> = uids.iter().filter(differs).copied().collect();
    let near: BTreeSet<String> = differing
        .iter()
        .flat_map(|uid| whole_of_part(uid).into_iter().chain([(*uid).to_owned()]))
        .collect();
    let mut events: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for uid in uids.into_iter().filter(|uid| {
        near.contains(*uid) || whole_of_part(uid).is_some_and(|whole| near.contains(&whole))
    }) {
        events
            .entry(whole(uid, [old, new]))
            .or_default()
            .insert(uid);
    }
    events.retain(|_, parts| parts.iter().any(|uid| old.entries(uid) != new.entries(uid)));
    // Any language will do: it reads the markers of all.
    let grammar = Grammar::new(&ENGLISH);
    let change = |(uid, parts): (String, BTreeSet<&str>)| change(uid, &parts, old, new, &grammar);
    let mut changes: Vec<Change> = events.into_iter().filter_map(change).collect();
    changes.sort_by(|a, b| {
        (a.heading(), a.kind, &a.title, &a.uid).cmp(&(b.heading(), b.kind, &b.title, &b.uid))
    });
    ChangeSet { changes }
}

/// The UID of the event that an entry is of: its own, unless planfeed wrote it as a part of
/// another. A UID that looks like that of a part may be anyone's.
fn whole(uid: &str, sides: [&Side<'_>; 2]) -> String {
    let own = || uid.to_owned();
    let Some((whole, _)) =
        Uid::split(uid).filter(|_| sides.iter().all(|side| side.printed(uid).is_none()))
    else {
        return own();
    };
    let told = |side: &&Side<'_>| {
        side.entries(uid)
            .first()
            .map(|bytes| Told::read(&Vevent::read(bytes)))
    };
    let told: Option<Vec<Told>> = sides.iter().filter_map(told).collect();
    let is_there = || {
        sides
            .iter()
            .any(|side| side.printed(&whole).is_some() || !side.entries(&whole).is_empty())
    };
    // The first part of a series may be left out.
    let says_so = |told: &Told| told.is_part || told.instead_of.is_some();
    if told.is_some_and(|told| told.iter().any(says_so) || is_there()) {
        whole
    } else {
        own()
    }
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
    // What planfeed wrote says more, if it wrote both.
    let told = [&was, &is].map(|vevents| {
        vevents
            .iter()
            .map(Told::read)
            .collect::<Option<Vec<Told>>>()
    });
    let [was_told, is_told] = if told.iter().all(Option::is_some) {
        told
    } else {
        [None, None]
    };
    let (mut was, mut is) = (Subject::read(&was, was_told), Subject::read(&is, is_told));
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
        (None, Some(is)) => (
            if had_notice {
                Kind::Restored
            } else {
                Kind::Added
            },
            is,
            None,
        ),
        (Some(was), None) => (Kind::Removed, was, None),
        (Some(was), Some(is)) => {
            let (kind, fields) = fields(&was, &is, grammar)?;
            (kind, is, Some(fields))
        }
    };
    let fields = fields.unwrap_or_else(|| subject.introduction(kind, held));
    Some(Change {
        uid,
        kind,
        about: subject.about(),
        title: subject.title,
        fields,
    })
}

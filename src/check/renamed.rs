//! New events that may be events of the last publication under another id.

use std::collections::{BTreeMap, BTreeSet};

use super::cursor::Cursor;
use crate::diagnostic::Code;
use crate::history::{Ledger, Record};
use crate::language::{ALL, HoursTerm, Term};
use crate::plan::{Event, Key, Plan};
use crate::source::EventEntry;

/// The most letters of a word that a title may lose without a loss.
const SMALL: usize = 3;

/// Reports new events with the title and phase of an event that is missing, and those on its days,
/// at its venue and of its categories with most words of its title. A pair is reported only if
/// neither of the two could be of another pair.
pub(super) fn check_renamed(
    plan: &Plan,
    ledger: &Ledger,
    absent: &BTreeSet<&str>,
    entries: &[Cursor<'_, EventEntry>],
) {
    let is_new = |event: &&Event| ledger.get(event.uid.as_str()).is_empty();
    let mut new: Vec<&Event> = plan.events.iter().filter(is_new).collect();
    let mut missing: BTreeMap<&str, Record> = BTreeMap::new();
    for uid in absent {
        let main = ledger.main(uid);
        missing.extend(
            main.as_ref()
                .and_then(Record::read)
                .map(|record| (*uid, record)),
        );
    }
    let ways: [(Likeness, &str); 3] = [
        (is_only_renumbered, "with the same title and phase,"),
        (has_same_title, "with the same title and phase,"),
        (
            is_retitled,
            "on the same days and at the same venue, with most words of its title,",
        ),
    ];
    let words = designators();
    for (is_like, what) in ways {
        for (uid, id) in pairs(&missing, &new, |record, event| {
            is_like(record, event, &words)
        }) {
            let message = format!("`{id}` is new, and `{uid}`, {what} is missing: was it renamed?");
            let help = format!(
                "if so, add `uid: {uid}`, so that calendars keep it; else `{uid}` is announced as \
                 removed"
            );
            if let Some(entry) = entries.iter().find(|entry| entry.id == *id) {
                at!(entry.id).report(Code::RenamedEvent, message, help);
            }
            missing.remove(uid);
            new.retain(|event| event.id.as_str() != id);
        }
    }
}

/// Whether an event may be one that is missing; the words are those that set titles apart.
type Likeness = fn(&Record, &Event, &BTreeSet<String>) -> bool;

/// Returns the UIDs of missing events, each with the id of the new one that it is like, if no other
/// is.
fn pairs<'a>(
    missing: &BTreeMap<&'a str, Record>,
    new: &[&'a Event],
    is_like: impl Fn(&Record, &Event) -> bool,
) -> Vec<(&'a str, &'a str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for (uid, record) in missing {
        let alike = new.iter().filter(|event| is_like(record, event));
        found.extend(alike.map(|event| (*uid, event.id.as_str())));
    }
    let is_single = |(uid, id): &(&str, &str)| {
        let shares = |other: &&(&str, &str)| other.0 == *uid || other.1 == *id;
        found.iter().filter(shares).count() == 1
    };
    found.iter().copied().filter(is_single).collect()
}

/// Whether nothing but the id may be another.
fn is_only_renumbered(record: &Record, event: &Event, words: &BTreeSet<String>) -> bool {
    has_same_title(record, event, words) && record.when == event.when
}

fn has_same_title(record: &Record, event: &Event, _: &BTreeSet<String>) -> bool {
    let phase = event.phase.as_ref().map(Key::as_str);
    (&*record.title, record.phase.key.as_deref()) == (&*event.title, phase)
}

/// Whether an event is on the same days, at the same venue and of the same categories, and most
/// words of the title are the same.
fn is_retitled(record: &Record, event: &Event, words: &BTreeSet<String>) -> bool {
    let is_dated = event.when.span().is_some();
    let hours = (&record.hours, event.hours.as_deref());
    let has_same_hours = match hours {
        (Some(was), Some(is)) => was == is,
        (None, _) | (_, None) => true,
    };
    let categories = record.categories.iter().map(|one| one.key.as_deref());
    let own = event.categories.iter().map(|key| Some(key.as_str()));
    is_dated
        && record.when.dates() == event.when.dates()
        && record.repeat().as_ref() == event.repeat.as_deref()
        && has_same_hours
        && categories.collect::<BTreeSet<_>>() == own.collect()
        && is_at(record, event)
        && has_most_words(&record.title, &event.title, words)
}

fn is_at(record: &Record, event: &Event) -> bool {
    let venue = event.venue.as_ref();
    let key = venue.and_then(|venue| venue.key.as_ref()).map(Key::as_str);
    if record.venue.is_some() || key.is_some() {
        return record.venue.as_deref() == key;
    }
    let place = event.whereabouts().join(", ");
    record.location.as_deref().unwrap_or_default() == place
}

/// Whether two titles have most of their words in common, and the same numbers and other words that
/// set events of one name apart. Small words are left out.
fn has_most_words(one: &str, other: &str, designators: &BTreeSet<String>) -> bool {
    let [[named, one], [renamed, other]] = [one, other].map(|title| words(title, designators));
    let common = one.intersection(&other).count();
    named == renamed && common * 2 > one.len().max(other.len())
}

/// Returns the words of a title that set it apart from others of its name, and its long words.
fn words(title: &str, designators: &BTreeSet<String>) -> [BTreeSet<String>; 2] {
    let mut found = [BTreeSet::new(), BTreeSet::new()];
    let words = title.split(|c: char| !c.is_alphanumeric());
    for (nth, word) in words.filter(|word| !word.is_empty()).enumerate() {
        let lower = word.to_lowercase();
        let is_letter = nth > 0 && word.chars().count() == 1 && lower != word;
        let is_roman = nth > 0 && word.chars().all(|c| "IVX".contains(c));
        let has_figure = word.contains(char::is_numeric);
        let is_apart = is_letter || is_roman || has_figure || designators.contains(&lower);
        if is_apart || word.chars().count() > SMALL {
            found[usize::from(!is_apart)].insert(lower);
        }
    }
    found
}

/// Returns the words of all languages that set events of one name apart: ordinals, numbers, and
/// parts of the day.
fn designators() -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for language in ALL {
        let dates = language.lexicon.iter().filter(|(term, _)| {
            matches!(
                term,
                Term::Ordinal(_) | Term::Number(_) | Term::DayWord(_) | Term::Last
            )
        });
        let parts = language.hours.iter().filter(|(term, _)| {
            matches!(
                term,
                HoursTerm::DayPart(_) | HoursTerm::Noon | HoursTerm::Midnight
            )
        });
        let all = dates.map(|(_, all)| *all).chain(parts.map(|(_, all)| *all));
        for phrase in all.flat_map(|all| all.split(',')) {
            let word = phrase.split_whitespace().last().unwrap_or_default();
            if word.chars().count() >= SMALL {
                words.insert(word.to_lowercase());
            }
        }
    }
    words
}

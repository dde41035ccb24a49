//! What changes between two calendars of anyone's: occurrence by occurrence.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::fields::{FoundChange, status_kind, title_kind};
use super::pairs::{Pair, paired};
use super::places::{Whereabouts, kind as place_kind};
use super::shown::{Facts, ShownEvent, ShownOccurrence, ShownTime};
use super::{ChangeKind, ChangedOccurrence, Field, Name, dates};
use crate::ical::Rrule;
use crate::language::ENGLISH;
use crate::phrase::{Grammar, clock, date_with_weekday, words_with_weekdays};
use crate::plan::{DateRange, Dates, MOST_RUNS, Stated, When};

/// The most meetings that are named as those that stay, and the least number of those that change.
const FEW: usize = 2;
/// See [`FEW`].
const MANY: usize = 6;
/// The least number of meetings that are told as all from one on.
const LEAST_ONWARDS: usize = 3;

/// Returns every change from what one calendar shows of an event to what another shows.
pub(super) fn changes(old: &ShownEvent, new: &ShownEvent, grammar: &Grammar) -> Vec<FoundChange> {
    let (pairs, is_moved_whole) = paired(old, new);
    let mut found = Vec::new();
    if is_moved_whole {
        found.extend(moved_whole(old, new));
    }
    let mut edits = Edits::default();
    for (n, pair) in pairs.iter().enumerate() {
        for edit in pair.edits(grammar, is_moved_whole) {
            edits.add(edit, n);
        }
    }
    let told = edits.changes(&pairs);
    let other = told
        .iter()
        .find(|(_, field)| field.name == Name::Occurrence);
    let kind = other.map(|(kind, _)| *kind);
    found.extend(told);
    found.extend(recurrence(old, new, kind, is_moved_whole));
    found
}

/// What differs in an occurrence, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Edit {
    kind: ChangeKind,
    name: Name,
    words: [Option<String>; 2],
    /// Whether the words say which occurrence it is.
    is_dated: bool,
}

impl<'a> Pair<'a> {
    fn edits(self, grammar: &Grammar, is_moved_whole: bool) -> Vec<Edit> {
        let edit = |kind, words: &str| Edit {
            kind,
            name: Name::Occurrence,
            words: [None, Some(words.to_owned())],
            is_dated: false,
        };
        match (self.old, self.new) {
            (Some(old), Some(new)) => {
                let time = time_edit(old, new).filter(|_| !is_moved_whole);
                let facts = fact_edits(&old.facts, &new.facts, grammar);
                time.into_iter().chain(facts).collect()
            }
            // `moved_whole` says it once.
            _ if is_moved_whole => Vec::new(),
            (Some(_), None) => vec![edit(ChangeKind::Narrowed, "removed")],
            (None, Some(new)) if new.facts.status == Stated::Cancelled => {
                vec![edit(ChangeKind::Narrowed, "cancelled")]
            }
            (None, Some(_)) => vec![edit(ChangeKind::Widened, "new")],
            (None, None) => Vec::new(),
        }
    }
}

/// Returns how the time of an occurrence differs.
fn time_edit(old: &ShownOccurrence, new: &ShownOccurrence) -> Option<Edit> {
    if old.span == new.span {
        return None;
    }
    let kind = match (old.is_days(), new.is_days()) {
        (true, false) => ChangeKind::FirmedUp,
        (false, true) => ChangeKind::Loosened,
        _ => ChangeKind::Moved,
    };
    let is_same_day = old.days.first() == new.days.first();
    let are_days = old.is_days() && new.is_days();
    if is_same_day && are_days {
        let kind = match old.days.count().cmp(&new.days.count()) {
            Ordering::Less => ChangeKind::Widened,
            Ordering::Greater => ChangeKind::Narrowed,
            Ordering::Equal => ChangeKind::Moved,
        };
        let words = [old, new].map(|one| Some(days(one)));
        return Some(Edit {
            kind,
            name: Name::Duration,
            words,
            is_dated: false,
        });
    }
    if is_same_day {
        let words = hours(old, new).map(Some);
        return Some(Edit {
            kind,
            name: Name::Hours,
            words,
            is_dated: false,
        });
    }
    let words = told_apart([old, new].map(ShownOccurrence::words), [old, new]);
    Some(Edit {
        kind: ChangeKind::Moved,
        name: Name::Occurrence,
        words: words.map(Some),
        is_dated: true,
    })
}

/// Returns the hours of both in words that differ.
fn hours(old: &ShownOccurrence, new: &ShownOccurrence) -> [String; 2] {
    let words = [old, new].map(|one| {
        let hours = one.hours();
        hours.unwrap_or_else(|| ENGLISH.written.all_day.to_owned())
    });
    told_apart(words, [old, new])
}

/// Returns words that differ: with the difference from UTC, since a zone of one name may mean two
/// things, else to the second.
fn told_apart(words: [String; 2], both: [&ShownOccurrence; 2]) -> [String; 2] {
    if words[0] != words[1] {
        return words;
    }
    let exact = both.map(|one| with_offset(words[0].clone(), one));
    match exact[0] == exact[1] {
        true => both.map(ShownOccurrence::exact_hours),
        false => exact,
    }
}

fn with_offset(words: String, one: &ShownOccurrence) -> String {
    match (one.offset(), words.strip_suffix(')')) {
        (Some(offset), Some(words)) => format!("{words}, {offset})"),
        (Some(offset), None) => format!("{words} ({offset})"),
        (None, _) => words,
    }
}

/// Returns how many days an occurrence takes; an end that is a time is not read as one.
fn days(one: &ShownOccurrence) -> String {
    let days = match one.days.count() {
        1 => "1 day".to_owned(),
        n => format!("{n} days"),
    };
    match &one.span[1] {
        ShownTime::Day(_) => days,
        end => format!("{days} with an end at {}", clock(end.clock().time())),
    }
}

/// Returns what is said otherwise of an occurrence.
fn fact_edits(old: &Facts, new: &Facts, grammar: &Grammar) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut add = |kind, name, words| {
        let is_dated = false;
        edits.push(Edit {
            kind,
            name,
            words,
            is_dated,
        });
    };
    if old.status != new.status {
        let words = [old, new].map(|facts| Some(facts.status.word().to_owned()));
        add(status_kind(old.status, new.status), Name::Status, words);
    }
    if old.title != new.title {
        let words = [old, new].map(|facts| Some(facts.title.clone()));
        add(
            title_kind(&old.title, &new.title, grammar),
            Name::Title,
            words,
        );
    }
    let names = old.values.keys().chain(new.values.keys());
    for name in std::collections::BTreeSet::from_iter(names) {
        let [was, is] = [old, new].map(|facts| facts.values.get(name).cloned());
        // A place on a map follows from the venue.
        let is_implied =
            name.word() == "geo" && old.values.get(&Name::Venue) != new.values.get(&Name::Venue);
        if was != is && !is_implied {
            add(
                value_kind(name, was.as_deref(), is.as_deref()),
                name.clone(),
                [was, is],
            );
        }
    }
    edits
}

fn value_kind(name: &Name, old: Option<&str>, new: Option<&str>) -> ChangeKind {
    match name {
        Name::Venue => {
            let [old, new] = [old, new].map(|place| Whereabouts::new(place, None));
            place_kind(&old, &new)
        }
        Name::Online => match (old, new) {
            (None, _) => ChangeKind::Widened,
            (_, None) => ChangeKind::Narrowed,
            (Some(_), Some(_)) => ChangeKind::Moved,
        },
        Name::Category => ChangeKind::Recategorised,
        _ => ChangeKind::OtherText,
    }
}

/// The edits of an event, each with the numbers of the pairs that it is of, in order.
#[derive(Default)]
struct Edits {
    all: Vec<(Edit, Vec<usize>)>,
    known: BTreeMap<Edit, usize>,
}

impl Edits {
    fn add(&mut self, edit: Edit, pair: usize) {
        let at = *self.known.entry(edit.clone()).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some((_, pairs)) => pairs.push(pair),
            None => self.all.push((edit, vec![pair])),
        }
    }

    /// Returns the edits as changes: of the whole event, of all occurrences from one on, or of some.
    fn changes(self, pairs: &[Pair<'_>]) -> Vec<FoundChange> {
        let both = pairs
            .iter()
            .filter(|pair| pair.old.is_some() && pair.new.is_some())
            .count();
        let is_moving = |(edit, _): &&(Edit, _)| edit.name == Name::Occurrence;
        let kinds: Vec<ChangeKind> = self
            .all
            .iter()
            .filter(is_moving)
            .map(|(edit, _)| edit.kind)
            .collect();
        let has_both =
            kinds.contains(&ChangeKind::Narrowed) && kinds.contains(&ChangeKind::Widened);
        let changes = self.all.into_iter().map(|(edit, numbers)| {
            let is_one_sided = edit.name == Name::Occurrence && !edit.is_dated;
            let kind = match edit.kind {
                ChangeKind::Narrowed | ChangeKind::Widened if is_one_sided && has_both => {
                    ChangeKind::Moved
                }
                kind => kind,
            };
            let of: Vec<Pair<'_>> = numbers.iter().map(|n| pairs[*n]).collect();
            if !is_one_sided && !edit.is_dated && numbers.len() == both {
                return (kind, Field::new(edit.name, edit.words));
            }
            let of_all = match is_last(&numbers, pairs) {
                true => Some(onwards(of[0].either())),
                false => all_but(&numbers, pairs, &edit),
            };
            (in_part(kind), of_some(edit, &of, of_all))
        });
        changes.collect()
    }
}

/// Returns the kind of a change that only some occurrences have.
fn in_part(kind: ChangeKind) -> ChangeKind {
    match kind {
        ChangeKind::Cancelled => ChangeKind::Narrowed,
        ChangeKind::Restored => ChangeKind::Widened,
        kind => kind,
    }
}

/// Whether these are all pairs from the first of them on, but not all. Pairs of the other side alone
/// do not count.
fn is_last(numbers: &[usize], pairs: &[Pair<'_>]) -> bool {
    let sides = |pair: &Pair<'_>| (pair.old.is_some(), pair.new.is_some());
    let Some(first) = numbers.first() else {
        return false;
    };
    let own = sides(&pairs[*first]);
    let rest = pairs[*first..].iter().filter(|pair| match own {
        (true, false) => pair.old.is_some(),
        (false, _) => pair.new.is_some(),
        (true, true) => sides(pair) == own,
    });
    numbers.len() >= LEAST_ONWARDS && *first > 0 && rest.count() == numbers.len()
}

/// Returns in words that these are all pairs of both sides but one or two; none if they are not.
fn all_but(numbers: &[usize], pairs: &[Pair<'_>], edit: &Edit) -> Option<String> {
    let both = pairs.iter().enumerate();
    let both = both.filter(|(_, pair)| pair.old.is_some() && pair.new.is_some());
    let others = both.filter(|(n, _)| numbers.binary_search(n).is_err());
    let others: Vec<String> = others
        .map(|(_, pair)| words_of(*pair, &edit.name))
        .collect();
    let is_one_sided = edit.name == Name::Occurrence;
    let are_few = (1..=FEW).contains(&others.len()) && numbers.len() >= MANY;
    (are_few && !is_one_sided).then(|| format!("all but {}", others.join(" and ")))
}

/// Returns the field of an edit that some occurrences have.
fn of_some(edit: Edit, pairs: &[Pair<'_>], of_all: Option<String>) -> Field {
    let iso = |one: Option<&ShownOccurrence>| one.map(ShownOccurrence::iso);
    let occurrences = pairs.iter().enumerate().map(|(n, pair)| ChangedOccurrence {
        words: match (edit.is_dated, &of_all) {
            (true, _) => None,
            (false, Some(of_all)) => (n == 0).then(|| of_all.clone()),
            (false, None) => Some(words_of(*pair, &edit.name)),
        },
        old: iso(pair.old),
        new: iso(pair.new),
    });
    let occurrences = occurrences.collect();
    Field {
        occurrences: Some(occurrences),
        ..Field::new(edit.name, edit.words)
    }
}

fn onwards(first: &ShownOccurrence) -> String {
    format!(
        "from {} on",
        date_with_weekday(first.days.first(), &ENGLISH)
    )
}

/// Returns which occurrence a change is of, in words: where its hours change, the day.
fn words_of(pair: Pair<'_>, name: &Name) -> String {
    let one = pair.either();
    match name {
        Name::Hours => date_with_weekday(one.days.first(), &ENGLISH),
        _ => one.words(),
    }
}

/// Returns the change of an event of which no occurrence is where it was.
fn moved_whole(old: &ShownEvent, new: &ShownEvent) -> Vec<FoundChange> {
    let whens = [old, new].map(ShownEvent::when);
    let mut found = Vec::new();
    let kind = match &whens {
        [Some(was), Some(is)] if was != is => {
            // Days of a series may be within those of another, and yet none is the same.
            let is_single = old.is_single() && new.is_single();
            let kind = dates::kind(was, is).filter(|_| is_single);
            kind.unwrap_or(ChangeKind::Moved)
        }
        _ => ChangeKind::Moved,
    };
    let words = whens.each_ref().map(|when| {
        when.as_ref()
            .map(|when| words_with_weekdays(when, &ENGLISH))
    });
    let values = whens.map(|when| when.map(|when| when.to_string()));
    found.push((kind, Field::new(Name::Date, values).in_words(words)));
    let firsts = [old, new].map(|side| side.occurrences.first());
    if let [Some(was), Some(is)] = firsts
        && was.hours() != is.hours()
    {
        let kind = ChangeKind::Moved;
        found.push((kind, Field::new(Name::Hours, hours(was, is).map(Some))));
    }
    found
}

/// Returns how the event recurs, where the rules differ: beside meetings that come or go, or where a
/// rule can't be followed.
fn recurrence(
    old: &ShownEvent,
    new: &ShownEvent,
    kind: Option<ChangeKind>,
    is_moved_whole: bool,
) -> Option<FoundChange> {
    let is_endless = |side: &ShownEvent| side.rules.iter().flatten().any(Rrule::is_endless);
    let are_alike = is_endless(old) == is_endless(new) && old.unread == new.unread;
    let is_unknown = !are_alike || old.is_cut || new.is_cut;
    let is_told = kind.is_some() || is_moved_whole || is_unknown;
    let have_same_rules = (&old.rules, &old.unread) == (&new.rules, &new.unread);
    if have_same_rules && !is_moved_whole
        || !is_told
        || old.recurrence == new.recurrence && !is_unknown
    {
        return None;
    }
    let words = [old, new].map(|side| side.recurrence.clone());
    let is_same = words[0] == words[1];
    let mut field = Field::new(Name::Recurrence, words);
    if is_same {
        field.words = [None, None];
    }
    Some((kind.unwrap_or(ChangeKind::Moved), field))
}

impl ShownEvent {
    /// Returns the days of its occurrences; of a series, those of the first.
    pub(super) fn when(&self) -> Option<When> {
        let most = if self.rules.is_empty() { MOST_RUNS } else { 1 };
        let mut runs: Vec<DateRange> = self.occurrences.iter().map(|one| one.days).collect();
        runs.sort_unstable();
        runs.truncate(most);
        let dates = (!runs.is_empty()).then(|| Dates::exact(runs))?;
        When::new(dates, None, None).ok()
    }
}

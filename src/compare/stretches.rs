//! The stretches of a series, compared piece by piece. A piece lies between two days on which a
//! stretch begins, on either side: where only one side has a stretch of its own, the other still
//! has the values of the stretch before.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, TimeZone as _};

use super::fields::FoundChange;
use super::occurrence::Span;
use super::subject::{Subject, joined};
use super::{ChangeKind, Field, Name};
use crate::language::{Language, fill};
use crate::phrase::{date_with_weekday, days_with_weekdays, rule};
use crate::plan::DateRange;

/// The stretches of a series by the days with which they begin; the first has none.
pub(super) type Stretches = BTreeMap<Option<NaiveDate>, Subject>;

/// Returns the hours of each stretch in words, unless they are those of the stretch before.
pub(super) fn hours_of_stretches(
    stretches: &Stretches,
    language: &Language,
) -> impl Iterator<Item = String> {
    let (mut words, mut before) = (Vec::new(), None);
    for (from, subject) in stretches {
        let times = subject.times(language);
        if times != before {
            let what = times.clone().unwrap_or(language.written.all_day.to_owned());
            words.push(match from {
                Some(day) => dated(language.written.onwards, *day, &what, language),
                None => what,
            });
        }
        before = times;
    }
    words.into_iter()
}

/// Returns the changes of an event that is cut into stretches, on either side or on both. `values`
/// compares one piece of both sides.
pub(super) fn changes(
    old: &Subject,
    new: &Subject,
    language: &Language,
    values: impl Fn(&Subject, &Subject) -> Vec<FoundChange>,
) -> Vec<FoundChange> {
    let starts = old.stretches.keys().chain(new.stretches.keys());
    let starts: BTreeSet<Option<NaiveDate>> = starts.copied().chain([None]).collect();
    let starts = Vec::from_iter(starts);
    let mut by_name: BTreeMap<Name, Vec<Option<FoundChange>>> = BTreeMap::new();
    for (nth, from) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().flatten();
        let mut pieces = [old, new].map(|side| piece(side, *from, end, language));
        if from.is_some() {
            name_rules(&mut pieces, language);
        }
        let [was, is] = &pieces;
        for found in values(was, is) {
            let of_name = by_name.entry(found.1.name.clone());
            let of_name = of_name.or_insert_with(|| vec![None; starts.len()]);
            of_name[nth] = Some(found);
        }
    }
    let mut changes = Vec::new();
    for found in by_name.into_values() {
        let mut at = 0;
        for alike in found.chunk_by(|one, other| one == other) {
            let end = starts.get(at + alike.len()).copied().flatten();
            if let Some((kind, field)) = &alike[0] {
                let kind = match kind {
                    // The event still takes place at other times, or did before.
                    ChangeKind::Cancelled if alike.len() < starts.len() => ChangeKind::Narrowed,
                    ChangeKind::Restored if alike.len() < starts.len() => ChangeKind::Widened,
                    kind => *kind,
                };
                let [old, new] = [&field.old, &field.new].map(|value| {
                    let value = value.as_ref()?;
                    Some(during(starts[at], end, value, language))
                });
                let name = field.name.clone();
                changes.push((kind, Field::new(name, [old, new])));
            }
            at += alike.len();
        }
    }
    changes
}

/// Returns an event as one side has it between two days; its `hours` do not say how it recurs.
fn piece(
    side: &Subject,
    from: Option<NaiveDate>,
    end: Option<NaiveDate>,
    language: &Language,
) -> Subject {
    let own = side.stretches.range(..=from).next_back();
    let (own_from, subject) = own.map_or((None, side), |(own, subject)| (*own, subject));
    let mut after = side.stretches.keys().filter(|other| **other > own_from);
    let own_end = after.next().copied().flatten();
    let mut piece = subject.clone();
    piece.occurrences.retain(|span, _| {
        let day = day(span, subject);
        let is_late = own_from == from || from.is_none_or(|from| day >= from);
        is_late && (own_end == end || end.is_none_or(|end| day < end))
    });
    piece.hours = piece.times(language);
    piece
}

/// Returns the day on which an occurrence begins, by the clocks of its hours.
fn day(span: &Span, subject: &Subject) -> NaiveDate {
    match &subject.sessions {
        Some(hours) => {
            let start = hours.zone.from_utc_datetime(&span.start);
            start.date_naive()
        }
        None => span.start.date(),
    }
}

/// Adds the recurrence rule to the hours of both pieces, if they differ in it.
fn name_rules(pieces: &mut [Subject; 2], language: &Language) {
    let rules = pieces.each_ref().map(|piece| {
        let repeat = piece.repeat.as_ref()?;
        Some(rule(&repeat.rule, language))
    });
    if rules[0] != rules[1] {
        for (piece, rule) in pieces.iter_mut().zip(rules) {
            piece.hours = joined(piece.hours.take().into_iter().chain(rule));
        }
    }
}

/// Returns a value with the days for which it holds, unless that is all of them.
fn during(
    from: Option<NaiveDate>,
    end: Option<NaiveDate>,
    value: &str,
    language: &Language,
) -> String {
    let written = &language.written;
    match (from, end) {
        (None, None) => value.to_owned(),
        (None, Some(end)) => dated(written.before, end, value, language),
        (Some(from), None) => dated(written.onwards, from, value, language),
        (Some(from), Some(end)) => {
            let last = end.pred_opt().unwrap_or(end);
            let run = DateRange::new(from, last).unwrap_or(DateRange::day(from));
            let values = [
                ("sentence", &*days_with_weekdays(run, language)),
                ("what", value),
            ];
            fill(written.of_what, &values)
        }
    }
}

fn dated(template: &str, day: NaiveDate, what: &str, language: &Language) -> String {
    let date = date_with_weekday(day, language);
    fill(template, &[("date", &date), ("what", what)])
}

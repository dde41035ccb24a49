//! What of a series is still to come when it is taken out of the plan: a notice must not cancel
//! what was held.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use super::Record;
use crate::ical::{Moment, Vevent, duration, last_day, occurrences, recurrences};

/// Removes the meetings before that day from the entries of a UID, of which the series is the
/// first. What does not recur stays as it is.
pub(crate) fn remaining(mut vevents: Vec<Vevent>, revision: NaiveDate) -> Vec<Vevent> {
    let first = meetings(&vevents)
        .into_iter()
        .find(|(_, last)| *last >= revision);
    if let (Some((first, _)), Some(series)) = (first, vevents.first_mut()) {
        begin_at(series, &first);
        vevents.retain(|vevent| {
            vevent
                .moment("RECURRENCE-ID")
                .is_none_or(|planned| planned.clock() >= first.clock())
        });
    }
    vevents
}

/// Whether a meeting of the entries of a UID, of which the series is the first, is or may be on
/// that day or later.
pub(crate) fn is_to_come(vevents: &[Vevent], revision: NaiveDate) -> bool {
    let record = vevents.first().and_then(Record::read);
    // What is uncertain may be shown on one day alone.
    let when = record
        .map(|record| record.when)
        .filter(|when| !when.is_exact());
    let may_last = when.is_some_and(|when| when.span().is_none_or(|span| span.last() >= revision));
    may_last || meetings(vevents).iter().any(|(_, last)| *last >= revision)
}

/// The meetings of a series, which goes first, or what is just once: when each is planned, and the
/// last day on which it is, as it is instead where it differs.
fn meetings(vevents: &[Vevent]) -> Vec<(Moment, NaiveDate)> {
    let Some((series, others)) = vevents.split_first() else {
        return Vec::new();
    };
    let own = |vevent: &Vevent| {
        Some(last_day(
            vevent.moment("DTSTART")?.clock(),
            duration(vevent)?,
        ))
    };
    let moved: BTreeMap<NaiveDateTime, NaiveDate> = others
        .iter()
        .filter_map(|other| Some((other.moment("RECURRENCE-ID")?.clock(), own(other)?)))
        .collect();
    let usual = duration(series).unwrap_or_default();
    let last = |planned: &Moment| {
        moved
            .get(&planned.clock())
            .copied()
            .unwrap_or_else(|| last_day(planned.clock(), usual))
    };
    occurrences(series)
        .into_iter()
        .map(|planned| (planned.clone(), last(&planned)))
        .collect()
}

/// Moves the start of a series to a later meeting.
fn begin_at(series: &mut Vevent, first: &Moment) {
    let before = recurrences(series)
        .iter()
        .filter(|time| time.clock() < first.clock())
        .count();
    if before == 0 {
        return;
    }
    let duration = duration(series).unwrap_or_default();
    for line in &mut series.lines {
        match line.name.as_str() {
            "DTSTART" => line.value = first.value(),
            "DTEND" => line.value = first.at(first.clock() + duration).value(),
            "RRULE" => line.value = counted_down(&line.value, before),
            _ => {}
        }
    }
    series.lines.retain(|line| {
        line.name != "EXDATE"
            || Moment::of(line).is_some_and(|except| except.clock() > first.clock())
    });
}

/// The rule with COUNT lowered by so many.
fn counted_down(rule: &str, fewer: usize) -> String {
    let part = |part: &str| match part
        .strip_prefix("COUNT=")
        .and_then(|count| count.parse::<usize>().ok())
    {
        Some(count) => format!("COUNT={}", count.saturating_sub(fewer).max(1)),
        None => part.to_owned(),
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

//! What of a series is still to come when it is removed from the plan: a notice must not cancel
//! what took place.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::Record;
use crate::ical::{Moment, Vevent, duration, last_day, occurrences, recurrences};

/// Removes the occurrences before that day from the entries of a UID, which begin with the series.
/// Entries that do not recur stay as they are.
pub(crate) fn remaining(mut vevents: Vec<Vevent>, revision: NaiveDate) -> Vec<Vevent> {
    let mut all = planned(&vevents).into_iter();
    let first = all.find(|(_, last)| *last >= revision);
    if let (Some((first, _)), Some(series)) = (first, vevents.first_mut()) {
        begin_at(series, &first);
        vevents.retain(|vevent| {
            let replaced = vevent.moment("RECURRENCE-ID");
            replaced.is_none_or(|replaced| replaced.clock() >= first.clock())
        });
    }
    vevents
}

/// Whether an occurrence of the entries of a UID, which begin with the series, is or may be on that
/// day or later.
pub(crate) fn is_to_come(vevents: &[Vevent], revision: NaiveDate) -> bool {
    let record = vevents.first().and_then(Record::read);
    // An uncertain event may be shown on one day alone.
    let may_last = record.is_some_and(|Record { when, .. }| {
        !when.is_exact() && when.span().is_none_or(|span| span.last() >= revision)
    });
    may_last || planned(vevents).iter().any(|(_, last)| *last >= revision)
}

/// Returns the planned time and the last actual day of each occurrence; `vevents` begins with the
/// series.
fn planned(vevents: &[Vevent]) -> Vec<(Moment, NaiveDate)> {
    let Some((series, overrides)) = vevents.split_first() else {
        return Vec::new();
    };
    let mut moved = BTreeMap::new();
    for vevent in overrides {
        let times = (vevent.moment("RECURRENCE-ID"), vevent.moment("DTSTART"));
        if let ((Some(planned), Some(start)), Some(duration)) = (times, duration(vevent)) {
            moved.insert(planned.clock(), last_day(start.clock(), duration));
        }
    }
    let mut all = Vec::new();
    for planned in occurrences(series) {
        let usual = last_day(planned.clock(), duration_of(series));
        let last = moved.get(&planned.clock()).copied().unwrap_or(usual);
        all.push((planned, last));
    }
    all
}

fn duration_of(series: &Vevent) -> TimeDelta {
    duration(series).expect("what has occurrences has a DTSTART")
}

/// Moves the start of a series to a later occurrence.
fn begin_at(series: &mut Vevent, first: &Moment) {
    let all = recurrences(series);
    let before = all.iter().filter(|time| time.clock() < first.clock());
    let (before, duration) = (before.count(), duration_of(series));
    if before == 0 {
        return;
    }
    for line in &mut series.lines {
        match line.name.as_str() {
            "DTSTART" => line.value = first.value(),
            "DTEND" => line.value = first.at(first.clock() + duration).value(),
            "RRULE" => line.value = counted_down(&line.value, before),
            _ => {}
        }
    }
    series.lines.retain(|line| {
        let except = Moment::of(line).filter(|except| except.clock() > first.clock());
        line.name != "EXDATE" || except.is_some()
    });
}

/// Returns the rule with its COUNT lowered by `fewer`.
fn counted_down(rule: &str, fewer: usize) -> String {
    let parts = rule.split(';').map(|part| {
        let count = part.strip_prefix("COUNT=").map(str::parse::<usize>);
        match count {
            Some(Ok(count)) => format!("COUNT={}", count.saturating_sub(fewer).max(1)),
            Some(Err(_)) | None => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join(";")
}

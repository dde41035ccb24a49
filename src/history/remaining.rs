//! What of a series is still to come when it is removed from the plan: a notice must not cancel
//! what took place.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};

use super::{Record, status};
use crate::ical::{
    CalendarZones, ContentLine, Moment, Vevent, duration, last_day, named_starts, planned_starts,
};
use crate::plan::Stated;

/// Removes the occurrences that were held before that day from the entries of a UID, which begin
/// with the series. Entries that do not recur stay as they are.
pub(crate) fn remaining(mut vevents: Vec<Vevent>, revision: NaiveDate) -> Vec<Vevent> {
    let all = planned(&vevents).into_iter();
    let (coming, held): (Vec<_>, Vec<_>) = all.partition(|(_, last)| *last >= revision);
    if let ([(first, _), ..], Some(series)) = (&coming[..], vevents.first_mut()) {
        let held: BTreeSet<NaiveDateTime> = held.iter().map(|(time, _)| time.clock()).collect();
        begin_at(series, first, &held);
        vevents.retain(|vevent| {
            let replaced = vevent.moment("RECURRENCE-ID");
            replaced.is_none_or(|replaced| !held.contains(&replaced.clock()))
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
/// series. One that is postponed may be on any day to come.
fn planned(vevents: &[Vevent]) -> Vec<(Moment, NaiveDate)> {
    let Some((series, overrides)) = vevents.split_first() else {
        return Vec::new();
    };
    let zones = &CalendarZones::default();
    let mut moved = BTreeMap::new();
    for vevent in overrides {
        let times = (vevent.moment("RECURRENCE-ID"), vevent.moment("DTSTART"));
        if let ((Some(planned), Some(start)), Some(duration)) = (times, duration(vevent, zones)) {
            let last = match status(vevent) {
                Stated::Postponed => NaiveDate::MAX,
                _ => last_day(start.clock(), duration),
            };
            moved.insert(planned.clock(), last);
        }
    }
    let is_postponed = status(series) == Stated::Postponed;
    let mut all = Vec::new();
    for planned in planned_starts(series, zones) {
        let usual = match is_postponed {
            true => NaiveDate::MAX,
            false => last_day(planned.clock(), duration_of(series)),
        };
        let last = moved.get(&planned.clock()).copied().unwrap_or(usual);
        all.push((planned, last));
    }
    all
}

fn duration_of(series: &Vevent) -> TimeDelta {
    duration(series, &CalendarZones::default()).expect("what has occurrences has a DTSTART")
}

/// Removes the occurrences of a series before that one, and those that were held after it. If
/// clocks change during it, the one before still begins the series, and is excepted: readers differ
/// on how long the others then are.
fn begin_at(series: &mut Vevent, first: &Moment, held: &BTreeSet<NaiveDateTime>) {
    let all = named_starts(series, &CalendarZones::default());
    let until_first = all.iter().filter(|time| time.clock() <= first.clock());
    let usual = until_first.rev().find(|time| is_usual(series, time));
    let start = usual.unwrap_or(first);
    let before = all.iter().filter(|time| time.clock() < start.clock());
    let (before, duration) = (before.count(), duration_of(series));
    let mut kept = Vec::new();
    for mut line in std::mem::take(&mut series.lines) {
        match line.name.as_str() {
            "DTSTART" => {
                line.value = start.value();
                let excepted = all.iter().filter(|time| {
                    let is_held = time.clock() > first.clock() && held.contains(&time.clock());
                    (start.clock()..first.clock()).contains(&time.clock()) || is_held
                });
                for time in excepted {
                    let (name, value) = ("EXDATE".to_owned(), time.value());
                    kept.push(ContentLine {
                        name,
                        value,
                        ..line.clone()
                    });
                }
            }
            "DTEND" => line.value = start.at(start.clock() + duration).value(),
            "RRULE" if before > 0 => line.value = counted_down(&line.value, before),
            "EXDATE" if Moment::of(&line).is_none_or(|time| time.clock() <= first.clock()) => {
                continue;
            }
            _ => {}
        }
        kept.push(line);
    }
    series.lines = kept;
}

/// Whether clocks do not change during an occurrence, or they do during the first of its series.
fn is_usual(series: &Vevent, start: &Moment) -> bool {
    let Some((first, end)) = series.moment("DTSTART").zip(series.moment("DTEND")) else {
        return true;
    };
    let at = start.at(start.clock() + (end.clock() - first.clock()));
    let shown = at.zone().map(|zone| zone.from_local_datetime(&at.clock()));
    let is_one_time = shown.is_none_or(|shown| shown.single().is_some());
    let zones = &CalendarZones::default();
    let takes = |from: &Moment, to: &Moment| to.instant(zones) - from.instant(zones);
    is_one_time && takes(start, &at) == takes(&first, &end)
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

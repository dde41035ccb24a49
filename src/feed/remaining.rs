//! What of a series is still to come when it is taken out of the plan: a notice must not cancel what was held.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use crate::ical::{Moment, Vevent, date_time, length, occurrences, recurrences};

/// The entries of a UID, the series first, without its meetings before that day. What does not recur is as it was.
pub(super) fn remaining(mut vevents: Vec<Vevent>, revision: NaiveDate) -> Vec<Vevent> {
    let Some((series, others)) = vevents.split_first_mut() else { return vevents };
    let own = |vevent: &Vevent| Some((moment(vevent, "DTSTART")?.clock(), length(vevent)?));
    // When meetings that differ are instead, by when they would be.
    let moved: BTreeMap<NaiveDateTime, (NaiveDateTime, TimeDelta)> =
        others.iter().filter_map(|other| Some((moment(other, "RECURRENCE-ID")?.clock(), own(other)?))).collect();
    let usual = length(series).unwrap_or_default();
    let is_to_come = |planned: &Moment| {
        let (start, length) = moved.get(&planned.clock()).copied().unwrap_or((planned.clock(), usual));
        // An end is exclusive.
        (start + length - TimeDelta::seconds(1)).date() >= revision
    };
    if let Some(first) = occurrences(series).into_iter().find(is_to_come) {
        begin_at(series, &first, usual);
        vevents.retain(|vevent| moment(vevent, "RECURRENCE-ID").is_none_or(|planned| planned.clock() >= first.clock()));
    }
    vevents
}

/// Lets a series begin with a later one of its meetings.
fn begin_at(series: &mut Vevent, first: &Moment, length: TimeDelta) {
    let before = recurrences(series).iter().filter(|time| time.clock() < first.clock()).count();
    if before == 0 {
        return;
    }
    for line in &mut series.lines {
        match line.name.as_str() {
            "DTSTART" => line.value = value(first, first.clock()),
            "DTEND" => line.value = value(first, first.clock() + length),
            "RRULE" => line.value = counted_down(&line.value, before),
            _ => {}
        }
    }
    series.lines.retain(|line| line.name != "EXDATE" || Moment::of(line).is_some_and(|except| except.clock() > first.clock()));
}

/// The rule with so many meetings less, if it counts them.
fn counted_down(rule: &str, fewer: usize) -> String {
    let part = |part: &str| match part.strip_prefix("COUNT=").and_then(|count| count.parse::<usize>().ok()) {
        Some(count) => format!("COUNT={}", count.saturating_sub(fewer).max(1)),
        None => part.to_owned(),
    };
    rule.split(';').map(part).collect::<Vec<_>>().join(";")
}

fn moment(vevent: &Vevent, name: &str) -> Option<Moment> {
    Moment::of(vevent.line(name)?)
}

/// Another time as the value of a property that is by the same clock.
fn value(like: &Moment, time: NaiveDateTime) -> String {
    match like {
        Moment::Day(_) => time.format("%Y%m%d").to_string(),
        Moment::Utc(_) => format!("{}Z", date_time(time)),
        Moment::Floating(_) | Moment::Zoned(..) => date_time(time).to_string(),
    }
}

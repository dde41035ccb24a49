//! When an event that is read takes place.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use super::date_time::{Moment, read_duration};
use super::vevent::Vevent;

/// More times of one event are not looked at.
const MOST: u16 = 5000;

/// Every time at which an event begins, in order: by its RRULE, without those that EXDATE names. At
/// least DTSTART, also where the rule can't be understood; none without DTSTART.
pub fn occurrences(vevent: &Vevent) -> Vec<Moment> {
    // An exception may be told by another clock than the start.
    let exceptions = vevent
        .lines
        .iter()
        .filter(|line| line.name == "EXDATE")
        .flat_map(Moment::all);
    let without: BTreeSet<NaiveDateTime> = exceptions.map(|moment| moment.instant()).collect();
    recurrences(vevent)
        .into_iter()
        .filter(|moment| !without.contains(&moment.instant()))
        .collect()
}

/// Those of its RRULE and RDATE, also where EXDATE names them.
pub fn recurrences(vevent: &Vevent) -> Vec<Moment> {
    let Some(start) = vevent.moment("DTSTART") else {
        return Vec::new();
    };
    let times = vevent.value("RRULE").and_then(|rule| expand(&start, rule));
    let mut all: Vec<Moment> = times.map_or_else(
        || vec![start.clone()],
        |times| times.into_iter().map(|time| start.at(time)).collect(),
    );
    let more = vevent
        .lines
        .iter()
        .filter(|line| line.name == "RDATE")
        .flat_map(Moment::all);
    all.extend(more);
    all.sort_by_key(Moment::clock);
    all.dedup();
    all
}

/// How long an event is by its own clock; a whole day where it has no end (RFC 5545 §3.6.1). None
/// without DTSTART.
pub fn duration(vevent: &Vevent) -> Option<TimeDelta> {
    let start = vevent.moment("DTSTART")?;
    let default = if matches!(start, Moment::Day(_)) {
        TimeDelta::days(1)
    } else {
        TimeDelta::zero()
    };
    let duration = || vevent.value("DURATION").and_then(read_duration);
    let duration = vevent
        .moment("DTEND")
        .map(|end| end.clock() - start.clock())
        .or_else(duration);
    Some(duration.unwrap_or(default).max(TimeDelta::zero()))
}

/// The last day of an event of that duration. An end is exclusive, and one at midnight is on the day
/// before.
pub fn last_day(start: NaiveDateTime, duration: TimeDelta) -> NaiveDate {
    (start + duration - TimeDelta::seconds(1))
        .date()
        .max(start.date())
}

/// The rule is followed by the clock that DTSTART is by; so UNTIL, which is in UTC, has to be as
/// well.
fn expand(start: &Moment, rule: &str) -> Option<Vec<NaiveDateTime>> {
    let by_clock = |part: &str| -> Option<String> {
        let Some(until) = part.strip_prefix("UNTIL=") else {
            return Some(part.to_owned());
        };
        let last = match super::date_time::utc(until) {
            Some(utc) => start
                .zone()
                .map_or(utc, |zone| zone.from_utc_datetime(&utc).naive_local()),
            None if until.contains('T') => {
                NaiveDateTime::parse_from_str(until, "%Y%m%dT%H%M%S").ok()?
            }
            None => NaiveDate::parse_from_str(until, "%Y%m%d")
                .ok()?
                .and_hms_opt(23, 59, 59)?,
        };
        Some(format!("UNTIL={}Z", super::date_time(last)))
    };
    let rule = rule
        .split(';')
        .map(by_clock)
        .collect::<Option<Vec<_>>>()?
        .join(";");
    let first = Tz::UTC.from_utc_datetime(&start.clock());
    let rule = rule
        .parse::<RRule<Unvalidated>>()
        .ok()?
        .validate(first)
        .ok()?;
    let found = RRuleSet::new(first).rrule(rule).all(MOST).dates;
    Some(found.into_iter().map(|time| time.naive_utc()).collect())
}

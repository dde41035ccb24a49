//! When an event that is read takes place: RRULE, RDATE, EXDATE and its duration.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use rrule::{RRule, RRuleSet, Tz, Unvalidated};

use super::date_time::{Moment, date_time, read_date_time, read_duration, utc};
use super::vevent::Vevent;

/// The most times of a rule that are looked at.
const MOST: u16 = 5000;

/// Returns every time at which an event begins, in order, without those that EXDATE names. At least
/// DTSTART, also where the rule can't be understood; none without DTSTART.
pub(crate) fn occurrences(vevent: &Vevent) -> Vec<Moment> {
    // EXDATE may be by another clock than DTSTART.
    let exceptions = vevent.moments("EXDATE").map(|moment| moment.instant());
    let exceptions: BTreeSet<NaiveDateTime> = exceptions.collect();
    let mut all = recurrences(vevent);
    all.retain(|moment| !exceptions.contains(&moment.instant()));
    all
}

/// Returns the times of RRULE and RDATE, also those that EXDATE names.
pub(crate) fn recurrences(vevent: &Vevent) -> Vec<Moment> {
    let Some(start) = vevent.moment("DTSTART") else {
        return Vec::new();
    };
    let times = vevent.value("RRULE").and_then(|rule| expand(&start, rule));
    let times = times.unwrap_or_else(|| vec![start.clock()]);
    let times = times.into_iter().map(|time| start.at(time));
    let mut all: Vec<Moment> = times.chain(vevent.moments("RDATE")).collect();
    all.sort_by_key(Moment::clock);
    all.dedup();
    all
}

/// Returns how long an event takes by its own clock; a whole day where it has no end (RFC 5545
/// §3.6.1). None without DTSTART.
pub(crate) fn duration(vevent: &Vevent) -> Option<TimeDelta> {
    let start = vevent.moment("DTSTART")?;
    let is_day = matches!(start, Moment::Day(_));
    let default = TimeDelta::days(if is_day { 1 } else { 0 });
    let to_end = vevent
        .moment("DTEND")
        .map(|end| end.clock() - start.clock());
    let stated = || vevent.value("DURATION").and_then(read_duration);
    let duration = to_end.or_else(stated).unwrap_or(default);
    Some(duration.max(TimeDelta::zero()))
}

/// Returns the last day of an event of that duration. An end is exclusive, and one at midnight is
/// on the day before.
pub(crate) fn last_day(start: NaiveDateTime, duration: TimeDelta) -> NaiveDate {
    let last = start + duration - TimeDelta::seconds(1);
    last.date().max(start.date())
}

/// Returns the times that a rule names, by the clock of DTSTART.
fn expand(start: &Moment, rule: &str) -> Option<Vec<NaiveDateTime>> {
    let parts = rule
        .split(';')
        .map(|part| match part.strip_prefix("UNTIL=") {
            Some(until) => Some(format!("UNTIL={}Z", date_time(by_clock(start, until)?))),
            None => Some(part.to_owned()),
        });
    let rule = parts.collect::<Option<Vec<_>>>()?.join(";");
    let first = Tz::UTC.from_utc_datetime(&start.clock());
    let rule: RRule<Unvalidated> = rule.parse().ok()?;
    let found = RRuleSet::new(first)
        .rrule(rule.validate(first).ok()?)
        .all(MOST);
    Some(found.dates.iter().map(|time| time.naive_utc()).collect())
}

/// Returns the value of UNTIL, which is in UTC where DTSTART is in a zone, by the clock of DTSTART.
fn by_clock(start: &Moment, until: &str) -> Option<NaiveDateTime> {
    match (utc(until), start.zone()) {
        (Some(utc), Some(zone)) => Some(zone.from_utc_datetime(&utc).naive_local()),
        (Some(utc), None) => Some(utc),
        (None, _) if until.contains('T') => read_date_time(until),
        (None, _) => {
            let day = NaiveDate::parse_from_str(until, "%Y%m%d").ok()?;
            Some(day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?))
        }
    }
}

//! RRULE, EXDATE and RECURRENCE-ID: how an entry recurs, or which occurrence it replaces.

use chrono::Datelike;
use icalendar::{Component as _, Event as Component};

use super::part::PartKind;
use super::series::Series;
use crate::ical::{utc_value, weekday_code};
use crate::plan::{On, RecurrenceRule, Unit};

/// Adds RRULE and EXDATE, or RECURRENCE-ID, or nothing.
pub(super) fn add_recurrence(vevent: &mut Component, kind: &PartKind) {
    match kind {
        PartKind::Alone | PartKind::Instead(_) => {}
        PartKind::Series { rule, except } => {
            vevent.add_property("RRULE", rule);
            for except in except {
                vevent.append_multi_property(except.start().property("EXDATE"));
            }
        }
        PartKind::Override(replaced) => {
            vevent.append_property(replaced.start().property("RECURRENCE-ID"));
        }
    }
}

/// Returns the value of RRULE (RFC 5545 §3.3.10) for a series of at least two days. UNTIL is the
/// beginning of the last occurrence, in UTC for times.
pub(super) fn rrule(series: &Series) -> String {
    let RecurrenceRule { interval, unit, on } = &series.rule;
    let [first, .., last] = series.days[..] else {
        unreachable!("what is on one day has no rule");
    };
    let frequency = match unit {
        Unit::Day => "DAILY",
        Unit::Week => "WEEKLY",
        Unit::Month => "MONTHLY",
        Unit::Year => "YEARLY",
    };
    let mut parts = vec![format!("FREQ={frequency}")];
    if *interval > 1 {
        parts.push(format!("INTERVAL={interval}"));
        parts.extend((*unit == Unit::Week).then(|| "WKST=MO".to_owned()));
    }
    if *unit == Unit::Year {
        parts.push(format!("BYMONTH={}", first.month()));
    }
    parts.extend(by_days(on));
    parts.push(match series.start(last) {
        _ if series.is_counted => format!("COUNT={}", series.days.len()),
        Some(start) => format!("UNTIL={}", utc_value(start.utc())),
        None => format!("UNTIL={}", last.format("%Y%m%d")),
    });
    parts.join(";")
}

/// Returns the rule part for days: `BYDAY=TU,TH`, `BYMONTHDAY=15`.
fn by_days(on: &[On]) -> Option<String> {
    let (names, days): (Vec<_>, Vec<_>) = on.iter().map(by_day).unzip();
    Some(format!("{}={}", names.first()?, days.join(",")))
}

fn by_day(on: &On) -> (&'static str, String) {
    match on {
        On::Weekday(weekday) => ("BYDAY", weekday_code(*weekday)),
        On::Nth(n, weekday) => ("BYDAY", format!("{n}{}", weekday_code(*weekday))),
        On::Last(weekday) => ("BYDAY", format!("-1{}", weekday_code(*weekday))),
        On::Day(number) => ("BYMONTHDAY", number.to_string()),
        On::LastDay => ("BYMONTHDAY", "-1".to_owned()),
    }
}

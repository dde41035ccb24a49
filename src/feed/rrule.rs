//! A series as a rule that calendars follow (RFC 5545 §3.3.10).

use std::fmt::Write;

use chrono::Datelike;

use super::series::Series;
use crate::ical::{date_time, weekday_code};
use crate::plan::{On, RecurrenceRule, Unit};

/// The value of RRULE. UNTIL is the beginning of the last time, in UTC for times.
pub(super) fn recurrence(series: &Series) -> String {
    let RecurrenceRule { interval, unit, on } = &series.rule;
    let [first, .., last] = series.days[..] else {
        return String::new();
    };
    let frequency = match unit {
        Unit::Day => "DAILY",
        Unit::Week => "WEEKLY",
        Unit::Month => "MONTHLY",
        Unit::Year => "YEARLY",
    };
    let mut rule = format!("FREQ={frequency}");
    if *interval > 1 {
        let _ = write!(rule, ";INTERVAL={interval}");
        rule.push_str(if *unit == Unit::Week { ";WKST=MO" } else { "" });
    }
    if *unit == Unit::Year {
        let _ = write!(rule, ";BYMONTH={}", first.month());
    }
    rule.push_str(&by_days(on));
    let end = match series.start(last) {
        _ if series.is_counted => format!(";COUNT={}", series.days.len()),
        Some(start) => format!(";UNTIL={}Z", date_time(start.utc())),
        None => format!(";UNTIL={}", last.format("%Y%m%d")),
    };
    rule + &end
}

/// `;BYDAY=TU,TH`, `;BYMONTHDAY=15`.
fn by_days(on: &[On]) -> String {
    let day = |on: &On| match on {
        On::Weekday(weekday) => ("BYDAY", weekday_code(*weekday).to_owned()),
        On::Nth(n, weekday) => ("BYDAY", format!("{n}{}", weekday_code(*weekday))),
        On::Last(weekday) => ("BYDAY", format!("-1{}", weekday_code(*weekday))),
        On::Day(number) => ("BYMONTHDAY", number.to_string()),
        On::LastDay => ("BYMONTHDAY", "-1".to_owned()),
    };
    let (names, days): (Vec<_>, Vec<_>) = on.iter().map(day).unzip();
    names
        .first()
        .map_or_else(String::new, |name| format!(";{name}={}", days.join(",")))
}

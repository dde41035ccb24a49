//! Recurrence rules of other programs, in words.

use chrono::{NaiveDate, Weekday};

use crate::ical::{Vevent, occurrences};
use crate::language::ENGLISH;
use crate::phrase::{date_with_weekday, repeats, rule};
use crate::plan::{On, RecurrenceRule, Unit};

/// Returns how an entry recurs, in words: `Repeats every week on Tuesday: 5 meetings from ... to
/// ...`. None if it has no rule.
pub(super) fn recurrence_of(vevent: &Vevent) -> Option<String> {
    let line = vevent.value("RRULE")?;
    let parts = || line.split(';').filter_map(|part| part.split_once('='));
    let ends = ["COUNT", "UNTIL"];
    let is_endless = !parts().any(|(name, _)| ends.contains(&&*name.to_ascii_uppercase()));
    let read = read(parts());
    if is_endless {
        let every = match read {
            Some(read) => rule(&read, &ENGLISH),
            None => "by a rule".to_owned(),
        };
        return Some(format!("Repeats {every}, without an end"));
    }
    let starts = occurrences(vevent).into_iter();
    let mut held: Vec<NaiveDate> = starts.map(|start| start.clock().date()).collect();
    held.sort_unstable();
    if let Some(read) = read {
        return repeats(&read, &held, &ENGLISH, date_with_weekday);
    }
    let [first, last] = [held.first()?, held.last()?].map(|day| date_with_weekday(*day, &ENGLISH));
    let n = held.len();
    Some(format!(
        "Repeats by a rule: {n} meetings from {first} to {last}"
    ))
}

/// Reads a rule without its end; none if a plan can't say the same.
fn read<'a>(parts: impl Iterator<Item = (&'a str, &'a str)>) -> Option<RecurrenceRule> {
    let (mut unit, mut interval, mut on) = (None, 1, Vec::new());
    for (name, value) in parts {
        let value = value.to_ascii_uppercase();
        match &*name.to_ascii_uppercase() {
            "FREQ" => {
                unit = Some(match &*value {
                    "DAILY" => Unit::Day,
                    "WEEKLY" => Unit::Week,
                    "MONTHLY" => Unit::Month,
                    "YEARLY" => Unit::Year,
                    _ => return None,
                });
            }
            "INTERVAL" => interval = value.parse().ok()?,
            "BYDAY" => {
                for day in value.split(',') {
                    on.push(weekday(day)?);
                }
            }
            "BYMONTHDAY" => {
                for day in value.split(',') {
                    on.push(match day.parse().ok()? {
                        -1 => On::LastDay,
                        day => On::Day(u8::try_from(day).ok().filter(|day| *day > 0)?),
                    });
                }
            }
            "COUNT" | "UNTIL" | "WKST" => {}
            _ => return None,
        }
    }
    let unit = unit?;
    let is_in_month = on.iter().all(|on| !matches!(on, On::Weekday(_)));
    let fits = match unit {
        Unit::Day => on.is_empty(),
        Unit::Week => on.iter().all(|on| matches!(on, On::Weekday(_))),
        Unit::Month => is_in_month,
        Unit::Year => on.is_empty(),
    };
    fits.then_some(RecurrenceRule { interval, unit, on })
}

/// Reads a day of BYDAY: `TU`, `2TU`, `-1FR`.
fn weekday(text: &str) -> Option<On> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let weekday = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    Some(match number.trim_start_matches('+') {
        "" => On::Weekday(weekday),
        "-1" => On::Last(weekday),
        number => On::Nth(
            number.parse().ok().filter(|n| (1..=4).contains(n))?,
            weekday,
        ),
    })
}

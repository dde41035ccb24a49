//! Recurrence rules of anyone (RFC 5545 §3.3.10, RFC 7529 §4), read, compared and expanded.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::date_time::{Moment, read_date_time};
use super::rule_times::RuleTimes;

/// A recurrence rule. Two are equal if they say the same, in whatever order, case and spelling.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rrule {
    pub(super) frequency: Frequency,
    /// At least 1.
    pub(super) interval: u32,
    count: Option<u32>,
    until: Option<Moment>,
    /// Days since Monday; 0 where it makes no difference.
    pub(super) week_start: u8,
    /// None is empty.
    by: BTreeMap<By, BTreeSet<i16>>,
    /// BYDAY: which of them, 0 for each, and the days since Monday.
    pub(super) weekdays: BTreeSet<(i16, u8)>,
    pub(super) skip: Skip,
}

/// The period that INTERVAL counts: FREQ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
    Secondly,
}

/// A part of a rule that is a list of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum By {
    Month,
    WeekNumber,
    YearDay,
    MonthDay,
    Hour,
    Minute,
    Second,
    Position,
}

/// What becomes of a day that a month doesn't have (RFC 7529 §4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Skip {
    Omit,
    Backward,
    Forward,
}

const FREQUENCIES: [(&str, Frequency); 7] = [
    ("YEARLY", Frequency::Yearly),
    ("MONTHLY", Frequency::Monthly),
    ("WEEKLY", Frequency::Weekly),
    ("DAILY", Frequency::Daily),
    ("HOURLY", Frequency::Hourly),
    ("MINUTELY", Frequency::Minutely),
    ("SECONDLY", Frequency::Secondly),
];

/// Names, the numbers that are valid, and whether those counted from the end are too.
const LISTS: [(&str, By, RangeInclusive<i16>, bool); 8] = [
    ("BYMONTH", By::Month, 1..=12, false),
    ("BYWEEKNO", By::WeekNumber, 1..=53, true),
    ("BYYEARDAY", By::YearDay, 1..=366, true),
    ("BYMONTHDAY", By::MonthDay, 1..=31, true),
    ("BYHOUR", By::Hour, 0..=23, false),
    ("BYMINUTE", By::Minute, 0..=59, false),
    ("BYSECOND", By::Second, 0..=60, false),
    ("BYSETPOS", By::Position, 1..=366, true),
];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

impl Rrule {
    /// Reads the value of RRULE. None if it is not known what it means: FREQ is missing, a part is
    /// broken, or RSCALE names another calendar than the Gregorian. Parts of
    /// other names say nothing, unless they begin with BY.
    pub fn read(value: &str) -> Option<Self> {
        let value: String = value.split_whitespace().collect();
        // Some programs escape it as if it were a text.
        let value = value.to_ascii_uppercase().replace('\\', "");
        let mut parts = BTreeMap::new();
        for part in value.split(';').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            parts.insert(name, value);
        }
        let mut rule = Self {
            frequency: named(&FREQUENCIES, parts.remove("FREQ")?)?,
            interval: 1,
            count: None,
            until: None,
            week_start: 0,
            by: BTreeMap::new(),
            weekdays: BTreeSet::new(),
            skip: Skip::Omit,
        };
        for (name, value) in parts {
            rule.read_part(name, value)?;
        }
        rule.drop_what_says_nothing();
        Some(rule)
    }

    fn read_part(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            // Programs that write 0 mean 1; so do those that read it.
            "INTERVAL" => {
                let interval: i64 = value.parse().ok()?;
                self.interval = u32::try_from(interval.max(1)).unwrap_or(u32::MAX);
            }
            // Less than none is what some programs write for no COUNT.
            "COUNT" => {
                let count: i64 = value.parse().ok()?;
                self.count = u32::try_from(count).ok();
            }
            "UNTIL" => self.until = Some(read_until(value)?),
            "WKST" => self.week_start = read_weekday(value)?.1,
            "BYDAY" | "BYWEEKDAY" => {
                let days = value.split(',').filter(|day| !day.is_empty());
                self.weekdays = days.map(read_weekday).collect::<Option<_>>()?;
            }
            "RSCALE" if value == "GREGORIAN" => {}
            "RSCALE" => return None,
            "SKIP" => {
                self.skip = match value {
                    "OMIT" => Skip::Omit,
                    "BACKWARD" => Skip::Backward,
                    "FORWARD" => Skip::Forward,
                    _ => return None,
                };
            }
            _ => {
                let Some((_, by, valid, is_signed)) = LISTS.iter().find(|list| list.0 == name)
                else {
                    return (!name.starts_with("BY")).then_some(());
                };
                let list = read_list(value, valid, *is_signed)?;
                if !list.is_empty() {
                    self.by.insert(*by, list);
                }
            }
        }
        Some(())
    }

    /// Makes rules equal that say the same.
    fn drop_what_says_nothing(&mut self) {
        // "The nth" is of a month or a year (RFC 5545 §3.3.10).
        if self.frequency > Frequency::Monthly {
            self.weekdays = self.weekdays.iter().map(|(_, day)| (0, *day)).collect();
        }
        if let Some(seconds) = self.by.get_mut(&By::Second)
            && seconds.remove(&60)
        {
            // A leap second is the second before it (RFC 5545 §3.3.12).
            seconds.insert(59);
        }
        let has_days = !self.weekdays.is_empty()
            || self.has(By::YearDay)
            || self.has(By::WeekNumber)
            || self.has(By::MonthDay);
        let is_late = (29..=31).any(|day| self.contains(By::MonthDay, day));
        if self.frequency > Frequency::Monthly || has_days && !is_late {
            // Every month has the days that are named.
            self.skip = Skip::Omit;
        }
        let weeks_are_counted = self.frequency == Frequency::Weekly
            && (self.interval > 1 || self.by.contains_key(&By::Position));
        if !weeks_are_counted && !self.by.contains_key(&By::WeekNumber) {
            self.week_start = 0;
        }
    }

    /// Whether neither COUNT nor UNTIL ends it.
    pub fn is_endless(&self) -> bool {
        self.count.is_none() && self.until.is_none()
    }

    /// Returns UNTIL as it is written: a day, a time in UTC, or a floating one.
    pub(crate) fn until(&self) -> Option<Moment> {
        self.until.clone()
    }

    /// Returns COUNT.
    pub(crate) fn count(&self) -> Option<u32> {
        self.count
    }

    /// Returns the period that INTERVAL counts.
    pub(crate) fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Returns INTERVAL, at least 1.
    pub(crate) fn interval(&self) -> u32 {
        self.interval
    }

    /// Returns the weekdays of BYDAY; a number says which one, 0 that it is each.
    pub(crate) fn weekdays(&self) -> impl Iterator<Item = (i16, Weekday)> {
        let days = self.weekdays.iter();
        days.map(|(nth, day)| (*nth, WEEKDAYS[usize::from(*day)].1))
    }

    /// Returns each list of numbers that it has.
    pub(crate) fn lists(&self) -> impl Iterator<Item = (By, &BTreeSet<i16>)> {
        self.by.iter().map(|(by, list)| (*by, list))
    }

    /// Returns the times that the rule names from `start` on, by its clock, in order. `until` is
    /// UNTIL by that clock, inclusive. If there is COUNT as well, the first to come ends it.
    ///
    /// `start` is not among them if the rule doesn't name it, and COUNT doesn't count it then. RFC
    /// 5545 §3.8.5.3 leaves that open; recurring-ical-events, ical.js and node-ical agree on it.
    ///
    /// A rule that has named nothing for long names nothing more: after 400 years at the latest.
    pub fn times(
        &self,
        start: NaiveDateTime,
        until: Option<NaiveDateTime>,
    ) -> impl Iterator<Item = NaiveDateTime> + use<> {
        RuleTimes::new(self, start)
            .take_while(move |time| until.is_none_or(|until| *time <= until))
            .take(self.count.map_or(usize::MAX, |count| count as usize))
    }

    /// Returns the times as [`times`](Self::times) does, but those before `from` may be left out:
    /// without COUNT, a rule of weeks or less is the same from any of its periods on.
    pub(super) fn times_from(
        &self,
        start: NaiveDateTime,
        until: Option<NaiveDateTime>,
        from: NaiveDateTime,
    ) -> impl Iterator<Item = NaiveDateTime> + use<> {
        let unit = match self.frequency {
            Frequency::Yearly | Frequency::Monthly => None,
            Frequency::Weekly => Some(TimeDelta::weeks(1)),
            Frequency::Daily => Some(TimeDelta::days(1)),
            Frequency::Hourly => Some(TimeDelta::hours(1)),
            Frequency::Minutely => Some(TimeDelta::minutes(1)),
            Frequency::Secondly => Some(TimeDelta::seconds(1)),
        };
        let unit = unit.filter(|_| self.count.is_none() && from > start);
        let nearer = unit.and_then(|unit| {
            let period = unit.num_seconds() * i64::from(self.interval);
            // The first period may be cut short by its start.
            let periods = (from - start).num_seconds() / period - 2;
            start.checked_add_signed(TimeDelta::seconds(periods.max(0) * period))
        });
        self.times(nearer.unwrap_or(start), until)
    }

    /// Returns WKST.
    pub(super) fn first_weekday(&self) -> Weekday {
        WEEKDAYS[usize::from(self.week_start)].1
    }

    /// Whether it has that list.
    pub(super) fn has(&self, by: By) -> bool {
        self.by.contains_key(&by)
    }

    /// Whether that list contains a number.
    pub(super) fn contains(&self, by: By, number: i64) -> bool {
        let number = i16::try_from(number);
        number.is_ok_and(|number| self.by.get(&by).is_some_and(|list| list.contains(&number)))
    }

    /// Returns the numbers of that list which fit.
    pub(super) fn numbers<T: TryFrom<i16>>(&self, by: By) -> Vec<T> {
        let numbers = self.by.get(&by).into_iter().flatten();
        numbers.filter_map(|n| T::try_from(*n).ok()).collect()
    }

    /// Sets a list to all numbers of a range.
    pub(super) fn set(&mut self, by: By, numbers: RangeInclusive<u32>) {
        let numbers = numbers.filter_map(|n| i16::try_from(n).ok());
        self.by.insert(by, numbers.collect());
    }
}

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names
        .iter()
        .find(|named| named.0 == name)
        .map(|named| named.1)
}

/// Reads a day of BYDAY: `TU`, `2TU`, `-1FR`.
fn read_weekday(text: &str) -> Option<(i16, u8)> {
    let (number, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = named(&WEEKDAYS, name)?.num_days_from_monday();
    let nth = match number {
        "" => 0,
        number => number
            .parse()
            .ok()
            .filter(|n| (-53..=53).contains(n) && *n != 0)?,
    };
    Some((nth, u8::try_from(day).ok()?))
}

fn read_list(value: &str, valid: &RangeInclusive<i16>, is_signed: bool) -> Option<BTreeSet<i16>> {
    let numbers = value.split(',').filter(|number| !number.is_empty());
    numbers
        .map(|number| {
            let number: i16 = number.parse().ok()?;
            let is_valid = valid.contains(&number)
                || is_signed
                    && number
                        .checked_neg()
                        .is_some_and(|from_end| valid.contains(&from_end));
            is_valid.then_some(number)
        })
        .collect()
}

fn read_until(value: &str) -> Option<Moment> {
    if let Some(time) = value.strip_suffix('Z') {
        return read_date_time(time).map(Moment::Utc);
    }
    if let Some(time) = read_date_time(value) {
        return Some(Moment::Floating(time));
    }
    let day = NaiveDate::parse_from_str(value, "%Y%m%d").ok()?;
    (value.len() == 8).then_some(Moment::Day(day))
}

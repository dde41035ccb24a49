//! Repeats: the days on which an event recurs.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::line::day;
use super::worded::worded;
use super::{LineError, YEARS};

/// The most occurrences of an event, and the most days on which one has hours: in UTC, each is an
/// entry of its own.
pub(crate) const MOST_OCCURRENCES: usize = 1000;

/// The most days with hours of their own, and the most on which a series has no occurrence: each
/// entry names them all.
pub(crate) const MOST_EXCEPTIONS: usize = 366;

/// The days on which an event recurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The rule that names the days.
    pub rule: RecurrenceRule,
    /// Whether `count` says how many there are, and not `until`.
    pub is_counted: bool,
    /// The first day of each occurrence, in order; those in `except` are among them.
    pub occurrences: Vec<NaiveDate>,
    /// First days on which there is no occurrence after all.
    pub except: BTreeSet<NaiveDate>,
}

impl Repeat {
    /// Returns the first days of the occurrences that take place, as the rule has them, in order.
    pub(crate) fn held(&self) -> impl Iterator<Item = NaiveDate> {
        let days = self.occurrences.iter().copied();
        days.filter(|day| !self.except.contains(day))
    }

    /// Returns its occurrences from `first` on, to the last before `end` if that is given.
    pub(crate) fn stretch(&self, first: NaiveDate, end: Option<NaiveDate>) -> Self {
        let is_within = |day: &&NaiveDate| **day >= first && end.is_none_or(|end| **day < end);
        Self {
            occurrences: self.occurrences.iter().filter(is_within).copied().collect(),
            except: self.except.iter().filter(is_within).copied().collect(),
            rule: self.rule.clone(),
            ..*self
        }
    }

    /// Returns it with every day that much later, or earlier; none if no rule of its kind names
    /// exactly these days.
    pub(crate) fn moved(&self, by: TimeDelta) -> Option<Self> {
        let moved = Self {
            rule: self.rule.moved(by)?,
            occurrences: self.occurrences.iter().map(|day| *day + by).collect(),
            except: self.except.iter().map(|day| *day + by).collect(),
            ..*self
        };
        let (first, last) = (*moved.occurrences.first()?, *moved.occurrences.last()?);
        let named = moved.rule.days(first, last, MOST_OCCURRENCES);
        let is_valid = YEARS.contains(&first.year()) && YEARS.contains(&last.year());
        (is_valid && named == moved.occurrences).then_some(moved)
    }
}

impl fmt::Display for Repeat {
    /// Writes `every 2 weeks on Tue, Thu; 2026-03-03/2026-05-28, 12 times; not on 2026-04-07`: one
    /// line, that [`FromStr`] reads back as the same value. The first and the last day are those of
    /// occurrences.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; ", self.rule)?;
        if let (Some(first), Some(last)) = (self.occurrences.first(), self.occurrences.last()) {
            write!(f, "{first}/{last}")?;
        }
        if self.is_counted {
            write!(f, ", {} times", self.occurrences.len())?;
        }
        let except: Vec<String> = self.except.iter().map(NaiveDate::to_string).collect();
        if except.is_empty() {
            Ok(())
        } else {
            write!(f, "; not on {}", except.join(", "))
        }
    }
}

impl FromStr for Repeat {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        parse_line(line).ok_or(LineError(
            "a rule such as `every 2 weeks on Tue`, a first and a last day, days without a meeting",
        ))
    }
}

fn parse_line(line: &str) -> Option<Repeat> {
    let mut parts = line.split("; ");
    let rule: RecurrenceRule = parts.next()?.parse().ok()?;
    let days = parts.next()?;
    let (days, count) = days.split_once(", ").unwrap_or((days, ""));
    let (first, last) = days.split_once('/')?;
    let (first, last) = (day(first)?, day(last)?);
    let except = match parts.next() {
        Some(days) => {
            let days = days.strip_prefix("not on ")?.split(", ");
            days.map(day).collect::<Option<_>>()?
        }
        None => BTreeSet::new(),
    };
    let occurrences = rule.days(first, last, MOST_OCCURRENCES);
    let repeat = Repeat {
        rule,
        is_counted: !count.is_empty(),
        occurrences,
        except,
    };
    // A line that names other days, or another number of them, is not one of ours.
    (repeat.to_string() == line).then_some(repeat)
}

/// A rule that names days, from a first one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecurrenceRule {
    /// The interval, at least 1: every n units.
    pub interval: u16,
    /// The unit that is counted.
    pub unit: Unit,
    /// The days that are named: in a week its weekdays, in a month or a year days of the month.
    /// Empty for days, else at least one.
    pub on: Vec<On>,
}

worded! {
    /// The unit by which an event recurs.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Unit {
        /// Days.
        Day = "day",
        /// Weeks, from Monday.
        Week = "week",
        /// Months.
        Month = "month",
        /// The same month of years.
        Year = "year",
    }
}

/// A day of a week or of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Each day with that weekday.
    Weekday(Weekday),
    /// The nth day of the month with that weekday, 1 to 4.
    Nth(u8, Weekday),
    /// The last day of the month with that weekday.
    Last(Weekday),
    /// The day of the month with that number, 1 to 31.
    Day(u8),
    /// The last day of the month.
    LastDay,
}

impl On {
    /// Reads what [`Display`](fmt::Display) writes.
    fn parse(text: &str) -> Option<Self> {
        let weekday = |text: &str| text.parse::<Weekday>().ok();
        match text.split_once(' ') {
            Some(("last", "day")) => Some(Self::LastDay),
            Some(("last", name)) => weekday(name).map(Self::Last),
            Some((n, name)) => {
                let n = n.parse().ok().filter(|n| (1..=4).contains(n))?;
                Some(Self::Nth(n, weekday(name)?))
            }
            None => match text.parse() {
                Ok(number) => (1..=31).contains(&number).then_some(Self::Day(number)),
                Err(_) => weekday(text).map(Self::Weekday),
            },
        }
    }

    /// Whether it names that day.
    pub(crate) fn names(self, day: NaiveDate) -> bool {
        let week_of_month = day.day0() / 7 + 1;
        let is_last = |days: i64| (day + TimeDelta::days(days)).month() != day.month();
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday,
            Self::Nth(n, weekday) => day.weekday() == weekday && week_of_month == u32::from(n),
            Self::Last(weekday) => day.weekday() == weekday && is_last(7),
            Self::Day(number) => day.day() == u32::from(number),
            Self::LastDay => is_last(1),
        }
    }
}

impl On {
    /// Returns the day that is that many days later; none if no rule can name it.
    fn moved(self, by: i64) -> Option<Self> {
        match self {
            Self::Weekday(weekday) => {
                let number = i64::from(weekday.num_days_from_monday()) + by;
                let number = u8::try_from(number.rem_euclid(7)).ok()?;
                Weekday::try_from(number).ok().map(Self::Weekday)
            }
            Self::Nth(n, weekday) if by % 7 == 0 => {
                let n = u8::try_from(i64::from(n) + by / 7).ok()?;
                (1..=4).contains(&n).then_some(Self::Nth(n, weekday))
            }
            Self::Day(number) => {
                let number = u8::try_from(i64::from(number) + by).ok()?;
                (1..=31).contains(&number).then_some(Self::Day(number))
            }
            Self::Nth(..) | Self::Last(_) | Self::LastDay => (by == 0).then_some(self),
        }
    }
}

impl fmt::Display for RecurrenceRule {
    /// Writes `every week on Tue, Thu`, `every 3 months on 2 Tue, last Fri, last day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.interval {
            1 => write!(f, "every {}", self.unit.word())?,
            n => write!(f, "every {n} {}s", self.unit.word())?,
        }
        let on: Vec<String> = self.on.iter().map(On::to_string).collect();
        if on.is_empty() {
            Ok(())
        } else {
            write!(f, " on {}", on.join(", "))
        }
    }
}

impl FromStr for RecurrenceRule {
    type Err = LineError;

    fn from_str(text: &str) -> Result<Self, LineError> {
        parse_rule(text).ok_or(LineError("a rule such as `every 2 weeks on Tue, Thu`"))
    }
}

fn parse_rule(text: &str) -> Option<RecurrenceRule> {
    let every = text.strip_prefix("every ")?;
    let (every, on) = every.split_once(" on ").unwrap_or((every, ""));
    let (interval, unit) = every.split_once(' ').unwrap_or(("1", every));
    let is_named = |of: &Unit| unit.strip_suffix('s').unwrap_or(unit) == of.word();
    let on = match on {
        "" => Some(Vec::new()),
        _ => on.split(", ").map(On::parse).collect(),
    };
    Some(RecurrenceRule {
        interval: interval.parse().ok().filter(|interval| *interval > 0)?,
        unit: Unit::ALL.into_iter().find(is_named)?,
        on: on?,
    })
}

impl fmt::Display for On {
    /// Writes `Tue`, `2 Tue`, `last Fri`, `15`, `last day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Weekday(weekday) => write!(f, "{weekday}"),
            Self::Nth(n, weekday) => write!(f, "{n} {weekday}"),
            Self::Last(weekday) => write!(f, "last {weekday}"),
            Self::Day(number) => write!(f, "{number}"),
            Self::LastDay => f.write_str("last day"),
        }
    }
}

impl RecurrenceRule {
    /// Whether it names that day, its periods being counted from that of `first`.
    pub(crate) fn names(&self, first: NaiveDate, day: NaiveDate) -> bool {
        let periods = match self.unit {
            Unit::Day => (day - first).num_days(),
            Unit::Week => (monday(day) - monday(first)).num_weeks(),
            Unit::Month => months(day) - months(first),
            Unit::Year if day.month() != first.month() => return false,
            Unit::Year => i64::from(day.year() - first.year()),
        };
        periods % i64::from(self.interval) == 0
            && (self.on.is_empty() || self.on.iter().any(|on| on.names(day)))
    }

    /// Returns the days that it names, from `first` to `last`, both inclusive; at most `most`.
    pub fn days(&self, first: NaiveDate, last: NaiveDate, most: usize) -> Vec<NaiveDate> {
        let days = first.iter_days().take_while(|day| *day <= last);
        let named = days.filter(|day| self.names(first, *day));
        named.take(most).collect()
    }

    /// Returns the rule whose days are that much later, or earlier; none where no rule can name
    /// them.
    fn moved(&self, by: TimeDelta) -> Option<Self> {
        let on = self.on.iter().map(|on| on.moved(by.num_days()));
        Some(Self {
            on: on.collect::<Option<_>>()?,
            ..*self
        })
    }

    /// Returns it as rules that calendars can follow: Outlook knows one day of the month in each,
    /// and several weekdays of a week.
    pub(crate) fn split(&self) -> Vec<Self> {
        let (interval, unit) = (self.interval, self.unit);
        if matches!(unit, Unit::Day | Unit::Week) {
            return vec![self.clone()];
        }
        let each = self.on.iter().map(|on| vec![*on]);
        each.map(|on| Self { interval, unit, on }).collect()
    }
}

/// Returns the Monday of the week of a day.
fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(day.weekday().num_days_from_monday().into())
}

/// Returns the number of the month of a day, counted over all years.
fn months(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

//! Spans of days, and the parts into which months and years are cut.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::LineError;
use super::line::day;

/// A span of days, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateRange {
    first: NaiveDate,
    last: NaiveDate,
}

impl DateRange {
    /// Returns the days from `first` to `last`, both inclusive; none if that runs backwards.
    pub fn new(first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }

    /// Returns the span of one day.
    pub(crate) fn day(day: NaiveDate) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    /// Returns `count` days from `first`; none for no day, or past the end of the calendar.
    pub fn days_from(first: NaiveDate, count: u64) -> Option<Self> {
        Self::new(
            first,
            first.checked_add_days(Days::new(count.checked_sub(1)?))?,
        )
    }

    /// Returns as many days, from another first one; none past the end of the calendar.
    pub(crate) fn moved_to(self, first: NaiveDate) -> Option<Self> {
        Self::days_from(first, self.count().unsigned_abs())
    }

    /// Returns `count` whole months from the first day of `month` (1-12) of `year`.
    pub fn months(year: i32, month: u32, count: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Self::new(
            first,
            first.checked_add_months(Months::new(count))?.pred_opt()?,
        )
    }

    /// Returns the first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// Returns the last day, inclusive.
    pub fn last(self) -> NaiveDate {
        self.last
    }

    /// Returns the day after the last, as RFC 5545 §3.6.1 wants an all-day DTEND; none at the end
    /// of the calendar.
    pub(crate) fn end(self) -> Option<NaiveDate> {
        self.last.succ_opt()
    }

    /// Returns each day.
    pub(crate) fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first
            .iter_days()
            .take_while(move |day| *day <= self.last)
    }

    /// Returns the number of days, at least one.
    pub(crate) fn count(self) -> i64 {
        (self.last - self.first).num_days() + 1
    }

    /// Whether `other` begins the day after this one ends.
    pub(crate) fn adjoins(self, other: Self) -> bool {
        self.end() == Some(other.first)
    }

    /// Returns the days from the first of this to the last of `other`; none if that runs backwards.
    pub(crate) fn through(self, other: Self) -> Option<Self> {
        Self::new(self.first, other.last)
    }

    /// Returns the days from the earlier first day to the later last day.
    pub(crate) fn hull(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }

    /// Whether every day of `other` is one of this.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Whether any day of `other` is one of this.
    pub(crate) fn overlaps(self, other: Self) -> bool {
        self.overlap(other).is_some()
    }

    /// Returns the days that this and `other` have in common.
    pub(crate) fn overlap(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }

    /// Returns the number of days from this to `other`, whichever is first; 0 if they overlap.
    pub(crate) fn distance(self, other: Self) -> i64 {
        let (before, after) = (other.first - self.last, self.first - other.last);
        before.max(after).num_days().max(0)
    }

    /// Returns year, first month and number of months, if this is whole months.
    pub(crate) fn whole_months(self) -> Option<(i32, u32, u32)> {
        let end = self.end()?;
        let months =
            (end.year() - self.first.year()) * 12 + end.month() as i32 - self.first.month() as i32;
        (self.first.day() == 1 && end.day() == 1)
            .then(|| (self.first.year(), self.first.month(), months.unsigned_abs()))
    }
}

impl fmt::Display for DateRange {
    /// Writes `2017-05-08/2017-05-09`, or `2017-05-08` for a single day.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        if self.first == self.last {
            Ok(())
        } else {
            write!(f, "/{}", self.last)
        }
    }
}

impl FromStr for DateRange {
    type Err = LineError;

    /// Reads what [`Display`](fmt::Display) writes.
    fn from_str(text: &str) -> Result<Self, LineError> {
        let (first, last) = text.split_once('/').unwrap_or((text, text));
        let days = || Self::new(day(first)?, day(last)?);
        days().ok_or(LineError("days such as `2017-05-08/2017-05-09`"))
    }
}

/// A part of a month, as plans name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthPart {
    /// Days 1-10.
    Early,
    /// Days 11-20.
    Mid,
    /// Day 21 to the end.
    Late,
    /// Days 1-15.
    FirstHalf,
    /// Day 16 to the end.
    SecondHalf,
    /// Days 1-7, 8-14, 15-21 or 22-28.
    Week(u32),
    /// The last seven days.
    LastWeek,
    /// The first two or three weeks.
    FirstWeeks(u32),
    /// The last two or three times seven days.
    LastWeeks(u32),
}

impl MonthPart {
    /// Every part, the one whose words are preferred first where two name the same days.
    const ALL: [Self; 14] = [
        Self::Early,
        Self::Mid,
        Self::Late,
        Self::FirstHalf,
        Self::SecondHalf,
        Self::LastWeek,
        Self::Week(1),
        Self::Week(2),
        Self::Week(3),
        Self::Week(4),
        Self::FirstWeeks(2),
        Self::FirstWeeks(3),
        Self::LastWeeks(2),
        Self::LastWeeks(3),
    ];

    /// Returns the days of this part of that month; none if there is no such month.
    pub fn of_month(self, year: i32, month: u32) -> Option<DateRange> {
        let last = DateRange::months(year, month, 1)?.last().day();
        let (from, to) = match self {
            Self::Early => (1, 10),
            Self::Mid => (11, 20),
            Self::Late => (21, last),
            Self::FirstHalf => (1, 15),
            Self::SecondHalf => (16, last),
            Self::Week(n) => (7 * n - 6, 7 * n),
            Self::LastWeek => (last - 6, last),
            Self::FirstWeeks(n) => (1, 7 * n),
            Self::LastWeeks(n) => (last + 1 - 7 * n, last),
        };
        DateRange::new(
            NaiveDate::from_ymd_opt(year, month, from)?,
            NaiveDate::from_ymd_opt(year, month, to)?,
        )
    }

    /// Returns the part that is just these days, if there is one.
    pub(crate) fn that_is(days: DateRange) -> Option<Self> {
        let first = days.first();
        Self::ALL
            .into_iter()
            .find(|part| part.of_month(first.year(), first.month()) == Some(days))
    }
}

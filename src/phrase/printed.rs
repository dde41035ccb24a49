//! Dates as they are printed: what the grammar finds in a phrase.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::parser::{At, Found};
use crate::language::Third;
use crate::plan::{DateRange, MonthPart, Precision};

/// The meaning of the words of a phrase, apart from its marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub body: Body,
    /// The number of days, where printed beside the dates.
    pub duration: Option<u32>,
    /// The number of weeks, where printed beside the dates.
    pub weeks: Option<u32>,
    /// The same dates in other words, such as `Q2 (April – June)`.
    pub again: Option<Box<Body>>,
    /// Whether a sign marks the dates as not exact.
    pub unsure: bool,
    /// Weekdays printed apart from the days.
    pub weekdays: Weekdays,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Dates, each with what joins it to the one before.
    Dates(Vec<(Join, DateOrRange)>),
    By(Date),
    /// Dates that are said to be weekends.
    Weekends(Vec<(Join, DateOrRange)>),
    /// Only a duration.
    Nothing,
}

impl Parsed {
    pub(crate) fn new(body: Body, duration: Option<u32>) -> Self {
        Self {
            body,
            duration,
            weeks: None,
            again: None,
            unsure: false,
            weekdays: Weekdays::Listed(Vec::new()),
        }
    }
}

impl Body {
    /// Returns the tokens from its first date to its last.
    pub(crate) fn tokens(&self) -> Range<usize> {
        match self {
            Self::Dates(list) | Self::Weekends(list) => match (list.first(), list.last()) {
                (Some((_, first)), Some((_, last))) => {
                    let end = last.last.as_ref().unwrap_or(&last.first).tokens.end;
                    first.first.tokens.start..end
                }
                _ => 0..1,
            },
            Self::By(date) => date.tokens.clone(),
            Self::Nothing => 0..1,
        }
    }

    /// Gives days without a month that of the same dates in other words.
    pub(crate) fn give_month(&mut self, span: DateRange) {
        if (span.first().year(), span.first().month()) != (span.last().year(), span.last().month())
        {
            return;
        }
        let (Self::Dates(list) | Self::Weekends(list)) = self else {
            return;
        };
        let last = list
            .last_mut()
            .map(|(_, item)| item.last.as_mut().unwrap_or(&mut item.first));
        if let Some(Date {
            what: What::Day {
                month: month @ None,
                ..
            },
            ..
        }) = last
        {
            *month = Some(span.first().month());
        }
    }

    pub(crate) fn is_numbered_week(&self) -> bool {
        let Self::Dates(list) = self else {
            return false;
        };
        let is_week = |date: &Date| matches!(date.what, What::NumberedWeek(_));
        list.iter().all(|(_, item)| is_week(&item.first))
    }

    pub(crate) fn is_list(&self) -> bool {
        matches!(self, Self::Dates(list) if list.len() > 1)
    }
}

/// A weekday in days since Sunday, and the token that names it.
pub(super) type PrintedWeekday = (u32, usize);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Weekdays {
    /// Weekdays of each day in turn, or of the first and the last.
    Listed(Vec<PrintedWeekday>),
    /// The weekday of every day.
    Every(PrintedWeekday),
}

/// The joint of two items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Slash,
}

/// One date, or a range from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DateOrRange {
    pub first: Date,
    pub last: Option<Date>,
    pub ends: Ends,
}

/// The meaning of the ends of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// Each day from one to the other.
    FromTo,
    /// Some time from one to the other.
    Within,
}

impl DateOrRange {
    pub(crate) fn single(first: Date) -> Self {
        Self {
            first,
            last: None,
            ends: Ends::FromTo,
        }
    }

    pub(crate) fn range(first: Date, last: Date) -> Self {
        Self {
            first,
            last: Some(last),
            ends: Ends::FromTo,
        }
    }
}

/// A date as printed, which may lack a month or a year that another date beside it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Date {
    pub what: What,
    pub year: Option<i32>,
    pub weekday: Option<PrintedWeekday>,
    /// Whether EDTF marks it as uncertain or approximate.
    pub unsure: bool,
    /// Whether it is in figures alone, such as `03/2017`.
    pub figures: bool,
    pub tokens: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Day {
        day: u32,
        month: Option<u32>,
        month_first: bool,
    },
    Month(u32),
    MonthPart(MonthPart, Option<u32>),
    /// The first and the last quarter, and the precision they are given with.
    Quarters(u32, u32, Precision),
    Half(u32),
    Third(Third),
    /// The first, second or third month of a quarter.
    QuarterPart(Third, u32),
    /// The end of a year: only as a deadline is that one day.
    YearEnd,
    /// The beginning or the middle of a year, which may be a day or months.
    VaguePart,
    Year,
    NumberedWeek(NumberedWeek),
    /// Seven days from that day.
    WeekOf(Box<Date>),
    /// Seven days to that day.
    WeekEnding(Box<Date>),
    /// The Saturday and the Sunday, of which that day is one.
    WeekendOf(Box<Date>),
    /// The nth weekend of a month, 0 for the last.
    NthWeekend {
        nth: u32,
        month: u32,
    },
    /// These days of one week.
    DaysOfWeek(Box<Date>, Box<Date>),
    /// The nth such weekday of a month, 0 for the last.
    NthWeekday {
        nth: u32,
        weekday: u32,
        month: u32,
    },
}

/// A week by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NumberedWeek {
    pub number: u32,
    /// The first day of week 1; none where the weeks are those of ISO 8601.
    pub count_from: Option<NaiveDate>,
    /// The first and the last weekday, where only these days of it are meant.
    pub weekdays: Option<(u32, u32)>,
}

impl NumberedWeek {
    /// Returns the first day; without a `count_from`, in that year.
    pub(crate) fn first_day(&self, year: i32) -> Option<NaiveDate> {
        match self.count_from {
            Some(first) => first.checked_add_days(Days::new(7 * u64::from(self.number - 1))),
            None => NaiveDate::from_isoywd_opt(year, self.number, Weekday::Mon),
        }
    }
}

impl What {
    /// Returns the week of that number, as ISO 8601 counts.
    pub(crate) fn week(number: u32) -> Self {
        Self::NumberedWeek(NumberedWeek {
            number,
            count_from: None,
            weekdays: None,
        })
    }

    /// Returns a day, with its month after it or not at all.
    pub(crate) fn day(day: u32, month: Option<u32>) -> Self {
        Self::Day {
            day,
            month,
            month_first: false,
        }
    }

    /// Returns a day after its month.
    pub(crate) fn day_after(month: u32, day: u32) -> Self {
        Self::Day {
            day,
            month: Some(month),
            month_first: true,
        }
    }
}

impl Date {
    /// Returns a date of no tokens: [`Found::spanning`] gives it those that it was read from.
    pub(crate) fn new(what: What, year: Option<i32>) -> Self {
        Self {
            what,
            year,
            weekday: None,
            unsure: false,
            figures: false,
            tokens: 0..0,
        }
    }

    pub(crate) fn is_day(&self) -> bool {
        matches!(self.what, What::Day { .. })
    }

    pub(crate) fn is_weekend_of(&self) -> bool {
        matches!(self.what, What::WeekendOf(_))
    }

    pub(crate) fn is_week_of(&self) -> bool {
        matches!(self.what, What::WeekOf(_))
    }

    pub(crate) fn lacks_month(&self) -> bool {
        matches!(
            self.what,
            What::Day { month: None, .. } | What::MonthPart(_, None)
        )
    }

    /// Returns the dates within: the days that say which week is meant, else the date itself.
    pub(crate) fn innermost(&mut self) -> Vec<&mut Self> {
        match self {
            Self {
                what: What::WeekOf(day) | What::WeekEnding(day) | What::WeekendOf(day),
                ..
            } => vec![day],
            Self {
                what: What::DaysOfWeek(first, last),
                ..
            } => vec![first, last],
            date => vec![date],
        }
    }
}

impl<'a> Found<'a, Date> {
    /// Records for each date the tokens from `start` to its end.
    pub(crate) fn spanning(self, start: At) -> Self {
        self.map_at(|end, date| Date {
            tokens: start.token..end.token,
            ..date
        })
    }
}

impl<'a> Found<'a, DateOrRange> {
    /// Records for both ends of each range the tokens from `start` to the end of the range.
    pub(crate) fn spanning(self, start: At) -> Self {
        self.map_at(|end, mut range| {
            let tokens = start.token..end.token;
            range.first.tokens = tokens.clone();
            range.last = range.last.map(|last| Date { tokens, ..last });
            range
        })
    }
}

impl<'a> Found<'a, (What, Option<i32>)> {
    /// Returns dates, each with its year.
    pub(crate) fn dates(self, start: At) -> Found<'a, Date> {
        self.map(|(what, year)| Date::new(what, year))
            .spanning(start)
    }
}

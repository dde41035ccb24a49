//! Single dates, their months and years filled in, looked up in the calendar.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::printed::{Date, NumberedWeek, PrintedWeekday, What};
use super::problem::{Problem, ProblemKind};
use crate::plan::{DateRange, Precision};

/// Returns the days of one date, and how exact it is.
pub(super) fn days_of(date: &Date) -> Result<(DateRange, Precision), Problem> {
    let year = date.year.unwrap_or(0);
    let (days, precision) = match &date.what {
        What::Day { day, month, .. } => {
            let found = day_of(year, month.unwrap_or(0), *day);
            let day = found.map_err(|kind| date.problem(kind))?;
            check_weekday(date.weekday, day)?;
            (Some(DateRange::day(day)), Precision::Day)
        }
        What::NthWeekday {
            nth,
            weekday,
            month,
        } => {
            let day = nth_weekday(year, *month, *weekday, *nth);
            let day = day.ok_or_else(|| date.problem(ProblemKind::NoSuchWeekday))?;
            (Some(DateRange::day(day)), Precision::Day)
        }
        What::NumberedWeek(week) => numbered_week(date, week, year)?,
        What::QuarterPart(third, quarter) => (
            DateRange::months(year, 3 * quarter - 2 + *third as u32, 1),
            Precision::Month,
        ),
        What::WeekendOf(day) => {
            let named = days_of(day)?.0.first();
            let weekend = weekend_around(named);
            let none = ProblemKind::NoWeekend { named };
            let weekend = weekend.ok_or_else(|| date.problem(none))?;
            (Some(weekend), Precision::Day)
        }
        What::NthWeekend { nth, month } => {
            let days = nth_weekend(year, *month, *nth);
            (
                Some(days.map_err(|kind| date.problem(kind))?),
                Precision::Day,
            )
        }
        What::WeekOf(day) => (
            DateRange::days_from(days_of(day)?.0.first(), 7),
            Precision::Week,
        ),
        What::WeekEnding(day) => {
            let last = days_of(day)?.0.last();
            let first = last.checked_sub_days(Days::new(6));
            (
                first.and_then(|first| DateRange::new(first, last)),
                Precision::Week,
            )
        }
        What::DaysOfWeek(first, last) => {
            let days = days_of(first)?.0.through(days_of(last)?.0);
            let days = days.filter(|days| (2..=7).contains(&days.count()));
            let days = days.ok_or_else(|| date.problem(ProblemKind::NoWeek))?;
            (Some(days), Precision::Week)
        }
        What::MonthPart(part, month) => (
            part.of_month(year, month.unwrap_or(0)),
            Precision::PartOfMonth,
        ),
        What::Month(month) => (DateRange::months(year, *month, 1), Precision::Month),
        What::Quarters(first, last, precision) => (
            DateRange::months(year, 3 * first - 2, 3 * (last + 1 - first)),
            *precision,
        ),
        What::Half(half) => (DateRange::months(year, 6 * half - 5, 6), Precision::Half),
        What::Third(third) => (
            DateRange::months(year, 4 * *third as u32 + 1, 4),
            Precision::Span,
        ),
        What::Year => (DateRange::months(year, 1, 12), Precision::Year),
        What::YearEnd | What::VaguePart => {
            let is_end = date.what == What::YearEnd;
            return Err(date.problem(ProblemKind::PartOfYear { year, is_end }));
        }
    };
    let days = days.ok_or_else(|| date.problem(ProblemKind::NoMonth))?;
    Ok((days, precision))
}

/// Returns a week by its number, or the days of it that are named.
fn numbered_week(
    date: &Date,
    week: &NumberedWeek,
    year: i32,
) -> Result<(Option<DateRange>, Precision), Problem> {
    let number = week.number;
    let none = ProblemKind::NoSuchWeek { number, year };
    let first = week.first_day(year).ok_or_else(|| date.problem(none))?;
    let days = DateRange::days_from(first, 7);
    Ok(match week.weekdays {
        Some(named) => (days.and_then(|days| between(days, named)), Precision::Day),
        None => (days, Precision::Week),
    })
}

/// Returns the days of a week from one weekday to another; none where the second comes first.
fn between(week: DateRange, (first, last): (u32, u32)) -> Option<DateRange> {
    let mut days = week.days();
    let first = days.find(|day| day.weekday().num_days_from_sunday() == first)?;
    let mut days = week.days();
    let last = days.find(|day| day.weekday().num_days_from_sunday() == last)?;
    DateRange::new(first, last)
}

/// Returns the Saturday and the Sunday, if that day is one of them.
pub(super) fn weekend_around(day: NaiveDate) -> Option<DateRange> {
    let saturday = match day.weekday() {
        Weekday::Sat => day,
        Weekday::Sun => day.pred_opt()?,
        _ => return None,
    };
    DateRange::days_from(saturday, 2)
}

/// Returns the nth weekend of a month, or with 0 the last. It is not known where the month begins or
/// ends within a weekend.
fn nth_weekend(year: i32, month: u32, nth: u32) -> Result<DateRange, ProblemKind> {
    let days = DateRange::months(year, month, 1).ok_or(ProblemKind::NoMonth)?;
    let saturday = nth_weekday(year, month, 6, nth).ok_or(ProblemKind::NoSuchWeekday)?;
    let weekend = DateRange::days_from(saturday, 2).ok_or(ProblemKind::NoSuchWeekday)?;
    let is_split = match nth {
        0 => days.last().weekday() == Weekday::Sat,
        _ => days.first().weekday() == Weekday::Sun,
    };
    if is_split {
        return Err(ProblemKind::SplitWeekend { saturday });
    }
    Ok(weekend)
}

/// Refuses a date whose printed weekday is another.
pub(super) fn check_weekday(
    printed: Option<PrintedWeekday>,
    date: NaiveDate,
) -> Result<(), Problem> {
    match printed {
        Some((weekday, token)) if date.weekday().num_days_from_sunday() != weekday => {
            Err(Problem {
                tokens: token..token + 1,
                kind: ProblemKind::Weekday { date, agrees: None },
            })
        }
        _ => Ok(()),
    }
}

fn day_of(year: i32, month: u32, day: u32) -> Result<NaiveDate, ProblemKind> {
    let days = DateRange::months(year, month, 1).ok_or(ProblemKind::NoMonth)?;
    let none = ProblemKind::NoSuchDay {
        day,
        last: days.last(),
    };
    NaiveDate::from_ymd_opt(year, month, day).ok_or(none)
}

/// Returns the nth such weekday of a month, or with 0 the last.
fn nth_weekday(year: i32, month: u32, weekday: u32, nth: u32) -> Option<NaiveDate> {
    let month = DateRange::months(year, month, 1)?;
    let days = month.days();
    let mut days = days.filter(|day| day.weekday().num_days_from_sunday() == weekday);
    if nth == 0 {
        days.last()
    } else {
        days.nth(nth as usize - 1)
    }
}

//! Dates in ISO 8601 and EDTF level 1.

use chrono::{Datelike, NaiveDate, Weekday};

use super::numeric::{possible, weekday_prefix};
use super::parser::{At, Found, figures, glued, glued_sign, letters, number, sign, small};
use super::printed::{Date, DateOrRange, What};
use super::ways::{just, maybe, not};
use super::years::{long_year, quarters};

/// Reads `2017-05-08`, `20170508`, `2017-07~`, `2017-07-XX`, `2017-W44`, `2017-W44-3`.
pub(super) fn iso(at: At) -> Found<Date> {
    weekday_prefix(at).flat_map(|from, weekday| {
        // A weekday has only a day.
        let dates = iso_date(from).filter(|date| from == at || date.is_day());
        dates.map(|date| Date { weekday, ..date })
    })
}

/// Reads `2017-05-08/2017-05-09`, `2017-05-08/09`, `2017-05-30/06-02`, `2017/2019`.
pub(super) fn iso_interval(at: At) -> Found<DateOrRange> {
    iso(at).before(sign("/")).flat_map(|at, first| {
        let lasts = iso(at).or(shortened(at, &first));
        lasts.map(|last| DateOrRange::range(first.clone(), last))
    })
}

/// Reads the last date of an interval that leaves out what it has in common with the first.
fn shortened<'a>(at: At<'a>, first: &Date) -> Found<'a, Date> {
    let whats = match first.what {
        What::Day { month, .. } => figures(2)(at).flat_map(|at, number| {
            let day = glued_sign("-")(at).then(figures(2));
            just(at, What::day(number, month)).or(day.map(|day| What::day(day, Some(number))))
        }),
        What::Month(_) => figures(2)(at).map(What::Month).filter(possible),
        _ => Found::none(),
    };
    whats.map(|what| (what, first.year)).dates(at)
}

fn iso_date(at: At) -> Found<Date> {
    let compact =
        figures(8)(at).filter_map(|n| iso_day((n / 10_000) as i32, n / 100 % 100, n % 100));
    let extended = long_year(at).flat_map(|at, year| {
        just(at, (What::Year, Some(year))).or(glued_sign("-")(at).then(|at| within_year(at, year)))
    });
    let whole = compact.or(extended).before(not(goes_on));
    let dates = whole
        .and(maybe(glued(sign("?~%"))))
        .map(|((what, year), qualifier)| Date {
            unsure: qualifier.is_some(),
            ..Date::new(what, year)
        });
    dates.spanning(at)
}

/// Reads a month or a day of an ISO date that still follows.
fn goes_on(at: At) -> Found<u32> {
    glued_sign("-")(at).then(small(0..100))
}

/// Reads what an ISO date has after its year.
fn within_year<'a>(at: At<'a>, year: i32) -> Found<'a, (What, Option<i32>)> {
    let month = figures(2)(at).flat_map(|at, month| {
        let whole = (What::Month(month), Some(year));
        let day = glued_sign("-")(at).then(|at| {
            let day = figures(2)(at).filter_map(|day| iso_day(year, month, day));
            day.or(unspecified(at).map(|()| whole.clone()))
        });
        just(at, whole.clone()).or(day)
    });
    let week = week(at).flat_map(|at, week| {
        let day = glued_sign("-")(at).then(figures(1));
        just(at, (What::week(week), Some(year)))
            .or(day.filter_map(|day| day_of_week(year, week, day)))
    });
    unspecified(at)
        .map(|()| What::Year)
        .or(quarters(at))
        .map(|what| (what, Some(year)))
        .or(month.filter(|(what, _)| possible(what)))
        .or(week)
}

fn unspecified(at: At) -> Found<()> {
    letters("xx")(at)
}

fn week(at: At) -> Found<u32> {
    let weeks = letters("w")(at).then(number).map(|(week, _)| week);
    weeks.filter(|week| (1..54).contains(week))
}

fn day_of_week(year: i32, week: u32, day: u32) -> Option<(What, Option<i32>)> {
    let weekday = Weekday::try_from(u8::try_from(day).ok()?.checked_sub(1)?).ok()?;
    let date = NaiveDate::from_isoywd_opt(year, week, weekday)?;
    Some((What::day(date.day(), Some(date.month())), Some(date.year())))
}

fn iso_day(year: i32, month: u32, day: u32) -> Option<(What, Option<i32>)> {
    let what = What::day(day, Some(month));
    ((1900..2200).contains(&year) && possible(&what)).then_some((what, Some(year)))
}

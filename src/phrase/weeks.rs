//! Weeks: by number, by their first day, by their days. `2017-W44` is in `iso`, weeks of a month
//! are in `months`.

use chrono::NaiveDate;

use super::days::{day, the, weekday};
use super::grammar::{join, to};
use super::iso::iso;
use super::numeric::numeric;
use super::parser::{At, Found, in_brackets, number, sign, small, term};
use super::printed::{Date, DateOrRange, NumberedWeek, What};
use super::ways::just;
use super::years::year_after;
use crate::language::Term;
use crate::plan::line;

/// How weeks are numbered that are printed without a year, as in `Week 6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weeks {
    /// The weeks of ISO 8601: week 1 of a year is the one with its first Thursday.
    Iso,
    /// Weeks counted from the one that begins on that day.
    From(NaiveDate),
}

impl Weeks {
    /// Returns the numbering that is written `iso`, or as the day on which week 1 begins.
    pub fn named(text: &str) -> Option<Self> {
        match text.trim() {
            "iso" => Some(Self::Iso),
            day => line::day(day).map(Self::From),
        }
    }
}

/// Reads `week 44 of 2017`, `W44 2017`, `semaine 44`.
pub(super) fn iso_week(at: At) -> Found<Date> {
    let weeks = the(at).then(week_number).and(year_after);
    let plain = weeks.clone().map(|week| (week, None));
    let days_first = the(at).then(weekdays).skip(sign(",")).skip(term(Term::Of));
    let days_first = days_first.and(|at| the(at).then(week_number).and(year_after));
    let days_first = days_first.map(|(days, week)| (week, Some(days)));
    let days_last = weeks.and(|at| in_brackets(weekdays)(at).or(sign(",")(at).then(weekdays)));
    let days_last = days_last.map(|(week, days)| (week, Some(days)));
    let weeks = plain.or(days_first).or(days_last);
    let weeks = weeks.map(|((number, year), weekdays)| {
        let week = NumberedWeek {
            number,
            count_from: None,
            weekdays,
        };
        (What::NumberedWeek(week), year)
    });
    weeks.dates(at)
}

/// Reads one weekday, or a range of them.
fn weekdays(at: At) -> Found<(u32, u32)> {
    weekday(at).flat_map(|at, (first, _)| {
        let last = to(at).then(weekday);
        just(at, (first, first)).or(last.map(move |(last, _)| (first, last)))
    })
}

/// Reads `weeks 44-45 of 2017`, `weeks 44 and 45`.
pub(super) fn weeks(at: At) -> Found<DateOrRange> {
    let weeks = week_number(at).flat_map(|at, first| {
        let joined = join(at).then(small(first + 1..first + 2));
        let ranged = to(at).then(small(first + 1..54));
        joined.or(ranged).map(move |last| (first, last))
    });
    let ranges = weeks.and(year_after).map(|((first, last), year)| {
        let [first, last] = [first, last].map(|week| Date::new(What::week(week), year));
        DateOrRange::range(first, last)
    });
    ranges.spanning(at)
}

fn week_number(at: At) -> Found<u32> {
    let (sign_or_word, word) = (term(Term::WeekSign)(at), term(Term::Week)(at));
    // `S1` is the first half of a year in French and Spanish, `S01` a week.
    let is_half = !term(Term::HalfSign)(at).is_empty() && word.is_empty();
    let numbers = sign_or_word.or(word).skip(sign(".#")).then(number);
    let weeks = numbers.filter(|(week, figures)| {
        *figures <= 2 && (1..54).contains(week) && !(is_half && *figures == 1)
    });
    weeks.map(|(week, _)| week)
}

/// Reads `week of 12 March`, `w/c 5 May`, `week ending 12 May`, `week of 26 to 31 October`.
pub(super) fn week_of(at: At) -> Found<Date> {
    let first = the(at)
        .then(term(Term::WeekOf))
        .skip(sign(".:"))
        .then(full_day);
    // `the week May 8 to May 12`; but `week 3 – 9 June` may be the third.
    let bare = the(at).then(term(Term::Week)).then(full_day);
    let bare = bare.filter(|day| !day.lacks_month());
    let bare = bare.flat_map(|at, first| {
        let last = to(at).then(full_day);
        last.map(move |last| What::DaysOfWeek(Box::new(first.clone()), Box::new(last)))
    });
    let beginning = first.flat_map(|at, first| {
        let first = Box::new(first);
        let week = just(at, What::WeekOf(first.clone()));
        week.or(to(at)
            .then(full_day)
            .map(|last| What::DaysOfWeek(first.clone(), Box::new(last))))
    });
    let ending = the(at).then(term(Term::WeekEnding)).then(full_day);
    let weeks = beginning
        .or(bare)
        .or(ending.map(|last| What::WeekEnding(Box::new(last))));
    weeks.map(|what| (what, None)).dates(at)
}

/// Reads a day in words, in figures or in ISO 8601.
pub(super) fn full_day(at: At) -> Found<Date> {
    day(at).or(numeric(at)).or(iso(at)).filter(Date::is_day)
}

//! Months in words, and parts of them.

use super::days::{day_number, month_name, the};
use super::grammar::{join, to};
use super::numeric::numeric;
use super::parser::{At, Found, any_term, glued_sign, in_brackets, sign, small, term};
use super::printed::{Date, What};
use super::ways::{from, maybe, peek};
use super::years::{count, half_of, long_year, ordinal, year, year_after};
use crate::language::{Term, Third};
use crate::plan::MonthPart;

/// Reads a month: `May 2017`, `2018 March`; or a day after its year: `2018 March 5`.
pub(super) fn month(at: At) -> Found<Date> {
    let months = month_and_year(at).map(|(month, year)| (What::Month(month), year));
    let year = year(at).filter(|year| !could_be_two_days(*year));
    let after_year = year.skip(sign(",:")).and(month_name).and(maybe(day_number));
    let dashed = long_year(at).before(glued_sign("-/")).and(month_name);
    let dashed = dashed.before(glued_sign("-/")).and(small(1..32));
    let after_year = after_year.or(dashed.map(|(date, day)| (date, Some(day))));
    let dates = months.or(after_year.map(|((year, month), day)| match day {
        Some(day) => (What::day_after(month, day), Some(year)),
        None => (What::Month(month), Some(year)),
    }));
    dates.dates(at)
}

/// Reads `May 2017`, `the month of May`.
pub(super) fn month_and_year(at: At) -> Found<(u32, Option<i32>)> {
    let month = from(at)
        .skip(term(Term::The))
        .skip(term(Term::Month))
        .skip(term(Term::Of));
    month.then(month_name).and(year_after)
}

/// Reads `mid-July`, `Last week of July`, `first half of May 2018`, `May (second half)`; or without
/// its month, `early`.
pub(super) fn month_part(at: At) -> Found<Date> {
    let alone = part_of_month(at);
    let part_first = alone
        .clone()
        .skip(term(Term::Of))
        .skip(sign("-,"))
        .and(|at| month_and_year(at).or(month_in_figures(at)));
    let month_first = month_and_year(at)
        .and(|at| in_brackets(part_of_month)(at).or(sign(",-:")(at).then(part_of_month)));
    alone
        .map(|part| (What::MonthPart(part, None), None))
        .or(part_first.map(|(part, (month, year))| (What::MonthPart(part, Some(month)), year)))
        .or(month_first.map(|((month, year), part)| (What::MonthPart(part, Some(month)), year)))
        .dates(at)
}

/// Reads `07/2018`.
fn month_in_figures(at: At) -> Found<(u32, Option<i32>)> {
    numeric(at).filter_map(|date| match date.what {
        What::Month(month) => Some((month, date.year)),
        _ => None,
    })
}

fn part_of_month(at: At) -> Found<MonthPart> {
    let third = the(at).then(third_of_month);
    let nth = the(at).then(ordinal);
    let half = nth.clone().before(half_noun).filter_map(half_of_month);
    let week = nth.before(term(Term::Week)).filter_map(week_of_month);
    // `week 2 of June`; without a month it is a week of the year.
    let numbered = the(at)
        .then(term(Term::Week))
        .then(small(1..5))
        .before(peek(term(Term::Of)));
    third
        .or(half)
        .or(week)
        .or(the(at).then(some_weeks))
        .or(the(at).then(ordinal_before_its_noun))
        .or(numbered.map(MonthPart::Week))
}

fn third_of_month(at: At) -> Found<MonthPart> {
    any_term(at, |term| match term {
        Term::Third(third) | Term::ThirdOfMonth(third) => Some(match third {
            Third::Early => MonthPart::Early,
            Third::Mid => MonthPart::Mid,
            Third::Late => MonthPart::Late,
        }),
        _ => None,
    })
}

fn half_noun(at: At) -> Found<()> {
    term(Term::Half)(at).or(term(Term::Fortnight)(at))
}

/// Reads the first ordinal of `first and second week`, `1st/2nd half`.
fn ordinal_before_its_noun(at: At) -> Found<MonthPart> {
    let parts = ordinal(at).flat_map(|at, nth| {
        peek(|at| {
            let other = join(at).map(drop).or(to(at)).skip(the).then(ordinal);
            let week = other
                .clone()
                .then(term(Term::Week))
                .map(|()| week_of_month(nth));
            week.or(other.then(half_noun).map(|()| half_of_month(nth)))
        })(at)
    });
    parts.filter_map(|part| part)
}

/// Reads `first two weeks`, `2 premières semaines`.
fn some_weeks(at: At) -> Found<MonthPart> {
    let end_first = first_or_last(at).and(count);
    let count_first = count(at)
        .and(first_or_last)
        .map(|(n, is_first)| (is_first, n));
    let parts = end_first
        .or(count_first)
        .filter_map(|(is_first, n)| match (is_first, n) {
            (true, 2 | 3) => Some(MonthPart::FirstWeeks(n)),
            (false, 2 | 3) => Some(MonthPart::LastWeeks(n)),
            _ => None,
        });
    parts.before(term(Term::Week))
}

/// Reads which end of a month is meant: true for the first.
fn first_or_last(at: At) -> Found<bool> {
    any_term(at, |term| match term {
        Term::Ordinal(1) => Some(true),
        Term::Last => Some(false),
        _ => None,
    })
}

/// Returns whether four figures could be two days run together, as 2021 could be 20-21.
pub(super) fn could_be_two_days(number: i32) -> bool {
    let (first, last) = (number / 100, number % 100);
    (1..=31).contains(&first) && (first + 1..=31).contains(&last)
}

fn half_of_month(nth: u32) -> Option<MonthPart> {
    Some(if half_of(nth)? == 1 {
        MonthPart::FirstHalf
    } else {
        MonthPart::SecondHalf
    })
}

fn week_of_month(nth: u32) -> Option<MonthPart> {
    match nth {
        0 => Some(MonthPart::LastWeek),
        1..=4 => Some(MonthPart::Week(nth)),
        _ => None,
    }
}

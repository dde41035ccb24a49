//! Years, and their quarters, halves and thirds.

use super::days::{suffix, the};
use super::grammar::{join, to};
use super::parser::{
    At, Found, any_term, figures, glued, glued_sign, in_brackets, sign, small, term,
};
use super::printed::{Date, DateOrRange, Join, What};
use super::ways::{from, just};
use crate::language::{Term, Third};
use crate::plan::Precision;

/// Reads a year of four figures, or of two after an apostrophe.
pub(super) fn year(at: At) -> Found<i32> {
    let short = sign("'")(at)
        .then(figures(2))
        .map(|year| 2000 + year as i32);
    long_year(at).or(short)
}

/// Reads a year of four figures.
pub(super) fn long_year(at: At) -> Found<i32> {
    figures(4)(at)
        .filter(|year| (1900..2200).contains(year))
        .map(|year| year as i32)
}

/// Reads a year of four figures or of two.
pub(super) fn short_or_long_year(at: At) -> Found<i32> {
    figures(2)(at).map(|year| 2000 + year as i32).or(year(at))
}

/// Reads the year after a date, or nothing: `2017`, `, 2017`, `of 2017`, `de l'année
/// 2017`, `/2017`, `(2017)`.
pub(super) fn year_after(at: At) -> Found<Option<i32>> {
    let apart = from(at)
        .skip(sign(","))
        .skip(term(Term::Of))
        .skip(term(Term::The))
        .skip(term(Term::Year));
    let years = apart
        .then(year)
        .or(glued_sign("-/")(at).then(year))
        .or(in_brackets(year)(at));
    let this_year = from(at).skip(sign(",")).then(term(Term::ThisYear));
    just(at, None)
        .or(years.map(Some))
        .or(this_year.map(|()| None))
}

/// Reads the year after a part of it: printed, or `of the year`, which is the one of the context.
fn year_of_part(at: At) -> Found<Option<i32>> {
    let printed = year_after(at).filter(Option::is_some);
    let of_context = term(Term::Of)(at).skip(the).then(term(Term::Year));
    printed.or(of_context.map(|()| None))
}

/// Reads `Q3 2018`, `Q3-4`, `3Q 2018`, `2018 Q3`, `third quarter of 2017`, `Second/Third quarter of
/// 2017`.
pub(super) fn quarter(at: At) -> Found<Date> {
    let before_year = quarters(at).and(|at| year_after(at).or(year_of_part(at)));
    let after_year = year(at).skip(sign("-/,")).and(quarters);
    before_year
        .or(after_year.map(|(year, what)| (what, Some(year))))
        .dates(at)
}

/// Reads `early Q4 2018`, `mid-Q3`, `end of the second quarter of 2018`.
pub(super) fn quarter_part(at: At) -> Found<Date> {
    let third = the(at)
        .then(third_of_period)
        .skip(sign("-"))
        .skip(term(Term::Of));
    let parts = third.and(|at| the(at).then(quarter));
    let parts = parts.filter_map(|(third, quarter)| match quarter.what {
        What::Quarters(first, last, _) if first == last => {
            Some((What::QuarterPart(third, first), quarter.year))
        }
        _ => None,
    });
    parts.dates(at)
}

fn third_of_period(at: At) -> Found<Third> {
    any_term(at, |term| match term {
        Term::Third(third) | Term::ThirdOfMonth(third) => Some(third),
        _ => None,
    })
}

/// Reads quarters without their year.
pub(super) fn quarters(at: At) -> Found<What> {
    let signed = term(Term::QuarterSign)(at)
        .then(small(1..5))
        .flat_map(|at, first| {
            let last = sign("-/&")(at).then(small(first + 1..5));
            let range = last.map(move |last| (first, last, Precision::Span));
            just(at, (first, first, Precision::Quarter)).or(range)
        });
    let figure_first = small(1..5)(at).before(glued(term(Term::QuarterSign)));
    let worded = the(at).then(ordinals).before(term(Term::Quarter));
    signed
        .or(figure_first.map(|n| (n, n, Precision::Quarter)))
        .or(worded)
        .filter(|(first, last, _)| 1 <= *first && first <= last && *last <= 4)
        .map(|(first, last, precision)| What::Quarters(first, last, precision))
}

/// Reads ordinals under one noun: adjoining ones joined, or a range of them. A slash makes them one
/// quarter of six months.
fn ordinals(at: At) -> Found<(u32, u32, Precision)> {
    let first = ordinal(at).map(|n| if n == 0 { 4 } else { n });
    let single = first.map(|n| (n, n, Precision::Quarter));
    let joined = single.repeat(|at, &(first, last, precision)| {
        let next = join(at)
            .skip(the)
            .and(ordinal)
            .filter(|(_, n)| *n == last + 1);
        next.map(|(join, n)| match join {
            Join::Slash => (first, n, precision),
            Join::And => (first, n, Precision::Span),
        })
    });
    joined.flat_map(|at, (first, last, precision)| {
        let range = to(at)
            .skip(the)
            .then(ordinal)
            .map(|n| (first, n, Precision::Span));
        just(at, (first, last, precision)).or(range)
    })
}

/// Reads `H2 2018`, `2018 H2`, `second half of 2017`, `segundo semestre de 2017`.
pub(super) fn half(at: At) -> Found<Date> {
    let nth = the(at).then(ordinal).filter_map(half_of);
    let worded = nth.clone().before(term(Term::Half)).and(year_of_part);
    let alone = signed_half(at).or(nth.before(term(Term::Semester)));
    let before_year = alone.and(|at| year_after(at).or(year_of_part(at)));
    let after_year = year(at)
        .skip(sign("-/,"))
        .before(term(Term::HalfSign))
        .and(small(1..3));
    let halves = worded
        .or(before_year)
        .or(after_year.map(|(year, n)| (n, Some(year))));
    halves.map(|(n, year)| (What::Half(n), year)).dates(at)
}

/// Reads `H2`, `2H`.
fn signed_half(at: At) -> Found<u32> {
    let sign_first = term(Term::HalfSign)(at)
        .then(figures(1))
        .filter(|n| (1..3).contains(n));
    sign_first.or(small(1..3)(at).before(glued(term(Term::HalfSign))))
}

/// Reads `2018`, `early 2018`, `mid-2018`, and `the end of 2018`, which only a deadline can be.
pub(super) fn year_part(at: At) -> Found<Date> {
    let whole = from(at)
        .skip(term(Term::The))
        .skip(term(Term::Year))
        .then(year);
    let part = the(at).then(third_of_year).and(|at| {
        let beside = sign("-")(at).then(year).or(year(at));
        year_of_part(at).or(beside.map(Some))
    });
    whole
        .map(|year| (What::Year, Some(year)))
        .or(part)
        .dates(at)
}

/// Reads `2025/26`, `2025-26`: two years, of which the second is in two figures.
pub(super) fn adjoining_years(at: At) -> Found<DateOrRange> {
    let years = long_year(at).before(glued_sign("-/")).and(figures(2));
    let years = years.filter_map(|(first, last)| {
        let is_next = last as i32 == (first + 1) % 100;
        let [first, last] = [first, first + 1].map(|year| Date::new(What::Year, Some(year)));
        is_next.then(|| DateOrRange::range(first, last))
    });
    years.spanning(at)
}

fn third_of_year(at: At) -> Found<What> {
    any_term(at, |term| match term {
        Term::Third(third) => Some(What::Third(third)),
        Term::ThirdOfMonth(Third::Late) => Some(What::YearEnd),
        Term::ThirdOfMonth(Third::Early | Third::Mid) => Some(What::VaguePart),
        _ => None,
    })
}

/// Reads `first`, `2nd`, `1er`; 0 is the last.
pub(super) fn ordinal(at: At) -> Found<u32> {
    let worded = any_term(at, |term| match term {
        Term::Ordinal(n) => Some(u32::from(n)),
        Term::Last => Some(0),
        _ => None,
    });
    worded.or(small(1..6)(at).skip(sign(".")).before(suffix))
}

/// Reads a count, in figures or as a word.
pub(super) fn count(at: At) -> Found<u32> {
    let worded = any_term(at, |term| match term {
        Term::Number(n) => Some(u32::from(n)),
        _ => None,
    });
    small(1..100)(at).or(worded)
}

/// Returns the half that an ordinal means: the first is 1, second and last are 2.
pub(super) fn half_of(nth: u32) -> Option<u32> {
    match nth {
        1 => Some(1),
        0 | 2 => Some(2),
        _ => None,
    }
}

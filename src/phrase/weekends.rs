//! Weekends: by their days, by one of their days, by their number in a month.

use super::days::the;
use super::months::month_and_year;
use super::parser::{At, Found, sign, term};
use super::printed::{Date, What};
use super::weeks::full_day;
use super::years::ordinal;
use crate::language::Term;

/// Reads `weekend of 6 June`, `second weekend of May`.
pub(super) fn weekend(at: At) -> Found<Date> {
    let of_day = weekend_of(at).then(full_day);
    let of_day = of_day.map(|day| (What::WeekendOf(Box::new(day)), None));
    let nth = the(at).then(ordinal).before(term(Term::Weekend));
    let nth = nth.skip(term(Term::Of)).and(month_and_year);
    let nth = nth.map(|(nth, (month, year))| (What::NthWeekend { nth, month }, year));
    of_day.or(nth).dates(at)
}

/// Reads what is before the days of a weekend: `weekend of`, `le week-end des`.
pub(super) fn weekend_of(at: At) -> Found<()> {
    let weekend = the(at).then(term(Term::Weekend)).skip(sign(",:"));
    let of = weekend.skip(term(Term::Of)).skip(term(Term::From));
    of.skip(term(Term::The)).skip(term(Term::Those))
}

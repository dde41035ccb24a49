//! Dates in figures, in either order: `13/03/2017`, `03/13/2017`.

use super::days::{the, weekday};
use super::parser::{At, DateOrder, Found, glued_sign, number, sign, small, term};
use super::printed::{Date, DateOrRange, PrintedWeekday, What};
use super::years::year;
use crate::language::Term;

/// A number, and how many figures it has.
type Number = (u32, usize);

/// Reads `13/03/2017`, `13.03.17`, `13/03`, `03/2017`, `2017/03/13`, in the order of this parser.
pub(super) fn numeric(at: At) -> Found<Date> {
    let dates = weekday_prefix(at).flat_map(|from, weekday| {
        let dates = separated(from, "/")
            .or(separated(from, "."))
            .or(separated(from, "-"));
        dates.map(|(what, year)| Date {
            weekday,
            figures: true,
            ..Date::new(what, year)
        })
    });
    dates.spanning(at)
}

/// Reads a weekday or an article before a date in figures, or nothing.
pub(super) fn weekday_prefix(at: At) -> Found<Option<PrintedWeekday>> {
    let weekday = the(at).then(weekday).skip(sign(",")).skip(term(Term::The));
    weekday.map(Some).or(the(at).map(|()| None))
}

/// Reads two or three numbers with `between` from one to the next.
fn separated<'a>(at: At<'a>, between: &'static str) -> Found<'a, (What, Option<i32>)> {
    let order = at.parser.order;
    let two = number(at).before(separator(between)).and(number);
    let three = two.clone().before(separator(between)).and(number);
    let dates = if three.is_empty() {
        let month = two
            .clone()
            .filter_map(|(one, two)| month_in_figures(one, two, between));
        month.or(without_year(two, order).skip(sign(if between == "." { "." } else { "" })))
    } else {
        three.filter_map(|((one, two), three)| with_year(one, two, three, between, order))
    };
    dates.filter(|(what, _)| possible(what))
}

/// Reads the sign, glued; a slash may stand between spaces.
fn separator(between: &'static str) -> impl Fn(At) -> Found<()> {
    move |at| {
        if between == "/" {
            sign(between)(at)
        } else {
            glued_sign(between)(at)
        }
    }
}

/// Returns the month of `03/2017` and `2017/03`; but `2017/18` is two years, and `2011/12` may be.
fn month_in_figures(one: Number, two: Number, between: &str) -> Option<(What, Option<i32>)> {
    match (one, two) {
        ((month, 1..=2), (_, 4)) => Some((What::Month(month), Some(year_of(two)?))),
        ((year, 4), (month, 1..=2)) if between != "-" && month != year % 100 + 1 => {
            Some((What::Month(month), Some(year_of(one)?)))
        }
        _ => None,
    }
}

/// Reads `13/03` as a day, in a phrase without a month in words.
fn without_year<'a>(
    two: Found<'a, (Number, Number)>,
    order: DateOrder,
) -> Found<'a, (What, Option<i32>)> {
    two.flat_map(|at, two| match two {
        ((one, 1..=2), (two, 1..=2)) if !at.parser.has_month_word => {
            Some((at, (in_order(order, one, two), None)))
        }
        _ => None,
    })
}

/// Returns the day of `13/03/2017` and `2017/03/13`.
fn with_year(
    one: Number,
    two: Number,
    three: Number,
    between: &str,
    order: DateOrder,
) -> Option<(What, Option<i32>)> {
    match (one, two, three) {
        ((one, 1..=2), (two, 1..=2), _) => Some((in_order(order, one, two), Some(year_of(three)?))),
        ((_, 4), (month, 1..=2), (day, 1..=2)) if between != "-" => {
            let month_first = order == DateOrder::Mdy;
            Some((
                What::Day {
                    day,
                    month: Some(month),
                    month_first,
                },
                Some(year_of(one)?),
            ))
        }
        _ => None,
    }
}

fn in_order(order: DateOrder, one: u32, two: u32) -> What {
    match order {
        DateOrder::Dmy => What::day(one, Some(two)),
        DateOrder::Mdy => What::day_after(one, two),
    }
}

fn year_of((value, figures): Number) -> Option<i32> {
    match figures {
        2 => Some(2000 + value as i32),
        4 if (1900..2200).contains(&value) => Some(value as i32),
        _ => None,
    }
}

/// Reads `12/10-13/2017`: a range of days within a date that gives the month first.
pub(super) fn days_within_date(at: At) -> Found<DateOrRange> {
    let month = small(0..100)(at).before(glued_sign("/."));
    let days = month
        .and(small(0..100))
        .before(glued_sign("-"))
        .and(small(0..100));
    let dates =
        days.before(glued_sign("/."))
            .and(year)
            .filter_map(|(((month, first), last), year)| {
                let [first, last] = [first, last].map(|day| What::day_after(month, day));
                let is_read = at.parser.order == DateOrder::Mdy && possible(&first);
                is_read.then(|| {
                    DateOrRange::range(Date::new(first, Some(year)), Date::new(last, Some(year)))
                })
            });
    dates.spanning(at)
}

/// Returns whether there is such a day or month, so that the numbers may be in this order.
pub(super) fn possible(what: &What) -> bool {
    match what {
        What::Day { day, month, .. } => {
            (1..=31).contains(day) && month.is_some_and(|month| (1..=12).contains(&month))
        }
        What::Month(month) => (1..=12).contains(month),
        _ => true,
    }
}

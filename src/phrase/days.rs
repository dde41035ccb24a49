//! Days in words, with their months and weekdays.

use super::lexicon::Word;
use super::months::month_and_year;
use super::parser::{
    At, Found, any_term, figures, glued, glued_sign, in_brackets, sign, small, term, word,
};
use super::printed::{Date, PrintedWeekday, What};
use super::ways::{from, just, maybe, not, peek};
use super::years::{ordinal, short_or_long_year, year, year_after};
use crate::language::Term;

/// Reads a day, with its month before or after it, or without.
pub(super) fn day(at: At) -> Found<Date> {
    with_weekday_after(day_first(at).or(month_first(at)))
}

/// Reads `8`, `Monday 8th May`, `the 8th of May 2017`, `8-May-17`.
fn day_first(at: At) -> Found<Date> {
    let day = weekday_before(at).skip(the).and(day_number);
    let dates = day.and(month_and_year_of_day);
    let dates = dates.map(|((weekday, day), (month, year))| Date {
        weekday,
        ..Date::new(What::day(day, month), year)
    });
    dates
        .or(of_same_month(at))
        .or(in_brackets_after_weekday(at))
        .spanning(at)
}

/// Reads `29 of the same month`, after a date that has one.
fn of_same_month(at: At) -> Found<Date> {
    let day = weekday_before(at).skip(the).and(day_number);
    let day = day.skip(term(Term::Of)).before(term(Term::SameMonth));
    day.map(|(weekday, day)| {
        let what = What::Day {
            day,
            month: None,
            month_first: true,
        };
        Date {
            weekday,
            ..Date::new(what, None)
        }
    })
}

/// Reads `Tuesday (18 August)`.
fn in_brackets_after_weekday(at: At) -> Found<Date> {
    let weekday = from(at).skip(term(Term::This)).then(weekday);
    let dates = weekday.and(in_brackets(day));
    dates.map(|(weekday, day)| Date {
        weekday: Some(weekday),
        ..day
    })
}

/// Reads the month and the year after a day: `of May 2017`, or nothing; or only the year, where the
/// day follows its month: `May 8-9, 2017`.
fn month_and_year_of_day(at: At) -> Found<(Option<u32>, Option<i32>)> {
    let year = from(at).skip(sign(",")).skip(term(Term::Of)).then(year);
    just(at, (None, None))
        .or(year.map(|year| (None, Some(year))))
        .or(month_after_day(at).map(|(month, year)| (Some(month), year)))
}

/// Reads a month after a day, with its year: `of May 2017`, `-May-17`, `/May/2017`.
fn month_after_day(at: At) -> Found<(u32, Option<i32>)> {
    let apart = from(at)
        .skip(term(Term::Of))
        .skip(sign(","))
        .skip(term(Term::Month))
        .skip(term(Term::Of));
    // `24- April`
    let dash = glued_sign("-/.")(at).or(glued(sign("-"))(at));
    let glued = dash.then(month_name);
    apart
        .then(month_name)
        .and(|at| year_after(at).or(year_of_two_figures(at).map(Some)))
        .or(glued.and(|at| glued_year(at).map(Some).or(year_after(at))))
}

/// Reads the year of `2 May 23`, near that of the context.
fn year_of_two_figures(at: At) -> Found<i32> {
    let years = figures(2)(at).map(|year| 2000 + year as i32);
    let context = at.parser.year;
    years.filter(|year| context.is_none_or(|context| (context - year).abs() <= 1))
}

fn glued_year(at: At) -> Found<i32> {
    glued_sign("-/.")(at).then(short_or_long_year)
}

/// Reads `May 8`, `Monday, May 8th, 2017`, `Enero 22`.
fn month_first(at: At) -> Found<Date> {
    let month = weekday_before(at).skip(the).and(month_name);
    let dates = month.skip(the).and(day_after_month).and(year_after);
    let dates = dates.map(|(((weekday, month), day), year)| Date {
        weekday,
        ..Date::new(What::day_after(month, day), year)
    });
    dates.spanning(at)
}

/// Reads `8`, `8th`, `8.`, `1er`, `1.º`, `first`, `second of`.
pub(super) fn day_number(at: At) -> Found<u32> {
    let in_figures = small(1..32)(at).skip(sign(".")).skip(suffix);
    // `26th day of June`; `26 days in June` are a duration.
    let day_of = small(1..32)(at).before(suffix).before(term(Term::Day));
    let day_of = day_of.before(peek(term(Term::Of)));
    let in_words = day_in_words(at);
    in_figures.or(day_of).or(in_words)
}

/// Reads `first`, `second of`, `twenty-fourth`, `vingt-quatre`.
fn day_in_words(at: At) -> Found<u32> {
    let ordinal = ordinal_word(at);
    let first = ordinal.clone().filter(|n| *n == 1);
    let low = ordinal.clone().filter(|n| *n != 1).skip(term(Term::Day));
    let low = low.before(peek(term(Term::Of)));
    let high = ordinal.filter(|n| *n > 5).before(peek(month_name));
    let cardinal = any_term(at, |term| match term {
        Term::DayWord(n) => Some(u32::from(n)),
        _ => None,
    });
    // `sept-oct` is not the 7th.
    let cardinal = cardinal.before(not(sign("-/.")));
    first.or(low).or(high).or(cardinal)
}

/// Reads `8`, `8th`, `twenty-fourth`, after a month.
fn day_after_month(at: At) -> Found<u32> {
    let word = ordinal_word(at).filter(|n| *n > 1);
    day_number(at).or(word)
}

fn ordinal_word(at: At) -> Found<u32> {
    any_term(at, |term| match term {
        Term::Ordinal(n) => Some(u32::from(n)),
        _ => None,
    })
}

/// Reads what follows the figures of an ordinal; most suffixes only without a space, since `5 to
/// May` is not an ordinal.
pub(super) fn suffix(at: At) -> Found<()> {
    term(if at.is_glued() {
        Term::OrdinalSuffix
    } else {
        Term::SpacedSuffix
    })(at)
}

/// Reads the name of a month.
pub(super) fn month_name(at: At) -> Found<u32> {
    word(at, |word| {
        if let Word::Month(month) = word {
            Some(month)
        } else {
            None
        }
    })
}

/// Reads the name of a weekday.
pub(super) fn weekday(at: At) -> Found<PrintedWeekday> {
    word(at, |word| {
        if let Word::Weekday(day) = word {
            Some((day, at.token))
        } else {
            None
        }
    })
}

/// Reads the weekday before a day, or nothing; `los lunes` are several.
fn weekday_before(at: At) -> Found<Option<PrintedWeekday>> {
    maybe(|at| {
        from(at)
            .skip(term(Term::The))
            .skip(term(Term::This))
            .then(weekday)
            .skip(sign(",("))
    })(at)
}

/// Reads the weekday after a day: `(Monday)`, `, Monday`.
fn weekday_after(at: At) -> Found<PrintedWeekday> {
    in_brackets(weekday)(at).or(from(at).skip(sign(",)")).then(weekday))
}

/// Returns the dates as they are, and the days with a weekday after them.
pub(super) fn with_weekday_after<'a>(dates: Found<'a, Date>) -> Found<'a, Date> {
    let named = dates.clone().filter(Date::is_day).and(weekday_after);
    dates.or(named.map(|(date, weekday)| Date {
        weekday: date.weekday.or(Some(weekday)),
        ..date
    }))
}

/// Reads an article and what introduces several days, or nothing.
pub(super) fn the(at: At) -> Found<()> {
    from(at).skip(term(Term::The)).skip(term(Term::Those))
}

/// Reads `first Monday of May`, `last Friday in June 2018`.
pub(super) fn nth_weekday(at: At) -> Found<Date> {
    let nth = the(at).then(ordinal).and(weekday).before(term(Term::Of));
    let dates = nth
        .and(month_and_year)
        .map(|((nth, (weekday, _)), (month, year))| {
            (
                What::NthWeekday {
                    nth,
                    weekday,
                    month,
                },
                year,
            )
        });
    dates.dates(at)
}

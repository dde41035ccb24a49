//! Whole phrases: dates joined and ranged, with a duration beside them or a last day alone.

use super::days::{day, nth_weekday, the, weekday, with_weekday_after};
use super::iso::{iso, iso_interval};
use super::months::{month, month_part};
use super::numeric::{days_within_date, numeric};
use super::parser::{At, Found, Parser, any_term, end, glued_sign, in_brackets, sign, term};
use super::printed::{Body, Date, DateOrRange, Ends, Join, Parsed, PrintedWeekday, Weekdays, What};
use super::ways::{from, just};
use super::weekends::{weekend, weekend_of};
use super::weeks::{iso_week, week_of, weeks};
use super::years::{adjoining_years, count, half, quarter, quarter_part, year_part};
use crate::language::Term;

/// Returns every reading of the whole phrase.
pub(super) fn phrase(parser: &Parser) -> Vec<Parsed> {
    // `Date:`
    let start = from(parser.start()).skip(term(Term::Date)).skip(sign(":"));
    let start = start.skip(footnote);
    // `~ 5 May`
    let rough = start.clone().before(sign("~≈")).map(|()| true);
    let whole = start.map(|()| false).or(rough).and(|at| {
        // `[5 May, 7 May]` is one of the two in EDTF.
        let bracketed = in_brackets(with_duration)(at).filter(|parsed| !parsed.body.is_list());
        with_duration(at).or(bracketed).or(after_weekdays(at))
    });
    whole
        .map(|(unsure, parsed)| Parsed { unsure, ..parsed })
        .skip(sign("."))
        .before(end)
        .into_iter()
        .map(|(_, parsed)| parsed)
        .collect()
}

/// Reads `Mon-Wed,` or `les lundis`, and dates.
fn after_weekdays(at: At) -> Found<Parsed> {
    let listed = weekday_list(at).map(Weekdays::Listed);
    let every = the(at).then(|at| {
        any_term(at, |term| match term {
            Term::Weekdays(day) => Some(Weekdays::Every((day.into(), at.token))),
            _ => None,
        })
    });
    let weekdays = listed.or(every).skip(sign(",:")).skip(term(Term::The));
    weekdays
        .and(with_duration)
        .map(|(weekdays, parsed)| Parsed { weekdays, ..parsed })
}

/// Reads dates with their duration or weekdays, or a duration alone.
fn with_duration(at: At) -> Found<Parsed> {
    let dates = body(at)
        .skip(set_off(term(Term::Inclusive)))
        .skip(set_off(term(Term::AnywhereOnEarth)))
        .skip(|at| sign(",")(at).then(term(Term::Remark)));
    let with_weekdays = dates
        .clone()
        .and(set_off(weekday_list))
        .map(|(body, weekdays)| Parsed {
            weekdays: Weekdays::Listed(weekdays),
            ..Parsed::new(body, None)
        });
    let with_duration = dates.clone().and(set_off(duration));
    let with_weeks = dates.clone().and(set_off(number_of_weeks));
    let with_weeks = with_weeks.map(|(body, weeks)| Parsed {
        weeks: Some(weeks),
        ..Parsed::new(body, None)
    });
    let twice = said_twice(&dates);
    let duration_first = duration(at);
    let duration_of = duration_first
        .clone()
        .skip(sign(",:-;"))
        .skip(term(Term::Of));
    let duration_of = duration_of.and(|at| body(at).or(in_brackets(body)(at)));
    dates
        .map(|body| Parsed::new(body, None))
        .or(with_weekdays)
        .or(with_weeks)
        .or(twice)
        .or(with_duration.map(|(body, days)| Parsed::new(body, Some(days))))
        .or(duration_first.map(|days| Parsed::new(Body::Nothing, Some(days))))
        .or(duration_of.map(|(days, body)| Parsed::new(body, Some(days))))
}

/// Reads dates in other words behind them: `Q2 (April – June)`, `Week 24 of 2025: 9–15 June`.
fn said_twice<'a>(dates: &Found<'a, Body>) -> Found<'a, Parsed> {
    let apart = dates
        .clone()
        .and(|at| in_brackets(body)(at).or(sign(":")(at).then(body)));
    let week = dates.clone().filter(Body::is_numbered_week);
    let week = week.and(|at| from(at).skip(sign(",-")).then(body));
    apart.or(week).map(|(first, again)| Parsed {
        again: Some(Box::new(again)),
        ..Parsed::new(first, None)
    })
}

/// Reads `part`, in brackets, after a comma, colon or dash, or just after a space.
fn set_off<T: Clone>(part: impl Fn(At) -> Found<T>) -> impl Fn(At) -> Found<T> {
    move |at| in_brackets(&part)(at).or(from(at).skip(sign(",:-;")).then(&part))
}

/// Reads `3 days`, `three days`, `3-day`.
fn duration(at: At) -> Found<u32> {
    from(at)
        .skip(term(Term::Lead))
        .then(count)
        .skip(sign("-"))
        .before(term(Term::Day))
}

/// Reads `2 weeks`.
fn number_of_weeks(at: At) -> Found<u32> {
    from(at)
        .skip(term(Term::Lead))
        .then(count)
        .skip(sign("-"))
        .before(term(Term::Week))
}

/// Reads weekdays apart from their days: `Mon-Wed`, `Saturday and Sunday`.
fn weekday_list(at: At) -> Found<Vec<PrintedWeekday>> {
    let lists = weekday(at).map(|day| vec![day]).repeat(|at, days| {
        let next = join(at).map(drop).or(to(at)).then(weekday);
        next.map(|day| [days.as_slice(), &[day]].concat())
    });
    lists.filter(|days| days.len() > 1)
}

/// Reads a deadline, or dates with what joins each to the one before.
fn body(at: At) -> Found<Body> {
    let lists = list(at).map(Body::Dates);
    let weekends = from(at).skip(term(Term::Lead)).then(weekend_of).then(list);
    deadline(at).or(lists).or(weekends.map(Body::Weekends))
}

/// Reads dates with what joins each to the one before.
fn list(at: At) -> Found<Vec<(Join, DateOrRange)>> {
    let first = from(at).skip(term(Term::Lead)).then(date_or_range);
    first
        .map(|first| vec![(Join::And, first)])
        .repeat(|at, list| {
            let next = join(at)
                .skip(term(Term::Lead))
                .and(|at| date_or_range_after(at, list));
            next.map(|next| [list.as_slice(), &[next]].concat())
        })
}

/// Reads the next date of a list. After the first day of a week it may be the first day of a week
/// too.
fn date_or_range_after<'a>(at: At<'a>, list: &[(Join, DateOrRange)]) -> Found<'a, DateOrRange> {
    if !list
        .last()
        .is_some_and(|(_, before)| before.first.is_week_of())
    {
        return date_or_range(at);
    }
    let weeks = day(at)
        .map(|day| (What::WeekOf(Box::new(day)), None))
        .dates(at);
    date_or_range(at).or(weeks.map(DateOrRange::single))
}

/// Reads `by 31 March`, `31 March at the latest`, `../2017-03-31`.
fn deadline(at: At) -> Found<Body> {
    let by = term(Term::By)(at)
        .skip(sign(":"))
        .skip(term(Term::The))
        .skip(term(Term::Lead));
    let dots = sign(".")(at).then(glued_sign(".")).then(glued_sign("/"));
    by.then(date)
        .or(date(at).before(at_the_latest))
        .or(dots.then(iso))
        .map(Body::By)
}

fn at_the_latest(at: At) -> Found<()> {
    let bare = from(at).skip(sign(",")).then(term(Term::Latest));
    in_brackets(term(Term::Latest))(at).or(bare)
}

/// Reads one date or one range.
fn date_or_range(at: At) -> Found<DateOrRange> {
    let dates = date(at).flat_map(|at, first| {
        just(at, DateOrRange::single(first.clone())).or(range_from(at, &first))
    });
    let ranges = opened(at, Term::From).flat_map(|at, first| range_from(at, &first));
    iso_interval(at)
        .or(days_within_date(at))
        .or(weeks(at))
        .or(dates)
        .or(ranges)
        .or(some_time(at, Term::Between))
        .or(some_time(at, Term::Within))
        .or(adjoining_years(at))
}

/// Reads a span that `opening` opens, with *and* between its ends.
fn some_time(at: At<'_>, opening: Term) -> Found<'_, DateOrRange> {
    let both = opened(at, opening).before(term(Term::And)).and(the_date);
    both.map(|(first, last)| DateOrRange {
        ends: Ends::Within,
        ..DateOrRange::range(first, last)
    })
}

/// Reads a date after a term that opens a range.
fn opened<'a>(at: At<'a>, opening: Term) -> Found<'a, Date> {
    term(opening)(at).then(led_date)
}

/// Reads the rest of a range that begins with `first`.
fn range_from<'a>(at: At<'a>, first: &Date) -> Found<'a, DateOrRange> {
    let last = to(at).then(led_date);
    last.map(|last| DateOrRange::range(first.clone(), last))
}

/// Reads what is between the ends of a range: a dash or *to*.
pub(super) fn to(at: At) -> Found<()> {
    let to = from(at)
        .skip(sign("-,"))
        .then(term(Term::To))
        .skip(sign("-"));
    sign("-")(at).or(to)
}

/// Reads what joins one date to the next: a comma, *and*, `&`, a slash.
pub(super) fn join(at: At) -> Found<Join> {
    let slash = sign("/")(at).map(|()| Join::Slash);
    let comma = sign(",;")(at);
    let and = from(at)
        .skip(sign(",;"))
        .then(|at| sign("&+")(at).or(term(Term::And)(at)));
    slash.or(comma.or(and).map(|()| Join::And))
}

/// Reads a date as the end of a range: `in the first week of May`.
fn led_date(at: At) -> Found<Date> {
    from(at).skip(term(Term::Lead)).then(the_date)
}

/// Reads a date, with an article or without.
fn the_date(at: At) -> Found<Date> {
    the(at).then(date)
}

/// Reads any single date, with a remark that changes nothing about it.
fn date(at: At) -> Found<Date> {
    let dates = any_date(at);
    let doubted = dates.clone().before(sign("?")).map(|date| Date {
        unsure: true,
        ..date
    });
    let in_brackets = in_brackets(|at| term(Term::Remark)(at).or(term(Term::Inclusive)(at)));
    dates.or(doubted).skip(in_brackets).skip(footnote)
}

/// Reads the signs of a footnote.
fn footnote(at: At) -> Found<()> {
    sign("*†‡§")(at).repeat(|at, ()| sign("*†‡§")(at))
}

fn any_date(at: At) -> Found<Date> {
    if !at.parser.go_on() {
        return Found::none();
    }
    let in_figures = with_weekday_after(numeric(at).or(iso(at)));
    // `13/01/2018` is not also 13th, January 2018.
    if in_figures.values().any(|date| at.parser.is_slashed(date)) {
        return in_figures;
    }
    in_figures
        .or(day(at))
        .or(month(at))
        .or(month_part(at))
        .or(nth_weekday(at))
        .or(quarter(at))
        .or(quarter_part(at))
        .or(weekend(at))
        .or(half(at))
        .or(year_part(at))
        .or(iso_week(at))
        .or(week_of(at))
}

//! Dates as printed, turned into one [`When`].

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::fill::{fill_in, slots};
use super::lookup::{check_weekday, days_of, weekend_around};
use super::printed::{Body, Date, DateOrRange, Ends, Join, Parsed, PrintedWeekday, Weekdays, What};
use super::problem::{Problem, ProblemKind};
use super::undated::Undated;
use super::{Context, Weeks};
use crate::plan::{DateRange, Dates, Marker, Precision, Unfit, When, YEARS};

/// Returns what the phrase means, under that marker. Dates that print no year find theirs in the
/// context.
pub(super) fn resolve(
    parsed: Parsed,
    marker: Option<Marker>,
    context: Context,
) -> Result<When, Problem> {
    let Parsed { body, again, .. } = &parsed;
    match again {
        Some(again) => said_twice(body.clone(), (**again).clone(), marker, context),
        None => resolve_once(parsed, marker, context),
    }
}

/// Returns what dates mean that are printed twice, in different words: either may have the year.
fn said_twice(
    body: Body,
    again: Body,
    marker: Option<Marker>,
    context: Context,
) -> Result<When, Problem> {
    let tokens = body.tokens().start..again.tokens().end;
    let [body, mut again] = [body, again].map(|body| Parsed::new(body, None));
    let first = match resolve_once(body.clone(), marker, context) {
        Err(problem) if problem.kind.lacks_year() => {
            let other = resolve_once(again.clone(), marker, context)?;
            let year = other.span().map(|span| span.last().year());
            let context = year.map_or(context, Context::in_year);
            let weeks = Some(Weeks::Iso);
            resolve_once(body, marker, Context { weeks, ..context })?
        }
        first => first?,
    };
    let Some(span) = first.span() else {
        return Err(Problem {
            tokens,
            kind: ProblemKind::Disagree,
        });
    };
    again.body.give_month(span);
    let context = Context::in_year(span.first().year());
    let again = resolve_once(again, marker, context)?;
    let is_first_day = again.span() == Some(DateRange::day(span.first()));
    match (again.span() == Some(span), again.is_exact()) {
        (true, true) => Ok(again),
        (true, false) => Ok(first),
        (false, true) if first.precision() == Precision::Week && is_first_day => Ok(first),
        (false, _) => Err(Problem {
            tokens,
            kind: ProblemKind::Disagree,
        }),
    }
}

fn resolve_once(
    mut parsed: Parsed,
    marker: Option<Marker>,
    context: Context,
) -> Result<When, Problem> {
    let mut slots = slots(&mut parsed.body);
    let is_unsure = parsed.unsure || slots.iter().any(|slot| slot.date.unsure);
    let marker = marker.or(is_unsure.then_some(Marker::Tbc));
    if fill_in(&mut slots, context.weeks)? {
        return dated(&mut parsed, marker);
    }
    let parsed = &parsed;
    Undated { parsed, marker }.resolve(&context)
}

/// Returns what dates mean that have all months and years.
pub(super) fn dated(parsed: &mut Parsed, marker: Option<Marker>) -> Result<When, Problem> {
    let tokens = parsed.body.tokens();
    let dates = match &parsed.body {
        Body::Dates(list) => joined(list, &parsed.weekdays)?,
        Body::Weekends(list) => weekends(joined(list, &parsed.weekdays)?, &tokens)?,
        Body::By(date) => {
            check_weekdays(&parsed.weekdays, &[])?;
            Dates::By(last_day(date)?)
        }
        Body::Nothing => Dates::Open,
    };
    if !are_weeks(&dates, parsed.weeks) {
        let kind = ProblemKind::WeeksDisagree;
        return Err(Problem { tokens, kind });
    }
    when(dates, parsed.duration, marker).map_err(|kind| Problem { tokens, kind })
}

/// Returns the weekends that the days are; a day alone in a list stands for its weekend.
fn weekends(dates: Dates, tokens: &Range<usize>) -> Result<Dates, Problem> {
    let runs = match dates {
        Dates::Span(days, Precision::Day) => vec![days],
        Dates::Separate(runs) => runs,
        Dates::Span(..) | Dates::By(_) | Dates::Open => {
            let kind = ProblemKind::Mixed;
            return Err(Problem {
                tokens: tokens.clone(),
                kind,
            });
        }
    };
    let mut weekends = Vec::new();
    for run in runs {
        let weekend = match run.count() {
            1 => weekend_around(run.first()),
            2..=4 => Some(run).filter(|run| run.days().any(|day| weekend_around(day).is_some())),
            _ => None,
        };
        let kind = ProblemKind::NoWeekend { named: run.first() };
        weekends.push(weekend.ok_or(Problem {
            tokens: tokens.clone(),
            kind,
        })?);
    }
    Ok(Dates::exact(weekends))
}

/// Returns whether the days are as many weeks as are printed, or end on the last Friday of them.
fn are_weeks(dates: &Dates, weeks: Option<u32>) -> bool {
    let Some(weeks) = weeks else { return true };
    let days = exact_days(dates).unwrap_or(0);
    let most = 7 * i64::from(weeks);
    (most - 2..=most).contains(&days)
}

/// Returns all dates of a list together.
fn joined(list: &[(Join, DateOrRange)], weekdays: &Weekdays) -> Result<Dates, Problem> {
    let mut runs: Vec<DateRange> = Vec::new();
    let mut precision = Precision::Day;
    check_weekends(list)?;
    for (join, item) in list {
        let (days, other) = days_of_item(item)?;
        let Some(run) = runs.last_mut() else {
            runs.push(days);
            precision = other;
            continue;
        };
        let is_exact = precision == Precision::Day;
        if is_exact != (other == Precision::Day) {
            return Err(item.problem(ProblemKind::Mixed));
        }
        if *join == Join::Slash && list.len() == 2 && are_one_season(&list[0].1.first, &item.first)
        {
            let kind = ProblemKind::AdjoiningYears(run.first().year());
            let tokens = list[0].1.first.tokens.start..item.first.tokens.end;
            return Err(Problem { tokens, kind });
        }
        if days.first() <= run.last() {
            let choices = Vec::new();
            return Err(item.problem(ProblemKind::Backwards { choices }));
        }
        match run.through(days).filter(|_| run.adjoins(days)) {
            Some(both) => *run = both,
            None if !is_exact => return Err(item.problem(ProblemKind::Gap)),
            None if *join == Join::Slash => return Err(item.problem(ProblemKind::SlashGap)),
            None => runs.push(days),
        }
        if !is_exact {
            precision = Precision::Span;
        }
    }
    let is_exact = precision == Precision::Day;
    check_weekdays(weekdays, if is_exact { &runs } else { &[] })?;
    Ok(match runs.as_slice() {
        [run] => Dates::Span(*run, precision),
        _ => Dates::Separate(runs),
    })
}

/// Refuses a weekend of a day in a list with other days: `weekend of 16 and 17 May`.
fn check_weekends(list: &[(Join, DateOrRange)]) -> Result<(), Problem> {
    let has_weekend = list.iter().any(|(_, item)| item.first.is_weekend_of());
    let day = list.iter().find(|(_, item)| item.first.is_day());
    match day {
        Some((_, item)) if has_weekend => Err(item.problem(ProblemKind::Mixed)),
        _ => Ok(()),
    }
}

fn days_of_item(item: &DateOrRange) -> Result<(DateRange, Precision), Problem> {
    let (start, precision) = days_of(&item.first)?;
    let Some(last) = &item.last else {
        return Ok((start, precision));
    };
    let (end, other) = days_of(last)?;
    let Some(days) = start.through(end) else {
        let choices = Vec::new();
        return Err(item.problem(ProblemKind::Backwards { choices }));
    };
    if are_mixed(&item.first, last) {
        return Err(item.problem(ProblemKind::Mixed));
    }
    if item.ends == Ends::FromTo && are_one_season(&item.first, last) {
        return Err(item.problem(ProblemKind::AdjoiningYears(start.first().year())));
    }
    match (precision, other, item.ends) {
        (Precision::Day, Precision::Day, Ends::FromTo) => Ok((days, Precision::Day)),
        _ => Ok((days, Precision::Span)),
    }
}

/// Returns whether the ends of a range are of two kinds, so that one may mean something else.
fn are_mixed(first: &Date, last: &Date) -> bool {
    match (&first.what, &last.what) {
        // `May-June 26` is 2026 to some.
        (
            What::Month(_),
            What::Day {
                month_first: true, ..
            },
        )
        | (What::WeekOf(_) | What::WeekendOf(_), What::Day { .. } | What::NthWeekday { .. }) => {
            true
        }
        (one, other) => {
            (*one == What::Year) != (*other == What::Year) || is_number(first) != is_number(last)
        }
    }
}

/// Returns whether two years may be one season of both: `2024-2025`.
fn are_one_season(first: &Date, last: &Date) -> bool {
    let are_years = first.what == What::Year && last.what == What::Year;
    are_years && first.year.map(|year| year + 1) == last.year
}

/// Returns whether a date is a week or a month in figures.
fn is_number(date: &Date) -> bool {
    match date.what {
        What::NumberedWeek(_) => true,
        What::Month(_) => date.figures,
        _ => false,
    }
}

/// Checks weekdays that are printed apart from the days; `runs` is empty where there are no exact
/// days for them.
fn check_weekdays(printed: &Weekdays, runs: &[DateRange]) -> Result<(), Problem> {
    match printed {
        Weekdays::Listed(weekdays) => {
            let Some(first) = weekdays.first() else {
                return Ok(());
            };
            let days = days_named(weekdays.len(), runs).ok_or_else(|| recurs(*first))?;
            let mut named = weekdays.iter().zip(days);
            named.try_for_each(|(weekday, day)| check_weekday(Some(*weekday), day))
        }
        Weekdays::Every(weekday) => {
            if runs.is_empty() || runs.iter().any(|run| run.count() > 1) {
                return Err(recurs(*weekday));
            }
            let mut runs = runs.iter();
            runs.try_for_each(|run| check_weekday(Some(*weekday), run.first()))
        }
    }
}

/// Returns the days that so many weekdays belong to: each day, or the first and the last.
fn days_named(count: usize, runs: &[DateRange]) -> Option<Vec<NaiveDate>> {
    let days: Vec<NaiveDate> = runs.iter().flat_map(|run| run.days()).collect();
    let ends = vec![*days.first()?, *days.last()?];
    match count {
        _ if count == days.len() => Some(days),
        // Over a week, `Mon-Fri` leaves days out.
        2 if days.len() <= 7 => Some(ends),
        _ => None,
    }
}

fn recurs((_, token): PrintedWeekday) -> Problem {
    Problem {
        tokens: token..token + 1,
        kind: ProblemKind::Recurs,
    }
}

/// Returns the day that a deadline means: the last of the days it names.
fn last_day(date: &Date) -> Result<NaiveDate, Problem> {
    let mut named = date.clone();
    if named.what == What::YearEnd {
        named.what = What::Year;
    }
    Ok(days_of(&named)?.0.last())
}

fn when(dates: Dates, duration: Option<u32>, marker: Option<Marker>) -> Result<When, ProblemKind> {
    let duration = duration.map(u16::try_from).transpose();
    let duration = duration.map_err(|_| ProblemKind::Duration)?;
    let is_exact = exact_days(&dates) == duration.map(i64::from);
    let when = When::new(dates, duration.filter(|_| !is_exact), marker);
    let when = when.map_err(|unfit| match unfit {
        Unfit::Unmarked => ProblemKind::DurationAlone,
        Unfit::Duration => ProblemKind::Duration,
        Unfit::Precision | Unfit::Separate => ProblemKind::Mixed,
    })?;
    let span = when.span();
    if span.is_none_or(|days| {
        [days.first(), days.last()]
            .iter()
            .all(|day| YEARS.contains(&day.year()))
    }) {
        Ok(when)
    } else {
        Err(ProblemKind::OutOfYears)
    }
}

/// Returns how many days the dates are, if just these days are meant.
fn exact_days(dates: &Dates) -> Option<i64> {
    match dates {
        Dates::Span(days, Precision::Day) => Some(days.count()),
        Dates::Separate(runs) => Some(runs.iter().map(|run| run.count()).sum()),
        Dates::Span(..) | Dates::By(_) | Dates::Open => None,
    }
}

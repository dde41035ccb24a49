//! From dates as printed to days: months and years that stand beside a date are filled in, every
//! day is looked up.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::printed::{Body, Date, Ends, Join, Parsed, Stretch, Weekday, Weekdays, What};
use super::problem::{Fault, Problem};
use crate::language::Third;
use crate::plan::{DateRange, Dates, Marker, MonthPart, Precision, Unfit, When, YEARS};

/// What the phrase means in that year, under that marker.
pub(super) fn resolve(
    mut parsed: Parsed,
    marker: Option<Marker>,
    year: Option<i32>,
) -> Result<When, Problem> {
    let (pieces, ranges) = dates_of(&mut parsed.body);
    let marker = marker.or(pieces
        .iter()
        .any(|piece| piece.unsure)
        .then_some(Marker::Tbc));
    let tokens = pieces.first().map_or(0, |piece| piece.tokens.start)
        ..pieces.last().map_or(1, |piece| piece.tokens.end);
    fill_in(pieces, &ranges, year)?;
    let problem = |fault| Problem {
        tokens: tokens.clone(),
        fault,
    };
    let dates = match &parsed.body {
        Body::Dates(first, rest) => joined(first, rest, &parsed.weekdays)?,
        Body::By(piece) => {
            check_weekdays(&parsed.weekdays, &[])?;
            Dates::By(last_day(piece)?)
        }
        Body::Nothing => Dates::Open,
    };
    let length = parsed
        .duration
        .map(|length| u16::try_from(length).map_err(|_| problem(Fault::Length)))
        .transpose()?;
    let length = if exact_days(&dates) == length.map(i64::from) {
        None
    } else {
        length
    };
    let when = When::new(dates, length, marker).map_err(|unfit| {
        problem(match unfit {
            Unfit::Unmarked => Fault::LengthAlone,
            Unfit::Duration => Fault::Length,
            Unfit::Precision | Unfit::Separate => Fault::Mixed,
        })
    })?;
    let mut years = when
        .span()
        .map_or(0..0, |days| days.first().year()..days.last().year() + 1);
    if years.all(|year| YEARS.contains(&year)) {
        Ok(when)
    } else {
        Err(problem(Fault::OutOfYears))
    }
}

/// The day that a deadline means: the last of the days it names.
fn last_day(piece: &Date) -> Result<NaiveDate, Problem> {
    let year = Date {
        what: What::Year,
        ..piece.clone()
    };
    let named = if piece.what == What::YearEnd {
        &year
    } else {
        piece
    };
    Ok(days_of(named)?.0.last())
}

/// How many days, if just these.
fn exact_days(dates: &Dates) -> Option<i64> {
    match dates {
        Dates::Span(days, Precision::Day) => Some(days.count()),
        Dates::Separate(runs) => Some(runs.iter().map(|run| run.count()).sum()),
        Dates::Span(..) | Dates::By(_) | Dates::Open => None,
    }
}

/// Every date of the phrase, in the order printed, and from which of them to the next a year may
/// pass: within a range, where both must adjoin, and from December to January.
fn dates_of(body: &mut Body) -> (Vec<&mut Date>, Vec<bool>) {
    let mut outer: Vec<(&mut Date, bool)> = Vec::new();
    match body {
        Body::Dates(first, rest) => {
            let ends = std::iter::once(&*first).chain(rest.iter().map(|(_, stretch)| stretch));
            let ends = ends.map(|stretch| stretch.last.as_ref().unwrap_or(&stretch.first));
            let over = |(before, (join, next)): (&Date, &(Join, Stretch))| {
                let is_turn = (start(before).0, start(&next.first).0) == (12, 1);
                *join == Join::Slash || !is_day(&next.first) || is_turn
            };
            let mut over_new_year: Vec<bool> = ends.zip(rest.iter()).map(over).collect();
            over_new_year.push(false);
            let stretches =
                std::iter::once(first).chain(rest.iter_mut().map(|(_, stretch)| stretch));
            for (stretch, over) in stretches.zip(over_new_year) {
                outer.push((&mut stretch.first, stretch.last.is_some() || over));
                outer.extend(stretch.last.as_mut().map(|last| (last, over)));
            }
        }
        Body::By(piece) => outer.push((piece, false)),
        Body::Nothing => {}
    }
    let (mut pieces, mut ranges) = (Vec::new(), Vec::new());
    for (piece, range) in outer {
        match piece.what {
            What::DaysOfWeek(..) => ranges.extend([true, range]),
            _ => ranges.push(range),
        }
        pieces.extend(piece.innermost());
    }
    (pieces, ranges)
}

fn is_day(piece: &Date) -> bool {
    matches!(piece.what, What::Day { .. })
}

/// Fills in months and years from the dates beside.
/// A range may run over the new year, a list only from December to January.
fn fill_in(
    mut pieces: Vec<&mut Date>,
    ranges: &[bool],
    context: Option<i32>,
) -> Result<(), Problem> {
    let tied = fill_in_months(&mut pieces)?;
    let count = pieces.len();
    let Some(anchor) = pieces.iter().rposition(|piece| piece.year.is_some()) else {
        for piece in &mut pieces {
            piece.year = context;
        }
        return match pieces.last() {
            Some(piece) if context.is_none() => Err(Problem {
                tokens: piece.tokens.clone(),
                fault: Fault::NoYear,
            }),
            _ => in_order(&pieces, Fault::BackwardsWithoutYear),
        };
    };
    for i in (0..anchor).rev() {
        if pieces[i].year.is_none() {
            let earlier = ranges[i] && !tied[i] && start(pieces[i]) > start(pieces[i + 1]);
            pieces[i].year = pieces[i + 1].year.map(|year| year - i32::from(earlier));
        }
    }
    for i in anchor + 1..count {
        let later = ranges[i - 1] && !tied[i] && start(pieces[i]) < start(pieces[i - 1]);
        pieces[i].year = pieces[i - 1].year.map(|year| year + i32::from(later));
    }
    in_order(&pieces, Fault::Backwards)
}

/// Gives a bare day or part the month beside it; says which dates were so tied to their neighbour.
fn fill_in_months(pieces: &mut [&mut Date]) -> Result<Vec<bool>, Problem> {
    let mut tied = vec![false; pieces.len()];
    for i in (0..pieces.len()).rev() {
        let next = pieces.get(i + 1).map(|piece| piece.what.clone());
        match (&mut pieces[i].what, next) {
            (
                What::Day {
                    month: month @ None,
                    ..
                },
                Some(What::Day {
                    month: Some(given),
                    month_first: false,
                    ..
                }),
            )
            | (What::MonthPart(_, month @ None), Some(What::MonthPart(_, Some(given)))) => {
                *month = Some(given);
                tied[i] = true;
            }
            (
                what @ What::MonthPart(MonthPart::Early | MonthPart::Mid, None),
                Some(What::Third(_)),
            ) => {
                let early = *what == What::MonthPart(MonthPart::Early, None);
                *what = What::Third(if early { Third::Early } else { Third::Mid });
                tied[i] = true;
            }
            _ => {}
        }
    }
    for i in 0..pieces.len() {
        let before = i.checked_sub(1).map(|i| pieces[i].what.clone());
        match (&mut pieces[i].what, before) {
            (
                What::Day {
                    month: month @ None,
                    month_first,
                    ..
                },
                Some(What::Day {
                    month: given,
                    month_first: true,
                    ..
                }),
            ) => {
                *month = given;
                *month_first = true;
                tied[i] = true;
            }
            (What::Day { month: None, .. } | What::MonthPart(_, None), _) => {
                return Err(Problem {
                    tokens: pieces[i].tokens.clone(),
                    fault: Fault::NoMonth,
                });
            }
            _ => {}
        }
    }
    Ok(tied)
}

fn in_order(pieces: &[&mut Date], fault: Fault) -> Result<(), Problem> {
    let backwards = pieces
        .windows(2)
        .find(|pair| (pair[0].year, start(pair[0])) > (pair[1].year, start(pair[1])));
    match backwards {
        // A year printed would not help where both are in one month.
        Some(pair) if start(pair[0]).0 == start(pair[1]).0 => Err(Problem {
            tokens: pair[0].tokens.start..pair[1].tokens.end,
            fault: Fault::Backwards,
        }),
        Some(pair) => Err(Problem {
            tokens: pair[0].tokens.start..pair[1].tokens.end,
            fault,
        }),
        None => Ok(()),
    }
}

/// Month and day on which a date begins, near enough to tell which of two comes first in a year.
fn start(piece: &Date) -> (u32, u32) {
    match &piece.what {
        What::Day { day, month, .. } => (month.unwrap_or(1), *day),
        What::Month(month) => (*month, 1),
        What::MonthPart(part, month) => {
            let month = month.unwrap_or(1);
            (
                month,
                part.of_month(2000, month)
                    .map_or(1, |days| days.first().day()),
            )
        }
        What::Quarters(first, _, _) => (3 * first - 2, 1),
        What::Half(half) => (6 * half - 5, 1),
        What::Third(Third::Mid) => (5, 1),
        What::Third(Third::Late) => (9, 1),
        What::Third(Third::Early) | What::Year => (1, 1),
        What::VaguePart => (6, 1),
        What::YearEnd => (12, 31),
        What::IsoWeek(week) => (1 + week * 7 / 31, week * 7 % 31),
        What::NthWeekday { nth, month, .. } => (*month, if *nth == 0 { 29 } else { nth * 7 }),
        What::WeekOf(day) | What::WeekEnding(day) | What::DaysOfWeek(day, _) => start(day),
    }
}

/// The days of one date, and how exact it is.
fn days_of(piece: &Date) -> Result<(DateRange, Precision), Problem> {
    let fail = |fault| Problem {
        tokens: piece.tokens.clone(),
        fault,
    };
    let year = piece.year.unwrap_or(0);
    let months = |month, count, precision| {
        DateRange::months(year, month, count).map(|days| (days, precision))
    };
    let days = match &piece.what {
        What::Day { day, month, .. } => {
            let date = day_of(year, month.unwrap_or(0), *day).map_err(fail)?;
            check_weekday(piece.weekday, date)?;
            Some((DateRange::day(date), Precision::Day))
        }
        What::Month(month) => months(*month, 1, Precision::Month),
        What::MonthPart(part, month) => part
            .of_month(year, month.unwrap_or(0))
            .map(|days| (days, Precision::PartOfMonth)),
        What::Quarters(first, last, precision) => {
            months(3 * first - 2, 3 * (last + 1 - first), *precision)
        }
        What::Half(half) => months(6 * half - 5, 6, Precision::Half),
        What::Third(third) => months(4 * *third as u32 + 1, 4, Precision::Span),
        What::YearEnd | What::VaguePart => return Err(fail(Fault::PartOfYear)),
        What::Year => months(1, 12, Precision::Year),
        What::IsoWeek(week) => {
            let monday = NaiveDate::from_isoywd_opt(year, *week, chrono::Weekday::Mon)
                .ok_or_else(|| fail(Fault::NoSuchWeek { week: *week, year }))?;
            DateRange::days_from(monday, 7).map(|days| (days, Precision::Week))
        }
        What::WeekOf(day) => {
            DateRange::days_from(days_of(day)?.0.first(), 7).map(|days| (days, Precision::Week))
        }
        What::WeekEnding(day) => {
            let last = days_of(day)?.0.last();
            let first = last.checked_sub_days(chrono::Days::new(6));
            first
                .and_then(|first| DateRange::new(first, last))
                .map(|days| (days, Precision::Week))
        }
        What::DaysOfWeek(first, last) => {
            let days = days_of(first)?
                .0
                .through(days_of(last)?.0)
                .filter(|days| (2..=7).contains(&days.count()));
            Some((days.ok_or_else(|| fail(Fault::NoWeek))?, Precision::Week))
        }
        What::NthWeekday {
            nth,
            weekday,
            month,
        } => {
            let date = nth_weekday(year, *month, *weekday, *nth);
            Some((
                DateRange::day(date.ok_or_else(|| fail(Fault::NoSuchWeekday))?),
                Precision::Day,
            ))
        }
    };
    days.ok_or_else(|| fail(Fault::NoMonth))
}

fn day_of(year: i32, month: u32, day: u32) -> Result<NaiveDate, Fault> {
    let last = DateRange::months(year, month, 1)
        .ok_or(Fault::NoMonth)?
        .last();
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Fault::NoSuchDay { day, last })
}

fn check_weekday(printed: Option<Weekday>, date: NaiveDate) -> Result<(), Problem> {
    match printed {
        Some((weekday, token)) if date.weekday().num_days_from_sunday() != weekday => {
            Err(Problem {
                tokens: token..token + 1,
                fault: Fault::Weekday { date },
            })
        }
        _ => Ok(()),
    }
}

/// The nth such weekday of a month, or with 0 the last.
fn nth_weekday(year: i32, month: u32, weekday: u32, nth: u32) -> Option<NaiveDate> {
    let month = DateRange::months(year, month, 1)?;
    let days = month
        .first()
        .iter_days()
        .take_while(|day| *day <= month.last());
    let mut days = days.filter(|day| day.weekday().num_days_from_sunday() == weekday);
    if nth == 0 {
        days.last()
    } else {
        days.nth(nth as usize - 1)
    }
}

fn days_of_stretch(stretch: &Stretch) -> Result<(DateRange, Precision), Problem> {
    let (first, precision) = days_of(&stretch.first)?;
    let Some(last) = &stretch.last else {
        return Ok((first, precision));
    };
    let (end, other) = days_of(last)?;
    let days = first.through(end).ok_or_else(|| Problem {
        tokens: tokens_of(stretch),
        fault: Fault::Backwards,
    })?;
    let fail = |fault| Problem {
        tokens: tokens_of(stretch),
        fault,
    };
    let is_year = |piece: &Date| piece.what == What::Year;
    let week_and_day = matches!(stretch.first.what, What::WeekOf(_)) && other == Precision::Day;
    let is_number = |piece: &Date| {
        matches!(piece.what, What::IsoWeek(_))
            || piece.figures && matches!(piece.what, What::Month(_))
    };
    // `May-June 26` is 2026 to some.
    let may_be_year = matches!(
        (&stretch.first.what, &last.what),
        (
            What::Month(_),
            What::Day {
                month_first: true,
                ..
            }
        )
    );
    if may_be_year
        || is_year(&stretch.first) != is_year(last)
        || is_number(&stretch.first) != is_number(last)
        || week_and_day
    {
        return Err(fail(Fault::Mixed));
    }
    match (precision, other, stretch.ends) {
        (Precision::Day, Precision::Day, Ends::FromTo) => Ok((days, Precision::Day)),
        (Precision::Day, Precision::Day, Ends::Between) => Err(fail(Fault::Between)),
        _ => Ok((days, Precision::Span)),
    }
}

fn tokens_of(stretch: &Stretch) -> Range<usize> {
    stretch.first.tokens.start..stretch.last.as_ref().unwrap_or(&stretch.first).tokens.end
}

/// All dates of a list together.
fn joined(
    first: &Stretch,
    rest: &[(Join, Stretch)],
    weekdays: &Weekdays,
) -> Result<Dates, Problem> {
    let (mut run, mut precision) = days_of_stretch(first)?;
    let mut runs = Vec::new();
    let exact = precision == Precision::Day;
    for (join, stretch) in rest {
        let fail = |fault| Problem {
            tokens: tokens_of(stretch),
            fault,
        };
        let (days, other) = days_of_stretch(stretch)?;
        if exact != (other == Precision::Day) {
            return Err(fail(Fault::Mixed));
        }
        if days.first() <= run.last() {
            return Err(fail(Fault::Backwards));
        }
        match (run.through(days).filter(|_| run.adjoins(days)), exact, join) {
            (Some(both), ..) => run = both,
            (None, true, Join::And) => runs.push(std::mem::replace(&mut run, days)),
            (None, true, Join::Slash) => return Err(fail(Fault::SlashGap)),
            (None, false, _) => return Err(fail(Fault::Gap)),
        }
        precision = if exact {
            Precision::Day
        } else {
            Precision::Span
        };
    }
    runs.push(run);
    check_weekdays(weekdays, if exact { &runs } else { &[] })?;
    match runs.as_slice() {
        [run] => Ok(Dates::Span(*run, precision)),
        _ => Ok(Dates::Separate(runs)),
    }
}

/// Weekdays printed apart are those of each day, or of the first and the last of a few; `runs` is
/// empty where there are no exact days for them.
fn check_weekdays(printed: &Weekdays, runs: &[DateRange]) -> Result<(), Problem> {
    let printed = match printed {
        Weekdays::Listed(days) if days.is_empty() => return Ok(()),
        Weekdays::Listed(days) => days,
        Weekdays::Every(weekday) => {
            if runs.is_empty() || runs.iter().any(|run| run.count() > 1) {
                return Err(Problem {
                    tokens: weekday.1..weekday.1 + 1,
                    fault: Fault::Recurs,
                });
            }
            return runs
                .iter()
                .try_for_each(|run| check_weekday(Some(*weekday), run.first()));
        }
    };
    let recurs = Problem {
        tokens: printed[0].1..printed[0].1 + 1,
        fault: Fault::Recurs,
    };
    if runs.is_empty() {
        return Err(recurs);
    }
    let all: Vec<NaiveDate> = runs
        .iter()
        .flat_map(|run| run.first().iter_days().take(run.count() as usize))
        .collect();
    let ends = [all.first(), all.last()].into_iter().flatten().copied();
    let days: Vec<NaiveDate> = if printed.len() == all.len() {
        all.clone()
    } else {
        ends.collect()
    };
    // Over a week, `Mon-Fri` leaves days out.
    if printed.len() != days.len() || printed.len() != all.len() && all.len() > 7 {
        return Err(recurs);
    }
    printed
        .iter()
        .zip(days)
        .try_for_each(|(weekday, day)| check_weekday(Some(*weekday), day))
}

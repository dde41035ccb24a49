//! Fills in the months and years that a date has from the dates beside it.

use chrono::Datelike;

use super::Weeks;
use super::lookup::days_of;
use super::printed::{Body, Date, DateOrRange, Join, What};
use super::problem::{Problem, ProblemKind};
use crate::language::Third;
use crate::plan::{DateRange, Dates, MonthPart, Precision};

/// A date of a phrase, and what binds it to the dates beside it.
pub(super) struct Slot<'a> {
    pub date: &'a mut Date,
    /// Whether the year may change from this date to the next.
    passes: bool,
    /// Whether its month is that of a date beside it.
    tied: bool,
    /// Whether it is the first day of a range.
    opens: bool,
}

/// Returns every date of the phrase, in the order printed. A year may pass within a range, where
/// both must adjoin, and from December to January.
pub(super) fn slots(body: &mut Body) -> Vec<Slot<'_>> {
    let mut outer: Vec<(&mut Date, bool, bool)> = Vec::new();
    match body {
        Body::Dates(list) | Body::Weekends(list) => {
            for (join, item) in list {
                if let Some((before, passes, _)) = outer.last_mut() {
                    let is_turn = (start(before).0, start(&item.first).0) == (12, 1);
                    *passes = *join == Join::Slash || !item.first.is_day() || is_turn;
                }
                let DateOrRange { first, last, .. } = item;
                let opens = first.is_day() && last.as_ref().is_some_and(Date::is_day);
                outer.push((first, last.is_some(), opens));
                outer.extend(last.as_mut().map(|last| (last, false, false)));
            }
        }
        Body::By(date) => outer.push((date, false, false)),
        Body::Nothing => {}
    }
    let mut slots = Vec::new();
    for (date, passes, opens) in outer {
        slots.extend(date.innermost().into_iter().map(|date| Slot {
            date,
            passes: true,
            tied: false,
            opens,
        }));
        if let Some(last) = slots.last_mut() {
            last.passes = passes;
        }
    }
    slots
}

/// The places at which the year may change from one date to the next, if no year is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turns {
    Nowhere,
    /// Within a range, where both must adjoin, and from December to January.
    WhereBound,
    /// Between any two dates: no month is there twice.
    Anywhere,
}

/// Fills in months and years from the dates beside. Returns whether the dates have a year.
pub(super) fn fill_in(slots: &mut [Slot], weeks: Option<Weeks>) -> Result<bool, Problem> {
    fill_in_months(slots)?;
    if slots.iter().all(|slot| slot.date.year.is_none()) {
        fill_in_weeks(slots, weeks)?;
    }
    let Some(anchor) = slots.iter().rposition(|slot| slot.date.year.is_some()) else {
        return Ok(slots.is_empty());
    };
    for i in (0..anchor).rev() {
        let (slot, next) = (&slots[i], &slots[i + 1]);
        let is_earlier = slot.passes && !slot.tied && start(slot.date) > start(next.date);
        let year = next.date.year.map(|year| year - i32::from(is_earlier));
        slots[i].date.year = slot.date.year.or(year);
    }
    for i in anchor + 1..slots.len() {
        let (before, slot) = (&slots[i - 1], &slots[i]);
        let is_later = before.passes && !slot.tied && start(slot.date) < start(before.date);
        slots[i].date.year = before.date.year.map(|year| year + i32::from(is_later));
    }
    let choices = Vec::new();
    in_order(slots, &ProblemKind::Backwards { choices })?;
    Ok(true)
}

/// Fills in the years of dates that print none: the first is in that year. Returns whether the
/// others go over new year.
pub(super) fn fill_in_from(slots: &mut [Slot], first: i32, turns: Turns) -> Result<bool, Problem> {
    let (mut year, mut month) = (first, 0);
    for i in 0..slots.len() {
        let may_turn = match turns {
            Turns::Nowhere => false,
            Turns::WhereBound => i > 0 && slots[i - 1].passes,
            Turns::Anywhere => true,
        };
        let before = month;
        month = start(slots[i].date).0;
        year += i32::from(may_turn && month < before);
        slots[i].date.year = Some(year);
    }
    let over_new_year = Vec::new();
    in_order(slots, &ProblemKind::BackwardsWithoutYear { over_new_year })?;
    Ok(year != first)
}

/// Returns the month in which a date begins, its year filled in, near enough.
pub(super) fn start_month(date: &Date) -> Option<DateRange> {
    DateRange::months(date.year?, start(date).0.clamp(1, 12), 1)
}

/// Fills in the years of numbered weeks in a phrase that prints none: weeks may be counted from a
/// day, which has a year.
fn fill_in_weeks(slots: &mut [Slot], weeks: Option<Weeks>) -> Result<(), Problem> {
    for Slot { date, .. } in slots.iter_mut().rev() {
        let What::NumberedWeek(week) = &mut date.what else {
            continue;
        };
        match weeks {
            Some(Weeks::From(first)) => {
                week.count_from = Some(first);
                date.year = week.first_day(0).map(|first| first.year());
            }
            Some(Weeks::Iso) => {}
            None => return Err(date.problem(ProblemKind::WeekOfNoYear)),
        }
    }
    Ok(())
}

/// Gives a bare day or part of a month the month beside it.
fn fill_in_months(slots: &mut [Slot]) -> Result<(), Problem> {
    for i in (1..slots.len()).rev() {
        let (before, after) = slots.split_at_mut(i);
        let slot = &mut before[i - 1];
        slot.tied = takes_month_of_next(&mut slot.date.what, &after[0].date.what);
    }
    for i in 1..slots.len() {
        let (before, after) = slots.split_at_mut(i);
        let slot = &mut after[0];
        slot.tied |= takes_month_before(&mut slot.date.what, &before[i - 1].date.what);
    }
    match slots.iter().find(|slot| slot.date.lacks_month()) {
        Some(slot) => Err(slot.date.problem(ProblemKind::NoMonth)),
        None => Ok(()),
    }
}

/// Gives a date the month after the next one: `5 and 7 May`; in `early to late 2018` the parts are
/// those of a year.
fn takes_month_of_next(what: &mut What, next: &What) -> bool {
    match (what, next) {
        (
            What::Day {
                month: month @ None,
                ..
            },
            What::Day {
                month: given @ Some(_),
                month_first: false,
                ..
            },
        )
        | (What::MonthPart(_, month @ None), What::MonthPart(_, given @ Some(_))) => {
            *month = *given;
        }
        (what @ What::MonthPart(MonthPart::Early, None), What::Third(_)) => {
            *what = What::Third(Third::Early);
        }
        (what @ What::MonthPart(MonthPart::Early, None), What::QuarterPart(_, quarter)) => {
            *what = What::QuarterPart(Third::Early, *quarter);
        }
        (what @ What::MonthPart(MonthPart::Mid, None), What::QuarterPart(_, quarter)) => {
            *what = What::QuarterPart(Third::Mid, *quarter);
        }
        (what @ What::MonthPart(MonthPart::Mid, None), What::Third(_)) => {
            *what = What::Third(Third::Mid);
        }
        _ => return false,
    }
    true
}

/// Gives a day the month of the day before it: `May 5 and 7`.
fn takes_month_before(what: &mut What, before: &What) -> bool {
    match (what, before) {
        (
            What::Day {
                month: month @ None,
                month_first,
                ..
            },
            What::Day {
                month: given,
                month_first: given_first,
                ..
            },
        ) if *month_first || *given_first => {
            *month = *given;
            *month_first = true;
            true
        }
        _ => false,
    }
}

fn in_order(slots: &[Slot], kind: &ProblemKind) -> Result<(), Problem> {
    for pair in slots.windows(2) {
        let [one, other] = [&pair[0].date, &pair[1].date];
        if (one.year, start(one)) > (other.year, start(other)) {
            let tokens = one.tokens.start..other.tokens.end;
            // A year printed would not help where both are in one month.
            let is_one_month = start(one).0 == start(other).0;
            let is_range = slots.len() == 2 && pair[0].opens;
            let choices = if is_range {
                turned(one, other)
            } else {
                Vec::new()
            };
            let kind = match kind {
                ProblemKind::BackwardsWithoutYear { .. } if !is_one_month => kind.clone(),
                _ => ProblemKind::Backwards { choices },
            };
            return Err(Problem { tokens, kind });
        }
    }
    Ok(())
}

/// Returns what may be meant by a range of days that runs backwards: its ends exchanged, or a range
/// over new year.
fn turned(first: &Date, last: &Date) -> Vec<(Dates, &'static str)> {
    let (Ok((first, _)), Ok((last, _))) = (days_of(first), days_of(last)) else {
        return Vec::new();
    };
    let exchanged = last.through(first);
    let is_long = exchanged.is_some_and(|days| days.count() > HALF_A_YEAR);
    let choices = if is_long {
        let before = a_year_on(first, -1).and_then(|first| first.through(last));
        let after = a_year_on(last, 1).and_then(|last| first.through(last));
        vec![
            (before, "if the first year is wrong"),
            (after, "if the last year is wrong"),
        ]
    } else {
        vec![(exchanged, "if its ends are exchanged")]
    };
    let choices = choices.into_iter();
    choices
        .filter_map(|(days, note)| Some((Dates::Span(days?, Precision::Day), note)))
        .collect()
}

/// Half a year in days: a range that is longer with its ends exchanged goes over new year.
const HALF_A_YEAR: i64 = 183;

/// Returns the same day of another year.
fn a_year_on(day: DateRange, years: i32) -> Option<DateRange> {
    let day = day.first();
    day.with_year(day.year() + years).map(DateRange::day)
}

/// Returns the month and the day on which a date begins, near enough to say which of two comes
/// first in a year.
fn start(date: &Date) -> (u32, u32) {
    match &date.what {
        What::Day { day, month, .. } => (month.unwrap_or(1), *day),
        What::Month(month) => (*month, 1),
        What::MonthPart(part, month) => {
            let month = month.unwrap_or(1);
            let days = part.of_month(2000, month);
            (month, days.map_or(1, |days| days.first().day()))
        }
        What::Quarters(first, _, _) => (3 * first - 2, 1),
        What::Half(half) => (6 * half - 5, 1),
        What::Third(Third::Mid) => (5, 1),
        What::Third(Third::Late) => (9, 1),
        What::Third(Third::Early) | What::Year => (1, 1),
        What::VaguePart => (6, 1),
        What::YearEnd => (12, 31),
        What::NumberedWeek(week) => {
            let first = week.first_day(date.year.unwrap_or(2000));
            first.map_or((1, 1), |first| (first.month(), first.day()))
        }
        What::NthWeekday { nth, month, .. } => (*month, if *nth == 0 { 29 } else { nth * 7 }),
        What::QuarterPart(third, quarter) => (3 * quarter - 2 + *third as u32, 1),
        What::NthWeekend { nth, month } => (*month, if *nth == 0 { 29 } else { nth * 7 }),
        What::WeekOf(day)
        | What::WeekEnding(day)
        | What::WeekendOf(day)
        | What::DaysOfWeek(day, _) => start(day),
    }
}

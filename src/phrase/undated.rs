//! Dates that print no year: the years in which they may be, tried one by one.

use chrono::{Datelike, Months};

use super::Context;
use super::fill::{Turns, fill_in_from, slots, start_month};
use super::given_year::YearDays;
use super::lookup::days_of;
use super::printed::{Body, Date, Parsed, What};
use super::problem::{Problem, ProblemKind};
use super::resolve::dated;
use crate::plan::{DateRange, Marker, When};

/// The days from which on a range over new year is refused if it prints no year: one of its ends is
/// more likely mistaken.
const HALF_A_YEAR: i64 = 184;

/// A phrase that prints no year, its months filled in, and its marker.
pub(super) struct Undated<'a> {
    pub parsed: &'a Parsed,
    pub marker: Option<Marker>,
}

/// Days within which all dates of a phrase must be.
struct Window {
    days: DateRange,
    turns: Turns,
    /// Whether its quarters may be counted from its own start.
    has_own_quarters: bool,
}

/// A phrase read in one year.
struct Tried {
    when: Result<When, Problem>,
    /// Whether all of its days are in the window.
    is_within: bool,
    /// Whether it begins in a month of the window.
    is_near: bool,
}

impl Undated<'_> {
    /// Returns what the phrase means in the one year that the phase allows, or else the year given.
    pub(crate) fn resolve(&self, context: &Context) -> Result<When, Problem> {
        let phase = context.phase.map(Window::of_phase);
        let year = context.year.map(Window::of_year);
        let mut failure = None;
        for window in phase.into_iter().chain(year) {
            match self.within(&window) {
                Ok(when) => return Ok(when),
                Err(problem) if problem.kind.is_about_parts_of_year() => return Err(problem),
                Err(problem) => failure = Some(problem),
            }
        }
        Err(failure.unwrap_or_else(|| self.problem(ProblemKind::NoYear)))
    }

    /// Returns what the phrase means in the only year that brings all of it into the window.
    fn within(&self, window: &Window) -> Result<When, Problem> {
        if window.has_own_quarters && self.dates().iter().any(is_part_of_year) {
            let readings = self.nearest(window.days);
            return Err(self.problem(ProblemKind::PartOfSeason { readings }));
        }
        let (mut within, mut outside) = (Vec::new(), Vec::new());
        let (mut near, mut far) = (None, None);
        for year in window.days.first().year()..=window.days.last().year() {
            let tried = self.tried(year, window);
            match tried.when {
                Ok(when) if tried.is_within => within.push(when),
                Ok(when) => outside.push(when),
                Err(problem) if tried.is_near => near = near.or(Some(problem)),
                Err(problem) => far = far.or(Some(problem)),
            }
            if within.len() > 1 {
                let readings = within;
                return Err(self.problem(ProblemKind::SeveralYears { readings }));
            }
        }
        if let Some(when) = within.pop() {
            return Ok(when);
        }
        let is_outside = near.is_none() && !outside.is_empty();
        Err(match near.or(far).filter(|_| !is_outside) {
            Some(problem) => self.explained(problem, outside, window),
            None => self.problem(ProblemKind::OutsideYear {
                days: window.days,
                readings: self.nearest(window.days),
            }),
        })
    }

    /// Adds to a problem the dates that may be meant instead.
    fn explained(&self, mut problem: Problem, outside: Vec<When>, window: &Window) -> Problem {
        match &mut problem.kind {
            ProblemKind::BackwardsWithoutYear { over_new_year } => {
                *over_new_year = self.nearest(window.days);
                over_new_year.retain(is_short);
            }
            ProblemKind::Weekday { agrees, .. } => *agrees = outside.into_iter().next(),
            _ => {}
        }
        problem
    }

    fn tried(&self, year: i32, window: &Window) -> Tried {
        let mut parsed = self.parsed.clone();
        let mut slots = slots(&mut parsed.body);
        let turns = fill_in_from(&mut slots, year, window.turns);
        let start = slots.first().and_then(|slot| start_month(slot.date));
        let is_near = start.is_none_or(|month| month.overlaps(window.days));
        let days: Vec<Option<DateRange>> =
            slots.iter().map(|slot| judged_days(slot.date)).collect();
        let is_within = days
            .iter()
            .all(|days| days.is_some_and(|days| window.days.contains(days)));
        let when = turns.and_then(|turns| {
            let when = dated(&mut parsed, self.marker)?;
            if turns && !(is_within && (window.turns == Turns::Anywhere || is_short(&when))) {
                let over_new_year = Vec::new();
                return Err(self.problem(ProblemKind::BackwardsWithoutYear { over_new_year }));
            }
            Ok(when)
        });
        Tried {
            when,
            is_within,
            is_near,
        }
    }

    /// Returns what the phrase means in the two years that bring it nearest to those days.
    fn nearest(&self, days: DateRange) -> Vec<When> {
        let mut readings = Vec::new();
        for year in days.first().year() - 1..=days.last().year() + 1 {
            let mut parsed = self.parsed.clone();
            let turns = fill_in_from(&mut slots(&mut parsed.body), year, Turns::Anywhere);
            readings.extend(turns.and_then(|_| dated(&mut parsed, self.marker)));
        }
        readings.sort_by_key(|when| when.span().map(|span| span.distance(days)));
        readings.truncate(2);
        readings.sort_by_key(|when| when.span());
        readings
    }

    fn problem(&self, kind: ProblemKind) -> Problem {
        let dates = self.dates();
        let start = dates.first().map_or(0, |date| date.tokens.start);
        let end = dates.last().map_or(1, |date| date.tokens.end);
        Problem {
            tokens: start..end,
            kind,
        }
    }

    fn dates(&self) -> Vec<Date> {
        let mut body: Body = self.parsed.body.clone();
        slots(&mut body)
            .iter()
            .map(|slot| slot.date.clone())
            .collect()
    }
}

impl Window {
    fn of_phase(days: DateRange) -> Self {
        let year = days.first().checked_add_months(Months::new(12));
        let last = year.and_then(|year| year.pred_opt());
        let is_longer = last.is_some_and(|last| days.last() > last);
        Self {
            days,
            turns: if is_longer {
                Turns::WhereBound
            } else {
                turns_within(days)
            },
            has_own_quarters: last == Some(days.last()) && is_over_new_year(days),
        }
    }

    fn of_year(year: YearDays) -> Self {
        let days = year.possible();
        Self {
            days,
            turns: turns_within(days),
            has_own_quarters: is_over_new_year(days),
        }
    }
}

fn turns_within(days: DateRange) -> Turns {
    if is_over_new_year(days) {
        Turns::Anywhere
    } else {
        Turns::Nowhere
    }
}

fn is_over_new_year(days: DateRange) -> bool {
    days.first().year() != days.last().year()
}

fn is_short(when: &When) -> bool {
    when.span().is_some_and(|span| span.count() < HALF_A_YEAR)
}

/// Returns the days by which a date counts as within others: those that are printed, and of a week
/// that is numbered the one that says which year it belongs to.
fn judged_days(date: &Date) -> Option<DateRange> {
    let what = match date.what {
        What::YearEnd | What::VaguePart => What::Year,
        ref what => what.clone(),
    };
    let is_numbered = matches!(what, What::NumberedWeek(_));
    let days = days_of(&Date {
        what,
        ..date.clone()
    })
    .ok()?
    .0;
    if is_numbered {
        days.days().nth(3).map(DateRange::day)
    } else {
        Some(days)
    }
}

fn is_part_of_year(date: &Date) -> bool {
    matches!(
        date.what,
        What::Quarters(..) | What::Half(_) | What::Third(_) | What::YearEnd | What::VaguePart
    )
}

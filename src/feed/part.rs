//! The parts of an event: an entry for each run of days, each session and each rule that a calendar can follow.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::series::{Series, of_repeat, of_run};
use super::zones::Zones;
use crate::plan::{DateRange, Dates, Event, Local, Plan, Precision};

/// When an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// On whole days.
    Days(DateRange),
    /// From a time to another by the clocks of a zone; in UTC if calendars can't be told of the zone.
    Timed { start: Local, end: Local, in_utc: bool },
}

impl Shown {
    /// The zone that its feed has to tell of.
    pub(super) fn zone(&self) -> Option<Tz> {
        match self {
            Self::Timed { start, in_utc: false, .. } => Some(start.zone),
            Self::Timed { .. } | Self::Days(_) => None,
        }
    }
}

/// One entry: a part of an event, or a meeting of one that differs from the others.
pub(super) struct Part<'a> {
    /// The event, or the meeting as it is instead.
    pub event: &'a Event,
    /// From 1, by start; a meeting that differs has the number of its series.
    pub number: usize,
    /// The beginning of the part, by its own clock.
    pub start: NaiveDateTime,
    /// When it is shown, for the first time if it recurs.
    pub shown: Shown,
    /// How it recurs (RFC 5545 §3.3.10).
    pub rule: Option<String>,
    /// When it would recur, but does not.
    pub except: Vec<Shown>,
    /// Of a meeting that differs: when it would be.
    pub instead_of: Option<Shown>,
    /// Whether it replaces a meeting of a series that calendars know (RFC 5545 §3.8.4.4).
    pub is_override: bool,
    /// The day, if it stands for a longer span.
    pub placeholder: Option<NaiveDate>,
}

/// The entries of an event by start, each meeting that differs behind its series; and how many parts these are.
pub(super) fn parts<'a>(plan: &Plan, event: &'a Event, zones: &Zones) -> (Vec<Part<'a>>, usize) {
    let (runs, placeholder) = shown_days(plan, event);
    let series: Vec<Series> = match &event.repeat {
        Some(repeat) => of_repeat(event, repeat, runs.first().map_or(1, |run| run.count())),
        None => runs.iter().flat_map(|run| of_run(event, *run)).collect(),
    };
    let in_utc = event.hours.as_ref().is_some_and(|hours| zones.rule(hours.zone).is_none());
    let told = series.into_iter().flat_map(|series| series.told(event, in_utc));
    let mut told: Vec<Series> = told.collect();
    // A meeting that moves must not take its series' number.
    told.sort_by_key(|series| (series.is_apart, series.start(event)));
    let total = told.len();
    let parts = told.iter().zip(1..).flat_map(|(series, number)| series.parts(event, number, zones));
    (parts.map(|part| Part { placeholder, ..part }).collect(), total)
}

/// The days on which an event is shown; and the day, if it is only a placeholder for a longer span.
fn shown_days(plan: &Plan, event: &Event) -> (Vec<DateRange>, Option<NaiveDate>) {
    let window = event.window;
    match event.when.dates() {
        Dates::Separate(_) | Dates::Span(_, Precision::Day) => (event.runs().to_vec(), None),
        Dates::By(day) => (vec![DateRange::day(*day)], None),
        Dates::Span(..) | Dates::Open if window.count() <= plan.longest_span => (vec![window], None),
        Dates::Span(..) | Dates::Open => {
            // Once the first day is past, the last: what is still to come must not look over.
            let day = if plan.revision > window.first() { window.last() } else { window.first() };
            (vec![DateRange::day(day)], Some(day))
        }
    }
}

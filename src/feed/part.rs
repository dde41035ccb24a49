//! The parts of an event: an entry for each run of days, each session and each rule that a calendar can follow.

use chrono::{NaiveDate, NaiveDateTime};

use super::recurrence::recurrence;
use super::series::{Series, of_repeat, of_run};
use super::shown::Shown;
use super::zones::Zones;
use crate::plan::{DateRange, Dates, Event, Plan, Precision};

/// One entry: a part of an event, or a meeting of one that differs from the others.
pub(super) struct Part<'a> {
    /// The event, or the meeting as it is instead.
    pub event: &'a Event,
    /// From 1; a meeting that differs has the number of its series.
    pub number: usize,
    /// The beginning of the part, by its own clock.
    pub start: NaiveDateTime,
    /// When it is shown, for the first time if it recurs.
    pub shown: Shown,
    pub kind: Kind,
    /// The day, if it stands for a longer span.
    pub placeholder: Option<NaiveDate>,
}

/// How an entry stands to others.
pub(super) enum Kind {
    /// It is just once.
    Alone,
    /// It is just once, in place of a meeting of a series that has no such entry.
    Instead(Shown),
    /// It recurs.
    Series {
        /// By that rule (RFC 5545 §3.3.10).
        rule: String,
        /// When it would recur, but does not.
        except: Vec<Shown>,
    },
    /// It replaces the meeting of a series that would be then (RFC 5545 §3.8.4.4).
    Override(Shown),
}

/// The entries of an event, each meeting that differs behind its series; and how many parts these are.
pub(super) fn parts<'a>(plan: &Plan, event: &'a Event, zones: &Zones) -> (Vec<Part<'a>>, usize) {
    let (runs, placeholder) = shown_days(plan, event);
    let series: Vec<Series> = match &event.repeat {
        Some(repeat) => runs.iter().flat_map(|run| of_repeat(event, repeat, *run)).collect(),
        None => runs.iter().flat_map(|run| of_run(event, *run)).collect(),
    };
    let mut told: Vec<Series> = series.into_iter().flat_map(|series| series.told(zones)).collect();
    // Numbers stay what they are where a meeting is moved, or taken out of its series; in UTC, where each is a part, they
    // can't.
    told.sort_by_key(|series| (series.place, series.begins, series.sitting.map(|sitting| sitting.index)));
    let total = told.len();
    let parts = told.iter().zip(1..).flat_map(|(series, number)| of_series(series, event, number, zones));
    (parts.map(|part| Part { placeholder, ..part }).collect(), total)
}

/// A part, then its meetings that differ.
fn of_series<'a>(series: &Series, event: &'a Event, number: usize, zones: &Zones) -> Vec<Part<'a>> {
    let instance = |day: &NaiveDate| event.repeat.as_ref().and_then(|repeat| repeat.instances.get(day));
    let planned = |day: &NaiveDate| series.shown(*day, zones);
    let part = |event, shown: Shown, start, kind| Part { event, number, start, shown, kind, placeholder: None };
    let first = planned(&series.days[0]);
    let start = first.start();
    if let [day] = &series.days[..] {
        let Some(instance) = instance(day) else { return vec![part(event, first, start, Kind::Alone)] };
        let shown = series.instance(instance, zones);
        return vec![part(instance, shown, shown.start(), Kind::Instead(first))];
    }
    let other = |day: &NaiveDate| match instance(day) {
        Some(instance) => Some((instance, series.instance(instance, zones))),
        // Some calendars give it the length of the first, some the end that clocks show.
        None => series.is_over_a_change(*day).then(|| (event, planned(day))),
    };
    let others = series.days.iter().filter(|day| !series.left_out.contains(*day)).filter_map(|day| Some((day, other(day)?)));
    let overrides = others.map(|(day, (event, shown))| part(event, shown, start, Kind::Override(planned(day))));
    let kind = Kind::Series { rule: recurrence(series), except: series.left_out.iter().map(planned).collect() };
    std::iter::once(part(event, first, start, kind)).chain(overrides).collect()
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

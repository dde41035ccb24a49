//! The parts of an event: an entry for each run of days, each session and each rule that a calendar
//! can follow.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::dtstart::Shown;
use super::rrule::recurrence;
use super::series::{Origin, Series, of_repeat, of_run};
use super::zones::Zones;
use crate::plan::{DateRange, Dates, Event, Plan, Precision};

/// One entry: a part of an event, or a meeting of one that differs from the others.
pub(super) struct Part<'a> {
    /// The event, or the meeting as it is instead.
    pub event: &'a Event,
    /// Its number, from 1; a meeting that differs has that of its series.
    pub number: usize,
    /// Which of how many parts it is, in words, from 1; none of a single part, and of a meeting
    /// that is moved out of its own.
    pub of: Option<(usize, usize)>,
    /// The beginning of the part, by its own clock.
    pub start: NaiveDateTime,
    /// When it is shown, for the first time if it recurs.
    pub shown: Shown,
    pub kind: PartKind,
    /// The day, if it stands for a longer span.
    pub placeholder: Option<NaiveDate>,
}

impl Part<'_> {
    /// The zones in which its entry names a time.
    pub fn zones(&self) -> impl Iterator<Item = Tz> {
        let replaced = match self.kind {
            PartKind::Override(replaced) => Some(replaced),
            PartKind::Alone | PartKind::Instead(_) | PartKind::Series { .. } => None,
        };
        let named = [Some(self.shown), replaced].into_iter().flatten();
        named.filter_map(|shown| shown.zone())
    }
}

/// Whether an entry recurs, replaces a meeting, or neither.
pub(super) enum PartKind {
    /// It is just once.
    Alone,
    /// It is just once, in place of a meeting of a series that has no such entry.
    Instead(Shown),
    /// It recurs.
    Series {
        /// The rule (RFC 5545 §3.3.10).
        rule: String,
        /// When it would recur, but does not.
        except: Vec<Shown>,
    },
    /// It replaces the meeting of a series that would be then (RFC 5545 §3.8.4.4).
    Override(Shown),
}

/// The entries of an event, each meeting that differs behind its series.
pub(super) fn parts<'a>(plan: &Plan, event: &'a Event, zones: &Zones) -> Vec<Part<'a>> {
    let (runs, placeholder) = shown_days(plan, event);
    let mut series: Vec<Series> = match &event.repeat {
        Some(repeat) => runs
            .iter()
            .flat_map(|run| of_repeat(event, repeat, *run))
            .collect(),
        None => runs.iter().flat_map(|run| of_run(event, *run)).collect(),
    };
    series.sort_by_key(|series| (series.begins, series.index()));
    let numbers = PartNumbers::of(event, &series, zones);
    let mut own = 0;
    let numbered = |series: Series| {
        own += usize::from(series.place == Origin::Own);
        let (own, numbers) = (own, &numbers);
        series
            .told(zones)
            .into_iter()
            .map(move |told| (numbers.number(&told, own), told))
    };
    let mut told: Vec<(usize, Series)> = series.into_iter().flat_map(numbered).collect();
    told.sort_by_key(|(number, _)| *number);
    // One that is moved says in place of what it is.
    let is_counted = |series: &Series| series.place != Origin::Single || numbers.own == 0;
    let total = told.iter().filter(|(_, series)| is_counted(series)).count();
    let mut nth = 0;
    let parts = told.iter().flat_map(|(number, series)| {
        nth += usize::from(is_counted(series));
        let of = (total > 1 && is_counted(series)).then_some((nth, total));
        let parts = of_series(series, event, *number, zones);
        parts.into_iter().map(move |part| Part {
            placeholder,
            of,
            ..part
        })
    });
    parts.collect()
}

/// The numbers of parts, which make UIDs: they stay what they are where other meetings are moved,
/// or taken out. So they are by what is planned, and leave gaps.
struct PartNumbers {
    /// How many series there are as their rules have them; none in UTC, where each time is a part.
    own: usize,
    /// Every planned day, in order.
    days: Vec<NaiveDate>,
    /// The most sessions of a day.
    sessions: usize,
}

impl PartNumbers {
    fn of(event: &Event, series: &[Series], zones: &Zones) -> Self {
        let days = match &event.repeat {
            Some(repeat) => repeat.occurrences.clone(),
            None => event.runs().iter().flat_map(|run| run.days()).collect(),
        };
        let is_in_utc = !days.is_empty()
            && event
                .hours
                .as_ref()
                .is_some_and(|hours| zones.rule(hours.zone).is_none());
        let own = if is_in_utc {
            0
        } else {
            series
                .iter()
                .filter(|series| series.place == Origin::Own)
                .count()
        };
        let sessions = series
            .iter()
            .map(|series| series.index() + 1)
            .max()
            .unwrap_or(1);
        Self {
            own,
            days,
            sessions,
        }
    }

    /// The number of a series that is told of; `own` is that of the one that it is of.
    fn number(&self, told: &Series, own: usize) -> usize {
        let day = self.days.partition_point(|day| *day < told.begins);
        let planned = day * self.sessions + told.index();
        match told.place {
            _ if self.own == 0 => planned + 1,
            Origin::Own => own,
            Origin::Cut => self.own + 2 * planned + 1,
            Origin::Single => self.own + 2 * planned + 2,
        }
    }
}

/// A part, then its meetings that differ.
fn of_series<'a>(series: &Series, event: &'a Event, number: usize, zones: &Zones) -> Vec<Part<'a>> {
    let instance = |day: &NaiveDate| event.instances.get(day);
    let planned = |day: &NaiveDate| series.shown(*day, zones);
    let part = |event, shown: Shown, start, kind| Part {
        event,
        number,
        of: None,
        start,
        shown,
        kind,
        placeholder: None,
    };
    let first = planned(&series.days[0]);
    let start = first.clock();
    if let [day] = &series.days[..] {
        let Some(instance) = instance(day) else {
            return vec![part(event, first, start, PartKind::Alone)];
        };
        let shown = series.instance(instance, zones);
        return vec![part(
            instance,
            shown,
            shown.clock(),
            PartKind::Instead(first),
        )];
    }
    let other = |day: &NaiveDate| match instance(day) {
        Some(instance) => Some((instance, series.instance(instance, zones))),
        // Some calendars give it the length of the first, some the end that clocks show.
        None => series.is_over_a_change(*day).then(|| (event, planned(day))),
    };
    let others = series
        .days
        .iter()
        .filter(|day| !series.left_out.contains(*day))
        .filter_map(|day| Some((day, other(day)?)));
    let overrides = others
        .map(|(day, (event, shown))| part(event, shown, start, PartKind::Override(planned(day))));
    let kind = PartKind::Series {
        rule: recurrence(series),
        except: series.left_out.iter().map(planned).collect(),
    };
    std::iter::once(part(event, first, start, kind))
        .chain(overrides)
        .collect()
}

/// The days on which an event is shown; and the day, if it is only a placeholder for a longer span.
fn shown_days(plan: &Plan, event: &Event) -> (Vec<DateRange>, Option<NaiveDate>) {
    let window = event.window;
    match event.when.dates() {
        Dates::Separate(_) | Dates::Span(_, Precision::Day) => (event.runs().to_vec(), None),
        Dates::By(day) => (vec![DateRange::day(*day)], None),
        Dates::Span(..) | Dates::Open if window.count() <= plan.longest_span => {
            (vec![window], None)
        }
        Dates::Span(..) | Dates::Open => {
            // Once the first day is past, the last: what is still to come must not look over.
            let day = if plan.revision > window.first() {
                window.last()
            } else {
                window.first()
            };
            (vec![DateRange::day(day)], Some(day))
        }
    }
}

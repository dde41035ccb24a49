//! The parts of an event: an entry for each run of days, each session and each rule that a calendar
//! can follow.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::dtstart::Shown;
use super::rrule::rrule;
use super::series::{Origin, Series, of_repeat, of_run};
use super::zones::Zones;
use crate::plan::{DateRange, Dates, Event, Marker, Plan, Precision};

/// One entry: a part of an event, or an override of one of its occurrences.
pub(super) struct Part<'a> {
    /// The event, or the occurrence as it is instead.
    pub event: &'a Event,
    /// Its number, from 1; an override has that of its series.
    pub number: usize,
    /// "Part 2 of 3": the position and the total. None for a single part or a moved occurrence.
    pub of: Option<(usize, usize)>,
    /// The beginning of the part, by its own clock.
    pub start: NaiveDateTime,
    /// When it is shown, for the first time if it recurs.
    pub shown: Shown,
    pub kind: PartKind,
    /// The day, if it is a placeholder for a longer span.
    pub placeholder: Option<NaiveDate>,
}

impl Part<'_> {
    /// Returns the marker on the hours of its days.
    pub(crate) fn time_marker(&self) -> Option<Marker> {
        let hours = self.event.hours.as_ref()?;
        hours.of(self.shown.day()).marker
    }

    /// Returns the zones in which its entry names a time.
    pub(crate) fn zones(&self) -> impl Iterator<Item = Tz> {
        let replaced = match self.kind {
            PartKind::Override(replaced) => replaced.zone(),
            PartKind::Alone | PartKind::Instead(_) | PartKind::Series { .. } => None,
        };
        self.shown.zone().into_iter().chain(replaced)
    }
}

/// Whether an entry recurs, replaces an occurrence, or neither.
pub(super) enum PartKind {
    /// The entry does not recur.
    Alone,
    /// The entry replaces an occurrence that its series does not have.
    Instead(Shown),
    /// The entry recurs.
    Series {
        /// The rule (RFC 5545 §3.3.10).
        rule: String,
        /// The planned times that are left out (EXDATE).
        except: Vec<Shown>,
    },
    /// The entry replaces the occurrence planned at this time (RECURRENCE-ID).
    Override(Shown),
}

/// Returns the entries of an event, each override after its series.
pub(super) fn parts<'a>(plan: &Plan, event: &'a Event, zones: &Zones) -> Vec<Part<'a>> {
    let (runs, placeholder) = shown_days(plan, event);
    let series = runs.into_iter().flat_map(|run| match &event.repeat {
        Some(repeat) => of_repeat(event, repeat, run),
        None => of_run(event, run),
    });
    let mut series: Vec<Series> = series.collect();
    series.sort_by_key(|series| (series.begins, series.index()));
    let numbers = PartNumbers::of(event, &series, zones);
    let numbered = numbers.number_all(series, zones);
    let total = numbered
        .iter()
        .filter(|(_, series)| numbers.counts(series))
        .count();
    let (mut parts, mut nth) = (Vec::new(), 0);
    for (number, series) in numbered {
        let is_counted = numbers.counts(&series);
        nth += usize::from(is_counted);
        let of = (total > 1 && is_counted).then_some((nth, total));
        let of_series = of_series(&series, event, zones).into_iter();
        parts.extend(of_series.map(|part| Part {
            number,
            of,
            placeholder,
            ..part
        }));
    }
    parts
}

/// Returns the days on which an event is shown; and the day, if it is a placeholder for a longer
/// span.
fn shown_days(plan: &Plan, event: &Event) -> (Vec<DateRange>, Option<NaiveDate>) {
    let window = event.window;
    match event.when.dates() {
        Dates::Separate(_) | Dates::Span(_, Precision::Day) => (event.runs().to_vec(), None),
        Dates::By(day) => (vec![DateRange::day(*day)], None),
        Dates::Span(..) | Dates::Open if window.count() <= plan.longest_span => {
            (vec![window], None)
        }
        Dates::Span(..) | Dates::Open => {
            // After the first day, show the last, so that the event does not look past.
            let is_past = plan.revision > window.first();
            let day = if is_past {
                window.last()
            } else {
                window.first()
            };
            (vec![DateRange::day(day)], Some(day))
        }
    }
}

/// The numbers of parts, which make UIDs. They count planned days, so that a part keeps its number
/// when another is moved or removed.
struct PartNumbers {
    /// The number of uncut series; 0 if each occurrence is a part, as in zones without a rule.
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
        let is_single = series.iter().any(|series| !series.can_recur(zones));
        let own = series.iter().filter(|series| series.origin == Origin::Own);
        let own = if is_single { 0 } else { own.count() };
        let sessions = series.iter().map(|series| series.index() + 1).max();
        Self {
            own,
            days,
            sessions: sessions.unwrap_or(1),
        }
    }

    /// Returns the published pieces of each series, with their numbers, by number.
    fn number_all(&self, series: Vec<Series>, zones: &Zones) -> Vec<(usize, Series)> {
        let (mut numbered, mut own) = (Vec::new(), 0);
        for series in series {
            own += usize::from(series.origin == Origin::Own);
            let published = series.published(zones).into_iter();
            numbered.extend(published.map(|piece| (self.number(&piece, own), piece)));
        }
        numbered.sort_by_key(|(number, _)| *number);
        numbered
    }

    /// Returns the number of a piece of a series; `own` is that of the series.
    fn number(&self, piece: &Series, own: usize) -> usize {
        let day = self.days.partition_point(|day| *day < piece.begins);
        let planned = day * self.sessions + piece.index();
        match piece.origin {
            _ if self.own == 0 => planned + 1,
            Origin::Own => own,
            Origin::Cut => self.own + 2 * planned + 1,
            Origin::Single => self.own + 2 * planned + 2,
        }
    }

    /// Whether the series counts in "Part 2 of 3"; a moved occurrence does not.
    fn counts(&self, series: &Series) -> bool {
        series.origin != Origin::Single || self.own == 0
    }
}

/// Returns a part, then its overrides.
fn of_series<'a>(series: &Series, event: &'a Event, zones: &Zones) -> Vec<Part<'a>> {
    let first = series.shown(series.days[0], zones);
    let start = first.clock();
    if let [day] = &series.days[..] {
        return vec![match event.overrides.get(day) {
            Some(instead) => {
                let shown = series.shown_override(instead, zones);
                Part::new(instead, shown, shown.clock(), PartKind::Instead(first))
            }
            None => Part::new(event, first, start, PartKind::Alone),
        }];
    }
    let except = series.left_out.iter().map(|day| series.shown(*day, zones));
    let kind = PartKind::Series {
        rule: rrule(series),
        except: except.collect(),
    };
    let mut parts = vec![Part::new(event, first, start, kind)];
    for day in series
        .days
        .iter()
        .filter(|day| !series.left_out.contains(*day))
    {
        let planned = series.shown(*day, zones);
        let (event, shown) = match event.overrides.get(day) {
            Some(instead) => (instead, series.shown_override(instead, zones)),
            // Some calendars give it the duration of the first, some the end that clocks show.
            None if series.is_over_a_change(*day) => (event, planned),
            None => continue,
        };
        parts.push(Part::new(event, shown, start, PartKind::Override(planned)));
    }
    parts
}

impl<'a> Part<'a> {
    fn new(event: &'a Event, shown: Shown, start: NaiveDateTime, kind: PartKind) -> Self {
        let (number, of, placeholder) = (1, None, None);
        Self {
            event,
            number,
            of,
            start,
            shown,
            kind,
            placeholder,
        }
    }
}

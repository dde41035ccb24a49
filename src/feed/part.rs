//! The parts of an event: an entry for each run of days, each session and each rule that a calendar
//! can follow.

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::dtstart::Shown;
use super::rrule::rrule;
use super::series::{OccurrenceOrder, Origin, Series, of_repeat, of_run};
use super::zones::Zones;
use crate::plan::{DateRange, Dates, Event, Marker, Plan, Precision, SeriesStretch};

/// One entry: a part of an event, or an override of one of its occurrences.
pub(super) struct Part<'a> {
    /// The stretch of the event that it is a part of.
    pub stretch: SeriesStretch<'a>,
    /// The event in this stretch, or the occurrence as it is instead.
    pub event: &'a Event,
    /// Its number among those of the stretch, from 1; an override has that of its series.
    pub number: usize,
    /// "Part 2 of 3": the position and the total in the stretch. None for a single part or a moved
    /// occurrence.
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
    /// Returns its UID.
    pub(crate) fn uid(&self) -> String {
        self.stretch.event.uid.of_part(self.number)
    }

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

/// Returns the entries of an event, stretch by stretch, each override after its series.
pub(super) fn parts<'a>(plan: &Plan, event: &'a Event, zones: &Zones) -> Vec<Part<'a>> {
    let order = OccurrenceOrder::of(event);
    let stretches = event.stretches();
    stretches
        .flat_map(|stretch| parts_of(plan, stretch, &order, zones))
        .collect()
}

fn parts_of<'a>(
    plan: &Plan,
    stretch: SeriesStretch<'a>,
    order: &OccurrenceOrder,
    zones: &Zones,
) -> Vec<Part<'a>> {
    let event = stretch.event;
    let (runs, placeholder) = shown_days(plan, event);
    let series = runs.into_iter().flat_map(|run| match &event.repeat {
        Some(repeat) => of_repeat(event, repeat, run, order),
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
        let of_series = of_series(&series, stretch, zones).into_iter();
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

/// The numbers of the parts of a stretch, which make UIDs. They count planned days, so that a part
/// keeps its number when another is moved or removed, or the stretch ends earlier.
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
        let sessions = series.iter().map(|series| series.index() + 1).max();
        let sessions = sessions.unwrap_or(1);
        let is_single = series.iter().any(|series| !series.can_recur(zones));
        let own = match &event.repeat {
            _ if is_single => 0,
            // Also rules of which the stretch has no day.
            Some(repeat) => repeat.rule.split().len() * sessions,
            None => series.len(),
        };
        Self {
            own,
            days,
            sessions,
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
fn of_series<'a>(series: &Series, stretch: SeriesStretch<'a>, zones: &Zones) -> Vec<Part<'a>> {
    let event = stretch.event;
    let of = |event, shown, start, kind| Part::new(stretch, event, shown, start, kind);
    let first = series.shown(series.days[0], zones);
    let start = first.clock();
    if let [day] = &series.days[..] {
        return vec![match event.overrides.get(day) {
            Some(instead) => {
                let shown = series.shown_override(instead, zones);
                of(instead, shown, shown.clock(), PartKind::Instead(first))
            }
            None => of(event, first, start, PartKind::Alone),
        }];
    }
    let except = series.left_out.iter().map(|day| series.shown(*day, zones));
    let kind = PartKind::Series {
        rule: rrule(series),
        except: except.collect(),
    };
    let mut parts = vec![of(event, first, start, kind)];
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
        parts.push(of(event, shown, start, PartKind::Override(planned)));
    }
    parts
}

impl<'a> Part<'a> {
    fn new(
        stretch: SeriesStretch<'a>,
        event: &'a Event,
        shown: Shown,
        start: NaiveDateTime,
        kind: PartKind,
    ) -> Self {
        let (number, of, placeholder) = (1, None, None);
        Self {
            stretch,
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

//! What the entries of one UID make a calendar show: their occurrences (RFC 5545 §3.8.4.4, RFC 5546
//! §2.1.5).

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, TimeDelta};

use super::date_time::Moment;
use super::series::{Horizon, Series, duration};
use super::vevent::Vevent;
use super::zones::Zones;

/// A VEVENT, with what the names of its zones mean.
#[derive(Clone, Debug)]
pub struct ZonedEvent<'a> {
    /// The VEVENT.
    pub vevent: Vevent,
    /// The zones of its calendar.
    pub zones: &'a Zones,
}

/// An occurrence.
#[derive(Clone, Debug)]
pub struct Occurrence {
    /// The number of the entry that describes it: its series or an override.
    pub entry: usize,
    /// When it was planned to begin.
    pub planned: Moment,
    /// When it begins.
    pub start: Moment,
    /// When it ends, exclusive.
    pub end: Moment,
}

/// The occurrences of the entries of one UID.
#[derive(Debug, Default)]
pub struct Occurrences {
    /// The occurrences, in the order in which they are planned.
    pub all: Vec<Occurrence>,
    /// The numbers of the entries that count as series, in order.
    pub series: Vec<usize>,
    /// The first time that was not looked at, where a series goes on beyond the horizon; by the
    /// clock of the series.
    pub end: Option<NaiveDateTime>,
}

/// Returns the occurrences of the entries of one UID.
pub fn occurrences(entries: &[ZonedEvent<'_>], horizon: &Horizon) -> Occurrences {
    let (series, mut overrides) = parts(entries);
    let mut found = Occurrences::default();
    for (n, series) in &series {
        found.series.push(*n);
        add_series(&mut found, *n, series, &mut overrides, horizon);
    }
    // An override without its series, or of a time that the series does not have.
    for one in overrides.into_iter().filter(|one| !one.is_used) {
        let planned = one
            .replaced
            .clone()
            .or(one.own.as_ref().map(|own| own.start.clone()));
        found
            .all
            .extend(planned.and_then(|planned| one.occurrence(planned)));
    }
    found
        .all
        .sort_by_cached_key(|one| one.planned.instant(entries[one.entry].zones));
    found
}

/// Returns the entries that count: series by their numbers, and overrides. Of several with one
/// RECURRENCE-ID, or without one, these are the entries with the highest SEQUENCE, then with the
/// latest DTSTAMP; if several are equal in both, each.
fn parts<'a>(entries: &'a [ZonedEvent<'a>]) -> (Vec<(usize, Series<'a>)>, Vec<Override<'a>>) {
    let mut by_time: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, ZonedEvent { vevent, zones }) in entries.iter().enumerate() {
        let replaced = vevent.moment("RECURRENCE-ID");
        let at = replaced.map(|moment| (matches!(moment, Moment::Day(_)), moment.instant(zones)));
        by_time.entry(at).or_default().push(n);
    }
    let (mut series, mut overrides) = (Vec::new(), Vec::new());
    for (at, mut numbers) in by_time {
        let newest = numbers.iter().map(|n| version(&entries[*n].vevent)).max();
        numbers.retain(|n| Some(version(&entries[*n].vevent)) == newest);
        for n in numbers {
            let ZonedEvent { vevent, zones } = &entries[n];
            let own = Series::read(vevent, zones);
            match at {
                None => series.extend(own.map(|own| (n, own))),
                Some(_) => overrides.push(Override::new(n, vevent, own)),
            }
        }
    }
    (series, overrides)
}

/// Returns what tells a newer copy of an entry from an older one (RFC 5546 §2.1.5).
fn version(vevent: &Vevent) -> (u32, &str) {
    let sequence = vevent
        .value("SEQUENCE")
        .and_then(|text| text.trim().parse().ok());
    (sequence.unwrap_or(0), vevent.value("DTSTAMP").unwrap_or(""))
}

/// An override that counts.
struct Override<'a> {
    entry: usize,
    /// RECURRENCE-ID.
    replaced: Option<Moment>,
    /// Whether it also holds for the occurrences that follow (RFC 5545 §3.2.13).
    is_onwards: bool,
    /// Its own time; none without DTSTART.
    own: Option<Series<'a>>,
    is_used: bool,
}

impl<'a> Override<'a> {
    fn new(entry: usize, vevent: &Vevent, own: Option<Series<'a>>) -> Self {
        let line = vevent.line("RECURRENCE-ID");
        let range = line.and_then(|line| line.parameter("RANGE"));
        Self {
            entry,
            replaced: line.and_then(Moment::of),
            is_onwards: range.is_some_and(|range| range.eq_ignore_ascii_case("THISANDFUTURE")),
            own,
            is_used: false,
        }
    }

    /// Returns its occurrence in the place of the planned one.
    fn occurrence(&self, planned: Moment) -> Option<Occurrence> {
        let own = self.own.as_ref()?;
        Some(Occurrence {
            entry: self.entry,
            planned,
            end: own.end(&own.start),
            start: own.start.clone(),
        })
    }

    /// Returns an occurrence that follows, as long after its own as planned.
    fn onwards(
        &self,
        series: &Series<'_>,
        after: TimeDelta,
        planned: Moment,
    ) -> Option<Occurrence> {
        let own = self.own.as_ref()?;
        let start = match (&own.start, &series.start) {
            (Moment::Day(_), _) | (_, Moment::Day(_)) => own.start.at(own.start.clock() + after),
            _ => series.start.at(series.by_own_clock(&own.start) + after),
        };
        let duration = duration(own.vevent, own.zones)?;
        Some(Occurrence {
            entry: self.entry,
            planned,
            end: start.at(start.clock() + duration),
            start,
        })
    }
}

/// Adds the occurrences of a series, and marks the overrides that belong to it.
fn add_series(
    found: &mut Occurrences,
    entry: usize,
    series: &Series<'_>,
    overrides: &mut [Override<'_>],
    horizon: &Horizon,
) {
    let planned = series.planned(horizon);
    found.end = found.end.into_iter().chain(planned.end).min();
    let mut replaced: BTreeMap<NaiveDateTime, Vec<usize>> = BTreeMap::new();
    let mut onwards: BTreeMap<NaiveDateTime, usize> = BTreeMap::new();
    for (n, one) in overrides.iter_mut().enumerate() {
        let Some(own) = &one.replaced else {
            continue;
        };
        let held = |at| Some(*planned.starts.range(at..).next()?.0);
        let excepted = |at| planned.excepted.range(at..).next().copied();
        let held = time_of(own, series, held);
        let at = held.or_else(|| time_of(own, series, excepted));
        // An occurrence that is excepted is not shown, overridden or not.
        one.is_used |= at.is_some();
        if let Some(at) = held {
            replaced.entry(at).or_default().push(n);
        }
        if one.is_onwards {
            onwards.insert(at.unwrap_or_else(|| series.by_own_clock(own)), n);
        }
    }
    for (at, end) in planned.starts {
        let start = series.start.at(at);
        let last = onwards.range(..at).next_back();
        if let Some(own) = replaced.get(&at) {
            let own = own
                .iter()
                .filter_map(|n| overrides[*n].occurrence(start.clone()));
            found.all.extend(own);
        } else if let Some((from, n)) = last {
            found
                .all
                .extend(overrides[*n].onwards(series, at - *from, start));
        } else {
            let end = end.unwrap_or_else(|| series.end(&start));
            found.all.push(Occurrence {
                entry,
                planned: start.clone(),
                start,
                end,
            });
        }
    }
}

/// Returns the planned time that RECURRENCE-ID names, by the clock of a series; `first_from` finds
/// the first one at a time or later. A day names the first time of that day.
fn time_of(
    replaced: &Moment,
    series: &Series<'_>,
    first_from: impl Fn(NaiveDateTime) -> Option<NaiveDateTime>,
) -> Option<NaiveDateTime> {
    let at = series.by_own_clock(replaced);
    let is_day = matches!(replaced, Moment::Day(_));
    let is_named = |time: &NaiveDateTime| *time == at || is_day && time.date() == at.date();
    first_from(at).filter(is_named)
}

//! What the entries of one UID make a calendar show: their occurrences (RFC 5545 §3.8.4.4, RFC 5546
//! §2.1.5).

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::date_time::Moment;
use super::recurrence_set::{Horizon, RecurrenceSet, Recurring};
use super::vevent::Vevent;
use super::zones::CalendarZones;

/// A VEVENT, with what the names of its zones mean.
#[derive(Clone, Debug)]
pub struct ZonedEvent {
    /// The VEVENT.
    pub vevent: Vevent,
    /// The zones of its calendar.
    pub zones: Arc<CalendarZones>,
    /// Whether its calendar says that all in it is cancelled.
    pub is_cancelled: bool,
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
    /// The first time that was not looked at, where a series goes on beyond the horizon, as an
    /// instant.
    pub end: Option<NaiveDateTime>,
}

/// Returns the occurrences of the entries of one UID.
pub fn occurrences(entries: &[ZonedEvent], horizon: &Horizon) -> Occurrences {
    let (series, mut overrides) = parts(entries);
    let mut found = Occurrences::default();
    let mut planned = Vec::new();
    for (entry, set) in series {
        let series = PlannedSeries::new(entry, set, horizon, &mut overrides);
        let is_beyond = series.planned.end.is_some() && horizon.within.is_some();
        planned.push(series);
        // There are more than are asked for.
        if is_beyond {
            break;
        }
    }
    for series in &planned {
        found.add(series, &overrides);
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
        .sort_by_cached_key(|one| one.planned.instant(&entries[one.entry].zones));
    found
}

/// Returns the entries that count: series by their numbers, and overrides. Of several with one
/// RECURRENCE-ID, or without one, these are the entries with the highest SEQUENCE, then with the
/// latest DTSTAMP; if several are equal in both, each.
fn parts<'a>(entries: &'a [ZonedEvent]) -> (Vec<(usize, Recurring<'a>)>, Vec<OverrideEntry<'a>>) {
    let mut by_time: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (n, ZonedEvent { vevent, zones, .. }) in entries.iter().enumerate() {
        // One that can't be read still says that this is not the series.
        let replaced = vevent.line("RECURRENCE-ID").map(Moment::of);
        let at = replaced.map(|at| at.map(|at| (matches!(at, Moment::Day(_)), at.instant(zones))));
        by_time.entry(at).or_default().push(n);
    }
    let (mut series, mut overrides) = (Vec::new(), Vec::new());
    for (at, mut numbers) in by_time {
        let newest = numbers.iter().map(|n| version(&entries[*n].vevent)).max();
        numbers.retain(|n| Some(version(&entries[*n].vevent)) == newest);
        // A copy of an entry shows nothing more.
        numbers.sort_by_key(|n| content(&entries[*n].vevent));
        numbers.dedup_by_key(|n| content(&entries[*n].vevent));
        numbers.sort_unstable();
        for n in numbers {
            let ZonedEvent { vevent, zones, .. } = &entries[n];
            let own = Recurring::read(vevent, zones);
            match at {
                None => series.extend(own.map(|own| (n, own))),
                Some(_) => overrides.push(OverrideEntry::new(n, vevent, own)),
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

/// The name, the parameters and the value of a line.
type LineContent<'a> = (&'a str, &'a [(String, String)], &'a str);

/// Returns the lines of an entry without their places in the file.
fn content(vevent: &Vevent) -> Vec<LineContent<'_>> {
    let lines = vevent.lines.iter();
    let lines = lines.map(|line| (&*line.name, &*line.parameters, &*line.value));
    lines.collect()
}

/// An override that counts.
struct OverrideEntry<'a> {
    entry: usize,
    /// RECURRENCE-ID.
    replaced: Option<Moment>,
    /// Whether it also holds for the occurrences that follow (RFC 5545 §3.2.13).
    is_onwards: bool,
    /// Its own time; none without DTSTART.
    own: Option<Recurring<'a>>,
    is_used: bool,
}

impl<'a> OverrideEntry<'a> {
    fn new(entry: usize, vevent: &Vevent, own: Option<Recurring<'a>>) -> Self {
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
        let start = own.start.at(own.by_own_clock(&own.start));
        Some(Occurrence {
            entry: self.entry,
            planned,
            end: own.end(&start),
            start,
        })
    }

    /// Returns an occurrence that follows, as long after its own as planned.
    fn onwards(
        &self,
        series: &Recurring<'_>,
        after: TimeDelta,
        planned: Moment,
    ) -> Option<Occurrence> {
        let own = self.own.as_ref()?;
        let start = match (&own.start, &series.start) {
            (Moment::Day(_), _) | (_, Moment::Day(_)) => own.start.at(own.start.clock() + after),
            _ => series.start.at(series.by_own_clock(&own.start) + after),
        };
        Some(Occurrence {
            entry: self.entry,
            planned,
            end: start.at(start.clock() + own.duration),
            start,
        })
    }
}

/// A series, with the overrides of its times by their numbers.
struct PlannedSeries<'a> {
    entry: usize,
    set: Recurring<'a>,
    planned: RecurrenceSet,
    replaced: BTreeMap<NaiveDateTime, Vec<usize>>,
    /// Overrides that also hold for the times that follow.
    onwards: BTreeMap<NaiveDateTime, usize>,
}

impl<'a> PlannedSeries<'a> {
    /// Returns a series, and marks the overrides that belong to it.
    fn new(
        entry: usize,
        set: Recurring<'a>,
        horizon: &Horizon,
        overrides: &mut [OverrideEntry<'_>],
    ) -> Self {
        let planned = set.planned(horizon);
        let (mut replaced, mut onwards) = (BTreeMap::<_, Vec<usize>>::new(), BTreeMap::new());
        for (n, one) in overrides.iter_mut().enumerate() {
            let Some(own) = &one.replaced else {
                continue;
            };
            let (at, is_day) = (set.by_own_clock(own), matches!(own, Moment::Day(_)));
            let start = planned.start(at, is_day);
            // An occurrence that is excepted is not shown, overridden or not.
            if start.is_some() || planned.excepts(at, is_day) {
                one.is_used = true;
                onwards.extend(one.is_onwards.then_some((start.unwrap_or(at), n)));
            }
            if let Some(start) = start {
                replaced.entry(start).or_default().push(n);
            }
        }
        Self {
            entry,
            set,
            planned,
            replaced,
            onwards,
        }
    }
}

impl Occurrences {
    /// Adds the occurrences of a series.
    fn add(&mut self, series: &PlannedSeries<'_>, overrides: &[OverrideEntry<'_>]) {
        let PlannedSeries { set, planned, .. } = series;
        self.series.push(series.entry);
        self.end = self.end.into_iter().chain(planned.end).min();
        // An override of a time that no series has holds for all that follows.
        let mut onwards = series.onwards.clone();
        for (n, one) in overrides.iter().enumerate() {
            if let (true, false, Some(from)) = (one.is_onwards, one.is_used, &one.replaced) {
                onwards.insert(set.by_own_clock(from), n);
            }
        }
        for (at, end) in &planned.starts {
            let start = set.start.at(*at);
            let last = onwards.range(..at).next_back();
            if let Some(own) = series.replaced.get(at) {
                let own = own
                    .iter()
                    .filter_map(|n| overrides[*n].occurrence(start.clone()));
                self.all.extend(own);
            } else if let Some((from, n)) = last {
                self.all
                    .extend(overrides[*n].onwards(set, *at - *from, start));
            } else {
                let end = end.clone().unwrap_or_else(|| set.end(&start));
                self.all.push(Occurrence {
                    entry: series.entry,
                    planned: start.clone(),
                    start,
                    end,
                });
            }
        }
    }
}

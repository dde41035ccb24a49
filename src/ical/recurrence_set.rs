//! One series: the planned times of an entry by DTSTART, RRULE, RDATE, EXRULE and EXDATE, and how
//! long each takes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::date_time::{Moment, PeriodValue, read_duration};
use super::rule::Rrule;
use super::vevent::Vevent;
use super::zones::CalendarZones;

/// The least number of times of a rule without an end that are looked at, however far apart.
const LEAST_ENDLESS: usize = 20;
/// How many times as many times of a rule are passed over, to find one that is named, as are kept.
const PASSED: usize = 40;
/// What the clocks of two zones differ by at most.
const ONE_DAY: TimeDelta = TimeDelta::days(1);

/// How far a series is followed.
#[derive(Clone, Debug)]
pub struct Horizon {
    /// The last day, by the clock of a series, to which rules without an end are followed.
    pub last: NaiveDate,
    /// The most times of a rule.
    pub most: usize,
    /// The instants, in UTC where that is known, that are looked at wherever they are.
    pub also: BTreeSet<NaiveDateTime>,
    /// The first and the last time, by the clock of a series, between which rules are followed; none
    /// if they are followed from their start on.
    pub within: Option<[NaiveDateTime; 2]>,
}

impl Horizon {
    /// The most times of a rule, for a series that has an end.
    const MOST: usize = 5000;

    /// Returns a horizon that only a number of occurrences sets.
    pub(crate) fn far() -> Self {
        Self {
            last: NaiveDate::MAX,
            most: Self::MOST,
            also: BTreeSet::new(),
            within: None,
        }
    }
}

/// An entry that is no override.
pub(super) struct Recurring<'a> {
    pub vevent: &'a Vevent,
    pub zones: &'a CalendarZones,
    pub start: Moment,
    end: Option<Moment>,
    /// How long each occurrence takes by the clock.
    pub duration: TimeDelta,
    pub rules: Vec<Rrule>,
}

/// The planned times of a series.
pub(super) struct RecurrenceSet {
    /// Each start by the clock of DTSTART, with the end of a PERIOD.
    pub starts: BTreeMap<NaiveDateTime, Option<Moment>>,
    /// The days and the times that are excepted, whether or not something is planned then.
    excepted_days: BTreeSet<NaiveDate>,
    excepted: BTreeSet<NaiveDateTime>,
    /// The first time that is not looked at, as an instant.
    pub end: Option<NaiveDateTime>,
}

impl RecurrenceSet {
    /// Returns the start that RECURRENCE-ID names, by the clock of DTSTART. A day names the first
    /// of that day.
    pub(super) fn start(&self, at: NaiveDateTime, is_day: bool) -> Option<NaiveDateTime> {
        let (start, _) = self.starts.range(at..).next()?;
        (*start == at || is_day && start.date() == at.date()).then_some(*start)
    }

    /// Whether that time is excepted, or one of that day.
    pub(super) fn excepts(&self, at: NaiveDateTime, is_day: bool) -> bool {
        let next = self.excepted.range(at..).next();
        let is_named = next.is_some_and(|next| *next == at || is_day && next.date() == at.date());
        is_named || self.excepted_days.contains(&at.date())
    }
}

impl<'a> Recurring<'a> {
    /// Reads a series; none without DTSTART.
    pub(super) fn read(vevent: &'a Vevent, zones: &'a CalendarZones) -> Option<Self> {
        Some(Self {
            start: vevent.moment("DTSTART")?,
            end: vevent.moment("DTEND"),
            duration: duration(vevent, zones)?,
            rules: vevent.rules().flatten().collect(),
            vevent,
            zones,
        })
    }

    /// Returns the planned times, without those that EXDATE or EXRULE names.
    pub(super) fn planned(&self, horizon: &Horizon) -> RecurrenceSet {
        let mut planned = self.named(horizon);
        for moment in self.vevent.moments("EXDATE") {
            match moment {
                Moment::Day(day) => drop(planned.excepted_days.insert(day)),
                moment => drop(planned.excepted.insert(self.by_own_clock(&moment))),
            }
        }
        let rules = self.vevent.named("EXRULE");
        for rule in rules.filter_map(|line| Rrule::read(&line.value)) {
            if planned.excepted.len() > horizon.most {
                break;
            }
            planned.excepted.extend(self.times(&rule, horizon).0);
        }
        let (days, times) = (&planned.excepted_days, &planned.excepted);
        let is_held =
            |start: &NaiveDateTime| !days.contains(&start.date()) && !times.contains(start);
        planned.starts.retain(|start, _| is_held(start));
        planned
    }

    /// Returns the times of DTSTART, RRULE and RDATE, also those that are excepted.
    pub(super) fn named(&self, horizon: &Horizon) -> RecurrenceSet {
        let mut planned = RecurrenceSet {
            starts: BTreeMap::from([(self.by_own_clock(&self.start), None)]),
            excepted_days: BTreeSet::new(),
            excepted: BTreeSet::new(),
            end: None,
        };
        for rule in &self.rules {
            let (times, end) = self.times(rule, horizon);
            planned
                .starts
                .extend(times.into_iter().map(|time| (time, None)));
            planned.end = planned.end.into_iter().chain(end).min();
            // There are more than are asked for.
            if planned.end.is_some() && horizon.within.is_some() {
                break;
            }
        }
        for period in self.vevent.named("RDATE").flat_map(PeriodValue::all) {
            let start = self.by_own_clock(&period.start);
            let end = period.end.map(|end| self.of_own_type(end));
            let planned = planned.starts.entry(start).or_default();
            *planned = end.or(planned.take());
        }
        planned
    }

    /// Returns the times of a rule, and the first time that is not looked at.
    fn times(
        &self,
        rule: &Rrule,
        horizon: &Horizon,
    ) -> (Vec<NaiveDateTime>, Option<NaiveDateTime>) {
        let until = rule.until().map(|until| self.last_start(&until));
        if let Some(within) = horizon.within {
            return self.times_within(rule, until, within, horizon);
        }
        let (mut found, mut end) = (Vec::new(), None);
        let last_of_all = horizon.also.last().map(|last| *last + ONE_DAY);
        for (n, time) in rule.times(self.start.clock(), until).enumerate() {
            let is_far = time.date() > horizon.last && n >= LEAST_ENDLESS;
            let is_beyond = rule.is_endless() && is_far;
            if n < horizon.most && !is_beyond {
                found.push(self.by_own_clock(&self.start.at(time)));
                continue;
            }
            let instant = self.start.at(time).instant(self.zones);
            end = end.or(Some(instant));
            if last_of_all.is_none_or(|last| time > last) || n > horizon.most * PASSED {
                break;
            }
            let day = NaiveDateTime::from(time.date());
            if horizon.also.contains(&instant) || horizon.also.contains(&day) {
                found.push(self.by_own_clock(&self.start.at(time)));
            }
        }
        (found, end)
    }

    /// Returns the times of a rule between two, and those that the horizon names; and the first time
    /// that is not looked at because there are too many.
    fn times_within(
        &self,
        rule: &Rrule,
        until: Option<NaiveDateTime>,
        [first, last]: [NaiveDateTime; 2],
        horizon: &Horizon,
    ) -> (Vec<NaiveDateTime>, Option<NaiveDateTime>) {
        let start = self.start.clock();
        let named = horizon.also.iter().map(|at| self.clock_at(*at));
        let named: BTreeSet<NaiveDateTime> = named.filter(|at| *at < first || *at > last).collect();
        let day_after = |at: NaiveDateTime| at.checked_add_signed(ONE_DAY).unwrap_or(at);
        // COUNT is counted from the start on, so those that are named are passed on the way.
        let is_counted = rule.count().is_some();
        let beyond = named.last().filter(|_| is_counted);
        let stop = beyond.map_or(last, |at| day_after(*at).max(last));
        let stop = until.map_or(stop, |until| until.min(stop));
        let (mut found, mut held, mut passed) = (Vec::new(), 0, 0);
        for time in rule.times_from(start, Some(stop), first) {
            let is_within = (first..=last).contains(&time);
            *(if is_within { &mut held } else { &mut passed }) += 1;
            if held > horizon.most || passed > horizon.most * PASSED {
                return (found, Some(self.start.at(time).instant(self.zones)));
            }
            if is_within || is_counted {
                found.push(self.by_own_clock(&self.start.at(time)));
            }
        }
        for at in named.into_iter().filter(|_| !is_counted) {
            let stop = until.map_or(day_after(at), |until| until.min(day_after(at)));
            let mut times = rule
                .times_from(start, Some(stop), at)
                .take(horizon.most * PASSED);
            found.extend(times.find(|time| *time >= at));
        }
        (found, None)
    }

    /// Returns what the clock of DTSTART shows at an instant of a horizon.
    fn clock_at(&self, instant: NaiveDateTime) -> NaiveDateTime {
        match self.start {
            Moment::Day(_) | Moment::Floating(_) => instant,
            _ => self.by_own_clock(&Moment::Utc(instant)),
        }
    }

    /// Returns the last time that UNTIL allows. A day allows all of its times (RFC 5545 §3.3.10).
    fn last_start(&self, until: &Moment) -> NaiveDateTime {
        match (until, &self.start) {
            (Moment::Day(day), _) => {
                day.and_time(NaiveTime::MIN) + TimeDelta::days(1) - TimeDelta::seconds(1)
            }
            (until, Moment::Day(_)) => until.clock(),
            (until, start) => until.by_clock_of(start, self.zones),
        }
    }

    /// Returns what the clock of DTSTART shows at another moment; for a series of days, midnight.
    pub(super) fn by_own_clock(&self, moment: &Moment) -> NaiveDateTime {
        match (&self.start, moment) {
            (Moment::Day(_), _) => moment.clock().date().and_time(NaiveTime::MIN),
            // Where clocks skip a time, it has one form.
            (start, Moment::Floating(time)) => start.at(*time).by_clock_of(start, self.zones),
            (start, _) => moment.by_clock_of(start, self.zones),
        }
    }

    /// Returns the end, exclusive, of the occurrence that begins then.
    pub(super) fn end(&self, start: &Moment) -> Moment {
        let end = self.end.clone().map(|end| self.of_own_type(end));
        match end {
            // A day that ends at a time is odd, and calendars differ on it.
            Some(end) if is_day(start) && !is_day(&end) => {
                Moment::Floating(end.clock() + (start.clock() - self.start.clock()))
            }
            // It may be by another clock.
            Some(end) if is_day(&end) == is_day(start) && self.is_first(start) => match start {
                Moment::Day(_) if end.clock() <= start.clock() => {
                    start.at(start.clock() + self.duration)
                }
                _ if end.instant(self.zones) >= start.instant(self.zones) => end,
                start => start.at(start.clock() + self.duration),
            },
            _ => start.at(start.clock() + self.duration),
        }
    }

    /// Returns an end in the form of DTSTART: a time where that is one, and floating only where that
    /// is.
    fn of_own_type(&self, end: Moment) -> Moment {
        match (&self.start, &end) {
            (Moment::Utc(_) | Moment::Zoned(..), Moment::Day(_) | Moment::Floating(_)) => {
                self.start.at(end.clock())
            }
            (Moment::Floating(_), _) => self.start.at(end.clock()),
            (_, _) => end,
        }
    }

    fn is_first(&self, start: &Moment) -> bool {
        start.clock() == self.by_own_clock(&self.start)
    }
}

fn is_day(moment: &Moment) -> bool {
    matches!(moment, Moment::Day(_))
}

/// Returns how long an entry takes by its own clock; a whole day where it has no end (RFC 5545
/// §3.6.1). None without DTSTART.
pub(crate) fn duration(vevent: &Vevent, zones: &CalendarZones) -> Option<TimeDelta> {
    let start = vevent.moment("DTSTART")?;
    let default = TimeDelta::days(if is_day(&start) { 1 } else { 0 });
    let end = vevent.moment("DTEND");
    let to_end = end.map(|end| match is_day(&start) {
        // An end within a day takes that day.
        true => {
            last_day(start.clock(), end.clock() - start.clock()) - start.clock().date()
                + TimeDelta::days(1)
        }
        false => end.by_clock_of(&start, zones) - start.clock(),
    });
    let stated = || vevent.value("DURATION").and_then(read_duration);
    let duration = to_end.or_else(stated).unwrap_or(default);
    Some(duration.max(if is_day(&start) {
        default
    } else {
        TimeDelta::zero()
    }))
}

/// Returns the last day of an event of that duration. An end is exclusive, and one at midnight is
/// on the day before.
pub(crate) fn last_day(start: NaiveDateTime, duration: TimeDelta) -> NaiveDate {
    let last = start + duration - TimeDelta::seconds(1);
    last.date().max(start.date())
}

/// Returns the planned starts of an entry, without those that EXDATE or EXRULE names. At least
/// DTSTART, also where the rule can't be understood; none without DTSTART.
pub(crate) fn planned_starts(vevent: &Vevent, zones: &CalendarZones) -> Vec<Moment> {
    starts(vevent, zones, |series, horizon| series.planned(horizon))
}

/// Returns the planned starts of an entry, also those that are excepted.
pub(crate) fn named_starts(vevent: &Vevent, zones: &CalendarZones) -> Vec<Moment> {
    starts(vevent, zones, |series, horizon| series.named(horizon))
}

fn starts(
    vevent: &Vevent,
    zones: &CalendarZones,
    times: fn(&Recurring<'_>, &Horizon) -> RecurrenceSet,
) -> Vec<Moment> {
    let Some(series) = Recurring::read(vevent, zones) else {
        return Vec::new();
    };
    let planned = times(&series, &Horizon::far());
    let starts = planned.starts.into_keys();
    starts.map(|time| series.start.at(time)).collect()
}

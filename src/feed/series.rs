//! Series: what recurs by one rule, at the same time of day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::dtstart::Shown;
use super::zones::Zones;
use crate::plan::{DateRange, Event, LocalTime, RecurrenceRule, Repeat, Session, Unit};

/// What recurs by one rule, at the same time of day; or what is just once.
#[derive(Clone)]
pub(super) struct Series {
    /// The first day that its rule names, also where there is no meeting on it; where it is cut
    /// off, the day after the cut.
    pub begins: NaiveDate,
    /// The first day of each time, in order; until it is told of, those that are left out at its
    /// ends too.
    pub days: Vec<NaiveDate>,
    /// The days of the first time, if it takes whole days.
    run: DateRange,
    /// At which session of the day it is; none for whole days.
    pub sitting: Option<Sitting>,
    pub rule: RecurrenceRule,
    /// Whether the rule ends by count, and not by its last day.
    pub is_counted: bool,
    /// Days that the rule names, but on which it is not, or is told of apart.
    pub left_out: BTreeSet<NaiveDate>,
    pub place: Origin,
}

/// Where a series comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is as its rule has it.
    Own,
    /// It is cut off from one, since clocks change.
    Cut,
    /// It is a meeting that moves so far that it can't be told of within its series, or one of
    /// those in UTC, which each are told of alone.
    Single,
}

/// A session of a day.
#[derive(Clone, Copy)]
pub(super) struct Sitting {
    /// Its number within the day, from 0.
    index: usize,
    session: Session,
    zone: Tz,
}

impl Sitting {
    fn on(self, day: NaiveDate) -> (LocalTime, LocalTime) {
        LocalTime::session(self.session, day, self.zone)
    }
}

/// The sessions of a day; one that takes the whole day if there are none.
fn sittings(event: &Event, day: NaiveDate) -> Vec<Option<Sitting>> {
    let sessions = event
        .hours
        .iter()
        .flat_map(|hours| hours.of(day).iter().map(|session| (*session, hours.zone)));
    let sittings: Vec<_> = sessions
        .enumerate()
        .map(|(index, (session, zone))| {
            Some(Sitting {
                index,
                session,
                zone,
            })
        })
        .collect();
    if sittings.is_empty() {
        vec![None]
    } else {
        sittings
    }
}

/// A run of days: whole, or cut where the sessions of the days change.
pub(super) fn of_run(event: &Event, run: DateRange) -> Vec<Series> {
    let series = |run: DateRange, days: Vec<NaiveDate>, sitting| Series {
        begins: run.first(),
        days,
        run,
        sitting,
        rule: RecurrenceRule {
            interval: 1,
            unit: Unit::Day,
            on: Vec::new(),
        },
        is_counted: true,
        left_out: BTreeSet::new(),
        place: Origin::Own,
    };
    let Some(hours) = event.hours.as_ref().filter(|_| !event.runs().is_empty()) else {
        return vec![series(run, vec![run.first()], None)];
    };
    let days: Vec<NaiveDate> = run.days().collect();
    let alike = days.chunk_by(|one, other| hours.of(*one) == hours.of(*other));
    let of_days = |days: &[NaiveDate]| -> Vec<Series> {
        let Some(run) = days.last().and_then(|last| DateRange::new(days[0], *last)) else {
            return Vec::new();
        };
        let of_sitting = |sitting: Option<Sitting>| match sitting {
            Some(_) => series(run, days.to_vec(), sitting),
            None => series(run, vec![run.first()], None),
        };
        sittings(event, days[0])
            .into_iter()
            .map(of_sitting)
            .collect()
    };
    alike.flat_map(of_days).collect()
}

/// Meetings that recur, the first of them in that run: a series for each session and each rule that
/// a calendar can follow, also where no day is left of it.
pub(super) fn of_repeat(event: &Event, repeat: &Repeat, run: DateRange) -> Vec<Series> {
    let first = run.first();
    let mut all = Vec::new();
    for rule in repeat.rule.split() {
        let days: Vec<NaiveDate> = repeat
            .occurrences
            .iter()
            .copied()
            .filter(|day| rule.names(first, *day))
            .collect();
        let Some(begins) = days.first().copied() else {
            continue;
        };
        let moved = out_of_order(&days, run, event);
        for sitting in sittings(event, first) {
            // No rule names a time that clocks leap over (RFC 5545 §3.3.10), and readers differ in
            // which of two they mean.
            let is_no_time = |day: &NaiveDate| {
                let times = sitting.map(|sitting: Sitting| sitting.on(*day));
                event.instances.contains_key(day)
                    && times.is_some_and(|(start, end)| !start.is_one() || !end.is_one())
            };
            let is_apart =
                |day: &NaiveDate| days.len() > 1 && (moved.contains(day) || is_no_time(day));
            let left_out = days
                .iter()
                .copied()
                .filter(|day| repeat.except.contains(day) || is_apart(day))
                .collect();
            let (rule, days, is_counted) = (rule.clone(), days.clone(), repeat.is_counted);
            let whole = Series {
                begins,
                days,
                run,
                sitting,
                rule,
                is_counted,
                left_out,
                place: Origin::Own,
            };
            all.extend(
                whole
                    .days
                    .iter()
                    .filter(|day| is_apart(day))
                    .map(|day| whole.single(*day, Origin::Single)),
            );
            all.push(whole);
        }
    }
    all
}

/// The days that a meeting takes which begins on that one.
fn planned(run: DateRange, day: NaiveDate) -> DateRange {
    run.moved_to(day).unwrap_or(DateRange::day(day))
}

/// Meetings that are moved to a day on which another of their series is or would be, or beyond one,
/// which Outlook refuses; or before the first, where not every calendar looks for them.
fn out_of_order(days: &[NaiveDate], run: DateRange, event: &Event) -> BTreeSet<NaiveDate> {
    let plan = |day: &NaiveDate| planned(run, *day);
    let held = |day: &NaiveDate| {
        event
            .instances
            .get(day)
            .map_or(plan(day), |instance| days_held(instance, event))
    };
    let is_early = |day: &NaiveDate, before: Option<&NaiveDate>| match before {
        Some(before) => held(day).first() <= plan(before).last(),
        None => held(day).first() < *day,
    };
    let is_beyond = |at: usize| {
        let (before, after) = (
            at.checked_sub(1).and_then(|at| days.get(at)),
            days.get(at + 1),
        );
        is_early(&days[at], before) || after.is_some_and(|after| held(&days[at]).last() >= *after)
    };
    let (beyond, kept): (Vec<usize>, Vec<usize>) = (0..days.len()).partition(|at| is_beyond(*at));
    // Of those that are left, two neighbours may have changed places.
    let changed = kept
        .windows(2)
        .filter(|pair| held(&days[pair[0]]).last() >= held(&days[pair[1]]).first());
    changed
        .flatten()
        .chain(&beyond)
        .map(|at| days[*at])
        .collect()
}

/// The days that a meeting takes which differs; those on which its sessions begin, by the clocks of
/// its series.
fn days_held(instance: &Event, series: &Event) -> DateRange {
    let Some(hours) = &series.hours else {
        return instance.window;
    };
    let days = instance
        .usual_sessions()
        .into_iter()
        .map(|(start, _)| DateRange::day(start.seen_in(hours.zone).date()));
    days.reduce(DateRange::hull).unwrap_or(instance.window)
}

impl Series {
    /// One of its times by itself.
    fn single(&self, day: NaiveDate, place: Origin) -> Self {
        let rule = self.rule.clone();
        Self {
            begins: day,
            days: vec![day],
            left_out: BTreeSet::new(),
            place,
            rule,
            ..*self
        }
    }

    /// When it is on that day, if that day is as the others.
    pub fn shown(&self, day: NaiveDate, zones: &Zones) -> Shown {
        match self.sitting {
            Some(sitting) => Shown::timed(sitting.on(day), zones),
            None => Shown::Days(planned(self.run, day)),
        }
    }

    /// When a meeting of it is that differs.
    pub fn instance(&self, instance: &Event, zones: &Zones) -> Shown {
        let times = self
            .sitting
            .and_then(|sitting| instance.usual_sessions().get(sitting.index).copied());
        times.map_or(Shown::Days(instance.window), |times| {
            Shown::timed(times, zones)
        })
    }

    /// Whether clocks change during that time, so that it is shorter or longer than they show.
    pub fn is_over_a_change(&self, day: NaiveDate) -> bool {
        let Some((start, end)) = self.sitting.map(|sitting| sitting.on(day)) else {
            return false;
        };
        end.utc() - start.utc() != end.time - start.time
    }

    /// The number of its session within the day, from 0.
    pub fn index(&self) -> usize {
        self.sitting.map_or(0, |sitting| sitting.index)
    }

    /// Its start on that day, if it has hours.
    pub fn start(&self, day: NaiveDate) -> Option<LocalTime> {
        self.sitting.map(|sitting| sitting.on(day).0)
    }

    /// Without what is left out at its ends: not every calendar leaves out a meeting that is the
    /// first.
    fn trimmed(mut self) -> Self {
        let is_held = |day: &NaiveDate| !self.left_out.contains(day);
        self.days.truncate(
            self.days
                .iter()
                .rposition(is_held)
                .map_or(0, |last| last + 1),
        );
        self.days
            .drain(..self.days.iter().position(is_held).unwrap_or(0));
        let (first, last) = (self.days.first().copied(), self.days.last().copied());
        self.left_out
            .retain(|day| Some(*day) > first && Some(*day) < last);
        self
    }

    /// As calendars can be told of it: in UTC, each time by itself, since clocks may change in
    /// between.
    pub fn told(self, zones: &Zones) -> Vec<Self> {
        let is_in_utc = self
            .sitting
            .is_some_and(|sitting| zones.rule(sitting.zone).is_none());
        if !is_in_utc {
            return self
                .cut_at_changes()
                .into_iter()
                .flat_map(Self::with_a_usual_beginning)
                .collect();
        }
        self.days
            .iter()
            .filter(|day| !self.left_out.contains(*day))
            .map(|day| self.single(*day, Origin::Single))
            .collect()
    }

    /// Cut where its rule names a time that its clocks leap over or show twice, and that is left
    /// out: readers differ in what they then count, and in what EXDATE means.
    fn cut_at_changes(self) -> Vec<Self> {
        let is_no_time = |day: &NaiveDate| {
            self.left_out.contains(day)
                && self
                    .sitting
                    .is_some_and(|sitting| !sitting.on(*day).0.is_one())
        };
        let part = |days: &[NaiveDate]| {
            Self {
                begins: days[0],
                place: Origin::Cut,
                days: days.to_vec(),
                ..self.clone()
            }
            .trimmed()
        };
        let mut parts: Vec<Self> = self
            .days
            .split(is_no_time)
            .filter(|days| !days.is_empty())
            .map(part)
            .collect();
        // Its first days are cut off from nothing.
        if let Some(first) = parts.first_mut() {
            (first.begins, first.place) = (self.begins, self.place);
        }
        parts.retain(|part| !part.days.is_empty());
        parts
    }

    /// The times at its beginning apart whose length is another, since that of the first is that of
    /// all (RFC 5545 §3.8.5.3).
    fn with_a_usual_beginning(mut self) -> Vec<Self> {
        let mut told = Vec::new();
        while self.days.len() > 1 && self.is_over_a_change(self.days[0]) {
            told.push(self.single(self.days[0], Origin::Cut));
            self.days.remove(0);
            self = self.trimmed();
            if self.place == Origin::Cut {
                self.begins = self.days[0];
            }
        }
        told.extend((!self.days.is_empty()).then_some(self));
        told
    }
}

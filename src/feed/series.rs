//! Series: what recurs by one rule, at the same time of day.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::dtstart::Shown;
use super::zones::Zones;
use crate::plan::{
    DateRange, Event, LocalSession, LocalTime, RecurrenceRule, Repeat, Session, Unit,
};

/// Occurrences by one rule at the same time of day, or a single occurrence.
#[derive(Clone)]
pub(super) struct Series {
    /// The first day that its rule names, also where there is no occurrence on it; where it is cut
    /// off, the day after the cut.
    pub begins: NaiveDate,
    /// The first day of each occurrence, in order; before [`Series::published`], those that are
    /// left out at its ends too.
    pub days: Vec<NaiveDate>,
    /// The days of the first occurrence, if it takes whole days.
    run: DateRange,
    /// Its session; none for whole days.
    session: Option<NthSession>,
    pub rule: RecurrenceRule,
    /// Whether the rule ends by count, and not by its last day.
    pub is_counted: bool,
    /// Days of the rule without an occurrence in this series.
    pub left_out: BTreeSet<NaiveDate>,
    pub origin: Origin,
}

/// The origin of a series.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The whole series of a rule.
    Own,
    /// A piece of a series, cut off at a change of clocks.
    Cut,
    /// One occurrence published alone: moved too far for its series, or in UTC.
    Single,
}

/// A session, and which of its day it is.
#[derive(Clone, Copy)]
struct NthSession {
    /// Its number within the day, from 0.
    index: usize,
    session: Session,
    zone: Tz,
}

impl NthSession {
    fn on(self, day: NaiveDate) -> LocalSession {
        let Self { session, zone, .. } = self;
        LocalSession { session, day, zone }
    }
}

/// Returns the sessions of a day; one that takes the whole day if there are none.
fn sessions(event: &Event, day: NaiveDate) -> Vec<Option<NthSession>> {
    let mut sessions = Vec::new();
    if let Some(hours) = &event.hours {
        for (index, session) in hours.of(day).sessions.iter().enumerate() {
            let (session, zone) = (*session, hours.zone);
            sessions.push(Some(NthSession {
                index,
                session,
                zone,
            }));
        }
    }
    if sessions.is_empty() {
        sessions.push(None);
    }
    sessions
}

/// Returns the series of a run of days: whole, or cut where the sessions of the days change.
pub(super) fn of_run(event: &Event, run: DateRange) -> Vec<Series> {
    let Some(hours) = event.hours.as_ref().filter(|_| !event.runs().is_empty()) else {
        return vec![Series::daily(run, None)];
    };
    let days: Vec<NaiveDate> = run.days().collect();
    let mut all = Vec::new();
    for alike in days.chunk_by(|one, other| hours.of(*one) == hours.of(*other)) {
        let run = DateRange::days_from(alike[0], alike.len() as u64).expect("days of the run");
        let sessions = sessions(event, alike[0]).into_iter();
        all.extend(sessions.map(|session| Series::daily(run, session)));
    }
    all
}

/// Returns the series of a stretch whose first occurrence is that run: one for each session and
/// each rule that a calendar can follow, also where no day is left of it. `order` is that of the
/// whole event.
pub(super) fn of_repeat(
    event: &Event,
    repeat: &Repeat,
    run: DateRange,
    order: &OccurrenceOrder,
) -> Vec<Series> {
    let first = run.first();
    let mut all = Vec::new();
    for rule in repeat.rule.split() {
        let days = repeat.occurrences.iter().copied();
        let days: Vec<NaiveDate> = days.filter(|day| rule.names(first, *day)).collect();
        let Some(begins) = days.first().copied() else {
            continue;
        };
        for session in sessions(event, first) {
            let mut series = Series {
                begins,
                days: days.clone(),
                run,
                session,
                rule: rule.clone(),
                is_counted: repeat.is_counted,
                left_out: BTreeSet::new(),
                origin: Origin::Own,
            };
            let is_apart = |day: &&NaiveDate| {
                let is_moved = order.disturbed.contains(*day);
                (is_moved || series.replaces_no_time(event, **day)) && !order.alone.contains(*day)
            };
            let apart: Vec<NaiveDate> = days.iter().filter(is_apart).copied().collect();
            all.extend(apart.iter().map(|day| series.single(*day, Origin::Single)));
            let except = days.iter().filter(|day| repeat.except.contains(day));
            series.left_out = except.chain(&apart).copied().collect();
            all.push(series);
        }
    }
    all
}

/// Returns the days of the occurrence that begins on that day.
fn planned(run: DateRange, day: NaiveDate) -> DateRange {
    run.moved_to(day).expect("days up to 2199 are valid")
}

/// The order of the occurrences of an event, over all of its stretches: so that what a part is does
/// not depend on where the series is cut.
#[derive(Default)]
pub(super) struct OccurrenceOrder {
    /// The planned days of occurrences that are moved to a day on which another of their series is
    /// or would be, or beyond one, which Outlook refuses; or before the first of their entry, where
    /// not every calendar looks for them.
    disturbed: BTreeSet<NaiveDate>,
    /// The days of occurrences that are the only ones of their rule.
    alone: BTreeSet<NaiveDate>,
}

/// An occurrence as it is planned and as it is held.
struct Occasion {
    planned: DateRange,
    held: DateRange,
    /// Whether its stretch begins with it.
    is_first: bool,
}

impl OccurrenceOrder {
    /// Finds the order of the occurrences of an event that recurs.
    pub(crate) fn of(event: &Event) -> Self {
        let mut order = Self::default();
        let rules = event
            .repeat
            .as_ref()
            .map(|repeat| repeat.rule.split().len());
        for nth in 0..rules.unwrap_or(0) {
            let occasions: Vec<Occasion> = event
                .stretches()
                .flat_map(|stretch| occasions(stretch.event, nth))
                .collect();
            match &occasions[..] {
                [only] => drop(order.alone.insert(only.planned.first())),
                occasions => order.disturbed.extend(out_of_order(occasions)),
            }
        }
        order
    }
}

/// Returns the occurrences of a stretch that its nth rule names.
fn occasions(event: &Event, nth: usize) -> Vec<Occasion> {
    let (Some(repeat), [run, ..]) = (&event.repeat, event.runs()) else {
        return Vec::new();
    };
    let rules = repeat.rule.split();
    let days = repeat.occurrences.iter().copied();
    let days = days.filter(|day| rules[nth].names(run.first(), *day));
    let mut occasions = Vec::new();
    for day in days {
        let planned = planned(*run, day);
        let instead = event.overrides.get(&day);
        occasions.push(Occasion {
            planned,
            held: instead.map_or(planned, |instead| days_held(instead, event)),
            is_first: occasions.is_empty(),
        });
    }
    occasions
}

/// Returns the planned days of the occurrences that are [`OccurrenceOrder::disturbed`].
fn out_of_order(occasions: &[Occasion]) -> BTreeSet<NaiveDate> {
    let (mut found, mut kept) = (BTreeSet::new(), Vec::<&Occasion>::new());
    for (at, own) in occasions.iter().enumerate() {
        let Occasion { planned, held, .. } = own;
        let is_early = match at.checked_sub(1) {
            Some(before) => held.first() <= occasions[before].planned.last(),
            None => held.first() < planned.first(),
        };
        let after = occasions.get(at + 1);
        if is_early || after.is_some_and(|after| held.last() >= after.planned.first()) {
            found.insert(planned.first());
        } else {
            kept.push(own);
        }
    }
    // Two neighbours among the others may have changed places.
    for pair in kept.windows(2) {
        if pair[0].held.last() >= pair[1].held.first() {
            found.extend(pair.iter().map(|own| own.planned.first()));
        }
    }
    for own in occasions.iter().filter(|own| own.is_first) {
        if own.held.first() < own.planned.first() {
            found.insert(own.planned.first());
        }
    }
    found
}

/// Returns the days of an override; with hours, those on which its sessions begin, by the clocks of
/// its series.
fn days_held(instead: &Event, series: &Event) -> DateRange {
    let Some(hours) = &series.hours else {
        return instead.window;
    };
    let starts = instead
        .usual_sessions()
        .into_iter()
        .map(LocalSession::start);
    let days = starts.map(|start| DateRange::day(start.seen_in(hours.zone).date()));
    days.reduce(DateRange::hull).unwrap_or(instead.window)
}

impl Series {
    /// Returns the series of a run that has the same session every day, or takes whole days.
    fn daily(run: DateRange, session: Option<NthSession>) -> Self {
        let (interval, unit, on) = (1, Unit::Day, Vec::new());
        let days = match session {
            Some(_) => run.days().collect(),
            None => vec![run.first()],
        };
        Self {
            begins: run.first(),
            days,
            run,
            session,
            rule: RecurrenceRule { interval, unit, on },
            is_counted: true,
            left_out: BTreeSet::new(),
            origin: Origin::Own,
        }
    }

    /// Returns one of its occurrences by itself.
    fn single(&self, day: NaiveDate, origin: Origin) -> Self {
        let (begins, days, rule) = (day, vec![day], self.rule.clone());
        let left_out = BTreeSet::new();
        Self {
            begins,
            days,
            left_out,
            origin,
            rule,
            ..*self
        }
    }

    /// Returns when it is on that day, if there is no override.
    pub(crate) fn shown(&self, day: NaiveDate, zones: &Zones) -> Shown {
        match self.session {
            Some(session) => Shown::timed(session.on(day), zones),
            None => Shown::Days(planned(self.run, day)),
        }
    }

    /// Returns when an override of it is.
    pub(crate) fn shown_override(&self, instead: &Event, zones: &Zones) -> Shown {
        let sessions = instead.usual_sessions();
        let times = self.session.and_then(|session| sessions.get(session.index));
        times.map_or(Shown::Days(instead.window), |times| {
            Shown::timed(*times, zones)
        })
    }

    /// Whether an override replaces a time that clocks leap over or show twice: no rule names the
    /// one (RFC 5545 §3.3.10), and readers differ in which of two they mean.
    fn replaces_no_time(&self, event: &Event, day: NaiveDate) -> bool {
        let session = self.session.map(|session| session.on(day));
        let is_no_time = session.is_some_and(|on| !on.start().is_one() || !on.end().is_one());
        event.overrides.contains_key(&day) && is_no_time
    }

    /// Whether clocks change during that occurrence, so that it is shorter or longer than they
    /// show.
    pub(crate) fn is_over_a_change(&self, day: NaiveDate) -> bool {
        let session = self.session.map(|session| session.on(day));
        session.is_some_and(|on| {
            let (start, end) = (on.start(), on.end());
            end.utc() - start.utc() != end.time - start.time
        })
    }

    /// Returns the number of its session within the day, from 0.
    pub(crate) fn index(&self) -> usize {
        self.session.map_or(0, |session| session.index)
    }

    /// Returns its start on that day, if it has hours.
    pub(crate) fn start(&self, day: NaiveDate) -> Option<LocalTime> {
        self.session.map(|session| session.on(day).start())
    }

    /// Returns the series without left-out days at its ends: not every calendar leaves out an
    /// occurrence that is the first.
    fn trimmed(mut self) -> Self {
        let is_held = |day: &NaiveDate| !self.left_out.contains(day);
        let end = self
            .days
            .iter()
            .rposition(is_held)
            .map_or(0, |last| last + 1);
        let start = self.days.iter().position(is_held).unwrap_or(end);
        self.days = self.days[start..end].to_vec();
        let (first, last) = (self.days.first(), self.days.last());
        self.left_out
            .retain(|day| Some(day) > first && Some(day) < last);
        self
    }

    /// Returns the series as calendars can follow it: each occurrence by itself if local times are
    /// published in UTC, since clocks may change in between.
    pub(crate) fn published(self, zones: &Zones) -> Vec<Self> {
        if self.can_recur(zones) {
            let pieces = self.cut_at_changes().into_iter();
            return pieces.flat_map(Self::with_a_usual_beginning).collect();
        }
        let held = self.days.iter().filter(|day| !self.left_out.contains(*day));
        held.map(|day| self.single(*day, Origin::Single)).collect()
    }

    /// Whether calendars can follow its rule: those of whole days always.
    pub(crate) fn can_recur(&self, zones: &Zones) -> bool {
        self.session
            .is_none_or(|session| zones.has_series(session.zone))
    }

    /// Returns the series cut where its rule names a left-out time that its clocks leap over or
    /// show twice: readers differ in what they then count, and in what EXDATE means.
    fn cut_at_changes(self) -> Vec<Self> {
        let mut pieces: Vec<Self> = Vec::new();
        for (nth, days) in self
            .days
            .split(|day| self.is_cut_at(*day))
            .filter(|days| !days.is_empty())
            .enumerate()
        {
            // The first piece keeps the beginning and the origin of the series.
            let (begins, origin) = match nth {
                0 => (self.begins, self.origin),
                _ => (days[0], Origin::Cut),
            };
            let days = days.to_vec();
            pieces.push(
                Self {
                    begins,
                    origin,
                    days,
                    ..self.clone()
                }
                .trimmed(),
            );
        }
        pieces.retain(|piece| !piece.days.is_empty());
        pieces
    }

    fn is_cut_at(&self, day: NaiveDate) -> bool {
        let start = self.start(day);
        self.left_out.contains(&day) && start.is_some_and(|start| !start.is_one())
    }

    /// Splits off first occurrences whose duration differs from the others', since that of the
    /// first is that of all (RFC 5545 §3.8.5.3).
    fn with_a_usual_beginning(mut self) -> Vec<Self> {
        let mut all = Vec::new();
        while self.days.len() > 1 && self.is_over_a_change(self.days[0]) {
            all.push(self.single(self.days[0], Origin::Cut));
            self.days.remove(0);
            self = self.trimmed();
            if self.origin == Origin::Cut {
                self.begins = self.days[0];
            }
        }
        all.extend((!self.days.is_empty()).then_some(self));
        all
    }
}

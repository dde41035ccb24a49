//! Series: what recurs by one rule, at the same time of day.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::part::{Part, Shown};
use super::zones::Zones;
use crate::ical::{date_time, weekday_code};
use crate::plan::{DateRange, Event, Local, On, Repeat, Rule, Session, Unit};

/// What recurs by one rule, at the same time of day.
#[derive(Clone)]
pub(super) struct Series {
    /// The first day of each time, in order.
    days: Vec<NaiveDate>,
    /// How many days each takes.
    length: i64,
    /// Which session of the day it is, from 0; none for whole days.
    session: Option<(usize, Session)>,
    rule: Rule,
    /// Whether the rule ends by count, and not by its last day.
    is_counted: bool,
    /// Days that the rule names, but on which it is not, or is told of apart.
    left_out: Vec<NaiveDate>,
    /// Whether it is a single meeting that can't be told of within its series.
    pub is_apart: bool,
}

/// A run of days: whole, or cut where the sessions of the days change.
pub(super) fn of_run(event: &Event, run: DateRange) -> Vec<Series> {
    let each_day = || Rule { interval: 1, unit: Unit::Day, on: Vec::new() };
    let whole = |first, length| Series {
        days: vec![first],
        length,
        session: None,
        rule: each_day(),
        is_counted: true,
        left_out: Vec::new(),
        is_apart: false,
    };
    let Some(hours) = event.hours.as_ref().filter(|_| !event.runs().is_empty()) else {
        return vec![whole(run.first(), run.count())];
    };
    let days: Vec<NaiveDate> = run.days().collect();
    let alike = days.chunk_by(|one, other| hours.of(*one) == hours.of(*other));
    let series = alike.flat_map(|days| {
        let sessions = hours.of(days[0]).iter().copied().enumerate();
        let timed = sessions.map(|session| Series { session: Some(session), days: days.to_vec(), ..whole(days[0], 1) });
        let timed: Vec<Series> = timed.collect();
        if timed.is_empty() { vec![whole(days[0], days.len() as i64)] } else { timed }
    });
    series.collect()
}

/// Meetings that recur: a series for each session and each rule that a calendar can follow.
pub(super) fn of_repeat(event: &Event, repeat: &Repeat, length: i64) -> Vec<Series> {
    let Some(first) = repeat.meetings.first() else { return Vec::new() };
    let sessions = event.hours.as_ref().map_or(&[][..], |hours| hours.of(*first));
    let sessions: Vec<Option<(usize, Session)>> = match sessions {
        [] => vec![None],
        sessions => sessions.iter().copied().enumerate().map(Some).collect(),
    };
    // No rule names a time that clocks leap over (RFC 5545 §3.3.10), so nothing can replace it within its series.
    let is_unknown = |day: NaiveDate| {
        let starts = event.hours.iter().flat_map(|hours| hours.of(day).iter().map(|session| (session.on(day).0, hours.zone)));
        repeat.instances.contains_key(&day) && starts.map(|(time, zone)| Local { time, zone }).any(|start| !start.exists())
    };
    let mut all = Vec::new();
    for rule in repeat.rule.single() {
        let days: Vec<NaiveDate> = repeat.meetings.iter().copied().filter(|day| rule.names(*first, *day)).collect();
        let apart: Vec<NaiveDate> =
            days.iter().copied().filter(|day| is_out_of_order(*day, &days, length, repeat) || is_unknown(*day)).collect();
        let left_out = days.iter().copied().filter(|day| repeat.except.contains(day) || apart.contains(day)).collect();
        let whole = Series { days, length, session: None, rule, is_counted: repeat.is_counted, left_out, is_apart: false };
        let whole = whole.trimmed();
        for session in &sessions {
            let single =
                |day| Series { days: vec![day], session: *session, left_out: Vec::new(), is_apart: true, ..whole.clone() };
            all.extend(apart.iter().copied().map(single));
            all.extend((!whole.days.is_empty()).then(|| Series { session: *session, ..whole.clone() }));
        }
    }
    all
}

/// Whether a meeting is moved to a day on which another of its series would be, or beyond one, which Outlook refuses; or
/// before the first, where not every calendar looks for it.
fn is_out_of_order(day: NaiveDate, days: &[NaiveDate], length: i64, repeat: &Repeat) -> bool {
    let Some(window) = repeat.instances.get(&day).map(|instance| instance.window) else { return false };
    let before = days.iter().rev().find(|other| **other < day).map(|before| *before + TimeDelta::days(length));
    let after = days.iter().find(|other| **other > day);
    window.first() < before.unwrap_or(day) || after.is_some_and(|after| window.last() >= *after)
}

impl Series {
    /// When it begins, by its own clock; whole days at midnight.
    pub(super) fn start(&self, event: &Event) -> Option<NaiveDateTime> {
        let day = self.days.first()?;
        // A time of its own, if what is published is a single meeting that differs.
        let moved = self.alone(event).map(|instance| (instance.window.first(), session_of(instance, self.session)));
        let (day, session) = moved.unwrap_or((*day, self.session.map(|(_, session)| session)));
        Some(session.map_or(day.and_time(NaiveTime::MIN), |session| session.on(day).0))
    }

    /// The meeting that differs, where this is that alone.
    fn alone<'a>(&self, event: &'a Event) -> Option<&'a Event> {
        let [day] = self.days[..] else { return None };
        event.repeat.as_ref()?.instances.get(&day)
    }

    /// Without what is left out at its ends: not every calendar leaves out a meeting that is the first.
    fn trimmed(mut self) -> Self {
        let is_held = |day: &NaiveDate| !self.left_out.contains(day);
        self.days.truncate(self.days.iter().rposition(is_held).map_or(0, |last| last + 1));
        self.days.drain(..self.days.iter().position(is_held).unwrap_or(0));
        self.left_out.retain(|day| self.days.contains(day));
        self
    }

    /// The times at its beginning apart whose length is another, since that of the first is that of all (RFC 5545
    /// §3.8.5.3).
    fn with_a_usual_beginning(mut self, event: &Event) -> Vec<Self> {
        let mut apart = Vec::new();
        while self.days.len() > 1 && self.is_over_a_change(event, self.days[0]) {
            let first = self.days.remove(0);
            apart.push(Self { days: vec![first], left_out: Vec::new(), is_apart: true, ..self.clone() });
            self = self.trimmed();
        }
        apart.push(self);
        apart
    }

    /// Whether clocks change meanwhile, so that it is shorter or longer than they show.
    fn is_over_a_change(&self, event: &Event, day: NaiveDate) -> bool {
        let (Some((_, session)), Some(hours)) = (self.session, &event.hours) else { return false };
        let (start, end) = session.on(day);
        let utc = |time| Local { time, zone: hours.zone }.utc();
        utc(end) - utc(start) != end - start
    }

    /// As calendars can be told of it: in UTC, each time by itself, since clocks may change in between.
    pub(super) fn told(self, event: &Event, in_utc: bool) -> Vec<Self> {
        if !in_utc || self.session.is_none() {
            return self.with_a_usual_beginning(event);
        }
        let days = self.days.iter().copied().filter(|day| !self.left_out.contains(day));
        days.map(|day| Self { days: vec![day], left_out: Vec::new(), is_apart: false, ..self.clone() }).collect()
    }

    /// The part, then its meetings that differ.
    pub(super) fn parts<'a>(&self, event: &'a Event, number: usize, zones: &Zones) -> Vec<Part<'a>> {
        let Some(start) = self.start(event) else { return Vec::new() };
        let part = |event, shown| Part {
            event,
            number,
            start,
            shown,
            rule: None,
            except: Vec::new(),
            instead_of: None,
            is_override: false,
            placeholder: None,
        };
        if let Some(instance) = self.alone(event) {
            let instead_of = Some(self.shown(event, self.days[0], zones));
            return vec![Part { instead_of, ..part(instance, self.instance(instance, zones)) }];
        }
        let own = |day: &NaiveDate| {
            let instance = event.repeat.as_ref().and_then(|repeat| repeat.instances.get(day));
            match instance {
                Some(instance) => Some((instance, self.instance(instance, zones))),
                // Some calendars give it the length of the first, some the end that clocks show.
                None => self.is_over_a_change(event, *day).then(|| (event, self.shown(event, *day, zones))),
            }
        };
        let several = if self.days.len() > 1 { &self.days[..] } else { &[] };
        let own = several.iter().filter(|day| !self.left_out.contains(day)).filter_map(|day| Some((day, own(day)?)));
        let overrides = own.map(|(day, (event_or_instance, shown))| Part {
            instead_of: Some(self.shown(event, *day, zones)),
            is_override: true,
            ..part(event_or_instance, shown)
        });
        let master = Part {
            rule: (self.days.len() > 1).then(|| self.recurrence(event)),
            except: self.left_out.iter().map(|day| self.shown(event, *day, zones)).collect(),
            ..part(event, self.shown(event, self.days[0], zones))
        };
        std::iter::once(master).chain(overrides).collect()
    }

    /// When it is, on a day of its own.
    fn shown(&self, event: &Event, day: NaiveDate, zones: &Zones) -> Shown {
        match (self.session, &event.hours) {
            (Some((_, session)), Some(hours)) => timed(session, day, hours.zone, zones),
            _ => Shown::Days(DateRange::days_from(day, self.length.unsigned_abs()).unwrap_or(DateRange::day(day))),
        }
    }

    /// When a meeting is that differs.
    fn instance(&self, instance: &Event, zones: &Zones) -> Shown {
        match (session_of(instance, self.session), &instance.hours) {
            (Some(session), Some(hours)) => timed(session, instance.window.first(), hours.zone, zones),
            _ => Shown::Days(instance.window),
        }
    }

    /// The rule as RFC 5545 §3.3.10 writes it. UNTIL is the beginning of the last time, in UTC for times.
    fn recurrence(&self, event: &Event) -> String {
        let Rule { interval, unit, on } = &self.rule;
        let frequency = match unit {
            Unit::Day => "DAILY",
            Unit::Week => "WEEKLY",
            Unit::Month => "MONTHLY",
            Unit::Year => "YEARLY",
        };
        let mut rule = format!("FREQ={frequency}");
        if *interval > 1 {
            let _ = write!(rule, ";INTERVAL={interval}");
            rule.push_str(if *unit == Unit::Week { ";WKST=MO" } else { "" });
        }
        if *unit == Unit::Year {
            let _ = write!(rule, ";BYMONTH={}", self.days[0].month());
        }
        rule.push_str(&by_days(on));
        let last = *self.days.last().unwrap_or(&self.days[0]);
        // Nor does it count such a time, so that it would go on for longer.
        let exists = |day: &NaiveDate| match (self.session, &event.hours) {
            (Some((_, session)), Some(hours)) => Local { time: session.on(*day).0, zone: hours.zone }.exists(),
            _ => true,
        };
        let is_counted = self.is_counted && self.days.iter().all(exists);
        let _ = match (is_counted, self.session, &event.hours) {
            (true, ..) => write!(rule, ";COUNT={}", self.days.len()),
            (false, Some((_, session)), Some(hours)) => {
                let last = Local { time: session.on(last).0, zone: hours.zone };
                write!(rule, ";UNTIL={}Z", date_time(last.utc()))
            }
            (false, ..) => write!(rule, ";UNTIL={}", last.format("%Y%m%d")),
        };
        rule
    }
}

/// Which session of a meeting that differs is meant by that of its series.
fn session_of(instance: &Event, session: Option<(usize, Session)>) -> Option<Session> {
    let hours = instance.hours.as_ref()?;
    hours.of(instance.window.first()).get(session?.0).copied()
}

fn timed(session: Session, day: NaiveDate, zone: Tz, zones: &Zones) -> Shown {
    let (start, end) = session.on(day);
    let [start, end] = [start, end].map(|time| Local { time, zone });
    Shown::Timed { start, end, in_utc: zones.rule(zone).is_none() }
}

/// `;BYDAY=TU,TH`, `;BYMONTHDAY=15`.
fn by_days(on: &[On]) -> String {
    let day = |on: &On| match on {
        On::Weekday(weekday) => ("BYDAY", weekday_code(*weekday).to_owned()),
        On::Nth(n, weekday) => ("BYDAY", format!("{n}{}", weekday_code(*weekday))),
        On::Last(weekday) => ("BYDAY", format!("-1{}", weekday_code(*weekday))),
        On::Day(number) => ("BYMONTHDAY", number.to_string()),
        On::LastDay => ("BYMONTHDAY", "-1".to_owned()),
    };
    let (names, days): (Vec<_>, Vec<_>) = on.iter().map(day).unzip();
    names.first().map_or_else(String::new, |name| format!(";{name}={}", days.join(",")))
}

//! Meetings that recur: on which days, and which of them differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::{Event, Stated};

/// The most meetings of an event, and the most days on which one has hours: in UTC, each is an
/// entry of its own.
pub const MOST_MEETINGS: usize = 1000;

/// The most days with hours of their own, and the most on which a series has no meeting: each entry
/// names them all.
pub const MOST_EXCEPTIONS: usize = 366;

/// How a meeting recurs.
#[derive(Clone, Debug)]
pub struct Repeat {
    /// On which days.
    pub rule: Rule,
    /// Whether `count` says how many there are, and not `until`.
    pub is_counted: bool,
    /// The first day of each meeting, in order; those in `except` and `instances` are among them.
    pub meetings: Vec<NaiveDate>,
    /// First days on which there is no meeting after all.
    pub except: BTreeSet<NaiveDate>,
    /// Meetings that differ, as they are instead, by the first day that they would have; each has
    /// as many sessions as the others.
    pub instances: BTreeMap<NaiveDate, Event>,
}

impl Repeat {
    /// The first days of meetings that take place, as they are, in order; of all, if each of them
    /// is cancelled by itself.
    pub fn takes_place(&self) -> Vec<NaiveDate> {
        let day = |day: NaiveDate| {
            self.instances
                .get(&day)
                .map_or(day, |instance| instance.window.first())
        };
        let is_live = |day: &NaiveDate| {
            self.instances
                .get(day)
                .is_none_or(|instance| instance.stated() != Stated::Cancelled)
        };
        let live: Vec<NaiveDate> = self.held().filter(is_live).map(day).collect();
        let mut days = if live.is_empty() {
            self.held().map(day).collect()
        } else {
            live
        };
        days.sort_unstable();
        days
    }

    /// The first days of meetings that take place, each the day that it would have if it is one
    /// that differs.
    pub fn held(&self) -> impl Iterator<Item = NaiveDate> {
        self.meetings
            .iter()
            .copied()
            .filter(|day| !self.except.contains(day))
    }
}

/// A rule that names days, from a first one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Each how many of them, from 1.
    pub interval: u16,
    /// Of what.
    pub unit: Unit,
    /// Which days: of a week its weekdays, of a month or a year days of the month. Nothing for
    /// days, else at least one.
    pub on: Vec<On>,
}

/// What a meeting recurs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// The same month of years.
    Year,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The word for it in definitions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// A day of a week or of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// That weekday.
    Weekday(Weekday),
    /// That weekday for the nth time in the month, 1 to 4.
    Nth(u8, Weekday),
    /// That weekday for the last time in the month.
    Last(Weekday),
    /// That day of the month, 1 to 31.
    Day(u8),
    /// The last day of the month.
    LastDay,
}

impl On {
    /// Whether it names that day.
    pub fn names(self, day: NaiveDate) -> bool {
        let week_of_month = day.day0() / 7 + 1;
        let is_last = |days: i64| (day + TimeDelta::days(days)).month() != day.month();
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday,
            Self::Nth(n, weekday) => day.weekday() == weekday && week_of_month == u32::from(n),
            Self::Last(weekday) => day.weekday() == weekday && is_last(7),
            Self::Day(number) => day.day() == u32::from(number),
            Self::LastDay => is_last(1),
        }
    }
}

impl Rule {
    /// Whether it names that day, its periods being counted from that of `first`.
    pub fn names(&self, first: NaiveDate, day: NaiveDate) -> bool {
        let monday =
            |day: NaiveDate| day - TimeDelta::days(day.weekday().num_days_from_monday().into());
        let months = |day: NaiveDate| i64::from(day.year()) * 12 + i64::from(day.month0());
        let periods = match self.unit {
            Unit::Day => (day - first).num_days(),
            Unit::Week => (monday(day) - monday(first)).num_weeks(),
            Unit::Month => months(day) - months(first),
            Unit::Year if day.month() != first.month() => return false,
            Unit::Year => i64::from(day.year() - first.year()),
        };
        periods % i64::from(self.interval) == 0
            && (self.on.is_empty() || self.on.iter().any(|on| on.names(day)))
    }

    /// The days that it names, from `first` to `last`, both inclusive; at most `most`.
    pub fn days(&self, first: NaiveDate, last: NaiveDate, most: usize) -> Vec<NaiveDate> {
        first
            .iter_days()
            .take_while(|day| *day <= last)
            .filter(|day| self.names(first, *day))
            .take(most)
            .collect()
    }

    /// As rules that calendars can follow: Outlook knows one day of the month in each, and several
    /// weekdays of a week.
    pub fn split(&self) -> Vec<Self> {
        match self.unit {
            Unit::Month | Unit::Year => self
                .on
                .iter()
                .map(|on| Self {
                    on: vec![*on],
                    ..self.clone()
                })
                .collect(),
            Unit::Day | Unit::Week => vec![self.clone()],
        }
    }
}

//! The times that a recurrence rule names.
//!
//! INTERVAL counts periods: years, months, weeks or days, else hours, minutes or seconds. Each one
//! that counts has a set of times, and BYSETPOS picks from it (RFC 5545 §3.3.10).

use std::collections::{BTreeSet, VecDeque};
use std::iter::Peekable;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::rule::{By, Frequency, Rrule};
use super::rule_days::NamedDays;

/// A rule that has named nothing in that many steps names nothing more.
const MOST_STEPS: u32 = 100_000;

/// The times of a rule from a start on, ended neither by COUNT nor by UNTIL.
pub(super) struct RuleTimes {
    /// The rule with what it takes from its start.
    rule: Rrule,
    start: NaiveDateTime,
    days: Peekable<NamedDays>,
    /// RuleTimes of day; of rules by the hour and finer, within an hour or a minute.
    times: Vec<NaiveTime>,
    /// BYSETPOS.
    positions: Vec<isize>,
    /// The next hour, minute or second to look at, since 1 January of year 1.
    unit: i64,
    named: VecDeque<NaiveDateTime>,
}

impl RuleTimes {
    pub(super) fn new(rule: &Rrule, start: NaiveDateTime) -> Self {
        let rule = rule.with_defaults(start);
        let first = match rule.frequency {
            Frequency::Yearly => start.date().with_ordinal(1),
            Frequency::Monthly => start.date().with_day(1),
            Frequency::Weekly => {
                let days = start.weekday().days_since(rule.first_weekday());
                start.date().checked_sub_days(Days::new(days.into()))
            }
            _ => None,
        };
        let days = NamedDays::new(&rule, first.unwrap_or(start.date()));
        let mut times = Self {
            times: rule.times_of_day(),
            positions: rule.numbers(By::Position),
            days: days.peekable(),
            unit: 0,
            named: VecDeque::new(),
            rule,
            start,
        };
        times.unit = times.first_unit();
        times
    }

    /// Takes one step towards the next time; none if there is no further.
    fn step(&mut self) -> Option<()> {
        if self.rule.frequency > Frequency::Daily {
            return self.step_within_day();
        }
        let day = self.days.next()?;
        let Some(period) = self.period_that_counts(day) else {
            return Some(());
        };
        if self.positions.is_empty() {
            self.name(&[day], None);
            return Some(());
        }
        let mut days = vec![day];
        while let Some(next) = self
            .days
            .next_if(|next| period_of(&self.rule, *next) == period)
        {
            days.push(next);
        }
        self.name(&days, None);
        Some(())
    }

    fn step_within_day(&mut self) -> Option<()> {
        let length = self.unit_length();
        let seconds = self.unit * length;
        let today = seconds.div_euclid(86_400);
        let day = *self.days.peek()?;
        let next = i64::from(day.num_days_from_ce());
        if next < today {
            self.days.next();
            return Some(());
        }
        let second = u32::try_from(seconds.rem_euclid(86_400)).ok()?;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0)?;
        let is_minute = self.rule.frequency >= Frequency::Minutely;
        let is_second = self.rule.frequency == Frequency::Secondly;
        let skipped_to = if next > today {
            Some(next * 86_400)
        } else if !self.rule.allows(By::Hour, time.hour()) {
            Some((seconds.div_euclid(3600) + 1) * 3600)
        } else if is_minute && !self.rule.allows(By::Minute, time.minute()) {
            Some((seconds.div_euclid(60) + 1) * 60)
        } else if is_second && !self.rule.allows(By::Second, time.second()) {
            Some(seconds + 1)
        } else {
            None
        };
        match skipped_to {
            Some(seconds) => self.unit = self.on_interval(seconds / length),
            None => {
                self.name(&[day], Some(time));
                self.unit += i64::from(self.rule.interval);
            }
        }
        Some(())
    }

    /// Names the times of one period, or those that BYSETPOS picks of them.
    fn name(&mut self, days: &[NaiveDate], unit: Option<NaiveTime>) {
        let all = days.len() * self.times.len();
        if self.positions.is_empty() {
            for at in 0..all {
                self.name_one(days, unit, at);
            }
            return;
        }
        let positions = self.positions.iter().filter_map(|position| match position {
            1.. => usize::try_from(position - 1).ok(),
            _ => all.checked_add_signed(*position),
        });
        let picked: BTreeSet<usize> = positions.filter(|at| *at < all).collect();
        for at in picked {
            self.name_one(days, unit, at);
        }
    }

    fn name_one(&mut self, days: &[NaiveDate], unit: Option<NaiveTime>, at: usize) {
        let time = self.times[at % self.times.len()];
        let time = match unit {
            Some(unit) => unit + (time - NaiveTime::MIN),
            None => time,
        };
        let time = days[at / self.times.len()].and_time(time);
        if time >= self.start {
            self.named.push_back(time);
        }
    }

    /// Returns the period of a day, if INTERVAL counts it.
    fn period_that_counts(&self, day: NaiveDate) -> Option<i64> {
        let first = period_of(&self.rule, self.start.date());
        let period = period_of(&self.rule, day);
        let is_counted = (period - first) % i64::from(self.rule.interval) == 0;
        is_counted.then_some(period)
    }

    /// Returns the seconds of what INTERVAL counts within a day.
    fn unit_length(&self) -> i64 {
        match self.rule.frequency {
            Frequency::Hourly => 3600,
            Frequency::Minutely => 60,
            _ => 1,
        }
    }

    fn first_unit(&self) -> i64 {
        let days = i64::from(self.start.num_days_from_ce());
        let seconds = days * 86_400 + i64::from(self.start.num_seconds_from_midnight());
        seconds / self.unit_length()
    }

    /// Returns the first unit from that one on which INTERVAL counts.
    fn on_interval(&self, unit: i64) -> i64 {
        let interval = i64::from(self.rule.interval);
        let past = (unit - self.first_unit()).rem_euclid(interval);
        if past == 0 {
            unit
        } else {
            unit + interval - past
        }
    }
}

impl Iterator for RuleTimes {
    type Item = NaiveDateTime;

    fn next(&mut self) -> Option<NaiveDateTime> {
        for _ in 0..MOST_STEPS {
            if let Some(time) = self.named.pop_front() {
                return Some(time);
            }
            self.step()?;
        }
        None
    }
}

fn period_of(rule: &Rrule, day: NaiveDate) -> i64 {
    let day = rule.skipped_from(day).unwrap_or(day);
    let year = i64::from(day.year());
    let days = i64::from(day.num_days_from_ce());
    match rule.frequency {
        Frequency::Yearly => year,
        Frequency::Monthly => year * 12 + i64::from(day.month0()),
        // Day 1 of year 1 is a Monday.
        Frequency::Weekly => (days - 1 - i64::from(rule.week_start)).div_euclid(7),
        _ => days,
    }
}

impl Rrule {
    fn times_of_day(&self) -> Vec<NaiveTime> {
        let finer = |by: By, frequency: Frequency| match self.frequency < frequency {
            true => self.numbers::<u32>(by),
            false => vec![0],
        };
        let mut times = Vec::new();
        for hour in finer(By::Hour, Frequency::Hourly) {
            for minute in finer(By::Minute, Frequency::Minutely) {
                for second in finer(By::Second, Frequency::Secondly) {
                    times.extend(NaiveTime::from_hms_opt(hour, minute, second));
                }
            }
        }
        times
    }
}

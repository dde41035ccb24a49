//! The days that the lists of a recurrence rule name.
//!
//! The crate `rrule` is asked, but only for what it is right about: see `docs/decisions/0022`.

use chrono::{
    Datelike, Days, Month, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike,
};
use rrule::{NWeekday, RRule, RRuleSet, RRuleSetIter, Tz};

use super::rule::{By, Frequency, Rrule, Skip};

/// The Gregorian calendar repeats itself after that many years, and days.
const CYCLE: (i32, u64) = (400, 146_097);

/// The last year that the crate looks at.
const LAST_YEAR: i32 = 10_000;

/// The days from a first one on that the lists of a rule name, whatever INTERVAL counts. They end
/// after 400 to 800 years.
pub(super) struct NamedDays {
    rule: Rrule,
    first: NaiveDate,
    source: DaySource,
}

/// Where days come from, before the rule is asked about each.
enum DaySource {
    /// Each day from the first on to a last.
    EachDay(NaiveDate, NaiveDate),
    /// The crate, by a calendar that is that many days later.
    Crate(RRuleSetIter, Days),
    /// A rule that the crate refuses.
    Nowhere,
}

impl NamedDays {
    pub(super) fn new(rule: &Rrule, first: NaiveDate) -> Self {
        Self {
            rule: rule.clone(),
            first,
            source: source(rule, first),
        }
    }
}

impl Iterator for NamedDays {
    type Item = NaiveDate;

    fn next(&mut self) -> Option<NaiveDate> {
        loop {
            let day = match &mut self.source {
                DaySource::EachDay(next, last) => {
                    let day = Some(*next).filter(|day| *day <= *last)?;
                    *next = day.succ_opt()?;
                    day
                }
                DaySource::Crate(days, later) => {
                    days.next()?.date_naive().checked_sub_days(*later)?
                }
                DaySource::Nowhere => return None,
            };
            if day >= self.first && self.rule.names(day) {
                return Some(day);
            }
        }
    }
}

fn source(rule: &Rrule, first: NaiveDate) -> DaySource {
    if rule.names_plain_days() {
        let last = first.checked_add_days(Days::new(CYCLE.1));
        return DaySource::EachDay(first, last.unwrap_or(NaiveDate::MAX));
    }
    // The crate looks for a day until its last year. It is asked for years of the same form that
    // are as late as possible, so that it soon gives up a rule that names none.
    let cycles = (LAST_YEAR - CYCLE.0 - first.year()).max(0) / CYCLE.0;
    let later = Days::new(u64::try_from(cycles).unwrap_or_default() * CYCLE.1);
    let start = NaiveDate::from_ymd_opt(first.year() + cycles * CYCLE.0, 1, 1);
    match start.and_then(|start| days_of_years(rule, start)) {
        Some(days) => DaySource::Crate(days, later),
        None => DaySource::Nowhere,
    }
}

/// Returns the days from the first day of a year on that the crate says a rule names, of all years.
fn days_of_years(rule: &Rrule, start: NaiveDate) -> Option<RRuleSetIter> {
    let months = rule.numbers::<u8>(By::Month).into_iter();
    let months: Vec<Month> = months.filter_map(|n| Month::try_from(n).ok()).collect();
    let weekdays = rule.weekdays().map(|(nth, day)| match nth {
        0 => NWeekday::Every(day),
        nth => NWeekday::Nth(nth, day),
    });
    let mut of_crate = RRule::new(rrule::Frequency::Yearly)
        .by_year_day(rule.numbers(By::YearDay))
        .by_weekday(weekdays.collect());
    // Where nothing else names days, the crate would take that of its start.
    let mut month_days: Vec<i8> = (1..=31).collect();
    if rule.skip == Skip::Omit {
        of_crate = of_crate.by_month(&months);
        if rule.has(By::MonthDay) {
            month_days = rule.numbers(By::MonthDay);
        }
    }
    of_crate = of_crate.by_month_day(month_days);
    let start = Tz::UTC.from_utc_datetime(&start.and_time(NaiveTime::MIN));
    let set = RRuleSet::new(start).rrule(of_crate.validate(start).ok()?);
    Some(set.into_iter())
}

impl Rrule {
    /// Returns the rule with what it takes from its start (RFC 5545 §3.3.10).
    pub(super) fn with_defaults(&self, start: NaiveDateTime) -> Self {
        let mut rule = self.clone();
        let weekday = start.weekday().num_days_from_monday();
        let weekday = u8::try_from(weekday).map(|day| (0, day));
        let has_days = !rule.weekdays.is_empty() || rule.has(By::YearDay) || rule.has(By::MonthDay);
        match rule.frequency {
            _ if has_days => {}
            // A week of the year has one such day (RFC 5545 §3.3.10: BYWEEKNO expands).
            Frequency::Yearly if rule.has(By::WeekNumber) => rule.weekdays.extend(weekday),
            _ if rule.has(By::WeekNumber) => {}
            Frequency::Yearly | Frequency::Monthly => {
                if rule.frequency == Frequency::Yearly && !rule.has(By::Month) {
                    rule.set(By::Month, start.month()..=start.month());
                }
                rule.set(By::MonthDay, start.day()..=start.day());
            }
            Frequency::Weekly => rule.weekdays.extend(weekday),
            _ => {}
        }
        if rule.frequency == Frequency::Monthly && !rule.has(By::Month) {
            // "The nth" is of a month where months are named.
            rule.set(By::Month, 1..=12);
        }
        let time = start.time();
        let parts = [
            (By::Hour, Frequency::Hourly, time.hour()),
            (By::Minute, Frequency::Minutely, time.minute()),
            (By::Second, Frequency::Secondly, time.second()),
        ];
        for (by, frequency, value) in parts {
            if rule.frequency < frequency && !rule.has(by) {
                rule.set(by, value..=value);
            }
        }
        rule
    }

    /// Whether the rule names each day, or each of some weekdays.
    fn names_plain_days(&self) -> bool {
        let lists = [By::Month, By::YearDay, By::MonthDay];
        !lists.iter().any(|by| self.has(*by)) && self.weekdays.iter().all(|(nth, _)| *nth == 0)
    }

    /// Whether the rule names a day that its source has.
    fn names(&self, day: NaiveDate) -> bool {
        let is_weekday = self.weekdays.is_empty()
            || self
                .weekdays()
                .any(|(nth, weekday)| nth != 0 || weekday == day.weekday());
        let is_of_week = !self.has(By::WeekNumber) || self.is_of_week(day);
        let is_of_month = self.skip == Skip::Omit || self.is_of_month(day);
        is_weekday && is_of_week && (is_of_month || self.skipped_from(day).is_some())
    }

    /// Whether BYWEEKNO names the week of a day: the first of a year has at least four days of it.
    fn is_of_week(&self, day: NaiveDate) -> bool {
        let of_week = i64::from(day.weekday().days_since(self.first_weekday()));
        // The fourth day of a week is in the year of the week.
        let Some(fourth) = day.checked_add_signed(TimeDelta::days(3 - of_week)) else {
            return false;
        };
        let days = if fourth.leap_year() { 366 } else { 365 };
        let number = i64::from(fourth.ordinal0() / 7 + 1);
        let left = i64::from((days - fourth.ordinal()) / 7);
        self.contains(By::WeekNumber, number) || self.contains(By::WeekNumber, -1 - left)
    }

    fn is_of_month(&self, day: NaiveDate) -> bool {
        let from_end = day.day().abs_diff(u32::from(day.num_days_in_month())) + 1;
        self.allows(By::Month, day.month())
            && (!self.has(By::MonthDay)
                || self.allows(By::MonthDay, day.day())
                || self.contains(By::MonthDay, -i64::from(from_end)))
    }

    /// Returns the day whose month lacks a named day, for which this day stands (RFC 7529 §4.1).
    pub(super) fn skipped_from(&self, day: NaiveDate) -> Option<NaiveDate> {
        let from = match self.skip {
            Skip::Omit => return None,
            Skip::Backward => Some(day),
            Skip::Forward => day.pred_opt(),
        }?;
        let last = from.num_days_in_month();
        let stands = from.day() == u32::from(last)
            && self.allows(By::Month, from.month())
            && self
                .numbers::<u8>(By::MonthDay)
                .iter()
                .any(|named| *named > last);
        stands.then_some(from)
    }

    pub(super) fn allows(&self, by: By, number: u32) -> bool {
        !self.has(by) || self.contains(by, i64::from(number))
    }
}

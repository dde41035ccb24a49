//! Hours: the sessions of days, and the days that they are on.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::cursor::Cursor;
use super::day::DayForms;
use super::printed_zone::{disagreement, zone_of};
use super::sessions::{day_hours, report_doubts};
use crate::diagnostic::Code;
use crate::phrase::{HoursReading, PrintedZone};
use crate::plan::{
    ALL_DAY, DayHours, EACH, Event, Hours, Key, LocalSession, MOST_EXCEPTIONS, MOST_OCCURRENCES,
};
use crate::source::HoursEntry;

/// The hours as written, before the days are known.
#[derive(Clone)]
pub(super) struct ReadHours<'a> {
    each: Option<DayHours>,
    /// Days with other hours.
    pub on: BTreeMap<NaiveDate, DayHours>,
    /// How long sessions are shown whose end is not given, if the plan says it.
    pub duration: Option<TimeDelta>,
    /// The zones that are printed, by the key of the day; none where the hours have no keys.
    zones: BTreeMap<Option<String>, PrintedZone>,
    pub entry: Cursor<'a, ()>,
}

/// Reads hours; what is wrong is reported at its place.
pub(super) fn read<'a>(
    entry: &Cursor<'a, HoursEntry>,
    forms: DayForms<'_>,
) -> Option<ReadHours<'a>> {
    let grammar = forms.grammar;
    let mut read = ReadHours {
        each: None,
        on: BTreeMap::new(),
        duration: None,
        zones: BTreeMap::new(),
        entry: entry.with(&()),
    };
    let days = match entry.value {
        HoursEntry::Each(text) => {
            let reading = day_hours(&entry.with(text), grammar)?;
            read.each = Some(read.with_zone(None, reading));
            return Some(read);
        }
        HoursEntry::ByDay(days) => entry.with(days),
    };
    if days.0.is_empty() {
        let help = "give those of days, or leave the key out";
        entry.report(Code::BadHours, "this gives no hours", help);
    }
    for (name, text) in days.entries() {
        let reading = day_hours(&text, grammar);
        let hours = reading.map(|reading| read.with_zone(Some(name.to_string()), reading));
        if *name == EACH {
            read.each = hours;
        } else if !name.starts_with(|c: char| c.is_ascii_digit())
            && forms.meant_day(&name).is_none()
        {
            let help = format!("write a day such as `2026-05-10`, or `{EACH}` for all other days");
            let message = format!("`{name}` is neither a day nor `{EACH}`");
            name.report(Code::BadHours, message, help);
        } else if let Some(day) = forms.day(&name) {
            read.on.extend(hours.map(|hours| (day, hours)));
        }
    }
    if read.on.len() > MOST_EXCEPTIONS {
        let message = format!(
            "{} days have hours of their own, more than {MOST_EXCEPTIONS}",
            read.on.len()
        );
        entry.report(Code::BadHours, message, "split the event in time");
    }
    Some(read)
}

impl<'a> ReadHours<'a> {
    /// Returns hours that are printed with the date.
    pub(super) fn printed(reading: HoursReading, date: &Cursor<'a, String>) -> Self {
        report_doubts(date, &reading);
        let mut read = Self {
            each: None,
            on: BTreeMap::new(),
            duration: None,
            zones: BTreeMap::new(),
            entry: date.with(&()),
        };
        read.each = Some(read.with_zone(None, reading));
        read
    }

    /// Reports hours of the event that are not those printed with its date.
    pub(super) fn check_against(&self, printed: &HoursReading, date: &Cursor<'_, String>) {
        if self.on.is_empty() && self.each.as_ref() == Some(&printed.hours) {
            return;
        }
        let message = format!(
            "the date says {}, and `hours` something else",
            printed.hours
        );
        date.report(Code::BadHours, message, "keep the one that is meant");
    }

    /// Keeps the zone that is printed with the hours of a day, and returns the hours.
    fn with_zone(&mut self, key: Option<String>, reading: HoursReading) -> DayHours {
        self.zones.extend(reading.zone.map(|zone| (key, zone)));
        reading.hours
    }

    /// Returns the zone that the hours name themselves: UTC, or anywhere on Earth.
    fn own_zone(&self) -> Option<Tz> {
        zone_of(self.zones.values().next()?.meaning)
    }

    /// Returns the hours, with sessions whose end is not given shown for that duration.
    pub(super) fn lasting(&self, duration: Option<TimeDelta>) -> Self {
        let mut read = self.clone();
        if let Some(duration) = duration {
            read.each = read.each.map(|hours| hours.lasting(duration));
            read.on
                .values_mut()
                .for_each(|hours| *hours = hours.clone().lasting(duration));
        }
        Self { duration, ..read }
    }

    /// Returns the hours of an event, on its exact days or on days that are not known; none where
    /// no day has any.
    pub(super) fn of(&self, event: &Event, zone: Option<Tz>) -> Option<Hours> {
        if self
            .each
            .iter()
            .chain(self.on.values())
            .all(DayHours::is_all_day)
        {
            return None;
        }
        let id = &event.id;
        let zone = zone.or_else(|| self.own_zone());
        if zone.is_none() {
            report_without_zone(&self.entry, id);
        }
        let days: Vec<NaiveDate> = event.runs().iter().flat_map(|run| run.days()).collect();
        if days.len() > MOST_OCCURRENCES {
            let message = format!(
                "`{id}` has hours on {} days, more than {MOST_OCCURRENCES}",
                days.len()
            );
            let help = "write the hours in `description`, or split the event in time";
            self.entry.report(Code::BadHours, message, help);
            return None;
        }
        self.check_days(&days);
        let hours = Hours {
            zone: zone?,
            each: self.each.clone(),
            on: self.on.clone(),
        };
        for pair in days.windows(2) {
            if hours.overlap(pair[0], &hours, pair[1])
                && let Some(last) = hours.of(pair[0]).sessions.last()
                && let Some(first) = hours.of(pair[1]).sessions.first()
            {
                let [before, after] = [pair[0], pair[1]];
                let message =
                    format!("`{first}` on {after} begins before `{last}` of {before} ends");
                let help = "end the one earlier, or begin the other later";
                self.entry.report(Code::BadHours, message, help);
                break;
            }
        }
        let is_timed = days.is_empty() || days.iter().any(|day| !hours.of(*day).is_all_day());
        is_timed.then_some(hours)
    }

    /// Reports a printed zone that is not that of the event on one of its days.
    pub(super) fn check_zones(&self, event: &Event) {
        let Some(hours) = event.hours.as_deref().filter(|_| !self.zones.is_empty()) else {
            return;
        };
        let mut sessions = event.usual_sessions();
        if sessions.is_empty() {
            let days = [event.window.first(), event.window.last()].into_iter();
            sessions = days.flat_map(|day| hours.sessions_on(day)).collect();
        }
        let is_one_day = sessions.iter().all(|local| local.day == sessions[0].day);
        for (key, zone) in &self.zones {
            let mut of_key = sessions
                .iter()
                .filter(|local| self.is_of(local, key.as_deref()));
            let fault = of_key
                .find_map(|local| disagreement(zone, hours.of(local.day), *local, is_one_day));
            if let Some((message, help)) = fault {
                let at = match key {
                    Some(key) => self.entry.step(key.clone(), &()),
                    None => self.entry.clone(),
                };
                at.on_characters(zone.at.clone())
                    .report(Code::BadHours, message, help);
            }
        }
    }

    /// Whether the hours of a session are under that key.
    fn is_of(&self, local: &LocalSession, key: Option<&str>) -> bool {
        match key {
            Some(key) if key != EACH => local.day.to_string() == key,
            _ => !self.on.contains_key(&local.day),
        }
    }

    /// Reports hours on other days, and a day without hours.
    fn check_days(&self, days: &[NaiveDate]) {
        for day in self.on.keys().filter(|day| !days.contains(day)) {
            let (message, help) = match (days.first(), days.last()) {
                (Some(first), Some(last)) => (
                    format!("{day} is not one of the days of this event"),
                    format!("they are {first} to {last}"),
                ),
                _ => (
                    format!("{day} may not be a day of this event: its days are not exact"),
                    "write one `hours` for all days, without naming days".to_owned(),
                ),
            };
            let day = self.entry.step(day.to_string(), &()).on_key();
            day.report(Code::BadHours, message, help);
        }
        if self.each.is_some() {
            return;
        }
        if let Some(day) = days.iter().find(|day| !self.on.contains_key(day)) {
            let help = format!(
                "add `{EACH}` with the hours of all other days; `{EACH}: {ALL_DAY}` if they have \
                 none"
            );
            let message = format!("{day} has no hours");
            self.entry.report(Code::BadHours, message, help);
        }
    }
}

/// Reports hours of an event whose zone is not known.
pub(super) fn report_without_zone<T>(at: &Cursor<'_, T>, id: &Key) {
    let message = format!("no time zone is known for the hours of `{id}`");
    let help = "give `timezone` to the venue, or to the plan";
    at.report(Code::HoursWithoutZone, message, help);
}

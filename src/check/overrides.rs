//! Overrides: how an event recurs, and the occurrences of it that differ from the others.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::clocks::check_clocks;
use super::cursor::Cursor;
use super::date::timed_date;
use super::event::{check_status, in_one_line, status_of};
use super::plan_file::PlanContext;
use super::printed_zone::disagreement;
use super::repeat::{ReadRepeat, is_meeting};
use super::sessions::{day_hours, report_doubts};
use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::phrase::{Context, Grammar, HoursReading, Weeks, YearDays, read};
use crate::plan::{DateRange, Dates, Event, Precision, Stated, Venue, When, YEARS};
use crate::source::InstanceEntry;

impl PlanContext<'_> {
    /// Adds a repeat and its overrides to an event.
    pub(super) fn add_repeat(
        &self,
        event: &mut Event,
        read: &ReadRepeat<'_>,
        duration: Option<TimeDelta>,
        weeks: Option<Weeks>,
    ) {
        let Some(repeat) = read.of(event.runs(), event.hours.as_deref()) else {
            return;
        };
        let dates = Context {
            weeks: weeks.or(self.dates.weeks),
            ..self.dates
        };
        let run = event.window;
        let entry = &read.entry;
        let mut instances: BTreeMap<NaiveDate, Event> = BTreeMap::new();
        for (name, entry) in at!(entry.instances).entries() {
            let Some(day) = text::day(&name) else {
                continue;
            };
            if repeat.except.contains(&day) {
                let message = format!("{day} is among the days without a meeting");
                let help = "remove the day here or from `except`";
                name.report(Code::BadRepeat, message, help);
            } else if is_meeting(day, &repeat.occurrences, &name)
                && let Some(days) = run.moved_to(day)
                && let Some(instance) = self.override_of(event, days, &entry, duration, dates)
            {
                instances.insert(day, instance);
            }
        }
        let days = repeat.held().filter_map(|day| match instances.get(&day) {
            Some(instance) => Some(instance.window),
            None => run.moved_to(day),
        });
        event.window = days.reduce(DateRange::hull).unwrap_or(run);
        event.repeat = Some(Box::new(repeat));
        event.overrides = instances;
    }

    /// Returns the override of the occurrence that is planned on these days.
    fn override_of(
        &self,
        event: &Event,
        days: DateRange,
        entry: &Cursor<'_, InstanceEntry>,
        duration: Option<TimeDelta>,
        dates: Context,
    ) -> Option<Event> {
        let when = When::new(Dates::Span(days, Precision::Day), None, event.when.marker()).ok()?;
        let mut instance = Event {
            printed: when.to_string(),
            when,
            window: days,
            ..event.clone()
        };
        let (title, when) = (at!(entry.title).given(), at!(entry.when).given());
        let status = at!(entry.status).given();
        if let Some(title) = &title {
            (instance.title, instance.title_marker) = self.title(title);
        }
        let printed = when.as_ref();
        let timed = printed.and_then(|when| self.move_to(&mut instance, days.first(), when, dates));
        if let Some(venue) = at!(entry.venue as "where").given() {
            instance.venue = self.venue(&venue);
            // The room of the series is at another venue.
            instance.room = None;
        }
        if let Some(room) = at!(entry.room).given() {
            instance.room = text::room(&room, &self.grammar);
        }
        give_hours(&mut instance, entry, timed, duration, &self.grammar);
        if let Some(description) = at!(entry.description).given() {
            instance.description = Some(text::description(&description));
        }
        if let Some(contact) = at!(entry.contact).given() {
            instance.contact = Some(text::contact(&contact));
        }
        if let Some(online) = at!(entry.online).given() {
            instance.online = text::online(&online);
        }
        if let Some(links) = at!(entry.links).given() {
            instance.links = text::links(links);
        }
        if let Some(word) = &status {
            instance.status = status_of(word);
        }
        if let Some(settles) = status.as_ref().or(when.as_ref()).or(title.as_ref()) {
            check_status(&instance, settles);
        }
        if let Some((message, help)) = disagrees_with_series(event.status, instance.status) {
            at!(entry.status).report(Code::BadRepeat, message, help);
            instance.status = event.status;
        }
        if let Some(title) = &title {
            self.check_titled_status(&instance, title);
        }
        if **entry == InstanceEntry::default() && !entry.has_unread_within() {
            let message = "this meeting has no changes";
            let help = "write what is different about this meeting, or remove it from `instances`";
            entry.on_key().report(Code::BadRepeat, message, help);
        }
        match entry.hours {
            Some(_) => check_clocks(&instance, &at!(entry.hours)),
            None => check_clocks(&instance, entry),
        }
        Some(instance)
    }

    /// Moves an occurrence to another date. If the date has no year, it is in the year that brings
    /// it nearest to the planned day. Returns the hours that are printed with it.
    fn move_to(
        &self,
        instance: &mut Event,
        day: NaiveDate,
        printed: &Text<'_>,
        dates: Context,
    ) -> Option<HoursReading> {
        if !text::is_given(printed) {
            return None;
        }
        let mut nearest: Option<(i64, DateRange)> = None;
        for days in years_near(day) {
            let reading = read(&self.grammar, printed, within(dates, days)).ok();
            let Some(span) = reading.and_then(|reading| reading.when.span()) else {
                continue;
            };
            let distance = (span.first() - day).num_days().abs();
            if nearest.is_none_or(|(least, _)| distance < least) {
                nearest = Some((distance, days));
            }
        }
        let days = nearest
            .map(|(_, days)| days)
            .or(DateRange::months(day.year(), 1, 12));
        let context = days.map_or(dates, |days| within(dates, days));
        let reading = timed_date(printed, &self.grammar, context, true)?;
        let moved = Event {
            when: reading.when,
            ..instance.clone()
        };
        let help = match (moved.runs(), &moved.hours) {
            ([run], hours) if hours.is_none() || run.count() == 1 => {
                *instance = Event {
                    printed: in_one_line(printed),
                    window: *run,
                    ..moved
                };
                return reading.hours;
            }
            (_, None) => "write one day, or days in a row",
            (_, Some(_)) => "write one day",
        };
        printed.report(Code::BadRepeat, "a single meeting has exact days", help);
        None
    }
}

/// Returns what is wrong with the status of a meeting in a series of that status, and what to do.
fn disagrees_with_series(
    series: Option<Stated>,
    own: Option<Stated>,
) -> Option<(&'static str, &'static str)> {
    match (series?, own?) {
        (Stated::Cancelled, own) if own != Stated::Cancelled => Some((
            "this meeting is not cancelled, but its series is",
            "cancel single meetings instead of the series",
        )),
        (Stated::Postponed, own) if !own.is_called_off() => Some((
            "this meeting is not postponed, but its series is",
            "postpone single meetings instead of the series",
        )),
        _ => None,
    }
}

/// Returns the context of dates within those days.
fn within(dates: Context, days: DateRange) -> Context {
    Context {
        year: Some(YearDays::from(days)),
        ..dates
    }
}

/// Returns the years about a day: those that begin in January, and then those that begin in July,
/// for days that go over new year.
fn years_near(day: NaiveDate) -> impl Iterator<Item = DateRange> {
    let year = day.year();
    let starts = [
        (year, 1),
        (year - 1, 1),
        (year + 1, 1),
        (year - 1, 7),
        (year, 7),
    ];
    let starts = starts.into_iter().filter(|(year, _)| YEARS.contains(year));
    starts.filter_map(|(year, month)| DateRange::months(year, month, 12))
}

/// Gives an occurrence its own hours, those with its date or else those of `hours`, in the zone of its venue or else of its series.
fn give_hours(
    instance: &mut Event,
    entry: &Cursor<'_, InstanceEntry>,
    timed: Option<HoursReading>,
    duration: Option<TimeDelta>,
    grammar: &Grammar,
) {
    let own = at!(entry.hours).given().and_then(|hours| {
        let joined = hours.joined().into_owned();
        day_hours(&hours.with(&joined), grammar)
    });
    let is_with_date = timed.is_some();
    let own = match (timed, at!(entry.when).given()) {
        (Some(timed), Some(when)) => {
            report_doubts(&when, &timed);
            if own.is_some_and(|own| own.hours != timed.hours) {
                let message = format!("the date says {}, and `hours` something else", timed.hours);
                when.report(Code::BadHours, message, "keep the one that is meant");
            }
            Some(timed)
        }
        _ => own,
    };
    let zone = own.as_ref().and_then(|reading| reading.zone.clone());
    let mut own = own.map(|reading| reading.hours);
    let usual = instance.hours.as_ref().and_then(|hours| hours.each.clone());
    let usual = usual.unwrap_or_default();
    let others = usual.sessions.len();
    if let Some(own) = &mut own {
        match duration {
            // While its hours are not known, it is shown at the usual ones.
            _ if own.sessions.is_empty() && own.marker.is_some() => own.sessions = usual.sessions,
            Some(duration) => *own = own.clone().lasting(duration),
            None => {}
        }
    }
    if let Some(own) = &own
        && own.sessions.len() != others
    {
        let (message, help) = match others {
            0 => (
                "the other meetings have no hours".to_owned(),
                "give them to the event, or leave them out here",
            ),
            _ => (
                format!(
                    "this meeting has {} sessions, the others have {others}",
                    own.sessions.len()
                ),
                "give as many; a session that only this meeting has is an event of its own",
            ),
        };
        if is_with_date {
            return at!(entry.when).report(Code::BadHours, message, help);
        }
        return at!(entry.hours).report(Code::BadHours, message, help);
    }
    let Some(hours) = &mut instance.hours else {
        return;
    };
    if let Some(zone) = instance.venue.as_ref().and_then(Venue::zone) {
        hours.zone = zone;
    }
    hours.each = own.or(hours.each.take());
    let Some(printed) = zone else { return };
    let mut locals = instance.usual_sessions().into_iter();
    let day_hours = instance.hours.as_ref().and_then(|hours| hours.each.clone());
    let day_hours = day_hours.unwrap_or_default();
    if let Some((message, help)) =
        locals.find_map(|local| disagreement(&printed, &day_hours, local, true))
    {
        if is_with_date {
            let at = at!(entry.when).on_characters(printed.at);
            return at.report(Code::BadHours, message, help);
        }
        let at = at!(entry.hours).on_characters(printed.at);
        at.report(Code::BadHours, message, help);
    }
}

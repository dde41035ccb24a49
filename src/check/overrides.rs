//! Overrides: what single meetings of a series give for themselves.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::clocks::check_clocks;
use super::cursor::Cursor;
use super::date::timed_date;
use super::event::{check_status, in_one_line, status_of};
use super::hours::report_without_zone;
use super::plan_file::PlanContext;
use super::printed_zone::{disagreement, zone_of};
use super::sessions::{day_hours, report_doubts};
use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::phrase::{Context, Grammar, HoursReading, PrintedZone, YearDays, read};
use crate::plan::{
    DateRange, Dates, DayHours, Event, Hours, Precision, Stated, Venue, When, YEARS,
};
use crate::source::InstanceEntry;

/// The context in which meetings of a series are read.
#[derive(Clone, Copy)]
pub(super) struct MeetingContext {
    /// How long sessions are shown whose end is not given, if the plan says it.
    pub duration: Option<TimeDelta>,
    pub dates: Context,
}

/// The place of hours that a meeting gives for itself, and the zone that is printed with them.
#[derive(Clone)]
pub(super) struct HoursPlace<'a> {
    zone: Option<PrintedZone>,
    pub at: Cursor<'a, ()>,
}

impl PlanContext<'_> {
    /// Returns the override of the occurrence that is planned on these days.
    pub(super) fn override_of(
        &self,
        event: &Event,
        days: DateRange,
        entry: &Cursor<'_, InstanceEntry>,
        context: MeetingContext,
    ) -> Option<Event> {
        let mut instance = on_days(event, days)?;
        let hours = self.give(&mut instance, entry, context, false);
        if let Some((message, help)) = disagrees_with_series(event.status, instance.status) {
            at!(entry.status).report(Code::BadRepeat, message, help);
            instance.status = event.status;
        }
        if let Some(hours) = hours {
            hours.check_zone(&instance);
        }
        match entry.hours {
            Some(_) => check_clocks(&instance, &at!(entry.hours)),
            None => check_clocks(&instance, entry),
        }
        Some(instance)
    }

    /// Sets what is written for a meeting. Returns the place of its own hours, if it has any.
    /// `is_onwards` says that it is the first of a stretch, which may have more or fewer sessions
    /// than the meetings before.
    pub(super) fn give<'a>(
        &self,
        meeting: &mut Event,
        entry: &Cursor<'a, InstanceEntry>,
        context: MeetingContext,
        is_onwards: bool,
    ) -> Option<HoursPlace<'a>> {
        let day = meeting.window.first();
        let (title, when) = (at!(entry.title).given(), at!(entry.when).given());
        let status = at!(entry.status).given();
        if let Some(title) = &title {
            (meeting.title, meeting.title_marker) = self.title(title);
        }
        let printed = when.as_ref();
        let timed = printed.and_then(|when| self.move_to(meeting, day, when, context.dates));
        if let Some(venue) = at!(entry.venue as "where").given() {
            meeting.venue = self.venue(&venue);
            // The room of the series is at another venue.
            meeting.room = None;
        }
        if let Some(room) = at!(entry.room).given() {
            let room = text::unless_none(&room, |room| text::room(room, &self.grammar));
            meeting.room = room.flatten();
        }
        let hours = self.give_hours(meeting, entry, timed, context.duration, is_onwards);
        if let Some(description) = at!(entry.description).given() {
            meeting.description = Some(text::description(&description));
        }
        if let Some(contact) = at!(entry.contact).given() {
            let contact = text::unless_none(&contact, |text| Some(text::contact(text)));
            meeting.contact = contact.flatten();
        }
        if let Some(online) = at!(entry.online).given() {
            meeting.online = text::unless_none(&online, text::online).flatten();
        }
        if let Some(links) = at!(entry.links).given() {
            meeting.links = text::links(links);
        }
        if let Some(word) = &status {
            meeting.status = status_of(word);
        }
        if let Some(settles) = status.as_ref().or(when.as_ref()).or(title.as_ref()) {
            check_status(meeting, settles);
        }
        if let Some(title) = &title {
            self.check_titled_status(meeting, title);
        }
        if **entry == InstanceEntry::default() && !entry.has_unread_within() {
            let message = "this meeting has no changes";
            let help = "write what is different about this meeting, or remove it from `instances`";
            entry.on_key().report(Code::BadRepeat, message, help);
        }
        hours
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

    /// Gives a meeting its own hours, those with its date or else those of `hours`, in the zone of
    /// its venue or else of its series.
    fn give_hours<'a>(
        &self,
        meeting: &mut Event,
        entry: &Cursor<'a, InstanceEntry>,
        timed: Option<HoursReading>,
        duration: Option<TimeDelta>,
        is_onwards: bool,
    ) -> Option<HoursPlace<'a>> {
        let at = match timed {
            Some(_) => at!(entry.when).with(&()),
            None => at!(entry.hours).with(&()),
        };
        let own = own_hours(entry, timed, &self.grammar);
        let usual = meeting.hours.as_ref().and_then(|hours| hours.each.clone());
        let usual = usual.unwrap_or_default();
        let mut given = own.as_ref().map(|reading| reading.hours.clone());
        if let Some(hours) = &mut given {
            let others = usual.sessions.len();
            match duration {
                // While its hours are not known, it is shown at the usual ones.
                _ if hours.sessions.is_empty() && hours.marker.is_some() => {
                    hours.sessions = usual.sessions;
                }
                Some(duration) => *hours = hours.clone().lasting(duration),
                None => {}
            }
            if !is_onwards && hours.sessions.len() != others {
                report_sessions(&at, hours.sessions.len(), others);
                return None;
            }
        }
        let printed = own.as_ref().and_then(|reading| reading.zone.clone());
        let zone = match meeting.is_anywhere_on_earth {
            true => self.zone_of_hours(meeting),
            false => meeting.venue.as_ref().and_then(Venue::zone),
        };
        if let Some(hours) = &mut meeting.hours {
            hours.zone = zone.unwrap_or(hours.zone);
            hours.each = given.or(hours.each.take());
        } else if let Some(given) = given.filter(|given| !given.is_all_day()) {
            let zone = self.zone_of_hours(meeting);
            let zone = zone.or_else(|| zone_of(printed.as_ref()?.meaning));
            if zone.is_none() && self.are_zones_known {
                report_without_zone(&at, &meeting.id);
            }
            let (zone, each, on) = (zone?, Some(given), BTreeMap::new());
            meeting.hours = Some(Box::new(Hours { zone, each, on }));
        }
        let is_all_day =
            |hours: &mut Box<Hours>| hours.each.as_ref().is_some_and(DayHours::is_all_day);
        meeting.hours.take_if(is_all_day);
        own.map(|_| HoursPlace { zone: printed, at })
    }
}

impl HoursPlace<'_> {
    /// Reports a printed zone that is not that of the meetings on one of their days.
    pub(super) fn check_zone(&self, event: &Event) {
        let (Some(printed), Some(hours)) = (&self.zone, &event.hours) else {
            return;
        };
        let sessions = event.usual_sessions();
        let is_one_day = sessions.iter().all(|local| local.day == sessions[0].day);
        let fault = sessions
            .into_iter()
            .find_map(|local| disagreement(printed, hours.of(local.day), local, is_one_day));
        if let Some((message, help)) = fault {
            let at = self.at.on_characters(printed.at.clone());
            at.report(Code::BadHours, message, help);
        }
    }
}

/// Returns an event as it is on these days alone.
pub(super) fn on_days(event: &Event, days: DateRange) -> Option<Event> {
    let when = When::new(Dates::Span(days, Precision::Day), None, event.when.marker()).ok()?;
    Some(Event {
        printed: when.to_string(),
        when,
        window: days,
        repeat: None,
        overrides: BTreeMap::new(),
        onwards: BTreeMap::new(),
        ..event.clone()
    })
}

/// Returns the hours that are given for a meeting: with its date, which `hours` must agree with,
/// else those.
fn own_hours(
    entry: &Cursor<'_, InstanceEntry>,
    timed: Option<HoursReading>,
    grammar: &Grammar,
) -> Option<HoursReading> {
    let own = at!(entry.hours).given().and_then(|hours| {
        let joined = hours.joined().into_owned();
        day_hours(&hours.with(&joined), grammar)
    });
    let (Some(timed), Some(when)) = (timed, at!(entry.when).given()) else {
        return own;
    };
    report_doubts(&when, &timed);
    if own.is_some_and(|own| own.hours != timed.hours) {
        let message = format!("the date says {}, and `hours` something else", timed.hours);
        when.report(Code::BadHours, message, "keep the one that is meant");
    }
    Some(timed)
}

fn report_sessions(at: &Cursor<'_, ()>, own: usize, others: usize) {
    let (message, help) = match others {
        0 => (
            "the other meetings have no hours".to_owned(),
            "give them to the event, or leave them out here",
        ),
        _ => (
            format!("this meeting has {own} sessions, the others have {others}"),
            "give as many; a session that only this meeting has is an event of its own",
        ),
    };
    at.report(Code::BadHours, message, help);
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

//! Meetings of a series: how an event recurs, and its meetings that differ.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::date::date;
use super::event::{Surroundings, check_status, status};
use super::hours::{check_clocks, sessions};
use super::repeat::{ReadRepeat, no_meeting};
use super::text;
use crate::diagnostic::Code;
use crate::phrase::Context;
use crate::plan::{DateRange, Dates, Event, Hours, Precision, Repeat, Stated, When};
use crate::source::{Finding, InstanceEntry, Part, Pointer};

impl Surroundings<'_> {
    /// Lets an event recur. `hours_at` is where its hours stand.
    pub(super) fn repeat(&self, event: &mut Event, read: &ReadRepeat<'_>, hours_at: &Pointer, findings: &mut Vec<Finding>) {
        let Some(meetings) = read.meetings(event.runs(), event.hours.as_ref(), findings) else { return };
        let length = event.window.count();
        let at = read.at.key("instances");
        let mut instances = BTreeMap::new();
        for (name, entry) in &read.instances.0 {
            let key = at.key(name).part(Part::Key);
            let Some(day) = text::day(name, &key, findings) else { continue };
            if meetings.except.contains(&day) {
                let finding = Finding::new(Code::BadRepeat, format!("{day} is among the days without a meeting"), key);
                findings.push(finding.help("take it out here, or of `except`"));
            } else if let Some(finding) = no_meeting(day, &meetings.days, key) {
                findings.push(finding);
            } else if let Some(days) = DateRange::days_from(day, length.unsigned_abs()) {
                instances.extend(self.instance(event, days, entry, &at.key(name), findings).map(|instance| (day, instance)));
            }
        }
        let last = meetings.days.last().and_then(|day| DateRange::days_from(*day, length.unsigned_abs()));
        let all = instances.values().map(|instance| instance.window).chain(last);
        event.window = all.fold(event.window, DateRange::hull);
        event.repeat = Some(Repeat {
            rule: meetings.rule,
            is_counted: meetings.is_counted,
            meetings: meetings.days,
            except: meetings.except,
            instances,
        });
        // The times of meetings that differ are judged where these stand.
        check_clocks(event, hours_at, findings);
    }

    /// The meeting of those days, as it is instead.
    fn instance(
        &self,
        event: &Event,
        days: DateRange,
        entry: &InstanceEntry,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<Event> {
        let when = When::new(Dates::Span(days, Precision::Day), None, event.when.marker()).ok()?;
        let mut instance = Event { printed: when.to_string(), when, window: days, ..event.clone() };
        if let Some(title) = &entry.title {
            (instance.title, instance.title_marker) = self.title(title, &at.key("title"), findings);
        }
        if let Some(printed) = &entry.when {
            self.move_to(&mut instance, printed, days.first(), &at.key("when"), findings);
        }
        if let Some(venue) = &entry.venue {
            instance.venue = self.venue(venue, &at.key("where"), findings);
        }
        self.give_hours(&mut instance, entry.hours.as_deref(), at, findings);
        if let Some(description) = &entry.description {
            text::description(description, &at.key("description"), findings);
            instance.description = Some(description.trim().to_owned());
        }
        if let Some(word) = &entry.status {
            instance.status = status(word, &at.key("status"), findings);
            check_status(&instance, &at.key("status"), findings);
        }
        if event.stated() == Stated::Cancelled {
            instance.status = event.status;
        }
        if [&entry.title, &entry.when, &entry.hours, &entry.status, &entry.description].iter().all(|given| given.is_none())
            && entry.venue.is_none()
        {
            let finding = Finding::new(Code::BadRepeat, "this meeting differs in nothing", at.part(Part::Key));
            findings.push(finding.help("give what is other than in the other meetings, or take it out"));
        }
        check_clocks(&instance, &entry.hours.as_ref().map_or_else(|| at.clone(), |_| at.key("hours")), findings);
        Some(instance)
    }

    /// Another date; without a year it is in that of the day on which the meeting would be.
    fn move_to(&self, instance: &mut Event, printed: &str, day: NaiveDate, at: &Pointer, findings: &mut Vec<Finding>) {
        if !text::not_empty(printed, at, findings) {
            return;
        }
        let context = Context { year: Some(day.year()), ..self.context };
        let Some(when) = date(self.grammar, printed, context, at, findings) else { return };
        let moved = Event { when, ..instance.clone() };
        let days = match (moved.runs(), &moved.hours) {
            ([run], None) => Ok(*run),
            ([run], Some(_)) if run.count() == 1 => Ok(*run),
            (_, None) => Err("write one day, or days in a row"),
            (_, Some(_)) => Err("write one day"),
        };
        match days {
            Ok(days) => {
                *instance = Event { printed: printed.split_whitespace().collect::<Vec<_>>().join(" "), window: days, ..moved }
            }
            Err(help) => findings.push(Finding::new(Code::BadRepeat, "a single meeting has exact days", at.clone()).help(help)),
        }
    }

    /// Its own hours, in the zone of where it is.
    fn give_hours(&self, instance: &mut Event, hours: Option<&str>, at: &Pointer, findings: &mut Vec<Finding>) {
        let given = hours.and_then(|text| sessions(text, &at.key("hours"), findings));
        let zone = self.plan.zone_at(instance.venue.as_ref());
        let others = instance.hours.as_ref().and_then(|hours| hours.each.clone()).unwrap_or_default();
        if let Some(sessions) = &given
            && sessions.len() != others.len()
        {
            let message = format!("the number of sessions is {} here, and {} in other meetings", sessions.len(), others.len());
            let finding = Finding::new(Code::BadHours, message, at.key("hours"));
            return findings.push(finding.help("give as many; a session that only this meeting has is an event of its own"));
        }
        if instance.hours.is_some() {
            match zone {
                Some(zone) => instance.hours = Some(Hours { zone, each: Some(given.unwrap_or(others)), on: BTreeMap::new() }),
                None => {
                    let finding =
                        Finding::new(Code::HoursWithoutZone, "no time zone is known for the hours of this meeting", at.clone());
                    findings.push(finding.help("give `timezone` to the venue, or to the plan"));
                }
            }
        }
    }
}

//! Meetings of a series: how an event recurs, and its meetings that differ.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::date::date;
use super::event::{Surroundings, check_status, status};
use super::hours::{check_clocks, sessions};
use super::repeat::{ReadRepeat, no_meeting};
use super::text;
use crate::diagnostic::Code;
use crate::phrase::{Context, read};
use crate::plan::{DateRange, Dates, Event, Precision, Stated, Venue, When, YEARS};
use crate::source::{Finding, InstanceEntry, OneOrMany, Part, Pointer};

impl Surroundings<'_> {
    /// Lets an event recur. `hours_at` is where its hours stand.
    pub(super) fn repeat(
        &self,
        event: &mut Event,
        read: &ReadRepeat<'_>,
        hours_at: &Pointer,
        findings: &mut Vec<Finding>,
    ) {
        let Some(repeat) = read.meetings(event.runs(), event.hours.as_deref(), findings) else {
            return;
        };
        let run = event.window;
        let at = read.at.key("instances");
        let mut instances: BTreeMap<NaiveDate, Event> = BTreeMap::new();
        for (name, entry) in &read.instances.0 {
            let key = at.key(name).part(Part::Key);
            let Some(day) = text::day(name, &key, findings) else {
                continue;
            };
            if repeat.except.contains(&day) {
                let finding = Finding::new(
                    Code::BadRepeat,
                    format!("{day} is among the days without a meeting"),
                    key,
                );
                findings.push(finding.help("take it out here, or of `except`"));
            } else if let Some(finding) = no_meeting(day, &repeat.occurrences, key) {
                findings.push(finding);
            } else if let Some(days) = run.moved_to(day) {
                let instance = self.instance(event, days, entry, &at.key(name), findings);
                instances.extend(instance.map(|instance| (day, instance)));
            }
        }
        let days = |day| match instances.get(&day) {
            Some(instance) => Some(instance.window),
            None => run.moved_to(day),
        };
        event.window = repeat
            .held()
            .filter_map(days)
            .reduce(DateRange::hull)
            .unwrap_or(run);
        event.repeat = Some(Box::new(repeat));
        event.instances = instances;
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
        let mut instance = Event {
            printed: when.to_string(),
            when,
            window: days,
            ..event.clone()
        };
        if let Some(title) = &entry.title {
            (instance.title, instance.title_marker) = self.title(title, &at.key("title"), findings);
        }
        if let Some(printed) = &entry.when {
            self.move_to(
                &mut instance,
                printed,
                days.first(),
                &at.key("when"),
                findings,
            );
        }
        if let Some(venue) = &entry.venue {
            instance.venue = self.venue(venue, &at.key("where"), findings);
        }
        self.give_hours(&mut instance, entry.hours.as_ref(), at, findings);
        if let Some(description) = &entry.description {
            text::description(description, &at.key("description"), findings);
            instance.description = Some(description.trim().to_owned());
        }
        if let Some(word) = &entry.status {
            instance.status = status(word, &at.key("status"), findings);
        }
        let settles = [
            ("status", &entry.status),
            ("when", &entry.when),
            ("title", &entry.title),
        ];
        if let Some((key, _)) = settles.into_iter().find(|(_, given)| given.is_some()) {
            check_status(&instance, &at.key(key), findings);
        }
        if event.status == Some(Stated::Cancelled) {
            if instance
                .status
                .is_some_and(|status| status != Stated::Cancelled)
            {
                let message = "this meeting is not cancelled, but its series is";
                let finding = Finding::new(Code::BadRepeat, message, at.key("status"));
                findings.push(finding.help("cancel single meetings instead of the series"));
            }
            instance.status = event.status;
        }
        if *entry == InstanceEntry::default() {
            let finding = Finding::new(
                Code::BadRepeat,
                "this meeting differs in nothing",
                at.part(Part::Key),
            );
            findings.push(
                finding.help("give what is other than in the other meetings, or take it out"),
            );
        }
        check_clocks(
            &instance,
            &entry
                .hours
                .as_ref()
                .map_or_else(|| at.clone(), |_| at.key("hours")),
            findings,
        );
        Some(instance)
    }

    /// Another date; without a year it is the nearest to the day on which the meeting would be.
    fn move_to(
        &self,
        instance: &mut Event,
        printed: &str,
        day: NaiveDate,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) {
        if !text::not_empty(printed, at, findings) {
            return;
        }
        let in_year = |year| Context {
            year: Some(year),
            ..self.context
        };
        let years = [day.year(), day.year() - 1, day.year() + 1]
            .into_iter()
            .filter(|year| YEARS.contains(year));
        let distance = |year: &i32| {
            let first = read(self.grammar, printed, in_year(*year))
                .ok()
                .and_then(|reading| reading.when.span())?
                .first();
            Some((first - day).num_days().abs())
        };
        let nearest = years
            .filter_map(|year| Some((distance(&year)?, year)))
            .min_by_key(|(distance, _)| *distance);
        let context = in_year(nearest.map_or(day.year(), |(_, year)| year));
        let Some(when) = date(self.grammar, printed, context, at, findings) else {
            return;
        };
        let moved = Event {
            when,
            ..instance.clone()
        };
        let days = match (moved.runs(), &moved.hours) {
            ([run], None) => Ok(*run),
            ([run], Some(_)) if run.count() == 1 => Ok(*run),
            (_, None) => Err("write one day, or days in a row"),
            (_, Some(_)) => Err("write one day"),
        };
        match days {
            Ok(days) => {
                *instance = Event {
                    printed: printed.split_whitespace().collect::<Vec<_>>().join(" "),
                    window: days,
                    ..moved
                }
            }
            Err(help) => findings.push(
                Finding::new(
                    Code::BadRepeat,
                    "a single meeting has exact days",
                    at.clone(),
                )
                .help(help),
            ),
        }
    }

    /// Its own hours; in the zone of where it is, else in that of its series.
    fn give_hours(
        &self,
        instance: &mut Event,
        hours: Option<&OneOrMany>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) {
        let given = hours.and_then(|hours| sessions(&hours.joined(), &at.key("hours"), findings));
        let others = instance
            .hours
            .as_ref()
            .and_then(|hours| hours.each.as_ref())
            .map_or(0, Vec::len);
        if let Some(sessions) = given.as_ref().filter(|sessions| sessions.len() != others) {
            let (message, help) = match others {
                0 => (
                    "the other meetings have no hours".to_owned(),
                    "give them to the event, or leave them out here",
                ),
                _ => (
                    format!(
                        "the number of sessions is {} here, and {others} in other meetings",
                        sessions.len()
                    ),
                    "give as many; a session that only this meeting has is an event of its own",
                ),
            };
            return findings
                .push(Finding::new(Code::BadHours, message, at.key("hours")).help(help));
        }
        let Some(hours) = &mut instance.hours else {
            return;
        };
        if let Some(zone) = instance.venue.as_ref().and_then(Venue::zone) {
            hours.zone = zone;
        }
        hours.each = given.or(hours.each.take());
    }
}

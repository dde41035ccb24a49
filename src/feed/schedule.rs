//! Hours, repeats and zones in words.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta};

use super::dtstart::Shown;
use crate::ical::{offset, transitions};
use crate::language::{Language, fill};
use crate::phrase::{clock, date, hours_on, meeting, repeat, sessions};
use crate::plan::{Event, Hours, LocalTime, Planned};

/// The most changes of clocks that are told with their days.
const MOST_CHANGES: usize = 2;

/// The hours of an event, how it recurs and whose clocks are meant, a sentence each; nothing of
/// whole days that do not recur.
pub fn schedule(event: &Event, language: &Language) -> Vec<String> {
    let zone = event
        .hours
        .as_ref()
        .map(|hours| zone(event, hours, language));
    facts(event, language)
        .into_iter()
        .chain(zone)
        .map(|sentence| sentence + ".")
        .collect()
}

/// The hours of an event and how it recurs, a sentence each, without its stop.
pub(super) fn facts(event: &Event, language: &Language) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(hours) = &event.hours {
        if let Some(each) = &hours.each {
            let hours = sessions(each, language);
            facts.push(fill(language.written.hours, &[("hours", &hours)]));
        }
        facts.extend(hours_on(hours, language));
    }
    if let Some(rule) = &event.repeat {
        facts.extend(repeat(rule, &event.takes_place(), language));
    }
    facts
}

/// The words for when a meeting that differs would be, with the zone where that is another.
pub(super) fn in_place_of(instead_of: &Shown, shown: &Shown, language: &Language) -> String {
    let is_elsewhere = match (instead_of, shown) {
        (Shown::Timed { start, .. }, Shown::Timed { start: own, .. }) => own.zone != start.zone,
        (Shown::Days(_), _) | (_, Shown::Days(_)) => false,
    };
    let Planned { days, hours } = instead_of.planned();
    let mut when = meeting(days, hours.as_ref(), language);
    if let Some(hours) = hours.filter(|_| is_elsewhere) {
        when = format!("{when} ({})", hours.zone.name());
    }
    fill(language.written.in_place_of, &[("when", &when)])
}

/// The words for whose clocks are meant, with their offsets from UTC on both sides of a change.
pub(super) fn zone(event: &Event, hours: &Hours, language: &Language) -> String {
    let offsets = offsets(event, hours, language);
    let values = [("zone", hours.zone.name()), ("offsets", &offsets)];
    fill(language.written.local_times, &values)
}

/// `UTC+01:00; UTC+02:00 from 29 March 2026, 03:00`.
fn offsets(event: &Event, hours: &Hours, language: &Language) -> String {
    let written = &language.written;
    let zone = hours.zone;
    let usual = event.usual_sessions();
    // Where each meeting differs, those that it would have.
    let sessions = if usual.is_empty() {
        event.planned_sessions()
    } else {
        usual
    };
    let mut times: Vec<_> = sessions
        .iter()
        .flat_map(|(start, end)| [start.utc(), end.utc()])
        .collect();
    let changes = if times.is_empty() {
        // Any of the days among which it is may be the one.
        let midnight = |day: NaiveDate| {
            LocalTime {
                time: day.and_time(NaiveTime::MIN),
                zone,
            }
            .utc()
        };
        times.extend([
            midnight(event.window.first()),
            midnight(event.window.last()) + TimeDelta::days(1),
        ]);
        transitions(zone, times[0], times[1])
    } else {
        // Nobody meets by the clocks of a season in which there is no meeting.
        let differ = times
            .windows(2)
            .filter(|pair| offset(zone, pair[0]) != offset(zone, pair[1]));
        differ
            .filter_map(|pair| transitions(zone, pair[0], pair[1]).pop())
            .collect()
    };
    let first = utc_offset(offset(zone, times[0]));
    if changes.len() > MOST_CHANGES {
        let mut offsets = vec![first];
        for change in &changes {
            let offset = utc_offset(change.to);
            if !offsets.contains(&offset) {
                offsets.push(offset);
            }
        }
        return offsets.join(written.or);
    }
    let change = |change: &crate::ical::Transition| {
        let local = change.at + TimeDelta::seconds(change.to.into());
        let values = [
            ("offset", &*utc_offset(change.to)),
            ("date", &date(local.date(), language)),
            ("time", &clock(local.time())),
        ];
        fill(written.offset_from, &values)
    };
    std::iter::once(first)
        .chain(changes.iter().map(change))
        .collect::<Vec<_>>()
        .join("; ")
}

/// `UTC+02:00`; seconds, as old offsets have them, only where there are some.
fn utc_offset(seconds: i32) -> String {
    FixedOffset::east_opt(seconds).map_or_else(String::new, |offset| format!("UTC{offset}"))
}

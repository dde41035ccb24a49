//! Hours, repeats and zones in words.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::dtstart::Shown;
use crate::ical::{Transition, offset, transitions};
use crate::language::{Language, fill};
use crate::phrase::{self, clock, date, hours_on, occurrence, repeat};
use crate::plan::{ANYWHERE_ON_EARTH, DayHours, Event, Hours, LocalTime, Planned, zone_label};

/// The most changes of clocks whose days are named.
const MOST_TRANSITIONS: usize = 2;

/// Returns the hours of an event, how it recurs and whose clocks are meant, a sentence each;
/// nothing for whole days that do not recur.
pub(crate) fn schedule(event: &Event, language: &Language) -> Vec<String> {
    let mut facts = facts(event, language);
    // DESCRIPTION names the time of a deadline with its day.
    if let (Some(hours), Some(_)) = (&event.hours, event.deadline()) {
        facts.extend(hours_in_words(hours, language));
    }
    let timed = event.hours.iter().filter(|hours| hours.is_timed());
    facts.extend(timed.map(|hours| zone(event, hours, language)));
    facts.into_iter().map(|sentence| sentence + ".").collect()
}

/// Returns the hours of an event and how it recurs, a sentence each, without its stop.
pub(super) fn facts(event: &Event, language: &Language) -> Vec<String> {
    let mut facts = Vec::new();
    if let Some(hours) = event.hours.as_ref().filter(|_| event.deadline().is_none()) {
        facts.extend(hours_in_words(hours, language));
    }
    if let Some(rule) = &event.repeat {
        facts.extend(repeat(rule, &event.takes_place(), language, date));
    }
    facts
}

/// Returns the hours, a sentence each, without its stop; none of hours that are not known.
fn hours_in_words(hours: &Hours, language: &Language) -> Vec<String> {
    let is_known = |each: &&DayHours| each.marker.is_none() || !each.sessions.is_empty();
    let each = hours.each.iter().filter(is_known);
    let each = each.map(|each| phrase::hours(each, language));
    each.chain(hours_on(hours, language, date)).collect()
}

/// Returns the words for when an occurrence was planned that is now at another time, with the zone
/// where that is another.
pub(super) fn in_place_of(instead_of: &Shown, shown: &Shown, language: &Language) -> String {
    let is_elsewhere = match (instead_of, shown) {
        (Shown::Timed { session, .. }, Shown::Timed { session: own, .. }) => {
            own.zone != session.zone
        }
        (Shown::Days(_), _) | (_, Shown::Days(_)) => false,
    };
    let Planned { days, hours } = instead_of.planned();
    let mut when = occurrence(days, hours.as_ref(), language);
    if let Some(hours) = hours.filter(|_| is_elsewhere) {
        when = format!("{when} ({})", zone_label(hours.zone));
    }
    fill(language.written.in_place_of, &[("when", &when)])
}

/// Returns the words for whose clocks are meant, with their offsets from UTC on both sides of a
/// change.
pub(super) fn zone(event: &Event, hours: &Hours, language: &Language) -> String {
    let written = &language.written;
    match hours.zone {
        Tz::UTC => return written.utc_times.to_owned(),
        ANYWHERE_ON_EARTH => return written.aoe_times.to_owned(),
        _ => {}
    }
    let offsets = offsets(event, hours.zone, language);
    let values = [("zone", hours.zone.name()), ("offsets", &offsets)];
    fill(written.local_times, &values)
}

/// Returns the words for the zone in which days without hours begin and end.
pub(super) fn zone_of_days(zone: Tz, language: &Language) -> String {
    let written = &language.written;
    match zone {
        Tz::UTC => written.utc_dates.to_owned(),
        ANYWHERE_ON_EARTH => written.aoe_dates.to_owned(),
        _ => fill(written.local_dates, &[("zone", zone.name())]),
    }
}

/// Returns the offsets of a zone in words: `UTC+01:00; UTC+02:00 from 29 March 2026, 03:00`.
fn offsets(event: &Event, zone: Tz, language: &Language) -> String {
    let written = &language.written;
    let (first, transitions) = clocks(event, zone);
    let is_long = transitions.len() > MOST_TRANSITIONS;
    let mut offsets = vec![format!("UTC{first}")];
    for Transition { at, to, .. } in transitions {
        let (offset, local) = (format!("UTC{to}"), at + to);
        if !is_long {
            let (day, time) = (date(local.date(), language), clock(local.time()));
            let values = [("offset", &*offset), ("date", &day), ("time", &time)];
            offsets.push(fill(written.offset_from, &values));
        } else if !offsets.contains(&offset) {
            offsets.push(offset);
        }
    }
    offsets.join(if is_long { written.or } else { "; " })
}

/// Returns the offset from UTC when an event first begins, and the changes of the zone's clocks
/// that matter to it.
fn clocks(event: &Event, zone: Tz) -> (FixedOffset, Vec<Transition>) {
    let mut sessions = event.usual_sessions();
    if sessions.is_empty() {
        // If every occurrence has an override, the planned ones count.
        sessions = event.planned_sessions();
    }
    let times = sessions
        .iter()
        .flat_map(|session| [session.start().utc(), session.end().utc()]);
    let times: Vec<_> = times.collect();
    let Some(first) = times.first() else {
        // The event may be on any of these days.
        let start = midnight(event.window.first(), zone).utc();
        let end = midnight(event.window.last(), zone).utc() + TimeDelta::days(1);
        return (offset(zone, start), transitions(zone, start, end));
    };
    // A season without an occurrence does not matter.
    let pairs = times
        .windows(2)
        .filter(|pair| offset(zone, pair[0]) != offset(zone, pair[1]));
    let last = |pair: &[_]| transitions(zone, pair[0], pair[1]).pop();
    (offset(zone, *first), pairs.filter_map(last).collect())
}

fn midnight(day: NaiveDate, zone: Tz) -> LocalTime {
    let time = day.and_time(NaiveTime::MIN);
    LocalTime { time, zone }
}

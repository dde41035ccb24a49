//! Hours, repeats and zones in words.

use chrono::{FixedOffset, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::shown::Shown;
use crate::ical::{changes, offset};
use crate::language::{Language, fill};
use crate::phrase::{date, days, list};
use crate::plan::{Event, Hours, Local, On, Repeat, Session, Unit};

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
        facts.extend(hours.each.as_ref().map(|each| {
            fill(
                language.written.hours,
                &[("hours", &sessions(each, language))],
            )
        }));
        for (day, on) in &hours.on {
            let values = [
                ("date", &*date(*day, language)),
                ("hours", &sessions(on, language)),
            ];
            facts.push(fill(language.written.hours_on, &values));
        }
    }
    if let Some(repeat) = &event.repeat {
        facts.extend(repeats(repeat, language));
        let held = repeat.takes_place();
        let except = repeat
            .except
            .iter()
            .filter(|day| held.binary_search(day).is_err());
        let except: Vec<String> = except.map(|day| date(*day, language)).collect();
        facts.extend((!except.is_empty()).then(|| {
            fill(
                language.written.not_on,
                &[("dates", &list(&except, language))],
            )
        }));
    }
    facts
}

/// `10:00–13:00 and 15:00–18:00`.
fn sessions(sessions: &[Session], language: &Language) -> String {
    let written = &language.written;
    let session = |session: &Session| {
        let times = fill(
            written.session,
            &[
                ("start", &clock(session.start())),
                ("end", &session.written_end()),
            ],
        );
        if session.is_over_midnight() {
            fill(written.over_midnight, &[("session", &times)])
        } else {
            times
        }
    };
    match sessions {
        [] => written.all_day.to_owned(),
        sessions => list(&sessions.iter().map(session).collect::<Vec<_>>(), language),
    }
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `Repeats every week on Tuesday and Thursday: 14 meetings from 3 March 2026 to 28 May 2026`.
fn repeats(repeat: &Repeat, language: &Language) -> Option<String> {
    let written = &language.written;
    let held = repeat.takes_place();
    let [first, last] = [*held.first()?, *held.last()?].map(|day| date(day, language));
    let unit = match repeat.rule.unit {
        Unit::Day => 0,
        Unit::Week => 1,
        Unit::Month => 2,
        Unit::Year => 3,
    };
    let every = match repeat.rule.interval {
        1 => written.every[unit].to_owned(),
        n => fill(written.every_nth[unit], &[("n", &n.to_string())]),
    };
    // The one day of a year is told by the first date.
    let is_told = repeat.rule.unit == Unit::Year && matches!(repeat.rule.on[..], [On::Day(_)]);
    let on = if is_told {
        &[][..]
    } else {
        &repeat.rule.on[..]
    };
    let on: Vec<String> = on.iter().map(|on| on_day(*on, language)).collect();
    let on = if on.is_empty() {
        String::new()
    } else {
        fill(written.on, &[("days", &list(&on, language))])
    };
    let count = held.len().to_string();
    Some(fill(
        written.repeats,
        &[
            ("every", &every),
            ("on", &on),
            ("n", &count),
            ("first", &first),
            ("last", &last),
        ],
    ))
}

fn on_day(on: On, language: &Language) -> String {
    let written = &language.written;
    let nth = |ordinal: &str, weekday| {
        fill(
            written.on_nth,
            &[
                ("ordinal", ordinal),
                ("weekday", weekday_name(weekday, language)),
            ],
        )
    };
    match on {
        On::Weekday(weekday) => fill(
            written.on_weekday,
            &[("weekday", weekday_name(weekday, language))],
        ),
        On::Nth(n, weekday) => nth(written.ordinals[usize::from(n) - 1], weekday),
        On::Last(weekday) => nth(written.ordinals[4], weekday),
        On::Day(1) => fill(written.on_day_of_month, &[("n", written.first_day)]),
        On::Day(number) => fill(written.on_day_of_month, &[("n", &number.to_string())]),
        On::LastDay => written.on_last_day.to_owned(),
    }
}

fn weekday_name(weekday: Weekday, language: &Language) -> &'static str {
    language.weekdays[0][weekday.num_days_from_sunday() as usize]
}

/// Of a meeting that differs: when it would be, with the zone where that is another.
pub(super) fn in_place_of(instead_of: &Shown, shown: &Shown, language: &Language) -> String {
    let when = match instead_of {
        Shown::Days(run) => days(*run, language),
        Shown::Timed { start, end, .. } => {
            let times = Session::new(start.time.time(), end.time.time())
                .map(|session| sessions(&[session], language));
            let is_elsewhere =
                matches!(shown, Shown::Timed { start: own, .. } if own.zone != start.zone);
            let zone = if is_elsewhere {
                format!(" ({})", start.zone.name())
            } else {
                String::new()
            };
            format!(
                "{}, {}{zone}",
                date(start.time.date(), language),
                times.unwrap_or_default()
            )
        }
    };
    fill(language.written.in_place_of, &[("when", &when)])
}

/// Whose clocks are meant, with their offsets from UTC on both sides of a change.
pub(super) fn zone(event: &Event, hours: &Hours, language: &Language) -> String {
    let written = &language.written;
    let offsets = offsets(event, hours, language);
    let zone = hours.zone.name();
    match &hours.place {
        Some(place) => fill(
            written.times_of,
            &[("place", place), ("zone", zone), ("offsets", &offsets)],
        ),
        None => fill(
            written.times_of_plan,
            &[("zone", zone), ("offsets", &offsets)],
        ),
    }
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
            Local {
                time: day.and_time(NaiveTime::MIN),
                zone,
            }
            .utc()
        };
        times.extend([
            midnight(event.window.first()),
            midnight(event.window.last()) + TimeDelta::days(1),
        ]);
        changes(zone, times[0], times[1])
    } else {
        // Nobody meets by the clocks of a season in which there is no meeting.
        let differ = times
            .windows(2)
            .filter(|pair| offset(zone, pair[0]) != offset(zone, pair[1]));
        differ
            .filter_map(|pair| changes(zone, pair[0], pair[1]).pop())
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
    let change = |change: &crate::ical::Change| {
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

//! Occurrences of entries, and overrides: when each is, and in words.

use std::borrow::Cow;

use chrono::{NaiveDateTime, TimeDelta};

use super::places::Whereabouts;
use crate::history::{Record, authors_text, status, title};
use crate::ical::{CalendarZones, Moment, Vevent, duration, last_day, own, planned_starts};
use crate::language::Language;
use crate::phrase::{clock, date_with_weekday, days_with_weekdays, link, marked, place_alone};
use crate::plan::{DateRange, Hours, Marker, Planned, Stated, When, zone_label, zone_named};

/// A time from start to end: instants in UTC where they are known, else by the clock of that zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub start: NaiveDateTime,
    end: NaiveDateTime,
    zone: Option<String>,
}

/// An occurrence in words, and its start in ISO 8601.
#[derive(Clone, Debug)]
pub(super) struct Told {
    pub words: String,
    pub iso: String,
}

/// An override: an occurrence that differs from its series.
#[derive(Clone)]
pub(super) struct Override {
    /// The planned time, in words.
    pub planned: String,
    /// The planned start, as [`Span::start`].
    pub at: NaiveDateTime,
    /// The planned start and its own, in ISO 8601.
    pub iso: [String; 2],
    /// The difference in words.
    pub words: String,
    /// Its start, if that is not the planned one.
    pub moved_to: Option<NaiveDateTime>,
    /// Whether it is neither cancelled nor postponed, unlike its series.
    pub is_held: bool,
    pub status: Stated,
    pub time_marker: Option<Marker>,
    /// Where it is, if that is not where its series is.
    pub whereabouts: Option<Whereabouts>,
}

/// Returns the days of an entry's first occurrence.
pub(super) fn shown(vevent: &Vevent) -> Option<DateRange> {
    let zones = &CalendarZones::default();
    let start = vevent.moment("DTSTART")?.clock();
    DateRange::new(start.date(), last_day(start, duration(vevent, zones)?))
}

/// Returns every occurrence of an entry, with its words.
pub(super) fn all_occurrences(vevent: &Vevent, language: &Language) -> Vec<(Span, Told)> {
    let zones = &CalendarZones::default();
    let duration = duration(vevent, zones).unwrap_or_default();
    let given = given_duration(vevent);
    let mut all = Vec::new();
    for start in planned_starts(vevent, zones) {
        let zone = match &start {
            Moment::Zoned(_, zone) if start.utc(zones).is_none() => Some(zone.to_string()),
            Moment::Day(_) | Moment::Utc(_) | Moment::Floating(_) | Moment::Zoned(..) => None,
        };
        let span = Span {
            start: start.instant(zones),
            end: start.at(start.clock() + duration).instant(zones),
            zone,
        };
        let told = Told {
            words: occurrence_words(&start, given, language),
            iso: start.iso(zones),
        };
        all.push((span, told));
    }
    all
}

/// Returns the duration of an entry; none if its end is assumed.
fn given_duration(vevent: &Vevent) -> Option<TimeDelta> {
    let zones = &CalendarZones::default();
    let hours: Option<Hours> = vevent.text(own::HOURS).and_then(|line| line.parse().ok());
    let start = vevent.moment("DTSTART")?.clock();
    let sessions = hours
        .iter()
        .flat_map(|hours| &hours.of(start.date()).sessions);
    let mut same = sessions.filter(|session| session.start() == start.time());
    duration(vevent, zones).filter(|_| same.all(|session| session.is_end_given()))
}

/// Returns an occurrence in words: `Tue 14 April 2026, 10:00–12:00`; for whole days, the first day
/// only.
fn occurrence_words(start: &Moment, duration: Option<TimeDelta>, language: &Language) -> String {
    let day = date_with_weekday(start.clock().date(), language);
    match start {
        Moment::Day(_) => day,
        _ => format!("{day}, {}", clock_words(start, duration)),
    }
}

/// Returns times from a start on: `10:00–12:00`, or `10:00` without a duration.
fn clock_words(start: &Moment, duration: Option<TimeDelta>) -> String {
    let from = clock(start.clock().time());
    match duration {
        Some(duration) => format!("{from}–{}", clock((start.clock() + duration).time())),
        None => from,
    }
}

/// Returns the zone after a time: ` (Europe/Zurich)`.
fn zone_words(moment: &Moment) -> String {
    match moment {
        Moment::Day(_) | Moment::Floating(_) => String::new(),
        Moment::Utc(_) => " (UTC)".to_owned(),
        Moment::Zoned(_, name) => {
            let label = zone_named(name).map_or(&**name, |zone| zone_label(zone));
            format!(" ({label})")
        }
    }
}

/// Returns the hours of an entry, `10:00–12:00`, and its zone unless `usual` has the same: `
/// (Europe/Zurich)`. None for whole days.
pub(super) fn times(vevent: &Vevent, usual: Option<&Moment>) -> Option<String> {
    let zones = &CalendarZones::default();
    let start = vevent.moment("DTSTART")?;
    duration(vevent, zones)?;
    let zone = Some(zone_words(&start)).filter(|zone| usual.map(zone_words).as_ref() != Some(zone));
    let words = clock_words(&start, given_duration(vevent));
    let times = format!("{words}{}", zone.unwrap_or_default());
    (!matches!(start, Moment::Day(_))).then_some(times)
}

/// Reads an entry as an override, with the start that it replaces; none if it does not differ.
pub(super) fn override_of(
    vevent: &Vevent,
    main: &Vevent,
    language: &Language,
) -> Option<(NaiveDateTime, Override)> {
    let zones = &CalendarZones::default();
    let (planned, usual_duration, given) = match vevent.moment("RECURRENCE-ID") {
        Some(planned) => (planned, duration(main, zones)?, given_duration(main)),
        None => instead_of(vevent)?,
    };
    let start = vevent.moment("DTSTART")?;
    let is_moved = planned.instant(zones) != start.instant(zones)
        || duration(vevent, zones) != Some(usual_duration);
    let mut words = Vec::new();
    if is_moved {
        words.extend(match times(vevent, Some(&planned)) {
            Some(times) => {
                let day = date_with_weekday(start.clock().date(), language);
                Some(format!("{day}, {times}"))
            }
            None => shown(vevent).map(|shown| days_with_weekdays(shown, language)),
        });
    }
    let called_off = Some(status(vevent)).filter(|own| *own != status(main));
    let revised = &language.written.revised;
    let called_off = called_off.and_then(|own| match own {
        Stated::Cancelled => Some(revised.cancelled),
        Stated::Postponed => Some(revised.postponed),
        Stated::Confirmed | Stated::Tentative => None,
    });
    words.extend(called_off.map(str::to_owned));
    let [is_tentative, was_tentative] =
        [vevent, main].map(|entry| status(entry) == Stated::Tentative);
    if is_tentative && !was_tentative && date_marker(vevent).is_none() {
        words.push(language.written.page.tentative.to_owned());
    }
    words.extend(differing(vevent, main, |entry| {
        let Whereabouts { room, .. } = whereabouts(entry);
        place_alone(entry.text("LOCATION").as_deref(), room.as_ref(), language)
    }));
    words.extend(
        differing(vevent, main, |entry| Some(title(entry))).filter(|_| called_off.is_none()),
    );
    let page = &language.written.page;
    let markers = [
        (date_marker as fn(&Vevent) -> _, page.date_marker),
        (time_marker, page.time_marker),
    ];
    for (marker, template) in markers {
        let own = differing(vevent, main, marker);
        words.extend(own.map(|marker| marked(template, marker)));
    }
    if called_off.is_none() && date_marker(vevent).is_none() && date_marker(main).is_some() {
        words.push(language.written.in_stretch.date_confirmed.to_owned());
    }
    words.extend(differing(vevent, main, |entry| {
        property(entry, "CONFERENCE")
    }));
    words.extend(differing(vevent, main, |entry| property(entry, "CONTACT")));
    words.extend(differing(vevent, main, authors_text));
    words.extend(differing(vevent, main, |entry| links(entry, language)));
    // The rest that planfeed writes has no words of its own.
    if words.is_empty() && vevent.line(own::WHEN).is_some() {
        words.push(language.written.revised.other_text.to_owned());
    }
    let zone = Some(zone_words(&planned)).filter(|zone| *zone != zone_words(&start));
    let found = Override {
        planned: occurrence_words(&planned, given, language) + &zone.unwrap_or_default(),
        at: planned.instant(zones),
        iso: [&planned, &start].map(|moment| moment.iso(zones)),
        words: words.join("; "),
        moved_to: is_moved.then(|| start.clock()),
        is_held: called_off.is_none(),
        status: status(vevent),
        time_marker: time_marker(vevent),
        whereabouts: Some(whereabouts(vevent)).filter(|own| *own != whereabouts(main)),
    };
    (!found.words.is_empty()).then_some((planned.clock(), found))
}

/// Returns a value of an override, if that of the main entry is different.
fn differing<T: PartialEq>(
    vevent: &Vevent,
    main: &Vevent,
    value: impl Fn(&Vevent) -> Option<T>,
) -> Option<T> {
    value(vevent).filter(|own| Some(own) != value(main).as_ref())
}

fn property(vevent: &Vevent, name: &str) -> Option<String> {
    vevent.text(name).map(Cow::into_owned)
}

/// Returns where an entry is, anyone's.
fn whereabouts(vevent: &Vevent) -> Whereabouts {
    let room = vevent.text(own::ROOM).and_then(|line| line.parse().ok());
    Whereabouts::new(vevent.text("LOCATION").as_deref(), room)
}

/// Returns the links of an entry that planfeed wrote, in words.
fn links(vevent: &Vevent, language: &Language) -> Option<String> {
    let Record { links, .. } = Record::read(vevent)?;
    let links: Vec<String> = links.iter().map(|of| link(of, language)).collect();
    (!links.is_empty()).then(|| links.join(", "))
}

/// Returns the marker on the date of an entry that planfeed wrote.
fn date_marker(vevent: &Vevent) -> Option<Marker> {
    let when: When = vevent.text(own::WHEN)?.parse().ok()?;
    when.marker()
}

/// Returns the marker on the hours of an entry that planfeed wrote.
fn time_marker(vevent: &Vevent) -> Option<Marker> {
    let hours: Hours = vevent.text(own::HOURS)?.parse().ok()?;
    hours.marker()
}

/// Returns the planned start and duration of an override without RECURRENCE-ID, and the duration
/// again if its end is given.
fn instead_of(vevent: &Vevent) -> Option<(Moment, TimeDelta, Option<TimeDelta>)> {
    let Planned { days, hours } = vevent.text(own::INSTEAD_OF)?.parse().ok()?;
    let Some(hours) = hours else {
        let duration = TimeDelta::days(days.count());
        return Some((Moment::Day(days.first()), duration, Some(duration)));
    };
    let session = hours.of(days.first()).sessions.first()?;
    let (start, end) = session.on(days.first());
    let (start_at, duration) = (Moment::Zoned(start, hours.zone.name().into()), end - start);
    Some((
        start_at,
        duration,
        session.is_end_given().then_some(duration),
    ))
}

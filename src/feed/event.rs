//! An event as VEVENTs, one for each of its parts.

use chrono::{NaiveDate, NaiveDateTime};
use icalendar::{Component as _, Event as Component, Property};

use super::describe::{Description, facts, summary};
use super::part::{Kind, Part, parts};
use super::shown::Shown;
use super::zones::Zones;
use crate::history::{self, Entry, Ledger, Stamp};
use crate::ical::{self, Vevent, date_time, own};
use crate::language::Language;
use crate::plan::{Event, Groups, Link, Local, Plan, Stated, Venue};

/// An entry, and what decides where it stands in the feeds.
#[derive(Debug)]
pub struct Placed<'a> {
    /// When its part begins, by its own clock.
    pub start: NaiveDateTime,
    /// The id of its event; none of a notice, whose event is no longer in the plan.
    pub id: Option<&'a str>,
    /// What decides which feeds hold it.
    pub groups: Groups<'a>,
    /// What became of it since the last publication.
    pub change: Change,
    /// The names of the zones that its feeds have to define.
    pub zones: Vec<&'static str>,
    /// The entry; its place is that in the bytes which come with it.
    pub entry: Entry,
}

/// What became of an entry since the last publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It has the same bytes.
    None,
    /// planfeed words it otherwise, but it says the same.
    Reworded,
    /// It is new, or says something else.
    Changed,
}

/// The entries of an event, by part, and their bytes: with the stamps of the last publication where
/// that has the same, else with new ones.
pub fn entries<'a>(
    plan: &'a Plan,
    event: &'a Event,
    language: &Language,
    zones: &Zones,
    ledger: &Ledger,
) -> (Vec<Placed<'a>>, Vec<u8>) {
    // In UTC a series may have a thousand parts, with the same facts.
    let shared = facts(plan, event, language);
    let print = |part: &Part<'_>, stamp: Stamp| {
        let own = (!std::ptr::eq(part.event, event)).then(|| facts(plan, part.event, language));
        let facts = own.as_ref().unwrap_or(&shared);
        let description = Description {
            plan,
            event: part.event,
            language,
            facts,
            modified: stamp.modified.date(),
            part,
        };
        let mut bytes = Vec::with_capacity(1024);
        // A component is several times its bytes, so it is printed and dropped at once.
        ical::event(&vevent(&description, stamp), &mut bytes);
        bytes
    };
    let (mut entries, mut buffer) = (Vec::new(), Vec::new());
    let parts = parts(plan, event, zones);
    // What a UID stands for changes as a whole: some calendars look at the stamps of the series
    // alone.
    for parts in parts.chunk_by(|one, other| one.number == other.number) {
        let uid = event.uid.of_part(parts[0].number);
        let print = |stamp| parts.iter().map(|part| print(part, stamp)).collect();
        let (stamp, printed, change) = stamped(&uid, plan.revision, ledger, print);
        for (part, bytes) in parts.iter().zip(printed) {
            let start = buffer.len();
            buffer.extend(bytes);
            entries.push(Placed {
                start: part.start,
                id: Some(event.id.as_str()),
                groups: event.groups(),
                change,
                zones: part.zones().map(|zone| zone.name()).collect(),
                entry: Entry {
                    uid: uid.clone(),
                    part_of: (parts[0].number > 1).then(|| event.uid.as_str().to_owned()),
                    stamp,
                    removed: None,
                    is_override: matches!(part.kind, Kind::Override(_)),
                    bytes: start..buffer.len(),
                },
            });
        }
    }
    (entries, buffer)
}

/// The entries of a UID with the stamps that they have after the last publication.
fn stamped(
    uid: &str,
    revision: NaiveDate,
    ledger: &Ledger,
    print: impl Fn(Stamp) -> Vec<Vec<u8>>,
) -> (Stamp, Vec<Vec<u8>>, Change) {
    let last = ledger.get(uid);
    let Some(stamp) = Entry::stamp_of(last) else {
        let stamp = ledger.stamp_of_new(uid, revision);
        return (stamp, print(stamp), Change::Changed);
    };
    let printed = print(stamp);
    let is_as_last = |same: fn(&[u8], &[u8]) -> bool| {
        let mut pairs = last.iter().zip(&printed);
        last.len() == printed.len() && pairs.all(|(last, now)| same(ledger.bytes(last), now))
    };
    let says_the_same =
        |one: &[u8], other: &[u8]| history::says_the_same(&Vevent::read(one), &Vevent::read(other));
    if is_as_last(|one, other| one == other) {
        (stamp, printed, Change::None)
    } else if is_as_last(says_the_same) {
        (stamp.reworded(), print(stamp.reworded()), Change::Reworded)
    } else {
        let next = stamp.next(revision);
        (next, print(next), Change::Changed)
    }
}

fn vevent(description: &Description<'_>, stamp: Stamp) -> Component {
    let Description {
        plan, event, part, ..
    } = description;
    let uid = event.uid.of_part(part.number);
    let mut vevent = Component::with_uid(&uid);
    let mut set = |name: &str, value: &str| {
        vevent.append_property(Property::new(name, value));
    };
    let (summary, _) = summary(event, description.language);
    let (text, authors) = description.text();
    set("DTSTAMP", &history::date_time(stamp.modified));
    set("LAST-MODIFIED", &history::date_time(stamp.modified));
    set("CREATED", &history::date_time(stamp.created));
    set("SEQUENCE", &stamp.sequence.to_string());
    set("SUMMARY", &summary);
    set("DESCRIPTION", &text);
    set("STATUS", status(event.stated()));
    // A public plan never makes anyone busy; Outlook looks at its own property first.
    set("TRANSP", "TRANSPARENT");
    set("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    if let Kind::Series { rule, .. } = &part.kind {
        set("RRULE", rule);
    }
    set(own::WHEN, &event.when.to_string());
    if uid != event.uid.as_str() {
        set(own::EVENT, event.uid.as_str());
    }
    if summary != event.title {
        set(own::TITLE, &event.title);
    }
    if let Some((from, length)) = authors {
        set(own::TEXT, &format!("{from}+{length}"));
    }
    tell_when(&mut vevent, plan, event, part);
    tell_links(&mut vevent, &event.links);
    tell_groups(&mut vevent, plan, event);
    if let Some(venue) = &event.venue {
        locate(&mut vevent, venue);
    }
    show(&mut vevent, part);
    vevent
}

/// DTSTART, DTEND, and the times at which a series is not, or is otherwise.
fn show(vevent: &mut Component, part: &Part<'_>) {
    let (start, end) = times(&part.shown);
    vevent.append_property(start.property("DTSTART"));
    vevent.append_property(end.property("DTEND"));
    match &part.kind {
        Kind::Alone | Kind::Instead(_) => {}
        Kind::Series { except, .. } => except.iter().for_each(|except| {
            vevent.append_multi_property(times(except).0.property("EXDATE"));
        }),
        Kind::Override(replaced) => {
            vevent.append_property(times(replaced).0.property("RECURRENCE-ID"));
        }
    }
}

/// What the properties of RFC 5545 do not tell of when an event is.
fn tell_when(vevent: &mut Component, plan: &Plan, event: &Event, part: &Part<'_>) {
    let mut set = |name: &str, value: String| {
        vevent.append_property(Property::new(name, value));
    };
    if !event.when.is_certain() {
        set(own::PRINTED, event.printed.clone());
    }
    if part.placeholder.is_some() && event.when.span().is_none() {
        set(own::WITHIN, event.window.to_string());
    }
    match &event.hours {
        Some(hours) if part.shown.hours().is_none_or(|shown| !hours.is_as(&shown)) => {
            set(own::HOURS, hours.to_string());
        }
        Some(_) => {}
        None => {
            if let Some(zone) = plan.zone_of_days(event) {
                set(own::TZID, zone.name().to_owned());
            }
        }
    }
    if let Some(repeat) = &event.repeat {
        set(own::REPEAT, repeat.to_string());
    }
    if let Kind::Instead(planned) = &part.kind {
        set(own::INSTEAD_OF, planned.planned().to_string());
    }
}

/// Links: URL is the first, and says all of a single one without a title.
fn tell_links(vevent: &mut Component, links: &[Link]) {
    if let Some(link) = links.first() {
        vevent.append_property(Property::new("URL", &*link.url));
    }
    if matches!(links, [Link { title: None, .. }]) {
        return;
    }
    for Link { title, url } in links {
        let title = title.iter().map(|title| format!(" {title}"));
        let line = std::iter::once(url.clone())
            .chain(title)
            .collect::<String>();
        vevent.append_multi_property(Property::new(own::LINK, line));
    }
}

/// The category and the phase: their keys and titles, and the colour.
fn tell_groups(vevent: &mut Component, plan: &Plan, event: &Event) {
    let phase = event.phase.as_ref();
    if let Some((key, phase)) = phase.and_then(|key| plan.phases.get_key_value(key)) {
        vevent.append_property(Property::new(own::PHASE, key.as_str()));
        vevent.append_property(Property::new(own::PHASE_TITLE, &*phase.title));
    }
    let category = event.category.as_ref();
    if let Some((key, category)) = category.and_then(|key| plan.categories.get_key_value(key)) {
        vevent.append_property(Property::new(own::CATEGORY, key.as_str()));
        vevent.append_multi_property(Property::new("CATEGORIES", &*category.title));
        if let Some(color) = category.color {
            vevent.append_property(Property::new("COLOR", color.css_name()));
        }
    }
}

/// A DATE or DATE-TIME, and the parameter that goes with it.
struct Time {
    value: String,
    parameter: Option<(&'static str, &'static str)>,
}

impl Time {
    fn property(&self, name: &str) -> Property {
        let mut property = Property::new(name, &*self.value);
        if let Some((name, value)) = self.parameter {
            property.add_parameter(name, value);
        }
        property
    }
}

/// DTSTART and DTEND, which is exclusive (RFC 5545 §3.6.1).
fn times(shown: &Shown) -> (Time, Time) {
    let day = |day: Option<NaiveDate>| Time {
        value: day
            .map(|day| day.format("%Y%m%d").to_string())
            .unwrap_or_default(),
        parameter: Some(("VALUE", "DATE")),
    };
    match shown {
        Shown::Days(days) => (day(Some(days.first())), day(days.end())),
        Shown::Timed { start, end, in_utc } => {
            let time = |local: &Local| match in_utc {
                true => Time {
                    value: format!("{}Z", date_time(local.utc())),
                    parameter: None,
                },
                false => Time {
                    value: date_time(local.time).to_string(),
                    parameter: Some(("TZID", local.zone.name())),
                },
            };
            (time(start), time(end))
        }
    }
}

fn locate(vevent: &mut Component, venue: &Venue) {
    vevent.append_property(Property::new("LOCATION", location(venue)));
    if let Some([latitude, longitude]) = venue.place.as_ref().and_then(|place| place.geo) {
        vevent.append_property(Property::new("GEO", format!("{latitude};{longitude}")));
    }
    if let Some(key) = &venue.key {
        vevent.append_property(Property::new(own::VENUE, key.as_str()));
    }
}

fn status(stated: Stated) -> &'static str {
    match stated {
        Stated::Confirmed => "CONFIRMED",
        Stated::Tentative => "TENTATIVE",
        Stated::Cancelled => "CANCELLED",
    }
}

/// The place, with its marker in brackets; a marker alone stands alone.
fn location(venue: &Venue) -> String {
    match (&venue.place, venue.marker) {
        (Some(place), Some(marker)) => format!("{} ({marker})", place.name),
        (Some(place), None) => place.name.clone(),
        (None, marker) => marker.map(|marker| marker.to_string()).unwrap_or_default(),
    }
}

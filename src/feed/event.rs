//! An event as VEVENTs, one for each of its parts.

use chrono::{NaiveDate, NaiveDateTime};
use icalendar::{Component, Event as Vevent, Property};

use super::describe::{Description, facts, summary};
use super::part::{Kind, Part, parts};
use super::shown::Shown;
use super::zones::Zones;
use crate::history::{self, Ledger, Stamp};
use crate::ical::{self, date_time};
use crate::language::Language;
use crate::plan::{Category, Color, Event, Local, Plan, Stated, Venue};

/// One VEVENT, printed, and what it is sorted by.
#[derive(Debug)]
pub struct Entry {
    /// When its part begins, by its own clock.
    pub start: NaiveDateTime,
    /// Which part of its event it is, from 1; a meeting that differs stands behind the part that it
    /// is of.
    pub part: usize,
    /// Its UID.
    pub uid: String,
    /// When it was last changed, in UTC.
    pub modified: NaiveDateTime,
    /// Whether it is not as the last publication has it.
    pub is_changed: bool,
    /// The names of the zones that its feed has to tell of.
    pub zones: Vec<&'static str>,
    /// The component's bytes.
    pub bytes: Vec<u8>,
}

/// The VEVENTs of an event, by part: with the stamps of the last publication where that has the
/// same, else with new ones.
pub fn entries(
    plan: &Plan,
    event: &Event,
    language: &Language,
    zones: &Zones,
    ledger: &Ledger,
) -> Vec<Entry> {
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
    let parts = parts(plan, event, zones);
    // What a UID stands for changes as a whole: some calendars look at the stamps of the series
    // alone.
    let of_uid = |parts: &[Part<'_>]| {
        let uid = event.uid.of_part(parts[0].number);
        let print =
            |stamp| -> Vec<Vec<u8>> { parts.iter().map(|part| print(part, stamp)).collect() };
        let (stamp, bytes, is_changed) = match ledger.get(&uid) {
            None => {
                let stamp = ledger.stamp_of_new(&uid, plan.revision);
                (stamp, print(stamp), true)
            }
            Some(last) => {
                let bytes = print(last.stamp);
                let next = last.stamp.next(plan.revision);
                if ledger.bytes(last).eq(bytes.iter().map(Vec::as_slice)) {
                    (last.stamp, bytes, false)
                } else {
                    (next, print(next), true)
                }
            }
        };
        let entry = |(part, bytes): (&Part<'_>, Vec<u8>)| {
            let replaced = if let Kind::Override(replaced) = part.kind {
                Some(replaced)
            } else {
                None
            };
            let zones = [Some(part.shown), replaced]
                .into_iter()
                .flatten()
                .filter_map(|shown| shown.zone());
            let zones = zones.map(|zone| zone.name()).collect();
            let (uid, modified) = (uid.clone(), stamp.modified);
            Entry {
                start: part.start,
                part: part.number,
                uid,
                modified,
                is_changed,
                zones,
                bytes,
            }
        };
        parts.iter().zip(bytes).map(entry).collect::<Vec<_>>()
    };
    parts
        .chunk_by(|one, other| one.number == other.number)
        .flat_map(of_uid)
        .collect()
}

fn vevent(description: &Description<'_>, stamp: Stamp) -> Vevent {
    let Description {
        plan, event, part, ..
    } = description;
    let mut vevent = Vevent::with_uid(&event.uid.of_part(part.number));
    let mut set = |name: &str, value: &str| {
        vevent.append_property(Property::new(name, value));
    };
    set("DTSTAMP", &history::date_time(stamp.modified));
    set("LAST-MODIFIED", &history::date_time(stamp.modified));
    set("CREATED", &history::date_time(stamp.created));
    set("SEQUENCE", &stamp.sequence.to_string());
    set("SUMMARY", &summary(event, description.language).0);
    set("DESCRIPTION", &description.text());
    set("STATUS", status(event.stated()));
    // A public plan never makes anyone busy; Outlook looks at its own property first.
    set("TRANSP", "TRANSPARENT");
    set("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    set("X-PLANFEED-WHEN", &event.when.to_string());
    if let Some(link) = event.links.first() {
        set("URL", &link.url);
    }
    if let Kind::Series { rule, .. } = &part.kind {
        set("RRULE", rule);
    }
    if let Some(phase) = &event.phase {
        set("X-PLANFEED-PHASE", phase.as_str());
    }
    if let Some((key, category)) = event
        .category
        .as_ref()
        .and_then(|key| plan.categories.get_key_value(key))
    {
        set("X-PLANFEED-CATEGORY", key.as_str());
        categorise(&mut vevent, category);
    }
    if let Some(venue) = &event.venue {
        locate(&mut vevent, venue);
    }
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
    vevent
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

fn locate(vevent: &mut Vevent, venue: &Venue) {
    vevent.append_property(Property::new("LOCATION", location(venue)));
    if let Some([latitude, longitude]) = venue.place.as_ref().and_then(|place| place.geo) {
        vevent.append_property(Property::new("GEO", format!("{latitude};{longitude}")));
    }
    if let Some(key) = &venue.key {
        vevent.append_property(Property::new("X-PLANFEED-VENUE", key.as_str()));
    }
}

fn categorise(vevent: &mut Vevent, category: &Category) {
    vevent.append_multi_property(Property::new("CATEGORIES", &*category.title));
    if let Some(color) = category.color {
        vevent.append_property(Property::new("COLOR", css_name(color)));
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

/// The CSS name of the nearest colour that has one: RFC 7986 §5.9 allows no other form.
pub(super) fn css_name(color: Color) -> String {
    let distance = |other: &[u8; 3]| -> u32 {
        color
            .rgb
            .iter()
            .zip(other)
            .map(|(one, two)| u32::from(one.abs_diff(*two)).pow(2))
            .sum()
    };
    let nearest = csscolorparser::NAMED_COLORS
        .entries()
        .min_by_key(|(_, rgb)| distance(rgb));
    nearest
        .map(|(name, _)| name.to_string())
        .unwrap_or_default()
}

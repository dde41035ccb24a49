//! An event as VEVENTs, one for each run of days.

use chrono::NaiveDate;
use icalendar::{Component, Event as Vevent, Property};

use super::describe::{Description, summary};
use super::stamp::{Stamp, date_time};
use crate::language::Language;
use crate::plan::{Category, Color, DateRange, Dates, Event, Plan, Precision, Stated, Venue};

/// One VEVENT, and what it is sorted by.
#[derive(Debug)]
pub struct Entry {
    /// Its first day.
    pub start: NaiveDate,
    /// Which part of its event it is, from 1.
    pub part: usize,
    /// The component, its values unescaped.
    pub vevent: Vevent,
}

/// The VEVENTs of an event, by start.
pub fn entries(plan: &Plan, event: &Event, language: &Language, stamp: Stamp) -> Vec<Entry> {
    let (runs, placeholder) = shown(plan, event);
    let total = runs.len();
    let entry = |(i, days): (usize, &DateRange)| {
        let part = i + 1;
        let description = Description { plan, event, language, modified: stamp.modified, placeholder, part: (part, total) };
        Entry { start: days.first(), part, vevent: vevent(&description, *days, stamp) }
    };
    runs.iter().enumerate().map(entry).collect()
}

/// The days on which an event is shown; and the day, if it is only a placeholder for a longer span.
fn shown(plan: &Plan, event: &Event) -> (Vec<DateRange>, Option<NaiveDate>) {
    let window = event.window;
    match event.when.dates() {
        Dates::Separate(runs) => (runs.clone(), None),
        Dates::Span(days, Precision::Day) => (vec![*days], None),
        Dates::By(day) => (vec![DateRange::day(*day)], None),
        Dates::Span(..) | Dates::Open if window.count() <= plan.longest_span => (vec![window], None),
        Dates::Span(..) | Dates::Open => {
            // Once the first day is past, the last: what is still to come must not look over.
            let day = if plan.revision > window.first() { window.last() } else { window.first() };
            (vec![DateRange::day(day)], Some(day))
        }
    }
}

fn vevent(description: &Description<'_>, days: DateRange, stamp: Stamp) -> Vevent {
    let Description { plan, event, .. } = description;
    let mut vevent = Vevent::with_uid(&event.uid.of_part(description.part.0));
    let mut set = |name: &str, value: &str| {
        vevent.append_property(Property::new(name, value));
    };
    set("DTSTAMP", &date_time(stamp.modified));
    set("LAST-MODIFIED", &date_time(stamp.modified));
    set("CREATED", &date_time(stamp.created));
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
    if let Some(venue) = &event.venue {
        set("LOCATION", &location(venue));
        if let Some([latitude, longitude]) = venue.place.as_ref().and_then(|place| place.geo) {
            set("GEO", &format!("{latitude};{longitude}"));
        }
        if let Some(key) = &venue.key {
            set("X-PLANFEED-VENUE", key.as_str());
        }
    }
    if let Some(phase) = &event.phase {
        set("X-PLANFEED-PHASE", phase.as_str());
    }
    if let Some((key, category)) = event.category.as_ref().and_then(|key| plan.categories.get_key_value(key)) {
        set("X-PLANFEED-CATEGORY", key.as_str());
        categorise(&mut vevent, category);
    }
    date(&mut vevent, "DTSTART", Some(days.first()));
    date(&mut vevent, "DTEND", days.end());
    vevent
}

fn categorise(vevent: &mut Vevent, category: &Category) {
    vevent.append_multi_property(Property::new("CATEGORIES", &*category.title));
    if let Some(color) = category.color {
        vevent.append_property(Property::new("COLOR", css_name(color)));
    }
}

/// A day; DTEND is exclusive (RFC 5545 §3.6.1).
fn date(vevent: &mut Vevent, name: &str, day: Option<NaiveDate>) {
    let day = day.map(|day| day.format("%Y%m%d").to_string()).unwrap_or_default();
    let mut property = Property::new(name, day);
    property.add_parameter("VALUE", "DATE");
    vevent.append_property(property);
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
    let distance =
        |other: &[u8; 3]| -> u32 { color.rgb.iter().zip(other).map(|(one, two)| u32::from(one.abs_diff(*two)).pow(2)).sum() };
    let nearest = csscolorparser::NAMED_COLORS.entries().min_by_key(|(_, rgb)| distance(rgb));
    nearest.map(|(name, _)| name.to_string()).unwrap_or_default()
}

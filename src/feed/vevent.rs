//! A part of an event as a VEVENT: its words, and what they mean as properties.

use icalendar::{Component as _, Event as Component};

use super::description::Description;
use super::part::{Part, PartKind};
use super::rrule::add_recurrence;
use super::summary::summary;
use crate::history::Stamp;
use crate::ical::{own, utc_value};
use crate::plan::{Event, Link, Plan, Venue};

/// Returns a part of an event as a VEVENT.
pub(super) fn vevent(plan: &Plan, description: &Description<'_>, stamp: Stamp) -> Component {
    let part = description.part;
    let event = part.event;
    let uid = event.uid.of_part(part.number);
    let (summary, _) = summary(part, description.language);
    let (text, authors) = description.text();
    let mut vevent = Component::with_uid(&uid);
    add_stamp(&mut vevent, stamp);
    add_transparency(&mut vevent);
    vevent.add_property("SUMMARY", &summary);
    vevent.add_property("DESCRIPTION", text);
    vevent.add_property("STATUS", event.stated().word().to_uppercase());
    vevent.add_property(own::WHEN, event.when.to_string());
    if uid != event.uid.as_str() {
        vevent.add_property(own::EVENT, event.uid.as_str());
    }
    if summary != event.title {
        vevent.add_property(own::TITLE, &event.title);
    }
    if let Some((from, count)) = authors {
        vevent.add_property(own::TEXT, format!("{from}+{count}"));
    }
    add_when(&mut vevent, plan, part);
    add_links(&mut vevent, &event.links);
    add_groups(&mut vevent, plan, event);
    if let Some(venue) = &event.venue {
        add_venue(&mut vevent, venue);
    }
    part.shown.add_to(&mut vevent);
    add_recurrence(&mut vevent, &part.kind);
    vevent
}

/// Adds DTSTAMP, LAST-MODIFIED, CREATED and SEQUENCE.
pub(super) fn add_stamp(vevent: &mut Component, stamp: Stamp) {
    vevent.add_property("DTSTAMP", utc_value(stamp.modified));
    vevent.add_property("LAST-MODIFIED", utc_value(stamp.modified));
    vevent.add_property("CREATED", utc_value(stamp.created));
    vevent.add_property("SEQUENCE", stamp.sequence.to_string());
}

/// Adds that the entry makes nobody busy. Outlook looks at its own property first.
pub(super) fn add_transparency(vevent: &mut Component) {
    vevent.add_property("TRANSP", "TRANSPARENT");
    vevent.add_property("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
}

/// Adds what the properties of RFC 5545 do not say of when an event is.
fn add_when(vevent: &mut Component, plan: &Plan, part: &Part<'_>) {
    let event = part.event;
    if !event.when.is_certain() {
        vevent.add_property(own::PRINTED, &event.printed);
    }
    if part.placeholder.is_some() && event.when.span().is_none() {
        vevent.add_property(own::WITHIN, event.window.to_string());
    }
    if let Some(hours) = &event.hours {
        if part.shown.hours().as_ref() != Some(hours) {
            vevent.add_property(own::HOURS, hours.to_string());
        }
    } else if let Some(zone) = plan.zone_of_days(event) {
        vevent.add_property(own::TZID, zone.name());
    }
    let is_override = matches!(part.kind, PartKind::Override(_));
    if let Some(repeat) = event.repeat.as_ref().filter(|_| !is_override) {
        vevent.add_property(own::REPEAT, repeat.to_string());
    }
    if let PartKind::Instead(planned) = &part.kind {
        vevent.add_property(own::INSTEAD_OF, planned.planned().to_string());
    }
}

/// Adds links: URL is the first, and says all of a single one without a title.
fn add_links(vevent: &mut Component, links: &[Link]) {
    if let Some(link) = links.first() {
        vevent.add_property("URL", &*link.url);
    }
    if matches!(links, [Link { title: None, .. }]) {
        return;
    }
    for Link { title, url } in links {
        let title = title
            .as_ref()
            .map_or_else(String::new, |title| format!(" {title}"));
        vevent.add_multi_property(own::LINK, &format!("{url}{title}"));
    }
}

/// Adds the category and the phase: their keys and titles, and the colour.
fn add_groups(vevent: &mut Component, plan: &Plan, event: &Event) {
    if let Some((key, phase)) = plan.phase_of(event) {
        vevent.add_property(own::PHASE, key.as_str());
        vevent.add_property(own::PHASE_TITLE, &phase.title);
    }
    if let Some((key, category)) = plan.category_of(event) {
        vevent.add_property(own::CATEGORY, key.as_str());
        vevent.add_multi_property("CATEGORIES", &category.title);
        if let Some(color) = category.color {
            vevent.add_property("COLOR", color.css_name());
        }
    }
}

fn add_venue(vevent: &mut Component, venue: &Venue) {
    vevent.add_property("LOCATION", location(venue));
    if let Some([latitude, longitude]) = venue.place.as_ref().and_then(|place| place.geo) {
        vevent.add_property("GEO", format!("{latitude};{longitude}"));
    }
    if let Some(key) = &venue.key {
        vevent.add_property(own::VENUE, key.as_str());
    }
}

/// Returns the place, with its marker in brackets; or the marker alone.
fn location(venue: &Venue) -> String {
    match (&venue.place, venue.marker) {
        (Some(place), Some(marker)) => format!("{} ({marker})", place.name),
        (Some(place), None) => place.name.clone(),
        (None, marker) => marker.expect("a venue has a place or a marker").to_string(),
    }
}

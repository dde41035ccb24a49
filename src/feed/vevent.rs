//! A part of an event as a VEVENT: its words, and what they mean as properties.

use icalendar::{Component as _, Event as Component, Property};

use super::description::Description;
use super::part::{Part, PartKind};
use super::rrule::add_recurrence;
use super::summary::summary;
use crate::history::Stamp;
use crate::ical::{own, utc_value};
use crate::plan::{Event, Key, Link, Plan, Room, Stated, Venue};

/// Returns a part of an event as a VEVENT.
pub(super) fn vevent(plan: &Plan, description: &Description<'_>, stamp: Stamp) -> Component {
    let part = description.part;
    let event = part.event;
    let (uid, whole) = (part.uid(), &part.stretch.whole.uid);
    let (summary, _) = summary(part, description.language);
    let (text, authors) = description.text();
    let mut vevent = Component::with_uid(&uid);
    add_stamp(&mut vevent, stamp);
    add_transparency(&mut vevent);
    vevent.add_property("SUMMARY", &summary);
    vevent.add_property("DESCRIPTION", text);
    add_status(&mut vevent, plan, event.stated());
    vevent.add_property(own::WHEN, event.when.to_string());
    if uid != whole.as_str() {
        vevent.add_property(own::EVENT, whole.as_str());
    }
    if let Some(day) = part.stretch.from {
        vevent.add_property(own::ONWARDS, day.to_string());
    }
    if summary != event.title {
        vevent.add_property(own::TITLE, &event.title);
    }
    if let Some((from, count)) = authors {
        vevent.add_property(own::TEXT, format!("{from}+{count}"));
    }
    add_when(&mut vevent, plan, part);
    add_links(&mut vevent, event);
    add_groups(&mut vevent, plan, event);
    add_place(&mut vevent, event);
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

/// Adds STATUS, and the status where that does not say it.
pub(super) fn add_status(vevent: &mut Component, plan: &Plan, status: Stated) {
    let published = plan.cancelled_form.published(status);
    vevent.add_property("STATUS", published.word().to_uppercase());
    if published != status {
        vevent.add_property(own::STATUS, status.word());
    }
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

/// Adds whom to ask, the online meeting and links. URL is the online meeting, which no calendar
/// shows by CONFERENCE alone, else the first link; it says all of a single link without a title.
fn add_links(vevent: &mut Component, event: &Event) {
    let Event {
        contact,
        online,
        links,
        ..
    } = event;
    if let Some(contact) = contact {
        vevent.add_property("CONTACT", contact);
    }
    if let Some(online) = online {
        let mut conference = Property::new("CONFERENCE", &**online);
        conference.add_parameter("VALUE", "URI");
        vevent.append_property(conference);
    }
    if let Some(url) = online.as_ref().or(links.first().map(|link| &link.url)) {
        vevent.add_property("URL", &**url);
    }
    if online.is_none() && matches!(links[..], [Link { title: None, .. }]) {
        return;
    }
    for Link { title, url } in links {
        let title = title
            .as_ref()
            .map_or_else(String::new, |title| format!(" {title}"));
        vevent.add_multi_property(own::LINK, &format!("{url}{title}"));
    }
}

/// Adds the categories and the phase: their keys and titles, and the colour of the first category.
fn add_groups(vevent: &mut Component, plan: &Plan, event: &Event) {
    if let Some((key, phase)) = plan.phase_of(event) {
        vevent.add_property(own::PHASE, key.as_str());
        vevent.add_property(own::PHASE_TITLE, &phase.title);
    }
    if !event.categories.is_empty() {
        let keys: Vec<&str> = event.categories.iter().map(Key::as_str).collect();
        vevent.add_property(own::CATEGORY, keys.join(" "));
    }
    for category in plan.categories_of(event) {
        vevent.add_multi_property("CATEGORIES", &category.title);
    }
    let first = plan.categories_of(event).next();
    if let Some(color) = first.and_then(|category| category.color) {
        vevent.add_property("COLOR", color.css_name());
    }
}

/// Adds the room and the venue; an event with neither is where its online meeting is.
fn add_place(vevent: &mut Component, event: &Event) {
    let location = location(event);
    let online = event.online.as_deref().map(str::to_owned);
    let location = location.or(online);
    if let Some(location) = &location {
        vevent.add_property("LOCATION", location);
    }
    if let Some(room) = &event.room {
        vevent.add_property(own::ROOM, room.to_string());
    }
    let Some(venue) = &event.venue else { return };
    if let Some(key) = &venue.key {
        vevent.add_property(own::VENUE, key.as_str());
    }
    let geo = venue.place.as_ref().and_then(|place| place.geo);
    if let (Some([latitude, longitude]), Some(location)) = (geo, location) {
        vevent.add_property("GEO", format!("{latitude};{longitude}"));
        // A parameter has no quotes within (RFC 5545 §3.2), readers differ on `^` (RFC 6868), and an
        // open venue has no place on a map.
        if venue.marker.is_none() && !location.contains(['"', '^']) {
            vevent.append_property(on_map(latitude, longitude, &location));
        }
    }
}

/// Returns the property by which Apple's calendars show a map; its title is LOCATION.
fn on_map(latitude: f64, longitude: f64, location: &str) -> Property {
    let value = format!("geo:{latitude},{longitude}");
    let mut property = Property::new("X-APPLE-STRUCTURED-LOCATION", value);
    property.add_parameter("VALUE", "URI");
    property.add_parameter("X-APPLE-RADIUS", "100");
    property.add_parameter("X-TITLE", location);
    property
}

/// Returns the room, the place and its address, each marker in brackets behind what it is about; or
/// the venue's marker alone.
pub(super) fn location(event: &Event) -> Option<String> {
    let mut parts: Vec<String> = event.whereabouts().into_iter().map(str::to_owned).collect();
    let room = event.room.as_ref().and_then(Room::in_location);
    if let (Some(room), Some(first)) = (room, parts.first_mut()) {
        *first = room;
    }
    if let Some(Venue {
        place,
        marker: Some(marker),
        ..
    }) = &event.venue
    {
        match (place, parts.last_mut()) {
            (Some(_), Some(last)) => *last += &format!(" ({marker})"),
            _ => parts.push(marker.to_string()),
        }
    }
    (!parts.is_empty()).then(|| parts.join(", "))
}

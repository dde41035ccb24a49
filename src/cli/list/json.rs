//! The list as JSON.

use serde_json::{Value, json};

use super::columns::meetings;
use crate::cli::when::with_printed;
use planfeed::feed::{self, Feed};
use planfeed::plan::{EACH, Event, Hours, Key, Link, Plan, SeriesStretch};

/// Returns an array with an object for each event.
pub(super) fn json(plan: &Plan, events: &[&Event]) -> String {
    let feeds = feed::feeds(plan, plan.language);
    let objects = events.iter().map(|event| object(event, &feeds));
    format!("{:#}\n", objects.collect::<Value>())
}

/// Returns `{id, uid, title, phase, category, categories, when, venue, room, contact, online, links,
/// status, feeds, hours, timezone, meetings, onwards}`.
fn object(event: &Event, feeds: &[Feed]) -> Value {
    let held: Vec<&str> = feeds
        .iter()
        .filter(|feed| feed.holds(&event.groups()))
        .map(|feed| feed.path.as_str())
        .collect();
    json!({
        "id": event.id.as_str(),
        "uid": event.uid.as_str(),
        "title": event.title,
        "phase": event.phase.as_ref().map(|key| key.as_str()),
        "category": event.categories.first().map(Key::as_str),
        "categories": event.categories.iter().map(Key::as_str).collect::<Vec<_>>(),
        "when": with_printed(&event.printed, &event.when),
        "venue": venue_object(event),
        "room": room_object(event),
        "contact": event.contact,
        "online": event.online.as_deref(),
        "links": event.links.iter().map(link).collect::<Vec<_>>(),
        "status": event.stated().word(),
        "feeds": held,
        "hours": hours_object(event),
        "timezone": event.hours.as_ref().map(|hours| hours.zone.name()),
        "meetings": meetings(event),
        "onwards": event.stretches().skip(1).map(|stretch| later(&stretch)).collect::<Value>(),
    })
}

fn link(link: &Link) -> Value {
    json!({ "title": link.title, "url": &*link.url })
}

/// Returns what holds from a meeting on.
fn later(stretch: &SeriesStretch<'_>) -> Value {
    let event = stretch.event;
    json!({
        "from": stretch.from.map(|day| day.to_string()),
        "title": event.title,
        "when": with_printed(&event.printed, &event.when),
        "venue": venue_object(event),
        "room": room_object(event),
        "contact": event.contact,
        "online": event.online.as_deref(),
        "links": event.links.iter().map(link).collect::<Vec<_>>(),
        "status": event.stated().word(),
        "hours": hours_object(event),
        "timezone": event.hours.as_ref().map(|hours| hours.zone.name()),
    })
}

fn venue_object(event: &Event) -> Value {
    let venue = event.venue.as_ref();
    let place = venue.and_then(|venue| venue.place.as_ref());
    json!({
        "key": venue.and_then(|venue| venue.key.as_ref()).map(|key| key.as_str()),
        "name": place.map(|place| place.name.as_str()),
        "address": place.and_then(|place| place.address.as_deref()),
        "timezone": place.and_then(|place| place.timezone).map(|zone| zone.name()),
        "marker": venue.and_then(|venue| venue.marker).map(|marker| marker.abbreviation()),
    })
}

fn room_object(event: &Event) -> Value {
    let room = event.room.as_ref();
    json!({
        "name": room.and_then(|room| room.name.as_deref()),
        "marker": room.and_then(|room| room.marker).map(|marker| marker.abbreviation()),
    })
}

fn hours_object(event: &Event) -> Option<Value> {
    let hours = event.hours.as_deref()?;
    Some(hours_by_day(hours).into_iter().collect())
}

/// Returns hours as definitions write them by day: `each` is for the days that are not listed.
fn hours_by_day(hours: &Hours) -> Vec<(String, String)> {
    let each = hours.each.iter().map(|each| (EACH.to_owned(), each));
    let on = hours.on.iter().map(|(day, on)| (day.to_string(), on));
    let by_day = each.chain(on);
    by_day
        .map(|(day, hours)| (day, hours.as_written()))
        .collect()
}

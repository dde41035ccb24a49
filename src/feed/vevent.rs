//! A part of an event as a VEVENT: its words, and what they mean as properties.

use icalendar::{Component as _, Event as Component, Property};

use super::description::{Description, summary};
use super::dtstart::Shown;
use super::part::{Part, PartKind};
use crate::history::{self, Stamp};
use crate::ical::own;
use crate::plan::{Event, Link, Plan, Venue};

/// A part of an event as a VEVENT.
pub(super) fn vevent(description: &Description<'_>, stamp: Stamp) -> Component {
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
    set("STATUS", history::status_value(event.stated()));
    // A public plan never makes anyone busy; Outlook looks at its own property first.
    set("TRANSP", "TRANSPARENT");
    set("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
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
    show(&mut vevent, &part.shown);
    recur(&mut vevent, &part.kind);
    vevent
}

/// DTSTART and DTEND, which is exclusive (RFC 5545 §3.6.1).
pub(super) fn show(vevent: &mut Component, shown: &Shown) {
    vevent.append_property(shown.start().property("DTSTART"));
    vevent.append_property(shown.end().property("DTEND"));
}

/// How the entry recurs, and the times at which it does not, or that it replaces.
fn recur(vevent: &mut Component, kind: &PartKind) {
    match kind {
        PartKind::Alone | PartKind::Instead(_) => {}
        PartKind::Series { rule, except } => {
            vevent.append_property(Property::new("RRULE", &**rule));
            for except in except {
                vevent.append_multi_property(except.start().property("EXDATE"));
            }
        }
        PartKind::Override(replaced) => {
            vevent.append_property(replaced.start().property("RECURRENCE-ID"));
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
        Some(hours) if part.shown.hours().as_ref() != Some(hours) => {
            set(own::HOURS, hours.to_string());
        }
        Some(_) => {}
        None => {
            if let Some(zone) = plan.zone_of_days(event) {
                set(own::TZID, zone.name().to_owned());
            }
        }
    }
    let is_override = matches!(part.kind, PartKind::Override(_));
    if let Some(repeat) = event.repeat.as_ref().filter(|_| !is_override) {
        set(own::REPEAT, repeat.to_string());
    }
    if let PartKind::Instead(planned) = &part.kind {
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
        let line = match title {
            Some(title) => format!("{url} {title}"),
            None => url.clone(),
        };
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

fn locate(vevent: &mut Component, venue: &Venue) {
    vevent.append_property(Property::new("LOCATION", location(venue)));
    if let Some([latitude, longitude]) = venue.place.as_ref().and_then(|place| place.geo) {
        vevent.append_property(Property::new("GEO", format!("{latitude};{longitude}")));
    }
    if let Some(key) = &venue.key {
        vevent.append_property(Property::new(own::VENUE, key.as_str()));
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

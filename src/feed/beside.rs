//! How the stretches before and after one differ from it, in words: a reader may see the entry of
//! one stretch only, and learns from it that the series goes on, or began earlier.

use super::vevent::location;
use crate::language::{Language, fill};
use crate::phrase::{date, day_hours, marked, place_alone, rule};
use crate::plan::{DayHours, Event, SeriesStretch, Stated};

/// Returns how the stretches before and after one differ from it, a sentence each, without its
/// stop: `From 9 June 2026 on: 18:00–20:00; Town Hall`.
pub(crate) fn beside(stretch: &SeriesStretch<'_>, language: &Language) -> Vec<String> {
    let SeriesStretch { event, .. } = *stretch;
    let written = &language.written;
    let before = stretch.before.map(|before| (written.before, before, event));
    let after = stretch.after.map(|after| (written.onwards, after, after));
    let mut sentences = Vec::new();
    for (template, other, later) in before.into_iter().chain(after) {
        let days = later.repeat.iter().flat_map(|repeat| &repeat.occurrences);
        let day = days.min().map(|day| date(*day, language));
        let what = differences(other, event, language);
        let values = [("date", &*day.unwrap_or_default()), ("what", &what)];
        sentences.push(fill(template, &values));
    }
    sentences
}

/// Returns what an event has in one stretch and not in another, in words.
fn differences(event: &Event, other: &Event, language: &Language) -> String {
    let written = &language.written;
    let mut differing = Vec::new();
    for words in [recurrence, hours] {
        let own = words(event, language);
        if own != words(other, language) {
            differing.push(own);
        }
    }
    differing.extend(whereabouts(event, other, language));
    differing.extend(status(event, other, language));
    if event.title != other.title {
        differing.push(fill(written.in_stretch.title, &[("title", &event.title)]));
    }
    if event.contact != other.contact {
        differing.push(match &event.contact {
            Some(contact) => fill(written.in_stretch.contact, &[("contact", contact)]),
            None => written.in_stretch.no_contact.to_owned(),
        });
    }
    if event.links != other.links {
        let words = match (event.links.is_empty(), other.links.is_empty()) {
            (true, _) => written.in_stretch.no_links,
            (false, true) => written.in_stretch.with_links,
            (false, false) => written.in_stretch.links,
        };
        differing.push(words.to_owned());
    }
    if event.description != other.description {
        differing.push(written.revised.other_text.to_owned());
    }
    match differing.is_empty() {
        true => written.the_same.to_owned(),
        false => differing.join("; "),
    }
}

fn recurrence(event: &Event, language: &Language) -> String {
    let repeat = event.repeat.as_ref();
    repeat.map_or_else(String::new, |repeat| rule(&repeat.rule, language))
}

fn hours(event: &Event, language: &Language) -> String {
    let each = event.hours.as_ref().and_then(|hours| hours.each.as_ref());
    match each {
        Some(DayHours {
            sessions,
            marker: Some(marker),
        }) if sessions.is_empty() => marked(language.written.page.time_marker, *marker),
        each => day_hours(each.unwrap_or(&DayHours::default()), language),
    }
}

/// Returns where an event is, and its online meeting, as far as another stretch differs in them.
fn whereabouts(event: &Event, other: &Event, language: &Language) -> Vec<String> {
    let words = &language.written.in_stretch;
    let place = |event| place_alone(location(event).as_deref(), event.room.as_ref(), language);
    let (own, others) = (place(event), place(other));
    let is_other_place = own != others;
    let is_other_meeting = event.online != other.online;
    let mut differing = Vec::new();
    match (own, &event.online) {
        (Some(own), _) if is_other_place => differing.push(own),
        (None, Some(_)) if is_other_place && !is_other_meeting => {
            differing.push(words.online_only.to_owned());
        }
        (None, None) if is_other_place => differing.push(language.written.no_venue.to_owned()),
        (_, _) => {}
    }
    if is_other_meeting {
        differing.push(match &event.online {
            Some(online) => fill(words.online, &[("online", online)]),
            None => words.not_online.to_owned(),
        });
    }
    differing
}

/// Returns the status of an event, if it has another one in another stretch.
fn status(event: &Event, other: &Event, language: &Language) -> Option<String> {
    let written = &language.written;
    let [own, others] = [event, other].map(|event| (event.stated(), event.when.marker()));
    let words = match (own, others) {
        _ if own == others => return None,
        ((Stated::Cancelled, _), (Stated::Cancelled, _))
        | ((Stated::Postponed, _), (Stated::Postponed, _)) => return None,
        ((Stated::Cancelled, _), _) => written.page.cancelled,
        ((Stated::Postponed, _), _) => written.page.postponed,
        ((_, Some(marker)), _) => return Some(marked(written.page.date_marker, marker)),
        ((Stated::Tentative, None), _) => written.page.tentative,
        (_, (Stated::Cancelled | Stated::Postponed, _)) => written.in_stretch.as_planned,
        (_, (_, Some(_))) => written.in_stretch.date_confirmed,
        ((Stated::Confirmed, None), _) => written.confirmed,
    };
    Some(words.to_owned())
}

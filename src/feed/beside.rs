//! How the stretches before and after one differ from it, in words: a reader may see the entry of
//! one stretch only, and learns from it that the series goes on, or began earlier.

use super::vevent::location;
use crate::language::{Language, fill};
use crate::phrase::{date, day_hours, rule};
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
    for words in [recurrence, hours, venue, status, title] {
        let own = words(event, language);
        if own != words(other, language) {
            differing.push(own);
        }
    }
    let texts = |event: &Event| {
        let Event {
            description,
            contact,
            online,
            links,
            ..
        } = event;
        (
            description.clone(),
            contact.clone(),
            online.clone(),
            links.clone(),
        )
    };
    if texts(event) != texts(other) {
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
    day_hours(each.unwrap_or(&DayHours::default()), language)
}

fn venue(event: &Event, language: &Language) -> String {
    location(event).unwrap_or_else(|| language.written.no_venue.to_owned())
}

fn status(event: &Event, language: &Language) -> String {
    let written = &language.written;
    let words = match (event.stated(), event.when.marker()) {
        (Stated::Cancelled, _) => written.page.cancelled,
        (Stated::Postponed, _) => written.page.postponed,
        (_, Some(marker)) => written.date_unsettled.of(marker),
        (Stated::Confirmed, None) => written.confirmed,
        (Stated::Tentative, None) => written.page.tentative,
    };
    words.to_owned()
}

fn title(event: &Event, language: &Language) -> String {
    let written = &language.written;
    let values = [("sentence", written.revised.title), ("what", &event.title)];
    fill(written.of_what, &values)
}

//! What is not settled of an event, in a word or two each.

use crate::language::{PageWords, fill};
use crate::plan::{Event, Marker, Stated};

/// What stands beside the date, the title and the place of an event.
#[derive(Default)]
pub(super) struct Labels {
    pub date: Option<String>,
    pub title: Option<String>,
    pub venue: Option<String>,
}

impl Labels {
    /// Of that event; what was open of one that is cancelled no longer matters.
    pub(crate) fn of(event: &Event, words: &PageWords) -> Self {
        let marked =
            |template: &str, marker: Marker| fill(template, &[("marker", marker.abbreviation())]);
        if event.stated() == Stated::Cancelled {
            return Self {
                title: Some(words.cancelled.to_owned()),
                ..Self::default()
            };
        }
        let date = match event.when.marker() {
            Some(marker) => Some(marked(words.date_marker, marker)),
            None => (!event.when.is_exact()).then(|| words.date_not_fixed.to_owned()),
        };
        let tentative = event
            .is_said_tentative()
            .then(|| words.tentative.to_owned());
        let title = event
            .title_marker
            .map(|marker| marked(words.title_marker, marker))
            .or(tentative);
        let venue = event
            .venue
            .as_ref()
            .and_then(|venue| venue.marker)
            .map(|marker| marked(words.venue_marker, marker));
        Self { date, title, venue }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        [&self.date, &self.title, &self.venue]
            .into_iter()
            .flatten()
            .map(String::as_str)
    }
}

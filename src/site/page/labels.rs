//! Labels of events: what is not settled, in a word or two each.

use crate::language::{PageWords, fill};
use crate::plan::{Event, Marker, Stated};

/// The labels beside the date, the hours, the title and the place of an event.
#[derive(Default)]
pub(super) struct Labels {
    pub date: Option<String>,
    pub title: Option<String>,
    pub time: Option<String>,
    /// The label of the venue, else of the room.
    pub venue: Option<String>,
}

impl Labels {
    /// Returns the labels of an event. What was open of one that is cancelled or postponed no longer
    /// matters.
    pub(crate) fn of(event: &Event, words: &PageWords) -> Self {
        match event.stated() {
            Stated::Cancelled => {
                return Self {
                    title: Some(words.cancelled.to_owned()),
                    ..Self::default()
                };
            }
            Stated::Postponed => {
                return Self {
                    date: Some(words.postponed.to_owned()),
                    ..Self::default()
                };
            }
            Stated::Confirmed | Stated::Tentative => {}
        }
        let [is_inexact, is_tentative] = [!event.when.is_exact(), event.is_said_tentative()];
        let venue_marker = event.venue.as_ref().and_then(|venue| venue.marker);
        let room_marker = event.room.as_ref().and_then(|room| room.marker);
        Self {
            date: marked(words.date_marker, event.when.marker())
                .or(is_inexact.then(|| words.date_not_fixed.to_owned())),
            title: marked(words.title_marker, event.title_marker)
                .or(is_tentative.then(|| words.tentative.to_owned())),
            time: marked(words.time_marker, event.time_marker()),
            venue: marked(words.venue_marker, venue_marker)
                .or(marked(words.room_marker, room_marker)),
        }
    }

    /// Returns those of the date and the hours.
    pub(crate) fn of_when(&self) -> impl Iterator<Item = &str> {
        let both = [&self.date, &self.time];
        both.into_iter().flatten().map(String::as_str)
    }

    /// Returns all of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let all = [&self.date, &self.time, &self.title, &self.venue];
        all.into_iter().flatten().map(String::as_str)
    }
}

fn marked(template: &str, marker: Option<Marker>) -> Option<String> {
    let marker = marker?.abbreviation();
    Some(fill(template, &[("marker", marker)]))
}

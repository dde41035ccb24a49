//! Places in words.

use crate::language::{Language, fill};
use crate::plan::{Marker, Room};

/// Returns a LOCATION with the marker of a room that has no name, in words: `Hall (room TBC)`.
pub(crate) fn place(
    location: Option<&str>,
    room: Option<&Room>,
    language: &Language,
) -> Option<String> {
    let marker = match room {
        Some(Room { name: None, marker }) => *marker,
        Some(_) | None => None,
    };
    let words = marker.map(|marker| marked(language.written.page.room_marker, marker));
    match (location, words) {
        (Some(location), Some(words)) => Some(format!("{location} ({words})")),
        (Some(location), None) => Some(location.to_owned()),
        (None, words) => words,
    }
}

/// Returns [`place`] in words that say of themselves that they are about a place: `venue TBC`.
pub(crate) fn place_alone(
    location: Option<&str>,
    room: Option<&Room>,
    language: &Language,
) -> Option<String> {
    let words = location.map(|location| match Marker::by_abbreviation(location) {
        Some(marker) => marked(language.written.page.venue_marker, marker),
        None => location.to_owned(),
    });
    place(words.as_deref(), room, language)
}

/// Returns a marker with what it is about: `date TBC`.
pub(crate) fn marked(template: &str, marker: Marker) -> String {
    fill(template, &[("marker", marker.abbreviation())])
}

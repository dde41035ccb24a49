//! The kind of a change of place.

use super::ChangeKind;
use super::change::marker_kind;
use crate::plan::{Marker, Room};

/// Where an event or one of its occurrences is: LOCATION without the room, and the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Whereabouts {
    pub place: Option<String>,
    pub room: Option<Room>,
}

impl Whereabouts {
    /// Takes the room from a LOCATION, which begins with it.
    pub(crate) fn new(location: Option<&str>, room: Option<Room>) -> Self {
        let name = room.as_ref().and_then(Room::in_location);
        let place = match name {
            Some(name) => location
                .and_then(|location| location.strip_prefix(&name))
                .and_then(|rest| rest.strip_prefix(", ")),
            None => location,
        };
        let place = place.map(str::to_owned);
        Self { place, room }
    }
}

/// Returns the kind of a change of where something is.
pub(super) fn kind(old: &Whereabouts, new: &Whereabouts) -> ChangeKind {
    match place_kind(old.place.as_deref(), new.place.as_deref()) {
        ChangeKind::OtherText => room_kind(old.room.as_ref(), new.room.as_ref()),
        kind => kind,
    }
}

/// Returns the kind of a change from one LOCATION, or none, to another.
pub(super) fn place_kind(old: Option<&str>, new: Option<&str>) -> ChangeKind {
    let [(was, was_marked), (is, is_marked)] = [old, new].map(place);
    match (was, is) {
        (Some(one), Some(other)) if one != other => ChangeKind::Moved,
        (None, Some(_)) if is_marked.is_none() => ChangeKind::FirmedUp,
        // A place with a marker is not settled, but it leaves fewer places than no place at all.
        (None, Some(_)) => ChangeKind::Narrowed,
        (Some(_), None) => ChangeKind::Loosened,
        (Some(_), Some(_)) => marker_kind(was_marked, is_marked),
        (None, None) => ChangeKind::OtherText,
    }
}

/// Returns the kind of a change from one room, or none, to another in the same venue.
pub(super) fn room_kind(old: Option<&Room>, new: Option<&Room>) -> ChangeKind {
    let [was, is] = [old, new].map(|room| room.and_then(|room| room.name.as_deref()));
    match (was, is) {
        (Some(one), Some(other)) if one != other => ChangeKind::Moved,
        (None, Some(_)) => ChangeKind::FirmedUp,
        (Some(_), None) => ChangeKind::Loosened,
        (Some(_), Some(_)) | (None, None) => {
            let [was, is] = [old, new].map(|room| room.and_then(|room| room.marker));
            marker_kind(was, is)
        }
    }
}

/// Returns what two places in words have each of their own, and the end that both have: of `Room 1,
/// Hall` and `Room 2, Hall`, `Hall`. None if there is no such end, or nothing else.
pub(super) fn shared_end<'a>(one: &'a str, other: &'a str) -> Option<[&'a str; 3]> {
    let (mut ends, mut found) = ([one.len(), other.len()], None);
    while let (Some(at), Some(to)) = (one[..ends[0]].rfind(", "), other[..ends[1]].rfind(", ")) {
        if one[at..] != other[to..] {
            break;
        }
        ends = [at, to];
        found = Some([&one[..at], &other[..to], &one[at + 2..]]);
    }
    found
}

/// Splits a LOCATION into the place and the marker after it: `Geneva (TBC)`, `Geneva`, `TBA`.
fn place(location: Option<&str>) -> (Option<&str>, Option<Marker>) {
    let Some(location) = location else {
        return (None, None);
    };
    if let Some(marker) = Marker::by_abbreviation(location) {
        return (None, Some(marker));
    }
    let inner = location.strip_suffix(')');
    if let Some((place, marker)) = inner.and_then(|text| text.rsplit_once(" ("))
        && let Some(marker) = Marker::by_abbreviation(marker)
    {
        return (Some(place), Some(marker));
    }
    (Some(location), None)
}

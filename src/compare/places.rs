//! The kind of a change of place.

use super::ChangeKind;
use super::change::marker_kind;
use crate::plan::{Marker, Room};

/// Returns the kind of a change from one LOCATION, or none, to another.
pub(super) fn kind(old: Option<&str>, new: Option<&str>) -> ChangeKind {
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

//! A zone's offsets from UTC, and when they change.

use chrono::{Days, FixedOffset, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// A change of a zone's offset from UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// The offset before it.
    pub from: FixedOffset,
    /// The offset from then on.
    pub to: FixedOffset,
}

/// Returns every transition of a zone after `start` and up to `end`, both in UTC. Transitions that
/// undo each other within a day are not seen; there are none since 1970.
pub fn transitions(zone: Tz, start: NaiveDateTime, end: NaiveDateTime) -> Vec<Transition> {
    let mut found = Vec::new();
    let mut before = start;
    while before < end {
        let next = before.checked_add_days(Days::new(1));
        let after = next.map_or(end, |next| next.min(end));
        let (from, to) = (offset(zone, before), offset(zone, after));
        if from != to {
            let at = first_with_another_offset(zone, before, after);
            found.push(Transition { at, from, to });
        }
        before = after;
    }
    found
}

/// Returns the first second after `low` whose offset is another than that of `low`, as that of
/// `high` is.
fn first_with_another_offset(
    zone: Tz,
    mut low: NaiveDateTime,
    mut high: NaiveDateTime,
) -> NaiveDateTime {
    let from = offset(zone, low);
    while high - low > TimeDelta::seconds(1) {
        let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
        if offset(zone, middle) == from {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// Returns the offset of a zone from UTC at an instant in UTC.
pub fn offset(zone: Tz, utc: NaiveDateTime) -> FixedOffset {
    zone.offset_from_utc_datetime(&utc).fix()
}

//! SEQUENCE, CREATED and LAST-MODIFIED: when an event was changed, without a clock.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::plan::YEARS;

/// The stamp of an entry: SEQUENCE, LAST-MODIFIED, CREATED (RFC 5545 §3.8.7).
///
/// A stamp is the midnight of the revision that brought the change, or a second after the last
/// stamp where that is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// When the plan first had the event.
    pub created: NaiveDateTime,
    /// When it was last changed.
    pub modified: NaiveDateTime,
    /// The number of changes since.
    pub sequence: u32,
}

/// The greatest INTEGER (RFC 5545 §3.3.8).
const GREATEST: u32 = i32::MAX as u32;

impl Stamp {
    /// Returns the first stamp of an event that is new in that revision.
    pub(crate) fn new(revision: NaiveDate, sequence: u32) -> Self {
        let created = midnight(revision);
        Self {
            created,
            modified: created,
            sequence,
        }
    }

    /// Returns the next stamp of an event that changed in that revision.
    pub(crate) fn next(self, revision: NaiveDate) -> Self {
        Self {
            modified: after(self.modified, revision),
            sequence: self.sequence.saturating_add(1).min(GREATEST),
            ..self
        }
    }

    /// Returns the next stamp of an entry whose meaning did not change: one second later.
    pub(crate) fn reworded(self) -> Self {
        Self {
            modified: self.modified + TimeDelta::seconds(1),
            sequence: self.sequence.saturating_add(1).min(GREATEST),
            ..self
        }
    }
}

/// Whether a time can be a stamp: revisions are of the years that are read, and no day has as many
/// changes as seconds.
pub(super) fn is_stamp(time: NaiveDateTime) -> bool {
    YEARS.contains(&time.year())
}

/// Returns the stamp of a change in that revision, after the last stamp.
pub(crate) fn after(last: NaiveDateTime, revision: NaiveDate) -> NaiveDateTime {
    midnight(revision).max(last + TimeDelta::seconds(1))
}

/// Returns the days from 1970 to that day; zero before. It only grows from revision to revision, so
/// it is a SEQUENCE where the last one is not known.
pub(crate) fn days_since_1970(day: NaiveDate) -> u32 {
    let days = (day - DateTime::UNIX_EPOCH.date_naive()).num_days();
    u32::try_from(days.max(0)).expect("calendars end before")
}

pub(super) fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

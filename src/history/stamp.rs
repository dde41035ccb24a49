//! When an event was last changed, without a clock.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::plan::YEARS;

/// What moves when an event changes (RFC 5545 §3.8.7): its stamps, in UTC, and its sequence number.
///
/// A stamp is the midnight of the revision that brought the change, or a second after the last
/// stamp where that is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When the plan first had the event.
    pub created: NaiveDateTime,
    /// When it was last changed.
    pub modified: NaiveDateTime,
    /// How often it was changed since.
    pub sequence: u32,
}

/// RFC 5545 §3.3.8: the greatest INTEGER.
const GREATEST: u32 = i32::MAX as u32;

impl Stamp {
    /// The first stamp of an event that is new in that revision.
    pub fn new(revision: NaiveDate, sequence: u32) -> Self {
        let created = midnight(revision);
        Self {
            created,
            modified: created,
            sequence,
        }
    }

    /// The next stamp of an event that changed in that revision.
    pub fn next(self, revision: NaiveDate) -> Self {
        Self {
            modified: after(self.modified, revision),
            sequence: self.sequence.saturating_add(1).min(GREATEST),
            ..self
        }
    }

    /// The next stamp of an entry whose meaning did not change: one second later.
    pub fn reworded(self) -> Self {
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

/// The stamp of what changes in that revision, after the last stamp.
pub fn after(last: NaiveDateTime, revision: NaiveDate) -> NaiveDateTime {
    midnight(revision).max(last + TimeDelta::seconds(1))
}

pub(super) fn midnight(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN)
}

/// `20170920T000000Z`.
pub(crate) fn date_time(time: NaiveDateTime) -> String {
    format!("{}Z", crate::ical::date_time(time))
}

//! When an event was last changed, without a clock.

use chrono::NaiveDate;

/// What moves when an event changes (RFC 5545 §3.8.7): its stamps and its sequence number.
///
/// A stamp is the midnight, UTC, of the revision that brought the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The revision that first had the event.
    pub created: NaiveDate,
    /// The revision that last changed it.
    pub modified: NaiveDate,
    /// How often it was changed since.
    pub sequence: u32,
}

impl Stamp {
    /// Of an event that is new in that revision.
    pub fn new(revision: NaiveDate) -> Self {
        Self { created: revision, modified: revision, sequence: 0 }
    }
}

/// `20170920T000000Z`.
pub(super) fn date_time(day: NaiveDate) -> String {
    format!("{}T000000Z", day.format("%Y%m%d"))
}

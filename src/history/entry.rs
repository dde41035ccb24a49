//! A published entry: where its bytes are, and what is asked of it without reading all of them.

use std::ops::Range;

use chrono::NaiveDate;

use super::stamp::{Stamp, is_stamp, midnight};
use crate::ical::{self, own};
use crate::plan::{Plan, When};

/// A VEVENT of a publication.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its UID.
    pub uid: String,
    /// The UID of the event that it is a part of, if that is another.
    pub part_of: Option<String>,
    /// Its stamps.
    pub stamp: Stamp,
    /// The revision that removed its event from the plan, if it is a notice of that.
    pub removed: Option<NaiveDate>,
    /// Whether it replaces one occurrence of the series of its UID (RFC 5545 §3.8.4.4).
    pub is_override: bool,
    /// Its place in the bytes of its publication.
    pub bytes: Range<usize>,
}

impl Entry {
    /// Reads the entry at that place; none if it lacks a UID, a date or valid stamps.
    pub(super) fn read(calendar: &[u8], bytes: Range<usize>) -> Option<Self> {
        // Only these few of its lines are looked at, which is most of the speed of a rebuild.
        let value = |name: &str| ical::raw_value(&calendar[bytes.clone()], name);
        let time = |name: &str| ical::utc(&value(name)?).filter(|time| is_stamp(*time));
        let sequence = value("SEQUENCE")?.parse().ok();
        let stamp = Stamp {
            created: time("CREATED")?,
            modified: time("LAST-MODIFIED")?,
            sequence: sequence.filter(|sequence| *sequence <= i32::MAX as u32)?,
        };
        let removed = match value(own::REMOVED) {
            Some(day) => {
                let day = day.parse().ok();
                Some(day.filter(|day| is_stamp(midnight(*day)))?)
            }
            None => None,
        };
        let text = |name| ical::text_value(&calendar[bytes.clone()], name);
        // An entry that does not say when its event is could not be announced as removed.
        text(own::WHEN)?.parse::<When>().ok()?;
        Some(Self {
            uid: text("UID").filter(|uid| !uid.is_empty())?,
            part_of: text(own::EVENT),
            stamp,
            removed,
            is_override: value("RECURRENCE-ID").is_some(),
            bytes,
        })
    }

    /// Returns the stamp of a UID: of its entries, the latest LAST-MODIFIED and the highest
    /// SEQUENCE. None without entries.
    pub(crate) fn stamp_of(entries: &[Self]) -> Option<Stamp> {
        let stamps = entries.iter().map(|entry| entry.stamp);
        stamps.reduce(|one, other| Stamp {
            modified: one.modified.max(other.modified),
            sequence: one.sequence.max(other.sequence),
            ..one
        })
    }

    /// Whether the plan lists its event as a mistake.
    pub(crate) fn is_withdrawn(&self, plan: &Plan) -> bool {
        plan.withdraws(&self.uid) || plan.withdraws(self.event())
    }

    /// Returns the UID of the event that it is a part of.
    pub(crate) fn event(&self) -> &str {
        self.part_of.as_deref().unwrap_or(&self.uid)
    }
}

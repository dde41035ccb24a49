//! The last publication: all that a build has to know of the past.
//!
//! `all.ics` is written last, so what it says is what happened. `index.json` may be that of a build
//! that was killed before it was done: what is taken of it a second try writes again, and its
//! revision only if it is of this `all.ics`.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use rayon::prelude::*;

use super::manifest::{Departed, Manifest, ManifestFeed, digest};
use super::stamp::{Stamp, after, is_stamp, midnight};
use super::{ALL, PRODID};
use crate::ical::{self, Vevent};
use crate::plan::Uid;

/// The last publication, by UID; or that there is none.
#[derive(Debug, Default)]
pub struct Ledger {
    /// `all.ics`, its lines ending in CRLF.
    calendar: Vec<u8>,
    recorded: BTreeMap<String, Recorded>,
    departed: BTreeMap<String, Stamp>,
    feeds: Vec<ManifestFeed>,
    changes: Option<String>,
    last: Option<NaiveDateTime>,
    /// That `index.json` says, if it is of this `all.ics`.
    revision: Option<NaiveDate>,
    is_partial: bool,
    is_lost: bool,
}

/// What was last published under a UID.
#[derive(Debug)]
pub struct Recorded {
    /// Its stamps.
    pub stamp: Stamp,
    /// The revision that removed it from the plan, if this is a notice of that.
    pub removed: Option<NaiveDate>,
    /// Its VEVENTs: the event, then meetings that differ.
    vevents: Vec<Range<usize>>,
}

/// Why files are no ledger.
#[derive(Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// `all.ics` is of another program.
    Foreign,
    /// `all.ics` is not as planfeed wrote it.
    Damaged {
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// `index.json` is not as planfeed wrote it.
    Manifest(String),
    /// `changes.atom` is no feed.
    Changes(String),
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(
                f,
                "all.ics is no calendar of planfeed's: there is no PRODID:{PRODID}"
            ),
            Self::Damaged { line, message } => {
                write!(f, "all.ics is damaged on line {line}: {message}")
            }
            Self::Manifest(message) => write!(f, "index.json is damaged: {message}"),
            Self::Changes(message) => write!(f, "changes.atom is damaged: {message}"),
        }
    }
}

impl std::error::Error for LedgerError {}

impl Ledger {
    /// Of a first publication.
    pub fn none() -> Self {
        Self::default()
    }

    /// Of a publication that there was, but that is lost, but for `changes.atom` if that is there:
    /// SEQUENCE begins higher than it can have been.
    ///
    /// # Errors
    ///
    /// A `changes.atom` that is damaged.
    pub fn lost(changes: Option<&[u8]>) -> Result<Self, LedgerError> {
        Ok(Self {
            is_lost: true,
            changes: changes.map(read_changes).transpose()?,
            ..Self::default()
        })
    }

    /// Reads `all.ics`, with `index.json` and `changes.atom` if they are there.
    ///
    /// # Errors
    ///
    /// Files that planfeed did not write, or that are damaged.
    pub fn read(
        all: &[u8],
        index: Option<&[u8]>,
        changes: Option<&[u8]>,
    ) -> Result<Self, LedgerError> {
        let calendar = ical::with_crlf(all).into_owned();
        let ranges = ical::vevents(&calendar);
        let head =
            Head::read(&calendar[..ranges.first().map_or(calendar.len(), |first| first.start)]);
        if calendar.is_empty() {
            return Err(LedgerError::Damaged {
                line: 1,
                message: "it is empty".to_owned(),
            });
        }
        if !head.is_ours {
            return Err(LedgerError::Foreign);
        }
        if !head.is_stamped {
            return Err(LedgerError::Damaged {
                line: 1,
                message: "its own LAST-MODIFIED is no stamp".to_owned(),
            });
        }
        if let Some(ical::Fault { line, message }) = ical::damage(&calendar) {
            return Err(LedgerError::Damaged { line, message });
        }
        let mut recorded: BTreeMap<String, Recorded> = BTreeMap::new();
        let entries: Vec<Option<Recording>> = ranges
            .par_iter()
            .map(|range| Recording::read(&calendar[range.clone()]))
            .collect();
        for (range, entry) in ranges.into_iter().zip(entries) {
            let damaged = |message: &str| LedgerError::Damaged {
                line: calendar[..range.start]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count()
                    + 1,
                message: message.to_owned(),
            };
            let Some(Recording {
                uid,
                stamp,
                removed,
                is_override,
            }) = entry
            else {
                return Err(damaged(
                    "this event has no UID, or not the stamps that planfeed gives",
                ));
            };
            match recorded.get_mut(&uid) {
                None => {
                    recorded.insert(
                        uid,
                        Recorded {
                            stamp,
                            removed,
                            vevents: vec![range],
                        },
                    );
                }
                Some(known) if is_override => known.add(stamp, range),
                Some(_) => return Err(damaged(&format!("the UID `{uid}` stands twice"))),
            }
        }
        let manifest = index.map(read_manifest).transpose()?;
        let is_partial = manifest.is_none();
        // The manifest of a build that was killed is of another `all.ics`.
        let digest = digest([&*calendar]);
        let is_of_this = |manifest: &&Manifest| {
            manifest
                .feeds
                .iter()
                .any(|feed| feed.path == ALL && feed.sha256 == digest)
        };
        let revision = manifest
            .as_ref()
            .filter(is_of_this)
            .map(|manifest| manifest.revision);
        let changes = changes.map(read_changes).transpose()?;
        let last = recorded
            .values()
            .map(|recorded| recorded.stamp.modified)
            .chain(head.modified)
            .max();
        let (feeds, gone) = manifest
            .map(|manifest| (manifest.feeds, manifest.gone))
            .unwrap_or_default();
        let departed = gone
            .iter()
            .map(|departed| (departed.uid.clone(), departed.stamp()))
            .collect();
        Ok(Self {
            calendar,
            recorded,
            departed,
            feeds,
            changes,
            last,
            revision,
            is_partial,
            is_lost: false,
        })
    }

    /// Whether there is no last publication.
    pub fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// Whether there was one, but it is lost.
    pub fn is_lost(&self) -> bool {
        self.is_lost
    }

    /// The stamp of the last publication that changed something, in UTC.
    pub fn last(&self) -> Option<NaiveDateTime> {
        self.last
    }

    /// The stamp of what changes in that revision as a whole.
    pub fn stamp(&self, revision: NaiveDate) -> NaiveDateTime {
        self.last
            .map_or_else(|| midnight(revision), |last| after(last, revision))
    }

    /// Of an event that the last publication does not have; one that came back goes on from its
    /// last stamp.
    pub(crate) fn stamp_of_new(&self, uid: &str, revision: NaiveDate) -> Stamp {
        let days = if self.is_lost {
            (revision - NaiveDate::default()).num_days()
        } else {
            0
        };
        let new = Stamp::new(revision, u32::try_from(days).unwrap_or(0));
        self.departed
            .get(uid)
            .map_or(new, |last| last.next(revision))
    }

    /// Every UID of the last publication, in order, and what it stood for.
    pub fn recorded(&self) -> impl Iterator<Item = (&str, &Recorded)> {
        self.recorded
            .iter()
            .map(|(uid, recorded)| (uid.as_str(), recorded))
    }

    /// What the last publication had under a UID.
    pub fn get(&self, uid: &str) -> Option<&Recorded> {
        self.recorded.get(uid)
    }

    /// What it had under the UIDs of an event's parts, the event's own first.
    pub(crate) fn parts(&self, whole: &str) -> impl Iterator<Item = &Recorded> {
        let is_part = move |uid: &str| {
            uid == whole || Uid::split(uid).is_some_and(|(other, _)| other == whole)
        };
        // All of them begin as the event's does.
        let left = whole.split('@').next().unwrap_or(whole).to_owned();
        let near = self
            .recorded
            .range(left.clone()..)
            .take_while(move |(uid, _)| uid.starts_with(&left));
        near.filter(move |(uid, _)| is_part(uid))
            .map(|(_, recorded)| recorded)
    }

    /// Whether it knows nothing but `all.ics`.
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// The day of the last publication, whether or not that changed an entry.
    pub fn revision(&self) -> Option<NaiveDate> {
        self.revision.max(self.last.map(|last| last.date()))
    }

    /// Whether it knows of a UID, published or gone, or of a part of it.
    pub fn knows(&self, uid: &str) -> bool {
        let is_of =
            |other: &str| other == uid || Uid::split(other).is_some_and(|(whole, _)| whole == uid);
        self.parts(uid).next().is_some() || self.departed.keys().any(|other| is_of(other))
    }

    /// The bytes of its VEVENTs.
    pub fn bytes<'a>(&'a self, recorded: &'a Recorded) -> impl Iterator<Item = &'a [u8]> {
        recorded
            .vevents
            .iter()
            .map(|range| &self.calendar[range.clone()])
    }

    /// Its VEVENTs.
    pub fn vevents<'a>(&'a self, recorded: &'a Recorded) -> impl Iterator<Item = Vevent> + 'a {
        self.bytes(recorded).map(Vevent::read)
    }

    /// The feeds of the last publication.
    pub fn feeds(&self) -> &[ManifestFeed] {
        &self.feeds
    }

    /// `changes.atom`, if there is one.
    pub fn changes(&self) -> Option<&str> {
        self.changes.as_deref()
    }

    /// UIDs that are no longer published, with those that now are not any more either: none is ever
    /// forgotten.
    pub fn departed_with(&self, more: &[Departed]) -> Vec<Departed> {
        let mut all = self.departed.clone();
        for departed in more {
            all.insert(departed.uid.clone(), departed.stamp());
        }
        all.iter()
            .map(|(uid, stamp)| Departed::new(uid, *stamp))
            .collect()
    }
}

impl Recorded {
    fn add(&mut self, stamp: Stamp, range: Range<usize>) {
        self.stamp.modified = self.stamp.modified.max(stamp.modified);
        self.stamp.sequence = self.stamp.sequence.max(stamp.sequence);
        self.vevents.push(range);
    }
}

/// What stands before the first event.
struct Head {
    is_ours: bool,
    /// Whether its last change is a stamp, if it is given.
    is_stamped: bool,
    modified: Option<NaiveDateTime>,
}

impl Head {
    fn read(bytes: &[u8]) -> Self {
        let lines = ical::content_lines(bytes);
        let value = |name: &str| {
            lines
                .iter()
                .find(|line| line.name == name)
                .map(|line| line.value.as_str())
        };
        let modified =
            value("LAST-MODIFIED").map(|value| ical::utc(value).filter(|time| is_stamp(*time)));
        Self {
            is_ours: value("PRODID") == Some(PRODID),
            is_stamped: modified != Some(None),
            modified: modified.flatten(),
        }
    }
}

/// What a VEVENT says of itself.
struct Recording {
    uid: String,
    stamp: Stamp,
    removed: Option<NaiveDate>,
    is_override: bool,
}

impl Recording {
    fn read(bytes: &[u8]) -> Option<Self> {
        // Only these few of its lines are looked at, which is most of the speed of a rebuild.
        let value = |name: &str| ical::raw_value(bytes, name);
        let time = |name: &str| ical::utc(&value(name)?).filter(|time| is_stamp(*time));
        let stamp = Stamp {
            created: time("CREATED")?,
            modified: time("LAST-MODIFIED")?,
            sequence: value("SEQUENCE")?
                .parse()
                .ok()
                .filter(|sequence| *sequence <= i32::MAX as u32)?,
        };
        let removed = match value("X-PLANFEED-REMOVED") {
            Some(day) => Some(day.parse().ok().filter(|day| is_stamp(midnight(*day)))?),
            None => None,
        };
        let uid = value("UID")
            .map(|uid| ical::unescape(&uid).into_owned())
            .filter(|uid| !uid.is_empty())?;
        Some(Self {
            uid,
            stamp,
            removed,
            is_override: value("RECURRENCE-ID").is_some(),
        })
    }
}

fn read_manifest(bytes: &[u8]) -> Result<Manifest, LedgerError> {
    let manifest: Manifest =
        serde_json::from_slice(bytes).map_err(|error| LedgerError::Manifest(error.to_string()))?;
    manifest
        .fault()
        .map_or(Ok(manifest), |fault| Err(LedgerError::Manifest(fault)))
}

fn read_changes(bytes: &[u8]) -> Result<String, LedgerError> {
    let text = String::from_utf8(bytes.to_vec())
        .map_err(|error| LedgerError::Changes(error.to_string()))?;
    // Its history is kept, so it must not be passed over because it can't be read.
    text.parse::<atom_syndication::Feed>()
        .map_err(|error| LedgerError::Changes(error.to_string()))?;
    Ok(text)
}

//! The last publication: all that a build has to know of the past.
//!
//! `all.ics` is written last, so what it says is what happened. `index.json` may be that of a build
//! that was killed before it was done: what is taken of it a second try writes again, and its
//! revision only if it is of this `all.ics`.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{NaiveDate, NaiveDateTime};
use rayon::prelude::*;

use super::manifest::{Departed, Manifest, ManifestFeed, digest};
use super::record::{MAIN, rank};
use super::stamp::{Stamp, after, days_since_1970, is_stamp, midnight};
use super::{ALL, Entry, FORM, PRODID};
use crate::ical::{self, Calendar, EventPlace, Vevent, own};
use crate::plan::Uid;

/// The last publication, by UID; or that there is none.
#[derive(Debug, Default)]
pub struct Ledger {
    /// `all.ics`, its lines ending in CRLF.
    calendar: Vec<u8>,
    /// The entries by UID; under one UID the series, then its overrides.
    entries: Vec<Entry>,
    departed: BTreeMap<String, Departed>,
    /// The feeds of the last publication.
    pub(crate) feeds: Vec<ManifestFeed>,
    /// The paths of copies of single events, by UID.
    copies: BTreeMap<String, String>,
    /// `changes.atom`, if there is one.
    pub(crate) changes: Option<String>,
    /// The stamp of the last publication that changed something, in UTC.
    pub(crate) last: Option<NaiveDateTime>,
    /// The revision in `index.json`, if that lists the digest of this `all.ics`.
    revision: Option<NaiveDate>,
    /// Whether there was no `index.json` beside `all.ics`.
    pub(crate) is_partial: bool,
    /// Whether there was a last publication, but it is lost.
    pub is_lost: bool,
}

/// Why files cannot be read as a last publication.
#[derive(Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// `all.ics` is of another program.
    Foreign,
    /// `all.ics` has no X-PLANFEED-FORM: its entries say less than is asked of them.
    Outdated,
    /// `all.ics` has an X-PLANFEED-FORM that this version does not know.
    Newer,
    /// `all.ics` is not as planfeed wrote it.
    Damaged {
        /// The line, from 1.
        line: usize,
        /// The fault.
        message: String,
    },
    /// `index.json` is not as planfeed wrote it.
    Manifest(String),
    /// `changes.atom` is not a feed.
    Changes(String),
}

impl fmt::Display for LedgerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => write!(
                f,
                "all.ics is not a calendar of planfeed: it has no PRODID:{PRODID}"
            ),
            Self::Outdated => write!(
                f,
                "all.ics was published by an older version of planfeed: it has no {}:{FORM}",
                own::FORM
            ),
            Self::Newer => write!(
                f,
                "all.ics was published by a newer version of planfeed: its {} is not {FORM}",
                own::FORM
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
    /// Returns the ledger of a first publication: it has no entries.
    pub fn none() -> Self {
        Self::default()
    }

    /// Returns the ledger of a publication that is lost, with its `changes.atom` if that is there.
    /// New entries start with a SEQUENCE higher than any that can have been published.
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
        let read = Calendar::read(&calendar);
        let modified = read_head(&calendar, &read)?;
        if let Some(ical::Violation { line, message }) = read.damage {
            return Err(LedgerError::Damaged { line, message });
        }
        let entries = read_entries(&calendar, &read.events)?;
        let manifest = index.map(read_manifest).transpose()?;
        let stamps = entries.iter().map(|entry| entry.stamp.modified);
        let mut ledger = Self {
            last: stamps.chain(modified).max(),
            changes: changes.map(read_changes).transpose()?,
            is_partial: manifest.is_none(),
            calendar,
            entries,
            ..Self::default()
        };
        if let Some(Manifest {
            revision,
            feeds,
            events,
            gone,
            ..
        }) = manifest
        {
            // The manifest of a build that was killed is of another `all.ics`.
            let digest = digest([&*ledger.calendar]);
            let mut all = feeds.iter().filter(|feed| feed.path == ALL);
            ledger.revision = all.any(|feed| feed.sha256 == digest).then_some(revision);
            let departed = gone.into_iter().map(|gone| (gone.uid.clone(), gone));
            ledger.departed = departed.collect();
            ledger.feeds = feeds;
            let events = events.into_iter().map(|event| (event.uid, event.path));
            ledger.copies = events.collect();
        }
        Ok(ledger)
    }

    /// Whether there is no last publication.
    pub(crate) fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// Returns the stamp of a feed that changes in that revision.
    pub(crate) fn stamp(&self, revision: NaiveDate) -> NaiveDateTime {
        self.last
            .map_or_else(|| midnight(revision), |last| after(last, revision))
    }

    /// Returns the stamp of a UID that the last publication does not have. A UID that was published
    /// before goes on from its last stamp.
    pub(crate) fn stamp_of_new(&self, uid: &str, revision: NaiveDate) -> Stamp {
        match self.departed.get(uid) {
            Some(last) => last.stamp().next(revision),
            None if self.is_lost => Stamp::new(revision, days_since_1970(revision)),
            None => Stamp::new(revision, 0),
        }
    }

    /// Returns the entries of each UID of the last publication, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &[Entry]> {
        self.entries.chunk_by(|one, other| one.uid == other.uid)
    }

    /// Returns the entries that the last publication has under a UID; empty if there are none.
    pub(crate) fn get(&self, uid: &str) -> &[Entry] {
        let from = self.entries.partition_point(|entry| *entry.uid < *uid);
        let count = self.entries[from..].partition_point(|entry| *entry.uid == *uid);
        &self.entries[from..from + count]
    }

    /// Returns the entries of an event: those under its own UID, then those of its other parts.
    pub(crate) fn parts<'a>(&'a self, event: &'a str) -> impl Iterator<Item = &'a Entry> {
        let own = self.get(event).iter();
        let own = own.filter(move |entry| entry.event() == event);
        // The UIDs of all parts begin as the event's does.
        let stem = Uid::stem(event);
        let from = self.entries.partition_point(|entry| *entry.uid < *stem);
        let near = self.entries[from..].iter();
        let near = near.take_while(move |entry| entry.uid.starts_with(stem));
        own.chain(near.filter(move |entry| entry.event() == event && entry.uid != event))
    }

    /// Returns the main entry of an event, as [`main`](super::main) has it.
    pub(crate) fn main(&self, event: &str) -> Option<Vevent> {
        let mut best: Option<Vevent> = None;
        for entry in self.parts(event) {
            let vevent = Vevent::read(self.bytes(entry));
            let is_main = rank(&vevent) == MAIN;
            if best.as_ref().is_none_or(|best| rank(&vevent) < rank(best)) {
                best = Some(vevent);
            }
            if is_main {
                break;
            }
        }
        best
    }

    /// Returns the day of the last publication, whether or not that changed an entry.
    pub fn revision(&self) -> Option<NaiveDate> {
        self.revision.max(self.last.map(|last| last.date()))
    }

    /// Whether anything was ever published under a UID, or for the event of that UID.
    pub(crate) fn knows(&self, uid: &str) -> bool {
        let is_of = |departed: &Departed| departed.uid == uid || departed.event() == uid;
        self.parts(uid).next().is_some()
            || !self.get(uid).is_empty()
            || self.departed.values().any(is_of)
    }

    /// Returns the path of the copy that the last publication has of a UID.
    pub(crate) fn copy_of(&self, uid: &str) -> Option<&str> {
        self.copies.get(uid).map(String::as_str)
    }

    /// Returns the bytes of an entry.
    pub(crate) fn bytes(&self, entry: &Entry) -> &[u8] {
        &self.calendar[entry.bytes.clone()]
    }

    /// Reads entries.
    pub(crate) fn vevents<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Vevent> {
        let read = |entry| Vevent::read(self.bytes(entry));
        entries.into_iter().map(read).collect()
    }

    /// Returns every UID that was published and no longer is, those of `more` included.
    pub(crate) fn departed_with(&self, more: &[Departed]) -> Vec<Departed> {
        let mut all = self.departed.clone();
        for departed in more {
            all.insert(departed.uid.clone(), departed.clone());
        }
        all.into_values().collect()
    }
}

/// Reads the properties of the calendar: when it was last changed, if it says so.
fn read_head(bytes: &[u8], calendar: &Calendar) -> Result<Option<NaiveDateTime>, LedgerError> {
    if bytes.is_empty() {
        return Err(damaged(bytes, 0, "it is empty"));
    }
    let value = |name: &str| calendar.line(name).map(|line| line.value.as_str());
    if value("PRODID") != Some(PRODID) {
        return Err(LedgerError::Foreign);
    }
    match value(own::FORM) {
        Some(FORM) => {}
        Some(_) => return Err(LedgerError::Newer),
        None => return Err(LedgerError::Outdated),
    }
    let modified = value("LAST-MODIFIED").map(|value| {
        let modified = ical::utc(value).filter(|time| is_stamp(*time));
        modified.ok_or_else(|| damaged(bytes, 0, "LAST-MODIFIED of the calendar is not a stamp"))
    });
    modified.transpose()
}

/// Reads entries, and sorts them by UID.
fn read_entries(calendar: &[u8], events: &[EventPlace]) -> Result<Vec<Entry>, LedgerError> {
    let read = |EventPlace { bytes, .. }: &EventPlace| {
        let message = "this event lacks a UID, a date or a stamp as planfeed writes them";
        Entry::read(calendar, bytes.clone()).ok_or_else(|| damaged(calendar, bytes.start, message))
    };
    let mut entries = events
        .par_iter()
        .map(read)
        .collect::<Result<Vec<Entry>, _>>()?;
    entries.par_sort_by(|one, other| one.uid.cmp(&other.uid));
    let is_twice = |pair: &&[Entry]| pair[0].uid == pair[1].uid && !pair[1].is_override;
    if let Some([_, again]) = entries.windows(2).find(is_twice) {
        let message = format!("the UID `{}` occurs twice", again.uid);
        return Err(damaged(calendar, again.bytes.start, &message));
    }
    Ok(entries)
}

/// Returns the error of a calendar that is damaged at that byte.
fn damaged(calendar: &[u8], at: usize, message: &str) -> LedgerError {
    LedgerError::Damaged {
        line: calendar[..at].iter().filter(|byte| **byte == b'\n').count() + 1,
        message: message.to_owned(),
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
    // The next feed of changes keeps these entries, so one that cannot be read must be an error.
    text.parse::<atom_syndication::Feed>()
        .map_err(|error| LedgerError::Changes(error.to_string()))?;
    Ok(text)
}

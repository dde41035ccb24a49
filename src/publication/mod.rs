//! The publication: every file's bytes, as pieces of one buffer of rendered VEVENTs.

mod calendars;
mod copies;
mod feeds;
mod folder;
mod manifest;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};

pub use crate::history::{ALL, CHANGES, MANIFEST};
pub use folder::{Folder, Outcome, write};

use crate::compare::{ChangeKind, ChangeSet, Side, compare};
use crate::diagnostic::{Code, Finding};
use crate::feed::{Difference, Feed, event_copies};
use crate::history::{Ledger, digest};
use crate::ical;
use crate::language::Language;
use crate::plan::Plan;
use crate::site;
use calendars::CalendarParts;
use copies::copies;
use feeds::feeds;
use manifest::manifest;
use rendered::{Rendered, append};

/// The most events that Google shows of a feed.
const MOST_EVENTS: usize = 1000;
/// The most bytes that Google reads of a feed.
const MOST_BYTES: usize = 1_000_000;

/// The path of the page that people read.
pub(crate) const PAGE: &str = "index.html";

/// Every file of a publication. An event's bytes are held once, however many feeds hold it.
pub struct Publication {
    buffer: Vec<u8>,
    files: Vec<PublishedFile>,
    /// Zones whose times are in UTC, since no rule of theirs fits.
    in_utc: Vec<&'static str>,
    /// How many entries have no copy because there are too many.
    left_out: usize,
    changes: Option<ChangeSet>,
    is_changed: bool,
}

/// A published file.
pub struct PublishedFile {
    /// The path within the folder of feeds, with slashes.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The number of its VEVENTs; none if it is not a feed.
    pub events: Option<usize>,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
    /// When something in it last changed, in UTC; none if it is not a feed.
    modified: Option<NaiveDateTime>,
    /// The revision since which it only holds a notice that it has ended.
    pub ended: Option<NaiveDate>,
    /// The UID of its entries; none if it is not a copy of an event.
    pub uid: Option<String>,
    pieces: Vec<Range<usize>>,
}

impl Publication {
    /// Renders a plan. What is the same as in the last publication keeps its bytes.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Self {
        Self::in_language(plan, plan.language, ledger)
    }

    /// Renders a plan in the words of a language.
    pub fn in_language(plan: &Plan, language: &'static Language, ledger: &Ledger) -> Self {
        let mut rendered = Rendered::of(plan, language, ledger);
        let is_changed = ledger.is_empty() || rendered.difference() == Difference::Meaning;
        let mut buffer = std::mem::take(&mut rendered.buffer);
        let parts = CalendarParts::of(&rendered, &mut buffer);
        let feeds = feeds(plan, language, ledger, &rendered, &parts, &mut buffer);
        let (of_events, left_out) = event_copies(plan, ledger, &rendered.entries);
        let copies = copies(plan, language, &of_events, &parts, &mut buffer);
        let (feeds, mut files): (Vec<Feed>, Vec<PublishedFile>) = feeds.into_iter().unzip();
        let changes = (!ledger.is_empty()).then(|| changes(plan, ledger, &rendered, &buffer));
        let news = changes.as_ref().map(|changes| news(plan, changes));
        let news = site::atom(plan, language, ledger, news.as_ref());
        let page = site::page(plan, language, &feeds, &of_events, &news);
        let pages = [(PAGE, page), (CHANGES, news)]
            .map(|(path, text)| written(plan, &mut buffer, path, &text));
        let gone = ledger.departed_with(&rendered.gone);
        let manifest = manifest(plan, &files, &copies, &pages, gone);
        files.extend(copies);
        files.extend(pages);
        files.push(written(plan, &mut buffer, MANIFEST, &manifest));
        Self {
            buffer,
            files,
            in_utc: rendered.in_utc,
            left_out,
            changes,
            is_changed,
        }
    }

    /// Returns every file, in order; the feed of all events first.
    pub fn files(&self) -> &[PublishedFile] {
        &self.files
    }

    /// Returns the changes from the last publication; none if it is the first.
    pub fn changes(&self) -> Option<&ChangeSet> {
        self.changes.as_ref()
    }

    /// Whether any entry is new, is removed, or says something else than in the last publication.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Returns the paths of feeds that end with it, which had events in the last publication.
    pub fn ended(&self, ledger: &Ledger) -> Vec<&str> {
        let had_events = ledger.feeds.iter().filter(|feed| feed.closed.is_none());
        let had_events: BTreeSet<&str> = had_events.map(|feed| feed.path.as_str()).collect();
        let ended = self.files.iter().filter(|file| file.ended.is_some());
        let paths = ended.map(|file| file.path.as_str());
        paths.filter(|path| had_events.contains(path)).collect()
    }

    /// Whether it leaves the last publication as it is: no entry changes, and no feed ends or is
    /// removed.
    pub fn keeps(&self, ledger: &Ledger) -> bool {
        let files = self
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.ended.is_some()));
        let files: BTreeMap<&str, bool> = files.collect();
        let mut feeds = ledger.feeds.iter();
        let is_kept = feeds.all(|feed| {
            let has_ended = files.get(feed.path.as_str());
            has_ended == Some(&feed.closed.is_some())
        });
        is_kept && !self.is_changed
    }

    /// Returns the pieces of a file, in order.
    pub(crate) fn pieces<'a>(&'a self, file: &'a PublishedFile) -> impl Iterator<Item = &'a [u8]> {
        file.pieces.iter().map(|piece| &self.buffer[piece.clone()])
    }

    /// Returns a file's bytes as one.
    pub fn bytes(&self, file: &PublishedFile) -> Vec<u8> {
        self.pieces(file).collect::<Vec<_>>().concat()
    }

    /// Reads back what would be published: every violation of the format is an error, a feed too
    /// large for Google and copies that are left out are warnings.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for zone in &self.in_utc {
            let message = format!(
                "no one yearly rule, from 1970 on, gives the offsets of {zone} at all hours that events have there"
            );
            let help =
                "its events are published in UTC, an entry a day, with the local hours in words";
            findings.push(Finding::new(Code::PublishedInUtc, message, help));
        }
        for file in &self.files {
            if file.events.is_some() || file.uid.is_some() {
                findings.extend(self.violations(file));
            }
            findings.extend(file.events.and_then(|events| too_large(file, events)));
        }
        findings.extend((self.left_out > 0).then(|| self.too_many()));
        findings
    }

    /// Returns the finding that copies are left out.
    fn too_many(&self) -> Finding {
        let files = self.files.iter().filter(|file| file.uid.is_some());
        let (there, left_out) = (files.count(), self.left_out);
        let message = format!(
            "{} entries could have a copy, and {there} have one in event/",
            there + left_out
        );
        let help = "entries still to come get a copy first, then the most recent past ones; the \
                    feeds have all of them";
        Finding::new(Code::LeftOutCopies, message, help)
    }

    /// Returns where a calendar would violate the format.
    fn violations(&self, file: &PublishedFile) -> Vec<Finding> {
        // The feed of all events has every event, with the same bytes, and every rule of a zone.
        let is_whole = file.path == ALL || file.ended.is_some();
        let bytes = match &file.pieces[..] {
            [head, .., end] if !is_whole => {
                [&self.buffer[head.clone()], &self.buffer[end.clone()]].concat()
            }
            _ => self.bytes(file),
        };
        let mut findings = Vec::new();
        for violation in ical::conform(&bytes) {
            let (path, line, what) = (&file.path, violation.line, violation.message);
            let message = format!("{path} would have a fault on line {line}: {what}");
            let help = "this is a fault of planfeed; please report it";
            findings.push(Finding::new(Code::ForbiddenBytes, message, help));
        }
        findings
    }
}

fn too_large(file: &PublishedFile, events: usize) -> Option<Finding> {
    if events <= MOST_EVENTS && file.size() <= MOST_BYTES {
        return None;
    }
    let (path, size) = (&file.path, file.size() / 1000);
    let message = format!("{path} has {events} events and {size} kB");
    let help = "offer smaller feeds: by category, by phase, or under `feeds`";
    Some(Finding::new(Code::LargeFeed, message, help))
}

impl PublishedFile {
    /// Returns a file that is not a feed, its digest not yet taken.
    fn new(path: &str, title: &str, pieces: Vec<Range<usize>>) -> Self {
        Self {
            path: path.to_owned(),
            title: title.to_owned(),
            events: None,
            sha256: String::new(),
            modified: None,
            ended: None,
            uid: None,
            pieces,
        }
    }

    fn take_digest(&mut self, buffer: &[u8]) {
        let pieces = self.pieces.iter();
        self.sha256 = digest(pieces.map(|piece| &buffer[piece.clone()]));
    }

    /// Returns how many bytes it has.
    pub fn size(&self) -> usize {
        self.pieces.iter().map(ExactSizeIterator::len).sum()
    }
}

/// Returns the changes from the last publication.
fn changes(plan: &Plan, ledger: &Ledger, rendered: &Rendered<'_>, buffer: &[u8]) -> ChangeSet {
    if rendered.difference() < Difference::Meaning {
        return ChangeSet::default();
    }
    let last = ledger.entries().flatten();
    let last = last.map(|entry| (entry.uid.clone(), ledger.bytes(entry)));
    let entries = rendered.entries.iter().map(|placed| &placed.entry);
    let entries = entries.map(|entry| (entry.uid.clone(), &buffer[entry.bytes.clone()]));
    compare(&Side::of(plan, last), &Side::of(plan, entries))
}

/// Returns the changes that the public reads: without events that were held and are tidied up, and
/// without mistakes that are withdrawn.
fn news(plan: &Plan, changes: &ChangeSet) -> ChangeSet {
    let mut news = changes.clone();
    news.changes.retain(|change| {
        let is_removed = change.kind == ChangeKind::Removed;
        !(change.was_held || is_removed && plan.withdraws(&change.uid))
    });
    news
}

/// Appends a file that is not a feed.
fn written(plan: &Plan, buffer: &mut Vec<u8>, path: &str, text: &str) -> PublishedFile {
    let piece = append(buffer, |out| out.extend(text.as_bytes()));
    let mut file = PublishedFile::new(path, &plan.title, vec![piece]);
    file.take_digest(buffer);
    file
}

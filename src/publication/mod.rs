//! What is published: every file's bytes, as pieces of one buffer of rendered VEVENTs.

mod folder;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use rayon::prelude::*;

pub use crate::history::{ALL, CHANGES, MANIFEST};
pub use folder::{Folder, Outcome, write};

use crate::compare::{Change, ChangeKind, ChangeSet, Side, compare};
use crate::diagnostic::{Code, Finding};
use crate::feed::{self, Difference, Feed, Placed};
use crate::history::{Departed, Ledger, Manifest, ManifestFeed, ManifestPage, digest};
use crate::ical;
use crate::language::Language;
use crate::plan::Plan;
use crate::site;
use rendered::{Rendered, Shelf, append};

/// The most events that Google shows of a feed.
const MOST_EVENTS: usize = 1000;
/// The most bytes that Google reads of a feed.
const MOST_BYTES: usize = 1_000_000;

/// The page that people read, a path.
pub(crate) const PAGE: &str = "index.html";

/// Every file of a publication. An event's bytes are held once, however many feeds hold it.
pub struct Publication {
    buffer: Vec<u8>,
    files: Vec<PublishedFile>,
    /// Zones whose times are in UTC, since no rule of theirs fits.
    in_utc: Vec<&'static str>,
    changes: Option<ChangeSet>,
    is_changed: bool,
}

/// A published file.
pub struct PublishedFile {
    /// Within the folder of feeds, with slashes.
    pub path: String,
    /// Its title.
    pub title: String,
    /// How many VEVENTs it holds; none if it is no feed.
    pub events: Option<usize>,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
    /// When something in it last changed, in UTC; none if it is no feed.
    modified: Option<NaiveDateTime>,
    /// The revision since which it holds but a notice that it has ended.
    pub closed: Option<NaiveDate>,
    size: usize,
    pieces: Vec<Range<usize>>,
}

impl Publication {
    /// Renders a plan. What is the same as in the last publication keeps its bytes.
    pub fn of(plan: &Plan, ledger: &Ledger) -> Self {
        Self::in_language(plan, plan.language, ledger)
    }

    /// Renders a plan in the words of a language.
    pub fn in_language(plan: &Plan, language: &Language, ledger: &Ledger) -> Self {
        let mut rendered = Rendered::of(plan, language, ledger);
        let is_changed = ledger.is_empty() || rendered.difference() == Difference::Meaning;
        let mut buffer = std::mem::take(&mut rendered.buffer);
        let feeds = feeds(plan, language, ledger, &rendered, &mut buffer);
        let (feeds, mut files): (Vec<Feed>, Vec<PublishedFile>) = feeds.into_iter().unzip();
        let changes = (!ledger.is_empty()).then(|| changes(plan, ledger, &rendered, &buffer));
        let news = changes.as_ref().map(|changes| news(plan, changes));
        let news = site::atom(plan, language, ledger, news.as_ref());
        let page = site::page(plan, language, &feeds, &news);
        let pages = [(PAGE, page), (CHANGES, news)]
            .map(|(path, text)| written(plan, &mut buffer, path, &text));
        let manifest = manifest(plan, &files, &pages, ledger.departed_with(&rendered.gone));
        files.extend(pages);
        files.push(written(plan, &mut buffer, MANIFEST, &manifest));
        Self {
            buffer,
            files,
            in_utc: rendered.in_utc,
            changes,
            is_changed,
        }
    }

    /// Every file, in order; the feed of all events first.
    pub fn files(&self) -> &[PublishedFile] {
        &self.files
    }

    /// What it changes of the last publication; none if it is the first.
    pub fn changes(&self) -> Option<&ChangeSet> {
        self.changes.as_ref()
    }

    /// Whether any entry comes, goes, or says something else than in the last publication.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The paths of feeds that end with it, which had events in the last publication.
    pub fn ended(&self, ledger: &Ledger) -> Vec<&str> {
        let was_open = |path: &str| {
            let last = ledger.feeds().iter().find(|feed| feed.path == path);
            last.is_some_and(|feed| feed.closed.is_none())
        };
        let ended = self.files.iter().filter(|file| file.closed.is_some());
        let paths = ended.map(|file| file.path.as_str());
        paths.filter(|path| was_open(path)).collect()
    }

    /// The pieces of which a file consists, in order.
    pub(crate) fn pieces<'a>(&'a self, file: &'a PublishedFile) -> impl Iterator<Item = &'a [u8]> {
        file.pieces.iter().map(|piece| &self.buffer[piece.clone()])
    }

    /// A file's bytes as one.
    pub fn bytes(&self, file: &PublishedFile) -> Vec<u8> {
        self.pieces(file).collect::<Vec<_>>().concat()
    }

    /// Reads back what would be published: every fault is an error, a feed too large for Google a
    /// warning.
    pub fn check(&self) -> Vec<Finding> {
        let in_utc = self.in_utc.iter().map(|zone| {
            let message =
                format!("no one yearly rule, from 1970 on, gives the offsets of {zone} at all hours that events have there");
            let help = "its events are published in UTC, an entry a day, with the local hours in words";
            Finding::new(Code::PublishedInUtc, message).help(help)
        });
        let mut diagnostics: Vec<Finding> = in_utc.collect();
        // Every event stands in the feed of all, with the same bytes, and so does every rule of a
        // zone.
        for file in self.files.iter().filter(|file| file.events.is_some()) {
            let is_whole = file.path == ALL || file.closed.is_some();
            let bytes = if is_whole {
                self.bytes(file)
            } else {
                self.head_and_end(file)
            };
            for fault in ical::conform(&bytes) {
                let message = format!(
                    "{} would have a fault on line {}: {}",
                    file.path, fault.line, fault.message
                );
                diagnostics.push(
                    Finding::new(Code::ForbiddenBytes, message)
                        .help("this is a fault of planfeed; please report it"),
                );
            }
            if file.events.is_some_and(|events| events > MOST_EVENTS) || file.size > MOST_BYTES {
                let message = format!(
                    "{} has {} events and {} kB",
                    file.path,
                    file.events.unwrap_or(0),
                    file.size / 1000
                );
                diagnostics.push(
                    Finding::new(Code::LargeFeed, message)
                        .help("offer smaller feeds: by category, by phase, or under `feeds`"),
                );
            }
        }
        diagnostics
    }

    fn head_and_end(&self, file: &PublishedFile) -> Vec<u8> {
        let ends = [file.pieces.first(), file.pieces.last()];
        ends.into_iter()
            .flatten()
            .flat_map(|piece| &self.buffer[piece.clone()])
            .copied()
            .collect()
    }
}

impl PublishedFile {
    fn new(buffer: &[u8], path: String, title: String, pieces: Vec<Range<usize>>) -> Self {
        let sha256 = digest(pieces.iter().map(|piece| &buffer[piece.clone()]));
        let size = pieces.iter().map(ExactSizeIterator::len).sum();
        Self {
            path,
            title,
            events: None,
            sha256,
            modified: None,
            closed: None,
            size,
            pieces,
        }
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// A feed whose pieces are in the buffer, its digest not yet taken.
struct Drafted {
    feed: Feed,
    events: usize,
    modified: NaiveDateTime,
    closed: Option<NaiveDate>,
    pieces: Vec<Range<usize>>,
}

impl Drafted {
    fn publish(self, buffer: &[u8]) -> (Feed, PublishedFile) {
        let Self { feed, pieces, .. } = self;
        let (path, title) = (feed.path.clone(), feed.title.clone());
        let file = PublishedFile {
            events: Some(self.events),
            modified: Some(self.modified),
            closed: self.closed,
            ..PublishedFile::new(buffer, path, title, pieces)
        };
        (feed, file)
    }
}

/// Every feed that holds something, and those that still have to say that they do not any more.
fn feeds(
    plan: &Plan,
    language: &Language,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    buffer: &mut Vec<u8>,
) -> Vec<(Feed, PublishedFile)> {
    let shelf = Shelf::of(&rendered.entries);
    let end = append(buffer, ical::calendar_end);
    let rules = rendered.rules.iter();
    let rules: BTreeMap<&str, Range<usize>> = rules
        .map(|(name, rule)| (*name, append(buffer, |out| rule.write(out))))
        .collect();
    let mut drafted = Vec::new();
    for feed in feed::feeds(plan, language) {
        let held = shelf.held(&feed);
        // A calendar has at least one component (RFC 5545 §3.6).
        let Some(modified) = modified(plan, ledger, rendered, &feed, &held) else {
            continue;
        };
        let calendar = feed::calendar(plan, &feed, language, modified);
        let mut pieces = vec![append(buffer, |out| ical::calendar_head(&calendar, out))];
        let used: BTreeSet<&str> = held
            .iter()
            .flat_map(|placed| placed.zones.clone())
            .collect();
        pieces.extend(used.iter().filter_map(|name| rules.get(name).cloned()));
        pieces.extend(held.iter().map(|placed| placed.entry.bytes.clone()));
        pieces.push(end.clone());
        drafted.push(Drafted {
            feed,
            events: held.len(),
            modified,
            closed: None,
            pieces,
        });
    }
    let open = drafted.iter().map(|drafted| drafted.feed.path.as_str());
    for ended in feed::ended_feeds(plan, ledger, &open.collect()) {
        let calendar = feed::calendar(plan, &ended.feed, language, ended.modified);
        let head = append(buffer, |out| ical::calendar_head(&calendar, out));
        let entry = append(buffer, |out| out.extend(ended.entry(plan, language)));
        drafted.push(Drafted {
            feed: ended.feed,
            events: 1,
            modified: ended.modified,
            closed: Some(ended.since),
            pieces: vec![head, entry, end.clone()],
        });
    }
    let drafted = drafted.into_par_iter();
    drafted.map(|drafted| drafted.publish(buffer)).collect()
}

/// When something in a feed last changed; that never goes back. The feed of all events stands for
/// the whole publication. None of a feed without entries.
fn modified(
    plan: &Plan,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    feed: &Feed,
    held: &[&Placed<'_>],
) -> Option<NaiveDateTime> {
    let newest = held
        .iter()
        .map(|placed| placed.entry.stamp.modified)
        .max()?;
    let last = if feed.path == ALL {
        ledger.last()
    } else {
        let is_same = |last: &&ManifestFeed| last.path == feed.path && last.closed.is_none();
        let last = ledger.feeds().iter().find(is_same);
        last.map(|last| last.modified.map_or(newest, |time| time.naive_utc()))
    };
    let differs = rendered.difference_of(feed, held);
    Some(match last {
        Some(last) if differs == Difference::Words => newest.max(last + TimeDelta::seconds(1)),
        Some(last) if differs == Difference::None => newest.max(last),
        // It changed, is new, or is back.
        _ => ledger.stamp(plan.revision),
    })
}

/// What a publication changes of the last one.
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

/// What of it the public reads: not that something was held and is tidied up, nor a mistake.
fn news(plan: &Plan, changes: &ChangeSet) -> ChangeSet {
    let is_withdrawn =
        |change: &Change| change.kind == ChangeKind::Removed && plan.withdraws(&change.uid);
    let is_news = |change: &&Change| !(change.was_held || is_withdrawn(change));
    ChangeSet {
        changes: changes.changes.iter().filter(is_news).cloned().collect(),
    }
}

/// A file that is no feed.
fn written(plan: &Plan, buffer: &mut Vec<u8>, path: &str, text: &str) -> PublishedFile {
    let piece = append(buffer, |out| out.extend(text.as_bytes()));
    PublishedFile::new(buffer, path.to_owned(), plan.title.clone(), vec![piece])
}

/// What is published, for programs and for the next build.
fn manifest(
    plan: &Plan,
    feeds: &[PublishedFile],
    pages: &[PublishedFile],
    gone: Vec<Departed>,
) -> String {
    let entry = |file: &PublishedFile| ManifestFeed {
        path: file.path.clone(),
        title: file.title.clone(),
        events: file.events.unwrap_or_default(),
        sha256: file.sha256.clone(),
        modified: file.modified.map(|time| time.and_utc()),
        closed: file.closed,
    };
    let page = |file: &PublishedFile| ManifestPage {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
    };
    let (feeds, pages) = (
        feeds.iter().map(entry).collect(),
        pages.iter().map(page).collect(),
    );
    let manifest = Manifest {
        title: plan.title.clone(),
        revision: plan.revision,
        feeds,
        pages,
        gone,
    };
    serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n"
}

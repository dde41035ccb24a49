//! What is published: every file's bytes, as pieces of one buffer of rendered VEVENTs.

mod folder;
mod guard;
mod rendered;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{NaiveDate, NaiveDateTime};
use rayon::prelude::*;

pub use crate::history::{ALL, CHANGES, MANIFEST};
pub use folder::{Folder, Outcome, WriteError, write};
pub use guard::{Concern, Subject, concerns};

use crate::compare::{Change, ChangeSet, Kind, Side, compare};
use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{self, Closed, Feed};
use crate::history::{Departed, Ledger, Manifest, ManifestFeed, ManifestPage, digest};
use crate::ical;
use crate::language;
use crate::plan::Plan;
use crate::site;
use rendered::{Placed, Rendered, Shelf, append};

/// The most events that Google shows of a feed.
const MOST_EVENTS: usize = 1000;
/// The most bytes that Google reads of a feed.
const MOST_BYTES: usize = 1_000_000;

/// The page that people read, a path.
pub const PAGE: &str = "index.html";

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
        let mut rendered = Rendered::of(plan, ledger);
        let is_changed = ledger.is_empty() || rendered.is_changed();
        let mut buffer = std::mem::take(&mut rendered.buffer);
        let (feeds, mut files): (Vec<_>, Vec<_>) = feeds(plan, ledger, &rendered, &mut buffer)
            .into_iter()
            .unzip();
        let changes = (!ledger.is_empty()).then(|| changes(plan, ledger, &rendered, &buffer));
        let news = site::atom(
            plan,
            ledger,
            changes.as_ref().map(|changes| news(plan, changes)).as_ref(),
        );
        let page = site::page(plan, &feeds, &news);
        let pages = [(PAGE, page), (CHANGES, news)]
            .map(|(path, text)| written(plan, &mut buffer, path, &text));
        let gone: Vec<_> = rendered
            .departures
            .gone
            .iter()
            .map(|gone| gone.departed.clone())
            .collect();
        let manifest = manifest(plan, &files, &pages, ledger.departed_with(&gone));
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

    /// Whether any entry is not as the last publication has it.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// The pieces of which a file consists, in order.
    pub fn pieces<'a>(&'a self, file: &'a PublishedFile) -> impl Iterator<Item = &'a [u8]> {
        file.pieces.iter().map(|piece| &self.buffer[piece.clone()])
    }

    /// A file's bytes as one.
    pub fn bytes(&self, file: &PublishedFile) -> Vec<u8> {
        self.pieces(file).collect::<Vec<_>>().concat()
    }

    /// Reads back what would be published: every fault is an error, a feed too large for Google a
    /// warning.
    pub fn check(&self) -> Vec<Diagnostic> {
        let in_utc = self.in_utc.iter().map(|zone| {
            let message =
                format!("no one yearly rule, from 1970 on, gives the offsets of {zone} at all hours that events have there");
            let help = "its events are published in UTC, an entry a day, with the local hours in words";
            Diagnostic::new(Code::PublishedInUtc, message).help(help)
        });
        let mut diagnostics: Vec<Diagnostic> = in_utc.collect();
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
                    Diagnostic::new(Code::ForbiddenBytes, message)
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
                    Diagnostic::new(Code::LargeFeed, message)
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

/// Every feed that holds something, and those that still have to say that they do not any more.
fn feeds(
    plan: &Plan,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    buffer: &mut Vec<u8>,
) -> Vec<(Feed, PublishedFile)> {
    let language = language::of(plan);
    let shelf = Shelf::of(rendered);
    let end = append(buffer, ical::calendar_end);
    let rules: BTreeMap<&str, Range<usize>> = rendered
        .rules
        .iter()
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
        let head = append(buffer, |out| ical::calendar_head(&calendar, out));
        let used: BTreeSet<&str> = held
            .iter()
            .flat_map(|entry| entry.zones.iter().copied())
            .collect();
        let rules = used.iter().filter_map(|name| rules.get(name).cloned());
        let pieces = std::iter::once(head)
            .chain(rules)
            .chain(held.iter().map(|entry| entry.bytes.clone()))
            .chain([end.clone()]);
        drafted.push(Drafted {
            feed,
            events: held.len(),
            modified,
            closed: None,
            pieces: pieces.collect(),
        });
    }
    let open: BTreeSet<&str> = drafted
        .iter()
        .map(|drafted| drafted.feed.path.as_str())
        .collect();
    for closed in feed::closed(plan, ledger, &open) {
        let entry = append(buffer, |out| out.extend(closed.entry(plan, language)));
        let Closed {
            feed,
            since,
            modified,
        } = closed;
        let calendar = feed::calendar(plan, &feed, language, modified);
        let head = append(buffer, |out| ical::calendar_head(&calendar, out));
        drafted.push(Drafted {
            feed,
            events: 1,
            modified,
            closed: Some(since),
            pieces: vec![head, entry, end.clone()],
        });
    }
    let published = |Drafted {
                         feed,
                         events,
                         modified,
                         closed,
                         pieces,
                     }: Drafted| {
        let file = PublishedFile::new(buffer, feed.path.clone(), feed.title.clone(), pieces);
        (
            feed,
            PublishedFile {
                events: Some(events),
                modified: Some(modified),
                closed,
                ..file
            },
        )
    };
    drafted.into_par_iter().map(published).collect()
}

/// When something in a feed last changed; that never goes back. The feed of all events stands for
/// the whole publication.
fn modified(
    plan: &Plan,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    feed: &Feed,
    held: &[&Placed],
) -> Option<NaiveDateTime> {
    let newest = held.iter().map(|entry| entry.modified).max()?;
    let is_changed = held.iter().any(|entry| entry.is_changed) || rendered.has_lost(feed);
    if is_changed {
        return Some(ledger.stamp(plan.revision));
    }
    if feed.path == ALL {
        return Some(ledger.last().map_or(newest, |last| last.max(newest)));
    }
    match ledger.feeds().iter().find(|last| last.path == feed.path) {
        Some(last) if last.closed.is_none() => Some(
            last.modified
                .map_or(newest, |last| last.naive_utc().max(newest)),
        ),
        // It is new, or it is back.
        Some(_) | None => Some(ledger.stamp(plan.revision)),
    }
}

/// What a publication changes of the last one.
fn changes(plan: &Plan, ledger: &Ledger, rendered: &Rendered<'_>, buffer: &[u8]) -> ChangeSet {
    if !rendered.is_changed() {
        return ChangeSet::default();
    }
    let recorded = ledger
        .recorded()
        .flat_map(|(uid, recorded)| ledger.bytes(recorded).map(|bytes| (uid.to_owned(), bytes)));
    let entries = rendered
        .entries
        .iter()
        .map(|entry| (entry.uid.clone(), &buffer[entry.bytes.clone()]));
    compare(
        &Side::of(recorded),
        &Side::of(entries).as_of_day(plan.revision),
    )
}

/// What of it the public reads: not that something was held and is tidied up, nor a mistake.
fn news(plan: &Plan, changes: &ChangeSet) -> ChangeSet {
    let is_withdrawn =
        |change: &Change| change.kind == Kind::Removed && feed::is_withdrawn(plan, &change.uid);
    let is_news = |change: &&Change| !(change.was_held() || is_withdrawn(change));
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

//! What is published: every file's bytes, as pieces of one buffer of rendered VEVENTs.

mod folder;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDateTime;
use rayon::prelude::*;
use serde_json::json;
use sha2::{Digest, Sha256};

pub use folder::{Outcome, WriteError, write};

use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{self, Entry, Feed, Holder, Stamp, Zones};
use crate::ical;
use crate::language;
use crate::plan::{Event, Key, Plan};

/// The most events that Google shows of a feed.
const MOST_EVENTS: usize = 1000;
/// The most bytes that Google reads of a feed.
const MOST_BYTES: usize = 1_000_000;

/// The manifest's path.
pub const MANIFEST: &str = "index.json";
/// The feed of all events: it is written last, and so is the sign that all is written.
pub const ALL: &str = "all.ics";

/// Every file of a publication. An event's bytes are held once, however many feeds hold it.
pub struct Publication {
    buffer: Vec<u8>,
    files: Vec<PublishedFile>,
    /// Zones whose times are in UTC, since no rule of theirs fits.
    in_utc: Vec<&'static str>,
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
    size: usize,
    pieces: Vec<Range<usize>>,
}

impl Publication {
    /// Renders a plan.
    pub fn of(plan: &Plan) -> Self {
        let language = language::of(plan);
        let stamp = Stamp::new(plan.revision);
        let zones = Zones::of(plan);
        let (mut buffer, entries) = render_all(plan, &zones, stamp);
        let shelf = Shelf::of(plan, &entries);
        let end = append(&mut buffer, ical::calendar_end);
        let rules: BTreeMap<&str, Range<usize>> =
            zones.rules().map(|(name, rule)| (name, append(&mut buffer, |out| rule.write(out)))).collect();
        let mut feeds = Vec::new();
        for feed in feed::feeds(plan, language) {
            let held = shelf.held(plan, &feed);
            // A calendar has at least one component (RFC 5545 §3.6).
            if !held.is_empty() {
                let calendar = feed::calendar(plan, &feed, language, stamp.modified);
                let head = append(&mut buffer, |out| ical::calendar_head(&calendar, out));
                let used: BTreeSet<&str> = held.iter().flat_map(|entry| entry.zones.iter().copied()).collect();
                let rules = used.iter().filter_map(|name| rules.get(name).cloned());
                let pieces = std::iter::once(head).chain(rules).chain(held.iter().map(|entry| entry.bytes.clone()));
                feeds.push((feed, held.len(), pieces.chain([end.clone()]).collect()));
            }
        }
        let published = |(feed, events, pieces): (Feed, usize, Vec<Range<usize>>)| {
            PublishedFile::new(&buffer, feed.path, feed.title, Some(events), pieces)
        };
        let mut files: Vec<PublishedFile> = feeds.into_par_iter().map(published).collect();
        let manifest = manifest(plan, &files);
        let manifest = append(&mut buffer, |out| out.extend(manifest.as_bytes()));
        files.push(PublishedFile::new(&buffer, MANIFEST.to_owned(), plan.title.clone(), None, vec![manifest]));
        Self { buffer, files, in_utc: zones.in_utc().collect() }
    }

    /// Every file, in order; the feed of all events first.
    pub fn files(&self) -> &[PublishedFile] {
        &self.files
    }

    /// The pieces of which a file consists, in order.
    pub fn pieces<'a>(&'a self, file: &'a PublishedFile) -> impl Iterator<Item = &'a [u8]> {
        file.pieces.iter().map(|piece| &self.buffer[piece.clone()])
    }

    /// A file's bytes as one.
    pub fn bytes(&self, file: &PublishedFile) -> Vec<u8> {
        self.pieces(file).collect::<Vec<_>>().concat()
    }

    /// Reads back what would be published: every fault is an error, a feed too large for Google a warning.
    pub fn check(&self) -> Vec<Diagnostic> {
        let in_utc = self.in_utc.iter().map(|zone| {
            let message =
                format!("no one yearly rule, from 1970 on, gives the offsets of {zone} at all hours that events have there");
            let help = "its events are published in UTC, an entry a day, with the local hours in words";
            Diagnostic::new(Code::PublishedInUtc, message).help(help)
        });
        let mut diagnostics: Vec<Diagnostic> = in_utc.collect();
        // Every event stands in the feed of all, with the same bytes, and so does every rule of a zone.
        for file in self.files.iter().filter(|file| file.events.is_some()) {
            let bytes = if file.path == ALL { self.bytes(file) } else { self.head_and_end(file) };
            for fault in ical::conform(&bytes) {
                let message = format!("{} would have a fault on line {}: {}", file.path, fault.line, fault.message);
                diagnostics
                    .push(Diagnostic::new(Code::ForbiddenBytes, message).help("this is a fault of planfeed; please report it"));
            }
            if file.events.is_some_and(|events| events > MOST_EVENTS) || file.size > MOST_BYTES {
                let message = format!("{} has {} events and {} kB", file.path, file.events.unwrap_or(0), file.size / 1000);
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
        ends.into_iter().flatten().flat_map(|piece| &self.buffer[piece.clone()]).copied().collect()
    }
}

impl PublishedFile {
    fn new(buffer: &[u8], path: String, title: String, events: Option<usize>, pieces: Vec<Range<usize>>) -> Self {
        let mut hasher = Sha256::new();
        pieces.iter().for_each(|piece| hasher.update(&buffer[piece.clone()]));
        let sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        let size = pieces.iter().map(ExactSizeIterator::len).sum();
        Self { path, title, events, sha256, size, pieces }
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.size
    }
}

/// What is published, for programs.
fn manifest(plan: &Plan, feeds: &[PublishedFile]) -> String {
    let entry =
        |file: &PublishedFile| json!({ "path": file.path, "title": file.title, "events": file.events, "sha256": file.sha256 });
    let feeds: Vec<_> = feeds.iter().map(entry).collect();
    format!("{:#}\n", json!({ "title": plan.title, "revision": plan.revision.to_string(), "feeds": feeds }))
}

fn append(buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
    let start = buffer.len();
    write(buffer);
    start..buffer.len()
}

/// A rendered VEVENT and its place in the buffer.
struct Placed {
    start: NaiveDateTime,
    /// The index of its event.
    event: usize,
    part: usize,
    /// Of which its feed has to tell.
    zones: Vec<&'static str>,
    bytes: Range<usize>,
}

/// Every VEVENT of a plan, once, by start, then id.
fn render_all(plan: &Plan, zones: &Zones, stamp: Stamp) -> (Vec<u8>, Vec<Placed>) {
    let language = language::of(plan);
    let render = |event: &Event| feed::entries(plan, event, language, zones, stamp);
    let rendered: Vec<Vec<Entry>> = plan.events.par_iter().map(render).collect();
    let mut buffer = Vec::with_capacity(rendered.iter().flatten().map(|entry| entry.bytes.len()).sum());
    let mut entries = Vec::with_capacity(rendered.len());
    for (event, rendered) in rendered.into_iter().enumerate() {
        for Entry { start, part, zones, bytes } in rendered {
            let bytes = append(&mut buffer, |out| out.extend(bytes));
            entries.push(Placed { start, event, part, zones, bytes });
        }
    }
    let id = |entry: &Placed| plan.events[entry.event].id.as_str();
    entries.par_sort_by(|a, b| (a.start, id(a), a.part).cmp(&(b.start, id(b), b.part)));
    (buffer, entries)
}

/// The entries by category and by phase, so that a feed does not look at all of them.
struct Shelf<'a> {
    all: &'a [Placed],
    by_category: BTreeMap<&'a Key, Vec<&'a Placed>>,
    by_phase: BTreeMap<&'a Key, Vec<&'a Placed>>,
}

impl<'a> Shelf<'a> {
    fn of(plan: &'a Plan, all: &'a [Placed]) -> Self {
        let mut shelf = Self { all, by_category: BTreeMap::new(), by_phase: BTreeMap::new() };
        for entry in all {
            let event = &plan.events[entry.event];
            for (key, on) in [(&event.category, &mut shelf.by_category), (&event.phase, &mut shelf.by_phase)] {
                if let Some(key) = key {
                    on.entry(key).or_default().push(entry);
                }
            }
        }
        shelf
    }

    /// The entries of a feed.
    fn held(&self, plan: &Plan, feed: &Feed) -> Vec<&'a Placed> {
        match &feed.holds {
            Holder::Category(key) => self.by_category.get(key).cloned().unwrap_or_default(),
            Holder::Phase(key) => self.by_phase.get(key).cloned().unwrap_or_default(),
            Holder::All | Holder::Rule(_) => self.all.iter().filter(|entry| feed.holds(&plan.events[entry.event])).collect(),
        }
    }
}

//! What is published: every file's bytes, as pieces of one buffer of rendered VEVENTs.

mod folder;

use std::fmt::Write as _;
use std::ops::Range;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

pub use folder::{Outcome, WriteError, write};

use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{self, Stamp};
use crate::ical;
use crate::language;
use crate::plan::Plan;

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
        let rendered: Vec<Vec<Rendered>> = plan.events.par_iter().map(|event| render(plan, event, language, stamp)).collect();
        let mut buffer = Vec::with_capacity(rendered.iter().flatten().map(|entry| entry.bytes.len()).sum());
        let mut entries = Vec::with_capacity(rendered.len());
        for (event, rendered) in rendered.into_iter().enumerate() {
            for entry in rendered {
                let start = buffer.len();
                buffer.extend(&entry.bytes);
                entries.push(Placed { start: entry.start, event, part: entry.part, bytes: start..buffer.len() });
            }
        }
        let id = |entry: &Placed| plan.events[entry.event].id.as_str();
        entries.par_sort_by(|a, b| (a.start, id(a), a.part).cmp(&(b.start, id(b), b.part)));
        let mut publication = Self { buffer, files: Vec::new() };
        let end = publication.append(ical::calendar_end);
        for feed in feed::feeds(plan, language) {
            let head = publication.append(|out| ical::calendar_head(&feed::calendar(plan, &feed, language, stamp.modified), out));
            let held = entries.iter().filter(|entry| feed.holds(&plan.events[entry.event])).map(|entry| entry.bytes.clone());
            let pieces: Vec<Range<usize>> = std::iter::once(head).chain(held).chain([end.clone()]).collect();
            // A calendar has at least one component (RFC 5545 §3.6).
            if pieces.len() == 2 {
                continue;
            }
            publication.add(feed.path, feed.title, Some(pieces.len() - 2), pieces);
        }
        let digest_all = |file: &mut PublishedFile| file.sha256 = digest(&publication.buffer, &file.pieces);
        publication.files.par_iter_mut().for_each(digest_all);
        let manifest = publication.append_manifest(plan);
        let sha256 = digest(&publication.buffer, std::slice::from_ref(&manifest));
        publication.add(MANIFEST.to_owned(), plan.title.clone(), None, vec![manifest]);
        publication.files.iter_mut().filter(|file| file.path == MANIFEST).for_each(|file| file.sha256.clone_from(&sha256));
        publication
    }

    fn append(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Range<usize> {
        let start = self.buffer.len();
        write(&mut self.buffer);
        start..self.buffer.len()
    }

    fn add(&mut self, path: String, title: String, events: Option<usize>, pieces: Vec<Range<usize>>) {
        let size = pieces.iter().map(ExactSizeIterator::len).sum();
        self.files.push(PublishedFile { path, title, events, sha256: String::new(), size, pieces });
    }

    fn append_manifest(&mut self, plan: &Plan) -> Range<usize> {
        let feeds: Vec<serde_json::Value> = self.files.iter().map(PublishedFile::entry).collect();
        let manifest = serde_json::json!({ "title": plan.title, "revision": plan.revision.to_string(), "feeds": feeds });
        self.append(|out| {
            out.extend(format!("{manifest:#}\n").as_bytes());
        })
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
        let mut diagnostics = Vec::new();
        // Every event stands in the feed of all, with the same bytes; of the others only the heads are their own.
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
    fn entry(&self) -> serde_json::Value {
        serde_json::json!({ "path": self.path, "title": self.title, "events": self.events, "sha256": self.sha256 })
    }

    /// How many bytes it has.
    pub fn size(&self) -> usize {
        self.size
    }
}

struct Rendered {
    start: chrono::NaiveDate,
    part: usize,
    bytes: Vec<u8>,
}

struct Placed {
    start: chrono::NaiveDate,
    event: usize,
    part: usize,
    bytes: Range<usize>,
}

fn render(plan: &Plan, event: &crate::plan::Event, language: &language::Language, stamp: Stamp) -> Vec<Rendered> {
    let entries = feed::entries(plan, event, language, stamp).into_iter();
    let rendered = entries.map(|entry| {
        let mut bytes = Vec::with_capacity(1024);
        ical::event(&entry.vevent, &mut bytes);
        Rendered { start: entry.start, part: entry.part, bytes }
    });
    rendered.collect()
}

fn digest(buffer: &[u8], pieces: &[Range<usize>]) -> String {
    let mut hasher = Sha256::new();
    pieces.iter().for_each(|piece| hasher.update(&buffer[piece.clone()]));
    hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

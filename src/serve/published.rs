//! A published folder, read into memory: the files of the publication and no others, and only where
//! they are whole.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use bytes::Bytes;
use rayon::prelude::*;

use crate::error::Error;
use crate::history::{Manifest, ManifestEvent, ManifestFeed, digest};
use crate::language::Language;
use crate::publication::{CHANGES, MANIFEST, PAGE};
use crate::site;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A calendar that people subscribe to, or import once.
    Feed,
    /// A copy of a single event.
    Event,
    /// The page.
    Page,
    /// The list of feeds.
    Manifest,
    /// The feed of changes.
    Changes,
    /// The rules for robots, which no publication has.
    Robots,
}

/// A file of a publication, in memory.
#[derive(Clone, Debug)]
pub struct ServedFile {
    /// The path within the folder of feeds, with slashes.
    pub path: String,
    /// Its kind.
    pub kind: FileKind,
    /// A feed's title.
    pub title: String,
    /// Its bytes, shared by every answer.
    pub bytes: Bytes,
    /// Their digest, in hexadecimal.
    pub sha256: String,
    /// When it was last written.
    pub modified: SystemTime,
}

/// Every file of a publication; feeds first, in order.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its files: feeds, copies of events, the manifest, the feed of changes, and the page if there
    /// is one.
    pub files: Vec<ServedFile>,
}

impl ServedFile {
    /// Takes a file without a title.
    pub fn new(path: &str, kind: FileKind, bytes: impl Into<Bytes>, modified: SystemTime) -> Self {
        let bytes = bytes.into();
        Self {
            path: path.to_owned(),
            kind,
            title: String::new(),
            sha256: digest([&*bytes]),
            bytes,
            modified,
        }
    }
}

impl Published {
    /// Returns a copy whose page says that the newest edit of the plan has errors.
    pub fn with_notice(&self, language: &Language) -> Self {
        let mut published = self.clone();
        let mut files = published.files.iter_mut();
        if let Some(file) = files.find(|file| file.kind == FileKind::Page) {
            let page = site::with_notice(&String::from_utf8_lossy(&file.bytes), language);
            *file = ServedFile::new(&file.path, file.kind, page, file.modified);
        }
        published
    }
}

/// Reads a published folder, whole or not at all.
///
/// # Errors
///
/// A folder without a list of feeds, a file that can't be read, or a feed that is not what the list
/// says of it.
pub fn read(folder: &Path) -> Result<Published, Error> {
    let (bytes, modified) = bytes(folder, MANIFEST)?.ok_or_else(|| {
        let fault =
            format!("has no {MANIFEST}; a folder is served only with all that was published");
        Error::unusable(folder, fault)
    })?;
    let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|error| {
        broken(
            folder,
            MANIFEST,
            &format!("is not a list of feeds: {error}"),
        )
    })?;
    let feeds = manifest.feeds.par_iter().map(|feed| feed_of(folder, feed));
    let mut files = feeds.collect::<Result<Vec<_>, _>>()?;
    let events = manifest.events.par_iter();
    let events = events.map(|event| event_of(folder, event));
    files.extend(events.collect::<Result<Vec<_>, _>>()?);
    files.push(ServedFile::new(
        MANIFEST,
        FileKind::Manifest,
        bytes,
        modified,
    ));
    for (path, kind) in [(CHANGES, FileKind::Changes), (PAGE, FileKind::Page)] {
        // Older planfeeds list no pages.
        if let Some(page) = manifest.pages.iter().find(|page| page.path == path) {
            files.push(listed(folder, path, kind, &page.sha256)?);
        }
    }
    Ok(Published { files })
}

/// Returns every path that a publication may have now, whether it is there or not.
pub fn paths(folder: &Path) -> Vec<String> {
    let mut paths = Vec::from([MANIFEST, CHANGES, PAGE].map(str::to_owned));
    if let Ok(bytes) = fs::read(folder.join(MANIFEST))
        && let Ok(manifest) = serde_json::from_slice::<Manifest>(&bytes)
    {
        paths.extend(manifest.paths());
    }
    paths
}

/// Reads a feed, if it is what the list of feeds says.
fn feed_of(folder: &Path, feed: &ManifestFeed) -> Result<ServedFile, Error> {
    if !Manifest::may_list(&feed.path) {
        let fault = format!("lists `{}`, which is not a feed", feed.path);
        return Err(Error::unusable(folder.join(MANIFEST), fault));
    }
    Ok(ServedFile {
        title: feed.title.clone(),
        ..listed(folder, &feed.path, FileKind::Feed, &feed.sha256)?
    })
}

/// Reads a copy of an event, if it is what the list of feeds says.
fn event_of(folder: &Path, event: &ManifestEvent) -> Result<ServedFile, Error> {
    if !Manifest::may_list_event(&event.path) {
        let fault = format!("lists `{}`, which is not a copy of an event", event.path);
        return Err(Error::unusable(folder.join(MANIFEST), fault));
    }
    listed(folder, &event.path, FileKind::Event, &event.sha256)
}

/// Reads a file, if it has the digest that is listed.
fn listed(folder: &Path, path: &str, kind: FileKind, sha256: &str) -> Result<ServedFile, Error> {
    let Some((bytes, modified)) = bytes(folder, path)? else {
        return Err(broken(
            folder,
            path,
            "is listed in index.json, but is not there",
        ));
    };
    let file = ServedFile::new(path, kind, bytes, modified);
    if file.sha256 == sha256 {
        return Ok(file);
    }
    let is_calendar = matches!(kind, FileKind::Feed | FileKind::Event);
    let fault = if is_calendar && has_bare_line_ends(&file.bytes) {
        // Outlook refuses such a feed.
        "has other line ends than were published (git changes them without `*.ics -text` in .gitattributes)"
    } else {
        "is not the file that the list of feeds is about: the folder is half written, or somebody changed it"
    };
    Err(broken(folder, path, fault))
}

fn broken(folder: &Path, path: &str, fault: &str) -> Error {
    let fault = format!("{fault}; build or copy the folder again");
    Error::unusable(folder.join(path), fault)
}

fn has_bare_line_ends(bytes: &[u8]) -> bool {
    let mut pairs = bytes.windows(2);
    pairs.any(|pair| pair[0] != b'\r' && pair[1] == b'\n')
}

/// Reads a file's bytes and when they were written; none if it is not there.
fn bytes(folder: &Path, path: &str) -> Result<Option<(Vec<u8>, SystemTime)>, Error> {
    let path = folder.join(path);
    match read_file(&path) {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::failed("can't read", path)(error)),
    }
}

fn read_file(path: &Path) -> io::Result<(Vec<u8>, SystemTime)> {
    let metadata = fs::metadata(path)?;
    // Reading a pipe would block for ever.
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a file"));
    }
    Ok((fs::read(path)?, put_there(&metadata)?))
}

/// Returns when a file was put where it is: a copy that keeps an old time is newer than the file
/// that it replaces.
fn put_there(metadata: &fs::Metadata) -> io::Result<SystemTime> {
    let modified = metadata.modified()?;
    #[cfg(unix)]
    {
        let changed = u64::try_from(std::os::unix::fs::MetadataExt::ctime(metadata)).unwrap_or(0);
        Ok(modified.max(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(changed)))
    }
    #[cfg(not(unix))]
    Ok(modified)
}

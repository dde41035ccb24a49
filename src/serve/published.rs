//! A published folder, read into memory: the files of the publication and no others, and only where
//! they are whole.

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use bytes::Bytes;
use rayon::prelude::*;

use crate::error::Error;
use crate::history::{Manifest, ManifestFeed, digest};
use crate::language::Language;
use crate::publication::{CHANGES, MANIFEST, PAGE};
use crate::site;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A calendar.
    Feed,
    /// The page.
    Page,
    /// The list of feeds.
    Manifest,
    /// The feed of changes.
    Changes,
    /// What robots may do; no publication has it.
    Robots,
}

/// A file of a publication.
#[derive(Clone, Debug)]
pub struct File {
    /// Within the folder of feeds, with slashes.
    pub path: String,
    /// What it is.
    pub kind: Kind,
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
    /// Feeds, the list of them, the feed of changes, and the page if there is one.
    pub files: Vec<File>,
}

impl File {
    /// A file without a title.
    pub fn new(path: &str, kind: Kind, bytes: impl Into<Bytes>, modified: SystemTime) -> Self {
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
    /// The same, but for the page, which says that the newest edit of the plan has errors.
    pub fn with_notice(&self, language: &Language) -> Self {
        let mut published = self.clone();
        for file in published
            .files
            .iter_mut()
            .filter(|file| file.kind == Kind::Page)
        {
            let page = site::with_notice(&String::from_utf8_lossy(&file.bytes), language);
            *file = File::new(&file.path, file.kind, page, file.modified);
        }
        published
    }
}

/// Reads a published folder.
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
        let fault = format!("is not a list of feeds: {error}; build or copy the folder again");
        Error::unusable(folder.join(MANIFEST), fault)
    })?;
    let mut files = manifest
        .feeds
        .par_iter()
        .map(|feed| feed_of(folder, feed))
        .collect::<Result<Vec<_>, _>>()?;
    files.push(File::new(MANIFEST, Kind::Manifest, bytes, modified));
    for (path, kind) in [(CHANGES, Kind::Changes), (PAGE, Kind::Page)] {
        // Older planfeeds list no pages.
        if let Some(page) = manifest.pages.iter().find(|page| page.path == path) {
            files.push(listed(folder, path, kind, &page.sha256)?);
        }
    }
    Ok(Published { files })
}

/// Every path that a publication may have now, whether it is there or not.
pub fn paths(folder: &Path) -> Vec<String> {
    let manifest = fs::read(folder.join(MANIFEST))
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let feeds = manifest
        .into_iter()
        .flat_map(|manifest| manifest.feeds)
        .map(|feed| feed.path);
    [MANIFEST, CHANGES, PAGE]
        .map(str::to_owned)
        .into_iter()
        .chain(feeds.filter(|path| Manifest::may_list(path)))
        .collect()
}

/// A feed, if it is what the list of feeds says.
fn feed_of(folder: &Path, feed: &ManifestFeed) -> Result<File, Error> {
    if !Manifest::may_list(&feed.path) {
        let fault = format!("lists `{}`, which is not a feed", feed.path);
        return Err(Error::unusable(folder.join(MANIFEST), fault));
    }
    Ok(File {
        title: feed.title.clone(),
        ..listed(folder, &feed.path, Kind::Feed, &feed.sha256)?
    })
}

/// A file, if it has the digest that is listed.
fn listed(folder: &Path, path: &str, kind: Kind, sha256: &str) -> Result<File, Error> {
    let unusable = |fault: &str| {
        let fault = format!("{fault}; build or copy the folder again");
        Error::unusable(folder.join(path), fault)
    };
    let (bytes, modified) =
        bytes(folder, path)?.ok_or_else(|| unusable("is listed but not there"))?;
    let file = File::new(path, kind, bytes, modified);
    if file.sha256 == sha256 {
        return Ok(file);
    }
    Err(unusable(
        if kind == Kind::Feed && has_bare_line_ends(&file.bytes) {
            // Outlook refuses such a feed.
            "has other line ends than were published (git changes them without `*.ics -text` in .gitattributes)"
        } else {
            "is not the file that the list of feeds is about: the folder is half written, or somebody changed it"
        },
    ))
}

fn has_bare_line_ends(bytes: &[u8]) -> bool {
    bytes
        .windows(2)
        .any(|pair| matches!(pair, [before, b'\n'] if *before != b'\r'))
}

/// A file's bytes and when they were written; none if it is not there.
fn bytes(folder: &Path, path: &str) -> Result<Option<(Vec<u8>, SystemTime)>, Error> {
    let path = folder.join(path);
    let read = || -> io::Result<(Vec<u8>, SystemTime)> {
        let metadata = fs::metadata(&path)?;
        // A pipe would never end.
        if !metadata.is_file() {
            return Err(io::Error::other("it is not a file"));
        }
        Ok((fs::read(&path)?, put_there(&metadata)?))
    };
    match read() {
        Ok(read) => Ok(Some(read)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::failed("can't read", path)(error)),
    }
}

/// When a file was put where it is: a copy that keeps the time of an older one is newer than what
/// it replaces.
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

//! The writing of a publication to a folder: whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use tempfile::{Builder, TempPath};

use super::{PAGE, Publication, PublishedFile};
use crate::error::Error;
use crate::history::{ALL, CHANGES, MANIFEST, Manifest, PRODID};

/// The beginning of the names of temporaries; they end in [`TEMPORARY_END`].
const TEMPORARY: &str = ".planfeed-";
const TEMPORARY_END: &str = ".tmp";
/// The name of the file that is locked while a folder is written.
const LOCK: &str = ".planfeed.lock";

/// The outcome of writing a folder.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files written, new or changed.
    pub written: Vec<String>,
    /// Files that were the same already.
    pub unchanged: usize,
    /// Files that were removed: feeds that are no longer defined, copies of events that are
    /// gone.
    pub removed: Vec<String>,
}

/// A folder of feeds, locked: no other planfeed writes to it.
pub struct Folder {
    path: PathBuf,
    _lock: Lock,
}

impl Folder {
    /// Creates the folder if it is not there, and locks it.
    ///
    /// # Errors
    ///
    /// A folder that can't be created, or to which another planfeed is writing.
    pub fn lock(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(Error::failed("can't create", path))?;
        Ok(Self {
            path: path.to_owned(),
            _lock: Lock::take(path)?,
        })
    }
}

/// Writes a publication to a folder, and after each file passes on to `progress` how many of all
/// are done.
///
/// New bytes go to temporaries beside their targets. Only when all of them are written are they
/// renamed into their places, the feed of all events last. Files that are the same are not touched,
/// nor is any file that planfeed did not write; feeds and copies of events that the last
/// manifest lists and this publication does not are removed.
///
/// # Errors
///
/// A folder that can't be written. The files that were there before are as they were, unless the
/// disk failed while finished files were renamed into their places.
pub fn write(
    publication: &Publication,
    folder: &Folder,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<Outcome, Error> {
    let folder = &*folder.path;
    let files = publication.files();
    prepare(folder, files)?;
    let done = AtomicUsize::new(0);
    let each = files.par_iter().map(|file| {
        let ready = Ready::of(publication, file, folder);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, files.len());
        ready
    });
    // All are tried, and the first fault is reported, whoever comes upon it first.
    let each: Vec<Result<Option<Ready<'_>>, Error>> = each.collect();
    let mut ready: Vec<Ready<'_>> = Vec::new();
    for one in each {
        ready.extend(one?);
    }
    let mut outcome = Outcome {
        unchanged: files.len() - ready.len(),
        ..Outcome::default()
    };
    let stale = stale(publication, folder);
    // The manifest names what may be removed, so it goes after that; the feed of all events is the
    // commit point.
    ready.sort_by_key(|ready| order(ready.file));
    let feeds = ready.partition_point(|ready| order(ready.file) == 0);
    let last = ready.split_off(feeds);
    put(ready, &mut outcome)?;
    for path in stale {
        let target = folder.join(&path);
        fs::remove_file(&target).map_err(Error::failed("can't remove", &target))?;
        outcome.removed.push(path);
    }
    put(last, &mut outcome)?;
    Ok(outcome)
}

/// A finished temporary, and its place.
struct Ready<'a> {
    temporary: TempPath,
    target: PathBuf,
    file: &'a PublishedFile,
}

impl<'a> Ready<'a> {
    /// Writes the bytes of a file to a temporary; none if its target has them already.
    fn of(
        publication: &Publication,
        file: &'a PublishedFile,
        folder: &Path,
    ) -> Result<Option<Self>, Error> {
        let target = folder.join(&file.path);
        if is_same(publication, file, &target).unwrap_or(false) {
            return Ok(None);
        }
        if target.exists() && !is_ours(&target) {
            let fault = "was not written by planfeed, so it is not replaced; move it away";
            return Err(Error::unusable(target, fault));
        }
        Ok(Some(Self {
            temporary: temporary(publication, file, parent(&target))?,
            target,
            file,
        }))
    }
}

/// Creates the folders of files, and removes what a killed build left in them.
fn prepare(folder: &Path, files: &[PublishedFile]) -> Result<(), Error> {
    let targets = files.iter().map(|file| folder.join(&file.path));
    let parents: BTreeSet<PathBuf> = targets.map(|target| parent(&target).to_owned()).collect();
    for parent in &parents {
        fs::create_dir_all(parent).map_err(Error::failed("can't create", parent))?;
    }
    for parent in ["", "category", "phase", "import", "event"] {
        remove_temporaries(&folder.join(parent));
    }
    Ok(())
}

fn parent(target: &Path) -> &Path {
    target.parent().expect("a file is in a folder")
}

/// Returns when a file is put into its place: feeds and copies of events, then pages, then the feed
/// of all events.
fn order(file: &PublishedFile) -> u8 {
    match &*file.path {
        ALL => 2,
        MANIFEST | CHANGES | PAGE => 1,
        _ => 0,
    }
}

/// Renames finished temporaries into their places.
fn put(ready: Vec<Ready<'_>>, outcome: &mut Outcome) -> Result<(), Error> {
    for ready in ready {
        let target = &ready.target;
        let done = ready
            .temporary
            .persist(target)
            .map_err(|failed| failed.error);
        done.map_err(Error::failed("can't replace", target))?;
        outcome.written.push(ready.file.path.clone());
    }
    Ok(())
}

/// Writes a file's bytes to a temporary beside its target, readable for everyone whom the umask
/// lets read.
fn temporary(
    publication: &Publication,
    file: &PublishedFile,
    parent: &Path,
) -> Result<TempPath, Error> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY).suffix(TEMPORARY_END);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let temporary = builder.tempfile_in(parent).and_then(|temporary| {
        let mut out = BufWriter::with_capacity(file.size().min(1 << 20), temporary.as_file());
        for piece in publication.pieces(file) {
            out.write_all(piece)?;
        }
        out.flush()?;
        drop(out);
        // Closed at once: a plan may have more feeds than a process may have open files.
        Ok(temporary.into_temp_path())
    });
    temporary.map_err(Error::failed("can't write to", parent))
}

/// Whether the target has these bytes already.
fn is_same(publication: &Publication, file: &PublishedFile, target: &Path) -> io::Result<bool> {
    if fs::metadata(target)?.len() != file.size() as u64 || !target.is_file() {
        return Ok(false);
    }
    let mut old = BufReader::with_capacity(file.size().min(1 << 20), File::open(target)?);
    let mut buffer = Vec::new();
    for piece in publication.pieces(file) {
        buffer.resize(piece.len(), 0);
        old.read_exact(&mut buffer)?;
        if buffer != piece {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the feeds and the copies of events of the last publication that this one does not have.
fn stale(publication: &Publication, folder: &Path) -> Vec<String> {
    let Some(manifest) = read_manifest(&folder.join(MANIFEST)) else {
        return Vec::new();
    };
    let published = publication.files().iter().map(|file| file.path.as_str());
    let published: BTreeSet<&str> = published.collect();
    let mut paths = manifest.paths();
    paths.retain(|path| !published.contains(path.as_str()) && is_ours(&folder.join(path)));
    paths
}

/// Reads a manifest; none if the file is not a manifest, or is not there.
fn read_manifest(path: &Path) -> Option<Manifest> {
    // Reading a pipe would block for ever.
    if !path.is_file() {
        return None;
    }
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

/// Whether planfeed wrote this file: a manifest, a calendar with its PRODID, or a page or a feed of
/// changes that it generated.
fn is_ours(target: &Path) -> bool {
    if target.extension().is_some_and(|ending| ending == "json") {
        return read_manifest(target).is_some();
    }
    if !target.is_file() {
        return false;
    }
    let mut start = Vec::new();
    let read = File::open(target).and_then(|file| file.take(4096).read_to_end(&mut start));
    let sign = match target.extension().and_then(|ending| ending.to_str()) {
        Some("atom") => "<generator>planfeed</generator>".to_owned(),
        Some("html") => "<meta name=\"generator\" content=\"planfeed\">".to_owned(),
        _ => format!("PRODID:{PRODID}"),
    };
    let mut windows = start.windows(sign.len());
    read.is_ok() && windows.any(|window| window == sign.as_bytes())
}

/// Removes temporaries that a killed build left; the lock is held, so nobody is using them.
fn remove_temporaries(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(TEMPORARY) && name.ends_with(TEMPORARY_END) {
            // One that can't be removed is not a part of the publication.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The lock of a folder. The operating system frees it when the process ends, however that ends.
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(LOCK);
        loop {
            if path.exists() && !path.is_file() {
                return Err(Error::unusable(path, "is not a lock file; move it away"));
            }
            let file = File::options()
                .create(true)
                .truncate(false)
                .write(true)
                .open(&path)
                .map_err(Error::failed("can't lock", &path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let fault = "is being written by another planfeed; wait until it has finished";
                    return Err(Error::unusable(folder, fault));
                }
                Err(TryLockError::Error(error)) => {
                    return Err(Error::failed("can't lock", &path)(error));
                }
            }
            // Its last holder removes the file: a lock on a removed file locks nothing.
            if is_at(&file, &path) {
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays is harmless.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}

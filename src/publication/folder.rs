//! A publication on disk: whole or not at all.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempPath};

use super::{PAGE, Publication, PublishedFile};
use crate::error::Error;
use crate::history::{ALL, CHANGES, MANIFEST, Manifest, PRODID};

/// Temporaries have this before and [`TEMPORARY_END`] behind.
const TEMPORARY: &str = ".planfeed-";
const TEMPORARY_END: &str = ".tmp";
/// Held while a folder is written.
const LOCK: &str = ".planfeed.lock";

/// What writing a folder did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Files written, new or changed.
    pub written: Vec<String>,
    /// Files that were the same already.
    pub unchanged: usize,
    /// Feeds no longer defined, that were removed.
    pub removed: Vec<String>,
}

/// A folder of feeds that nobody else writes meanwhile.
pub struct Folder {
    path: PathBuf,
    _lock: Lock,
}

impl Folder {
    /// Makes the folder if it is not there, and locks it.
    ///
    /// # Errors
    ///
    /// A folder that can't be made, or that another planfeed is writing.
    pub fn lock(path: &Path) -> Result<Self, Error> {
        fs::create_dir_all(path).map_err(Error::failed("can't create", path))?;
        Ok(Self {
            path: path.to_owned(),
            _lock: Lock::take(path)?,
        })
    }
}

/// Writes a publication to a folder. `progress` is told after each file how many of all are done.
///
/// New bytes go to temporaries beside their targets. Only when all of them are written are they
/// renamed into their places, the feed of all events last. Files that are the same are not touched,
/// nor is any file that planfeed did not write; feeds that the last manifest lists and this
/// publication does not are removed.
///
/// # Errors
///
/// A folder that can't be written. The files that were there before are as they were, unless the
/// disk failed while finished files were renamed into their places.
pub fn write(
    publication: &Publication,
    folder: &Folder,
    progress: impl Fn(usize, usize),
) -> Result<Outcome, Error> {
    let folder = &*folder.path;
    let mut outcome = Outcome::default();
    let mut ready: Vec<(TempPath, PathBuf, &PublishedFile)> = Vec::new();
    let files = publication.files();
    let targets: Vec<PathBuf> = files.iter().map(|file| folder.join(&file.path)).collect();
    for parent in targets
        .iter()
        .filter_map(|target| target.parent())
        .collect::<BTreeSet<_>>()
    {
        fs::create_dir_all(parent).map_err(Error::failed("can't create", parent))?;
    }
    for parent in ["", "category", "phase", "import"] {
        remove_temporaries(&folder.join(parent));
    }
    for (i, (file, target)) in files.iter().zip(targets).enumerate() {
        let parent = target.parent().unwrap_or(folder);
        if is_same(publication, file, &target) {
            outcome.unchanged += 1;
        } else if target.exists() && !is_ours(&target) {
            let fault = "was not written by planfeed, so it is not replaced; move it away";
            return Err(Error::unusable(target, fault));
        } else {
            ready.push((temporary(publication, file, parent)?, target, file));
        }
        progress(i + 1, files.len());
    }
    let stale = stale(publication, folder);
    // The manifest names what may be removed, so it goes after that; the feed of all events is the
    // commit point.
    let (all, others): (Vec<_>, Vec<_>) =
        ready.into_iter().partition(|(_, _, file)| file.path == ALL);
    let (last, feeds): (Vec<_>, Vec<_>) = others
        .into_iter()
        .partition(|(_, _, file)| [MANIFEST, CHANGES, PAGE].contains(&&*file.path));
    put(feeds, &mut outcome)?;
    for path in stale {
        let target = folder.join(&path);
        fs::remove_file(&target).map_err(Error::failed("can't remove", &target))?;
        outcome.removed.push(path);
    }
    put(last, &mut outcome)?;
    put(all, &mut outcome)?;
    Ok(outcome)
}

/// Renames finished temporaries into their places.
fn put(
    ready: Vec<(TempPath, PathBuf, &PublishedFile)>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    for (temporary, target, file) in ready {
        temporary
            .persist(&target)
            .map_err(|failure| Error::failed("can't replace", &target)(failure.error))?;
        outcome.written.push(file.path.clone());
    }
    Ok(())
}

/// The file's bytes in a temporary beside its target, readable for everyone whom the umask lets
/// read.
fn temporary(
    publication: &Publication,
    file: &PublishedFile,
    parent: &Path,
) -> Result<TempPath, Error> {
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY).suffix(TEMPORARY_END);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut temporary = builder
        .tempfile_in(parent)
        .map_err(Error::failed("can't write to", parent))?;
    let bytes = |temporary: &mut tempfile::NamedTempFile| {
        let mut out = io::BufWriter::with_capacity(1 << 20, temporary.as_file_mut());
        publication
            .pieces(file)
            .try_for_each(|piece| out.write_all(piece))?;
        out.flush()
    };
    bytes(&mut temporary).map_err(Error::failed("can't write to", parent))?;
    // Closed at once: a plan may have more feeds than a process may have open files.
    Ok(temporary.into_temp_path())
}

/// Whether the target has these bytes already.
fn is_same(publication: &Publication, file: &PublishedFile, target: &Path) -> bool {
    let same = || -> io::Result<bool> {
        if fs::metadata(target)?.len() != file.size() as u64 || !target.is_file() {
            return Ok(false);
        }
        let mut old = BufReader::with_capacity(1 << 20, File::open(target)?);
        let mut buffer = Vec::new();
        for piece in publication.pieces(file) {
            buffer.resize(piece.len(), 0);
            old.read_exact(&mut buffer)?;
            if buffer != piece {
                return Ok(false);
            }
        }
        Ok(true)
    };
    same().unwrap_or(false)
}

/// Feeds of the last publication that this one does not have.
fn stale(publication: &Publication, folder: &Path) -> Vec<String> {
    let Some(manifest) = read_manifest(&folder.join(MANIFEST)) else {
        return Vec::new();
    };
    let is_stale = |path: &String| {
        Manifest::may_list(path)
            && !publication.files().iter().any(|file| file.path == *path)
            && is_ours(&folder.join(path))
    };
    manifest
        .feeds
        .into_iter()
        .map(|feed| feed.path)
        .filter(is_stale)
        .collect()
}

/// A manifest that is there; none if it is no manifest.
fn read_manifest(path: &Path) -> Option<Manifest> {
    // A pipe would never end.
    serde_json::from_slice(&fs::read(Some(path).filter(|path| path.is_file())?).ok()?).ok()
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
    read.is_ok()
        && start
            .windows(sign.len())
            .any(|window| window == sign.as_bytes())
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
            // What can't be removed is no part of the publication.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The lock of a folder; the operating system frees it when its process ends, however that ends.
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

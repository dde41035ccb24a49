//! `--watch`: when files change, what is served is replaced, unless the new files have errors.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::Terminal;
use super::super::report::counted;
use super::{GoodPublication, ServedFrom, now};
use planfeed::serve::{Answers, Live, Published};

/// The time that files must have been at rest.
const REST: Duration = Duration::from_millis(200);
/// The interval at which files are looked at, even if the system reports changes: it does not
/// report those on network drives.
const LOOK: Duration = Duration::from_secs(2);

/// The message after an edit that can't be published.
const KEPT: &str = "this is not served: the last good publication stays";
/// The most rests waited for before files are looked at anyway: something may be written without
/// end.
const MOST_RESTS: usize = 25;

/// Files, each with its size and time if it exists.
pub(super) type Stamps = Vec<(PathBuf, Option<(u64, SystemTime)>)>;

/// Returns the size and time of each file.
pub(super) fn stamps(folder: &Path, paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Stamps {
    let mut stamps = Stamps::new();
    for path in paths {
        let path = folder.join(path);
        let stamp = stamp(&path);
        stamps.push((path, stamp));
    }
    stamps
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = path.metadata().ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}

/// A reason to wake the thread that follows changes.
pub(super) enum Wake {
    /// Something may have changed.
    Look,
    /// The program ends.
    End,
}

/// A watch over the folders of an origin.
pub(super) struct Watch<'a> {
    origin: &'a ServedFrom,
    terminal: &'a Terminal,
    wakes: Receiver<Wake>,
    /// None if the system does not report changes: then files are only looked at every [`LOOK`].
    watcher: Option<RecommendedWatcher>,
}

impl<'a> Watch<'a> {
    /// Starts to watch; also returns the channel that ends it.
    pub(super) fn new(origin: &'a ServedFrom, terminal: &'a Terminal) -> (Self, Sender<Wake>) {
        let (sender, wakes) = channel();
        let (folders, waker) = (origin.folders(), sender.clone());
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| is_news(&event, &folders)) {
                // Nobody listens when the program ends.
                let _ = waker.send(Wake::Look);
            }
        });
        let mut watch = Self {
            origin,
            terminal,
            wakes,
            watcher: watcher.ok(),
        };
        if !watch.begin() {
            let seconds = LOOK.as_secs();
            let way_out = format!("files are looked at every {seconds} seconds");
            terminal.note(&format!("this system does not report changes; {way_out}\n"));
        }
        (watch, sender)
    }

    /// Watches the folders that exist now, since a folder that was replaced is no longer watched.
    /// Returns whether all are watched.
    fn begin(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        let mut is_watched = true;
        for folder in self.origin.folders() {
            let _ = watcher.unwatch(&folder);
            // Only the folder above notices that this one was replaced.
            if let Some(above) = folder.parent() {
                let _ = watcher.watch(above, RecursiveMode::NonRecursive);
            }
            // A folder of feeds that does not exist yet is not a fault.
            let result = watcher.watch(&folder, RecursiveMode::Recursive);
            is_watched &= result.is_ok() || !folder.exists();
        }
        is_watched
    }

    /// Replaces what is served after each change without errors, until the program ends.
    pub(super) fn follow(mut self, mut good: GoodPublication, live: &Live) {
        // The folder of feeds may be new.
        self.begin();
        let (mut seen, mut trouble) = ((good.sources.clone(), good.stamps.clone()), None);
        loop {
            let stamps = (self.origin.sources(), self.origin.published());
            if stamps != seen || trouble.is_some() {
                self.begin();
                seen = stamps;
                match self.origin.load(Some(&good), self.terminal) {
                    Ok(Some(new)) => {
                        (seen, trouble) = ((new.sources.clone(), new.stamps.clone()), None);
                        good = new;
                        self.serve(&good.published, live);
                    }
                    Ok(None) => {
                        trouble = None;
                        self.keep(&good, live);
                    }
                    // It may go away by itself, so it is tried again, but reported once.
                    Err(failure) => {
                        let message = failure.to_string();
                        if trouble.as_ref() != Some(&message) {
                            self.terminal.error(&message);
                            self.terminal.error(KEPT);
                        }
                        trouble = Some(message);
                    }
                }
            }
            if self.wait_for_change() {
                return;
            }
        }
    }

    fn serve(&self, published: &Published, live: &Live) {
        live.replace(Answers::of(published, now(), Some(&live.now())));
        let files = counted(published.files.len(), "file");
        self.terminal.note(&format!("now serving {files}\n"));
    }

    /// Keeps the last good publication, with a notice on its page.
    fn keep(&self, good: &GoodPublication, live: &Live) {
        if let Some(language) = good.language {
            live.replace(Answers::of(
                &good.published.with_notice(language),
                now(),
                Some(&live.now()),
            ));
        }
        self.terminal.error(KEPT);
    }

    /// Waits for a change, until the files are at rest; returns whether the program ends.
    fn wait_for_change(&self) -> bool {
        match self.wakes.recv_timeout(LOOK) {
            Ok(Wake::Look) => {}
            Ok(Wake::End) | Err(RecvTimeoutError::Disconnected) => return true,
            Err(RecvTimeoutError::Timeout) => return false,
        }
        for _ in 0..MOST_RESTS {
            thread::sleep(REST);
            let wakes: Vec<Wake> = self.wakes.try_iter().collect();
            if wakes.iter().any(|wake| matches!(wake, Wake::End)) {
                return true;
            }
            if wakes.is_empty() {
                break;
            }
        }
        false
    }
}

/// Returns whether an event is a change in one of the folders. Reading is an event too, and so is
/// each line of a log beside a folder.
fn is_news(event: &Event, folders: &[PathBuf]) -> bool {
    let is_change = !event.kind.is_access()
        || event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
    let is_within = |path: &PathBuf| folders.iter().any(|folder| path.starts_with(folder));
    is_change && event.paths.iter().any(is_within)
}

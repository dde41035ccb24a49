//! `--watch`: what changes on disk takes the place of what is served, if it is good.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, SystemTime};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::super::report::counted;
use super::super::{Terminal, Trouble};
use super::{Good, Origin, now};
use planfeed::serve::{Answers, Live, Published};

/// How long files must have been at rest.
const REST: Duration = Duration::from_millis(200);
/// How often files are looked at, whether or not the system tells of changes: of those on network
/// drives it does not.
const LOOK: Duration = Duration::from_secs(2);

/// Said of what can't be published.
const KEPT: &str = "this is not served: the last good publication stays";
/// How often that may be waited for before files are looked at all the same: something may be
/// written without end.
const MOST_RESTS: usize = 25;

/// Files by their size and time.
pub(super) type Stamps = Vec<(PathBuf, Option<(u64, SystemTime)>)>;

/// The size and time of each file.
pub(super) fn stamps(folder: &Path, paths: impl IntoIterator<Item = impl AsRef<Path>>) -> Stamps {
    let stamp = |path: &Path| {
        path.metadata()
            .ok()
            .and_then(|metadata| Some((metadata.len(), metadata.modified().ok()?)))
    };
    let paths = paths.into_iter().map(|path| folder.join(path));
    paths.map(|path| (path.clone(), stamp(&path))).collect()
}

/// Why the one who follows changes wakes up.
pub(super) enum Wake {
    /// Something may have changed.
    Look,
    /// The program ends.
    End,
}

/// What is followed.
pub(super) struct Watch<'a> {
    origin: &'a Origin,
    terminal: &'a Terminal,
    wakes: Receiver<Wake>,
    /// None where the system does not tell of changes: then files are looked at now and then.
    watcher: Option<RecommendedWatcher>,
}

impl<'a> Watch<'a> {
    /// Follows what changes from now on; also gives the way to end that.
    pub fn new(origin: &'a Origin, terminal: &'a Terminal) -> (Self, Sender<Wake>) {
        let (sender, wakes) = channel();
        let (folders, waker) = (origin.folders(), sender.clone());
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Reading is an event too, and so is each line of a log beside the folder.
            let is_news = event.is_ok_and(|event| {
                let is_change = !event.kind.is_access()
                    || event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write));
                is_change
                    && event
                        .paths
                        .iter()
                        .any(|path| folders.iter().any(|folder| path.starts_with(folder)))
            });
            if is_news {
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
            terminal.note(&format!("this system does not tell of changes; files are looked at every {seconds} seconds\n"));
        }
        (watch, sender)
    }

    /// Watches the folders that are there now: one that came back is another. Says whether that is
    /// possible.
    fn begin(&mut self) -> bool {
        let Some(watcher) = &mut self.watcher else {
            return false;
        };
        let mut watch = |folder: &Path| {
            let _ = watcher.unwatch(folder);
            // Only the folder above tells that this one was replaced.
            if let Some(above) = folder.parent() {
                let _ = watcher.watch(above, RecursiveMode::NonRecursive);
            }
            watcher.watch(folder, RecursiveMode::Recursive).is_ok()
        };
        // A folder of feeds that is not there yet is no fault.
        self.origin
            .folders()
            .into_iter()
            .map(|folder| watch(&folder) || !folder.exists())
            .fold(true, |all, one| all & one)
    }

    /// Replaces what is served by each good version that comes, until the program ends.
    pub fn follow(mut self, mut good: Good, live: &Live) {
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
                    // It may go away by itself, so it is tried again, but told of once.
                    Err(Trouble(message)) => {
                        if trouble.as_ref() != Some(&message) {
                            self.terminal.error(&message);
                            self.terminal.error(KEPT);
                        }
                        trouble = Some(message);
                    }
                }
            }
            if self.is_ended() {
                return;
            }
        }
    }

    fn serve(&self, published: &Published, live: &Live) {
        live.replace(Answers::of(published, now(), Some(&live.now())));
        self.terminal.note(&format!(
            "now serving {}\n",
            counted(published.files.len(), "file")
        ));
    }

    /// The last good publication stays, and its page says why.
    fn keep(&self, good: &Good, live: &Live) {
        if let Some(language) = good.language {
            live.replace(Answers::of(
                &good.published.with_notice(language),
                now(),
                Some(&live.now()),
            ));
        }
        self.terminal.error(KEPT);
    }

    /// Waits until something may have changed and is at rest.
    fn is_ended(&self) -> bool {
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

//! `index.json`: what is published, for programs, and what the next build has to know of the past
//! beside `all.ics`.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Entry;
use super::stamp::{Stamp, is_stamp, midnight};
use crate::plan::Key;

/// The manifest: the list of all that is published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The plan's title.
    pub title: String,
    /// The plan's revision.
    pub revision: NaiveDate,
    /// Every feed, in order.
    pub feeds: Vec<ManifestFeed>,
    /// The copies of single events.
    #[serde(default)]
    pub events: Vec<ManifestEvent>,
    /// The pages that people read beside the feeds.
    #[serde(default)]
    pub pages: Vec<ManifestPage>,
    /// UIDs that are no longer published. One that comes back goes on from its last stamp.
    #[serde(default)]
    pub gone: Vec<Departed>,
}

/// Returns the digest of a file's pieces, in hexadecimal.
pub fn digest<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hasher = Sha256::new();
    pieces.into_iter().for_each(|piece| hasher.update(piece));
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

impl Manifest {
    /// Whether a path is one that planfeed gives to feeds, so that a manifest can name no other
    /// file.
    pub(crate) fn may_list(path: &str) -> bool {
        let name = path.strip_suffix(".ics").unwrap_or_default();
        let key = ["category/", "phase/", "import/"]
            .iter()
            .find_map(|folder| name.strip_prefix(folder))
            .unwrap_or(name);
        Key::new(key).is_some()
    }

    /// Whether a path is one that planfeed gives to a copy of an event: a key, and what follows it
    /// in the UID of a part.
    pub(crate) fn may_list_event(path: &str) -> bool {
        let name = path.strip_prefix("event/");
        let name = name.and_then(|name| name.strip_suffix(".ics"));
        name.is_some_and(|name| name.split('.').all(|part| Key::new(part).is_some()))
    }

    /// Returns the paths of feeds and of copies of events, but none that planfeed does not give.
    pub(crate) fn paths(self) -> Vec<String> {
        let feeds = self.feeds.into_iter().map(|feed| feed.path);
        let mut paths: Vec<String> = feeds.filter(|path| Self::may_list(path)).collect();
        let events = self.events.into_iter().map(|event| event.path);
        paths.extend(events.filter(|path| Self::may_list_event(path)));
        paths
    }

    /// Returns the first value that planfeed cannot have written, in words.
    pub(super) fn fault(&self) -> Option<String> {
        if !is_stamp(midnight(self.revision)) {
            return Some(format!("`{}` is not a valid revision", self.revision));
        }
        for feed in &self.feeds {
            let modified = feed.modified.map(|time| time.naive_utc());
            let times = [modified, feed.closed.map(midnight)];
            if !Self::may_list(&feed.path) {
                return Some(format!("`{}` is not the path of a feed", feed.path));
            }
            if !times.into_iter().flatten().all(is_stamp) {
                return Some(format!("the times of `{}` are not valid stamps", feed.path));
            }
        }
        for event in &self.events {
            if !Self::may_list_event(&event.path) {
                return Some(format!("`{}` is not the path of an event", event.path));
            }
        }
        let is_stamped = |gone: &&Departed| {
            let Stamp {
                created, modified, ..
            } = gone.stamp();
            is_stamp(created) && is_stamp(modified)
        };
        let gone = self.gone.iter().find(|gone| !is_stamped(gone));
        gone.map(|gone| format!("the times of `{}` are not valid stamps", gone.uid))
    }
}

/// A feed that is published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestFeed {
    /// The path within the folder of feeds, with slashes.
    pub path: String,
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// The number of its VEVENTs.
    #[serde(default)]
    pub events: usize,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
    /// When something in it last changed.
    #[serde(default)]
    pub modified: Option<DateTime<Utc>>,
    /// The revision since which it holds no events, but a notice of that.
    #[serde(default)]
    pub closed: Option<NaiveDate>,
}

/// A copy of an event, or of one of its parts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestEvent {
    /// The path within the folder of feeds, with slashes.
    pub path: String,
    /// The UID of its entries.
    pub uid: String,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A page, or the feed of changes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ManifestPage {
    /// The path within the folder of feeds.
    pub path: String,
    /// The digest of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A UID that is no longer published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Departed {
    /// The UID.
    pub uid: String,
    /// The UID of the event that it was a part of, if that is another.
    #[serde(default)]
    pub part_of: Option<String>,
    /// Its last CREATED.
    pub created: DateTime<Utc>,
    /// Its last LAST-MODIFIED.
    pub modified: DateTime<Utc>,
    /// Its last SEQUENCE.
    pub sequence: u32,
}

impl Departed {
    /// Returns the UID of that entry, with its last stamp.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            uid: entry.uid.clone(),
            part_of: entry.part_of.clone(),
            created: entry.stamp.created.and_utc(),
            modified: entry.stamp.modified.and_utc(),
            sequence: entry.stamp.sequence,
        }
    }

    /// Returns the UID of the event that it was a part of.
    pub(crate) fn event(&self) -> &str {
        self.part_of.as_deref().unwrap_or(&self.uid)
    }

    /// Returns its last stamp.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            created: self.created.naive_utc(),
            modified: self.modified.naive_utc(),
            sequence: self.sequence,
        }
    }
}

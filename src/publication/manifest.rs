//! The writing of `index.json`: what is published, for programs and for the next build.

use super::PublishedFile;
use crate::history::{Departed, Manifest, ManifestEvent, ManifestFeed, ManifestPage};
use crate::plan::Plan;

/// Renders the manifest.
pub(super) fn manifest(
    plan: &Plan,
    feeds: &[PublishedFile],
    copies: &[PublishedFile],
    pages: &[PublishedFile],
    gone: Vec<Departed>,
) -> String {
    let manifest = Manifest {
        title: plan.title.clone(),
        revision: plan.revision,
        feeds: feeds.iter().map(feed).collect(),
        events: copies.iter().filter_map(copy).collect(),
        pages: pages.iter().map(page).collect(),
        gone,
    };
    let json = serde_json::to_string_pretty(&manifest);
    json.expect("its keys are text") + "\n"
}

fn feed(file: &PublishedFile) -> ManifestFeed {
    ManifestFeed {
        path: file.path.clone(),
        title: file.title.clone(),
        events: file.events.unwrap_or_default(),
        sha256: file.sha256.clone(),
        modified: file.modified.map(|time| time.and_utc()),
        closed: file.ended,
    }
}

fn copy(file: &PublishedFile) -> Option<ManifestEvent> {
    Some(ManifestEvent {
        path: file.path.clone(),
        uid: file.uid.clone()?,
        sha256: file.sha256.clone(),
    })
}

fn page(file: &PublishedFile) -> ManifestPage {
    ManifestPage {
        path: file.path.clone(),
        sha256: file.sha256.clone(),
    }
}

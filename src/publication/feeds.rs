//! The feeds of a publication, each as pieces of the buffer.

use chrono::{NaiveDateTime, TimeDelta};
use rayon::prelude::*;

use super::calendars::CalendarParts;
use super::rendered::{Rendered, append};
use super::{ALL, PublishedFile};
use crate::feed::{self, Difference, Feed, Placed, Shelf};
use crate::history::Ledger;
use crate::ical;
use crate::language::Language;
use crate::plan::Plan;

/// Returns every feed that holds something, then those that only say that they have ended.
pub(super) fn feeds(
    plan: &Plan,
    language: &Language,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    parts: &CalendarParts<'_>,
    buffer: &mut Vec<u8>,
) -> Vec<(Feed, PublishedFile)> {
    let shelf = Shelf::of(&rendered.entries, |placed| placed.groups.clone());
    let mut feeds = Vec::new();
    for feed in feed::feeds(plan, language) {
        let mut held = shelf.held(&feed);
        // A file to import has no notices.
        held.retain(|placed| !feed.import || placed.entry.removed.is_none());
        // A calendar has at least one component (RFC 5545 §3.6).
        let Some(modified) = modified(plan, ledger, rendered, &feed, &held) else {
            continue;
        };
        let calendar = feed::calendar(plan, &feed, language, modified);
        let head = append(buffer, |out| ical::calendar_head(&calendar, out));
        let pieces = parts.calendar(head, held.iter().copied());
        let file = PublishedFile {
            events: Some(held.len()),
            modified: Some(modified),
            ..PublishedFile::new(&feed.path, &feed.title, pieces)
        };
        feeds.push((feed, file));
    }
    let open = feeds.iter().map(|(feed, _)| feed.path.as_str()).collect();
    for ended in feed::ended_feeds(plan, ledger, &open) {
        let calendar = feed::calendar(plan, &ended.feed, language, ended.modified);
        let head = append(buffer, |out| ical::calendar_head(&calendar, out));
        let entry = append(buffer, |out| out.extend(ended.entry(plan, language)));
        let pieces = vec![head, entry, parts.end.clone()];
        let file = PublishedFile {
            events: Some(1),
            modified: Some(ended.modified),
            ended: Some(ended.since),
            ..PublishedFile::new(&ended.feed.path, &ended.feed.title, pieces)
        };
        feeds.push((ended.feed, file));
    }
    let files = feeds.par_iter_mut();
    files.for_each(|(_, file)| file.take_digest(buffer));
    feeds
}

/// Returns when something in a feed last changed, which never goes back; for the feed of all
/// events, when something in the publication did. None for a feed without entries.
fn modified(
    plan: &Plan,
    ledger: &Ledger,
    rendered: &Rendered<'_>,
    feed: &Feed,
    held: &[&Placed<'_>],
) -> Option<NaiveDateTime> {
    let entries = held.iter().map(|placed| &placed.entry);
    let newest = entries.map(|entry| entry.stamp.modified).max()?;
    let last = if feed.path == ALL {
        ledger.last
    } else {
        let mut same = ledger.feeds.iter().filter(|last| last.path == feed.path);
        let last = same.find(|last| last.closed.is_none());
        last.map(|last| last.modified.map_or(newest, |time| time.naive_utc()))
    };
    let differs = rendered.difference_of(feed, held);
    Some(match last {
        // No feed is newer than the last publication. What a killed build wrote into the manifest
        // does not count.
        Some(last) if differs == Difference::Words => {
            let last = ledger.last.unwrap_or(last);
            newest.max(last + TimeDelta::seconds(1))
        }
        Some(last) if differs == Difference::None => newest.max(last),
        // It changed, is new, or is back.
        _ => ledger.stamp(plan.revision),
    })
}

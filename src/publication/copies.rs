//! Copies of single events, each as pieces of the buffer.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDateTime;
use rayon::prelude::*;

use super::PublishedFile;
use super::calendars::CalendarParts;
use super::rendered::append;
use crate::feed::{self, EventCopy};
use crate::ical;
use crate::language::Language;
use crate::plan::Plan;

/// Returns the files of copies.
pub(super) fn copies(
    plan: &Plan,
    language: &Language,
    copies: &[EventCopy<'_, '_>],
    parts: &CalendarParts<'_>,
    buffer: &mut Vec<u8>,
) -> Vec<PublishedFile> {
    // Most were last changed at the same time, and have one head.
    let mut heads: BTreeMap<NaiveDateTime, Range<usize>> = BTreeMap::new();
    let mut published = Vec::with_capacity(copies.len());
    for copy in copies {
        let entry = &copy.main().entry;
        let modified = entry.stamp.modified;
        let head = heads.entry(modified).or_insert_with(|| {
            let calendar = feed::calendar_of_copy(plan, language, modified);
            append(buffer, |out| ical::calendar_head(&calendar, out))
        });
        let pieces = parts.calendar(head.clone(), copy.entries.iter());
        published.push(PublishedFile {
            uid: Some(entry.uid.clone()),
            ..PublishedFile::new(&copy.path, &plan.title, pieces)
        });
    }
    let each = published.par_iter_mut();
    each.for_each(|file| file.take_digest(buffer));
    published
}

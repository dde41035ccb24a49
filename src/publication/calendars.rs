//! The parts that several calendars have in common, each once in the buffer.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::rendered::{Rendered, append};
use crate::feed::Placed;
use crate::ical;

/// The VTIMEZONEs of a publication, and the end of every calendar.
pub(super) struct CalendarParts<'a> {
    zones: BTreeMap<&'a str, Range<usize>>,
    pub end: Range<usize>,
}

impl<'a> CalendarParts<'a> {
    /// Appends the parts to the buffer.
    pub(crate) fn of(rendered: &'a Rendered<'_>, buffer: &mut Vec<u8>) -> Self {
        let end = append(buffer, ical::calendar_end);
        let mut zones = BTreeMap::new();
        for (name, zone) in &rendered.rules {
            zones.insert(*name, append(buffer, |out| zone.write(out)));
        }
        Self { zones, end }
    }

    /// Returns the pieces of a calendar with that head and these entries: it has just the
    /// VTIMEZONEs that they use.
    pub(crate) fn calendar<'e>(
        &self,
        head: Range<usize>,
        entries: impl Iterator<Item = &'e Placed<'e>> + Clone,
    ) -> Vec<Range<usize>> {
        let used = entries.clone().flat_map(|placed| placed.zones.iter());
        let used: BTreeSet<&str> = used.copied().collect();
        let mut pieces = vec![head];
        pieces.extend(used.iter().filter_map(|name| self.zones.get(name).cloned()));
        pieces.extend(entries.map(|placed| placed.entry.bytes.clone()));
        pieces.push(self.end.clone());
        pieces
    }
}

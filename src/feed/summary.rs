//! SUMMARY: the title after what is not settled, since clients hide everything else.

use super::part::Part;
use crate::language::{Language, fill};
use crate::plan::Stated;

/// The most UTF-16 units of a SUMMARY: Outlook cuts the rest (MS-OXCICAL 2.1.3.1.1.20.24).
const LONGEST_SUMMARY: usize = 255;

/// Returns the SUMMARY of a part; and whether it had to be cut.
pub(super) fn summary(part: &Part<'_>, language: &Language) -> (String, bool) {
    cut(&format!("{}{}", prefix(part, language), part.event.title))
}

/// Returns what is not settled; if that is several things, the one that matters most.
fn prefix(part: &Part<'_>, language: &Language) -> String {
    let (event, written) = (part.event, &language.written);
    let venue_marker = event.venue.as_ref().and_then(|venue| venue.marker);
    let room_marker = event.room.as_ref().and_then(|room| room.marker);
    if event.stated() == Stated::Cancelled {
        written.cancelled.to_owned()
    } else if event.stated() == Stated::Postponed {
        written.postponed.to_owned()
    } else if let Some(marker) = event.marker() {
        format!("[{marker}] ")
    } else if !event.when.is_exact() {
        written.date_not_fixed.to_owned()
    } else if let Some(marker) = part.time_marker() {
        fill(written.time_marker, &[("marker", marker.abbreviation())])
    } else if event.is_said_tentative() {
        written.tentative.to_owned()
    } else if let Some(marker) = venue_marker {
        fill(written.venue_marker, &[("marker", marker.abbreviation())])
    } else if let Some(marker) = room_marker {
        fill(written.room_marker, &[("marker", marker.abbreviation())])
    } else {
        String::new()
    }
}

/// Returns the text, cut at a word where Outlook would cut it anywhere; and whether it was cut.
pub(super) fn cut(text: &str) -> (String, bool) {
    if text.encode_utf16().count() <= LONGEST_SUMMARY {
        return (text.to_owned(), false);
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_SUMMARY
    };
    let end = text.chars().take_while(fits).map(char::len_utf8).sum();
    let (kept, rest) = text.split_at(end);
    let space = kept.rfind(char::is_whitespace).filter(|at| *at > end / 2);
    let is_whole = rest.starts_with(char::is_whitespace);
    let word = space.filter(|_| !is_whole).unwrap_or(end);
    let kept = kept[..word].trim_end_matches([' ', ',', ';', ':', '-', '–']);
    (format!("{kept}…"), true)
}

//! Printed dates and markers: what is wrong with them, where.

use super::text;
use crate::diagnostic::Code;
use crate::phrase::{Context, Grammar, Marked, Refusal, RefusalKind, marker_of, read};
use crate::plan::{Marker, Venue, When};
use crate::source::{Finding, Part, Pointer, VenueEntry};

/// Reads a printed date; a refusal is a finding at the part at fault.
pub(super) fn date(
    grammar: &Grammar,
    printed: &str,
    context: Context,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Option<When> {
    match read(grammar, printed, context) {
        Ok(reading) => {
            if let (Some(characters), Some(marker)) = (reading.look_alike, reading.when.marker()) {
                findings.push(look_alike(marker, characters, at));
            }
            Some(reading.when)
        }
        Err(refusal) => {
            findings.push(refused(&refusal, at));
            None
        }
    }
}

/// The finding for a refused date.
fn refused(refusal: &Refusal, at: &Pointer) -> Finding {
    let code = match refusal.kind {
        RefusalKind::NotUnderstood => Code::BadDate,
        RefusalKind::Ambiguous => Code::AmbiguousDate,
        RefusalKind::Impossible => Code::ImpossibleDate,
        RefusalKind::Weekday => Code::WeekdayDisagrees,
        RefusalKind::Backwards => Code::DateBackwards,
        RefusalKind::NoYear => Code::DateWithoutYear,
    };
    Finding::new(
        code,
        refusal.message.clone(),
        at.part(Part::Characters(refusal.at.clone())),
    )
    .help(refusal.help.clone())
}

/// Letters that only look Latin are read as such, and reported.
pub(super) fn report_look_alike(
    marked: Option<Marked<'_>>,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) {
    let Some(Marked {
        marker,
        look_alike: Some(characters),
        ..
    }) = marked
    else {
        return;
    };
    findings.push(look_alike(marker, characters, at));
}

fn look_alike(marker: Marker, characters: std::ops::Range<usize>, at: &Pointer) -> Finding {
    let at = at.part(Part::Characters(characters));
    Finding::new(
        Code::LookAlikeLetters,
        "this marker is in letters that only look Latin",
        at,
    )
    .help(format!("type `{marker}`"))
}

/// A place; a marker may stand in its name.
pub(super) fn marked_place(
    grammar: &Grammar,
    entry: &VenueEntry,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Venue {
    let mut place = text::place(entry, at, findings);
    let marked = marker_of(grammar, &entry.name).filter(|marked| !marked.rest.is_empty());
    if let Some(marked) = &marked {
        marked.rest.clone_into(&mut place.name);
    }
    let marker = marked.as_ref().map(|marked| marked.marker);
    report_look_alike(marked, &at.key("name"), findings);
    Venue {
        key: None,
        place: Some(place),
        marker,
    }
}

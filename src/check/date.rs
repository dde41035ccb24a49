//! Printed dates and markers: what is wrong with them, where.

use crate::diagnostic::Code;
use crate::phrase::{Context, Grammar, Marked, Refusal, RefusalKind, read};
use crate::plan::{Marker, When};
use crate::source::{Finding, Part, Pointer};

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
    Finding::new(code, refusal.message.clone(), at.part(Part::Characters(refusal.at.clone()))).help(refusal.help.clone())
}

/// Letters that only look Latin are read as such, and reported.
pub(super) fn report_look_alike(marked: Option<Marked<'_>>, at: &Pointer, findings: &mut Vec<Finding>) {
    let Some(Marked { marker, look_alike: Some(characters), .. }) = marked else { return };
    findings.push(look_alike(marker, characters, at));
}

fn look_alike(marker: Marker, characters: std::ops::Range<usize>, at: &Pointer) -> Finding {
    let at = at.part(Part::Characters(characters));
    Finding::new(Code::LookAlikeLetters, "this marker is in letters that only look Latin", at).help(format!("type `{marker}`"))
}

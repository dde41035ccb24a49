//! Printed dates and markers: what is wrong with them, where.

use std::ops::Range;

use super::cursor::Cursor;
use super::text::{self, Text};
use crate::diagnostic::{Code, Help};
use crate::phrase::{
    Context, Grammar, Marked, Reading, Refusal, RefusalKind, marker_of, read, words,
};
use crate::plan::{Marker, Venue, When};
use crate::source::VenueEntry;

/// Reads a printed date, and the time of day beside it; a refusal is reported at the characters at
/// fault. Where the year is not known because of an error that is reported, what may follow from
/// that is not reported.
pub(super) fn timed_date(
    printed: &Text<'_>,
    grammar: &Grammar,
    context: Context,
    is_year_known: bool,
) -> Option<Reading> {
    let refusal = match read(grammar, printed, context) {
        Ok(reading) => {
            report_marker(printed, &reading);
            return Some(reading);
        }
        Err(refusal) => refusal,
    };
    let code = code(refusal.kind);
    if is_year_known || matches!(code, Code::BadDate | Code::ImpossibleDate) {
        let characters = printed.on_characters(refusal.at.clone());
        characters.report(code, refusal.message.clone(), help_of(&refusal));
    } else {
        printed.findings.count_error();
    }
    None
}

/// Reads the dates of a phase, which no `year` can complete.
pub(super) fn phase_dates(printed: &Text<'_>, grammar: &Grammar, context: Context) -> Option<When> {
    let refusal = match read(grammar, printed, context) {
        Ok(reading) => {
            report_marker(printed, &reading);
            return without_time(printed, grammar, reading);
        }
        Err(refusal) => refusal,
    };
    let help = match refusal.kind {
        RefusalKind::NoYear if refusal.suggestions.is_empty() => "write the year".into(),
        _ => help_of(&refusal),
    };
    let characters = printed.on_characters(refusal.at.clone());
    characters.report(code(refusal.kind), refusal.message, help);
    None
}

fn report_marker(printed: &Text<'_>, reading: &Reading) {
    if let Some(marker) = reading.when.marker() {
        report_look_alike(printed, marker, reading.look_alike.clone());
    }
}

/// Returns a date; one with a time of day is reported.
fn without_time(printed: &Text<'_>, grammar: &Grammar, reading: Reading) -> Option<When> {
    if reading.hours.is_some() {
        let message = format!("`{printed}` has a time of day, which is not part of a date");
        let help = format!("write `{}`", words(&reading.when, grammar.language()));
        printed.report(Code::BadDate, message, help);
        return None;
    }
    Some(reading.when)
}

/// Returns what to write instead of a date or hours that are refused.
pub(super) fn help_of(refusal: &Refusal) -> Help {
    Help {
        text: refusal.help(),
        replacement: refusal.correction.clone(),
    }
}

/// Returns the rule that a refused date breaks.
fn code(kind: RefusalKind) -> Code {
    match kind {
        RefusalKind::NotUnderstood => Code::BadDate,
        RefusalKind::Ambiguous => Code::AmbiguousDate,
        RefusalKind::Impossible => Code::ImpossibleDate,
        RefusalKind::Weekday => Code::WeekdayDisagrees,
        RefusalKind::Backwards => Code::DateBackwards,
        RefusalKind::NoYear => Code::DateWithoutYear,
    }
}

/// Reports a marker in letters that only look Latin; it is read all the same.
pub(super) fn report_look_alike(text: &Text<'_>, marker: Marker, look_alike: Option<Range<usize>>) {
    if let Some(characters) = look_alike {
        let message = "this marker is in letters that only look Latin";
        let characters = text.on_characters(characters);
        characters.report(Code::LookAlikeLetters, message, format!("type `{marker}`"));
    }
}

/// Returns the marker in a text, if it has one, and the rest of the text.
pub(super) fn marked<'a>(text: &Text<'a>, grammar: &Grammar) -> Option<Marked<'a>> {
    let marked = marker_of(grammar, text.value)?;
    report_look_alike(text, marked.marker, marked.look_alike.clone());
    Some(marked)
}

/// Returns a place that is written out; a marker may be in its name.
pub(super) fn marked_place(entry: &Cursor<'_, VenueEntry>, grammar: &Grammar) -> Venue {
    let mut place = text::place(entry);
    let marked = marked(&at!(entry.name), grammar).filter(|marked| !marked.rest.is_empty());
    if let Some(marked) = &marked {
        marked.rest.clone_into(&mut place.name);
    }
    Venue {
        key: None,
        place: Some(place),
        marker: marked.map(|marked| marked.marker),
    }
}

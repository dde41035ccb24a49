//! Printed hours of a day: what is wrong with them, where.

use chrono::NaiveDate;

use super::date::{help_of, report_look_alike};
use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::phrase::{Grammar, HoursReading, Refusal, read_hours};
use crate::plan::Session;

/// The most hours of a session that give no warning.
const LONGEST: i64 = 12;

/// Reads the hours of a day; a refusal is reported at the characters at fault.
pub(super) fn day_hours(text: &Text<'_>, grammar: &Grammar) -> Option<HoursReading> {
    if !text::is_given(text) {
        return None;
    }
    match read_hours(grammar, text) {
        Ok(reading) => {
            report_doubts(text, &reading);
            Some(reading)
        }
        Err(refusal) => {
            report(text, refusal);
            None
        }
    }
}

fn report(text: &Text<'_>, refusal: Refusal) {
    let help = help_of(&refusal);
    let characters = text.on_characters(refusal.at);
    characters.report(Code::BadHours, refusal.message, help);
}

/// Reports what is read but is probably meant otherwise.
pub(super) fn report_doubts(text: &Text<'_>, reading: &HoursReading) {
    if let Some(marker) = reading.hours.marker {
        report_look_alike(text, marker, reading.look_alike.clone());
    }
    if let Some(other) = &reading.doubt {
        let hours = &reading.hours;
        let message = format!("`{text}` is read as {hours}, but may mean {other}");
        let help = format!("write the one that is meant: `{hours}` or `{other}`");
        text.report(Code::EarlyHours, message, help);
    }
    if let Some(long) = reading
        .hours
        .sessions
        .iter()
        .find(|session| minutes(**session) > LONGEST * 60)
    {
        let hours = minutes(*long) as f64 / 60.0;
        let message = format!("`{long}` lasts {hours:.1} hours").replace(".0 hours", " hours");
        let help = "check its start and its end";
        text.report(Code::LongSession, message, help);
    }
}

fn minutes(session: Session) -> i64 {
    let (start, end) = session.on(NaiveDate::default());
    (end - start).num_minutes()
}

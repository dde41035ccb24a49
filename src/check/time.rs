//! Hours and repeats: read and checked, and refused until they can be published.

use chrono::NaiveTime;

use super::text;
use crate::diagnostic::Code;
use crate::source::{Finding, Pointer, RepeatEntry};

/// Hours are read and checked, and refused until they can be published.
pub(super) fn check_hours(hours: &str, at: &Pointer, findings: &mut Vec<Finding>) {
    if !text::not_empty(hours, at, findings) {
        return;
    }
    match parse_hours(hours) {
        Ok(_) => findings.push(not_supported("hours", at)),
        Err((message, help)) => findings.push(Finding::new(Code::BadHours, message, at.clone()).help(help)),
    }
}

fn not_supported(what: &str, at: &Pointer) -> Finding {
    let finding = Finding::new(Code::NotSupportedYet, format!("`{what}` is not supported yet"), at.clone());
    finding.help("leave it out, or say it in `description`, until it can be published")
}

/// Sessions of a day, `10:00-13:00, 15:00-18:00`: start and end of each; an end before the start is on the next day.
///
/// # Errors
///
/// What is wrong, and what to write instead.
pub fn parse_hours(hours: &str) -> Result<Vec<(NaiveTime, NaiveTime)>, (String, String)> {
    let example = "write sessions such as `10:00-13:00, 15:00-18:00`, with a comma between them".to_owned();
    let mut sessions: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    for session in hours.split(',').map(str::trim) {
        let Some((start, end)) = session.split_once(['-', '–', '—']) else {
            return Err((format!("`{session}` is no session with a start and an end"), example));
        };
        if end.trim().is_empty() {
            return Err((format!("`{session}` has no end"), example));
        }
        let time = |text: &str| match text.trim() {
            "24:00" => Some(NaiveTime::MIN),
            text => NaiveTime::parse_from_str(text, "%H:%M").ok(),
        };
        let (Some(from), Some(to)) = (time(start), time(end)) else {
            let wrong = if time(start).is_none() { start } else { end };
            return Err((format!("`{}` is no time of day", wrong.trim()), example));
        };
        if from == to {
            return Err((
                format!("`{session}` is no time or a whole day"),
                "give a later end; for a whole day, leave `hours` out".to_owned(),
            ));
        }
        let overlaps = |(start, end): &(NaiveTime, NaiveTime)| end <= start || from < *end;
        if sessions.last().is_some_and(overlaps) {
            return Err((
                format!("`{session}` begins before the session before it ends"),
                "give sessions in order, without overlap".to_owned(),
            ));
        }
        sessions.push((from, to));
    }
    Ok(sessions)
}

/// Repeats are read and checked, and refused until they can be published.
pub(super) fn check_repeat(repeat: &RepeatEntry, at: &Pointer, findings: &mut Vec<Finding>) {
    let before = findings.len();
    text::one_of(&repeat.every, ["day", "week", "month", "year"], Code::BadRepeat, "interval", &at.key("every"), findings);
    let until = match &repeat.until {
        Some(day) => text::day(day, &at.key("until"), findings),
        None => {
            let finding = Finding::new(Code::BadRepeat, "this has no end", at.clone());
            findings.push(finding.help("give `until`, the last day on which it may be"));
            None
        }
    };
    for (i, day) in repeat.except.iter().enumerate() {
        let at = at.key("except").index(i);
        let day = text::day(day, &at, findings);
        if let (Some(day), Some(until)) = (day, until)
            && day > until
        {
            findings.push(Finding::new(Code::BadRepeat, format!("{day} is after the end, {until}"), at).help("take it out"));
        }
    }
    if findings.len() == before {
        findings.push(not_supported("repeat", at));
    }
}

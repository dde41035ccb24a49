//! Sessions: the text of a day's hours.

use chrono::{NaiveDate, NaiveTime};

use super::repeat::figures;
use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::plan::{ALL_DAY, DayHours, Marker, Session};

/// The most sessions of a day: each is an entry of its own.
const MOST_SESSIONS: usize = 9;

/// Reads the hours of a day.
pub(super) fn day_hours(text: &Text<'_>) -> Option<DayHours> {
    if !text::is_given(text) {
        return None;
    }
    match parse_day_hours(text) {
        Ok(hours) => Some(hours),
        Err((message, help)) => {
            let help = mended(text).map_or(help, |mended| format!("write `{mended}`"));
            text.report(Code::BadHours, message, help);
            None
        }
    }
}

fn parse_day_hours(text: &str) -> Result<DayHours, (String, String)> {
    let text = text.trim();
    let (sessions, last) = text.rsplit_once(' ').unwrap_or(("", text));
    let marker = Marker::by_abbreviation(last.trim_matches(['(', ')']));
    let sessions = match (marker, sessions) {
        (Some(_), "") => Vec::new(),
        (Some(_), some) => parse_sessions(some)?,
        (None, _) => parse_sessions(text)?,
    };
    Ok(DayHours { sessions, marker })
}

/// Reads sessions such as `10:00-13:00, 15:00-18:00`; there are none for `all day`.
///
/// # Errors
///
/// What is wrong, and what to write instead.
pub(crate) fn parse_sessions(text: &str) -> Result<Vec<Session>, (String, String)> {
    if text.trim() == ALL_DAY {
        return Ok(Vec::new());
    }
    let sessions = text.split(',').map(|session| parse_session(session.trim()));
    let sessions = sessions.collect::<Result<Vec<Session>, _>>()?;
    if sessions.len() > MOST_SESSIONS {
        let message = format!(
            "there are {} sessions, more than {MOST_SESSIONS}",
            sessions.len()
        );
        return Err((message, "make separate events of some sessions".to_owned()));
    }
    let any_day = NaiveDate::default();
    for pair in sessions.windows(2) {
        if pair[1].on(any_day).0 < pair[0].last_known(any_day) {
            let message = format!("`{}` begins before `{}` ends", pair[1], pair[0]);
            let help = "give sessions in order, without overlap";
            return Err((message, help.to_owned()));
        }
    }
    Ok(sessions)
}

fn parse_session(session: &str) -> Result<Session, (String, String)> {
    if session.is_empty() {
        return Err(with_example(
            "a session is missing beside this comma".to_owned(),
        ));
    }
    let (start, end) = session.split_once(['-', '–', '—']).unwrap_or((session, ""));
    let (start, end) = (start.trim(), end.trim());
    if end.is_empty() {
        let start = clock(start).ok_or_else(|| not_a_time(start))?;
        return Ok(Session::starting(start));
    }
    if start == "24:00" {
        let message = format!("`{session}` starts at the end of its day");
        return Err((message, "begin at 00:00 on the next day".to_owned()));
    }
    let from = clock(start).ok_or_else(|| not_a_time(start))?;
    let to = match end {
        "24:00" => NaiveTime::MIN,
        _ => clock(end).ok_or_else(|| not_a_time(end))?,
    };
    Session::new(from, to).ok_or_else(|| {
        let help =
            format!("give another end; for a whole day write `{ALL_DAY}`, or leave `hours` out");
        (format!("`{session}` lasts no time, or 24 hours"), help)
    })
}

fn not_a_time(text: &str) -> (String, String) {
    with_example(format!("`{text}` is not a valid time of day"))
}

fn with_example(message: String) -> (String, String) {
    let help = "write sessions such as `10:00-13:00, 15:00-18:00`, with a comma between them";
    (message, help.to_owned())
}

/// Reads `9:00`, `09:00`.
fn clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    let is_time = matches!((hour.len(), minute.len()), (1 | 2, 2));
    NaiveTime::from_hms_opt(figures(hour)?, figures(minute)?, 0).filter(|_| is_time)
}

/// Returns what was probably meant by hours in another form: `9.30 am to 12h; 2-5 pm`.
fn mended(text: &str) -> Option<String> {
    let mut plain = text.to_lowercase();
    for (from, to) in [
        (";", ","),
        ("&", ","),
        (" and ", ","),
        (" et ", ","),
        (" y ", ","),
        (" to ", "-"),
        ("noon", "12"),
    ] {
        plain = plain.replace(from, to);
    }
    let sessions: Option<Vec<String>> = plain.split(',').map(mended_session).collect();
    let mended = sessions?.join(", ");
    parse_sessions(&mended).is_ok().then_some(mended)
}

fn mended_session(session: &str) -> Option<String> {
    let (start, end) = session.split_once(['-', '–', '—'])?;
    let (end, half) = loose_clock(end, None)?;
    let (own, _) = loose_clock(start, None).filter(|_| !start.trim().starts_with("24"))?;
    // In `2-5 pm` both are in the afternoon, in `10-1 pm` one is.
    let shared = loose_clock(start, half)
        .map(|(start, _)| start)
        .filter(|start| *start < end);
    Some(Session::new(shared.unwrap_or(own), end)?.to_string())
}

/// Reads a time in another form, and whether it is in the afternoon; where it does not say so,
/// `half` does.
fn loose_clock(text: &str, half: Option<bool>) -> Option<(NaiveTime, Option<bool>)> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.replace("a.m.", "am").replace("p.m.", "pm");
    let (text, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(text), _) => (text, Some(false)),
        (_, Some(text)) => (text, Some(true)),
        (None, None) => (text.as_str(), half),
    };
    let text = text.trim_end_matches(['h', ':', '.']);
    let (hour, minute) = match text.split_once([':', '.', 'h']) {
        Some(parts) => parts,
        None if text.len() > 2 && text.is_ascii() => text.split_at(text.len() - 2),
        None => (text, "0"),
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(afternoon) if hour <= 12 => hour % 12 + if afternoon { 12 } else { 0 },
        _ => hour,
    };
    Some((
        NaiveTime::from_hms_opt(hour % 24, minute, 0).filter(|_| hour <= 24)?,
        half,
    ))
}

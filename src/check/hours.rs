//! Hours: the sessions of days, the days that they are on, and whether their times exist.

use std::collections::BTreeMap;

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta,
    TimeZone,
};
use chrono_tz::Tz;

use super::cursor::Cursor;
use super::repeat::figures;
use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::plan::{
    ALL_DAY, EACH, Event, Hours, Key, LocalTime, MOST_EXCEPTIONS, MOST_OCCURRENCES, Marker, Session,
};
use crate::source::HoursEntry;

/// The most sessions of a day: each is an entry of its own.
const MOST_SESSIONS: usize = 9;
/// The last year of whose clocks chrono-tz knows.
const LAST_YEAR: i32 = 2099;
const EXAMPLE: &str =
    "write sessions such as `10:00-13:00, 15:00-18:00`, with a comma between them";

/// The hours as written, before the days are known.
#[derive(Clone)]
pub(super) struct ReadHours<'a> {
    each: Option<Vec<Session>>,
    /// Days with other sessions.
    pub on: BTreeMap<NaiveDate, Vec<Session>>,
    pub entry: Cursor<'a, HoursEntry>,
}

/// Reads hours; what is wrong is reported at its place.
pub(super) fn read<'a>(entry: &Cursor<'a, HoursEntry>) -> Option<ReadHours<'a>> {
    let mut each = None;
    let mut on = BTreeMap::new();
    let days = match entry.value {
        HoursEntry::Each(text) => {
            let each = Some(sessions(&entry.with(text))?);
            let entry = entry.clone();
            return Some(ReadHours { each, on, entry });
        }
        HoursEntry::ByDay(days) => entry.with(days),
    };
    if days.0.is_empty() {
        let help = "give those of days, or leave the key out";
        entry.report(Code::BadHours, "this gives no hours", help);
    }
    for (name, text) in days.entries() {
        let sessions = sessions(&text);
        if *name == EACH {
            each = sessions;
        } else if !name.starts_with(|c: char| c.is_ascii_digit()) {
            let help = format!("write a day such as `2026-05-10`, or `{EACH}` for all other days");
            let message = format!("`{name}` is neither a day nor `{EACH}`");
            name.report(Code::BadHours, message, help);
        } else if let Some(day) = text::day(&name) {
            on.extend(sessions.map(|sessions| (day, sessions)));
        }
    }
    if on.len() > MOST_EXCEPTIONS {
        let message = format!(
            "{} days have hours of their own, more than {MOST_EXCEPTIONS}",
            on.len()
        );
        entry.report(Code::BadHours, message, "split the event in time");
    }
    let entry = entry.clone();
    Some(ReadHours { each, on, entry })
}

/// Reads the sessions of a day; there are none for `all day`.
pub(super) fn sessions(text: &Text<'_>) -> Option<Vec<Session>> {
    if !text::is_given(text) {
        return None;
    }
    match parse_sessions(text) {
        Ok(sessions) => Some(sessions),
        Err((message, help)) => {
            let help = mended(text).map_or(help, |mended| format!("write `{mended}`"));
            text.report(Code::BadHours, message, help);
            None
        }
    }
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
        return Err((message, "make events of some of them".to_owned()));
    }
    let any_day = NaiveDate::default();
    for pair in sessions.windows(2) {
        if pair[1].on(any_day).0 < pair[0].on(any_day).1 {
            let message = format!("`{}` begins before `{}` ends", pair[1], pair[0]);
            let help = "give sessions in order, without overlap";
            return Err((message, help.to_owned()));
        }
    }
    Ok(sessions)
}

fn parse_session(session: &str) -> Result<Session, (String, String)> {
    let wrong = |message: String| (message, EXAMPLE.to_owned());
    if Marker::by_abbreviation(session).is_some() {
        let help = "leave `hours` out until they are known, and say so in `description`";
        let message = format!("`{session}` is not a valid time of day");
        return Err((message, help.to_owned()));
    }
    if session.is_empty() {
        return Err(wrong("there is no session beside this comma".to_owned()));
    }
    let (start, end) = session.split_once(['-', '–', '—']).unwrap_or((session, ""));
    let (start, end) = (start.trim(), end.trim());
    if end.is_empty() {
        return Err(wrong(format!("`{session}` has no end")));
    }
    if start == "24:00" {
        let message = format!("`{session}` starts at the end of its day");
        return Err((message, "begin at 00:00 on the next day".to_owned()));
    }
    let not_a_time = |text: &str| wrong(format!("`{text}` is not a valid time of day"));
    let from = clock(start).ok_or_else(|| not_a_time(start))?;
    let to = match end {
        "24:00" => NaiveTime::MIN,
        _ => clock(end).ok_or_else(|| not_a_time(end))?,
    };
    Session::new(from, to).ok_or_else(|| {
        let help =
            format!("give another end; for a whole day write `{ALL_DAY}`, or leave `hours` out");
        (format!("`{session}` has no duration, or a whole day"), help)
    })
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

/// A time in another form, and whether it says that it is in the afternoon; `half` is taken where
/// it does not.
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

impl ReadHours<'_> {
    /// Returns the hours of an event, on its exact days or on days that are not known; none where
    /// no day has any.
    pub(super) fn of(&self, event: &Event, zone: Option<Tz>) -> Option<Hours> {
        if self.each.iter().chain(self.on.values()).all(Vec::is_empty) {
            return None;
        }
        let id = &event.id;
        if zone.is_none() {
            let message = format!("no time zone is known for the hours of `{id}`");
            let help = "give `timezone` to the venue, or to the plan";
            self.entry.report(Code::HoursWithoutZone, message, help);
        }
        let days: Vec<NaiveDate> = event.runs().iter().flat_map(|run| run.days()).collect();
        if days.len() > MOST_OCCURRENCES {
            let message = format!(
                "`{id}` has hours on {} days, more than {MOST_OCCURRENCES}",
                days.len()
            );
            let help = "say them in `description`, or split the event in time";
            self.entry.report(Code::BadHours, message, help);
            return None;
        }
        self.check_days(&days);
        let hours = Hours {
            zone: zone?,
            each: self.each.clone(),
            on: self.on.clone(),
        };
        for pair in days.windows(2) {
            if hours.overlap(pair[0], pair[1])
                && let Some(last) = hours.of(pair[0]).last()
                && let Some(first) = hours.of(pair[1]).first()
            {
                let [before, after] = [pair[0], pair[1]];
                let message =
                    format!("`{first}` on {after} begins before `{last}` of {before} ends");
                let help = "end the one earlier, or begin the other later";
                self.entry.report(Code::BadHours, message, help);
                break;
            }
        }
        let is_timed = days.is_empty() || days.iter().any(|day| !hours.of(*day).is_empty());
        is_timed.then_some(hours)
    }

    /// Reports days of others than these, and one of these without hours.
    fn check_days(&self, days: &[NaiveDate]) {
        for day in self.on.keys().filter(|day| !days.contains(day)) {
            let (message, help) = match (days.first(), days.last()) {
                (Some(first), Some(last)) => (
                    format!("{day} is not one of the days of this event"),
                    format!("they are {first} to {last}"),
                ),
                _ => (
                    format!("whether {day} is one of the days is not known"),
                    "write the hours of every day alone, without days".to_owned(),
                ),
            };
            let day = self.entry.step(day.to_string(), &()).on_key();
            day.report(Code::BadHours, message, help);
        }
        if self.each.is_some() {
            return;
        }
        if let Some(day) = days.iter().find(|day| !self.on.contains_key(day)) {
            let help = format!(
                "give `{EACH}`, the hours of all other days; `{ALL_DAY}` if they have none"
            );
            let message = format!("{day} has no hours");
            self.entry.report(Code::BadHours, message, help);
        }
    }
}

/// Reports times of an event, overrides aside, that its clocks do not show, or show twice. Of a
/// series, one occurrence is reported for all.
pub(super) fn check_clocks<T>(event: &Event, at: &Cursor<'_, T>) {
    let sessions = event.usual_sessions().into_iter();
    let mut times: Vec<LocalTime> = sessions.flat_map(|(start, end)| [start, end]).collect();
    times.dedup();
    if let Some(late) = times.iter().find(|local| local.time.year() > LAST_YEAR) {
        let (year, id) = (late.time.year(), &event.id);
        let message = format!("nobody knows the clocks of {year}, when `{id}` would be");
        let help = format!("give hours up to {LAST_YEAR}, or leave them out");
        return at.report(Code::BadHours, message, help);
    }
    let faults = times
        .iter()
        .filter_map(|local| clock_fault(*local, &event.id));
    let faults: Vec<ClockFault> = faults.collect();
    for code in [Code::ImpossibleTime, Code::AmbiguousTime] {
        let mut faults = faults.iter().filter(|fault| fault.code == code);
        let Some(first) = faults.next() else { continue };
        let message = match faults.count() {
            0 => first.message.clone(),
            1 => format!("{}; one more of its times is like that", first.message),
            more => format!("{}; {more} more of its times are like that", first.message),
        };
        let mut help = first.help.clone();
        if event.repeat.is_some() {
            help.push_str(
                "; or give that meeting hours of its own, under `instances`, or take it out by \
                 `except`",
            );
        }
        at.report(code, message, help);
    }
}

/// A time that the clocks of its zone do not show, or show twice.
struct ClockFault {
    code: Code,
    message: String,
    help: String,
}

fn clock_fault(local: LocalTime, id: &Key) -> Option<ClockFault> {
    let LocalTime { time, zone } = local;
    let day = time.date();
    let (code, what, help) = match zone.from_local_datetime(&time) {
        MappedLocalTime::Single(_) => return None,
        MappedLocalTime::Ambiguous(one, other) => {
            let [one, other] = [one, other].map(|time| offset(&time));
            (
                Code::AmbiguousTime,
                format!("exists twice in {zone}: once at {one}, once at {other}"),
                "choose a time that is not repeated when the clocks go back".to_owned(),
            )
        }
        MappedLocalTime::None => {
            let [before, after] =
                [-2, 2].map(|days| zone.from_utc_datetime(&(time + TimeDelta::days(days))));
            // The time by the clocks as they were before the leap, and as they are after it.
            let [late, early] = [&before, &after].map(|near| {
                let utc = time - TimeDelta::seconds(near.offset().fix().local_minus_utc().into());
                on_day(zone.from_utc_datetime(&utc).naive_local(), day)
            });
            let [before, after] = [before, after].map(|time| offset(&time));
            (
                Code::ImpossibleTime,
                format!(
                    "does not exist in {zone}: the clocks leap over it, from {before} to {after}"
                ),
                format!("write {late}, if {before} was meant, or {early}, if {after}"),
            )
        }
    };
    let clock = time.format("%H:%M");
    let message = format!("{clock} on {day}, of `{id}`, {what}");
    Some(ClockFault {
        code,
        message,
        help,
    })
}

fn offset(time: &DateTime<Tz>) -> String {
    format!("UTC{}", time.offset().fix())
}

/// A time that may have been meant, with its day where that is another.
fn on_day(time: NaiveDateTime, day: NaiveDate) -> String {
    let clock = time.format("%H:%M").to_string();
    match time.date() {
        other if other != day => format!("{clock} on {other}"),
        _ => clock,
    }
}

//! Hours: the sessions of days, the days that they are on, and whether their times exist.

use std::collections::BTreeMap;

use chrono::{
    Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone,
};
use chrono_tz::{Tz, TzOffset};

use super::text;
use crate::diagnostic::Code;
use crate::plan::{
    ALL_DAY, EACH, Event, Hours, Key, LocalTime, MOST_EXCEPTIONS, MOST_OCCURRENCES, Marker, Session,
};
use crate::source::{Finding, HoursEntry, Part, Pointer};

/// The most sessions of a day: each is an entry of its own.
const MOST_SESSIONS: usize = 9;
/// The last year of whose clocks chrono-tz knows.
const LAST_YEAR: i32 = 2099;
const EXAMPLE: &str =
    "write sessions such as `10:00-13:00, 15:00-18:00`, with a comma between them";

/// What `hours` says, before the days are known.
#[derive(Clone)]
pub(super) struct ReadHours {
    each: Option<Vec<Session>>,
    /// Days with other sessions.
    pub on: BTreeMap<NaiveDate, Vec<Session>>,
    /// Where it stands.
    pub at: Pointer,
}

/// Reads hours; what is wrong is reported where it stands.
pub(super) fn read(
    entry: &HoursEntry,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Option<ReadHours> {
    let before = findings.len();
    let mut read = ReadHours {
        each: None,
        on: BTreeMap::new(),
        at: at.clone(),
    };
    match entry {
        HoursEntry::Each(text) => read.each = sessions(text, at, findings),
        HoursEntry::ByDay(days) => {
            if days.0.is_empty() {
                let finding = Finding::new(Code::BadHours, "this gives no hours", at.clone());
                findings.push(finding.help("give those of days, or leave the key out"));
            }
            for (name, text) in &days.0 {
                let sessions = sessions(text, &at.key(name), findings);
                if name == EACH {
                    read.each = sessions;
                } else if !name.starts_with(|c: char| c.is_ascii_digit()) {
                    let message = format!("`{name}` is neither a day nor `{EACH}`");
                    let help =
                        format!("write a day such as `2026-05-10`, or `{EACH}` for all other days");
                    findings.push(
                        Finding::new(Code::BadHours, message, at.key(name).part(Part::Key))
                            .help(help),
                    );
                } else if let Some(day) = text::day(name, &at.key(name).part(Part::Key), findings) {
                    read.on.extend(sessions.map(|sessions| (day, sessions)));
                }
            }
            if read.on.len() > MOST_EXCEPTIONS {
                let message = format!(
                    "{} days have hours of their own, more than {MOST_EXCEPTIONS}",
                    read.on.len()
                );
                findings.push(
                    Finding::new(Code::BadHours, message, at.clone())
                        .help("split the event in time"),
                );
            }
        }
    }
    (findings.len() == before).then_some(read)
}

/// The sessions of a day; nothing for `all day`.
pub(super) fn sessions(
    text: &str,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Option<Vec<Session>> {
    if !text::not_empty(text, at, findings) {
        return None;
    }
    match parse_sessions(text) {
        Ok(sessions) => Some(sessions),
        Err((message, help)) => {
            let help = mended(text).map_or(help, |mended| format!("write `{mended}`"));
            findings.push(Finding::new(Code::BadHours, message, at.clone()).help(help));
            None
        }
    }
}

/// Sessions such as `10:00-13:00, 15:00-18:00`; none for `all day`.
///
/// # Errors
///
/// What is wrong, and what to write instead.
pub fn parse_sessions(text: &str) -> Result<Vec<Session>, (String, String)> {
    if text.trim() == ALL_DAY {
        return Ok(Vec::new());
    }
    let sessions = text
        .split(',')
        .map(|session| parse_session(session.trim()))
        .collect::<Result<Vec<_>, _>>()?;
    if sessions.len() > MOST_SESSIONS {
        let message = format!(
            "there are {} sessions, more than {MOST_SESSIONS}",
            sessions.len()
        );
        return Err((message, "make events of some of them".to_owned()));
    }
    let on_a_day = |session: Session| session.on(NaiveDate::default());
    match sessions
        .windows(2)
        .find(|pair| on_a_day(pair[1]).0 < on_a_day(pair[0]).1)
    {
        Some(pair) => Err((
            format!("`{}` begins before `{}` ends", pair[1], pair[0]),
            "give sessions in order, without overlap".to_owned(),
        )),
        None => Ok(sessions),
    }
}

fn parse_session(session: &str) -> Result<Session, (String, String)> {
    let wrong = |message: String| (message, EXAMPLE.to_owned());
    if Marker::by_abbreviation(session).is_some() {
        let help = "leave `hours` out until they are known, and say so in `description`";
        return Err((format!("`{session}` is no time of day"), help.to_owned()));
    }
    let Some((start, end)) = session.split_once(['-', '–', '—']) else {
        return Err(wrong(match session.is_empty() {
            true => "there is no session beside this comma".to_owned(),
            false => format!("`{session}` has no end"),
        }));
    };
    let (start, end) = (start.trim(), end.trim());
    if end.is_empty() {
        return Err(wrong(format!("`{session}` has no end")));
    }
    let from = clock(start).ok_or_else(|| match start {
        "24:00" => (
            format!("`{session}` starts at the end of its day"),
            "begin at 00:00 on the next day".to_owned(),
        ),
        _ => wrong(format!("`{start}` is no time of day")),
    })?;
    let to = if end == "24:00" {
        Some(NaiveTime::MIN)
    } else {
        clock(end)
    };
    let to = to.ok_or_else(|| wrong(format!("`{end}` is no time of day")))?;
    Session::new(from, to).ok_or_else(|| {
        let help =
            format!("give another end; for a whole day write `{ALL_DAY}`, or leave `hours` out");
        (format!("`{session}` is no time, or a whole day"), help)
    })
}

/// `9:00`, `09:00`.
fn clock(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    let is_figures = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_time = is_figures(hour, 1..=2) && is_figures(minute, 2..=2);
    is_time.then(|| NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0))?
}

/// What was probably meant by hours in another form: `9.30 am to 12h; 2-5 pm`.
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
    let session = |session: &str| {
        let (start, end) = session.split_once(['-', '–', '—'])?;
        let (end, half) = loose_clock(end, None)?;
        let (own, _) = loose_clock(start, None).filter(|_| !start.trim().starts_with("24"))?;
        // In `2-5 pm` both are in the afternoon, in `10-1 pm` one is.
        let shared = loose_clock(start, half)
            .map(|(start, _)| start)
            .filter(|start| *start < end);
        Some(Session::new(shared.unwrap_or(own), end)?.to_string())
    };
    let mended = plain
        .split(',')
        .map(session)
        .collect::<Option<Vec<_>>>()?
        .join(", ");
    parse_sessions(&mended).is_ok().then_some(mended)
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

impl ReadHours {
    /// The hours of an event, on its exact days or on days that are not known; none where no day
    /// has any.
    pub(super) fn of(
        self,
        event: &Event,
        zone: Option<Tz>,
        findings: &mut Vec<Finding>,
    ) -> Option<Hours> {
        let days: Vec<NaiveDate> = event.runs().iter().flat_map(|run| run.days()).collect();
        if self.each.iter().chain(self.on.values()).all(Vec::is_empty) {
            return None;
        }
        let before = findings.len();
        if zone.is_none() {
            let message = format!("no time zone is known for the hours of `{}`", event.id);
            let finding = Finding::new(Code::HoursWithoutZone, message, self.at.clone());
            findings.push(finding.help("give `timezone` to the venue, or to the plan"));
        }
        if days.len() > MOST_OCCURRENCES {
            let message = format!(
                "`{}` has hours on {} days, more than {MOST_OCCURRENCES}",
                event.id,
                days.len()
            );
            let help = "say them in `description`, or split the event in time";
            findings.push(Finding::new(Code::BadHours, message, self.at.clone()).help(help));
            return None;
        }
        self.check_days(&days, findings);
        let hours = Hours {
            zone: zone?,
            each: self.each,
            on: self.on,
        };
        if let Some(pair) = days.windows(2).find(|pair| hours.overlap(pair[0], pair[1]))
            && let (Some(last), Some(first)) = (hours.of(pair[0]).last(), hours.of(pair[1]).first())
        {
            let message = format!(
                "`{first}` on {} begins before `{last}` of {} ends",
                pair[1], pair[0]
            );
            let finding = Finding::new(Code::BadHours, message, self.at.clone());
            findings.push(finding.help("end the one earlier, or begin the other later"));
        }
        let is_timed = days.is_empty() || days.iter().any(|day| !hours.of(*day).is_empty());
        (is_timed && findings.len() == before).then_some(hours)
    }

    /// Whether other days than these are listed, or some are without hours.
    fn check_days(&self, days: &[NaiveDate], findings: &mut Vec<Finding>) {
        for day in self.on.keys().filter(|day| !days.contains(day)) {
            let at = self.at.key(&day.to_string()).part(Part::Key);
            let (message, help) = match (days.first(), days.last()) {
                (Some(first), Some(last)) => (
                    format!("{day} is none of the days of this event"),
                    format!("they are {first} to {last}"),
                ),
                _ => (
                    format!("whether {day} is one of the days is not known"),
                    "write the hours of every day alone, without days".to_owned(),
                ),
            };
            findings.push(Finding::new(Code::BadHours, message, at).help(help));
        }
        if let (None, Some(day)) = (
            &self.each,
            days.iter().find(|day| !self.on.contains_key(day)),
        ) {
            let finding = Finding::new(
                Code::BadHours,
                format!("{day} has no hours"),
                self.at.clone(),
            );
            findings.push(finding.help(format!(
                "give `{EACH}`, the hours of all other days; `{ALL_DAY}` if they have none"
            )));
        }
    }
}

/// Every time of an event, meetings that differ aside, is one that its clocks show just once.
pub(super) fn check_clocks(event: &Event, at: &Pointer, findings: &mut Vec<Finding>) {
    let mut times: Vec<LocalTime> = event
        .usual_sessions()
        .into_iter()
        .flat_map(|(start, end)| [start, end])
        .collect();
    times.dedup();
    if let Some(late) = times.iter().find(|local| local.time.year() > LAST_YEAR) {
        let message = format!(
            "nobody knows the clocks of {}, when `{}` would be",
            late.time.year(),
            event.id
        );
        let help = format!("give hours up to {LAST_YEAR}, or leave them out");
        return findings.push(Finding::new(Code::BadHours, message, at.clone()).help(help));
    }
    // Of a series, one day stands for all.
    for code in [Code::ImpossibleTime, Code::AmbiguousTime] {
        let mut wrong = times
            .iter()
            .filter_map(|local| check_clock(*local, &event.id, at))
            .filter(|finding| finding.code == code);
        if let Some(first) = wrong.next() {
            let message = match wrong.count() {
                0 => first.message,
                1 => format!("{}; one more of its times is like that", first.message),
                more => format!("{}; {more} more of its times are like that", first.message),
            };
            let by_itself = "; or give that meeting hours of its own, under `instances`, or take it out by `except`";
            let help = first.help.map(|help| {
                if event.repeat.is_some() {
                    help + by_itself
                } else {
                    help
                }
            });
            findings.push(Finding {
                message,
                help,
                ..first
            });
        }
    }
}

fn check_clock(local: LocalTime, id: &Key, at: &Pointer) -> Option<Finding> {
    let LocalTime { time, zone } = local;
    let (day, clock) = (time.date(), time.format("%H:%M"));
    let offset = |offset: &TzOffset| format!("UTC{}", offset.fix());
    let (code, what, help) = match zone.from_local_datetime(&time) {
        MappedLocalTime::Single(_) => return None,
        MappedLocalTime::Ambiguous(one, other) => {
            let what = format!(
                "exists twice in {zone}: once at {}, once at {}",
                offset(one.offset()),
                offset(other.offset())
            );
            (
                Code::AmbiguousTime,
                what,
                "choose a time that is not repeated when the clocks go back".to_owned(),
            )
        }
        MappedLocalTime::None => {
            let around =
                [-2, 2].map(|days| zone.from_utc_datetime(&(time + TimeDelta::days(days))));
            let readings = around.map(|near| {
                let utc = time - TimeDelta::seconds(near.offset().fix().local_minus_utc().into());
                (
                    offset(near.offset()),
                    reading(zone.from_utc_datetime(&utc).naive_local(), day),
                )
            });
            let [(before, late), (after, early)] = readings;
            let what = format!(
                "does not exist in {zone}: the clocks leap over it, from {before} to {after}"
            );
            (
                Code::ImpossibleTime,
                what,
                format!("write {late}, if {before} was meant, or {early}, if {after}"),
            )
        }
    };
    Some(
        Finding::new(
            code,
            format!("{clock} on {day}, of `{id}`, {what}"),
            at.clone(),
        )
        .help(help),
    )
}

/// A time that may have been meant, with its day where that is another.
fn reading(time: NaiveDateTime, day: NaiveDate) -> String {
    let clock = time.format("%H:%M");
    if time.date() == day {
        clock.to_string()
    } else {
        format!("{clock} on {}", time.date())
    }
}

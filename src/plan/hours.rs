//! Times of day: the sessions of an event's days, local to a zone.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::LineError;
use super::line::day;

/// The key of hours of all days that are not listed.
pub const EACH: &str = "each";

/// The words for a day without hours.
pub const ALL_DAY: &str = "all day";

/// A session of a day: from its start to its end, which is on the next day where it is not after
/// the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    start: NaiveTime,
    end: NaiveTime,
}

impl Session {
    /// Returns the session from `start` to `end`; none if these are the same.
    pub fn new(start: NaiveTime, end: NaiveTime) -> Option<Self> {
        (start != end).then_some(Self { start, end })
    }

    /// Returns when it starts.
    pub(crate) fn start(self) -> NaiveTime {
        self.start
    }

    /// Returns when it ends; midnight is that at the end of its day.
    pub fn end(self) -> NaiveTime {
        self.end
    }

    /// Whether it ends on the next day; an end at midnight is still on its own.
    pub(crate) fn is_over_midnight(self) -> bool {
        self.end < self.start && self.end != NaiveTime::MIN
    }

    /// Returns its start and its end on that day.
    pub(crate) fn on(self, day: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let next = day + Days::new(u64::from(self.end <= self.start));
        (day.and_time(self.start), next.and_time(self.end))
    }

    /// Reads what [`Display`](fmt::Display) writes.
    fn parse(text: &str) -> Option<Self> {
        let (start, end) = text.split_once('-')?;
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let end = if end == "24:00" {
            Some(NaiveTime::MIN)
        } else {
            time(end)
        };
        Self::new(time(start)?, end?)
    }

    /// Returns its end as it is written: midnight is `24:00`.
    pub(crate) fn written_end(self) -> String {
        if self.end == NaiveTime::MIN {
            "24:00".to_owned()
        } else {
            self.end.format("%H:%M").to_string()
        }
    }
}

impl fmt::Display for Session {
    /// Writes `10:00-13:00`, as definitions write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.start.format("%H:%M"), self.written_end())
    }
}

/// The hours of an event, in the local time of their zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Their zone.
    pub zone: Tz,
    /// The sessions of days that are not in `on`. None if every day is in `on`; empty if such a day
    /// has no hours.
    pub each: Option<Vec<Session>>,
    /// Days with other sessions.
    pub on: BTreeMap<NaiveDate, Vec<Session>>,
}

impl Hours {
    /// Returns hours with the same sessions on each day.
    pub(crate) fn each(zone: Tz, sessions: Vec<Session>) -> Self {
        Self {
            zone,
            each: Some(sessions),
            on: BTreeMap::new(),
        }
    }

    /// Returns the sessions of that day, in order; a day without any is a whole day.
    pub(crate) fn of(&self, day: NaiveDate) -> &[Session] {
        self.on
            .get(&day)
            .or(self.each.as_ref())
            .map_or(&[], Vec::as_slice)
    }

    /// Whether the sessions of a later day begin before those of this one end.
    pub(crate) fn overlap(&self, day: NaiveDate, later: NaiveDate) -> bool {
        let end = self.times(day).last().map(|(_, end)| end.time);
        let start = self.times(later).next().map(|(start, _)| start.time);
        start.is_some() && start < end
    }

    /// Returns the sessions of that day from start to end, in order.
    pub(crate) fn times(&self, day: NaiveDate) -> impl Iterator<Item = (LocalTime, LocalTime)> {
        let sessions = self.of(day).iter();
        sessions.map(move |session| LocalTime::session(*session, day, self.zone))
    }
}

impl fmt::Display for Hours {
    /// Writes `10:00-13:00, 15:00-18:00; 2026-05-09 all day Europe/Zurich`: one line, that
    /// [`FromStr`] reads back as the same value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut days: Vec<String> = self.each.iter().map(|each| sessions_line(each)).collect();
        for (day, on) in &self.on {
            days.push(format!("{day} {}", sessions_line(on)));
        }
        write!(f, "{} {}", days.join("; "), self.zone.name())
    }
}

impl FromStr for Hours {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        parse_line(line).ok_or(LineError(
            "sessions such as `10:00-13:00, 15:00-18:00`, days with others behind a semicolon, a zone",
        ))
    }
}

fn sessions_line(sessions: &[Session]) -> String {
    let sessions: Vec<String> = sessions.iter().map(Session::to_string).collect();
    if sessions.is_empty() {
        ALL_DAY.to_owned()
    } else {
        sessions.join(", ")
    }
}

fn parse_line(line: &str) -> Option<Hours> {
    let (days, zone) = line.rsplit_once(' ')?;
    let mut hours = Hours {
        zone: zone.parse().ok()?,
        each: None,
        on: BTreeMap::new(),
    };
    for (n, part) in days.split("; ").enumerate() {
        match part
            .split_once(' ')
            .and_then(|(text, rest)| Some((day(text)?, rest)))
        {
            Some((day, rest)) => drop(hours.on.insert(day, parse_sessions(rest)?)),
            None if n == 0 => hours.each = Some(parse_sessions(part)?),
            None => return None,
        }
    }
    Some(hours)
}

fn parse_sessions(text: &str) -> Option<Vec<Session>> {
    if text == ALL_DAY {
        return Some(Vec::new());
    }
    text.split(", ").map(Session::parse).collect()
}

/// A time that a clock shows, and the zone that the clock is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalTime {
    /// The time that the clock shows.
    pub time: NaiveDateTime,
    /// Its zone.
    pub zone: Tz,
}

impl LocalTime {
    /// Returns the start and the end of a session on that day.
    pub(crate) fn session(session: Session, day: NaiveDate, zone: Tz) -> (Self, Self) {
        let (start, end) = session.on(day);
        (Self { time: start, zone }, Self { time: end, zone })
    }

    /// Whether the clocks of its zone show it just once.
    pub(crate) fn is_one(self) -> bool {
        self.zone.from_local_datetime(&self.time).single().is_some()
    }

    /// Returns the same moment by the clocks of another zone.
    pub(crate) fn seen_in(self, zone: Tz) -> NaiveDateTime {
        zone.from_utc_datetime(&self.utc()).naive_local()
    }

    /// Returns it in UTC. If a time exists twice, the first is taken, and one that the clocks leap
    /// over is counted as if they did not, as RFC 5545 §3.3.5 has it.
    pub(crate) fn utc(self) -> NaiveDateTime {
        let found = self.zone.from_local_datetime(&self.time).earliest();
        if let Some(found) = found {
            return found.naive_utc();
        }
        // A leap is never longer than a day.
        let earlier = self.time - TimeDelta::days(2);
        self.time - self.zone.offset_from_utc_datetime(&earlier).fix()
    }
}

//! Times of day: the sessions of an event's days, local to a zone.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

use super::line::day;
use super::{LineError, Marker};

/// The key of hours of all days that are not listed.
pub const EACH: &str = "each";

/// The words for a day without hours, as definitions and lines write them.
pub const ALL_DAY: &str = "all day";

/// How long a session is shown whose end is not given, unless the plan says otherwise.
const ASSUMED: TimeDelta = TimeDelta::hours(1);

/// A session of a day: from its start to its end, which is on the next day where it is before the
/// start. An end that is not given is assumed, so that calendars can show the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    start: NaiveTime,
    /// Midnight is that at the end of the day.
    end: NaiveTime,
    is_end_given: bool,
}

impl Session {
    /// Returns the session from `start` to `end`; none if these are the same.
    pub fn new(start: NaiveTime, end: NaiveTime) -> Option<Self> {
        (start != end).then_some(Self {
            start,
            end,
            is_end_given: true,
        })
    }

    /// Returns the session whose end is not given: it is shown for an hour.
    pub fn starting(start: NaiveTime) -> Self {
        let (end, is_end_given) = (start, false);
        let session = Self {
            start,
            end,
            is_end_given,
        };
        session.lasting(ASSUMED)
    }

    /// Returns the session, shown for `duration`, from zero to less than a day, if its end is not
    /// given. An assumed end is never after midnight. Without a duration it is an instant.
    #[must_use]
    pub fn lasting(self, duration: TimeDelta) -> Self {
        let (end, days) = self.start.overflowing_add_signed(duration);
        let end = match (self.is_end_given, days) {
            (true, _) => self.end,
            (false, 0) => end,
            (false, _) => NaiveTime::MIN,
        };
        Self { end, ..self }
    }

    /// Returns the time of day at which the session starts.
    pub(crate) fn start(self) -> NaiveTime {
        self.start
    }

    /// Returns the time of day at which the session ends, given or assumed; midnight is that at the
    /// end of its day.
    pub fn end(self) -> NaiveTime {
        self.end
    }

    /// Whether the plan gives the end.
    pub fn is_end_given(self) -> bool {
        self.is_end_given
    }

    /// Whether the session is an instant: it lasts no time.
    pub fn is_instant(self) -> bool {
        self.start == self.end
    }

    /// Whether the session ends on the next day; an end at midnight is still on its own.
    pub(crate) fn is_over_midnight(self) -> bool {
        self.end < self.start && self.end != NaiveTime::MIN
    }

    /// Returns how long it lasts; zero if its end is not given.
    pub(crate) fn duration(self) -> TimeDelta {
        let (start, end) = self.on(NaiveDate::default());
        match self.is_end_given {
            true => end - start,
            false => TimeDelta::zero(),
        }
    }

    /// Returns the start and the end of the session on that day.
    pub(crate) fn on(self, day: NaiveDate) -> (NaiveDateTime, NaiveDateTime) {
        let next = day + Days::new(u64::from(self.end < self.start));
        (day.and_time(self.start), next.and_time(self.end))
    }

    /// Returns the last moment at which the session of that day is known to take place: its end if
    /// that is given, else its start.
    pub(crate) fn last_known(self, day: NaiveDate) -> NaiveDateTime {
        let (start, end) = self.on(day);
        if self.is_end_given { end } else { start }
    }

    /// Reads what [`Display`](fmt::Display) writes.
    fn parse(text: &str) -> Option<Self> {
        if let Some((start, end)) = text.split_once('-') {
            let end = match end {
                "24:00" => NaiveTime::MIN,
                _ => clock(end)?,
            };
            return Self::new(clock(start)?, end);
        }
        let (start, duration) = text.split_once('/').unwrap_or((text, ""));
        let session = Self::starting(clock(start)?);
        if duration.is_empty() {
            return Some(session);
        }
        let minutes = duration.strip_prefix("PT")?.strip_suffix('M')?;
        let minutes: u16 = minutes.parse().ok()?;
        Some(session.lasting(TimeDelta::minutes(minutes.into())))
    }

    /// Returns the end as it is written: midnight is `24:00`.
    pub(crate) fn written_end(self) -> String {
        if self.end == NaiveTime::MIN {
            "24:00".to_owned()
        } else {
            self.end.format("%H:%M").to_string()
        }
    }
}

fn clock(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

impl fmt::Display for Session {
    /// Writes `10:00-13:00`; of an end that is not given, only how long the session is shown,
    /// unless that is an hour: `19:30`, `19:30/PT90M`, as ISO 8601 has it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.start.format("%H:%M"))?;
        if self.is_end_given {
            write!(f, "-{}", self.written_end())
        } else if *self == Self::starting(self.start) {
            Ok(())
        } else {
            let (start, end) = self.on(NaiveDate::default());
            write!(f, "/PT{}M", (end - start).num_minutes())
        }
    }
}

/// The hours of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHours {
    /// The sessions, in order; none for a whole day, and for hours that are not known.
    pub sessions: Vec<Session>,
    /// The marker on the hours.
    pub marker: Option<Marker>,
}

impl DayHours {
    /// Whether the day is a whole day, without hours.
    pub(crate) fn is_all_day(&self) -> bool {
        self.sessions.is_empty() && self.marker.is_none()
    }

    /// Returns the hours as definitions write them: how long a session is shown whose end is not
    /// given is no part of them.
    pub fn as_written(&self) -> String {
        self.clone().lasting(ASSUMED).to_string()
    }

    /// Returns the hours, with sessions whose end is not given shown for `duration`, as
    /// [`Session::lasting`].
    #[must_use]
    pub fn lasting(mut self, duration: TimeDelta) -> Self {
        for session in &mut self.sessions {
            *session = session.lasting(duration);
        }
        self
    }
}

impl fmt::Display for DayHours {
    /// Writes `10:00-13:00, 15:00 TBC`, `TBA` or `all day`: one line, that [`FromStr`] reads back
    /// as the same value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Vec::new();
        if !self.sessions.is_empty() {
            let sessions: Vec<String> = self.sessions.iter().map(Session::to_string).collect();
            words.push(sessions.join(", "));
        }
        words.extend(self.marker.map(|marker| marker.to_string()));
        if self.is_all_day() {
            words.push(ALL_DAY.to_owned());
        }
        f.write_str(&words.join(" "))
    }
}

impl FromStr for DayHours {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        parse_day_hours(line).ok_or(LineError(
            "sessions such as `10:00-13:00, 15:00`, a marker, or `all day`",
        ))
    }
}

fn parse_day_hours(line: &str) -> Option<DayHours> {
    if line == ALL_DAY {
        return Some(DayHours::default());
    }
    let (sessions, last) = line.rsplit_once(' ').unwrap_or(("", line));
    let (sessions, marker) = match Marker::by_abbreviation(last) {
        Some(marker) => (sessions, Some(marker)),
        None => (line, None),
    };
    let sessions = match sessions {
        "" => Vec::new(),
        some => some
            .split(", ")
            .map(Session::parse)
            .collect::<Option<_>>()?,
    };
    Some(DayHours { sessions, marker })
}

/// The hours of an event, in the local time of their zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Their zone.
    pub zone: Tz,
    /// The hours of days that are not in `on`; none if every day is in `on`.
    pub each: Option<DayHours>,
    /// Days with other hours.
    pub on: BTreeMap<NaiveDate, DayHours>,
}

/// The hours of a day that has none.
const NO_HOURS: &DayHours = &DayHours {
    sessions: Vec::new(),
    marker: None,
};

impl Hours {
    /// Returns hours with one session, the same on each day.
    pub(crate) fn each(zone: Tz, session: Session) -> Self {
        let (sessions, marker) = (vec![session], None);
        Self {
            zone,
            each: Some(DayHours { sessions, marker }),
            on: BTreeMap::new(),
        }
    }

    /// Returns the hours of that day.
    pub(crate) fn of(&self, day: NaiveDate) -> &DayHours {
        self.on.get(&day).or(self.each.as_ref()).unwrap_or(NO_HOURS)
    }

    /// Whether any session is known.
    pub(crate) fn is_timed(&self) -> bool {
        self.sessions().next().is_some()
    }

    /// Returns how many sessions lack an end.
    pub(crate) fn ends_lacking(&self) -> usize {
        let lacking = self.sessions().filter(|session| !session.is_end_given());
        lacking.count()
    }

    /// Returns the time of day at which each session starts, in order.
    pub(crate) fn starts(&self) -> Vec<NaiveTime> {
        self.sessions().map(Session::start).collect()
    }

    /// Returns the sessions of all days; those of days that are not listed come first.
    fn sessions(&self) -> impl Iterator<Item = Session> {
        let days = self.each.iter().chain(self.on.values());
        days.flat_map(|day| day.sessions.iter().copied())
    }

    /// Returns the marker on the hours, of any day; the first, if days differ.
    pub(crate) fn marker(&self) -> Option<Marker> {
        let mut days = self.each.iter().chain(self.on.values());
        days.find_map(|day| day.marker)
    }

    /// Whether the sessions of a later day, which may be by other hours, begin before those of this
    /// one end, as far as their ends are given.
    pub(crate) fn overlap(&self, day: NaiveDate, others: &Self, later: NaiveDate) -> bool {
        let last = self.of(day).sessions.last();
        let end = last.map(|session| session.last_known(day));
        let first = others.of(later).sessions.first();
        let start = first.map(|session| session.on(later).0);
        start.is_some() && start < end
    }

    /// Returns the sessions of that day, in order.
    pub(crate) fn sessions_on(&self, day: NaiveDate) -> impl Iterator<Item = LocalSession> {
        let (sessions, zone) = (self.of(day).sessions.iter(), self.zone);
        sessions.map(move |session| LocalSession {
            session: *session,
            day,
            zone,
        })
    }
}

impl fmt::Display for Hours {
    /// Writes `10:00-13:00, 15:00; 2026-05-09 all day Europe/Zurich`: one line, that [`FromStr`]
    /// reads back as the same value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut days: Vec<String> = self.each.iter().map(DayHours::to_string).collect();
        for (day, on) in &self.on {
            days.push(format!("{day} {on}"));
        }
        write!(f, "{} {}", days.join("; "), self.zone.name())
    }
}

impl FromStr for Hours {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        parse_line(line).ok_or(LineError(
            "sessions such as `10:00-13:00, 15:00`, days with others behind a semicolon, a zone",
        ))
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
            Some((day, rest)) => drop(hours.on.insert(day, rest.parse().ok()?)),
            None if n == 0 => hours.each = Some(part.parse().ok()?),
            None => return None,
        }
    }
    Some(hours)
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
    /// Whether the clocks of the zone show the time just once, and neither leap over it nor show it
    /// twice.
    pub(crate) fn is_one(self) -> bool {
        self.zone.from_local_datetime(&self.time).single().is_some()
    }

    /// Returns the same moment by the clocks of another zone.
    pub(crate) fn seen_in(self, zone: Tz) -> NaiveDateTime {
        zone.from_utc_datetime(&self.utc()).naive_local()
    }

    /// Returns the time in UTC. If it exists twice, the first is taken; one that the clocks leap
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

/// A session on a day, by the clocks of a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LocalSession {
    pub session: Session,
    /// The day on which it starts.
    pub day: NaiveDate,
    pub zone: Tz,
}

impl LocalSession {
    /// Returns when the session starts.
    pub(crate) fn start(self) -> LocalTime {
        self.at(self.session.on(self.day).0)
    }

    /// Returns when the session ends, given or assumed. If clocks do not show an assumed end just
    /// once, it is put off to the next time that they do; if that is past midnight, brought forward
    /// to the last one.
    pub(crate) fn end(self) -> LocalTime {
        let (start, end) = self.session.on(self.day);
        if self.session.is_end_given() {
            return self.at(end);
        }
        let midnight = (self.day + Days::new(1)).and_time(NaiveTime::MIN);
        let later = 0..=(midnight - end).num_minutes();
        let earlier = (1..(end - start).num_minutes()).map(|minutes| -minutes);
        later
            .chain(earlier)
            .map(|minutes| self.at(end + TimeDelta::minutes(minutes)))
            .find(|end| end.is_one())
            .unwrap_or(self.at(end))
    }

    fn at(self, time: NaiveDateTime) -> LocalTime {
        let zone = self.zone;
        LocalTime { time, zone }
    }
}

//! DATE and DATE-TIME as they are read (RFC 5545 §3.3.4, §3.3.5).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use icalendar::Property;

use super::content_line::ContentLine;
use super::vtimezone::date_time as date_time_of;

/// A day or a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// In UTC.
    Utc(NaiveDateTime),
    /// By the clock of wherever one is.
    Floating(NaiveDateTime),
    /// By the clock of the zone of that name.
    Zoned(NaiveDateTime, String),
}

impl Moment {
    /// The value of a property such as DTSTART; of several values the first.
    pub fn of(line: &ContentLine) -> Option<Self> {
        Self::all(line).next()
    }

    /// Every value of a property such as EXDATE; of periods (RFC 5545 §3.3.9) the start.
    pub fn all(line: &ContentLine) -> impl Iterator<Item = Self> {
        line.value
            .split(',')
            .filter_map(|value| Self::read(value.split('/').next()?.trim(), line))
    }

    fn read(value: &str, line: &ContentLine) -> Option<Self> {
        if let Some(time) = value.strip_suffix(['Z', 'z']) {
            return date_time(time).map(Self::Utc);
        }
        match (date_time(value), line.parameter("TZID")) {
            (Some(time), Some(zone)) => Some(Self::Zoned(time, zone.to_owned())),
            (Some(time), None) => Some(Self::Floating(time)),
            (None, _) => NaiveDate::parse_from_str(value, "%Y%m%d")
                .ok()
                .filter(|_| value.len() == 8)
                .map(Self::Day),
        }
    }

    /// What the clock shows; of a day, midnight.
    pub fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Utc(time) | Self::Floating(time) | Self::Zoned(time, _) => *time,
        }
    }

    /// Its zone, if it has one that the tz database knows.
    pub fn zone(&self) -> Option<Tz> {
        match self {
            Self::Zoned(_, name) => name.parse().ok(),
            Self::Day(_) | Self::Utc(_) | Self::Floating(_) => None,
        }
    }

    /// The instant in UTC, where that can be told.
    pub fn utc(&self) -> Option<NaiveDateTime> {
        match self {
            Self::Utc(time) => Some(*time),
            Self::Zoned(time, _) => self
                .zone()?
                .from_local_datetime(time)
                .earliest()
                .map(|time| time.naive_utc()),
            Self::Day(_) | Self::Floating(_) => None,
        }
    }

    /// When it begins in UTC; by its own clock where the zone is not known.
    pub fn instant(&self) -> NaiveDateTime {
        self.utc().unwrap_or(self.clock())
    }

    /// The value as it is written (RFC 5545 §3.3.4, §3.3.5).
    pub fn value(&self) -> String {
        match self {
            Self::Day(day) => day.format("%Y%m%d").to_string(),
            Self::Utc(time) => format!("{}Z", date_time_of(*time)),
            Self::Floating(time) | Self::Zoned(time, _) => date_time_of(*time).to_string(),
        }
    }

    /// A property of that name with its value, such as DTSTART.
    pub fn property(&self, name: &str) -> Property {
        let mut property = Property::new(name, self.value());
        match self {
            Self::Day(_) => {
                property.add_parameter("VALUE", "DATE");
            }
            Self::Zoned(_, zone) => {
                property.add_parameter("TZID", zone);
            }
            Self::Utc(_) | Self::Floating(_) => {}
        }
        property
    }

    /// Another time by the same clock.
    pub fn at(&self, time: NaiveDateTime) -> Self {
        match self {
            Self::Day(_) => Self::Day(time.date()),
            Self::Utc(_) => Self::Utc(time),
            Self::Floating(_) => Self::Floating(time),
            Self::Zoned(_, zone) => Self::Zoned(time, zone.clone()),
        }
    }
}

/// `20170508T100000`.
fn date_time(value: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S")
        .ok()
        .filter(|_| value.len() == 15)
}

/// `20170508T100000Z`: a time in UTC.
pub fn utc(value: &str) -> Option<NaiveDateTime> {
    date_time(value.strip_suffix('Z')?)
}

/// `P1DT2H`: a duration (RFC 5545 §3.3.6); none if it is not one, or is negative.
pub(super) fn read_duration(value: &str) -> Option<TimeDelta> {
    let (days, times) = value
        .trim()
        .trim_start_matches('+')
        .strip_prefix('P')
        .map(|rest| rest.split_once('T').unwrap_or((rest, "")))?;
    let mut seconds: i64 = 0;
    for (part, units) in [
        (days, [('W', 604_800), ('D', 86_400)].as_slice()),
        (times, &[('H', 3600), ('M', 60), ('S', 1)]),
    ] {
        let mut rest = part;
        while let Some(at) = rest.find(|c: char| !c.is_ascii_digit()) {
            let count: i64 = rest[..at].parse().ok()?;
            let unit = units
                .iter()
                .find(|(unit, _)| rest[at..].starts_with(*unit))
                .map(|(_, seconds)| *seconds)?;
            seconds = seconds.checked_add(count.checked_mul(unit)?)?;
            rest = &rest[at + 1..];
        }
        if !rest.is_empty() {
            return None;
        }
    }
    // Nothing lasts longer than a century.
    TimeDelta::try_seconds(seconds).filter(|duration| duration.num_days() < 36_600)
}

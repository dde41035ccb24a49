//! DATE and DATE-TIME as they are read (RFC 5545 §3.3.4, §3.3.5).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

use super::read::ContentLine;

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
        let value = line.value.split(',').next()?.trim();
        if let Some(time) = value.strip_suffix(['Z', 'z']) {
            return date_time(time).map(Self::Utc);
        }
        match (date_time(value), line.parameter("TZID")) {
            (Some(time), Some(zone)) => Some(Self::Zoned(time, zone.to_owned())),
            (Some(time), None) => Some(Self::Floating(time)),
            (None, _) => NaiveDate::parse_from_str(value, "%Y%m%d").ok().filter(|_| value.len() == 8).map(Self::Day),
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
            Self::Zoned(time, _) => self.zone()?.from_local_datetime(time).earliest().map(|time| time.naive_utc()),
            Self::Day(_) | Self::Floating(_) => None,
        }
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
    NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok().filter(|_| value.len() == 15)
}

/// `20170508T100000Z`: a time in UTC.
pub fn utc(value: &str) -> Option<NaiveDateTime> {
    date_time(value.strip_suffix('Z')?)
}

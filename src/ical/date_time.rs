//! DATE and DATE-TIME (RFC 5545 §3.3.4, §3.3.5), read and written.

use std::fmt::Display;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use icalendar::Property;

use super::content_line::ContentLine;

/// A day or a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// A time in UTC.
    Utc(NaiveDateTime),
    /// A floating time: by the clock of wherever one is (RFC 5545 §3.3.5).
    Floating(NaiveDateTime),
    /// A time by the clock of the zone of that name.
    Zoned(NaiveDateTime, String),
}

impl Moment {
    /// Returns the value of a property such as DTSTART; if it has several, the first.
    pub(crate) fn of(line: &ContentLine) -> Option<Self> {
        Self::all(line).next()
    }

    /// Returns every value of a property such as EXDATE; for periods (RFC 5545 §3.3.9), the start.
    pub(crate) fn all(line: &ContentLine) -> impl Iterator<Item = Self> {
        let values = line.value.split(',');
        values.filter_map(|value| Self::read(value.split('/').next()?.trim(), line))
    }

    fn read(value: &str, line: &ContentLine) -> Option<Self> {
        if let Some(time) = value.strip_suffix(['Z', 'z']) {
            return read_date_time(time).map(Self::Utc);
        }
        match (read_date_time(value), line.parameter("TZID")) {
            (Some(time), Some(zone)) => Some(Self::Zoned(time, zone.to_owned())),
            (Some(time), None) => Some(Self::Floating(time)),
            (None, _) if value.len() != 8 => None,
            (None, _) => Some(Self::Day(NaiveDate::parse_from_str(value, "%Y%m%d").ok()?)),
        }
    }

    /// Returns what the clock shows; for a day, midnight.
    pub(crate) fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Utc(time) | Self::Floating(time) | Self::Zoned(time, _) => *time,
        }
    }

    /// Returns its zone, if it has one that the tz database knows.
    pub(crate) fn zone(&self) -> Option<Tz> {
        match self {
            Self::Zoned(_, name) => name.parse().ok(),
            Self::Day(_) | Self::Utc(_) | Self::Floating(_) => None,
        }
    }

    /// Returns the instant in UTC, where its zone is known.
    pub(crate) fn utc(&self) -> Option<NaiveDateTime> {
        match self {
            Self::Utc(time) => Some(*time),
            Self::Zoned(time, _) => {
                let local = self.zone()?.from_local_datetime(time);
                local.earliest().map(|time| time.naive_utc())
            }
            Self::Day(_) | Self::Floating(_) => None,
        }
    }

    /// Returns when it begins in UTC; by its own clock where the zone is not known.
    pub(crate) fn instant(&self) -> NaiveDateTime {
        self.utc().unwrap_or(self.clock())
    }

    /// Returns the value as it is written.
    pub(crate) fn value(&self) -> String {
        match self {
            Self::Day(day) => day.format("%Y%m%d").to_string(),
            Self::Utc(time) => utc_value(*time),
            Self::Floating(time) | Self::Zoned(time, _) => date_time(*time).to_string(),
        }
    }

    /// Returns a property of that name with its value, such as DTSTART.
    pub(crate) fn property(&self, name: &str) -> Property {
        let mut property = Property::new(name, self.value());
        match self {
            Self::Day(_) => property.add_parameter("VALUE", "DATE"),
            Self::Zoned(_, zone) => property.add_parameter("TZID", zone),
            Self::Utc(_) | Self::Floating(_) => &mut property,
        };
        property
    }

    /// Returns another time by the same clock.
    pub(crate) fn at(&self, time: NaiveDateTime) -> Self {
        match self {
            Self::Day(_) => Self::Day(time.date()),
            Self::Utc(_) => Self::Utc(time),
            Self::Floating(_) => Self::Floating(time),
            Self::Zoned(_, zone) => Self::Zoned(time, zone.clone()),
        }
    }
}

/// Writes `20170508T100000`: a time by the clock of wherever it is.
pub(crate) fn date_time(time: NaiveDateTime) -> impl Display {
    time.format("%Y%m%dT%H%M%S")
}

/// Reads what [`date_time`] writes.
pub(super) fn read_date_time(value: &str) -> Option<NaiveDateTime> {
    let time = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S");
    time.ok().filter(|_| value.len() == 15)
}

/// Writes `20170508T100000Z`: a time in UTC.
pub(crate) fn utc_value(time: NaiveDateTime) -> String {
    format!("{}Z", date_time(time))
}

/// Reads what [`utc_value`] writes.
pub(crate) fn utc(value: &str) -> Option<NaiveDateTime> {
    read_date_time(value.strip_suffix('Z')?)
}

/// Writes a weekday as `TU` (RFC 5545 §3.3.10).
pub(crate) fn weekday_code(weekday: Weekday) -> String {
    weekday.to_string()[..2].to_uppercase()
}

/// Reads a duration such as `P1DT2H` (RFC 5545 §3.3.6); none if it is negative.
pub(super) fn read_duration(value: &str) -> Option<TimeDelta> {
    let value = value.trim().trim_start_matches('+').strip_prefix('P')?;
    let (days, times) = value.split_once('T').unwrap_or((value, ""));
    let mut seconds: i64 = 0;
    for (part, is_time) in [(days, false), (times, true)] {
        for piece in part.split_inclusive(|c: char| !c.is_ascii_digit()) {
            let (count, unit) = piece.split_at_checked(piece.len() - 1)?;
            let unit: i64 = match (unit, is_time) {
                ("W", false) => 604_800,
                ("D", false) => 86_400,
                ("H", true) => 3600,
                ("M", true) => 60,
                ("S", true) => 1,
                _ => return None,
            };
            seconds = seconds.checked_add(unit.checked_mul(count.parse().ok()?)?)?;
        }
    }
    // Nothing lasts longer than a century.
    TimeDelta::try_seconds(seconds).filter(|duration| duration.num_days() < 36_600)
}

//! DATE and DATE-TIME (RFC 5545 §3.3.4, §3.3.5), read and written.

use std::fmt::Display;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use chrono_tz::Tz;
use icalendar::Property;

use super::content_line::ContentLine;
use super::tzid::utc_offset;
use super::zones::CalendarZones;

/// A day or a time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// A time in UTC.
    Utc(NaiveDateTime),
    /// A floating time: by the clock of wherever one is (RFC 5545 §3.3.5).
    Floating(NaiveDateTime),
    /// A time by the clock of the zone of that name.
    Zoned(NaiveDateTime, Arc<str>),
}

impl Moment {
    /// Returns the value of a property such as DTSTART; if it has several, the first.
    pub(crate) fn of(line: &ContentLine) -> Option<Self> {
        Self::all(line).next()
    }

    /// Returns every value of a property such as EXDATE; for periods (RFC 5545 §3.3.9), the start.
    pub(crate) fn all(line: &ContentLine) -> impl Iterator<Item = Self> {
        PeriodValue::all(line).map(|period| period.start)
    }

    /// Reads a value, by the clock of a zone of that name unless it is in UTC.
    fn read(value: &str, zone: Option<&Arc<str>>) -> Option<Self> {
        if let Some(time) = value.strip_suffix(['Z', 'z']) {
            return read_date_time(time).map(Self::Utc);
        }
        // Some programs write an offset behind a time.
        if let Some(at) = value.rfind(['+', '-']).filter(|at| *at > 8) {
            let offset = utc_offset(&value[at..])?;
            return Some(Self::Utc(read_date_time(&value[..at])? - offset));
        }
        match (read_date_time(value), zone) {
            (Some(time), Some(zone)) => Some(Self::Zoned(time, zone.clone())),
            (Some(time), None) => Some(Self::Floating(time)),
            (None, _) => read_date(value).map(Self::Day),
        }
    }

    /// Returns what the clock shows; for a day, midnight.
    pub(crate) fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Utc(time) | Self::Floating(time) | Self::Zoned(time, _) => *time,
        }
    }

    /// Returns its zone, if it has one of a name of the tz database.
    pub(crate) fn zone(&self) -> Option<Tz> {
        match self {
            Self::Zoned(_, name) => name.parse().ok(),
            Self::Day(_) | Self::Utc(_) | Self::Floating(_) => None,
        }
    }

    /// Returns the instant in UTC, where its zone is known.
    pub(crate) fn utc(&self, zones: &CalendarZones) -> Option<NaiveDateTime> {
        match self {
            Self::Utc(time) => Some(*time),
            Self::Zoned(time, name) => zones.zone(name).utc(*time),
            Self::Day(_) | Self::Floating(_) => None,
        }
    }

    /// Returns when it begins in UTC; by its own clock where the zone is not known.
    pub(crate) fn instant(&self, zones: &CalendarZones) -> NaiveDateTime {
        self.utc(zones).unwrap_or(self.clock())
    }

    /// Returns what the clock of another moment shows at this one; its own clock where one of both
    /// zones is not known.
    pub(crate) fn by_clock_of(&self, other: &Self, zones: &CalendarZones) -> NaiveDateTime {
        let shown = match other {
            Self::Utc(_) => self.utc(zones),
            Self::Zoned(_, name) => {
                let zone = zones.zone(name);
                self.utc(zones).and_then(|utc| zone.local(utc))
            }
            Self::Day(_) | Self::Floating(_) => None,
        };
        shown.unwrap_or(self.clock())
    }

    /// Returns the difference of its clock from UTC, such as `+02:00`, where that is known.
    pub(crate) fn offset(&self, zones: &CalendarZones) -> Option<String> {
        Some(iso_offset(self.clock() - self.utc(zones)?))
    }

    /// Returns the moment in ISO 8601: `2026-06-09`, `2026-06-09T10:00:00+02:00`, or without a
    /// difference where none is known.
    pub fn iso(&self, zones: &CalendarZones) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            moment => {
                let clock = moment.clock().format("%Y-%m-%dT%H:%M:%S");
                format!("{clock}{}", moment.offset(zones).unwrap_or_default())
            }
        }
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

/// Returns a difference from UTC in ISO 8601: `+02:00`.
pub(crate) fn iso_offset(offset: TimeDelta) -> String {
    let seconds = offset.num_seconds();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{sign}{hours:02}:{minutes:02}"),
        seconds => format!("{sign}{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

/// Writes `20170508T100000`: a time by the clock of wherever it is.
pub(crate) fn date_time(time: NaiveDateTime) -> impl Display {
    time.format("%Y%m%dT%H%M%S")
}

/// Reads what [`date_time`] writes; seconds may lack. Some programs write `2017-05-08T10:00:00`.
pub(super) fn read_date_time(value: &str) -> Option<NaiveDateTime> {
    if value.as_bytes().get(4) == Some(&b'-') {
        let (day, time) = value.split_once(['T', 't', ' '])?;
        let plain = [day.replace('-', ""), time.replace(':', "")].join("T");
        return read_date_time(&plain);
    }
    let (day, time) = value.split_once(['T', 't'])?;
    let [hour, minute] = [0..2, 2..4].map(|digits| number(time.get(digits)?));
    let second = match time.get(4..) {
        Some("") => 0,
        Some(seconds) if seconds.len() == 2 => number(seconds)?,
        _ => return None,
    };
    let day = read_date(day)?;
    // The end of a day is the beginning of the next.
    if (hour, minute, second) == (Some(24), Some(0), 0) {
        return Some(NaiveDateTime::from(day.succ_opt()?));
    }
    // A leap second has no number of its own.
    day.and_hms_opt(hour?, minute?, second.min(59))
}

/// Reads `20170508`.
pub(super) fn read_date(value: &str) -> Option<NaiveDate> {
    let [year, month, day] = [0..4, 4..6, 6..8].map(|digits| number(value.get(digits)?));
    let year = i32::try_from(year?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, month?, day?);
    date.filter(|_| value.len() == 8)
}

fn number(digits: &str) -> Option<u32> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

/// A start, and its own end if it has one (RFC 5545 §3.3.9).
pub(super) struct PeriodValue {
    pub start: Moment,
    /// Its end, exclusive.
    pub end: Option<Moment>,
}

impl PeriodValue {
    /// Returns every value of a property such as RDATE.
    pub(super) fn all(line: &ContentLine) -> impl Iterator<Item = Self> {
        let zone = line.parameter("TZID").map(Arc::from);
        let kind = line.parameter("VALUE");
        let is_date = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("DATE"));
        let values = line.value.split(',');
        values.filter_map(move |value| Self::read(value, zone.as_ref(), is_date))
    }

    fn read(value: &str, zone: Option<&Arc<str>>, is_date: bool) -> Option<Self> {
        let (start, end) = match value.split_once('/') {
            Some((start, end)) => (start, Some(end.trim())),
            None => (value, None),
        };
        let start = match Moment::read(start.trim(), zone)? {
            // The type counts, whatever is there.
            time if is_date => Moment::Day(time.clock().date()),
            start => start,
        };
        let end = end.and_then(|end| match read_duration(end) {
            Some(duration) => Some(start.at(start.clock() + duration)),
            None => Moment::read(end, zone),
        });
        Some(Self { start, end })
    }
}

/// Writes `20170508T100000Z`: a time in UTC.
pub(crate) fn utc_value(time: NaiveDateTime) -> String {
    format!("{}Z", date_time(time))
}

/// Reads what [`utc_value`] writes.
pub(crate) fn utc(value: &str) -> Option<NaiveDateTime> {
    let time = value.strip_suffix('Z')?;
    read_date_time(time).filter(|_| time.len() == 15)
}

/// Writes a weekday as `TU` (RFC 5545 §3.3.10).
pub(crate) fn weekday_code(weekday: Weekday) -> String {
    weekday.to_string()[..2].to_uppercase()
}

/// Reads a duration such as `P1DT2H` (RFC 5545 §3.3.6); none if it is negative.
pub(super) fn read_duration(value: &str) -> Option<TimeDelta> {
    let value = value.trim().to_ascii_uppercase();
    let value = value.trim_start_matches('+').strip_prefix('P')?;
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

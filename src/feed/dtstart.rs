//! When an entry is shown: on whole days, or from a time to another.

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;

use super::zones::Zones;
use crate::ical::Moment;
use crate::plan::{DateRange, Hours, LocalTime, Planned, Session};

/// When an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// On whole days.
    Days(DateRange),
    /// From a time to another by the clocks of a zone; in UTC if calendars can't be told of the
    /// zone.
    Timed {
        start: LocalTime,
        end: LocalTime,
        in_utc: bool,
    },
}

impl Shown {
    /// From a time to another.
    pub fn timed((start, end): (LocalTime, LocalTime), zones: &Zones) -> Self {
        Self::Timed {
            start,
            end,
            in_utc: zones.rule(start.zone).is_none(),
        }
    }

    /// When it begins by its own clock; whole days at midnight.
    pub fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Days(days) => days.first().and_time(NaiveTime::MIN),
            Self::Timed { start, .. } => start.time,
        }
    }

    /// When it begins.
    pub fn start(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.first()),
            Self::Timed { start, in_utc, .. } => moment(start, *in_utc),
        }
    }

    /// When it ends, exclusive.
    pub fn end(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.end().unwrap_or(days.last())),
            Self::Timed { end, in_utc, .. } => moment(end, *in_utc),
        }
    }

    /// Whether another is at the same time, by whatever clocks.
    pub fn is_at(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Days(days), Self::Days(other)) => days == other,
            (
                Self::Timed { start, end, .. },
                Self::Timed {
                    start: other,
                    end: last,
                    ..
                },
            ) => (start.utc(), end.utc()) == (other.utc(), last.utc()),
            (Self::Days(_), Self::Timed { .. }) | (Self::Timed { .. }, Self::Days(_)) => false,
        }
    }

    /// The hours that DTSTART and DTEND tell by themselves; none in UTC, and of whole days.
    pub fn hours(&self) -> Option<Hours> {
        match self {
            Self::Timed { in_utc: false, .. } => self.planned().hours,
            Self::Timed { .. } | Self::Days(_) => None,
        }
    }

    /// The same as what is planned of a meeting.
    pub fn planned(&self) -> Planned {
        match self {
            Self::Days(days) => Planned {
                days: *days,
                hours: None,
            },
            Self::Timed { start, end, .. } => Planned {
                days: DateRange::day(start.time.date()),
                hours: Session::new(start.time.time(), end.time.time())
                    .map(|session| Hours::each(start.zone, vec![session])),
            },
        }
    }

    /// The zone that its feed has to tell of.
    pub fn zone(&self) -> Option<Tz> {
        match self {
            Self::Timed {
                start,
                in_utc: false,
                ..
            } => Some(start.zone),
            Self::Timed { .. } | Self::Days(_) => None,
        }
    }
}

fn moment(local: &LocalTime, in_utc: bool) -> Moment {
    match in_utc {
        true => Moment::Utc(local.utc()),
        false => Moment::Zoned(local.time, local.zone.name().to_owned()),
    }
}

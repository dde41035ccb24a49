//! DTSTART and DTEND: when an entry is shown, on whole days or from a time to another.

use chrono::{NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use icalendar::{Component as _, Event as Component};

use super::zones::Zones;
use crate::ical::Moment;
use crate::plan::{DateRange, Hours, LocalTime, Planned, Session};

/// The days or times of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Whole days.
    Days(DateRange),
    /// The times from one to another by the clocks of a zone; in UTC if no VTIMEZONE can describe
    /// the zone.
    Timed {
        start: LocalTime,
        end: LocalTime,
        in_utc: bool,
    },
}

impl Shown {
    /// Returns times from start to end, in UTC if the zone has no rule.
    pub(crate) fn timed((start, end): (LocalTime, LocalTime), zones: &Zones) -> Self {
        let in_utc = zones.rule(start.zone).is_none();
        Self::Timed { start, end, in_utc }
    }

    /// Adds DTSTART and DTEND.
    pub(crate) fn add_to(&self, vevent: &mut Component) {
        vevent.append_property(self.start().property("DTSTART"));
        vevent.append_property(self.end().property("DTEND"));
    }

    /// Returns when it begins by its own clock; whole days at midnight.
    pub(crate) fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Days(days) => days.first().and_time(NaiveTime::MIN),
            Self::Timed { start, .. } => start.time,
        }
    }

    /// Returns when it begins.
    pub(crate) fn start(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.first()),
            Self::Timed { start, in_utc, .. } => moment(start, *in_utc),
        }
    }

    /// Returns when it ends, exclusive (RFC 5545 §3.6.1).
    fn end(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.end().expect("days up to 2199 are valid")),
            Self::Timed { end, in_utc, .. } => moment(end, *in_utc),
        }
    }

    /// Whether another is at the same time, by whatever clocks.
    pub(crate) fn is_at(&self, other: &Self) -> bool {
        match (self.instants(), other.instants()) {
            (None, None) => self == other,
            (own, other) => own == other,
        }
    }

    /// Returns the start and the end in UTC; none for whole days.
    fn instants(&self) -> Option<(NaiveDateTime, NaiveDateTime)> {
        match self {
            Self::Days(_) => None,
            Self::Timed { start, end, .. } => Some((start.utc(), end.utc())),
        }
    }

    /// Returns the hours that DTSTART and DTEND say by themselves; none in UTC and for whole days.
    pub(crate) fn hours(&self) -> Option<Hours> {
        self.zone().and_then(|_| self.planned().hours)
    }

    /// Returns the days or times as the planned time of an occurrence.
    pub(crate) fn planned(&self) -> Planned {
        let (days, hours) = match self {
            Self::Days(days) => (*days, None),
            Self::Timed { start, end, .. } => {
                let session = Session::new(start.time.time(), end.time.time());
                let hours = session.map(|session| Hours::each(start.zone, vec![session]));
                (DateRange::day(start.time.date()), hours)
            }
        };
        Planned { days, hours }
    }

    /// Returns the zone whose VTIMEZONE its feed needs.
    pub(crate) fn zone(&self) -> Option<Tz> {
        match self {
            Self::Timed { start, in_utc, .. } => (!in_utc).then_some(start.zone),
            Self::Days(_) => None,
        }
    }
}

fn moment(local: &LocalTime, in_utc: bool) -> Moment {
    match in_utc {
        true => Moment::Utc(local.utc()),
        false => Moment::Zoned(local.time, local.zone.name().to_owned()),
    }
}

//! DTSTART and DTEND: when an entry is shown, on whole days or from a time to another.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use icalendar::{Component as _, Event as Component};

use super::zones::Zones;
use crate::ical::Moment;
use crate::plan::{DateRange, Hours, LocalSession, LocalTime, Planned};

/// The days or times of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// Whole days.
    Days(DateRange),
    /// A session; in UTC if its zone is UTC or no VTIMEZONE can describe it.
    Timed { session: LocalSession, in_utc: bool },
}

impl Shown {
    /// Returns a session, in UTC if its zone is UTC or has no rule.
    pub(crate) fn timed(session: LocalSession, zones: &Zones) -> Self {
        let in_utc = zones.is_in_utc(session.zone);
        Self::Timed { session, in_utc }
    }

    /// Adds DTSTART and DTEND; an instant has no DTEND (RFC 5545 §3.6.1).
    pub(crate) fn add_to(&self, vevent: &mut Component) {
        vevent.append_property(self.start().property("DTSTART"));
        if !matches!(self, Self::Timed { session, .. } if session.session.is_instant()) {
            vevent.append_property(self.end().property("DTEND"));
        }
    }

    /// Returns the day on which it begins, by its own clock.
    pub(crate) fn day(&self) -> NaiveDate {
        self.clock().date()
    }

    /// Returns when it begins by its own clock; whole days at midnight.
    pub(crate) fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Days(days) => days.first().and_time(NaiveTime::MIN),
            Self::Timed { session, .. } => session.start().time,
        }
    }

    /// Returns when it begins.
    pub(crate) fn start(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.first()),
            Self::Timed { session, in_utc } => moment(session.start(), *in_utc),
        }
    }

    /// Returns when it ends, exclusive (RFC 5545 §3.6.1).
    fn end(&self) -> Moment {
        match self {
            Self::Days(days) => Moment::Day(days.end().expect("days up to 2199 are valid")),
            Self::Timed { session, in_utc } => moment(session.end(), *in_utc),
        }
    }

    /// Whether another is at the same time, by whatever clocks, as far as the ends are given.
    pub(crate) fn is_at(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Timed { session: one, .. }, Self::Timed { session: two, .. }) => {
                let are_given = one.session.is_end_given() && two.session.is_end_given();
                let is_one_end = !are_given || one.end().utc() == two.end().utc();
                one.start().utc() == two.start().utc() && is_one_end
            }
            _ => self == other,
        }
    }

    /// Returns the hours that DTSTART and DTEND say by themselves; none in UTC, for whole days, and
    /// where the end is assumed.
    pub(crate) fn hours(&self) -> Option<Hours> {
        match self {
            Self::Timed { session, in_utc } if !in_utc && session.session.is_end_given() => {
                self.planned().hours
            }
            Self::Timed { .. } | Self::Days(_) => None,
        }
    }

    /// Returns the days or times as the planned time of an occurrence.
    pub(crate) fn planned(&self) -> Planned {
        let (days, hours) = match self {
            Self::Days(days) => (*days, None),
            Self::Timed { session, .. } => {
                let hours = Hours::each(session.zone, session.session);
                (DateRange::day(session.day), Some(hours))
            }
        };
        Planned { days, hours }
    }

    /// Returns the zone whose VTIMEZONE its feed needs.
    pub(crate) fn zone(&self) -> Option<Tz> {
        match self {
            Self::Timed { session, in_utc } => (!in_utc).then_some(session.zone),
            Self::Days(_) => None,
        }
    }
}

fn moment(local: LocalTime, in_utc: bool) -> Moment {
    match in_utc {
        true => Moment::Utc(local.utc()),
        false => Moment::Zoned(local.time, local.zone.name().into()),
    }
}

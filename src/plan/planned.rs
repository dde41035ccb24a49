//! The planned time of an occurrence that takes place at another.

use std::fmt;
use std::str::FromStr;

use super::{DateRange, Hours, LineError};

/// The planned time of an occurrence: its days, and its session if it has hours.
///
/// Its [`Display`](fmt::Display) is one line, `2026-04-14 10:00-12:00 Europe/Zurich`, that
/// [`FromStr`] reads back as the same value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The days that it would take; with hours, the day on which it would begin.
    pub days: DateRange,
    /// The session, and the zone that it is in.
    pub hours: Option<Hours>,
}

impl fmt::Display for Planned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.days)?;
        self.hours
            .as_ref()
            .map_or(Ok(()), |hours| write!(f, " {hours}"))
    }
}

impl FromStr for Planned {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        let (days, hours) = line
            .split_once(' ')
            .map_or((line, None), |(days, hours)| (days, Some(hours)));
        Ok(Self {
            days: days.parse()?,
            hours: hours.map(str::parse).transpose()?,
        })
    }
}

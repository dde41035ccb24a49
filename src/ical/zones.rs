//! stand-in
use super::component::Component;
use chrono::{NaiveDateTime, TimeZone as _};
use chrono_tz::Tz;
/// Zones
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Zones {}
/// Zone
#[derive(Clone, Copy)]
pub enum Zone {
    /// d
    Database(Tz),
    /// u
    Unknown,
}
impl Zones {
    /// read
    pub fn read<'a>(_: impl IntoIterator<Item = &'a Component>) -> Self {
        Self {}
    }
    pub(crate) fn zone(&self, tzid: &str) -> Zone {
        tzid.parse().map_or(Zone::Unknown, Zone::Database)
    }
}
impl Zone {
    /// utc
    pub fn utc(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Database(tz) => tz
                .from_local_datetime(&local)
                .earliest()
                .map(|t| t.naive_utc()),
            _ => None,
        }
    }
    /// local
    pub fn local(&self, utc: NaiveDateTime) -> Option<NaiveDateTime> {
        match self {
            Self::Database(tz) => Some(tz.from_utc_datetime(&utc).naive_local()),
            _ => None,
        }
    }
}

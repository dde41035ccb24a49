//! Plan → entries: which events a feed holds, an event as VEVENTs, notices of what is removed.

mod beside;
mod copies;
mod description;
mod dtstart;
mod ended;
mod entries;
mod feeds;
mod notice;
mod part;
mod rrule;
mod schedule;
mod series;
mod shelf;
mod summary;
mod vevent;
mod zones;

pub(crate) use beside::beside;
pub(crate) use copies::{EventCopy, event_copies};
pub(crate) use ended::ended_feeds;
pub(crate) use entries::{Difference, Placed, entries};
pub use feeds::{Feed, feeds};
pub(crate) use feeds::{Holder, calendar, calendar_of_copy};
pub(crate) use notice::departures;
pub(crate) use schedule::schedule;
pub(crate) use shelf::Shelf;
pub(crate) use zones::Zones;

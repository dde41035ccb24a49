//! Plan → entries: which events a feed holds, an event as VEVENTs, notices of what is gone.

mod description;
mod dtstart;
mod entries;

mod feeds;
mod notice;
mod part;
mod rrule;
mod schedule;
mod series;
mod vevent;
mod zones;

pub use entries::{Difference, Placed, entries};
pub use feeds::{Feed, Holder, calendar, feeds};
pub use notice::{Departures, EndedFeed, departures, ended_feeds};
pub use schedule::schedule;
pub use zones::Zones;

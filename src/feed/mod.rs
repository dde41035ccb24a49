//! Plan → entries: which events a feed holds, an event as VEVENTs, notices of what is removed.

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
mod summary;
mod vevent;
mod zones;

pub use ended::{EndedFeed, ended_feeds};
pub use entries::{Difference, Placed, entries};
pub use feeds::{Feed, Holder, calendar, feeds};
pub use notice::{Departures, departures};
pub use schedule::schedule;
pub use zones::Zones;

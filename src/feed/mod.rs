//! Plan → entries: which events a feed holds, an event as VEVENTs, notices of what is gone.

mod describe;
mod entries;
mod event;
mod feeds;
mod notice;
mod part;
mod recurrence;
mod series;
mod shown;
mod times;
mod zones;

pub use entries::{Difference, Placed, entries};
pub use feeds::{Feed, Holder, calendar, feeds};
pub use notice::{Closed, Departures, closed, departures};
pub use times::schedule;
pub use zones::Zones;

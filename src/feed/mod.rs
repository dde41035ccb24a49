//! Which events a feed holds, and an event as VEVENTs.

mod closed;
mod describe;
mod event;
mod feeds;
mod notice;
mod part;
mod recurrence;
mod series;
mod shown;
mod times;
mod told;
mod zones;

pub use closed::{Closed, closed};
pub use event::{Entry, entries};
pub use feeds::{Feed, Holder, calendar, feeds};
pub use notice::{Departures, Gone, Notice, OwnGroups, departures, is_to_come, is_withdrawn};
pub use times::schedule;
pub use told::{Told, without_last_change};
pub use zones::Zones;

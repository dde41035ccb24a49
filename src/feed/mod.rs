//! Which events a feed holds, and an event as VEVENTs.

mod describe;
mod event;
mod feeds;
mod part;
mod recurrence;
mod series;
mod shown;
mod stamp;
mod times;
mod zones;

pub use event::{Entry, entries};
pub use feeds::{Feed, Holder, PRODID, calendar, feeds};
pub use stamp::Stamp;
pub use zones::Zones;

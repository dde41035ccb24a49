//! Which events a feed holds, and an event as VEVENTs.

mod describe;
mod event;
mod feeds;
mod stamp;

pub use event::{Entry, entries};
pub use feeds::{Feed, Holder, PRODID, calendar, feeds};
pub use stamp::Stamp;

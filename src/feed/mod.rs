//! Which events a feed holds, and an event as VEVENTs.

mod closed;
mod describe;
mod event;
mod feeds;
mod ledger;
mod manifest;
mod notice;
mod part;
mod recurrence;
mod remaining;
mod series;
mod shown;
mod stamp;
mod times;
mod told;
mod zones;

pub use closed::{Closed, closed};
pub use event::{Entry, entries};
pub use feeds::{ALL, Feed, Holder, PRODID, calendar, feeds};
pub use ledger::{Ledger, LedgerError, Recorded};
pub use manifest::{Departed, Manifest, ManifestFeed, ManifestPage, digest};
pub use notice::{Departures, Gone, Notice, OwnGroups, departures, is_to_come, is_withdrawn};
pub use stamp::Stamp;
pub use times::schedule;
pub use told::{Told, without_last_change};
pub use zones::Zones;

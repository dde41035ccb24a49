//! The last publication, read back: its entries and their stamps, its manifest, and what of a series remains to come.

mod ledger;
mod manifest;
mod remaining;
mod stamp;

pub use ledger::{Ledger, LedgerError, Recorded};
pub use manifest::{Departed, Manifest, ManifestFeed, ManifestPage, digest};
pub(crate) use remaining::{meetings, remaining};
pub use stamp::Stamp;
pub(crate) use stamp::date_time;

/// What planfeed calls itself in calendars (RFC 5545 §3.7.3); short, since a long one gets folded
/// and refused.
pub const PRODID: &str = "-//planfeed//planfeed//EN";

/// The path of the feed of all events: it is written last, and so is the sign that all is written.
pub const ALL: &str = "all.ics";

/// The path of the manifest.
pub const MANIFEST: &str = "index.json";

/// The path of the feed of changes.
pub const CHANGES: &str = "changes.atom";

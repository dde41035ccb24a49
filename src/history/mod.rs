//! The last publication, read back: its entries and their stamps, its manifest, and what of a series remains to come.

mod entry;
mod ledger;
mod manifest;
mod record;
mod remaining;
mod stamp;

pub use entry::Entry;
pub use ledger::{Ledger, LedgerError};
pub use manifest::{Departed, Manifest, ManifestFeed, ManifestPage, digest};
pub use record::{
    CERTAIN, Group, Record, STAMPS, UNCERTAIN, WORDED, authors_text, is_exception, main,
    says_the_same, status, status_value, title,
};
pub use remaining::is_to_come;
pub(crate) use remaining::remaining;
pub use stamp::Stamp;
pub(crate) use stamp::date_time;

/// What planfeed calls itself in calendars (RFC 5545 §3.7.3); short, since a long one gets folded
/// and refused.
pub const PRODID: &str = "-//planfeed//planfeed//EN";

/// The form of the properties in which entries say what is asked of them later. Another form has
/// another number, so that no planfeed takes what it can't read for what was published.
pub const FORM: &str = "1";

/// The path of the feed of all events: it is written last, and so is the sign that all is written.
pub const ALL: &str = "all.ics";

/// The path of the manifest.
pub const MANIFEST: &str = "index.json";

/// The path of the feed of changes.
pub const CHANGES: &str = "changes.atom";

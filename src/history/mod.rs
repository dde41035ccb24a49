//! The last publication, read back: its entries, what they say, their stamps, and the manifest.

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
    CERTAIN, KeyAndTitle, Record, STAMPS, UNCERTAIN, WORDED, authors_text, is_exception, main,
    says_the_same, status, title,
};
pub use remaining::is_to_come;
pub(crate) use remaining::remaining;
pub use stamp::Stamp;
pub(crate) use stamp::days_since_1970;

/// What planfeed calls itself in calendars (RFC 5545 §3.7.3); short, since a long one gets folded
/// and refused.
pub const PRODID: &str = "-//planfeed//planfeed//EN";

/// The number of the form in which entries carry X-PLANFEED properties. A calendar of another form
/// is not read as a last publication.
pub const FORM: &str = "1";

/// The path of the feed of all events: it is written last, and so is the sign that all is written.
pub const ALL: &str = "all.ics";

/// The path of the manifest.
pub const MANIFEST: &str = "index.json";

/// The path of the feed of changes.
pub const CHANGES: &str = "changes.atom";

//! The last publication, read back: its entries, what they say, their stamps, and the manifest.

mod entry;
mod ledger;
mod manifest;
mod record;
mod remaining;
mod stamp;

pub(crate) use entry::Entry;
pub use ledger::{Ledger, LedgerError};
pub use manifest::digest;
pub(crate) use manifest::{Departed, Manifest, ManifestEvent, ManifestFeed, ManifestPage};
pub(crate) use record::{
    CERTAIN, KeyAndTitle, STAMPS, STATUSES, UNCERTAIN, WORDED, authors_text, main, says_the_same,
    status, title,
};
pub use record::{Record, is_override};
pub(crate) use remaining::{is_to_come, remaining};
pub(crate) use stamp::{Stamp, days_since_1970};

/// The name of planfeed in calendars (RFC 5545 §3.7.3); short, since a long one gets folded
/// and refused.
pub(crate) const PRODID: &str = "-//planfeed//planfeed//EN";

/// The number of the form in which entries carry X-PLANFEED properties. A calendar of another form
/// is not read as a last publication.
pub(crate) const FORM: &str = "1";

/// The path of the feed of all events: it is written last, and so is the sign that all is written.
pub const ALL: &str = "all.ics";

/// The path of the manifest.
pub const MANIFEST: &str = "index.json";

/// The path of the feed of changes.
pub const CHANGES: &str = "changes.atom";

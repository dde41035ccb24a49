//! What people read beside the feeds: what a publication changes, as HTML and as an Atom feed.

mod atom;
mod changes;
mod notice;

pub use atom::atom;
pub use changes::html;
pub use notice::with_notice;

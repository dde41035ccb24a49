//! What people read beside the feeds: what a publication changes, as HTML and as an Atom feed.

mod atom;
mod changes;

pub use atom::atom;
pub use changes::html;

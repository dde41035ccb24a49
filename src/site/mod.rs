//! What people read beside the feeds: the page of the plan, and what a publication changes, as HTML
//! and as an Atom feed.

mod atom;
mod broken_edit;
mod changes;
mod page;

pub use atom::atom;
pub use broken_edit::with_notice;
pub use changes::html;
pub use page::page;

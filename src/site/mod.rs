//! What people read beside the feeds: the page of the plan, and what a publication changes, as HTML
//! and as an Atom feed.

mod atom;
#[cfg(feature = "serve")]
mod broken_edit;
mod changes;
mod page;

pub(crate) use atom::atom;
#[cfg(feature = "serve")]
pub(crate) use broken_edit::with_notice;
pub use changes::html;
pub(crate) use page::page;

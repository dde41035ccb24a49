//! What people read beside the feeds: the page of the plan, and what a publication changes, as HTML
//! and as an Atom feed.

mod atom;
mod changes;
mod notice;
mod page;

pub use atom::atom;
pub use changes::html;
pub use notice::with_notice;
pub use page::page;

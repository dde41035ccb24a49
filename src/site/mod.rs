//! Pages that people read beside the feeds: the page of the plan, and what a publication changes,
//! as HTML and as an Atom feed.

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

/// Renders a template. Memory takes every byte, so only a fault of planfeed can fail here, and that
/// must never become an empty file.
pub fn render(template: &impl askama::Template) -> String {
    template.render().expect("memory takes every byte")
}

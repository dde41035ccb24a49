//! The notice on the page that an edit could not be published.

use askama::filters::{Html, escape};

use crate::language::Language;

/// The place of the notice in the page.
const PLACE: &str = "<!--notice-->";

/// Returns the page with a notice that the newest edit of the plan has errors; a page without a
/// place for it stays as it is.
pub(crate) fn with_notice(page: &str, language: &Language) -> String {
    let text = escape(language.written.broken_edit, Html).expect("every text can be escaped");
    let notice = format!("<p class=\"notice\" role=\"status\">{text}</p>");
    page.replacen(PLACE, &notice, 1)
}

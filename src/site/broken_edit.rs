//! What the page says of an edit that could not be published.

use askama::filters::{Html, escape};

use crate::language::Language;

/// Where the page has room for it.
const MARK: &str = "<!--notice-->";

/// The page, saying that the newest edit of the plan has errors; a page without a mark for that
/// stays as it is.
pub(crate) fn with_notice(page: &str, language: &Language) -> String {
    // Writing to memory does not fail.
    let text = escape(language.written.broken_edit, Html)
        .map(|text| text.to_string())
        .unwrap_or_default();
    page.replacen(
        MARK,
        &format!("<p class=\"notice\" role=\"status\">{text}</p>"),
        1,
    )
}

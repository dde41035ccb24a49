//! How texts of the plan are put into the page.

use askama::Values;
use askama::filters::{Html, Safe, escape};

/// Isolates end with the text that opens them: U+2069 for each U+2066 to U+2068 that has none.
const POP: char = '\u{2069}';

/// A text with a direction of its own, which ends where it does: escaped, in an element that isolates it.
#[askama::filter_fn]
pub(super) fn isolated(text: &str, _: &dyn Values) -> askama::Result<Safe<String>> {
    let open = text.chars().fold(0_usize, |open, c| match c {
        '\u{2066}'..='\u{2068}' => open + 1,
        POP => open.saturating_sub(1),
        _ => open,
    });
    let ends: String = std::iter::repeat_n(POP, open).collect();
    Ok(Safe(format!("<bdi>{}{ends}</bdi>", escape(text, Html)?)))
}

//! The filter that puts texts of the plan into the page.

#![expect(unreachable_pub, reason = "the type of a filter is made by a macro")]

use askama::Values;
use askama::filters::{Html, Safe, escape};

/// The end of an isolate. An isolate that a text opens and does not end would take the end of its
/// element, so the element gets another end.
const POP: char = '\u{2069}';

/// Escapes a text and isolates its direction, which ends where the text does.
#[askama::filter_fn]
pub(super) fn isolated(text: &str, _: &dyn Values) -> askama::Result<Safe<String>> {
    let open = text.chars().fold(0_usize, |open, c| match c {
        '\u{2066}'..='\u{2068}' => open + 1,
        POP => open.saturating_sub(1),
        _ => open,
    });
    let ends: String = std::iter::repeat_n(POP, open).collect();
    Ok(Safe(format!("<bdi>{}</bdi>{ends}", escape(text, Html)?)))
}

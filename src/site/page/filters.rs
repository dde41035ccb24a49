//! How texts of the plan are put into the page.

#![expect(unreachable_pub, reason = "the type of a filter is made by a macro")]

use askama::Values;
use askama::filters::{Html, Safe, escape};

/// Ends an isolate. One that a text opens and does not end takes the end of its element, so that
/// gets another, behind it.
const POP: char = '\u{2069}';

/// A text with a direction of its own, which ends where it does: escaped, in an element that
/// isolates it.
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

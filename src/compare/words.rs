//! A long text and what became of it, word by word.

use similar::{ChangeTag, TextDiff};

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// Both texts have it; a long one is cut in the middle.
    Same(String),
    /// Only the old one has it.
    Old(String),
    /// Only the new one has it.
    New(String),
}

/// Texts of more characters, or of several lines, are compared word by word.
const LONG: usize = 80;
/// Words that are shown on either side of a difference.
const AROUND: usize = 6;

/// Whether a text is too long to be shown old and new.
pub fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > LONG
}

/// The most characters of two texts that are compared word by word.
const MOST: usize = 100_000;

/// What became of a text, word by word; of texts that are very long, their beginnings.
pub(super) fn words(old: &str, new: &str) -> Vec<Words> {
    if old.len() + new.len() > MOST {
        let beginning = |text: &str| text.chars().take(LONG).chain(['…']).collect();
        return vec![Words::Old(beginning(old)), Words::New(beginning(new))];
    }
    let diff = TextDiff::from_words(old, new);
    let mut stretches: Vec<(ChangeTag, String)> = Vec::new();
    for change in diff.iter_all_changes() {
        match stretches.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => stretches.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = stretches.len().saturating_sub(1);
    let stretch = |(n, (tag, text)): (usize, (ChangeTag, String))| match tag {
        ChangeTag::Equal => Words::Same(shortened(&text, n > 0, n < last)),
        ChangeTag::Delete => Words::Old(text),
        ChangeTag::Insert => Words::New(text),
    };
    stretches.into_iter().enumerate().map(stretch).collect()
}

/// The first and the last words of a stretch that both have, as far as a difference stands beside
/// them.
fn shortened(text: &str, has_before: bool, has_after: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let (first, last) = (
        if has_before { AROUND } else { 0 },
        if has_after { AROUND } else { 0 },
    );
    if words.len() <= first + last + 2 {
        return text.to_owned();
    }
    let middle = if has_before && has_after {
        "… "
    } else {
        "…"
    };
    format!(
        "{}{middle}{}",
        words[..first].concat(),
        words[words.len() - last..].concat()
    )
}

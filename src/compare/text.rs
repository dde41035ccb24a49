//! A long text and its new version, word by word.

use similar::{ChangeTag, TextDiff};

/// Texts of more characters, or of several lines, are compared word by word.
const LONG: usize = 80;
/// Words that are shown on either side of a difference.
const AROUND: usize = 6;
/// The most bytes of two texts that are compared word by word.
const MOST: usize = 100_000;

/// A stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Text that both versions have; a long one is cut in the middle.
    Same(String),
    /// Text that only the old version has.
    Old(String),
    /// Text that only the new version has.
    New(String),
}

/// Whether a text is too long to be shown in both versions.
pub fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > LONG
}

/// Compares two versions of a text word by word; for very long ones, shows the beginnings.
pub(super) fn stretches(old: &str, new: &str) -> Vec<Stretch> {
    if old.len() + new.len() > MOST {
        return vec![Stretch::Old(beginning(old)), Stretch::New(beginning(new))];
    }
    let mut merged: Vec<(ChangeTag, String)> = Vec::new();
    for change in TextDiff::from_words(old, new).iter_all_changes() {
        match merged.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => merged.push((change.tag(), change.value().to_owned())),
        }
    }
    let last = merged.len().saturating_sub(1);
    let merged = merged.into_iter().enumerate();
    merged
        .map(|(n, (tag, text))| match tag {
            ChangeTag::Equal => Stretch::Same(shortened(&text, n > 0, n < last)),
            ChangeTag::Delete => Stretch::Old(text),
            ChangeTag::Insert => Stretch::New(text),
        })
        .collect()
}

fn beginning(text: &str) -> String {
    text.chars().take(LONG).chain(['…']).collect()
}

/// Cuts a stretch that both versions have to the words beside the differences before and after it.
fn shortened(text: &str, has_before: bool, has_after: bool) -> String {
    let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    let [first, last] = [has_before, has_after].map(|is_shown| AROUND * usize::from(is_shown));
    if words.len() <= first + last + 2 {
        return text.to_owned();
    }
    let space = if has_before && has_after { " " } else { "" };
    let (start, end) = (&words[..first], &words[words.len() - last..]);
    format!("{}…{space}{}", start.concat(), end.concat())
}

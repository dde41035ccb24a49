//! A long text and its new version, word by word.

use similar::{ChangeTag, TextDiff};

/// Texts of more characters, or of several lines, are compared word by word.
const LONG: usize = 80;
/// Words that are shown on either side of a difference.
const AROUND: usize = 6;
/// The most words between two differences that are shown as if they differed too.
const MOST_BETWEEN: usize = 2;
/// The least part of the words that both versions have, for which they are one text.
const LEAST_ALIKE: f32 = 0.4;
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
pub(super) fn is_long(text: &str) -> bool {
    text.contains('\n') || text.chars().count() > LONG
}

/// Compares two versions of a text word by word; none if they have little in common, or are very
/// long.
pub(super) fn stretches(old: &str, new: &str) -> Option<Vec<Stretch>> {
    if old.len() + new.len() > MOST {
        return None;
    }
    let diff = TextDiff::from_words(old, new);
    if diff.ratio() < LEAST_ALIKE {
        return None;
    }
    let mut runs: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        match (change.tag(), runs.last_mut()) {
            (ChangeTag::Equal, Some(Run::Same(text))) => text.push_str(change.value()),
            (ChangeTag::Equal, _) => runs.push(Run::Same(change.value().to_owned())),
            (tag, Some(Run::Other(texts))) => texts[side(tag)].push_str(change.value()),
            (tag, _) => {
                let mut texts = [String::new(), String::new()];
                texts[side(tag)].push_str(change.value());
                runs.push(Run::Other(texts));
            }
        }
    }
    let runs = joined(runs);
    let last = runs.len().saturating_sub(1);
    let mut stretches = Vec::new();
    for (at, run) in runs.into_iter().enumerate() {
        match run {
            Run::Same(text) => {
                stretches.push(Stretch::Same(shortened(&text, at > 0, at < last)));
            }
            Run::Other([old, new]) => {
                stretches.extend((!old.is_empty()).then_some(Stretch::Old(old)));
                stretches.extend((!new.is_empty()).then_some(Stretch::New(new)));
            }
        }
    }
    Some(stretches)
}

/// Text that both versions have, or what each has in its place.
enum Run {
    Same(String),
    Other([String; 2]),
}

fn side(tag: ChangeTag) -> usize {
    usize::from(tag == ChangeTag::Insert)
}

/// Joins differences with only a word or two between them.
fn joined(runs: Vec<Run>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    for run in runs {
        match (all.as_mut_slice(), run) {
            ([.., Run::Other(texts), Run::Same(between)], Run::Other(more))
                if between.split_whitespace().count() <= MOST_BETWEEN
                    && !between.contains('\n') =>
            {
                for (text, more) in texts.iter_mut().zip(more) {
                    *text += between;
                    *text += &more;
                }
                all.pop();
            }
            (_, run) => all.push(run),
        }
    }
    all
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

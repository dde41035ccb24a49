//! Phrases to write instead of one that is refused.

use super::words::words;
use crate::language::Language;
use crate::plan::{DayHours, When};

/// A phrase to write instead of one that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The phrase, in the language of the refused one. It is read in the same context.
    pub text: String,
    /// The meaning of the phrase, as a line.
    pub meaning: String,
    /// What tells it from the other suggestions, such as *both years*.
    pub note: &'static str,
}

impl Suggestion {
    /// Returns that date as a phrase of that language.
    pub(super) fn of(when: &When, language: &Language, note: &'static str) -> Self {
        Self {
            text: words(when, language),
            meaning: when.to_string(),
            note,
        }
    }

    /// Returns that date with the suggested hours.
    pub(super) fn of_timed(when: &When, hours: &Self, language: &Language) -> Self {
        Self {
            text: format!("{}, {}", words(when, language), hours.text),
            meaning: format!("{when}, {}", hours.meaning),
            note: hours.note,
        }
    }

    /// Returns those hours as a line, which is read alike in every language.
    pub(super) fn of_hours(hours: &DayHours) -> Self {
        Self {
            text: hours.to_string(),
            meaning: hours.to_string(),
            note: "",
        }
    }
}

/// Returns the way out in words: the advice, and the phrases to write.
pub(super) fn help(advice: &str, suggestions: &[Suggestion]) -> String {
    let mut help = advice.to_owned();
    for (i, suggestion) in suggestions.iter().enumerate() {
        help.push_str(match i {
            0 if advice.ends_with("write") || advice.ends_with("are") => " ",
            0 => ": ",
            _ if i + 1 == suggestions.len() => " or ",
            _ => ", ",
        });
        help.push_str(&format!("`{}`", suggestion.text));
        if !suggestion.note.is_empty() {
            help.push_str(&format!(" ({})", suggestion.note));
        }
    }
    help
}

//! Phrases that are not read: where, why, and what to write instead.

use std::fmt;
use std::ops::Range;

use super::suggestion::{Suggestion, help};

/// The advice where nothing better is known.
pub(super) const GENERAL_ADVICE: &str = "write a date as it is printed, or as year-month-day";

/// A phrase that is not read, with the part that is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The kind of fault.
    pub kind: RefusalKind,
    /// The part at fault: characters of the phrase from 0, end exclusive. The whole phrase if
    /// something is missing.
    pub at: Range<usize>,
    /// The fault, in one sentence without a stop.
    pub message: String,
    /// The way out in general; `suggestions` say what to write.
    pub(super) advice: String,
    /// Phrases to write instead: each is read, in the same context, as what it says.
    pub suggestions: Vec<Suggestion>,
    /// The text to write in place of the part at fault, where just one thing can be meant.
    pub correction: Option<String>,
}

impl Refusal {
    /// Whether the phrase has more than one reading.
    pub fn is_ambiguous(&self) -> bool {
        self.kind == RefusalKind::Ambiguous
    }

    /// Returns the column of the part at fault, counted in characters from 1.
    pub fn column(&self) -> usize {
        self.at.start + 1
    }

    /// Returns the way out: what to write instead.
    pub fn help(&self) -> String {
        help(&self.advice, &self.suggestions)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Refusal {}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// The phrase is not a date, or not in known words.
    NotUnderstood,
    /// The phrase has more than one reading.
    Ambiguous,
    /// No calendar has that day.
    Impossible,
    /// A printed weekday is not that of its date.
    Weekday,
    /// The phrase runs backwards.
    Backwards,
    /// No year is known.
    NoYear,
}

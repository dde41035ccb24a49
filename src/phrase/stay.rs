//! Hours of days in a row that may be one stay, from the first day to the last, and not the hours
//! of each day.

use std::ops::Range;

use chrono::TimeDelta;

use super::hours::HoursReading;
use super::lexicon::Word;
use super::timed::{Timed, is_sign};
use super::token::TokenKind;
use super::{Refusal, RefusalKind, refusal};
use crate::language::Term;
use crate::plan::{Dates, Precision, When};

/// Nobody holds anything for longer each day; from evening to morning it may be.
const LONGEST: TimeDelta = TimeDelta::hours(16);

impl Timed<'_> {
    /// Whether days in a row may be one stay, and not the same hours each day: from one end to the
    /// other if a time is printed with one end, or if the hours are too long for each day.
    pub(super) fn is_one_stay(
        &self,
        when: &When,
        hours: &HoursReading,
        part: &Range<usize>,
    ) -> bool {
        let Dates::Span(days, Precision::Day) = when.dates() else {
            return false;
        };
        let rest = self.tokens[..part.start]
            .iter()
            .chain(&self.tokens[part.end..]);
        let is_to = |at: usize| {
            let mut words = self.grammar.dates.words_at(self.tokens, at);
            words.any(|(_, word)| word == Word::Term(Term::To))
        };
        let is_range = rest
            .into_iter()
            .any(|token| token.kind == TokenKind::Sign('-'))
            || (0..self.tokens.len()).any(|at| !part.contains(&at) && is_to(at));
        let sessions = &hours.hours.sessions;
        let is_open = sessions.iter().any(|session| !session.is_end_given());
        let is_long = sessions.iter().any(|session| session.duration() > LONGEST);
        days.count() > 1 && is_range && (is_long || is_open && !self.is_set_off_behind(part))
    }

    /// Whether a comma or a word sets the hours off behind the date: `du 3 au 5 mai à 20h30`.
    fn is_set_off_behind(&self, part: &Range<usize>) -> bool {
        let Some(before) = part.start.checked_sub(1) else {
            return false;
        };
        let is_number = matches!(self.tokens[part.start].kind, TokenKind::Number(..));
        part.end == self.tokens.len() && (is_sign(&self.tokens[before]) || !is_number)
    }
}

/// Refuses hours of days in a row that may be one stay.
pub(super) fn one_stay(at: Range<usize>) -> Refusal {
    let message = "these hours may be those of each day, or of one stay from the first to the last";
    let help = "for each day, write them under `hours`; for one stay, write each day with its own";
    Refusal {
        kind: RefusalKind::Ambiguous,
        ..refusal(at, message, help)
    }
}

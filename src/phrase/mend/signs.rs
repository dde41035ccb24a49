//! Ends of a range that are in the wrong order, and signs that join what they can't.

use std::ops::Range;

use super::Mender;
use crate::language::Term;
use crate::phrase::lexicon::Word;
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::TokenKind;

/// Longer ranges, in days, are not offered in place of one that runs backwards.
const LONGEST: i64 = 300;

impl Mender<'_> {
    /// Returns a range with its ends in the other order, or with another year at one end.
    pub(super) fn turned_round(&self) -> Vec<Suggestion> {
        let whole = 0..self.phrase.chars().count();
        let mut texts = Vec::new();
        for joint in self.joints() {
            let [first, last] = [whole.start..joint.start, joint.end..whole.end];
            let [first, last] = [first, last].map(|at| self.characters(&at).trim().to_owned());
            let joint = match self.characters(&joint).trim() {
                joint @ "/" => joint.to_owned(),
                joint => format!(" {joint} "),
            };
            texts.push(format!("{last}{joint}{first}"));
        }
        let years = (0..self.tokens.len()).filter(|at| self.year(*at).is_some());
        let years: Vec<usize> = years.collect();
        if let [first, .., last] = years.as_slice() {
            for (at, step) in [(*last, 1), (*first, -1)] {
                let year = self.year(at).unwrap_or_default() as i32 + step;
                texts.push(self.with(&self.tokens[at].at, &year.to_string()));
            }
        }
        let mut suggestions = self.those_read(texts);
        suggestions.retain(|one| {
            let reading = self.read(&one.text);
            let days = reading.and_then(|reading| reading.when.span());
            days.is_some_and(|days| days.count() < LONGEST)
        });
        suggestions
    }

    /// Returns the phrase with a dash for all days between, and with *and* for just these.
    pub(super) fn with_another_sign(&self) -> Vec<Suggestion> {
        let joints: Vec<Range<usize>> = self.joints().collect();
        let mut texts = Vec::new();
        if let [first, .., last] = joints.as_slice() {
            texts.push(self.with(&(first.start..last.end), " – "));
        }
        for joint in &joints {
            let is_spaced = self.characters(joint).starts_with(' ');
            texts.push(self.with(joint, if is_spaced { " – " } else { "–" }));
            texts.extend(
                self.forms(Term::And)
                    .map(|and| self.with(joint, &format!(" {and} "))),
            );
        }
        self.those_read(texts)
    }

    fn year(&self, at: usize) -> Option<u32> {
        match self.tokens[at].kind {
            TokenKind::Number(year, 4) => Some(year),
            _ => None,
        }
    }

    /// Returns the signs and words that may join two dates, with the spaces around them.
    fn joints(&self) -> impl Iterator<Item = Range<usize>> {
        let inner = 1..self.tokens.len().saturating_sub(1);
        inner.filter_map(|at| {
            let mut words = self.grammar.dates.words_at(self.tokens, at);
            let word = words.find(|(_, word)| {
                matches!(word, Word::Term(Term::To | Term::And)) && !self.tokens[at].glued
            });
            let is_sign = matches!(self.tokens[at].kind, TokenKind::Sign('-' | '/' | '&' | '@'));
            let next = word.map(|(next, _)| next).or(is_sign.then_some(at + 1))?;
            let after = self.tokens.get(next)?;
            Some(self.tokens[at - 1].at.end..after.at.start)
        })
    }
}

//! Words and signs beside a date that are no part of it.

use std::ops::Range;

use super::{Mend, Mender};
use crate::language::Term;
use crate::phrase::lexicon::Word;
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::{Token, TokenKind};
use crate::plan::{DateRange, Dates, Precision, When};

impl Mender<'_> {
    /// Returns the phrase with a marker for a question mark, or with one of its markers alone.
    pub(super) fn with_marker(&self) -> Vec<Suggestion> {
        let question = self.phrase.find('?');
        let without = self.phrase.replace(['?', '(', ')'], " ");
        let without = without.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut texts = Vec::new();
        if question.is_some() {
            texts.push(without.clone());
            if self
                .read(&without)
                .is_none_or(|found| found.when.marker().is_none())
            {
                texts = ["TBC", "TBA"]
                    .map(|marker| format!("{without} {marker}"))
                    .into();
            }
            if !without.is_empty() {
                texts.truncate(1);
            }
        } else if self.at == (0..self.phrase.chars().count()) {
            texts.push(format!("{} TBC", self.phrase.trim()));
        }
        let mut texts: Vec<String> = texts.iter().map(|text| text.trim().to_owned()).collect();
        if texts.iter().all(|text| text.len() < 4) {
            texts = texts.iter().map(|text| text.to_uppercase()).collect();
        }
        texts.extend(self.with_one_marker());
        self.those_read(texts)
    }

    /// Returns the phrase without each of its markers, if the fault is that there are several.
    fn with_one_marker(&self) -> Vec<String> {
        let is_marker =
            |at: &usize| self.is_term(*at, |word| matches!(word, Word::Term(Term::Unsettled(_))));
        if !self.at_fault(0).any(|at| is_marker(&at)) {
            return Vec::new();
        }
        let markers = (0..self.tokens.len()).rev().filter(is_marker);
        let texts = markers.map(|at| self.with(&self.with_brackets(&(at..at + 1)), ""));
        texts
            .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
            .map(|text| text.trim_matches(is_set_off).to_owned())
            .collect()
    }

    /// Returns the phrase without the number of days beside its dates.
    pub(super) fn without_duration(&self) -> Vec<Suggestion> {
        let mut texts = Vec::new();
        for at in 1..self.tokens.len() {
            if self.is_term(at, |word| word == Word::Term(Term::Day)) {
                let text = self.with(&self.with_brackets(&(at - 1..at + 1)), "");
                texts.push(text.trim_matches(is_set_off).to_owned());
            }
        }
        let mut suggestions = self.those_read(texts);
        suggestions.truncate(1);
        suggestions.extend(self.of_that_many_days());
        suggestions
    }

    /// Returns the days from the first date on, as many as the phrase says.
    fn of_that_many_days(&self) -> Option<Suggestion> {
        let at = (1..self.tokens.len())
            .find(|at| self.is_term(*at, |word| word == Word::Term(Term::Day)))?;
        let TokenKind::Number(count, _) = self.tokens[at - 1].kind else {
            return None;
        };
        let text = self.with(&self.with_brackets(&(at - 1..at + 1)), "");
        let when = self.read(text.trim_matches(is_set_off))?.when;
        let first = when.span().filter(|_| when.is_exact())?.first();
        let days = DateRange::days_from(first, count.into())?;
        let when = When::new(Dates::Span(days, Precision::Day), None, None).ok()?;
        Some(Suggestion::of(&when, self.grammar.language(), ""))
    }

    /// Whether a letter or a figure goes on where these characters begin or end: they are a part of
    /// a word, such as `TB` of `TB1`.
    fn is_glued(&self, at: &Range<usize>) -> bool {
        let characters: Vec<char> = self.phrase.chars().collect();
        [at.start, at.end].into_iter().any(|cut| {
            let before = cut.checked_sub(1).and_then(|cut| characters.get(cut));
            let both = before.zip(characters.get(cut));
            both.is_some_and(|(before, after)| before.is_alphanumeric() && after.is_alphanumeric())
        })
    }

    /// Returns the date alone, without words that no part of a date can be.
    pub(super) fn without_other_words(&self) -> Option<Mend> {
        let fault = self.at_fault(0);
        let mut parts: Vec<Range<usize>> = vec![fault.start..self.tokens.len(), fault.clone()];
        parts.extend((fault.end..self.tokens.len()).map(|end| fault.start..end));
        parts.extend((0..fault.start).rev().map(|start| start..self.tokens.len()));
        parts.push(0..fault.end);
        parts.push(0..fault.start);
        parts.retain(|part| !part.is_empty());
        for part in parts.into_iter().filter(|part| self.says_no_date(part)) {
            let at = self.with_brackets(&part);
            if self.is_glued(&at) {
                continue;
            }
            let text = self.with(&at, " ");
            let text = text.trim_matches(is_set_off).to_owned();
            let is_leading = part.start == 0;
            let is_guess = part
                .clone()
                .any(|at| self.is_term(at, |word| word == Word::Term(Term::Approximate)));
            let mut suggestions = match is_guess {
                true => Vec::new(),
                false => self.those_read([text.clone()]),
            };
            if is_leading {
                suggestions.extend(self.those_read([format!("{text} TBC")]));
            }
            if !suggestions.is_empty() {
                let is_word = |token: &&Token| !matches!(token.kind, TokenKind::Sign(_));
                let last = self.tokens[part.clone()].iter().rev().find(is_word);
                let end = last.map_or(self.at.end, |last| last.at.end);
                return Some(Mend {
                    advice: "the date stands alone here, a place belongs to `where` and other \
                             words to `description`; write",
                    suggestions,
                    at: Some(self.tokens[part.start].at.start..end),
                });
            }
        }
        None
    }

    /// Whether none of these tokens could say when something is.
    fn says_no_date(&self, part: &Range<usize>) -> bool {
        !part.clone().any(|at| {
            let is_number = matches!(self.tokens[at].kind, TokenKind::Number(..));
            is_number || self.is_term(at, says_when)
        })
    }

    /// Returns the characters of tokens, with the brackets around them.
    fn with_brackets(&self, part: &Range<usize>) -> Range<usize> {
        let mut part = part.clone();
        let is_sign = |at: Option<usize>, sign| {
            let token = at.and_then(|at| self.tokens.get(at));
            token.is_some_and(|token| token.kind == TokenKind::Sign(sign))
        };
        if is_sign(part.start.checked_sub(1), '(') {
            part.start -= 1;
            if is_sign(Some(part.end), ')') {
                part.end += 1;
            }
        }
        let start = self.tokens[part.start].at.start;
        let end = part.end.checked_sub(1).map(|last| self.tokens[last].at.end);
        start..end.unwrap_or(start).max(start)
    }
}

fn is_set_off(c: char) -> bool {
    c.is_whitespace() || ",;:.-–—(/".contains(c)
}

fn says_when(word: Word) -> bool {
    match word {
        Word::Month(_) | Word::Weekday(_) => true,
        Word::Term(term) => !matches!(
            term,
            Term::Lead
                | Term::Approximate
                | Term::The
                | Term::Those
                | Term::Of
                | Term::Remark
                | Term::OrdinalSuffix
                | Term::SpacedSuffix
                | Term::Number(1)
        ),
        Word::Hours(_) => false,
    }
}

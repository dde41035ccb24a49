//! Numbers that no calendar has: the last one that there is, and figures typed wrongly.

use super::Mender;
use crate::language::Term;
use crate::phrase::lexicon::Word;
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::{TokenKind, tokens};
use crate::plan::{DateRange, Dates, Precision, When, YEARS};

/// The last days of months.
const LAST_DAYS: [u32; 4] = [31, 30, 29, 28];

/// Whether a number stands on both sides of a dash.
fn has_equal_ends(text: &str) -> bool {
    let tokens = tokens(text);
    let mut parts = tokens.windows(3);
    parts.any(|part| part[0].kind == part[2].kind && part[1].kind == TokenKind::Sign('-'))
}

impl Mender<'_> {
    /// Returns the phrase with the last number that there is in place of one that is too large; and
    /// the day after, if the phrase is one day.
    pub(super) fn with_smaller_numbers(&self) -> Vec<Suggestion> {
        for at in self.at_fault(1) {
            let TokenKind::Number(number, figures) = self.tokens[at].kind else {
                continue;
            };
            if figures > 2 {
                continue;
            }
            for last in self
                .last_numbers(at)
                .into_iter()
                .filter(|last| *last < number)
            {
                let text = self.with(&self.tokens[at].at, &format!("{last:0figures$}"));
                let is_day = LAST_DAYS.contains(&last);
                let texts = [Some(text.clone()), self.without_weekday(&text, is_day)];
                let texts = texts.into_iter().flatten().take(2);
                let suggestions = self.those_read(texts.filter(|text| !has_equal_ends(text)));
                let Some(mut suggestions) = (!suggestions.is_empty()).then_some(suggestions) else {
                    continue;
                };
                suggestions.truncate(1);
                let reading = self.read(&suggestions[0].text);
                if let Some(reading) = reading.filter(|found| is_day && found.hours.is_none()) {
                    suggestions.extend(self.day_after(&reading.when));
                }
                return suggestions;
            }
        }
        Vec::new()
    }

    /// Returns the last numbers of what is counted beside that token, or else those of days.
    fn last_numbers(&self, at: usize) -> Vec<u32> {
        let around = at.saturating_sub(2)..(at + 3).min(self.tokens.len());
        let is_beside = |terms: &[Term]| {
            let mut around = around.clone();
            around.any(|at| {
                self.is_term(
                    at,
                    |word| matches!(word, Word::Term(term) if terms.contains(&term)),
                )
            })
        };
        if is_beside(&[Term::Quarter, Term::QuarterSign]) {
            vec![4]
        } else if is_beside(&[Term::Half, Term::HalfSign, Term::Semester]) {
            vec![2]
        } else if is_beside(&[Term::Week, Term::WeekSign]) {
            vec![53, 52]
        } else {
            LAST_DAYS.to_vec()
        }
    }

    /// Returns another phrase without the weekday that it begins with.
    fn without_weekday(&self, text: &str, is_day: bool) -> Option<String> {
        let is_weekday = self.is_term(0, |word| matches!(word, Word::Weekday(_)));
        let second = self.tokens.get(1).filter(|_| is_day && is_weekday)?;
        let text: String = text.chars().skip(second.at.start).collect();
        Some(text.trim_start_matches(['.', ',', ' ']).to_owned())
    }

    /// Returns the day after a date that is one day, in figures if the phrase is.
    fn day_after(&self, when: &When) -> Option<Suggestion> {
        let Dates::Span(days, Precision::Day) = when.dates() else {
            return None;
        };
        let next = days.last().succ_opt().filter(|_| days.count() == 1)?;
        let dates = Dates::Span(DateRange::day(next), Precision::Day);
        let next = When::new(dates, None, when.marker()).ok()?;
        let is_in_words = self
            .tokens
            .iter()
            .any(|token| matches!(token.kind, TokenKind::Word(_)));
        let suggestion = Suggestion::of(&next, self.grammar.language(), "");
        let text = match is_in_words {
            true => suggestion.text,
            false => next.to_string(),
        };
        self.those_read([text]).pop()
    }

    /// Returns the phrase with one figure fewer in a year that has too many: `20226`.
    pub(super) fn without_a_figure(&self) -> Vec<Suggestion> {
        let mut texts = Vec::new();
        for at in self.at_fault(0) {
            if let TokenKind::Number(number, figures @ 5..) = self.tokens[at].kind {
                let printed = number.to_string();
                for figure in (0..figures.min(printed.len())).rev() {
                    let mut year = printed.clone();
                    year.remove(figure);
                    if year.parse().is_ok_and(|year: i32| YEARS.contains(&year)) {
                        texts.push(self.with(&self.tokens[at].at, &year));
                    }
                }
            }
        }
        self.those_read(texts)
    }

    /// Returns the phrase with a 0 for the letter O, and a 1 for the letters l and I.
    pub(super) fn with_figures_for_letters(&self) -> Vec<Suggestion> {
        let mut texts = Vec::new();
        for at in self.at_fault(0) {
            let token = &self.tokens[at];
            let figure = match &token.kind {
                TokenKind::Sign('O') => "0",
                TokenKind::Word(word) if word == "l" || word == "i" => "1",
                TokenKind::Word(word) if word == "o" => "0",
                TokenKind::Word(_) | TokenKind::Number(..) | TokenKind::Sign(_) => continue,
            };
            texts.push(self.with(&token.at, figure));
        }
        self.those_read(texts)
    }

    /// Returns the phrase with the last one of its kind for a fifth: `5th Monday of July`.
    pub(super) fn with_last(&self) -> Vec<Suggestion> {
        let fault = self.at_fault(0);
        let is_weekday = |at: &usize| self.is_term(*at, |word| matches!(word, Word::Weekday(_)));
        let Some(weekday) = fault.clone().find(is_weekday) else {
            return Vec::new();
        };
        let number = self.tokens[fault.start].at.start..self.tokens[weekday].at.start;
        let forms = self.forms(Term::Last);
        let texts = forms.map(|last| self.with(&number, &format!("{last} ")));
        self.those_read(texts)
    }

    /// Returns the phrase with days for weeks: `2 weeks in July`.
    pub(super) fn in_days(&self) -> Vec<Suggestion> {
        let mut texts = Vec::new();
        for at in 1..self.tokens.len() {
            let number = &self.tokens[at - 1];
            let is_week = self.is_term(at, |word| word == Word::Term(Term::Week));
            let number = match number.kind {
                TokenKind::Number(number @ 1..10, _) => Some(number),
                _ => self.number_word(at - 1),
            };
            if let (Some(number), true) = (number, is_week) {
                let at = self.tokens[at - 1].at.start..self.tokens[at].at.end;
                let forms = self.forms(Term::Day).filter(|form| form.ends_with('s'));
                texts.extend(forms.map(|days| self.with(&at, &format!("{} {days}", number * 7))));
            }
        }
        let mut suggestions = self.those_read(texts);
        suggestions.truncate(1);
        suggestions
    }

    fn number_word(&self, at: usize) -> Option<u32> {
        let mut words = self.grammar.dates.words_at(self.tokens, at);
        words.find_map(|(_, word)| match word {
            Word::Term(Term::Number(number)) => Some(number.into()),
            _ => None,
        })
    }
}

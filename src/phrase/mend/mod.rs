//! Mended phrases: what to write instead of a phrase that is refused, in its own terms.
//!
//! A part of the phrase is replaced, and the rest is kept as it is printed. Only what is then read,
//! in the same context, is offered.

mod figures;
mod rest;
mod signs;
mod weekday;

use std::cell::Cell;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::lexicon::Word;
use super::refusal::GENERAL_ADVICE;
use super::suggestion::Suggestion;
use super::token::{Token, TokenKind, tokens};
use super::{Context, Grammar, Reading, Refusal, RefusalKind, YearDays, read_any};
use crate::language::Term;
use crate::plan::{DateRange, Dates, Precision, When};

/// Longer phrases are not mended: no printed date comes near.
const MOST_TOKENS: usize = 12;
/// No more phrases than these are tried.
const MOST_TRIED: usize = 30;
/// No more phrases than these are offered.
const MOST_OFFERED: usize = 3;

/// Adds to a refusal the phrases that may be meant, if it has none.
pub(super) fn mended(
    grammar: &Grammar,
    phrase: &str,
    context: Context,
    mut refusal: Refusal,
) -> Refusal {
    let tokens = tokens(phrase);
    let is_told = !refusal.suggestions.is_empty() || refusal.correction.is_some();
    if tokens.is_empty() || tokens.len() > MOST_TOKENS {
        return refusal;
    }
    if is_told && refusal.kind != RefusalKind::Weekday {
        return refusal;
    }
    let mender = Mender {
        grammar,
        phrase,
        tokens: &tokens,
        context,
        at: refusal.at.clone(),
        tried: Cell::new(0),
    };
    let Some(mend) = mender.mend(&refusal) else {
        if !mender.has_date() && refusal.advice == GENERAL_ADVICE {
            "write the date, with its year, or `TBC`".clone_into(&mut refusal.advice);
            refusal.suggestions.extend(mender.examples());
        }
        return refusal;
    };
    let old = &mut refusal.suggestions;
    old.retain(|old| {
        mend.suggestions
            .iter()
            .all(|new| new.meaning != old.meaning)
    });
    old.splice(0..0, mend.suggestions);
    if let Some(at) = mend.at {
        refusal.message = format!("`{}` is not understood here", mender.characters(&at));
        refusal.at = at;
    }
    mend.advice.clone_into(&mut refusal.advice);
    if let [only] = refusal.suggestions.as_slice() {
        refusal.correction = within(phrase, &refusal.at, &only.text);
    }
    refusal
}

/// Returns what to write in place of these characters of a phrase, so that it is that text; nothing
/// if it differs elsewhere.
pub(super) fn within(phrase: &str, at: &Range<usize>, text: &str) -> Option<String> {
    let before: String = phrase.chars().take(at.start).collect();
    let after: String = phrase.chars().skip(at.end).collect();
    let rest = text.strip_prefix(before.as_str())?;
    Some(rest.strip_suffix(after.as_str())?.to_owned())
}

/// Phrases to write, and how they are introduced.
struct Mend {
    advice: &'static str,
    suggestions: Vec<Suggestion>,
    /// The characters that are not understood, if they are others than those at fault.
    at: Option<Range<usize>>,
}

/// A phrase that is refused.
struct Mender<'a> {
    grammar: &'a Grammar,
    phrase: &'a str,
    tokens: &'a [Token],
    context: Context,
    /// The characters at fault.
    at: Range<usize>,
    /// How many phrases were tried.
    tried: Cell<usize>,
}

impl Mender<'_> {
    /// Returns what may be meant: the first kind of mend that gives a phrase that is read.
    fn mend(&self, refusal: &Refusal) -> Option<Mend> {
        let kinds: &[fn(&Self) -> Vec<Suggestion>] = match refusal.kind {
            RefusalKind::Weekday => &[Self::with_another_weekday],
            RefusalKind::Impossible => &[
                Self::with_smaller_numbers,
                Self::without_a_figure,
                Self::with_last,
            ],
            RefusalKind::Backwards => &[Self::turned_round],
            RefusalKind::NoYear => &[Self::in_years],
            RefusalKind::NotUnderstood => &[
                Self::with_figures_for_letters,
                Self::with_smaller_numbers,
                Self::with_marker,
                Self::in_days,
                Self::without_duration,
                Self::with_another_sign,
            ],
            RefusalKind::Ambiguous => &[],
        };
        let mend = kinds.iter().find_map(|mend| {
            let mut suggestions = mend(self);
            suggestions.truncate(MOST_OFFERED);
            let is_mended = !suggestions.is_empty();
            is_mended.then_some(Mend {
                advice: "write",
                suggestions,
                at: None,
            })
        });
        mend.or_else(|| {
            let is_not_understood = refusal.kind == RefusalKind::NotUnderstood;
            is_not_understood
                .then(|| self.without_other_words())
                .flatten()
        })
    }

    /// Returns the phrase in the year of the plan's revision and in the next, those that are over
    /// last.
    fn in_years(&self) -> Vec<Suggestion> {
        let Some(revision) = self.context.revision else {
            return Vec::new();
        };
        let mut dates: Vec<When> = Vec::new();
        for year in [0, 1] {
            let first = revision.year() + year;
            let days = DateRange::months(first, 1, 12).map(YearDays::from);
            let context = Context {
                year: days,
                phase: None,
                ..self.context
            };
            let reading = read_any(self.grammar, self.phrase, context).ok();
            let reading = reading.filter(|reading| reading.hours.is_none());
            dates.extend(reading.map(|reading| reading.when));
        }
        dates.sort_by_key(|when| when.span().is_some_and(|days| days.last() < revision));
        let language = self.grammar.language();
        let dates = dates.iter();
        dates
            .map(|when| Suggestion::of(when, language, ""))
            .filter(|suggestion| self.read(&suggestion.text).is_some())
            .collect()
    }

    /// Reads another phrase in the same context.
    fn read(&self, text: &str) -> Option<Reading> {
        let tried = self.tried.get();
        self.tried.set(tried + 1);
        let reading = (tried < MOST_TRIED).then(|| read_any(self.grammar, text, self.context));
        reading?.ok()
    }

    /// Returns the phrases that are read, each of another meaning.
    fn those_read(&self, texts: impl IntoIterator<Item = String>) -> Vec<Suggestion> {
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for text in texts {
            if let Some(reading) = self.read(&text)
                && suggestions
                    .iter()
                    .all(|other| other.meaning != reading.line())
            {
                let (meaning, note) = (reading.line(), "");
                suggestions.push(Suggestion {
                    text,
                    meaning,
                    note,
                });
            }
        }
        suggestions
    }

    /// Returns the phrase with another text in place of those characters.
    fn with(&self, at: &Range<usize>, text: &str) -> String {
        let before: String = self.phrase.chars().take(at.start).collect();
        let after: String = self.phrase.chars().skip(at.end).collect();
        format!("{before}{text}{after}")
    }

    /// Returns those characters of the phrase.
    fn characters(&self, at: &Range<usize>) -> String {
        self.phrase.chars().skip(at.start).take(at.len()).collect()
    }

    /// Returns the tokens at fault, with so many on either side.
    fn at_fault(&self, beside: usize) -> Range<usize> {
        let first = self
            .tokens
            .iter()
            .position(|token| token.at.end > self.at.start);
        let first = first.unwrap_or(self.tokens.len());
        let end = self
            .tokens
            .iter()
            .position(|token| token.at.start >= self.at.end);
        let end = end.unwrap_or(self.tokens.len()).max(first);
        first.saturating_sub(beside)..(end + beside).min(self.tokens.len())
    }

    fn is_term(&self, at: usize, is_meant: impl Fn(Word) -> bool) -> bool {
        let mut words = self.grammar.dates.words_at(self.tokens, at);
        words.any(|(_, word)| is_meant(word))
    }

    /// Whether the phrase has a number or a month.
    fn has_date(&self) -> bool {
        (0..self.tokens.len()).any(|at| {
            let is_number = matches!(self.tokens[at].kind, TokenKind::Number(..));
            is_number || self.is_term(at, |word| matches!(word, Word::Month(_)))
        })
    }

    /// Returns how dates are written, in the year of the phrase, for one that has none at all.
    fn examples(&self) -> Vec<Suggestion> {
        let given = self.context.year.map(|year| year.days.first());
        let Some(year) = given.or(self.context.revision).map(|day| day.year()) else {
            return Vec::new();
        };
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day);
        let days = day(5, 8).and_then(|day| DateRange::days_from(day, 2));
        let week = day(7, 25).and_then(|day| DateRange::days_from(day, 7));
        let examples = [(days, Precision::Day), (week, Precision::PartOfMonth)];
        let examples = examples.into_iter().filter_map(|(days, precision)| {
            let when = When::new(Dates::Span(days?, precision), None, None).ok()?;
            let language = self.grammar.language();
            Some(Suggestion::of(&when, language, "an example"))
        });
        examples
            .filter(|suggestion| self.read(&suggestion.text).is_some())
            .collect()
    }

    /// Returns the forms of a term, the plan's own language first.
    fn forms(&self, term: Term) -> impl Iterator<Item = &'static str> {
        let lexicons = std::iter::once(&self.grammar.dates.own).chain(&self.grammar.dates.others);
        let terms = lexicons.flat_map(|lexicon| lexicon.language.lexicon);
        let forms = terms.filter(move |(other, _)| *other == term);
        forms.flat_map(|(_, forms)| forms.split(", "))
    }
}

//! Dates with a time of day: `Friday 17 December 2021, 23:59 UTC`.
//!
//! A part of the phrase is read as hours, and the rest as a date. Every part is tried, and only a
//! phrase with one meaning is taken.

use std::ops::Range;

use super::hours::{HoursReading, read_hours};
use super::lexicon::Word;
use super::suggestion::Suggestion;
use super::token::{Token, TokenKind, tokens};
use super::{Context, Grammar, Reading, Refusal, RefusalKind, read_date};
use crate::language::{HoursTerm, RefusedHours, Term};
use crate::plan::{Dates, Precision, When};

/// Longer phrases, and longer parts of them, are not tried.
const MOST_TOKENS: usize = 40;
const MOST_HOURS: usize = 24;

/// A date and hours, and the tokens that are the hours.
struct TimedDate {
    tokens: Range<usize>,
    reading: Reading,
}

/// Reads a date with a time of day; nothing if no part of the phrase is clearly one.
pub(super) fn read_timed(
    grammar: &Grammar,
    phrase: &str,
    context: Context,
) -> Option<Result<Reading, Refusal>> {
    let tokens = tokens(phrase);
    if tokens.len() > MOST_TOKENS {
        return None;
    }
    let timed = Timed {
        grammar,
        phrase,
        tokens: &tokens,
        context,
    };
    let mut found: Vec<TimedDate> = Vec::new();
    let mut refused = None;
    for part in parts(tokens.len()) {
        match timed.read(&part) {
            Some(Ok(reading)) => add(
                &mut found,
                TimedDate {
                    tokens: part,
                    reading,
                },
            ),
            Some(Err(refusal)) => refused = refused.or(Some(refusal)),
            None => {}
        }
    }
    match found.as_slice() {
        [one] => Some(Ok(one.reading.clone())),
        [] => refused.map(Err),
        _ => None,
    }
}

/// Returns all parts of so many tokens, the longest first from each token on.
fn parts(count: usize) -> impl Iterator<Item = Range<usize>> {
    (0..count).flat_map(move |start| {
        let longest = (start + MOST_HOURS).min(count);
        (start + 1..=longest).rev().map(move |end| start..end)
    })
}

/// Adds a date, unless its hours are a part of those of another with the same days.
fn add(found: &mut Vec<TimedDate>, date: TimedDate) {
    let is_part = found.iter().any(|other| {
        let contains =
            other.tokens.start <= date.tokens.start && date.tokens.end <= other.tokens.end;
        contains && other.reading.when.dates() == date.reading.when.dates()
    });
    if !is_part {
        found.push(date);
    }
}

/// A phrase that may have a time of day.
struct Timed<'a> {
    grammar: &'a Grammar,
    phrase: &'a str,
    tokens: &'a [Token],
    context: Context,
}

impl Timed<'_> {
    /// Reads these tokens as hours, and all others as a date.
    fn read(&self, part: &Range<usize>) -> Option<Result<Reading, Refusal>> {
        if self.is_marker(part.start) {
            return None;
        }
        let (before, after) = (&self.tokens[..part.start], &self.tokens[part.end..]);
        let at = self.tokens[part.start].at.start..self.tokens[part.end - 1].at.end;
        let hours = read_hours(self.grammar, &self.characters(at.clone()));
        let hours = match hours {
            Ok(hours) if !hours.is_unmistakable => return None,
            Err(refusal) if refusal.kind != RefusalKind::Ambiguous => return None,
            hours => hours,
        };
        let (before, is_deadline) = self.without_deadline(before);
        let when = self.date(before, after)?;
        let when = if is_deadline { deadline(&when)? } else { when };
        match hours {
            Ok(hours) => Some(Ok(Reading {
                when,
                look_alike: None,
                hours: Some(hours.behind(at.start)),
            })),
            Err(refusal) if self.has_colon(part) => {
                Some(Err(self.refusal(refusal, &when, at.start)))
            }
            Err(_) => None,
        }
    }

    /// Reads the date around the hours. Of a date on both sides, only a weekday is before them.
    fn date(&self, before: &[Token], after: &[Token]) -> Option<When> {
        let [before, after] = [before, after].map(|tokens| trimmed(tokens));
        let text = match (before, after) {
            ([], []) => return None,
            (one, []) | ([], one) => self.text(one),
            (before, after) => {
                let is_weekday = before.len() == 1 && self.is_weekday(before);
                if !is_weekday {
                    return None;
                }
                format!("{}, {}", self.text(before), self.text(after))
            }
        };
        Some(read_date(self.grammar, &text, self.context).ok()?.when)
    }

    /// Returns the tokens without the words at their end that make the hours a deadline.
    fn without_deadline<'a>(&self, before: &'a [Token]) -> (&'a [Token], bool) {
        for start in 0..before.len() {
            let mut words = self.grammar.hours.words_at(before, start);
            let last = Word::Hours(HoursTerm::Refused(RefusedHours::LastMoment));
            if words.any(|(next, word)| next == before.len() && word == last) {
                return (&before[..start], true);
            }
        }
        (before, false)
    }

    /// Whether a marker of the date begins there.
    fn is_marker(&self, at: usize) -> bool {
        let mut words = self.grammar.dates.words_at(self.tokens, at);
        words.any(|(_, word)| matches!(word, Word::Term(Term::Unsettled(_))))
    }

    fn is_weekday(&self, tokens: &[Token]) -> bool {
        let mut words = self.grammar.dates.words_at(tokens, 0);
        words.any(|(_, word)| matches!(word, Word::Weekday(_)))
    }

    fn has_colon(&self, part: &Range<usize>) -> bool {
        let mut tokens = self.tokens[part.clone()].iter();
        tokens.any(|token| token.kind == TokenKind::Sign(':'))
    }

    /// Returns the refusal of hours as one of the whole phrase.
    fn refusal(&self, refusal: Refusal, when: &When, start: usize) -> Refusal {
        let language = self.grammar.language();
        let suggestions = refusal.suggestions.iter();
        let suggestions = suggestions.map(|hours| Suggestion::of_timed(when, hours, language));
        Refusal {
            at: refusal.at.start + start..refusal.at.end + start,
            suggestions: suggestions.collect(),
            ..refusal
        }
    }

    fn text(&self, tokens: &[Token]) -> String {
        let start = tokens.first().map_or(0, |token| token.at.start);
        let end = tokens.last().map_or(start, |token| token.at.end);
        self.characters(start..end)
    }

    fn characters(&self, at: Range<usize>) -> String {
        self.phrase.chars().skip(at.start).take(at.len()).collect()
    }
}

/// Returns the tokens without signs at their ends that set the hours off.
fn trimmed(mut tokens: &[Token]) -> &[Token] {
    while let Some((_, rest)) = tokens.split_first().filter(|(first, _)| is_sign(first)) {
        tokens = rest;
    }
    while let Some((_, rest)) = tokens.split_last().filter(|(last, _)| is_sign(last)) {
        tokens = rest;
    }
    tokens
}

fn is_sign(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Sign(',' | ';' | ':' | '-' | '@' | '|')
    )
}

/// Returns the deadline on that day; nothing if the date is not one day.
fn deadline(when: &When) -> Option<When> {
    let last = match when.dates() {
        Dates::By(last) => *last,
        Dates::Span(days, Precision::Day) if days.first() == days.last() => days.last(),
        _ => return None,
    };
    When::new(Dates::By(last), None, when.marker()).ok()
}

impl HoursReading {
    /// Returns the same reading for a text with so many characters before the hours.
    fn behind(mut self, characters: usize) -> Self {
        if let Some(zone) = &mut self.zone {
            zone.at = zone.at.start + characters..zone.at.end + characters;
        }
        let look_alike = self.look_alike.take();
        self.look_alike = look_alike.map(|at| at.start + characters..at.end + characters);
        self
    }
}

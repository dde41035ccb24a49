//! Mended hours: what to write instead of hours that are refused, in their own terms.
//!
//! A part of them is replaced, and the rest is kept as it is printed. Only what is then read is
//! offered.

use std::ops::Range;

use super::read_any_hours;
use crate::language::{HoursTerm, RefusedHours};
use crate::phrase::lexicon::Word;
use crate::phrase::mend::within;
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::{Token, TokenKind, tokens};
use crate::phrase::{Grammar, Refusal, RefusalKind};
use crate::plan::{DayHours, Marker, Session};

/// Longer hours are not mended.
const MOST_TOKENS: usize = 20;

/// Adds to a refusal the hours that may be meant, if it has none.
pub(super) fn mended(grammar: &Grammar, printed: &str, mut refusal: Refusal) -> Refusal {
    let tokens = tokens(printed);
    let is_told = !refusal.suggestions.is_empty() && refusal.kind != RefusalKind::Backwards;
    if is_told || tokens.is_empty() || tokens.len() > MOST_TOKENS {
        return refusal;
    }
    let mender = HoursMender {
        grammar,
        printed,
        tokens: &tokens,
        at: refusal.at.clone(),
    };
    let (advice, suggestions) = match refusal.kind {
        RefusalKind::Impossible => ("write", mender.with_a_valid_time()),
        RefusalKind::Backwards => ("write", mender.in_order()),
        RefusalKind::NotUnderstood => mender.of_words(),
        RefusalKind::Ambiguous | RefusalKind::Weekday | RefusalKind::NoYear => return refusal,
    };
    if !suggestions.is_empty() {
        advice.clone_into(&mut refusal.advice);
        refusal.suggestions = suggestions;
    }
    if let [only] = refusal.suggestions.as_slice() {
        refusal.correction = within(printed, &refusal.at, &only.text);
    }
    refusal
}

/// Hours that are refused.
struct HoursMender<'a> {
    grammar: &'a Grammar,
    printed: &'a str,
    tokens: &'a [Token],
    /// The characters at fault.
    at: Range<usize>,
}

impl HoursMender<'_> {
    /// Returns the hours with a time of the clock for one that it does not show: 11:00 for 10:60,
    /// 1:00 for 25:00, 13:00 for 13pm.
    fn with_a_valid_time(&self) -> Vec<Suggestion> {
        let numbers = self
            .tokens
            .iter()
            .filter(|token| self.at.start <= token.at.start && token.at.end <= self.at.end);
        let numbers = numbers.filter_map(|token| match token.kind {
            TokenKind::Number(number, 1 | 2) => Some(number),
            _ => None,
        });
        let numbers: Vec<u32> = numbers.collect();
        let (hour, minute) = match numbers.as_slice() {
            [hour] => (*hour, 0),
            [hour, minute] => (*hour, *minute),
            _ => return Vec::new(),
        };
        let before = self.characters(&(0..self.at.start));
        let is_end = before.trim_end().ends_with(['-', '–']);
        if (hour > 24 || (hour, minute.min(1)) == (24, 1)) && !is_end {
            // It may be a time of the next day.
            return Vec::new();
        }
        let minutes = (hour * 60 + minute) % (24 * 60);
        let mut texts = vec![self.with(&format!("{:02}:{:02}", minutes / 60, minutes % 60))];
        if minute >= 60 && hour < 24 {
            texts.push(self.with(&format!("{hour:02}:{:02}", minute % 10 * 10)));
            texts.push(self.with(&format!("{hour:02}:59")));
            texts.truncate(2);
        } else if (13..24).contains(&hour) && minute < 60 {
            let half = self.characters(&self.at);
            let half = half.trim_start_matches(|c: char| c.is_ascii_digit() || ":. ".contains(c));
            let time = match minute {
                0 => format!("{}", hour - 12),
                _ => format!("{}:{minute:02}", hour - 12),
            };
            texts.push(self.with(&format!("{time}{half}")));
        }
        self.those_read(texts)
    }

    /// Returns sessions in the order of their starts, and sessions that overlap as one, or one
    /// after the other.
    fn in_order(&self) -> Vec<Suggestion> {
        let parts = self.printed.split([',', ';', '&']);
        let mut sessions: Vec<Session> = Vec::new();
        for part in parts {
            let Ok(reading) = read_any_hours(self.grammar, part.trim()) else {
                return Vec::new();
            };
            sessions.extend(reading.hours.sessions);
        }
        sessions.sort_by_key(|session| session.start());
        let in_order = lines(&sessions);
        let mut suggestions = self.those_read([in_order]);
        if suggestions.is_empty()
            && let [first, second] = sessions.as_slice()
            && first.is_end_given()
            && second.is_end_given()
        {
            let [first, second] = [first, second].map(|session| session.to_string());
            if let (Some((start, end)), Some((next, last))) =
                (first.split_once('-'), second.split_once('-'))
            {
                let last = last.max(end);
                let texts = [
                    format!("{start}-{last}"),
                    format!("{start}-{next}, {next}-{last}"),
                ];
                suggestions = self.those_read(texts);
            }
        }
        suggestions
    }

    /// Returns hours without the words that are no part of them.
    fn of_words(&self) -> (&'static str, Vec<Suggestion>) {
        let fault = self.at_fault();
        let refused = fault.clone().find_map(|at| self.refused(at));
        match refused {
            Some(RefusedHours::Alternative) => ("write one of them, with `TBC`", self.each_tbc()),
            Some(RefusedHours::Days) => (
                "the days belong to `when`; where they differ, `hours` is a mapping from each day, \
                 as year-month-day, to its hours, with `each` for all others; the hours alone are",
                self.hours_alone(),
            ),
            Some(RefusedHours::NoStart | RefusedHours::LastMoment) => (
                "write the start before it, if it is as in",
                self.with_a_start(&fault),
            ),
            Some(RefusedHours::PartOfDay | RefusedHours::NoTime) | None => {
                let mut found = self.empty_session();
                if found.is_empty() {
                    found = self.with_a_known_word(&fault);
                }
                ("write", found)
            }
        }
    }

    fn refused(&self, at: usize) -> Option<RefusedHours> {
        let mut words = self.grammar.hours.words_at(self.tokens, at);
        words.find_map(|(_, word)| match word {
            Word::Hours(HoursTerm::Refused(refused)) => Some(refused),
            Word::Weekday(_) | Word::Month(_) => Some(RefusedHours::Days),
            Word::Hours(_) | Word::Term(_) => None,
        })
    }

    /// Returns each of the times that are joined by *or*, to be confirmed.
    fn each_tbc(&self) -> Vec<Suggestion> {
        let sides = [0..self.at.start, self.at.end..self.printed.chars().count()];
        let sides = sides.map(|side| format!("{} TBC", self.characters(&side).trim()));
        self.those_read(sides)
    }

    /// Returns the longest part that is hours, without days beside it.
    fn hours_alone(&self) -> Vec<Suggestion> {
        let count = self.tokens.len();
        let parts = (0..count).flat_map(|start| (start + 1..=count).map(move |end| start..end));
        let mut parts: Vec<Range<usize>> = parts.filter(|part| self.is_apart(part)).collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        let texts = parts.into_iter().map(|part| {
            let at = self.tokens[part.start].at.start..self.tokens[part.end - 1].at.end;
            self.characters(&at)
        });
        let texts = texts.filter(|text| {
            let reading = read_any_hours(self.grammar, text);
            reading.is_ok_and(|reading| reading.is_unmistakable)
        });
        self.those_read(texts.take(1))
    }

    /// Whether a part is of hours alone: it cuts no time, and no day is in it.
    fn is_apart(&self, part: &Range<usize>) -> bool {
        let next = self.tokens.get(part.end);
        let is_cut = self.tokens[part.start].glued || next.is_some_and(|next| next.glued);
        let is_bracket = |token: &Token| matches!(token.kind, TokenKind::Sign('(' | ')'));
        let is_whole = !is_cut || next.is_some_and(is_bracket);
        is_whole && !self.has_day(part)
    }

    /// Whether a part has a weekday or a month, or is beside one without a comma: `9 July`.
    fn has_day(&self, part: &Range<usize>) -> bool {
        let around = part.start.saturating_sub(1)..(part.end + 1).min(self.tokens.len());
        let is_month = |at: usize| {
            let mut words = self.grammar.hours.words_at(self.tokens, at);
            words.any(|(_, word)| matches!(word, Word::Month(_)))
        };
        part.clone().any(|at| self.refused(at).is_some()) || around.into_iter().any(is_month)
    }

    /// Returns the hours with nine o'clock as their start, where only their end is given.
    fn with_a_start(&self, fault: &Range<usize>) -> Vec<Suggestion> {
        let Some(end) = self.tokens.get(fault.end) else {
            return Vec::new();
        };
        let end = self.characters(&(end.at.start..self.printed.chars().count()));
        let Ok(reading) = read_any_hours(self.grammar, &end) else {
            return Vec::new();
        };
        let hours = [&reading.doubt, &Some(reading.hours)].map(|hours| hours.clone());
        let ends = hours.into_iter().flatten();
        self.those_read(ends.map(|end| format!("9:00-{end}")).take(1))
    }

    /// Returns the start alone, and a whole day, of a session that ends as it begins.
    fn empty_session(&self) -> Vec<Suggestion> {
        let printed = self.characters(&self.at);
        let Some((start, end)) = printed.split_once(['-', '–']) else {
            return Vec::new();
        };
        if start.trim() != end.trim() {
            return Vec::new();
        }
        self.those_read([self.with(start.trim()), "all day".to_owned()])
    }

    /// Returns the hours with a known word for one with a letter or a space too many or too few.
    fn with_a_known_word(&self, fault: &Range<usize>) -> Vec<Suggestion> {
        let Some(TokenKind::Word(unknown)) = self.tokens.get(fault.start).map(|one| &one.kind)
        else {
            return Vec::new();
        };
        let lexicons = std::iter::once(&self.grammar.hours.own).chain(&self.grammar.hours.others);
        let terms = lexicons.flat_map(|lexicon| lexicon.language.hours);
        let forms = terms.filter(|(term, _)| !matches!(term, HoursTerm::Refused(_)));
        let forms = forms.flat_map(|(_, forms)| forms.split(", "));
        let near = forms.filter(|form| {
            let is_long = unknown.chars().count() >= 4 && form.chars().count() >= 4;
            is_long && strsim::damerau_levenshtein(form, unknown) == 1
        });
        self.those_read(near.take(8).map(|form| self.with(form)))
    }

    fn those_read(&self, texts: impl IntoIterator<Item = String>) -> Vec<Suggestion> {
        let mut suggestions: Vec<Suggestion> = Vec::new();
        for text in texts {
            let Ok(reading) = read_any_hours(self.grammar, &text) else {
                continue;
            };
            for hours in [Some(reading.hours), reading.doubt].into_iter().flatten() {
                let suggestion = Suggestion::of_hours(&hours);
                if !suggestions.contains(&suggestion) {
                    suggestions.push(suggestion);
                }
            }
        }
        suggestions
    }

    /// Returns the tokens at fault.
    fn at_fault(&self) -> Range<usize> {
        let first = self
            .tokens
            .iter()
            .position(|token| token.at.end > self.at.start);
        let first = first.unwrap_or(self.tokens.len());
        let end = self
            .tokens
            .iter()
            .position(|token| token.at.start >= self.at.end);
        first..end.unwrap_or(self.tokens.len()).max(first)
    }

    /// Returns the hours with another text in place of the characters at fault.
    fn with(&self, text: &str) -> String {
        let before = self.characters(&(0..self.at.start));
        let after = self.characters(&(self.at.end..self.printed.chars().count()));
        format!("{before}{text}{after}")
    }

    fn characters(&self, at: &Range<usize>) -> String {
        self.printed.chars().skip(at.start).take(at.len()).collect()
    }
}

/// Returns sessions as a line.
fn lines(sessions: &[Session]) -> String {
    let marker: Option<Marker> = None;
    DayHours {
        sessions: sessions.to_vec(),
        marker,
    }
    .to_string()
}

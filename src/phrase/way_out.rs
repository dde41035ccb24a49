//! What to write instead of a phrase with a word that is never part of a date.
//!
//! The rest of the phrase is read, and the date that it is says what may be meant.

use std::ops::Range;

use chrono::Datelike;

use super::attempt::Attempt;
use super::lexicon::Word;
use super::suggestion::Suggestion;
use super::token::{Token, TokenKind};
use crate::language::{OpenEnd, Refused, Season, StatusWord, Term};
use crate::plan::{DateRange, Dates, Marker, Precision, When, YEARS};

impl Attempt<'_> {
    /// Returns what may be meant by a phrase in which these tokens are refused.
    pub(super) fn instead_of(&self, refused: Refused, tokens: Range<usize>) -> Vec<Suggestion> {
        match refused {
            Refused::Season(_) => self.instead_of_seasons(),
            Refused::Alternative => self.instead_of_alternatives(),
            Refused::OpenEnd(_) => self.instead_of_open_end().into_iter().collect(),
            Refused::Status(status) => self.without_status(status, tokens),
            Refused::TimeOfDay => self.without(tokens).into_iter().collect(),
            Refused::Recurring | Refused::NoDate => Vec::new(),
        }
    }

    /// Returns the phrase with its last two figures as a year: `1H25`, the first half of 2025.
    pub(super) fn with_century(&self) -> Vec<Suggestion> {
        let mut tokens = self.tokens.to_vec();
        let Some(last) = tokens.last_mut() else {
            return Vec::new();
        };
        let TokenKind::Number(year, 2) = last.kind else {
            return Vec::new();
        };
        last.kind = TokenKind::Number(2000 + year, 4);
        let when = self.only_meaning(&tokens);
        let when =
            when.filter(|when| matches!(when.precision(), Precision::Half | Precision::Quarter));
        let when = when.iter();
        when.map(|when| self.suggestion(when, "")).collect()
    }

    /// Returns the one meaning of other tokens.
    pub(super) fn only_meaning(&self, tokens: &[Token]) -> Option<When> {
        if tokens.is_empty() {
            return None;
        }
        Attempt { tokens, ..*self }.read().ok()
    }

    /// Returns the date that the phrase is without a status. Where dates are on both sides of it,
    /// or it leads to them, they are not those of one date: `5 May, postponed to 9 May`.
    fn without_status(&self, status: StatusWord, tokens: Range<usize>) -> Vec<Suggestion> {
        let [before, after] = [&self.tokens[..tokens.start], &self.tokens[tokens.end..]];
        let has_number = |tokens: &[Token]| {
            tokens
                .iter()
                .any(|token| matches!(token.kind, TokenKind::Number(..)))
        };
        let is_moved = matches!(status, StatusWord::Postponed | StatusWord::Other);
        if has_number(before) && has_number(after) {
            let planned = self.only_meaning(trimmed(before));
            let after = self.without_to(after);
            let new = self.only_meaning(trimmed(after)).filter(|_| is_moved);
            let dates = [(planned, ""), (new, "the new date, without a status")];
            let dates = dates.iter();
            let dates =
                dates.filter_map(|(when, note)| Some(self.suggestion(when.as_ref()?, note)));
            return dates.collect();
        }
        let leads = is_moved && before.is_empty() && self.without_to(after).len() < after.len();
        if leads {
            return Vec::new();
        }
        self.without(tokens).into_iter().collect()
    }

    /// Returns the tokens without a word at their start that leads to a date: *to*, *from*.
    fn without_to<'t>(&self, tokens: &'t [Token]) -> &'t [Token] {
        let words = self.lexicon.at(tokens, 0);
        let leading = words.filter(|(_, word)| {
            matches!(
                word,
                Word::Term(Term::To | Term::From | Term::Refused(Refused::OpenEnd(_)))
            )
        });
        let next = leading.map(|(next, _)| next).max().unwrap_or(0);
        &tokens[next..]
    }

    /// Returns the date that the phrase is without those tokens and the brackets around them.
    fn without(&self, mut at: Range<usize>) -> Option<Suggestion> {
        let before = at.start.checked_sub(1);
        let before = before.and_then(|at| self.tokens.get(at));
        let is_opened = before.is_some_and(|before| before.kind == TokenKind::Sign('('));
        let after = self.tokens.get(at.end);
        if is_opened && after.is_some_and(|after| after.kind == TokenKind::Sign(')')) {
            at = at.start - 1..at.end + 1;
        }
        let mut tokens = self.tokens.to_vec();
        tokens.drain(at);
        let tokens = trimmed(&tokens);
        Some(self.suggestion(&self.only_meaning(tokens)?, ""))
    }

    /// Returns the deadline or the first day that is meant where one end of a span is open.
    fn instead_of_open_end(&self) -> Option<Suggestion> {
        let mut rest = Vec::new();
        let mut open = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.longest_refused(at) {
                Some((next, Refused::OpenEnd(end))) => {
                    open.push(end);
                    at = next;
                }
                _ => {
                    rest.push(self.tokens[at].clone());
                    at += 1;
                }
            }
        }
        let end = *open
            .first()
            .filter(|first| open.iter().all(|end| end == *first))?;
        let when = self.only_meaning(trimmed(&rest))?;
        let Dates::Span(days, _) = when.dates() else {
            return None;
        };
        let after = days.last().succ_opt().map(DateRange::day);
        let (dates, note) = match end {
            OpenEnd::From => (when.dates().clone(), "this date alone"),
            OpenEnd::After => (
                Dates::Span(after?, Precision::Day),
                "the first day that is possible",
            ),
            OpenEnd::Until => (Dates::By(days.last()), "as a deadline"),
            OpenEnd::Before => (Dates::By(days.first().pred_opt()?), "as a deadline"),
        };
        self.suggestion_of(dates, when.marker(), note)
    }

    /// Returns the span that holds all dates of which one is meant, and each of them unsettled.
    fn instead_of_alternatives(&self) -> Vec<Suggestion> {
        let joined = ['&', '-'].map(|sign| self.with_sign_for_or(sign));
        let mut meanings = joined.iter().filter_map(|tokens| self.only_meaning(tokens));
        let Some(when) = meanings.next() else {
            return Vec::new();
        };
        let Some(span) = when.span() else {
            return Vec::new();
        };
        let days: Vec<DateRange> = match when.dates() {
            Dates::Span(days, Precision::Day) => days.days().map(DateRange::day).collect(),
            Dates::Separate(runs) => runs.clone(),
            Dates::Span(..) | Dates::By(_) | Dates::Open => Vec::new(),
        };
        let marker = when.marker();
        let mut suggestions = Vec::new();
        suggestions.extend(self.suggestion_of(
            Dates::Span(span, Precision::Span),
            marker,
            "all that may be meant",
        ));
        if days.len() == 2 {
            let marker = marker.or(Some(Marker::Tbc));
            let each = days
                .into_iter()
                .map(|days| Dates::Span(days, Precision::Day));
            suggestions.extend(each.filter_map(|dates| self.suggestion_of(dates, marker, "")));
        }
        suggestions
    }

    /// Returns the tokens with a sign in place of *or*; at the start, where it opens the list
    /// (*either*), it is left out.
    fn with_sign_for_or(&self, sign: char) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if let Some((next, Refused::Alternative)) = self.longest_refused(at) {
                if at > 0 {
                    let kind = TokenKind::Sign(sign);
                    let glued = false;
                    tokens.push(Token {
                        kind,
                        glued,
                        ..token.clone()
                    });
                }
                at = next;
            } else {
                tokens.push(token.clone());
                at += 1;
            }
        }
        tokens
    }

    /// Returns the months of the season that the phrase is, in the north and in the south.
    fn instead_of_seasons(&self) -> Vec<Suggestion> {
        let Some(printed) = self.printed_seasons() else {
            return Vec::new();
        };
        let Some(first) = printed
            .seasons
            .first()
            .and_then(|season| first_month(*season))
        else {
            return Vec::new();
        };
        let count = 3 * printed.seasons.len() as u32;
        let south = (first + 5) % 12 + 1;
        let mut suggestions = Vec::new();
        for (month, note) in [(first, "in the north"), (south, "in the south")] {
            for days in self.in_years(&printed.years, month, count) {
                let dates = Dates::Span(days, Precision::Span);
                suggestions.extend(self.suggestion_of(dates, self.marker, note));
            }
        }
        suggestions
    }

    /// Returns those months in the years that are printed, or else in the year of the context. A
    /// span over new year may be that of either year.
    fn in_years(&self, printed: &[i32], month: u32, count: u32) -> Vec<DateRange> {
        let within = match (printed, self.context.year) {
            (&[year], _) => DateRange::months(year, 1, 12),
            (&[first, last], _) if last == first + 1 => DateRange::months(first, 8, 12),
            ([], year) => year.map(|year| year.days),
            _ => None,
        };
        let Some(within) = within else {
            return Vec::new();
        };
        let years = within.first().year() - 1..=within.last().year();
        let spans = years.filter_map(|year| DateRange::months(year, month, count));
        let whole: Vec<DateRange> = spans
            .clone()
            .filter(|days| within.first() <= days.first() && days.last() <= within.last())
            .collect();
        if !whole.is_empty() || printed.len() == 2 {
            return whole;
        }
        let is_long = count > 3;
        spans
            .filter(|days| days.first() <= within.last() && within.first() <= days.last())
            .filter(|days| !is_long || within.first() <= days.first())
            .collect()
    }

    /// Returns the seasons and the years of a phrase that has nothing else.
    fn printed_seasons(&self) -> Option<PrintedSeasons> {
        let mut printed = PrintedSeasons::default();
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            if let Some((next, refused)) = self.longest_refused(at) {
                let Refused::Season(season) = refused else {
                    return None;
                };
                printed.seasons.push(season);
                at = next;
                continue;
            }
            match token.kind {
                TokenKind::Number(year, 4) if YEARS.contains(&(year as i32)) => {
                    printed.years.push(year as i32);
                }
                TokenKind::Number(year, 2) if token.glued => {
                    let first = *printed.years.last()?;
                    printed.years.push(first - first % 100 + year as i32);
                }
                TokenKind::Sign('/' | '-' | ',' | '&' | '(' | ')' | '.' | '\'') => {}
                _ => {
                    at = self.after_filler(at)?;
                    continue;
                }
            }
            at += 1;
        }
        let follow = printed.seasons.windows(2).all(|two| {
            let months = [two[0], two[1]].map(first_month);
            months[0].map(|month| month % 12 + 3) == months[1]
        });
        (follow && printed.years.len() <= 2).then_some(printed)
    }

    /// Returns the token after a word that may be beside a season.
    fn after_filler(&self, at: usize) -> Option<usize> {
        let words = self.lexicon.at(self.tokens, at);
        let fillers = words.filter(|(_, word)| {
            matches!(
                word,
                Word::Term(
                    Term::Lead
                        | Term::The
                        | Term::Of
                        | Term::This
                        | Term::And
                        | Term::To
                        | Term::Third(_)
                        | Term::ThirdOfMonth(_)
                )
            )
        });
        fillers.map(|(next, _)| next).max()
    }

    fn suggestion_of(
        &self,
        dates: Dates,
        marker: Option<Marker>,
        note: &'static str,
    ) -> Option<Suggestion> {
        let when = When::new(dates, None, marker).ok()?;
        Some(self.suggestion(&when, note))
    }

    fn suggestion(&self, when: &When, note: &'static str) -> Suggestion {
        Suggestion::of(when, self.lexicon.language, note)
    }
}

/// The seasons and the years of a phrase.
#[derive(Default)]
struct PrintedSeasons {
    seasons: Vec<Season>,
    years: Vec<i32>,
}

/// Returns the month in which a season begins in the north.
fn first_month(season: Season) -> Option<u32> {
    match season {
        Season::Spring => Some(3),
        Season::Summer => Some(6),
        Season::Autumn => Some(9),
        Season::Winter => Some(12),
        Season::Rains => None,
    }
}

/// Returns the tokens without commas and dashes at their ends.
fn trimmed(mut tokens: &[Token]) -> &[Token] {
    while let Some((_, rest)) = tokens.split_first().filter(|(first, _)| sets_off(first)) {
        tokens = rest;
    }
    while let Some((_, rest)) = tokens.split_last().filter(|(last, _)| sets_off(last)) {
        tokens = rest;
    }
    tokens
}

fn sets_off(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Sign(',' | ';' | ':' | '-'))
}

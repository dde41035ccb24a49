//! Dates with a time at each end: `20 March, 22:00 – 21 March, 05:00`.
//!
//! They are never hours of each day. One night is a session of its first day; all others are
//! refused.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::hours::{HoursReading, read_any_hours};
use super::lexicon::Word;
use super::suggestion::Suggestion;
use super::timed::{Timed, is_sign, trimmed};
use super::token::{Token, TokenKind};
use super::{Context, Reading, Refusal, RefusalKind};
use crate::language::{HoursTerm, Term};
use crate::plan::{DateRange, Dates, DayHours, Precision, Session, When};

/// The most tokens between the ends, such as `jusqu'au`.
const LONGEST_JOINT: usize = 4;

/// One end of the range.
struct RangeEnd {
    when: When,
    hours: Option<HoursReading>,
    /// Whether the time is before the date, with no sign between: it is of this end alone.
    is_led_by_time: bool,
}

impl Timed<'_> {
    /// Reads a range whose ends have a time each, or of which one has; nothing if it is none.
    pub(super) fn moments(&self) -> Option<Result<Reading, Refusal>> {
        for start in 1..self.tokens.len() {
            for end in start + 1..=(start + LONGEST_JOINT).min(self.tokens.len() - 1) {
                if !self.is_joint(&self.tokens[start..end]) {
                    continue;
                }
                if let Some(found) = self.between(&(0..start), &(end..self.tokens.len())) {
                    return Some(found);
                }
            }
        }
        None
    }

    fn between(
        &self,
        first: &Range<usize>,
        last: &Range<usize>,
    ) -> Option<Result<Reading, Refusal>> {
        let last = self.moment(last)?;
        let first = self.before(&last, first)?;
        let is_of_ends = match (&first.hours, &last.hours) {
            (Some(_), Some(_)) => true,
            (Some(_), None) => first.is_led_by_time,
            (None, Some(_)) => last.is_led_by_time,
            (None, None) => false,
        };
        if !is_of_ends {
            return None;
        }
        let [from, to] = [&first, &last].map(|moment| day_of(&moment.when));
        let (from, to) = (from?, to?);
        if let Some(reading) = one_night(&first, &last) {
            return Some(Ok(reading));
        }
        let days = DateRange::new(from, to)?;
        let when = When::new(Dates::Span(days, Precision::Day), None, None).ok()?;
        let printed = self.phrase.trim();
        Some(Err(Refusal {
            kind: RefusalKind::Ambiguous,
            at: 0..self.phrase.chars().count(),
            message: format!("`{printed}` begins and ends at a time, and `hours` hold on each day"),
            advice: "write the days alone, and the times in `description`".to_owned(),
            suggestions: vec![Suggestion::of(&when, self.grammar.language(), "")],
            correction: None,
        }))
    }

    /// Reads the end that is before another, in its year unless that is after it.
    fn before(&self, last: &RangeEnd, part: &Range<usize>) -> Option<RangeEnd> {
        let to = day_of(&last.when)?;
        [to.year(), to.year() - 1].into_iter().find_map(|year| {
            let context = Context {
                phase: None,
                year: Context::in_year(year).year,
                ..self.context
            };
            let first = Timed { context, ..*self }.moment(part)?;
            (day_of(&first.when)? <= to).then_some(first)
        })
    }

    /// Reads a day, with or without the time of a start.
    fn moment(&self, part: &Range<usize>) -> Option<RangeEnd> {
        let tokens = trimmed(&self.tokens[part.clone()]);
        let all = [tokens, self.without_from(tokens)];
        let dates = all.iter().find_map(|tokens| {
            let date = self.date(tokens, &[])?;
            Some(RangeEnd {
                when: date,
                hours: None,
                is_led_by_time: false,
            })
        });
        dates.or_else(|| all.iter().find_map(|tokens| self.timed_moment(tokens)))
    }

    fn timed_moment(&self, tokens: &[Token]) -> Option<RangeEnd> {
        for start in 0..tokens.len() {
            for end in (start + 1..=tokens.len()).rev() {
                let Some(hours) = self.start_of(&tokens[start..end]) else {
                    continue;
                };
                let (before, after) = (&tokens[..start], &tokens[end..]);
                let dates = [(before, after), (before, self.without_from(after))];
                if let Some(when) = dates.iter().find_map(|(one, other)| self.date(one, other)) {
                    let is_sign = after.first().is_some_and(is_sign);
                    return Some(RangeEnd {
                        when,
                        hours: Some(hours),
                        is_led_by_time: before.is_empty() && !is_sign,
                    });
                }
            }
        }
        None
    }

    /// Reads tokens as one time.
    fn start_of(&self, tokens: &[Token]) -> Option<HoursReading> {
        let hours = read_any_hours(self.grammar, &self.text(tokens)).ok()?;
        let is_start = match hours.hours.sessions.as_slice() {
            [session] => !session.is_end_given() && hours.hours.marker.is_none(),
            _ => false,
        };
        let at = tokens.first()?.at.start;
        (hours.is_unmistakable && is_start).then(|| hours.behind(at))
    }

    /// Returns the tokens behind a word that opens a range.
    fn without_from<'a>(&self, tokens: &'a [Token]) -> &'a [Token] {
        let words = self.grammar.dates.words_at(tokens, 0);
        let opening = words
            .filter(|(_, word)| matches!(word, Word::Term(Term::From | Term::Of | Term::Lead)));
        let hours = self.grammar.hours.words_at(tokens, 0);
        let hours = hours.filter(|(_, word)| *word == Word::Hours(HoursTerm::From));
        let next = opening.chain(hours).map(|(next, _)| next).max();
        next.map_or(tokens, |next| &tokens[next..])
    }

    /// Whether the tokens are what is between the ends of a range.
    fn is_joint(&self, tokens: &[Token]) -> bool {
        let tokens = match tokens {
            [comma, rest @ ..] if comma.kind == TokenKind::Sign(',') && !rest.is_empty() => rest,
            other => other,
        };
        if let [token] = tokens
            && matches!(token.kind, TokenKind::Sign('-' | '/'))
        {
            return true;
        }
        let dates = self.grammar.dates.words_at(tokens, 0);
        let mut words = dates.chain(self.grammar.hours.words_at(tokens, 0));
        words.any(|(next, word)| next == tokens.len() && is_to(word))
    }
}

fn is_to(word: Word) -> bool {
    match word {
        Word::Term(term) => matches!(term, Term::To),
        Word::Hours(term) => matches!(term, HoursTerm::To | HoursTerm::Finish),
        Word::Month(_) | Word::Weekday(_) => false,
    }
}

fn day_of(when: &When) -> Option<NaiveDate> {
    match when.dates() {
        Dates::Span(days, Precision::Day) if days.first() == days.last() => Some(days.first()),
        _ => None,
    }
}

/// Returns the session from one time to another that is less than a day later: it is one of the
/// first day.
fn one_night(first: &RangeEnd, last: &RangeEnd) -> Option<Reading> {
    let (from, to) = (day_of(&first.when)?, day_of(&last.when)?);
    let (start, end) = (first.hours.as_ref()?, last.hours.as_ref()?);
    let [begins, ends] = [start, end].map(|time| time.hours.sessions.first());
    let (begins, ends) = (begins?.start(), ends?.start());
    let is_night = from.succ_opt() == Some(to) && ends < begins || from == to && begins < ends;
    let zones = [start, end].map(|time| time.zone.as_ref().map(|zone| zone.meaning));
    let has_one_zone = zones[0] == zones[1] || zones.contains(&None);
    if !is_night || !has_one_zone || first.when.marker() != last.when.marker() {
        return None;
    }
    let hours = DayHours {
        sessions: vec![Session::new(begins, ends)?],
        marker: None,
    };
    Some(Reading {
        when: first.when.clone(),
        look_alike: None,
        is_anywhere_on_earth: false,
        hours: Some(HoursReading {
            hours,
            doubt: None,
            zone: start.zone.clone().or(end.zone.clone()),
            ..start.clone()
        }),
    })
}

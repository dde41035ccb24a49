//! Nights: hours over midnight of a night that is printed with both of its days.

use super::hours::HoursReading;
use super::lexicon::Word;
use super::suggestion::Suggestion;
use super::timed::{Timed, parts};
use super::token::tokens;
use super::{Reading, Refusal, RefusalKind};
use crate::language::HoursTerm;
use crate::plan::{DateRange, Dates, Precision, When};

impl Timed<'_> {
    /// Reads one night, said of two days: `in the night of 22 to 23 March, 18:00-7:00`.
    pub(super) fn night(&self) -> Option<Result<Reading, Refusal>> {
        let words = self.grammar.hours.words_at(self.tokens, 0);
        let nights = words.filter(|(_, word)| *word == Word::Hours(HoursTerm::NightOf));
        let next = nights.map(|(next, _)| next).max()?;
        let from = self.tokens.get(next)?.at.start;
        let rest: String = self.phrase.chars().skip(from).collect();
        let tokens = tokens(&rest);
        let timed = Timed {
            phrase: &rest,
            tokens: &tokens,
            ..*self
        };
        for part in parts(tokens.len()) {
            let Some(Ok(reading)) = timed.read(&part) else {
                continue;
            };
            let days = days_of(&reading.when)?;
            let hours = reading.hours.filter(is_overnight)?;
            if days.count() > 2 {
                return None;
            }
            let first = DateRange::new(days.first(), days.first())?;
            let dates = Dates::Span(first, Precision::Day);
            return Some(Ok(Reading {
                when: When::new(dates, None, reading.when.marker()).ok()?,
                hours: Some(hours.behind(from)),
                look_alike: None,
                is_anywhere_on_earth: false,
            }));
        }
        None
    }

    /// Refuses a session over midnight on two days: it may be one night, or two.
    pub(super) fn of_each_day(&self, reading: Reading) -> Result<Reading, Refusal> {
        let days = days_of(&reading.when).filter(|days| days.count() == 2);
        let hours = reading.hours.as_ref().filter(|hours| is_overnight(hours));
        let (Some(days), Some(hours)) = (days, hours) else {
            return Ok(reading);
        };
        let first = DateRange::new(days.first(), days.first());
        let first = first.map(|first| Dates::Span(first, Precision::Day));
        let first = first.and_then(|first| When::new(first, None, reading.when.marker()).ok());
        let hours = Suggestion::of_hours(&hours.hours);
        let language = self.grammar.language();
        let suggestions = first.iter();
        let suggestions = suggestions
            .map(|first| Suggestion::of_timed(first, &hours, language))
            .collect();
        Err(Refusal {
            kind: RefusalKind::Ambiguous,
            at: 0..self.phrase.chars().count(),
            message: format!("`{}` may be one night, or two", self.phrase.trim()),
            advice: "give those of two nights under `hours`; write one as its first day".to_owned(),
            suggestions,
            correction: None,
        })
    }
}

/// Whether hours are one session that ends on the next day.
fn is_overnight(hours: &HoursReading) -> bool {
    matches!(hours.hours.sessions.as_slice(), [session] if session.is_over_midnight())
}

/// Returns the exact days of a date in a row.
fn days_of(when: &When) -> Option<DateRange> {
    match when.dates() {
        Dates::Span(days, Precision::Day) => Some(*days),
        _ => None,
    }
}

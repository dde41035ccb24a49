//! Dates that are refused beside a time of day: why, and what to write instead.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::hours::{HoursReading, read_any_hours, read_hours};
use super::lexicon::Word;
use super::mend::mended;
use super::suggestion::Suggestion;
use super::timed::{Timed, parts, spaced, trimmed};
use super::token::{Token, TokenKind, tokens};
use super::{Context, Grammar, Refusal, RefusalKind, read_any, read_date};
use crate::language::{HoursTerm, OpenEnd, Refused, Term};
use crate::plan::{DateRange, Dates, DayHours, Precision, When};

/// A part of a phrase with a day and its hours.
struct TimedDay {
    when: When,
    hours: DayHours,
}

/// No longer phrase, and no more parts of one, are tried.
const MOST_TOKENS: usize = 24;
const MOST_TOKENS_OF_DAYS: usize = 60;
const MOST_PARTS: usize = 4;

/// Refuses a phrase by its parts: a date, and a time of day beside it; nothing if it has no such
/// parts.
pub(super) fn refused(grammar: &Grammar, phrase: &str, context: Context) -> Option<Refusal> {
    let phrase = &spaced(phrase);
    let tokens = tokens(phrase);
    let timed = Timed {
        grammar,
        phrase,
        tokens: &tokens,
        context,
    };
    if tokens.len() > MOST_TOKENS_OF_DAYS {
        return None;
    }
    let refused = timed.recurring().or_else(|| timed.by_day());
    if refused.is_some() || tokens.len() > MOST_TOKENS {
        return refused;
    }
    let refused = refused.or_else(|| timed.refused_hours());
    refused.or_else(|| timed.refused_date())
}

impl Timed<'_> {
    /// Refuses hours for their own fault, behind a date that is read: `9 May, 25:00`.
    fn refused_hours(&self) -> Option<Refusal> {
        let count = self.tokens.len();
        (1..count).find_map(|start| {
            let part = start..count;
            let is_number = matches!(self.tokens[start].kind, TokenKind::Number(..));
            let words = self.grammar.hours.words_at(self.tokens, start);
            let mut opening = words
                .filter(|(_, word)| matches!(word, Word::Hours(HoursTerm::From | HoursTerm::Lead)));
            let is_evident = opening.next().is_some() || self.is_evident(&part) || is_number;
            if self.cuts_a_time(&part) || !is_evident {
                return None;
            }
            let when = self.date(&self.tokens[..start], &[])?;
            let is_day = when.is_exact() || when.is_deadline();
            let text = self.text(&self.tokens[part]);
            let refusal = match read_hours(self.grammar, &text) {
                Ok(reading) => self.dotted(&text, &reading)?,
                Err(refusal) => refusal,
            };
            let is_mended = is_day && !refusal.suggestions.is_empty();
            let language = self.grammar.language();
            let hours = refusal.suggestions.clone();
            let timed = hours
                .iter()
                .map(|hours| Suggestion::of_timed(&when, hours, language));
            let timed = timed.filter(|timed| timed.text.contains('-')).collect();
            is_mended.then(|| {
                let refusal = self.refusal(refusal, &when, self.tokens[start].at.start);
                let suggestions = match refusal.suggestions.is_empty() {
                    true => timed,
                    false => refusal.suggestions,
                };
                Refusal {
                    correction: None,
                    suggestions,
                    ..refusal
                }
            })
        })
    }

    /// Refuses figures with a stop behind a date: `9 July 2026 at 7.10`.
    fn dotted(&self, text: &str, reading: &HoursReading) -> Option<Refusal> {
        let is_stop = |token: &&Token| token.kind == TokenKind::Sign('.');
        let is_dotted = tokens(text).iter().filter(is_stop).count() == 1;
        let first = text.chars().position(|c| c.is_ascii_digit())?;
        let hours = [Some(&reading.hours), reading.doubt.as_ref()]
            .into_iter()
            .flatten();
        is_dotted.then(|| Refusal {
            kind: RefusalKind::Ambiguous,
            at: first..text.chars().count(),
            message: format!("`{}` may be a date or a time", &text.trim()),
            advice: "write the one that is meant".to_owned(),
            suggestions: hours.map(Suggestion::of_hours).collect(),
            correction: None,
        })
    }

    /// Refuses weekdays of several weeks, with the repeat that they are: `every Tuesday from 12
    /// January to 9 March`.
    fn recurring(&self) -> Option<Refusal> {
        let mut weekdays: Vec<u32> = Vec::new();
        let mut end = 0;
        let mut at = 0;
        let mut recurs = false;
        while at < self.tokens.len() {
            let words = self.grammar.dates.words_at(self.tokens, at);
            let words = words.filter(|(_, word)| match word {
                Word::Weekday(_) => true,
                Word::Term(term) => matches!(
                    term,
                    Term::Weekdays(_) | Term::Refused(Refused::Recurring) | Term::And | Term::The
                ),
                Word::Hours(_) | Word::Month(_) => false,
            });
            let found = words.max_by_key(|(next, word)| (*next, matches!(word, Word::Term(_))));
            let Some((next, word)) = found else {
                if self.tokens[at].kind == TokenKind::Sign(',') {
                    at += 1;
                    continue;
                }
                break;
            };
            match word {
                Word::Weekday(day) => weekdays.push(day),
                Word::Term(Term::Weekdays(day)) => {
                    recurs = true;
                    weekdays.push(day.into());
                }
                Word::Term(Term::Refused(_)) => recurs = true,
                Word::Term(_) | Word::Hours(_) | Word::Month(_) => {}
            }
            at = next;
            end = next;
        }
        let rest = self.text(trimmed(&self.tokens[end..]));
        let reading = read_any(self.grammar, &rest, self.context).ok();
        let reading = reading.filter(|_| recurs && !weekdays.is_empty())?;
        let days = reading.when.span().filter(|days| days.count() > 7)?;
        let is_on = |day: &NaiveDate| weekdays.contains(&day.weekday().num_days_from_sunday());
        let first = days.days().find(is_on)?;
        let until = days.days().filter(is_on).last()?;
        let dates = Dates::Span(DateRange::day(first), Precision::Day);
        let when = When::new(dates, None, None).ok()?;
        let language = self.grammar.language();
        let suggestion = match &reading.hours {
            Some(hours) => {
                Suggestion::of_timed(&when, &Suggestion::of_hours(&hours.hours), language)
            }
            None => Suggestion::of(&when, language, ""),
        };
        Some(Refusal {
            kind: RefusalKind::NotUnderstood,
            at: self.tokens[0].at.start..self.tokens[end - 1].at.end,
            message: format!(
                "`{}` says that the date recurs",
                self.text(&self.tokens[..end])
            ),
            advice: format!(
                "give `repeat: {{ every: week, on: {}, until: {until} }}` beside it, and here the \
                 first date",
                names(&weekdays)
            ),
            suggestions: vec![suggestion],
            correction: None,
        })
    }

    /// Refuses a date for its own fault, beside hours that are read: `31 June, 19:30`.
    fn refused_date(&self) -> Option<Refusal> {
        let parts = parts(self.tokens.len()).filter(|part| !self.cuts_a_time(part));
        let at_an_end = parts.filter(|part| (part.start == 0) != (part.end == self.tokens.len()));
        at_an_end
            .filter_map(|part| Some((self.hours_alone(&part)?, part)))
            .take(MOST_PARTS)
            .find_map(|(hours, part)| self.refused_beside(&hours, &part))
    }

    fn hours_alone(&self, part: &Range<usize>) -> Option<HoursReading> {
        let text = self.text(&self.tokens[part.clone()]);
        let hours = read_any_hours(self.grammar, &text).ok()?;
        hours.is_unmistakable.then_some(hours)
    }

    fn refused_beside(&self, hours: &HoursReading, part: &Range<usize>) -> Option<Refusal> {
        let rest = match part.start {
            0 => &self.tokens[part.end..],
            start => &self.tokens[..start],
        };
        let rest = trimmed(rest);
        let at = rest.first()?.at.start..rest.last()?.at.end;
        if let Some(refusal) = self.open_end(rest, hours, part) {
            return Some(refusal);
        }
        let text = self.text(rest);
        let refusal = read_date(self.grammar, &text, self.context).err()?;
        let refusal = mended(self.grammar, &text, self.context, refusal);
        let is_of_date = refusal.kind != RefusalKind::NotUnderstood
            || refusal.correction.is_some()
            || refusal
                .suggestions
                .iter()
                .any(|one| one.note != "an example");
        if !is_of_date {
            return None;
        }
        let before = self.characters(0..at.start);
        let after = self.characters(at.end..self.phrase.chars().count());
        let suggestions = refusal.suggestions.into_iter();
        let suggestions = suggestions.map(|date| Suggestion {
            text: format!("{before}{}{after}", date.text),
            meaning: format!("{}, {}", date.meaning, hours.hours),
            note: date.note,
        });
        Some(Refusal {
            at: refusal.at.start + at.start..refusal.at.end + at.start,
            suggestions: suggestions.collect(),
            ..refusal
        })
    }

    /// Refuses a day before which something is, by a time on that day: `until 15 May at noon`.
    fn open_end(
        &self,
        rest: &[Token],
        hours: &HoursReading,
        part: &Range<usize>,
    ) -> Option<Refusal> {
        let words = self.grammar.dates.words_at(rest, 0);
        let open = words.filter(|(_, word)| {
            matches!(
                word,
                Word::Term(Term::Refused(Refused::OpenEnd(
                    OpenEnd::Until | OpenEnd::Before
                )))
            )
        });
        let next = open.map(|(next, _)| next).max()?;
        let when = self.date(&rest[next..], &[])?;
        let days = when.span().filter(|days| days.count() == 1)?;
        let deadline = When::new(Dates::By(days.last()), None, when.marker()).ok()?;
        let is_one = hours.hours.sessions.len() == 1 && !hours.hours.sessions[0].is_end_given();
        let times = Suggestion::of_hours(&hours.hours);
        let suggestion = Suggestion {
            note: "as a deadline",
            ..Suggestion::of_timed(&deadline, &times, self.grammar.language())
        };
        let at = rest[0].at.start..rest[next - 1].at.end;
        let message = format!("`{}` leaves the start open", self.characters(at.clone()));
        let advice = "write the start too; or the last moment that is possible".to_owned();
        (is_one && part.start > 0).then_some(Refusal {
            kind: RefusalKind::NotUnderstood,
            at,
            message,
            advice,
            suggestions: vec![suggestion],
            correction: None,
        })
    }

    /// Refuses days with hours of their own: `9 May 10-12, 10 May 14-16`.
    fn by_day(&self) -> Option<Refusal> {
        let joints = (0..self.tokens.len()).filter(|at| self.joins_days(*at));
        let bounds: Vec<usize> = joints.chain([self.tokens.len()]).collect();
        let mut days: Vec<TimedDay> = Vec::new();
        let mut start = 0;
        for bound in bounds {
            let part = &self.tokens[start.min(bound)..bound];
            // A comma may also be between a day and its hours, or between its hours.
            if let Some(day) = self.timed_day(part) {
                days.push(day);
                start = bound + 1;
            }
        }
        let is_whole = start > self.tokens.len() && days.len() > 1;
        let runs = days.iter().filter_map(|day| day.when.span());
        let dates = Dates::exact(runs);
        let first = days.first().filter(|_| is_whole)?;
        if days.iter().all(|day| day.hours == first.hours) {
            return None;
        }
        let when = When::new(dates, None, None).ok()?;
        let hours: Vec<String> = days.iter().filter_map(TimedDay::entry).collect();
        Some(Refusal {
            kind: RefusalKind::NotUnderstood,
            at: 0..self.phrase.chars().count(),
            message: "this gives days hours of their own".to_owned(),
            advice: format!(
                "give them by day, as `hours: {{ {} }}`, and the days alone here",
                hours.join(", ")
            ),
            suggestions: vec![Suggestion::of(&when, self.grammar.language(), "")],
            correction: None,
        })
    }

    fn joins_days(&self, at: usize) -> bool {
        let mut words = self.grammar.dates.words_at(self.tokens, at);
        let is_and = words.any(|(_, word)| word == Word::Term(Term::And));
        is_and || matches!(self.tokens[at].kind, TokenKind::Sign(',' | ';' | '&' | '/'))
    }

    /// Reads one day and its hours, in the year that the phrase prints anywhere.
    fn timed_day(&self, part: &[Token]) -> Option<TimedDay> {
        let year = self.tokens.iter().rev().find_map(|token| match token.kind {
            TokenKind::Number(year, 4) => Some(year as i32),
            _ => None,
        });
        let year = year.and_then(|year| Context::in_year(year).year);
        let context = Context {
            year: year.or(self.context.year),
            ..self.context
        };
        (1..part.len()).find_map(|end| {
            let (date, hours) = (trimmed(&part[..end]), trimmed(&part[end..]));
            if date.is_empty() || hours.is_empty() {
                return None;
            }
            let when = read_date(self.grammar, &self.text(date), context)
                .ok()?
                .when;
            let hours = read_any_hours(self.grammar, &self.text(hours)).ok()?.hours;
            let is_day = when.is_exact() && when.span().is_some_and(|days| days.count() == 1);
            let is_timed = is_day && !hours.sessions.is_empty();
            is_timed.then_some(TimedDay { when, hours })
        })
    }
}

/// Returns the weekdays as `on` of a repeat names them.
fn names(weekdays: &[u32]) -> String {
    const NAMES: [&str; 7] = [
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
    ];
    match weekdays {
        [one] => NAMES[*one as usize].to_owned(),
        several => {
            let names: Vec<&str> = several.iter().map(|day| NAMES[*day as usize]).collect();
            format!("[{}]", names.join(", "))
        }
    }
}

impl TimedDay {
    /// Returns the day and its hours as an entry of `hours`.
    fn entry(&self) -> Option<String> {
        let day = self.when.span()?.first();
        let hours = self.hours.to_string();
        Some(match hours.contains(',') {
            true => format!("{day}: \"{hours}\""),
            false => format!("{day}: {hours}"),
        })
    }
}

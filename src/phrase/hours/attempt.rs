//! Printed hours in one language: all their readings followed to their times, and the best account
//! of what is wrong.

use std::cmp::Reverse;
use std::ops::Range;

use super::grammar::{hours, zone_of};
use super::printed::{Clock, ClockForm, PrintedHours, PrintedOffset, PrintedSession};
use super::problem::{HoursProblem, HoursProblemKind, explain_refused};
use super::resolve::resolve;
use super::{HoursReading, PrintedZone, ZoneMeaning};
use crate::language::{HoursTerm, RefusedHours};
use crate::phrase::lexicon::{Lexicon, Word};
use crate::phrase::parser::{DateOrder, Parser};
use crate::phrase::suggestion::Suggestion;
use crate::phrase::token::Token;
use crate::phrase::{Refusal, RefusalKind, refusal};
use crate::plan::{DayHours, Marker, Session};

/// Printed hours, their marker taken out, in one language.
#[derive(Clone, Copy)]
pub(super) struct HoursAttempt<'a> {
    pub printed: &'a str,
    pub tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
    pub marker: Option<Marker>,
}

/// The kinds of failure, the most useful to report first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum HoursAccount {
    /// The hours can be read, but to no times or to several.
    Wrong,
    /// A word in them is never part of hours.
    Word,
    /// They can't be read past that token: the further, the better.
    Unread(Reverse<usize>),
}

type HoursFailure = (HoursAccount, Refusal);

impl<'a> HoursAttempt<'a> {
    /// Reads hours in the plan's own language, else in the others, which must agree.
    pub(crate) fn or_in(self, others: &'a [Lexicon]) -> Result<HoursReading, Refusal> {
        let mut failure = match self.read() {
            Ok(reading) => return Ok(reading),
            Err((HoursAccount::Wrong, refusal)) => return Err(refusal),
            Err(failure) => failure,
        };
        let mut readings: Vec<HoursReading> = Vec::new();
        for lexicon in others {
            match (Self { lexicon, ..self }).read() {
                Ok(reading) => add(&mut readings, reading),
                Err(other) if other.0 < failure.0 => failure = other,
                Err(_) => {}
            }
        }
        match readings.as_slice() {
            [] => Err(failure.1),
            [reading] => Ok(reading.clone()),
            several => Err(self.ambiguous(several)),
        }
    }

    fn read(&self) -> Result<HoursReading, HoursFailure> {
        let parser = Parser::new(self.tokens, self.lexicon, DateOrder::Dmy, None);
        let found = hours(&parser);
        if parser.is_exhausted() {
            let message = "this can be read in too many ways";
            let refusal = refusal(self.whole(), message, "write it as several events");
            return Err((HoursAccount::Wrong, refusal));
        }
        let mut readings = Vec::new();
        let mut problems = Vec::new();
        for printed in found
            .into_iter()
            .filter(|found| !self.has_lower_case_zone(found))
        {
            match self.reading(&printed) {
                Ok(reading) => add(&mut readings, reading),
                Err(problem) => problems.push(problem),
            }
        }
        match readings.as_slice() {
            [reading] => self.only(reading, &problems),
            [] => Err(self.failure(problems, parser.furthest())),
            several => Err((HoursAccount::Wrong, self.ambiguous(several))),
        }
    }

    /// Returns the one reading, unless the words may also be a range whose half of the day is not
    /// said: `ten to three`.
    fn only(
        &self,
        reading: &HoursReading,
        problems: &[HoursProblem],
    ) -> Result<HoursReading, HoursFailure> {
        let mut other = Vec::new();
        for problem in problems {
            other.extend(problem.kind.in_either_half());
        }
        let has_end = reading
            .hours
            .sessions
            .iter()
            .any(|session| session.is_end_given());
        if other.is_empty() || has_end || !self.has_word(HoursTerm::To) {
            return Ok(reading.clone());
        }
        let doubt = reading.doubt.iter().cloned().map(HoursReading::plain);
        let others = other
            .into_iter()
            .map(|sessions| HoursReading::plain(self.day_hours(sessions)));
        let all: Vec<HoursReading> = [reading.clone()]
            .into_iter()
            .chain(doubt)
            .chain(others)
            .collect();
        Err((HoursAccount::Wrong, self.ambiguous(&all)))
    }

    fn has_word(&self, term: HoursTerm) -> bool {
        (0..self.tokens.len()).any(|at| {
            let mut words = self.lexicon.at(self.tokens, at);
            words.any(|(_, word)| word == Word::Hours(term))
        })
    }

    fn reading(&self, printed: &PrintedHours) -> Result<HoursReading, HoursProblem> {
        let (sessions, zone) = match printed {
            PrintedHours::Sessions(sessions, zone) => (sessions, zone),
            PrintedHours::AllDay => return self.all_day(),
            PrintedHours::TwoStarts(first, second) => return Err(two_starts(first, second)),
        };
        let zone = zone_of(sessions, zone.as_ref())
            .map_err(|other| HoursProblem::new(other.tokens.clone(), HoursProblemKind::TwoZones))?;
        let resolved = resolve(sessions)?;
        Ok(HoursReading {
            hours: self.day_hours(resolved.sessions),
            zone: zone.map(|zone| self.zone(zone)),
            doubt: resolved.doubt.map(|sessions| self.day_hours(sessions)),
            look_alike: None,
            is_unmistakable: is_unmistakable(sessions, zone.is_some()),
        })
    }

    /// Whether the zone is an abbreviation in small letters: `et` is a word of French, `ET` a zone.
    fn has_lower_case_zone(&self, printed: &PrintedHours) -> bool {
        let PrintedHours::Sessions(sessions, zone) = printed else {
            return false;
        };
        let Ok(Some(zone)) = zone_of(sessions, zone.as_ref()) else {
            return false;
        };
        let letters = part(self.printed, &self.characters(zone.tokens.clone()));
        matches!(zone.meaning, ZoneMeaning::Abbreviated(_))
            && letters.chars().count() == 2
            && letters.chars().all(char::is_lowercase)
    }

    fn all_day(&self) -> Result<HoursReading, HoursProblem> {
        if self.marker.is_some() {
            let tokens = 0..self.tokens.len();
            return Err(HoursProblem::new(tokens, HoursProblemKind::MarkedDay));
        }
        Ok(HoursReading::plain(DayHours::default()))
    }

    fn day_hours(&self, sessions: Vec<Session>) -> DayHours {
        DayHours {
            sessions,
            marker: self.marker,
        }
    }

    fn zone(&self, zone: &PrintedOffset) -> PrintedZone {
        let mut at = self.characters(zone.tokens.clone());
        // The stop behind it ends the hours.
        if part(self.printed, &at).ends_with('.') {
            at.end -= 1;
        }
        PrintedZone {
            at,
            meaning: zone.meaning,
        }
    }

    /// Returns why there is no reading.
    fn failure(&self, problems: Vec<HoursProblem>, furthest: usize) -> HoursFailure {
        let nearest = problems
            .into_iter()
            .min_by_key(|problem| problem.kind.rank());
        if let Some(problem) = nearest {
            return (HoursAccount::Wrong, self.explain(&problem));
        }
        if let Some(refusal) = self.refused_word(furthest) {
            return (HoursAccount::Word, refusal);
        }
        (
            HoursAccount::Unread(Reverse(furthest)),
            self.unread(furthest),
        )
    }

    fn explain(&self, problem: &HoursProblem) -> Refusal {
        let at = self.characters(problem.tokens.clone());
        let (message, advice) = problem.kind.explain(&part(self.printed, &at));
        Refusal {
            kind: problem.kind.refusal_kind(),
            at,
            message,
            advice,
            suggestions: problem.kind.suggestions(self.marker),
            correction: None,
        }
    }

    /// Refuses a word that is never part of hours, unless it is read as part of them.
    fn refused_word(&self, furthest: usize) -> Option<Refusal> {
        let last = furthest.min(self.tokens.len().saturating_sub(1));
        let (tokens, refused) = (0..=last).find_map(|at| {
            let (next, refused) = self.longest_refused(at)?;
            let is_read = at > 0 && furthest >= next;
            (!is_read).then_some((at..next, refused))
        })?;
        let at = self.characters(tokens);
        let (message, advice) = explain_refused(refused, &part(self.printed, &at));
        Some(Refusal {
            kind: RefusalKind::NotUnderstood,
            at,
            message,
            advice,
            suggestions: Vec::new(),
            correction: None,
        })
    }

    fn longest_refused(&self, at: usize) -> Option<(usize, RefusedHours)> {
        let words = self.lexicon.at(self.tokens, at);
        let (next, word) = words.max_by_key(|(next, word)| (*next, is_refused(word)))?;
        match word {
            Word::Hours(HoursTerm::Refused(refused)) => Some((next, refused)),
            Word::Weekday(_) | Word::Month(_) => Some((next, RefusedHours::Days)),
            Word::Hours(_) | Word::Term(_) => None,
        }
    }

    /// Refuses hours that can be read only up to that token.
    fn unread(&self, furthest: usize) -> Refusal {
        let example =
            "write hours such as `9:30-17:00`, `7pm`, `10:00-12:00, 14:00-16:00` or `TBC`";
        let Some(token) = self.tokens.get(furthest) else {
            let message = "these are not whole hours: a part is missing, or there is one too many";
            return refusal(self.whole(), message, example);
        };
        let at = token.at.clone();
        let message = format!("`{}` is not understood here", part(self.printed, &at));
        refusal(at, &message, example)
    }

    fn ambiguous(&self, readings: &[HoursReading]) -> Refusal {
        let at = self.whole();
        let printed = part(self.printed, &at);
        let suggestions = readings.iter().filter_map(suggestion);
        Refusal {
            kind: RefusalKind::Ambiguous,
            message: format!("`{printed}` can be read in {} ways", readings.len()),
            at,
            advice: "write the one that is meant".to_owned(),
            suggestions: suggestions.collect(),
            correction: None,
        }
    }

    fn whole(&self) -> Range<usize> {
        self.characters(0..self.tokens.len())
    }

    /// Returns the characters of the text from the first to the last of these tokens.
    fn characters(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self
            .tokens
            .get(tokens.start)
            .map_or(0, |token| token.at.start);
        let before_end = self.tokens[..tokens.end.min(self.tokens.len())].last();
        start..before_end.map_or(start, |token| token.at.end).max(start)
    }
}

fn is_refused(word: &Word) -> bool {
    matches!(
        word,
        Word::Hours(HoursTerm::Refused(_)) | Word::Weekday(_) | Word::Month(_)
    )
}

/// Whether the sessions show by a colon, a word or a zone that they are hours: each of them, or one
/// for others that have both ends. A number like a year is none.
fn is_unmistakable(sessions: &[PrintedSession], has_zone: bool) -> bool {
    let clocks = || sessions.iter().flat_map(PrintedSession::clocks);
    let is_year =
        |clock: &Clock| clock.is_like_a_year && !clock.has_half() && clock.form != ClockForm::Unit;
    let is_shown = |session: &PrintedSession| {
        session.end.is_some() || session.clocks().any(|clock| clock.is_evident)
    };
    let is_any_evident = clocks().any(|clock| clock.is_evident);
    let are_shown = is_any_evident && sessions.iter().all(is_shown);
    (has_zone || are_shown) && !clocks().any(is_year)
}

/// Returns what to write for a reading; none where its zone can't be written without doubt.
fn suggestion(reading: &HoursReading) -> Option<Suggestion> {
    let suggestion = Suggestion::of_hours(&reading.hours);
    match reading.zone.as_ref().map(|zone| zone.meaning) {
        None => Some(suggestion),
        Some(ZoneMeaning::Offset(minutes)) if minutes % 60 == 0 => {
            let text = format!("{} UTC{:+}", suggestion.text, minutes / 60);
            Some(Suggestion { text, ..suggestion })
        }
        Some(_) => None,
    }
}

/// Adds a reading with a meaning of its own.
fn add(readings: &mut Vec<HoursReading>, reading: HoursReading) {
    let is_same = readings
        .iter()
        .any(|other| other.hours == reading.hours && zone_meaning(other) == zone_meaning(&reading));
    if !is_same {
        readings.push(reading);
    }
}

fn zone_meaning(reading: &HoursReading) -> Option<ZoneMeaning> {
    Some(reading.zone.as_ref()?.meaning)
}

/// Returns the problem of two times of which neither is the start, with each of them alone.
fn two_starts(first: &Clock, second: &Clock) -> HoursProblem {
    let both = [first, second].map(|clock| PrintedSession::new(clock.clone(), None));
    let starts = resolve(&both)
        .map(|resolved| resolved.sessions)
        .unwrap_or_default();
    let alone = starts.into_iter().map(|session| vec![session]).collect();
    let tokens = first.tokens.start..second.tokens.end;
    HoursProblem::new(tokens, HoursProblemKind::TwoStarts(alone))
}

/// Returns those characters of a text.
fn part(text: &str, at: &Range<usize>) -> String {
    text.chars().skip(at.start).take(at.len()).collect()
}

//! Dates with a time of day: `Friday 17 December 2021, 23:59 UTC`.
//!
//! A part of the phrase is read as hours, and the rest as a date. Every part is tried, and only a
//! phrase with one meaning is taken.

use std::ops::Range;

use chrono::NaiveTime;

use super::dotted::is_in_dotted_figures;
use super::hours::{HoursReading, read_any_hours};
use super::lexicon::Word;
use super::stay::one_stay;
use super::suggestion::Suggestion;
use super::token::{Token, TokenKind, tokens};
use super::{Context, Grammar, PrintedZone, Reading, Refusal, RefusalKind, ZoneMeaning, read_date};
use crate::language::{HoursTerm, Language, RefusedHours, Term};
use crate::plan::{DateRange, Dates, DayHours, Marker, Precision, Session, When};

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
    let phrase = &spaced(phrase);
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
    if let Some(refused) = timed.moments() {
        return Some(refused);
    }
    if let Some(night) = timed.night() {
        return Some(night);
    }
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
        [one] => Some(timed.of_each_day(one.reading.clone())),
        [] => refused.map(Err),
        _ => None,
    }
}

/// Returns a phrase with a space for the T of ISO 8601: `2026-05-08T10:00`.
pub(super) fn spaced(phrase: &str) -> String {
    let mut characters: Vec<char> = phrase.chars().collect();
    for at in 1..characters.len().saturating_sub(1) {
        let is_between = characters[at - 1].is_ascii_digit() && characters[at + 1].is_ascii_digit();
        if characters[at] == 'T' && is_between {
            characters[at] = ' ';
        }
    }
    characters.into_iter().collect()
}

/// Returns all parts of so many tokens, the longest first from each token on.
pub(super) fn parts(count: usize) -> impl Iterator<Item = Range<usize>> {
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
pub(super) struct Timed<'a> {
    pub grammar: &'a Grammar,
    pub phrase: &'a str,
    pub tokens: &'a [Token],
    pub context: Context,
}

impl Timed<'_> {
    /// Reads these tokens as hours, and all others as a date.
    pub(super) fn read(&self, part: &Range<usize>) -> Option<Result<Reading, Refusal>> {
        if self.is_marker(part.start) || self.cuts_a_time(part) {
            return None;
        }
        let (before, after) = (&self.tokens[..part.start], &self.tokens[part.end..]);
        let at = self.tokens[part.start].at.start..self.tokens[part.end - 1].at.end;
        let hours = read_any_hours(self.grammar, &self.characters(at.clone()));
        let hours = match hours {
            Ok(hours) if !hours.is_unmistakable => return None,
            Err(refusal) if refusal.kind != RefusalKind::Ambiguous => return None,
            hours => hours,
        };
        let (before, is_deadline) = self.without_deadline(before);
        if is_in_dotted_figures(before) || is_in_dotted_figures(after) {
            return None;
        }
        let (before, one) = self.without_zone(trimmed(before));
        let (after, other) = self.without_zone(trimmed(after));
        let beside = one.or(other);
        let when = self.date(before, after)?;
        // `vers 19 h` and `19:30, 2030` are hours alone: a marker is no open date of theirs, and
        // a time no year.
        let is_date = matches!(when.precision(), Precision::Open | Precision::Year);
        let is_hours = || read_any_hours(self.grammar, self.phrase).is_ok();
        if is_date && (is_hours() || self.is_open_end(part)) {
            return None;
        }
        let when = if is_deadline { deadline(&when)? } else { when };
        let when = if self.is_marked_behind(part) {
            marked(
                &when,
                hours.as_ref().ok().and_then(|hours| hours.hours.marker),
            )
        } else {
            when
        };
        match hours {
            Ok(hours) if self.is_one_stay(&when, &hours, part) => Some(Err(one_stay(at))),
            Ok(mut hours) => {
                hours = hours.behind(at.start);
                if beside.is_some() && hours.zone.is_some() {
                    return None;
                }
                hours.zone = hours.zone.or(beside);
                Some(Ok(Reading {
                    when,
                    look_alike: None,
                    is_anywhere_on_earth: false,
                    hours: Some(hours),
                }))
            }
            Err(refusal) if self.is_evident(part) => {
                Some(Err(self.refusal(refusal, &when, at.start)))
            }
            Err(_) => None,
        }
    }

    /// Reads the date around the hours. Between its parts only a weekday may be before them.
    pub(super) fn date(&self, before: &[Token], after: &[Token]) -> Option<When> {
        let [before, after] = [before, after].map(trimmed);
        let text = match (before, after) {
            ([], []) => return None,
            (one, []) | ([], one) => self.text(one),
            (before, after) if self.is_latest(after) => {
                format!("{} {}", self.text(before), self.text(after))
            }
            (before, after) if self.is_marker_of_date(after) => {
                format!("{} ({})", self.text(before), self.text(after))
            }
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

    /// Whether a part begins or ends within what is printed without a space: in `9.30am`, in
    /// `19:30`, in `7-9pm`.
    pub(super) fn cuts_a_time(&self, part: &Range<usize>) -> bool {
        self.is_within(part.start) || self.is_within(part.end)
    }

    /// Whether that token goes on what is before it.
    fn is_within(&self, at: usize) -> bool {
        let before = &self.tokens[..at];
        let (Some(last), Some(next)) = (before.last(), self.tokens.get(at)) else {
            return false;
        };
        let is_joint = |token: &Token| matches!(token.kind, TokenKind::Sign(':' | '.' | '-'));
        match before {
            _ if !next.glued => false,
            // `19:30` and `7-9`, but not `2026-9` and `Sept.19`.
            [.., number, joint] if is_joint(joint) => {
                joint.glued && is_short(number) && is_short(next)
            }
            [.., number] if is_joint(next) => {
                let after = self.tokens.get(at + 1);
                is_short(number) && after.is_some_and(|after| after.glued && is_short(after))
            }
            _ => !is_sign(last) && !is_sign(next),
        }
    }

    /// Whether a dash joins the hours to what is before them: `TBC-21:00` has an end alone.
    fn is_open_end(&self, part: &Range<usize>) -> bool {
        let before = part.start.checked_sub(1).map(|at| &self.tokens[at].kind);
        before == Some(&TokenKind::Sign('-'))
    }

    /// Returns the tokens without a zone at their end, which is that of the hours: `8 May (AoE)`.
    fn without_zone<'t>(&self, tokens: &'t [Token]) -> (&'t [Token], Option<PrintedZone>) {
        let is_closed = tokens
            .last()
            .is_some_and(|last| last.kind == TokenKind::Sign(')'));
        let end = tokens.len() - usize::from(is_closed);
        for start in 0..end {
            for (next, word) in self.grammar.hours.words_at(tokens, start) {
                let (true, Word::Hours(HoursTerm::Zone(names))) = (next == end, word) else {
                    continue;
                };
                let at = tokens[start].at.start..tokens[end - 1].at.end;
                let meaning = ZoneMeaning::of(names);
                let rest = start - usize::from(is_closed && start > 0);
                return (&tokens[..rest], Some(PrintedZone { at, meaning }));
            }
        }
        (tokens, None)
    }

    /// Whether a marker of the date begins there.
    fn is_marker(&self, at: usize) -> bool {
        let at = at + usize::from(self.tokens[at].kind == TokenKind::Sign('('));
        let mut words = self.grammar.dates.words_at(self.tokens, at);
        words.any(|(_, word)| matches!(word, Word::Term(Term::Unsettled(_))))
    }

    fn is_weekday(&self, tokens: &[Token]) -> bool {
        let mut words = self.grammar.dates.words_at(tokens, 0);
        words.any(|(_, word)| matches!(word, Word::Weekday(_)))
    }

    /// Whether the marker at the end of the hours is that of all before it: `19:30 (TBC)`, and not
    /// `19:30 (time TBC)`.
    fn is_marked_behind(&self, part: &Range<usize>) -> bool {
        let is_bracket = |at: usize, sign| self.tokens[at].kind == TokenKind::Sign(sign);
        let has_brackets = is_bracket(part.end - 1, ')');
        let end = part.end - usize::from(has_brackets);
        let marker = part.clone().find(|at| {
            let mut words = self.grammar.dates.words_at(self.tokens, *at);
            words.any(|(next, word)| next == end && matches!(word, Word::Term(Term::Unsettled(_))))
        });
        let Some(mut start) = marker.filter(|start| *start > part.start) else {
            return false;
        };
        while start > part.start && is_sign_or_bracket(&self.tokens[start - 1]) {
            start -= 1;
        }
        let is_labelled = part.clone().any(|at| {
            let mut words = self.grammar.hours.words_at(self.tokens, at);
            words.any(|(next, word)| next == start && word == Word::Term(Term::Date))
        });
        part.start > 0 && part.end == self.tokens.len() && !is_labelled
    }

    /// Whether the tokens are a marker that names the date: `date TBC`.
    fn is_marker_of_date(&self, tokens: &[Token]) -> bool {
        let mut words = self.grammar.dates.words_at(tokens, 0);
        let is_named = words.any(|(_, word)| word == Word::Term(Term::Date));
        let reading = read_date(self.grammar, &self.text(tokens), self.context);
        is_named && reading.is_ok_and(|reading| *reading.when.dates() == Dates::Open)
    }

    /// Whether the tokens make a date a last day: `au plus tard`.
    fn is_latest(&self, tokens: &[Token]) -> bool {
        let mut words = self.grammar.dates.words_at(tokens, 0);
        words.any(|(next, word)| next == tokens.len() && word == Word::Term(Term::Latest))
    }

    /// Whether a colon or a word shows that the tokens are hours.
    pub(super) fn is_evident(&self, part: &Range<usize>) -> bool {
        part.clone().any(|at| {
            let mut words = self.grammar.hours.words_at(self.tokens, at);
            self.tokens[at].kind == TokenKind::Sign(':') || words.any(|(_, word)| is_of_hours(word))
        })
    }

    /// Returns the refusal of hours as one of the whole phrase.
    pub(super) fn refusal(&self, refusal: Refusal, when: &When, start: usize) -> Refusal {
        let language = self.grammar.language();
        let is_one_day = when.span().is_some_and(|days| days.count() == 1);
        let suggestions = refusal.suggestions.iter().filter(|_| is_one_day);
        let suggestions = suggestions.map(|hours| Suggestion::of_timed(when, hours, language));
        let mut suggestions: Vec<Suggestion> = suggestions.collect();
        let midnight = when.is_deadline().then(|| last_minute(&refusal)).flatten();
        suggestions.extend(midnight.map(|last| Suggestion::of_timed(when, &last, language)));
        if is_one_day && !when.is_deadline() && last_minute(&refusal).is_some() {
            suggestions.extend(midnights_after(when, language));
        }
        Refusal {
            at: refusal.at.start + start..refusal.at.end + start,
            suggestions,
            ..refusal
        }
    }

    pub(super) fn text(&self, tokens: &[Token]) -> String {
        let start = tokens.first().map_or(0, |token| token.at.start);
        let end = tokens.last().map_or(start, |token| token.at.end);
        self.characters(start..end)
    }

    pub(super) fn characters(&self, at: Range<usize>) -> String {
        self.phrase.chars().skip(at.start).take(at.len()).collect()
    }
}

/// Returns the tokens without signs at their ends that set the hours off.
pub(super) fn trimmed(mut tokens: &[Token]) -> &[Token] {
    while let Some((_, rest)) = tokens.split_first().filter(|(first, _)| is_sign(first)) {
        tokens = rest;
    }
    while let Some((_, rest)) = tokens.split_last().filter(|(last, _)| is_sign(last)) {
        tokens = rest;
    }
    tokens
}

fn is_sign_or_bracket(token: &Token) -> bool {
    is_sign(token) || token.kind == TokenKind::Sign('(')
}

/// Returns the midnight after a day, on its own day; and as a deadline, by the last minute.
fn midnights_after(when: &When, language: &'static Language) -> Vec<Suggestion> {
    let Some(day) = when.span().map(DateRange::last) else {
        return Vec::new();
    };
    let next = day.succ_opt().map(DateRange::day);
    let dates = [
        next.map(|next| (Dates::Span(next, Precision::Day), (0, 0), "")),
        Some((Dates::By(day), (23, 59), "as a deadline")),
    ];
    let dates = dates.into_iter().flatten();
    let timed = dates.filter_map(|(dates, (hour, minute), note)| {
        let when = When::new(dates, None, when.marker()).ok()?;
        let start = NaiveTime::from_hms_opt(hour, minute, 0)?;
        let hours = DayHours {
            sessions: vec![Session::starting(start)],
            marker: None,
        };
        let hours = Suggestion {
            note,
            ..Suggestion::of_hours(&hours)
        };
        Some(Suggestion::of_timed(&when, &hours, language))
    });
    timed.collect()
}

/// Returns the last minute of a day, where its first was suggested: the midnight that ends a
/// deadline.
fn last_minute(refusal: &Refusal) -> Option<Suggestion> {
    let first = Session::starting(NaiveTime::MIN);
    let last = Session::starting(NaiveTime::from_hms_opt(23, 59, 0)?);
    let is_first = refusal
        .suggestions
        .iter()
        .any(|hours| hours.text == first.to_string());
    let hours = DayHours {
        sessions: vec![last],
        marker: None,
    };
    is_first.then(|| Suggestion::of_hours(&hours))
}

/// Whether a token is a number of a day, a month, an hour or minutes.
fn is_short(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Number(_, 1 | 2))
}

pub(super) fn is_sign(token: &Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Sign(',' | ';' | ':' | '-' | '@' | '|')
    )
}

/// Whether a word is only of hours, and never of a date.
fn is_of_hours(word: Word) -> bool {
    let Word::Hours(term) = word else {
        return false;
    };
    matches!(
        term,
        HoursTerm::DayPart(_)
            | HoursTerm::Noon
            | HoursTerm::Midnight
            | HoursTerm::OClock
            | HoursTerm::Hour
            | HoursTerm::Doors
            | HoursTerm::Half
    )
}

/// Returns the date with a marker, if it has none.
fn marked(when: &When, marker: Option<Marker>) -> When {
    let marker = when.marker().or(marker);
    let marked = When::new(when.dates().clone(), when.duration(), marker);
    marked.unwrap_or_else(|_| when.clone())
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
    pub(super) fn behind(mut self, characters: usize) -> Self {
        if let Some(zone) = &mut self.zone {
            zone.at = zone.at.start + characters..zone.at.end + characters;
        }
        let look_alike = self.look_alike.take();
        self.look_alike = look_alike.map(|at| at.start + characters..at.end + characters);
        self
    }
}

//! A status that is printed with a title: `CANCELLED: Seminar`, `Seminar (postponed)`.

use std::ops::Range;

use super::Grammar;
use super::lexicon::Word;
use super::token::{Token, TokenKind, tokens};
use crate::language::{Refused, StatusWord, Term};
use crate::plan::Stated;

/// A title that says that its event is cancelled or postponed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TitledStatus<'a> {
    /// The status.
    pub status: Stated,
    /// The title without it.
    pub rest: &'a str,
    /// The characters of the word, end exclusive.
    pub at: Range<usize>,
}

/// Returns the status that a title begins or ends with, set off by brackets, a colon, a dash or
/// another sign, or in capitals before a title that has small letters.
pub(crate) fn status_of_title<'a>(grammar: &Grammar, title: &'a str) -> Option<TitledStatus<'a>> {
    let tokens = tokens(title);
    let mut all = (0..tokens.len()).filter_map(|at| status_at(&tokens, at, grammar));
    all.find_map(|(at, status)| {
        let characters = tokens[at.start].at.start..tokens[at.end - 1].at.end;
        let [before, word, after] = split(title, &characters);
        let is_at_an_end = [is_empty(before), is_empty(after)];
        let next = tokens.get(at.end);
        let last = at.start.checked_sub(1).and_then(|last| tokens.get(last));
        let rest = match is_at_an_end {
            [true, false] if sets_off(next) || is_shouted(word, after) => after,
            [false, true] if sets_off(last) => before,
            _ => return None,
        };
        Some(TitledStatus {
            status,
            rest: match is_at_an_end {
                [true, _] => rest.trim_start_matches(is_sign).trim_end(),
                [false, _] => rest.trim_end_matches(is_sign).trim_start(),
            },
            at: characters,
        })
    })
}

/// Returns the words for a status that begin at that token, the longest of them.
fn status_at(tokens: &[Token], at: usize, grammar: &Grammar) -> Option<(Range<usize>, Stated)> {
    let words = grammar.dates.words_at(tokens, at);
    let statuses = words.filter_map(|(next, word)| Some((at..next, status_of(word)?)));
    statuses.max_by_key(|(at, _)| at.end)
}

fn status_of(word: Word) -> Option<Stated> {
    match word {
        Word::Term(Term::Refused(Refused::Status(StatusWord::Cancelled))) => {
            Some(Stated::Cancelled)
        }
        Word::Term(Term::Refused(Refused::Status(StatusWord::Postponed))) => {
            Some(Stated::Postponed)
        }
        _ => None,
    }
}

/// Whether that token sets a word off from its title; a comma may be one of a list.
fn sets_off(token: Option<&Token>) -> bool {
    match token.map(|token| &token.kind) {
        Some(TokenKind::Sign(sign)) => !matches!(sign, ',' | '\'' | '&' | '/'),
        Some(TokenKind::Word(_) | TokenKind::Number(..)) | None => false,
    }
}

/// Whether a word is in capitals, and what follows is not.
fn is_shouted(word: &str, after: &str) -> bool {
    !word.contains(char::is_lowercase) && after.contains(char::is_lowercase)
}

fn is_empty(text: &str) -> bool {
    text.trim_matches(is_sign).is_empty()
}

/// Whether a character only sets words off.
fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '"' | '“' | '”' | '«' | '»' | '\'' | '’' | '?')
}

/// Returns a text before, within and after these characters.
fn split<'a>(text: &'a str, characters: &Range<usize>) -> [&'a str; 3] {
    let byte = |nth: usize| {
        let mut all = text.char_indices();
        all.nth(nth).map_or(text.len(), |(byte, _)| byte)
    };
    let (start, end) = (byte(characters.start), byte(characters.end));
    [&text[..start], &text[start..end], &text[end..]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{ENGLISH, FRENCH};

    #[test]
    fn reads_a_status_at_an_end_of_a_title() {
        let cases = [
            ("Seminar (cancelled)", "Seminar", Stated::Cancelled),
            ("CANCELLED: Seminar", "Seminar", Stated::Cancelled),
            ("CANCELLED Seminar", "Seminar", Stated::Cancelled),
            ("***CANCELED*** Seminar", "Seminar", Stated::Cancelled),
            (
                "POSTPONED – Seminar (part 2)",
                "Seminar (part 2)",
                Stated::Postponed,
            ),
            ("Séminaire – reporté", "Séminaire", Stated::Postponed),
            ("Annulé : Séminaire", "Séminaire", Stated::Cancelled),
            ("[Aplazado] Seminario", "Seminario", Stated::Postponed),
            ("Seminar: postponed!", "Seminar", Stated::Postponed),
        ];
        for language in [&ENGLISH, &FRENCH] {
            let grammar = Grammar::new(language);
            for (title, rest, status) in cases {
                let found = status_of_title(&grammar, title);
                let found = found.map(|found| (found.rest, found.status));
                assert_eq!(found, Some((rest, status)), "{title}");
            }
        }
    }

    #[test]
    fn leaves_other_titles_alone() {
        let grammar = Grammar::new(&ENGLISH);
        for title in [
            "Cancelled flights: the rights of passengers",
            "CANCELLED FLIGHTS",
            "Postponed",
            "What if it is cancelled",
            "Delayed, deferred",
            "Trains, planes, delayed",
            "Relecture (en différé)",
            "Was the festival rightly cancelled?",
        ] {
            assert_eq!(status_of_title(&grammar, title), None, "{title}");
        }
    }
}

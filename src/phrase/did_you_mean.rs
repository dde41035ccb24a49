//! The known word that is meant by one that is not known.

use super::attempt::Attempt;
use super::lexicon::Word;
use super::token::{TokenKind, tokens};
use crate::language::Term;

/// No more words than these are tried.
const MOST_TRIED: usize = 12;
/// Words shorter than this are meant only where two neighbouring letters are swapped: `see` is not
/// September.
const SHORTEST: usize = 4;

impl Attempt<'_> {
    /// Returns the known word nearest to the one at that token, months before others. With it, the
    /// phrase is a date.
    pub(super) fn nearest(&self, at: usize) -> Option<String> {
        let token = &self.tokens[at];
        let TokenKind::Word(unknown) = &token.kind else {
            return None;
        };
        if self.lexicon.knows(&token.kind) || self.is_within_word(at) {
            return None;
        }
        let words = self.lexicon.words();
        let mut near: Vec<_> = words
            .filter_map(|(word, meaning)| {
                let distance = distance(unknown, word, meaning)?;
                let is_month = matches!(meaning, Word::Month(_));
                let is_term = matches!(meaning, Word::Term(_));
                Some((distance, !is_month, word, is_term))
            })
            .collect();
        near.sort_unstable();
        let near = near.into_iter().take(MOST_TRIED);
        // Right behind a figure, the O of `Octobre` would be a zero.
        let is_small = self.lexicon.language.months[0][0].starts_with(char::is_lowercase)
            && self
                .phrase
                .chars()
                .nth(token.at.start)
                .is_some_and(char::is_lowercase);
        let mut near = near.map(
            |(.., word, is_term)| match is_term || token.glued || is_small {
                true => word.to_owned(),
                false => capitalised(word),
            },
        );
        near.find(|word| self.is_date_with(at, word))
    }

    /// Whether another word begins or ends at that token, without a space: the two would be one.
    fn is_within_word(&self, at: usize) -> bool {
        let is_glued = self.tokens[at].glued;
        let before = at.checked_sub(1).filter(|_| is_glued);
        let before = before.and_then(|at| self.tokens.get(at));
        let after = self.tokens.get(at + 1).filter(|after| after.glued);
        let mut beside = before.into_iter().chain(after);
        beside.any(|token| matches!(token.kind, TokenKind::Word(_) | TokenKind::Sign('O')))
    }

    /// Whether the phrase is a date with other words in place of that token.
    pub(super) fn is_date_with(&self, at: usize, words: &str) -> bool {
        let mut phrase = self.tokens.to_vec();
        let place = phrase[at].clone();
        let words = tokens(words).into_iter().map(|mut token| {
            token.at = place.at.clone();
            token
        });
        phrase.splice(at..=at, words);
        phrase[at].glued = place.glued;
        self.only_meaning(&phrase).is_some()
    }
}

/// Returns how far a word is from one that is not known; nothing if it is too far.
fn distance(unknown: &str, word: &str, meaning: Word) -> Option<usize> {
    let is_number = match meaning {
        Word::Term(Term::Refused(_)) => return None,
        Word::Term(Term::Number(_) | Term::DayWord(_)) => true,
        Word::Term(_) | Word::Hours(_) | Word::Month(_) | Word::Weekday(_) => false,
    };
    let letters = unknown.chars().count();
    if is_number || letters < SHORTEST {
        return are_swapped(unknown, word).then_some(1);
    }
    let shortest = if matches!(meaning, Word::Term(_)) {
        4
    } else {
        3
    };
    let distance = strsim::damerau_levenshtein(word, unknown);
    (word.chars().count() >= shortest && distance <= 1 + letters / 5).then_some(distance)
}

/// Whether two words differ by two neighbouring letters that are swapped.
fn are_swapped(one: &str, other: &str) -> bool {
    let differ: Vec<(char, char)> = one
        .chars()
        .zip(other.chars())
        .filter(|(one, other)| one != other)
        .collect();
    let is_swap = matches!(differ.as_slice(), [(a, b), (c, d)] if a == d && b == c);
    is_swap
        && one.chars().count() == other.chars().count()
        && strsim::damerau_levenshtein(one, other) == 1
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

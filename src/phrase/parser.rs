//! Readers of single tokens: words, numbers and signs.

use std::cell::Cell;
use std::ops::Range;

use super::lexicon::{Lexicon, Word};
use super::printed::Date;
use super::token::{Token, TokenKind};
use super::ways::{Ways, from, just};
use crate::language::Term;

/// Every way to read something from a token on.
pub(super) type Found<'a, T> = Ways<At<'a>, T>;

/// The order of day and month in `03/04/2017`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// A phrase that is being read.
pub(super) struct Parser<'a> {
    tokens: &'a [Token],
    /// The words that begin at each token, with the token after each.
    words: Vec<Vec<(usize, Word)>>,
    pub order: DateOrder,
    /// The year of the context.
    pub year: Option<i32>,
    /// Whether the phrase has a month as a word: then `5/6` is not a day and a month.
    pub has_month_word: bool,
    /// The furthest token that was looked at: where a phrase that can't be read goes wrong.
    furthest: Cell<usize>,
    /// The number of dates that may still be looked for: readings multiply with the text.
    fuel: Cell<u32>,
}

/// Far more than any printed date takes.
const FUEL: u32 = 20_000;

impl<'a> Parser<'a> {
    pub(crate) fn new(
        tokens: &'a [Token],
        lexicon: &Lexicon,
        order: DateOrder,
        year: Option<i32>,
    ) -> Self {
        let words: Vec<Vec<_>> = (0..tokens.len())
            .map(|at| lexicon.at(tokens, at).collect())
            .collect();
        let is_month = |(_, word): &(usize, Word)| matches!(word, Word::Month(_));
        Self {
            tokens,
            has_month_word: words.iter().flatten().any(is_month),
            words,
            order,
            year,
            furthest: Cell::new(0),
            fuel: Cell::new(FUEL),
        }
    }

    /// Returns the first token.
    pub(crate) fn start(&self) -> At<'_> {
        At {
            parser: self,
            token: 0,
        }
    }

    pub(crate) fn furthest(&self) -> usize {
        self.furthest.get()
    }

    /// Uses some fuel; false when there is none left.
    pub(crate) fn go_on(&self) -> bool {
        self.fuel.set(self.fuel.get().saturating_sub(1));
        !self.is_exhausted()
    }

    /// Returns whether a date is a day such as `13/01/2018`, in a phrase without a month in words.
    pub(crate) fn is_slashed(&self, date: &Date) -> bool {
        let is_slash = |token: &Token| token.kind == TokenKind::Sign('/');
        !self.has_month_word
            && date.figures
            && date.is_day()
            && self.tokens[date.tokens.clone()].iter().any(is_slash)
    }

    /// Returns whether the phrase has more ways to be read than can be tried.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.fuel.get() == 0
    }
}

/// A token of a phrase, or its end.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub parser: &'a Parser<'a>,
    pub token: usize,
}

/// Compares places in the same phrase.
impl PartialEq for At<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.token == other.token
    }
}

impl<'a> At<'a> {
    fn look(self) -> Option<&'a Token> {
        let furthest = &self.parser.furthest;
        furthest.set(furthest.get().max(self.token));
        self.token()
    }

    fn token(self) -> Option<&'a Token> {
        self.parser.tokens.get(self.token)
    }

    /// Returns the place after this token, if the token means something.
    fn past<T>(self, meaning: Option<T>) -> Found<'a, T> {
        let token = self.token + 1;
        meaning
            .map(|value| (Self { token, ..self }, value))
            .into_iter()
            .collect()
    }

    /// Returns whether nothing, not even a space, is between this token and the one before.
    pub(crate) fn is_glued(self) -> bool {
        self.token().is_some_and(|token| token.glued)
    }
}

impl At<'_> {
    /// Returns whether a colon and one token are before this one: `19:30`.
    pub(crate) fn is_behind_colon(self) -> bool {
        let colon = self.token.checked_sub(2);
        let colon = colon.and_then(|colon| self.parser.tokens.get(colon));
        colon.is_some_and(|token| token.kind == TokenKind::Sign(':'))
    }
}

/// Reads nothing, at the end of the phrase.
pub(super) fn end(at: At) -> Found<()> {
    from(at).filter(|()| at.token().is_none())
}

/// Reads a word, if it has a meaning here; an abbreviation may end in a stop.
pub(super) fn word<T>(at: At<'_>, meaning: impl Fn(Word) -> Option<T>) -> Found<'_, T>
where
    T: Clone + PartialEq,
{
    at.look();
    let words = at.parser.words.get(at.token).map_or(&[][..], Vec::as_slice);
    let mut found = Found::none();
    for &(token, word) in words {
        let next = At { token, ..at };
        found = found.or(meaning(word).map_or_else(Found::none, |value| just(next, value)));
    }
    found.skip(stop)
}

fn stop(at: At) -> Found<()> {
    let is_stop = |token: &&Token| token.glued && token.kind == TokenKind::Sign('.');
    at.past(at.token().filter(is_stop).map(drop))
}

/// Reads a term, if it has a meaning here.
pub(super) fn any_term<T>(at: At<'_>, meaning: impl Fn(Term) -> Option<T>) -> Found<'_, T>
where
    T: Clone + PartialEq,
{
    word(at, |word| match word {
        Word::Term(term) => meaning(term),
        Word::Hours(_) | Word::Month(_) | Word::Weekday(_) => None,
    })
}

/// Reads that term.
pub(super) fn term(term: Term) -> impl Fn(At) -> Found<()> {
    move |at| any_term(at, |other| (other == term).then_some(()))
}

/// Reads one of these signs.
pub(super) fn sign(signs: &'static str) -> impl Fn(At) -> Found<()> {
    move |at| match at.look() {
        Some(Token {
            kind: TokenKind::Sign(sign),
            ..
        }) if signs.contains(*sign) => at.past(Some(())),
        _ => Found::none(),
    }
}

/// Reads one of these signs, with no space on either side.
pub(super) fn glued_sign(signs: &'static str) -> impl Fn(At) -> Found<()> {
    move |at| glued(sign(signs))(at).flat_map(|next, ()| next.is_glued().then_some((next, ())))
}

/// Reads `part`, where no space is before it.
pub(super) fn glued<T>(part: impl Fn(At) -> Found<T>) -> impl Fn(At) -> Found<T> {
    move |at| part(at).filter(|_| at.is_glued())
}

/// Reads `part` in brackets.
pub(super) fn in_brackets<T: Clone>(part: impl Fn(At) -> Found<T>) -> impl Fn(At) -> Found<T> {
    move |at| sign("(")(at).then(&part).before(sign(")"))
}

/// Reads a number, and of how many figures it is.
pub(super) fn number(at: At) -> Found<(u32, usize)> {
    at.past(match at.look().map(|token| &token.kind) {
        Some(TokenKind::Number(value, figures)) => Some((*value, *figures)),
        _ => None,
    })
}

/// Reads a number of that many figures.
pub(super) fn figures(count: usize) -> impl Fn(At) -> Found<u32> {
    move |at| number(at).filter_map(|(value, figures)| (figures == count).then_some(value))
}

/// Reads a number within `range`, of one or two figures.
pub(super) fn small(range: Range<u32>) -> impl Fn(At) -> Found<u32> {
    move |at| {
        let number = number(at).filter(|(value, figures)| *figures <= 2 && range.contains(value));
        number.map(|(value, _)| value)
    }
}

/// Reads these letters, which are a word of no language.
pub(super) fn letters(letters: &'static str) -> impl Fn(At) -> Found<()> {
    move |at| match at.look() {
        Some(Token {
            kind: TokenKind::Word(word),
            ..
        }) if word == letters => at.past(Some(())),
        _ => Found::none(),
    }
}

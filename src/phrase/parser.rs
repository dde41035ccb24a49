//! The ways in which tokens can be read: every function returns all of them, each with the token
//! after it.

use std::cell::Cell;
use std::ops::Range;

use super::lexicon::{Lexicon, Word};
use super::token::{Kind, Token};
use crate::language::{Term, Third};
use crate::plan::{MonthPart, Precision};

/// All the ways to read something from a token on: the token after it, and what it is.
pub(super) type Found<T> = Vec<(usize, T)>;

/// How `03/04/2017` is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// A date as printed, which may lack a month or a year that stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub what: What,
    pub year: Option<i32>,
    /// Days since Sunday, and the token that says so.
    pub weekday: Option<(u32, usize)>,
    /// Marked as uncertain or approximate in EDTF.
    pub unsure: bool,
    /// In figures alone, such as `03/2017`.
    pub figures: bool,
    pub tokens: Range<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Day {
        day: u32,
        month: Option<u32>,
        month_first: bool,
    },
    Month(u32),
    MonthPart(MonthPart, Option<u32>),
    /// First and last quarter, and the precision they are given with.
    Quarters(u32, u32, Precision),
    Half(u32),
    Third(Third),
    /// The end of a year: only as a deadline is that one day.
    YearEnd,
    /// The beginning or the middle of a year, which may be a day or months.
    VaguePart,
    Year,
    IsoWeek(u32),
    /// Seven days from that day.
    WeekOf(Box<Piece>),
    /// Seven days to that day.
    WeekEnding(Box<Piece>),
    /// These days of one week.
    DaysOfWeek(Box<Piece>, Box<Piece>),
    /// The nth such weekday of a month, 0 for the last.
    NthWeekday {
        nth: u32,
        weekday: u32,
        month: u32,
    },
}

impl Piece {
    pub fn new(what: What, year: Option<i32>, tokens: Range<usize>) -> Self {
        Self {
            what,
            year,
            weekday: None,
            unsure: false,
            figures: false,
            tokens,
        }
    }

    /// The dates within: the days of a week that is told by its days, else the date itself.
    pub fn innermost(&mut self) -> Vec<&mut Self> {
        if !matches!(
            self.what,
            What::WeekOf(_) | What::WeekEnding(_) | What::DaysOfWeek(..)
        ) {
            return vec![self];
        }
        match &mut self.what {
            What::WeekOf(day) | What::WeekEnding(day) => vec![&mut **day],
            What::DaysOfWeek(first, last) => vec![&mut **first, &mut **last],
            _ => Vec::new(),
        }
    }
}

/// One date, or a range from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub first: Piece,
    pub last: Option<Piece>,
    pub ends: Ends,
}

/// How the ends of a range are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// All days from one to the other.
    FromTo,
    /// All days or some of them.
    Between,
    /// Some time from one to the other.
    Within,
}

/// What stands between two stretches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Slash,
}

pub(super) struct Parser<'a> {
    pub tokens: &'a [Token],
    /// The words that begin at each token, with the token after each.
    words: Vec<Vec<(usize, Word)>>,
    pub order: DateOrder,
    /// Whether a month stands in the phrase as a word: then `5/6` is no day and month.
    pub has_month_word: bool,
    /// The furthest token that was looked at: where a phrase that can't be read goes wrong.
    furthest: Cell<usize>,
    /// How many more dates may be looked for: readings multiply with length.
    fuel: Cell<u32>,
}

/// Far more than any printed date takes.
const FUEL: u32 = 20_000;

impl<'a> Parser<'a> {
    pub fn new(tokens: &'a [Token], lexicon: &Lexicon, order: DateOrder) -> Self {
        let words: Vec<Vec<_>> = (0..tokens.len())
            .map(|at| lexicon.at(tokens, at).collect())
            .collect();
        let has_month_word = words
            .iter()
            .flatten()
            .any(|(_, word)| matches!(word, Word::Month(_)));
        Self {
            tokens,
            words,
            order,
            has_month_word,
            furthest: Cell::new(0),
            fuel: Cell::new(FUEL),
        }
    }

    pub fn furthest(&self) -> usize {
        self.furthest.get()
    }

    /// Uses some fuel; false when there is none left.
    pub fn go_on(&self) -> bool {
        self.fuel.set(self.fuel.get().saturating_sub(1));
        !self.is_exhausted()
    }

    /// Whether the phrase has more ways to be read than can be tried.
    pub fn is_exhausted(&self) -> bool {
        self.fuel.get() == 0
    }

    fn look(&self, at: usize) -> Option<&'a Token> {
        self.furthest.set(self.furthest.get().max(at));
        self.tokens.get(at)
    }

    /// The words at `at` that `pick` takes.
    pub fn words<T>(&self, at: usize, pick: impl Fn(Word) -> Option<T>) -> Found<T> {
        self.look(at);
        let mut found = Vec::new();
        for &(next, word) in self.words.get(at).into_iter().flatten() {
            let Some(value) = pick(word) else { continue };
            // An abbreviation may end in a stop.
            let stop = self
                .tokens
                .get(next)
                .filter(|token| token.glued && token.kind == Kind::Sign('.'));
            found.extend(stop.and(pick(word)).map(|value| (next + 1, value)));
            found.push((next, value));
        }
        found
    }

    /// Where that term ends, if it stands at `at`.
    pub fn term(&self, at: usize, term: Term) -> Found<()> {
        self.words(at, |word| (word == Word::Term(term)).then_some(()))
    }

    pub fn sign(&self, at: usize, signs: &[char]) -> Option<usize> {
        matches!(self.look(at)?.kind, Kind::Sign(sign) if signs.contains(&sign)).then_some(at + 1)
    }

    /// One of these signs with no space on either side.
    pub fn glued_sign(&self, at: usize, signs: &[char]) -> Option<usize> {
        let next = self.sign(at, signs)?;
        (self.tokens[at].glued && self.tokens.get(next)?.glued).then_some(next)
    }

    /// A number, and how many figures it is printed with.
    pub fn number(&self, at: usize) -> Option<(usize, u32, usize)> {
        match self.look(at)?.kind {
            Kind::Number(value, figures) => Some((at + 1, value, figures)),
            Kind::Word(_) | Kind::Sign(_) => None,
        }
    }

    /// A number within `range`, of one or two figures.
    pub fn small(&self, at: usize, range: Range<u32>) -> Found<u32> {
        let number = self
            .number(at)
            .filter(|(_, value, figures)| *figures <= 2 && range.contains(value));
        number
            .map(|(next, value, _)| (next, value))
            .into_iter()
            .collect()
    }

    /// Every way to read `part`, and to pass it over.
    pub fn optional<T>(&self, at: usize, part: impl Fn(usize) -> Found<T>) -> Found<Option<T>> {
        let mut found: Found<Option<T>> = part(at)
            .into_iter()
            .map(|(next, value)| (next, Some(value)))
            .collect();
        found.push((at, None));
        found
    }

    /// Passes over any of these parts, in this order, each at most once.
    pub fn skip(&self, at: usize, parts: &[&dyn Fn(usize) -> Found<()>]) -> Vec<usize> {
        parts.iter().fold(vec![at], |places, part| {
            let mut reached: Vec<usize> = Vec::new();
            for place in places {
                for (next, _) in self.optional(place, part) {
                    if !reached.contains(&next) {
                        reached.push(next);
                    }
                }
            }
            reached
        })
    }

    /// A sign, as a part to [`Self::skip`].
    pub fn signs(&self, signs: &'static [char]) -> impl Fn(usize) -> Found<()> {
        move |at| {
            self.sign(at, signs)
                .map(|next| (next, ()))
                .into_iter()
                .collect()
        }
    }

    /// A term, as a part to [`Self::skip`].
    pub fn terms(&self, term: Term) -> impl Fn(usize) -> Found<()> {
        move |at| self.term(at, term)
    }
}

/// Every `then` after every `found`.
pub(super) fn chain<A, B>(found: Found<A>, then: impl Fn(usize, &A) -> Found<B>) -> Found<B> {
    found
        .iter()
        .flat_map(|(next, value)| then(*next, value))
        .collect()
}

//! Dates as plans print them: words → [`When`], and [`When`] → words.
//!
//! A phrase is understood whole or refused: every reading that the grammar finds is followed to its
//! days, and only a phrase with just one meaning is taken. Knows nothing of YAML or iCalendar; its
//! words come from [`crate::language`].
//!
//! ```
//! use planfeed::phrase::{Context, Grammar, read};
//! let grammar = Grammar::new(&planfeed::language::ENGLISH);
//! let year = |year| Context { year: Some(year), order: None };
//! assert_eq!(read(&grammar, "Last week of July", year(2017)).unwrap().when.to_string(), "2017-07-25/2017-07-31 part-of-month");
//! assert_eq!(read(&grammar, "5 or 6 May", year(2017)).unwrap_err().column(), 3);
//! ```

mod attempt;
mod days;
mod grammar;
mod iso;
mod lexicon;
mod marker;
mod months;
mod numeric;
mod parser;
mod printed;
mod problem;
mod resolve;
mod schedule;
mod token;
mod ways;
mod weeks;
mod words;
mod years;

use std::ops::Range;

pub use marker::{Marked, marker_of};
pub use parser::DateOrder;
pub use problem::{Refusal, RefusalKind};
pub use schedule::{clock, hours_on, link, meeting, repeat, sessions};
pub use words::{date, dates, days, list, words};

use crate::language::{ALL, Language};
use crate::plan::{Dates, When};
use attempt::{Account, Attempt, Failure, ambiguous};
use lexicon::Lexicon;
use token::tokens;

/// Longer phrases are refused: no printed date comes near, and readings multiply with length.
const LONGEST: usize = 200;
const MOST_TOKENS: usize = 100;

/// The words of the languages that are read, one of them the plan's own.
pub struct Grammar {
    own: Lexicon,
    others: Vec<Lexicon>,
}

impl Grammar {
    /// The plan's language, and every other that planfeed knows.
    pub fn new(language: &Language) -> Self {
        let others = ALL.iter().filter(|other| other.code != language.code);
        Self {
            own: Lexicon::of(language),
            others: others.copied().map(Lexicon::of).collect(),
        }
    }

    fn lexicons(&self) -> impl Iterator<Item = &Lexicon> {
        std::iter::once(&self.own).chain(&self.others)
    }
}

/// What stands around a phrase.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The year of a phrase that prints none.
    pub year: Option<i32>,
    /// How `03/04/2017` is meant; without it such a date is refused.
    pub order: Option<DateOrder>,
}

/// What a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When that is.
    pub when: When,
    /// Where a marker is printed with letters that only look Latin: characters of the phrase, end
    /// exclusive.
    pub look_alike: Option<Range<usize>>,
}

/// Reads a printed date.
///
/// # Errors
///
/// A phrase with no meaning as a date, or with more than one, is refused with the part at fault.
pub fn read(grammar: &Grammar, phrase: &str, context: Context) -> Result<Reading, Refusal> {
    if let Ok(when) = phrase.trim().parse() {
        return Ok(Reading {
            when,
            look_alike: None,
        });
    }
    let mut tokens = tokens(phrase);
    let characters = phrase.chars().count();
    if tokens.is_empty() {
        return Err(refusal(
            0..characters,
            "there is no date",
            "write a date, or `TBC`",
        ));
    }
    if characters > LONGEST || tokens.len() > MOST_TOKENS {
        return Err(refusal(
            0..characters,
            "this is too long for a date",
            "write at most 200 characters; other words belong to `description`",
        ));
    }
    let look_alike = marker::mend_look_alikes(&mut tokens);
    let (tokens, marker) = marker::take(tokens, grammar)?;
    let reading = |when| Reading { when, look_alike };
    if tokens.is_empty() {
        let open = When::new(Dates::Open, None, marker);
        return open
            .map(reading)
            .map_err(|_| refusal(0..characters, "there is no date", "write a date, or `TBC`"));
    }
    let attempt = |lexicon: &Lexicon| {
        Attempt {
            phrase,
            tokens: &tokens,
            lexicon,
            context,
            marker,
        }
        .read()
    };
    in_any_language(phrase, grammar, attempt).map(reading)
}

/// The plan's own language goes before the others; these must agree.
fn in_any_language(
    phrase: &str,
    grammar: &Grammar,
    attempt: impl Fn(&Lexicon) -> Result<When, Failure>,
) -> Result<When, Refusal> {
    let mut failure = match attempt(&grammar.own) {
        Ok(when) => return Ok(when),
        Err(failure) if failure.account == Account::Wrong => return Err(failure.refusal),
        Err(failure) => failure,
    };
    let mut meanings = Vec::new();
    for lexicon in &grammar.others {
        match attempt(lexicon) {
            Ok(when) if !meanings.contains(&when) => meanings.push(when),
            Err(other) if other.account < failure.account => failure = other,
            Ok(_) | Err(_) => {}
        }
    }
    match meanings.as_slice() {
        [when] => Ok(when.clone()),
        [] => Err(failure.refusal),
        several => Err(ambiguous(phrase, 0..phrase.chars().count(), several)),
    }
}

fn refusal(at: Range<usize>, message: &str, help: &str) -> Refusal {
    Refusal {
        kind: RefusalKind::NotUnderstood,
        at,
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

//! Dates as plans print them: words → [`When`], and [`When`] → words.
//!
//! A phrase is understood whole or refused: every reading that the grammar finds is followed to its
//! days, and only a phrase with just one meaning is taken. Knows nothing of YAML or iCalendar; its
//! words come from [`crate::language`].
//!
//! ```
//! use planfeed::phrase::{Context, Grammar, read};
//! let grammar = Grammar::new(&planfeed::language::ENGLISH);
//! let context = Context::in_year(2017);
//! assert_eq!(read(&grammar, "Last week of July", context).unwrap().when.to_string(), "2017-07-25/2017-07-31 part-of-month");
//! assert_eq!(read(&grammar, "5 or 6 May", context).unwrap_err().column(), 3);
//! ```

mod attempt;
mod beside_hours;
mod days;
mod did_you_mean;
mod dotted;
mod fill;
mod given_year;
mod grammar;
mod hours;
mod iso;
mod lexicon;
mod lookup;
mod marker;
mod mend;
mod moments;
mod months;
mod nights;
mod numeric;
mod parser;
mod place;
mod printed;
mod problem;
mod refusal;
mod resolve;
mod schedule;
mod stay;
mod suggestion;
mod timed;
mod titled_status;
mod token;
mod undated;
mod way_out;
mod ways;
mod weekends;
mod weeks;
mod words;
mod years;

use std::ops::Range;

use chrono::NaiveDate;

pub use given_year::{GivenYear, NotAYear, YearDays};
pub use hours::{HoursReading, PrintedZone, ZoneMeaning, read_hours};
pub(crate) use marker::{Marked, marker_of};
pub use parser::DateOrder;
pub(crate) use place::{marked, place, place_alone};
pub use refusal::Refusal;
pub(crate) use refusal::RefusalKind;
pub(crate) use schedule::{
    clock, day_hours, hours, hours_on, link, occurrence, repeat, repeats, rule, times,
};
pub use suggestion::Suggestion;
pub(crate) use titled_status::{TitledStatus, status_of_title};
pub use weeks::Weeks;
pub use words::date_with_weekday;
pub use words::{date, words};
pub(crate) use words::{dates, days_with_weekdays, words_with_weekdays};

use crate::language::{ALL, Language, Term};
use crate::plan::{DateRange, Dates, When};
use attempt::{Account, Attempt, ambiguous};
use lexicon::{Lexicon, Lexicons, Word};
use token::{Token, tokens};

/// Longer phrases are refused: no printed date comes near, and readings multiply with length.
const LONGEST: usize = 200;
const MOST_TOKENS: usize = 100;

/// The words of the languages that are read, one of them the plan's own.
pub struct Grammar {
    dates: Lexicons,
    hours: Lexicons,
}

impl Grammar {
    /// The plan's language, and every other that planfeed knows.
    pub fn new(language: &'static Language) -> Self {
        let others = ALL.iter().filter(|other| other.code != language.code);
        let others: Vec<&'static Language> = others.copied().collect();
        Self {
            dates: Lexicons {
                own: Lexicon::of_dates(language),
                others: others
                    .iter()
                    .map(|other| Lexicon::of_dates(other))
                    .collect(),
            },
            hours: Lexicons {
                own: Lexicon::of_hours(language),
                others: others
                    .iter()
                    .map(|other| Lexicon::of_hours(other))
                    .collect(),
            },
        }
    }
}

impl Grammar {
    /// Returns the plan's language.
    pub(crate) fn language(&self) -> &'static Language {
        self.dates.own.language
    }
}

/// The facts of the plan with which a phrase is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The days of the phase. They say in which year a phrase is that prints none, if only one
    /// brings it within them.
    pub phase: Option<DateRange>,
    /// The year of a phrase that prints none, if the phase does not say it.
    pub year: Option<YearDays>,
    /// The order of `03/04/2017`; without it such a date is refused.
    pub order: Option<DateOrder>,
    /// How weeks are numbered; without it `Week 6` of no year is refused.
    pub weeks: Option<Weeks>,
    /// The day of which the plan is true. Where no year is known, that year and the next are
    /// offered; no phrase is read by it.
    pub revision: Option<NaiveDate>,
}

impl Context {
    /// Returns the context of a calendar year.
    pub fn in_year(year: i32) -> Self {
        let days = DateRange::months(year, 1, 12);
        Self {
            year: days.map(YearDays::from),
            ..Self::default()
        }
    }
}

/// The meaning of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The date.
    pub when: When,
    /// The characters of the phrase, end exclusive, of a marker that is printed with letters that
    /// only look Latin.
    pub look_alike: Option<Range<usize>>,
    /// Whether the days are those of anywhere on Earth: AoE is printed beside them, without a time.
    pub is_anywhere_on_earth: bool,
    /// The hours, if a time of day is printed with the date.
    pub hours: Option<HoursReading>,
}

impl Reading {
    /// Returns the date and the hours as a line.
    fn line(&self) -> String {
        match &self.hours {
            Some(hours) => format!("{}, {}", self.when, hours.hours),
            None => self.when.to_string(),
        }
    }
}

/// Reads a printed date, with the time of day beside it, if there is one.
///
/// # Errors
///
/// A phrase with no meaning as a date, or with more than one, is refused with the part at fault.
pub fn read(grammar: &Grammar, phrase: &str, context: Context) -> Result<Reading, Refusal> {
    read_any(grammar, phrase, context).map_err(|refusal| {
        let is_open = refusal.kind == RefusalKind::NotUnderstood && refusal.correction.is_none();
        let of_parts = is_open.then(|| beside_hours::refused(grammar, phrase, context));
        let mut refusal = of_parts.flatten().unwrap_or(refusal);
        let suggestions = &mut refusal.suggestions;
        suggestions.retain(|suggestion| means_what_it_says(suggestion, grammar, context));
        mend::mended(grammar, phrase, context, refusal)
    })
}

/// Whether a suggestion is read, in the same context, as what it says. The languages of a plan share
/// words, and a context may turn a phrase into another date: such a suggestion is not made.
fn means_what_it_says(suggestion: &Suggestion, grammar: &Grammar, context: Context) -> bool {
    let reading = read_any(grammar, &suggestion.text, context);
    reading.is_ok_and(|reading| reading.line() == suggestion.meaning)
}

/// Reads a printed date, with the time of day beside it, if there is one. Its suggestions are not
/// yet tried.
fn read_any(grammar: &Grammar, phrase: &str, context: Context) -> Result<Reading, Refusal> {
    let refusal = match read_date(grammar, phrase, context) {
        Ok(reading) if dotted::may_be_hours(grammar, phrase) => {
            return Err(date_or_hours(phrase, &reading.when, grammar.language()));
        }
        Ok(reading) => return Ok(reading),
        Err(refusal) => refusal,
    };
    timed::read_timed(grammar, phrase, context).unwrap_or(Err(refusal))
}

/// Refuses figures that are a date and hours as well.
fn date_or_hours(phrase: &str, when: &When, language: &'static Language) -> Refusal {
    let whole = 0..phrase.chars().count();
    let help = "write the month as a word; times belong to `hours`";
    Refusal {
        kind: RefusalKind::Ambiguous,
        suggestions: vec![Suggestion::of(when, language, "a date")],
        ..refusal(whole, "this may be a date or hours", help)
    }
}

/// Reads a printed date alone.
fn read_date(grammar: &Grammar, phrase: &str, context: Context) -> Result<Reading, Refusal> {
    let whole = 0..phrase.chars().count();
    if let Some(when) = line(phrase.trim()) {
        return Ok(Reading {
            when,
            look_alike: None,
            is_anywhere_on_earth: false,
            hours: None,
        });
    }
    let mut tokens = tokens(phrase);
    if !tokens.is_empty() && (whole.end > LONGEST || tokens.len() > MOST_TOKENS) {
        let help = "write at most 200 characters; other words belong to `description`";
        return Err(refusal(whole, "this is too long for a date", help));
    }
    let look_alike = marker::mend_look_alikes(&mut tokens);
    let may_be_end = marker::is_after_dash(&tokens);
    let (tokens, marker) = marker::take(tokens, &grammar.dates, "this date has")?;
    let when = if tokens.is_empty() {
        let open = When::new(Dates::Open, None, marker);
        open.map_err(|_| {
            refusal(
                whole.clone(),
                "the date is missing",
                "write a date, or `TBC`",
            )
        })?
    } else {
        let own = Attempt {
            phrase,
            tokens: &tokens,
            lexicon: &grammar.dates.own,
            context,
            marker,
        };
        in_any_language(own, &grammar.dates.others)?
    };
    if may_be_end && when.is_exact() {
        let message = "the marker may be that of the date, or of the end of a range";
        let suggestion =
            Suggestion::of(&when, grammar.dates.own.language, "the date is not settled");
        return Err(Refusal {
            kind: RefusalKind::Ambiguous,
            suggestions: vec![suggestion],
            ..refusal(
                whole,
                message,
                "write the date, or the span within which it ends",
            )
        });
    }
    Ok(Reading {
        when,
        look_alike,
        is_anywhere_on_earth: names_anywhere_on_earth(&tokens, &grammar.dates),
        hours: None,
    })
}

/// Whether a word says that days end when they have ended everywhere.
fn names_anywhere_on_earth(tokens: &[Token], lexicons: &Lexicons) -> bool {
    let mut words = (0..tokens.len()).flat_map(|at| lexicons.words_at(tokens, at));
    words.any(|(_, word)| word == Word::Term(Term::AnywhereOnEarth))
}

/// Reads a line as planfeed writes it. Others are phrases: `2024/2025` is more often a season than
/// two years.
fn line(phrase: &str) -> Option<When> {
    let when: When = phrase.parse().ok()?;
    (when.to_string() == phrase).then_some(when)
}

/// Reads a phrase in the plan's own language, else in the others, which must agree.
fn in_any_language(own: Attempt, others: &[Lexicon]) -> Result<When, Refusal> {
    let mut failure = match own.read() {
        Ok(when) => return Ok(when),
        Err(failure) if failure.account == Account::Wrong => return Err(failure.refusal),
        Err(failure) => failure,
    };
    let mut meanings = Vec::new();
    for lexicon in others {
        match (Attempt { lexicon, ..own }).read() {
            Ok(when) if !meanings.contains(&when) => meanings.push(when),
            Err(other) if other.account < failure.account => failure = other,
            Ok(_) | Err(_) => {}
        }
    }
    match meanings.as_slice() {
        [when] => Ok(when.clone()),
        [] => Err(failure.refusal),
        several => Err(ambiguous(
            own.phrase,
            0..own.phrase.chars().count(),
            several,
            own.lexicon.language,
        )),
    }
}

fn refusal(at: Range<usize>, message: &str, help: &str) -> Refusal {
    Refusal {
        kind: RefusalKind::NotUnderstood,
        at,
        message: message.to_owned(),
        advice: help.to_owned(),
        suggestions: Vec::new(),
        correction: None,
    }
}

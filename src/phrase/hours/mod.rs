//! Hours as plans print them: words → [`DayHours`].
//!
//! They are understood whole or refused, as dates are: every reading that the grammar finds is
//! followed to its times, and only hours with one meaning are taken.

mod attempt;
mod clock;
mod grammar;
mod halves;
mod mend;
mod printed;
mod problem;
mod resolve;
mod span;
mod zone;

use std::ops::Range;

pub use zone::ZoneMeaning;

use super::lexicon::Word;
use super::token::{Token, tokens};
use super::{Grammar, LONGEST, MOST_TOKENS, Refusal, marker, refusal};
use crate::language::Term;
use crate::plan::DayHours;
use attempt::HoursAttempt;
use span::is_in_order;
pub(super) use zone::ABBREVIATIONS;

/// The meaning of printed hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursReading {
    /// The sessions, and the marker.
    pub hours: DayHours,
    /// The zone that is printed with the hours.
    pub zone: Option<PrintedZone>,
    /// The same hours after noon, if the words do not say that they are before it.
    pub doubt: Option<DayHours>,
    /// The characters of a marker that is printed with letters that only look Latin.
    pub look_alike: Option<Range<usize>>,
    /// Whether nothing but hours can be meant, even beside a date.
    pub(super) is_unmistakable: bool,
}

/// A zone as it is printed with hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedZone {
    /// Its characters among the hours, end exclusive.
    pub at: Range<usize>,
    /// What it says.
    pub meaning: ZoneMeaning,
}

/// Reads the printed hours of a day.
///
/// ```
/// use planfeed::phrase::{Grammar, read_hours};
/// let grammar = Grammar::new(&planfeed::language::ENGLISH);
/// let line = |printed| read_hours(&grammar, printed).map(|reading| reading.hours.to_string());
/// assert_eq!(line("7.30–9pm TBC").as_deref(), Ok("19:30-21:00 TBC"));
/// assert!(line("11:30-1").is_err());
/// ```
///
/// # Errors
///
/// Hours with no meaning, or with more than one, are refused with the part at fault.
pub fn read_hours(grammar: &Grammar, printed: &str) -> Result<HoursReading, Refusal> {
    read_any_hours(grammar, printed).map_err(|refusal| mend::mended(grammar, printed, refusal))
}

/// Reads the printed hours of a day; a refusal is not yet mended.
pub(super) fn read_any_hours(grammar: &Grammar, printed: &str) -> Result<HoursReading, Refusal> {
    let whole = 0..printed.chars().count();
    if let Ok(hours) = printed.trim().parse::<DayHours>()
        && hours.to_string() == printed.trim()
        && is_in_order(&hours.sessions)
    {
        let is_unmistakable = !hours.sessions.is_empty();
        return Ok(HoursReading {
            is_unmistakable,
            ..HoursReading::plain(hours)
        });
    }
    let mut tokens = tokens(printed);
    if !tokens.is_empty() && (whole.end > LONGEST || tokens.len() > MOST_TOKENS) {
        let help = "write at most 200 characters; other words belong to `description`";
        return Err(refusal(whole, "this is too long for hours", help));
    }
    let look_alike = marker::mend_look_alikes(&mut tokens);
    let has_label = has_label(&tokens, grammar);
    if let Some(at) = marker::in_place_of_a_start(&tokens, &grammar.hours) {
        let characters = tokens[at.start].at.start..tokens[at.end - 1].at.end;
        let message = "the marker before the dash does not say when it begins";
        let help = "write the start, or both, such as `9:00-17:00`";
        return Err(refusal(characters, message, help));
    }
    let (tokens, marker) = marker::take(tokens, &grammar.hours, "these hours have")?;
    if tokens.is_empty() {
        let Some(marker) = marker else {
            let help = "write times such as `9:30-17:00`, or `TBC`";
            return Err(refusal(whole, "the hours are missing", help));
        };
        let hours = DayHours {
            sessions: Vec::new(),
            marker: Some(marker),
        };
        return Ok(HoursReading {
            look_alike,
            is_unmistakable: has_label,
            ..HoursReading::plain(hours)
        });
    }
    let own = HoursAttempt {
        printed,
        tokens: &tokens,
        lexicon: &grammar.hours.own,
        marker,
    };
    let reading = own.or_in(&grammar.hours.others)?;
    Ok(HoursReading {
        look_alike,
        ..reading
    })
}

/// Whether a word names the hours, so that a marker beside it is theirs: `time TBC`.
fn has_label(tokens: &[Token], grammar: &Grammar) -> bool {
    (0..tokens.len()).any(|at| {
        let mut words = grammar.hours.words_at(tokens, at);
        words.any(|(_, word)| word == Word::Term(Term::Date))
    })
}

impl HoursReading {
    /// Returns a reading of hours alone.
    fn plain(hours: DayHours) -> Self {
        Self {
            hours,
            zone: None,
            doubt: None,
            look_alike: None,
            is_unmistakable: false,
        }
    }
}

//! Words for a repeat that are not in its form: what they mean, and how that is written.

use chrono::Weekday;

use super::interval::{every, figures};
use super::text::plain;
use crate::language::{self, Language, Refused, Term};
use crate::plan::{On, Unit};

/// Names of weekdays, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// Ordinals in a month, first to fourth: the words that are read. The first of each is written.
pub(super) const ORDINALS: [[&str; 2]; 4] = [
    ["first", "1st"],
    ["second", "2nd"],
    ["third", "3rd"],
    ["fourth", "4th"],
];
/// The days of a week in a recurrence rule of RFC 5545, Monday first.
const CODES: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];

/// The meaning of words for a repeat.
#[derive(Default)]
pub(super) struct MeantRepeat {
    /// The number of units from one meeting to the next.
    pub interval: Option<u16>,
    /// What is counted.
    pub unit: Option<Unit>,
    /// The days that are named.
    pub on: Vec<On>,
}

/// The meaning of one word.
#[derive(Clone, Copy)]
enum RepeatWord {
    /// A number of units, such as *other* and *two*.
    Number(u16),
    /// The nth of its kind.
    Nth(u8),
    Last,
    Units(u16, Unit),
    Weekday(Weekday),
    /// A word that adds nothing: *every*, *of the*.
    Filler,
}

/// Returns what words mean, in any language, the plan's own first; none where one is not known.
pub(super) fn meant(text: &str, language: &'static Language) -> Option<MeantRepeat> {
    let text = plain(text);
    let mut meant = MeantRepeat::default();
    let mut before = None;
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let word = word_of(word, language)?;
        match (word, before) {
            (RepeatWord::Weekday(weekday), Some(RepeatWord::Nth(n @ 1..=4))) => {
                meant.on.push(On::Nth(n, weekday));
            }
            (RepeatWord::Weekday(weekday), Some(RepeatWord::Last | RepeatWord::Nth(5))) => {
                meant.on.push(On::Last(weekday));
            }
            (RepeatWord::Weekday(weekday), _) => meant.on.push(On::Weekday(weekday)),
            (RepeatWord::Units(_, Unit::Day), Some(RepeatWord::Last)) => meant.on.push(On::LastDay),
            (RepeatWord::Units(count, unit), before) => {
                let number = match before {
                    Some(RepeatWord::Number(number)) => number,
                    Some(RepeatWord::Nth(n)) => n.into(),
                    _ => 1,
                };
                meant.interval = meant.interval.or(Some(count * number));
                meant.unit = meant.unit.or(Some(unit));
            }
            (RepeatWord::Number(_) | RepeatWord::Nth(_) | RepeatWord::Last, _) => {}
            (RepeatWord::Filler, _) => continue,
        }
        before = Some(word);
    }
    if let (Some(RepeatWord::Number(n)), None) = (before, meant.unit)
        && let Some(day) = u8::try_from(n).ok().filter(|day| (1..=31).contains(day))
    {
        meant.on.push(On::Day(day));
    }
    (meant.unit.is_some() || !meant.on.is_empty()).then_some(meant)
}

impl MeantRepeat {
    /// Returns `every` as it is written: `2 weeks`.
    pub(super) fn every(&self) -> String {
        let is_of_week = |on: &On| matches!(on, On::Weekday(_));
        let default = match self.on.iter().all(is_of_week) {
            true => Unit::Week,
            false => Unit::Month,
        };
        // The month of `second Tuesday of the month` is no interval.
        let unit = self.unit.unwrap_or(default);
        match self.interval.unwrap_or(1) {
            1 => unit.word().to_owned(),
            n => format!("{n} {}s", unit.word()),
        }
    }

    /// Returns `on` as it is written: `tuesday`, or `[monday, wednesday]`.
    pub(super) fn on(&self) -> String {
        let days: Vec<String> = self.on.iter().copied().map(written).collect();
        match &days[..] {
            [one] => one.clone(),
            _ => format!("[{}]", days.join(", ")),
        }
    }
}

/// Returns a day as it is written in `on`.
pub(super) fn written(on: On) -> String {
    let name = |weekday: Weekday| WEEKDAYS[weekday.num_days_from_monday() as usize];
    match on {
        On::Weekday(weekday) => name(weekday).to_owned(),
        On::Nth(n, weekday) => format!("{} {}", ORDINALS[usize::from(n) - 1][0], name(weekday)),
        On::Last(weekday) => format!("last {}", name(weekday)),
        On::Day(number) => number.to_string(),
        On::LastDay => "last day".to_owned(),
    }
}

fn word_of(word: &str, own: &'static Language) -> Option<RepeatWord> {
    let number = word.trim_end_matches(char::is_alphabetic);
    if let Some(number) = figures::<u16>(number) {
        return Some(match word.len() == number.to_string().len() {
            true => RepeatWord::Number(number),
            false => RepeatWord::Nth(u8::try_from(number).ok()?),
        });
    }
    if let Some(nth) = CODES.iter().position(|code| *code == word) {
        return Weekday::try_from(nth as u8).ok().map(RepeatWord::Weekday);
    }
    let others = language::ALL.iter().filter(|other| other.code != own.code);
    let mut languages = std::iter::once(&own).chain(others);
    languages.find_map(|language| word_in(word, language))
}

fn word_in(word: &str, language: &Language) -> Option<RepeatWord> {
    for names in language.weekdays {
        let nth = names.iter().position(|name| plain(name) == word);
        if let Some(nth) = nth {
            return weekday(nth as u8);
        }
    }
    let mut intervals = language.intervals.iter();
    let interval = intervals.find(|(_, words)| words.split(", ").any(|known| plain(known) == word));
    if let Some((interval, _)) = interval {
        return match (figures(interval), every(interval)) {
            (Some(count), _) => Some(RepeatWord::Number(count)),
            (None, every) => every.map(|(count, unit)| RepeatWord::Units(count, unit)),
        };
    }
    let mut terms = language.lexicon.iter().filter(|(_, words)| {
        let mut words = words.split(", ");
        words.any(|known| plain(known).split(' ').any(|known| known == word))
    });
    terms.find_map(|(term, words)| {
        let is_whole = words.split(", ").any(|known| plain(known) == word);
        match term {
            Term::WeekdayName(nth) | Term::Weekdays(nth) if is_whole => weekday(*nth),
            Term::Ordinal(n) if is_whole => Some(RepeatWord::Nth(*n)),
            Term::Last if is_whole => Some(RepeatWord::Last),
            Term::Number(n) if is_whole => Some(RepeatWord::Number((*n).into())),
            Term::Day if is_whole => Some(RepeatWord::Units(1, Unit::Day)),
            Term::Week if is_whole => Some(RepeatWord::Units(1, Unit::Week)),
            Term::Fortnight if is_whole => Some(RepeatWord::Units(2, Unit::Week)),
            Term::Month if is_whole => Some(RepeatWord::Units(1, Unit::Month)),
            Term::Quarter if is_whole => Some(RepeatWord::Units(3, Unit::Month)),
            Term::Year if is_whole => Some(RepeatWord::Units(1, Unit::Year)),
            Term::Lead
            | Term::The
            | Term::Those
            | Term::Of
            | Term::And
            | Term::Refused(Refused::Recurring) => Some(RepeatWord::Filler),
            _ => None,
        }
    })
}

/// Returns the weekday of that number, Sunday 0.
fn weekday(nth: u8) -> Option<RepeatWord> {
    Weekday::try_from((nth + 6) % 7)
        .ok()
        .map(RepeatWord::Weekday)
}

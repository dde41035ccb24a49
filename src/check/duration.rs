//! Durations: how long a session is shown whose end is not given.

use chrono::TimeDelta;

use super::text::{self, Text};
use crate::diagnostic::Code;
use crate::language::ALL;

/// The minutes of a day: a duration has fewer.
const DAY: i64 = 24 * 60;

/// Reads a duration such as `1h`, `90 min`, `1h30` or `0`: less than a day.
pub(super) fn duration(text: &Text<'_>) -> Option<TimeDelta> {
    if !text::is_given(text) {
        return None;
    }
    let help = "write hours and minutes such as `1h`, `90 min` or `1h30`; or `0` for an instant";
    let Some(minutes) = minutes(text) else {
        let message = format!("`{text}` is not a valid duration");
        text.report(Code::BadDuration, message, help);
        return None;
    };
    if minutes >= DAY {
        let message = format!("`{text}` is a day or longer");
        let help = "give an end to the hours, or leave the hours out";
        text.report(Code::BadDuration, message, help);
        return None;
    }
    Some(TimeDelta::minutes(minutes))
}

/// Returns the minutes of numbers with their units; minutes after hours need no unit.
fn minutes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    if text == "0" {
        return Some(0);
    }
    let (hours, rest) = match number(&text) {
        Some((hours, rest)) => match unit(rest, |units| units.hour) {
            Some(rest) => (Some(hours), rest),
            None => (None, text.as_str()),
        },
        None => return None,
    };
    if rest.is_empty() {
        return Some(60 * hours?);
    }
    let (minutes, rest) = number(rest)?;
    let rest = unit(rest, |units| units.minute).or(hours.and(Some(rest)))?;
    let is_valid = rest.is_empty() && (hours.is_none() || minutes < 60);
    is_valid.then_some(60 * hours.unwrap_or(0) + minutes)
}

/// Returns the number of at most four figures at the start of a text, and what is after it.
fn number(text: &str) -> Option<(i64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    let (figures, rest) = text.split_at(end.unwrap_or(text.len()));
    let number = figures.parse().ok().filter(|_| figures.len() <= 4)?;
    Some((number, rest.trim_start()))
}

/// Returns what is after a unit of any language; none if the text does not begin with one.
fn unit(text: &str, units: fn(&crate::language::Units) -> &'static str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphabetic());
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    let mut known = ALL
        .iter()
        .flat_map(|language| units(&language.units).split(", "));
    known
        .any(|unit| unit == word)
        .then(|| rest.trim_start_matches(['.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_minutes_are_read() {
        for (text, expected) in [
            ("0", Some(0)),
            ("1h", Some(60)),
            ("2 hours", Some(120)),
            ("90 min", Some(90)),
            ("90min.", Some(90)),
            ("1h30", Some(90)),
            ("1 h 30", Some(90)),
            ("1 hr 5 mins", Some(65)),
            ("1 heure 30 minutes", Some(90)),
            ("2 horas", Some(120)),
            ("0 min", Some(0)),
            ("90", None),
            ("1h90", None),
            ("h", None),
            ("1.5h", None),
            ("1h 30 h", None),
            ("30 min 1h", None),
            ("-1h", None),
            ("99999999999 h", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}

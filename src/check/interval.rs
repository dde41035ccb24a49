//! How often a repeat recurs, `every`, and on which days, `on`.

use chrono::{Datelike, NaiveDate};

use super::cursor::Cursor;
use super::day::DayForms;
use super::repeat::report;
use super::repeat_words::{MeantRepeat, ORDINALS, WEEKDAYS, meant, written};
use super::text::{self, Text};
use crate::diagnostic::{Help, nearest};
use crate::language::{self, ENGLISH};
use crate::plan::{On, Unit};
use crate::source::OneOrMany;

/// The greatest interval: nothing recurs more rarely within the years of a plan.
const LONGEST_INTERVAL: u16 = 100;

/// Reads `week`, `2 weeks`.
pub(super) fn every(text: &str) -> Option<(u16, Unit)> {
    let (number, word) = text.split_once(' ').unwrap_or(("1", text));
    let number = figures(number).filter(|number| (1..=LONGEST_INTERVAL).contains(number));
    let word = word.trim();
    let unit = Unit::ALL
        .into_iter()
        .find(|unit| word == unit.word() || word.strip_suffix('s') == Some(unit.word()));
    number.zip(unit)
}

pub(super) fn report_interval(text: &Text<'_>, forms: DayForms<'_>) {
    let meant = meant(text, forms.grammar.language());
    // A number alone is no day: it may be of weeks, of months.
    let is_number = |meant: &MeantRepeat| matches!(meant.on[..], [On::Day(_)]);
    let is_valid = |meant: &MeantRepeat| every(&meant.every()).is_some() && !is_number(meant);
    let meant = meant.filter(is_valid);
    let help = match meant.or_else(|| near_interval(text)) {
        Some(meant) if meant.on.is_empty() => Help::did_you_mean(meant.every()),
        Some(meant) => format!("write `every: {}` and `on: {}`", meant.every(), meant.on()).into(),
        None => format!(
            "write `day`, `week`, `month` or `year`, or every how many of them, such as `2 weeks`, \
             up to {LONGEST_INTERVAL}"
        )
        .into(),
    };
    report(text, format!("`{text}` is not a valid interval"), help);
}

/// Returns the meaning of the nearest word for an interval.
fn near_interval(text: &str) -> Option<MeantRepeat> {
    let words = language::ALL.iter().flat_map(|language| language.intervals);
    let words = words.flat_map(|(_, words)| words.split(", "));
    let near = nearest(text, words.chain(Unit::ALL.map(Unit::word)))?;
    meant(near, &ENGLISH)
}

/// Reads a number without a sign.
pub(super) fn figures<T: std::str::FromStr>(text: &str) -> Option<T> {
    let is_figures = text.bytes().all(|byte| byte.is_ascii_digit());
    is_figures.then(|| text.parse().ok())?
}

pub(super) fn on_days(on: &Cursor<'_, OneOrMany>, unit: Unit, forms: DayForms<'_>) -> Vec<On> {
    if unit == Unit::Day {
        let help = "leave `on` out, or write `every: week` with its weekdays";
        report(on, "`on` can't be used with `every: day`", help);
        return Vec::new();
    }
    let texts = on.texts();
    if texts.is_empty() {
        report(on, "this names no day", "name one, or leave `on` out");
    }
    let mut days = Vec::new();
    for text in texts {
        if !text::is_given(&text) {
            continue;
        }
        match on_day(&text, unit) {
            Some(day) if days.contains(&day) => {
                report(
                    &text,
                    format!("`{text}` is named twice"),
                    "keep one of the two",
                );
            }
            Some(day) => days.push(day),
            None => report_not_a_day(&text, unit, forms),
        }
    }
    days
}

fn report_not_a_day(text: &Text<'_>, unit: Unit, forms: DayForms<'_>) {
    let what = if unit == Unit::Week { "week" } else { "month" };
    let message = format!("`{text}` is not a valid day of a {what}");
    let near = (unit == Unit::Week)
        .then(|| nearest(text, WEEKDAYS))
        .flatten();
    let meant = meant(text, forms.grammar.language());
    let meant = meant.map(|meant| meant.on).filter(|on| !on.is_empty());
    let help = match (meant, near) {
        (Some(on), _) => help_for_days(&on, unit, forms.first()),
        (None, Some(near)) => Help::did_you_mean(near),
        (None, None) if unit == Unit::Week => "write weekdays, such as `tuesday`".into(),
        (None, None) => "write a day of the month such as `15`, `last day`, or a weekday such as \
                         `second tuesday` or `last friday`"
            .into(),
    };
    report(text, message, help);
}

/// Returns what to write for days that are meant in such a unit.
fn help_for_days(on: &[On], unit: Unit, first: Option<NaiveDate>) -> Help {
    let days = MeantRepeat {
        on: on.to_vec(),
        ..MeantRepeat::default()
    };
    let is_of_week = on.iter().all(|on| matches!(on, On::Weekday(_)));
    match (unit == Unit::Week, is_of_week, on) {
        (true, false, _) => format!("write `every: month` and `on: {}`", days.on()).into(),
        (false, true, [On::Weekday(weekday)]) => {
            let first = first.filter(|first| first.weekday() == *weekday);
            let on = written(first.map_or(On::Nth(1, *weekday), nth_of_month));
            format!("write `{on}`, or the first, second, third, fourth or last of them").into()
        }
        (false, true, _) => format!("write `every: week` and `on: {}`", days.on()).into(),
        (_, _, [_]) => Help::write(days.on()),
        _ => format!("write the days as a list: `{}`", days.on()).into(),
    }
}

/// Reads `tuesday`; `15`, `last day`, `second tuesday`, `last friday`.
fn on_day(text: &str, unit: Unit) -> Option<On> {
    let text = text.trim().to_lowercase();
    if unit == Unit::Week {
        return text.parse().ok().map(On::Weekday);
    }
    let Some((ordinal, word)) = text.split_once(' ') else {
        let number = figures(&text).filter(|number| (1..=31).contains(number));
        return number.map(On::Day);
    };
    match (ordinal, word.trim()) {
        ("last", "day") => Some(On::LastDay),
        ("last", word) => word.parse().ok().map(On::Last),
        (ordinal, word) => {
            let n = ORDINALS.iter().position(|forms| forms.contains(&ordinal))?;
            Some(On::Nth(n as u8 + 1, word.parse().ok()?))
        }
    }
}

/// Returns the weekday of a day, and which of them in its month it is.
pub(super) fn nth_of_month(day: NaiveDate) -> On {
    match day.day0() / 7 + 1 {
        n @ 1..=4 => On::Nth(n as u8, day.weekday()),
        _ => On::Last(day.weekday()),
    }
}

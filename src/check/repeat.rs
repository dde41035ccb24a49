//! Repeats: their rule, and the days that it names.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::cursor::Cursor;
use super::text::{self, Text};
use crate::diagnostic::{Code, Help, nearest};
use crate::plan::{
    DateRange, Hours, MOST_EXCEPTIONS, MOST_OCCURRENCES, On, RecurrenceRule, Repeat, Unit, YEARS,
};
use crate::source::{OneOrMany, RepeatEntry};

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const ORDINALS: [[&str; 2]; 4] = [
    ["first", "1st"],
    ["second", "2nd"],
    ["third", "3rd"],
    ["fourth", "4th"],
];
/// Other words for an interval, with the value to write.
const OTHER_WORDS: [(&str, &str); 13] = [
    ("day", "day"),
    ("daily", "day"),
    ("week", "week"),
    ("weekly", "week"),
    ("fortnight", "2 weeks"),
    ("fortnightly", "2 weeks"),
    ("second week", "2 weeks"),
    ("month", "month"),
    ("monthly", "month"),
    ("quarter", "3 months"),
    ("quarterly", "3 months"),
    ("year", "year"),
    ("yearly", "year"),
];
/// The greatest interval: nothing recurs more rarely within the years of a plan.
const LONGEST_INTERVAL: u16 = 100;

/// The value of `repeat`, read before the first day is known.
#[derive(Clone)]
pub(super) struct ReadRepeat<'a> {
    interval: u16,
    unit: Unit,
    on: Vec<On>,
    end: End,
    /// Days without an occurrence, each with its text.
    except: Vec<(NaiveDate, Text<'a>)>,
    pub entry: Cursor<'a, RepeatEntry>,
}

#[derive(Clone, Copy)]
enum End {
    /// The last day on which it may be.
    Until(NaiveDate),
    /// The number of occurrences.
    Count(usize),
}

/// Reads a repeat; what is wrong is reported at its place.
pub(super) fn read<'a>(entry: &Cursor<'a, RepeatEntry>) -> Option<ReadRepeat<'a>> {
    let every = every(&at!(entry.every));
    let on = at!(entry.on).given().zip(every);
    let on = on.map(|(on, (_, unit))| on_days(&on, unit));
    let end = end(entry);
    let except = at!(entry.except).texts();
    if except.len() > MOST_EXCEPTIONS {
        let message = format!(
            "there are {} days without a meeting, more than {MOST_EXCEPTIONS}",
            except.len()
        );
        report(&at!(entry.except), message, "split the event in time");
    }
    let except = except.into_iter();
    let except = except.filter_map(|text| Some((text::day(&text)?, text)));
    let except = except.collect();
    let (interval, unit) = every?;
    Some(ReadRepeat {
        interval,
        unit,
        on: on.unwrap_or_default(),
        end: end?,
        except,
        entry: entry.clone(),
    })
}

fn report<T>(cursor: &Cursor<'_, T>, message: impl Into<String>, help: impl Into<Help>) {
    cursor.report(Code::BadRepeat, message, help);
}

fn end(entry: &Cursor<'_, RepeatEntry>) -> Option<End> {
    let until = at!(entry.until).given();
    let until = until.map(|until| text::day(&until).map(End::Until));
    let count = at!(entry.count).given();
    let count = count.map(|count| text::within(&count, 2..=MOST_OCCURRENCES as u32) as usize);
    match (until, count) {
        (Some(end), None) => return end,
        (None, Some(count)) => return Some(End::Count(count)),
        (Some(_), Some(_)) => {
            let count = at!(entry.count).on_key();
            report(
                &count,
                "this has both `until` and `count`",
                "keep one of the two",
            );
        }
        (None, None) => {
            let help =
                "give `until`, the last day on which it may be, or `count`, the number of meetings";
            report(entry, "this has no end", help);
        }
    }
    None
}

/// Reads `week`, `2 weeks`.
fn every(text: &Text<'_>) -> Option<(u16, Unit)> {
    if !text::is_given(text) {
        return None;
    }
    let (number, word) = text.split_once(' ').unwrap_or(("1", text));
    let number = figures(number).filter(|number| (1..=LONGEST_INTERVAL).contains(number));
    let word = word.trim();
    let unit = Unit::ALL
        .into_iter()
        .find(|unit| word == unit.word() || word.strip_suffix('s') == Some(unit.word()));
    let every = number.zip(unit);
    if every.is_none() {
        let near = nearest(text, OTHER_WORDS.iter().map(|(word, _)| *word));
        let meant = OTHER_WORDS.iter().find(|(word, _)| Some(*word) == near);
        let help = match meant {
            Some((_, meant)) => format!("did you mean `{meant}`?"),
            None => format!(
                "write `day`, `week`, `month` or `year`, or every how many of them, such as `2 \
                 weeks`, up to {LONGEST_INTERVAL}"
            ),
        };
        report(text, format!("`{text}` is not a valid interval"), help);
    }
    every
}

/// Reads a number without a sign.
pub(super) fn figures<T: std::str::FromStr>(text: &str) -> Option<T> {
    let is_figures = text.bytes().all(|byte| byte.is_ascii_digit());
    is_figures.then(|| text.parse().ok())?
}

fn on_days(on: &Cursor<'_, OneOrMany>, unit: Unit) -> Vec<On> {
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
            None => report_not_a_day(&text, unit),
        }
    }
    days
}

fn report_not_a_day(text: &Text<'_>, unit: Unit) {
    if unit != Unit::Week {
        let help = "write a day of the month such as `15`, `last day`, or a weekday such as \
                    `second tuesday` or `last friday`";
        return report(
            text,
            format!("`{text}` is not a valid day of a month"),
            help,
        );
    }
    let help = match nearest(text, WEEKDAYS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write weekdays, such as `tuesday`".to_owned(),
    };
    report(text, format!("`{text}` is not a valid day of a week"), help);
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

impl ReadRepeat<'_> {
    /// Returns the occurrences of an event whose first one is on these days.
    pub(super) fn of(&self, runs: &[DateRange], hours: Option<&Hours>) -> Option<Repeat> {
        let [first] = runs else {
            let message = "this can't recur: `when` is not one day or a run of days";
            let help = "write the day of the first meeting in `when`";
            report(&self.entry, message, help);
            return None;
        };
        if hours.is_some() && first.count() > 1 {
            let help = match self.unit {
                Unit::Week => "write the first day in `when`, and the weekdays in `on`",
                Unit::Day | Unit::Month | Unit::Year => "make an event of each day",
            };
            let message = "a meeting with hours that recurs begins on one day";
            report(&self.entry, message, help);
            return None;
        }
        let rule = self.rule(first.first())?;
        let days = self.days(&rule, first.first())?;
        self.entry.findings.if_sound(|| {
            self.check_months(&rule, &days);
            self.check_twice(&rule, &days);
            self.check_overlap(first.count(), &days, hours);
            Repeat {
                except: self.except(&days),
                is_counted: matches!(self.end, End::Count(_)),
                rule,
                occurrences: days,
            }
        })
    }

    /// Returns the rule; it must name the first day.
    fn rule(&self, first: NaiveDate) -> Option<RecurrenceRule> {
        let on = match self.unit {
            _ if !self.on.is_empty() => self.on.clone(),
            Unit::Day => Vec::new(),
            Unit::Week => vec![On::Weekday(first.weekday())],
            Unit::Month | Unit::Year => vec![On::Day(first.day() as u8)],
        };
        let rule = RecurrenceRule {
            interval: self.interval,
            unit: self.unit,
            on,
        };
        if rule.names(first, first) {
            return Some(rule);
        }
        let mut year = first.iter_days().take(366);
        let next = year.find(|day| rule.on.iter().any(|on| on.names(*day)));
        let help = next.map_or_else(
            || "correct `when` or `on`".to_owned(),
            |day| format!("begin on {day}, {}, or correct `on`", day.format("%A")),
        );
        let weekday = first.format("%A");
        let message =
            format!("the first meeting, {first}, is a {weekday}, which `on` does not name");
        report(&self.on_cursor(), message, help);
        None
    }

    fn on_cursor(&self) -> Cursor<'_, Option<OneOrMany>> {
        let entry = &self.entry;
        at!(entry.on)
    }

    fn days(&self, rule: &RecurrenceRule, first: NaiveDate) -> Option<Vec<NaiveDate>> {
        let entry = &self.entry;
        let until = match self.end {
            End::Until(last) => last,
            End::Count(count) => {
                let end_of_years = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31)?;
                let days = rule.days(first, end_of_years, count);
                if days.len() == count {
                    return Some(days);
                }
                let message = format!("only {} of them are before {}", days.len(), YEARS.end() + 1);
                report(&at!(entry.count), message, "give fewer");
                return None;
            }
        };
        let days = rule.days(first, until, MOST_OCCURRENCES + 1);
        let (message, help) = match days.len() {
            0 => (
                format!("{until} is before the first meeting, {first}"),
                "correct one of the two",
            ),
            1 => (
                "there is only one meeting".to_owned(),
                "leave `repeat` out, or give a later end",
            ),
            2..=MOST_OCCURRENCES => return Some(days),
            _ => (
                format!("there are more than {MOST_OCCURRENCES} meetings"),
                "split the event in time",
            ),
        };
        report(&at!(entry.until), message, help);
        None
    }

    /// Reports a day of the month that some months lack.
    fn check_months(&self, rule: &RecurrenceRule, days: &[NaiveDate]) {
        let [first, .., last] = days else { return };
        let months = u32::from(rule.interval) * if rule.unit == Unit::Year { 12 } else { 1 };
        for on in &rule.on {
            let On::Day(number) = on else { continue };
            let mut month = first.with_day(1);
            while let Some(this) = month.filter(|month| month <= last) {
                if this.with_day(u32::from(*number)).is_none() {
                    let message =
                        format!("{number} is not a valid day of {}", this.format("%B %Y"));
                    let help = "write `on: last day`, or a day that every month has";
                    self.report_on(message, help);
                    break;
                }
                month = this.checked_add_months(Months::new(months));
            }
        }
    }

    /// Reports a day that two items of `on` name.
    fn check_twice(&self, rule: &RecurrenceRule, days: &[NaiveDate]) {
        for day in days {
            if rule.on.iter().filter(|on| on.names(*day)).count() > 1 {
                let message = format!("`on` names {day} twice");
                return self.report_on(message, "take one of the two out");
            }
        }
    }

    /// Reports something about the days that are named, by `on` or by `every`.
    fn report_on(&self, message: String, help: &str) {
        let entry = &self.entry;
        if self.on.is_empty() {
            report(&at!(entry.every), message, help);
        } else {
            report(&self.on_cursor(), message, help);
        }
    }

    /// Reports an occurrence that begins before the one before it ends.
    fn check_overlap(&self, count: i64, days: &[NaiveDate], hours: Option<&Hours>) {
        for pair in days.windows(2) {
            let [one, other] = [pair[0], pair[1]];
            if overlap((one, count, hours), (other, hours)) {
                let help = "make `every` longer, or the meeting shorter";
                return report_overlap(&self.entry, one, other, help);
            }
        }
    }

    fn except(&self, days: &[NaiveDate]) -> BTreeSet<NaiveDate> {
        let entry = &self.entry;
        let mut except = BTreeSet::new();
        for (day, text) in &self.except {
            if is_meeting(*day, days, text) {
                except.insert(*day);
            }
        }
        if except.len() + 1 >= days.len() {
            let help = "take some of these out, or leave `repeat` out";
            report(&at!(entry.except), "fewer than two meetings are left", help);
        }
        except
    }
}

/// Whether an occurrence of so many days from the first on, with those hours, ends after another
/// begins, which may have other hours.
pub(super) fn overlap(
    (one, count, hours): (NaiveDate, i64, Option<&Hours>),
    (other, others): (NaiveDate, Option<&Hours>),
) -> bool {
    let both = hours.zip(others);
    (other - one).num_days() < count
        || both.is_some_and(|(hours, others)| hours.overlap(one, others, other))
}

/// Reports that two occurrences overlap.
pub(super) fn report_overlap<T>(at: &Cursor<'_, T>, one: NaiveDate, other: NaiveDate, help: &str) {
    let message = format!("the meeting of {other} begins before that of {one} ends");
    report(at, message, help);
}

/// Whether a day is one of the meetings; reports one that is not.
pub(super) fn is_meeting(day: NaiveDate, days: &[NaiveDate], text: &Text<'_>) -> bool {
    let near = days
        .iter()
        .min_by_key(|other| (**other - day).num_days().abs());
    match near {
        Some(near) if *near != day => {
            let message = format!("{day}, {}, is not a day of this series", day.format("%A"));
            let help = format!("the nearest is on {near}, {}", near.format("%A"));
            report(text, message, help);
            false
        }
        _ => true,
    }
}

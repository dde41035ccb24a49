//! Repeats: their rule, the days that it names, and the meetings that differ.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate, Weekday};

use super::text;
use crate::diagnostic::{Code, nearest};
use crate::plan::{
    DateRange, Hours, MOST_EXCEPTIONS, MOST_OCCURRENCES, On, RecurrenceRule, Repeat, Unit, YEARS,
};
use crate::source::{Finding, InstanceEntry, Keyed, OneOrMany, Part, Pointer, RepeatEntry};

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
/// What else people write for an interval, and what they mean.
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

/// What `repeat` says, before the first day is known.
#[derive(Clone)]
pub(super) struct ReadRepeat<'a> {
    interval: u16,
    unit: Unit,
    on: Vec<On>,
    end: End,
    /// Each with where it stands.
    except: Vec<(NaiveDate, Pointer)>,
    /// Meetings that differ.
    pub instances: &'a Keyed<InstanceEntry>,
    /// Where it stands.
    pub at: Pointer,
}

#[derive(Clone, Copy)]
enum End {
    /// That day, inclusive.
    Until(NaiveDate),
    /// That many meetings.
    Count(usize),
}

fn wrong(message: impl Into<String>, help: impl Into<String>, at: Pointer) -> Finding {
    Finding::new(Code::BadRepeat, message, at).help(help)
}

/// Reads a repeat; what is wrong is reported where it stands.
pub(super) fn read<'a>(
    entry: &'a RepeatEntry,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Option<ReadRepeat<'a>> {
    let before = findings.len();
    let every = every(&entry.every, &at.key("every"), findings);
    let on = match (&entry.on, every) {
        (Some(on), Some((_, unit))) => on_days(on, unit, &at.key("on"), findings),
        _ => Vec::new(),
    };
    let end = end(entry, at, findings);
    let except = entry.except.items(&at.key("except"));
    if except.len() > MOST_EXCEPTIONS {
        let message = format!(
            "there are {} days without a meeting, more than {MOST_EXCEPTIONS}",
            except.len()
        );
        findings.push(wrong(message, "split the event in time", at.key("except")));
    }
    let except = except
        .into_iter()
        .filter_map(|(at, day)| Some((text::day(day, &at, findings)?, at)))
        .collect();
    let (interval, unit) = every?;
    let end = end?;
    (findings.len() == before).then(|| ReadRepeat {
        interval,
        unit,
        on,
        end,
        except,
        instances: &entry.instances,
        at: at.clone(),
    })
}

fn end(entry: &RepeatEntry, at: &Pointer, findings: &mut Vec<Finding>) -> Option<End> {
    let until = entry
        .until
        .as_ref()
        .map(|until| text::day(until, &at.key("until"), findings).map(End::Until));
    let count = entry.count.map(|count| {
        text::within(
            count,
            2..=MOST_OCCURRENCES as u32,
            &at.key("count"),
            findings,
        );
        Some(End::Count(count as usize))
    });
    let (message, help, at) = match (until, count) {
        (Some(end), None) | (None, Some(end)) => return end,
        (Some(_), Some(_)) => (
            "this has both `until` and `count`",
            "keep one of the two",
            at.key("count").part(Part::Key),
        ),
        (None, None) => {
            let help =
                "give `until`, the last day on which it may be, or `count`, the number of meetings";
            ("this has no end", help, at.clone())
        }
    };
    findings.push(wrong(message, help, at));
    None
}

/// `week`, `2 weeks`.
fn every(text: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<(u16, Unit)> {
    if !text::not_empty(text, at, findings) {
        return None;
    }
    let (number, word) = text.split_once(' ').unwrap_or(("1", text));
    let word = word.trim();
    let unit = Unit::ALL
        .into_iter()
        .find(|unit| word == unit.word() || word.strip_suffix('s') == Some(unit.word()));
    let number = figures(number).filter(|number| (1..=LONGEST_INTERVAL).contains(number));
    let found = number.zip(unit);
    if found.is_none() {
        let near = nearest(text, OTHER_WORDS.iter().map(|(word, _)| *word));
        let meant = near.and_then(|near| OTHER_WORDS.iter().find(|(word, _)| *word == near));
        let help = match meant {
            Some((_, meant)) => format!("did you mean `{meant}`?"),
            None => {
                format!(
                    "write `day`, `week`, `month` or `year`, or each how many, such as `2 weeks`, up to {LONGEST_INTERVAL}"
                )
            }
        };
        findings.push(wrong(
            format!("there is no interval `{text}`"),
            help,
            at.clone(),
        ));
    }
    found
}

/// A number, without a sign.
fn figures<T: std::str::FromStr>(text: &str) -> Option<T> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

fn on_days(on: &OneOrMany, unit: Unit, at: &Pointer, findings: &mut Vec<Finding>) -> Vec<On> {
    if unit == Unit::Day {
        let help = "leave `on` out, or write `every: week` with its weekdays";
        findings.push(wrong(
            "a meeting that recurs by days has no `on`",
            help,
            at.clone(),
        ));
        return Vec::new();
    }
    let items = on.items(at);
    if items.is_empty() {
        findings.push(wrong(
            "this names no day",
            "name one, or leave `on` out",
            at.clone(),
        ));
    }
    let mut days = Vec::new();
    for (at, text) in items {
        if !text::not_empty(text, &at, findings) {
            continue;
        }
        match on_day(text, unit) {
            Some(day) if days.contains(&day) => {
                findings.push(wrong(
                    format!("`{text}` stands here twice"),
                    "keep one of the two",
                    at,
                ));
            }
            Some(day) => days.push(day),
            None => findings.push(no_day(text, unit, at)),
        }
    }
    days
}

fn no_day(text: &str, unit: Unit, at: Pointer) -> Finding {
    let is_week = unit == Unit::Week;
    let near = nearest(text, WEEKDAYS.iter().copied()).filter(|_| is_week);
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None if is_week => "write weekdays, such as `tuesday`".to_owned(),
        None => {
            "write a day of the month such as `15`, `last day`, or a weekday such as `second tuesday` or `last friday`".to_owned()
        }
    };
    wrong(
        format!(
            "`{text}` is no day of a {}",
            if is_week { "week" } else { "month" }
        ),
        help,
        at,
    )
}

/// `tuesday`; `15`, `last day`, `second tuesday`, `last friday`.
fn on_day(text: &str, unit: Unit) -> Option<On> {
    let text = text.trim().to_lowercase();
    if unit == Unit::Week {
        return weekday(&text).map(On::Weekday);
    }
    let Some((ordinal, word)) = text.split_once(' ') else {
        return figures(&text)
            .filter(|number| (1..=31).contains(number))
            .map(On::Day);
    };
    match (ordinal, word.trim()) {
        ("last", "day") => Some(On::LastDay),
        ("last", word) => weekday(word).map(On::Last),
        (ordinal, word) => {
            let n = ORDINALS.iter().position(|forms| forms.contains(&ordinal))?;
            Some(On::Nth(n as u8 + 1, weekday(word)?))
        }
    }
}

/// A weekday in full, or by its first three letters.
fn weekday(word: &str) -> Option<Weekday> {
    let index = WEEKDAYS
        .iter()
        .position(|name| word == *name || word == &name[..3])?;
    Weekday::try_from(index as u8).ok()
}

impl ReadRepeat<'_> {
    /// The meetings of an event that is first on these days.
    pub(super) fn meetings(
        &self,
        runs: &[DateRange],
        hours: Option<&Hours>,
        findings: &mut Vec<Finding>,
    ) -> Option<Repeat> {
        let [first] = runs else {
            let help = "write the day of the first meeting in `when`";
            findings.push(wrong(
                "this can't recur, since its first days are not one run of exact days",
                help,
                self.at.clone(),
            ));
            return None;
        };
        if hours.is_some() && first.count() > 1 {
            let help = match self.unit {
                Unit::Week => "write the first day in `when`, and the weekdays in `on`",
                Unit::Day | Unit::Month | Unit::Year => "make an event of each day",
            };
            findings.push(wrong(
                "a meeting with hours that recurs begins on one day",
                help,
                self.at.clone(),
            ));
            return None;
        }
        let rule = self.rule(first.first(), findings)?;
        let days = self.days(&rule, first.first(), findings)?;
        let before = findings.len();
        self.check_days(&rule, &days, findings);
        check_overlap(&self.at, first.count(), &days, hours, findings);
        let except = self.except(&days, findings);
        let is_counted = matches!(self.end, End::Count(_));
        (findings.len() == before).then_some(Repeat {
            rule,
            is_counted,
            occurrences: days,
            except,
        })
    }

    /// The rule; it must name the first day.
    fn rule(&self, first: NaiveDate, findings: &mut Vec<Finding>) -> Option<RecurrenceRule> {
        let by_default = match self.unit {
            Unit::Day => Vec::new(),
            Unit::Week => vec![On::Weekday(first.weekday())],
            Unit::Month | Unit::Year => vec![On::Day(first.day() as u8)],
        };
        let on = if self.on.is_empty() {
            by_default
        } else {
            self.on.clone()
        };
        let rule = RecurrenceRule {
            interval: self.interval,
            unit: self.unit,
            on,
        };
        if rule.names(first, first) {
            return Some(rule);
        }
        let next = first
            .iter_days()
            .take(366)
            .find(|day| rule.on.iter().any(|on| on.names(*day)));
        let help = next.map_or_else(
            || "correct `when` or `on`".to_owned(),
            |day| format!("begin on {day}, {}, or correct `on`", day.format("%A")),
        );
        let message = format!(
            "the first meeting, {first}, is a {}, which `on` does not name",
            first.format("%A")
        );
        findings.push(wrong(message, help, self.at.key("on")));
        None
    }

    fn days(
        &self,
        rule: &RecurrenceRule,
        first: NaiveDate,
        findings: &mut Vec<Finding>,
    ) -> Option<Vec<NaiveDate>> {
        let end_of_years = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31)?;
        let days = match self.end {
            End::Until(last) => rule.days(first, last, MOST_OCCURRENCES + 1),
            End::Count(count) => rule.days(first, end_of_years, count),
        };
        let (at, message, help) = match (self.end, days.len()) {
            (End::Until(last), 0) => (
                self.at.key("until"),
                format!("{last} is before the first meeting, {first}"),
                "correct one of the two",
            ),
            (End::Until(_), 1) => (
                self.at.key("until"),
                "there is only one meeting".to_owned(),
                "leave `repeat` out, or give a later end",
            ),
            (End::Until(_), n) if n > MOST_OCCURRENCES => (
                self.at.key("until"),
                format!("there are more than {MOST_OCCURRENCES} meetings"),
                "split the event in time",
            ),
            (End::Count(count), n) if n < count => (
                self.at.key("count"),
                format!("only {n} of them are before {}", YEARS.end() + 1),
                "give fewer",
            ),
            _ => return Some(days),
        };
        findings.push(wrong(message, help, at));
        None
    }

    /// A day of the month that some months lack, and one that two items name.
    fn check_days(&self, rule: &RecurrenceRule, days: &[NaiveDate], findings: &mut Vec<Finding>) {
        let at = if self.on.is_empty() {
            self.at.key("every")
        } else {
            self.at.key("on")
        };
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return;
        };
        let months = u32::from(rule.interval) * if rule.unit == Unit::Year { 12 } else { 1 };
        let lacks = |number: u8| {
            let months = (0..)
                .map_while(|n| {
                    first
                        .with_day(1)?
                        .checked_add_months(Months::new(n * months))
                })
                .take_while(|month| month <= last);
            months
                .into_iter()
                .find(|month| month.with_day(number.into()).is_none())
        };
        for number in rule.on.iter().filter_map(|on| {
            if let On::Day(number) = on {
                Some(*number)
            } else {
                None
            }
        }) {
            if let Some(month) = lacks(number) {
                let message = format!("there is no day {number} in {}", month.format("%B %Y"));
                findings.push(wrong(
                    message,
                    "write `on: last day`, or a day that every month has",
                    at.clone(),
                ));
            }
        }
        if let Some(day) = days
            .iter()
            .find(|day| rule.on.iter().filter(|on| on.names(**day)).count() > 1)
        {
            findings.push(wrong(
                format!("`on` names {day} twice"),
                "take one of the two out",
                at,
            ));
        }
    }

    fn except(&self, days: &[NaiveDate], findings: &mut Vec<Finding>) -> BTreeSet<NaiveDate> {
        findings.extend(
            self.except
                .iter()
                .filter_map(|(day, at)| no_meeting(*day, days, at.clone())),
        );
        let except = self
            .except
            .iter()
            .map(|(day, _)| *day)
            .filter(|day| days.binary_search(day).is_ok());
        let except: BTreeSet<NaiveDate> = except.collect();
        if except.len() + 1 >= days.len() {
            findings.push(wrong(
                "fewer than two meetings are left",
                "take some of these out, or leave `repeat` out",
                self.at.key("except"),
            ));
        }
        except
    }
}

/// A day that should be a meeting's, and is not.
pub(super) fn no_meeting(day: NaiveDate, days: &[NaiveDate], at: Pointer) -> Option<Finding> {
    let near = days
        .iter()
        .min_by_key(|other| (**other - day).num_days().abs())
        .filter(|near| **near != day)?;
    let help = format!("the nearest is on {near}, {}", near.format("%A"));
    Some(wrong(
        format!("there is no meeting on {day}, {}", day.format("%A")),
        help,
        at,
    ))
}

/// A meeting that begins before the one before it ends.
fn check_overlap(
    at: &Pointer,
    length: i64,
    days: &[NaiveDate],
    hours: Option<&Hours>,
    findings: &mut Vec<Finding>,
) {
    let overlaps = |pair: &&[NaiveDate]| {
        (pair[1] - pair[0]).num_days() < length
            || hours.is_some_and(|hours| hours.overlap(pair[0], pair[1]))
    };
    if let Some(pair) = days.windows(2).find(overlaps) {
        let message = format!(
            "the meeting of {} begins before that of {} ends",
            pair[1], pair[0]
        );
        findings.push(wrong(
            message,
            "let it recur more rarely, or be shorter",
            at.clone(),
        ));
    }
}

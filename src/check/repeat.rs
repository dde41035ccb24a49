//! Repeats: their rule, and the days that it names.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::cursor::Cursor;
use super::day::DayForms;
use super::interval::{every, nth_of_month, on_days, report_interval};
use super::repeat_words::written;
use super::text::{self, Text};
use crate::diagnostic::{Code, Help};
use crate::plan::{
    DateRange, Hours, MOST_EXCEPTIONS, MOST_OCCURRENCES, On, RecurrenceRule, Repeat, Unit, YEARS,
};
use crate::source::{OneOrMany, RepeatEntry};

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
pub(super) fn read<'a>(
    entry: &Cursor<'a, RepeatEntry>,
    forms: DayForms<'_>,
) -> Option<ReadRepeat<'a>> {
    let interval = at!(entry.every);
    let every = every(&interval);
    if every.is_none() && text::is_given(&interval) {
        report_interval(&interval, forms);
    }
    let on = at!(entry.on).given().zip(every);
    let on = on.map(|(on, (_, unit))| on_days(&on, unit, forms));
    let end = end(entry, forms);
    let except = at!(entry.except).texts();
    if except.len() > MOST_EXCEPTIONS {
        let message = format!(
            "there are {} days without a meeting, more than {MOST_EXCEPTIONS}",
            except.len()
        );
        report(&at!(entry.except), message, "split the event in time");
    }
    let except = except.into_iter();
    let meetings = forms.meetings(every, on.as_deref(), end);
    let except = except.filter_map(|text| Some((forms.excepted(&text, &meetings)?, text)));
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

pub(super) fn report<T>(cursor: &Cursor<'_, T>, message: impl Into<String>, help: impl Into<Help>) {
    cursor.report(Code::BadRepeat, message, help);
}

impl DayForms<'_> {
    /// Returns the days of a series, as far as they are known.
    fn meetings(
        &self,
        every: Option<(u16, Unit)>,
        on: Option<&[On]>,
        end: Option<End>,
    ) -> Vec<NaiveDate> {
        let (Some(first), Some((interval, unit)), Some(end)) = (self.first(), every, end) else {
            return Vec::new();
        };
        let on = on.unwrap_or_default();
        let rule = rule(interval, unit, on, first);
        let (last, most) = match end {
            End::Until(last) => (Some(last), MOST_OCCURRENCES),
            End::Count(count) => (NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31), count),
        };
        last.map_or_else(Vec::new, |last| rule.days(first, last, most))
    }
}

/// Returns the rule of a series that begins on that day.
fn rule(interval: u16, unit: Unit, on: &[On], first: NaiveDate) -> RecurrenceRule {
    let on = match unit {
        _ if !on.is_empty() => on.to_vec(),
        Unit::Day => Vec::new(),
        Unit::Week => vec![On::Weekday(first.weekday())],
        Unit::Month | Unit::Year => vec![On::Day(first.day() as u8)],
    };
    RecurrenceRule { interval, unit, on }
}

fn end(entry: &Cursor<'_, RepeatEntry>, forms: DayForms<'_>) -> Option<End> {
    let until = at!(entry.until).given();
    let until = until.map(|until| forms.last_day(&until).map(End::Until));
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
            let first = forms.first();
            let last = first.and_then(|first| NaiveDate::from_ymd_opt(first.year(), 12, 31));
            let last = last.map_or_else(|| "2026-12-31".to_owned(), |last| last.to_string());
            let help = format!(
                "give the last day on which it may be, such as `until: {last}`, or the number of \
                 meetings, such as `count: 10`"
            );
            report(entry, "this has no end", help);
        }
    }
    None
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
        let rule = rule(self.interval, self.unit, &self.on, first);
        if rule.names(first, first) {
            return Some(rule);
        }
        let mut year = first.iter_days().take(366);
        let next = year.find(|day| rule.on.iter().any(|on| on.names(*day)));
        let own = own_day(&rule, first);
        let help = match next {
            Some(next) => format!(
                "begin on {}, written as `when: {next}`, or write `on: {own}`",
                next.format("%A")
            ),
            None => format!("write `on: {own}`, or correct `when`"),
        };
        let on: Vec<String> = rule
            .on
            .iter()
            .map(|on| format!("`{}`", written(*on)))
            .collect();
        let message = format!(
            "the first meeting is on {}, {first}, and `on` says {}",
            first.format("%A"),
            on.join(", ")
        );
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
                second_meeting(rule, first),
            ),
            1 => (
                "there is only one meeting".to_owned(),
                second_meeting(rule, first) + "; or leave `repeat` out",
            ),
            2..=MOST_OCCURRENCES => return Some(days),
            _ => (
                format!("there are more than {MOST_OCCURRENCES} meetings"),
                "split the event in time".to_owned(),
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
            if is_meeting(*day, days, text) && !except.insert(*day) {
                let message = format!("`{text}` is named twice");
                report(text, message, "keep one of the two");
            }
        }
        if except.len() + 1 >= days.len() {
            let help = "take some of these out, or leave `repeat` out";
            report(&at!(entry.except), "fewer than two meetings are left", help);
        }
        except
    }
}

/// Returns the day that a rule would name if it were to begin on that day, as it is written.
fn own_day(rule: &RecurrenceRule, first: NaiveDate) -> String {
    written(match (rule.unit, rule.on[0]) {
        (Unit::Day | Unit::Week, _) => On::Weekday(first.weekday()),
        (_, On::Nth(..) | On::Last(_)) => nth_of_month(first),
        (_, On::Weekday(_) | On::Day(_) | On::LastDay) => On::Day(first.day() as u8),
    })
}

/// Returns the advice to end a series later.
fn second_meeting(rule: &RecurrenceRule, first: NaiveDate) -> String {
    let end_of_years = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(first);
    match rule.days(first, end_of_years, 2).get(1) {
        Some(second) => format!("write a later day: the second meeting is on `{second}`"),
        None => "write a later day".to_owned(),
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
    let Err(next) = days.binary_search(&day) else {
        return true;
    };
    let before = next.checked_sub(1).map(|last| days[last]);
    let message = match (before, days.get(next)) {
        (None, Some(first)) => format!("{day} is before the first meeting, {first}"),
        (Some(last), None) => format!("{day} is after the last meeting, {last}"),
        _ => format!("{day}, {}, is not a day of this series", day.format("%A")),
    };
    let near = before.into_iter().chain(days.get(next).copied());
    let near = near.map(|near| format!("{} `{near}`", near.format("%A")));
    let help = format!("write {}", near.collect::<Vec<_>>().join(" or "));
    report(text, message, help);
    false
}

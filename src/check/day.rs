//! Days that are written as year-month-day, and what is meant by other forms of them.

use chrono::{Datelike, NaiveDate};

use super::interval::figures;
use super::text::{Text, is_given};
use crate::diagnostic::{Code, Help};
use crate::phrase::{Context, Grammar, RefusalKind, YearDays, read};
use crate::plan::{DateRange, Dates, Precision, When, line};

/// The most days that a help names.
const MOST_NAMED: usize = 12;

/// The context in which days are read that are not written as year-month-day.
#[derive(Clone, Copy)]
pub(super) struct DayForms<'a> {
    pub grammar: &'a Grammar,
    /// What dates are read with.
    pub dates: Context,
    /// The printed date of the event whose days they are.
    pub printed: Option<&'a str>,
}

/// The days that a text means.
enum Meant {
    /// Whole days.
    Days(Vec<DateRange>),
    /// Somewhere among these days.
    Among(DateRange),
    /// One of these days.
    OneOf(Vec<NaiveDate>),
    /// A day that its month does not have; the last day of the month.
    Impossible(NaiveDate),
    Unknown,
}

impl<'a> DayForms<'a> {
    /// Returns the context of days that are of no event.
    pub(super) fn new(grammar: &'a Grammar, dates: Context) -> Self {
        Self {
            grammar,
            dates,
            printed: None,
        }
    }

    /// Returns the day that a text gives.
    pub(super) fn day(&self, text: &Text<'_>) -> Option<NaiveDate> {
        self.day_or(text, |days| match (days.first(), days.last()) {
            (first, last) if first == last => one(first),
            (first, last) => format!("write `{first}` or `{last}`").into(),
        })
    }

    /// Returns the day that a text gives; of several days, the last one is meant.
    pub(super) fn last_day(&self, text: &Text<'_>) -> Option<NaiveDate> {
        self.day_or(text, |days| one(days.last()))
    }

    /// Returns one of the days that a text excepts; of several days, those of the meetings are
    /// meant.
    pub(super) fn excepted(&self, text: &Text<'_>, meetings: &[NaiveDate]) -> Option<NaiveDate> {
        let day = line::day(text);
        if day.is_some() || !is_given(text) {
            return day;
        }
        if let Meant::Days(runs) = self.meant(text) {
            let mut days: Vec<NaiveDate> = runs.iter().flat_map(|run| run.days()).collect();
            let is_span = runs.iter().any(|run| run.count() > 1);
            if is_span && !meetings.is_empty() {
                days.retain(|day| meetings.contains(day));
            }
            if let 2..=MOST_NAMED = days.len() {
                let days: Vec<String> = days.iter().map(NaiveDate::to_string).collect();
                let days = days.join(", ");
                let help = format!("write the days as a list: `[{days}]`");
                text.report(Code::BadDay, message(text), help);
                return None;
            }
            if is_span && days.len() != 1 {
                let help = match days.first() {
                    None => "take it out: no meeting is on these days".to_owned(),
                    Some(first) => format!(
                        "write each meeting of these days by itself, in a list such as `[{first}]`"
                    ),
                };
                text.report(Code::BadDay, message(text), help);
                return None;
            }
        }
        self.day(text)
    }

    /// Returns the one day that is meant by a text in another form.
    pub(super) fn meant_day(&self, text: &str) -> Option<NaiveDate> {
        match self.meant(text) {
            Meant::Days(runs) if runs.len() == 1 && runs[0].count() == 1 => Some(runs[0].first()),
            _ => None,
        }
    }

    fn day_or(&self, text: &Text<'_>, help: impl Fn(DateRange) -> Help) -> Option<NaiveDate> {
        let day = line::day(text);
        if day.is_some() || !is_given(text) {
            return day;
        }
        let (message, help) = match self.meant(text) {
            Meant::Days(runs) => {
                let days = runs.into_iter().reduce(DateRange::hull);
                (message(text), days.map_or_else(form, help))
            }
            Meant::Among(days) => (message(text), help(days)),
            Meant::OneOf(days) => {
                let days: Vec<String> = days.iter().map(|day| format!("`{day}`")).collect();
                (message(text), format!("write {}", days.join(" or ")).into())
            }
            Meant::Impossible(last) => {
                let month = last.format("%B %Y");
                let message = format!("`{text}` is not a day: {month} ends on day {}", last.day());
                (message, one(last))
            }
            Meant::Unknown => (
                format!("`{text}` is not a day such as `2026-05-28`"),
                form(),
            ),
        };
        text.report(Code::BadDay, message, help);
        None
    }

    fn meant(&self, text: &str) -> Meant {
        let text = &with_zeros(text).unwrap_or_else(|| text.to_owned());
        if let Some(day) = line::day(text) {
            return Meant::Days(vec![DateRange::day(day)]);
        }
        if let Some(last) = last_of_its_month(text) {
            return Meant::Impossible(last);
        }
        let context = self.context();
        match read(self.grammar, text, context) {
            Ok(reading) => of_date(&reading.when),
            Err(refusal) if refusal.kind == RefusalKind::Ambiguous => {
                let others = refusal.suggestions.iter();
                let days = others.filter_map(|other| {
                    let reading = read(self.grammar, &other.text, context).ok()?;
                    reading.when.span().map(DateRange::first)
                });
                match days.collect::<Vec<_>>() {
                    days if days.is_empty() => Meant::Unknown,
                    days => Meant::OneOf(days),
                }
            }
            Err(_) => Meant::Unknown,
        }
    }

    /// Returns the first day of the event.
    pub(super) fn first(&self) -> Option<NaiveDate> {
        let reading = read(self.grammar, self.printed?, self.dates).ok()?;
        reading.when.span().map(DateRange::first)
    }

    /// Returns the context of a day in the twelve months from the first day of the event on.
    fn context(&self) -> Context {
        let first = self.first();
        let months = first.and_then(|first| DateRange::months(first.year(), first.month(), 12));
        match months {
            Some(months) => Context {
                phase: None,
                year: Some(YearDays::from(months)),
                ..self.dates
            },
            None => self.dates,
        }
    }
}

fn of_date(when: &When) -> Meant {
    match when.dates() {
        Dates::Span(days, Precision::Day) => Meant::Days(vec![*days]),
        Dates::Separate(runs) => Meant::Days(runs.clone()),
        Dates::Span(days, _) => Meant::Among(*days),
        Dates::By(day) => Meant::Days(vec![DateRange::day(*day)]),
        Dates::Open => Meant::Unknown,
    }
}

/// Returns a day such as `2026-6-1` with its zeros.
fn with_zeros(text: &str) -> Option<String> {
    let figures = text.trim().split(['-', '/', '.']);
    let figures = figures
        .map(figures_of)
        .collect::<Option<Vec<(usize, u32)>>>()?;
    match figures[..] {
        [(4, year), (..=2, month), (..=2, day)] => Some(format!("{year}-{month:02}-{day:02}")),
        _ => None,
    }
}

fn figures_of(text: &str) -> Option<(usize, u32)> {
    Some((text.len(), figures(text)?))
}

/// Returns the last day of the month of a day such as `2026-06-31`, which the month does not have.
fn last_of_its_month(text: &str) -> Option<NaiveDate> {
    let (month, day) = text.trim().rsplit_once('-')?;
    let first = line::day(&format!("{month}-01"))?;
    let last = DateRange::months(first.year(), first.month(), 1)?.last();
    let day: u32 = day.parse().ok()?;
    (last.day() < day && day <= 31).then_some(last)
}

fn message(text: &Text<'_>) -> String {
    format!("`{text}` is not in the form of `2026-05-28`")
}

fn one(day: NaiveDate) -> Help {
    Help::write(day.to_string())
}

fn form() -> Help {
    "write the year, the month and the day in figures, such as `2026-05-28`".into()
}

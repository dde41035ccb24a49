//! The events by month. What may be in any of several months stands under these months, what has no date by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::groups::Groups;
use super::labels::Labels;
use crate::feed::schedule;
use crate::language::Language;
use crate::phrase::dates;
use crate::plan::{DateRange, Dates, Event, Plan, Precision, When};

/// The events of some months.
pub(super) struct Section<'a> {
    pub heading: String,
    pub rows: Vec<Row<'a>>,
}

/// An event, or in a later month the days there on which it takes place as well.
pub(super) struct Row<'a> {
    pub event: &'a Event,
    pub groups: Groups<'a>,
    /// The days in words; none where none are given.
    pub when: Option<String>,
    pub labels: Labels,
    /// Hours and how it recurs, a sentence each.
    pub schedule: Vec<String>,
    pub is_first: bool,
    /// What it stands by among others: its first day, its last.
    days: (NaiveDate, NaiveDate),
}

/// Under what an event stands: months, by the first, the wider before; then no date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heading {
    Months(NaiveDate, Reverse<NaiveDate>),
    NoDate,
}

impl Heading {
    /// Over all months of these days.
    fn over(days: DateRange) -> Self {
        let month = |day: NaiveDate| DateRange::months(day.year(), day.month(), 1).unwrap_or(DateRange::day(day));
        Self::Months(month(days.first()).first(), Reverse(month(days.last()).last()))
    }

    fn words(self, language: &Language) -> String {
        let Self::Months(first, Reverse(last)) = self else { return language.written.page.no_date.to_owned() };
        let months = DateRange::new(first, last).unwrap_or(DateRange::day(first));
        let is_one = (first.year(), first.month()) == (last.year(), last.month());
        let when = Dates::Span(months, if is_one { Precision::Month } else { Precision::Span });
        in_words(when, language).unwrap_or_default()
    }
}

/// The events by month, in order.
pub(super) fn sections<'a>(plan: &'a Plan, events: &[&'a Event], language: &Language) -> Vec<Section<'a>> {
    let mut by_heading: BTreeMap<Heading, Vec<Row<'a>>> = BTreeMap::new();
    for event in events {
        for (heading, row) in rows(plan, event, language) {
            by_heading.entry(heading).or_default().push(row);
        }
    }
    let section = |(heading, mut rows): (Heading, Vec<Row<'a>>)| {
        rows.sort_by_key(|row| row.days);
        Section { heading: heading.words(language), rows }
    };
    by_heading.into_iter().map(section).collect()
}

/// Where an event stands, and what is said there: once, or in each month in which it takes place on days of its own.
fn rows<'a>(plan: &'a Plan, event: &'a Event, language: &Language) -> Vec<(Heading, Row<'a>)> {
    let occasions = event.occasions();
    let by_month: Vec<&[DateRange]> = occasions.chunk_by(|a, b| month(*a) == month(*b)).collect();
    let row = |when, days: DateRange, is_first| Row {
        event,
        groups: Groups::of(plan, event),
        when,
        labels: Labels::of(event, &language.written.page),
        schedule: if is_first { schedule(event, language) } else { Vec::new() },
        is_first,
        days: (days.first(), days.last()),
    };
    if by_month.len() < 2 && event.repeat.is_none() {
        return vec![(heading(event), row(dates(&event.when, language), event.window, true))];
    }
    let rows = by_month.iter().enumerate().map(|(n, runs)| {
        let days = runs[0].hull(runs[runs.len() - 1]);
        (Heading::over(DateRange::day(days.first())), row(in_words(together(runs), language), days, n == 0))
    });
    rows.collect()
}

fn heading(event: &Event) -> Heading {
    let first = DateRange::day(event.window.first());
    match event.when.dates() {
        Dates::Open => Heading::NoDate,
        // A week is not looked for in two months.
        Dates::Span(_, Precision::Day | Precision::Week) | Dates::Separate(_) => Heading::over(first),
        Dates::Span(..) | Dates::By(_) => Heading::over(event.window),
    }
}

fn month(days: DateRange) -> (i32, u32) {
    (days.first().year(), days.first().month())
}

/// Runs of days as a date: those that touch are one.
fn together(runs: &[DateRange]) -> Dates {
    let mut apart: Vec<DateRange> = Vec::new();
    for run in runs {
        match apart.last_mut() {
            Some(last) if last.end().is_none_or(|end| run.first() <= end) => *last = last.hull(*run),
            _ => apart.push(*run),
        }
    }
    match apart[..] {
        [run] => Dates::Span(run, Precision::Day),
        _ => Dates::Separate(apart),
    }
}

fn in_words(when: Dates, language: &Language) -> Option<String> {
    dates(&When::new(when, None, None).ok()?, language)
}

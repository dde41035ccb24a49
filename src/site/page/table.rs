//! The events by month. What may be in any of several months stands under these months, what has no
//! date by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::groups::Groups;
use super::labels::Labels;
use crate::feed::schedule;
use crate::language::{Language, fill};
use crate::phrase::{date, dates};
use crate::plan::{DateRange, Dates, Event, Plan, Precision, When};

/// The most rows: with more, what recurs stands only where it begins.
const MOST_ROWS: usize = 20_000;
/// More days in a row stand under all of their months.
const LONG: i64 = 31;

/// The events of some months.
pub(super) struct Section<'a> {
    pub heading: String,
    pub rows: Vec<Row<'a>>,
}

/// An event; in a later month the days there on which it takes place as well; or a meeting that
/// differs from the others.
pub(super) struct Row<'a> {
    /// The event, or the meeting as it is instead.
    pub event: &'a Event,
    pub groups: Groups<'a>,
    /// The days in words; none where none are given.
    pub when: Option<String>,
    pub labels: Labels,
    /// Hours, how it recurs, and in place of what it is, a sentence each, where other rows do not
    /// say it.
    pub schedule: Vec<String>,
    /// The author's text, where other rows do not have it.
    pub description: Option<&'a str>,
    /// Whether links lead here.
    pub is_first: bool,
    /// What it stands by among others: its first day, its last.
    days: (NaiveDate, NaiveDate),
    is_instance: bool,
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
        let month = |day: NaiveDate| {
            DateRange::months(day.year(), day.month(), 1).unwrap_or(DateRange::day(day))
        };
        Self::Months(
            month(days.first()).first(),
            Reverse(month(days.last()).last()),
        )
    }

    fn words(self, language: &Language) -> String {
        let Self::Months(first, Reverse(last)) = self else {
            return language.written.page.no_date.to_owned();
        };
        let months = DateRange::new(first, last).unwrap_or(DateRange::day(first));
        let is_one = (first.year(), first.month()) == (last.year(), last.month());
        let when = Dates::Span(
            months,
            if is_one {
                Precision::Month
            } else {
                Precision::Span
            },
        );
        in_words(when, language).unwrap_or_default()
    }
}

/// The events by month, in order.
pub(super) fn sections<'a>(
    plan: &'a Plan,
    events: &[&'a Event],
    language: &Language,
) -> Vec<Section<'a>> {
    let is_brief = events
        .iter()
        .map(|event| 1 + months(&event.occasions()).count())
        .sum::<usize>()
        > MOST_ROWS;
    let mut by_heading: BTreeMap<Heading, Vec<Row<'a>>> = BTreeMap::new();
    for event in events {
        for (heading, row) in rows(plan, event, language, is_brief) {
            by_heading.entry(heading).or_default().push(row);
        }
    }
    let section = |(heading, mut rows): (Heading, Vec<Row<'a>>)| {
        rows.sort_by_key(|row| row.days);
        Section {
            heading: heading.words(language),
            rows,
        }
    };
    by_heading.into_iter().map(section).collect()
}

/// Where an event stands, and what is said there: once, or in each month in which it takes place on
/// days of its own; each meeting that differs by itself.
fn rows<'a>(
    plan: &'a Plan,
    event: &'a Event,
    language: &Language,
    is_brief: bool,
) -> Vec<(Heading, Row<'a>)> {
    let occasions = event.occasions();
    let row = |event, when, days: DateRange, is_instance| Row {
        event,
        groups: Groups::of(plan, event),
        when,
        labels: Labels::of(event, &language.written.page),
        schedule: Vec::new(),
        description: None,
        is_first: false,
        days: (days.first(), days.last()),
        is_instance,
    };
    let mut rows: Vec<(Heading, Row<'a>)> =
        if event.repeat.is_none() && months(&occasions).count() < 2 {
            vec![(
                heading(event),
                row(event, dates(&event.when, language), event.window, false),
            )]
        } else {
            let in_month = |runs: &[DateRange]| {
                let days = runs[0].hull(runs[runs.len() - 1]);
                (
                    Heading::over(DateRange::day(days.first())),
                    row(
                        event,
                        in_words(Dates::exact(runs.iter().copied()), language),
                        days,
                        false,
                    ),
                )
            };
            months(&occasions)
                .map(in_month)
                .take(if is_brief { 1 } else { usize::MAX })
                .collect()
        };
    for (&day, instance) in &event.instances {
        let when = dates(&instance.when, language);
        let has_own_text = instance.description != event.description;
        let row = Row {
            schedule: instead(event, day, instance, language),
            description: instance.description.as_deref().filter(|_| has_own_text),
            ..row(instance, when, instance.window, true)
        };
        rows.push((heading(instance), row));
    }
    rows.sort_by_key(|(_, row)| (row.days, row.is_instance));
    let first = rows.iter().position(|(_, row)| !row.is_instance);
    let first = first.unwrap_or(0);
    if let Some((_, row)) = rows.get_mut(first) {
        row.is_first = true;
        row.schedule.splice(0..0, schedule(event, language));
        row.description = row.description.or(event.description.as_deref());
    }
    rows
}

/// Of a meeting that differs: in place of what it is, and its own hours.
fn instead(event: &Event, day: NaiveDate, instance: &Event, language: &Language) -> Vec<String> {
    let mut sentences = Vec::new();
    if instance.window.first() != day {
        let planned = date(day, language);
        sentences.push(fill(language.written.in_place_of, &[("when", &planned)]) + ".");
    }
    if instance.hours != event.hours {
        sentences.extend(schedule(instance, language));
    }
    sentences
}

/// Runs of days by the month in which they begin.
fn months(runs: &[DateRange]) -> impl Iterator<Item = &[DateRange]> {
    let month = |run: &DateRange| (run.first().year(), run.first().month());
    runs.chunk_by(move |one, other| month(one) == month(other))
}

fn heading(event: &Event) -> Heading {
    let first = DateRange::day(event.window.first());
    match event.when.dates() {
        Dates::Open => Heading::NoDate,
        // Who looks for what goes on for months looks in any of them.
        Dates::Span(days, Precision::Day) if days.count() > LONG => Heading::over(event.window),
        // A week is not looked for in two months.
        Dates::Span(_, Precision::Day | Precision::Week) | Dates::Separate(_) => {
            Heading::over(first)
        }
        Dates::Span(..) | Dates::By(_) => Heading::over(event.window),
    }
}

fn in_words(when: Dates, language: &Language) -> Option<String> {
    dates(&When::new(when, None, None).ok()?, language)
}

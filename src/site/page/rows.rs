//! The rows of the page's table: events by month. An event that may be in any of several months is
//! listed under these months, one without a date by itself.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::color::class;
use super::copies::{Copies, CopyLink};
use super::labels::Labels;
use crate::feed::{beside, schedule};
use crate::language::{Language, fill};
use crate::phrase::{date, dates};
use crate::plan::{DateRange, Dates, Event, Plan, Precision, SeriesStretch, When};

/// The most rows: with more, what recurs is listed only where it begins.
const MOST_ROWS: usize = 20_000;
/// The most days in a row that are listed under their first month; more are listed under all their
/// months.
const LONG: i64 = 31;

/// The events of one period.
pub(super) struct RowGroup<'a> {
    pub heading: String,
    pub rows: Vec<EventRow<'a>>,
}

/// A row: an event or a stretch of it, the days of it that lie in a later month, or an override.
pub(super) struct EventRow<'a> {
    /// The event or the override.
    pub event: &'a Event,
    /// Its categories.
    pub categories: Vec<GroupLabel<'a>>,
    /// The title of its phase.
    pub phase: Option<&'a str>,
    /// The room, the place and its address; none where none is given.
    pub whereabouts: Option<String>,
    /// The days in words; none where none are given.
    pub when: Option<String>,
    pub labels: Labels,
    /// Its hours, how it recurs, and what it replaces, a sentence each, unless another row says it.
    pub schedule: Vec<String>,
    /// The author's text, unless another row has it.
    pub description: Option<&'a str>,
    /// The address of its online meeting, unless another row has it.
    pub online: Option<&'a str>,
    /// Whom to ask, unless another row says it.
    pub contact: Option<&'a str>,
    /// The links by which its days are added to a calendar.
    pub copies: Vec<CopyLink<'a>>,
    /// Whether links lead here.
    pub is_first: bool,
    period: Period,
    /// The days by which it is sorted.
    pub days: DateRange,
    pub is_override: bool,
}

/// A category as a row shows it.
pub(super) struct GroupLabel<'a> {
    pub title: &'a str,
    /// The class that has its colour.
    pub class: String,
}

/// The months under which an event is listed, sorted by the first, longer periods before shorter;
/// then no date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Period {
    /// The first and the last day.
    Months(NaiveDate, Reverse<NaiveDate>),
    NoDate,
}

/// Returns the rows of events, by period.
pub(super) fn row_groups<'a>(
    plan: &'a Plan,
    events: &[&'a Event],
    copies: &Copies<'a>,
    language: &Language,
) -> Vec<RowGroup<'a>> {
    let counts = events
        .iter()
        .flat_map(|event| event.stretches())
        .map(|stretch| 1 + months(&stretch.event.occasions()).count());
    let is_brief = counts.sum::<usize>() > MOST_ROWS;
    let mut by_period: BTreeMap<Period, Vec<EventRow<'a>>> = BTreeMap::new();
    for event in events {
        let mut rows: Vec<EventRow<'_>> = event
            .stretches()
            .flat_map(|stretch| rows(plan, stretch, language, is_brief))
            .collect();
        if let Some(first) = rows
            .iter_mut()
            .min_by_key(|row| (row.is_override, row.days))
        {
            first.is_first = true;
        }
        copies.add_to(&mut rows, event.id.as_str(), language);
        for row in rows {
            by_period.entry(row.period).or_default().push(row);
        }
    }
    let groups = by_period.into_iter().map(|(period, mut rows)| {
        rows.sort_by_key(|row| row.days);
        let heading = period.words(language);
        RowGroup { heading, rows }
    });
    groups.collect()
}

/// Returns the rows of a stretch of an event: one, or one for each month in which it takes place on
/// days of its own; and one for each override.
fn rows<'a>(
    plan: &'a Plan,
    stretch: SeriesStretch<'a>,
    language: &Language,
    is_brief: bool,
) -> Vec<EventRow<'a>> {
    let event = stretch.event;
    let occasions = event.occasions();
    let mut rows = Vec::new();
    if event.repeat.is_none() && months(&occasions).count() < 2 {
        rows.push(EventRow::of(plan, event, language));
    } else {
        for runs in months(&occasions).take(if is_brief { 1 } else { usize::MAX }) {
            let days = runs[0].hull(runs[runs.len() - 1]);
            rows.push(EventRow {
                when: in_words(Dates::exact(runs.iter().copied()), language),
                period: Period::over(DateRange::day(days.first())),
                days,
                ..EventRow::of(plan, event, language)
            });
        }
    }
    for (&day, own) in &event.overrides {
        rows.push(EventRow {
            schedule: in_place_of(event, day, own, language),
            description: own_text(own, event, |of| of.description.as_deref()),
            online: own_text(own, event, |of| of.online.as_deref()),
            contact: own_text(own, event, |of| of.contact.as_deref()),
            is_override: true,
            ..EventRow::of(plan, own, language)
        });
    }
    rows.sort_by_key(|row| (row.days, row.is_override));
    let first = rows.iter().position(|row| !row.is_override);
    if let Some(row) = rows.get_mut(first.unwrap_or(0)) {
        let beside = beside(&stretch, language).into_iter();
        let schedule = schedule(event, language).into_iter();
        let schedule = schedule.chain(beside.map(|sentence| sentence + "."));
        row.schedule.splice(0..0, schedule);
        let text = |of: fn(&Event) -> Option<&str>| match stretch.before {
            Some(before) => own_text(event, before, of),
            None => of(event),
        };
        row.description = row.description.or(text(|of| of.description.as_deref()));
        row.online = row.online.or(text(|of| of.online.as_deref()));
        row.contact = row.contact.or(text(|of| of.contact.as_deref()));
    }
    rows
}

/// Returns a text of an event, unless another has the same.
fn own_text<'a>(
    event: &'a Event,
    other: &Event,
    text: fn(&Event) -> Option<&str>,
) -> Option<&'a str> {
    text(event).filter(|own| text(other) != Some(own))
}

/// Returns what an override replaces, and its own hours, a sentence each.
fn in_place_of(event: &Event, day: NaiveDate, own: &Event, language: &Language) -> Vec<String> {
    let mut sentences = Vec::new();
    if own.window.first() != day {
        let planned = date(day, language);
        sentences.push(fill(language.written.in_place_of, &[("when", &planned)]) + ".");
    }
    if own.hours != event.hours {
        sentences.extend(schedule(own, language));
    }
    sentences
}

/// Splits runs of days by the month in which they begin.
fn months(runs: &[DateRange]) -> impl Iterator<Item = &[DateRange]> {
    runs.chunk_by(|one, other| month_of(one.first()) == month_of(other.first()))
}

fn month_of(day: NaiveDate) -> DateRange {
    DateRange::months(day.year(), day.month(), 1).unwrap_or(DateRange::day(day))
}

fn in_words(when: Dates, language: &Language) -> Option<String> {
    dates(&When::new(when, None, None).ok()?, language)
}

impl<'a> EventRow<'a> {
    /// Returns the row of an event on all of its days.
    fn of(plan: &'a Plan, event: &'a Event, language: &Language) -> Self {
        let categories = event.categories.iter();
        let categories = categories.filter_map(|key| plan.categories.get_full(key));
        let whereabouts = event.whereabouts().join(", ");
        let phase = event.phase.as_ref().and_then(|key| plan.phases.get(key));
        Self {
            event,
            categories: categories
                .map(|(n, _, category)| GroupLabel {
                    title: &category.title,
                    class: class(Some(n)),
                })
                .collect(),
            phase: phase.map(|phase| &*phase.title),
            whereabouts: (!whereabouts.is_empty()).then_some(whereabouts),
            when: dates(&event.when, language),
            labels: Labels::of(event, &language.written.page),
            schedule: Vec::new(),
            description: None,
            online: None,
            contact: None,
            copies: Vec::new(),
            is_first: false,
            period: Period::of(event),
            days: event.window,
            is_override: false,
        }
    }
}

impl Period {
    fn of(event: &Event) -> Self {
        match event.when.dates() {
            Dates::Open => Self::NoDate,
            // A long event is listed under all its months, since a reader may look in any of them.
            Dates::Span(days, Precision::Day) if days.count() > LONG => Self::over(event.window),
            // An event of a week or less is listed under its first month alone.
            Dates::Span(_, Precision::Day | Precision::Week) | Dates::Separate(_) => {
                Self::over(DateRange::day(event.window.first()))
            }
            Dates::Span(..) | Dates::By(_) => Self::over(event.window),
        }
    }

    /// Returns all months of some days.
    fn over(days: DateRange) -> Self {
        let (first, last) = (month_of(days.first()), month_of(days.last()));
        Self::Months(first.first(), Reverse(last.last()))
    }

    fn words(self, language: &Language) -> String {
        let Self::Months(first, Reverse(last)) = self else {
            return language.written.page.no_date.to_owned();
        };
        let months = DateRange::new(first, last).unwrap_or(DateRange::day(first));
        let precision = match month_of(first) == month_of(last) {
            true => Precision::Month,
            false => Precision::Span,
        };
        in_words(Dates::Span(months, precision), language).expect("months have names")
    }
}

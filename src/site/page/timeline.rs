//! The plan as a picture: a lane for each category, months across, phases behind. An event is drawn
//! on the days on which it is, or over all on which it may be.

use std::collections::BTreeMap;

use super::groups::Groups;
use super::labels::Labels;
use super::scale::{GAP, Mark, Px, Scale, Tick, cut};
use crate::feed::schedule;
use crate::language::Language;
use crate::phrase::{dates, words};
use crate::plan::{DateRange, Dates, Event, Plan, Precision, Stated};

/// The heights of a year's and of a month's name, of a phase, of a lane's name, and of a bar with
/// the gap under it.
const YEAR: i64 = 18;
const MONTH_NAME: i64 = 18;
pub(super) const PHASE: i64 = 22;
const LANE_NAME: i64 = 22;
pub(super) const BAR: i64 = 11;
const BAR_AND_GAP: i64 = 14;
const LANE_END: i64 = 8;
/// The height of the line under the lanes, where the script writes which day is today.
const TODAY: i64 = 18;

/// The picture.
pub(super) struct Timeline<'a> {
    pub width: Px,
    pub height: Px,
    pub days: DateRange,
    /// The first day of each month, with its name if there is room.
    pub months: Vec<Tick<'a>>,
    /// The first day of each year, with its number if there is room.
    pub years: Vec<Tick<'a>>,
    pub phases: Vec<Band<'a>>,
    pub lanes: Vec<Lane<'a>>,
    /// Where the names of months begin.
    pub months_at: Px,
}

/// A phase.
pub(super) struct Band<'a> {
    pub title: &'a str,
    /// As much of the title as there is room for.
    pub label: String,
    pub x: Px,
    pub y: Px,
    pub width: Px,
}

/// A category.
pub(super) struct Lane<'a> {
    pub title: &'a str,
    pub label: String,
    pub class: String,
    pub y: Px,
    pub bars: Vec<Bar<'a>>,
}

/// An event.
pub(super) struct Bar<'a> {
    pub event: &'a Event,
    /// What it is, when and where.
    pub name: String,
    pub y: Px,
    pub marks: Vec<Mark>,
}

impl<'a> Timeline<'a> {
    pub(crate) fn of(plan: &'a Plan, events: &[&'a Event], language: &'a Language) -> Self {
        let scale = Scale::of(plan, events);
        let (phases, phases_height) = phases(plan, scale);
        let top = Px::new(YEAR + MONTH_NAME) + phases_height;
        let (lanes, height) = lanes(plan, events, language, scale, top);
        let (years, months) = (scale.years(), scale.months(language));
        let height = height + Px::new(TODAY);
        Self {
            width: scale.width,
            height,
            days: scale.days,
            months,
            years,
            phases,
            lanes,
            months_at: Px::new(YEAR),
        }
    }
}

impl Timeline<'_> {
    /// What is left of the picture under the top of a phase.
    pub(crate) fn below(&self, band: &Band<'_>) -> Px {
        self.height - band.y
    }
}

impl Bar<'_> {
    /// How it is drawn.
    pub(crate) fn class(&self) -> &'static str {
        match self.event.stated() {
            Stated::Cancelled => "off",
            Stated::Confirmed | Stated::Tentative if self.event.is_certain() => "on",
            Stated::Confirmed | Stated::Tentative => "may",
        }
    }
}

/// The phases, one under another where they overlap, and the height of all.
fn phases<'a>(plan: &'a Plan, scale: Scale) -> (Vec<Band<'a>>, Px) {
    let mut dated: Vec<_> = plan
        .phases
        .values()
        .filter_map(|phase| Some((phase.days?, &*phase.title)))
        .collect();
    dated.sort_by_key(|(days, _)| *days);
    let mut rows = Rows::default();
    let band = |(days, title): (DateRange, &'a str)| {
        let Mark { x, width } = scale.mark(days);
        let y = Px::new(YEAR + MONTH_NAME + PHASE * rows.place(x, x + width));
        Band {
            title,
            label: cut(title, width),
            x,
            y,
            width,
        }
    };
    let bands = dated.into_iter().map(band).collect();
    (bands, Px::new(PHASE * rows.count()))
}

/// The lanes that have events, in the plan's order, and where they end.
fn lanes<'a>(
    plan: &'a Plan,
    events: &[&'a Event],
    language: &'a Language,
    scale: Scale,
    top: Px,
) -> (Vec<Lane<'a>>, Px) {
    let mut by_category: BTreeMap<usize, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let index = event
            .category
            .as_ref()
            .and_then(|key| plan.categories.get_index_of(key));
        by_category
            .entry(index.unwrap_or(usize::MAX))
            .or_default()
            .push(event);
    }
    let mut y = top;
    let lane = |events: Vec<&'a Event>| {
        let Groups {
            category, class, ..
        } = Groups::of(plan, events[0]);
        let title = category.unwrap_or(if plan.categories.is_empty() {
            &plan.title
        } else {
            language.written.page.no_category
        });
        let (bars, rows) = bars(events, language, scale, y + Px::new(LANE_NAME));
        let lane = Lane {
            title,
            label: cut(title, scale.width),
            class,
            y,
            bars,
        };
        y = y + Px::new(LANE_NAME + rows * BAR_AND_GAP + LANE_END);
        lane
    };
    let lanes = by_category.into_values().map(lane).collect();
    (lanes, y)
}

/// The events of a lane, one under another where they would touch, and how many rows that makes.
fn bars<'a>(
    events: Vec<&'a Event>,
    language: &Language,
    scale: Scale,
    top: Px,
) -> (Vec<Bar<'a>>, i64) {
    let marks = |(event, days): (&'a Event, Vec<DateRange>)| (event, scale.marks(&days));
    let mut drawn: Vec<(&Event, Vec<Mark>)> =
        events.into_iter().flat_map(days).map(marks).collect();
    let ends = |marks: &[Mark]| {
        (
            marks.first().map_or(Px::new(0), |mark| mark.x),
            marks.last().map_or(Px::new(0), |mark| mark.end()),
        )
    };
    drawn.sort_by_key(|(_, marks)| ends(marks));
    let mut rows = Rows::default();
    let bar = |(event, marks): (&'a Event, Vec<Mark>)| {
        let (from, to) = ends(&marks);
        let row = rows.place(from, to + GAP);
        Bar {
            event,
            name: name(event, language),
            y: top + Px::new(row * BAR_AND_GAP),
            marks,
        }
    };
    let bars = drawn.into_iter().map(bar).collect();
    (bars, rows.count())
}

/// The days on which it is, or all on which it may be; each meeting that differs has its own.
fn days(event: &Event) -> impl Iterator<Item = (&Event, Vec<DateRange>)> {
    let usual = match event.when.dates() {
        Dates::Span(_, Precision::Day) | Dates::Separate(_) => event.occasions(),
        Dates::Span(..) | Dates::By(_) | Dates::Open => vec![event.window],
    };
    let instances = event
        .instances
        .values()
        .map(|instance| (instance, vec![instance.window]));
    std::iter::once((event, usual))
        .filter(|(_, days)| !days.is_empty())
        .chain(instances)
}

/// `July 2017: Seminar, Geneva – date TBA`; of what recurs, how it does behind that.
fn name(event: &Event, language: &Language) -> String {
    let place = event
        .venue
        .as_ref()
        .and_then(|venue| venue.place.as_ref())
        .map(|place| format!(", {}", place.name));
    let labels = Labels::of(event, &language.written.page);
    let labels: Vec<&str> = labels.all().collect();
    let labels = if labels.is_empty() {
        String::new()
    } else {
        format!(" – {}", labels.join(", "))
    };
    let what = format!("{}{}{labels}", event.title, place.unwrap_or_default());
    if event.repeat.is_some() {
        return format!("{what}. {}", schedule(event, language).join(" "));
    }
    let when = dates(&event.when, language).unwrap_or_else(|| words(&event.when, language));
    format!("{when}: {what}")
}

/// Rows of things that do not touch, given from left to right.
#[derive(Default)]
struct Rows {
    /// Where each row ends.
    ends: Vec<Px>,
}

impl Rows {
    /// The first row that has room from one place to another. The page has not so many events that
    /// it matters that all are looked at.
    fn place(&mut self, from: Px, to: Px) -> i64 {
        let row = self
            .ends
            .iter()
            .position(|end| *end <= from)
            .unwrap_or(self.ends.len());
        if row == self.ends.len() {
            self.ends.push(to);
        } else {
            self.ends[row] = to;
        }
        row as i64
    }

    fn count(&self) -> i64 {
        self.ends.len() as i64
    }
}

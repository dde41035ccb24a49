//! The plan as a picture: a lane for each category, months across, phases behind. A bar shows the
//! days on which an event is, or all on which it may be.

use std::collections::BTreeMap;

use super::color::class;
use super::labels::Labels;
use super::scale::{DaysBox, GAP, Px, Scale, Tick, cut};
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
    /// The top of the names of months.
    pub months_at: Px,
}

/// A phase.
pub(super) struct Band<'a> {
    pub title: &'a str,
    /// The title, as far as there is room for it.
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

/// An event, or one of its overrides.
pub(super) struct Bar<'a> {
    pub event: &'a Event,
    /// Its date, title and place.
    pub name: String,
    pub y: Px,
    pub boxes: Vec<DaysBox>,
}

impl<'a> Timeline<'a> {
    pub(crate) fn of(plan: &'a Plan, events: &[&'a Event], language: &'a Language) -> Self {
        let scale = Scale::of(plan, events);
        let (phases, phases_height) = phases(plan, scale);
        let top = Px::new(YEAR + MONTH_NAME) + phases_height;
        let (lanes, bottom) = lanes(plan, events, language, scale, top);
        Self {
            width: scale.width,
            height: bottom + Px::new(TODAY),
            days: scale.days,
            months: scale.months(language),
            years: scale.years(),
            phases,
            lanes,
            months_at: Px::new(YEAR),
        }
    }

    /// Returns what is left of the picture under the top of a phase.
    pub(crate) fn below(&self, band: &Band<'_>) -> Px {
        self.height - band.y
    }
}

impl Bar<'_> {
    /// Returns the class that says how it is drawn.
    pub(crate) fn class(&self) -> &'static str {
        match self.event.stated() {
            Stated::Cancelled => "off",
            Stated::Postponed => "put-off",
            Stated::Confirmed | Stated::Tentative if self.event.is_certain() => "on",
            Stated::Confirmed | Stated::Tentative => "may",
        }
    }
}

/// Returns the phases, one under another where they overlap, and the height of all.
fn phases<'a>(plan: &'a Plan, scale: Scale) -> (Vec<Band<'a>>, Px) {
    let phases = plan.phases.values();
    let mut dated: Vec<_> = phases
        .filter_map(|phase| Some((phase.days?, &*phase.title)))
        .collect();
    dated.sort_by_key(|(days, _)| *days);
    let (mut bands, mut rows) = (Vec::new(), Rows::default());
    for (days, title) in dated {
        let DaysBox { x, width } = scale.days_box(days);
        let row = rows.place(x, x + width);
        bands.push(Band {
            title,
            label: cut(title, width),
            x,
            y: Px::new(YEAR + MONTH_NAME + PHASE * row),
            width,
        });
    }
    (bands, Px::new(PHASE * rows.count()))
}

/// Returns the lanes that have events, in the plan's order, and the bottom of the last.
fn lanes<'a>(
    plan: &'a Plan,
    events: &[&'a Event],
    language: &'a Language,
    scale: Scale,
    top: Px,
) -> (Vec<Lane<'a>>, Px) {
    let mut by_category: BTreeMap<usize, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let category = event.categories.first();
        let n = category.and_then(|key| plan.categories.get_index_of(key));
        let events = by_category.entry(n.unwrap_or(usize::MAX));
        events.or_default().push(event);
    }
    let (mut lanes, mut y) = (Vec::new(), top);
    for (n, events) in by_category {
        let category = plan.categories.get_index(n);
        let title = match category {
            Some((_, category)) => &category.title,
            None if plan.categories.is_empty() => &plan.title,
            None => language.written.page.no_category,
        };
        let (bars, rows) = bars(&events, language, scale, y + Px::new(LANE_NAME));
        lanes.push(Lane {
            title,
            label: cut(title, scale.width),
            class: class(category.map(|_| n)),
            y,
            bars,
        });
        y = y + Px::new(LANE_NAME + rows * BAR_AND_GAP + LANE_END);
    }
    (lanes, y)
}

/// Returns the bars of a lane, one under another where they would touch, and how many rows that
/// makes.
fn bars<'a>(
    events: &[&'a Event],
    language: &Language,
    scale: Scale,
    top: Px,
) -> (Vec<Bar<'a>>, i64) {
    let mut drawn: Vec<(Px, Px, &Event, Vec<DaysBox>)> = Vec::new();
    for (event, days) in events.iter().flat_map(|event| days(event)) {
        let boxes = scale.boxes(&days);
        if let [first, ..] = boxes[..] {
            drawn.push((first.x, boxes[boxes.len() - 1].end(), event, boxes));
        }
    }
    drawn.sort_by_key(|(from, to, ..)| (*from, *to));
    let (mut bars, mut rows) = (Vec::new(), Rows::default());
    for (from, to, event, boxes) in drawn {
        let row = rows.place(from, to + GAP);
        bars.push(Bar {
            event,
            name: name(event, language),
            y: top + Px::new(row * BAR_AND_GAP),
            boxes,
        });
    }
    (bars, rows.count())
}

/// Returns the days on which an event is in each of its stretches, or all on which it may be; and
/// those of each override.
fn days(event: &Event) -> impl Iterator<Item = (&Event, Vec<DateRange>)> {
    event.versions().map(|event| match event.when.dates() {
        Dates::Span(_, Precision::Day) | Dates::Separate(_) => (event, event.occasions()),
        Dates::Span(..) | Dates::By(_) | Dates::Open => (event, vec![event.window]),
    })
}

/// Returns `July 2017: Seminar, Geneva – date TBA`; for a recurring event, the title first, then
/// how it recurs.
fn name(event: &Event, language: &Language) -> String {
    let mut what = event.title.clone();
    for name in event.whereabouts() {
        what = format!("{what}, {name}");
    }
    let labels = Labels::of(event, &language.written.page);
    let labels: Vec<&str> = labels.all().collect();
    if !labels.is_empty() {
        what = format!("{what} – {}", labels.join(", "));
    }
    if event.repeat.is_some() {
        return format!("{what}. {}", schedule(event, language).join(" "));
    }
    let when = dates(&event.when, language).unwrap_or_else(|| words(&event.when, language));
    format!("{when}: {what}")
}

/// Rows of things that do not touch, given from left to right.
#[derive(Default)]
struct Rows {
    /// The right end of each row.
    ends: Vec<Px>,
}

impl Rows {
    /// Returns the first row with room from one place to another. It looks at every row: the page
    /// has too few events for that to matter.
    fn place(&mut self, from: Px, to: Px) -> i64 {
        let free = self.ends.iter().position(|end| *end <= from);
        let row = free.unwrap_or(self.ends.len());
        self.ends.resize(self.ends.len().max(row + 1), to);
        self.ends[row] = to;
        row as i64
    }

    fn count(&self) -> i64 {
        self.ends.len() as i64
    }
}

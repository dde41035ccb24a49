//! The plan as a picture: a lane for each category, months across, phases behind. An event is drawn on the days on which it
//! is, or over all on which it may be.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, Months, NaiveDate};

use super::groups::Groups;
use super::labels::Labels;
use crate::feed::schedule;
use crate::language::Language;
use crate::phrase::{dates, words};
use crate::plan::{DateRange, Dates, Event, Plan, Precision, Stated};

/// A length on the picture, in tenths of a pixel: whole numbers are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Px(i64);

impl Px {
    const fn new(pixels: i64) -> Self {
        Self(10 * pixels)
    }
}

impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            tenth => write!(f, "{}.{tenth}", self.0 / 10),
        }
    }
}

/// What a month has, and what the picture has at least and at most.
const MONTH: i64 = 48;
const NARROWEST: i64 = 1180;
const WIDEST: i64 = 6000;
/// The heights of a year's and of a month's name, of a phase, of a lane's name, and of a bar with the gap under it.
const YEAR: i64 = 18;
const MONTH_NAME: i64 = 18;
pub(super) const PHASE: i64 = 22;
const LANE_NAME: i64 = 22;
pub(super) const BAR: i64 = 11;
const BAR_AND_GAP: i64 = 14;
const LANE_END: i64 = 8;
/// The height of the line under the lanes, where the script writes which day is today.
const TODAY: i64 = 18;
/// What a bar has at least, and what lies between two.
const NARROWEST_BAR: Px = Px::new(5);
const GAP: Px = Px::new(2);
/// What lies between a bar and the edge of the picture.
const EDGE: Px = Px::new(1);
/// What a letter takes; those of the East are wider.
const LETTER: i64 = 7;
const WIDE_LETTER: i64 = 13;
const FIRST_WIDE: char = '\u{1100}';

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

/// A line down the picture.
pub(super) struct Tick<'a> {
    pub x: Px,
    pub label: Option<Label<'a>>,
}

/// What stands beside a line.
pub(super) enum Label<'a> {
    Year(i32),
    Month(&'a str),
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

/// Days of an event.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub x: Px,
    pub width: Px,
}

impl<'a> Timeline<'a> {
    pub fn of(plan: &'a Plan, events: &[&'a Event], language: &'a Language) -> Self {
        let scale = Scale::of(plan, events);
        let (phases, phases_height) = phases(plan, scale);
        let top = Px(Px::new(YEAR + MONTH_NAME).0 + phases_height.0);
        let (lanes, height) = lanes(plan, events, language, scale, top);
        let (years, months) = (scale.years(), scale.months(language));
        let height = Px(height.0 + Px::new(TODAY).0);
        Self { width: scale.width, height, days: scale.days, months, years, phases, lanes, months_at: Px::new(YEAR) }
    }
}

impl Timeline<'_> {
    /// What is left of the picture under the top of a phase.
    pub fn below(&self, band: &Band<'_>) -> Px {
        Px(self.height.0 - band.y.0)
    }
}

impl Mark {
    fn end(self) -> Px {
        Px(self.x.0 + self.width.0)
    }
}

impl Bar<'_> {
    /// How it is drawn.
    pub fn class(&self) -> &'static str {
        match self.event.stated() {
            Stated::Cancelled => "off",
            Stated::Confirmed | Stated::Tentative if self.event.is_certain() => "on",
            Stated::Confirmed | Stated::Tentative => "may",
        }
    }
}

/// Which days are where.
#[derive(Clone, Copy)]
struct Scale {
    days: DateRange,
    width: Px,
}

impl Scale {
    /// Whole months, of all events and phases.
    fn of(plan: &Plan, events: &[&Event]) -> Self {
        let days = events.iter().map(|event| event.window).chain(plan.phases.values().filter_map(|phase| phase.days));
        let days = days.reduce(DateRange::hull).unwrap_or(DateRange::day(plan.revision));
        let (first, last) = (days.first(), days.last());
        let count = (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
        let months = DateRange::months(first.year(), first.month(), count.unsigned_abs()).unwrap_or(days);
        let width = Px::new((i64::from(count) * MONTH).clamp(NARROWEST, WIDEST));
        Self { days: months, width }
    }

    /// Where a day begins.
    fn x(self, day: NaiveDate) -> Px {
        Px((day - self.days.first()).num_days() * self.width.0 / self.days.count())
    }

    /// The place of some days, wide enough to be seen, and with its edges within the picture.
    fn mark(self, days: DateRange) -> Mark {
        let end = days.end().map_or(self.width, |end| self.x(end)).0.min(self.width.0 - EDGE.0);
        let x = self.x(days.first()).0.max(EDGE.0);
        let width = (end - x).max(NARROWEST_BAR.0);
        Mark { x: Px(x.min(self.width.0 - EDGE.0 - width)), width: Px(width) }
    }

    /// The places of runs of days in order; those that nearly touch are one.
    fn marks(self, runs: &[DateRange]) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for mark in runs.iter().map(|run| self.mark(*run)) {
            match marks.last_mut() {
                Some(last) if mark.x.0 < last.end().0 + GAP.0 => last.width = Px(mark.end().max(last.end()).0 - last.x.0),
                _ => marks.push(mark),
            }
        }
        marks
    }

    fn firsts(self) -> impl Iterator<Item = NaiveDate> {
        let month = move |n| self.days.first().checked_add_months(Months::new(n));
        (0..).map_while(month).take_while(move |day| *day <= self.days.last())
    }

    fn months<'a>(self, language: &'a Language) -> Vec<Tick<'a>> {
        let firsts: Vec<NaiveDate> = self.firsts().collect();
        let names = language.months.get(1).or(language.months.first()).copied().unwrap_or_default();
        let room = self.width.0 / 10 / firsts.len().max(1) as i64;
        let fits = names.iter().all(|name| length(name) < Px::new(room));
        let label = |day: NaiveDate| names.get(day.month0() as usize).filter(|_| fits).map(|name| Label::Month(name));
        firsts.into_iter().map(|day| Tick { x: self.x(day), label: label(day) }).collect()
    }

    fn years(self) -> Vec<Tick<'static>> {
        let mut free = Px(0);
        let tick = |day: NaiveDate| {
            let x = self.x(day);
            let label = (x >= free).then(|| Label::Year(day.year()));
            if label.is_some() {
                free = Px(x.0 + Px::new(6 * LETTER).0);
            }
            Tick { x, label }
        };
        let is_first = |day: &NaiveDate| day.month() == 1 || *day == self.days.first();
        self.firsts().filter(is_first).map(tick).collect()
    }
}

/// The phases, one under another where they overlap, and the height of all.
fn phases<'a>(plan: &'a Plan, scale: Scale) -> (Vec<Band<'a>>, Px) {
    let mut dated: Vec<_> = plan.phases.values().filter_map(|phase| Some((phase.days?, &*phase.title))).collect();
    dated.sort_by_key(|(days, _)| *days);
    let mut rows = Rows::default();
    let band = |(days, title): (DateRange, &'a str)| {
        let Mark { x, width } = scale.mark(days);
        let y = Px::new(YEAR + MONTH_NAME + PHASE * rows.place(x, Px(x.0 + width.0)));
        Band { title, label: cut(title, width), x, y, width }
    };
    let bands = dated.into_iter().map(band).collect();
    (bands, Px::new(PHASE * rows.count()))
}

/// The lanes that have events, in the plan's order, and where they end.
fn lanes<'a>(plan: &'a Plan, events: &[&'a Event], language: &'a Language, scale: Scale, top: Px) -> (Vec<Lane<'a>>, Px) {
    let mut by_category: BTreeMap<usize, Vec<&Event>> = BTreeMap::new();
    for event in events {
        let index = event.category.as_ref().and_then(|key| plan.categories.get_index_of(key));
        by_category.entry(index.unwrap_or(usize::MAX)).or_default().push(event);
    }
    let mut y = top;
    let lane = |events: Vec<&'a Event>| {
        let Groups { category, class, .. } = Groups::of(plan, events[0]);
        let title = category.unwrap_or(if plan.categories.is_empty() { &plan.title } else { language.written.page.no_category });
        let (bars, rows) = bars(events, language, scale, Px(y.0 + Px::new(LANE_NAME).0));
        let lane = Lane { title, label: cut(title, scale.width), class, y, bars };
        y = Px(y.0 + Px::new(LANE_NAME + rows * BAR_AND_GAP + LANE_END).0);
        lane
    };
    let lanes = by_category.into_values().map(lane).collect();
    (lanes, y)
}

/// The events of a lane, one under another where they would touch, and how many rows that makes.
fn bars<'a>(events: Vec<&'a Event>, language: &Language, scale: Scale, top: Px) -> (Vec<Bar<'a>>, i64) {
    let marks = |(event, days): (&'a Event, Vec<DateRange>)| (event, scale.marks(&days));
    let mut drawn: Vec<(&Event, Vec<Mark>)> = events.into_iter().flat_map(days).map(marks).collect();
    let ends = |marks: &[Mark]| (marks.first().map_or(Px(0), |mark| mark.x), marks.last().map_or(Px(0), |mark| mark.end()));
    drawn.sort_by_key(|(_, marks)| ends(marks));
    let mut rows = Rows::default();
    let bar = |(event, marks): (&'a Event, Vec<Mark>)| {
        let (from, to) = ends(&marks);
        let row = rows.place(from, Px(to.0 + GAP.0));
        Bar { event, name: name(event, language), y: Px(top.0 + Px::new(row * BAR_AND_GAP).0), marks }
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
    let instances = event.instances().map(|(_, instance)| (instance, vec![instance.window]));
    std::iter::once((event, usual)).filter(|(_, days)| !days.is_empty()).chain(instances)
}

/// `July 2017: Seminar, Geneva – date TBA`; of what recurs, how it does behind that.
fn name(event: &Event, language: &Language) -> String {
    let place = event.venue.as_ref().and_then(|venue| venue.place.as_ref()).map(|place| format!(", {}", place.name));
    let labels = Labels::of(event, &language.written.page);
    let labels: Vec<&str> = labels.all().collect();
    let labels = if labels.is_empty() { String::new() } else { format!(" – {}", labels.join(", ")) };
    let what = format!("{}{}{labels}", event.title, place.unwrap_or_default());
    if event.repeat.is_some() {
        return format!("{what}. {}", schedule(event, language).join(" "));
    }
    let when = dates(&event.when, language).unwrap_or_else(|| words(&event.when, language));
    format!("{when}: {what}")
}

/// As much of a text as there is room for.
fn cut(text: &str, room: Px) -> String {
    let room = Px(room.0 - Px::new(LETTER).0);
    if length(text) <= room {
        return text.to_owned();
    }
    let mut used = Px::new(LETTER);
    let fits = |c: &char| {
        used = Px(used.0 + width(*c).0);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.is_empty() { kept } else { format!("{}…", kept.trim_end()) }
}

/// How long a text is, more or less.
fn length(text: &str) -> Px {
    Px(text.chars().map(|c| width(c).0).sum())
}

fn width(c: char) -> Px {
    Px::new(if c < FIRST_WIDE { LETTER } else { WIDE_LETTER })
}

/// Rows of things that do not touch, given from left to right.
#[derive(Default)]
struct Rows {
    /// Where each row ends.
    ends: Vec<Px>,
}

impl Rows {
    /// The first row that has room from one place to another. The page has not so many events that it matters that all are
    /// looked at.
    fn place(&mut self, from: Px, to: Px) -> i64 {
        let row = self.ends.iter().position(|end| *end <= from).unwrap_or(self.ends.len());
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

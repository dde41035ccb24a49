//! The horizontal scale of the timeline: the place of each day, and the width of texts.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{Datelike, Months, NaiveDate};

use crate::language::Language;
use crate::plan::{DateRange, Event, Plan};

/// A distance on the picture, in tenths of a pixel: whole numbers are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Px(i64);

impl Px {
    /// Takes whole pixels.
    pub(crate) const fn new(pixels: i64) -> Self {
        Self(10 * pixels)
    }
}

impl Add for Px {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Px {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
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

/// The width of a month, and the least and the greatest width of the picture.
const MONTH: i64 = 48;
const NARROWEST: i64 = 1180;
const WIDEST: i64 = 6000;
/// The least width of a bar, and the gap between two.
const NARROWEST_BAR: Px = Px::new(5);
pub(super) const GAP: Px = Px::new(2);
/// The gap between a bar and the edge of the picture.
const EDGE: Px = Px::new(1);
/// The width of a letter; those of East Asian scripts are wider.
const LETTER: i64 = 7;
const WIDE_LETTER: i64 = 13;
const FIRST_WIDE: char = '\u{1100}';

/// A line down the picture.
pub(super) struct Tick<'a> {
    pub x: Px,
    pub label: Option<Label<'a>>,
}

/// The text beside a line.
pub(super) enum Label<'a> {
    Year(i32),
    Month(&'a str),
}

/// The place of some days of an event.
#[derive(Clone, Copy)]
pub(super) struct DaysBox {
    pub x: Px,
    pub width: Px,
}

/// The days of the picture, and its width.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub days: DateRange,
    pub width: Px,
}

impl Scale {
    /// Returns the scale that has all months of all events and phases.
    pub(crate) fn of(plan: &Plan, events: &[&Event]) -> Self {
        let phases = plan.phases.values().filter_map(|phase| phase.days);
        let all = events.iter().map(|event| event.window).chain(phases);
        let all = all.reduce(DateRange::hull);
        let all = all.unwrap_or(DateRange::day(plan.revision));
        let [first, last] =
            [all.first(), all.last()].map(|day| day.year() * 12 + day.month0() as i32);
        let count = last - first + 1;
        let (year, month) = (all.first().year(), all.first().month());
        Self {
            days: DateRange::months(year, month, count.unsigned_abs()).unwrap_or(all),
            width: Px::new((i64::from(count) * MONTH).clamp(NARROWEST, WIDEST)),
        }
    }

    /// Returns the place where a day begins.
    fn x(self, day: NaiveDate) -> Px {
        Px((day - self.days.first()).num_days() * self.width.0 / self.days.count())
    }

    /// Returns the place of some days, wide enough to be seen, and with its edges within the
    /// picture.
    pub(crate) fn days_box(self, days: DateRange) -> DaysBox {
        let end = days.end().map_or(self.width, |end| self.x(end));
        let x = self.x(days.first()).max(EDGE);
        let width = (end.min(self.width - EDGE) - x).max(NARROWEST_BAR);
        DaysBox {
            x: x.min(self.width - EDGE - width),
            width,
        }
    }

    /// Returns the places of runs of days in order; those that nearly touch are one.
    pub(crate) fn boxes(self, runs: &[DateRange]) -> Vec<DaysBox> {
        let mut boxes: Vec<DaysBox> = Vec::new();
        for next in runs.iter().map(|run| self.days_box(*run)) {
            match boxes.last_mut() {
                Some(last) if next.x < last.end() + GAP => {
                    last.width = next.end().max(last.end()) - last.x;
                }
                _ => boxes.push(next),
            }
        }
        boxes
    }

    /// Returns the first day of each month.
    fn firsts(self) -> impl Iterator<Item = NaiveDate> {
        let month = move |n| self.days.first().checked_add_months(Months::new(n));
        (0..)
            .map_while(month)
            .take_while(move |day| *day <= self.days.last())
    }

    pub(crate) fn months<'a>(self, language: &'a Language) -> Vec<Tick<'a>> {
        let firsts: Vec<NaiveDate> = self.firsts().collect();
        // The short names, where the language has some.
        let names = language.months.get(1).unwrap_or(&language.months[0]);
        let room = Px::new(self.width.0 / 10 / firsts.len().max(1) as i64);
        let fit = names.iter().all(|name| text_width(name) < room);
        let ticks = firsts.into_iter().map(|day| Tick {
            x: self.x(day),
            label: fit.then(|| Label::Month(names[day.month0() as usize])),
        });
        ticks.collect()
    }

    pub(crate) fn years(self) -> Vec<Tick<'static>> {
        let (mut ticks, mut free) = (Vec::new(), Px(0));
        for day in self.firsts() {
            if day.month() == 1 || day == self.days.first() {
                let x = self.x(day);
                let label = (x >= free).then(|| Label::Year(day.year()));
                if label.is_some() {
                    free = x + Px::new(6 * LETTER);
                }
                ticks.push(Tick { x, label });
            }
        }
        ticks
    }
}

impl DaysBox {
    pub(crate) fn end(self) -> Px {
        self.x + self.width
    }
}

/// Returns as much of a text as there is room for.
pub(super) fn cut(text: &str, room: Px) -> String {
    let room = room - Px::new(LETTER);
    if text_width(text) <= room {
        return text.to_owned();
    }
    let (mut kept, mut used) = (String::new(), Px::new(LETTER));
    for c in text.chars() {
        used = used + width(c);
        if used > room {
            break;
        }
        kept.push(c);
    }
    if kept.is_empty() {
        return kept;
    }
    format!("{}…", kept.trim_end())
}

/// Returns the width of a text, more or less.
fn text_width(text: &str) -> Px {
    text.chars().map(width).fold(Px(0), Px::add)
}

fn width(c: char) -> Px {
    Px::new(if c < FIRST_WIDE { LETTER } else { WIDE_LETTER })
}

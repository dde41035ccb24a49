//! Which days are where on the picture of the plan, and how long texts are there.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{Datelike, Months, NaiveDate};

use crate::language::Language;
use crate::plan::{DateRange, Event, Plan};

/// A length on the picture, in tenths of a pixel: whole numbers are the same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Px(i64);

impl Px {
    /// Of whole pixels.
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

/// What a month has, and what the picture has at least and at most.
const MONTH: i64 = 48;
const NARROWEST: i64 = 1180;
const WIDEST: i64 = 6000;
/// What a bar has at least, and what lies between two.
const NARROWEST_BAR: Px = Px::new(5);
pub(super) const GAP: Px = Px::new(2);
/// What lies between a bar and the edge of the picture.
const EDGE: Px = Px::new(1);
/// What a letter takes; those of the East are wider.
const LETTER: i64 = 7;
const WIDE_LETTER: i64 = 13;
const FIRST_WIDE: char = '\u{1100}';

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

/// Days of an event.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub x: Px,
    pub width: Px,
}

/// Which days are where.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub days: DateRange,
    pub width: Px,
}

impl Scale {
    /// Whole months, of all events and phases.
    pub(crate) fn of(plan: &Plan, events: &[&Event]) -> Self {
        let days = events
            .iter()
            .map(|event| event.window)
            .chain(plan.phases.values().filter_map(|phase| phase.days));
        let days = days
            .reduce(DateRange::hull)
            .unwrap_or(DateRange::day(plan.revision));
        let (first, last) = (days.first(), days.last());
        let count =
            (last.year() - first.year()) * 12 + last.month() as i32 - first.month() as i32 + 1;
        let months =
            DateRange::months(first.year(), first.month(), count.unsigned_abs()).unwrap_or(days);
        let width = Px::new((i64::from(count) * MONTH).clamp(NARROWEST, WIDEST));
        Self {
            days: months,
            width,
        }
    }

    /// Where a day begins.
    fn x(self, day: NaiveDate) -> Px {
        Px((day - self.days.first()).num_days() * self.width.0 / self.days.count())
    }

    /// The place of some days, wide enough to be seen, and with its edges within the picture.
    pub(crate) fn mark(self, days: DateRange) -> Mark {
        let end = days
            .end()
            .map_or(self.width, |end| self.x(end))
            .min(self.width - EDGE);
        let x = self.x(days.first()).max(EDGE);
        let width = (end - x).max(NARROWEST_BAR);
        Mark {
            x: x.min(self.width - EDGE - width),
            width,
        }
    }

    /// The places of runs of days in order; those that nearly touch are one.
    pub(crate) fn marks(self, runs: &[DateRange]) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for mark in runs.iter().map(|run| self.mark(*run)) {
            match marks.last_mut() {
                Some(last) if mark.x < last.end() + GAP => {
                    last.width = mark.end().max(last.end()) - last.x;
                }
                _ => marks.push(mark),
            }
        }
        marks
    }

    fn firsts(self) -> impl Iterator<Item = NaiveDate> {
        let month = move |n| self.days.first().checked_add_months(Months::new(n));
        (0..)
            .map_while(month)
            .take_while(move |day| *day <= self.days.last())
    }

    pub(crate) fn months<'a>(self, language: &'a Language) -> Vec<Tick<'a>> {
        let firsts: Vec<NaiveDate> = self.firsts().collect();
        let names = language
            .months
            .get(1)
            .or(language.months.first())
            .copied()
            .unwrap_or_default();
        let room = self.width.0 / 10 / firsts.len().max(1) as i64;
        let fits = names.iter().all(|name| length(name) < Px::new(room));
        let label = |day: NaiveDate| {
            names
                .get(day.month0() as usize)
                .filter(|_| fits)
                .map(|name| Label::Month(name))
        };
        firsts
            .into_iter()
            .map(|day| Tick {
                x: self.x(day),
                label: label(day),
            })
            .collect()
    }

    pub(crate) fn years(self) -> Vec<Tick<'static>> {
        let mut free = Px(0);
        let tick = |day: NaiveDate| {
            let x = self.x(day);
            let label = (x >= free).then(|| Label::Year(day.year()));
            if label.is_some() {
                free = x + Px::new(6 * LETTER);
            }
            Tick { x, label }
        };
        let is_first = |day: &NaiveDate| day.month() == 1 || *day == self.days.first();
        self.firsts().filter(is_first).map(tick).collect()
    }
}

impl Mark {
    pub(crate) fn end(self) -> Px {
        self.x + self.width
    }
}

/// As much of a text as there is room for.
pub(super) fn cut(text: &str, room: Px) -> String {
    let room = room - Px::new(LETTER);
    if length(text) <= room {
        return text.to_owned();
    }
    let mut used = Px::new(LETTER);
    let fits = |c: &char| {
        used = used + width(*c);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    if kept.is_empty() {
        kept
    } else {
        format!("{}…", kept.trim_end())
    }
}

/// How long a text is, more or less.
fn length(text: &str) -> Px {
    text.chars().map(width).fold(Px(0), Px::add)
}

fn width(c: char) -> Px {
    Px::new(if c < FIRST_WIDE { LETTER } else { WIDE_LETTER })
}

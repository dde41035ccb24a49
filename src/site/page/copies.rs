//! The links by which readers add a single event: to the copies of what is settled.

use std::collections::BTreeMap;

use super::rows::EventRow;
use crate::feed::{EventCopy, Placed};
use crate::language::Language;
use crate::phrase::{clock, date};
use crate::plan::DateRange;

/// The copies that are offered, by the id of their event, in the order of their entries.
pub(super) struct Copies<'a>(BTreeMap<&'a str, Vec<OfferedCopy<'a>>>);

/// The path of a copy, and its first entry.
type OfferedCopy<'a> = (&'a str, &'a Placed<'a>);

/// A link to a copy.
pub(super) struct CopyLink<'a> {
    pub path: &'a str,
    /// The day, with the time if two links have the same day; none for the only link of a row.
    pub when: Option<String>,
    placed: &'a Placed<'a>,
}

impl<'a> Copies<'a> {
    /// Takes the copies of what is settled. The others stay only for those who have their address.
    pub(crate) fn of(copies: &'a [EventCopy<'a, 'a>]) -> Self {
        let mut by_event: BTreeMap<&str, Vec<OfferedCopy<'a>>> = BTreeMap::new();
        for copy in copies {
            let main = copy.main();
            if let Some(event) = main.event.filter(|_| main.is_settled) {
                let of_event = by_event.entry(event.id.as_str()).or_default();
                of_event.push((&copy.path, main));
            }
        }
        for of_event in by_event.values_mut() {
            of_event.sort_by_key(|(path, main)| (main.start, path.len(), *path));
        }
        Self(by_event)
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the links of an event to its rows: each to the row that has its first day, else to the
    /// first row of the event.
    pub(crate) fn add_to(&self, rows: &mut [EventRow<'a>], id: &str, language: &Language) {
        for (path, placed) in self.0.get(id).into_iter().flatten() {
            let day = DateRange::day(placed.start.date());
            let at = |is_override: bool| {
                let mut rows = rows.iter();
                rows.position(|row| row.is_override == is_override && row.days.contains(day))
            };
            let first = || rows.iter().position(|row| row.is_first);
            let row = at(false).or_else(|| at(true)).or_else(first);
            rows[row.unwrap_or(0)].copies.push(CopyLink {
                path,
                when: None,
                placed,
            });
        }
        let several = rows.iter_mut().filter(|row| row.copies.len() > 1);
        several.for_each(|row| name_apart(&mut row.copies, language));
    }
}

/// Names each link by its day, and by its time too if another link has the same day.
fn name_apart(copies: &mut [CopyLink<'_>], language: &Language) {
    for at in 0..copies.len() {
        let start = copies[at].placed.start;
        let is_of_day = |other: &&CopyLink<'_>| other.placed.start.date() == start.date();
        let mut when = date(start.date(), language);
        if copies.iter().filter(is_of_day).count() > 1 {
            when += &format!(", {}", clock(start.time()));
        }
        copies[at].when = Some(when);
    }
}

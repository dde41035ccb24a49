//! Stretches of a series: it is cut where a meeting and all that follow differ from those before.

use chrono::NaiveDate;

use super::{DateRange, Event};

/// The word after the day of a meeting, in definitions, that means it and all that follow.
pub const ONWARDS: &str = "onwards";

/// A stretch of a series, with the stretches before and after it. An event that is not cut has one
/// stretch.
#[derive(Clone, Copy, Debug)]
pub struct SeriesStretch<'a> {
    /// The whole event: it is its own first stretch.
    pub whole: &'a Event,
    /// The event as it is in this stretch.
    pub event: &'a Event,
    /// The planned day of its first occurrence, which its UID names; none for the first stretch.
    pub from: Option<NaiveDate>,
    /// The event as it is in the stretch before.
    pub before: Option<&'a Event>,
    /// The event as it is in the stretch after.
    pub after: Option<&'a Event>,
}

impl Event {
    /// Returns its stretches, in order.
    pub fn stretches(&self) -> impl Iterator<Item = SeriesStretch<'_>> {
        let later = self.onwards.iter().map(|(day, event)| (Some(*day), event));
        let mut all = [(None, self)].into_iter().chain(later).peekable();
        let mut before = None;
        std::iter::from_fn(move || {
            let (from, event) = all.next()?;
            let after = all.peek().map(|(_, event)| *event);
            let stretch = SeriesStretch {
                whole: self,
                event,
                from,
                before,
                after,
            };
            before = Some(event);
            Some(stretch)
        })
    }

    /// Returns the event as it is in each of its stretches, and every override.
    pub(crate) fn versions(&self) -> impl Iterator<Item = &Self> {
        let stretches = self.stretches().map(|stretch| stretch.event);
        stretches.flat_map(|event| [event].into_iter().chain(event.overrides.values()))
    }

    /// Whether it takes place on one of these days, or may: a date that is not exact may be any of
    /// the days among which it is. Meetings that are called off do not count, unless all are.
    pub fn may_be_within(&self, days: DateRange) -> bool {
        let is_off = |event: &&Self| event.stated().is_called_off();
        let are_all_off = self.versions().all(|event| is_off(&event));
        let mut counted = self
            .versions()
            .filter(|event| are_all_off || !is_off(event));
        counted.any(|event| match &event.occasions()[..] {
            [] => event.repeat.is_none() && event.window.overlaps(days),
            runs => runs.iter().any(|run| run.overlaps(days)),
        })
    }
}

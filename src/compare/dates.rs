//! What a change of date means.

use super::Kind;
use super::change::marker_kind;
use crate::plan::{DateRange, Dates, When};

/// What it means that a date was one and is another; none if they are the same.
pub(super) fn kind(old: &When, new: &When) -> Option<Kind> {
    if old == new {
        return None;
    }
    let (before, now) = (days(old), days(new));
    let (is_within, holds) = (within(&now, &before), within(&before, &now));
    // A last day says nothing of the days before it.
    let is_deadline = old.is_deadline() || new.is_deadline();
    let kind = match (is_settled(old), is_settled(new)) {
        _ if is_deadline && (before != now || !is_within) => Kind::Moved,
        (false, true) if is_within => Kind::FirmedUp,
        (true, false) if holds => Kind::Loosened,
        (false, true) | (true, false) => Kind::Moved,
        (_, _) if is_within && holds => marker_kind(old.marker(), new.marker()),
        (_, _) if is_within => Kind::Narrowed,
        (_, _) if holds => Kind::Widened,
        (_, _) => Kind::Moved,
    };
    Some(kind)
}

fn is_settled(when: &When) -> bool {
    when.marker().is_none() && (when.is_exact() || when.is_deadline())
}

/// The days on which it is or may be, in order; none if that may be any day.
fn days(when: &When) -> Option<Vec<DateRange>> {
    match when.dates() {
        Dates::Span(days, _) => Some(vec![*days]),
        Dates::Separate(runs) => Some(runs.clone()),
        Dates::By(day) => Some(vec![DateRange::day(*day)]),
        Dates::Open => None,
    }
}

/// Whether all of these days are among those.
fn within(days: &Option<Vec<DateRange>>, others: &Option<Vec<DateRange>>) -> bool {
    match (days, others) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(days), Some(others)) => days
            .iter()
            .all(|run| others.iter().any(|other| other.contains(*run))),
    }
}

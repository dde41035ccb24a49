//! The kind of a change of date.

use super::ChangeKind;
use super::change::marker_kind;
use crate::plan::{DateRange, Dates, When};

/// Returns the kind of a change from one date to another; none if they are the same.
pub(super) fn kind(old: &When, new: &When) -> Option<ChangeKind> {
    if old == new {
        return None;
    }
    let (before, now) = (days(old), days(new));
    let (is_within, holds) = (within(&now, &before), within(&before, &now));
    // A deadline says nothing about the days before it.
    let is_deadline = old.is_deadline() || new.is_deadline();
    let kind = match (is_settled(old), is_settled(new)) {
        _ if is_deadline && (before != now || !is_within) => ChangeKind::Moved,
        (false, true) if is_within => ChangeKind::FirmedUp,
        (true, false) if holds => ChangeKind::Loosened,
        (false, true) | (true, false) => ChangeKind::Moved,
        (_, _) if is_within && holds => marker_kind(old.marker(), new.marker()),
        (_, _) if is_within => ChangeKind::Narrowed,
        (_, _) if holds => ChangeKind::Widened,
        (_, _) => ChangeKind::Moved,
    };
    Some(kind)
}

fn is_settled(when: &When) -> bool {
    when.marker().is_none() && (when.is_exact() || when.is_deadline())
}

/// Returns the days on which an event is or may be, in order; none if that may be any day.
fn days(when: &When) -> Option<Vec<DateRange>> {
    match when.dates() {
        Dates::Span(days, _) => Some(vec![*days]),
        Dates::Separate(runs) => Some(runs.clone()),
        Dates::By(day) => Some(vec![DateRange::day(*day)]),
        Dates::Open => None,
    }
}

/// Whether all days are among others.
fn within(days: &Option<Vec<DateRange>>, others: &Option<Vec<DateRange>>) -> bool {
    match (days, others) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(days), Some(others)) => days
            .iter()
            .all(|run| others.iter().any(|other| other.contains(*run))),
    }
}

//! An occurrence that one side overrides, as each side has it.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::change::marker_kind;
use super::occurrence::Override;
use super::places::Whereabouts;
use super::subject::Subject;
use super::{ChangeKind, places};
use crate::plan::{Hours, Marker, Stated};

/// Returns the overrides of each occurrence that is overridden on one side or on both. One
/// whose series has other hours now is the same as the other of its day.
pub(super) fn overridden_on_either<'a>(
    old: &'a Subject,
    new: &'a Subject,
) -> Vec<[Option<&'a Override>; 2]> {
    let mut come: Vec<(&NaiveDateTime, &Override)> = new.overrides.iter().collect();
    come.retain(|(planned, _)| !old.overrides.contains_key(planned));
    let mut all = BTreeMap::new();
    for (planned, was) in &old.overrides {
        let mut is = new.overrides.get(planned);
        if is.is_none() && !new.has_occurrence_at(was.at) {
            let at = come.iter().position(|(other, is)| {
                other.date() == planned.date() && !old.has_occurrence_at(is.at)
            });
            is = at.map(|at| come.remove(at).1);
        }
        all.insert(planned, [Some(was), is]);
    }
    for (planned, is) in come {
        all.entry(planned).or_insert([None, Some(is)]);
    }
    all.into_values().collect()
}

/// An occurrence as one side has it, overridden or not.
pub(super) struct OneOccurrence {
    is_held: bool,
    status: Stated,
    time_marker: Option<Marker>,
    moved_to: Option<NaiveDateTime>,
    /// Where it is, and whether that is not where its series is.
    whereabouts: (Whereabouts, bool),
    pub words: Option<String>,
    /// The planned time in words, if it is held then or called off.
    pub planned: Option<String>,
    /// Its start in ISO 8601, if it is held or called off.
    pub at: Option<String>,
    /// What differs from its series, in words.
    pub differing: Option<String>,
}

impl OneOccurrence {
    /// Returns an occurrence that `either` side overrides, perhaps this one by `own`. Without an
    /// override it is as planned, or is not held at all.
    pub(crate) fn of(side: &Subject, own: Option<&Override>, either: &Override) -> Self {
        let series = side.stretch_on(either.at.date());
        let Some(own) = own else {
            let is_held = side.has_occurrence_at(either.at);
            return Self {
                is_held,
                status: series.status,
                time_marker: series.sessions.as_ref().and_then(Hours::marker),
                moved_to: None,
                whereabouts: (series.whereabouts.clone(), false),
                words: is_held.then(|| either.planned.clone()),
                planned: is_held.then(|| either.planned.clone()),
                at: is_held.then(|| either.iso[0].clone()),
                differing: None,
            };
        };
        Self {
            is_held: own.is_held,
            status: own.status,
            time_marker: own.time_marker,
            moved_to: own.moved_to,
            whereabouts: match &own.whereabouts {
                Some(whereabouts) => (whereabouts.clone(), true),
                None => (series.whereabouts.clone(), false),
            },
            words: Some(match own.moved_to {
                Some(_) => own.words.clone(),
                None => format!("{}; {}", own.planned, own.words),
            }),
            planned: own.moved_to.is_none().then(|| own.planned.clone()),
            at: Some(own.iso[1].clone()),
            differing: Some(own.words.clone()),
        }
    }

    /// Whether a reader learns the same of both.
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        (self.is_held, self.moved_to, &self.words) == (other.is_held, other.moved_to, &other.words)
    }

    /// Returns the kind of the change from this to another state of it.
    pub(crate) fn kind(&self, new: &Self) -> ChangeKind {
        match (self.is_held, new.is_held) {
            (true, false) => return ChangeKind::Narrowed,
            // The new date of what was postponed is the news.
            (false, true) if self.status == Stated::Postponed && new.moved_to.is_some() => {
                return ChangeKind::Moved;
            }
            (false, true) => return ChangeKind::Widened,
            (true, true) if self.moved_to != new.moved_to => return ChangeKind::Moved,
            (true, true) | (false, false) => {}
        }
        let (was_there, was_elsewhere) = &self.whereabouts;
        let (is_there, is_elsewhere) = &new.whereabouts;
        let kind = match *was_elsewhere || *is_elsewhere {
            true => places::kind(was_there, is_there),
            false => ChangeKind::OtherText,
        };
        match (self.status, new.status) {
            // It may still take place, on another day.
            (Stated::Cancelled, Stated::Postponed) => ChangeKind::Postponed,
            (Stated::Postponed, Stated::Cancelled) => ChangeKind::Narrowed,
            _ if kind != ChangeKind::OtherText => kind,
            (Stated::Confirmed, Stated::Tentative) => ChangeKind::Loosened,
            (Stated::Tentative, Stated::Confirmed) => ChangeKind::FirmedUp,
            (_, _) => marker_kind(self.time_marker, new.time_marker),
        }
    }
}

//! The changes of events: their kinds, and under which heading each is reported.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::field::{Field, FieldWords, Name, Rank};
use super::places::shared_end;
use super::real_uid;
use super::text::{Stretch, is_long, stretches};
use crate::plan::Marker;

/// The kind of a change, in the order in which it matters to readers. A change of several kinds has
/// the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It will not take place.
    Cancelled,
    /// It is no longer in the plan.
    Removed,
    /// It does not take place on its date; another is not known yet.
    Postponed,
    /// It is in the plan again, or no longer cancelled, or takes place on its date after all.
    Restored,
    /// The event is at a time or place that its old date or place did not allow; or it was
    /// postponed, and has a new date.
    Moved,
    /// An uncertain date is settled, within what the old date allowed.
    FirmedUp,
    /// It is new.
    Added,
    /// A settled date is uncertain.
    Loosened,
    /// It is, or may be, on fewer days than before.
    Narrowed,
    /// It is, or may be, on more days than before.
    Widened,
    /// It has another title.
    Renamed,
    /// It has another category or phase.
    Recategorised,
    /// It has another UID, and nothing else changes.
    NewUid,
    /// Only its words change.
    OtherText,
}

impl ChangeKind {
    /// Returns the word for the kind in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Cancelled => "cancelled",
            Self::Postponed => "postponed",
            Self::Restored => "restored",
            Self::Moved => "moved",
            Self::FirmedUp => "firmed up",
            Self::Loosened => "loosened",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
            Self::Renamed => "renamed",
            Self::Recategorised => "recategorised",
            Self::NewUid => "new UID",
            Self::OtherText => "other text",
        }
    }
}

/// Returns the kind of a change from one marker, or none, to another.
pub(super) fn marker_kind(old: Option<Marker>, new: Option<Marker>) -> ChangeKind {
    match (old, new) {
        (Some(_), None) => ChangeKind::FirmedUp,
        (None, Some(_)) => ChangeKind::Loosened,
        (Some(_), Some(_)) | (None, None) => ChangeKind::OtherText,
    }
}

/// The change of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The UID of the event; of one without a UID, a name that begins with NUL.
    pub uid: String,
    /// The UID that it had, if that was another.
    pub old_uid: Option<String>,
    /// Its kind: by whether and when the event is if that changed, else by where, else by the rest.
    pub kind: ChangeKind,
    /// The title of the event, or the last that it had.
    pub title: String,
    /// When and where the event is, or was, in words.
    pub(super) about: [Option<String>; 2],
    /// Whether the event was removed, but only after it was held.
    pub was_held: bool,
    /// Every field that changed; for an added or removed event, its date, hours and venue.
    pub fields: Vec<Field>,
}

/// The heading of some changes, in the order in which they are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// Changes of one kind, where that is whether or when events are.
    Kind(ChangeKind),
    /// Events that were removed after they were held.
    Held,
    /// Changes of places alone.
    Venues,
    /// Other titles.
    Renamed,
    /// Other categories or phases.
    Recategorised,
    /// Other UIDs.
    NewUid,
    /// Other changes of words.
    Text,
}

/// A changed field as people read it, or the same change of several occurrences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The field.
    pub name: &'a Name,
    /// The occurrences, if the values are only what differs in them.
    pub occurrences: Vec<&'a str>,
    /// The old and the new value.
    pub shown: ShownField<'a>,
}

impl Statement<'_> {
    /// Whether its old or its new value is too long to be beside the other.
    pub fn is_long(&self) -> bool {
        match &self.shown {
            ShownField::Both(was, is) | ShownField::Within(was, is, _) => {
                is_long(was) || is_long(is)
            }
            ShownField::Was(one)
            | ShownField::Is(one)
            | ShownField::Dropped(one)
            | ShownField::Given(one) => is_long(one),
            ShownField::Text(_) | ShownField::Changed => false,
        }
    }
}

/// The values of a field as they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownField<'a> {
    /// A long text, word by word.
    Text(Vec<Stretch>),
    /// The old and the new value.
    Both(&'a str, &'a str),
    /// The old and the new place, and the place in which both are.
    Within(&'a str, &'a str, &'a str),
    /// The last value of a field, for a removed event.
    Was(&'a str),
    /// The first value of a field, for an event that is new or restored; of an occurrence that was
    /// like its series.
    Is(&'a str),
    /// A value that is no longer given.
    Dropped(&'a str),
    /// A value that was not given before.
    Given(&'a str),
    /// Values that only machines read.
    Changed,
}

impl Change {
    /// Returns the UID of the event, if it has one.
    pub fn real_uid(&self) -> Option<&str> {
        real_uid(&self.uid)
    }

    /// Returns what changed, as people read it.
    pub fn statements(&self) -> Vec<Statement<'_>> {
        let mut statements: Vec<(&Field, Statement<'_>)> = Vec::new();
        for field in &self.fields {
            let is_alike = |(other, _): &&mut (&Field, Statement<'_>)| {
                let is_same = (&field.name, &field.words) == (&other.name, &other.words);
                is_same && !other.named().is_empty()
            };
            let occurrences = field.named();
            let alike = match occurrences.is_empty() {
                true => None,
                false => statements.iter_mut().find(is_alike),
            };
            match alike {
                Some((_, alike)) => {
                    alike.occurrences.extend(occurrences);
                }
                None => {
                    let statement = Statement {
                        name: &field.name,
                        occurrences,
                        shown: self.shown(field),
                    };
                    statements.push((field, statement));
                }
            }
        }
        statements.into_iter().map(|(_, said)| said).collect()
    }

    /// Returns one of its fields as it is shown.
    fn shown<'a>(&self, field: &'a Field) -> ShownField<'a> {
        let is_gone = self.kind == ChangeKind::Removed;
        let is_new = matches!(self.kind, ChangeKind::Added | ChangeKind::Restored);
        let [old, new] = field.words.each_ref().map(Option::as_deref);
        match (old, new) {
            (Some(was), Some(is)) => both(&field.name, was, is),
            (Some(was), None) if is_gone => ShownField::Was(was),
            (Some(was), None) => ShownField::Dropped(was),
            (None, Some(is)) if is_new || !field.named().is_empty() => ShownField::Is(is),
            (None, Some(is)) => ShownField::Given(is),
            (None, None) => ShownField::Changed,
        }
    }

    /// Returns when and where the event is, unless the fields say when; not where if they do.
    pub fn about(&self) -> Option<String> {
        let has = |name: Name| self.fields.iter().any(|field| field.name == name);
        let [date, venue] = &self.about;
        let venue = venue.as_ref().filter(|_| !has(Name::Venue));
        let given: Vec<&str> = date.iter().chain(venue).map(String::as_str).collect();
        (!given.is_empty() && !has(Name::Date)).then(|| given.join(", "))
    }

    /// Returns what a reader learns of the change, apart from the event; none if that is the event
    /// itself.
    fn edit(&self) -> Option<(ChangeKind, Vec<FieldWords<'_>>)> {
        let is_event = matches!(self.kind, ChangeKind::Added | ChangeKind::Removed);
        let fields: Vec<_> = self.fields.iter().map(Field::said).collect();
        (!is_event && !fields.is_empty()).then_some((self.kind, fields))
    }

    /// Returns the heading under which it is reported.
    pub(crate) fn heading(&self) -> Heading {
        let rank = self.fields.iter().map(|field| field.name.rank()).max();
        match (self.kind, rank) {
            (ChangeKind::Removed, _) if self.was_held => Heading::Held,
            (ChangeKind::Renamed, _) => Heading::Renamed,
            (ChangeKind::Recategorised, _) => Heading::Recategorised,
            (ChangeKind::NewUid, _) => Heading::NewUid,
            (ChangeKind::OtherText, _) => Heading::Text,
            (
                ChangeKind::Cancelled
                | ChangeKind::Removed
                | ChangeKind::Postponed
                | ChangeKind::Restored
                | ChangeKind::Added,
                _,
            )
            | (_, Some(Rank::When)) => Heading::Kind(self.kind),
            (_, Some(Rank::Where)) => Heading::Venues,
            (_, Some(Rank::Words) | None) => Heading::Text,
        }
    }

    /// Whether its heading already says its kind.
    pub fn has_kind_in_heading(&self) -> bool {
        match self.heading() {
            Heading::Kind(_)
            | Heading::Held
            | Heading::Renamed
            | Heading::Recategorised
            | Heading::NewUid => true,
            Heading::Venues => false,
            Heading::Text => self.kind == ChangeKind::OtherText,
        }
    }
}

fn both<'a>(name: &Name, was: &'a str, is: &'a str) -> ShownField<'a> {
    match name {
        Name::Description | Name::Occurrence if is_long(was) || is_long(is) => {
            match stretches(was, is) {
                Some(stretches) => ShownField::Text(stretches),
                None => ShownField::Both(was, is),
            }
        }
        Name::Venue => match shared_end(was, is) {
            Some([was, is, end]) => ShownField::Within(was, is, end),
            None => ShownField::Both(was, is),
        },
        _ => ShownField::Both(was, is),
    }
}

/// The changes of a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// The changes, by heading, then kind, then title.
    pub changes: Vec<Change>,
    /// The last day on which endless series were compared; none if there was no need to end.
    pub compared_to: Option<NaiveDate>,
}

impl ChangeSet {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the changes by heading: whether and when by kind, then places, then words.
    pub fn sections(&self) -> Vec<Section<'_>> {
        let by_heading = |one: &Change, other: &Change| one.heading() == other.heading();
        let sections = self.changes.chunk_by(by_heading);
        let section = sections.map(|changes| Section {
            heading: changes[0].heading(),
            changes,
        });
        section.collect()
    }
}

/// The changes under one heading, at least one.
#[derive(Clone, Copy, Debug)]
pub struct Section<'a> {
    /// Their heading.
    pub heading: Heading,
    /// The changes, by kind, then title.
    pub changes: &'a [Change],
}

/// The least number of events whose equal edits are reported as one.
const MANY: usize = 3;

impl<'a> Section<'a> {
    /// Returns the changes, those of many events together if their edits are equal.
    pub fn groups(&self) -> Vec<Vec<&'a Change>> {
        let mut numbers: BTreeMap<_, usize> = BTreeMap::new();
        for edit in self.changes.iter().filter_map(Change::edit) {
            *numbers.entry(edit).or_default() += 1;
        }
        let mut groups: Vec<Vec<&Change>> = Vec::new();
        let mut at = BTreeMap::new();
        for change in self.changes {
            let edit = change.edit().filter(|edit| numbers[edit] >= MANY);
            let known = edit.map(|edit| *at.entry(edit).or_insert(groups.len()));
            match known.and_then(|at| groups.get_mut(at)) {
                Some(group) => group.push(change),
                None => groups.push(vec![change]),
            }
        }
        groups
    }
}

//! The changes of events: their kinds, their fields, and under which heading each is reported.

use std::collections::BTreeMap;

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

/// The name of a field of an event that is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Whether it takes place.
    Status,
    /// When it is.
    Date,
    /// Its hours, and how it recurs.
    Hours,
    /// One of its occurrences.
    Occurrence,
    /// Where it is.
    Venue,
    /// The address of its online meeting.
    Online,
    /// The zone of its days or hours.
    TimeZone,
    /// Its title.
    Title,
    /// Its category.
    Category,
    /// Its phase.
    Phase,
    /// The day on which an uncertain date is shown.
    ShownOn,
    /// Whom to ask.
    Contact,
    /// The author's text and links.
    Description,
    /// The number of its entries.
    Entries,
    /// Another property of its entries.
    Property(String),
}

impl Name {
    /// Returns how much it matters to readers.
    pub(super) fn rank(&self) -> Rank {
        match self {
            Self::Status | Self::Date | Self::Hours | Self::Occurrence => Rank::When,
            Self::Venue | Self::Online => Rank::Where,
            Self::TimeZone
            | Self::Title
            | Self::Category
            | Self::Phase
            | Self::ShownOn
            | Self::Contact
            | Self::Description
            | Self::Entries
            | Self::Property(_) => Rank::Words,
        }
    }

    /// Returns the word for the field in machine output; for another property, its name.
    pub fn word(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::Date => "date",
            Self::Hours => "hours",
            Self::Occurrence => "meeting",
            Self::Venue => "venue",
            Self::Online => "online",
            Self::Contact => "contact",
            Self::TimeZone => "time zone",
            Self::Title => "title",
            Self::Category => "category",
            Self::Phase => "phase",
            Self::ShownOn => "shown on",
            Self::Description => "description",
            Self::Entries => "entries",
            Self::Property(name) => name,
        }
    }
}

/// The weight of a field for readers, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Everything else.
    Words,
    /// Where it is.
    Where,
    /// Whether and when it is.
    When,
}

/// The word in machine output for an event that was held before it was removed.
pub const HELD: &str = "held";

/// A field that changed, with its old and its new value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The field.
    pub name: Name,
    /// Its old value; none if it was not given.
    pub old: Option<String>,
    /// Its new value; none if it is not given.
    pub new: Option<String>,
}

/// The change of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The UID of the event.
    pub uid: String,
    /// Its kind: by whether and when the event is if that changed, else by where, else by the rest.
    pub kind: ChangeKind,
    /// The title of the event, or the last that it had.
    pub title: String,
    /// When and where the event is, or was, in words.
    pub(super) about: String,
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
    /// Changes of places alone.
    Venues,
    /// Changes of words.
    Text,
}

/// A field of a change, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownField<'a> {
    /// A long text, word by word.
    Text(Vec<Stretch>),
    /// The old and the new value.
    Both(&'a str, &'a str),
    /// The last value of a field, for a removed event.
    Was(&'a str),
    /// The first value of a field, for an event that is new or restored.
    Is(&'a str),
    /// A value that is no longer given.
    Dropped(&'a str),
    /// A value that was not given before.
    Given(&'a str),
}

impl Change {
    /// Returns one of its fields as it is shown; none if it has no value.
    pub fn shown<'a>(&self, field: &'a Field) -> Option<ShownField<'a>> {
        let is_text = field.name == Name::Description;
        let is_gone = self.kind == ChangeKind::Removed;
        let is_new = matches!(self.kind, ChangeKind::Added | ChangeKind::Restored);
        Some(match (field.old.as_deref(), field.new.as_deref()) {
            (Some(was), Some(is)) if is_text && (is_long(was) || is_long(is)) => {
                ShownField::Text(stretches(was, is))
            }
            (Some(was), Some(is)) => ShownField::Both(was, is),
            (Some(was), None) if is_gone => ShownField::Was(was),
            (Some(was), None) => ShownField::Dropped(was),
            (None, Some(is)) if is_new => ShownField::Is(is),
            (None, Some(is)) => ShownField::Given(is),
            (None, None) => return None,
        })
    }

    /// Returns when and where the event is, unless the fields say when.
    pub fn about(&self) -> Option<&str> {
        let says_when = self.fields.iter().any(|field| field.name == Name::Date);
        (!self.about.is_empty() && !says_when).then_some(&self.about)
    }

    /// Returns the heading under which it is reported.
    pub(crate) fn heading(&self) -> Heading {
        let rank = self.fields.iter().map(|field| field.name.rank()).max();
        match (self.kind, rank) {
            (ChangeKind::Renamed | ChangeKind::Recategorised | ChangeKind::OtherText, _) => {
                Heading::Text
            }
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
            Heading::Kind(_) => true,
            Heading::Venues => false,
            Heading::Text => self.kind == ChangeKind::OtherText,
        }
    }
}

/// The changes of a revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// The changes, by heading, then kind, then title.
    pub changes: Vec<Change>,
}

impl ChangeSet {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the changes by heading: whether and when by kind, then places, then words.
    pub fn sections(&self) -> Vec<(Heading, &[Change])> {
        let by_heading = |one: &Change, other: &Change| one.heading() == other.heading();
        let sections = self.changes.chunk_by(by_heading);
        sections.map(|of| (of[0].heading(), of)).collect()
    }

    /// Counts the changes of each kind.
    pub fn counts(&self) -> BTreeMap<ChangeKind, usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry(change.kind).or_default() += 1;
        }
        counts
    }
}

//! What becomes of events, and how that is told.

use std::collections::BTreeMap;

use super::words::{Words, is_long, words};
use crate::plan::Marker;

/// What becomes of an event, in the order in which it matters to readers. An event of which several
/// hold is called by the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It will not take place.
    Cancelled,
    /// It is no longer in the plan.
    Removed,
    /// It is in the plan again, or no longer cancelled.
    Restored,
    /// It is at another time or place than could be expected.
    Moved,
    /// What was not settled is, within what could be expected.
    FirmedUp,
    /// It is new.
    Added,
    /// What was settled no longer is.
    Loosened,
    /// It may be on fewer days than before, or is on fewer.
    Narrowed,
    /// It may be on more days than before, or is on more.
    Widened,
    /// It has another title.
    Renamed,
    /// It has another category or phase.
    Recategorised,
    /// Only its words change.
    OtherText,
}

impl Kind {
    /// The word for it in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Cancelled => "cancelled",
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

/// The kind of a change from one marker, or none, to another.
pub(super) fn marker_kind(old: Option<Marker>, new: Option<Marker>) -> Kind {
    match (old, new) {
        (Some(_), None) => Kind::FirmedUp,
        (None, Some(_)) => Kind::Loosened,
        (Some(_), Some(_)) | (None, None) => Kind::OtherText,
    }
}

/// What of an event is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Whether it takes place.
    Status,
    /// When it is.
    Date,
    /// Its hours, and how it recurs.
    Hours,
    /// A meeting that differs from its series.
    Meeting,
    /// Where it is.
    Venue,
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
    /// The author's text and links.
    Description,
    /// How many entries it has.
    Entries,
    /// Another property of its entries.
    Property(String),
}

impl Name {
    /// How much it matters to who reads of it.
    pub(super) fn rank(&self) -> Rank {
        match self {
            Self::Status | Self::Date | Self::Hours | Self::Meeting => Rank::When,
            Self::Venue => Rank::Where,
            Self::TimeZone
            | Self::Title
            | Self::Category
            | Self::Phase
            | Self::ShownOn
            | Self::Description
            | Self::Entries
            | Self::Property(_) => Rank::Words,
        }
    }

    /// The word for it in machine output; of another property, its name.
    pub fn word(&self) -> &str {
        match self {
            Self::Status => "status",
            Self::Date => "date",
            Self::Hours => "hours",
            Self::Meeting => "meeting",
            Self::Venue => "venue",
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

/// What matters to who reads of a change, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// All else.
    Words,
    /// Where it is.
    Where,
    /// Whether and when it is.
    When,
}

/// What became of an event that was held before it was taken out.
pub const HELD: &str = "held";

/// What one thing was, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub name: Name,
    /// What it was; none if it was not given.
    pub old: Option<String>,
    /// What it is; none if it is not given.
    pub new: Option<String>,
}

/// What becomes of one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its UID, of all its parts.
    pub uid: String,
    /// What it is called: by whether and when it is if that changed, else by where, else by the
    /// rest.
    pub kind: Kind,
    /// Its title now, or the last it had.
    pub title: String,
    /// When and where it is, or was, in words.
    pub(super) about: String,
    /// Whether it is gone, but only after it was held.
    pub was_held: bool,
    /// Everything that changed. Of an event that is new or gone, its date, hours and venue.
    pub fields: Vec<Field>,
}

/// What stands over some changes; in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    /// All are of that kind, and of whether and when.
    Kind(Kind),
    /// All are of places alone.
    Venues,
    /// All are of words.
    Text,
}

impl Heading {
    /// Whether it says that what stands under it is of that kind.
    pub fn tells(self, kind: Kind) -> bool {
        match self {
            Self::Kind(_) => true,
            Self::Venues => false,
            Self::Text => kind == Kind::OtherText,
        }
    }
}

/// How a field is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown<'a> {
    /// A long text, word by word.
    Words(Vec<Words>),
    /// What was and what is.
    Both(&'a str, &'a str),
    /// What was, of an event that is gone.
    Was(&'a str),
    /// What is, of an event that was not there.
    Is(&'a str),
    /// What is no longer given.
    Dropped(&'a str),
    /// What was not given before.
    Given(&'a str),
}

impl Change {
    /// How one of its fields is shown; none if that says nothing.
    pub fn shown<'a>(&self, field: &'a Field) -> Option<Shown<'a>> {
        let is_gone = self.kind == Kind::Removed;
        let is_new = matches!(self.kind, Kind::Added | Kind::Restored);
        Some(match (field.old.as_deref(), field.new.as_deref()) {
            (Some(was), Some(is))
                if field.name == Name::Description && (is_long(was) || is_long(is)) =>
            {
                Shown::Words(words(was, is))
            }
            (Some(was), Some(is)) => Shown::Both(was, is),
            (Some(was), None) if is_gone => Shown::Was(was),
            (Some(was), None) => Shown::Dropped(was),
            (None, Some(is)) if is_new => Shown::Is(is),
            (None, Some(is)) => Shown::Given(is),
            (None, None) => return None,
        })
    }

    /// When and where it is, unless its fields say when.
    pub fn about(&self) -> Option<&str> {
        let says_when = self.fields.iter().any(|field| field.name == Name::Date);
        Some(self.about.as_str()).filter(|about| !about.is_empty() && !says_when)
    }

    /// Under what it is told.
    pub fn heading(&self) -> Heading {
        let rank = self.fields.iter().map(|field| field.name.rank()).max();
        match (self.kind, rank) {
            (Kind::Renamed | Kind::Recategorised | Kind::OtherText, _) => Heading::Text,
            (Kind::Cancelled | Kind::Removed | Kind::Restored | Kind::Added, _)
            | (_, Some(Rank::When)) => Heading::Kind(self.kind),
            (_, Some(Rank::Where)) => Heading::Venues,
            (_, Some(Rank::Words) | None) => Heading::Text,
        }
    }
}

/// What a revision changes.
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

    /// The changes as they are told: whether and when by kind, then places, then words.
    pub fn sections(&self) -> Vec<(Heading, &[Change])> {
        let sections = self
            .changes
            .chunk_by(|one, other| one.heading() == other.heading());
        sections
            .map(|changes| (changes[0].heading(), changes))
            .collect()
    }

    /// How many changes there are of each kind that there is.
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry(change.kind).or_default() += 1;
        }
        counts
    }
}

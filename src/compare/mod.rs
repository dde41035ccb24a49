//! What a revision changes: what it means to the people who read it, not which bytes.

mod dates;
mod fields;
mod side;
mod subject;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use side::Side;
pub use words::{Words, is_long, words};

use crate::feed::{Told, is_to_come};
use crate::ical::Vevent;
use crate::language::ENGLISH;
use crate::phrase::Grammar;
use crate::plan::Uid;
use fields::fields;
use subject::Subject;

/// What becomes of an event; in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What was not settled is, within what could be expected.
    FirmedUp,
    /// It is at another time or place than could be expected.
    Moved,
    /// It will not take place.
    Cancelled,
    /// It is no longer in the plan.
    Removed,
    /// It is in the plan again, or no longer cancelled.
    Restored,
    /// It is new.
    Added,
    /// It may be on fewer days than before, or is on fewer.
    Narrowed,
    /// It may be on more days than before, or is on more.
    Widened,
    /// What was settled no longer is.
    Loosened,
    /// It has another title.
    Renamed,
    /// It has another category or phase.
    Recategorised,
    /// Other words.
    OtherText,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 12] = [
        Self::FirmedUp,
        Self::Moved,
        Self::Cancelled,
        Self::Removed,
        Self::Restored,
        Self::Added,
        Self::Narrowed,
        Self::Widened,
        Self::Loosened,
        Self::Renamed,
        Self::Recategorised,
        Self::OtherText,
    ];

    /// Of several kinds that matter as much, the one with the greatest weight is what an event is called.
    fn weight(self) -> u8 {
        match self {
            Self::Added | Self::Removed => 11,
            Self::Cancelled => 10,
            Self::Restored => 9,
            Self::Moved => 8,
            Self::FirmedUp => 7,
            Self::Loosened => 6,
            Self::Narrowed => 5,
            Self::Widened => 4,
            Self::Renamed => 3,
            Self::Recategorised => 2,
            Self::OtherText => 1,
        }
    }

    /// The word for it in machine output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::Moved => "moved",
            Self::FirmedUp => "firmed up",
            Self::Loosened => "loosened",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
            Self::Added => "added",
            Self::Renamed => "renamed",
            Self::Recategorised => "recategorised",
            Self::OtherText => "other text",
        }
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
    pub(crate) fn rank(&self) -> Rank {
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
pub(crate) enum Rank {
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
    /// What it is called: by whether and when it is if that changed, else by where, else by the rest.
    pub kind: Kind,
    /// Its title now, or the last it had.
    pub title: String,
    /// When and where it is, or was, in words.
    about: String,
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

impl Change {
    /// Whether it was held before it was taken out.
    pub fn was_held(&self) -> bool {
        self.kind == Kind::Removed && self.fields.iter().any(|field| field.new.as_deref() == Some(HELD))
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
            (Kind::Cancelled | Kind::Removed | Kind::Restored | Kind::Added, _) | (_, Some(Rank::When)) => {
                Heading::Kind(self.kind)
            }
            (_, Some(Rank::Where)) => Heading::Venues,
            (_, Some(Rank::Words) | None) => Heading::Text,
        }
    }
}

/// What a revision changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    /// By heading, then kind, then title.
    pub changes: Vec<Change>,
}

impl ChangeSet {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The changes as they are told: whether and when by kind, then places, then words.
    pub fn sections(&self) -> Vec<(Heading, &[Change])> {
        let sections = self.changes.chunk_by(|one, other| one.heading() == other.heading());
        sections.map(|changes| (changes[0].heading(), changes)).collect()
    }

    /// How many changes there are of each kind that there is.
    pub fn counts(&self) -> Vec<(Kind, usize)> {
        let count = |kind| self.changes.iter().filter(|change| change.kind == kind).count();
        Kind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, n)| *n > 0).collect()
    }
}

/// What changes from one side to the other, by UID.
pub fn compare(old: &Side<'_>, new: &Side<'_>) -> ChangeSet {
    let uids: BTreeSet<&str> = old.uids().chain(new.uids()).collect();
    let differs = |uid: &&&str| old.entries(uid) != new.entries(uid);
    let whole_of_part = |uid: &str| Uid::split(uid).map(|(whole, _)| whole);
    // Only what may be of the same event as something that differs has to be looked at.
    let differing: Vec<&str> = uids.iter().filter(differs).copied().collect();
    let near: BTreeSet<String> =
        differing.iter().flat_map(|uid| whole_of_part(uid).into_iter().chain([(*uid).to_owned()])).collect();
    let mut events: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for uid in uids.into_iter().filter(|uid| near.contains(*uid) || whole_of_part(uid).is_some_and(|whole| near.contains(&whole)))
    {
        events.entry(whole(uid, [old, new])).or_default().insert(uid);
    }
    events.retain(|_, parts| parts.iter().any(|uid| old.entries(uid) != new.entries(uid)));
    // Any language will do: it reads the markers of all.
    let grammar = Grammar::new(&ENGLISH);
    let change = |(uid, parts): (String, BTreeSet<&str>)| change(uid, &parts, old, new, &grammar);
    let mut changes: Vec<Change> = events.into_iter().filter_map(change).collect();
    changes.sort_by(|a, b| (a.heading(), a.kind, &a.title, &a.uid).cmp(&(b.heading(), b.kind, &b.title, &b.uid)));
    ChangeSet { changes }
}

/// The UID of the event that an entry is of: its own, unless planfeed wrote it as a part of another. A UID that looks like
/// that of a part may be anyone's.
fn whole(uid: &str, sides: [&Side<'_>; 2]) -> String {
    let own = || uid.to_owned();
    let Some((whole, _)) = Uid::split(uid).filter(|_| sides.iter().all(|side| side.printed(uid).is_none())) else { return own() };
    let told = |side: &&Side<'_>| side.entries(uid).first().map(|bytes| Told::read(&Vevent::read(bytes)));
    let told: Option<Vec<Told>> = sides.iter().filter_map(told).collect();
    let is_there = || sides.iter().any(|side| side.printed(&whole).is_some() || !side.entries(&whole).is_empty());
    // The first part of a series may be left out.
    let says_so = |told: &Told| told.is_part || told.instead_of.is_some();
    if told.is_some_and(|told| told.iter().any(says_so) || is_there()) { whole } else { own() }
}

fn change(uid: String, parts: &BTreeSet<&str>, old: &Side<'_>, new: &Side<'_>, grammar: &Grammar) -> Option<Change> {
    let [was, is] = [old, new].map(|side| side.vevents(parts));
    let held = new.as_of().is_some_and(|day| !is_to_come(&was, day));
    // What planfeed wrote says more, if it wrote both.
    let told = [&was, &is].map(|vevents| vevents.iter().map(Told::read).collect::<Option<Vec<Told>>>());
    let [was_told, is_told] = if told.iter().all(Option::is_some) { told } else { [None, None] };
    let (mut was, mut is) = (Subject::read(&was, was_told), Subject::read(&is, is_told));
    if let (Some(was), Some(is), Some(old), Some(new)) = (&mut was, &mut is, old.printed(&uid), new.printed(&uid)) {
        Subject::use_printed_dates(was, is, old, new);
    }
    // A notice says no more than that an event is not there; one that comes, or that ran out, is no news by itself.
    let is_live = |subject: &Subject| !subject.is_notice;
    let had_notice = was.is_some();
    let (kind, subject, fields) = match (was.filter(is_live), is.filter(is_live)) {
        (None, None) => return None,
        (None, Some(is)) => (if had_notice { Kind::Restored } else { Kind::Added }, is, None),
        (Some(was), None) => (Kind::Removed, was, None),
        (Some(was), Some(is)) => {
            let (kind, fields) = fields(&was, &is, grammar)?;
            (kind, is, Some(fields))
        }
    };
    let fields = fields.unwrap_or_else(|| subject.introduction(kind, held));
    Some(Change { uid, kind, about: subject.about(), title: subject.title, fields })
}

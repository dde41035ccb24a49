//! A field of an event that changed: its name, its values, the occurrences that it is about.

/// The name of a field of an event that is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Whether it takes place.
    Status,
    /// When it is.
    Date,
    /// Its hours; of an event that planfeed published, also how it recurs.
    Hours,
    /// How many days it takes.
    Duration,
    /// How it recurs.
    Recurrence,
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
            Self::Status
            | Self::Date
            | Self::Hours
            | Self::Duration
            | Self::Recurrence
            | Self::Occurrence => Rank::When,
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
            Self::Duration => "duration",
            Self::Recurrence => "recurrence",
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
    /// Its old value for machines, a date as in [`When`](crate::plan::When); none if it was not
    /// given.
    pub old: Option<String>,
    /// Its new value for machines; none if it is not given.
    pub new: Option<String>,
    /// The occurrences that changed; none if the field is about the whole event.
    pub occurrences: Option<Vec<ChangedOccurrence>>,
    /// Both values in words.
    pub(super) words: [Option<String>; 2],
}

impl Field {
    /// Returns a field whose values are words.
    pub(super) fn new(name: Name, [old, new]: [Option<String>; 2]) -> Self {
        Self {
            name,
            words: [old.clone(), new.clone()],
            old,
            new,
            occurrences: None,
        }
    }

    /// Gives both values in words, unless these are the same.
    pub(super) fn in_words(mut self, words: [Option<String>; 2]) -> Self {
        if words[0] != words[1] {
            self.words = words;
        }
        self
    }

    /// Returns what a reader learns of it.
    pub(super) fn said(&self) -> FieldWords<'_> {
        let words = self.words.each_ref().map(Option::as_deref);
        (&self.name, self.named(), words)
    }

    /// Returns the occurrences that the values in words do not say.
    pub(super) fn named(&self) -> Vec<&str> {
        let all = self.occurrences.iter().flatten();
        all.filter_map(|one| one.words.as_deref()).collect()
    }
}

/// An occurrence that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangedOccurrence {
    /// The occurrence in words, if the values of its field are only what differs in it.
    pub(super) words: Option<String>,
    /// When it began, in ISO 8601; none if there was none.
    pub old: Option<String>,
    /// When it begins, in ISO 8601; none if there is none.
    pub new: Option<String>,
}

/// What a reader learns of a field: its name, the occurrences, and both values.
pub(super) type FieldWords<'a> = (&'a Name, Vec<&'a str>, [Option<&'a str>; 2]);

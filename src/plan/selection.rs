//! Feeds by rule: which events they hold.

use std::borrow::Cow;

use super::Key;

/// A feed by rule: the events that match every list that is not empty.
#[derive(Clone, Debug)]
pub struct FeedDefinition {
    /// Its file name without the ending.
    pub key: Key,
    /// Its title.
    pub title: String,
    /// The events that it holds.
    pub select: Selection,
}

/// The rule for which events a feed holds. An event must match every list; an empty list matches
/// every event.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Keys of categories: the event has one of them. Empty: any event.
    pub category: Vec<Key>,
    /// Keys of phases: the event has one of them. Empty: any event.
    pub phase: Vec<Key>,
    /// Keys of venues: the event has one of them. Empty: any event.
    pub venue: Vec<Key>,
    /// Certain (true) or uncertain (false): the event is one of them. Empty: any event.
    pub certain: Vec<bool>,
}

impl Selection {
    /// Whether the feed holds an event of these groups.
    pub(crate) fn holds(&self, groups: &Grouping<'_>) -> bool {
        let among = |keys: &[Key], key: Option<&Key>| {
            keys.is_empty() || key.is_some_and(|key| keys.contains(key))
        };
        let mut categories = groups.categories.iter();
        (self.category.is_empty() || categories.any(|key| self.category.contains(key)))
            && among(&self.phase, groups.phase)
            && among(&self.venue, groups.venue)
            && (self.certain.is_empty() || self.certain.contains(&groups.is_certain))
    }
}

/// The facts that decide which feeds hold an event: categories, phase, venue and certainty.
#[derive(Clone, Debug)]
pub struct Grouping<'a> {
    /// Its categories.
    pub categories: Cow<'a, [Key]>,
    /// Its phase.
    pub phase: Option<&'a Key>,
    /// Its venue, if that is one of the plan's.
    pub venue: Option<&'a Key>,
    /// Whether it has exact days, and no marker on the date or the title.
    pub is_certain: bool,
}

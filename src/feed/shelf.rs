//! Events or entries by category and by phase, so that a feed does not look at all of them.

use std::collections::BTreeMap;

use super::{Feed, Holder};
use crate::plan::{Grouping, Key};

/// The contents of feeds, by category and by phase.
pub(crate) struct Shelf<'a, T> {
    all: Vec<(Grouping<'a>, &'a T)>,
    by_category: BTreeMap<Key, Vec<&'a T>>,
    by_phase: BTreeMap<&'a Key, Vec<&'a T>>,
}

impl<'a, T> Shelf<'a, T> {
    /// Takes items, and which feeds hold each.
    pub(crate) fn of(items: &'a [T], grouping: impl Fn(&'a T) -> Grouping<'a>) -> Self {
        let mut shelf = Self {
            all: Vec::new(),
            by_category: BTreeMap::new(),
            by_phase: BTreeMap::new(),
        };
        for item in items {
            let grouping = grouping(item);
            for key in grouping.categories.iter() {
                let category = shelf.by_category.entry(key.clone());
                category.or_default().push(item);
            }
            if let Some(key) = grouping.phase {
                shelf.by_phase.entry(key).or_default().push(item);
            }
            shelf.all.push((grouping, item));
        }
        shelf
    }

    /// Returns the items that a feed holds, in order.
    pub(crate) fn held(&self, feed: &Feed) -> Vec<&'a T> {
        match &feed.holds {
            Holder::Category(key) => self.by_category.get(key).cloned().unwrap_or_default(),
            Holder::Phase(key) => self.by_phase.get(key).cloned().unwrap_or_default(),
            Holder::All | Holder::Rule(_) | Holder::Nothing => {
                let held = self.all.iter().filter(|(groups, _)| feed.holds(groups));
                held.map(|(_, item)| *item).collect()
            }
        }
    }
}

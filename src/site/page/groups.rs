//! The category and the phase of an event, as they are shown.

use crate::plan::{Event, Plan};

/// Of an event.
pub(super) struct Groups<'a> {
    /// The category's title.
    pub category: Option<&'a str>,
    /// The phase's title.
    pub phase: Option<&'a str>,
    /// The class that has the category's colour.
    pub class: String,
}

impl<'a> Groups<'a> {
    pub(crate) fn of(plan: &'a Plan, event: &Event) -> Self {
        let category = event
            .category
            .as_ref()
            .and_then(|key| plan.categories.get_full(key));
        let phase = event.phase.as_ref().and_then(|key| plan.phases.get(key));
        Self {
            category: category.map(|(_, _, category)| &*category.title),
            phase: phase.map(|phase| &*phase.title),
            class: class(category.map(|(n, _, _)| n)),
        }
    }
}

/// The class of the plan's nth category, from 0; of none.
pub(super) fn class(category: Option<usize>) -> String {
    category.map_or_else(|| "c".to_owned(), |n| format!("c{n}"))
}

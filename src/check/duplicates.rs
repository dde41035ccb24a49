//! Duplicates: events that are given twice.

use std::collections::{BTreeMap, BTreeSet};

use super::clashes::{place_of, takes_place};
use super::rules::ById;
use super::text::plain;
use crate::diagnostic::Code;
use crate::plan::Event;

/// Reports events that are given twice. Returns the indexes of those that were given before.
pub(super) fn check_duplicates(events: &[Event], by_id: &ById<'_>) -> BTreeSet<usize> {
    let mut known: BTreeMap<String, &Event> = BTreeMap::new();
    let mut again = BTreeSet::new();
    for (index, event) in events.iter().enumerate() {
        let Some(facts) = facts(event) else {
            continue;
        };
        if let Some(first) = known.get(&facts) {
            report_duplicate(event, first, by_id);
            again.insert(index);
        } else {
            known.insert(facts, event);
        }
    }
    again
}

/// Returns the values by which events are compared: two with the same values are one event that is
/// given twice. None if the days are not exact, since a plan may print several such rows with one
/// title, or if the event does not take place.
fn facts(event: &Event) -> Option<String> {
    let has_days = event.when.is_exact() || event.when.is_deadline();
    let versions = event.versions().map(facts_of_version);
    (has_days && takes_place(event)).then(|| versions.collect())
}

/// Returns the values of an event in one of its stretches, or of an override.
fn facts_of_version(event: &Event) -> String {
    let (when, status) = (&event.when, event.stated().word());
    let hours = event.hours.as_ref().map(ToString::to_string);
    let repeat = event.repeat.as_ref().map(ToString::to_string);
    let place = event.venue.as_ref().map(place_of);
    let room = event.room.as_ref().map(|room| plain(&room.to_string()));
    let (title, groups, text) = (plain(&event.title), &event.categories, &event.description);
    format!(
        "{title}\n{when}\n{status}\n{hours:?}\n{repeat:?}\n{place:?}\n{room:?}\n{groups:?}\n{text:?}\n"
    )
}

fn report_duplicate(event: &Event, first: &Event, by_id: &ById<'_>) {
    let (entry, first_entry) = (by_id[event.id.as_str()], by_id[first.id.as_str()]);
    let message = format!(
        "`{}` has the same title, date, hours and place as `{}`",
        event.id, first.id
    );
    let help = "take one of them out; if both are meant, add `accept: duplicate-event` to one";
    let finding = at!(entry.id).finding(Code::DuplicateEvent, message, help);
    let first = at!(first_entry.id).pointer;
    entry
        .findings
        .add(finding.related(first, "first given here"));
}

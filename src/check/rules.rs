//! Rules about the plan as a whole: ids, phases, what is left open.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Code;
use crate::plan::{Event, Key, Plan};
use crate::source::{Finding, Part, Pointer, Source};

/// All rules that need more than one value. `complete` says that nothing is wrong so far: else what
/// seems to be missing may only be unread.
pub(super) fn check(source: &Source, plan: &Plan, complete: bool, findings: &mut Vec<Finding>) {
    let places: BTreeMap<&str, Pointer> = event_places(source).collect();
    ids(source, findings);
    uids(plan, &places, findings);
    withdrawn(source, plan, &places, findings);
    if complete && plan.events.is_empty() {
        let at = source
            .plan
            .as_ref()
            .map_or_else(Pointer::none, |(file, _)| Pointer::file(*file));
        findings.push(
            Finding::new(Code::EmptyPlan, "there are no events", at)
                .help("write them to a file beside plan.yaml, under `events:`"),
        );
    } else if complete {
        feeds(source, plan, findings);
    }
    for event in &plan.events {
        let Some(at) = places.get(event.id.as_str()) else {
            continue;
        };
        dates(plan, event, &at.key("when"), findings);
    }
}

/// Where a key of `plan` stands.
pub(super) fn plan_key(source: &Source, key: &str) -> Pointer {
    let file = source.plan.as_ref().map(|(file, _)| *file);
    Pointer {
        file,
        ..Pointer::none()
    }
    .key("plan")
    .key(key)
}

/// Each event's id, and where it stands in its file.
pub(super) fn event_places(source: &Source) -> impl Iterator<Item = (&str, Pointer)> {
    source.events.iter().flat_map(|(file, shape)| {
        let at = Pointer::file(*file).key("events");
        shape
            .events
            .iter()
            .enumerate()
            .map(move |(i, entry)| (entry.id.as_str(), at.index(i)))
    })
}

/// An id stands once in the plan; both places are shown.
fn ids(source: &Source, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, Pointer> = BTreeMap::new();
    for (id, at) in event_places(source).filter(|(id, _)| !id.is_empty()) {
        match seen.get(id) {
            Some(first) => {
                let finding = Finding::new(
                    Code::DuplicateId,
                    format!("the id `{id}` is another event's too"),
                    at.key("id"),
                );
                findings.push(
                    finding
                        .help("give each event its own")
                        .related(first.key("id"), "first given here"),
                );
            }
            None => {
                seen.insert(id, at);
            }
        }
    }
}

/// A UID that is given is that of no other event, and looks like that of no part of one.
fn uids(plan: &Plan, places: &BTreeMap<&str, Pointer>, findings: &mut Vec<Finding>) {
    let is_own = |event: &Event| event.uid.as_str() == format!("{}@{}", event.id, plan.domain);
    if plan.events.iter().all(is_own) {
        return;
    }
    let mut seen: BTreeMap<String, &Event> = BTreeMap::new();
    // Those that are given go last, so that the finding stands at the one that is.
    let (own, given): (Vec<&Event>, Vec<&Event>) =
        plan.events.iter().partition(|event| is_own(event));
    let mut report = |event: &Event, other: &Event, whose: &str| {
        let Some(at) = places
            .get(event.id.as_str())
            .filter(|_| event.id != other.id)
        else {
            return;
        };
        let message = format!("the UID `{}` {whose} `{}`", event.uid.as_str(), other.id);
        let first = places
            .get(other.id.as_str())
            .map(|first| (first.key("id"), "that event".to_owned()));
        let finding =
            Finding::new(Code::DuplicateId, message, at.key("uid")).help("give each event its own");
        findings.push(Finding {
            related: first.into_iter().collect(),
            ..finding
        });
    };
    for event in own.into_iter().chain(given.iter().copied()) {
        if let Some(other) = seen.insert(event.uid.as_str().to_owned(), event) {
            report(event, other, "is also that of");
        }
    }
    for event in given {
        if let Some(other) = event.uid.whole().and_then(|whole| seen.get(&whole)) {
            report(event, other, "may become that of a part of");
        }
    }
}

/// What goes without a notice is not there.
fn withdrawn(
    source: &Source,
    plan: &Plan,
    places: &BTreeMap<&str, Pointer>,
    findings: &mut Vec<Finding>,
) {
    if plan.withdrawn.is_empty() {
        return;
    }
    // By UID: an event that has another's id, but a UID of its own, is another.
    let by_uid = plan.events.iter().map(|event| (event.uid.as_str(), event));
    let events: BTreeMap<&str, &Event> = by_uid.collect();
    for (n, name) in plan.withdrawn.iter().enumerate() {
        let uid = match name.contains('@') {
            true => name.clone(),
            false => format!("{name}@{}", plan.domain),
        };
        let Some(event) = events.get(&*uid) else {
            continue;
        };
        let at = plan_key(source, "withdrawn").index(n);
        let message = format!("`{name}` is withdrawn, but defined");
        let finding = Finding::new(Code::WithdrawnEvent, message, at)
            .help("take it out of one of the two places");
        findings.push(match places.get(event.id.as_str()) {
            Some(at) => finding.related(at.key("id"), "that event"),
            None => finding,
        });
    }
}

/// A feed without an event is not published.
fn feeds(source: &Source, plan: &Plan, findings: &mut Vec<Finding>) {
    let Some((file, _)) = &source.plan else {
        return;
    };
    let top = Pointer::file(*file);
    let mut empty = |section: &str, key: &Key, help: &str| {
        let at = top.key(section).key(key.as_str()).part(Part::Key);
        let message = format!("the feed of `{key}` holds no event");
        findings.push(Finding::new(Code::EmptyFeed, message, at).help(help));
    };
    let groups = plan.events.iter().map(Event::groups);
    let groups = groups.map(|groups| (groups.category, groups.phase));
    let (categories, phases): (BTreeSet<_>, BTreeSet<_>) = groups.unzip();
    let keys = plan.categories.keys();
    for key in keys.filter(|key| !categories.contains(&Some(*key))) {
        let help = "it is not published until an event has this category";
        empty("categories", key, help);
    }
    let keys = plan.phases.keys();
    for key in keys.filter(|key| !phases.contains(&Some(*key))) {
        let help = "it is not published until an event has this phase";
        empty("phases", key, help);
    }
    for feed in &plan.feeds {
        let is_held = |event: &Event| feed.select.holds(event.groups());
        if !plan.events.iter().any(is_held) {
            let help = "it is not published; all lists of `select` hold together: look for one \
                        that excludes the others";
            empty("feeds", &feed.key, help);
        }
    }
}

fn dates(plan: &Plan, event: &Event, at: &Pointer, findings: &mut Vec<Finding>) {
    let phase = event.phase.as_ref();
    let phase = phase.and_then(|key| Some((key, plan.phases.get(key)?.days?)));
    // Of meetings that recur, all.
    let span = match event.repeat {
        Some(_) => Some(event.window),
        None => event.when.span(),
    };
    if let (Some((key, days)), Some(span)) = (phase, span)
        && !days.contains(span)
    {
        let (first, last) = (days.first(), days.last());
        let message = format!("this is not within `{key}`, {first} to {last}");
        let help = "correct the date or the phase, or leave it if the plan prints it so";
        findings.push(Finding::new(Code::DateOutsidePhase, message, at.clone()).help(help));
    }
    let is_settled =
        event.when.is_certain() || event.when.is_deadline() && event.when.marker().is_none();
    let last = event.window.last();
    if !is_settled && event.status.is_none() && last < plan.revision {
        let today = plan.revision;
        let message =
            format!("this is still open on {today}, though its last day, {last}, is past");
        let help = "give the date on which it was, or `status: cancelled`";
        findings.push(Finding::new(Code::StillOpen, message, at.clone()).help(help));
    }
}

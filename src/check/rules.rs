//! Rules about the plan as a whole: ids, phases, what is left open.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::clashes::check_clashes;
use super::cursor::{Cursor, Findings};
use super::duplicates::check_duplicates;
use super::plan_file::PlanContext;
use super::room_names::check_room_names;
use super::text::Text;
use crate::diagnostic::Code;
use crate::plan::{Event, Key, Plan, Stated};
use crate::source::{EventEntry, PlanFile, PlanHead, Source};

/// Checks the rules about several events, or about an event and its phase. Returns the entries by
/// id.
pub(super) fn check_events<'a>(
    entries: &'a [Cursor<'a, EventEntry>],
    events: &[Event],
    context: &PlanContext<'_>,
) -> ById<'a> {
    let by_id = check_ids(entries);
    check_uids(events, context, &by_id);
    for event in events {
        let entry = by_id[event.id.as_str()];
        check_phase(event, context, &at!(entry.when));
        check_location(event, entry);
    }
    by_id
}

/// Checks the rules about the whole plan. `is_complete` says that nothing is wrong so far: else
/// what seems to be missing may only be unread.
pub(super) fn check_whole_plan(
    plan: &Plan,
    file: &Cursor<'_, PlanFile>,
    by_id: &ById<'_>,
    is_complete: bool,
) {
    check_still_defined(plan, &at!(file.plan), by_id);
    if is_complete && plan.events.is_empty() {
        let help = "write them to a file beside plan.yaml, under `events:`";
        file.report(Code::EmptyPlan, "the plan has no events", help);
    } else if is_complete {
        check_feeds(plan, file);
        let again = check_duplicates(&plan.events, by_id);
        check_clashes(plan, &again, by_id);
        check_room_names(plan, by_id);
    }
    for event in &plan.events {
        let entry = by_id[event.id.as_str()];
        check_still_open(event, plan.revision, &at!(entry.when));
    }
}

/// Returns the cursor of every event.
pub(super) fn entries<'a>(
    source: &'a Source,
    findings: &'a Findings<'a>,
) -> Vec<Cursor<'a, EventEntry>> {
    let mut entries = Vec::new();
    for (index, file) in &source.events {
        let file = Cursor::top(*index, file, findings);
        entries.extend(at!(file.events).items());
    }
    entries
}

/// The entries of events, by id.
pub(super) type ById<'a> = BTreeMap<&'a str, &'a Cursor<'a, EventEntry>>;

/// Reports ids that two events have; returns the first event of each id.
fn check_ids<'a>(entries: &'a [Cursor<'a, EventEntry>]) -> ById<'a> {
    let mut by_id = ById::new();
    for entry in entries.iter().filter(|entry| !entry.id.is_empty()) {
        let first = *by_id.entry(&entry.value.id).or_insert(entry);
        if !std::ptr::eq(first, entry) {
            let id = at!(entry.id);
            let message = format!("another event has the id `{id}` too");
            let finding = id.finding(Code::DuplicateId, message, "give each event its own");
            let first = at!(first.id).pointer;
            id.findings.add(finding.related(first, "first given here"));
        }
    }
    by_id
}

/// Reports a UID that is given and is another event's, or looks like that of a part of one.
fn check_uids(events: &[Event], context: &PlanContext<'_>, by_id: &ById<'_>) {
    let is_own = |event: &&Event| event.uid == context.own_uid(&event.id);
    // Those that are given go last, so that the finding is at the one that is.
    let (own, given): (Vec<&Event>, Vec<&Event>) = events.iter().partition(is_own);
    if given.is_empty() {
        return;
    }
    let mut seen: BTreeMap<String, &Event> = BTreeMap::new();
    for event in own.into_iter().chain(given.iter().copied()) {
        if let Some(other) = seen.insert(event.uid.as_str().to_owned(), event) {
            report_uid(event, other, "is also that of", by_id);
        }
    }
    for event in given {
        let wholes = event.uid.wholes();
        if let Some(other) = wholes.iter().find_map(|whole| seen.get(whole)) {
            report_uid(event, other, "may clash with that of a part of", by_id);
        }
    }
}

fn report_uid(event: &Event, other: &Event, whose: &str, by_id: &ById<'_>) {
    if event.id == other.id {
        return;
    }
    let (entry, other_entry) = (by_id[event.id.as_str()], by_id[other.id.as_str()]);
    let message = format!("the UID `{}` {whose} `{}`", event.uid.as_str(), other.id);
    let finding = at!(entry.uid).finding(Code::DuplicateId, message, "give each event its own");
    let other = at!(other_entry.id).pointer;
    entry.findings.add(finding.related(other, "that event"));
}

/// Reports events on `withdrawn` that the plan has.
fn check_still_defined(plan: &Plan, plan_head: &Cursor<'_, PlanHead>, by_id: &ById<'_>) {
    if plan.withdrawn.is_empty() {
        return;
    }
    // By UID: an event that has another's id, but a UID of its own, is another.
    let events = plan.events.iter().map(|event| (event.uid.as_str(), event));
    let events: BTreeMap<&str, &Event> = events.collect();
    for name in at!(plan_head.withdrawn).items() {
        let uid = match name.contains('@') {
            true => name.to_string(),
            false => format!("{name}@{}", plan.domain),
        };
        if let Some(event) = events.get(uid.as_str()) {
            let entry = by_id[event.id.as_str()];
            let message = format!("`{name}` is in `withdrawn`, but is still defined");
            let help = "take it out of one of the two places";
            let finding = name.finding(Code::WithdrawnEvent, message, help);
            let event = at!(entry.id).pointer;
            name.findings.add(finding.related(event, "that event"));
        }
    }
}

/// Reports feeds without an event: they are not published.
fn check_feeds(plan: &Plan, file: &Cursor<'_, PlanFile>) {
    let categories = plan.events.iter().flat_map(|event| &event.categories);
    let categories: BTreeSet<&Key> = categories.collect();
    let phases = plan.events.iter().filter_map(|event| event.phase.as_ref());
    let phases: BTreeSet<&Key> = phases.collect();
    let names = at!(file.categories).entries();
    for (key, (name, _)) in plan.categories.keys().zip(names) {
        if !categories.contains(key) {
            report_empty(
                &name,
                "it is not published until an event has this category",
            );
        }
    }
    let names = at!(file.phases).entries();
    for (key, (name, _)) in plan.phases.keys().zip(names) {
        if !phases.contains(key) {
            report_empty(&name, "it is not published until an event has this phase");
        }
    }
    for (feed, (name, _)) in plan.feeds.iter().zip(at!(file.feeds).entries()) {
        let is_held = |event: &Event| feed.select.holds(&event.groups());
        if !plan.events.iter().any(is_held) {
            let help = "it is not published; an event must match every list of `select`: look for \
                        one that excludes the others";
            report_empty(&name, help);
        }
    }
}

fn report_empty(key: &Text<'_>, help: &str) {
    let message = format!("the feed of `{key}` holds no event");
    key.report(Code::EmptyFeed, message, help);
}

/// The most UTF-16 units of the names in LOCATION: Outlook shows 255 (MS-OXCICAL 2.1.3.1.1.20.15),
/// and markers need some.
const LONGEST_LOCATION: usize = 240;

/// Reports a room, a venue and an address that are too long together.
fn check_location(event: &Event, entry: &Cursor<'_, EventEntry>) {
    let lengths = event.versions().map(|event| {
        let names = event.whereabouts().join(", ");
        names.encode_utf16().count()
    });
    let longest = lengths.max().unwrap_or_default();
    if longest > LONGEST_LOCATION {
        let message = format!("the room, the venue and its address have {longest} characters");
        let help = format!(
            "shorten them to {LONGEST_LOCATION}, and put the rest into `description`: Outlook cuts \
             it off"
        );
        at!(entry.id).report(Code::LongLocation, message, help);
    }
}

/// Reports a date outside its phase.
fn check_phase(event: &Event, context: &PlanContext<'_>, when: &Text<'_>) {
    let phase = event.phase.as_ref();
    let phase = phase.and_then(|key| Some((key, context.phases.get(key)?.days?)));
    // The days of a series are those of all its occurrences.
    let span = match event.repeat {
        Some(_) => Some(event.window),
        None => event.when.span(),
    };
    if let (Some((key, days)), Some(span)) = (phase, span)
        && !days.contains(span)
    {
        let (first, last) = (days.first(), days.last());
        let message = match days.overlaps(span) {
            true => format!("a part of this is outside `{key}`, {first} to {last}"),
            false => format!("this is not within `{key}`, {first} to {last}"),
        };
        let help = "correct the date or the phase; if the plan prints it so, add `accept: date-outside-phase`";
        let (message, help) = match context.in_another_year(event, days, when) {
            Some((year, written)) => (
                format!("{message}; in {year} it would be"),
                format!("if its year is mistaken, write `{written}`; else {help}"),
            ),
            None => (message, help.to_owned()),
        };
        when.report(Code::DateOutsidePhase, message, help);
    }
}

/// Days after the date of a postponed event when it is asked what became of it.
const LONG_POSTPONED: i64 = 365;

/// Reports a date that is still open after its last day, and an event that was postponed long ago.
fn check_still_open(event: &Event, today: NaiveDate, when: &Text<'_>) {
    let is_settled =
        event.when.is_certain() || event.when.is_deadline() && event.when.marker().is_none();
    let last = event.window.last();
    if event.status == Some(Stated::Postponed) && (today - last).num_days() > LONG_POSTPONED {
        let message = format!("this is postponed, and on {today} still has no date after {last}");
        let help = "give the new date, or `status: cancelled`";
        when.report(Code::StillOpen, message, help);
    }
    if !is_settled && event.status.is_none() && last < today {
        let message =
            format!("this is still open on {today}, though its last day, {last}, is past");
        let help = "give the date on which it was, or `status: postponed` or `cancelled`; if the \
                    plan still prints it so, add `accept: still-open`";
        when.report(Code::StillOpen, message, help);
    }
}

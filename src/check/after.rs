//! Rules that need the last publication: what a build should not do without being asked again. A
//! lost file must not cancel a plan.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::accept::Accepted;
use super::cursor::{Cursor, Findings, Unread};
use super::renamed::check_renamed;
use super::rules::entries;
use crate::diagnostic::{Code, Finding};
use crate::history::{Entry, Ledger, Record, is_to_come, status};
use crate::phrase::words;
use crate::plan::{Event, Plan, Stated};
use crate::source::{EventEntry, PlanHead, Pointer, Source};

/// The least number of removed events that counts as a mass removal.
const MANY: usize = 5;
/// A mass removal is of more than one in this many events.
const ONE_IN: usize = 5;
/// The most events that are named.
const MOST_NAMED: usize = 20;

/// Warnings about events that need the last publication. An `accept` of one is never unused:
/// without that publication it is not known whether the warning is given, and after the next one it
/// no longer is.
pub(super) const FLEETING: [Code; 2] = [Code::RenamedEvent, Code::PostponedMoved];

/// The effect that a publication would have on the last one.
#[derive(Debug, Default)]
pub struct Effect<'a> {
    /// Whether an entry would be added, removed or changed.
    pub is_changed: bool,
    /// The paths of feeds that would end.
    pub ended: Vec<&'a str>,
}

/// Returns findings on a plan and its publication that need the last publication.
pub fn after(
    source: &Source,
    plan: &Plan,
    ledger: &Ledger,
    effect: &Effect<'_>,
) -> Vec<Finding<Pointer>> {
    let unread = Unread::default();
    let findings = Findings::new(&unread);
    let Some(last) = ledger.revision() else {
        findings.extend(plan.publish_url.iter().map(|_| no_ledger()));
        return findings.into_vec();
    };
    findings.extend(ledger.is_partial.then(partial));
    findings.extend(effect.ended.iter().map(|path| ended(path)));
    if let Some(file) = &source.plan {
        let file = Cursor::top(source.plan_file, file, &findings);
        let plan_head = at!(file.plan);
        check_never_published(&plan_head, plan, ledger);
        check_revision(&plan_head, plan, last, ledger, effect);
        check_absent(&plan_head, &Absent::of(plan, ledger), source);
    }
    check_postponed(plan, ledger, source, &findings);
    let mut accepted = Accepted::read(source, &findings);
    let mut found = findings.into_vec();
    accepted.silence(&mut found);
    found
}

fn check_revision(
    plan_head: &Cursor<'_, PlanHead>,
    plan: &Plan,
    last: NaiveDate,
    ledger: &Ledger,
    effect: &Effect<'_>,
) {
    let revision = plan.revision;
    if revision < last {
        let message = format!("the last publication is of {last}, this is older");
        let help = "write the day of this change; to publish an older state, write it as a new \
                    revision";
        at!(plan_head.revision).report(Code::OlderRevision, message, help);
    }
    let is_same = ledger.last.is_some_and(|last| last.date() == revision);
    if effect.is_changed && is_same {
        let message = format!("{revision} was published already, with other entries");
        let help = "move `revision` with every published change; until then, each build adds a \
                    second to the stamps";
        at!(plan_head.revision).report(Code::SameRevision, message, help);
    }
}

/// Returns a finding on a feed that has no events any more.
fn ended(path: &str) -> Finding<Pointer> {
    let message =
        format!("{path} has no events any more, and tells its subscribers to unsubscribe");
    let help = "if its key was renamed, keep the old one; titles may change";
    Finding::new(Code::EndedFeed, message, help)
}

fn no_ledger() -> Finding<Pointer> {
    let message = "the last publication is missing, though `publish.url` says where it would be";
    let help = "name it with --previous (a folder, git:REV, a URL), or say `none` if this is the \
                first, `lost` if it is lost";
    Finding::new(Code::NoLedger, message, help)
}

fn partial() -> Finding<Pointer> {
    let message = "index.json is missing beside the all.ics of the last publication";
    let help = "without it, ended feeds are removed without a notice, and a removed event that \
                comes back starts again at SEQUENCE 0";
    Finding::new(Code::NoLedger, message, help)
}

/// Reports names on `withdrawn` that were never published.
fn check_never_published(plan_head: &Cursor<'_, PlanHead>, plan: &Plan, ledger: &Ledger) {
    for name in at!(plan_head.withdrawn).items() {
        if !ledger.knows(&name) && !ledger.knows(&format!("{name}@{}", plan.domain)) {
            let message = format!("nothing was published as `{name}`");
            let help = "if the event had a `uid`, write the `uid`";
            name.report(Code::UnknownWithdrawn, message, help);
        }
    }
}

/// Reports postponed events that are not on the date on which the last publication has them.
fn check_postponed(plan: &Plan, ledger: &Ledger, source: &Source, findings: &Findings<'_>) {
    let is_postponed = |event: &&Event| event.status == Some(Stated::Postponed);
    let mut postponed = plan.events.iter().filter(is_postponed).peekable();
    if postponed.peek().is_none() {
        return;
    }
    let entries = entries(source, findings);
    let entries = entries.iter().map(|entry| (entry.id.as_str(), entry));
    let by_id: BTreeMap<&str, &Cursor<'_, EventEntry>> = entries.collect();
    for event in postponed {
        let main = ledger.main(event.uid.as_str());
        let record = main.as_ref().and_then(Record::read);
        let Some(record) = record.filter(|record| record.when.span() != event.when.span()) else {
            continue;
        };
        let entry = by_id[event.id.as_str()];
        let planned = words(&record.when, plan.language);
        let message = format!(
            "`{}` is postponed, and no longer on the date on which it was published: {planned}",
            event.id
        );
        let help = format!(
            "if this is the new date, take `status: postponed` out; else write the date for which \
             it was planned: `{planned}`"
        );
        at!(entry.when).report(Code::PostponedMoved, message, help);
    }
}

/// Reports absent events: a changed domain, or else renamed events and a mass removal.
fn check_absent(plan_head: &Cursor<'_, PlanHead>, absent: &Absent<'_>, source: &Source) {
    if let Some((domain, moved)) = absent.other_domain() {
        let message = format!(
            "the last publication has `{domain}` as its domain: {} would be removed and added",
            events(moved)
        );
        let help = format!(
            "write `domain: {domain}`, which never changes; --accept-removals publishes under \
             the new domain"
        );
        return at!(plan_head.domain).report(Code::OtherDomain, message, help);
    }
    if !absent.events.is_empty() {
        let entries = entries(source, plan_head.findings);
        check_renamed(absent.plan, absent.ledger, &absent.events, &entries);
    }
    plan_head.findings.extend(absent.mass_removal());
}

/// Events of the last publication that the plan does not have, withdrawn ones aside.
struct Absent<'a> {
    plan: &'a Plan,
    ledger: &'a Ledger,
    /// Their UIDs.
    events: BTreeSet<&'a str>,
}

impl<'a> Absent<'a> {
    fn of(plan: &'a Plan, ledger: &'a Ledger) -> Self {
        let living: BTreeSet<&str> = plan.events.iter().map(|event| event.uid.as_str()).collect();
        let is_absent = |entry: &&Entry| {
            let is_living = living.contains(entry.event());
            entry.removed.is_none() && !is_living && !entry.is_withdrawn(plan)
        };
        let absent = ledger.entries().flatten().filter(is_absent);
        let events = absent.map(Entry::event).collect();
        Self {
            plan,
            ledger,
            events,
        }
    }

    /// Returns the domain that the plan had, and how many absent events are in the plan under its
    /// new one, if these are most.
    fn other_domain(&self) -> Option<(&'a str, usize)> {
        let plan = self.plan;
        let ids: BTreeSet<&str> = plan.events.iter().map(|event| event.id.as_str()).collect();
        let split = self.events.iter().filter_map(|uid| uid.rsplit_once('@'));
        let moved = split.filter(|(id, domain)| ids.contains(id) && *domain != &*plan.domain);
        let moved: Vec<(&str, &str)> = moved.collect();
        let (_, domain) = moved.first()?;
        let known = self.ledger.entries().filter(|entries| {
            let uid = entries[0].uid.rsplit_once('@');
            uid.is_some_and(|(_, domain)| domain == &*plan.domain)
        });
        (known.count() < moved.len()).then_some((domain, moved.len()))
    }

    /// Reports the removal of more than a fifth of the events still to come.
    fn mass_removal(&self) -> Option<Finding<Pointer>> {
        let Self { plan, ledger, .. } = self;
        if self.events.len() < MANY {
            return None;
        }
        let mut to_come: BTreeSet<&str> = BTreeSet::new();
        for entries in ledger
            .entries()
            .filter(|entries| entries[0].removed.is_none())
        {
            let vevents = ledger.vevents(entries);
            let is_cancelled = vevents
                .iter()
                .all(|vevent| status(vevent) == Stated::Cancelled);
            if is_to_come(&vevents, plan.revision) && !is_cancelled {
                to_come.insert(entries[0].event());
            }
        }
        let is_removed = |uid: &&str| self.events.contains(uid);
        let removed: Vec<&str> = to_come.iter().copied().filter(is_removed).collect();
        if removed.len() < MANY || removed.len() * ONE_IN <= to_come.len() {
            return None;
        }
        let mut names: Vec<String> = removed.iter().map(|uid| format!("`{uid}`")).collect();
        if names.len() > MOST_NAMED {
            names.truncate(MOST_NAMED);
            names.push(format!("and {} more", removed.len() - MOST_NAMED));
        }
        let message = format!(
            "{} of {} that are still to come would be removed: {}",
            removed.len(),
            events(to_come.len()),
            names.join(", ")
        );
        let help = "look for a file that is missing; to remove them, build with --accept-removals";
        Some(Finding::new(Code::MassRemoval, message, help))
    }
}

fn events(n: usize) -> String {
    format!("{n} event{}", if n == 1 { "" } else { "s" })
}

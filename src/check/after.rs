//! Rules that need the last publication: what a build should not do without being asked again. A
//! lost file must not cancel a plan.

use std::collections::{BTreeMap, BTreeSet};

use super::rules::{event_places, plan_key};
use crate::diagnostic::Code;
use crate::history::{Entry, Ledger, Record, is_to_come, status};
use crate::plan::{Event, Key, Plan, Stated};
use crate::source::{Finding, Pointer, Source};

/// The fewest events that are many.
const MANY: usize = 5;
/// A mass removal is more than one event in this many.
const ONE_IN: usize = 5;
/// The most events that are named.
const MOST_NAMED: usize = 20;

/// What a publication would do to the last one.
#[derive(Debug, Default)]
pub struct Effect<'a> {
    /// Whether an entry would come, go, or say something else.
    pub is_changed: bool,
    /// The paths of feeds that would end.
    pub ended: Vec<&'a str>,
}

/// Findings on a plan and its publication that need the last publication.
pub fn after(source: &Source, plan: &Plan, ledger: &Ledger, effect: &Effect<'_>) -> Vec<Finding> {
    let Some(last) = ledger.revision() else {
        return plan.publish_url.iter().map(|_| no_ledger()).collect();
    };
    let mut findings = Vec::new();
    if ledger.is_partial() {
        findings.push(partial());
    }
    findings.extend(unknown_withdrawn(source, plan, ledger));
    if plan.revision < last {
        let message = format!("the last publication is of {last}, this is older");
        let help = "write the day of this change; to publish an older state, write it as a new \
                    revision";
        let at = plan_key(source, "revision");
        findings.push(Finding::new(Code::OlderRevision, message, at).help(help));
    }
    if effect.is_changed
        && ledger
            .last()
            .is_some_and(|last| last.date() == plan.revision)
    {
        findings.push(same_revision(source, plan));
    }
    findings.extend(effect.ended.iter().map(|path| ended(path)));
    let absent = Absent::of(plan, ledger);
    match absent.other_domain(source) {
        Some(finding) => findings.push(finding),
        None => {
            findings.extend(absent.renamed(source));
            findings.extend(absent.mass_removal());
        }
    }
    findings
}

fn same_revision(source: &Source, plan: &Plan) -> Finding {
    let message = format!(
        "{} was published already, with other entries",
        plan.revision
    );
    let help = "move `revision` with every published change; stamps are a second later for now";
    Finding::new(Code::SameRevision, message, plan_key(source, "revision")).help(help)
}

/// A feed that had events until now.
fn ended(path: &str) -> Finding {
    let message =
        format!("{path} ends: it holds no event any more, and asks its subscribers to leave");
    let help = "if its key was renamed, keep the old one; titles may change";
    Finding::new(Code::EndedFeed, message, Pointer::none()).help(help)
}

fn no_ledger() -> Finding {
    let message = "there is no last publication, though `publish.url` says where it would be";
    let help = "name it with --previous (a folder, git:REV, a URL), or say `none` if this is the \
                first, `lost` if it is lost";
    Finding::new(Code::NoLedger, message, Pointer::none()).help(help)
}

fn partial() -> Finding {
    let message = "there is no index.json beside the all.ics of the last publication";
    let help = "without it, feeds that ended leave without a word, and what was removed and comes \
                back counts from 0";
    Finding::new(Code::NoLedger, message, Pointer::none()).help(help)
}

/// Reports names on `withdrawn` that were never published.
fn unknown_withdrawn(source: &Source, plan: &Plan, ledger: &Ledger) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (n, name) in plan.withdrawn.iter().enumerate() {
        if !ledger.knows(name) && !ledger.knows(&format!("{name}@{}", plan.domain)) {
            let message = format!("nothing was published as `{name}`");
            let at = plan_key(source, "withdrawn").index(n);
            let finding = Finding::new(Code::UnknownWithdrawn, message, at);
            findings.push(finding.help("of an event that had a `uid`, write that"));
        }
    }
    findings
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

    /// Reports new events with the title and phase of one that is gone.
    fn renamed(&self, source: &Source) -> Vec<Finding> {
        if self.events.is_empty() {
            return Vec::new();
        }
        let named = |event: &'a Event| {
            let phase = event.phase.as_ref().map(Key::as_str);
            ((event.title.as_str(), phase), event.id.as_str())
        };
        let is_new = |event: &&Event| self.ledger.get(event.uid.as_str()).is_empty();
        let new = self.plan.events.iter().filter(is_new).map(named);
        let new: BTreeMap<(&str, Option<&str>), &str> = new.collect();
        let places: BTreeMap<&str, Pointer> = event_places(source).collect();
        let mut findings = Vec::new();
        for uid in &self.events {
            let main = self.ledger.main(uid);
            let Some(record) = main.as_ref().and_then(Record::read) else {
                continue;
            };
            let Some(id) = new.get(&(&*record.title, record.phase.key.as_deref())) else {
                continue;
            };
            let message = format!(
                "`{id}` is new, and `{uid}`, which had the same title and phase, is gone: renamed?"
            );
            let help = format!(
                "if so, add `uid: {uid}`, so that calendars keep it; else `{uid}` is announced as \
                 removed"
            );
            let at = places.get(id).map_or_else(Pointer::none, |at| at.key("id"));
            findings.push(Finding::new(Code::RenamedEvent, message, at).help(help));
        }
        findings
    }

    /// Reports a changed domain: most absent events are in the plan under another one.
    fn other_domain(&self, source: &Source) -> Option<Finding> {
        let plan = self.plan;
        let ids: BTreeSet<&str> = plan.events.iter().map(|event| event.id.as_str()).collect();
        let split = self.events.iter().filter_map(|uid| uid.rsplit_once('@'));
        let is_moved = |(id, domain): &(&str, &str)| ids.contains(id) && *domain != plan.domain;
        let moved: Vec<(&str, &str)> = split.filter(is_moved).collect();
        let (_, domain) = moved.first()?;
        let is_known = |entries: &&[Entry]| {
            let uid = entries[0].uid.rsplit_once('@');
            uid.is_some_and(|(_, domain)| domain == plan.domain)
        };
        if self.ledger.entries().filter(is_known).count() >= moved.len() {
            return None;
        }
        let message = format!(
            "the last publication has `{domain}` as its domain: {} would be removed and added",
            events(moved.len())
        );
        let help = format!(
            "write `domain: {domain}`, which never changes; --accept-removals does it all the same"
        );
        let at = plan_key(source, "domain");
        Some(Finding::new(Code::OtherDomain, message, at).help(help))
    }

    /// Reports the removal of more than a fifth of the events still to come.
    fn mass_removal(&self) -> Option<Finding> {
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
        let help =
            "look for a file that is missing; if they are to go, build with --accept-removals";
        Some(Finding::new(Code::MassRemoval, message, Pointer::none()).help(help))
    }
}

fn events(n: usize) -> String {
    format!("{n} event{}", if n == 1 { "" } else { "s" })
}

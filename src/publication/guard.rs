//! What a build should not do without being asked again: a lost file must not cancel a plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::feed::{Told, is_to_come, is_withdrawn};
use crate::history::Ledger;
use crate::ical::Vevent;
use crate::plan::{Key, Plan, Stated, Uid};

use super::{Publication, PublishedFile};

/// The fewest events that are many.
const MANY: usize = 5;
/// More than one in that many is a mass.
const ONE_IN: usize = 5;
/// The most events that are named.
const MOST_NAMED: usize = 20;

/// What is remarkable about a plan after the last publication.
#[derive(Debug)]
pub struct Concern {
    /// What it is.
    pub diagnostic: Diagnostic,
    /// Where in the definitions it is.
    pub subject: Subject,
}

/// Where in the definitions something is.
#[derive(Debug, PartialEq, Eq)]
pub enum Subject {
    /// The plan's revision.
    Revision,
    /// The plan's domain.
    Domain,
    /// The withdrawn event of that index.
    Withdrawn(usize),
    /// The event of that id.
    Event(Key),
    /// None of its places.
    Nothing,
}

/// Everything that is remarkable about a plan, and what would be published of it, after the last
/// publication.
pub fn concerns(plan: &Plan, ledger: &Ledger, publication: &Publication) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let Some(last) = ledger.revision() else {
        if plan.publish_url.is_some() {
            concerns.push(no_ledger());
        }
        return concerns;
    };
    if ledger.is_partial() {
        concerns.push(partial());
    }
    concerns.extend(withdrawn(plan, ledger));
    if plan.revision < last {
        let message = format!("the last publication is of {last}, this is older");
        let help =
            "write the day of this change; to publish an older state, write it as a new revision";
        concerns.push(Concern {
            diagnostic: Diagnostic::new(Code::OlderRevision, message).help(help),
            subject: Subject::Revision,
        });
    }
    if publication.is_changed()
        && ledger
            .last()
            .is_some_and(|last| last.date() == plan.revision)
    {
        concerns.push(same_revision(plan));
    }
    concerns.extend(ended(ledger, publication));
    let absent = Absent::of(plan, ledger);
    match absent.other_domain() {
        Some(concern) => concerns.push(concern),
        None => concerns.extend(absent.renamed().into_iter().chain(absent.mass_removal())),
    }
    concerns
}

fn same_revision(plan: &Plan) -> Concern {
    let message = format!(
        "{} was published already, with other entries",
        plan.revision
    );
    let diagnostic = Diagnostic::new(Code::SameRevision, message)
        .help("move `revision` with every published change; stamps are a second later for now");
    Concern {
        diagnostic,
        subject: Subject::Revision,
    }
}

/// Feeds that had events until now.
fn ended(ledger: &Ledger, publication: &Publication) -> Vec<Concern> {
    let was_open = |path: &str| {
        ledger
            .feeds()
            .iter()
            .any(|feed| feed.path == path && feed.closed.is_none())
    };
    let ended = publication
        .files()
        .iter()
        .filter(|file| file.closed.is_some() && was_open(&file.path));
    let concern = |file: &PublishedFile| {
        let message = format!(
            "{} ends: it holds no event any more, and asks its subscribers to leave",
            file.path
        );
        let diagnostic = Diagnostic::new(Code::EndedFeed, message)
            .help("if its key was renamed, keep the old one; titles may change");
        Concern {
            diagnostic,
            subject: Subject::Nothing,
        }
    };
    ended.map(concern).collect()
}

fn no_ledger() -> Concern {
    let diagnostic = Diagnostic::new(Code::NoLedger, "there is no last publication, though `publish.url` says where it would be")
        .help("name it with --previous (a folder, git:REV, a URL), or say `none` if this is the first, `lost` if it is lost");
    Concern {
        diagnostic,
        subject: Subject::Nothing,
    }
}

fn partial() -> Concern {
    let diagnostic = Diagnostic::new(Code::NoLedger, "there is no index.json beside the all.ics of the last publication")
        .help("without it, feeds that ended leave without a word, and what was removed and comes back counts from 0");
    Concern {
        diagnostic,
        subject: Subject::Nothing,
    }
}

/// Names of withdrawn events that nothing was ever published under.
fn withdrawn(plan: &Plan, ledger: &Ledger) -> Vec<Concern> {
    let is_unknown =
        |name: &String| !ledger.knows(name) && !ledger.knows(&format!("{name}@{}", plan.domain));
    let unknown = plan
        .withdrawn
        .iter()
        .enumerate()
        .filter(|(_, name)| is_unknown(name));
    let concern = |(n, name): (usize, &String)| {
        let diagnostic = Diagnostic::new(
            Code::UnknownWithdrawn,
            format!("nothing was published as `{name}`"),
        )
        .help("of an event that had a `uid`, write that");
        Concern {
            diagnostic,
            subject: Subject::Withdrawn(n),
        }
    };
    unknown.map(concern).collect()
}

/// Events of the last publication that the plan does not have, withdrawn ones aside: their entries,
/// by UID.
struct Absent<'a> {
    plan: &'a Plan,
    ledger: &'a Ledger,
    living: BTreeSet<&'a str>,
    events: BTreeMap<String, Vec<&'a str>>,
}

impl<'a> Absent<'a> {
    fn of(plan: &'a Plan, ledger: &'a Ledger) -> Self {
        let living: BTreeSet<&str> = plan.events.iter().map(|event| event.uid.as_str()).collect();
        let mut absent = Self {
            plan,
            ledger,
            living,
            events: BTreeMap::new(),
        };
        for (uid, recorded) in ledger.recorded() {
            let whole = absent.whole(uid);
            if recorded.removed.is_none()
                && !absent.living.contains(&*whole)
                && !is_withdrawn(plan, uid)
            {
                absent.events.entry(whole).or_default().push(uid);
            }
        }
        absent
    }

    /// The UID of the event that an entry is of.
    fn whole(&self, uid: &str) -> String {
        let is_there =
            |whole: &String| self.ledger.get(whole).is_some() || self.living.contains(&**whole);
        Uid::split(uid)
            .map(|(whole, _)| whole)
            .filter(is_there)
            .unwrap_or_else(|| uid.to_owned())
    }

    /// An id that goes beside a new one with the same title and phase.
    fn renamed(&self) -> Vec<Concern> {
        let Self { plan, ledger, .. } = self;
        if self.events.is_empty() {
            return Vec::new();
        }
        let is_new = |uid: &str| ledger.get(uid).is_none();
        let new = plan
            .events
            .iter()
            .filter(|event| is_new(event.uid.as_str()));
        let new: BTreeMap<(&str, Option<&str>), &Key> = new
            .map(|event| {
                (
                    (event.title.as_str(), event.phase.as_ref().map(Key::as_str)),
                    &event.id,
                )
            })
            .collect();
        let concern = |(uid, parts): (&String, &Vec<&str>)| {
            let vevent = vevents(ledger, parts).into_iter().next()?;
            let phase = vevent.text("X-PLANFEED-PHASE");
            let id = *new.get(&(&*Told::read(&vevent)?.title, phase.as_deref()))?;
            let message = format!(
                "`{id}` is new, and `{uid}`, which had the same title and phase, is gone: renamed?"
            );
            let help = format!(
                "if so, add `uid: {uid}`, so that calendars keep it; else `{uid}` is announced as removed"
            );
            let diagnostic = Diagnostic::new(Code::RenamedEvent, message).help(help);
            Some(Concern {
                diagnostic,
                subject: Subject::Event(id.clone()),
            })
        };
        self.events.iter().filter_map(concern).collect()
    }

    /// Events that are there under another domain.
    fn other_domain(&self) -> Option<Concern> {
        let plan = self.plan;
        let ids: BTreeSet<&str> = plan.events.iter().map(|event| event.id.as_str()).collect();
        let moved = self
            .events
            .keys()
            .filter_map(|uid| uid.rsplit_once('@'))
            .filter(|(id, _)| ids.contains(id));
        let moved: Vec<(&str, &str)> = moved.filter(|(_, domain)| *domain != plan.domain).collect();
        let (_, domain) = moved.first()?;
        let is_known = |uid: &str| {
            uid.rsplit_once('@')
                .is_some_and(|(_, domain)| domain == plan.domain)
        };
        if self
            .ledger
            .recorded()
            .filter(|(uid, _)| is_known(uid))
            .count()
            >= moved.len()
        {
            return None;
        }
        let message = format!(
            "the last publication has `{domain}` as its domain: {} would be removed and added",
            events(moved.len())
        );
        let help = format!(
            "write `domain: {domain}`, which never changes; --accept-removals does it all the same"
        );
        let diagnostic = Diagnostic::new(Code::OtherDomain, message).help(help);
        Some(Concern {
            diagnostic,
            subject: Subject::Domain,
        })
    }

    /// More than a fifth of what is still to come.
    fn mass_removal(&self) -> Option<Concern> {
        let Self { plan, ledger, .. } = self;
        if self.events.len() < MANY {
            return None;
        }
        let mut to_come: BTreeSet<String> = BTreeSet::new();
        for (uid, recorded) in ledger
            .recorded()
            .filter(|(_, recorded)| recorded.removed.is_none())
        {
            let vevents: Vec<Vevent> = ledger.vevents(recorded).collect();
            if is_to_come(&vevents, plan.revision) && !is_cancelled(&vevents) {
                to_come.insert(self.whole(uid));
            }
        }
        let removed: Vec<&String> = self
            .events
            .keys()
            .filter(|uid| to_come.contains(*uid))
            .collect();
        if removed.len() < MANY || removed.len() * ONE_IN <= to_come.len() {
            return None;
        }
        let named = |uid: &&String| format!("`{uid}`");
        let mut names: Vec<String> = removed.iter().take(MOST_NAMED).map(named).collect();
        names.extend(
            (removed.len() > MOST_NAMED)
                .then(|| format!("and {} more", removed.len() - MOST_NAMED)),
        );
        let message = format!(
            "{} of {} that are still to come would be removed: {}",
            removed.len(),
            events(to_come.len()),
            names.join(", ")
        );
        let help =
            "look for a file that is missing; if they are to go, build with --accept-removals";
        Some(Concern {
            diagnostic: Diagnostic::new(Code::MassRemoval, message).help(help),
            subject: Subject::Nothing,
        })
    }
}

fn events(n: usize) -> String {
    format!("{n} event{}", if n == 1 { "" } else { "s" })
}

fn vevents(ledger: &Ledger, uids: &[&str]) -> Vec<Vevent> {
    uids.iter()
        .filter_map(|uid| ledger.get(uid))
        .flat_map(|recorded| ledger.vevents(recorded))
        .collect()
}

fn is_cancelled(vevents: &[Vevent]) -> bool {
    vevents
        .iter()
        .all(|vevent| Told::read(vevent).is_some_and(|told| told.status == Stated::Cancelled))
}

//! Random revisions of random plans, one after the other: what every subscriber may rely on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::{Days, NaiveDate};
use planfeed::check::{Effect, after};
use planfeed::compare::{Side, compare};
use planfeed::history::Ledger;
use planfeed::ical::{content_lines, unescape};
use planfeed::plan::Plan;
use planfeed::publication::Publication;
use proptest::prelude::*;

use crate::support;
use crate::vevents;

/// Number of days for which a notice is kept.
const KEEP: u64 = 30;

const WHENS: [&str; 12] = [
    "5 May",
    "6-8 May",
    "May TBC",
    "Q2 2026",
    "TBA",
    "by 20 May",
    "3, 5 and 9 May",
    "3 and 9 May",
    "last week of April",
    "14 February",
    "12 January",
    "6 May TBC",
];

/// Keys that an exact day may have beside it.
const TIMES: [&str; 11] = [
    "",
    ", hours: 10:00-12:00",
    ", hours: \"10:00-12:00, 14:00-15:00\"",
    ", hours: 10:00-12:00, repeat: { every: week, count: 5, except: [2026-05-19] }",
    ", hours: 10:00-12:00, repeat: { every: week, count: 5, instances: { 2026-05-12: { when: 13 May } } }",
    ", repeat: { every: month, on: [5, last friday], until: 2026-08-31 }",
    ", repeat: { every: day, count: 4, except: [2026-05-05, 2026-05-08], instances: { 2026-05-06: { when: 9 May }, 2026-05-07: { when: 10 May } } }",
    ", hours: 10:00-12:00, repeat: { every: week, count: 4, instances: { 2026-05-12: { status: postponed } } }",
    ", hours: 10:00-12:00, repeat: { every: week, count: 5, instances: { 2026-05-19 onwards: { hours: 18:00-20:00 } } }",
    ", hours: 10:00-12:00, repeat: { every: week, count: 5, instances: { 2026-05-12 onwards: { room: Annexe }, 2026-05-26 onwards: { hours: \"18:00-20:00, 21:00-22:00\" }, 2026-05-19: { status: cancelled } } }",
    ", repeat: { every: week, count: 5, instances: { 2026-05-12 onwards: { title: Run } } }",
];

/// Keys that any event may have.
const DETAILS: [&str; 7] = [
    "",
    ", room: Main hall",
    ", room: main hall TBC",
    ", room: TBA",
    ", online: \"https://example.org/join\"",
    ", contact: \"The clerk, clerk@example.org\"",
    ", room: East, online: \"https://example.org/join\", links: [\"https://example.org/a\"]",
];

/// An event of the plan, as it is written.
#[derive(Clone, Debug)]
struct Row {
    /// Id of the event.
    id: String,
    /// UID, if it does not follow from the id.
    uid: Option<String>,
    title: u8,
    when: usize,
    times: usize,
    category: u8,
    phase: u8,
    venue: u8,
    status: u8,
    text: u8,
    detail: usize,
    is_there: bool,
}

impl Row {
    fn new(n: usize) -> Self {
        let id = format!("e{n}");
        Self {
            id,
            uid: None,
            title: 0,
            when: 0,
            times: 0,
            category: 0,
            phase: 0,
            venue: 0,
            status: 0,
            text: 0,
            detail: 0,
            is_there: true,
        }
    }

    fn uid(&self) -> String {
        self.uid
            .clone()
            .unwrap_or_else(|| format!("{}@example.org", self.id))
    }
}

/// What a maintainer writes.
#[derive(Clone, Debug)]
struct Definitions {
    revision: NaiveDate,
    rows: Vec<Row>,
    has_category: bool,
    has_phase: bool,
    zone: bool,
    /// Whether only titles say that events are cancelled.
    is_title_only: bool,
    withdrawn: BTreeSet<String>,
}

#[derive(Clone, Debug)]
enum Edit {
    Add,
    Remove(usize),
    Withdraw(usize),
    Restore(usize),
    Title(usize, u8),
    When(usize, usize),
    Times(usize, usize),
    Group(usize, u8),
    Venue(usize, u8),
    Status(usize, u8),
    Text(usize, u8),
    Detail(usize, usize),
    Rename(usize),
    Category,
    Phase,
    Zone,
    Form,
}

fn edit() -> impl Strategy<Value = Edit> {
    let row = 0usize..8;
    prop_oneof![
        1 => Just(Edit::Add),
        2 => row.clone().prop_map(Edit::Remove),
        1 => row.clone().prop_map(Edit::Withdraw),
        2 => row.clone().prop_map(Edit::Restore),
        1 => (row.clone(), 0u8..3).prop_map(|(row, title)| Edit::Title(row, title)),
        3 => (row.clone(), 0..WHENS.len()).prop_map(|(row, when)| Edit::When(row, when)),
        2 => (row.clone(), 0..TIMES.len()).prop_map(|(row, times)| Edit::Times(row, times)),
        2 => (row.clone(), 0u8..10).prop_map(|(row, group)| Edit::Group(row, group)),
        2 => (row.clone(), 0..DETAILS.len()).prop_map(|(row, detail)| Edit::Detail(row, detail)),
        1 => (row.clone(), 0u8..4).prop_map(|(row, venue)| Edit::Venue(row, venue)),
        1 => (row.clone(), 0u8..4).prop_map(|(row, status)| Edit::Status(row, status)),
        1 => (row.clone(), 0u8..3).prop_map(|(row, text)| Edit::Text(row, text)),
        1 => row.prop_map(Edit::Rename),
        1 => Just(Edit::Category),
        1 => Just(Edit::Phase),
        1 => Just(Edit::Zone),
        1 => Just(Edit::Form),
    ]
}

impl Definitions {
    fn apply(&mut self, edit: &Edit) {
        let count = self.rows.len();
        let at = |row: &usize| row % count;
        match edit {
            Edit::Add => self.rows.push(Row::new(count)),
            Edit::Remove(row) => self.rows[at(row)].is_there = false,
            Edit::Withdraw(row) => {
                let row = &mut self.rows[at(row)];
                row.is_there = false;
                self.withdrawn.insert(row.uid());
            }
            Edit::Restore(row) => {
                let row = &mut self.rows[at(row)];
                row.is_there = true;
                self.withdrawn.remove(&row.uid());
            }
            Edit::Title(row, title) => self.rows[at(row)].title = *title,
            Edit::When(row, when) => self.rows[at(row)].when = *when,
            Edit::Times(row, times) => self.rows[at(row)].times = *times,
            Edit::Group(row, group) => {
                let row = &mut self.rows[at(row)];
                (row.category, row.phase) = (group % 5, group / 5);
            }
            Edit::Venue(row, venue) => self.rows[at(row)].venue = *venue,
            Edit::Status(row, status) => self.rows[at(row)].status = *status,
            Edit::Text(row, text) => self.rows[at(row)].text = *text,
            Edit::Detail(row, detail) => self.rows[at(row)].detail = *detail,
            Edit::Rename(row) => {
                let row = &mut self.rows[at(row)];
                row.uid = Some(row.uid());
                row.id.push('x');
            }
            Edit::Category => self.has_category = !self.has_category,
            Edit::Phase => self.has_phase = !self.has_phase,
            Edit::Zone => self.zone = !self.zone,
            Edit::Form => self.is_title_only = !self.is_title_only,
        }
        // A plan has an event.
        self.rows[0].is_there = true;
        self.withdrawn.remove(&self.rows[0].uid());
    }

    fn texts(&self) -> (String, String) {
        let withdrawn: Vec<String> = self
            .withdrawn
            .iter()
            .map(|uid| format!("\"{uid}\""))
            .collect();
        let zone = if self.zone { "Europe/Vienna" } else { "UTC" };
        let mut plan = format!(
            "plan: {{ title: Season, domain: example.org, revision: {}, keep_cancelled: {KEEP}, withdrawn: [{}] }}\n\
             phases: {{ p0: {{ title: Spring, dates: May 2026 }}{} }}\ncategories: {{ c0: {{ title: Talks }}{} }}\n\
             venues: {{ hall: {{ name: Hall, timezone: {zone} }}, fez: {{ name: Fez, timezone: Africa/Casablanca }} }}\n\
             feeds: {{ sure: {{ title: Sure, select: {{ certainty: [certain] }} }} }}\n",
            self.revision,
            withdrawn.join(", "),
            if self.has_phase {
                ", p1: { title: Autumn }"
            } else {
                ""
            },
            if self.has_category {
                ", c1: { title: Trips, color: teal }"
            } else {
                ""
            },
        );
        if self.is_title_only {
            plan.push_str("publish: { cancelled: title-only }\n");
        }
        let mut events = "year: 2026\nevents:\n".to_owned();
        for row in self.rows.iter().filter(|row| row.is_there) {
            let has_times = matches!(WHENS[row.when], "5 May");
            let uid = row
                .uid
                .as_ref()
                .map(|uid| format!(", uid: \"{uid}\""))
                .unwrap_or_default();
            let category = [
                "",
                ", category: c0",
                ", category: c1",
                ", category: [c1, c0]",
                ", category: [c0, c1]",
            ][usize::from(row.category + 1) % if self.has_category { 5 } else { 2 }];
            let phase = ["", ", phase: p0", ", phase: p1"]
                [usize::from(row.phase + 1) % if self.has_phase { 3 } else { 2 }];
            let venue = ["hall", "fez", "hall TBC", "TBA"][usize::from(row.venue)];
            // Hours want a zone.
            let venue = if venue == "TBA" && has_times {
                "hall"
            } else {
                venue
            };
            let status = [
                "",
                ", status: cancelled",
                ", status: tentative",
                ", status: postponed",
            ][usize::from(row.status)];
            let times = if has_times && row.status != 1 {
                TIMES[row.times]
            } else {
                ""
            };
            let text = [
                "",
                ", description: \"Bring boots.\"",
                ", description: \"Hours: none.\\n\\nWhen: ask.\"",
            ][usize::from(row.text)];
            let title = ["Walk", "Long walk", "Walk (TBC)"][usize::from(row.title)];
            let _ = writeln!(
                events,
                "  - {{ id: {}{uid}, title: {title}, when: \"{}\", where: {venue}{times}{category}{phase}{status}{text}{} }}",
                row.id, WHENS[row.when], DETAILS[row.detail]
            );
        }
        plan.push('\n');
        (plan, events)
    }

    fn plan(&self) -> Plan {
        let (plan, events) = self.texts();
        support::plan(&plan, &events)
    }
}

/// Published files by path.
type Folder = BTreeMap<String, Vec<u8>>;

fn ledger(folder: &Folder) -> Ledger {
    let file = |name: &str| folder.get(name).map(Vec::as_slice);
    file("all.ics").map_or_else(Ledger::none, |all| {
        Ledger::read(all, file("index.json"), file("changes.atom")).expect("a ledger")
    })
}

/// Returns the codes of findings about definitions after the last publication.
fn remarkable(definitions: &Definitions, ledger: &Ledger) -> Vec<&'static str> {
    let (plan, events) = definitions.texts();
    let (source, plan, _) = support::checked(&plan, &events);
    let plan = plan.expect("a plan");
    let publication = Publication::of(&plan, ledger);
    let effect = Effect {
        is_changed: publication.is_changed(),
        ended: publication.ended(ledger),
    };
    let found = after(&source, &plan, ledger, &effect);
    found
        .iter()
        .map(|finding| finding.code.rule().name)
        .collect()
}

/// Asserts that two folders are the same; names the files that are not.
fn assert_same(one: &Folder, other: &Folder, when: &str) {
    let paths: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let differ = paths
        .into_iter()
        .filter(|path| one.get(*path) != other.get(*path));
    let differ: Vec<&String> = differ.collect();
    assert!(differ.is_empty(), "{when}: {differ:?}");
}

fn built(plan: &Plan, folder: &Folder) -> Folder {
    let publication = Publication::of(plan, &ledger(folder));
    assert_eq!(
        publication
            .check()
            .iter()
            .filter(|fault| fault.code.rule().name == "forbidden-bytes")
            .count(),
        0
    );
    publication
        .files()
        .iter()
        .map(|file| (file.path.clone(), publication.bytes(file)))
        .collect()
}

/// Entry as a subscriber sees it, and its stamps.
#[derive(Clone, Debug, PartialEq)]
struct Seen {
    /// UID of its event.
    event: String,
    content: String,
    /// Content, with the status as it is meant.
    meaning: String,
    bytes: Vec<u8>,
    created: String,
    modified: String,
    sequence: u32,
    is_notice: bool,
}

/// Returns every entry of a feed by UID and RECURRENCE-ID.
fn seen(feed: &[u8]) -> BTreeMap<(String, String), Seen> {
    let entry = |range: std::ops::Range<usize>| {
        let lines: Vec<_> = content_lines(&feed[range.clone()]).collect();
        let value = |name: &str| {
            lines
                .iter()
                .find(|line| line.name == name)
                .map(|line| line.value.clone())
                .unwrap_or_default()
        };
        let is_stamp =
            |name: &str| ["DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE"].contains(&name);
        let text = |line: &planfeed::ical::ContentLine| match line.name.as_str() {
            // But for the day of its last change.
            "DESCRIPTION" => unescape(&line.value)
                .rsplit_once("Last changed")
                .expect("its last change")
                .0
                .to_owned(),
            _ => line.value.clone(),
        };
        let content: Vec<String> = lines
            .iter()
            .filter(|line| !is_stamp(&line.name))
            .map(|line| format!("{}{:?}{}", line.name, line.parameters, text(line)))
            .collect();
        let is_status = |line: &&String| line.contains("STATUS[]");
        let meant = Some(value("X-PLANFEED-STATUS")).filter(|status| !status.is_empty());
        let meant = meant.unwrap_or_else(|| value("STATUS").to_lowercase());
        let meaning: Vec<String> = content
            .iter()
            .filter(|line| !is_status(line))
            .cloned()
            .chain([meant])
            .collect();
        let event = Some(value("X-PLANFEED-EVENT")).filter(|event| !event.is_empty());
        let seen = Seen {
            event: unescape(&event.unwrap_or_else(|| value("UID"))).into_owned(),
            content: content.join("\n"),
            meaning: meaning.join("\n"),
            bytes: feed[range].to_vec(),
            created: value("CREATED"),
            modified: value("LAST-MODIFIED"),
            sequence: value("SEQUENCE").parse().expect("a number"),
            is_notice: !value("X-PLANFEED-REMOVED").is_empty(),
        };
        ((value("UID"), value("RECURRENCE-ID")), seen)
    };
    vevents(feed).into_iter().map(entry).collect()
}

/// Returns the paths of copies by UID, as the manifest has them.
fn copies(folder: &Folder) -> BTreeMap<String, String> {
    let manifest: serde_json::Value =
        serde_json::from_slice(&folder["index.json"]).expect("a manifest");
    let mut paths = BTreeMap::new();
    for event in manifest["events"].as_array().expect("copies") {
        let [uid, path] =
            ["uid", "path"].map(|key| event[key].as_str().expect("a text").to_owned());
        assert_eq!(paths.insert(uid, path), None);
    }
    paths
}

/// Returns the UID of an entry's event, which must have been in some revision.
fn owner(seen: &Seen, owners: &BTreeSet<String>) -> String {
    assert!(
        owners.contains(&seen.event),
        "{} is not an event",
        seen.event
    );
    seen.event.clone()
}

/// Returns the entries of each event in the plan, as the feed of all events shows them.
fn live(all: &[u8], owners: &BTreeSet<String>) -> BTreeMap<String, Vec<String>> {
    let mut live: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, seen) in seen(all).into_iter().filter(|(_, seen)| !seen.is_notice) {
        live.entry(owner(&seen, owners))
            .or_default()
            .push(seen.meaning);
    }
    live
}

/// What must hold from one publication to the next, and what it takes to know.
struct Watch {
    owners: BTreeSet<String>,
    /// Last stamps of each UID that ever was.
    last: BTreeMap<String, (u32, String)>,
    /// Revisions in which events were removed that were still to come.
    removed: BTreeMap<String, NaiveDate>,
}

impl Watch {
    fn stamps(&mut self, old: &Folder, new: &Folder) {
        let (was, is) = (seen(&old["all.ics"]), seen(&new["all.ics"]));
        let of = |all: &BTreeMap<(String, String), Seen>, uid: &str| -> Vec<Seen> {
            all.iter()
                .filter(|((other, _), _)| other == uid)
                .map(|(_, seen)| seen.clone())
                .collect()
        };
        for uid in is
            .keys()
            .map(|(uid, _)| uid.clone())
            .collect::<BTreeSet<_>>()
        {
            let (was, is) = (of(&was, &uid), of(&is, &uid));
            let contents = |all: &[Seen]| {
                all.iter()
                    .map(|seen| seen.content.clone())
                    .collect::<Vec<_>>()
            };
            let now = &is[0];
            assert!(
                is.iter()
                    .all(|seen| (seen.sequence, &seen.modified) == (now.sequence, &now.modified)),
                "{uid}"
            );
            match self.last.get(&uid) {
                Some(_) if !was.is_empty() && contents(&was) == contents(&is) => {
                    assert_eq!(was, is, "{uid} did not change");
                }
                Some((sequence, modified)) => {
                    assert_eq!(now.sequence, sequence + 1, "{uid}");
                    assert!(now.modified > *modified, "{uid}");
                    assert!(was.is_empty() || was[0].created == now.created, "{uid}");
                }
                None => assert_eq!(
                    (now.sequence, &now.created),
                    (0, &now.modified),
                    "{uid} is new"
                ),
            }
            self.last.insert(uid, (now.sequence, now.modified.clone()));
        }
    }

    /// Notes events that are removed from the plan though they are still to come.
    fn removals(&mut self, before: &Definitions, definitions: &Definitions) {
        for row in &definitions.rows {
            let was = before.rows.iter().find(|was| was.uid() == row.uid());
            let is_withdrawn = definitions.withdrawn.contains(&row.uid());
            match was.filter(|was| was.is_there) {
                _ if row.is_there || is_withdrawn => drop(self.removed.remove(&row.uid())),
                Some(was) if is_to_come(was, definitions.revision) => {
                    self.removed.insert(row.uid(), definitions.revision);
                }
                Some(_) | None => {}
            }
        }
    }

    /// Asserts that notices are published for their time, and in no file to import.
    fn notices(&mut self, definitions: &Definitions, new: &Folder) {
        let there: BTreeSet<String> = definitions
            .rows
            .iter()
            .filter(|row| row.is_there)
            .map(Row::uid)
            .collect();
        let notices: BTreeSet<String> = seen(&new["all.ics"])
            .into_iter()
            .filter(|(_, seen)| seen.is_notice)
            .map(|(_, seen)| owner(&seen, &self.owners))
            .collect();
        assert!(notices.is_disjoint(&there));
        assert!(notices.is_disjoint(&definitions.withdrawn));
        let is_kept = |since: &NaiveDate| definitions.revision < *since + Days::new(KEEP);
        let due: BTreeSet<String> = self
            .removed
            .iter()
            .filter(|(_, since)| is_kept(since))
            .map(|(uid, _)| uid.clone())
            .collect();
        assert_eq!(notices, due);
        for (path, bytes) in new.iter().filter(|(path, _)| path.starts_with("import/")) {
            assert!(seen(bytes).values().all(|seen| !seen.is_notice), "{path}");
        }
    }

    /// Asserts that an entry is the same in every feed, and that no feed's last change moves back.
    fn feeds(old: &Folder, new: &Folder) {
        let all = seen(&new["all.ics"]);
        let modified = |bytes: &[u8]| {
            let lines: Vec<_> = content_lines(bytes).collect();
            lines
                .iter()
                .find(|line| line.name == "LAST-MODIFIED")
                .map(|line| line.value.clone())
                .expect("a stamp")
        };
        for (path, bytes) in new.iter().filter(|(path, _)| path.ends_with(".ics")) {
            let text = String::from_utf8_lossy(bytes);
            if !text.contains(&format!("UID:{path}@example.org\r\n")) {
                for (key, entry) in seen(bytes) {
                    assert_eq!(all[&key].bytes, entry.bytes, "{path}");
                }
            }
            if let Some(old) = old.get(path) {
                assert!(modified(old) <= modified(bytes), "{path}");
                assert!(old == bytes || modified(old) < modified(bytes), "{path}");
            }
        }
        for path in old
            .keys()
            .filter(|path| !new.contains_key(*path))
            .filter(|path| !path.starts_with("import/") && !path.starts_with("event/"))
        {
            assert!(
                String::from_utf8_lossy(&old[path]).contains("This calendar has ended"),
                "{path} went without a word"
            );
        }
    }

    /// Asserts that each copy has the entries of one UID, and stays for as long as that is published.
    fn copies(old: &Folder, new: &Folder) {
        let all = seen(&new["all.ics"]);
        let (was, is) = (copies(old), copies(new));
        let there = new.keys().filter(|path| path.starts_with("event/"));
        assert_eq!(is.values().collect::<BTreeSet<_>>(), there.collect());
        for (uid, path) in &is {
            let own = all.iter().filter(|((of, _), _)| of == uid);
            let own: BTreeMap<_, _> = own.map(|(key, seen)| (key.clone(), seen.clone())).collect();
            assert_eq!(seen(&new[path]), own, "{path}");
        }
        let published: BTreeSet<&String> = all.keys().map(|(uid, _)| uid).collect();
        for uid in was.keys() {
            assert_eq!(is.contains_key(uid), published.contains(uid), "{uid}");
        }
    }

    fn differences(&self, old: &Folder, new: &Folder) {
        let changes = compare(&Side::read(&old["all.ics"]), &Side::read(&new["all.ics"]));
        let named: BTreeSet<String> = changes
            .changes
            .iter()
            .flat_map(|change| [Some(change.uid.clone()), change.old_uid.clone()])
            .flatten()
            .collect();
        let (was, is) = (
            live(&old["all.ics"], &self.owners),
            live(&new["all.ics"], &self.owners),
        );
        let uids: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        let differ: BTreeSet<String> = uids
            .into_iter()
            .filter(|uid| was.get(*uid) != is.get(*uid))
            .cloned()
            .collect();
        assert_eq!(named, differ);
    }
}

/// Returns whether a row takes place, or may take place, on that day or later.
fn is_to_come(row: &Row, revision: NaiveDate) -> bool {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("a day");
    let last = match (WHENS[row.when], row.status, row.times) {
        (_, 3, _) | ("5 May", 0 | 2, 7) => return true,
        ("5 May", 0 | 2, 3 | 4 | 8..=10) => day(6, 2),
        ("5 May", 0 | 2, 5) => day(8, 28),
        ("5 May", 0 | 2, 6) => day(5, 10),
        ("5 May", ..) => day(5, 5),
        ("6-8 May", ..) => day(5, 8),
        ("May TBC", ..) => day(5, 31),
        ("Q2 2026", ..) => day(6, 30),
        ("TBA", ..) => return true,
        ("by 20 May", ..) => day(5, 20),
        ("3, 5 and 9 May" | "3 and 9 May", ..) => day(5, 9),
        ("last week of April", ..) => day(4, 30),
        ("14 February", ..) => day(2, 14),
        ("12 January", ..) => day(1, 12),
        ("6 May TBC", ..) => day(5, 6),
        (other, ..) => panic!("{other}"),
    };
    last >= revision
}

fn revise(steps: &[(Vec<Edit>, u64, Option<usize>)]) {
    let mut definitions = Definitions {
        revision: NaiveDate::from_ymd_opt(2026, 1, 10).expect("a day"),
        rows: (0..4).map(Row::new).collect(),
        has_category: true,
        has_phase: true,
        zone: true,
        is_title_only: false,
        withdrawn: BTreeSet::new(),
    };
    let mut watch = Watch {
        owners: BTreeSet::new(),
        last: BTreeMap::new(),
        removed: BTreeMap::new(),
    };
    let mut folder = built(&definitions.plan(), &Folder::new());
    watch.owners.extend(definitions.rows.iter().map(Row::uid));
    watch.stamps(&Folder::from([("all.ics".to_owned(), Vec::new())]), &folder);
    for (edits, days, killed) in steps {
        let before = definitions.clone();
        edits.iter().for_each(|edit| definitions.apply(edit));
        definitions.revision = definitions.revision + Days::new(*days);
        watch.owners.extend(definitions.rows.iter().map(Row::uid));
        watch.removals(&before, &definitions);
        let plan = definitions.plan();
        let next = built(&plan, &folder);
        if let Some(done) = killed {
            // All but the feed of all events may be there already.
            let written: Vec<_> = next.iter().filter(|(path, _)| *path != "all.ics").collect();
            let mut half = folder.clone();
            half.extend(
                written
                    .into_iter()
                    .cycle()
                    .skip(*done)
                    .take(next.len() / 2 + done % 3)
                    .map(|(path, bytes)| (path.clone(), bytes.clone())),
            );
            assert_same(&built(&plan, &half), &next, "after a kill");
            // What was not published is not reported, and older definitions may be built again.
            if next["all.ics"] != folder["all.ics"] {
                let refused = |folder: &Folder| {
                    remarkable(&before, &ledger(folder)).contains(&"older-revision")
                };
                assert!(!refused(&half));
            }
            assert_eq!(
                built(&before.plan(), &half)["changes.atom"],
                built(&before.plan(), &folder)["changes.atom"]
            );
        }
        assert_same(&built(&plan, &next), &next, "a rebuild changes nothing");
        watch.differences(&folder, &next);
        Watch::feeds(&folder, &next);
        Watch::copies(&folder, &next);
        watch.notices(&definitions, &next);
        watch.stamps(&folder, &next);
        folder = next;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]
    #[test]
    fn revisions_keep_what_subscribers_rely_on(
        steps in prop::collection::vec(
            (prop::collection::vec(edit(), 0..4), prop::sample::select(vec![0u64, 0, 1, 7, 29, 30, 45]), prop::option::of(0usize..20)),
            1..8,
        )
    ) {
        revise(&steps);
    }
}

//! What calendar clients do with feeds, one fact for each test. Each test looks at every calendar
//! of the plans here, which have every kind of date, hours, text and place.
//! docs/clients.md has the sources.

mod calendars;
mod texts;
mod times;

use std::sync::LazyLock;

use planfeed::check::check;
use planfeed::history::Ledger;
use planfeed::ical::{ContentLine, content_lines, unescape};
use planfeed::publication::Publication;
use planfeed::source::{SourceFile, load};

use crate::support::{files, root};

/// The plans whose publications are looked at.
const PLANS: [&str; 4] = [
    "events",
    "tests/interop/plan",
    "tests/interop/timed",
    "tests/interop/said",
];

/// A plan of zones under names that are not those of places, and of what is cancelled.
const SMALL: [(&str, &str); 2] = [("plan.yaml", SMALL_PLAN), ("events.yaml", SMALL_EVENTS)];

const SMALL_PLAN: &str = "
plan: { title: Small, domain: small.test, revision: 2026-01-01, timezone: GB }
venues:
  ny: { name: New York, timezone: US/Eastern }
  kolkata: { name: Kolkata, timezone: Asia/Calcutta }
  sea: { name: At sea, timezone: Zulu }
  iceland: { name: Reykjavik, timezone: Atlantic/Reykjavik }
publish: { url: https://small.test/, cancelled: title-only }
";

const SMALL_EVENTS: &str = "
hours: 10:00-11:00
events:
  - id: london
    title: London
    when: 4 May 2026
    repeat: { every: week, until: 2026-11-30 }
  - { id: new-york, title: New York, when: 4 May 2026, where: ny }
  - { id: kolkata, title: Kolkata, when: 4 May 2026, where: kolkata }
  - id: sea
    title: At sea
    when: 4 May 2026
    where: sea
    repeat: { every: day, until: 2026-05-08 }
  - { id: iceland, title: Iceland, when: 4 May 2026, where: iceland }
  - { id: off, title: Off, when: 5 May 2026, status: cancelled }
";

/// A published calendar.
struct Published {
    plan: &'static str,
    path: String,
    bytes: Vec<u8>,
    lines: Vec<ContentLine>,
}

impl Published {
    /// Returns the lines of each entry.
    fn entries(&self) -> Vec<&[ContentLine]> {
        self.components("VEVENT")
    }

    fn components(&self, kind: &str) -> Vec<&[ContentLine]> {
        let mut found = Vec::new();
        let mut begin = 0;
        for (n, line) in self.lines.iter().enumerate() {
            match line.name.as_str() {
                "BEGIN" if line.value == kind => begin = n,
                "END" if line.value == kind => found.push(&self.lines[begin..=n]),
                _ => {}
            }
        }
        found
    }

    /// Returns whether it is to be taken once: a phase to import, or one event.
    fn is_taken_once(&self) -> bool {
        self.path.starts_with("import/") || self.path.starts_with("event/")
    }

    fn place(&self) -> String {
        format!("{} of {}", self.path, self.plan)
    }
}

/// Every calendar of the plans.
static PUBLISHED: LazyLock<Vec<Published>> = LazyLock::new(|| {
    let mut published = of_plan("small", sources(&SMALL));
    for plan in PLANS {
        let folder = files(&root(plan)).into_iter();
        let folder = folder.filter(|(name, _)| name.ends_with(".yaml"));
        let definitions = folder.map(|(name, text)| SourceFile {
            name,
            text: String::from_utf8(text).expect("UTF-8"),
        });
        published.extend(of_plan(plan, definitions.collect()));
    }
    published
});

fn sources(files: &[(&str, &str)]) -> Vec<SourceFile> {
    let file = |&(name, text): &(&str, &str)| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    files.iter().map(file).collect()
}

fn of_plan(plan: &'static str, definitions: Vec<SourceFile>) -> Vec<Published> {
    let publication = publication(definitions, &Ledger::none());
    let calendars = publication.files().iter();
    let calendars = calendars.filter(|file| file.path.ends_with(".ics"));
    let published = calendars.map(|file| {
        let bytes = publication.bytes(file);
        Published {
            plan,
            path: file.path.to_string(),
            lines: content_lines(&bytes).collect(),
            bytes,
        }
    });
    published.collect()
}

fn publication(definitions: Vec<SourceFile>, ledger: &Ledger) -> Publication {
    let plan_file = definitions.iter().position(|file| file.name == "plan.yaml");
    let (source, findings) = load(definitions, plan_file);
    let (plan, findings) = check(&source, findings);
    Publication::of(&plan.unwrap_or_else(|| panic!("{findings:#?}")), ledger)
}

/// Returns the lines of an entry that have a name.
fn all<'a>(entry: &'a [ContentLine], name: &str) -> Vec<&'a ContentLine> {
    entry.iter().filter(|line| line.name == name).collect()
}

fn first<'a>(entry: &'a [ContentLine], name: &str) -> Option<&'a ContentLine> {
    entry.iter().find(|line| line.name == name)
}

/// Returns the text of a property, empty if an entry does not have it.
fn text(entry: &[ContentLine], name: &str) -> String {
    first(entry, name).map_or_else(String::new, |line| unescape(&line.value).into_owned())
}

fn parameter<'a>(line: &'a ContentLine, name: &str) -> Option<&'a str> {
    let (_, value) = line.parameters.iter().find(|(other, _)| other == name)?;
    Some(value)
}

/// Asserts something of every entry; it says what is wrong with one.
#[track_caller]
fn every_entry(fault: impl Fn(&[ContentLine]) -> Option<String>) {
    let mut faults = Vec::new();
    for calendar in &*PUBLISHED {
        for entry in calendar.entries() {
            if let Some(fault) = fault(entry) {
                faults.push(format!(
                    "{}: {}: {fault}",
                    calendar.place(),
                    text(entry, "UID")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Asserts that no calendar has a property or a component of a name.
#[track_caller]
fn nowhere(names: &[&str]) {
    for calendar in &*PUBLISHED {
        for line in &calendar.lines {
            let is_begin = line.name == "BEGIN" && names.contains(&line.value.as_str());
            let is_there = is_begin || names.contains(&line.name.as_str());
            assert!(!is_there, "{}: line {}", calendar.place(), line.line);
        }
    }
}

/// Asserts which calendars have a property in their head.
#[track_caller]
fn head_has(name: &str, value: Option<&str>, is_there: impl Fn(&Published) -> bool) {
    for calendar in &*PUBLISHED {
        let mut head = calendar
            .lines
            .iter()
            .take_while(|line| !(line.name == "BEGIN" && line.value != "VCALENDAR"));
        let found = head.find(|line| line.name == name);
        assert_eq!(
            found.is_some(),
            is_there(calendar),
            "{name}: {}",
            calendar.place()
        );
        if let (Some(line), Some(value)) = (found, value) {
            assert_eq!(line.value, value, "{}", calendar.place());
        }
    }
}

fn is_feed(calendar: &Published) -> bool {
    !calendar.is_taken_once()
}

fn is_day(line: &ContentLine) -> bool {
    parameter(line, "VALUE") == Some("DATE")
}

fn entry_of(plan: &str, uid: &str) -> &'static [ContentLine] {
    let calendars = PUBLISHED.iter().filter(|calendar| calendar.plan == plan);
    let mut entries = calendars.flat_map(Published::entries);
    let found = entries.find(|entry| text(entry, "UID") == uid);
    found.unwrap_or_else(|| panic!("{plan} has no {uid}"))
}

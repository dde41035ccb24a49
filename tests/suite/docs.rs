//! docs/definitions.md shows what is published of each of its examples, docs/revisions.md what each
//! command prints.

use std::fs;
use std::path::Path;

use planfeed::check::check;
use planfeed::publication::Publication;
use planfeed::source::{SourceFile, load};

/// The plan that the examples stand in.
const PLAN: &str = "plan: { title: Examples, domain: example.org, revision: 2026-01-01 }\n\
    venues:\n  geneva: { name: Geneva, timezone: Europe/Zurich }\n  new-york: { name: New York, timezone: America/New_York }\n  \
    casablanca: { name: Casablanca, timezone: Africa/Casablanca }\n";

/// The properties that say when an entry is.
const SHOWN: [&str; 6] = [
    "UID",
    "RECURRENCE-ID",
    "DTSTART",
    "DTEND",
    "RRULE",
    "EXDATE",
];

/// What is published of events: of each entry the lines that say when it is.
fn published(events: &str) -> String {
    let file = |name: &str, text: String| SourceFile {
        name: name.to_owned(),
        text,
    };
    let files = vec![
        file("plan.yaml", PLAN.to_owned()),
        file("events.yaml", format!("events:\n{events}")),
    ];
    let (source, findings) = load(files, Some(0));
    let (plan, diagnostics) = check(&source, findings);
    let publication = Publication::of(
        &plan.unwrap_or_else(|| panic!("{diagnostics:#?}")),
        &planfeed::history::Ledger::none(),
    );
    let bytes = publication.bytes(&publication.files()[0]);
    let text = String::from_utf8(bytes)
        .expect("UTF-8")
        .replace("\r\n ", "")
        .replace("\r\n", "\n");
    let name = |line: &&str| SHOWN.contains(&line.split([':', ';']).next().unwrap_or_default());
    let entry = |entry: &str| {
        entry
            .lines()
            .filter(name)
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let entries: Vec<String> = text.split("BEGIN:VEVENT\n").skip(1).map(entry).collect();
    entries.join("\n")
}

/// `BLESS=1 cargo test` writes the published lines anew.
#[expect(clippy::disallowed_methods, reason = "tests are blessed by a variable")]
#[test]
fn every_example_of_hours_and_repeats_is_shown_with_what_is_published() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/definitions.md");
    let page = fs::read_to_string(&path).expect("the page of definitions");
    let (mut written, mut rest, mut shown) = (String::new(), page.as_str(), 0);
    while let Some((before, after)) = rest.split_once("```ics\n") {
        let (_, old) = after.split_once("```\n").expect("a block ends");
        let example = before
            .rsplit("```yaml\n")
            .next()
            .and_then(|rest| rest.split_once("```"))
            .expect("an example")
            .0;
        written.push_str(&format!("{before}```ics\n{}```\n", published(example)));
        (rest, shown) = (old, shown + 1);
    }
    written.push_str(rest);
    let times = page
        .split_once("## Hours")
        .and_then(|(_, rest)| rest.split_once("## YAML"))
        .expect("both sections")
        .0;
    assert_eq!(
        times.matches("```yaml\n").count(),
        shown,
        "each example has its lines"
    );
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &written).expect("docs can be written");
    }
    similar_asserts::assert_eq!(
        fs::read_to_string(&path).expect("the page"),
        written,
        "write it with BLESS=1 cargo test"
    );
}

/// What a UID stands for in the feed of all events: the lines that move.
fn entry(all: &str, uid: &str) -> String {
    let all = all.replace("\r\n ", "").replace("\r\n", "\n");
    let shown = [
        "UID",
        "RECURRENCE-ID",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "DTEND",
        "RRULE",
        "SUMMARY",
        "STATUS",
    ];
    let name = |line: &&str| shown.contains(&line.split([':', ';']).next().unwrap_or_default());
    let entries = all
        .split("BEGIN:VEVENT\n")
        .filter(|entry| entry.starts_with(&format!("UID:{uid}\n")));
    let entries: Vec<String> = entries
        .map(|entry| {
            entry
                .lines()
                .filter(name)
                .map(|line| format!("{line}\n"))
                .collect()
        })
        .collect();
    assert!(!entries.is_empty(), "{uid} is published");
    entries.join("\n")
}

/// Every command of the page runs, one after the other; `BLESS=1 cargo test` writes anew what it
/// prints.
#[expect(clippy::disallowed_methods, reason = "tests are blessed by a variable")]
#[test]
fn the_page_of_revisions_shows_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("docs/revisions.md");
    let page = fs::read_to_string(&path).expect("the page of revisions");
    let (work, case) = (
        tempfile::tempdir().expect("a folder"),
        root.join("tests/cases/revisions/season"),
    );
    let mut definitions = String::new();
    for revision in ["revision-1", "revision-2", "revision-3"] {
        fs::create_dir(work.path().join(revision)).expect("a folder");
        for name in ["plan.yaml", "spring.yaml"] {
            let text = fs::read_to_string(case.join(revision).join(name)).expect("a file");
            fs::write(work.path().join(revision).join(name), &text).expect("a file");
            definitions.push_str(&text);
        }
    }
    let (mut written, mut shown) = (String::new(), 0);
    for (n, part) in page.split("```").enumerate() {
        let block = match part.split_once('\n') {
            Some(("console", block)) if n % 2 == 1 => {
                let command = block
                    .lines()
                    .next()
                    .and_then(|line| line.strip_prefix("$ planfeed "))
                    .expect("a command");
                let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_planfeed"));
                let output = program
                    .args(command.split(' '))
                    .current_dir(work.path())
                    .output()
                    .expect("it runs");
                shown += 1;
                format!(
                    "console\n$ planfeed {command}\n{}",
                    String::from_utf8_lossy(&output.stdout)
                )
            }
            Some(("ics", block)) if n % 2 == 1 => {
                let uid = block
                    .lines()
                    .next()
                    .and_then(|line| line.strip_prefix("UID:"))
                    .expect("a UID");
                let all = fs::read_to_string(work.path().join("feeds/all.ics"))
                    .expect("the feed of all events");
                shown += 1;
                format!("ics\n{}", entry(&all, uid))
            }
            Some(("yaml", block)) if n % 2 == 1 && !block.starts_with("on:") => {
                assert!(definitions.contains(block), "the definitions have\n{block}");
                part.to_owned()
            }
            _ => part.to_owned(),
        };
        written.push_str(if n == 0 { "" } else { "```" });
        written.push_str(&block);
    }
    assert!(shown > 8, "the page shows what is printed");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &written).expect("docs can be written");
    }
    similar_asserts::assert_eq!(
        fs::read_to_string(&path).expect("the page"),
        written,
        "write it with BLESS=1 cargo test"
    );
}

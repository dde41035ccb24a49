//! docs/definitions.md shows what is published of each of its examples.

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
const SHOWN: [&str; 6] = ["UID", "RECURRENCE-ID", "DTSTART", "DTEND", "RRULE", "EXDATE"];

/// What is published of events: of each entry the lines that say when it is.
fn published(events: &str) -> String {
    let file = |name: &str, text: String| SourceFile { name: name.to_owned(), text };
    let files = vec![file("plan.yaml", PLAN.to_owned()), file("events.yaml", format!("events:\n{events}"))];
    let (source, findings) = load(files, Some(0));
    let (plan, diagnostics) = check(&source, findings);
    let publication = Publication::of(&plan.unwrap_or_else(|| panic!("{diagnostics:#?}")), &planfeed::feed::Ledger::none());
    let bytes = publication.bytes(&publication.files()[0]);
    let text = String::from_utf8(bytes).expect("UTF-8").replace("\r\n ", "").replace("\r\n", "\n");
    let name = |line: &&str| SHOWN.contains(&line.split([':', ';']).next().unwrap_or_default());
    let entry = |entry: &str| entry.lines().filter(name).map(|line| format!("{line}\n")).collect::<String>();
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
        let example = before.rsplit("```yaml\n").next().and_then(|rest| rest.split_once("```")).expect("an example").0;
        written.push_str(&format!("{before}```ics\n{}```\n", published(example)));
        (rest, shown) = (old, shown + 1);
    }
    written.push_str(rest);
    let times = page.split_once("## Hours").and_then(|(_, rest)| rest.split_once("## YAML")).expect("both sections").0;
    assert_eq!(times.matches("```yaml\n").count(), shown, "each example has its lines");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &written).expect("docs can be written");
    }
    similar_asserts::assert_eq!(fs::read_to_string(&path).expect("the page"), written, "write it with BLESS=1 cargo test");
}

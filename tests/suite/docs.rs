//! docs/definitions.md shows what is published of each of its examples, docs/revisions.md what each
//! command prints, docs/dates.md how each phrase is read; links between pages lead somewhere.

use std::fs;

use planfeed::history::Ledger;
use planfeed::language;
use planfeed::phrase::{Context, Grammar, read, read_hours};

use crate::support::{Workspace, blessed, feed_of_all, paths, plan, root};

/// The plan in which the examples are events.
const PLAN: &str = "plan: { title: Examples, domain: example.org, revision: 2026-01-01 }\n\
    venues:\n  geneva: { name: Geneva, timezone: Europe/Zurich }\n  new-york: { name: New York, timezone: America/New_York }\n  \
    casablanca: { name: Casablanca, timezone: Africa/Casablanca }\n  \
    arden: { name: Arden Theatre, address: '2 High Street, Faversham', timezone: Europe/London }\n\
    categories: { planning: Planning, council: Town Council }\n";

/// Properties that say when an entry takes place.
const SHOWN: [&str; 6] = [
    "UID",
    "RECURRENCE-ID",
    "DTSTART",
    "DTEND",
    "RRULE",
    "EXDATE",
];

/// Properties that say where an entry is, and whom it is about.
const PLACED: [&str; 5] = ["LOCATION", "CONFERENCE", "URL", "CONTACT", "CATEGORIES"];

/// Returns those lines of the entries of events that are published.
fn published(events: &str, names: &[&str]) -> String {
    let plan = plan(PLAN, &format!("events:\n{events}"));
    let all = feed_of_all(&plan, &Ledger::none());
    let all = String::from_utf8(all).expect("UTF-8");
    entries(&all, names, "").join("\n")
}

/// Returns some lines of each entry that begins like that.
fn entries(feed: &str, names: &[&str], begins: &str) -> Vec<String> {
    let feed = feed.replace("\r\n ", "").replace("\r\n", "\n");
    let is_shown = |line: &&str| names.contains(&line.split([':', ';']).next().unwrap_or_default());
    feed.split("BEGIN:VEVENT\n")
        .skip(1)
        .filter(|entry| entry.starts_with(begins))
        .map(|entry| {
            entry
                .lines()
                .filter(is_shown)
                .map(|line| format!("{line}\n"))
                .collect()
        })
        .collect()
}

/// `BLESS=1 cargo test` writes the published lines anew.
#[test]
fn every_example_of_places_hours_and_repeats_is_shown_with_what_is_published() {
    let page = fs::read_to_string(root("docs/definitions.md")).expect("the page of definitions");
    let (mut written, mut rest, mut shown) = (String::new(), page.as_str(), 0);
    while let Some((before, after)) = rest.split_once("```ics\n") {
        let (_, old) = after.split_once("```\n").expect("a block ends");
        let (_, example) = before.rsplit_once("```yaml\n").expect("an example");
        let (example, _) = example.split_once("```").expect("an example ends");
        let has_times = written.contains("## Hours") || before.contains("## Hours");
        let names = if has_times { &SHOWN[..] } else { &PLACED };
        let lines = published(example, names);
        written.push_str(&format!("{before}```ics\n{lines}```\n"));
        (rest, shown) = (old, shown + usize::from(has_times));
    }
    written.push_str(rest);
    let (_, times) = page.split_once("## Hours").expect("a section");
    let (times, _) = times.split_once("## YAML").expect("a section");
    let examples = times.matches("```yaml\n").count();
    assert_eq!(examples, shown, "each example has its lines");
    blessed("docs/definitions.md", &written);
}

/// Properties that change from one revision to the next.
const REVISED: [&str; 9] = [
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

/// Every command of the page runs, one after the other; `BLESS=1 cargo test` writes anew what it
/// prints.
#[test]
fn the_page_of_revisions_shows_what_the_program_prints() {
    let page = fs::read_to_string(root("docs/revisions.md")).expect("the page of revisions");
    let work = Workspace::new();
    work.copy(root("tests/cases/revisions/season"), "")
        .copy(root("tests/cases/revisions/many-alike"), "many-alike")
        .copy(root("tests/cases/calendars/exdate-beside-move"), "board")
        .remove("feeds");
    let mut definitions = String::new();
    for revision in ["revision-1", "revision-2", "revision-3"] {
        for name in ["plan.yaml", "spring.yaml"] {
            definitions.push_str(&work.read(&format!("{revision}/{name}")));
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
                shown += 1;
                let printed = work.planfeed(command).stdout;
                format!("console\n$ planfeed {command}\n{printed}")
            }
            Some(("ics", block)) if n % 2 == 1 => {
                let uid = block.split_inclusive('\n').next().expect("a UID");
                let entries = entries(&work.read("feeds/all.ics"), &REVISED, uid);
                assert!(!entries.is_empty(), "{uid} is published");
                shown += 1;
                format!("ics\n{}", entries.join("\n"))
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
    blessed("docs/revisions.md", &written);
}

#[test]
fn the_page_of_dates_shows_how_each_phrase_is_read() {
    let page = fs::read_to_string(root("docs/dates.md")).expect("the page of dates");
    let grammar = Grammar::new(language::by_code("en").expect("English"));
    let context = Context::in_year(2018);
    let line = |phrase: &str| read(&grammar, phrase, context).map(|read| read.when.to_string());
    let mut section = "";
    for row in page.lines() {
        section = row.strip_prefix("## ").unwrap_or(section);
        let Some((phrases, rest)) = row
            .strip_prefix("| `")
            .and_then(|row| row.split_once(" | "))
        else {
            continue;
        };
        for phrase in phrases.trim_end_matches('`').split("`, `") {
            match section {
                "What is read" => assert_eq!(
                    line(phrase).as_deref().ok(),
                    rest.split('`').nth(1),
                    "{phrase}"
                ),
                "What is refused" => assert!(line(phrase).is_err(), "{phrase}"),
                _ => {}
            }
        }
    }
}

#[test]
fn the_page_of_hours_shows_how_each_text_is_read() {
    let page = fs::read_to_string(root("docs/hours.md")).expect("the page of hours");
    let line = |code: &str, printed: &str| {
        let grammar = Grammar::new(language::by_code(code).expect("a language"));
        read_hours(&grammar, printed).map(|read| read.hours.to_string())
    };
    let (mut section, mut shown) = ("", 0);
    for row in page.lines() {
        section = row.strip_prefix("## ").unwrap_or(section);
        let cells: Vec<&str> = row.split(" | ").collect();
        let Some(printed) = row.strip_prefix("| `").and(cells.first()) else {
            continue;
        };
        let code = if printed.contains("in French") {
            "fr"
        } else {
            "en"
        };
        for printed in printed.split('`').skip(1).step_by(2) {
            shown += 1;
            match section {
                "What is read" => {
                    let expected = cells[1].split('`').nth(1);
                    assert_eq!(line(code, printed).as_deref().ok(), expected, "{printed}");
                }
                "What is refused" => assert!(line(code, printed).is_err(), "{printed}"),
                _ => {}
            }
        }
        if section == "What is refused" {
            for way_out in cells[2].split('`').skip(1).step_by(2) {
                assert!(line("en", way_out).is_ok(), "{way_out}");
            }
        }
    }
    assert!(shown > 60, "the page shows what is read");
}

/// Returns the anchors of a page's headings, as GitHub makes them.
fn anchors(page: &str) -> Vec<String> {
    let is_kept = |c: &char| c.is_alphanumeric() || "-_ ".contains(*c);
    let slug = |heading: &str| -> String {
        let kept = heading
            .trim_start_matches('#')
            .trim()
            .chars()
            .filter(is_kept);
        kept.collect::<String>().to_lowercase().replace(' ', "-")
    };
    let outside = page.split("```").step_by(2).flat_map(str::lines);
    outside
        .filter(|line| line.starts_with('#'))
        .map(slug)
        .collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let docs = paths(&root("docs"))
        .into_iter()
        .map(|path| format!("docs/{path}"));
    let others = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "tests/README.md",
    ];
    let others = others.map(str::to_owned);
    for from in docs.chain(others).filter(|path| path.ends_with(".md")) {
        let page = fs::read_to_string(root(&from)).expect("a page");
        for link in page.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            if target.contains(':') {
                continue;
            }
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = match file {
                "" => root(&from),
                _ => root(&from).parent().expect("a folder").join(file),
            };
            assert!(path.exists(), "{from} links to {target}");
            let has = |page: String| anchors(&page).iter().any(|known| known == anchor);
            let is_known = anchor.is_empty() || fs::read_to_string(path).is_ok_and(has);
            assert!(is_known, "{from} links to {target}");
        }
    }
}

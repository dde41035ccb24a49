//! `diff` as people read it: counts, the width of lines, and words in place of figures.

use std::collections::BTreeSet;

use planfeed::compare::{ChangeSet, Side, compare};
use planfeed::history::Ledger;
use planfeed::language::ENGLISH;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use crate::support::{self, Workspace, feed_of_all};

const PLAN: &str = "plan: { title: Plan, domain: example.org, revision: 2026-03-01, timezone: Europe/Vienna }\n\
    categories: { m: Markets, n: Fairs }\n\
    venues: { hall: Hall, barn: { name: Barn, address: '1 Lane, Linz' } }\n";

const EVENTS: [&str; 12] = [
    "",
    "title: Thing, when: 5 May, where: hall",
    "title: Thing, when: 5 May, where: barn",
    "title: Other thing, when: 5 May, where: hall",
    "title: Thing, when: May TBC, where: hall, category: m",
    "title: Thing, when: 5 May, where: barn, category: n",
    "title: Thing, when: 5 May, where: hall, status: cancelled",
    "title: Thing, when: 6-8 May, description: 'Bring a coat'",
    "title: Thing, when: 3 January",
    "title: Thing, when: 2 January, where: TBA",
    "title: Thing (TBC), when: 5 May, where: hall",
    "title: Thing, when: 5 May, hours: 10:00-12:00, repeat: { every: week, count: 4 }",
];

fn feed(rows: &[usize]) -> Vec<u8> {
    let mut events = "year: 2026\nevents:\n  - { id: same, title: Same, when: 9 May }\n".to_owned();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| **row > 0) {
        events += &format!("  - {{ id: e{n}, {} }}\n", EVENTS[*row]);
    }
    feed_of_all(&support::plan(PLAN, &events), &Ledger::none())
}

fn changes(old: &[usize], new: &[usize]) -> ChangeSet {
    let [old, new] = [old, new].map(feed);
    compare(&Side::read(&old), &Side::read(&new))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_change_is_under_one_heading_and_in_one_group(
        old in prop::collection::vec(0..EVENTS.len(), 12),
        new in prop::collection::vec(0..EVENTS.len(), 12),
    ) {
        let changes = changes(&old, &new);
        let sections = changes.sections();
        let headings: BTreeSet<_> = sections.iter().map(|section| section.heading).collect();
        prop_assert_eq!(headings.len(), sections.len());
        let total: usize = sections.iter().map(|section| section.changes.len()).sum();
        prop_assert_eq!(total, changes.changes.len());
        for section in &sections {
            let grouped: usize = section.groups().iter().map(Vec::len).sum();
            prop_assert_eq!(grouped, section.changes.len());
        }
        let html = planfeed::site::html(&changes, &ENGLISH);
        let headings = html.lines().filter_map(|line| line.strip_prefix("<h3>"));
        let numbers: usize = headings.map(number).sum();
        prop_assert_eq!(numbers, changes.changes.len());
    }
}

/// Returns the number in brackets: `moved (3)`.
fn number(heading: &str) -> usize {
    let inner = heading
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    inner.expect("a number").0.parse().expect("a number")
}

/// Two revisions with every kind of text, as a folder with `many/revision-1` and `many/revision-2`.
fn many() -> Workspace {
    let work = Workspace::new();
    work.copy(support::root("tests/cases/revisions/many-alike"), "many");
    work
}

fn diff(work: &Workspace, arguments: &str) -> String {
    let line = format!("diff many/revision-1 many/revision-2 {arguments}");
    work.planfeed(&line).exits(1).stdout
}

#[test]
fn the_last_line_counts_what_the_headings_count() {
    let work = many();
    let json: serde_json::Value =
        serde_json::from_str(&diff(&work, "--format json")).expect("JSON");
    let all = json["changes"].as_array().expect("changes").len();
    let text = diff(&work, "");
    let headings = text
        .lines()
        .filter(|line| line.ends_with(')') && !line.starts_with(' '));
    assert_eq!(headings.map(number).sum::<usize>(), all);
    let summary = text.lines().last().expect("a line");
    let counts = summary.split(", ").map(|count| {
        let (n, _) = count.split_once(' ').expect("a number");
        n.parse::<usize>().expect("a number")
    });
    assert_eq!(counts.sum::<usize>(), all);
    let markdown = diff(&work, "--format markdown");
    assert!(
        markdown.starts_with(&format!("**{summary}**\n")),
        "{markdown}"
    );
    let headings = markdown
        .lines()
        .filter_map(|line| line.strip_prefix("### "));
    assert_eq!(headings.map(number).sum::<usize>(), all);
}

#[test]
fn people_read_words_and_machines_figures() {
    let work = many();
    for format in ["text", "markdown", "html"] {
        let said = diff(&work, &format!("--format {format}"));
        for never in ["2026-", "48.3", "FREQ", "x-planfeed", "X-PLANFEED"] {
            assert!(!said.contains(never), "{format}: {said}");
        }
        assert!(
            said.contains("Mon 7 – Fri 11 December 2026"),
            "{format}: {said}"
        );
        assert!(said.contains("12 events"), "{format}: {said}");
    }
    let json = diff(&work, "--format json");
    assert!(json.contains("\"2026-12-07/2026-12-11\""), "{json}");
}

#[test]
fn lines_are_as_wide_as_asked_and_lose_no_word() {
    let work = many();
    work.edit("many/revision-2/events.yaml", |text| {
        text.replace(
            "title: Festival",
            "title: 冬の祭りと町の古い歴史についての長い長い題名そして続き",
        )
    });
    let whole = diff(&work, "");
    for width in [20, 40, 80, 120] {
        let said = diff(&work, &format!("--width {width}"));
        let longest = said.lines().map(|line| line.width()).max();
        // Names of fields, and words that are wider than a narrow line, stay whole.
        assert!(longest <= Some(width.max(40)), "{width}: {said}");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(squeezed(&said), squeezed(&whole));
    }
}

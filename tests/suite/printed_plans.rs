//! Plans of public pages, typed as their owners print them: each event is what a careful reader
//! would say. `expected.tsv` of a plan has for each event its id, the line of its date, its hours
//! and their zone, its status, the titles of its categories, its place, whom to ask, and its links.
//! It was written without planfeed, and is never blessed.

use std::collections::BTreeMap;
use std::fs;

use planfeed::ical::{content_lines, unescape};
use serde_json::Value;

use crate::support::{Workspace, root};

#[test]
fn plans_are_read_as_a_careful_reader_reads_them() {
    let mut faults = Vec::new();
    for plan in fs::read_dir(root("tests/cases/printed")).expect("plans") {
        let plan = plan.expect("a folder").path();
        let expected = fs::read_to_string(plan.join("expected.tsv")).expect("what is expected");
        let work = Workspace::new();
        work.copy(plan.join("events"), "events");
        let listed = work.planfeed("list events --format json").exits(0).stdout;
        let listed: Vec<Value> = serde_json::from_str(&listed).expect("JSON");
        assert_eq!(listed.len(), expected.lines().count(), "{}", plan.display());
        work.planfeed("build events --out feeds").exits(0);
        let entries = entries(&work.read("feeds/all.ics"));
        for event in listed {
            let entry = &entries[event["uid"].as_str().expect("a UID")];
            for fault in faults_of(&event, entry, &expected) {
                faults.push(format!("{}: {fault}", plan.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The values of an entry, by the names of their properties.
type Entry = BTreeMap<String, Vec<String>>;

/// Returns the first entry of each UID.
fn entries(feed: &str) -> BTreeMap<String, Entry> {
    let mut entries = BTreeMap::new();
    for part in feed.split("BEGIN:VEVENT\r\n").skip(1) {
        let mut entry = Entry::new();
        for line in content_lines(part.as_bytes()) {
            entry.entry(line.name).or_default().push(line.value);
        }
        entries.entry(entry["UID"][0].clone()).or_insert(entry);
    }
    entries
}

/// Returns how an event differs from its row of `expected.tsv`.
fn faults_of(event: &Value, entry: &Entry, expected: &str) -> Vec<String> {
    let id = event["id"].as_str().expect("an id");
    let row = expected
        .lines()
        .find(|row| row.split('\t').next() == Some(id))
        .unwrap_or_else(|| panic!("no row `{id}`"));
    let (said, links) = row.rsplit_once('\t').expect("links");
    let found = row_of(event, entry);
    let mut faults = Vec::new();
    if said != found {
        faults.push(format!("meant {said}\n    found {found}"));
    }
    let description = first(entry, "DESCRIPTION");
    for link in links.split(' ').filter(|&link| link != "-") {
        if !description.contains(link) {
            faults.push(format!("{id}: DESCRIPTION has no {link}"));
        }
    }
    faults
}

fn row_of(event: &Value, entry: &Entry) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let listed = [
        &event["id"],
        &event["when"]["edtf"],
        &event["hours"]["each"],
        &event["timezone"],
        &event["status"],
    ];
    let mut row: Vec<String> = listed.map(text).into();
    row.push(categories(entry).unwrap_or_else(|| "-".to_owned()));
    row.extend(["LOCATION", "CONTACT"].map(|name| first(entry, name)));
    row.join("\t")
}

fn first(entry: &Entry, name: &str) -> String {
    match entry.get(name) {
        Some(values) => unescape(&values[0]).into_owned(),
        None => "-".to_owned(),
    }
}

/// Returns the titles of an entry's categories, with a semicolon between.
fn categories(entry: &Entry) -> Option<String> {
    let titles: Vec<_> = entry
        .get("CATEGORIES")?
        .iter()
        .flat_map(|value| items(value))
        .collect();
    Some(titles.join("; "))
}

/// Splits a value at the commas that are not escaped, and unescapes its items.
fn items(value: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut is_escaped = false;
    for letter in value.chars() {
        if letter == ',' && !is_escaped {
            items.push(String::new());
        } else {
            items.last_mut().expect("an item").push(letter);
        }
        is_escaped = letter == '\\' && !is_escaped;
    }
    items
        .iter()
        .map(|item| unescape(item).into_owned())
        .collect()
}

//! The words for changes of one event. A row of `kinds.tsv` has the event before, the event after and
//! what is reported; `foreign.tsv` has the same for calendars of other programs.

use std::fs;

use planfeed::compare::{Change, ChangeSet, ShownField, Side, Statement, compare};
use planfeed::history::Ledger;
use planfeed::plan::Plan;

use crate::support::{self, blessed, feed_of_all, root};

const PLAN: &str = "plan: { title: Plan, domain: example.org, revision: 2026-01-01, timezone: Europe/Vienna }\n\
    phases: { p1: { title: Spring, dates: January – June 2026 }, p2: { title: Autumn } }\n\
    categories: { m: { title: Markets }, n: { title: Fairs } }\n\
    venues: { geneva: { name: Geneva, timezone: Europe/Zurich }, ny: { name: New York, timezone: America/New_York } }\n";

fn plan(event: &str) -> Plan {
    let default = |key: &str, value: &str| {
        if event.contains(&format!("{key}: ")) {
            String::new()
        } else {
            format!("{key}: {value}, ")
        }
    };
    let (title, when, year) = (
        default("title", "Thing"),
        default("when", "5 May"),
        default("year", "2026"),
    );
    let events = format!("events:\n  - {{ id: e, {title}{when}{year}{event} }}\n");
    support::plan(PLAN, &events)
}

/// Returns changes in one line as people read them, such as `moved: date Tue 5 May 2026 → ...`.
fn reported(changes: &ChangeSet) -> String {
    let change = |change: &Change| {
        let statements = change.statements();
        let said: Vec<String> = statements.iter().map(said).collect();
        format!("{}: {}", change.kind.word(), said.join("; "))
    };
    let changes: Vec<String> = changes.changes.iter().map(change).collect();
    if changes.is_empty() {
        "–".to_owned()
    } else {
        changes.join(" | ")
    }
}

fn said(statement: &Statement<'_>) -> String {
    let (old, new) = match &statement.shown {
        ShownField::Text(words) => return format!("{} {words:?}", statement.name.word()),
        ShownField::Changed => ("...", "...".to_owned()),
        ShownField::Both(was, is) => (*was, (*is).to_owned()),
        ShownField::Within(was, is, both) => (*was, format!("{is} ({both})")),
        ShownField::Was(was) | ShownField::Dropped(was) => (*was, "–".to_owned()),
        ShownField::Is(is) | ShownField::Given(is) => ("–", (*is).to_owned()),
    };
    let mut name = statement.name.word().to_owned();
    if !statement.occurrences.is_empty() {
        name = format!("{name} {}:", statement.occurrences.join(" & "));
    }
    format!("{name} {old} → {new}").replace('\n', " / ")
}

/// Compares the last column of a table with what is reported; `BLESS=1 cargo test` writes it anew.
pub(crate) fn table(name: &str, report: impl Fn(&str, &str) -> String) {
    let path = format!("tests/suite/{name}");
    let text = fs::read_to_string(root(&path)).expect("a table");
    let row = |line: &str| match line.split('\t').collect::<Vec<_>>()[..] {
        [old, new, ..] => format!("{old}\t{new}\t{}\n", report(old, new)),
        _ => format!("{line}\n"),
    };
    let written: String = text.lines().map(row).collect();
    blessed(&path, &written);
}

#[test]
fn changes_of_an_event_are_called_what_they_are() {
    table("kinds.tsv", |old, new| {
        let (was, is) = (plan(old), plan(new));
        let [old, new] = [&was, &is].map(|plan| feed_of_all(plan, &Ledger::none()));
        let defined = compare(
            &Side::read(&old).with_plan(&was),
            &Side::read(&new).with_plan(&is),
        );
        let published = compare(&Side::read(&old), &Side::read(&new));
        let over = feed_of_all(&is, &Ledger::read(&old, None, None).expect("a ledger"));
        let built_over = compare(&Side::read(&old), &Side::read(&over));
        let kinds = |changes: &ChangeSet| {
            changes
                .changes
                .iter()
                .map(|change| (change.kind, change.fields.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds(&defined), kinds(&published));
        assert_eq!(published, built_over);
        for same in [&old, &new, &over] {
            assert!(compare(&Side::read(same), &Side::read(same)).is_empty());
        }
        reported(&defined)
    });
}

#[test]
fn changes_of_foreign_events_are_called_what_they_are() {
    table("foreign.tsv", |old, new| {
        let calendar = |events: &str| {
            let events = events
                .replace(" | ", "\nEND:VEVENT\nBEGIN:VEVENT\nUID:u@h\n")
                .replace("; ", "\n");
            format!(
                "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u@h\n{events}\nEND:VEVENT\nEND:VCALENDAR\n"
            )
        };
        let [old, new] = [old, new].map(calendar);
        reported(&compare(
            &Side::read(old.as_bytes()),
            &Side::read(new.as_bytes()),
        ))
    });
}

//! `accept`: an accepted warning is nowhere, whatever its rule; what is not accepted stays.

use std::collections::BTreeMap;

use planfeed::check::check;
use planfeed::diagnostic::{Code, Finding, Severity};
use planfeed::source::{SourceFile, load};

use crate::support::{Workspace, files, root};

/// Definitions: the text of each file by its path.
type Files = BTreeMap<String, String>;

/// Returns the definitions of each case in which a rule fires.
fn firing_cases() -> Vec<(Code, Files)> {
    let mut cases = Vec::new();
    for code in Code::ALL {
        let folder = format!("tests/cases/rules/{code}/fires");
        let mut definitions = Files::new();
        for (path, bytes) in files(&root(&folder)) {
            if let (Some(path), Ok(text)) = (path.strip_prefix("events/"), String::from_utf8(bytes))
            {
                definitions.insert(path.to_owned(), text);
            }
        }
        cases.push((*code, definitions));
    }
    cases.retain(|(_, definitions)| !definitions.is_empty());
    cases
}

fn findings(definitions: &Files) -> Vec<Finding> {
    let plan = definitions.keys().position(|name| name == "plan.yaml");
    let files = definitions.iter().map(|(name, text)| SourceFile {
        name: name.clone(),
        text: text.clone(),
    });
    let (source, found) = load(files.collect(), plan);
    check(&source, found).1
}

/// Changes every event file.
fn edited(definitions: &Files, edit: impl Fn(&str) -> String) -> Files {
    let mut edited = definitions.clone();
    let of_events = edited.iter_mut().filter(|(name, _)| *name != "plan.yaml");
    for (_, text) in of_events {
        *text = edit(text);
    }
    edited
}

/// Counts the findings of a rule in event files.
fn count(definitions: &Files, code: Code) -> usize {
    let found = findings(definitions);
    let of_events = found.iter().filter(|finding| {
        let at = finding.at.as_ref();
        finding.code == code && at.is_some_and(|at| at.file != "plan.yaml")
    });
    of_events.count()
}

#[test]
fn every_warning_about_events_can_be_accepted() {
    let mut tried = 0;
    for (code, definitions) in firing_cases() {
        if !code.rule().is_about_events {
            continue;
        }
        tried += 1;
        assert_ne!(count(&definitions, code), 0, "{code}");
        let at_the_top = edited(&definitions, |text| format!("accept: [{code}]\n{text}"));
        let with_each = edited(&definitions, |text| {
            text.replace("- { id:", &format!("- {{ accept: {code}, id:"))
                .replace("- id:", &format!("- accept: {code}\n    id:"))
        });
        for accepting in [at_the_top, with_each] {
            assert_eq!(count(&accepting, code), 0, "{code}: {accepting:#?}");
            // Everything else is reported as before; each file may have an event that needs it.
            let others =
                |finding: &&Finding| finding.code != code && finding.code != Code::UnusedAccept;
            let (before, after) = (findings(&definitions), findings(&accepting));
            let before = before.iter().filter(others).count();
            assert_eq!(after.iter().filter(others).count(), before, "{code}");
        }
    }
    assert!(tried >= 8, "{tried}");
}

#[test]
fn nothing_else_can_be_accepted() {
    let plan = "plan: { title: T, domain: example.org, revision: 2026-01-01 }\n";
    for code in Code::ALL {
        let events = format!(
            "accept: {code}\nevents: [{{ id: a, title: A, when: 5 May 2026, accept: [{code}] }}]\n"
        );
        let (_, _, found) = crate::support::checked(plan, &events);
        let rule = code.rule();
        let expected: &[Code] = match (rule.severity, rule.is_about_events) {
            (Severity::Error, false) | (Severity::Warning, false) => &[Code::BadAccept; 2],
            (_, true) if *code == Code::RenamedEvent => &[],
            (_, true) => &[Code::UnusedAccept; 2],
        };
        let codes: Vec<Code> = found.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, expected, "{code}");
    }
}

#[test]
fn what_needs_the_last_publication_is_accepted_too_and_never_left_over() {
    let folder = Workspace::with(&["tests/cases/rules/renamed-event/fires"]);
    let case = "tests/cases/rules/renamed-event/fires";
    folder.build(&format!("{case}/revision-1"));
    let check = format!("check {case}/revision-2 --previous feeds --strict");
    folder.planfeed(&check).exits(1).reports("renamed-event");
    folder.edit(&format!("{case}/revision-2/events.yaml"), |text| {
        format!("{text}    accept: renamed-event\n")
    });
    folder.planfeed(&check).exits(0).prints("no findings");
    folder.build(&format!("{case}/revision-2"));
    folder.planfeed(&check).exits(0).prints("no findings");
}

#[test]
fn an_accepted_warning_is_in_no_format_and_no_count() {
    let folder = Workspace::init();
    let edit = |text: &str| text.replace("14-15 January", "14-15 July");
    folder.edit("events/first-phase.yaml", edit);
    let formats = ["human", "json", "sarif"];
    for format in formats {
        let ran = folder.planfeed(&format!("check --strict --format {format}"));
        let printed = ran.exits(1);
        let printed = printed.stdout + &printed.stderr;
        assert!(printed.contains("not within `first-phase`"), "{printed}");
    }
    folder.edit("events/first-phase.yaml", |text| {
        text.replace(
            "    where: geneva\n",
            "    where: geneva\n    accept: [date-outside-phase]\n",
        )
    });
    for format in formats {
        let ran = folder.planfeed(&format!("check --strict --format {format}"));
        let printed = ran.exits(0);
        let printed = printed.stdout + &printed.stderr;
        assert!(!printed.contains("not within"), "{printed}");
    }
    let built = folder.planfeed("build").exits(0);
    assert!(!built.stderr.contains("warning"), "{built:?}");
}

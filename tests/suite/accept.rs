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
            (_, true) if matches!(code, Code::RenamedEvent | Code::PostponedMoved) => &[],
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
    let edit = |text: &str| text.replace("14–15 January", "14–15 July");
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
            "    where: main-hall\n\n",
            "    where: main-hall\n    accept: [date-outside-phase]\n\n",
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

/// Mistakes in the bundled plan: what is replaced by what in a file, and what is reported then.
const PLANTED: &[(&str, &str, &str, &str)] = &[
    // Events that accept a warning still give all others.
    (
        "phase-1",
        "when: 2 March\n",
        "when: 2 March TBC\n",
        "still-open",
    ),
    (
        "phase-1",
        "when: 5 April TBC",
        "when: 5 March TBC",
        "date-outside-phase",
    ),
    (
        "phase-1",
        "when: 31 March\n",
        "when: 31 June\n",
        "impossible-date",
    ),
    (
        "phase-1",
        "when: July TBA",
        "when: July ТВА",
        "look-alike-letters",
    ),
    // One that is settled accepts nothing any more.
    (
        "phase-1",
        "when: August\n",
        "when: 11 August\n",
        "unused-accept",
    ),
    // Those beside them accept nothing.
    (
        "phase-1",
        "when: 6 April\n",
        "when: 6 April TBC\n",
        "still-open",
    ),
    (
        "phase-1",
        "when: 6 April\n",
        "when: 6 March\n",
        "date-outside-phase",
    ),
    (
        "phase-1",
        "when: 4-5 August\n",
        "when: 4-5 December\n",
        "date-outside-phase",
    ),
    (
        "phase-2",
        "when: 6 November\n",
        "when: 6 October\n",
        "date-outside-phase",
    ),
    (
        "phase-1",
        "when: 6 April\n",
        "when: 6 April\n    hours: 8am-9pm\n",
        "long-session",
    ),
    (
        "phase-1",
        "when: 6 April\n",
        "when: 6 April\n    hours: 3-5\n",
        "early-hours",
    ),
    (
        "phase-1",
        "when: Last week of July\n",
        "when: Last week of July\n    status: confirmed\n",
        "status-disagrees",
    ),
    // An event that is given twice, and a passcode that slipped in.
    (
        "phase-3",
        "\nevents:\n",
        "\nevents:\n  - { id: x, title: X, when: 5 May 2018 }\n  - { id: y, title: x, when: 5 May 2018 }\n",
        "duplicate-event",
    ),
    (
        "phase-1",
        "when: 6 April\n",
        "when: 6 April\n    online: https://zoom.us/j/1?pwd=Sx\n",
        "public-passcode",
    ),
];

#[test]
fn the_bundled_plan_gives_no_warning_and_hides_no_mistake() {
    let folder = Workspace::with(&["events"]);
    folder
        .planfeed("check --strict")
        .exits(0)
        .prints("no findings");
    let built = folder.planfeed("build").exits(0);
    assert!(!built.stderr.contains("warning"), "{built:?}");
    for (file, right, wrong, code) in PLANTED {
        let path = format!("events/{file}.yaml");
        let text = folder.read(&path);
        assert_eq!(text.matches(right).count(), 1, "{right}");
        folder.write(&path, text.replace(right, wrong));
        let checked = folder.planfeed("check --strict");
        let is_found = checked.stderr.contains(&format!("[{code}]"));
        assert!(is_found && checked.code == Some(1), "{wrong}: {checked:#?}");
        folder.write(&path, text);
    }
}

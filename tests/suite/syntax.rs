//! A fault of YAML is one finding on its own line, with the line as it should be.

use planfeed::diagnostic::{Code, Finding};

use crate::support::checked;

const PLAN: &str = "plan: { title: T, domain: a.example.org, revision: 2026-01-01 }\n";

/// Lines of an event file, the line and the column of the fault, and a part of the help.
const FAULTS: [(&str, usize, usize, &str); 24] = [
    ("events:\n  - id: a\n\ttitle: A\n", 3, 1, "spaces"),
    (
        "events:\n  - id: a\n    title: \"A\n    when: 9 July\n",
        3,
        12,
        "`\"A\"`",
    ),
    (
        "events:\n  - id: a\n    title: 'The Mayor's day'\n",
        3,
        12,
        "title: \"The Mayor's day\"",
    ),
    (
        "events:\n  - id: a\n    title: Budget: first\n",
        3,
        12,
        "title: \"Budget: first\"",
    ),
    (
        "events:\n  - id: a\n    title: Agenda:\n",
        3,
        12,
        "\"Agenda:\"",
    ),
    (
        "events:\n  - id: a\n    title: \"A\" b\n",
        3,
        12,
        "'\"A\" b'",
    ),
    (
        "events:\n  - { id: a, title: A, b, when: 9 July 2026 }\n",
        2,
        21,
        "title: \"A, b\"",
    ),
    (
        "events:\n  - { id: a, title: A when: 9 July 2026 }\n",
        2,
        23,
        ", when: 9 July 2026",
    ),
    (
        "events:\n  - { id: a, title: A\n  - { id: b }\n",
        2,
        5,
        "}`",
    ),
    (
        "events:\n  - id: a\n    category: [a, b\n    when: 9 July\n",
        3,
        15,
        "[a, b]",
    ),
    (
        "events:\n  - { id: a, title: A #4, when: 9 July }\n  - { id: b }\n",
        2,
        23,
        "\"A #4\"",
    ),
    (
        "events:\n  - id: a\n    when: 9 July\n    - id: b\n",
        4,
        5,
        "2 spaces",
    ),
    ("events:\n  - id: a\n     when: 9 July\n", 3, 6, "4 spaces"),
    (
        "events:\n  - id: a\n    title: A\n  when: 9 July\n",
        4,
        3,
        "4 spaces",
    ),
    (
        "events:\n  - id: a\n    title: A\n - id: b\n",
        4,
        2,
        "2 spaces",
    ),
    (
        "events:\n  - id: a\n    when:9 July\n    title: A\n",
        3,
        5,
        "when: 9 July",
    ),
    ("events:\n  -id: a\n    title: A\n", 2, 3, "- id: a"),
    (
        "events:\n  - id: a\n    when = 9 July\n    title: A\n",
        3,
        5,
        "when: 9 July",
    ),
    (
        "events:\n  - id: a\n    title: [Draft] A\n    when: 9 July\n",
        3,
        12,
        "\"[Draft] A\"",
    ),
    (
        "events:\n  - id: a\n    contact: @town\n",
        3,
        14,
        "\"@town\"",
    ),
    ("events:\n  - id: a\n    title: %s A\n", 3, 12, "\"%s A\""),
    ("events:\n  - id: a\n    title: `A`\n", 3, 12, "\"`A`\""),
    ("events:\n  - id: a\n    title: *A\n", 3, 12, "\"*A\""),
    ("events:\n  - id: a\n    title: \"A\\o\"\n", 3, 12, "'A\\o'"),
];

fn of_events(text: &str) -> Vec<Finding> {
    let mut findings = checked(PLAN, text).2;
    let is_of_events = |it: &Finding| it.at.as_ref().is_some_and(|at| at.file == "events.yaml");
    findings.retain(|it| is_of_events(it) && it.code == Code::YamlSyntax);
    findings
}

#[test]
fn a_fault_of_yaml_is_shown_where_it_is_with_the_line_as_it_should_be() {
    let mut faults = Vec::new();
    for (text, line, column, help) in FAULTS {
        let findings = of_events(text);
        let is_right = findings.len() == 1
            && findings.iter().all(|it| {
                let at = it.at.as_ref().expect("a place");
                (at.line, at.column) == (line, column) && it.help.text.contains(help)
            });
        if !is_right {
            faults.push(format!("{text}{line}:{column} {help}\n{findings:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_offered_in_place_of_a_fault_of_yaml_mends_it() {
    for (text, ..) in FAULTS {
        for finding in of_events(text) {
            if let (Some(replacement), Some(at)) = (&finding.help.replacement, &finding.at) {
                let mut mended = text.to_owned();
                mended.replace_range(at.bytes.clone(), replacement);
                assert_eq!(of_events(&mended), [], "{mended}");
            }
        }
    }
}

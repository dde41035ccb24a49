//! What can't be read is reported once: it is not taken for a value, and nothing that only follows
//! from it is reported.

use planfeed::diagnostic::Code;

use crate::support::checked;

const HEAD: &str = "plan: { title: T, domain: example.org, revision: 2026-01-01 }\n";

/// The codes of all findings, sorted.
#[track_caller]
fn codes(plan: &str, events: &str) -> Vec<String> {
    let (_, _, findings) = checked(plan, events);
    let mut codes: Vec<String> = findings.iter().map(|it| it.code.to_string()).collect();
    codes.sort();
    codes
}

#[test]
fn no_form_of_null_is_taken_for_a_value() {
    const KEYS: &str = "year hours repeat where status description uid links category phase";
    const FORMS: [&str; 12] = [
        "KEY: ~",
        "KEY: null",
        "KEY:",
        "KEY",
        "\"KEY\":~",
        "'KEY' :~",
        "\"KEY\":null",
        "\"KEY\":NULL",
        "\"KEY\"",
        "? KEY",
        "? \"KEY\":~",
        "KEY: # c\n     ",
    ];
    for key in KEYS.split(' ') {
        for form in FORMS {
            let null = form.replace("KEY", key);
            let in_flow = format!("events:\n  - {{ id: a, title: A, when: 5 May 2026, {null} }}\n");
            let (_, plan, findings) = checked(HEAD, &in_flow);
            assert!(plan.is_none(), "{in_flow}");
            assert!(
                findings.iter().any(|it| it.code == Code::EmptyValue),
                "{in_flow}{findings:#?}"
            );
        }
        let block =
            format!("events:\n  - id: a\n    title: A\n    when: 5 May 2026\n    ? {key}\n");
        assert!(checked(HEAD, &block).1.is_none(), "{block}");
    }
}

#[test]
fn no_list_is_empty_by_a_key_without_a_value() {
    let plan = HEAD.trim_end().trim_end_matches('}');
    let events = "events: [{ id: a, title: A, when: 5 May 2026 }]\n";
    for text in [
        format!("{plan}, withdrawn }}\n"),
        format!("{plan}, \"withdrawn\":~ }}\n"),
        format!("{HEAD}feeds: {{ f: {{ title: F, select }} }}\n"),
        format!("{HEAD}feeds: {{ f: {{ title: F, select: {{ phase }} }} }}\n"),
        format!("{HEAD}? venues\n"),
    ] {
        assert!(
            codes(&text, events).contains(&"empty-value".to_owned()),
            "{text}"
        );
    }
    let repeat =
        "events: [{ id: a, title: A, when: 5 May 2026, repeat: { every: day, count: 3, except } }]";
    assert_eq!(codes(HEAD, repeat), ["empty-value"]);
}

#[test]
fn an_empty_plan_yaml_lacks_its_plan() {
    for text in ["", "\n---\n", "---\n null\n", "# x\n---\n# y\n"] {
        let events = "phase: p\nevents: [{ id: a, title: A, when: 5 May 2026 }]\n";
        assert_eq!(codes(text, events), ["missing-key"], "{text:?}");
        assert!(
            codes(HEAD, text).contains(&"empty-plan".to_owned()),
            "{text:?}"
        );
    }
}

#[test]
fn hours_are_not_judged_where_the_zone_could_not_be_read() {
    let events = "events: [{ id: a, title: A, when: 5 May 2026, where: v, hours: 10:00-12:00 }]\n";
    let venue = "venues: { v: { name: V, timezone: Europe/Berlin } }\n";
    for (plan, expected) in [
        (format!("{HEAD}x: a: b\n{venue}"), "yaml-syntax"),
        (format!("{HEAD}venues: {{ v: ~ }}\n"), "empty-value"),
        (format!("{HEAD}venues: {{ v: [x] }}\n"), "wrong-type"),
        (format!("{HEAD}venues: []\n"), "wrong-type"),
        (
            format!("{HEAD}venues: {{ v: {{ name: V, timezone: [] }} }}\n"),
            "wrong-type",
        ),
        (
            format!("{HEAD}venues: {{ v: {{ name: V, timezone: Berlim }} }}\n"),
            "unknown-zone",
        ),
        (
            HEAD.replace(" }", ", timezone: [] }") + "venues: { v: { name: V } }\n",
            "wrong-type",
        ),
        (
            HEAD.replace(" }", ", timezone: Nowhere }") + "venues: { v: { name: V } }\n",
            "unknown-zone",
        ),
    ] {
        assert_eq!(codes(&plan, events), [expected], "{plan}");
    }
}

#[test]
fn a_feed_may_select_what_could_not_be_read() {
    let events = "events: [{ id: a, title: A, when: 5 May 2026 }]\n";
    for (section, key) in [
        ("phases", "phase"),
        ("categories", "category"),
        ("venues", "venue"),
    ] {
        let feed = format!("feeds: {{ f: {{ title: F, select: {{ {key}: [x] }} }} }}\n");
        for entries in ["[]", "{ x: [] }", "{ x: ~ }"] {
            let plan = format!("{HEAD}{section}: {entries}\n{feed}");
            let codes = codes(&plan, events);
            assert!(
                codes == ["wrong-type"] || codes == ["empty-value"],
                "{plan}{codes:?}"
            );
        }
    }
}

#[test]
fn events_are_compared_though_the_plan_has_no_domain_or_revision() {
    let events = "events:\n  - { id: a, title: A, when: 5 May 2026, uid: u@x.example }\n  \
                  - { id: b, title: B, when: 6 May 2026, uid: u@x.example }\n";
    for (from, to, code) in [
        ("2026-01-01", "soon", "bad-day"),
        ("example.org", "B_d", "bad-domain"),
    ] {
        let plan = HEAD.replace(from, to);
        assert_eq!(codes(&plan, events), [code, "duplicate-id"], "{plan}");
    }
    let outside = "phase: p\nevents: [{ id: a, title: A, when: 5 May 2026 }]\n";
    let plan =
        HEAD.replace("2026-01-01", "soon") + "phases: { p: { title: P, dates: June 2026 } }\n";
    assert_eq!(codes(&plan, outside), ["bad-day", "date-outside-phase"]);
}

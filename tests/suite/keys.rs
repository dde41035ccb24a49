//! An unknown key is one finding, which leads to the key that is meant where there is one.

use std::collections::BTreeSet;

use planfeed::diagnostic::{Code, Finding};

use crate::support::checked;

/// Returns a plan and events in which an entry stands in a place, beside what that place needs but
/// for the key that is meant.
fn definitions(place: &str, entry: &str, meant: &str) -> (String, String) {
    let fields = |needed: &[(&str, &str)], of: &str| {
        let needed = needed
            .iter()
            .filter(|(key, _)| of != place || *key != meant);
        let mut fields: Vec<String> = needed
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        if of == place {
            fields.push(entry.to_owned());
        }
        format!("{{ {} }}", fields.join(", "))
    };
    let plan = [
        ("title", "T"),
        ("domain", "a.example.org"),
        ("revision", "2026-01-01"),
    ];
    let plan = fields(&plan, "plan");
    let venue = fields(&[("name", "Hall"), ("timezone", "Europe/London")], "venue");
    let category = fields(&[("title", "Council")], "category");
    let phase = fields(&[("title", "Spring")], "phase");
    let link = fields(
        &[("title", "Agenda"), ("url", "https://www.example.org/x")],
        "link",
    );
    let repeat = fields(&[("every", "week"), ("until", "2026-07-30")], "repeat");
    let repeat = match (place, meant) {
        ("repeat", "count") => repeat.replace("until: 2026-07-30, ", ""),
        _ => repeat,
    };
    let event = [
        ("id", "a"),
        ("title", "A"),
        ("when", "9 July 2026"),
        ("where", "hall"),
    ];
    let event = fields(&event, "event");
    let other = format!(
        "{{ id: b, title: B, when: 9 July 2026, category: council, repeat: {repeat}, links: [{link}] }}"
    );
    (
        format!(
            "plan: {plan}\nphases: {{ spring: {phase} }}\ncategories: {{ council: {category} }}\n\
             venues: {{ hall: {venue} }}\n"
        ),
        format!("events:\n  - {event}\n  - {other}\n"),
    )
}

const PLACES: [&str; 7] = [
    "event", "repeat", "plan", "venue", "category", "phase", "link",
];

fn errors(plan: &str, events: &str) -> Vec<Finding> {
    let mut findings = checked(plan, events).2;
    findings.retain(|finding| finding.severity() == planfeed::diagnostic::Severity::Error);
    findings
}

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = include_str!("keys.tsv").lines().skip(1);
    lines.map(|line| {
        let row: Vec<&str> = line.split('\t').collect();
        row.try_into().expect("four cells")
    })
}

#[test]
fn a_key_that_people_write_leads_to_the_one_that_is_meant() {
    let mut faults = Vec::new();
    for [place, key, value, meant] in rows() {
        let (plan, events) = definitions(place, &format!("{key}: {value}"), meant);
        let found = errors(&plan, &events);
        let [finding] = &found[..] else {
            faults.push(format!("{place} {key}: {found:#?}"));
            continue;
        };
        if finding.code != Code::UnknownKey || !finding.help.text.contains(&format!("`{meant}")) {
            faults.push(format!(
                "{place} {key}: {} = {}",
                finding.message, finding.help
            ));
        }
        let (Some(replacement), Some(at)) = (&finding.help.replacement, &finding.at) else {
            continue;
        };
        let (mut plan, mut events) = (plan.clone(), events.clone());
        let text = match &*at.file {
            "plan.yaml" => &mut plan,
            _ => &mut events,
        };
        text.replace_range(at.bytes.clone(), replacement);
        let left = errors(&plan, &events);
        if !left.is_empty() {
            faults.push(format!("{place} {key}, replaced: {left:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_key_in_each_place_is_one_finding_and_leads_to_no_other_unknown_key() {
    let words: BTreeSet<&str> = rows().map(|[_, key, _, _]| key).collect();
    let others = ["reminder", "cost", "xyz", "exdate", "cancelled", "Ort"];
    let mut faults = Vec::new();
    for place in PLACES {
        for word in words.iter().copied().chain(others) {
            let (plan, events) = definitions(place, &format!("{word}: [x]"), "");
            let found = errors(&plan, &events);
            let unknown = found.iter().filter(|it| it.code == Code::UnknownKey);
            let unknown: Vec<&Finding> = unknown.collect();
            if unknown.len() > 1 {
                faults.push(format!("{place} {word}: {unknown:#?}"));
            }
            for finding in unknown {
                let Some(replacement) = &finding.help.replacement else {
                    continue;
                };
                let (mut plan, mut events) = (plan.clone(), events.clone());
                let at = finding.at.as_ref().expect("a place");
                let text = match &*at.file {
                    "plan.yaml" => &mut plan,
                    _ => &mut events,
                };
                text.replace_range(at.bytes.clone(), replacement);
                let codes = errors(&plan, &events);
                if codes.iter().any(|it| it.code == Code::UnknownKey) {
                    faults.push(format!(
                        "{place} {word}, replaced by {replacement}: {codes:#?}"
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_misspelt_section_is_read() {
    let event = "events: [{ id: a, title: A, when: 9 July 2026, where: hall, hours: 10:00 }]\n";
    let head = "plan: { title: T, domain: a.example.org, revision: 2026-01-01 }\n";
    let venues = "{ hall: { name: Hall, timezone: Europe/Lodnon } }\n";
    for section in ["vanues", "Venues", "venue", "places", "lieux"] {
        let found = errors(&format!("{head}{section}: {venues}"), event);
        let places: Vec<usize> = found
            .iter()
            .filter_map(|it| Some(it.at.as_ref()?.column))
            .collect();
        assert_eq!(found.len(), 2, "{found:#?}");
        // What is in the section is checked at its own place.
        assert_eq!(places, [1, section.len() + 35], "{found:#?}");
    }
}

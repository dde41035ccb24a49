//! Plans of public pages, typed as their owners print them: each event is when a careful reader
//! would say. `expected.tsv` of a plan has an event's id, the line of its date, its hours, and their
//! zone; it was written without planfeed, and is never blessed.

use std::fs;

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
        for event in listed {
            let row = row(&event);
            if !expected.lines().any(|line| line == row) {
                faults.push(format!("{}: {row}", plan.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn row(event: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let hours = [&event["hours"]["each"], &event["timezone"]].map(text);
    let own = [&event["id"], &event["when"]["edtf"]].map(text);
    [own, hours].concat().join("\t")
}

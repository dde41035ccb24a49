//! Definitions as text, checked in memory.

use planfeed::check::check;
use planfeed::diagnostic::Finding;
use planfeed::history::Ledger;
use planfeed::plan::Plan;
use planfeed::publication::{ALL, Publication};
use planfeed::source::{Source, SourceFile, load};

/// Checks a `plan.yaml` and an `events.yaml`.
pub(crate) fn checked(plan: &str, events: &str) -> (Source, Option<Plan>, Vec<Finding>) {
    let files = [("plan.yaml", plan), ("events.yaml", events)].map(|(name, text)| SourceFile {
        name: name.to_owned(),
        text: text.to_owned(),
    });
    let (source, findings) = load(files.into(), Some(0));
    let (plan, diagnostics) = check(&source, findings);
    (source, plan, diagnostics)
}

/// Checks definitions without an error.
#[track_caller]
pub(crate) fn plan(plan: &str, events: &str) -> Plan {
    let (_, checked, diagnostics) = checked(plan, events);
    checked.unwrap_or_else(|| panic!("{plan}{events}{diagnostics:#?}"))
}

/// Returns the feed of all events, published over a ledger.
pub(crate) fn feed_of_all(plan: &Plan, ledger: &Ledger) -> Vec<u8> {
    let publication = Publication::of(plan, ledger);
    let file = &publication.files()[0];
    assert_eq!(file.path, ALL);
    publication.bytes(file)
}

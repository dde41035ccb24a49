//! A help never misleads: what it offers is accepted in place of what is marked, or of the whole
//! value that holds it.

use std::collections::BTreeMap;
use std::ops::Range;

use planfeed::check::check;
use planfeed::diagnostic::{Finding, Location};
use planfeed::source::{SourceFile, load};

use crate::support::{files, root};

/// Definitions: the text of each file by its path.
type Definitions = BTreeMap<String, String>;

/// Keys that helps name, and signs of YAML; they are not offered as a value.
const NO_VALUES: [&str; 12] = [
    "-",
    "key:",
    "and",
    "dates",
    "description",
    "each",
    "hours",
    "instances",
    "on",
    "when",
    "weeks",
    "year",
];

#[test]
fn what_a_help_offers_is_accepted() {
    let (mut tried, mut faults) = (0, Vec::new());
    for (case, definitions) in firing_cases() {
        for finding in findings(&definitions) {
            let (Some(at), help) = (&finding.at, &finding.help.text) else {
                continue;
            };
            for value in offered(help) {
                tried += 1;
                if !is_accepted(&definitions, &finding, at, value) {
                    faults.push(format!("{case}:{}: `{value}` of: {help}", at.line));
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the definitions of each case in which a rule fires.
fn firing_cases() -> BTreeMap<String, Definitions> {
    let mut cases: BTreeMap<String, Definitions> = BTreeMap::new();
    for (path, bytes) in files(&root("tests/cases/rules")) {
        if let Some((case, file)) = path.split_once("/fires/")
            && file.starts_with("events/")
            && let Ok(text) = String::from_utf8(bytes)
        {
            let definitions = cases.entry(case.to_owned()).or_default();
            definitions.insert(file.to_owned(), text);
        }
    }
    cases
}

fn findings(definitions: &Definitions) -> Vec<Finding> {
    let plan = definitions
        .keys()
        .position(|name| name == "events/plan.yaml");
    let mut files = Vec::new();
    for (name, text) in definitions {
        let (name, text) = (name.clone(), text.clone());
        files.push(SourceFile { name, text });
    }
    let (source, found) = load(files, plan);
    check(&source, found).1
}

/// Returns the values that a help tells the reader to write: those in backticks.
fn offered(help: &str) -> Vec<&str> {
    let mut values = Vec::new();
    for clause in help.split("; ") {
        if clause.starts_with("write ") || clause.starts_with("did you mean ") {
            let in_backticks = clause.split('`').skip(1).step_by(2);
            values.extend(in_backticks.filter(|value| !NO_VALUES.contains(value)));
        }
    }
    values
}

/// Whether the finding is gone once the value is written, in place of the marked text or of the
/// whole value. "Did you mean" is about the marked text alone.
fn is_accepted(definitions: &Definitions, finding: &Finding, at: &Location, value: &str) -> bool {
    let text = &definitions[&at.file];
    let help = &finding.help.text;
    let whole = (!help.starts_with("did you mean")).then(|| whole_value(text, at.bytes.clone()));
    let places = [Some(at.bytes.clone()), whole];
    places.into_iter().flatten().any(|place| {
        let mut mended = definitions.clone();
        let text = mended.get_mut(&at.file).expect("the file");
        text.replace_range(place.clone(), value);
        let place = place.start..=place.start + value.len();
        let again = findings(&mended);
        let mut there = again.iter().filter(|other| {
            let other = other.at.as_ref();
            other.is_some_and(|other| other.file == at.file && place.contains(&other.bytes.start))
        });
        !there.any(|other| is_the_same(other, finding))
    })
}

/// Whether a finding is reported again, of whatever value. A date or hours must have none at all.
fn is_the_same(other: &Finding, finding: &Finding) -> bool {
    let is_read = [
        "bad-date",
        "bad-hours",
        "impossible-date",
        "ambiguous-date",
        "ambiguous-hours",
    ];
    let is_read = is_read.contains(&finding.code.rule().name);
    let is_worded_so = without_values(&other.message) == without_values(&finding.message);
    other.code == finding.code && (is_read || is_worded_so)
}

fn without_values(message: &str) -> Vec<&str> {
    message.split('`').step_by(2).collect()
}

/// Returns the whole scalar that a place is in.
fn whole_value(text: &str, place: Range<usize>) -> Range<usize> {
    let line = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let start = text[line..place.start].rfind(": ");
    let start = start.map_or(place.start, |at| line + at + 2);
    let quote = text[start..]
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\''));
    let (start, ends): (usize, &[char]) = match quote {
        Some('"') => (start + 1, &['"']),
        Some(_) => (start + 1, &['\'']),
        None => (start, &['\n', ',', '}', ']']),
    };
    let end = text[start..].find(ends).map_or(text.len(), |at| start + at);
    start..end.max(place.end)
}

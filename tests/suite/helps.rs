//! A help never misleads: what it offers is accepted in place of what is marked, or of the whole
//! value that holds it.

use std::collections::BTreeMap;
use std::ops::Range;

use planfeed::check::check;
use planfeed::diagnostic::{Finding, Location, Severity};
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

#[test]
fn what_a_replacement_says_is_accepted_in_its_place() {
    let (mut tried, mut faults) = (0, Vec::new());
    for (case, definitions) in firing_cases().into_iter().chain(mistakes()) {
        for finding in findings(&definitions) {
            if let (Some(at), Some(replacement)) = (&finding.at, &finding.help.replacement) {
                tried += 1;
                let left = left_in_place(&definitions, at, replacement);
                // A case of a rule may have other faults in the same place.
                let is_only = case.contains('\t');
                let is_left = |other: &&Finding| {
                    let is_error = other.severity() == Severity::Error;
                    is_the_same(other, &finding) || is_only && is_error
                };
                if let Some(left) = left.iter().find(is_left) {
                    let (message, new) = (&finding.message, &left.message);
                    faults.push(format!(
                        "{case}:{}: {message}: {replacement}: {new}",
                        at.line
                    ));
                }
            }
        }
    }
    assert!(tried > 60, "{tried}");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Each mistake of the table gives one finding; its help, or what it writes in place, is as stated.
#[test]
fn the_help_shows_what_to_write() {
    let mut faults = Vec::new();
    for (mistake, definitions) in mistakes() {
        let expected = mistake.split('\t').nth(2).expect("a help");
        let found = findings(&definitions);
        let help = found.first().map(|finding| finding.help.text.as_str());
        if found.len() != 1 || !help.is_some_and(|help| help.contains(expected)) {
            let found: Vec<String> = found
                .iter()
                .map(|finding| format!("{}: {}", finding.message, finding.help))
                .collect();
            faults.push(format!("{mistake}\n    {}", found.join("\n    ")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the definitions of each line of `helps.tsv`: where a text is put, the text, and a part
/// of the help.
fn mistakes() -> Vec<(String, Definitions)> {
    let lines = include_str!("helps.tsv").lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            (line.to_owned(), definitions(cells[0], cells[1]))
        })
        .collect()
}

/// Returns a plan and its events, with a text in one of its places.
fn definitions(place: &str, text: &str) -> Definitions {
    let put = |here: &str, otherwise: &str| match place == here {
        true => text.to_owned(),
        false => otherwise.to_owned(),
    };
    let plan = format!(
        "plan:\n  title: Town\n  domain: {}\n  revision: {}\n  language: en\n  timezone: {}\n  \
         {}\ncategories:\n  council: Council meeting\n  culture: {}\nvenues:\n  \
         aix:\n    name: Cité du Livre\n    {}\n",
        put("domain", "calendar.faversham.org.uk"),
        put("revision", "2026-06-01"),
        put("timezone", "Europe/London"),
        put("plan", "keep_cancelled: 90"),
        put("category", "Culture"),
        put("venue", "country: FR\n    timezone: Europe/Paris"),
    );
    let events = format!(
        "events:\n- id: a\n  title: A\n  when: 9 July 2026\n  category: [council, culture]\n  \
         where: aix\n- id: b\n  title: B\n  when: 9 July 2026\n  {}\n",
        put("event", "description: Nothing"),
    );
    let files = [("events/events.yaml", events), ("events/plan.yaml", plan)];
    files.map(|(name, text)| (name.to_owned(), text)).into()
}

/// Returns the findings in the place of another, where its replacement is written.
fn left_in_place(definitions: &Definitions, at: &Location, replacement: &str) -> Vec<Finding> {
    let mut mended = definitions.clone();
    let text = mended.get_mut(&at.file).expect("the file");
    text.replace_range(at.bytes.clone(), replacement);
    let place = at.bytes.start..=at.bytes.start + replacement.len();
    let mut left = findings(&mended);
    left.retain(|other| {
        let other = other.at.as_ref();
        other.is_some_and(|other| other.file == at.file && place.contains(&other.bytes.start))
    });
    left
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

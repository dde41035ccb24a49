//! docs/rules.md, and `planfeed rule`, which shows its sections: every rule with an example of what
//! is wrong and one of what is right. Both come out of the rule's own cases in `tests/cases/rules`.

use std::fs;

use planfeed::diagnostic::{Code, Severity};

use crate::support::{Workspace, blessed, root};

/// The columns of a terminal, less a margin.
const WIDTH: usize = 78;

/// Where the silent case shows what is right, if not where the finding is in the other case.
const RIGHT: [(&str, &str, usize); 6] = [
    ("empty-feed", "events/courses.yaml", 5),
    ("empty-plan", "events/lessons.yaml", 3),
    ("ended-feed", "revision-2/plan.yaml", 3),
    ("hours-without-zone", "events/nights.yaml", 4),
    ("reserved-key", "events/plan.yaml", 11),
    ("withdrawn-event", "events/events.yaml", 2),
];

/// What is right, where no line of a definition shows it.
const RIGHT_IN_WORDS: [(&str, &str); 14] = [
    (
        "unreadable-file",
        "Give planfeed the right to read the file, or remove it.",
    ),
    (
        "not-utf8",
        "Save the file as UTF-8: editors offer it as \"encoding\".",
    ),
    (
        "file-too-large",
        "Two or more files, in the same folder: all are read.",
    ),
    (
        "several-documents",
        "A file for each document, without the `---` between them.",
    ),
    (
        "missing-plan",
        "A file `plan.yaml` in the folder; `planfeed init` writes one.",
    ),
    (
        "too-long",
        "At most 1000 characters here, and the rest behind a link.",
    ),
    (
        "published-in-utc",
        "Nothing to correct: the calendars show the right time.",
    ),
    (
        "forbidden-bytes",
        "Nothing to correct in a plan: report this as a fault of planfeed.",
    ),
    (
        "large-feed",
        "Smaller feeds beside it: by category, by phase, or under `feeds`.",
    ),
    (
        "left-out-copies",
        "A plan of fewer events; or leave it: the feeds hold all of them.",
    ),
    (
        "no-last-publication",
        "`planfeed build --previous https://example.org/calendar/`",
    ),
    (
        "same-revision",
        "`revision: 2026-03-03`, or any other day after the last publication.",
    ),
    (
        "other-domain",
        "`domain: example.org`, as in the last publication.",
    ),
    (
        "mass-removal",
        "The missing file is put back; or `planfeed build --accept-removals`.",
    ),
];

/// What is wrong, for rules that no small case can break.
const WRONG_IN_WORDS: [(&str, &str); 4] = [
    (
        "file-too-large",
        "A file of definitions with more than 64 MiB.",
    ),
    (
        "forbidden-bytes",
        "A feed with a bare line feed, or with a line of 80 octets.",
    ),
    (
        "large-feed",
        "A feed of more than 1,000 events, or of more than 1 MB.",
    ),
    (
        "left-out-copies",
        "A plan with more than 1,000 events on exact days, or parts of them.",
    ),
];

#[test]
fn the_page_of_rules_is_what_the_table_and_the_cases_say() {
    let mut page =
        "# Rules\n\nWhat `planfeed check` looks at. An error stops the build; a warning \
        makes `check --strict`\nfail. Rules about the last publication are checked by `build`, and \
        by `check --previous`.\n`planfeed rule CODE` shows a section of this page, `planfeed rule` \
        a table of all rules. Most\n\
        warnings about events can be [accepted](definitions.md#known-warnings).\n"
            .to_owned();
    for code in Code::ALL {
        page.push_str(&section(*code));
    }
    blessed("docs/rules.md", &page);
}

#[test]
fn the_program_explains_every_rule() {
    let folder = Workspace::new();
    let table = folder.planfeed("rule").stdout;
    let page = include_str!("../../docs/rules.md");
    for section in page.split("\n## ").skip(1) {
        let (code, text) = section.split_once('\n').expect("a heading");
        assert!(table.contains(code), "{code} is in the table");
        let printed = folder.planfeed(&format!("rule {code}")).stdout;
        for part in ["Wrong:", "Right:"] {
            assert!(printed.contains(part), "{code}: {printed}");
        }
        for line in text.lines().filter(|line| !line.starts_with("```")) {
            assert!(printed.contains(line), "{code} lacks {line}:\n{printed}");
        }
    }
    let unknown = folder.planfeed("rule bad-dates");
    unknown.exits(2).reports("did you mean `bad-date`?");
}

fn section(code: Code) -> String {
    let rule = code.rule();
    let kind = match (rule.severity, rule.is_about_events) {
        (Severity::Error, _) => "An error",
        (Severity::Warning, true) => "A warning, which an event can accept",
        (Severity::Warning, false) => "A warning",
    };
    let says = wrapped(&format!("{kind}. {} {}", rule.ensures, rule.why));
    let finding = in_words(&WRONG_IN_WORDS, rule.name)
        .is_none()
        .then(|| finding(rule.name));
    let wrong = match (&finding, in_words(&WRONG_IN_WORDS, rule.name)) {
        (Some(finding), _) => format!("```text\n{finding}\n```"),
        (None, words) => words.unwrap_or_default(),
    };
    let right = in_words(&RIGHT_IN_WORDS, rule.name).unwrap_or_else(|| {
        let elsewhere = RIGHT.iter().find(|(name, ..)| *name == rule.name);
        let (file, line) = match elsewhere {
            Some((_, file, line)) => ((*file).to_owned(), *line),
            None => place(finding.as_deref().unwrap_or_default()),
        };
        let lines = lines(
            &format!("tests/cases/rules/{}/silent/{file}", rule.name),
            line,
        );
        format!("```yaml\n{lines}\n```")
    });
    format!(
        "\n## {}\n\n{says}\n\nWrong:\n\n{wrong}\n\nRight:\n\n{right}\n",
        rule.name
    )
}

fn in_words(table: &[(&str, &str)], code: &str) -> Option<String> {
    let row = table.iter().find(|(name, _)| *name == code);
    row.map(|(_, words)| wrapped(words))
}

/// Returns the first finding of a rule in its case, as planfeed prints it: one about events, if
/// there is any.
fn finding(code: &str) -> String {
    let case = format!("tests/cases/rules/{code}/fires");
    let is_of_revisions = root(&case).join("report.txt").exists();
    let name = if is_of_revisions {
        "report.txt"
    } else {
        "check.txt"
    };
    let printed = text(&format!("{case}/{name}"));
    let findings = printed.split("\n\n").flat_map(|part| {
        let start = part.find("error[").or_else(|| part.find("warning["));
        start.map(|start| part[start..].to_owned())
    });
    let mut found: Vec<String> = findings.collect();
    found.retain(|finding| finding.contains(&format!("[{code}]")));
    let is_of_plan = |finding: &&String| finding.contains("/plan.yaml:");
    let shown = found.iter().find(|finding| !is_of_plan(finding));
    let shown = shown.or(found.first());
    shown
        .unwrap_or_else(|| panic!("{code} has no finding in {name}"))
        .clone()
}

/// Returns the file and the line that a finding is about.
fn place(finding: &str) -> (String, usize) {
    let (_, place) = finding
        .split_once("--> ")
        .expect("a place: or say what is right in words");
    let mut parts = place.split(':');
    let file = parts.next().expect("a file").to_owned();
    let line = parts.next().and_then(|line| line.parse().ok());
    (file, line.expect("a line"))
}

/// Returns a line of a file, with the lines after it that are indented deeper.
fn lines(path: &str, number: usize) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let text = text(path);
    let mut rest = text.lines().skip(number - 1);
    let first = rest
        .next()
        .unwrap_or_else(|| panic!("{path} has no line {number}"));
    let deeper = rest.take_while(|line| indent(line) > indent(first));
    std::iter::once(first)
        .chain(deeper)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Breaks a paragraph into lines between words.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last_mut().expect("a line");
        if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(word.to_owned());
        } else {
            last.push_str(if last.is_empty() { "" } else { " " });
            last.push_str(word);
        }
    }
    lines.join("\n")
}

fn text(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

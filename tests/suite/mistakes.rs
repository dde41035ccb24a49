//! Mistakes that people make in definitions, and what they should be told: `mistakes/*.txt`. The
//! cases were written by what a reader expects, without a look at the rules.
//!
//! A case has the files of a folder, the findings, and the lines as somebody writes them who
//! follows the helps. A finding is `file:line:column severity MESSAGE ~ HELP`: `*` is any line or
//! column, a file `*` is none, `?error` may be missing, and of texts `a || b` holds one and `a && b` both.

use std::collections::BTreeMap;
use std::fs;

use planfeed::check::check;
use planfeed::diagnostic::{Code, Finding, Severity};
use planfeed::source::{SourceFile, load};

use crate::support::root;

type Files = BTreeMap<String, String>;

struct Mistake {
    name: String,
    files: Files,
    expected: Vec<Expected>,
    /// Lines by file and number; none removes the line.
    mended: BTreeMap<(String, usize), Vec<Option<String>>>,
}

struct Expected {
    file: String,
    /// None for any.
    line: Option<usize>,
    column: Option<usize>,
    is_optional: bool,
    severities: Vec<String>,
    message: String,
    help: String,
}

#[test]
fn each_mistake_is_told_once_in_its_place_with_what_to_write() {
    let mistakes = mistakes();
    assert!(mistakes.len() > 500, "{}", mistakes.len());
    let faults: Vec<String> = mistakes
        .iter()
        .flat_map(|mistake| {
            let found = findings(&mistake.files);
            let faults = faults_of(&mistake.expected, &found);
            faults
                .into_iter()
                .map(|fault| format!("{}: {fault}", mistake.name))
        })
        .collect();
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn who_follows_the_helps_has_a_plan_without_errors() {
    for mistake in mistakes() {
        let found = findings(&mistake.mended_files());
        let error = found
            .iter()
            .find(|finding| finding.severity() == Severity::Error);
        assert_eq!(error, None, "{}", mistake.name);
    }
}

#[test]
fn a_replacement_mends_its_finding() {
    let mut tried = 0;
    for mistake in mistakes() {
        for finding in findings(&mistake.files) {
            let (Some(at), Some(text)) = (&finding.at, &finding.help.replacement) else {
                continue;
            };
            tried += 1;
            let mut files = mistake.files.clone();
            let file = files.get_mut(&at.file).expect("the file");
            file.replace_range(at.bytes.clone(), text);
            let there = at.bytes.start..=at.bytes.start + text.len();
            let again = findings(&files).into_iter().find(|other| {
                let is_error = other.severity() == Severity::Error;
                let other = other.at.as_ref().filter(|_| is_error);
                other.is_some_and(|other| {
                    other.file == at.file && there.contains(&other.bytes.start)
                })
            });
            assert_eq!(again, None, "{}: {finding:?}", mistake.name);
        }
    }
    assert!(tried > 100, "{tried}");
}

impl Mistake {
    fn mended_files(&self) -> Files {
        let mut files = self.files.clone();
        for ((name, number), new) in self.mended.iter().rev() {
            let file = files.entry(name.clone()).or_default();
            let mut lines: Vec<&str> = file.split('\n').collect();
            lines.resize(lines.len().max(*number), "");
            let new = new.iter().flatten().map(String::as_str);
            lines.splice(number - 1..*number, new);
            *file = lines.join("\n");
        }
        files
    }
}

/// Returns what differs between the findings that are expected and those that came.
fn faults_of(expected: &[Expected], found: &[Finding]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut left: Vec<&Finding> = found.iter().collect();
    for expected in expected {
        match left.iter().position(|finding| expected.is_met_by(finding)) {
            Some(i) => drop(left.remove(i)),
            None if expected.is_optional => {}
            None => faults.push(format!("lacks {}", expected.shown())),
        }
    }
    faults.extend(
        left.into_iter()
            .map(|finding| format!("has {}", shown(finding))),
    );
    faults
}

impl Expected {
    fn read(line: &str) -> Self {
        let (place, rest) = line.split_once(' ').expect("a severity");
        let mut place = place.rsplitn(3, ':');
        let column = place.next().expect("a column").parse().ok();
        let line_number = place.next().expect("a line").parse().ok();
        let (severities, texts) = rest.split_once(' ').unwrap_or((rest, ""));
        let (message, help) = match texts.strip_prefix("~ ") {
            Some(help) => ("", help),
            None => texts.split_once(" ~ ").unwrap_or((texts, "")),
        };
        Self {
            file: place.next().expect("a file").to_owned(),
            line: line_number,
            column,
            is_optional: severities.starts_with('?'),
            severities: severities
                .trim_start_matches('?')
                .split('|')
                .map(str::to_owned)
                .collect(),
            message: message.trim().to_owned(),
            help: help.trim().to_owned(),
        }
    }

    fn is_met_by(&self, finding: &Finding) -> bool {
        let is_there = match &finding.at {
            None => self.file == "*",
            Some(at) => {
                at.file == self.file
                    && self.line.is_none_or(|line| line == at.line)
                    && self.column.is_none_or(|column| column == at.column)
            }
        };
        is_there
            && self.severities.contains(&finding.severity().to_string())
            && holds(&finding.message, &self.message)
            && holds(&finding.help.text, &self.help)
            && (self.help.is_empty() || !lists_all_keys(finding))
    }

    fn shown(&self) -> String {
        let number = |n: Option<usize>| n.map_or("*".to_owned(), |n| n.to_string());
        format!(
            "{}:{}:{} {} {} ~ {}",
            self.file,
            number(self.line),
            number(self.column),
            self.severities.join("|"),
            self.message,
            self.help
        )
    }
}

fn shown(finding: &Finding) -> String {
    let at = finding.at.as_ref();
    let place = at.map(|at| format!("{}:{}:{}", at.file, at.line, at.column));
    format!(
        "{} {} {} ~ {}",
        place.unwrap_or_default(),
        finding.severity(),
        finding.message,
        finding.help
    )
}

fn holds(text: &str, wanted: &str) -> bool {
    let mut all = wanted.split(" && ");
    all.all(|one_of| {
        one_of
            .split(" || ")
            .any(|wanted| text.contains(wanted.trim()))
    })
}

/// Whether a help leaves it to the reader which of many keys is meant.
fn lists_all_keys(finding: &Finding) -> bool {
    let help = &finding.help.text;
    finding.code == Code::UnknownKey
        && help.starts_with("expected one of")
        && help.matches('`').count() > 6
}

fn findings(files: &Files) -> Vec<Finding> {
    let plan = files.keys().position(|name| name == "plan.yaml");
    let files = files.iter().map(|(name, text)| SourceFile {
        name: name.clone(),
        text: text.clone(),
    });
    let (source, found) = load(files.collect(), plan);
    check(&source, found).1
}

fn mistakes() -> Vec<Mistake> {
    let folder = root("tests/suite/mistakes");
    let mut mistakes = Vec::new();
    let text = |name: &str| fs::read_to_string(folder.join(name)).expect("a file of the base plan");
    let base = ["plan.yaml", "zz-filler.yaml"].map(|name| (name.to_owned(), text(name)));
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
    {
        let text = fs::read_to_string(path).expect("UTF-8");
        let cases = format!("\n{text}");
        mistakes.extend(
            cases
                .split("\n=== ")
                .skip(1)
                .map(|case| mistake(case, &base)),
        );
    }
    mistakes
}

fn mistake(case: &str, base: &[(String, String)]) -> Mistake {
    let mut sections = case.split("\n--- ");
    let name = sections.next().expect("a name").trim().to_owned();
    let (mut files, mut expected, mut mended) = (Files::new(), Vec::new(), BTreeMap::new());
    for section in sections {
        let (title, text) = section.split_once('\n').unwrap_or((section, ""));
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        match title.trim() {
            "findings" => expected.extend(lines.map(Expected::read)),
            "mended" => {
                for line in lines {
                    let (place, text) = mended_line(line);
                    let new: &mut Vec<Option<String>> = mended.entry(place).or_default();
                    new.push(text);
                }
            }
            file => drop(files.insert(file.to_owned(), format!("{text}\n"))),
        }
    }
    let has_no_plan = files.remove("no-plan").is_some();
    if !has_no_plan && !files.contains_key("plan.yaml") && !files.contains_key("plan.yml") {
        files.extend(base.iter().cloned());
    }
    Mistake {
        name,
        files,
        expected,
        mended,
    }
}

/// Reads `file:line    TEXT`, or `file:line -` for a line to remove.
fn mended_line(line: &str) -> ((String, usize), Option<String>) {
    let end = line.find([' ', '\t']).unwrap_or(line.len());
    let (place, text) = line.split_at(end);
    let (file, number) = place.rsplit_once(':').expect("a line");
    let number = number.parse().expect("a number");
    let text = match text {
        " -" => None,
        text => Some(
            text.strip_prefix("    ")
                .unwrap_or_else(|| &text[1..])
                .to_owned(),
        ),
    };
    ((file.to_owned(), number), text)
}

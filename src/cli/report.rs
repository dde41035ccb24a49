//! Findings as people and machines read them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;
use indexmap::IndexMap;
use serde_json::{Value, json};
use serde_sarif::sarif;

use super::definitions::Definitions;
use super::terminal::{replaced, visible};
use planfeed::diagnostic::{Code, Finding, Location, Severity};
use planfeed::source::Source;

/// A form of the findings.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FindingsFormat {
    /// Text with the line and a caret
    Human,
    /// An array of objects
    Json,
    /// SARIF 2.1.0, for code scanning services
    Sarif,
}

/// The most bytes of a line that is shown.
const LONGEST_LINE: usize = 400;

/// The most findings of one rule that people are shown, unless they ask for all.
pub(super) const MOST_OF_A_KIND: usize = 20;

/// Renders findings with their lines and carets, at most so many of each rule, and the numbers of
/// errors and warnings at the end.
pub(super) fn human(
    source: &Source,
    findings: &[Finding],
    most: Option<usize>,
    colors: bool,
) -> String {
    let mut text = shown(source, findings, most, colors);
    if let Some(first) = findings.first() {
        let errors = findings.iter().filter(is_error).count();
        let warnings = counted(findings.len() - errors, "warning");
        let explained = explained(first);
        let _ = writeln!(
            text,
            "{}, {warnings}; {explained}",
            counted(errors, "error")
        );
    }
    text
}

/// Says how to learn more of the rule of the first finding.
fn explained(first: &Finding) -> String {
    format!("`planfeed rule {}` explains the first", first.code)
}

/// Renders what stops a build or belongs to it alone, and counts the other warnings: these are
/// those of `check`. `after` has the findings that need the last publication.
pub(super) fn of_build(
    definitions: &Definitions,
    after: &[Finding],
    events: &Path,
    colors: bool,
) -> String {
    let (errors, warnings) = definitions.findings.iter().partition::<Vec<_>, _>(is_error);
    let mut in_full: Vec<Finding> = errors.into_iter().cloned().collect();
    in_full.extend_from_slice(after);
    let mut text = shown(&definitions.source, &in_full, Some(MOST_OF_A_KIND), colors);
    let errors = in_full.iter().filter(is_error).count();
    if errors > 0 {
        let _ = writeln!(
            text,
            "{}; {}",
            counted(errors, "error"),
            explained(&in_full[0])
        );
    }
    if !warnings.is_empty() {
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for warning in &warnings {
            *by_rule.entry(warning.code.rule().name).or_default() += 1;
        }
        let mut by_rule: Vec<(&str, usize)> = by_rule.into_iter().collect();
        by_rule.sort_by_key(|(_, n)| Reverse(*n));
        let by_rule: Vec<String> = by_rule
            .iter()
            .map(|(rule, n)| format!("{n} {rule}"))
            .collect();
        let _ = writeln!(
            text,
            "{}: {}; `planfeed check {}` shows {}",
            counted(warnings.len(), "warning"),
            by_rule.join(", "),
            super::terminal::shown(events),
            if warnings.len() == 1 { "it" } else { "them" },
        );
    }
    text
}

fn is_error(finding: &&Finding) -> bool {
    finding.severity() == Severity::Error
}

/// Renders findings with their lines and carets, at most so many of each rule, and the numbers of
/// the rest.
fn shown(source: &Source, findings: &[Finding], most: Option<usize>, colors: bool) -> String {
    let renderer = match colors {
        true => Renderer::styled(),
        false => Renderer::plain(),
    };
    let mut text = String::new();
    let mut of_rule: IndexMap<&str, (Severity, usize)> = IndexMap::new();
    for finding in findings {
        let new = (finding.severity(), 0);
        let (_, n) = of_rule.entry(finding.code.rule().name).or_insert(new);
        *n += 1;
        if most.is_none_or(|most| *n <= most) {
            let _ = writeln!(text, "{}\n", one(source, finding, &renderer));
        }
    }
    for (rule, (severity, n)) in of_rule {
        if let Some(more @ 1..) = most.and_then(|most| n.checked_sub(most)) {
            let more = counted(more, &format!("more {severity}"));
            let _ = writeln!(
                text,
                "{more} of {rule}: `planfeed check` with `--all` shows all\n"
            );
        }
    }
    text
}

/// Returns a number and what it counts: `1 event`, `2 events`.
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

fn one(source: &Source, finding: &Finding, renderer: &Renderer) -> String {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut report = level
        .primary_title(visible(&finding.message))
        .id(finding.code.rule().name)
        .elements(Vec::<Element<'_>>::new());
    if let Some(place) = &finding.at {
        report = with_place(report, source, place, None);
    }
    for (place, what) in &finding.related {
        report = with_place(report, source, place, Some(what));
    }
    let help = Level::HELP.message(visible(&finding.help.text));
    renderer.render(&[report.element(help)])
}

/// Adds a place to a report, with its line if that can be shown; a related place says what it is.
fn with_place<'a>(
    report: Group<'a>,
    source: &Source,
    place: &Location,
    what: Option<&'a str>,
) -> Group<'a> {
    let path = visible(&place.file);
    let Some(line) = Line::of(source, place) else {
        let origin = Origin::path(path).line(place.line);
        return report.element(origin.char_column(place.column));
    };
    let kind = match what {
        Some(_) => AnnotationKind::Context,
        None => AnnotationKind::Primary,
    };
    let snippet = Snippet::source(line.shown)
        .line_start(place.line)
        .path(path);
    report.element(snippet.annotation(kind.span(line.bytes).label(what)))
}

/// The line of a place, as it is shown, and the bytes of the place within it.
struct Line {
    shown: String,
    bytes: Range<usize>,
}

impl Line {
    /// Returns the line of a place; none if it is too long to be shown.
    fn of(source: &Source, place: &Location) -> Option<Self> {
        let file = source.files.iter().find(|file| file.name == place.file)?;
        let (text, at) = (&file.text, &place.bytes);
        // No further than a line may be long: a file may be one line.
        let from = text.floor_char_boundary(at.start.saturating_sub(LONGEST_LINE));
        let to = text.ceil_char_boundary((at.start + LONGEST_LINE).min(text.len()));
        let start = text[from..at.start]
            .rfind(['\n', '\r'])
            .map(|before| from + before + 1);
        let end = text[at.start..to]
            .find(['\n', '\r'])
            .map_or(to, |after| at.start + after);
        let start = start.or((from == 0).then_some(0))?;
        if end - start > LONGEST_LINE {
            return None;
        }
        let last = at.end.clamp(at.start, end);
        // Each hidden character is shown as one, so that the caret stays under its place.
        let [before, within, after] =
            [start..at.start, at.start..last, last..end].map(|part| replaced(&text[part]));
        let bytes = before.len()..before.len() + within.len();
        Some(Self {
            shown: before + &within + &after,
            bytes,
        })
    }
}

/// Renders findings as an array of `{file, line, column, end_line, end_column, severity, code,
/// message, help, replacement}`. `replacement` is a text to put in the place of what is at fault.
pub(super) fn json(findings: &[Finding]) -> String {
    let findings: Value = findings.iter().map(object).collect();
    format!("{findings:#}\n")
}

fn object(finding: &Finding) -> Value {
    let place = finding.at.as_ref();
    json!({
        "file": place.map(|place| &place.file),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end_line": place.map(|place| place.end_line),
        "end_column": place.map(|place| place.end_column),
        "severity": finding.severity().to_string(),
        "code": finding.code.rule().name,
        "message": finding.message,
        "help": finding.help.text,
        "replacement": finding.help.replacement,
    })
}

/// The schema of SARIF 2.1.0, which code scanning services ask for.
const SARIF_SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Renders findings as SARIF 2.1.0.
pub(super) fn sarif(findings: &[Finding]) -> serde_json::Result<String> {
    let driver = sarif::ToolComponent::builder()
        .name("planfeed")
        .version(env!("CARGO_PKG_VERSION"))
        .rules(Code::ALL.iter().map(sarif_rule).collect::<Vec<_>>())
        .build();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .results(findings.iter().map(sarif_result).collect::<Vec<_>>())
        .column_kind(sarif::ResultColumnKind::UnicodeCodePoints.to_string())
        .build();
    let log = sarif::Sarif::builder()
        .schema(SARIF_SCHEMA)
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn sarif_rule(code: &Code) -> sarif::ReportingDescriptor {
    let rule = code.rule();
    sarif::ReportingDescriptor::builder()
        .id(rule.name)
        .short_description(sarif_text(rule.ensures))
        .full_description(sarif_text(rule.why))
        .build()
}

fn sarif_text(text: &str) -> sarif::MultiformatMessageString {
    sarif::MultiformatMessageString::builder()
        .text(text)
        .build()
}

fn sarif_result(finding: &Finding) -> sarif::Result {
    let level = match finding.severity() {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
    };
    let message = format!("{}; {}", finding.message, finding.help);
    let related = finding.related.iter().map(|(place, _)| location(place));
    let replacement = finding.help.replacement.as_ref();
    let fix = finding
        .at
        .as_ref()
        .zip(replacement)
        .map(|(place, text)| fix(place, text));
    sarif::Result::builder()
        .rule_id(finding.code.rule().name)
        .level(level)
        .message(sarif::Message::builder().text(message).build())
        .locations(finding.at.iter().map(location).collect::<Vec<_>>())
        .related_locations(related.collect::<Vec<_>>())
        .fixes(fix.into_iter().collect::<Vec<_>>())
        .build()
}

fn fix(place: &Location, text: &str) -> sarif::Fix {
    let content = sarif::ArtifactContent::builder().text(text).build();
    let replacement = sarif::Replacement::builder()
        .deleted_region(region(place))
        .inserted_content(content)
        .build();
    let change = sarif::ArtifactChange::builder()
        .artifact_location(artifact(place))
        .replacements(vec![replacement])
        .build();
    sarif::Fix::builder().artifact_changes(vec![change]).build()
}

fn region(place: &Location) -> sarif::Region {
    sarif::Region::builder()
        .start_line(place.line as i64)
        .start_column(place.column as i64)
        .end_line(place.end_line as i64)
        .end_column(place.end_column as i64)
        .build()
}

fn artifact(place: &Location) -> sarif::ArtifactLocation {
    sarif::ArtifactLocation::builder()
        .uri(place.file.replace('\\', "/"))
        .build()
}

fn location(place: &Location) -> sarif::Location {
    let physical = sarif::PhysicalLocation::builder()
        .artifact_location(artifact(place))
        .region(region(place))
        .build();
    sarif::Location::builder()
        .physical_location(physical)
        .build()
}

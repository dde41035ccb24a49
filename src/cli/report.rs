//! Findings as people and machines read them.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};
use clap::ValueEnum;
use serde_json::json;
use serde_sarif::sarif;

use super::terminal::{replaced, visible};
use planfeed::diagnostic::{Code, Finding, Location, Severity};
use planfeed::source::Source;

/// How diagnostics are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the line and a caret.
    Human,
    /// An array of objects.
    Json,
    /// SARIF 2.1.0, for code scanning services.
    Sarif,
}

/// Longer lines are not shown.
const LONGEST_LINE: usize = 400;

/// With the line of each and a caret, and the numbers of errors and warnings at the end.
pub(super) fn human(source: &Source, diagnostics: &[Finding], colors: bool) -> String {
    let renderer = if colors {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        let _ = writeln!(text, "{}\n", one(source, diagnostic, &renderer));
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(text, "{}", count(diagnostics));
    }
    text
}

fn one(source: &Source, diagnostic: &Finding, renderer: &Renderer) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut report = level
        .primary_title(visible(&diagnostic.message))
        .id(diagnostic.code.rule().name)
        .elements(Vec::<Element<'_>>::new());
    let lines: Vec<(&Location, Line, &str)> = std::iter::once((diagnostic.at.as_ref(), ""))
        .chain(
            diagnostic
                .related
                .iter()
                .map(|(place, what)| (Some(place), what.as_str())),
        )
        .filter_map(|(place, what)| Some((place?, Line::of(source, place?), what)))
        .collect();
    for (place, line, what) in &lines {
        report = match &line.shown {
            Some(text) => {
                let kind = if what.is_empty() {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let label = (!what.is_empty()).then(|| (*what).to_owned());
                let annotation = kind.span(line.bytes.clone()).label(label);
                report.element(
                    Snippet::source(text.clone())
                        .line_start(place.line)
                        .path(visible(&place.file))
                        .annotation(annotation),
                )
            }
            None => report.element(
                Origin::path(visible(&place.file))
                    .line(place.line)
                    .char_column(place.column),
            ),
        };
    }
    if let Some(help) = &diagnostic.help {
        report = report.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[report])
}

/// The line of a place, and the bytes within it.
struct Line {
    shown: Option<String>,
    bytes: std::ops::Range<usize>,
}

impl Line {
    fn of(source: &Source, place: &Location) -> Self {
        let hidden = Self {
            shown: None,
            bytes: 0..0,
        };
        let Some(file) = source.files.iter().find(|file| file.name == place.file) else {
            return hidden;
        };
        let text = &file.text;
        let is_break = |c: char| c == '\n' || c == '\r';
        // No further than a line may be long: a file may be one line.
        let [from, to] = [
            place.bytes.start.saturating_sub(LONGEST_LINE),
            place.bytes.start + LONGEST_LINE,
        ];
        let (from, to) = (
            text.floor_char_boundary(from),
            text.ceil_char_boundary(to.min(text.len())),
        );
        let start = text[from..place.bytes.start]
            .rfind(is_break)
            .map_or(from, |at| from + at + 1);
        let end = text[place.bytes.start..to]
            .find(is_break)
            .map_or(to, |at| place.bytes.start + at);
        if end - start > LONGEST_LINE || start == from && from > 0 {
            return hidden;
        }
        let last = place.bytes.end.clamp(place.bytes.start, end);
        // Each hidden character is shown as one, so that the caret stays under its place.
        let [before, at, after] = [start..place.bytes.start, place.bytes.start..last, last..end]
            .map(|part| replaced(&text[part]));
        let bytes = before.len()..before.len() + at.len();
        Self {
            shown: Some([before, at, after].concat()),
            bytes,
        }
    }
}

fn count(diagnostics: &[Finding]) -> String {
    let number = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    };
    format!(
        "{}, {}",
        counted(number(Severity::Error), "error"),
        counted(number(Severity::Warning), "warning")
    )
}

/// `1 event`, `2 events`.
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// An array of `{file, line, column, severity, code, message, help}`.
pub(super) fn json(diagnostics: &[Finding]) -> String {
    let entry = |diagnostic: &Finding| {
        let place = diagnostic.at.as_ref();
        json!({
            "file": place.map(|place| &place.file),
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "severity": diagnostic.severity().to_string(),
            "code": diagnostic.code.rule().name,
            "message": diagnostic.message,
            "help": diagnostic.help,
        })
    };
    let entries: Vec<_> = diagnostics.iter().map(entry).collect();
    format!("{:#}\n", json!(entries))
}

/// The schema of SARIF 2.1.0, which code scanning services ask for.
const SARIF_SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// SARIF 2.1.0.
pub(super) fn sarif(diagnostics: &[Finding]) -> serde_json::Result<String> {
    let level = |severity| match severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
    };
    let rule = |code: &Code| {
        let text = |text: &str| {
            sarif::MultiformatMessageString::builder()
                .text(text)
                .build()
        };
        sarif::ReportingDescriptor::builder()
            .id(code.rule().name)
            .short_description(text(code.rule().ensures))
            .full_description(text(code.rule().why))
            .build()
    };
    let result = |diagnostic: &Finding| {
        let locations: Vec<sarif::Location> = diagnostic.at.iter().map(location).collect();
        let related: Vec<sarif::Location> = diagnostic
            .related
            .iter()
            .map(|(place, _)| location(place))
            .collect();
        let help = diagnostic
            .help
            .as_ref()
            .map(|help| format!("; {help}"))
            .unwrap_or_default();
        sarif::Result::builder()
            .rule_id(diagnostic.code.rule().name)
            .level(level(diagnostic.severity()))
            .message(
                sarif::Message::builder()
                    .text(format!("{}{help}", diagnostic.message))
                    .build(),
            )
            .locations(locations)
            .related_locations(related)
            .build()
    };
    let driver = sarif::ToolComponent::builder()
        .name("planfeed")
        .version(env!("CARGO_PKG_VERSION"))
        .rules(Code::ALL.iter().map(rule).collect::<Vec<_>>())
        .build();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver).build())
        .results(diagnostics.iter().map(result).collect::<Vec<_>>())
        .build();
    let log = sarif::Sarif::builder()
        .schema(SARIF_SCHEMA)
        .version(serde_json::json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_string_pretty(&log).map(|text| text + "\n")
}

fn location(place: &Location) -> sarif::Location {
    let region = sarif::Region::builder()
        .start_line(place.line as i64)
        .start_column(place.column as i64)
        .build();
    let artifact = sarif::ArtifactLocation::builder()
        .uri(place.file.replace('\\', "/"))
        .build();
    let physical = sarif::PhysicalLocation::builder()
        .artifact_location(artifact)
        .region(region)
        .build();
    sarif::Location::builder()
        .physical_location(physical)
        .build()
}

//! Definition files: text, YAML shape, and where in the text each value is written.
//!
//! The fast path is `serde_yaml`, typed straight from the text. Only when something is to be
//! reported is the text read once more into a tree with places (`saphyr-parser`), event by event,
//! so that all errors come at once.

mod decode;
mod elsewhere;
mod forms;
mod keys;
mod meaning;
mod place;
mod reading;
mod scan;
mod shape;
mod signs;
mod syntax;
mod tree;
mod value;
mod written;

use std::borrow::Cow;

use rayon::prelude::*;
use serde::de::DeserializeOwned;

pub(crate) use place::{Pointer, Step, Within};
pub use scan::{LARGEST_FILE, readable};
pub(crate) use shape::{CategoryEntry, PhaseEntry};
pub(crate) use shape::{
    EventEntry, EventFile, HoursEntry, InstanceEntry, Keyed, LinkEntry, OneOrMany, PlanFile,
    PlanHead, RepeatEntry, SelectEntry, VenueEntry, Where,
};

use crate::diagnostic::{self, Code, Finding};
use decode::FileFindings;
use place::Unlocated;
use reading::MeantAs;

/// The name of the file that holds the plan itself.
pub const PLAN_FILE: &str = "plan.yaml";

/// A definition file.
#[derive(Debug)]
pub struct SourceFile {
    /// Its name in findings: the folder as the user named it, and the path within.
    pub name: String,
    /// Its text, without a byte order mark.
    pub text: String,
}

/// A folder of definitions, as authored.
#[derive(Debug, Default)]
pub struct Source {
    /// Every file, in order.
    pub files: Vec<SourceFile>,
    /// The index of plan.yaml; one past the last file where there is none.
    pub plan_file: usize,
    /// The plan; none where plan.yaml can't be read.
    pub plan: Option<PlanFile>,
    /// Event files, each with the index of its file.
    pub events: Vec<(usize, EventFile)>,
    /// What of each file is read otherwise than it is written.
    readings: Vec<Vec<(Vec<Step>, MeantAs)>>,
}

/// Reads the files' text into the authored shapes. `plan` is the index of the plan's own file, if
/// there is one.
///
/// What can be read is read; everything else is among the findings.
pub fn load(files: Vec<SourceFile>, plan: Option<usize>) -> (Source, Unlocated) {
    let texts = files.par_iter().enumerate();
    let read: Vec<(Authored, FileFindings)> = texts
        .map(|(i, file)| match plan == Some(i) {
            true => authored(Authored::Plan, i, &file.text, decode::plan_file),
            false => authored(Authored::Events, i, &file.text, decode::event_file),
        })
        .collect();
    let mut source = Source {
        plan_file: plan.unwrap_or(files.len()),
        files,
        ..Source::default()
    };
    let mut all = Vec::new();
    for (i, (authored, found)) in read.into_iter().enumerate() {
        let is_sound = found.findings.is_empty();
        all.extend(found.findings);
        source.readings.push(found.readings);
        match authored {
            Authored::Plan(shape) => source.plan = shape,
            Authored::Events(shape) => {
                let shape = shape.unwrap_or_default();
                let text = &source.files[i].text;
                if is_sound
                    && shape.events.is_empty()
                    && has_content(text)
                    && !text.contains("events")
                {
                    let message = "`events` is missing";
                    let help = "add `events:` and the events below it, or remove the file";
                    let finding = Finding::new(Code::MissingKey, message, help);
                    all.push(finding.at(Pointer::file(i)));
                }
                source.events.push((i, shape));
            }
        }
    }
    if plan.is_none() {
        let help = "`planfeed init` writes one to start from, with the title, the domain and the \
                    revision";
        let message = format!("{PLAN_FILE} is missing");
        all.push(Finding::new(Code::MissingPlan, message, help));
    }
    (source, all)
}

/// Whether a text has more than comments.
fn has_content(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines.any(|line| !line.is_empty() && !line.starts_with(['#', '-']) && line != "null")
}

/// The shape of a file; none where it can't be read.
enum Authored {
    Plan(Option<PlanFile>),
    Events(Option<EventFile>),
}

/// Reads one file: on the fast path; from the tree, with all that is wrong, where the fast path
/// finds or suspects a fault.
fn authored<T: DeserializeOwned>(
    kind: impl Fn(Option<T>) -> Authored,
    file: usize,
    text: &str,
    decode: impl Fn(tree::Node, usize, &mut FileFindings) -> Option<T>,
) -> (Authored, FileFindings) {
    let mut found = FileFindings::default();
    if let Err(finding) = scan::bounded(file, text) {
        found.findings.push(finding);
        return (kind(None), found);
    }
    let text = scan::with_line_feeds(text);
    let mut fault = None;
    if !scan::is_suspicious(&text) {
        match serde_yaml::from_str::<T>(&text) {
            Ok(shape) => return (kind(Some(shape)), found),
            Err(error) if error.to_string().contains(shape::ONLY_AS_WRITTEN) => {}
            Err(error) => fault = Some(error),
        }
    }
    let root = tree::parse(file, &text, &mut found.findings);
    let is_feature = |finding: &Finding<Pointer>| finding.code == Code::YamlFeature;
    let shape = match root {
        // The value of an alias or of a tag is not known, so nothing can be wrong with it.
        _ if found.findings.iter().any(is_feature) => None,
        None if !found.findings.is_empty() => None,
        Some(root) => decode(root, file, &mut found),
        // An empty file with required keys can't be read: what it lacks is not known.
        None => {
            let shape = decode(tree::Node::default(), file, &mut found);
            shape.filter(|_| found.findings.is_empty())
        }
    };
    if let (true, Some(fault)) = (found.findings.is_empty(), fault) {
        found
            .findings
            .push(scan::fault_of_yaml(file, &text, &fault));
    }
    (kind(shape), found)
}

impl Source {
    /// Gives findings their places in the text.
    pub fn locate(&self, findings: Unlocated) -> Vec<Finding> {
        place::locate(&self.files, &self.readings, findings)
    }

    /// Sorts findings by their places, with those of plan.yaml first.
    pub fn sort(&self, findings: &mut [Finding]) {
        let plan_file = self.files.get(self.plan_file);
        diagnostic::sort(findings, plan_file.map(|file| file.name.as_str()));
    }
}

/// The text of a file with every line ending as LF, for places in it.
fn lines(text: &str) -> Cow<'_, str> {
    scan::with_line_feeds(text)
}

/// A JSON Schema (draft 2020-12) of plan.yaml and event files.
pub fn schema() -> serde_json::Value {
    let mut generator = schemars::SchemaGenerator::default();
    let shapes = [
        generator.subschema_for::<PlanFile>(),
        generator.subschema_for::<EventFile>(),
    ];
    let mut definitions = serde_json::Value::Object(generator.take_definitions(true));
    forbid_null(&mut definitions);
    serde_json::json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "planfeed definitions: plan.yaml or an event file",
        "anyOf": shapes,
        "$defs": definitions,
    })
}

/// A key may be left out, but one that is given has a value.
fn forbid_null(schema: &mut serde_json::Value) {
    use serde_json::Value;
    match schema {
        Value::Object(fields) => {
            if fields.get("default") == Some(&Value::Null) {
                fields.remove("default");
            }
            if let Some(Value::Array(types)) = fields.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    fields.insert("type".to_owned(), only);
                }
            }
            if let Some(Value::Array(kinds)) = fields.get_mut("anyOf") {
                kinds.retain(|kind| kind.get("type") != Some(&Value::String("null".to_owned())));
            }
            fields.values_mut().for_each(forbid_null);
        }
        Value::Array(items) => items.iter_mut().for_each(forbid_null),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

//! Source → Plan: every definition rule, all findings at once.

mod after;
mod date;
mod event;
mod head;
mod hours;
mod instance;
mod repeat;
mod rules;
mod text;

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Severity, has_error};
use crate::phrase::Grammar;
use crate::plan::Plan;
use crate::source::{Finding, PlanFile, Source, Step};

pub use after::{Effect, after};
pub use hours::parse_sessions;

/// The plan that the definitions mean, and everything that is wrong with them, sorted.
///
/// There is no plan where there is an error. `found` is what loading them found.
pub fn check(source: &Source, found: Vec<Finding>) -> (Option<Plan>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    // Where plan.yaml can't be read, events are checked all the same, but for what they refer to.
    let nothing = PlanFile::default();
    let shape = source.plan.as_ref().map_or(&nothing, |(_, shape)| shape);
    let language = head::language(shape);
    let grammar = Grammar::new(language);
    let mut of_plan = Vec::new();
    let file = source.plan.as_ref().map(|(file, _)| *file);
    let mut plan = head::plan(file, shape, &grammar, language, &mut of_plan);
    event::events(source, shape, &grammar, &mut plan, &mut findings);
    if source.plan.is_some() {
        findings.extend(of_plan);
    } else {
        findings.retain(|finding| !is_reference(finding.code));
    }
    let complete = found
        .iter()
        .chain(&findings)
        .all(|finding| finding.code.rule().severity == Severity::Warning);
    rules::check(source, &plan, complete, &mut findings);
    let known: BTreeSet<_> = found
        .iter()
        .filter_map(|finding| Some((finding.at.file?, finding.at.path.clone())))
        .collect();
    findings.retain(|finding| match finding.code {
        Code::EmptyValue => !is_known(&known, finding),
        Code::BadRepeat => !holds_known(&known, finding),
        _ => true,
    });
    findings.extend(found);
    let mut diagnostics = source.locate(findings);
    crate::diagnostic::sort(&mut diagnostics);
    ((!has_error(&diagnostics)).then_some(plan), diagnostics)
}

/// Whether a finding is about what events refer to in plan.yaml.
fn is_reference(code: Code) -> bool {
    [
        Code::UnknownPhase,
        Code::UnknownCategory,
        Code::UnknownVenue,
    ]
    .contains(&code)
}

/// Whether something in a value could not be read, and is reported already: it may be what seems to
/// be missing.
fn holds_known(known: &BTreeSet<(usize, Vec<Step>)>, finding: &Finding) -> bool {
    let path = &finding.at.path;
    known.iter().any(|(file, within)| {
        finding.at.file == Some(*file) && within.len() > path.len() && within.starts_with(path)
    })
}

/// Whether a value that is empty could not be read in the first place, and is reported already.
fn is_known(known: &BTreeSet<(usize, Vec<Step>)>, finding: &Finding) -> bool {
    let path = &finding.at.path;
    finding.at.file.is_some_and(|file| {
        (1..=path.len()).any(|end| known.contains(&(file, path[..end].to_vec())))
    })
}

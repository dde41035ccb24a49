//! `accept`: warnings about events that are known and meant, and so are not reported.
//!
//! A warning is accepted by each event that it points to, and by their files. So where it is about
//! two events, one of them can accept it for both.

use std::collections::BTreeMap;

use super::after::FLEETING;
use super::cursor::{Cursor, Findings};
use super::text::{Text, is_given};
use crate::diagnostic::{Code, Finding, Help, Severity, nearest};
use crate::source::{OneOrMany, Pointer, Source};

/// The warnings that are accepted.
pub(super) struct Accepted {
    /// Those of each event, by the indexes of its file and in it; those of a file have no second
    /// index.
    of: BTreeMap<(usize, Option<usize>), Vec<AcceptedCode>>,
}

/// A code that is accepted.
struct AcceptedCode {
    code: Code,
    at: Pointer,
    /// Whether a finding was silenced by it.
    is_used: bool,
}

impl Accepted {
    /// Reads every `accept`, and reports codes that can't be accepted.
    pub(crate) fn read(source: &Source, findings: &Findings<'_>) -> Self {
        let mut of = BTreeMap::new();
        for (index, file) in &source.events {
            let file = Cursor::top(*index, file, findings);
            if let Some(accept) = at!(file.accept).given() {
                of.insert((*index, None), codes(&accept));
            }
            let entries = at!(file.events).items();
            for (nth, entry) in entries
                .enumerate()
                .filter(|(_, entry)| entry.accept.is_some())
            {
                let accept = at!(entry.accept).given();
                of.extend(accept.map(|accept| ((*index, Some(nth)), codes(&accept))));
            }
        }
        Self { of }
    }

    /// Takes out the findings that are accepted.
    pub(crate) fn silence(&mut self, found: &mut Vec<Finding<Pointer>>) {
        if !self.of.is_empty() {
            found.retain(|finding| !self.accepts(finding));
        }
    }

    fn accepts(&mut self, finding: &Finding<Pointer>) -> bool {
        let mut is_accepted = false;
        for at in finding.places() {
            for place in [(at.file, at.event()), (at.file, None)] {
                for accepted in self.of.get_mut(&place).into_iter().flatten() {
                    if accepted.code == finding.code {
                        accepted.is_used = true;
                        is_accepted = true;
                    }
                }
            }
        }
        is_accepted
    }

    /// Returns a finding on each code that silenced nothing, as far as that is known.
    pub(crate) fn unused(&self) -> Vec<Finding<Pointer>> {
        let mut findings = Vec::new();
        for ((_, event), codes) in &self.of {
            for accepted in codes {
                if accepted.is_used || FLEETING.contains(&accepted.code) {
                    continue;
                }
                let whose = match event {
                    Some(_) => "this event does not give",
                    None => "no event of this file gives",
                };
                let message = format!("{whose} the warning `{}`", accepted.code);
                let finding = Finding::new(Code::UnusedAccept, message, "take it out");
                findings.push(finding.at(accepted.at.clone()));
            }
        }
        findings
    }
}

fn codes(accept: &Cursor<'_, OneOrMany>) -> Vec<AcceptedCode> {
    let mut codes = Vec::new();
    for name in accept.texts() {
        let at = name.pointer.clone();
        let is_used = false;
        codes.extend(acceptable(&name).map(|code| AcceptedCode { code, at, is_used }));
    }
    codes
}

/// Returns the code of that name, or reports that it can't be accepted.
fn acceptable(name: &Text<'_>) -> Option<Code> {
    if !is_given(name) {
        return None;
    }
    let mut all = Code::ALL.iter().copied();
    let code = all.find(|code| code.rule().name == name.as_str());
    let rule = code.map(Code::rule);
    let (message, help) = match rule {
        Some(rule) if rule.is_about_events => return code,
        Some(rule) if rule.severity == Severity::Error => (
            format!("`{name}` is an error, which can't be accepted"),
            "take it out, and correct what is reported".into(),
        ),
        Some(_) => (
            format!("`{name}` is not a warning about events, and can't be accepted here"),
            "take it out".into(),
        ),
        None => (format!("unknown warning `{name}`"), help_for_unknown(name)),
    };
    name.report(Code::BadAccept, message, help);
    None
}

fn help_for_unknown(name: &str) -> Help {
    let known = Code::about_events().map(|code| code.rule().name);
    match nearest(name, known) {
        Some(code) => Help::did_you_mean(code),
        None => "give the code that `planfeed check` shows in brackets behind `warning`".into(),
    }
}

//! Reads the authored shapes from a tree with places, and reports everything that is wrong.
//!
//! serde stops at the first fault. So what is at fault is read as it is meant, or taken out of the
//! tree, or put in if it is missing, and the tree is read again, until it can be read: each fault is
//! found once, and what is left can still be checked.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::meaning::{Meaning, meaning};
use super::place::Unlocated;
use super::reading::MeantAs;
use super::tree::{Entries, Node, NodeKind};
use super::value::{FaultKind, ValueReader};
use super::{EventEntry, EventFile, PlanFile, Pointer, Step, Within, forms};
use crate::diagnostic::{Code, Finding};

/// The most faults of one value that are reported: beyond these, the file is of another kind.
const MOST_FAULTS: usize = 100;

/// What was found while a file was read.
#[derive(Default)]
pub(super) struct FileFindings {
    pub findings: Unlocated,
    /// What is read otherwise than it is written, by the steps to it, in the order of reading.
    pub readings: Vec<(Vec<Step>, MeantAs)>,
}

/// Reads plan.yaml.
pub(super) fn plan_file(root: Node, file: usize, found: &mut FileFindings) -> Option<PlanFile> {
    decode(root, &Pointer::file(file), found)
}

/// Reads an event file; each event is read for itself.
pub(super) fn event_file(
    mut head: Node,
    file: usize,
    found: &mut FileFindings,
) -> Option<EventFile> {
    let at = Pointer::file(file);
    read_events_without_key(&mut head, &at, found);
    let mut items = Vec::new();
    take_events(&mut head, &mut items);
    let mut shape: EventFile = decode_with(head, &at, found, |head| take_events(head, &mut items))?;
    let at = at.step("events");
    for (i, item) in items.into_iter().enumerate() {
        // An event that can't be read keeps its place, so that the others keep theirs.
        let event: Option<EventEntry> = decode(item, &at.step(i), found);
        shape.events.push(event.unwrap_or_default());
    }
    Some(shape)
}

/// Takes the events out of a file's tree.
fn take_events(head: &mut Node, items: &mut Vec<Node>) {
    if let NodeKind::Mapping(fields) = &mut head.kind
        && let Some((_, events)) = fields.get_mut("events")
        && let NodeKind::List(list) = &mut events.kind
        && !list.is_empty()
    {
        *items = std::mem::take(list);
    }
}

/// Reads a list of events, or one event, that stand in a file without `events:` above them.
fn read_events_without_key(head: &mut Node, at: &Pointer, found: &mut FileFindings) {
    let (message, help, readings) = match &head.kind {
        NodeKind::List(_) => (
            "expected a mapping with keys, found a list",
            "put `events:` on a line of its own above the list",
            &[MeantAs::Under("events")][..],
        ),
        NodeKind::Mapping(fields)
            if !fields.contains_key("events")
                && fields.contains_key("title")
                && (fields.contains_key("id") || fields.contains_key("when")) =>
        {
            (
                "an event stands here without `events:`",
                "put `events:` on a line of its own above, and begin the event with a dash: \
                 `- id:`, the other keys below `id`",
                &[MeantAs::List, MeantAs::Under("events")][..],
            )
        }
        _ => return,
    };
    let place = Pointer::text(at.file, head.head());
    let finding = Finding::new(Code::WrongType, message, help);
    found.findings.push(finding.at(place));
    for reading in readings {
        found.read_as(head, at, &[], reading.clone());
    }
}

/// Reads a value, mending it until it can be read.
fn decode<T: DeserializeOwned>(node: Node, at: &Pointer, found: &mut FileFindings) -> Option<T> {
    decode_with(node, at, found, |_| {})
}

/// Reads a value, mending it until it can be read; `mended` is told of each change.
fn decode_with<T: DeserializeOwned>(
    mut node: Node,
    at: &Pointer,
    found: &mut FileFindings,
    mut mended: impl FnMut(&mut Node),
) -> Option<T> {
    let mut settled: Vec<Vec<Step>> = Vec::new();
    for _ in 0..MOST_FAULTS {
        let fault = match T::deserialize(ValueReader(&node)) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let mut path = fault.path();
        let is_new = !settled.iter().any(|known| path.starts_with(known));
        match &fault.kind {
            FaultKind::Unknown(known) => {
                path = found.settle_unknown(&mut node, at, path, known)?;
            }
            FaultKind::Missing(name) => {
                if is_new {
                    let finding = forms::missing(&node, &path, name);
                    found.findings.push(finding.at(at.steps(&path)));
                }
                let missing = (0..0, Node::new(NodeKind::Scalar(String::new(), true), 0..0));
                mend(&mut node, &path, |entries, name| {
                    entries.insert(name.to_owned(), missing);
                })?;
            }
            FaultKind::Other(message) => {
                if is_new {
                    let finding = forms::wrong_type(&node, at, &path, message);
                    found.findings.push(finding.at(at.steps(&path)));
                }
                take_out_value(&mut node, &mut path)?;
            }
            FaultKind::Known => take_out_value(&mut node, &mut path)?,
        }
        settled.push(path);
        mended(&mut node);
    }
    let message = format!("there are more than {MOST_FAULTS} faults here; the rest is not shown");
    let help = "mend these first, and check again";
    found
        .findings
        .push(Finding::new(Code::WrongType, message, help).at(at.clone()));
    None
}

impl FileFindings {
    /// Reads a value of the tree as it is meant. `at` is the place of the tree.
    fn read_as(&mut self, node: &mut Node, at: &Pointer, path: &[Step], reading: MeantAs) {
        node.read_as(path, &reading);
        self.readings.push((at.steps(path).path, reading));
    }

    /// Reports an unknown key, and reads it as what is meant, or takes it out. Returns the steps to
    /// what is settled by that.
    fn settle_unknown(
        &mut self,
        node: &mut Node,
        at: &Pointer,
        path: Vec<Step>,
        known: &[&'static str],
    ) -> Option<Vec<Step>> {
        let (Step::Key(name), outer) = path.split_last()? else {
            return None;
        };
        let NodeKind::Mapping(entries) = &node.value_mut(outer)?.kind else {
            return None;
        };
        let (key_at, value) = entries.get(&**name)?;
        let key_at = Pointer::text(at.file, key_at.clone());
        let has_no_value = matches!(value.kind, NodeKind::Nothing | NodeKind::Bare);
        if has_no_value {
            self.forget_empty(&at.steps(&path));
        }
        let meaning = meaning(entries, name, known, outer);
        let message = format!("unknown key `{name}`");
        let finding = |help| Finding::new(Code::UnknownKey, &*message, help);
        match meaning {
            Meaning::Key(key, help) => {
                let meant = step_beside(outer, key);
                let place = match has_no_value {
                    true => at.steps(&meant).within(Within::Key),
                    false => key_at,
                };
                self.findings.push(finding(help).at(place));
                let is_one_link = key == "links" && !matches!(value.kind, NodeKind::List(_));
                self.read_as(node, at, &path, MeantAs::Key(key));
                if is_one_link && !has_no_value {
                    self.read_as(node, at, &meant, MeantAs::List);
                }
                Some(path)
            }
            Meaning::Instead(key, help, others) => {
                let meant = step_beside(outer, key);
                let place = at.steps(&meant).within(Within::Key);
                self.findings.push(finding(help).at(place));
                self.read_as(node, at, &path, MeantAs::Key(key));
                self.take_out_all(node, at, outer, &others);
                take_out_key(node, &meant)?;
                Some(meant)
            }
            Meaning::Into(key, help, keys) => {
                self.findings.push(finding(help).at(key_at));
                self.read_as(node, at, outer, MeantAs::Into(key, keys));
                Some(path)
            }
            Meaning::CutOff(before, finding, rest) => {
                for key in &rest {
                    self.forget_empty(&at.steps(&step_beside(outer, key.clone())));
                }
                let characters: Range<usize> = finding.1;
                let place = Pointer::text(at.file, characters);
                self.findings.push(finding.0.at(place));
                self.read_as(node, at, &step_beside(outer, before), MeantAs::Joined(rest));
                Some(path)
            }
            Meaning::None(help, others) => {
                self.findings.push(finding(help).at(key_at));
                self.take_out_all(node, at, outer, &others);
                take_out_key(node, &path)?;
                Some(path)
            }
        }
    }

    /// Takes out keys beside an unknown one, of which its help speaks too.
    fn take_out_all(&mut self, node: &mut Node, at: &Pointer, outer: &[Step], keys: &[String]) {
        for key in keys {
            let path = step_beside(outer, key.clone());
            self.forget_empty(&at.steps(&path));
            take_out_key(node, &path);
        }
    }

    /// Forgets that a key has no value, since more is wrong with it.
    fn forget_empty(&mut self, at: &Pointer) {
        self.findings.retain(|finding| {
            let is_of_key = finding.at.as_ref().is_some_and(|it| it.path == at.path);
            !(is_of_key && finding.code == Code::EmptyValue)
        });
    }
}

fn step_beside(outer: &[Step], key: impl Into<Step>) -> Vec<Step> {
    let mut path = outer.to_vec();
    path.push(key.into());
    path
}

/// Takes out what is nearest to the value at fault and has a key, to which the path is cut.
fn take_out_value(node: &mut Node, path: &mut Vec<Step>) -> Option<()> {
    path.truncate(path.iter().rposition(|step| matches!(step, Step::Key(_)))? + 1);
    take_out_key(node, path)
}

/// Takes a value out; in the place of a missing one that turns out to be a mapping, puts a mapping.
fn take_out_key(node: &mut Node, path: &[Step]) -> Option<()> {
    mend(node, path, |entries, name| match entries.get_mut(name) {
        Some((at, value)) if *at == (0..0) && value.text().is_some() => {
            value.kind = NodeKind::Mapping(Entries::new());
        }
        _ => drop(entries.shift_remove(name)),
    })
}

/// Changes the mapping that holds the last key of the path; none if there is no such mapping.
fn mend(node: &mut Node, path: &[Step], change: impl FnOnce(&mut Entries, &str)) -> Option<()> {
    let [outer @ .., Step::Key(last)] = path else {
        return None;
    };
    let NodeKind::Mapping(entries) = &mut node.value_mut(outer)?.kind else {
        return None;
    };
    change(entries, last);
    Some(())
}

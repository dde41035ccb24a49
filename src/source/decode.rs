//! Reads the authored shapes from a tree with places, and reports everything that is wrong.
//!
//! serde stops at the first fault. So what is at fault is taken out of the tree, or put in if it is
//! missing, and the tree is read again, until it can be read: each fault is found once, and what is
//! left can still be checked.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

use super::place::Unlocated;
use super::tree::{Entries, Node, NodeKind};
use super::{EventEntry, EventFile, PlanFile, Pointer, Step, Within};
use crate::diagnostic::{Code, Finding, suggestion};

/// The most faults of one value that are reported: beyond these, the file is of another kind.
const MOST_FAULTS: usize = 100;

/// Reads plan.yaml.
pub(super) fn plan_file(root: &Node, file: usize, findings: &mut Unlocated) -> Option<PlanFile> {
    decode(root.clone(), &Pointer::file(file), findings)
}

/// Reads an event file; each event is read for itself.
pub(super) fn event_file(root: &Node, file: usize, findings: &mut Unlocated) -> Option<EventFile> {
    let at = Pointer::file(file);
    let mut head = root.clone();
    let mut items = Vec::new();
    if let NodeKind::Mapping(fields) = &mut head.kind
        && let Some((_, events)) = fields.get_mut("events")
        && let NodeKind::List(list) = &mut events.kind
    {
        items = std::mem::take(list);
    }
    let mut shape: EventFile = decode(head, &at, findings)?;
    let at = at.step("events");
    for (i, item) in items.into_iter().enumerate() {
        // An event that can't be read keeps its place, so that the others keep theirs.
        let event: Option<EventEntry> = decode(item, &at.step(i), findings);
        shape.events.push(event.unwrap_or_default());
    }
    Some(shape)
}

/// Reads a value, mending it until it can be read.
fn decode<T: DeserializeOwned>(
    mut node: Node,
    at: &Pointer,
    findings: &mut Unlocated,
) -> Option<T> {
    let mut settled: Vec<Vec<Step>> = Vec::new();
    for _ in 0..MOST_FAULTS {
        let fault = match T::deserialize(ValueReader(&node)) {
            Ok(value) => return Some(value),
            Err(fault) => fault,
        };
        let mut path = fault.path();
        if !settled.iter().any(|known| path.starts_with(known)) {
            findings.extend(fault.finding(at, &path));
        }
        if let FaultKind::Missing(_) = &fault.kind {
            mend(&mut node, &path, |entries, name| {
                entries.insert(name.to_owned(), (0..0, missing()));
            })?;
        } else {
            path.truncate(path.iter().rposition(|step| matches!(step, Step::Key(_)))? + 1);
            mend(&mut node, &path, take_out)?;
        }
        settled.push(path);
    }
    let message = format!("there are more than {MOST_FAULTS} faults here; the rest is not shown");
    let help = "mend these first, and check again";
    findings.push(Finding::new(Code::WrongType, message, help).at(at.clone()));
    None
}

/// Takes a value out; in the place of a missing one that turns out to be a mapping, puts a mapping.
fn take_out(entries: &mut Entries, name: &str) {
    match entries.get_mut(name) {
        Some((at, value)) if *at == (0..0) && value.text().is_some() => {
            value.kind = NodeKind::Mapping(Entries::new());
        }
        _ => drop(entries.shift_remove(name)),
    }
}

/// Stands for a value that is missing, so that the rest can be read.
fn missing() -> Node {
    Node {
        kind: NodeKind::Scalar(String::new(), true),
        at: 0..0,
    }
}

/// Changes the mapping that holds the last key of the path; none if there is no such mapping.
fn mend(node: &mut Node, path: &[Step], change: impl FnOnce(&mut Entries, &str)) -> Option<()> {
    let [steps @ .., Step::Key(last)] = path else {
        return None;
    };
    let mut node = node;
    for step in steps {
        node = match (&mut node.kind, step) {
            (NodeKind::List(items), Step::Index(i)) => items.get_mut(*i)?,
            (NodeKind::Mapping(entries), Step::Key(key)) => &mut entries.get_mut(&**key)?.1,
            _ => return None,
        };
    }
    let NodeKind::Mapping(entries) = &mut node.kind else {
        return None;
    };
    change(entries, last);
    Some(())
}

/// A fault that serde found, and the steps to it, innermost first.
#[derive(Debug)]
struct Fault {
    kind: FaultKind,
    path: Vec<Step>,
}

#[derive(Debug)]
enum FaultKind {
    Unknown(String, &'static [&'static str]),
    Missing(&'static str),
    Other(String),
    /// Reported already.
    Known,
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        let path = Vec::new();
        Self { kind, path }
    }
}

impl Fault {
    fn within(mut self, step: impl Into<Step>) -> Self {
        self.path.push(step.into());
        self
    }

    /// Returns the steps from the value read to what is at fault, a missing key included.
    fn path(&self) -> Vec<Step> {
        let mut path: Vec<Step> = self.path.iter().rev().cloned().collect();
        if let FaultKind::Missing(name) = self.kind {
            path.push(name.into());
        }
        path
    }

    fn finding(&self, at: &Pointer, path: &[Step]) -> Option<Finding<Pointer>> {
        let at = path
            .iter()
            .cloned()
            .fold(at.clone(), |at, step| at.step(step));
        Some(match &self.kind {
            FaultKind::Unknown(name, known) => {
                let message = format!("unknown key `{name}`");
                let help = suggestion(name, known.iter().copied());
                let help = help.unwrap_or_else(|| "take it out".into());
                Finding::new(Code::UnknownKey, message, help).at(at.within(Within::Key))
            }
            FaultKind::Missing(name) => {
                let message = format!("`{name}` is missing");
                Finding::new(Code::MissingKey, message, format!("add `{name}:`")).at(at)
            }
            FaultKind::Other(message) => {
                let help = "write a value of that kind";
                Finding::new(Code::WrongType, message, help).at(at)
            }
            FaultKind::Known => return None,
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.kind)
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        FaultKind::Other(message.to_string()).into()
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        let found = match unexpected {
            Unexpected::Map => "a mapping".to_owned(),
            Unexpected::Seq => "a list".to_owned(),
            Unexpected::Unit => "nothing".to_owned(),
            Unexpected::Str(text) => format!("`{text}`"),
            other => other.to_string(),
        };
        Self::custom(format_args!(
            "expected {}, found {found}",
            self::expected(expected)
        ))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        FaultKind::Unknown(field.to_owned(), expected).into()
    }

    fn missing_field(field: &'static str) -> Self {
        FaultKind::Missing(field).into()
    }
}

/// Returns what is expected, in words of YAML.
fn expected(expected: &dyn de::Expected) -> String {
    match expected.to_string() {
        text if text == "a string" => "a text".to_owned(),
        text if text.starts_with("struct ") => "a mapping with keys".to_owned(),
        text if text == "a sequence" => "a list".to_owned(),
        text if text == "entries by key" => "a mapping of keys".to_owned(),
        text => text,
    }
}

struct ValueReader<'a>(&'a Node);

impl ValueReader<'_> {
    fn parse<T: std::str::FromStr>(&self, what: &str) -> Result<T, Fault> {
        if let NodeKind::Scalar(text, false) = &self.0.kind {
            return Err(de::Error::custom(format_args!(
                "expected {what} without quotes, found the text `{text}`"
            )));
        }
        let text = self.0.text().ok_or_else(|| self.unexpected(what))?;
        text.parse()
            .map_err(|_| de::Error::custom(format_args!("expected {what}, found `{text}`")))
    }

    fn unexpected(&self, what: &str) -> Fault {
        match &self.0.kind {
            NodeKind::Nothing => FaultKind::Known.into(),
            _ => de::Error::custom(format_args!("expected {what}, found {}", self.kind())),
        }
    }

    fn kind(&self) -> &'static str {
        match &self.0.kind {
            NodeKind::Scalar(..) => "a text",
            NodeKind::Nothing => "nothing",
            NodeKind::List(_) => "a list",
            NodeKind::Mapping(_) => "a mapping",
        }
    }
}

impl<'de> Deserializer<'de> for ValueReader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match &self.0.kind {
            NodeKind::Scalar(text, _) => visitor.visit_str(text),
            NodeKind::Nothing => Err(self.unexpected("a value")),
            NodeKind::List(items) => visitor.visit_seq(Items { items, next: 0 }),
            NodeKind::Mapping(entries) => visitor.visit_map(Fields { entries, next: 0 }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_i32(self.parse("a whole number")?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_u32(self.parse("a whole number, not negative")?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_f64(self.parse("a number")?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.kind {
            NodeKind::Mapping(entries) => visitor.visit_map(Fields { entries, next: 0 }),
            _ => Err(self.unexpected(&expected(&visitor))),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match &self.0.kind {
            NodeKind::List(items) if items.len() == length => {
                visitor.visit_seq(Items { items, next: 0 })
            }
            NodeKind::List(items) => Err(de::Error::custom(format_args!(
                "expected {length} numbers, found {}; decimals have a point",
                items.len()
            ))),
            _ => Err(self.unexpected(&format!("a list of {length} numbers"))),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i64 i128 u8 u16 u64 u128 f32 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple_struct map enum identifier ignored_any
    }
}

struct Items<'a> {
    items: &'a [Node],
    next: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(item) = self.items.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        seed.deserialize(ValueReader(item))
            .map(Some)
            .map_err(|fault| fault.within(self.next - 1))
    }
}

struct Fields<'a> {
    entries: &'a Entries,
    next: usize,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, _)) = self.entries.get_index(self.next) else {
            return Ok(None);
        };
        let name: StrDeserializer<'_, Fault> = key.as_str().into_deserializer();
        seed.deserialize(name)
            .map(Some)
            .map_err(|fault| fault.within(key.clone()))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        let Some((key, (_, value))) = self.entries.get_index(self.next) else {
            return Err(de::Error::custom("a value is missing"));
        };
        self.next += 1;
        seed.deserialize(ValueReader(value))
            .map_err(|fault| fault.within(key.clone()))
    }
}

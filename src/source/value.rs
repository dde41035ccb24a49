//! Reads a tree with serde, and says at which steps into it serde found a fault.

use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;

use super::Step;
use super::tree::{Entries, Node, NodeKind};

/// A fault that serde found, and the steps to it, innermost first.
#[derive(Debug)]
pub(super) struct Fault {
    pub kind: FaultKind,
    path: Vec<Step>,
}

#[derive(Debug)]
pub(super) enum FaultKind {
    Unknown(&'static [&'static str]),
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
    pub(crate) fn path(&self) -> Vec<Step> {
        let mut path: Vec<Step> = self.path.iter().rev().cloned().collect();
        if let FaultKind::Missing(name) = self.kind {
            path.push(name.into());
        }
        path
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

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        FaultKind::Unknown(expected).into()
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

/// Reads a value of the tree.
pub(super) struct ValueReader<'a>(pub &'a Node);

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
            NodeKind::Nothing | NodeKind::Bare => FaultKind::Known.into(),
            _ => de::Error::custom(format_args!("expected {what}, found {}", self.kind())),
        }
    }

    fn kind(&self) -> &'static str {
        match &self.0.kind {
            NodeKind::Scalar(..) => "a text",
            NodeKind::Nothing | NodeKind::Bare => "nothing",
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
            NodeKind::Nothing | NodeKind::Bare => Err(self.unexpected("a value")),
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

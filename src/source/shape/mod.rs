//! The authored words: the shape of plan.yaml and of event files, typed straight from YAML.
//!
//! No `untagged` and no `flatten`: they lose the place of an error, take unknown keys and cost
//! time.

/// Reads whole numbers and truth values as their text, where a text, a list or a mapping may be
/// given. Of `19.30`, only the tree has the text as it is written.
macro_rules! visit_plain_as_text {
    () => {
        visit_plain_as_text!(visit_bool bool, visit_u64 u64, visit_i64 i64);

        fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
            Err(E::custom(super::ONLY_AS_WRITTEN))
        }
    };
    ($($visit:ident $kind:ty),*) => {$(
        fn $visit<E: Error>(self, value: $kind) -> Result<Self::Value, E> {
            self.visit_str(&format!("{value:?}"))
        }
    )*};
}

/// Reads a shape as a mapping, or as one text in its place, which is the value of one key:
/// `council: Town Council` is short for `council: { title: Town Council }`. The derived reading of
/// the mapping is `remote`, so that both have one shape.
macro_rules! or_one_text {
    ($shape:ident, $key:ident, $expected:literal) => {
        impl<'de> Deserialize<'de> for $shape {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct ShapeVisitor;
                impl<'de> Visitor<'de> for ShapeVisitor {
                    type Value = $shape;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_str<E: Error>(self, text: &str) -> Result<$shape, E> {
                        Ok($shape {
                            $key: text.to_owned(),
                            ..Default::default()
                        })
                    }

                    visit_plain_as_text!();

                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$shape, A::Error> {
                        $shape::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }
                deserializer.deserialize_any(ShapeVisitor)
            }
        }
    };
}

/// Adds to the schema of a shape that one text may be in its place.
fn or_text(schema: &mut schemars::Schema) {
    let mut object = schemars::Schema::default();
    std::mem::swap(schema, &mut object);
    *schema = schemars::json_schema!({ "anyOf": [{ "type": ["string", "number"] }, object] });
}

/// The fault of a number whose text the fast path does not keep; the tree has it.
pub(super) const ONLY_AS_WRITTEN: &str = "this is read as it is written";

mod event;
mod plan;
mod time;

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use indexmap::map::Entry;
use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

pub(crate) use event::{EventEntry, EventFile, LinkEntry, Where};
pub(crate) use plan::{CategoryEntry, PhaseEntry, PlanFile, PlanHead, SelectEntry, VenueEntry};
pub(crate) use time::{HoursEntry, InstanceEntry, OneOrMany, RepeatEntry};

/// Entries by key, in the order written.
#[derive(Debug)]
pub struct Keyed<T>(pub IndexMap<String, T>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(IndexMap::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Keyed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyedVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for KeyedVisitor<T> {
            type Value = Keyed<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("entries by key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Keyed<T>, A::Error> {
                let mut entries = IndexMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    match entries.entry(key) {
                        Entry::Vacant(entry) => entry.insert(map.next_value()?),
                        Entry::Occupied(entry) => {
                            return Err(Error::custom(format_args!(
                                "duplicate key `{}`",
                                entry.key()
                            )));
                        }
                    };
                }
                Ok(Keyed(entries))
            }
        }
        deserializer.deserialize_map(KeyedVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Keyed<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Keyed{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let entry = generator.subschema_for::<T>();
        schemars::json_schema!({
            "type": "object",
            "propertyNames": { "pattern": "^[a-z0-9][a-z0-9-]*$" },
            "additionalProperties": entry,
        })
    }
}

/// Reads a value that is there: a key without one is not the same as no key.
pub(super) fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    filled(deserializer).map(Some)
}

/// Reads a value that is there, where a key without one would be read as an empty list.
pub(super) fn filled<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    Option::deserialize(deserializer)?.ok_or_else(|| Error::custom("this has no value"))
}

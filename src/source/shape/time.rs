//! The shape of hours and repeats.

use std::borrow::Cow;
use std::fmt;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{Keyed, LinkEntry, Where, filled, given};

/// How a meeting recurs.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a mapping such as `{ every: week, until: 2026-05-28 }`"
)]
pub struct RepeatEntry {
    /// `day`, `week`, `month` or `year`; or each how many of them, such as `2 weeks`.
    pub every: String,
    /// Weekdays, or days of the month: `tuesday`, `15`, `second tuesday`, `last friday`, `last
    /// day`; one or a list.
    #[serde(default, deserialize_with = "given")]
    pub on: Option<OneOrMany>,
    /// The last day on which it may begin, ISO 8601.
    #[serde(default, deserialize_with = "given")]
    pub until: Option<String>,
    /// How many meetings there are, those in `except` counted.
    #[serde(default, deserialize_with = "given")]
    pub count: Option<u32>,
    /// Days on which it is not, ISO 8601; one or a list.
    #[serde(default, deserialize_with = "filled")]
    pub except: OneOrMany,
    /// Meetings that differ from the others, by the day on which they would be, ISO 8601; with
    /// `onwards` behind it, that meeting and all that follow.
    #[serde(default, deserialize_with = "filled")]
    #[schemars(schema_with = "instances")]
    pub instances: Keyed<InstanceEntry>,
}

fn instances(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let instance = generator.subschema_for::<InstanceEntry>();
    schemars::json_schema!({
        "type": "object",
        "patternProperties": { "^[0-9]{4}-[0-9]{2}-[0-9]{2}( onwards)?$": instance },
        "additionalProperties": false,
    })
}

/// A meeting that differs from the others, in what is given.
#[derive(Debug, Default, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(
    deny_unknown_fields,
    default,
    expecting = "a mapping such as `{ status: cancelled }`"
)]
pub struct InstanceEntry {
    /// Its title.
    #[serde(deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub title: Option<String>,
    /// Its date as the plan prints it, or ISO 8601 / EDTF.
    #[serde(deserialize_with = "given")]
    pub when: Option<String>,
    /// Where it is, as for an event.
    #[serde(rename = "where", deserialize_with = "given")]
    pub venue: Option<Where>,
    /// Its room, as for an event.
    #[serde(deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub room: Option<String>,
    /// Its sessions, as many as the others have.
    #[serde(deserialize_with = "given")]
    pub hours: Option<OneOrMany>,
    /// `confirmed`, `tentative`, `postponed` or `cancelled`.
    #[serde(deserialize_with = "given")]
    pub status: Option<String>,
    /// Its description.
    #[serde(deserialize_with = "given")]
    pub description: Option<String>,
    /// Its contact.
    #[serde(deserialize_with = "given")]
    pub contact: Option<String>,
    /// The address of its online meeting.
    #[serde(deserialize_with = "given")]
    pub online: Option<String>,
    /// Its links.
    #[serde(deserialize_with = "given")]
    pub links: Option<Vec<LinkEntry>>,
}

/// The hours of an event's days.
#[derive(Debug)]
pub enum HoursEntry {
    /// Sessions of each day: `10:00-13:00, 15:00-18:00`; or a list of them.
    Each(String),
    /// Sessions by day, ISO 8601, and by `each` those of all other days.
    ByDay(Keyed<String>),
}

impl<'de> Deserialize<'de> for HoursEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct HoursVisitor;
        impl<'de> Visitor<'de> for HoursVisitor {
            type Value = HoursEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("sessions such as `10:00-13:00`, or sessions by day")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<HoursEntry, E> {
                Ok(HoursEntry::Each(text.to_owned()))
            }

            visit_plain_as_text!();

            fn visit_unit<E: Error>(self) -> Result<HoursEntry, E> {
                Ok(HoursEntry::Each(String::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<HoursEntry, A::Error> {
                let sessions =
                    Vec::<String>::deserialize(serde::de::value::SeqAccessDeserializer::new(list))?;
                Ok(HoursEntry::Each(sessions.join(", ")))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HoursEntry, A::Error> {
                Keyed::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(HoursEntry::ByDay)
            }
        }
        deserializer.deserialize_any(HoursVisitor)
    }
}

impl JsonSchema for HoursEntry {
    fn schema_name() -> Cow<'static, str> {
        "Hours".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
                {
                    "type": "object",
                    "properties": { "each": { "type": "string" } },
                    "patternProperties": { "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": { "type": "string" } },
                    "additionalProperties": false,
                },
            ],
        })
    }
}

/// One text, or a list of them.
#[derive(Debug, PartialEq)]
pub enum OneOrMany {
    /// One text.
    One(String),
    /// A list.
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    /// Returns all of them as one text, with commas between.
    pub(crate) fn joined(&self) -> Cow<'_, str> {
        match self {
            Self::One(text) => Cow::Borrowed(text),
            Self::Many(list) => Cow::Owned(list.join(", ")),
        }
    }
}

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrManyVisitor;
        impl<'de> Visitor<'de> for OneOrManyVisitor {
            type Value = OneOrMany;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a list of them")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<OneOrMany, E> {
                Ok(OneOrMany::One(text.to_owned()))
            }

            visit_plain_as_text!();

            fn visit_unit<E: Error>(self) -> Result<OneOrMany, E> {
                self.visit_str("")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<OneOrMany, A::Error> {
                Vec::deserialize(serde::de::value::SeqAccessDeserializer::new(list))
                    .map(OneOrMany::Many)
            }
        }
        deserializer.deserialize_any(OneOrManyVisitor)
    }
}

impl JsonSchema for OneOrMany {
    fn schema_name() -> Cow<'static, str> {
        "OneOrMany".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text = serde_json::json!({ "type": ["string", "number"] });
        schemars::json_schema!({ "anyOf": [text, { "type": "array", "items": text }] })
    }
}

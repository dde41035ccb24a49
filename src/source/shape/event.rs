//! The shape of event files.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{HoursEntry, OneOrMany, RepeatEntry, VenueEntry, filled, given, or_text};
use crate::diagnostic::Code;

/// An event file: defaults, and events.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventFile {
    /// The phase of events that name none.
    #[serde(deserialize_with = "given")]
    pub phase: Option<String>,
    /// The year of dates that print none: a year, a season or at most twelve months.
    #[serde(deserialize_with = "given_year")]
    #[schemars(extend("type" = ["integer", "string"], "minimum" = 1900, "maximum" = 2199, "pattern" = YEAR_PATTERN))]
    pub year: Option<String>,
    /// How weeks are numbered that are printed without a year: `iso`, or the day on which week 1
    /// begins.
    #[serde(deserialize_with = "given")]
    pub weeks: Option<String>,
    /// The category of events that name none, or a list of them.
    #[serde(deserialize_with = "given")]
    pub category: Option<OneOrMany>,
    /// The venue of events that name none.
    #[serde(rename = "where", deserialize_with = "given")]
    pub venue: Option<Where>,
    /// The room of events that give neither a room nor a venue.
    #[serde(deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub room: Option<String>,
    /// The hours of events that give none.
    #[serde(deserialize_with = "given")]
    pub hours: Option<HoursEntry>,
    /// How long sessions take whose end is not given, such as `1h`, `90 min`, `1h30`; `0` for an
    /// instant.
    #[serde(deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub duration: Option<String>,
    /// The status of events that give none.
    #[serde(deserialize_with = "given")]
    pub status: Option<String>,
    /// The description of events that have none.
    #[serde(deserialize_with = "given")]
    pub description: Option<String>,
    /// The contact of events that give none.
    #[serde(deserialize_with = "given")]
    pub contact: Option<String>,
    /// The address of the online meeting of events that give none.
    #[serde(deserialize_with = "given")]
    pub online: Option<String>,
    /// The links of events that have none.
    #[serde(deserialize_with = "given")]
    pub links: Option<Vec<LinkEntry>>,
    /// The repeat of events that have none.
    #[serde(deserialize_with = "given")]
    pub repeat: Option<RepeatEntry>,
    /// Codes of warnings that are known and meant, for all events; one or a list.
    #[serde(deserialize_with = "given")]
    #[schemars(schema_with = "accepted_codes")]
    pub accept: Option<OneOrMany>,
    /// The events.
    #[serde(deserialize_with = "filled")]
    pub events: Vec<EventEntry>,
}

/// An event.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    /// Its permanent id: lower-case letters, digits and hyphens.
    pub id: String,
    /// Its title, as printed.
    #[schemars(extend("type" = ["string", "number"]))]
    pub title: String,
    /// Its date as the plan prints it, or ISO 8601 / EDTF.
    #[schemars(extend("type" = ["string", "number"]))]
    pub when: String,
    /// The key of its category, or a list of them: the first gives its colour.
    #[serde(default, deserialize_with = "given")]
    pub category: Option<OneOrMany>,
    /// The key of its phase.
    #[serde(default, deserialize_with = "given")]
    pub phase: Option<String>,
    /// The year of its date, if that prints none: a year, a season or at most twelve months.
    #[serde(default, deserialize_with = "given_year")]
    #[schemars(extend("type" = ["integer", "string"], "minimum" = 1900, "maximum" = 2199, "pattern" = YEAR_PATTERN))]
    pub year: Option<String>,
    /// A venue's key or name, with a marker or without; a marker alone; a place written out; or
    /// `none`, which takes away that of the file.
    #[serde(default, rename = "where", deserialize_with = "given")]
    pub venue: Option<Where>,
    /// The room within the venue, with a marker or without; or a marker alone.
    #[serde(default, deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub room: Option<String>,
    /// Its sessions, in the venue's local time.
    #[serde(default, deserialize_with = "given")]
    pub hours: Option<HoursEntry>,
    /// How long its sessions take whose end is not given, such as `1h`, `90 min`, `1h30`; `0` for
    /// an instant.
    #[serde(default, deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub duration: Option<String>,
    /// `confirmed`, `tentative`, `postponed` or `cancelled`.
    #[serde(default, deserialize_with = "given")]
    pub status: Option<String>,
    /// A UID to publish as it is, instead of `<id>@<domain>`.
    #[serde(default, deserialize_with = "given")]
    pub uid: Option<String>,
    /// More text.
    #[serde(default, deserialize_with = "given")]
    pub description: Option<String>,
    /// Whom to ask: a name, an address, a telephone number.
    #[serde(default, deserialize_with = "given")]
    pub contact: Option<String>,
    /// The address of its online meeting: https or http.
    #[serde(default, deserialize_with = "given")]
    pub online: Option<String>,
    /// Links: addresses, or each with a title.
    #[serde(default, deserialize_with = "given")]
    pub links: Option<Vec<LinkEntry>>,
    /// How the meeting recurs.
    #[serde(default, deserialize_with = "given")]
    pub repeat: Option<RepeatEntry>,
    /// Codes of warnings that are known and meant; one or a list.
    #[serde(default, deserialize_with = "given")]
    #[schemars(schema_with = "accepted_codes")]
    pub accept: Option<OneOrMany>,
}

/// Returns the schema of codes that events can accept.
fn accepted_codes(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let codes: Vec<&str> = Code::about_events().map(|code| code.rule().name).collect();
    let code = serde_json::json!({ "type": "string", "enum": codes });
    schemars::json_schema!({ "anyOf": [code, { "type": "array", "items": code }] })
}

/// The form of a year that is not a number: `2025/26`, `2025/2026`, `2025-09/2026-08`.
const YEAR_PATTERN: &str =
    "^([0-9]{4}|[0-9]{4}/[0-9]{2}([0-9]{2})?|[0-9]{4}-[0-9]{2}/[0-9]{4}-[0-9]{2})$";

/// Reads a year that is there: a number or a text.
fn given_year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    struct Year(String);
    impl<'de> Deserialize<'de> for Year {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_str(YearVisitor).map(Self)
        }
    }
    struct YearVisitor;
    impl Visitor<'_> for YearVisitor {
        type Value = String;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a year, a season such as `2025/26`, or months")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            Ok(text.to_owned())
        }
    }
    let year: Option<Year> = given(deserializer)?;
    Ok(year.map(|Year(text)| text))
}

/// A link.
#[derive(Debug, Default, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = or_text)]
pub struct LinkEntry {
    /// Its title.
    #[serde(default, deserialize_with = "given")]
    pub title: Option<String>,
    /// http, https or mailto.
    pub url: String,
}

or_one_text!(
    LinkEntry,
    url,
    "an address, or a mapping such as `{ title: Agenda, url: https://... }`"
);

/// The venue of an event, as authored.
#[derive(Debug, PartialEq)]
pub enum Where {
    /// A venue's key or name, with a marker or without, or a marker alone.
    Named(String),
    /// A place written out.
    Place(VenueEntry),
}

impl<'de> Deserialize<'de> for Where {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WhereVisitor;
        impl<'de> Visitor<'de> for WhereVisitor {
            type Value = Where;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a venue's key or name, a marker, or a place with a name")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Where, E> {
                Ok(Where::Named(text.to_owned()))
            }

            visit_plain_as_text!();

            fn visit_unit<E: Error>(self) -> Result<Where, E> {
                Ok(Where::Named(String::new()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Where, A::Error> {
                VenueEntry::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    .map(Where::Place)
            }
        }
        deserializer.deserialize_any(WhereVisitor)
    }
}

impl JsonSchema for Where {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Where".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let place = generator.subschema_for::<VenueEntry>();
        schemars::json_schema!({ "anyOf": [{ "type": "string" }, place] })
    }
}

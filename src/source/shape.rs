//! The authored words: the shape of plan.yaml and of event files, typed straight from YAML.
//!
//! No `untagged` and no `flatten`: they lose the place of an error, take unknown keys and cost time.

use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use indexmap::map::Entry;
use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

/// plan.yaml: the plan and what its events refer to.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The plan itself.
    pub plan: PlanHead,
    /// Phases by key, in the plan's order; the key is the feed's file name.
    #[serde(default)]
    pub phases: Keyed<PhaseEntry>,
    /// Categories by key, in the plan's order; the key is the feed's file name.
    #[serde(default)]
    pub categories: Keyed<CategoryEntry>,
    /// Venues by key.
    #[serde(default)]
    pub venues: Keyed<VenueEntry>,
    /// Feeds by rule, by key.
    #[serde(default)]
    pub feeds: Keyed<FeedEntry>,
    /// Where the feeds are published.
    #[serde(default, deserialize_with = "given")]
    pub publish: Option<PublishEntry>,
}

/// The plan itself.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanHead {
    /// Its title.
    pub title: String,
    /// The right half of every UID: a host name that never changes.
    pub domain: String,
    /// Where people read about the plan.
    #[serde(default, deserialize_with = "given")]
    pub url: Option<String>,
    /// The plan's date ("as of"), such as `2017-09-20`; it moves with every published change.
    pub revision: String,
    /// The time zone of events whose venue has none, such as `America/New_York`.
    #[serde(default, deserialize_with = "given")]
    pub timezone: Option<String>,
    /// Days that a cancelled notice stays.
    #[serde(default, deserialize_with = "given")]
    pub keep_cancelled: Option<u32>,
    /// How dates that are not fixed are shown.
    #[serde(default, deserialize_with = "given")]
    pub placeholder: Option<PlaceholderEntry>,
    /// Ids of events that were mistakes: they go at once, without a notice.
    #[serde(default)]
    pub withdrawn: Vec<String>,
    /// How 03/04/2017 is meant: `dmy` or `mdy`.
    #[serde(default, deserialize_with = "given")]
    pub date_order: Option<String>,
    /// The language of the plan (ISO 639-1).
    #[serde(default, deserialize_with = "given")]
    pub language: Option<String>,
}

/// How dates that are not fixed are shown.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceholderEntry {
    /// An uncertain span of more days than this is shown on one day.
    #[serde(default, deserialize_with = "given")]
    pub longest_span: Option<u32>,
}

/// A phase.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseEntry {
    /// Its title.
    pub title: String,
    /// Its dates as printed, such as `April 2017 – November 2017`.
    #[serde(default, deserialize_with = "given")]
    pub dates: Option<String>,
}

/// A category.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryEntry {
    /// Its title.
    pub title: String,
    /// `#rrggbb` or a CSS name.
    #[serde(default, deserialize_with = "given")]
    pub color: Option<String>,
}

/// A venue.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VenueEntry {
    /// Its name, as printed.
    pub name: String,
    /// Its country, two capital letters (ISO 3166-1).
    #[serde(default, deserialize_with = "given")]
    pub country: Option<String>,
    /// Its time zone, such as `Europe/Zurich`.
    #[serde(default, deserialize_with = "given")]
    pub timezone: Option<String>,
    /// Latitude and longitude in degrees.
    #[serde(default, deserialize_with = "given")]
    pub geo: Option<[f64; 2]>,
}

/// A feed by rule.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// What it holds: events that match all of the lists.
    #[serde(default)]
    pub select: SelectEntry,
}

/// What a feed holds: events that match all of the lists.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SelectEntry {
    /// Keys of categories, any of them.
    pub category: Vec<String>,
    /// Keys of phases, any of them.
    pub phase: Vec<String>,
    /// Keys of venues, any of them.
    pub venue: Vec<String>,
    /// `certain`, `uncertain` or both.
    pub certainty: Vec<String>,
}

/// Where the feeds are published.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishEntry {
    /// The address of the folder of feeds.
    pub url: String,
}

/// An event file: defaults, and events.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EventFile {
    /// The phase of events that name none.
    #[serde(deserialize_with = "given")]
    pub phase: Option<String>,
    /// The year of dates that print none.
    #[serde(deserialize_with = "given")]
    pub year: Option<i32>,
    /// The category of events that name none.
    #[serde(deserialize_with = "given")]
    pub category: Option<String>,
    /// The venue of events that name none.
    #[serde(rename = "where", deserialize_with = "given")]
    pub venue: Option<Where>,
    /// The hours of events that give none.
    #[serde(deserialize_with = "given")]
    pub hours: Option<String>,
    /// The status of events that give none.
    #[serde(deserialize_with = "given")]
    pub status: Option<String>,
    /// The description of events that have none.
    #[serde(deserialize_with = "given")]
    pub description: Option<String>,
    /// The links of events that have none.
    #[serde(deserialize_with = "given")]
    pub links: Option<Vec<LinkEntry>>,
    /// The repeat of events that have none.
    #[serde(deserialize_with = "given")]
    pub repeat: Option<RepeatEntry>,
    /// The events.
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
    /// The key of its category.
    #[serde(default, deserialize_with = "given")]
    pub category: Option<String>,
    /// The key of its phase.
    #[serde(default, deserialize_with = "given")]
    pub phase: Option<String>,
    /// The year of its date, if that prints none.
    #[serde(default, deserialize_with = "given")]
    pub year: Option<i32>,
    /// A venue's key, with a marker or without; a marker alone; or a place written out.
    #[serde(default, rename = "where", deserialize_with = "given")]
    pub venue: Option<Where>,
    /// Sessions on each day, in the venue's local time.
    #[serde(default, deserialize_with = "given")]
    pub hours: Option<String>,
    /// `confirmed`, `tentative` or `cancelled`.
    #[serde(default, deserialize_with = "given")]
    pub status: Option<String>,
    /// A UID to publish as it is, instead of `<id>@<domain>`.
    #[serde(default, deserialize_with = "given")]
    pub uid: Option<String>,
    /// More text.
    #[serde(default, deserialize_with = "given")]
    pub description: Option<String>,
    /// Links.
    #[serde(default, deserialize_with = "given")]
    pub links: Option<Vec<LinkEntry>>,
    /// How the meeting recurs.
    #[serde(default, deserialize_with = "given")]
    pub repeat: Option<RepeatEntry>,
    /// Whether it could not be read; what is wrong with it is reported already.
    #[serde(skip)]
    pub unread: bool,
}

/// A link.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkEntry {
    /// Its title.
    #[serde(default, deserialize_with = "given")]
    pub title: Option<String>,
    /// http, https or mailto.
    pub url: String,
}

/// How a meeting recurs.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepeatEntry {
    /// `day`, `week`, `month` or `year`.
    pub every: String,
    /// The last day on which it may be, ISO 8601.
    #[serde(default, deserialize_with = "given")]
    pub until: Option<String>,
    /// Days on which it is not, ISO 8601.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Where an event is, as authored.
#[derive(Debug)]
pub enum Where {
    /// A venue's key, with a marker or without, or a marker alone.
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
                f.write_str("a venue's key, a marker, or a place with a name")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Where, E> {
                Ok(Where::Named(text.to_owned()))
            }

            fn visit_unit<E: Error>(self) -> Result<Where, E> {
                Ok(Where::Named(String::new()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Where, A::Error> {
                VenueEntry::deserialize(serde::de::value::MapAccessDeserializer::new(map)).map(Where::Place)
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
                        Entry::Occupied(entry) => return Err(Error::custom(format_args!("duplicate key `{}`", entry.key()))),
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

/// A value that is there: a key without one is not the same as no key.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

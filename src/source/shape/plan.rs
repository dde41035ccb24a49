//! The shape of plan.yaml.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::{Keyed, filled, given, or_text};

/// plan.yaml: the plan and what its events refer to.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// The plan itself.
    pub plan: PlanHead,
    /// Phases by key, in the plan's order; the key is the feed's file name.
    #[serde(default, deserialize_with = "filled")]
    pub phases: Keyed<PhaseEntry>,
    /// Categories by key, in the plan's order; the key is the feed's file name.
    #[serde(default, deserialize_with = "filled")]
    pub categories: Keyed<CategoryEntry>,
    /// Venues by key.
    #[serde(default, deserialize_with = "filled")]
    pub venues: Keyed<VenueEntry>,
    /// Feeds by rule, by key.
    #[serde(default, deserialize_with = "filled")]
    pub feeds: Keyed<FeedEntry>,
    /// Where and how the feeds are published.
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
    /// What it is, in a sentence or two.
    #[serde(default, deserialize_with = "given")]
    pub description: Option<String>,
    /// Where people read about the plan.
    #[serde(default, deserialize_with = "given")]
    pub url: Option<String>,
    /// The colour of its page and of the feed of all events: `#rrggbb` or a CSS name.
    #[serde(default, deserialize_with = "given")]
    pub color: Option<String>,
    /// The plan's date ("as of"), such as `2017-09-20`; it moves with every published change.
    pub revision: String,
    /// The time zone of events whose venue has none, such as `America/New_York`.
    #[serde(default, deserialize_with = "given")]
    pub timezone: Option<String>,
    /// How long sessions take whose end is not given, such as `1h`, `90 min`, `1h30`; `0` for an
    /// instant. Without it an hour.
    #[serde(default, deserialize_with = "given")]
    #[schemars(extend("type" = ["string", "number"]))]
    pub duration: Option<String>,
    /// Days that a cancelled notice stays.
    #[serde(default, deserialize_with = "given")]
    pub keep_cancelled: Option<u32>,
    /// How dates that are not fixed are shown.
    #[serde(default, deserialize_with = "given")]
    pub placeholder: Option<PlaceholderEntry>,
    /// Ids of events that were mistakes, or UIDs of those that had a `uid`: they go at once,
    /// without a notice.
    #[serde(default, deserialize_with = "filled")]
    pub withdrawn: Vec<String>,
    /// How 03/04/2017 is meant: `dmy` or `mdy`.
    #[serde(default, deserialize_with = "given")]
    pub date_order: Option<String>,
    /// How weeks are numbered that are printed without a year: `iso`, or the day on which week 1
    /// begins.
    #[serde(default, deserialize_with = "given")]
    pub weeks: Option<String>,
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
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = or_text)]
pub struct PhaseEntry {
    /// Its title.
    pub title: String,
    /// Its dates as printed, such as `April 2017 – November 2017`.
    #[serde(default, deserialize_with = "given")]
    pub dates: Option<String>,
}

or_one_text!(
    PhaseEntry,
    title,
    "a title, or a mapping such as `{ title: Phase I }`"
);

/// A category.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = or_text)]
pub struct CategoryEntry {
    /// Its title.
    pub title: String,
    /// `#rrggbb` or a CSS name.
    #[serde(default, deserialize_with = "given")]
    pub color: Option<String>,
}

or_one_text!(
    CategoryEntry,
    title,
    "a title, or a mapping such as `{ title: Plenary }`"
);

/// A venue.
#[derive(Debug, Default, PartialEq, serde::Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = or_text)]
pub struct VenueEntry {
    /// Its name, as printed.
    pub name: String,
    /// Its address, in one line: street and town.
    #[serde(default, deserialize_with = "given")]
    pub address: Option<String>,
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

or_one_text!(
    VenueEntry,
    name,
    "a name, or a mapping such as `{ name: Geneva }`"
);

/// A feed by rule.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedEntry {
    /// Its title.
    pub title: String,
    /// What it holds: events that match all of the lists.
    #[serde(default, deserialize_with = "filled")]
    pub select: SelectEntry,
}

/// What a feed holds: events that match all of the lists.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SelectEntry {
    /// Keys of categories, any of them.
    #[serde(deserialize_with = "filled")]
    pub category: Vec<String>,
    /// Keys of phases, any of them.
    #[serde(deserialize_with = "filled")]
    pub phase: Vec<String>,
    /// Keys of venues, any of them.
    #[serde(deserialize_with = "filled")]
    pub venue: Vec<String>,
    /// `certain`, `uncertain` or both.
    #[serde(deserialize_with = "filled")]
    pub certainty: Vec<String>,
}

/// Where and how the feeds are published.
#[derive(Debug, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishEntry {
    /// The address of the folder of feeds.
    #[serde(default, deserialize_with = "given")]
    pub url: Option<String>,
    /// Where feeds say that an event is cancelled: `status`, in STATUS and in the title; or
    /// `title-only`, for calendars that hide entries whose STATUS is CANCELLED.
    #[serde(default, deserialize_with = "given")]
    pub cancelled: Option<String>,
}

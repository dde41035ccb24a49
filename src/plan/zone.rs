//! Time zones: the names under which they are published, and those without a place.

use chrono_tz::Tz;

use super::alias::ALIASES;

/// Anywhere on Earth: a day ends there when it has ended everywhere.
pub const ANYWHERE_ON_EARTH: Tz = Tz::Etc__GMTPlus12;

/// Names of UTC.
const UTC_NAMES: [&str; 17] = [
    "Etc/GMT",
    "Etc/GMT+0",
    "Etc/GMT-0",
    "Etc/GMT0",
    "Etc/Greenwich",
    "Etc/UCT",
    "Etc/UTC",
    "Etc/Universal",
    "Etc/Zulu",
    "GMT",
    "GMT+0",
    "GMT-0",
    "GMT0",
    "Greenwich",
    "UCT",
    "Universal",
    "Zulu",
];

/// Returns the zone of a name: of the tz database, or of Anywhere on Earth, written so or as `AoE`.
/// It is the zone under whose name it is [published](published_zone).
pub fn zone_named(name: &str) -> Option<Tz> {
    if ["aoe", "anywhere on earth"].contains(&name.to_lowercase().as_str()) {
        return Some(ANYWHERE_ON_EARTH);
    }
    name.parse().ok().map(published_zone)
}

/// Returns the zone under whose name another is published: for an alias, that of the same place in
/// `zone.tab`; for a name of UTC, UTC; else itself.
pub fn published_zone(zone: Tz) -> Tz {
    let name = zone.name();
    if UTC_NAMES.contains(&name) {
        return Tz::UTC;
    }
    let found = ALIASES.binary_search_by_key(&name, |(alias, _)| alias);
    let canonical = found.ok().and_then(|at| ALIASES[at].1.parse().ok());
    canonical.unwrap_or(zone)
}

/// Whether a zone is of no place, as `CET` and `Etc/GMT+3` are, and is not UTC. `GMT` counts too: it
/// is UTC, but is said of London in summer as well.
pub(crate) fn is_of_no_place(zone: Tz) -> bool {
    let published = published_zone(zone);
    let is_place = published.name().contains('/') && !published.name().starts_with("Etc/");
    zone == Tz::GMT || published != Tz::UTC && !is_place
}

/// Whether a zone has one offset for ever and its times are published in UTC: UTC itself, and
/// Anywhere on Earth.
pub(crate) fn is_universal(zone: Tz) -> bool {
    [Tz::UTC, ANYWHERE_ON_EARTH].contains(&zone)
}

/// Returns the name of a zone as people read it.
pub(crate) fn zone_label(zone: Tz) -> &'static str {
    match zone {
        ANYWHERE_ON_EARTH => "AoE",
        _ => zone.name(),
    }
}

//! Places whose zones may be meant by a name that is of none: `CET`, `BST`, `UTC+2`, `Zurich`.

use chrono::{FixedOffset, NaiveDate, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};
use strsim::damerau_levenshtein;

use crate::diagnostic::nearest;
use crate::plan::{is_of_no_place, published_zone, zone_named};

/// Zones that a suggestion may name, the better known first.
const WELL_KNOWN: [&str; 78] = [
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Athens",
    "Europe/Helsinki",
    "Europe/Kyiv",
    "Europe/Istanbul",
    "Europe/Moscow",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Winnipeg",
    "America/Edmonton",
    "America/Vancouver",
    "America/Phoenix",
    "America/Anchorage",
    "America/Halifax",
    "America/St_Johns",
    "America/Mexico_City",
    "America/Panama",
    "America/Jamaica",
    "America/Bogota",
    "America/Lima",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "America/Santiago",
    "America/La_Paz",
    "America/Santo_Domingo",
    "America/Noronha",
    "Pacific/Honolulu",
    "Pacific/Pago_Pago",
    "Pacific/Marquesas",
    "Atlantic/Azores",
    "Atlantic/Cape_Verde",
    "Africa/Accra",
    "Africa/Lagos",
    "Africa/Cairo",
    "Africa/Johannesburg",
    "Africa/Maputo",
    "Africa/Nairobi",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Hong_Kong",
    "Asia/Manila",
    "Asia/Jerusalem",
    "Asia/Riyadh",
    "Asia/Dubai",
    "Asia/Tehran",
    "Asia/Kabul",
    "Asia/Karachi",
    "Asia/Tashkent",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Yangon",
    "Asia/Bangkok",
    "Asia/Jakarta",
    "Asia/Makassar",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Darwin",
    "Australia/Perth",
    "Australia/Eucla",
    "Australia/Lord_Howe",
    "Pacific/Guam",
    "Pacific/Noumea",
    "Pacific/Auckland",
    "Pacific/Fiji",
    "Pacific/Tongatapu",
    "Pacific/Kiritimati",
];

/// Other names in capitals, each with the zones that may be meant.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("ART", &["America/Argentina/Buenos_Aires"]),
    ("BRITISH", &["Europe/London"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("CENTRAL", &["America/Chicago", "America/Winnipeg"]),
    (
        "CENTRAL EUROPEAN",
        &["Europe/Berlin", "Europe/Paris", "Europe/Madrid"],
    ),
    ("CLT", &["America/Santiago"]),
    ("COORDINATED UNIVERSAL", &["UTC"]),
    ("COT", &["America/Bogota"]),
    ("CT", &["America/Chicago", "America/Winnipeg"]),
    ("EASTERN", &["America/New_York", "America/Toronto"]),
    (
        "EASTERN EUROPEAN",
        &["Europe/Athens", "Europe/Helsinki", "Europe/Kyiv"],
    ),
    ("ET", &["America/New_York", "America/Toronto"]),
    (
        "GMT STANDARD",
        &["Europe/London", "Europe/Dublin", "Europe/Lisbon"],
    ),
    ("GREENWICH MEAN", &["UTC"]),
    ("GST", &["Asia/Dubai"]),
    ("HAE", &["America/Toronto", "America/New_York"]),
    ("HNE", &["America/Toronto", "America/New_York"]),
    ("ICT", &["Asia/Bangkok"]),
    ("MESZ", &["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]),
    ("MET", &["Europe/Berlin", "Europe/Paris"]),
    ("MEZ", &["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]),
    ("MOUNTAIN", &["America/Denver", "America/Edmonton"]),
    ("MT", &["America/Denver", "America/Edmonton"]),
    ("NPT", &["Asia/Kathmandu"]),
    ("PACIFIC", &["America/Los_Angeles", "America/Vancouver"]),
    ("PET", &["America/Lima"]),
    ("PT", &["America/Los_Angeles", "America/Vancouver"]),
    (
        "ROMANCE",
        &["Europe/Paris", "Europe/Madrid", "Europe/Brussels"],
    ),
    ("SGT", &["Asia/Singapore"]),
    ("TRT", &["Europe/Istanbul"]),
    ("UK", &["Europe/London"]),
    (
        "W. EUROPE",
        &["Europe/Berlin", "Europe/Rome", "Europe/Zurich"],
    ),
    ("WESTERN EUROPEAN", &["Europe/Lisbon"]),
    ("Z", &["UTC"]),
];

/// Endings of names in words, such as "Eastern Standard Time".
const ENDINGS: [&str; 4] = [" STANDARD TIME", " DAYLIGHT TIME", " SUMMER TIME", " TIME"];

/// The most zones of one kind that a suggestion names.
pub(super) const MOST_PLACES: usize = 4;

/// Returns the well-known zones whose clocks are called so, such as `CET`, `BST` or `EST5EDT`.
pub(super) fn places_called(name: &str) -> Vec<&'static str> {
    let name = name.trim().to_uppercase();
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    let name = stem.unwrap_or(&name);
    let other = OTHER_NAMES.iter().find(|(other, _)| *other == name);
    if let Some((_, places)) = other {
        return places.to_vec();
    }
    let both = name.split_once(|c: char| c.is_ascii_digit());
    places(|zone| {
        let [winter, summer] = seasons(zone).map(|(name, _)| name);
        match both {
            Some(both) => both == (winter.as_str(), summer.as_str()),
            None => name == winter || name == summer,
        }
    })
}

/// Returns the well-known zones with that offset in January or all year; in the south, in July.
pub(super) fn places_at(offset: FixedOffset) -> Vec<&'static str> {
    places(|zone| {
        let [winter, summer] = seasons(zone).map(|(_, offset)| offset.local_minus_utc());
        winter.min(summer) == offset.local_minus_utc()
    })
}

/// Returns the well-known zones with that offset in summer only.
pub(super) fn places_in_summer_at(offset: FixedOffset) -> Vec<&'static str> {
    places(|zone| {
        let [winter, summer] = seasons(zone).map(|(_, offset)| offset.local_minus_utc());
        winter != summer && winter.max(summer) == offset.local_minus_utc()
    })
}

fn places(is_meant: impl Fn(Tz) -> bool) -> Vec<&'static str> {
    let known = WELL_KNOWN
        .iter()
        .filter(|name| name.parse().is_ok_and(&is_meant));
    known.copied().take(MOST_PLACES).collect()
}

/// Returns what the clocks of a zone are called, in capitals, and their offset, in January and in
/// July.
fn seasons(zone: Tz) -> [(String, FixedOffset); 2] {
    // Any year of the present rules will do.
    [1, 7].map(|month| {
        let day = NaiveDate::from_ymd_opt(2025, month, 15).unwrap_or_default();
        let clocks = zone.offset_from_utc_date(&day);
        (
            clocks.abbreviation().unwrap_or_default().to_uppercase(),
            clocks.fix(),
        )
    })
}

/// Whether the clocks of two zones show the same, in winter and in summer.
pub(super) fn have_same_clocks(one: Tz, other: Tz) -> bool {
    seasons(one).map(|(_, offset)| offset) == seasons(other).map(|(_, offset)| offset)
}

/// Returns the offset of a zone that never changes its clocks.
pub(super) fn fixed_offset(zone: Tz) -> Option<FixedOffset> {
    let [(_, winter), (_, summer)] = seasons(zone);
    (winter == summer).then_some(winter)
}

/// Reads `UTC+2`, `GMT-05:00`, `+0100`.
pub(super) fn read_offset(text: &str) -> Option<FixedOffset> {
    let upper = text.to_uppercase().replace('−', "-").replace(' ', "");
    let text = ["UTC", "GMT"]
        .iter()
        .find_map(|name| upper.strip_prefix(name));
    let text = text.unwrap_or(&upper);
    let digits = text.strip_prefix(['+', '-'])?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(both) => both,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = hours
        .checked_mul(3600)?
        .checked_add(minutes.checked_mul(60)?)?;
    match text.starts_with('-') {
        true => FixedOffset::west_opt(seconds),
        false => FixedOffset::east_opt(seconds),
    }
}

/// Returns the zone with the nearest name, or the one whose city has that name, as it is published.
pub(super) fn nearest_zone(text: &str) -> Option<&'static str> {
    let of_city = places_of_the_world().find(|zone| is_city(*zone, text));
    if let Some(zone) = of_city {
        return Some(published_zone(zone).name());
    }
    let near_city = places_of_the_world().find(|zone| {
        let (name, text) = (city(zone.name()).to_lowercase(), city(text).to_lowercase());
        text.len() > 4 && damerau_levenshtein(&name, &text) == 1
    });
    if let Some(zone) = near_city.filter(|_| !text.contains('/')) {
        return Some(published_zone(zone).name());
    }
    let found = nearest(text, places_of_the_world().map(Tz::name))?;
    // Two letters apart at most, and one in a short name: another city is worse than none.
    let most = if city(text).len() > 5 { 2 } else { 1 };
    let is_near = damerau_levenshtein(found, text) <= most;
    is_near.then(|| zone_named(found)).flatten().map(Tz::name)
}

/// Returns the zones that are named by an area and a city, older names too, and UTC.
fn places_of_the_world() -> impl Iterator<Item = Tz> {
    // Names such as `US/Pacific` and `Australia/North` are of regions, not of cities.
    let regions = [
        "US/",
        "Canada/",
        "Brazil/",
        "Mexico/",
        "Chile/",
        "Australia/",
    ];
    TZ_VARIANTS.into_iter().filter(move |zone| {
        let is_region = regions.iter().any(|region| zone.name().starts_with(region));
        let is_published = published_zone(*zone) == *zone;
        *zone == Tz::UTC || !is_of_no_place(*zone) && (is_published || !is_region)
    })
}

fn is_city(zone: Tz, text: &str) -> bool {
    city(zone.name()).eq_ignore_ascii_case(&city(text))
}

fn city(zone: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone);
    city.trim().replace(' ', "_")
}

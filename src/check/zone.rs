//! Rules for time zones: their names, and zones that are of no place.

use std::fmt::Write as _;

use chrono::{FixedOffset, NaiveDate, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};
use strsim::damerau_levenshtein;

use super::text::{Text, is_given};
use crate::diagnostic::{Code, nearest};
use crate::plan::{ANYWHERE_ON_EARTH, published_zone, zone_named};

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

/// Names of zones that the tz database does not have, each with zones that may be meant.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("ART", &["America/Argentina/Buenos_Aires"]),
    ("BRT", &["America/Sao_Paulo"]),
    ("CLT", &["America/Santiago"]),
    ("COT", &["America/Bogota"]),
    ("CT", &["America/Chicago", "America/Winnipeg"]),
    ("ET", &["America/New_York", "America/Toronto"]),
    ("GST", &["Asia/Dubai"]),
    ("HAE", &["America/Toronto", "America/New_York"]),
    ("HNE", &["America/Toronto", "America/New_York"]),
    ("ICT", &["Asia/Bangkok"]),
    ("MESZ", &["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]),
    ("MET", &["Europe/Berlin", "Europe/Paris"]),
    ("MEZ", &["Europe/Berlin", "Europe/Vienna", "Europe/Zurich"]),
    ("MT", &["America/Denver", "America/Edmonton"]),
    ("NPT", &["Asia/Kathmandu"]),
    ("PET", &["America/Lima"]),
    ("PT", &["America/Los_Angeles", "America/Vancouver"]),
    ("SGT", &["Asia/Singapore"]),
    ("TRT", &["Europe/Istanbul"]),
    ("UK", &["Europe/London"]),
    ("Z", &["UTC"]),
];

/// The most zones of one kind that a suggestion names.
const MOST_PLACES: usize = 4;

/// Returns the zone of a name, as it is published.
pub(super) fn zone(text: &Text<'_>) -> Option<Tz> {
    let zone = zone_named(text);
    match (zone, text.parse::<Tz>()) {
        (None, _) if is_given(text) => {
            let message = format!("`{text}` is not a valid time zone");
            text.report(Code::UnknownZone, message, help_for_unknown(text));
        }
        (Some(zone), Ok(given)) if is_of_no_place(given) => {
            let message = match fixed_offset(given) {
                Some(offset) => {
                    format!("`{text}` is not the zone of a place: it is UTC{offset}, all year")
                }
                None => format!("`{text}` is not the zone of a place"),
            };
            text.report(
                Code::ZoneWithoutPlace,
                message,
                help_for_no_place(zone, text),
            );
        }
        (Some(zone), Ok(given)) if zone != given && zone != Tz::UTC => {
            let message = format!("`{text}` is another name of `{zone}`");
            let help = format!("write `{zone}`; it is published under this name");
            text.report(Code::ZoneAlias, message, help);
        }
        _ => {}
    }
    zone
}

/// Whether a zone of the tz database is of no place, and is not UTC under a name of its own.
fn is_of_no_place(zone: Tz) -> bool {
    let published = published_zone(zone);
    let is_offset = zone.name().starts_with("Etc/");
    published != Tz::UTC && (is_offset || !published.name().contains('/')) || zone == Tz::GMT
}

fn help_for_no_place(zone: Tz, name: &str) -> String {
    let offset = fixed_offset(zone).filter(|_| name.starts_with("Etc/"));
    let Some(offset) = offset else {
        let places = list(&places_called(name));
        return match zone {
            Tz::UTC => format!("write `UTC`; or, if the clocks of a place were meant, {places}"),
            _ => format!("write the zone of the place, such as {places}"),
        };
    };
    let mut help = match zone {
        ANYWHERE_ON_EARTH => "write `AoE` for Anywhere on Earth".to_owned(),
        _ => such_as(&places_at(offset)),
    };
    // These names count the hours from a place to UTC.
    let opposite = FixedOffset::east_opt(-offset.local_minus_utc()).expect("within a day");
    let places = places_at(opposite);
    if !places.is_empty() {
        let places = list(&places);
        let _ = write!(help, "; or, if UTC{opposite} was meant, {places}");
    }
    help
}

fn help_for_unknown(name: &str) -> String {
    if let Some(offset) = read_offset(name) {
        return help_for_offset(offset);
    }
    let places = places_called(name);
    match nearest_zone(name) {
        _ if !places.is_empty() => such_as(&places),
        Some(name) => format!("did you mean `{name}`?"),
        None => such_as(&[]),
    }
}

fn help_for_offset(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 {
        return "write `UTC`".to_owned();
    }
    let (standard, summer) = (places_at(offset), places_in_summer_at(offset));
    if standard.is_empty() {
        return such_as(&summer);
    }
    let mut help = such_as(&standard);
    if !summer.is_empty() {
        let summer = list(&summer);
        let _ = write!(help, "; or, if that is its summer time, {summer}");
    }
    help
}

fn such_as(places: &[&str]) -> String {
    match places {
        [] => "write an area and a city, such as `Europe/Zurich`".to_owned(),
        places => format!("write the zone of the place, such as {}", list(places)),
    }
}

/// Returns the well-known zones whose clocks are called so, such as `CET`, `BST` or `EST5EDT`.
fn places_called(name: &str) -> Vec<&'static str> {
    let name = name.to_uppercase();
    let other = OTHER_NAMES.iter().find(|(other, _)| **other == *name);
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
fn places_at(offset: FixedOffset) -> Vec<&'static str> {
    places(|zone| {
        let [winter, summer] = seasons(zone).map(|(_, offset)| offset.local_minus_utc());
        winter.min(summer) == offset.local_minus_utc()
    })
}

/// Returns the well-known zones with that offset in summer only.
fn places_in_summer_at(offset: FixedOffset) -> Vec<&'static str> {
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

/// Returns the offset of a zone that never changes its clocks.
fn fixed_offset(zone: Tz) -> Option<FixedOffset> {
    let [(_, winter), (_, summer)] = seasons(zone);
    (winter == summer).then_some(winter)
}

/// Reads `UTC+2`, `GMT-05:00`, `+0100`.
fn read_offset(text: &str) -> Option<FixedOffset> {
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

/// Writes `a`, `b` or `c`.
fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Returns the zone with the nearest name, or the one whose city has that name, as it is published.
fn nearest_zone(text: &str) -> Option<&'static str> {
    let zones = || {
        TZ_VARIANTS
            .into_iter()
            .filter(|zone| *zone == Tz::UTC || !is_of_no_place(*zone))
    };
    let of_city = zones().find(|zone| city(zone.name()).eq_ignore_ascii_case(&city(text)));
    if let Some(zone) = of_city {
        return Some(published_zone(zone).name());
    }
    // Two letters apart at most, and one in a short name: another city is worse than none.
    let most = if city(text).len() > 5 { 2 } else { 1 };
    let found = nearest(text, zones().map(Tz::name))?;
    let is_near = damerau_levenshtein(found, text) <= most;
    is_near.then(|| zone_named(found)).flatten().map(Tz::name)
}

fn city(zone: &str) -> String {
    let city = zone.rsplit('/').next().unwrap_or(zone);
    city.trim().replace(' ', "_")
}

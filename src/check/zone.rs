//! Rules for time zones: their names, and zones that are of no place.

use std::fmt::Write as _;

use chrono::FixedOffset;
use chrono_tz::Tz;

use super::countries::zones_called;
use super::places::{
    MOST_PLACES, fixed_offset, nearest_zone, places_at, places_called, places_in_summer_at,
    read_offset,
};
use super::text::{Text, is_given};
use crate::diagnostic::{Code, Help};
use crate::plan::{ANYWHERE_ON_EARTH, is_of_no_place, zone_named};

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

/// Returns the zone of a name outside of definitions.
///
/// # Errors
///
/// If no zone has the name: what to write instead.
pub fn zone_or_help(name: &str) -> Result<Tz, Help> {
    zone_named(name).ok_or_else(|| help_for_unknown(name))
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

fn help_for_unknown(name: &str) -> Help {
    if let Some(offset) = read_offset(name) {
        return help_for_offset(offset).into();
    }
    let of_clocks = places_called(name);
    let of_place = zones_called(name);
    match (&of_clocks[..], &of_place[..]) {
        ([], []) => match nearest_zone(name) {
            Some(name) => Help::did_you_mean(name),
            None => such_as(&[]).into(),
        },
        ([], [zone]) => Help::write(*zone),
        ([], zones) => such_as(&zones[..zones.len().min(MOST_PLACES)]).into(),
        (clocks, _) => such_as(clocks).into(),
    }
}

fn help_for_offset(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 {
        return such_as(&["UTC"]);
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
        ["UTC"] => "write `UTC`".to_owned(),
        places => format!("write the zone of the place, such as {}", list(places)),
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

//! Names of zones that a calendar uses without a VTIMEZONE of that name: those of the tz database,
//! with or without a prefix of the program's maker; those of Windows; and offsets from UTC.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::FixedOffset;
use chrono_tz::{TZ_VARIANTS, Tz};

use super::zones::Zone;

/// Names of zones in Windows, first those by which programs know them, then those that people see,
/// without the offset before them; and the zone of each. Facts of CLDR, release 46.1
/// (windowsZones, territory 001), under the names that the tz database has now; and a few names
/// that people saw in earlier versions.
const WINDOWS: &str = include_str!("windows_zones.tsv");

/// The zones of all names, by their [keys](key).
static NAMES: LazyLock<BTreeMap<String, Tz>> = LazyLock::new(|| {
    let database = TZ_VARIANTS.into_iter().map(|zone| (key(zone.name()), zone));
    let windows = WINDOWS.lines().filter_map(|line| {
        let (name, zone) = line.split_once('\t')?;
        Some((key(name), zone.parse().ok()?))
    });
    windows.chain(database).collect()
});

/// Returns a TZID in the form in which it is compared with others: the case, quotes, a slash at its
/// beginning, and whether words are joined by `_` make no difference.
pub(super) fn key(tzid: &str) -> String {
    let characters = tzid.chars().filter(|c| !['"', '\\'].contains(c));
    let key: String = characters.collect();
    let key = key.trim().trim_start_matches('/').replace('_', " ");
    key.to_lowercase()
}

/// Returns what a TZID means by itself.
pub(super) fn named(tzid: &str) -> Zone<'static> {
    // Nearly all are spelled as the tz database spells them.
    if let Ok(zone) = tzid.parse() {
        return of_database(zone);
    }
    let key = key(tzid);
    if key == "z" {
        return Zone::Utc;
    }
    let is_prefixed = tzid.trim_start_matches(['"', ' ']).starts_with('/');
    let found = NAMES.get(&key).copied();
    let found = found.or_else(|| without_prefix(&key, is_prefixed));
    let found = found.or_else(|| NAMES.get(&in_windows(&key)).copied());
    match (found, offset(&key)) {
        (Some(zone), _) => of_database(zone),
        (None, Some(offset)) => Zone::Fixed(offset),
        (None, None) => Zone::Unknown,
    }
}

/// Returns a TZID for people to read: without a prefix before a name of the tz database.
pub(super) fn label(tzid: &str) -> &str {
    let tzid = tzid.trim_matches(['"', ' ']);
    let mut rest = tzid.trim_start_matches('/');
    while let Some((_, suffix)) = rest.split_once('/') {
        if NAMES.contains_key(&key(rest)) {
            return rest;
        }
        rest = suffix;
    }
    tzid
}

fn of_database(zone: Tz) -> Zone<'static> {
    match zone {
        Tz::UTC | Tz::Etc__UTC | Tz::UCT | Tz::Etc__UCT | Tz::Zulu | Tz::Etc__Zulu => Zone::Utc,
        Tz::GMT | Tz::Etc__GMT | Tz::Universal | Tz::Etc__Universal => Zone::Utc,
        zone => Zone::Database(zone),
    }
}

/// Returns the zone of the longest name at the end of a path such as
/// `mozilla.org/20050126 1/europe/berlin`. A name of one word counts only if the path is known to
/// be one: `edt/est` is not.
fn without_prefix(key: &str, is_prefixed: bool) -> Option<Tz> {
    let mut rest = key;
    while let Some((_, suffix)) = rest.split_once('/') {
        let counts = is_prefixed || suffix.contains('/');
        if let Some(zone) = NAMES.get(suffix).filter(|_| counts) {
            return Some(*zone);
        }
        rest = suffix;
    }
    None
}

/// Returns the key of the name that Windows has, for what is derived from it: with an offset before
/// it, such as `(utc+01:00) `, which may be that of an earlier time; of its summer time; with "and"
/// for "&".
fn in_windows(key: &str) -> String {
    let is_offset = key.starts_with("(utc") || key.starts_with("(gmt");
    let name = match key.split_once(')') {
        Some((_, name)) if is_offset => name.trim(),
        _ => key,
    };
    let name = name.replace(" daylight time", " standard time");
    name.replace(" and canada", " & canada")
}

/// Reads an offset as a name: `+0200`, `utc+2`, `gmt+02:00`.
fn offset(key: &str) -> Option<FixedOffset> {
    let rest = key.strip_prefix("utc").or(key.strip_prefix("gmt"));
    utc_offset(&rest.unwrap_or(key).replace('\u{2212}', "-"))
}

/// Reads an offset from UTC (RFC 5545 §3.3.14): `+0200`, also `+2`, `+02:00` and `+020000`.
pub(super) fn utc_offset(value: &str) -> Option<FixedOffset> {
    let value = value.trim();
    let sign = match value.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = value[1..].replace(':', "");
    let (hours, rest) = match digits.len() {
        1 | 2 => (&digits[..], ""),
        3 => digits.split_at_checked(1)?,
        4 | 6 => digits.split_at_checked(2)?,
        _ => return None,
    };
    let (minutes, seconds) = rest.split_at_checked(2.min(rest.len()))?;
    let seconds = number(seconds, 60)? + 60 * number(minutes, 60)? + 3600 * number(hours, 24)?;
    FixedOffset::east_opt(sign * seconds)
}

/// Reads a number that is less than a limit; nothing is 0.
fn number(digits: &str, limit: i32) -> Option<i32> {
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = if digits.is_empty() {
        Ok(0)
    } else {
        digits.parse()
    };
    number.ok().filter(|number| is_number && *number < limit)
}

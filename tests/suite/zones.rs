//! Names of time zones: each is that of a place, an alias of one, a name of UTC, or of no place.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use planfeed::ical::{offset, transitions};
use planfeed::plan::{ANYWHERE_ON_EARTH, published_zone, zone_named};

/// The names in `zone.tab` of the tz database, release 2025b.
const PLACES: &str = include_str!("zone-tab.txt");

/// Names that are of no place and not of UTC, beside `Etc/GMT+1` and its like.
const NO_PLACES: [&str; 11] = [
    "CET", "CST6CDT", "EET", "EST", "EST5EDT", "HST", "MET", "MST", "MST7MDT", "PST8PDT", "WET",
];

fn new_year(year: i32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
    day.and_time(chrono::NaiveTime::MIN)
}

#[test]
fn every_name_is_published_as_one_of_the_same_offsets() {
    let (start, end) = (new_year(1970), new_year(2038));
    for zone in TZ_VARIANTS {
        let published = published_zone(zone);
        assert_eq!(zone_named(zone.name()), Some(published), "{zone}");
        if published == zone {
            continue;
        }
        assert_eq!(offset(zone, start), offset(published, start), "{zone}");
        let [was, is] = [zone, published].map(|zone| transitions(zone, start, end));
        assert_eq!(was, is, "{zone} and {published}");
    }
}

#[test]
fn every_name_is_that_of_a_place_or_known_not_to_be() {
    let places: BTreeSet<&str> = PLACES.lines().collect();
    for place in &places {
        assert_eq!(zone_named(place).map(Tz::name), Some(*place));
    }
    for zone in TZ_VARIANTS {
        let (name, published) = (zone.name(), published_zone(zone));
        if places.contains(name) || NO_PLACES.contains(&name) {
            assert_eq!(published, zone);
        } else if published == zone && zone != Tz::UTC {
            let hours = name.strip_prefix("Etc/GMT").unwrap_or_default();
            let hours: i32 = hours
                .parse()
                .unwrap_or_else(|_| panic!("{name} is not known"));
            assert_eq!(
                offset(zone, new_year(2026)).local_minus_utc(),
                -3600 * hours
            );
        } else {
            assert!(
                published == Tz::UTC || places.contains(published.name()),
                "{name}"
            );
        }
    }
}

#[test]
fn a_zone_of_the_same_place_wins_over_that_to_which_the_tz_database_links() {
    for (name, place) in [
        ("Europe/Oslo", "Europe/Oslo"),
        ("GB", "Europe/London"),
        ("US/Eastern", "America/New_York"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Africa/Asmera", "Africa/Asmara"),
        ("Iceland", "Atlantic/Reykjavik"),
        ("America/Virgin", "America/St_Thomas"),
        ("America/Coral_Harbour", "America/Atikokan"),
        ("PRC", "Asia/Shanghai"),
        ("Zulu", "UTC"),
        ("GMT", "UTC"),
        ("Etc/Greenwich", "UTC"),
        ("CET", "CET"),
    ] {
        assert_eq!(zone_named(name).map(Tz::name), Some(place), "{name}");
    }
    for name in ["AoE", "AOE", "Anywhere on Earth", "anywhere on earth"] {
        assert_eq!(zone_named(name), Some(ANYWHERE_ON_EARTH));
    }
    for name in ["", "BST", "Europe/Londn", "utc", "Factory", "posixrules"] {
        assert_eq!(zone_named(name), None, "{name}");
    }
}

//! Names of time zones: each is that of a place, an alias of one, a name of UTC, or of no place.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{OffsetName, TZ_VARIANTS, Tz};
use planfeed::ical::{offset, transitions};
use planfeed::plan::{ANYWHERE_ON_EARTH, published_zone, zone_named};

use crate::support::checked;

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

/// What is said of a zone of that name: the code, and the zones that the help names.
fn said_of(name: &str) -> Option<(String, Vec<String>)> {
    let plan = format!(
        "plan: {{ title: T, domain: example.org, revision: 2026-01-01, timezone: {name:?} }}\n"
    );
    let events = "events: [{ id: a, title: A, when: 5 May 2026 }]\n";
    let (_, _, findings) = checked(&plan, events);
    let finding = findings.into_iter().next()?;
    let help = finding.help.text;
    let names = help.split('`').skip(1).step_by(2).map(str::to_owned);
    Some((finding.code.to_string(), names.collect()))
}

/// The offsets in minutes and the names that the clocks of a zone have in January and in July.
fn clocks(zone: Tz) -> [(i32, String); 2] {
    [1, 7].map(|month| {
        let day = NaiveDate::from_ymd_opt(2026, month, 1).expect("a day");
        let clocks = zone.offset_from_utc_date(&day);
        let minutes = clocks.fix().local_minus_utc() / 60;
        let name = clocks.abbreviation().unwrap_or_default().to_owned();
        (minutes, name)
    })
}

#[test]
fn every_suggestion_is_a_zone_of_which_nothing_is_said() {
    let offsets = (-56..=58).map(|quarters: i32| {
        let (sign, minutes) = (if quarters < 0 { '-' } else { '+' }, quarters.abs() * 15);
        format!("UTC{sign}{}:{:02}", minutes / 60, minutes % 60)
    });
    let names = "aoE utc Utc UTC+2 GMT-5 +0200 -03:00 UTC−4 Z gmt bst IST PST CEST ET PT MEZ HNE SGT \
        europe/zurich Zurich Europe/Londn Europe/Bern Asia/Calcuta Calcutta Kiev Geneva Eastern \
        North Victoria UK England Factory Etc/GMT+15 Etc/GMT+0:00 UTC+99";
    let names = names.split_whitespace().map(str::to_owned);
    let long = [
        "Eastern Standard Time",
        "W. Europe Standard Time",
        "Central European Summer Time",
    ];
    let long = long.into_iter().map(str::to_owned);
    let all = TZ_VARIANTS.into_iter().map(|zone| zone.name().to_owned());
    for name in all.chain(offsets).chain(names).chain(long) {
        let Some((code, suggested)) = said_of(&name) else {
            assert!(zone_named(&name).is_some(), "{name}");
            continue;
        };
        assert!(!suggested.is_empty(), "{name}");
        assert_eq!(
            code == "unknown-zone",
            zone_named(&name).is_none(),
            "{name}"
        );
        for suggestion in suggested {
            assert_eq!(said_of(&suggestion), None, "{name}: {suggestion}");
        }
    }
}

#[test]
fn suggestions_have_the_clocks_that_were_named() {
    let zone = |name: &String| zone_named(name).expect("a zone");
    for minutes in (-720_i32..=840).step_by(15).filter(|minutes| *minutes != 0) {
        let (sign, absolute) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        let name = format!("UTC{sign}{}:{:02}", absolute / 60, absolute % 60);
        let (_, suggested) = said_of(&name).expect("an offset is not a zone");
        // Where no clocks have the offset, the form of a name is shown.
        for suggestion in suggested.iter().filter(|name| *name != "Europe/Zurich") {
            let clocks = clocks(zone(suggestion));
            let is_meant = clocks.iter().any(|(offset, _)| *offset == minutes);
            assert!(is_meant, "{name}: {suggestion}");
        }
    }
    for name in
        "BST IST PST PDT CEST EDT CST JST KST SAST EAT WAT CAT MSK NZST NZDT AEST AEDT ACST \
        AWST PKT HKT WIB AKST HST SST NDT ADT MDT WEST EEST EST CET EET WET MST"
            .split_whitespace()
    {
        let (_, suggested) = said_of(name).expect("an abbreviation is not the zone of a place");
        for suggestion in suggested {
            let clocks = clocks(zone(&suggestion));
            let is_meant = clocks.iter().any(|(_, own)| own == name);
            assert!(is_meant, "{name}: {suggestion}");
        }
    }
}

//! What TZIDs mean without a VTIMEZONE.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::{TZ_VARIANTS, Tz};
use planfeed::ical::{CalendarZones, Zone};

/// TZIDs, and the names of what they mean; `-` if they mean nothing.
const NAMES: &str = include_str!("zone_names.tsv");

fn noon(month: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(2026, month, 1).expect("a day");
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).expect("noon"))
}

/// Returns the instants of noon in January and in July.
fn instants(zone: Zone<'_>) -> [Option<NaiveDateTime>; 2] {
    [1, 7].map(|month| zone.utc(noon(month)))
}

#[test]
fn names_mean_zones() {
    let zones = CalendarZones::default();
    for line in NAMES.lines() {
        let (tzid, name) = line.split_once('\t').expect("two columns");
        let zone = zones.zone(tzid);
        assert_eq!(zone.name().as_deref().unwrap_or("-"), name, "{tzid:?}");
        let database = name.parse::<Tz>().map(Zone::Database);
        if let Ok(database) = database {
            assert_eq!(instants(zone), instants(database), "{tzid:?}");
        }
        assert_eq!(name == "-", instants(zone) == [None, None], "{tzid:?}");
    }
}

#[test]
fn every_name_of_the_tz_database_is_known_in_any_case_and_with_a_prefix() {
    let zones = CalendarZones::default();
    for zone in TZ_VARIANTS {
        let name = zone.name();
        let own = zones.zone(name);
        assert_eq!(instants(own), instants(Zone::Database(zone)), "{name}");
        for tzid in [
            name.to_uppercase(),
            name.to_lowercase(),
            format!("/example.org/20261201_1/{name}"),
            format!("/example.org/{name}"),
        ] {
            assert_eq!(zones.zone(&tzid).name(), own.name(), "{tzid}");
        }
    }
}

#[test]
fn offsets_as_names_have_the_sign_of_people() {
    let zones = CalendarZones::default();
    for (tzid, hour) in [
        ("UTC+2", 10),
        ("GMT-0500", 17),
        ("+0200", 10),
        ("Etc/GMT+2", 14),
    ] {
        let time = NaiveTime::from_hms_opt(hour, 0, 0).expect("an hour");
        assert_eq!(
            zones.zone(tzid).utc(noon(7)),
            Some(noon(7).date().and_time(time)),
            "{tzid}"
        );
    }
}

#[test]
fn people_read_a_tzid_without_the_prefix_of_a_program() {
    let zones = CalendarZones::default();
    for (tzid, name) in [
        ("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("/example.org/Hall", "/example.org/Hall"),
        ("\"Hall 1\"", "Hall 1"),
        ("Europe/Londn", "Europe/Londn"),
    ] {
        assert_eq!(zones.name(tzid), name);
    }
}

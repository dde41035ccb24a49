//! What TZIDs mean in a calendar with VTIMEZONEs.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::{TZ_VARIANTS, Tz};
use planfeed::ical::{CalendarZones, Component, Timezone, Zone, transitions};

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time")
}

fn zones(timezones: &[&str]) -> CalendarZones {
    let read = timezones
        .iter()
        .map(|text| Component::read(text.as_bytes()));
    let components: Vec<Component> = read.map(|read| read.expect("a component")).collect();
    CalendarZones::read(&components)
}

/// A VTIMEZONE of that name with observances such as
/// `DTSTART:19700101T000000;TZOFFSETFROM:+0100;TZOFFSETTO:+0100`.
fn vtimezone(tzid: &str, observances: &[String]) -> String {
    let lines = observances.iter().map(|lines| {
        format!(
            "BEGIN:STANDARD\n{}\nEND:STANDARD\n",
            lines.replace('|', "\n")
        )
    });
    let observances: String = lines.collect();
    format!("BEGIN:VTIMEZONE\nTZID:{tzid}\n{observances}END:VTIMEZONE\n")
}

fn observance(start: &str, from: &str, to: &str, more: &str) -> String {
    format!("DTSTART:{start}|TZOFFSETFROM:{from}|TZOFFSETTO:{to}{more}")
}

/// Every hour of a year, in UTC, and the seconds around each change of clocks.
fn instants(zone: Tz, year: i32) -> Vec<NaiveDateTime> {
    let start = NaiveDate::from_ymd_opt(year, 1, 1).expect("a day");
    let start = start.and_hms_opt(0, 0, 0).expect("midnight");
    let end = start + TimeDelta::days(365);
    let mut instants: Vec<_> = (0..365 * 4)
        .map(|n| start + TimeDelta::hours(6 * n))
        .collect();
    for change in transitions(zone, start, end) {
        instants.extend((-2..=2).map(|seconds| change.at + TimeDelta::seconds(seconds)));
        instants.extend((-30..=30).map(|hours| change.at + TimeDelta::hours(hours)));
    }
    instants.sort_unstable();
    instants
}

#[test]
fn a_vtimezone_that_is_written_is_read_with_the_same_offsets() {
    let mut count = 0;
    for zone in TZ_VARIANTS {
        for year in [1999, 2026] {
            let instants = instants(zone, year);
            let Some(timezone) = Timezone::fit(zone, &instants) else {
                continue;
            };
            count += 1;
            let mut bytes = Vec::new();
            timezone.write(&mut bytes);
            let text = String::from_utf8(bytes).expect("ASCII");
            let zones = zones(&[&text]);
            let read = zones.zone(zone.name());
            assert!(matches!(read, Zone::Defined(_)), "{zone}");
            for utc in instants {
                let local = Zone::Database(zone).local(utc).expect("a zone");
                assert_eq!(read.local(utc), Some(local), "{zone} {utc}\n{text}");
                assert_eq!(
                    read.utc(local),
                    Zone::Database(zone).utc(local),
                    "{zone} {local}\n{text}"
                );
            }
        }
    }
    assert!(count > 1000, "{count}");
}

/// The first instant at which a clock shows a time is found, or, for a time that is skipped, the
/// one that the offset before the gap gives.
#[test]
fn every_time_of_a_clock_has_an_instant() {
    for zone in TZ_VARIANTS {
        for year in [1969, 1994, 2011, 2026] {
            for utc in instants(zone, year) {
                let local = Zone::Database(zone).local(utc).expect("a zone");
                let found = Zone::Database(zone).utc(local).expect("a zone");
                assert!(found <= utc, "{zone} {utc}");
                assert_eq!(Zone::Database(zone).local(found), Some(local), "{zone}");
            }
        }
    }
}

#[test]
fn gaps_have_the_offset_before_and_of_two_times_the_first_counts() {
    let berlin = vtimezone(
        "Here",
        &[
            observance(
                "16011028T030000",
                "+0200",
                "+0100",
                "|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
            ),
            observance(
                "16010325T020000",
                "+0100",
                "+0200",
                "|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
            ),
        ],
    );
    let samoa = vtimezone(
        "Samoa",
        &[observance("20111230T000000", "-1000", "+1400", "")],
    );
    let zones = zones(&[&berlin, &samoa]);
    for (names, local, utc) in [
        ("Here Europe/Berlin", "2026-01-01 12:00", "2026-01-01 11:00"),
        ("Here Europe/Berlin", "2026-03-29 01:59", "2026-03-29 00:59"),
        ("Here Europe/Berlin", "2026-03-29 02:00", "2026-03-29 01:00"),
        ("Here Europe/Berlin", "2026-03-29 02:59", "2026-03-29 01:59"),
        ("Here Europe/Berlin", "2026-03-29 03:00", "2026-03-29 01:00"),
        ("Here Europe/Berlin", "2026-10-25 01:59", "2026-10-24 23:59"),
        ("Here Europe/Berlin", "2026-10-25 02:00", "2026-10-25 00:00"),
        ("Here Europe/Berlin", "2026-10-25 02:59", "2026-10-25 00:59"),
        ("Here Europe/Berlin", "2026-10-25 03:00", "2026-10-25 02:00"),
        ("Here Europe/Berlin", "2099-07-01 12:00", "2099-07-01 10:00"),
        ("Samoa Pacific/Apia", "2011-12-29 23:59", "2011-12-30 09:59"),
        ("Samoa Pacific/Apia", "2011-12-30 00:00", "2011-12-30 10:00"),
        ("Samoa Pacific/Apia", "2011-12-30 12:00", "2011-12-30 22:00"),
        ("Samoa Pacific/Apia", "2011-12-30 23:59", "2011-12-31 09:59"),
        ("Samoa Pacific/Apia", "2011-12-31 00:00", "2011-12-30 10:00"),
    ] {
        for name in names.split(' ') {
            let found = zones.zone(name).utc(time(local));
            assert_eq!(found, Some(time(utc)), "{name} {local}");
        }
    }
}

#[test]
fn a_tzid_means_the_vtimezone_of_that_name() {
    let three = observance("19700101T000000", "+0300", "+0300", "");
    for (name, tzid) in [
        ("Europe/Berlin", "Europe/Berlin"),
        ("Europe/Berlin", "europe/berlin"),
        ("Europe/Berlin", "/Europe/Berlin"),
        ("/Europe/Berlin", "Europe/Berlin"),
        ("\"Europe/Berlin\"", "Europe/Berlin"),
        (" Europe/Berlin ", "EUROPE/BERLIN"),
        ("UTC", "UTC"),
        ("GMT+2", "GMT+2"),
        (
            "(UTC+01:00) Amsterdam\\, Berlin",
            "(UTC+01:00) Amsterdam, Berlin",
        ),
    ] {
        let zones = zones(&[&vtimezone(name, std::slice::from_ref(&three))]);
        let found = zones.zone(tzid).utc(time("2026-07-01 12:00"));
        assert_eq!(found, Some(time("2026-07-01 09:00")), "{name} {tzid}");
        let other = zones.zone("Europe/Rome").utc(time("2026-07-01 12:00"));
        assert_eq!(other, Some(time("2026-07-01 10:00")), "{name}");
    }
}

/// What is broken or empty counts as if it were not there.
#[test]
fn a_broken_vtimezone_means_nothing() {
    for observances in [
        vec![],
        vec!["DTSTART:19700101T000000|TZOFFSETFROM:+0300".to_owned()],
        vec!["DTSTART:19700101T000000|TZOFFSETTO:+0300".to_owned()],
        vec!["TZOFFSETFROM:+0300|TZOFFSETTO:+0300".to_owned()],
        vec![observance("19700101T000000", "+9900", "+0300", "")],
        vec![observance("19700101T000000", "+0300", "03:00h", "")],
        vec![observance("19701301T000000", "+0300", "+0300", "")],
        vec![observance(
            "19700101T000000",
            "+0300",
            "+0300",
            "|RRULE:FREQ=OFTEN",
        )],
        vec![observance(
            "19700101T000000",
            "+0300",
            "+0300",
            "|RRULE:FREQ=SECONDLY",
        )],
        vec![
            observance("19700101T000000", "+0300", "+0300", ""),
            observance("19700101T000000", "+0300", "three", ""),
        ],
    ] {
        let noon = time("2026-07-01 12:00");
        let [known, unknown] = ["Europe/Berlin", "Hall of Berlin"].map(|name| {
            let zones = zones(&[&vtimezone(name, &observances)]);
            assert_eq!(zones, CalendarZones::default(), "{observances:?}");
            zones.zone(name).utc(noon)
        });
        assert_eq!(known, Some(time("2026-07-01 10:00")), "{observances:?}");
        assert_eq!(unknown, None, "{observances:?}");
    }
}

#[test]
fn rules_end_and_dates_count() {
    let summer = "|RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z\
        |RDATE:20070311T020000,20080309T020000\
        |RDATE;VALUE=PERIOD:20090308T020000/PT1H";
    let winter = "|RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;COUNT=20\
        |RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU";
    let vtimezone = vtimezone(
        "Here",
        &[
            observance("19671029T020000", "-0400", "-0500", winter),
            observance("19870405T020000", "-0500", "-0400", summer),
            observance("18831118T120358", "-045602", "-0500", ""),
        ],
    );
    let zones = zones(&[&vtimezone]);
    for (local, utc) in [
        ("1850-01-01 00:00", "1850-01-01 04:56"),
        ("1900-01-01 00:00", "1900-01-01 05:00"),
        ("1986-07-01 00:00", "1986-07-01 05:00"),
        ("1987-07-01 00:00", "1987-07-01 04:00"),
        ("2006-04-02 01:59", "2006-04-02 06:59"),
        ("2006-04-02 03:00", "2006-04-02 07:00"),
        ("2007-03-11 03:00", "2007-03-11 07:00"),
        ("2008-07-01 00:00", "2008-07-01 04:00"),
        ("2009-07-01 00:00", "2009-07-01 04:00"),
        ("2010-07-01 00:00", "2010-07-01 05:00"),
    ] {
        let found = zones.zone("Here").utc(time(local)).expect("a zone");
        let to_the_minute = found - TimeDelta::seconds(found.and_utc().timestamp().rem_euclid(60));
        assert_eq!(to_the_minute, time(utc), "{local}");
    }
}

#[test]
fn definitions_are_equal_if_they_say_the_same() {
    let winter = observance(
        "19701025T030000",
        "+0200",
        "+0100",
        "|RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    );
    let summer = observance(
        "19700329T020000",
        "+0100",
        "+0200",
        "|RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    );
    let spelled = observance(
        "19700329T020000",
        "+01:00",
        "+020000",
        "|RRULE:bymonth=3;BYDAY=-1su;freq=yearly;INTERVAL=1|TZNAME:CEST",
    );
    let one = zones(&[&vtimezone("Here", &[winter.clone(), summer.clone()])]);
    let other = zones(&[&vtimezone(
        "HERE",
        &[spelled.clone(), winter.clone(), summer],
    )]);
    assert_eq!(one, other);
    assert_ne!(one, zones(&[&vtimezone("Here", &[winter])]));
    assert_ne!(one, zones(&[&vtimezone("There", &[spelled])]));
}

#[test]
fn hostile_vtimezones_come_to_an_end() {
    let never = "|RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30";
    let many = |count: usize, more: &str| -> Vec<String> {
        let seconds = 0..count;
        let start = |n| format!("1601{:02}01T0000{:02}", n % 12 + 1, n % 60);
        seconds
            .map(|n| observance(&start(n), "+0100", "+0200", &format!("{more}|X:{n}")))
            .collect()
    };
    for observances in [
        many(1, "|RRULE:FREQ=SECONDLY"),
        many(100_000, ""),
        many(60, never),
        many(
            60,
            "|RRULE:FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9;BYHOUR=1,2,3,4,5;BYSECOND=1,2,3",
        ),
    ] {
        let zones = zones(&[&vtimezone("Here", &observances)]);
        let _ = zones.zone("Here").utc(time("2026-07-01 12:00"));
    }
}

//! The VTIMEZONE that is published of a time zone.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::{TZ_VARIANTS, Tz};
use planfeed::ical::{Timezone, offset, transitions};

fn noon(year: i32, month: u32, day: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day)
        .and_then(|day| day.and_hms_opt(12, 0, 0))
        .expect("a day")
}

fn vtimezone(zone: Tz, instants: &[NaiveDateTime]) -> Option<String> {
    let mut bytes = Vec::new();
    Timezone::fit(zone, instants)?.write(&mut bytes);
    Some(String::from_utf8(bytes).expect("ASCII"))
}

/// Returns the times two hours before and after each change of clocks in those years, and noon of
/// their first and last days.
fn both_sides(zone: Tz, first: i32, last: i32) -> Vec<NaiveDateTime> {
    let (start, end) = (noon(first, 1, 1), noon(last, 12, 31));
    let around = transitions(zone, start, end)
        .into_iter()
        .flat_map(|change| {
            [
                change.at - TimeDelta::hours(2),
                change.at + TimeDelta::hours(2),
            ]
        });
    let mut instants: Vec<NaiveDateTime> = around.chain([start, end]).collect();
    instants.sort_unstable();
    instants
}

#[test]
fn changes_are_found_to_the_second() {
    let found = transitions(
        chrono_tz::Europe::Zurich,
        noon(2026, 1, 1),
        noon(2027, 1, 1),
    );
    let at = |month, day| {
        NaiveDate::from_ymd_opt(2026, month, day)
            .and_then(|day| day.and_hms_opt(1, 0, 0))
            .expect("a time")
    };
    let [winter, summer] = [1, 2].map(|hours| FixedOffset::east_opt(hours * 3600).expect("hours"));
    assert_eq!(
        found
            .iter()
            .map(|change| (change.at, change.from, change.to))
            .collect::<Vec<_>>(),
        [(at(3, 29), winter, summer), (at(10, 25), summer, winter)]
    );
}

/// Zones that change their clocks twice a year, or never, have a rule for every single year. For
/// those that do so more often, or once and for all, there is none, and times are in UTC.
#[test]
fn every_zone_has_a_rule_in_every_year_with_two_changes_or_none() {
    for zone in TZ_VARIANTS {
        for year in 2000..=2037 {
            let changes = transitions(zone, noon(year, 1, 1), noon(year, 12, 31));
            let is_regular = match &changes[..] {
                [] => true,
                [one, other] => (one.from, one.to) == (other.to, other.from),
                _ => false,
            };
            let written = vtimezone(zone, &both_sides(zone, year, year));
            assert_eq!(written.is_some(), is_regular, "{zone} {year}: {changes:?}");
            let written = written.unwrap_or_default();
            assert_eq!(
                written.matches("BEGIN:DAYLIGHT").count(),
                usize::from(is_regular && !changes.is_empty()),
                "{written}"
            );
        }
    }
}

#[test]
fn a_rule_holds_for_all_the_years_or_for_the_times_alone() {
    let new_york = chrono_tz::America::New_York;
    // In 2007 summer time began to begin earlier.
    assert_eq!(vtimezone(new_york, &both_sides(new_york, 2006, 2007)), None);
    let summers = vtimezone(new_york, &[noon(2006, 7, 1), noon(2007, 7, 1)]).expect("a rule");
    assert!(
        summers.contains("TZOFFSETTO:-0400") && summers.contains("BYMONTH=4;BYDAY=1SU"),
        "{summers}"
    );
    let years = vtimezone(new_york, &both_sides(new_york, 2007, 2030)).expect("a rule");
    assert!(
        years.contains("BYMONTH=3;BYDAY=2SU") && years.contains("BYMONTH=11;BYDAY=1SU"),
        "{years}"
    );
}

#[test]
fn nothing_is_told_of_times_before_rules_begin_or_of_offsets_with_seconds() {
    let zurich = vtimezone(chrono_tz::Europe::Zurich, &[noon(1969, 7, 1)]);
    assert_eq!(zurich, None);
    let monrovia = offset(chrono_tz::Africa::Monrovia, noon(1971, 7, 1));
    assert_ne!(monrovia.local_minus_utc() % 60, 0);
    let monrovia = vtimezone(chrono_tz::Africa::Monrovia, &[noon(1971, 7, 1)]);
    assert_eq!(monrovia, None);
}

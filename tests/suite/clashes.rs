//! Two events in one room: found in time, whatever the zones are, and never where it is not sure.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use planfeed::diagnostic::Code;
use proptest::prelude::*;

use crate::support::checked;

const PLAN: &str = "plan: { title: T, domain: example.org, revision: 2026-01-01, timezone: \
                    Europe/Paris }\nvenues: { hall: { name: Hall, address: High Street 1 } }\n";

/// Returns how many findings of a rule there are.
fn count(code: Code, events: &str) -> usize {
    let (_, plan, found) = checked(PLAN, events);
    assert!(plan.is_some(), "{events}{found:#?}");
    found.iter().filter(|finding| finding.code == code).count()
}

/// Returns whether two events clash, each given by its keys.
fn clash(one: &str, other: &str) -> bool {
    let events =
        format!("events:\n  - {{ id: a, title: A, {one} }}\n  - {{ id: b, title: B, {other} }}\n");
    count(Code::RoomClash, &events) == 1
}

#[test]
fn meetings_clash_in_time_and_not_by_what_clocks_show() {
    let london = "where: { name: Ship, timezone: Europe/London }, room: Deck";
    let paris = "where: { name: SHIP, timezone: Europe/Paris }, room: deck";
    let on = |day: &str, hours: &str, place: &str| format!("when: {day}, hours: {hours}, {place}");
    let ten = on("2026-05-05", "10:00-11:00", london);
    assert!(clash(&ten, &on("2026-05-05", "11:30-12:00", paris)));
    assert!(!clash(&ten, &on("2026-05-05", "10:00-11:00", paris)));
    // Clocks go forward at 2:00, so that 3:00 follows.
    let night = on("2026-03-28", "23:00-03:30", "room: Deck");
    assert!(clash(
        &night,
        &on("2026-03-29", "03:00-04:00", "room: DECK")
    ));
    assert!(!clash(
        &night,
        &on("2026-03-29", "03:30-04:00", "room: DECK")
    ));
}

#[test]
fn each_pair_of_series_is_reported_once() {
    let weekly = |id: &str, more: &str| {
        format!(
            "  - {{ id: {id}, title: {id}, when: 2026-05-05, hours: 10:00-11:00, where: hall, \
             repeat: {{ every: week, count: 50{more} }} }}\n"
        )
    };
    let events = format!(
        "events:\n{}{}{}",
        weekly("a", ""),
        weekly("b", ""),
        weekly("c", "")
    );
    assert_eq!(count(Code::RoomClash, &events), 3);
    let moved = ", instances: { 2026-05-12: { hours: 11:00-12:00 } }, except: 2026-05-05";
    let only = "  - { id: b, title: B, when: 2026-05-12, hours: 10:00-11:00, where: hall }\n";
    let events = format!("events:\n{}{only}", weekly("a", moved));
    assert_eq!(count(Code::RoomClash, &events), 0);
}

#[test]
fn a_hundred_thousand_meetings_in_one_room_are_compared() {
    let (mut apart, mut together) = ("events:\n".to_owned(), "events:\n".to_owned());
    for n in 0..100_000 {
        let (day, hour) = (n / 10, n % 10 + 10);
        let (year, month, day) = (1950 + day / 336, day % 336 / 28 + 1, day % 28 + 1);
        let event = format!("  - {{ id: e{n}, title: E{n}, where: hall, room: Deck");
        let hours = format!("hours: \"{hour}:00-{}:00\"", hour + 1);
        let _ = writeln!(
            apart,
            "{event}, when: {year}-{month:02}-{day:02}, {hours} }}"
        );
        let _ = writeln!(
            together,
            "{event}, when: 2026-05-05, hours: \"10:00-11:00\" }}"
        );
    }
    assert_eq!(count(Code::RoomClash, &apart), 0);
    assert_eq!(count(Code::RoomClash, &together), 1000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_clashes_are_those_of_each_two(
        meetings in prop::collection::vec((0..3_u32, 8..20_u32, 1..4_u32, 0..3_u32), 2..12)
    ) {
        let mut events = "events:\n".to_owned();
        for (n, (day, start, length, room)) in meetings.iter().enumerate() {
            let _ = writeln!(
                events,
                "  - {{ id: e{n}, title: E{n}, when: 2026-05-{:02}, hours: \"{start}:00-{}:00\", \
                 where: hall, room: Room {room} }}",
                day + 1,
                start + length,
            );
        }
        let mut expected = BTreeSet::new();
        for (n, (day, start, length, room)) in meetings.iter().enumerate() {
            for (m, (other_day, other, other_length, other_room)) in
                meetings.iter().enumerate().skip(n + 1)
            {
                let is_there = day == other_day && room == other_room;
                if is_there && start < &(other + other_length) && other < &(start + length) {
                    expected.insert((n, m));
                }
            }
        }
        prop_assert_eq!(count(Code::RoomClash, &events), expected.len(), "{}", events);
    }
}

//! Recurrence rules of anyone: what they name, and which of them say the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{NaiveDate, NaiveDateTime};
use planfeed::ical::Rrule;
use proptest::prelude::*;

/// Rules, starts, the first times that they name, and who says so besides.
const RULES: &str = include_str!("rules.tsv");

fn time(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap()
}

fn first_times(rule: &str, start: &str, most: usize) -> Vec<String> {
    let until = rule.split(';').find_map(|part| part.strip_prefix("UNTIL="));
    let times = Rrule::read(rule)
        .unwrap()
        .times(time(start), until.map(time));
    let times = times.take(most);
    times
        .map(|time| time.format("%Y%m%dT%H%M%S").to_string())
        .collect()
}

#[test]
fn rules_name_the_times_that_others_agree_on() {
    for line in RULES.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [rule, start, times, _] = cells[..] else {
            panic!("{line}");
        };
        let goes_on = times.ends_with(" ...");
        let expected: Vec<&str> = times.trim_end_matches(" ...").split_whitespace().collect();
        let mut found = first_times(rule, start, expected.len() + 1);
        if goes_on {
            found.pop();
        }
        assert_eq!(found, expected, "{rule} from {start}");
    }
}

#[test]
fn rules_that_say_the_same_are_equal() {
    for (one, other) in [
        ("FREQ=WEEKLY;BYDAY=TU,TH", "byday=th,tu;freq=weekly"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=WEEKLY; BYDAY=TU, TH, TU;"),
        (
            "FREQ=WEEKLY;BYDAY=TU",
            "FREQ=WEEKLY;INTERVAL=1;WKST=SU;BYWEEKDAY=TU",
        ),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=+1MO;WKST=MO"),
        ("FREQ=DAILY;BYDAY=MO", "FREQ=DAILY;BYDAY=+1MO;X-LABEL=1"),
        ("FREQ=DAILY", "FREQ=DAILY;INTERVAL=0"),
        ("FREQ=DAILY", "RSCALE=GREGORIAN;FREQ=DAILY;SKIP=FORWARD"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=3",
            "FREQ=MONTHLY;BYMONTHDAY=03;SKIP=BACKWARD",
        ),
        ("FREQ=MINUTELY;BYSECOND=59", "FREQ=MINUTELY;BYSECOND=60"),
    ] {
        assert_eq!(Rrule::read(one), Rrule::read(other), "{other}");
        assert!(Rrule::read(one).is_some());
    }
    for (one, other) in [
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
        ),
        (
            "FREQ=DAILY;UNTIL=20260601",
            "FREQ=DAILY;UNTIL=20260601T000000Z",
        ),
        ("FREQ=MONTHLY", "FREQ=MONTHLY;RSCALE=GREGORIAN;SKIP=FORWARD"),
        ("FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=-1MO"),
    ] {
        assert_ne!(Rrule::read(one), Rrule::read(other), "{other}");
    }
}

#[test]
fn parts_that_say_nothing_are_passed_over() {
    let daily = Rrule::read("FREQ=DAILY");
    for rule in [
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;UNTL=20260601",
        "AnythingRandom;FREQ=DAILY",
        "FREQ=DAILY\\;INTERVAL=1 ",
    ] {
        assert_eq!(Rrule::read(rule), daily, "{rule}");
    }
}

#[test]
fn a_rule_that_is_not_understood_is_not_read() {
    for rule in [
        "",
        "COUNT=3",
        "FREQ=FORTNIGHTLY",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ=DAILY;BYMONTHDAY=0",
        "FREQ=DAILY;BYHOUR=24",
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;BYEASTER=1",
        "FREQ=DAILY;UNTIL=soon",
        "FREQ=DAILY;COUNT",
        "FREQ=YEARLY;RSCALE=CHINESE",
        "FREQ=DAILY;BYDAY=\u{e9}MO",
    ] {
        assert_eq!(Rrule::read(rule), None, "{rule}");
    }
}

/// RFC 7529 §4.1 and its examples.
#[test]
fn skip_moves_days_that_a_month_does_not_have() {
    for (rule, start, expected) in [
        (
            "FREQ=MONTHLY;SKIP=BACKWARD",
            "20140131T000000",
            "0131 0228 0331 0430",
        ),
        (
            "FREQ=MONTHLY;SKIP=FORWARD",
            "20140131T000000",
            "0131 0301 0331 0501",
        ),
        (
            "FREQ=MONTHLY;SKIP=OMIT",
            "20140131T000000",
            "0131 0331 0531 0731",
        ),
        (
            "FREQ=YEARLY;SKIP=BACKWARD",
            "20160229T000000",
            "0229 0228 0228 0228",
        ),
        (
            "FREQ=YEARLY;SKIP=FORWARD",
            "20160229T000000",
            "0229 0301 0301 0301",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;SKIP=FORWARD",
            "20141231T000000",
            "1231 0301 0501 0701",
        ),
    ] {
        let rule = format!("RSCALE=GREGORIAN;{rule}");
        let found = first_times(&rule, start, 4);
        let found: Vec<&str> = found.iter().map(|time| &time[4..8]).collect();
        assert_eq!(found.join(" "), expected, "{rule}");
    }
}

fn any_rule() -> impl Strategy<Value = String> {
    let frequency = prop::sample::select(vec![
        "YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY",
    ]);
    let part = prop::sample::select(vec![
        "INTERVAL=0",
        "INTERVAL=2",
        "INTERVAL=65535",
        "INTERVAL=4294967295",
        "COUNT=0",
        "COUNT=3",
        "COUNT=4294967295",
        "BYMONTH=2",
        "BYMONTH=1,12",
        "BYWEEKNO=1,53,-1,-53",
        "BYWEEKNO=20",
        "BYYEARDAY=1,366,-366",
        "BYMONTHDAY=31,-31",
        "BYMONTHDAY=30",
        "BYDAY=MO,5TU,-5WE",
        "BYDAY=53SU,-53MO",
        "BYDAY=SA",
        "BYHOUR=0,23",
        "BYMINUTE=7",
        "BYSECOND=60,0",
        "BYSETPOS=1,-1",
        "BYSETPOS=366,-366",
        "WKST=SU",
        "SKIP=FORWARD",
        "SKIP=BACKWARD",
        "RSCALE=GREGORIAN",
        "UNTIL=00010101",
        "X-A=1",
        "",
    ]);
    (frequency, prop::collection::vec(part, 0..6))
        .prop_map(|(frequency, parts)| format!("FREQ={frequency};{}", parts.join(";")))
}

proptest! {
    /// Also rules that never hit come to an end, and no year is too late.
    #[test]
    fn times_are_in_order_and_from_the_start_on(
        rule in any_rule(),
        year in prop::sample::select(vec![0, 1, 1900, 2026, 9600, 9999]),
        day in 1u32..=365,
        second in 0u32..86_400,
    ) {
        let start = NaiveDate::from_yo_opt(year, day).unwrap();
        let start = start.and_hms_opt(second / 3600, second / 60 % 60, second % 60).unwrap();
        let rule = Rrule::read(&rule).unwrap();
        let times: Vec<NaiveDateTime> = rule.times(start, None).take(50).collect();
        prop_assert!(times.is_sorted_by(|one, next| one < next));
        prop_assert!(times.iter().all(|time| *time >= start));
    }

    /// The order of parts, the case and spaces say nothing.
    #[test]
    fn a_rule_spelled_otherwise_is_the_same(rule in any_rule()) {
        // A part that comes twice has the last value.
        let mut parts: Vec<&str> = rule.split(';').collect();
        parts.sort_by_key(|part| part.split('=').next());
        let names: Vec<_> = parts.iter().map(|part| part.split('=').next()).collect();
        prop_assume!(names.is_sorted_by(|one, next| one < next));
        let other = parts.join(" ; ").to_lowercase();
        let [one, other] = [Rrule::read(&rule), Rrule::read(&other)];
        prop_assert_eq!(&one, &other);
        prop_assert_eq!(hash(&one), hash(&other));
    }

    #[test]
    fn nothing_that_is_read_as_a_rule_panics(text in "(FREQ=[A-Z]{5,8};)?[A-Z=;,0-9+é -]{0,40}") {
        let _ = Rrule::read(&text);
    }
}

fn hash(rule: &Option<Rrule>) -> u64 {
    let mut hasher = DefaultHasher::new();
    rule.hash(&mut hasher);
    hasher.finish()
}

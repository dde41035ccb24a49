//! Facts about days, times, zones and rules, and about stamps.

use std::collections::BTreeSet;

use planfeed::history::Ledger;
use planfeed::ical::{ContentLine, content_lines};

use super::{PUBLISHED, SMALL, all, entry_of, every_entry, first, is_day, nowhere};
use super::{parameter, publication, sources, text};

/// Outlook skips an event with RDATE alone, and Apple shows its first day only.
#[test]
fn no_rdate() {
    nowhere(&["RDATE", "EXRULE"]);
}

/// Google drops the last day of an inclusive DTEND, and Outlook shows 00:00 where it is DTSTART.
#[test]
fn whole_days_have_an_end_after_them() {
    every_entry(|entry| {
        let start = first(entry, "DTSTART").filter(|&start| is_day(start))?;
        let end = first(entry, "DTEND").filter(|&end| is_day(end));
        let is_after = end.is_some_and(|end| end.value > start.value);
        (!is_after).then(|| format!("{} to {end:?}", start.value))
    });
}

/// Many clients take a time without a zone for UTC: each time has a TZID or a Z, and never both.
#[test]
fn no_time_floats() {
    let times = ["DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE"];
    every_entry(|entry| {
        let times = entry
            .iter()
            .filter(|line| times.contains(&line.name.as_str()));
        let mut times = times.filter(|line| !is_day(line));
        let fault =
            times.find(|line| parameter(line, "TZID").is_some() == line.value.ends_with('Z'));
        fault.map(|line| format!("{line:?}"))
    });
}

/// Outlook is hours off where a zone is not described, and looks for it in the same file.
#[test]
fn every_zone_is_described_in_its_file() {
    for calendar in &*PUBLISHED {
        let zones = calendar.components("VTIMEZONE").into_iter();
        let described: BTreeSet<_> = zones.map(|zone| text(zone, "TZID")).collect();
        let used = calendar
            .lines
            .iter()
            .filter_map(|line| parameter(line, "TZID"));
        let used: BTreeSet<_> = used.map(str::to_owned).collect();
        assert_eq!(described, used, "{}", calendar.place());
    }
}

/// Outlook reads one STANDARD and one DAYLIGHT, each by a yearly rule on a numbered weekday, and
/// Outlook.com refuses offsets with seconds.
#[test]
fn zones_have_one_rule() {
    for calendar in &*PUBLISHED {
        for zone in calendar.components("VTIMEZONE") {
            let begins = all(zone, "BEGIN").into_iter().skip(1);
            let kinds: Vec<_> = begins.map(|begin| begin.value.as_str()).collect();
            assert!(
                matches!(kinds[..], ["STANDARD"] | ["STANDARD", "DAYLIGHT"]),
                "{kinds:?}"
            );
            let rules = all(zone, "RRULE");
            assert_eq!(
                rules.len(),
                if kinds.len() == 1 { 0 } else { 2 },
                "{rules:?}"
            );
            for rule in rules {
                let parts: Vec<_> = rule.value.split(';').collect();
                let [frequency, month, day] = parts[..] else {
                    panic!("{parts:?}")
                };
                assert_eq!(frequency, "FREQ=YEARLY");
                assert!(
                    month.starts_with("BYMONTH=") && day.starts_with("BYDAY="),
                    "{parts:?}"
                );
                assert!(day.contains(|c: char| c.is_ascii_digit()), "{day}");
            }
            for offset in ["TZOFFSETFROM", "TZOFFSETTO"] {
                assert!(
                    all(zone, offset).iter().all(|line| line.value.len() == 5),
                    "{zone:?}"
                );
            }
            let starts = all(zone, "DTSTART");
            assert!(
                starts.iter().all(|start| start.value.starts_with("1970")),
                "{starts:?}"
            );
        }
    }
}

/// Google resolves no name of a zone that is not a place's, and takes the reader's zone instead.
#[test]
fn zones_have_the_names_of_places() {
    let small = PUBLISHED.iter().find(|calendar| calendar.plan == "small");
    let zones = small.expect("the feed of all").components("VTIMEZONE");
    let names: Vec<_> = zones.into_iter().map(|zone| text(zone, "TZID")).collect();
    let expected = [
        "America/New_York",
        "Asia/Kolkata",
        "Atlantic/Reykjavik",
        "Europe/London",
    ];
    assert_eq!(names, expected);
}

/// Classic Outlook and strict readers want UTC as RFC 5545 has it: with a Z, and without a zone.
#[test]
fn utc_is_written_with_z() {
    for calendar in &*PUBLISHED {
        let mut used = calendar
            .lines
            .iter()
            .filter_map(|line| parameter(line, "TZID"));
        let fault =
            used.find(|zone| ["UTC", "GMT", "Zulu"].contains(zone) || zone.starts_with("Etc/"));
        assert_eq!(fault, None, "{}", calendar.place());
    }
    let sea = entry_of("small", "sea@small.test");
    assert_eq!(text(sea, "DTSTART"), "20260504T100000Z");
    assert_eq!(text(sea, "RRULE"), "FREQ=DAILY;UNTIL=20260508T100000Z");
}

/// Home Assistant refuses a whole file for an UNTIL in local time where DTSTART has a zone.
#[test]
fn until_is_in_utc_or_a_day() {
    every_entry(|entry| {
        let rule = first(entry, "RRULE")?;
        let until = rule
            .value
            .split(';')
            .find_map(|part| part.strip_prefix("UNTIL="))?;
        let is_right = if is_day(first(entry, "DTSTART")?) {
            until.len() == 8
        } else {
            until.len() == 16 && until.ends_with('Z')
        };
        (!is_right).then(|| until.to_owned())
    });
}

/// Outlook follows one day of the month in a rule.
#[test]
fn rules_of_months_have_one_day() {
    every_entry(|entry| {
        let rule = &first(entry, "RRULE")?.value;
        let is_monthly = rule.contains("FREQ=MONTHLY") || rule.contains("FREQ=YEARLY");
        let mut parts = rule.split(';');
        let several = parts.any(|part| part.starts_with("BY") && part.contains(','));
        (is_monthly && several).then(|| rule.clone())
    });
}

/// Clients show a meeting that is left out unless EXDATE is of the kind and the zone of DTSTART.
#[test]
fn exceptions_are_written_as_starts_are() {
    every_entry(|entry| {
        let start = first(entry, "DTSTART")?;
        let mut others = all(entry, "EXDATE").into_iter();
        let fault = others.find(|&other| form(other) != form(start));
        fault.map(|other| format!("{other:?}"))
    });
}

/// Returns what times and days have in common that are of one kind and zone.
fn form(line: &ContentLine) -> (bool, Option<&str>, usize) {
    (is_day(line), parameter(line, "TZID"), line.value.len())
}

/// Home Assistant loses all for a missing DTSTAMP; Google and ICSx5 keep what has no newer stamp.
#[test]
fn every_entry_has_a_stamp() {
    every_entry(|entry| {
        let [stamp, modified, sequence] =
            ["DTSTAMP", "LAST-MODIFIED", "SEQUENCE"].map(|name| text(entry, name));
        let is_right = stamp == modified && stamp.ends_with('Z') && sequence.parse::<u32>().is_ok();
        (!is_right).then(|| format!("{stamp} {modified} {sequence}"))
    });
}

/// Google keeps an old entry unless SEQUENCE rises, ICSx5 unless LAST-MODIFIED does; what has not
/// changed keeps its bytes.
#[test]
fn stamps_rise_with_a_change() {
    let [plan, events] = SMALL.map(|(_, text)| text);
    let later = plan.replace("2026-01-01", "2026-02-01");
    let moved = events.replace("title: Kolkata, when: 4 May", "title: Kolkata, when: 6 May");
    let before = publication(sources(&SMALL), &Ledger::none());
    let published = before.bytes(&before.files()[0]);
    let ledger = Ledger::read(&published, None, None).expect("a ledger");
    let revised = sources(&[("plan.yaml", &later), ("events.yaml", &moved)]);
    let after = publication(revised, &ledger);
    let bytes = after.bytes(&after.files()[0]);
    let lines: Vec<_> = content_lines(&bytes).collect();
    let stamp = |uid: &str| {
        let at = lines
            .iter()
            .position(|line| line.name == "UID" && line.value == uid);
        let entry = &lines[at.expect("the entry")..];
        ["SEQUENCE", "LAST-MODIFIED"].map(|name| text(entry, name))
    };
    assert_eq!(stamp("kolkata@small.test"), ["1", "20260201T000000Z"]);
    assert_eq!(stamp("iceland@small.test"), ["0", "20260101T000000Z"]);
}

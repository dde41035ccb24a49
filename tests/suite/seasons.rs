//! Dates that print no year: the one that the event, its phase or its file gives them.

use planfeed::phrase::{Context, GivenYear, Grammar, read};
use planfeed::plan::{DateRange, Plan};
use proptest::prelude::*;

use crate::support::checked;

/// Dates, the years and the phase that are given, and the line of the date or the rule that refuses
/// it.
const SEASONS: &str = include_str!("seasons.tsv");

/// Returns what `check` makes of one event: its plan, or the codes of all errors.
fn planned(when: &str, own: &str, file: &str, phase: &str) -> Result<Plan, Vec<String>> {
    let head = "plan: { title: T, domain: example.org, revision: 1900-01-01 }\n";
    let plan = match phase {
        "" => head.to_owned(),
        dates => format!("{head}phases: {{ p: {{ title: P, dates: {dates} }} }}\n"),
    };
    let mut events = String::new();
    for (key, value) in [
        ("phase", if phase.is_empty() { "" } else { "p" }),
        ("year", file),
    ] {
        if !value.is_empty() {
            events.push_str(&format!("{key}: {value}\n"));
        }
    }
    events.push_str(&format!(
        "events:\n  - id: a\n    title: A\n    when: \"{when}\"\n"
    ));
    if !own.is_empty() {
        events.push_str(&format!("    year: {own}\n"));
    }
    let (_, plan, findings) = checked(&plan, &events);
    plan.ok_or_else(|| findings.iter().map(|it| it.code.to_string()).collect())
}

#[test]
fn the_year_is_found_where_the_plan_says_it() {
    for row in SEASONS.lines().skip(1) {
        let [when, own, file, phase, expected] = *row.split('\t').collect::<Vec<_>>().as_slice()
        else {
            panic!("five columns: {row}");
        };
        match (
            planned(when, own, file, phase),
            expected.strip_prefix("refused: "),
        ) {
            (Ok(plan), None) => assert_eq!(plan.events[0].when.to_string(), expected, "{row}"),
            (Err(codes), Some(code)) => assert_eq!(codes, [code], "{row}"),
            (found, _) => panic!(
                "{row}: found {:?}",
                found.map(|plan| plan.events[0].when.to_string())
            ),
        }
    }
}

/// Every suggestion of a refusal is read as what it says, in the same context.
#[test]
fn suggestions_for_a_year_are_read_as_what_they_say() {
    for row in SEASONS.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let year: Option<GivenYear> = fields[1].parse().or(fields[2].parse()).ok();
        let context = Context {
            year: year.map(|year| year.days(None)),
            ..Context::default()
        };
        let grammar = Grammar::new(&planfeed::language::ENGLISH);
        let Err(refusal) = read(&grammar, fields[0], context) else {
            continue;
        };
        for suggestion in refusal.suggestions {
            let again = read(&grammar, &suggestion.text, context).map(|it| it.when.to_string());
            assert_eq!(again, Ok(suggestion.meaning), "{row}");
        }
    }
}

#[test]
fn an_open_date_is_within_its_year() {
    for (own, file, phase, window) in [
        ("", "2026", "", "2026-01-01/2026-12-31"),
        ("", "2025/26", "", "2025-08-01/2026-07-31"),
        ("", "2025-09/2026-06", "", "2025-09-01/2026-06-30"),
        (
            "",
            "2025/26",
            "September 2025 – June 2026",
            "2025-09-01/2026-06-30",
        ),
        (
            "2026",
            "",
            "September 2025 – June 2026",
            "2026-01-01/2026-06-30",
        ),
        (
            "2024",
            "",
            "September 2025 – June 2026",
            "2024-01-01/2024-12-31",
        ),
    ] {
        let plan = planned("TBC", own, file, phase).expect("a plan");
        assert_eq!(
            plan.events[0].window.to_string(),
            window,
            "{own} {file} {phase}"
        );
    }
}

#[test]
fn a_meeting_moves_over_new_year() {
    let head = "plan: { title: T, domain: example.org, revision: 1900-01-01 }\n";
    let events = "year: 2025/26\nevents:\n  - id: a\n    title: A\n    when: 1 December\n    \
                  repeat: { every: week, count: 6, instances: { \
                  2025-12-29: { when: 31 December – 1 January }, \
                  2026-01-05: { when: 30 December } } }\n";
    let (_, plan, findings) = checked(head, events);
    let plan = plan.unwrap_or_else(|| panic!("{findings:#?}"));
    let overrides = plan.events[0].overrides.values();
    let days: Vec<String> = overrides.map(|it| it.when.to_string()).collect();
    assert_eq!(days, ["2025-12-31/2026-01-01", "2025-12-30"]);
}

#[test]
fn a_year_that_is_not_known_is_not_reported_of_its_dates() {
    let head = "plan: { title: T, domain: example.org, revision: 1900-01-01 }\n";
    let event = "events: [{ id: a, title: A, when: 5 May }, { id: b, title: B, when: TBC }]\n";
    for (plan, file, code) in [
        (
            "phases: { p: { title: P, dates: May } }\n",
            "phase: p\n",
            "date-without-year",
        ),
        (
            "phases: { p: { title: P, dates: [] } }\n",
            "phase: p\n",
            "wrong-type",
        ),
        ("", "phase: p\n", "unknown-phase"),
        (
            "phases: { p: { title: P } }\n",
            "phase: [p]\n",
            "wrong-type",
        ),
        ("", "year: 2025-26\n", "bad-year"),
        ("", "year: []\n", "wrong-type"),
        ("", "year: 1830\n", "out-of-range"),
        ("phases: []\n", "phase: p\n", "wrong-type"),
    ] {
        let (_, _, findings) = checked(&format!("{head}{plan}"), &format!("{file}{event}"));
        let codes: Vec<String> = findings.iter().map(|it| it.code.to_string()).collect();
        assert_eq!(codes, [code], "{plan}{file}");
    }
}

/// Returns the first day and the last of what is read.
fn days(phrase: &str, year: &str) -> Option<DateRange> {
    let grammar = Grammar::new(&planfeed::language::ENGLISH);
    let year: GivenYear = year.parse().expect("a year");
    let context = Context {
        year: Some(year.days(None)),
        ..Context::default()
    };
    read(&grammar, phrase, context).ok()?.when.span()
}

proptest! {
    #[test]
    fn a_date_in_a_season_is_within_it(first in 0u32..365, length in 1u64..100, year in 1950i32..2150, start in 1u32..13) {
        use chrono::{Datelike, Days, NaiveDate};
        let season = DateRange::months(year, start, 12).expect("months");
        let given = format!("{}/{}", season.first().format("%Y-%m"), season.last().format("%Y-%m"));
        let day = season.first() + Days::new(first.into());
        let run = DateRange::days_from(day, length).expect("days");
        let without_year = |day: NaiveDate| day.format("%-d %B").to_string();
        let printed = format!("{} – {}", without_year(run.first()), without_year(run.last()));
        let read = days(&printed, &given);
        if season.first() <= run.first() && run.last() <= season.last() && length > 1 {
            prop_assert_eq!(read, Some(run), "{} in {}", printed, given);
        } else if let Some(read) = read {
            prop_assert!(season.first() <= read.first() && read.last() <= season.last());
        }
        prop_assert_eq!(days(&without_year(day), &given), Some(DateRange::days_from(day, 1).expect("a day")));
        prop_assert!(day.year() == year || day.year() == year + 1);
    }

    #[test]
    fn a_calendar_year_is_its_twelve_months(phrase in "(Mon |w/c |late |by |mid-)?[123]?[0-9]? ?(May|December|January|Q1|H2)?( – [1-9] (May|December|January))?", year in 1950i32..2150) {
        prop_assert_eq!(days(&phrase, &year.to_string()), days(&phrase, &format!("{year}-01/{year}-12")));
    }
}

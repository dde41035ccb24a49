//! Printed hours: hundreds as data, and laws for all others.

use std::sync::LazyLock;

use planfeed::language::ALL;
use planfeed::phrase::{
    Context, GivenYear, Grammar, HoursReading, Refusal, read as read_date, read_hours,
};
use planfeed::plan::DayHours;
use proptest::prelude::*;

/// Hours collected from public plans, programmes and calendars.
const PRINTED: &str = include_str!("hours-printed.tsv");
/// Hours that are made up, to try what the printed ones leave out.
const MADE: &str = include_str!("hours-made.tsv");

/// Dates with a time of day.
const TIMED: &str = include_str!("hours-when.tsv");

static GRAMMARS: LazyLock<Vec<(&str, Grammar)>> = LazyLock::new(|| {
    ALL.iter()
        .map(|language| (language.code, Grammar::new(language)))
        .collect()
});

fn grammar(code: &str) -> &'static Grammar {
    let found = GRAMMARS.iter().find(|(other, _)| *other == code);
    found.map(|(_, grammar)| grammar).expect("a language")
}

/// One row: the hours as printed, their language, and the line that is meant, with the zone behind
/// it, and with `?` where a doubt is reported; or `refused`, and why.
struct Case {
    printed: &'static str,
    language: &'static str,
    expected: &'static str,
}

fn cases(table: &'static str) -> Vec<Case> {
    let case = |line: &'static str| {
        let fields: Vec<&str> = line.split('\t').collect();
        Case {
            printed: fields[0],
            language: fields[1],
            expected: fields[2],
        }
    };
    table.lines().skip(1).map(case).collect()
}

fn all_cases() -> Vec<Case> {
    cases(PRINTED).into_iter().chain(cases(MADE)).collect()
}

fn read(case: &Case) -> Result<HoursReading, Refusal> {
    read_hours(grammar(case.language), case.printed)
}

/// Returns the hours of a reading as a line, with the zone as it is printed.
fn line(printed: &str, reading: &HoursReading) -> String {
    let mut line = reading.hours.to_string();
    if let Some(zone) = &reading.zone {
        let name: String = printed
            .chars()
            .skip(zone.at.start)
            .take(zone.at.len())
            .collect();
        line = format!("{line} {name}");
    }
    if let Some(doubt) = &reading.doubt {
        line = format!("{line} or {doubt}");
    }
    line
}

fn faults(table: &'static str, shows_doubt: bool) -> Vec<String> {
    let mut faults = Vec::new();
    for case in cases(table) {
        let mut found = read(&case);
        if let (Ok(reading), false) = (&mut found, shows_doubt) {
            reading.doubt = None;
        }
        let found = found.map(|reading| line(case.printed, &reading));
        let agrees = match &found {
            Ok(line) => line == case.expected,
            Err(_) => case.expected.starts_with("refused"),
        };
        if !agrees {
            let found =
                found.map_err(|refusal| format!("{} | {}", refusal.message, refusal.help()));
            faults.push(format!(
                "{} ({}): expected {}, found {found:?}",
                case.printed, case.language, case.expected
            ));
        }
    }
    faults
}

#[test]
fn printed_hours_are_read_as_printed() {
    let faults = faults(PRINTED, false);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn made_hours_are_read_as_meant() {
    let faults = faults(MADE, true);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// A time of day beside a date is the hours, if it is clearly one.
#[test]
fn dates_with_a_time_are_read_as_both() {
    let mut faults = Vec::new();
    for row in TIMED.lines().skip(1) {
        let fields: Vec<&str> = row.split('\t').collect();
        let (printed, grammar, expected) = (fields[0], grammar(fields[1]), fields[3]);
        let context = Context {
            year: fields[2]
                .parse::<GivenYear>()
                .ok()
                .map(|year| year.days(None)),
            ..Context::default()
        };
        let found = read_date(grammar, printed, context).map(|reading| {
            let hours = reading.hours.as_ref().map(|hours| line(printed, hours));
            format!("{}, {}", reading.when, hours.unwrap_or_default())
        });
        let agrees = match &found {
            Ok(line) => line == expected,
            Err(_) => expected == "refused",
        };
        if !agrees {
            faults.push(format!("{printed}: expected {expected}, found {found:?}"));
        }
        for suggestion in found.err().iter().flat_map(|refusal| &refusal.suggestions) {
            let again = read_date(grammar, &suggestion.text, context);
            assert!(again.is_ok(), "{printed}: {suggestion:?}");
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// The line of what is read means the same in every language.
#[test]
fn the_line_of_every_reading_is_read_back() {
    for case in all_cases() {
        let Ok(reading) = read(&case) else { continue };
        let line = reading.hours.to_string();
        assert_eq!(
            line.parse::<DayHours>().as_ref(),
            Ok(&reading.hours),
            "{}",
            case.printed
        );
        for language in ALL {
            let again = read_hours(grammar(language.code), &line).map(|again| again.hours);
            assert_eq!(again.as_ref(), Ok(&reading.hours), "{}", case.printed);
        }
    }
}

/// Every refusal names a part of the text, and says what to write.
#[test]
fn every_refusal_has_a_place_and_a_way_out() {
    for case in all_cases() {
        let Err(refusal) = read(&case) else { continue };
        let length = case.printed.chars().count();
        assert!(
            refusal.at.start <= length && refusal.at.end <= length,
            "{}",
            case.printed
        );
        assert!(
            !refusal.message.is_empty() && !refusal.help().is_empty(),
            "{}",
            case.printed
        );
    }
}

/// Every suggestion is read in every language, and means what it says.
#[test]
fn every_suggestion_is_read_as_it_says() {
    for case in all_cases() {
        let Err(refusal) = read(&case) else { continue };
        for suggestion in &refusal.suggestions {
            for language in ALL {
                let again = read_hours(grammar(language.code), &suggestion.text);
                let again = again.map(|again| (again.hours.to_string(), again.doubt));
                let expected = (suggestion.meaning.clone(), None);
                assert_eq!(again, Ok(expected), "{}", case.printed);
            }
        }
    }
}

/// Generates fragments of hours in any order, which are more often nearly hours than any text.
fn nearly_hours() -> impl Strategy<Value = String> {
    let fragments = "5|9|12|7|19|19:30|7.30|0930|24:00|9 h|19h30|10,30|am|pm|a. m.|noon|midnight|midi|minuit|mediodía|TBC|(TBA)|à confirmer|approx.|vers|-|–|/|,|;|.|and|et|y|to|à|a|a las|de|from|between|until|UTC|CET|+2|local time|(|)|or|o'clock|half past|doors|for|du soir|de la tarde|all day|next day|KO|:|last entry";
    let fragments: Vec<&str> = fragments.split('|').collect();
    prop::collection::vec(prop::sample::select(fragments), 1..10).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn no_text_is_too_much(printed in any::<String>()) {
        let _ = read_hours(grammar("en"), &printed);
    }

    #[test]
    fn what_is_read_is_a_line_that_is_read_back(printed in nearly_hours(), glued in any::<bool>(), language in prop::sample::select(ALL.to_vec())) {
        let printed = if glued { printed.replace(' ', "") } else { printed };
        let grammar = grammar(language.code);
        if let Ok(reading) = read_hours(grammar, &printed) {
            let line = reading.hours.to_string();
            let again = read_hours(grammar, &line).map(|again| again.hours);
            prop_assert_eq!(again.as_ref(), Ok(&reading.hours), "{} → {}", printed, line);
        }
    }
    /// A time with am or pm is in that half of the day; a session with one such time lasts less
    /// than half a day.
    #[test]
    fn am_and_pm_are_never_changed(printed in ranges_with_halves()) {
        let text: Vec<String> = printed.iter().map(|times| times.join("-")).collect();
        let text = text.join(", ");
        if let Ok(reading) = read_hours(grammar("en"), &text) {
            let sessions = reading.hours.sessions;
            prop_assert_eq!(sessions.len(), printed.len(), "{}", text);
            for (session, times) in sessions.iter().zip(&printed) {
                let ends = minutes_of(&session.to_string());
                for (time, printed) in ends.iter().zip(times) {
                    let is_pm = time % 1440 >= 720;
                    prop_assert!(!printed.ends_with("am") || !is_pm, "{}: {}", text, session);
                    prop_assert!(!printed.ends_with("pm") || is_pm, "{}: {}", text, session);
                    let is_24 = printed.starts_with('0');
                    prop_assert!(!is_24 || !is_pm, "{}: {}", text, session);
                }
                let halves = times.iter().filter(|time| time.ends_with('m')).count();
                if let ([start, end], 1) = (ends.as_slice(), halves) {
                    let minutes = (end + 1440 - start) % 1440;
                    prop_assert!(minutes < 720, "{}: {}", text, session);
                }
            }
        }
    }
}

/// Generates starts and ranges, with and without am, pm and zeros before the hour.
fn ranges_with_halves() -> impl Strategy<Value = Vec<Vec<String>>> {
    let part = prop::sample::select(vec!["", "", "am", "pm"]);
    let minute = prop::sample::select(vec!["", ":30"]);
    let time = (1..=12, minute, part).prop_map(|(hour, minute, part)| {
        if part.is_empty() && minute == ":30" && hour % 3 == 0 {
            format!("{hour:02}{minute}")
        } else {
            format!("{hour}{minute}{part}")
        }
    });
    let times = prop::collection::vec(time, 1..=2);
    prop::collection::vec(times, 1..4)
}

/// Returns the minutes of each time in the line of a session.
fn minutes_of(line: &str) -> Vec<u32> {
    let times = line.split('-').map(|time| {
        let (hour, minute) = time.split_once(':').expect("a time");
        let number = |figures: &str| figures.parse::<u32>().expect("a number");
        number(hour) * 60 + number(minute)
    });
    times.collect()
}

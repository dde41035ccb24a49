//! Printed dates: hundreds as data, and laws for all others.

use std::sync::LazyLock;

use planfeed::language::ALL;
use planfeed::phrase::{Context, DateOrder, GivenYear, Grammar, Weeks, read, words};
use planfeed::plan::When;
use proptest::prelude::*;

/// Dates collected from public plans, programmes and calendars.
const PRINTED: &str = include_str!("phrases-printed.tsv");
/// Dates that are made up, to try what the printed ones leave out.
const MADE: &str = include_str!("phrases-made.tsv");

/// Grammars by language, each with that language as the plan's.
static GRAMMARS: LazyLock<Vec<(&str, Grammar)>> = LazyLock::new(|| {
    ALL.iter()
        .map(|language| (language.code, Grammar::new(language)))
        .collect()
});

fn grammar(code: &str) -> &'static Grammar {
    GRAMMARS
        .iter()
        .find(|(other, _)| *other == code)
        .map(|(_, grammar)| grammar)
        .expect("a language that is known")
}

struct Case {
    phrase: &'static str,
    language: &'static str,
    context: Context,
    /// Line of the date, or `refused`.
    expected: &'static str,
}

fn cases(table: &'static str) -> Vec<Case> {
    fn case(line: &'static str) -> Case {
        let fields: Vec<&str> = line.split('\t').collect();
        let (mut order, mut weeks) = (None, None);
        for setting in fields[3].split_whitespace() {
            match setting {
                "dmy" => order = Some(DateOrder::Dmy),
                "mdy" => order = Some(DateOrder::Mdy),
                "iso" => weeks = Some(Weeks::Iso),
                day => weeks = Some(Weeks::From(day.parse().expect("a day"))),
            }
        }
        Case {
            phrase: fields[0],
            language: fields[2],
            context: Context {
                order,
                weeks,
                ..context(fields[1])
            },
            expected: fields[4],
        }
    }
    table.lines().skip(1).map(case).collect()
}

/// Returns the context of a year, as definitions give it, or of none.
fn context(year: &str) -> Context {
    Context {
        year: year.parse().ok().map(|year: GivenYear| year.days(None)),
        ..Context::default()
    }
}

fn faults(table: &'static str) -> Vec<String> {
    let mut faults = Vec::new();
    for case in cases(table) {
        let found =
            read(grammar(case.language), case.phrase, case.context).map(|reading| reading.when);
        let agrees = match (&found, case.expected.starts_with("refused")) {
            (Ok(when), false) => case.expected.parse::<When>().as_ref() == Ok(when),
            (Err(_), true) => true,
            _ => false,
        };
        if !agrees {
            faults.push(format!(
                "{} ({:?}): expected {}, found {found:?}",
                case.phrase, case.context.year, case.expected
            ));
        }
    }
    faults
}

#[test]
fn printed_phrases_are_read_as_printed() {
    assert!(cases(PRINTED).len() >= 300);
    let faults = faults(PRINTED);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn made_phrases_are_read_as_meant() {
    let faults = faults(MADE);
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Every date is written in every language, and read back as the same date.
#[test]
fn every_reading_is_written_and_read_back() {
    for case in cases(PRINTED).iter().chain(&cases(MADE)) {
        let Ok(reading) = read(grammar(case.language), case.phrase, case.context) else {
            continue;
        };
        for language in ALL {
            let written = words(&reading.when, language);
            let again = read(grammar(language.code), &written, Context::default())
                .map(|reading| reading.when);
            assert_eq!(
                again.as_ref(),
                Ok(&reading.when),
                "{} → {written}",
                case.phrase
            );
        }
    }
}

/// Every suggestion is read, in the same context, as what it says.
#[test]
fn every_suggestion_means_what_it_says() {
    let mut faults = Vec::new();
    for case in cases(PRINTED).iter().chain(&cases(MADE)) {
        let Err(refusal) = read(grammar(case.language), case.phrase, case.context) else {
            continue;
        };
        for suggestion in &refusal.suggestions {
            let again = read(grammar(case.language), &suggestion.text, case.context);
            let again = again.map(|reading| match reading.hours {
                Some(hours) => format!("{}, {}", reading.when, hours.hours),
                None => reading.when.to_string(),
            });
            if again.as_ref() != Ok(&suggestion.meaning) {
                faults.push(format!("{}: {suggestion:?}, read {again:?}", case.phrase));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every refusal names a part of the phrase, and says what to write.
#[test]
fn every_refusal_has_a_place_and_a_way_out() {
    for case in cases(PRINTED).iter().chain(&cases(MADE)) {
        let Err(refusal) = read(grammar(case.language), case.phrase, case.context) else {
            continue;
        };
        let length = case.phrase.chars().count();
        assert!(
            refusal.at.start <= length && refusal.at.end <= length,
            "{}: {refusal:?}",
            case.phrase
        );
        assert!(
            !refusal.message.is_empty() && !refusal.help().is_empty(),
            "{}: {refusal:?}",
            case.phrase
        );
    }
}

/// Generates fragments of dates in any order, which are more often nearly a date than any text.
fn nearly_a_date() -> impl Strategy<Value = String> {
    let fragments = "5|31|2017|May|mai|mayo|Monday|lundi|TBC|(TBA)|to be confirmed|à confirmer|-|–|/|,|.|and|to|from|between|week of|last week of|first|1er|half|Q3|H2|2017-05-08|13/03/2017|3 days|by|early|mid|end of|del|al|du|au|w/c|quarter|(|)|late|or|2017-W44|..|'|th";
    let fragments: Vec<&str> = fragments.split('|').collect();
    prop::collection::vec(prop::sample::select(fragments), 1..9).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn no_text_is_too_much(phrase in any::<String>(), year in prop::option::of(1900..2200)) {
        let _ = read(grammar("en"), &phrase, year.map(Context::in_year).unwrap_or_default());
    }

    #[test]
    fn what_is_read_is_written_and_read_back(phrase in nearly_a_date(), language in prop::sample::select(ALL.to_vec())) {
        let grammar = grammar(language.code);
        if let Ok(reading) = read(grammar, &phrase, Context::in_year(2017)) {
            let line = reading.when.to_string();
            prop_assert_eq!(line.parse::<When>(), Ok(reading.when.clone()));
            let written = words(&reading.when, language);
            let again = read(grammar, &written, Context::default()).map(|reading| reading.when);
            prop_assert_eq!(again.as_ref(), Ok(&reading.when), "{} → {}", phrase, written);
        }
    }

    #[test]
    fn a_weekday_must_agree(day in 1u32..29, month in 1u32..13, year in 2000i32..2100, printed in 0usize..7) {
        use chrono::Datelike;
        let date = chrono::NaiveDate::from_ymd_opt(year, month, day).expect("a day that every month has");
        for language in ALL {
            let (weekday, name) = (language.weekdays[0][printed], language.months[0][month as usize - 1]);
            let of = if language.code == "es" { "de " } else { "" };
            let phrase = format!("{weekday} {day} {of}{name} {of}{year}");
            let agrees = date.weekday().num_days_from_sunday() as usize == printed;
            prop_assert_eq!(read(grammar(language.code), &phrase, Context::default()).is_ok(), agrees, "{}", phrase);
        }
    }
}

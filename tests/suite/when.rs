//! The line that a [`When`] prints, and what it reads back.

use std::sync::LazyLock;

use chrono::NaiveDate;
use planfeed::language::{ALL, Language};
use planfeed::phrase::{Context, Grammar, read, words};
use planfeed::plan::{DateRange, Dates, Marker, MonthPart, Precision, When};
use proptest::prelude::*;

static GRAMMARS: LazyLock<Vec<(&Language, Grammar)>> = LazyLock::new(|| {
    ALL.iter()
        .map(|language| (*language, Grammar::new(language)))
        .collect()
});

/// Years of generated dates: no span from there ends after the last year that is read.
const YEARS: std::ops::Range<i32> = 1900..2197;

fn day() -> impl Strategy<Value = NaiveDate> {
    (YEARS, 1u32..366)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("a day of the year"))
}

fn span() -> impl Strategy<Value = Dates> {
    let part = prop::sample::select(vec![
        MonthPart::Early,
        MonthPart::Mid,
        MonthPart::Late,
        MonthPart::FirstHalf,
        MonthPart::SecondHalf,
        MonthPart::Week(2),
        MonthPart::LastWeek,
        MonthPart::FirstWeeks(2),
        MonthPart::LastWeeks(3),
    ]);
    let months = |count: u32, precision| {
        move |(year, n): (i32, u32)| {
            Dates::Span(
                DateRange::months(year, n * count + 1, count).expect("months of a year"),
                precision,
            )
        }
    };
    prop_oneof![
        (day(), 1u64..60).prop_map(|(first, n)| Dates::Span(
            DateRange::days_from(first, n).expect("days"),
            Precision::Day
        )),
        (day(), 2u64..8).prop_map(|(first, n)| Dates::Span(
            DateRange::days_from(first, n).expect("days"),
            Precision::Week
        )),
        (day(), 1u64..800).prop_map(|(first, n)| Dates::Span(
            DateRange::days_from(first, n).expect("days"),
            Precision::Span
        )),
        (YEARS, 1u32..13, part).prop_map(|(year, month, part)| Dates::Span(
            part.of_month(year, month).expect("a part"),
            Precision::PartOfMonth
        )),
        (YEARS, 0u32..12).prop_map(months(1, Precision::Month)),
        (YEARS, 0u32..4).prop_map(months(3, Precision::Quarter)),
        (YEARS, 0u32..2).prop_map(months(6, Precision::Quarter)),
        (YEARS, 0u32..2).prop_map(months(6, Precision::Half)),
        (YEARS, 0u32..1).prop_map(months(12, Precision::Year)),
        (YEARS, 1u32..13, 1u32..20).prop_map(|(year, month, n)| Dates::Span(
            DateRange::months(year, month, n).expect("months"),
            Precision::Span
        )),
    ]
}

fn separate() -> impl Strategy<Value = Dates> {
    (day(), prop::collection::vec((1u64..5, 1u64..40), 2..6)).prop_map(|(first, runs)| {
        let mut next = first;
        let run = |(duration, gap)| {
            let run = DateRange::days_from(next, duration).expect("days");
            next = run.last() + chrono::Days::new(gap + 1);
            run
        };
        Dates::Separate(runs.into_iter().map(run).collect())
    })
}

fn when() -> impl Strategy<Value = When> {
    let dates = prop_oneof![6 => span(), 2 => separate(), 1 => day().prop_map(Dates::By), 1 => Just(Dates::Open)];
    let marker = prop::option::of(prop::sample::select(Marker::ALL.to_vec()));
    (dates, prop::option::of(1u16..9), marker)
        .prop_filter_map("fits", |(dates, duration, marker)| {
            When::new(dates, duration, marker).ok()
        })
}

proptest! {
    #[test]
    fn the_line_reads_back(when in when()) {
        prop_assert_eq!(when.to_string().parse(), Ok(when));
    }

    #[test]
    fn the_words_read_back_in_every_language(when in when()) {
        for (language, grammar) in GRAMMARS.iter() {
            let written = words(&when, language);
            let again = read(grammar, &written, Context::default()).map(|reading| reading.when);
            prop_assert_eq!(again.as_ref(), Ok(&when), "{} in {}", written, language.code);
        }
    }

    #[test]
    fn no_line_is_too_much(line in any::<String>()) {
        let _ = line.parse::<When>();
    }
}

#[test]
fn lines_of_the_documentation() {
    for line in [
        "2017-05-08/2017-05-09",
        "2017-07 TBA",
        "2017-07/2017-12 half TBC",
        "2017-07-25/2017-07-31 part-of-month",
        "2018-02 3 days TBA",
        "../2017-03-31",
        "{2018-02-20,2018-02-22..2018-02-23}",
        "open TBC",
    ] {
        assert_eq!(
            line.parse::<When>().map(|when| when.to_string()).as_deref(),
            Ok(line)
        );
    }
}

#[test]
fn what_says_nothing_or_too_much_is_no_line() {
    for line in [
        "",
        "open",
        "2017-07 quarter",
        "2017-05-08 3 days",
        "{2017-05-08}",
        "2017-05-08/2017-05-01",
        "2017-05-08 TBX",
        "2017-5-8",
        "open 0 days TBC",
    ] {
        assert!(line.parse::<When>().is_err(), "{line}");
    }
}

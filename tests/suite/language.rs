//! A language is data: a fourth one is read and written without a line of code.

use planfeed::language::{ENGLISH, Language, Term, Third, Units, Unsettled, Written};
use planfeed::phrase::{Context, Grammar, read, words};
use planfeed::plan::Marker;
use pure_rust_locales::de_DE::LC_TIME;

/// German, as far as a test needs it.
const GERMAN: Language = Language {
    code: "de",
    months: &[LC_TIME::MON, LC_TIME::ABMON],
    weekdays: &[LC_TIME::DAY, LC_TIME::ABDAY],
    lexicon: &[
        (Term::Lead, "am, im, in der"),
        (Term::From, "vom"),
        (Term::To, "bis, bis zum"),
        (Term::And, "und"),
        (Term::By, "bis spätestens"),
        (Term::Last, "letzte"),
        (Term::Ordinal(1), "erste"),
        (Term::Ordinal(2), "zweite"),
        (Term::Week, "woche"),
        (Term::WeekSign, "kw"),
        (Term::WeekOf, "woche vom"),
        (Term::Of, "im"),
        (Term::Third(Third::Early), "anfang"),
        (Term::Third(Third::Mid), "mitte"),
        (Term::Day, "tage, tag"),
        (Term::Unsettled(Marker::Tbc), "noch zu bestätigen"),
    ],
    units: Units {
        hour: "std, stunde, stunden",
        minute: "min, minute, minuten",
    },
    passcodes: "",
    places: "ort, raum",
    intervals: &[],
    statuses: &[],
    colors: &[],
    online: "online",
    hours: &[],
    written: Written {
        date: "{day}. {month} {year}",
        day_of_month: "{day}. {month}",
        third_of_month: [
            "Anfang {month} {year}",
            "Mitte {month} {year}",
            "Ende {month} {year}",
        ],
        week_of: "Woche vom {date}",
        by: "bis spätestens {date}",
        duration: "{dates}, {n} Tage",
        date_unsettled: Unsettled {
            tbc: "Datum noch zu bestätigen (TBC)",
            tba: "",
            tbd: "",
        },
        ..ENGLISH.written
    },
    first_plan: ENGLISH.first_plan,
};

#[test]
fn a_fourth_language_is_read_and_written() {
    let grammar = Grammar::new(&GERMAN);
    let context = Context::in_year(2017);
    for (phrase, line) in [
        ("8. Mai 2017", "2017-05-08"),
        ("vom 29. Juni bis zum 1. Juli", "2017-06-29/2017-07-01"),
        ("Montag, 8., und Dienstag, 9. Mai", "2017-05-08/2017-05-09"),
        (
            "letzte Woche im Juli",
            "2017-07-25/2017-07-31 part-of-month",
        ),
        (
            "Mitte März (noch zu bestätigen)",
            "2017-03-11/2017-03-20 part-of-month TBC",
        ),
        ("KW 44, 2017", "2017-10-30/2017-11-05 week"),
        ("bis spätestens 31. März", "../2017-03-31"),
        ("Februar, 3 Tage TBA", "2017-02 3 days TBA"),
        ("Enero 22 al 25", "2017-01-22/2017-01-25"),
    ] {
        let when = read(&grammar, phrase, context)
            .unwrap_or_else(|refusal| panic!("{phrase}: {refusal}"))
            .when;
        assert_eq!(when.to_string(), line, "{phrase}");
    }
    let when = read(&grammar, "8./9. Mai", context).expect("two days").when;
    assert_eq!(words(&when, &GERMAN), "8–9. Mai 2017");
}

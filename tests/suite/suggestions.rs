//! Helps of refused dates never mislead: what they suggest is read as what it says, of any phrase.

use std::sync::LazyLock;

use planfeed::language::{ALL, Language, Term};
use planfeed::phrase::{Context, DateOrder, GivenYear, Grammar, Refusal, Weeks, read};
use proptest::prelude::*;

static GRAMMARS: LazyLock<Vec<Grammar>> =
    LazyLock::new(|| ALL.iter().map(|language| Grammar::new(language)).collect());

/// Phrases of the tables, to be damaged.
static PRINTED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let tables = [
        include_str!("phrases-made.tsv"),
        include_str!("phrases-printed.tsv"),
    ];
    let lines = tables.into_iter().flat_map(|table| table.lines().skip(1));
    lines.filter_map(|line| line.split('\t').next()).collect()
});

/// Words, numbers and signs of a language.
static FRAGMENTS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| ALL.iter().map(|language| fragments(language)).collect());

fn fragments(language: &Language) -> Vec<String> {
    let mut fragments: Vec<String> = Vec::new();
    for (term, forms) in language.lexicon {
        let most = match term {
            Term::Refused(_) => 40,
            _ => 4,
        };
        fragments.extend(forms.split(", ").take(most).map(str::to_owned));
    }
    let names = language.months.iter().chain(language.weekdays);
    fragments.extend(names.flat_map(|row| row.iter().map(|name| (*name).to_owned())));
    fragments
}

/// Numbers and signs; they are often in a date.
const FIGURES: &str =
    "5|6|31|12|26|2017|2026|2025/26|13/03|03/04/2026|2026-05-08|-|–|/|,|.|(|)|:|TBC";

fn contexts() -> impl Strategy<Value = Context> {
    let years = prop::sample::select(vec!["", "2017", "2026", "2025/26", "2025-09/2026-08"]);
    let orders = [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy)];
    let orders = prop::sample::select(orders.to_vec());
    let weeks = [None, Weeks::named("iso"), Weeks::named("2025-09-01")];
    let weeks = prop::sample::select(weeks.to_vec());
    (years, orders, weeks).prop_map(|(year, order, weeks)| {
        let year = year.parse::<GivenYear>().ok();
        Context {
            year: year.map(|year| year.days(None)),
            order,
            weeks,
            ..Context::default()
        }
    })
}

/// Generates words, numbers and signs of a language in any order.
fn of_fragments(language: usize) -> impl Strategy<Value = String> {
    let figures: Vec<String> = FIGURES.split('|').map(str::to_owned).collect();
    let fragment = prop_oneof![
        prop::sample::select(FRAGMENTS[language].clone()),
        prop::sample::select(figures),
    ];
    prop::collection::vec(fragment, 1..6).prop_map(|fragments| fragments.join(" "))
}

/// Generates phrases of the tables with a letter changed or swapped, or a word dropped or doubled.
fn damaged() -> impl Strategy<Value = String> {
    let phrases = prop::sample::select(PRINTED.clone());
    let place = any::<prop::sample::Index>();
    (phrases, 0..4, place, prop::char::range('a', 'z')).prop_map(
        |(phrase, damage, place, letter)| {
            let mut letters: Vec<char> = phrase.chars().collect();
            let mut words: Vec<&str> = phrase.split(' ').collect();
            match damage {
                0 => letters[place.index(phrase.chars().count())] = letter,
                1 if letters.len() > 1 => {
                    let at = place.index(letters.len() - 1);
                    letters.swap(at, at + 1);
                }
                2 if words.len() > 1 => {
                    words.remove(place.index(words.len()));
                    return words.join(" ");
                }
                _ => {
                    let at = place.index(words.len());
                    words.insert(at, words[at]);
                    return words.join(" ");
                }
            }
            letters.into_iter().collect()
        },
    )
}

/// Returns what is wrong with the help of a refused phrase.
fn misleading(grammar: &Grammar, phrase: &str, context: Context) -> Option<String> {
    let refusal = read(grammar, phrase, context).err()?;
    for suggestion in &refusal.suggestions {
        let again = read(grammar, &suggestion.text, context).ok();
        let again = again.map(|reading| match reading.hours {
            Some(hours) => format!("{}, {}", reading.when, hours.hours),
            None => reading.when.to_string(),
        });
        if again.as_ref() != Some(&suggestion.meaning) {
            return Some(format!("{phrase}: {suggestion:?}, read {again:?}"));
        }
    }
    let corrected = corrected(phrase, &refusal)?;
    let again = read(grammar, &corrected, context);
    again
        .err()
        .map(|again| format!("{phrase} → {corrected}: {again}"))
}

/// Returns the phrase with the word that a help names in place of the one at fault.
fn corrected(phrase: &str, refusal: &Refusal) -> Option<String> {
    let help = refusal.help();
    let named = help
        .split_once("did you mean `")
        .or(help.split_once("was lost, write `"))?;
    let (word, _) = named.1.split_once('`')?;
    let before: String = phrase.chars().take(refusal.at.start).collect();
    let after: String = phrase.chars().skip(refusal.at.end).collect();
    Some(format!("{before}{word}{after}"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn no_help_misleads(
        (language, phrase) in (0..ALL.len())
            .prop_flat_map(|language| (Just(language), of_fragments(language))),
        context in contexts(),
    ) {
        prop_assert_eq!(misleading(&GRAMMARS[language], &phrase, context), None);
    }

    #[test]
    fn no_help_of_a_damaged_date_misleads(
        phrase in damaged(),
        language in 0..ALL.len(),
        context in contexts(),
    ) {
        prop_assert_eq!(misleading(&GRAMMARS[language], &phrase, context), None);
    }
}

/// Returns the texts that are suggested for a phrase, in a plan of that language.
fn suggested(language: usize, phrase: &str) -> Vec<String> {
    let refusal = read(&GRAMMARS[language], phrase, Context::in_year(2026));
    let refusal = refusal.expect_err("a phrase that is refused");
    let suggestions = refusal.suggestions.into_iter();
    suggestions.map(|suggestion| suggestion.text).collect()
}

/// Asserts what is suggested for a phrase in 2026.
fn assert_suggested(language: usize, phrase: &str, texts: &[&str]) {
    assert_eq!(suggested(language, phrase), texts, "{phrase}");
}

#[test]
fn a_season_leads_to_its_months() {
    let spring = ["March – May 2026", "September – November 2026"];
    assert_suggested(0, "Spring 2026", &spring);
    assert_suggested(0, "spring", &spring);
    assert_suggested(
        0,
        "fall 2023",
        &["September – November 2023", "March – May 2023"],
    );
    assert_suggested(0, "winter 2025/26", &["December 2025 – February 2026"]);
    assert_suggested(
        0,
        "autumn/winter 2026",
        &["September 2026 – February 2027", "March – August 2026"],
    );
    let automne = ["septembre – novembre 2026", "mars – mai 2026"];
    assert_suggested(1, "automne 2026", &automne);
    assert_suggested(
        2,
        "primavera",
        &["marzo – mayo de 2026", "septiembre – noviembre de 2026"],
    );
    assert_suggested(0, "spring term 2026", &[]);
}

#[test]
fn an_open_end_leads_to_a_deadline_or_a_first_day() {
    assert_suggested(0, "before 3 June", &["by 2 June 2026"]);
    assert_suggested(0, "until end October", &["by 31 October 2026"]);
    assert_suggested(0, "from 5 May onwards", &["5 May 2026"]);
    assert_suggested(0, "after 31 May", &["1 June 2026"]);
    assert_suggested(1, "jusqu'au 15 juin", &["au plus tard le 15 juin 2026"]);
    assert_suggested(1, "à partir du 5 mai", &["5 mai 2026"]);
    assert_suggested(
        2,
        "hasta el 3 de marzo",
        &["a más tardar el 3 de marzo de 2026"],
    );
    assert_suggested(
        2,
        "antes del 5 de mayo",
        &["a más tardar el 4 de mayo de 2026"],
    );
}

#[test]
fn alternatives_lead_to_the_span_of_all_or_to_each() {
    assert_suggested(
        0,
        "15th or 22nd August",
        &[
            "some time between 15 and 22 August 2026",
            "15 August 2026 (TBC)",
            "22 August 2026 (TBC)",
        ],
    );
    assert_suggested(0, "May or July 2027", &["May – July 2027"]);
    assert_suggested(2, "mayo o junio", &["mayo – junio de 2026"]);
}

#[test]
fn a_backward_range_leads_to_those_that_may_be_meant() {
    assert_suggested(0, "9-6 Feb 2026", &["6–9 February 2026"]);
    assert_suggested(
        0,
        "28 December 2026 - 3 January 2026",
        &[
            "28 December 2025 – 3 January 2026",
            "28 December 2026 – 3 January 2027",
        ],
    );
}

#[test]
fn a_status_leads_to_its_key_and_to_the_date_alone() {
    let refusal = read(&GRAMMARS[0], "8 May (cancelled)", Context::in_year(2026));
    let refusal = refusal.expect_err("a status");
    let help =
        "give `status: cancelled` beside it, and here the date that was planned: `8 May 2026`";
    assert_eq!(refusal.help(), help);
    assert_suggested(1, "8 mai 2026 (reporté)", &["8 mai 2026"]);
}

#[test]
fn a_year_in_two_figures_leads_to_four() {
    assert_suggested(0, "1H25", &["first half of 2025"]);
    assert_suggested(0, "12", &[]);
}

/// Only a word is named with which the phrase is a date.
#[test]
fn did_you_mean_names_only_what_is_read() {
    let named = |language: usize, phrase: &str| {
        let refusal = read(&GRAMMARS[language], phrase, Context::in_year(2026));
        corrected(phrase, &refusal.expect_err("a phrase that is refused"))
    };
    assert_eq!(named(0, "5 Setp"), Some("5 Sep".to_owned()));
    assert_eq!(named(0, "5 Jlu"), Some("5 Jul".to_owned()));
    assert_eq!(named(0, "2428 February"), Some("24-28 February".to_owned()));
    for (language, phrase) in [
        (0, "see 5 May"),
        (0, "5 Feb see"),
        (1, "nuit du 3 mai"),
        (0, "5 Mxy"),
    ] {
        assert_eq!(named(language, phrase), None, "{phrase}");
    }
}

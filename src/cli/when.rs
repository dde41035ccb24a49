//! `planfeed when`: how a printed date is read.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::terminal::{replaced, visible};
use super::{Exit, Terminal, Trouble};
use planfeed::language;
use planfeed::phrase::{Context, DateOrder, Grammar, Reading, Refusal, read, words};
use planfeed::plan::When;

/// Shows how a printed date is read
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed when \"Last week of July TBC\" --year 2017")]
pub(super) struct Args {
    /// The date as it is printed
    phrase: String,
    /// The year, where the phrase prints none
    #[arg(long, allow_negative_numbers = true, value_parser = clap::value_parser!(i32).range(1900..2200))]
    year: Option<i32>,
    /// The plan's language; others that planfeed knows are understood as well
    #[arg(long, default_value = "en", value_parser = language_code())]
    language: String,
    /// How 03/04/2017 is meant; without it such a date is refused
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// How the reading is printed
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Order {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// In words
    Human,
    /// An object
    Json,
}

fn language_code() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(language::ALL.iter().map(|language| language.code))
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let language = language::by_code(&args.language).unwrap_or(&language::ENGLISH);
    let order = args.date_order.map(|order| match order {
        Order::Dmy => DateOrder::Dmy,
        Order::Mdy => DateOrder::Mdy,
    });
    let context = Context {
        year: args.year,
        order,
    };
    let read = read(&Grammar::new(language), &args.phrase, context);
    let text = match (&read, args.format) {
        (Ok(reading), Format::Human) => human(&args.phrase, reading, language),
        (Ok(reading), Format::Json) => format!("{:#}\n", with_printed(&args.phrase, &reading.when)),
        (Err(refusal), Format::Human) => refused(&args.phrase, refusal),
        (Err(refusal), Format::Json) => {
            let error = format!("{}; {}", refusal.message, refusal.help);
            format!(
                "{:#}\n",
                json!({ "printed": args.phrase, "error": error, "column": refusal.column() })
            )
        }
    };
    terminal.print(&text)?;
    Ok(if read.is_ok() {
        Exit::Done
    } else {
        Exit::Errors
    })
}

/// `{printed, start, end, precision, marker, days, deadline, edtf}`.
pub(super) fn with_printed(printed: &str, when: &When) -> Value {
    let span = when.span();
    json!({
        "printed": printed,
        "start": span.map(|span| span.first().to_string()),
        "end": span.map(|span| span.last().to_string()),
        "precision": when.precision().word(),
        "marker": when.marker().map(|marker| marker.abbreviation()),
        "days": when.duration(),
        "deadline": when.is_deadline(),
        "edtf": when.to_string(),
    })
}

fn human(phrase: &str, reading: &Reading, language: &language::Language) -> String {
    let when = &reading.when;
    let span = when.span().map_or_else(
        || "open".to_owned(),
        |span| format!("{} to {}", span.first(), span.last()),
    );
    let mut rows = vec![
        ("printed", visible(phrase)),
        ("means", words(when, language)),
        ("days", span),
        ("precision", when.precision().word().to_owned()),
        (
            "marker",
            when.marker()
                .map_or("none", |marker| marker.abbreviation())
                .to_owned(),
        ),
    ];
    rows.extend(
        when.duration()
            .map(|length| ("length", format!("{length} days"))),
    );
    rows.extend(
        when.is_deadline()
            .then(|| ("deadline", "yes: on that day or before".to_owned())),
    );
    rows.push(("line", when.to_string()));
    rows.extend(reading.look_alike.as_ref().map(|_| {
        (
            "note",
            "the marker is in letters that only look Latin".to_owned(),
        )
    }));
    rows.iter()
        .map(|(name, value)| format!("{name:<10} {value}\n"))
        .collect()
}

fn refused(phrase: &str, refusal: &Refusal) -> String {
    let printed = replaced(phrase).replace(['\n', '\t'], " ");
    let carets = "^".repeat(refusal.at.len().max(1));
    format!(
        "refused: {}\n  {printed}\n  {}{carets}\nhelp: {}\n",
        visible(&refusal.message),
        " ".repeat(refusal.at.start),
        visible(&refusal.help)
    )
}

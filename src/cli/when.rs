//! `planfeed when`: how a printed date is read.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::terminal::{replaced, visible};
use super::{CommandResult, Exit, Terminal};
use planfeed::language::{self, Language};
use planfeed::phrase::{Context, DateOrder, GivenYear, Grammar, Reading, Refusal, read, words};
use planfeed::plan::When;

/// Shows how a printed date is read
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed when \"Last week of July TBC\" --year 2017")]
pub(super) struct Args {
    /// The date as it is printed
    phrase: String,
    /// The year, where the phrase prints none; or a season, `2025/26`, or months, `2025-09/2026-08`
    #[arg(long, allow_negative_numbers = true)]
    year: Option<GivenYear>,
    /// The plan's language; others that planfeed knows are understood as well
    #[arg(long, default_value = "en", value_parser = language_code())]
    language: String,
    /// How 03/04/2017 is meant; without it such a date is refused
    #[arg(long, value_enum)]
    date_order: Option<Order>,
    /// The form of the reading
    #[arg(long, value_enum, default_value = "human")]
    format: ReadingFormat,
}

/// An order of day and month in figures.
#[derive(Clone, Copy, ValueEnum)]
enum Order {
    /// Day, month, year
    Dmy,
    /// Month, day, year
    Mdy,
}

/// A form of the reading.
#[derive(Clone, Copy, ValueEnum)]
enum ReadingFormat {
    /// In words
    Human,
    /// An object
    Json,
}

fn language_code() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(language::ALL.iter().map(|language| language.code))
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let language = language::by_code(&args.language).unwrap_or(&language::ENGLISH);
    let order = args.date_order.map(|order| match order {
        Order::Dmy => DateOrder::Dmy,
        Order::Mdy => DateOrder::Mdy,
    });
    let context = Context {
        year: args.year.map(|year| year.days(None)),
        order,
        ..Context::default()
    };
    let reading = read(&Grammar::new(language), &args.phrase, context);
    terminal.print(&match (&reading, args.format) {
        (Ok(reading), ReadingFormat::Human) => human(&args.phrase, reading, language),
        (Err(refusal), ReadingFormat::Human) => refused(&args.phrase, refusal),
        (reading, ReadingFormat::Json) => format!("{:#}\n", json(&args.phrase, reading)),
    })?;
    Ok(Exit::done_if(reading.is_ok()))
}

fn json(printed: &str, reading: &Result<Reading, Refusal>) -> Value {
    match reading {
        Ok(reading) => with_printed(printed, &reading.when),
        Err(refusal) => {
            let error = format!("{}; {}", refusal.message, refusal.help());
            json!({ "printed": printed, "error": error, "column": refusal.column() })
        }
    }
}

/// Returns `{printed, start, end, precision, marker, days, deadline, edtf}`.
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

fn human(phrase: &str, reading: &Reading, language: &Language) -> String {
    let when = &reading.when;
    let days = match when.span() {
        Some(span) => format!("{} to {}", span.first(), span.last()),
        None => "open".to_owned(),
    };
    let marker = when.marker().map_or("none", |marker| marker.abbreviation());
    let mut rows = vec![
        ("printed", visible(phrase)),
        ("means", words(when, language)),
        ("days", days),
        ("precision", when.precision().word().to_owned()),
        ("marker", marker.to_owned()),
    ];
    if let Some(days) = when.duration() {
        rows.push(("duration", format!("{days} days")));
    }
    if when.is_deadline() {
        rows.push(("deadline", "yes: on that day or before".to_owned()));
    }
    rows.push(("line", when.to_string()));
    if reading.look_alike.is_some() {
        rows.push((
            "note",
            "the marker is in letters that only look Latin".to_owned(),
        ));
    }
    let lines = rows
        .iter()
        .map(|(name, value)| format!("{name:<10} {value}\n"));
    lines.collect()
}

fn refused(phrase: &str, refusal: &Refusal) -> String {
    let printed = replaced(phrase).replace(['\n', '\t'], " ");
    let carets = "^".repeat(refusal.at.len().max(1));
    format!(
        "refused: {}\n  {printed}\n  {}{carets}\nhelp: {}\n",
        visible(&refusal.message),
        " ".repeat(refusal.at.start),
        visible(&refusal.help())
    )
}

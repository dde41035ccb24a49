//! `planfeed when`: how a printed date, or printed hours, are read.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::terminal::{replaced, visible};
use super::{CommandResult, Exit, Terminal};
use planfeed::language::{self, Language};
use planfeed::phrase::{
    Context, DateOrder, GivenYear, Grammar, HoursReading, Reading, Refusal, Weeks, read,
    read_hours, words,
};
use planfeed::plan::When;

/// Shows how a printed date, or printed hours, are read
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed when \"Last week of July TBC\" --year 2017")]
pub(super) struct Args {
    /// The date or the hours as they are printed
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
    /// How weeks are numbered that are printed without a year: `iso`, or the day on which week 1
    /// begins
    #[arg(long, value_parser = weeks)]
    weeks: Option<Weeks>,
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

fn weeks(text: &str) -> Result<Weeks, String> {
    let help = "write `iso`, or the day on which week 1 begins, such as `2025-01-13`";
    Weeks::named(text).ok_or_else(|| help.to_owned())
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
        weeks: args.weeks,
        ..Context::default()
    };
    let reading = read_phrase(&Grammar::new(language), &args.phrase, context);
    terminal.print(&match (&reading, args.format) {
        (Ok(reading), ReadingFormat::Human) => human(&args.phrase, reading, language),
        (Err(refusal), ReadingFormat::Human) => refused(&args.phrase, refusal),
        (reading, ReadingFormat::Json) => format!("{:#}\n", json(&args.phrase, reading)),
    })?;
    Ok(Exit::done_if(reading.is_ok()))
}

/// A phrase that is read: a date, hours, or both.
struct PhraseReading {
    date: Option<Reading>,
    hours: Option<HoursReading>,
}

/// Reads a date, with or without hours; or hours alone.
fn read_phrase(
    grammar: &Grammar,
    phrase: &str,
    context: Context,
) -> Result<PhraseReading, Refusal> {
    let refusal = match read(grammar, phrase, context) {
        Ok(date) => {
            let hours = date.hours.clone();
            let date = Some(date);
            return Ok(PhraseReading { date, hours });
        }
        Err(refusal) => refusal,
    };
    match read_hours(grammar, phrase) {
        // A date that has two readings, such as `2025-2026`, is not taken for hours.
        Ok(_) if refusal.is_ambiguous() => Err(refusal),
        Ok(hours) => Ok(PhraseReading {
            date: None,
            hours: Some(hours),
        }),
        // Hours that may be meant are a better account than words that are no date.
        Err(of_hours) if !of_hours.suggestions.is_empty() && refusal.suggestions.is_empty() => {
            Err(of_hours)
        }
        Err(_) => Err(refusal),
    }
}

fn json(printed: &str, reading: &Result<PhraseReading, Refusal>) -> Value {
    let reading = match reading {
        Ok(reading) => reading,
        Err(refusal) => {
            let error = format!("{}; {}", refusal.message, refusal.help());
            return json!({ "printed": printed, "error": error, "column": refusal.column() });
        }
    };
    let mut value = match &reading.date {
        Some(date) => with_printed(printed, &date.when),
        None => without_date(printed),
    };
    let hours = reading.hours.as_ref();
    value["hours"] = json!(hours.map(|hours| hours.hours.to_string()));
    value["zone"] = json!(hours.and_then(zone));
    value
}

/// Returns the object of hours alone, in which every key of a date is null.
fn without_date(printed: &str) -> Value {
    let mut value = json!({ "printed": printed });
    for key in [
        "start",
        "end",
        "precision",
        "marker",
        "days",
        "deadline",
        "edtf",
    ] {
        value[key] = Value::Null;
    }
    value
}

/// Returns the zone that is printed with hours: `UTC`, `AoE`, `UTC+02:00`, `CET`.
fn zone(hours: &HoursReading) -> Option<String> {
    Some(hours.zone.as_ref()?.meaning.to_string())
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

fn human(phrase: &str, reading: &PhraseReading, language: &Language) -> String {
    let mut rows = vec![("printed", visible(phrase))];
    match &reading.date {
        Some(date) => rows.extend(date_rows(date, language)),
        None => rows.push(("means", "hours, of no date".to_owned())),
    }
    if let Some(hours) = &reading.hours {
        rows.extend(hours_rows(hours));
    }
    let lines = rows
        .iter()
        .map(|(name, value)| format!("{name:<10} {value}\n"));
    lines.collect()
}

fn hours_rows(reading: &HoursReading) -> Vec<(&'static str, String)> {
    let mut rows = vec![("hours", reading.hours.to_string())];
    rows.extend(zone(reading).map(|zone| ("zone", zone)));
    if let Some(other) = &reading.doubt {
        rows.push(("note", format!("the hours may also mean {other}")));
    }
    if reading.look_alike.is_some() {
        rows.push(("note", LOOK_ALIKE.to_owned()));
    }
    rows
}

/// What is said of a marker in Cyrillic or Greek letters.
const LOOK_ALIKE: &str = "the marker is in letters that only look Latin";

fn date_rows(reading: &Reading, language: &Language) -> Vec<(&'static str, String)> {
    let when = &reading.when;
    let days = match when.span() {
        Some(span) => format!("{} to {}", span.first(), span.last()),
        None => "open".to_owned(),
    };
    let marker = when.marker().map_or("none", |marker| marker.abbreviation());
    let mut rows = vec![
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
        rows.push(("note", LOOK_ALIKE.to_owned()));
    }
    rows
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

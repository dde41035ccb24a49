//! `planfeed list`: a plan, or what a calendar shows, as a table.

mod calendar;
mod columns;
mod json;
mod table;

use std::path::Path;

use chrono::NaiveDate;
use clap::ValueEnum;

use super::day::day;
use super::location::{FeedsLocation, FoundFiles};
use super::{CommandError, CommandResult, Exit, Terminal, definitions};
use columns::{Column, PlanRow, Row};
use planfeed::diagnostic::suggestion;
use planfeed::plan::{DateRange, Event, Key};

/// The columns of the table of a plan in a pipe, and on a terminal that is wide enough.
const OF_TABLE: [Column; 7] = [
    Column::Id,
    Column::Date,
    Column::Hours,
    Column::Title,
    Column::Venue,
    Column::Status,
    Column::Category,
];

/// Lists the events of a plan, or what any calendar shows
#[derive(clap::Args)]
#[command(
    after_help = "On a terminal, ids give way first where lines are short; then cells end in `…`. \
    In a pipe, cells are whole, and two spaces are between columns.\n\
    Of a calendar, each time at which an event takes place is listed.\n\
    Example: planfeed list --phase phase-1 --uncertain\n         \
    planfeed list club.ics --from today --timezone Europe/Zurich"
)]
pub(super) struct Args {
    /// The folder of definitions; or a calendar: an .ics file of anyone's, a folder of feeds, a URL,
    /// or git:REV[:PATH]
    #[arg(default_value = "events")]
    events: String,
    /// Only this phase of a plan
    #[arg(long)]
    phase: Option<String>,
    /// Only this category: the key of a plan's, the name of a calendar's
    #[arg(long)]
    category: Option<String>,
    /// Only events of a plan whose date is not exact, or whose date or title carries a marker
    #[arg(long)]
    uncertain: bool,
    /// Only events that are, or may be, on this day or later, such as 2026-12-01 or `today` (in
    /// UTC)
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Option<NaiveDate>,
    /// Only events that are, or may be, on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Option<NaiveDate>,
    /// Show all times of a calendar by the clock of this zone, such as Europe/Zurich
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// The columns of the table or CSV, in this order, with commas between
    #[arg(long, value_enum, value_delimiter = ',')]
    columns: Vec<Column>,
    /// The form of the list
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
    /// How many characters a line of the table has at most [default: as the terminal; no limit in a
    /// pipe]
    #[arg(long, value_name = "CHARACTERS", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
}

/// A form of the list.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ListFormat {
    /// A line for each event, in columns that fit the terminal
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values with a header; cells that spreadsheets would run begin with `'`
    Csv,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let days = args.days()?;
    args.check_columns()?;
    let location = FeedsLocation::new(&args.events);
    match location {
        FeedsLocation::Disk(folder) if folder.extension().is_none() && !folder.exists() => {
            list_plan(args, days, &folder, terminal)
        }
        location => match FoundFiles::at(&location, &[Path::new("events")])? {
            FoundFiles::Definitions(copy) => list_plan(args, days, &copy.path, terminal),
            FoundFiles::Calendar(bytes) => calendar::list(args, &bytes, terminal),
        },
    }
}

/// Lists the events of definitions.
fn list_plan(
    args: &Args,
    days: Option<DateRange>,
    folder: &Path,
    terminal: &Terminal,
) -> CommandResult {
    if args.timezone.is_some() {
        let what = "is for calendars; a plan has its hours in the zones of its places";
        return Err(format!("--timezone {what}").into());
    }
    args.check_columns_are(&Column::OF_PLANS, "a plan")?;
    let definitions = definitions::read_as(folder, Path::new(&args.events))?;
    let Some(plan) = &definitions.plan else {
        definitions.report(terminal);
        return Ok(Exit::Errors);
    };
    known("phase", args.phase.as_deref(), plan.phases.keys())?;
    known("category", args.category.as_deref(), plan.categories.keys())?;
    let events = plan.events.iter();
    let events: Vec<&Event> = events.filter(|event| args.lists(event, days)).collect();
    let rows = events.iter().map(|event| PlanRow { event, plan });
    let rows: Vec<PlanRow<'_>> = rows.collect();
    terminal.print(&match args.format {
        ListFormat::Table => args.table(&rows, &OF_TABLE),
        ListFormat::Json => json::json(plan, &events),
        ListFormat::Csv => args.csv(&rows, &Column::OF_CSV)?,
    })?;
    if args.format == ListFormat::Table {
        terminal.note(&format!(
            "{} of {} events\n",
            events.len(),
            plan.events.len()
        ));
    }
    Ok(Exit::Done)
}

impl Args {
    /// Returns the days that are asked for; none if all are.
    fn days(&self) -> Result<Option<DateRange>, CommandError> {
        if self.from.is_none() && self.to.is_none() {
            return Ok(None);
        }
        let from = self.from.unwrap_or(NaiveDate::MIN);
        let to = self.to.unwrap_or(NaiveDate::MAX);
        match DateRange::new(from, to) {
            Some(days) => Ok(Some(days)),
            None => Err(format!("--to {to} is before --from {from}").into()),
        }
    }

    /// Refuses columns that are of no use.
    fn check_columns(&self) -> Result<(), CommandError> {
        if !self.columns.is_empty() && self.format == ListFormat::Json {
            return Err("--columns is for the table and CSV; JSON always has every key".into());
        }
        let mut columns = self.columns.iter().enumerate();
        match columns.find(|(n, column)| self.columns[..*n].contains(column)) {
            Some((_, column)) => Err(format!("--columns has `{}` twice", column.name()).into()),
            None => Ok(()),
        }
    }

    fn lists(&self, event: &Event, days: Option<DateRange>) -> bool {
        is_asked(self.phase.as_deref(), event.phase.as_ref())
            && self.category.as_deref().is_none_or(|asked| {
                let mut categories = event.categories.iter();
                categories.any(|key| key.as_str() == asked)
            })
            && !(self.uncertain && event.is_certain())
            && days.is_none_or(|days| event.may_be_within(days))
    }

    /// Refuses columns that are not of what is listed.
    fn check_columns_are(&self, known: &[Column], what: &str) -> Result<(), CommandError> {
        let mut columns = self.columns.iter();
        let Some(other) = columns.find(|column| !known.contains(column)) else {
            return Ok(());
        };
        let known: Vec<String> = known.iter().map(|column| column.name()).collect();
        let (other, known) = (other.name(), known.join("`, `"));
        Err(format!("{what} has no column `{other}`; its columns are `{known}`").into())
    }

    fn table<R: Row>(&self, rows: &[R], usual: &[Column]) -> String {
        let width = self.width.map(usize::from).or_else(super::terminal::width);
        table::table(rows, usual, &self.columns, width)
    }

    fn csv<R: Row>(&self, rows: &[R], usual: &[Column]) -> Result<String, CommandError> {
        let columns = if self.columns.is_empty() {
            usual
        } else {
            &self.columns
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(columns.iter().map(|column| column.name()))?;
        for row in rows {
            let cells = columns.iter().map(|column| row.cell(*column));
            writer.write_record(cells.map(harmless))?;
        }
        Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
    }
}

fn is_asked(asked: Option<&str>, key: Option<&Key>) -> bool {
    asked.is_none() || asked == key.map(Key::as_str)
}

/// Refuses a phase or category that is not there, since an empty list would hide the mistake.
fn known<'a>(
    what: &str,
    asked: Option<&str>,
    known: impl Iterator<Item = &'a Key>,
) -> Result<(), CommandError> {
    let known: Vec<&str> = known.map(Key::as_str).collect();
    match asked.filter(|name| !known.contains(name)) {
        Some(name) => Err(unknown("the plan", what, name, known)),
        None => Ok(()),
    }
}

fn unknown<'a>(
    of: &str,
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> CommandError {
    let help = suggestion(name, known).map_or_else(String::new, |help| format!("; {help}"));
    format!("{of} has no {what} `{name}`{help}").into()
}

/// Returns a cell that spreadsheets take for text. They run what begins with one of these
/// characters as a formula; a `'` before it prevents that.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{cell}")
    } else {
        cell
    }
}

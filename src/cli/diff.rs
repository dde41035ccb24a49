//! `planfeed diff`: what a revision changes.

use std::path::Path;

use clap::ValueEnum;

use super::location::{FeedsLocation, FoundFiles};
use super::terminal::{visible, width};
use super::{CommandError, CommandResult, Exit, Terminal, changes, changes_text, definitions};
use planfeed::compare::{ChangeSet, Side, compare};
use planfeed::error::Error;
use planfeed::history::Ledger;
use planfeed::language::ENGLISH;
use planfeed::plan::Plan;
use planfeed::publication::Publication;

/// Shows what changes from one revision to another
#[derive(clap::Args)]
#[command(
    after_help = "OLD and NEW are each a folder of definitions, a folder of feeds, an .ics file of \
    anyone's, a URL, or git:REV[:PATH].\n\
    Exit codes: 0 nothing changes, 1 something does, 2 a wrong command line, or a file, folder or \
    address that can't be used.\n\
    Example: planfeed diff git:HEAD events"
)]
pub(super) struct Args {
    /// The old calendar
    old: String,
    /// The new calendar
    new: String,
    /// The form of the changes
    #[arg(long, value_enum, default_value = "text")]
    format: DiffFormat,
    /// How many characters a line of text has at most [default: as the terminal; no limit in a
    /// pipe]
    #[arg(long, value_name = "CHARACTERS", value_parser = clap::value_parser!(u16).range(1..))]
    width: Option<u16>,
}

/// A form of the changes.
#[derive(Clone, Copy, ValueEnum)]
enum DiffFormat {
    /// Text for a terminal, with colours there
    Text,
    /// A comment on a pull request
    Markdown,
    /// An object
    Json,
    /// A piece of a page
    Html,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let was = read(&args.old, &args.new, terminal)?;
    let is = read(&args.new, &args.old, terminal)?;
    let changes = compare(&was.side(), &is.side());
    terminal.print(&match args.format {
        DiffFormat::Text => {
            changes_text::text(&changes, args.width.map(usize::from).or_else(width))
        }
        DiffFormat::Markdown => changes::markdown(&changes),
        DiffFormat::Json => changes::json(&args.old, &args.new, &changes),
        DiffFormat::Html => html(&changes),
    })?;
    Ok(Exit::done_if(changes.is_empty()))
}

fn html(set: &ChangeSet) -> String {
    let horizon = changes::compared_to(set).map(|horizon| format!("<p>{horizon}</p>\n"));
    visible(&planfeed::site::html(set, &ENGLISH)) + &horizon.unwrap_or_default()
}

/// A calendar, with its plan if it comes from definitions.
struct SideFile {
    bytes: Vec<u8>,
    plan: Option<Plan>,
}

impl SideFile {
    fn side(&self) -> Side<'_> {
        let side = Side::read(&self.bytes);
        match &self.plan {
            Some(plan) => side.with_plan(plan),
            None => side,
        }
    }
}

/// Reads one side; a path in git that is not named is that of the other side, else `events`.
fn read(text: &str, other: &str, terminal: &Terminal) -> Result<SideFile, CommandError> {
    let location = FeedsLocation::new(text);
    let other = Path::new(other);
    let paths = [other, Path::new("events")];
    // The path of the other side may be outside the repository.
    let is_path = other.exists() && other.is_relative();
    let paths = if is_path { &paths[..] } else { &paths[1..] };
    match FoundFiles::at(&location, paths)? {
        FoundFiles::Definitions(copy) => plan(&copy.path, &location.to_string(), terminal),
        FoundFiles::Calendar(bytes) => Ok(SideFile { bytes, plan: None }),
    }
}

/// Returns what would be published of definitions.
fn plan(folder: &Path, shown: &str, terminal: &Terminal) -> Result<SideFile, CommandError> {
    let definitions = definitions::read_as(folder, Path::new(shown))?;
    let Some(plan) = definitions.plan else {
        definitions.report(terminal);
        return Err(Error::unusable(shown, "can't be compared: it has errors").into());
    };
    let publication = Publication::of(&plan, &Ledger::none());
    let bytes = publication.bytes(&publication.files()[0]);
    Ok(SideFile {
        bytes,
        plan: Some(plan),
    })
}

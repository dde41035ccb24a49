//! `planfeed diff`: what a revision changes.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use clap::ValueEnum;

use super::location::Location;
use super::terminal::visible;
use super::{Exit, Terminal, Trouble, changes, definitions, report};
use planfeed::compare::{Side, compare};
use planfeed::history::Ledger;
use planfeed::ical;
use planfeed::language::ENGLISH;
use planfeed::plan::Plan;
use planfeed::publication::{ALL, Publication};
use planfeed::source::PLAN_FILE;

/// Shows what changes from one revision to another
#[derive(clap::Args)]
#[command(
    after_help = "OLD and NEW are each a folder of definitions, a folder of feeds, an .ics file of anyone's, a URL, or git:REV[:PATH].\nExit codes: 0 nothing changes, 1 something does, 2 usage or environment.\nExample: planfeed diff git:HEAD events"
)]
pub(super) struct Args {
    /// What was
    old: String,
    /// What is
    new: String,
    /// How the changes are printed
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// How changes are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal, with colours there.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// An object.
    Json,
    /// A piece of a page.
    Html,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let [was, is] = [
        read(&args.old, &args.new, terminal)?,
        read(&args.new, &args.old, terminal)?,
    ];
    let changes = compare(&was.side(), &is.side());
    let text = match args.format {
        Format::Text => changes::text(&changes),
        Format::Markdown => changes::markdown(&changes),
        Format::Json => changes::json(&args.old, &args.new, &changes),
        Format::Html => visible(&planfeed::site::html(&changes, &ENGLISH)),
    };
    terminal.print(&text)?;
    Ok(if changes.is_empty() {
        Exit::Done
    } else {
        Exit::Errors
    })
}

/// A calendar, and the plan that it is of if that is there.
struct Calendar {
    bytes: Vec<u8>,
    plan: Option<Plan>,
}

impl Calendar {
    fn side(&self) -> Side<'_> {
        let side = Side::read(&self.bytes);
        match &self.plan {
            Some(plan) => side.with_plan(plan),
            None => side,
        }
    }
}

/// Reads one side; a path in git that is not named is that of the other side, else `events`.
fn read(text: &str, other: &str, terminal: &Terminal) -> Result<Calendar, Trouble> {
    let location = Location::new(text);
    let other = Path::new(other);
    let paths = [other, Path::new("events")];
    // That of the other side may lie in no repository.
    let paths = if other.exists() && other.is_relative() {
        &paths[..]
    } else {
        &paths[1..]
    };
    let Some(local) = location.bring(paths)? else {
        return Err(Trouble(format!("there is nothing at {location}")));
    };
    let path = &local.path;
    if path.is_dir() && !path.join(ALL).is_file() || path.join(PLAN_FILE).is_file() {
        return plan(path, &location.to_string(), terminal);
    }
    let file = if path.is_dir() {
        path.join(ALL)
    } else {
        path.clone()
    };
    let bytes = fs::read(&file).map_err(|error| Trouble(format!("{location}: {error}")))?;
    let bytes = match ical::with_crlf(&bytes) {
        Cow::Borrowed(_) => bytes,
        Cow::Owned(mended) => mended,
    };
    if !ical::begins(&bytes) {
        return Err(Trouble(format!(
            "{location} is not a calendar: it does not begin with BEGIN:VCALENDAR"
        )));
    }
    if !ical::ends(&bytes) {
        return Err(Trouble(format!(
            "{location} is cut short: it does not end with END:VCALENDAR"
        )));
    }
    Ok(Calendar { bytes, plan: None })
}

/// What would be published of definitions.
fn plan(folder: &Path, shown: &str, terminal: &Terminal) -> Result<Calendar, Trouble> {
    let definitions = definitions::read_as(folder, Path::new(shown))?;
    let Some(plan) = definitions.plan else {
        terminal.note(&report::human(
            &definitions.source,
            &definitions.diagnostics,
            terminal.colors,
        ));
        return Err(Trouble(format!("{shown} can't be compared")));
    };
    let publication = Publication::of(&plan, &Ledger::none());
    let bytes = publication.bytes(&publication.files()[0]);
    Ok(Calendar {
        bytes,
        plan: Some(plan),
    })
}

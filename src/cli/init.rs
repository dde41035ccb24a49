//! `planfeed init`: a new plan to start from.

mod first_plan;

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::day::{day, today};
use super::terminal::{shown, visible};
use super::{CommandResult, Exit, Terminal, definitions};
use first_plan::{EVENTS_FOLDER, FirstFiles, Given};
use planfeed::error::Error;

/// Writes a new plan to start from
#[derive(clap::Args)]
#[command(
    after_help = "Example: planfeed init my-plan --title \"Council meetings\" --domain \
    council.example.org --timezone Europe/London"
)]
pub(super) struct Args {
    /// The folder; made if it is not there. Files that are there are not touched
    #[arg(default_value = ".")]
    folder: PathBuf,
    /// The title of the plan
    #[arg(long)]
    title: Option<String>,
    /// A host name of yours, the right half of every UID: once published, it never changes
    #[arg(long)]
    domain: Option<String>,
    /// The time zone of the events, such as Europe/London
    #[arg(long, default_value = "UTC")]
    timezone: String,
    /// The language of the plan: en, es or fr
    #[arg(long, default_value = "en")]
    language: String,
    /// The day of which the plan is true, such as 2026-12-01 [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    revision: Option<NaiveDate>,
}

/// The domain of a plan that was given none.
const PLACEHOLDER: &str = "example.org";

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let events = args.folder.join(EVENTS_FOLDER);
    // A plan that exists must not be mixed with this one.
    for name in ["plan.yaml", "plan.yml"] {
        let plan = events.join(name);
        if plan.exists() {
            return Err(Error::unusable(plan, "is there already; name another folder").into());
        }
    }
    let files = FirstFiles::of(&Given {
        title: args.title.as_deref(),
        domain: args.domain.as_deref().unwrap_or(PLACEHOLDER),
        timezone: &args.timezone,
        language: &args.language,
        revision: args.revision.unwrap_or_else(today),
    })?;
    // Beside events of others, those of the example would be in the way.
    let has_events = events.is_dir() && definitions::has_files(&events);
    // Git must not turn the CRLF of calendars into LF.
    let attributes = (".gitattributes".to_owned(), "*.ics -text\n".to_owned());
    let examples = (!has_events).then_some(files.events);
    let files = [files.plan].into_iter().chain(examples);
    for (path, text) in files.chain([attributes]) {
        let path = args.folder.join(path);
        if write(&path, &text)? {
            terminal.print(&format!("wrote {}\n", shown(&path)))?;
        } else {
            let path = shown(&path);
            terminal.note(&format!("{path} is there already and stays as it is\n"));
        }
    }
    if args.domain.is_none() {
        terminal.print(&format!(
            "before you publish: replace the domain {PLACEHOLDER} in {} by a host name of yours; it \
             can't be changed afterwards\n",
            shown(&events.join("plan.yaml"))
        ))?;
    }
    terminal.print(&next(&args.folder))?;
    Ok(Exit::Done)
}

/// Returns the next commands, each on a line of its own.
fn next(folder: &Path) -> String {
    let is_here = folder == Path::new(".");
    let (mut events, mut out, mut previous) = (String::new(), String::new(), "feeds".to_owned());
    if !is_here {
        previous = word(&folder.join("feeds"));
        events = format!(" {}", word(&folder.join(EVENTS_FOLDER)));
        out = format!(" --out {previous}");
    }
    format!(
        "build the feeds:\n  planfeed build{events}{out}\n\
         look at them, while you edit the events:\n  planfeed serve{events}{out} --watch\n\
         see what is wrong, before you build again:\n  planfeed check{events} --previous {previous}\n"
    )
}

/// Returns a path as a word of a command line.
fn word(path: &Path) -> String {
    let path = path.to_string_lossy();
    // What begins with a hyphen would be an option.
    let path = if path.starts_with('-') {
        format!("./{path}")
    } else {
        path.into_owned()
    };
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,@%:~".contains(c);
    if path.chars().all(is_plain) && !path.starts_with('~') {
        path
    } else if path.contains(['"', '$', '`', '\\', '!']) {
        format!("'{}'", visible(&path).replace('\'', "'\\''"))
    } else {
        format!("\"{}\"", visible(&path))
    }
}

/// Writes a new file; returns whether it was not there before.
fn write(path: &Path, text: &str) -> Result<bool, Error> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(Error::failed("can't create", parent))?;
    }
    let result = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    match result {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(Error::failed("can't write", path)(error)),
    }
}

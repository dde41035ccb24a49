//! `planfeed init`: a new plan to start from.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use planfeed::error::Error;

use super::terminal::shown;
use super::{CommandResult, Exit, Terminal};

/// Writes a new plan to start from
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed init my-plan && cd my-plan && planfeed build")]
pub(super) struct Args {
    /// The folder; made if it is not there. Files that are there are not touched
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// The files of a new plan, each within the folder.
const FILES: [(&str, &str); 3] = [
    ("events/plan.yaml", include_str!("init/plan.yaml")),
    (
        "events/first-phase.yaml",
        include_str!("init/first-phase.yaml"),
    ),
    // git must not turn the CRLF of calendars into LF.
    (".gitattributes", "*.ics -text\n"),
];

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let plan = args.folder.join("events/plan.yaml");
    // A plan that exists must not be mixed with this one.
    if plan.exists() {
        return Err(Error::unusable(plan, "is there already; name another folder").into());
    }
    for (path, text) in FILES {
        let path = args.folder.join(path);
        if write(&path, text)? {
            terminal.print(&format!("wrote {}\n", shown(&path)))?;
        } else {
            terminal.note(&format!(
                "{} is there already and stays as it is\n",
                shown(&path)
            ));
        }
    }
    let (events, feeds) = (args.folder.join("events"), args.folder.join("feeds"));
    terminal.print(&format!(
        "next: edit them, then `planfeed build {} --out {}`\n",
        shown(&events),
        shown(&feeds)
    ))?;
    Ok(Exit::Done)
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

//! `planfeed init`: a new plan to start from.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::terminal::visible;
use super::{Exit, Terminal, Trouble};

/// Writes a new plan to start from
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed init my-plan && cd my-plan && planfeed build")]
pub(super) struct Args {
    /// The folder; made if it is not there. Files that are there are not touched
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// What is written, each within the folder.
const FILES: [(&str, &str); 3] = [
    ("events/plan.yaml", include_str!("init/plan.yaml")),
    (
        "events/first-phase.yaml",
        include_str!("init/first-phase.yaml"),
    ),
    // git must not turn the CRLF of calendars into LF.
    (".gitattributes", "*.ics -text\n"),
];

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let trouble = |path: &Path, error: std::io::Error| {
        Trouble(format!("can't write {}: {error}", path.display()))
    };
    let paths: Vec<PathBuf> = FILES
        .iter()
        .map(|(path, _)| args.folder.join(path))
        .collect();
    // A plan that is there already is not to be mixed with this one.
    if let Some(path) = paths
        .iter()
        .find(|path| path.ends_with("plan.yaml") && path.exists())
    {
        return Err(Trouble(format!(
            "{} is there already; name another folder",
            path.display()
        )));
    }
    for (path, (_, text)) in paths.iter().zip(FILES) {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| trouble(parent, error))?;
        }
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => file
                .write_all(text.as_bytes())
                .map_err(|error| trouble(path, error))?,
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                terminal.note(&format!(
                    "{} is there already and stays as it is\n",
                    path.display()
                ));
                continue;
            }
            Err(error) => return Err(trouble(path, error)),
        }
        terminal.print(&format!("wrote {}\n", visible(&path.to_string_lossy())))?;
    }
    let events = args.folder.join("events");
    terminal.print(&format!(
        "next: edit them, then `planfeed build {} --out {}`\n",
        events.display(),
        args.folder.join("feeds").display()
    ))?;
    Ok(Exit::Done)
}

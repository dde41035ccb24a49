//! `planfeed build`: definitions → feeds.

use std::fs;
use std::path::{Path, PathBuf};

use super::report::counted;
use super::terminal::visible;
use super::{Exit, Terminal, Trouble, definitions, report};
use crate::diagnostic::has_error;
use crate::publication::write;

/// Builds the feeds of a plan
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed build events --out feeds")]
pub(super) struct Args {
    /// The folder of definitions
    #[arg(default_value = "events")]
    events: PathBuf,
    /// The folder of feeds; it is replaced whole or not at all
    #[arg(long, default_value = "feeds")]
    out: PathBuf,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    if is_within(&args.out, &args.events) {
        return Err(Trouble(format!("{} is within the definitions; name another folder with --out", args.out.display())));
    }
    let mut definitions = definitions::read(&args.events)?;
    let publication = definitions.publication();
    let failed = has_error(&definitions.diagnostics);
    terminal.note(&report::human(&definitions.source, &definitions.diagnostics, terminal.colors));
    let (Some(publication), Some(plan), false) = (publication, &definitions.plan, failed) else {
        terminal.error("nothing was written");
        return Ok(Exit::Errors);
    };
    let progress = terminal.progress("writing");
    let outcome = write(&publication, &args.out, |done, all| {
        progress.set_length(all as u64);
        progress.set_position(done as u64);
    });
    progress.finish_and_clear();
    let outcome = outcome?;
    let feeds = publication.files().iter().filter(|file| file.events.is_some()).count();
    let removed = if outcome.removed.is_empty() { String::new() } else { format!(", {} removed", outcome.removed.len()) };
    terminal.print(&format!(
        "{} in {}: {} written, {} unchanged{removed} in {}\n",
        counted(plan.events.len(), "event"),
        counted(feeds, "feed"),
        counted(outcome.written.len(), "file"),
        outcome.unchanged,
        visible(&args.out.to_string_lossy()),
    ))?;
    Ok(Exit::Done)
}

/// Whether a folder, or the one in which it would be made, is another or lies within it.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(if path == Path::new("") { Path::new(".") } else { path }).ok();
    match (inner.ancestors().find_map(real), real(outer)) {
        (Some(inner), Some(outer)) => inner.starts_with(outer),
        _ => false,
    }
}

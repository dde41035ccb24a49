//! `planfeed build`: definitions → feeds.

use std::fs;
use std::path::{Path, PathBuf};

use super::changes::summary;
use super::report::counted;
use super::terminal::visible;
use super::{Exit, Terminal, Trouble, definitions, previous, report};
use planfeed::diagnostic::{Code, has_error};
use planfeed::history::Ledger;
use planfeed::plan::Plan;
use planfeed::publication::{Folder, Outcome, Publication, write};

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
    /// The last publication: a folder of feeds, its all.ics, git:REV[:PATH] or a URL; `none` if
    /// this is the first, `lost` if nobody has it [default: what is in the folder of feeds]
    #[arg(long, value_name = "WHERE")]
    previous: Option<String>,
    /// Remove events though they are many, or the domain is another
    #[arg(long)]
    accept_removals: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let Some(built) = build(
        &args.events,
        &args.out,
        args.previous.as_deref(),
        args.accept_removals,
        terminal,
    )?
    else {
        terminal.error("nothing was written");
        return Ok(Exit::Errors);
    };
    terminal.print(&built.summary)?;
    Ok(Exit::Done)
}

/// What was published.
pub(super) struct Built {
    /// The folder of feeds, that nobody else writes until this is dropped.
    pub _folder: Folder,
    #[cfg_attr(
        not(feature = "serve"),
        expect(dead_code, reason = "only `serve` goes on with it")
    )]
    pub plan: Plan,
    /// What was done, in words.
    pub summary: String,
}

/// Definitions → feeds, all that is to be said of them reported; none where there is an error, and
/// nothing was written.
pub(super) fn build(
    events: &Path,
    out: &Path,
    previous: Option<&str>,
    accept_removals: bool,
    terminal: &Terminal,
) -> Result<Option<Built>, Trouble> {
    if is_within(out, events) {
        return Err(Trouble(format!(
            "{} is within the definitions; name another folder with --out",
            out.display()
        )));
    }
    let mut definitions = definitions::read(events)?;
    // Nobody else may publish between reading the last publication and writing this one.
    let folder = definitions
        .plan
        .is_some()
        .then(|| Folder::lock(out))
        .transpose()?;
    let ledger = match folder {
        Some(_) => previous::read(previous, out)?,
        None => Ledger::none(),
    };
    let is_accepted = |code| match code {
        Code::MassRemoval | Code::OtherDomain => accept_removals,
        // It is said that there is none.
        Code::NoLedger => matches!(previous, Some("none" | "lost")),
        _ => false,
    };
    let publication = definitions.after(&ledger, is_accepted);
    terminal.note(&report::human(
        &definitions.source,
        &definitions.diagnostics,
        terminal.colors,
    ));
    let failed = has_error(&definitions.diagnostics);
    let (Some(publication), Some(folder), Some(plan), false) =
        (publication, folder, definitions.plan, failed)
    else {
        return Ok(None);
    };
    let progress = terminal.progress("writing");
    let outcome = write(&publication, &folder, |done, all| {
        progress.set_length(all as u64);
        progress.set_position(done as u64);
    });
    progress.finish_and_clear();
    let summary = outcome_in_words(&plan, &ledger, &publication, &outcome?, out);
    Ok(Some(Built {
        _folder: folder,
        plan,
        summary,
    }))
}

/// What was done: files, then what that means.
fn outcome_in_words(
    plan: &Plan,
    ledger: &Ledger,
    publication: &Publication,
    outcome: &Outcome,
    out: &Path,
) -> String {
    let feeds = publication
        .files()
        .iter()
        .filter(|file| file.events.is_some())
        .count();
    let removed = if outcome.removed.is_empty() {
        String::new()
    } else {
        format!(", {} removed", outcome.removed.len())
    };
    let news = match publication.changes() {
        None if ledger.is_lost() => "the last publication is lost".to_owned(),
        None => "first publication".to_owned(),
        Some(changes) => summary(changes),
    };
    let written = outcome
        .written
        .iter()
        .filter(|path| path.ends_with(".ics"))
        .count();
    format!(
        "{} in {}: {} written, {} unchanged{removed} in {}\n{news}; {written} of {} written\n",
        counted(plan.events.len(), "event"),
        counted(feeds, "feed"),
        counted(outcome.written.len(), "file"),
        outcome.unchanged,
        visible(&out.to_string_lossy()),
        counted(feeds, "feed"),
    )
}

/// Whether a folder, or the one in which it would be made, is another or lies within it.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let real = |path: &Path| {
        fs::canonicalize(if path == Path::new("") {
            Path::new(".")
        } else {
            path
        })
        .ok()
    };
    match (inner.ancestors().find_map(real), real(outer)) {
        (Some(inner), Some(outer)) => inner.starts_with(outer),
        _ => false,
    }
}

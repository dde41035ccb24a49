//! `planfeed build`: definitions → feeds.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::day::day;
use super::location::or_here;
use super::report::{self, counted};
use super::terminal::shown;
use super::{CommandError, CommandResult, Exit, Terminal, changes, definitions, previous};
use planfeed::diagnostic::{Code, Finding, has_error};
use planfeed::error::Error;
use planfeed::history::Ledger;
use planfeed::plan::Plan;
use planfeed::publication::{self, Folder, Publication, write};

/// Builds the feeds of a plan
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed build events --out feeds")]
pub(super) struct Args {
    /// The folder of definitions
    #[arg(default_value = "events")]
    pub events: PathBuf,
    /// The folder of feeds; it is replaced whole or not at all
    #[arg(long, default_value = "feeds")]
    pub out: PathBuf,
    /// The last publication: a folder of feeds, its all.ics, git:REV[:PATH] or a URL; `none` if
    /// this is the first, `lost` if it can't be found [default: what is in the folder of feeds]
    #[arg(long, value_name = "WHERE")]
    pub previous: Option<String>,
    /// The revision, in place of that in plan.yaml: a day such as 2026-12-01, or `today` (in UTC).
    /// If no entry changes, the last publication stays
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub revision: Option<NaiveDate>,
    /// Remove events though they are many, or the domain is another
    #[arg(long)]
    pub accept_removals: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let Some(built) = build(args, terminal)? else {
        terminal.error("nothing was written");
        return Ok(Exit::Errors);
    };
    terminal.print(&built.summary)?;
    Ok(Exit::Done)
}

/// A publication that was written.
pub(super) struct Built {
    /// The folder of feeds, locked against other writers until this is dropped.
    pub _folder: Folder,
    #[cfg_attr(
        not(feature = "serve"),
        expect(dead_code, reason = "only `serve` uses it")
    )]
    pub plan: Plan,
    /// The numbers of files and changes, as text.
    pub summary: String,
}

/// Builds feeds from definitions and reports all findings. If there is an error, writes nothing and
/// returns none.
pub(super) fn build(args: &Args, terminal: &Terminal) -> Result<Option<Built>, CommandError> {
    if is_within(&args.out, &args.events) {
        let fault = "is within the definitions; name another folder with --out";
        return Err(Error::unusable(&args.out, fault).into());
    }
    let mut definitions = definitions::read_revised(&args.events, args.revision)?;
    if definitions.plan.is_none() {
        definitions.report(terminal);
        return Ok(None);
    }
    // Nobody else may publish between reading the last publication and writing this one.
    let folder = Folder::lock(&args.out)?;
    let ledger = previous::read(args.previous.as_deref(), &args.out)?;
    let kept = definitions
        .plan
        .as_mut()
        .and_then(|plan| args.keep_revision(plan, &ledger));
    let after = definitions.after(&ledger);
    let (publication, mut after) = after.unzip();
    let after = after.get_or_insert_default();
    after.retain(|finding| !args.accepts(finding.code));
    args.name_revision(after);
    let report = report::of_build(&definitions, after, &args.events, terminal.colors);
    terminal.note(&report);
    let failed = has_error(&definitions.findings) || has_error(after);
    let (Some(publication), Some(plan), false) = (publication, definitions.plan, failed) else {
        return Ok(None);
    };
    let progress = terminal.progress("writing");
    let outcome = write(&publication, &folder, |done, all| {
        progress.set_length(all as u64);
        progress.set_position(done as u64);
    });
    progress.finish_and_clear();
    let outcome = outcome?;
    let summary = match kept {
        Some(last) if outcome.written.is_empty() && outcome.removed.is_empty() => {
            format!("no entry changed; the publication of {last} stays\n")
        }
        Some(last) => {
            let summary = summary(&plan, &ledger, &publication, &outcome, &args.out);
            format!("{summary}no entry changed; the revision stays {last}\n")
        }
        None => summary(&plan, &ledger, &publication, &outcome, &args.out),
    };
    Ok(Some(Built {
        _folder: folder,
        plan,
        summary,
    }))
}

impl Args {
    fn accepts(&self, code: Code) -> bool {
        match code {
            Code::MassRemoval | Code::OtherDomain => self.accept_removals,
            // `--previous none` or `--previous lost` was given.
            Code::NoLedger => matches!(self.previous.as_deref(), Some("none" | "lost")),
            _ => false,
        }
    }
}

/// Build with another revision than that of plan.yaml.
impl Args {
    /// Gives a plan the revision of the last publication, if the one of the command line changes no
    /// entry and ends no feed. Returns the revision that is kept.
    fn keep_revision(&self, plan: &mut Plan, ledger: &Ledger) -> Option<NaiveDate> {
        let last = ledger.revision()?;
        let is_later = self.revision.is_some_and(|revision| revision > last);
        if !is_later || !Publication::of(plan, ledger).keeps(ledger) {
            return None;
        }
        plan.revision = last;
        Some(last)
    }

    /// Says of findings on the revision that it is that of the command line, not of plan.yaml.
    fn name_revision(&self, findings: &mut [Finding]) {
        let Some(revision) = self.revision else {
            return;
        };
        for finding in findings {
            if matches!(finding.code, Code::OlderRevision | Code::SameRevision) {
                finding.at = None;
                finding.message = format!("--revision {revision}: {}", finding.message);
            }
        }
    }
}

/// Returns how many files were written, and what changed.
fn summary(
    plan: &Plan,
    ledger: &Ledger,
    publication: &Publication,
    outcome: &publication::Outcome,
    out: &Path,
) -> String {
    let feeds = publication
        .files()
        .iter()
        .filter(|file| file.events.is_some());
    let feeds = counted(feeds.count(), "feed");
    let removed = match outcome.removed.len() {
        0 => String::new(),
        n => format!(", {n} removed"),
    };
    let news = match publication.changes() {
        None if ledger.is_lost => "the last publication is lost".to_owned(),
        None => "first publication".to_owned(),
        Some(changes) => changes::summary(changes),
    };
    let is_feed = |path: &&String| path.ends_with(".ics") && !path.starts_with("event/");
    let written = outcome.written.iter().filter(is_feed);
    format!(
        "{} in {feeds}: {} written, {} unchanged{removed} in {}\n{news}; {} of {feeds} written\n",
        counted(plan.events.len(), "event"),
        counted(outcome.written.len(), "file"),
        outcome.unchanged,
        shown(out),
        written.count(),
    )
}

/// Returns whether a folder, or the one in which it would be made, is another or lies within it.
fn is_within(inner: &Path, outer: &Path) -> bool {
    match (inner.ancestors().find_map(real), real(outer)) {
        (Some(inner), Some(outer)) => inner.starts_with(outer),
        _ => false,
    }
}

fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(or_here(path)).ok()
}

//! `planfeed check`: report only.

use std::path::{Path, PathBuf};

use super::report::FindingsFormat;
use super::terminal::shown;
use super::{CommandResult, Exit, Terminal, definitions, previous, report};
use planfeed::diagnostic::has_error;
use planfeed::history::Ledger;

/// Checks definitions, and what would be published of them
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed check events --strict")]
pub(super) struct Args {
    /// The folder of definitions
    #[arg(default_value = "events")]
    events: PathBuf,
    /// The form of the findings
    #[arg(long, value_enum, default_value = "human")]
    format: FindingsFormat,
    /// The last publication, as for `build`: the rules about it are checked as well
    #[arg(long, value_name = "WHERE")]
    previous: Option<String>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
    /// Show every finding, not only the first 20 of a rule
    #[arg(long)]
    all: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let mut definitions = definitions::read(&args.events)?;
    if let (Some(previous), true) = (&args.previous, definitions.plan.is_some()) {
        let ledger = previous::read(Some(previous), Path::new("feeds"))?;
        let after = definitions.after(&ledger);
        definitions.add(after.into_iter().flat_map(|(_, findings)| findings));
    } else {
        definitions.publication(&Ledger::none());
    }
    let findings = &definitions.findings;
    match args.format {
        FindingsFormat::Human if findings.is_empty() => {
            terminal.print(&format!("{}: no findings\n", shown(&args.events)))?;
        }
        FindingsFormat::Human => {
            let most = (!args.all).then_some(report::MOST_OF_A_KIND);
            let text = report::human(&definitions.source, findings, most, terminal.colors);
            terminal.note(&text);
        }
        FindingsFormat::Json => terminal.print(&report::json(findings))?,
        FindingsFormat::Sarif => terminal.print(&report::sarif(findings)?)?,
    }
    let has_error = has_error(findings);
    let fails_strictly = args.strict && !findings.is_empty() && !has_error;
    if fails_strictly {
        terminal.error("warnings are errors with --strict");
    }
    Ok(Exit::done_if(!has_error && !fails_strictly))
}

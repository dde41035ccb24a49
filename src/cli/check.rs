//! `planfeed check`: report only.

use std::path::{Path, PathBuf};

use super::report::Format;
use super::terminal::visible;
use super::{Exit, Terminal, Trouble, definitions, previous, report};
use planfeed::diagnostic::{Severity, has_error};
use planfeed::history::Ledger;

/// Checks definitions, and what would be published of them
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed check events --strict")]
pub(super) struct Args {
    /// The folder of definitions
    #[arg(default_value = "events")]
    events: PathBuf,
    /// How findings are printed
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// The last publication, as for `build`: what is remarkable after it is reported as well
    #[arg(long, value_name = "WHERE")]
    previous: Option<String>,
    /// Warnings are errors
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let mut definitions = definitions::read(&args.events)?;
    if let (Some(previous), true) = (&args.previous, definitions.plan.is_some()) {
        let ledger = previous::read(Some(previous), Path::new("feeds"))?;
        definitions.after(&ledger, |_| false);
    } else {
        definitions.publication(&Ledger::none());
    }
    let diagnostics = &definitions.diagnostics;
    match args.format {
        Format::Human if diagnostics.is_empty() => {
            terminal.print(&format!(
                "{}: all is well\n",
                visible(&args.events.to_string_lossy())
            ))?;
        }
        Format::Human => terminal.note(&report::human(
            &definitions.source,
            diagnostics,
            terminal.colors,
        )),
        Format::Json => terminal.print(&report::json(diagnostics))?,
        Format::Sarif => terminal.print(&report::sarif(diagnostics)?)?,
    }
    let fails = |severity| severity == Severity::Error || args.strict;
    if args.strict && !diagnostics.is_empty() && !has_error(diagnostics) {
        terminal.error("warnings are errors with --strict");
    }
    Ok(
        if diagnostics
            .iter()
            .any(|diagnostic| fails(diagnostic.severity()))
        {
            Exit::Errors
        } else {
            Exit::Done
        },
    )
}

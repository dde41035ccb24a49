//! The program: one file a command, and the one place that prints.

mod build;
mod changes;
mod changes_text;
mod check;
mod day;
mod definitions;
mod diff;
mod init;
mod list;
mod location;
mod previous;
mod report;
mod rule;
#[cfg_attr(not(feature = "serve"), path = "without_serve.rs")]
mod serve;
mod shell;
mod terminal;
mod when;
mod wrap;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{CommandFactory, Parser, Subcommand};

use terminal::Terminal;

/// Turns a plan of events, dates still uncertain, into calendar feeds that behave right in every
/// client.
#[derive(Parser)]
#[command(
    name = "planfeed",
    version = version(),
    after_help = "Exit codes: 0 done, 1 the definitions have errors (or revisions differ), \
    2 a wrong command line, or a file, folder or address that can't be used.\n\
    Example: planfeed build events --out feeds"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Rule(rule::Args),
    Diff(diff::Args),
    List(list::Args),
    When(when::Args),
    Serve(serve::Args),
    Init(init::Args),
    Schema(shell::SchemaArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

/// The end of a command that ran.
enum Exit {
    /// Everything is in order.
    Done,
    /// The definitions, or the phrase, have errors; or two revisions differ.
    Errors,
}

impl Exit {
    fn done_if(is_well: bool) -> Self {
        if is_well { Self::Done } else { Self::Errors }
    }
}

/// A wrong command line, or a file, folder or address that can't be used.
type CommandError = Box<dyn std::error::Error>;
/// The end of a command, or the error that stopped it.
type CommandResult = Result<Exit, CommandError>;

/// Parses the arguments, runs the command, and returns its exit code.
pub(crate) fn run() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new();
    let exit = match cli.command {
        Command::Build(args) => build::run(&args, &terminal),
        Command::Check(args) => check::run(&args, &terminal),
        Command::Rule(args) => rule::run(&args, &terminal),
        Command::Diff(args) => diff::run(&args, &terminal),
        Command::List(args) => list::run(&args, &terminal),
        Command::When(args) => when::run(&args, &terminal),
        Command::Serve(args) => serve::run(&args, &terminal),
        Command::Init(args) => init::run(&args, &terminal),
        Command::Schema(args) => shell::schema(&args, &terminal),
        Command::Completions(args) => shell::completions(&args, Cli::command(), &terminal),
        Command::Man(args) => shell::man(&args, &Cli::command(), &terminal),
    };
    match exit {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::Errors) => ExitCode::from(1),
        Err(failure) => {
            terminal.error(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

/// Returns the version, and that of the time zone rules inside.
fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        format!(
            "{} (time zones: tz database {})",
            env!("CARGO_PKG_VERSION"),
            chrono_tz::IANA_TZDB_VERSION
        )
    });
    &VERSION
}

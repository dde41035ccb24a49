//! The program: one file a command, and the one place that prints.

mod build;
mod changes;
mod check;
mod definitions;
mod diff;
mod init;
mod list;
mod location;
mod previous;
mod report;
#[cfg_attr(not(feature = "serve"), path = "without_serve.rs")]
mod serve;
mod shell;
mod terminal;
mod when;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::{CommandFactory, Parser, Subcommand};

use terminal::Terminal;

/// Turns a plan of events, dates still uncertain, into calendar feeds that behave right in every
/// client.
#[derive(Parser)]
#[command(name = "planfeed", version = version(), after_help = "Exit codes: 0 done, 1 the definitions have errors (or revisions differ), 2 usage or environment.\nExample: planfeed build events --out feeds")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Args),
    Check(check::Args),
    Diff(diff::Args),
    List(list::Args),
    When(when::Args),
    Serve(serve::Args),
    Init(init::Args),
    Schema(shell::SchemaArgs),
    Completions(shell::CompletionsArgs),
    Man(shell::ManArgs),
}

/// How a command ended.
enum Exit {
    /// All is well.
    Done,
    /// The definitions, or the phrase, have errors; or two revisions differ.
    Errors,
}

/// What is no fault of the definitions: a folder that is not there, a disk that is full.
struct Trouble(String);

impl<E: std::error::Error> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

/// Parses the arguments, runs the command, and says how it ended.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let terminal = Terminal::new();
    let exit = match cli.command {
        Command::Build(args) => build::run(&args, &terminal),
        Command::Check(args) => check::run(&args, &terminal),
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
        Err(Trouble(message)) => {
            terminal.error(&message);
            ExitCode::from(2)
        }
    }
}

/// The version, and that of the time-zone rules it has inside.
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

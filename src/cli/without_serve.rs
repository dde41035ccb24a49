//! `planfeed serve` in a program without the feature `serve`.

use super::{CommandResult, Terminal};

/// Answers calendars over HTTP (left out of this program)
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed serve events --watch")]
pub(super) struct Args {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _words: Vec<String>,
}

pub(super) fn run(_: &Args, _: &Terminal) -> CommandResult {
    let help = "get it with `cargo install planfeed --features serve`";
    Err(format!("this planfeed was built without `serve`; {help}").into())
}

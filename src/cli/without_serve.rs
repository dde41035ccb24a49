//! `planfeed serve`, where it was left out.

use super::{Exit, Terminal, Trouble};

/// Answers calendars over HTTP (left out of this program)
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed serve events --watch")]
pub(super) struct Args {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    _words: Vec<String>,
}

pub(super) fn run(_: &Args, _: &Terminal) -> Result<Exit, Trouble> {
    Err(Trouble("this planfeed was built without `serve`; get it with `cargo install planfeed --features serve`".to_owned()))
}

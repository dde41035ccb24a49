//! planfeed: a plan of events → calendar feeds.

use std::process::ExitCode;

fn main() -> ExitCode {
    planfeed::cli::run()
}

//! planfeed: a plan of events → calendar feeds.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}

//! The program `planfeed`; all of it is in `cli`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}

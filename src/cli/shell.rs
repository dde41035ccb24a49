//! `planfeed schema`, `completions` and `man`: for editors, shells and packagers.

use clap_complete::Shell;

use super::{CommandResult, Exit, Terminal};
use planfeed::source;

/// Prints a JSON Schema of the definitions, for editors
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed schema > planfeed.schema.json")]
pub(super) struct SchemaArgs {}

/// Prints completions for a shell
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed completions bash > /etc/bash_completion.d/planfeed")]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the manual page
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed man > planfeed.1")]
pub(super) struct ManArgs {}

pub(super) fn schema(_: &SchemaArgs, terminal: &Terminal) -> CommandResult {
    terminal.print(&format!("{:#}\n", source::schema()))?;
    Ok(Exit::Done)
}

pub(super) fn completions(
    args: &CompletionsArgs,
    mut command: clap::Command,
    terminal: &Terminal,
) -> CommandResult {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "planfeed", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}

/// Prints one page with every command.
pub(super) fn man(_: &ManArgs, command: &clap::Command, terminal: &Terminal) -> CommandResult {
    let mut page = Vec::new();
    let manual = clap_mangen::Man::new(command.clone());
    manual.render(&mut page)?;
    for sub in command.get_subcommands() {
        let named = sub.clone().bin_name(format!("planfeed {}", sub.get_name()));
        let sub = clap_mangen::Man::new(named);
        sub.render_synopsis_section(&mut page)?;
        sub.render_description_section(&mut page)?;
        sub.render_options_section(&mut page)?;
    }
    terminal.print(&String::from_utf8_lossy(&page))?;
    Ok(Exit::Done)
}

//! `planfeed rule`: explains a rule, with examples.

use std::fmt::Write as _;

use anstyle::Style;
use planfeed::diagnostic::{Code, suggestion};

use super::terminal::table;
use super::{CommandError, CommandResult, Exit, Terminal};

/// Explains a rule, or lists all of them
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed rule ambiguous-date")]
pub(super) struct Args {
    /// The code of the rule, which each finding shows in brackets [default: a table of all rules]
    code: Option<String>,
}

/// The page of all rules, with a section for each.
const PAGE: &str = include_str!("../../docs/rules.md");

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let text = match &args.code {
        Some(code) => section(code).ok_or_else(|| unknown(code))?,
        None => all(),
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}

/// Returns the section of a rule, with its examples indented.
fn section(code: &str) -> Option<String> {
    let mut sections = PAGE.split("\n## ").skip(1);
    let section = sections.find(|section| section.lines().next() == Some(code))?;
    let bold = Style::new().bold();
    let mut text = format!("{bold}{code}{bold:#}\n");
    let mut indent = "";
    for line in section.lines().skip(1) {
        if line.starts_with("```") {
            indent = if indent.is_empty() { "  " } else { "" };
        } else if line.is_empty() {
            text.push('\n');
        } else {
            let _ = writeln!(text, "{indent}{line}");
        }
    }
    Some(text)
}

fn unknown(code: &str) -> CommandError {
    let names = Code::ALL.iter().map(|code| code.rule().name);
    let help = suggestion(code, names).unwrap_or_else(|| "`planfeed rule` lists them all".into());
    format!("unknown rule `{code}`; {help}").into()
}

fn all() -> String {
    let mut table = table(&["code", "severity", "what it asks"]);
    for code in Code::ALL {
        let rule = code.rule();
        table.add_row([rule.name, &rule.severity.to_string(), rule.ensures]);
    }
    format!("{table}\n")
}

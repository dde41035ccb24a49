//! The changes of a revision as text for a terminal.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::changes::{
    Markup, compared_to, first_titles, heading, kind_of, name, named, summary, title,
};
use super::terminal::visible;
use super::wrap::{columns, wrapped};
use planfeed::compare::{Change, ChangeSet, Statement};

/// The columns before a value; the names of fields are as wide at most.
const INDENT: usize = 17;

/// Renders changes for a terminal of that width; colours are taken out where there is none. Without
/// a width, as in a pipe, only values are on lines of their own.
pub(super) fn text(changes: &ChangeSet, width: Option<usize>) -> String {
    let [cyan, old, new] =
        [AnsiColor::Cyan, AnsiColor::Red, AnsiColor::Green].map(AnsiColor::on_default);
    let strong = cyan.bold();
    let markup = Markup {
        escape: shown,
        old: around(old, "", ""),
        new: around(new, "", ""),
        removed: around(old, "[-", "-]"),
        added: around(new, "{+", "+}"),
    };
    let mut lines = Lines {
        text: String::new(),
        width,
        markup,
    };
    for section in changes.sections() {
        let n = section.changes.len();
        let heading = heading(&section);
        lines.add(&format!("{strong}{heading} ({n}){strong:#}"), 0);
        for group in section.groups() {
            lines.add_group(&group);
        }
        lines.text.push('\n');
    }
    lines.add(&summary(changes), 0);
    if let Some(horizon) = compared_to(changes) {
        lines.add(&horizon, 0);
    }
    lines.text
}

/// Lines of text, each no wider than the terminal.
struct Lines {
    text: String,
    width: Option<usize>,
    markup: Markup,
}

impl Lines {
    fn add(&mut self, line: &str, indent: usize) {
        let line = match self.width {
            Some(width) => wrapped(line, width, indent),
            None => line.to_owned(),
        };
        let _ = writeln!(self.text, "{line}");
    }

    fn add_group(&mut self, group: &[&Change]) {
        let (bold, change) = (Style::new().bold(), group[0]);
        let statements = change.statements();
        if let [change] = group {
            let title = shown(&title(change));
            self.add(&format!("  {bold}{title}{bold:#}{}", kind_of(change)), 4);
            return self.add_statements(&statements);
        }
        let events = format!("  {bold}{} events{bold:#}:", group.len());
        match &statements[..] {
            [one] if one.occurrences.is_empty() => {
                let name = shown(&name(one));
                self.add_value(&format!("{events} {name}"), one, 4);
            }
            _ => {
                self.add(&events, 4);
                self.add_statements(&statements);
            }
        }
        let (first, rest) = first_titles(group, shown);
        for (change, _) in group.iter().zip(first) {
            self.add(&format!("    {}", shown(&title(change))), 6);
        }
        if !rest.is_empty() {
            self.add(&format!("   {rest}"), 6);
        }
    }

    fn add_statements(&mut self, statements: &[Statement<'_>]) {
        for statement in statements {
            let name = match &statement.occurrences[..] {
                // A value without a time says of itself that it is about the meeting.
                [one] => format!("{:<12} {}:", statement.name.word(), shown(one)),
                _ => format!("{:<12}", shown(&name(statement))),
            };
            self.add_value(&format!("    {name}"), statement, INDENT);
            if let all @ [_, _, ..] = &statement.occurrences[..] {
                for occurrence in named(all) {
                    self.add(&format!("{:INDENT$}{}", "", shown(&occurrence)), INDENT);
                }
            }
        }
    }

    /// Adds a value after its name: both on one line if they fit, else the new one below.
    fn add_value(&mut self, name: &str, statement: &Statement<'_>, indent: usize) {
        let values = self.markup.value(statement);
        let line = format!("{name} {}", values.join(" → "));
        let fits = match self.width {
            Some(width) => columns(&line) <= width && !line.contains('\n'),
            None => !statement.is_long(),
        };
        if let ([was, is], false) = (&values[..], fits) {
            self.add_lines(&format!("{name} {was}"), indent);
            return self.add_lines(&format!("{:1$}→ {is}", "", indent - 2), indent);
        }
        self.add_lines(&line, indent);
    }

    /// Adds a text that may have several lines.
    fn add_lines(&mut self, text: &str, indent: usize) {
        for (at, line) in text.split('\n').enumerate() {
            match at {
                0 => self.add(line, indent),
                _ if line.trim().is_empty() => self.text.push('\n'),
                _ => self.add(&format!("{:indent$}{line}", ""), indent),
            }
        }
    }
}

fn shown(text: &str) -> String {
    visible(text).replace('\t', " ")
}

fn around(style: Style, before: &str, after: &str) -> [String; 2] {
    [format!("{style}{before}"), format!("{after}{style:#}")]
}

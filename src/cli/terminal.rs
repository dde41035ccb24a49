//! The one place that prints. Colours only on a terminal and without `NO_COLOR`; escape sequences
//! are shown, not sent.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Standard output and standard error.
pub(super) struct Terminal {
    /// True if standard error shows colours.
    pub colors: bool,
}

impl Terminal {
    pub(super) fn new() -> Self {
        Self {
            colors: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        }
    }

    /// Writes a result to standard output. It is not an error if the reader stops reading.
    pub(super) fn print(&self, text: &str) -> io::Result<()> {
        match anstream::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Writes a note to standard error.
    pub(super) fn note(&self, text: &str) {
        // If standard error is closed, there is nowhere to report that.
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// Writes an error to standard error.
    pub(super) fn error(&self, message: &str) {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        self.note(&format!("{style}error{style:#}: {}\n", visible(message)));
    }

    /// Shows a progress bar on standard error, if that is a terminal.
    pub(super) fn progress(&self, doing: &'static str) -> ProgressBar {
        let target = if io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_bar());
        ProgressBar::with_draw_target(None, target)
            .with_style(style)
            .with_prefix(doing)
    }
}

/// The columns of a terminal that does not say how many it has.
const USUAL_WIDTH: usize = 80;

/// Returns the number of columns of standard output: what `COLUMNS` says, or the terminal itself.
/// None if it is not a terminal.
#[expect(
    clippy::disallowed_methods,
    reason = "only what people see depends on it"
)]
pub(super) fn width() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let said = std::env::var("COLUMNS").ok();
    let said = said.and_then(|columns| columns.parse().ok());
    let own = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let width = said.filter(|width| *width > 0).or_else(own);
    Some(width.filter(|width| *width > 0).unwrap_or(USUAL_WIDTH))
}

/// Returns a table with a header, as wide as the terminal at most.
pub(super) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_BORDERS_ONLY)
        .set_header(header);
    if let Some(width) = width() {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(width).unwrap_or(u16::MAX));
    }
    // A code or a date broken in two is hard to find.
    for column in table.column_iter_mut().take(2) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    table
}

/// Returns whether a character could move the cursor, colour the terminal or turn the direction of
/// text.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns the text with each hidden character as one sign.
pub(super) fn replaced(text: &str) -> String {
    let replaced = |c| if is_hidden(c) { '\u{fffd}' } else { c };
    text.chars().map(replaced).collect()
}

/// Returns the text with hidden characters as escapes.
pub(super) fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            visible.extend(c.escape_unicode());
        } else {
            visible.push(c);
        }
    }
    visible
}

/// Returns a path as text that is safe to show.
pub(super) fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy())
}

//! The one place that prints. Colours only on a terminal and without `NO_COLOR`; escape sequences
//! are shown, not sent.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Standard output and standard error.
pub(super) struct Terminal {
    /// Whether standard error shows colours.
    pub colors: bool,
}

impl Terminal {
    pub fn new() -> Self {
        Self {
            colors: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        }
    }

    /// Writes a result to standard output. A reader that has seen enough is no error.
    pub fn print(&self, text: &str) -> io::Result<()> {
        match anstream::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Writes a note to standard error.
    pub fn note(&self, text: &str) {
        // Nobody is left to tell if standard error is closed.
        let _ = anstream::stderr().lock().write_all(text.as_bytes());
    }

    /// Writes an error to standard error.
    pub fn error(&self, message: &str) {
        let style = Style::new().bold().fg_color(Some(AnsiColor::Red.into()));
        self.note(&format!("{style}error{style:#}: {}\n", visible(message)));
    }

    /// A bar on standard error while something long goes on; nothing where that is no terminal.
    pub fn progress(&self, doing: &'static str) -> ProgressBar {
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

/// How many columns standard output has; none if it is no terminal.
pub(super) fn width() -> Option<u16> {
    io::stdout()
        .is_terminal()
        .then(terminal_size::terminal_size)
        .flatten()
        .map(|(width, _)| width.0)
}

/// Whether a character could move the cursor, colour the terminal or turn the direction of text.
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\t')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with each such character as one sign.
pub(super) fn replaced(text: &str) -> String {
    text.chars()
        .map(|c| if is_hidden(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The text with control characters as escapes, line breaks and tabs aside.
pub(super) fn visible(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if is_hidden(c) {
                c.escape_unicode().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}

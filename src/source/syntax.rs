//! Faults of YAML in words for people: the line at fault, and the line as it should be.

use std::ops::Range;

use super::keys::is_known;
use super::signs::{OpenSign, around_hash, at_fault, comment};
use crate::diagnostic::Help;

/// A fault of a file's YAML.
pub(super) struct SyntaxFault {
    /// The characters at fault.
    pub at: Range<usize>,
    pub message: String,
    pub help: Help,
}

/// Returns the first line with a known fault, up to the character at which a parser gave up.
pub(super) fn first_fault(text: &str, gave_up_at: usize) -> Option<SyntaxFault> {
    let mut lines = BlockLines::default();
    let mut start = 0;
    // A parser may give up before the line at fault.
    let rest = text.chars().skip(gave_up_at);
    let last = gave_up_at + rest.take_while(|c| *c != '\n').count() + 1;
    for line in text.split('\n') {
        if start > last {
            break;
        }
        if let Some(fault) = lines.fault_of(line, start) {
            return Some(fault);
        }
        start += line.chars().count() + 1;
    }
    lines.unclosed()
}

pub(super) fn fault(
    at: Range<usize>,
    message: impl Into<String>,
    help: impl Into<Help>,
) -> SyntaxFault {
    let (message, help) = (message.into(), help.into());
    SyntaxFault { at, message, help }
}

/// What the lines so far say about the next.
#[derive(Default)]
struct BlockLines {
    /// The last line with a key.
    before: Option<BlockLine>,
    /// The columns of dashes and of keys that are open, outermost first; true for a dash.
    columns: Vec<(usize, bool)>,
    /// The column behind which the lines of a text stand that began with `|` or `>`.
    text_behind: Option<usize>,
    /// A bracket or a quote that is open.
    open: Option<OpenSign>,
}

impl BlockLines {
    fn fault_of(&mut self, text: &str, start: usize) -> Option<SyntaxFault> {
        let content = text.trim();
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        if content.is_empty() || content.starts_with('#') || content == "---" {
            return None;
        }
        if self.text_behind.is_some_and(|behind| indent > behind) {
            return None;
        }
        self.text_behind = None;
        if self.open.is_some() {
            return self.goes_on(content, start + indent);
        }
        if let Some(tab) = text.chars().take(indent).position(|c| c == '\t') {
            let at = start + tab..start + tab + 1;
            let help = "indent with spaces, as the lines around it";
            return Some(fault(
                at,
                "there is a tab before the text of this line",
                help,
            ));
        }
        self.judge(&BlockLine::new(text), content, start)
    }

    /// Judges a line before which nothing is open.
    fn judge(&mut self, line: &BlockLine, content: &str, start: usize) -> Option<SyntaxFault> {
        let whole = start + line.first()..start + line.first() + content.chars().count();
        if let Some(rest) = content.strip_prefix('-')
            && rest.contains(':')
            && rest.starts_with(|c: char| c.is_alphabetic())
        {
            let help = format!("write `- {rest}`");
            return Some(fault(whole, "there is no space behind the dash", help));
        }
        let found = match line.key.is_empty() {
            true => self.without_key(line, whole),
            false => self.misplaced(line, start),
        };
        let is_judged = !line.key.is_empty() || line.dash.is_some();
        let found = found.or_else(|| {
            let at = start + line.column;
            is_judged
                .then(|| at_fault(&line.key, &line.value, at))
                .flatten()
        });
        if found.is_some() {
            return found;
        }
        let value = line.value.as_str();
        if value.starts_with(['|', '>']) {
            self.text_behind = Some(line.first());
        } else if is_judged || value.starts_with(['[', '{']) {
            self.open = OpenSign::of(value, start + line.column);
        }
        if !line.key.is_empty() {
            self.before = Some(line.clone());
        }
        None
    }

    /// Judges a line within what is open.
    fn goes_on(&mut self, content: &str, at: usize) -> Option<SyntaxFault> {
        let open = self.open.as_mut()?;
        let line = BlockLine::new(content);
        let begins_anew = match open.sign {
            '[' | '{' => line.dash.is_some() || open.sign == '[' && is_known(&line.key),
            _ => line.dash.is_some() || is_known(&line.key),
        };
        if begins_anew {
            return self.unclosed();
        }
        if open.written.ends_with(['}', ']']) && content.starts_with(['{', '[']) {
            let help = "write `,` behind the line before";
            return Some(fault(
                at..at + 1,
                "a comma is missing before this bracket",
                help,
            ));
        }
        open.take(content);
        if open.depth == 0 {
            self.open = None;
        }
        None
    }

    /// What is open where something new begins, or at the end.
    fn unclosed(&self) -> Option<SyntaxFault> {
        let open = self.open.as_ref()?;
        let (what, close) = match open.sign {
            '[' => ("bracket", "]"),
            '{' => ("bracket", " }"),
            '"' => ("quote", "\""),
            _ => ("quote", "'"),
        };
        let at = open.at..open.at + 1;
        if let (true, Some(hash)) = (what == "bracket", comment(&open.first)) {
            let hash_at = open.at + open.first[..hash].chars().count();
            let message = "`#` begins a comment here, so the bracket before it is not closed";
            let help = format!("quote the value: `{}`", around_hash(&open.first, hash));
            return Some(fault(hash_at..hash_at + 1, message, help));
        }
        let help = format!("close it: `{}{close}`", open.first.trim_end());
        Some(fault(at, format!("this {what} is not closed"), help))
    }

    /// A line without a key: its colon may have no space behind it, or be another sign.
    fn without_key(&self, line: &BlockLine, at: Range<usize>) -> Option<SyntaxFault> {
        let own = line.value.as_str();
        for sign in ['=', ':'] {
            let Some((key, value)) = own.split_once(sign) else {
                continue;
            };
            let (key, value) = (key.trim(), value.trim());
            if is_known(key) && !value.is_empty() {
                let message = match sign {
                    '=' => "`=` stands in the place of a colon",
                    _ => "there is no space behind the colon",
                };
                return Some(fault(at, message, format!("write `{key}: {value}`")));
            }
        }
        let before = self.before.as_ref()?;
        if line.dash.is_some() || line.indent > before.indent || before.value.is_empty() {
            return None;
        }
        let help = format!(
            "indent it more than `{key}` if it goes on from there; a text of several lines is \
             `{key}: |`, and its lines below",
            key = before.key
        );
        Some(fault(at, "this line has no key", help))
    }

    /// A key or a dash that is in no column of those before it.
    fn misplaced(&mut self, line: &BlockLine, start: usize) -> Option<SyntaxFault> {
        if let Some(dash) = line.dash {
            let found = self.place(dash, true, line, start);
            if found.is_some() {
                return found;
            }
            self.columns.push((line.indent, false));
            return None;
        }
        self.place(line.indent, false, line, start)
    }

    /// Puts a dash or a key into its column.
    fn place(
        &mut self,
        column: usize,
        is_dash: bool,
        line: &BlockLine,
        start: usize,
    ) -> Option<SyntaxFault> {
        let (what, length) = match is_dash {
            true => ("this dash".to_owned(), 1),
            false => (format!("`{}`", line.key), line.key.chars().count()),
        };
        let at = start + column..start + column + length;
        let outer = self.columns.clone();
        self.columns.retain(|(open, _)| *open <= column);
        let same_kind = outer.iter().rev().find(|(_, dash)| *dash == is_dash);
        let spaces = same_kind.map_or(0, |(column, _)| *column);
        let has_value = self
            .before
            .as_ref()
            .is_some_and(|before| !before.value.is_empty());
        let last = self.columns.last().copied();
        let is_deeper = outer.last().is_none_or(|(open, _)| *open < column);
        let help = format!("indent it with {spaces} spaces, as the one before it");
        if is_deeper && has_value && !outer.is_empty() {
            return Some(fault(at, format!("{what} is indented too far"), help));
        }
        match last {
            Some((open, dash)) if open == column && dash == is_dash => {}
            Some((open, true)) if open == column => {
                self.columns.pop();
                if self.columns.last() != Some(&(column, false)) {
                    return Some(fault(at, format!("{what} is indented too little"), help));
                }
            }
            _ if is_deeper || last == Some((column, false)) && !has_value => {
                self.columns.push((column, is_dash));
            }
            _ => {
                let message = format!("{what} is in no column of the lines before it");
                return Some(fault(at, message, help));
            }
        }
        None
    }
}

/// A line of a block, taken apart.
#[derive(Clone, Default)]
struct BlockLine {
    /// The column of its dash.
    dash: Option<usize>,
    /// The column of its key, or of its text.
    indent: usize,
    key: String,
    /// The column of its value.
    column: usize,
    value: String,
}

impl BlockLine {
    fn new(text: &str) -> Self {
        let mut line = Self::default();
        let mut rest = text.trim_start();
        let column = |rest: &str| text.chars().count() - rest.chars().count();
        if rest.starts_with("- ") {
            line.dash = Some(column(rest));
            rest = rest[1..].trim_start();
        }
        line.indent = column(rest);
        if let Some((key, value)) = key_of(rest) {
            line.key = key.to_owned();
            rest = value.trim_start();
        }
        line.column = column(rest);
        rest.trim_end().clone_into(&mut line.value);
        if line.value.starts_with('#') {
            line.value.clear();
        }
        line
    }

    fn first(&self) -> usize {
        self.dash.unwrap_or(self.indent)
    }
}

/// Returns the key and the rest of a line that has one.
fn key_of(text: &str) -> Option<(&str, &str)> {
    if text.starts_with([
        '[', '{', '"', '\'', '&', '*', '!', '|', '>', '@', '%', '`', '#',
    ]) {
        return None;
    }
    match text.split_once(": ") {
        Some((key, value)) => Some((key.trim_end(), value)),
        None => text.trim_end().strip_suffix(':').map(|key| (key, "")),
    }
}

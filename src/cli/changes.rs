//! The changes of a revision, as people and machines read them.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use super::terminal::{is_hidden, visible};
use planfeed::compare::{
    Change, ChangeKind, ChangeSet, Field, HELD, Heading, ShownField, Stretch, is_long,
};

/// Returns the counts of changes, such as `3 firmed up, 1 moved, 1 new, 1 held`.
pub(super) fn summary(changes: &ChangeSet) -> String {
    let held = changes.changes.iter().filter(|change| change.was_held);
    let held = held.count();
    let mut counts = Vec::new();
    for (kind, n) in changes.counts() {
        let is_removed = kind == ChangeKind::Removed;
        counts.push((word(kind), if is_removed { n - held } else { n }));
    }
    counts.push((HELD, held));
    counts.retain(|(_, n)| *n > 0);
    if counts.is_empty() {
        return "no event changed".to_owned();
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(word, n)| format!("{n} {word}"))
        .collect();
    counts.join(", ")
}

/// Renders changes for a terminal; colours are taken out where there is none.
pub(super) fn text(changes: &ChangeSet) -> String {
    let [cyan, old, new] =
        [AnsiColor::Cyan, AnsiColor::Red, AnsiColor::Green].map(AnsiColor::on_default);
    let (strong, bold) = (cyan.bold(), Style::new().bold());
    let markup = Markup {
        escape: |text| visible(text).replace('\n', "\n                 "),
        old: around(old, "", ""),
        new: around(new, "", ""),
        removed: around(old, "[-", "-]"),
        added: around(new, "{+", "+}"),
        long_arrow: "\n               → ",
    };
    let mut text = String::new();
    for (under, changes) in changes.sections() {
        let _ = writeln!(
            text,
            "{strong}{} ({}){strong:#}",
            heading(under),
            changes.len()
        );
        for change in changes {
            let title = visible(&title(change));
            let _ = writeln!(text, "  {bold}{title}{bold:#}{}", kind_of(change));
            for field in &change.fields {
                let name = visible(field.name.word());
                let _ = writeln!(text, "    {name:<12} {}", markup.value(change, field));
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(changes));
    text
}

/// Renders changes for a comment on a pull request.
pub(super) fn markdown(changes: &ChangeSet) -> String {
    if changes.is_empty() {
        return "No event changes.\n".to_owned();
    }
    let markup = Markup {
        escape: escaped,
        old: Default::default(),
        new: Default::default(),
        removed: ["<del>", "</del>"].map(str::to_owned),
        added: ["<ins>", "</ins>"].map(str::to_owned),
        long_arrow: " → ",
    };
    let mut text = format!("**{}**\n", summary(changes));
    for (under, changes) in changes.sections() {
        let _ = writeln!(text, "\n### {} ({})\n", heading(under), changes.len());
        for change in changes {
            let _ = writeln!(text, "- **{}**{}", escaped(&title(change)), kind_of(change));
            for field in &change.fields {
                let name = escaped(field.name.word());
                let _ = writeln!(text, "  - {name}: {}", markup.value(change, field));
            }
        }
    }
    text
}

fn word(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Added => "new",
        other => other.word(),
    }
}

fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::Kind(kind) => word(kind),
        Heading::Venues => "venues",
        Heading::Text => "text",
    }
}

/// Returns the title, with the date and venue of the event unless its fields have them.
fn title(change: &Change) -> String {
    match change.about() {
        Some(about) => format!("{} ({about})", change.title),
        None => change.title.clone(),
    }
}

/// Returns what follows a title whose heading does not say the kind of the change.
fn kind_of(change: &Change) -> String {
    if change.has_kind_in_heading() {
        String::new()
    } else {
        format!(" – {}", change.kind.word())
    }
}

/// The markup that sets off old and new values: for each, what is before and after it.
struct Markup {
    escape: fn(&str) -> String,
    old: [String; 2],
    new: [String; 2],
    /// Around the words that a long text has lost.
    removed: [String; 2],
    /// Around the words that a long text has gained.
    added: [String; 2],
    /// The arrow between values that are too long for one line.
    long_arrow: &'static str,
}

impl Markup {
    fn value(&self, change: &Change, field: &Field) -> String {
        match change.shown(field) {
            None => String::new(),
            Some(ShownField::Text(words)) => {
                words.iter().map(|words| self.stretch(words)).collect()
            }
            Some(ShownField::Both(was, is)) => {
                let is_long = is_long(was) || is_long(is);
                let arrow = if is_long { self.long_arrow } else { " → " };
                self.set(was, &self.old) + arrow + &self.set(is, &self.new)
            }
            Some(ShownField::Was(text) | ShownField::Is(text)) => (self.escape)(text),
            Some(ShownField::Dropped(was)) => self.set(was, &self.old) + " → not given",
            Some(ShownField::Given(is)) => format!("not given → {}", self.set(is, &self.new)),
        }
    }

    fn stretch(&self, words: &Stretch) -> String {
        match words {
            Stretch::Same(text) => (self.escape)(text),
            Stretch::Old(text) => self.set(text, &self.removed),
            Stretch::New(text) => self.set(text, &self.added),
        }
    }

    fn set(&self, text: &str, [before, after]: &[String; 2]) -> String {
        format!("{before}{}{after}", (self.escape)(text))
    }
}

fn around(style: Style, before: &str, after: &str) -> [String; 2] {
    [format!("{style}{before}"), format!("{after}{style:#}")]
}

/// Escapes Markdown, HTML and @mentions; line breaks become spaces.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            // Hosts look for names and numbers before they look at escapes; a comment ends what
            // they find.
            '@' => out.push_str("@<!-- -->"),
            '#' => out.push_str("\\#<!-- -->"),
            '\n' | '\t' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '!' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Renders changes as `{old, new, changes: [{uid, kind, title, fields: [{name, old, new}]}]}`.
pub(super) fn json(old: &str, new: &str, changes: &ChangeSet) -> String {
    let changes: Vec<_> = changes.changes.iter().map(object).collect();
    let text = format!(
        "{:#}\n",
        json!({ "old": old, "new": new, "changes": changes })
    );
    // JSON escapes most control characters by itself.
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn object(change: &Change) -> Value {
    let mut fields = Vec::new();
    for Field { name, old, new } in &change.fields {
        fields.push(json!({ "name": name.word(), "old": old, "new": new }));
    }
    let kind = change.kind.word();
    json!({ "uid": change.uid, "kind": kind, "title": change.title, "fields": fields })
}

//! What a revision changes, as people and machines read it.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::terminal::{is_hidden, visible};
use planfeed::compare::{
    Change, ChangeKind, ChangeSet, Field, HELD, Heading, ShownField, Stretch, is_long,
};

/// `3 firmed up, 1 moved, 1 new, 1 held`.
pub(super) fn summary(changes: &ChangeSet) -> String {
    let held = changes
        .changes
        .iter()
        .filter(|change| change.was_held)
        .count();
    let counted = |(kind, n): (ChangeKind, usize)| {
        (
            word(kind),
            if kind == ChangeKind::Removed {
                n - held
            } else {
                n
            },
        )
    };
    let counts = changes
        .counts()
        .into_iter()
        .map(counted)
        .chain([(HELD, held)])
        .filter(|(_, n)| *n > 0);
    let counts: Vec<String> = counts.map(|(word, n)| format!("{n} {word}")).collect();
    if counts.is_empty() {
        "no event changed".to_owned()
    } else {
        counts.join(", ")
    }
}

fn word(kind: ChangeKind) -> &'static str {
    if kind == ChangeKind::Added {
        "new"
    } else {
        kind.word()
    }
}

fn heading(heading: Heading) -> &'static str {
    match heading {
        Heading::Kind(kind) => word(kind),
        Heading::Venues => "venues",
        Heading::Text => "text",
    }
}

/// The title, with when and where it is if its fields do not say so.
fn title(change: &Change) -> String {
    change.about().map_or_else(
        || change.title.clone(),
        |about| format!("{} ({about})", change.title),
    )
}

/// What stands behind a title, where the heading does not tell the kind.
fn kind_of(change: &Change) -> String {
    if change.has_kind_in_heading() {
        String::new()
    } else {
        format!(" – {}", change.kind.word())
    }
}

/// How much of what was, and of what is, stands out.
struct Styles {
    heading: Style,
    title: Style,
    old: Style,
    new: Style,
}

/// For a terminal; colours are taken out where there is none.
pub(super) fn text(changes: &ChangeSet) -> String {
    let color = |color: AnsiColor| Style::new().fg_color(Some(color.into()));
    let styles = Styles {
        heading: color(AnsiColor::Cyan).bold(),
        title: Style::new().bold(),
        old: color(AnsiColor::Red),
        new: color(AnsiColor::Green),
    };
    let mut text = String::new();
    for (under, changes) in changes.sections() {
        let Styles {
            heading: style,
            title: bold,
            ..
        } = &styles;
        let _ = writeln!(
            text,
            "{style}{} ({}){style:#}",
            heading(under),
            changes.len()
        );
        for change in changes {
            let _ = writeln!(
                text,
                "  {bold}{}{bold:#}{}",
                visible(&title(change)),
                kind_of(change)
            );
            for field in &change.fields {
                let _ = writeln!(
                    text,
                    "    {:<12} {}",
                    visible(field.name.word()),
                    change
                        .shown(field)
                        .map(|shown| value(shown, &styles))
                        .unwrap_or_default()
                );
            }
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", summary(changes));
    text
}

fn value(shown: ShownField<'_>, Styles { old, new, .. }: &Styles) -> String {
    let lines = |text: &str| visible(text).replace('\n', "\n                 ");
    match shown {
        ShownField::Text(words) => {
            let stretch = |words: Stretch| match words {
                Stretch::Same(text) => lines(&text),
                Stretch::Old(text) => format!("{old}[-{}-]{old:#}", lines(&text)),
                Stretch::New(text) => format!("{new}{{+{}+}}{new:#}", lines(&text)),
            };
            words.into_iter().map(stretch).collect()
        }
        // Two lines, where one would be too long.
        ShownField::Both(was, is) if is_long(was) || is_long(is) => {
            format!(
                "{old}{}{old:#}\n               → {new}{}{new:#}",
                lines(was),
                lines(is)
            )
        }
        ShownField::Both(was, is) => {
            format!("{old}{}{old:#} → {new}{}{new:#}", lines(was), lines(is))
        }
        ShownField::Was(text) | ShownField::Is(text) => lines(text),
        ShownField::Dropped(was) => format!("{old}{}{old:#} → not given", lines(was)),
        ShownField::Given(is) => format!("not given → {new}{}{new:#}", lines(is)),
    }
}

/// For a comment on a pull request.
pub(super) fn markdown(changes: &ChangeSet) -> String {
    if changes.is_empty() {
        return "No event changes.\n".to_owned();
    }
    let mut text = format!("**{}**\n", summary(changes));
    for (under, changes) in changes.sections() {
        let _ = writeln!(text, "\n### {} ({})\n", heading(under), changes.len());
        for change in changes {
            let _ = writeln!(text, "- **{}**{}", escaped(&title(change)), kind_of(change));
            for field in &change.fields {
                let _ = writeln!(
                    text,
                    "  - {}: {}",
                    escaped(field.name.word()),
                    change.shown(field).map(marked).unwrap_or_default()
                );
            }
        }
    }
    text
}

fn marked(shown: ShownField<'_>) -> String {
    match shown {
        ShownField::Text(words) => {
            let stretch = |words: Stretch| match words {
                Stretch::Same(text) => escaped(&text),
                Stretch::Old(text) => format!("<del>{}</del>", escaped(&text)),
                Stretch::New(text) => format!("<ins>{}</ins>", escaped(&text)),
            };
            words.into_iter().map(stretch).collect()
        }
        ShownField::Both(was, is) => format!("{} → {}", escaped(was), escaped(is)),
        ShownField::Was(text) | ShownField::Is(text) => escaped(text),
        ShownField::Dropped(was) => format!("{} → not given", escaped(was)),
        ShownField::Given(is) => format!("not given → {}", escaped(is)),
    }
}

/// Nothing in a plan is Markdown or HTML, nor calls anyone who reads it; line breaks become spaces.
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

/// `{old, new, changes: [{uid, kind, title, fields: [{name, old, new}]}]}`.
pub(super) fn json(old: &str, new: &str, changes: &ChangeSet) -> String {
    let field =
        |field: &Field| json!({ "name": field.name.word(), "old": field.old, "new": field.new });
    let change = |change: &Change| {
        let fields: Vec<_> = change.fields.iter().map(field).collect();
        json!({ "uid": change.uid, "kind": change.kind.word(), "title": change.title, "fields": fields })
    };
    let changes: Vec<_> = changes.changes.iter().map(change).collect();
    let text = format!(
        "{:#}\n",
        json!({ "old": old, "new": new, "changes": changes })
    );
    // JSON escapes most control characters by itself.
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match is_hidden(c) {
            true => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            false => escaped.push(c),
        }
    }
    escaped
}

//! The changes of a revision, as people and machines read them.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::terminal::{is_hidden, visible};
use planfeed::compare::{
    Change, ChangeKind, ChangeSet, Heading, Name, Section, ShownField, Statement, Stretch,
};
use planfeed::language::ENGLISH;
use planfeed::phrase::date_with_weekday;

/// The most meetings that are named one by one.
const MOST_NAMED: usize = 12;
/// The most titles of events with equal edits that are named.
const FIRST: usize = 3;

/// Returns the number of changes under each heading, such as `3 firmed up, 1 moved, 1 held`.
pub(super) fn summary(changes: &ChangeSet) -> String {
    let counts = changes.sections().into_iter();
    let counts: Vec<String> = counts
        .map(|section| format!("{} {}", section.changes.len(), heading(&section)))
        .collect();
    match counts.is_empty() {
        true => "no event changed".to_owned(),
        false => counts.join(", "),
    }
}

/// Returns how far endless series were compared, if there are any.
pub(super) fn compared_to(changes: &ChangeSet) -> Option<String> {
    let day = date_with_weekday(changes.compared_to?, &ENGLISH);
    Some(format!(
        "Series that go on after {day} were compared up to that day."
    ))
}

/// Returns the heading of changes.
pub(super) fn heading(section: &Section<'_>) -> &'static str {
    match section.heading {
        Heading::Kind(ChangeKind::Added) => "new",
        Heading::Kind(kind) => kind.word(),
        Heading::Held => "held",
        Heading::Renamed => ChangeKind::Renamed.word(),
        Heading::Recategorised => ChangeKind::Recategorised.word(),
        Heading::NewUid => ChangeKind::NewUid.word(),
        Heading::Venues => "venue",
        Heading::Text => "text",
    }
}

/// Renders changes for a comment on a pull request.
pub(super) fn markdown(changes: &ChangeSet) -> String {
    if changes.is_empty() {
        return with_horizon("No event changes.\n".to_owned(), changes);
    }
    let mut text = format!("**{}**\n", summary(changes));
    for section in changes.sections() {
        let n = section.changes.len();
        let _ = writeln!(text, "\n### {} ({n})\n", heading(&section));
        for group in section.groups() {
            add_group(&mut text, &group);
        }
    }
    with_horizon(text, changes)
}

fn with_horizon(mut text: String, changes: &ChangeSet) -> String {
    if let Some(horizon) = compared_to(changes) {
        let _ = writeln!(text, "\n{horizon}");
    }
    text
}

fn add_group(text: &mut String, group: &[&Change]) {
    let (markup, statements) = (Markup::markdown(), group[0].statements());
    if let [change] = group {
        let title = escaped(&title(change));
        let _ = writeln!(text, "- **{title}**{}", kind_of(change));
        return add_statements(text, &statements, &markup);
    }
    let events = format!("- **{} events**:", group.len());
    match &statements[..] {
        [one] => {
            let _ = writeln!(text, "{events} {}", markup.said(one, ""));
        }
        _ => {
            let _ = writeln!(text, "{events}");
            add_statements(text, &statements, &markup);
        }
    }
    let (first, rest) = first_titles(group, escaped);
    let first = first.join("; ");
    let _ = writeln!(text, "\n  <details><summary>{first}{rest}</summary>\n");
    for change in group {
        let _ = writeln!(text, "  - {}", escaped(&title(change)));
    }
    text.push_str("\n  </details>\n\n");
}

fn add_statements(text: &mut String, statements: &[Statement<'_>], markup: &Markup) {
    for statement in statements {
        let said = markup.said(statement, ":").replace('\n', "\n  ");
        let _ = writeln!(text, "  - {said}");
    }
}

/// Returns the first titles of events with equal edits, and how many more there are.
pub(super) fn first_titles(group: &[&Change], escape: fn(&str) -> String) -> (Vec<String>, String) {
    let first = group.iter().take(FIRST).map(|change| escape(&change.title));
    let rest = match group.len().saturating_sub(FIRST) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (first.collect(), rest)
}

/// Returns the title, with the date and venue of the event unless its fields have them.
pub(super) fn title(change: &Change) -> String {
    match change.about() {
        Some(about) => format!("{} ({about})", change.title),
        None => change.title.clone(),
    }
}

/// Returns what follows a title whose heading does not say the kind of the change.
pub(super) fn kind_of(change: &Change) -> String {
    if change.has_kind_in_heading() {
        String::new()
    } else {
        format!(" – {}", change.kind.word())
    }
}

/// The markup that sets off old and new values: for each, what is before and after it.
pub(super) struct Markup {
    pub escape: fn(&str) -> String,
    pub old: [String; 2],
    pub new: [String; 2],
    /// Around the words that a long text has lost.
    pub removed: [String; 2],
    /// Around the words that a long text has gained.
    pub added: [String; 2],
}

impl Markup {
    fn markdown() -> Self {
        Self {
            escape: escaped,
            old: Default::default(),
            new: Default::default(),
            removed: ["<del>", "</del>"].map(str::to_owned),
            added: ["<ins>", "</ins>"].map(str::to_owned),
        }
    }

    /// Returns a statement in Markdown, its name with a sign after it: long values, and the
    /// meetings, are on lines of their own.
    fn said(&self, statement: &Statement<'_>, sign: &str) -> String {
        let name = (self.escape)(&name(statement)) + sign;
        let mut said = match &self.value(statement)[..] {
            [was, is] if statement.is_long() => {
                format!("{name}\\\n  {}\\\n  → {is}", beginning_a_line(was))
            }
            values => format!("{name} {}", values.join(" → ")),
        };
        if let all @ [_, _, ..] = &statement.occurrences[..] {
            let all: Vec<String> = named(all).iter().map(|one| (self.escape)(one)).collect();
            let _ = write!(said, "\\\n  {}", all.join("; "));
        }
        said
    }

    /// Returns the value, or the old and the new one.
    pub(super) fn value(&self, statement: &Statement<'_>) -> Vec<String> {
        match &statement.shown {
            ShownField::Changed => vec!["changed".to_owned()],
            ShownField::Text(words) => {
                vec![words.iter().map(|words| self.stretch(words)).collect()]
            }
            ShownField::Both(was, is) => vec![self.set(was, &self.old), self.set(is, &self.new)],
            ShownField::Within(was, is, both) => {
                let is = self.set(is, &self.new);
                let both = (self.escape)(both);
                vec![self.set(was, &self.old), format!("{is} ({both})")]
            }
            ShownField::Was(text) | ShownField::Is(text) => vec![(self.escape)(text)],
            ShownField::Dropped(was) => vec![self.set(was, &self.old), "not given".to_owned()],
            ShownField::Given(is) => vec!["not given".to_owned(), self.set(is, &self.new)],
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

/// Returns the name of a field, with the meetings in which it changed.
pub(super) fn name(statement: &Statement<'_>) -> String {
    match (&statement.occurrences[..], &statement.shown) {
        (_, ShownField::Changed) => "other details".to_owned(),
        ([], _) => statement.name.word().to_owned(),
        ([one], _) => format!("{} {one}", statement.name.word()),
        (many, _) if *statement.name == Name::Occurrence => format!("{} meetings", many.len()),
        (many, _) => format!("{} ({} meetings)", statement.name.word(), many.len()),
    }
}

/// Returns the meetings that are named; of very many the first and the last.
pub(super) fn named<'a>(all: &[&'a str]) -> Vec<Cow<'a, str>> {
    match all {
        [first @ .., last] if all.len() > MOST_NAMED => {
            let more = all.len() - (MOST_NAMED - 1);
            let first = first[..MOST_NAMED - 1]
                .iter()
                .map(|one| Cow::Borrowed(*one));
            let rest = Cow::Owned(format!("and {more} more, the last of them {last}"));
            first.chain([rest]).collect()
        }
        all => all.iter().map(|one| Cow::Borrowed(*one)).collect(),
    }
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

/// Escapes what would begin a list, a quotation or a heading in Markdown.
fn beginning_a_line(text: &str) -> String {
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let at = text.len() - number.len();
    match number.starts_with(['.', ')', '-', '+', '>', '=']) {
        true => format!("{}\\{number}", &text[..at]),
        false => text.to_owned(),
    }
}

/// Renders changes as `{old, new, compared_to, changes: [{uid, old_uid, kind, title, fields: [{name,
/// old, new, occurrences: [{old, new}]}]}]}`.
pub(super) fn json(old: &str, new: &str, set: &ChangeSet) -> String {
    let changes: Vec<_> = set.changes.iter().map(object).collect();
    let text = format!(
        "{:#}\n",
        json!({
            "old": old,
            "new": new,
            "compared_to": set.compared_to.map(|day| day.to_string()),
            "changes": changes,
        })
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
    for field in &change.fields {
        let (old, new) = (&field.old, &field.new);
        let occurrences = field.occurrences.as_ref().map(|all| {
            let each = all
                .iter()
                .map(|one| json!({ "old": one.old, "new": one.new }));
            Value::Array(each.collect())
        });
        let name = field.name.word();
        fields.push(json!({ "name": name, "old": old, "new": new, "occurrences": occurrences }));
    }
    let kind = change.kind.word();
    let uid = change.real_uid();
    let Change { old_uid, title, .. } = change;
    json!({ "uid": uid, "old_uid": old_uid, "kind": kind, "title": title, "fields": fields })
}

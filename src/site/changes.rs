//! What a revision changes, as a piece of HTML.

use askama::Template;

use crate::compare::{Change, ChangeSet, Field, Heading, Kind, Name, Shown, Words};
use crate::language::{Language, Revised};

#[derive(Template)]
#[template(path = "changes.html")]
struct Piece<'a> {
    sections: Vec<Section<'a>>,
}

struct Section<'a> {
    heading: &'a str,
    changes: Vec<Item<'a>>,
}

struct Item<'a> {
    title: &'a str,
    about: Option<&'a str>,
    /// Where the heading does not tell it.
    kind: Option<&'a str>,
    fields: Vec<Row<'a>>,
}

struct Row<'a> {
    name: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    /// Of long texts, what became of them.
    words: Vec<Words>,
}

/// What a revision changes, in that language: headings of the third level, and lists.
pub fn html(changes: &ChangeSet, language: &Language) -> String {
    let revised = &language.written.revised;
    let sections = changes
        .sections()
        .into_iter()
        .map(|(heading, changes)| Section {
            heading: match heading {
                Heading::Kind(of) => kind(of, revised),
                Heading::Venues => revised.venues,
                Heading::Text => revised.texts,
            },
            changes: changes
                .iter()
                .map(|change| Item {
                    title: &change.title,
                    about: change.about(),
                    kind: (!heading.tells(change.kind)).then(|| kind(change.kind, revised)),
                    fields: change
                        .fields
                        .iter()
                        .map(|field| row(change, field, revised))
                        .collect(),
                })
                .collect(),
        });
    // Writing to memory does not fail.
    Piece {
        sections: sections.collect(),
    }
    .render()
    .unwrap_or_default()
}

/// Whether a piece of HTML has no other tags than such pieces have, all without attributes: it can
/// do nothing.
pub(super) fn is_plain(html: &str) -> bool {
    const TAGS: [&str; 7] = ["p", "h3", "ul", "li", "strong", "del", "ins"];
    let is_known = |tag: &str| {
        tag.split_once('>')
            .is_some_and(|(tag, _)| TAGS.contains(&tag.trim_start_matches('/')))
    };
    html.split('<').skip(1).all(is_known)
}

fn row<'a>(change: &Change, field: &'a Field, revised: &Revised) -> Row<'a> {
    let (old, new, words) = match change.shown(field) {
        Some(Shown::Words(words)) => (None, None, words),
        Some(Shown::Both(was, is)) => (Some(was), Some(is), Vec::new()),
        Some(Shown::Was(was) | Shown::Dropped(was)) => (Some(was), None, Vec::new()),
        Some(Shown::Is(is) | Shown::Given(is)) => (None, Some(is), Vec::new()),
        None => (None, None, Vec::new()),
    };
    Row {
        name: name(&field.name, revised),
        old,
        new,
        words,
    }
}

/// The word for a kind in a language.
fn kind(kind: Kind, revised: &Revised) -> &'static str {
    match kind {
        Kind::Cancelled => revised.cancelled,
        Kind::Removed => revised.removed,
        Kind::Restored => revised.restored,
        Kind::Moved => revised.moved,
        Kind::FirmedUp => revised.firmed_up,
        Kind::Loosened => revised.loosened,
        Kind::Narrowed => revised.narrowed,
        Kind::Widened => revised.widened,
        Kind::Added => revised.added,
        Kind::Renamed => revised.renamed,
        Kind::Recategorised => revised.recategorised,
        Kind::OtherText => revised.other_text,
    }
}

/// The word for what changed in a language.
fn name<'a>(name: &'a Name, revised: &Revised) -> &'a str {
    match name {
        Name::Status => revised.status,
        Name::Date => revised.date,
        Name::Hours => revised.hours,
        Name::Meeting => revised.meeting,
        Name::Venue => revised.venue,
        Name::TimeZone => revised.time_zone,
        Name::Title => revised.title,
        Name::Category => revised.category,
        Name::Phase => revised.phase,
        Name::ShownOn => revised.shown_on,
        Name::Description => revised.description,
        Name::Entries => revised.entries,
        Name::Property(name) => name,
    }
}

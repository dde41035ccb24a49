//! The changes of a revision as a piece of HTML.

use askama::Template;

use super::render;
use crate::compare::{ChangeKind, ChangeSet, Field, Heading, Name, ShownField, Stretch};
use crate::language::{Language, Revised};

/// Renders the changes of a revision in a language: headings of the third level, and lists.
pub fn html(changes: &ChangeSet, language: &Language) -> String {
    let revised = &language.written.revised;
    render(&ChangesHtml { changes, revised })
}

/// Whether a piece of HTML has no other tags than [`html`] writes, all without attributes. Such a
/// piece can do nothing.
pub(super) fn is_plain(html: &str) -> bool {
    html.split('<').skip(1).all(|rest| {
        let tag = rest.split_once('>').map(|(tag, _)| tag);
        tag.is_some_and(|tag| TAGS.contains(&tag.trim_start_matches('/')))
    })
}

const TAGS: [&str; 7] = ["p", "h3", "ul", "li", "strong", "del", "ins"];

#[derive(Template)]
#[template(path = "changes.html")]
struct ChangesHtml<'a> {
    changes: &'a ChangeSet,
    revised: &'a Revised,
}

impl<'a> ChangesHtml<'a> {
    fn heading(&self, heading: &Heading) -> &'static str {
        match heading {
            Heading::Kind(kind) => self.kind(kind),
            Heading::Venues => self.revised.venues,
            Heading::Text => self.revised.texts,
        }
    }

    fn kind(&self, kind: &ChangeKind) -> &'static str {
        match kind {
            ChangeKind::Cancelled => self.revised.cancelled,
            ChangeKind::Removed => self.revised.removed,
            ChangeKind::Postponed => self.revised.postponed,
            ChangeKind::Restored => self.revised.restored,
            ChangeKind::Moved => self.revised.moved,
            ChangeKind::FirmedUp => self.revised.firmed_up,
            ChangeKind::Loosened => self.revised.loosened,
            ChangeKind::Narrowed => self.revised.narrowed,
            ChangeKind::Widened => self.revised.widened,
            ChangeKind::Added => self.revised.added,
            ChangeKind::Renamed => self.revised.renamed,
            ChangeKind::Recategorised => self.revised.recategorised,
            ChangeKind::OtherText => self.revised.other_text,
        }
    }

    fn field(&self, field: &'a Field) -> &'a str {
        match &field.name {
            Name::Status => self.revised.status,
            Name::Date => self.revised.date,
            Name::Hours => self.revised.hours,
            Name::Occurrence => self.revised.meeting,
            Name::Venue => self.revised.venue,
            Name::Online => self.revised.online,
            Name::Contact => self.revised.contact,
            Name::TimeZone => self.revised.time_zone,
            Name::Title => self.revised.title,
            Name::Category => self.revised.category,
            Name::Phase => self.revised.phase,
            Name::ShownOn => self.revised.shown_on,
            Name::Description => self.revised.description,
            Name::Entries => self.revised.entries,
            Name::Property(name) => name,
        }
    }
}

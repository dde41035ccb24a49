//! The changes of a revision as a piece of HTML.

use askama::Template;

use super::render;
use crate::compare::{
    Change, ChangeKind, ChangeSet, Heading, Name, ShownField, Statement, Stretch,
};
use crate::language::{Language, Revised, fill};

/// Renders the changes of a revision in a language: headings of the third level, and lists.
pub fn html(changes: &ChangeSet, language: &Language) -> String {
    let revised = &language.written.revised;
    render(&ChangesHtml { changes, revised })
}

/// The most titles of events with equal edits that are named at once.
const FIRST: usize = 3;

/// Whether a piece of HTML has no other tags than [`html`] writes, all without attributes. Such a
/// piece can do nothing.
pub(super) fn is_plain(html: &str) -> bool {
    html.split('<').skip(1).all(|rest| {
        let tag = rest.split_once('>').map(|(tag, _)| tag);
        tag.is_some_and(|tag| TAGS.contains(&tag.trim_start_matches('/')))
    })
}

const TAGS: [&str; 9] = [
    "p", "h3", "ul", "li", "strong", "del", "ins", "details", "summary",
];

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
            Heading::Held => self.revised.held,
            Heading::Renamed => self.revised.renamed,
            Heading::Recategorised => self.revised.recategorised,
            Heading::NewUid => self.revised.new_uid,
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
            ChangeKind::NewUid => self.revised.new_uid,
            ChangeKind::OtherText => self.revised.other_text,
        }
    }

    fn events(&self, n: usize) -> String {
        fill(self.revised.alike, &[("n", &n.to_string())])
    }

    /// Returns the titles of the first events, and how many more there are.
    fn first(&self, group: &[&Change]) -> String {
        let titles = group.iter().take(FIRST).map(|change| &*change.title);
        let mut all: Vec<String> = titles.map(str::to_owned).collect();
        if let Some(more) = group.len().checked_sub(FIRST).filter(|more| *more > 0) {
            all.push(fill(self.revised.more, &[("n", &more.to_string())]));
        }
        all.join("; ")
    }

    /// Returns the name of a field, with the meetings in which it changed.
    fn name(&self, statement: &Statement<'a>) -> String {
        match (&statement.occurrences[..], &statement.shown) {
            (_, ShownField::Changed) => self.revised.details.to_owned(),
            ([], _) => self.field(statement.name).to_owned(),
            ([one], _) => format!("{} {one}", self.field(statement.name)),
            (many, _) => {
                let n = many.len().to_string();
                let meetings = fill(self.revised.meetings, &[("n", &n)]);
                match statement.name {
                    Name::Occurrence => meetings,
                    name => format!("{} ({meetings})", self.field(name)),
                }
            }
        }
    }

    fn field(&self, name: &'a Name) -> &'a str {
        match name {
            Name::Status => self.revised.status,
            Name::Date => self.revised.date,
            Name::Hours => self.revised.hours,
            Name::Duration => self.revised.duration,
            Name::Recurrence => self.revised.recurrence,
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

//! What of an event changed, and what that means.

use std::collections::BTreeSet;

use super::subject::{Group, Meeting, Subject};
use super::{Field, Kind, Name, dates};
use crate::phrase::{Grammar, marker_of};
use crate::plan::{Marker, Stated};

/// Everything that changed, and the weightiest of the kinds that it is of; none if nothing did.
pub(super) fn fields(old: &Subject, new: &Subject, grammar: &Grammar) -> Option<(Kind, Vec<Field>)> {
    let mut found = Found { changes: Vec::new() };
    found.date(old, new);
    found.hours(old, new);
    found.meetings(old, new);
    found.option(Name::Venue, &old.venue, &new.venue, place_kind);
    found.title(old, new, grammar);
    found.status(old, new);
    found.group(Name::Category, &old.category, &new.category);
    found.group(Name::Phase, &old.phase, &new.phase);
    found.option(Name::Description, &old.text, &new.text, |_, _| Kind::OtherText);
    found.rest(old, new);
    let kind = found.changes.iter().map(|(kind, _)| *kind).max_by_key(|kind| kind.weight())?;
    let mut fields: Vec<Field> = found.changes.into_iter().map(|(_, field)| field).collect();
    fields.sort_by(|one, other| one.name.cmp(&other.name));
    Some((kind, fields))
}

/// What was found to have changed.
struct Found {
    changes: Vec<(Kind, Field)>,
}

impl Found {
    fn push(&mut self, kind: Kind, name: Name, old: Option<String>, new: Option<String>) {
        self.changes.push((kind, Field { name, old, new }));
    }

    fn has(&self, names: &[Name]) -> bool {
        self.changes.iter().any(|(_, field)| names.contains(&field.name))
    }

    fn option(
        &mut self,
        name: Name,
        old: &Option<String>,
        new: &Option<String>,
        kind: impl Fn(Option<&str>, Option<&str>) -> Kind,
    ) {
        if old != new {
            self.push(kind(old.as_deref(), new.as_deref()), name, old.clone(), new.clone());
        }
    }

    fn date(&mut self, old: &Subject, new: &Subject) {
        let kind = match (&old.when, &new.when) {
            (Some(was), Some(is)) => dates::kind(was, is),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => Some(Kind::Moved),
        };
        match kind {
            Some(kind) => self.push(kind, Name::Date, old.date.clone(), new.date.clone()),
            // The day that stands for a span moves when the span has begun.
            None => self.option(Name::ShownOn, &old.shown_on, &new.shown_on, |_, _| Kind::OtherText),
        }
    }

    fn hours(&mut self, old: &Subject, new: &Subject) {
        let kind = match (&old.hours, &new.hours) {
            (None, Some(_)) => Kind::FirmedUp,
            (Some(_), None) => Kind::Loosened,
            // Told in other words, or by other clocks.
            _ if old.meetings == new.meetings => Kind::OtherText,
            _ if new.meetings.is_subset(&old.meetings) => Kind::Narrowed,
            _ if new.meetings.is_superset(&old.meetings) => Kind::Widened,
            _ => Kind::Moved,
        };
        if old.hours != new.hours {
            self.push(kind, Name::Hours, old.hours.clone(), new.hours.clone());
        }
        // That of another place is no news.
        if old.zone != new.zone && old.venue == new.venue {
            let is_moved = old.hours.is_some() && new.hours.is_some() && old.meetings != new.meetings;
            let kind = if is_moved { Kind::Moved } else { Kind::OtherText };
            self.push(kind, Name::TimeZone, old.zone.clone(), new.zone.clone());
        }
    }

    fn meetings(&mut self, old: &Subject, new: &Subject) {
        let names: BTreeSet<&String> = old.others.keys().chain(new.others.keys()).collect();
        for name in names {
            let (was, is) = (old.others.get(name), new.others.get(name));
            let says = |meeting: Option<&Meeting>| meeting.map(|meeting| (meeting.words.clone(), meeting.start));
            if says(was) == says(is) {
                continue;
            }
            let is_cancelled = |meeting: Option<&Meeting>| meeting.is_some_and(|meeting| meeting.is_cancelled);
            let start = |meeting: Option<&Meeting>| meeting.and_then(|meeting| meeting.start);
            let kind = match (is_cancelled(was), is_cancelled(is)) {
                (false, true) => Kind::Narrowed,
                (true, false) => Kind::Widened,
                _ if start(was) != start(is) => Kind::Moved,
                _ => Kind::OtherText,
            };
            let planned = was.or(is).map_or(name, |meeting| &meeting.planned);
            let words = |meeting: Option<&Meeting>| match meeting {
                Some(Meeting { words, start: Some(_), .. }) => words.clone(),
                Some(Meeting { words, .. }) => format!("{planned}; {words}"),
                None => planned.clone(),
            };
            self.push(kind, Name::Meeting, Some(words(was)), Some(words(is)));
        }
    }

    fn title(&mut self, old: &Subject, new: &Subject, grammar: &Grammar) {
        if old.title == new.title {
            return;
        }
        let [was, is] = [&old.title, &new.title].map(|title| {
            let marked = marker_of(grammar, title);
            marked.map_or_else(|| (title.clone(), None), |marked| (marked.rest.to_owned(), Some(marked.marker)))
        });
        let kind = if was.0 == is.0 { marker_kind(was.1, is.1) } else { Kind::Renamed };
        self.push(kind, Name::Title, Some(old.title.clone()), Some(new.title.clone()));
    }

    /// A status that only follows from the date or the title is not told of.
    fn status(&mut self, old: &Subject, new: &Subject) {
        let kind = match (old.status, new.status) {
            (was, is) if was == is => return,
            (_, Stated::Cancelled) => Kind::Cancelled,
            (Stated::Cancelled, _) => Kind::Restored,
            _ if self.has(&[Name::Date, Name::Title]) => return,
            (_, Stated::Confirmed) => Kind::FirmedUp,
            (_, Stated::Tentative) => Kind::Loosened,
        };
        let word = |status: Stated| Some(status.word().to_owned());
        self.push(kind, Name::Status, word(old.status), word(new.status));
    }

    /// One with another key is another; one with another title is only called so.
    fn group(&mut self, name: Name, old: &Group, new: &Group) {
        if old != new {
            let kind = if old.key == new.key { Kind::OtherText } else { Kind::Recategorised };
            let words = |group: &Group| group.title.clone().or_else(|| group.key.clone());
            self.push(kind, name, words(old), words(new));
        }
    }

    fn rest(&mut self, old: &Subject, new: &Subject) {
        let names: BTreeSet<&String> = old.properties.keys().chain(new.properties.keys()).collect();
        for name in names {
            let property = Name::Property(name.to_ascii_lowercase());
            self.option(property, &old.properties.get(name).cloned(), &new.properties.get(name).cloned(), |_, _| Kind::OtherText);
        }
        if self.changes.is_empty() && old.entries != new.entries {
            let count = |subject: &Subject| Some(subject.entries.to_string());
            self.push(Kind::OtherText, Name::Entries, count(old), count(new));
        }
    }
}

fn marker_kind(old: Option<Marker>, new: Option<Marker>) -> Kind {
    match (old, new) {
        (Some(_), None) => Kind::FirmedUp,
        (None, Some(_)) => Kind::Loosened,
        (Some(_), Some(_)) | (None, None) => Kind::OtherText,
    }
}

/// What it means that a place was one and is another.
fn place_kind(old: Option<&str>, new: Option<&str>) -> Kind {
    let (was, is) = (place(old), place(new));
    match (was.0, is.0) {
        (Some(one), Some(other)) if one != other => Kind::Moved,
        (None, Some(_)) if is.1.is_none() => Kind::FirmedUp,
        // A place is named, if only for now.
        (None, Some(_)) => Kind::Narrowed,
        (Some(_), None) => Kind::Loosened,
        (Some(_), Some(_)) => marker_kind(was.1, is.1),
        (None, None) => Kind::OtherText,
    }
}

/// The place and the marker behind it, as LOCATION has them.
fn place(location: Option<&str>) -> (Option<&str>, Option<Marker>) {
    let Some(location) = location else { return (None, None) };
    if let Some(marker) = Marker::by_abbreviation(location) {
        return (None, Some(marker));
    }
    let marked = location.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    match marked.and_then(|(place, marker)| Some((place, Marker::by_abbreviation(marker)?))) {
        Some((place, marker)) => (Some(place), Some(marker)),
        None => (Some(location), None),
    }
}

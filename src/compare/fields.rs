//! What of an event changed, and what that means.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::subject::{Meeting, Subject};
use super::{Field, Kind, Name, change::marker_kind, dates};
use crate::history::{Group, STAMPS};
use crate::phrase::{Grammar, marker_of};
use crate::plan::{Marker, Stated, When};

/// Properties that say when an event is: of another program's, the same meetings may be told in many
/// ways.
const TIMES: [&str; 7] = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
];

/// Properties that are read and compared by what they mean, as are those of planfeed's own.
const READ: [&str; 5] = ["SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CATEGORIES"];

/// The most single meetings that are told; where more come or go, their number is.
const MOST_MEETINGS: usize = 10;

/// Everything that changed, and what that is called: by whether and when it is if that changed,
/// else by where, else by the rest; of several kinds by the weightiest. None if nothing did.
pub(super) fn fields(
    old: &Subject,
    new: &Subject,
    grammar: &Grammar,
) -> Option<(Kind, Vec<Field>)> {
    let mut found = Found {
        changes: Vec::new(),
    };
    found.date(old, new);
    found.hours(old, new);
    found.meetings(old, new);
    // One with the same key is only called otherwise.
    let is_same_place = old.venue_key.is_some() && old.venue_key == new.venue_key;
    let place = |was: Option<&str>, is: Option<&str>| match place_kind(was, is) {
        Kind::Moved if is_same_place => Kind::OtherText,
        kind => kind,
    };
    found.compare(Name::Venue, &old.venue, &new.venue, place);
    found.zone(old, new);
    found.title(old, new, grammar);
    found.status(old, new, grammar);
    found.group(Name::Category, &old.category, &new.category);
    found.group(Name::Phase, &old.phase, &new.phase);
    found.compare(Name::Description, &old.text, &new.text, |_, _| {
        Kind::OtherText
    });
    found.other_properties(old, new);
    if found.changes.is_empty() {
        found.last_resort(old, new);
    }
    // What is but told in other words does not hide the rest.
    let news = |(kind, field): &(Kind, Field)| {
        let is_news = *kind != Kind::OtherText;
        (is_news, field.name.rank(), Reverse(*kind))
    };
    let kind = found
        .changes
        .iter()
        .max_by_key(|change| news(change))
        .map(|(kind, _)| *kind)?;
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
        self.changes
            .iter()
            .any(|(_, field)| names.contains(&field.name))
    }

    fn compare(
        &mut self,
        name: Name,
        old: &Option<String>,
        new: &Option<String>,
        kind: impl Fn(Option<&str>, Option<&str>) -> Kind,
    ) {
        if old != new {
            self.push(
                kind(old.as_deref(), new.as_deref()),
                name,
                old.clone(),
                new.clone(),
            );
        }
    }

    fn date(&mut self, old: &Subject, new: &Subject) {
        // By another clock, the same times may begin on another day.
        if !old.is_ours && old.meetings.keys().eq(new.meetings.keys()) {
            return;
        }
        let kind = match (&old.when, &new.when) {
            (Some(was), Some(is)) => dates::kind(was, is),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => Some(Kind::Moved),
        };
        let is_timed = old.is_timed && new.is_timed;
        let words = |subject: &Subject| subject.shown_on.clone();
        let printed =
            |subject: &Subject| subject.printed.as_ref().or(subject.date.as_ref()).cloned();
        // A series of days may be the same as these days.
        let is_same = |was: &When, is: &When| {
            is_timed && was.is_certain() && is.is_certain() && old.held() == new.held()
        };
        let is_same = old
            .when
            .as_ref()
            .zip(new.when.as_ref())
            .is_some_and(|(was, is)| is_same(was, is));
        match kind.map(|kind| if is_same { Kind::OtherText } else { kind }) {
            Some(kind) => self.push(kind, Name::Date, old.date.clone(), new.date.clone()),
            // The day that stands for a span moves when the span has begun.
            None if old.shown_on != new.shown_on => {
                self.push(Kind::OtherText, Name::ShownOn, words(old), words(new));
            }
            None if old.printed != new.printed => {
                self.push(Kind::OtherText, Name::Date, printed(old), printed(new));
            }
            None => {}
        }
    }

    fn hours(&mut self, old: &Subject, new: &Subject) {
        let (was, is) = (old.held(), new.held());
        let is_same = was == is;
        let kind = match (old.is_timed, new.is_timed) {
            (false, true) => Kind::FirmedUp,
            (true, false) => Kind::Loosened,
            // Told in other words, or by other clocks.
            _ if is_same => Kind::OtherText,
            _ if is.is_subset(&was) => Kind::Narrowed,
            _ if is.is_superset(&was) => Kind::Widened,
            _ => Kind::Moved,
        };
        if old.hours != new.hours {
            self.push(kind, Name::Hours, old.hours.clone(), new.hours.clone());
        }
    }

    fn zone(&mut self, old: &Subject, new: &Subject) {
        let is_timed = old.is_timed && new.is_timed;
        let is_moved = is_timed
            && !old.meetings.keys().eq(new.meetings.keys())
            && !self.has(&[Name::Date, Name::Hours]);
        // That of another place is no news, unless the hours are by its clocks.
        if old.zone != new.zone && (is_moved || !self.has(&[Name::Venue])) {
            let kind = if is_moved {
                Kind::Moved
            } else {
                Kind::OtherText
            };
            self.push(kind, Name::TimeZone, old.zone.clone(), new.zone.clone());
        }
    }

    fn meetings(&mut self, old: &Subject, new: &Subject) {
        let planned: BTreeSet<&NaiveDateTime> =
            old.others.keys().chain(new.others.keys()).collect();
        for planned in planned {
            self.meeting(planned, old, new);
        }
        let is_exact = |subject: &Subject| subject.when.as_ref().is_none_or(|when| when.is_exact());
        if self.has(&[Name::Date, Name::Hours, Name::Meeting])
            || !is_exact(old)
            || !is_exact(new)
            || old.zone != new.zone
        {
            return;
        }
        let only = |some: &Subject, other: &Subject| -> Vec<String> {
            some.meetings
                .iter()
                .filter(|(meeting, _)| !other.meetings.contains_key(meeting))
                .map(|(_, words)| words.clone())
                .collect()
        };
        let (gone, come) = (only(old, new), only(new, old));
        if gone.len() + come.len() > MOST_MEETINGS {
            let count = |subject: &Subject| Some(subject.meetings.len().to_string());
            self.push(Kind::Moved, Name::Meeting, count(old), count(new));
            return;
        }
        let kind = |kind| {
            if gone.is_empty() || come.is_empty() {
                kind
            } else {
                Kind::Moved
            }
        };
        let (fewer, more) = (kind(Kind::Narrowed), kind(Kind::Widened));
        gone.into_iter()
            .for_each(|words| self.push(fewer, Name::Meeting, Some(words), None));
        come.into_iter()
            .for_each(|words| self.push(more, Name::Meeting, None, Some(words)));
    }

    /// A meeting that differs from its series, on one side or on both.
    fn meeting(&mut self, planned: &NaiveDateTime, old: &Subject, new: &Subject) {
        let (was, is) = (old.others.get(planned), new.others.get(planned));
        let Some(Meeting { at, planned, .. }) = was.or(is) else {
            return;
        };
        let says = |meeting: Option<&Meeting>| {
            meeting.map(|meeting| (meeting.words.clone(), meeting.moved_to))
        };
        if says(was) == says(is) {
            return;
        }
        // On the side where it does not differ, it is as planned, or is not at all.
        let is_held = |side: &Subject, meeting: Option<&Meeting>| match meeting {
            Some(meeting) => !meeting.is_cancelled,
            None => side.meetings.keys().any(|meeting| meeting.start == *at),
        };
        let start = |meeting: Option<&Meeting>| meeting.and_then(|meeting| meeting.moved_to);
        let kind = match (is_held(old, was), is_held(new, is)) {
            (true, false) => Kind::Narrowed,
            (false, true) => Kind::Widened,
            (false, false) => Kind::OtherText,
            (true, true) if start(was) != start(is) => Kind::Moved,
            (true, true) => Kind::OtherText,
        };
        let words = |side: &Subject, meeting: Option<&Meeting>| match meeting {
            Some(Meeting {
                words,
                moved_to: Some(_),
                ..
            }) => Some(words.clone()),
            Some(Meeting { words, .. }) => Some(format!("{planned}; {words}")),
            None => is_held(side, None).then(|| planned.clone()),
        };
        self.push(kind, Name::Meeting, words(old, was), words(new, is));
    }

    fn title(&mut self, old: &Subject, new: &Subject, grammar: &Grammar) {
        if old.title == new.title {
            return;
        }
        let [was, is] = [&old.title, &new.title].map(|title| {
            let marked = marker_of(grammar, title);
            marked.map_or_else(
                || (title.clone(), None),
                |marked| (marked.rest.to_owned(), Some(marked.marker)),
            )
        });
        let kind = match (was.0.is_empty(), was.0 == is.0) {
            (false, false) => Kind::Renamed,
            (true, false) if is.1.is_none() => Kind::FirmedUp,
            (true, false) => Kind::Renamed,
            (_, true) => marker_kind(was.1, is.1),
        };
        self.push(
            kind,
            Name::Title,
            Some(old.title.clone()),
            Some(new.title.clone()),
        );
    }

    /// A status that only follows from the date and the title is not told of beside them.
    fn status(&mut self, old: &Subject, new: &Subject, grammar: &Grammar) {
        let follows = |subject: &Subject| {
            let when = subject.when.as_ref().filter(|_| subject.is_ours);
            let is_certain =
                |when: &When| when.is_certain() && marker_of(grammar, &subject.title).is_none();
            when.is_some_and(|when| is_certain(when) == (subject.status == Stated::Confirmed))
        };
        let kind = match (old.status, new.status) {
            (was, is) if was == is => return,
            (_, Stated::Cancelled) => Kind::Cancelled,
            (Stated::Cancelled, _) => Kind::Restored,
            _ if follows(old) && follows(new) => return,
            (_, Stated::Confirmed) => Kind::FirmedUp,
            (_, Stated::Tentative) => Kind::Loosened,
        };
        let word = |status: Stated| Some(status.word().to_owned());
        self.push(kind, Name::Status, word(old.status), word(new.status));
    }

    /// One with another key is another; one with another title is only called so.
    fn group(&mut self, name: Name, old: &Group, new: &Group) {
        if old != new {
            let kind = if old.key == new.key {
                Kind::OtherText
            } else {
                Kind::Recategorised
            };
            // Two of one title are told apart by their keys.
            let has_title = old.title != new.title;
            let words = |group: &Group| {
                group
                    .title
                    .clone()
                    .filter(|_| has_title)
                    .or_else(|| group.key.clone())
            };
            self.push(kind, name, words(old), words(new));
        }
    }

    /// Properties that nothing else compares.
    fn other_properties(&mut self, old: &Subject, new: &Subject) {
        let is_compared = |name: &&str| {
            let is_own = name.starts_with("X-PLANFEED-");
            is_stamp(name) || is_own || TIMES.contains(name) || READ.contains(name)
        };
        for name in names(old, new)
            .into_iter()
            .filter(|name| !is_compared(name))
        {
            // Links stand in the description too.
            if name != "URL" || !self.has(&[Name::Description]) {
                self.property(name, old, new);
            }
        }
    }

    /// What is told where nothing else is: nothing that differs may look as if it were the same.
    fn last_resort(&mut self, old: &Subject, new: &Subject) {
        // Times of another program's may be told in many ways.
        let is_said = |name: &&str| !old.is_ours && TIMES.contains(name);
        let differs = |name: &&str| {
            let may_differ = !is_stamp(name) && !is_said(name);
            may_differ && old.properties.get(*name) != new.properties.get(*name)
        };
        if let Some(name) = names(old, new).into_iter().find(differs) {
            self.property(name, old, new);
        } else if old.is_ours && old.entries != new.entries {
            let count = |subject: &Subject| Some(subject.entries.to_string());
            self.push(Kind::OtherText, Name::Entries, count(old), count(new));
        }
    }

    fn property(&mut self, name: &str, old: &Subject, new: &Subject) {
        let value = |subject: &Subject| {
            let values: Option<Vec<&str>> = subject
                .properties
                .get(name)
                .map(|values| values.iter().map(String::as_str).collect());
            values.map(|values| values.join(", "))
        };
        let known = if name == "DESCRIPTION" {
            Name::Description
        } else {
            Name::Property(name.to_ascii_lowercase())
        };
        self.compare(known, &value(old), &value(new), |_, _| Kind::OtherText);
    }
}

/// Whether a property says which entry it is, or when it was published.
fn is_stamp(name: &str) -> bool {
    name == "UID" || STAMPS.contains(&name)
}

/// The names of all properties on either side.
fn names<'a>(old: &'a Subject, new: &'a Subject) -> BTreeSet<&'a str> {
    old.properties
        .keys()
        .chain(new.properties.keys())
        .map(String::as_str)
        .collect()
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
    let Some(location) = location else {
        return (None, None);
    };
    if let Some(marker) = Marker::by_abbreviation(location) {
        return (None, Some(marker));
    }
    let marked = location
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("));
    match marked.and_then(|(place, marker)| Some((place, Marker::by_abbreviation(marker)?))) {
        Some((place, marker)) => (Some(place), Some(marker)),
        None => (Some(location), None),
    }
}

//! What of an event changed, and what that means.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::subject::{Meeting, Subject};
use super::{Field, Kind, Name, change::marker_kind, dates};
use crate::history::{KeyAndTitle, STAMPS};
use crate::ical::own;
use crate::phrase::{Grammar, Marked, marker_of};
use crate::plan::{Marker, Stated, When};

/// Properties that say when an event is: of another program's, the same meetings may be told in
/// many ways.
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

/// Single meetings are listed up to this many; beyond it, only their number is.
const MOST_MEETINGS: usize = 10;

/// Everything that changed, and what that is called: by whether and when it is if that changed,
/// else by where, else by the rest; of several kinds by the first. None if nothing did.
pub(super) fn fields(
    old: &Subject,
    new: &Subject,
    grammar: &Grammar,
) -> Option<(Kind, Vec<Field>)> {
    let changes = Vec::new();
    let mut found = Found { old, new, changes };
    found.date();
    found.hours();
    found.meetings();
    found.venue();
    found.zone();
    found.title(grammar);
    found.status();
    found.group(Name::Category, |subject| &subject.category);
    found.group(Name::Phase, |subject| &subject.phase);
    found.compare(Kind::OtherText, Name::Description, |subject| {
        subject.text.clone()
    });
    found.printed();
    found.other_properties();
    if found.changes.is_empty() {
        found.last_resort();
    }
    // What is but told in other words does not hide the rest.
    let news = |(kind, field): &&(Kind, Field)| {
        let is_news = *kind != Kind::OtherText;
        (is_news, field.name.rank(), Reverse(*kind))
    };
    let kind = found.changes.iter().max_by_key(news)?.0;
    let mut fields: Vec<Field> = found.changes.into_iter().map(|(_, field)| field).collect();
    fields.sort_by(|one, other| one.name.cmp(&other.name));
    Some((kind, fields))
}

/// What was found to have changed from one to the other.
struct Found<'a> {
    old: &'a Subject,
    new: &'a Subject,
    changes: Vec<(Kind, Field)>,
}

impl<'a> Found<'a> {
    /// Tells what a value was, and what it is.
    fn push(&mut self, kind: Kind, name: Name, value: impl Fn(&Subject) -> Option<String>) {
        self.push_words(kind, name, value(self.old), value(self.new));
    }

    fn push_words(&mut self, kind: Kind, name: Name, old: Option<String>, new: Option<String>) {
        self.changes.push((kind, Field { name, old, new }));
    }

    /// Tells of a value if it is another.
    fn compare(&mut self, kind: Kind, name: Name, value: impl Fn(&Subject) -> Option<String>) {
        if value(self.old) != value(self.new) {
            self.push(kind, name, value);
        }
    }

    fn has(&self, names: &[Name]) -> bool {
        let mut told = self.changes.iter().map(|(_, field)| &field.name);
        told.any(|name| names.contains(name))
    }

    /// Whether both take place at the same times, by whatever clocks.
    fn has_same_meetings(&self) -> bool {
        self.old.meetings.keys().eq(self.new.meetings.keys())
    }

    fn date(&mut self) {
        let Self { old, new, .. } = *self;
        // By another clock, the same times may begin on another day.
        if !old.is_ours && self.has_same_meetings() {
            return;
        }
        let kind = match (&old.when, &new.when) {
            (Some(was), Some(is)) => dates::kind(was, is),
            (None, None) => None,
            (Some(_), None) | (None, Some(_)) => Some(Kind::Moved),
        };
        // A series of days may be the same as these days.
        let is_series = |subject: &Subject| {
            let when = subject.when.as_ref();
            subject.is_timed && when.is_some_and(When::is_certain)
        };
        let is_same = is_series(old) && is_series(new) && old.held() == new.held();
        let date = |subject: &Subject| subject.date.clone();
        match kind {
            Some(_) if is_same => self.push(Kind::OtherText, Name::Date, date),
            Some(kind) => self.push(kind, Name::Date, date),
            // The day that stands for a span moves when the span has begun.
            None if old.shown_on != new.shown_on => {
                self.push(Kind::OtherText, Name::ShownOn, |subject| {
                    subject.shown_on.clone()
                });
            }
            None => {}
        }
    }

    /// The words of a date that means the same.
    fn printed(&mut self) {
        if self.old.printed != self.new.printed && !self.has(&[Name::Date]) {
            let date = |subject: &Subject| subject.printed.clone().or(subject.date.clone());
            self.push(Kind::OtherText, Name::Date, date);
        }
    }

    fn hours(&mut self) {
        let (was, is) = (self.old.held(), self.new.held());
        let kind = match (self.old.is_timed, self.new.is_timed) {
            (false, true) => Kind::FirmedUp,
            (true, false) => Kind::Loosened,
            // Told in other words, or by other clocks.
            _ if was == is => Kind::OtherText,
            _ if is.is_subset(&was) => Kind::Narrowed,
            _ if is.is_superset(&was) => Kind::Widened,
            _ => Kind::Moved,
        };
        self.compare(kind, Name::Hours, |subject| subject.hours.clone());
    }

    fn venue(&mut self) {
        let Self { old, new, .. } = *self;
        // One with the same key is only called otherwise.
        let is_same_place = old.venue_key.is_some() && old.venue_key == new.venue_key;
        let kind = match place_kind(old.venue.as_deref(), new.venue.as_deref()) {
            Kind::Moved if is_same_place => Kind::OtherText,
            kind => kind,
        };
        self.compare(kind, Name::Venue, |subject| subject.venue.clone());
    }

    fn zone(&mut self) {
        let is_timed = self.old.is_timed && self.new.is_timed;
        let is_told = self.has(&[Name::Date, Name::Hours]);
        if is_timed && !self.has_same_meetings() && !is_told {
            self.compare(Kind::Moved, Name::TimeZone, |subject| subject.zone.clone());
        } else if !self.has(&[Name::Venue]) {
            // That of another place is no news, unless the hours are by its clocks.
            self.compare(Kind::OtherText, Name::TimeZone, |subject| {
                subject.zone.clone()
            });
        }
    }

    fn meetings(&mut self) {
        let Self { old, new, .. } = *self;
        let planned = old.others.keys().chain(new.others.keys());
        for planned in planned.collect::<BTreeSet<_>>() {
            self.meeting(planned);
        }
        let is_exact = |subject: &Subject| subject.when.as_ref().is_none_or(When::is_exact);
        let is_told = self.has(&[Name::Date, Name::Hours, Name::Meeting]);
        if is_told || !is_exact(old) || !is_exact(new) || old.zone != new.zone {
            return;
        }
        let only = |some: &Subject, other: &Subject| -> Vec<String> {
            let meetings = some.meetings.iter();
            let only = meetings.filter(|(meeting, _)| !other.meetings.contains_key(meeting));
            only.map(|(_, words)| words.clone()).collect()
        };
        let (gone, come) = (only(old, new), only(new, old));
        if gone.len() + come.len() > MOST_MEETINGS {
            let count = |subject: &Subject| Some(subject.meetings.len().to_string());
            return self.push(Kind::Moved, Name::Meeting, count);
        }
        let (fewer, more) = match (gone.is_empty(), come.is_empty()) {
            (false, false) => (Kind::Moved, Kind::Moved),
            _ => (Kind::Narrowed, Kind::Widened),
        };
        for words in gone {
            self.push_words(fewer, Name::Meeting, Some(words), None);
        }
        for words in come {
            self.push_words(more, Name::Meeting, None, Some(words));
        }
    }

    /// A meeting that differs from its series, on one side or on both.
    fn meeting(&mut self, planned: &NaiveDateTime) {
        let Self { old, new, .. } = *self;
        let (was, is) = (old.others.get(planned), new.others.get(planned));
        let Some(Meeting { at, planned, .. }) = was.or(is) else {
            return;
        };
        let start = |meeting: Option<&Meeting>| meeting.and_then(|meeting| meeting.moved_to);
        let said = |meeting: Option<&Meeting>| meeting.map(|meeting| meeting.words.clone());
        if said(was) == said(is) && start(was) == start(is) {
            return;
        }
        // On the side where it does not differ, it is as planned, or is not at all.
        let is_held = |side: &Subject, meeting: Option<&Meeting>| match meeting {
            Some(meeting) => !meeting.is_cancelled,
            None => side.meetings.keys().any(|meeting| meeting.start == *at),
        };
        let kind = match (is_held(old, was), is_held(new, is)) {
            (true, false) => Kind::Narrowed,
            (false, true) => Kind::Widened,
            (true, true) if start(was) != start(is) => Kind::Moved,
            (true, true) | (false, false) => Kind::OtherText,
        };
        let words = |side: &Subject, meeting: Option<&Meeting>| match meeting {
            Some(Meeting {
                words, moved_to, ..
            }) if moved_to.is_some() => Some(words.clone()),
            Some(Meeting { words, .. }) => Some(format!("{planned}; {words}")),
            None => is_held(side, None).then(|| planned.clone()),
        };
        self.push_words(kind, Name::Meeting, words(old, was), words(new, is));
    }

    fn title(&mut self, grammar: &Grammar) {
        let [was, is] = [self.old, self.new].map(|subject| marker_of(grammar, &subject.title));
        let marker = |marked: &Option<Marked<'_>>| marked.as_ref().map(|marked| marked.marker);
        let rest = |subject: &Subject, marked: &Option<Marked<'_>>| {
            let rest = marked.as_ref().map(|marked| marked.rest.to_owned());
            rest.unwrap_or_else(|| subject.title.clone())
        };
        let (old, new) = (rest(self.old, &was), rest(self.new, &is));
        let kind = match (marker(&was), marker(&is)) {
            (was, is) if old == new => marker_kind(was, is),
            (_, None) if old.is_empty() => Kind::FirmedUp,
            _ => Kind::Renamed,
        };
        self.compare(kind, Name::Title, |subject| Some(subject.title.clone()));
    }

    /// A status that follows from date and title is not reported beside their changes.
    fn status(&mut self) {
        let Self { old, new, .. } = *self;
        let follows = |subject: &Subject| {
            subject.is_ours && subject.is_certain == (subject.status == Stated::Confirmed)
        };
        let kind = match (old.status, new.status) {
            (_, Stated::Cancelled) => Kind::Cancelled,
            (Stated::Cancelled, _) => Kind::Restored,
            _ if follows(old) && follows(new) => return,
            (_, Stated::Confirmed) => Kind::FirmedUp,
            (_, Stated::Tentative) => Kind::Loosened,
        };
        self.compare(kind, Name::Status, |subject| {
            Some(subject.status.word().to_owned())
        });
    }

    /// Another key is another group; another title is only a new name.
    fn group(&mut self, name: Name, group: impl Fn(&Subject) -> &KeyAndTitle) {
        let (old, new) = (group(self.old), group(self.new));
        if old == new {
            return;
        }
        let kind = match old.key == new.key {
            true => Kind::OtherText,
            false => Kind::Recategorised,
        };
        // Two of one title are told apart by their keys.
        let has_title = old.title != new.title;
        self.push(kind, name, |subject| {
            let KeyAndTitle { key, title } = group(subject).clone();
            title.filter(|_| has_title).or(key)
        });
    }

    /// Properties that nothing else compares.
    fn other_properties(&mut self) {
        let is_compared = |name: &str| {
            let is_own = name.starts_with(own::PREFIX);
            is_stamp(name) || is_own || TIMES.contains(&name) || READ.contains(&name)
        };
        for name in self.names() {
            // Links stand in the description too.
            let is_link = name == "URL" && self.has(&[Name::Description]);
            if !is_compared(name) && !is_link {
                self.property(name);
            }
        }
    }

    /// Reports a difference that nothing else explains, so that two sides that differ never look
    /// the same.
    fn last_resort(&mut self) {
        let Self { old, new, .. } = *self;
        // Times of another program's may be told in many ways.
        let is_said = |name: &str| is_stamp(name) || !old.is_ours && TIMES.contains(&name);
        let differs = |name: &&str| !is_said(name) && old.values(name) != new.values(name);
        if let Some(name) = self.names().into_iter().find(differs) {
            return self.property(name);
        }
        let count = |subject: &Subject| Some(subject.properties.len().to_string());
        if old.is_ours && count(old) != count(new) {
            return self.push(Kind::OtherText, Name::Entries, count);
        }
        // Two meetings may have changed what they have.
        for (was, is) in old.properties.iter().zip(&new.properties) {
            let differs = |name: &&str| !is_said(name) && was.get(*name) != is.get(*name);
            let found = self.names().into_iter().find(differs);
            if let Some(name) = found.filter(|_| old.is_ours) {
                let words = |values: Option<&Vec<String>>| values.map(|values| values.join(", "));
                let (was, is) = (words(was.get(name)), words(is.get(name)));
                return self.push_words(Kind::OtherText, called(name), was, is);
            }
        }
    }

    fn property(&mut self, name: &str) {
        self.compare(Kind::OtherText, called(name), |subject| {
            let values = subject.values(name);
            let values: Vec<&str> = values.into_iter().collect();
            (!values.is_empty()).then(|| values.join(", "))
        });
    }

    /// The names of all properties on either side.
    fn names(&self) -> BTreeSet<&'a str> {
        let entries = self.old.properties.iter().chain(&self.new.properties);
        entries
            .flat_map(BTreeMap::keys)
            .map(String::as_str)
            .collect()
    }
}

/// What a property is called.
fn called(name: &str) -> Name {
    match name {
        "DESCRIPTION" => Name::Description,
        name => Name::Property(name.to_ascii_lowercase()),
    }
}

/// Whether a property says which entry it is, or when it was published.
fn is_stamp(name: &str) -> bool {
    name == "UID" || STAMPS.contains(&name)
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

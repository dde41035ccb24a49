//! Properties of entries that no field of an event stands for: what differs in them.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Comparison;
use super::{ChangeKind, Field, Name};
use crate::history::STAMPS;
use crate::ical::{Vevent, own, unescape};

/// Properties that say when an event is.
const TIMES: [&str; 7] = [
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "RDATE",
    "EXDATE",
    "RECURRENCE-ID",
];

/// Properties that are compared by their meaning, as are those of planfeed's own.
const READ: [&str; 8] = [
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "X-APPLE-STRUCTURED-LOCATION",
    "STATUS",
    "CATEGORIES",
    "CONTACT",
    "CONFERENCE",
];

/// Properties that calendars show beside title, place and text (RFC 5545 §3.8, RFC 7986 §5), with
/// the value that the RFC takes where there is none.
const SHOWN: [(&str, &str); 12] = [
    ("ATTACH", ""),
    ("ATTENDEE", ""),
    ("CLASS", "PUBLIC"),
    ("COLOR", ""),
    ("COMMENT", ""),
    ("GEO", ""),
    ("IMAGE", ""),
    ("ORGANIZER", ""),
    ("PRIORITY", "0"),
    ("RESOURCES", ""),
    ("TRANSP", "OPAQUE"),
    ("URL", ""),
];

/// Returns the other properties that calendars show of an entry, anyone's.
pub(super) fn shown_properties(vevent: &Vevent) -> BTreeMap<Name, String> {
    let mut found = BTreeMap::new();
    for (name, default) in SHOWN {
        let lines = vevent.lines.iter().filter(|line| line.name == name);
        let values: BTreeSet<String> = lines.map(|line| meant(name, &line.value)).collect();
        let values = Vec::from_iter(values).join(", ");
        if !values.is_empty() && values != default {
            found.insert(called(name), values);
        }
    }
    found
}

/// Returns a value without what its spelling leaves open.
fn meant(name: &str, value: &str) -> String {
    let value = value.trim();
    match name {
        "ATTENDEE" | "ORGANIZER" if value.contains('@') => value.to_lowercase(),
        "COLOR" => value.to_lowercase(),
        "CLASS" | "TRANSP" => value.to_uppercase(),
        "PRIORITY" | "GEO" => {
            let numbers = unescape(value);
            let numbers = numbers
                .split(';')
                .map(|number| match number.trim().parse::<f64>() {
                    // Zero has no sign.
                    Ok(number) => (number + 0.0).to_string(),
                    Err(_) => number.to_owned(),
                });
            numbers.collect::<Vec<_>>().join(";")
        }
        _ => unescape(value).into_owned(),
    }
}

impl<'a> Comparison<'a> {
    /// Compares the properties that nothing else compares.
    pub(super) fn other_properties(&mut self) {
        for name in self.names() {
            // Links are in the description too, and a place on a map follows from the venue.
            let is_implied = match name {
                "URL" => self.has(&[Name::Description, Name::Online, Name::Occurrence]),
                "GEO" => self.has(&[Name::Venue, Name::Occurrence]),
                _ => false,
            };
            let is_read = name.starts_with(own::PREFIX) || READ.contains(&name);
            if !is_implied && !is_read && !is_stamp(name) && !TIMES.contains(&name) {
                self.property(name);
            }
        }
    }

    /// Adds a difference that nothing else explains, so that two sides that differ never look the
    /// same.
    pub(super) fn last_resort(&mut self) {
        let Self { old, new, .. } = *self;
        if !old.stretches.keys().eq(new.stretches.keys()) {
            return self.entries();
        }
        let mut names = self.names();
        names.retain(|name| !is_stamp(name));
        let differing = names
            .iter()
            .find(|name| old.values(name) != new.values(name));
        if let Some(name) = differing {
            return self.property(name);
        }
        if old.properties.len() != new.properties.len() {
            return self.entries();
        }
        // Two entries may have exchanged their values.
        for (was, is) in old.properties.iter().zip(&new.properties) {
            if let Some(name) = names.iter().find(|name| was.get(**name) != is.get(**name)) {
                let values = [was, is].map(|entry| Some(entry.get(*name)?.join(", ")));
                return self.push_property(name, values);
            }
        }
    }

    /// Adds that the number of entries differs.
    fn entries(&mut self) {
        self.push(ChangeKind::OtherText, Name::Entries, |side| {
            Some(side.properties.len().to_string())
        });
    }

    fn property(&mut self, name: &str) {
        let values = [self.old, self.new].map(|side| {
            let values = Vec::from_iter(side.values(name));
            (!values.is_empty()).then(|| values.join(", "))
        });
        if values[0] != values[1] {
            self.push_property(name, values);
        }
    }

    /// Adds a difference of a property. What only machines read has no words.
    fn push_property(&mut self, name: &str, values: [Option<String>; 2]) {
        let is_technical = name.starts_with(own::PREFIX) || TIMES.contains(&name);
        let mut field = Field::new(called(name), values);
        if is_technical {
            field.words = [None, None];
        }
        self.changes.push((ChangeKind::OtherText, field));
    }

    /// Returns the names of all properties on either side.
    fn names(&self) -> BTreeSet<&'a str> {
        let entries = self.old.properties.iter().chain(&self.new.properties);
        let names = entries.flat_map(BTreeMap::keys);
        names.map(String::as_str).collect()
    }
}

/// Returns the field that shows a property.
fn called(name: &str) -> Name {
    match name {
        "DESCRIPTION" => Name::Description,
        name => {
            let name = name.strip_prefix(own::PREFIX).unwrap_or(name);
            Name::Property(name.to_ascii_lowercase())
        }
    }
}

/// Whether a property says which entry it is, or when it was published.
fn is_stamp(name: &str) -> bool {
    name == "UID" || STAMPS.contains(&name)
}

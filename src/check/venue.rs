//! Venues: the one that an event names by its key or its name, or a place that is written out.

use indexmap::IndexSet;

use super::cursor::Cursor;
use super::date::{marked, marked_place};
use super::plan_file::{PlanContext, VENUES};
use super::text::{self, Text};
use crate::diagnostic::suggestion;
use crate::language::{self, Language};
use crate::phrase::{Grammar, Marked, marker_of};
use crate::plan::{Key, Marker, Venue};
use crate::source::Where;

impl PlanContext<'_> {
    /// Returns the venue that is named or written out.
    pub(super) fn venue(&self, venue: &Cursor<'_, Where>) -> Option<Venue> {
        let name = match venue.value {
            Where::Place(entry) => return Some(marked_place(&venue.with(entry), &self.grammar)),
            Where::Named(name) => name.trim().to_owned(),
        };
        let (marker, name) = marked_name(&venue.with(&name), &self.grammar);
        if name.is_empty() && marker.is_some() {
            return Some(Venue {
                key: None,
                place: None,
                marker,
            });
        }
        let venue = self.venue_called(&venue.with(&name))?;
        Some(Venue {
            marker: marker.or(venue.marker),
            ..venue.clone()
        })
    }

    /// Returns what to write for a text that is no venue: the online meeting, or the room beside its
    /// venue.
    fn instead_of_venue(&self, name: &str) -> Option<String> {
        if is_one_of(name, |language| language.online) {
            let help =
                "give the address of the meeting, `online: https://...`, and leave `where` out";
            return Some(help.to_owned());
        }
        let (room, venue) = name.rsplit_once(", ")?;
        let is_key = Key::new(venue).is_some_and(|key| self.venues.contains_key(&key));
        let is_known = is_key || self.venues_by_name.contains_key(&text::plain(venue));
        is_known.then(|| format!("write `where: {venue}` and `room: {room}`"))
    }

    /// Returns the plan's venue of that key or, if just one has it, of that name; reports that there
    /// is none.
    fn venue_called(&self, name: &Text<'_>) -> Option<&Venue> {
        let of_key = |key: Key| self.venues.get(&key);
        if let Some(venue) = Key::new(name).and_then(of_key) {
            return Some(venue);
        }
        let of_name = self.venues_by_name.get(&text::plain(name));
        // A key that differs from the name in case only may be meant too.
        let near = Key::new(&text::plain(name)).filter(|key| self.venues.contains_key(key));
        let mut keys: IndexSet<&Key> = of_name.into_iter().flatten().collect();
        keys.extend(&near);
        match of_name {
            Some(_) if keys.len() == 1 => return self.venues.get(keys[0]),
            Some(_) => {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
                let message = format!("several venues are called `{name}`");
                let help = format!("write the key of one: {}", keys.join(", "));
                name.report(VENUES.code, message, help);
            }
            None if self.is_entry_unread(&VENUES, name) => name.findings.count_error(),
            None if text::is_given(name) => {
                let names = self
                    .venues
                    .values()
                    .filter_map(|venue| venue.place.as_ref());
                let names = names.map(|place| place.name.as_str());
                let known = self.venues.keys().map(Key::as_str).chain(names);
                let help = suggestion(name, known.collect::<IndexSet<&str>>());
                let help = help.unwrap_or_else(|| "add it to `venues` in plan.yaml".into());
                let help = help.text.trim_end_matches('?');
                let name_quoted = format!("{:?}", name.as_str());
                let help = self.instead_of_venue(name).unwrap_or(format!(
                    "{help}; or write a place of its own: `where: {{ name: {name_quoted} }}`"
                ));
                name.report(VENUES.code, format!("unknown venue `{name}`"), help);
            }
            None => {}
        }
        None
    }
}

/// Returns the marker on a venue or a room, and its name; that is empty where a marker is all that
/// is said: `TBC`, `room to be confirmed`.
pub(super) fn marked_name(text: &Text<'_>, grammar: &Grammar) -> (Option<Marker>, String) {
    let marked = marked(text, grammar).or_else(|| trailing_marker(text, grammar));
    let Some(marked) = marked else {
        return (None, text.to_string());
    };
    let name = match is_one_of(marked.rest, |language| language.places) {
        true => String::new(),
        false => marked.rest.to_owned(),
    };
    (Some(marked.marker), name)
}

/// Whether a text is one of the words of some language.
fn is_one_of(text: &str, words: fn(&Language) -> &'static str) -> bool {
    let text = text::plain(text);
    let mut languages = language::ALL.iter();
    languages.any(|language| words(language).split(", ").any(|word| word == text))
}

/// Returns a venue's key or name with words for a marker behind it: `geneva to be confirmed`.
fn trailing_marker<'a>(name: &'a str, grammar: &Grammar) -> Option<Marked<'a>> {
    let spaces = name.match_indices(char::is_whitespace);
    let mut cuts = spaces.map(|(at, _)| name.split_at(at));
    cuts.find_map(|(venue, words)| {
        let marked = marker_of(grammar, words.trim()).filter(|marked| marked.rest.is_empty())?;
        Some(Marked {
            rest: venue.trim_end_matches([',', ':']),
            ..marked
        })
    })
}

//! Venues: the one that an event names by its key or its name, or a place that is written out.

use indexmap::IndexSet;

use super::cursor::Cursor;
use super::date::{marked, marked_place};
use super::plan_file::PlanContext;
use super::reference::VENUES;
use super::text::{self, NONE, Text};
use crate::diagnostic::{Help, nearest};
use crate::language::{self, Language};
use crate::phrase::{Grammar, Marked, marker_of};
use crate::plan::{Key, Marker, Venue};
use crate::source::Where;

/// The most venues that a help lists.
const MOST_VENUES: usize = 8;

/// The most bytes of a key or a name that is looked up.
const LONGEST: usize = 2000;

impl PlanContext<'_> {
    /// Returns the venue that is named or written out; none for the word that takes a venue away.
    pub(super) fn venue(&self, venue: &Cursor<'_, Where>) -> Option<Venue> {
        let name = match venue.value {
            Where::Place(entry) => return Some(marked_place(&venue.with(entry), &self.grammar)),
            Where::Named(name) => name.trim().to_owned(),
        };
        if name.len() > LONGEST {
            let message = "this is too long for the key or the name of a venue";
            venue.report(
                VENUES.code,
                message,
                "write the key of a venue of plan.yaml",
            );
            return None;
        }
        let (marker, name) = marked_name(&venue.with(&name), &self.grammar);
        if name.is_empty() && marker.is_some() {
            return Some(Venue {
                key: None,
                place: None,
                marker,
            });
        }
        if name == NONE && Key::new(NONE).is_none_or(|key| !self.venues.contains_key(&key)) {
            return None;
        }
        let venue = self.venue_called(&venue.with(&name), marker)?;
        Some(Venue {
            marker: marker.or(venue.marker),
            ..venue.clone()
        })
    }

    /// Returns the venue that a text means, if just one does: that of its key, or of its name.
    fn only_venue_called(&self, name: &str) -> Option<&Venue> {
        let of_name = self.venues_by_name.get(&text::plain(name));
        let only = of_name.filter(|keys| keys.len() == 1).map(|keys| &keys[0]);
        let of_key = Key::new(&text::plain(name));
        let of_key = of_key.and_then(|key| self.venues.get(&key));
        of_key.or_else(|| self.venues.get(only?))
    }

    /// Returns the plan's venue of that key or, if just one has it, of that name; reports that there
    /// is none. `marker` is the one that stood behind the name.
    fn venue_called(&self, name: &Text<'_>, marker: Option<Marker>) -> Option<&Venue> {
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
                let keys: Vec<String> = keys.iter().map(|key| self.described(key)).collect();
                let message = format!("several venues are called `{name}`");
                let help = format!("write the key of one: {}", keys.join(", "));
                name.report(VENUES.code, message, help);
            }
            None if self.is_entry_unread(&VENUES, name) => name.findings.count_error(),
            None if text::is_given(name) => {
                let help = self.help_for_unknown_venue(name, marker);
                name.report(VENUES.code, format!("unknown venue `{name}`"), help);
            }
            None => {}
        }
        None
    }

    /// Returns the key of a venue, with what tells it from another of its name.
    fn described(&self, key: &Key) -> String {
        let place = self.venues.get(key).and_then(|venue| venue.place.as_ref());
        let what = place.and_then(|place| place.address.as_ref().or(place.country.as_ref()));
        match what {
            Some(what) => format!("`{key}` ({what})"),
            None => format!("`{key}`"),
        }
    }

    fn help_for_unknown_venue(&self, name: &str, marker: Option<Marker>) -> Help {
        let marked = |name: &str| match marker {
            Some(marker) => format!("{name} {marker}"),
            None => name.to_owned(),
        };
        let is_online = |text: &str| {
            text.contains("://") || {
                let mut words = text.split(|c: char| !c.is_alphanumeric());
                words.any(|word| is_one_of(word, |language| language.online))
            }
        };
        let both = self.venue_and_room(name);
        if let Some((venue, Some(_))) = both.filter(|(_, room)| room.is_some_and(is_online)) {
            let venue = marked(venue);
            return format!(
                "write `where: {venue}`, and the address of the meeting as `online: https://...`"
            )
            .into();
        }
        if is_online(name) {
            return "give the address of the meeting, `online: https://...`, and leave `where` out; \
                    or write `where: none` to take away that of the file"
                .into();
        }
        if let Some((venue, room)) = both {
            let venue = marked(venue);
            return match room {
                Some(room) => format!("write `where: {venue}` and `room: {room}`").into(),
                None => format!("write `where: {venue}`").into(),
            };
        }
        let places = self
            .venues
            .values()
            .filter_map(|venue| venue.place.as_ref());
        let names = places.map(|place| place.name.as_str());
        let keys = self.venues.keys().map(Key::as_str);
        let known: IndexSet<&str> = keys
            .clone()
            .chain(names)
            .filter(|name| !name.is_empty())
            .collect();
        if let Some(near) = nearest(name, known) {
            return match marker {
                // Only the name is replaced: the marker stays where it is.
                Some(_) => format!("did you mean `{}`?", marked(near)).into(),
                None => Help::did_you_mean(near),
            };
        }
        let own = format!(
            "write a place of its own: `where: {{ name: {:?} }}`",
            marked(name)
        );
        let keys: Vec<&str> = keys.collect();
        match keys.len() {
            1..=MOST_VENUES => {
                format!("{own}; or a venue of plan.yaml: `{}`", keys.join("`, `")).into()
            }
            _ => format!("{own}; or add it to `venues` in plan.yaml").into(),
        }
    }

    /// Returns the venue and the room that one text names, in either order, with a sign between
    /// them or the second in brackets; or the venue alone, before or after a word such as *or*.
    fn venue_and_room<'t>(&self, text: &'t str) -> Option<(&'t str, Option<&'t str>)> {
        let is_venue = |name: &str| self.only_venue_called(name).is_some();
        if let Some((venue, last)) = text.rsplit_once(' ')
            && is_one_of(last, |language| language.written.or.trim())
            && is_venue(venue)
        {
            return Some((venue, None));
        }
        let in_brackets = text.strip_suffix(')').and_then(|text| text.split_once('('));
        let signs = [", ", " / ", "/", " - ", " – ", " — ", ": ", "; "];
        let apart = signs
            .iter()
            .flat_map(|sign| [text.split_once(sign), text.rsplit_once(sign)]);
        let both = in_brackets.into_iter().chain(apart.flatten());
        both.map(|(one, other)| (one.trim(), other.trim()))
            .filter(|(one, other)| !one.is_empty() && !other.is_empty())
            .find_map(|(one, other)| match (is_venue(one), is_venue(other)) {
                (true, _) => Some((one, Some(other))),
                (false, true) => Some((other, Some(one))),
                (false, false) => None,
            })
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

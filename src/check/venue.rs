//! Venues: the one that an event names by its key or its name, or a place that is written out.

use super::cursor::Cursor;
use super::date::{marked, marked_place};
use super::plan_file::{PlanContext, VENUES};
use super::text::{self, Text};
use crate::diagnostic::suggestion;
use crate::phrase::{Grammar, Marked, marker_of};
use crate::plan::{Key, Venue};
use crate::source::Where;

impl PlanContext<'_> {
    /// Returns the venue that is named or written out.
    pub(super) fn venue(&self, venue: &Cursor<'_, Where>) -> Option<Venue> {
        let name = match venue.value {
            Where::Place(entry) => return Some(marked_place(&venue.with(entry), &self.grammar)),
            Where::Named(name) => name.trim().to_owned(),
        };
        let text = venue.with(&name);
        let marked = marked(&text, &self.grammar).or_else(|| trailing_marker(&name, &self.grammar));
        let (marker, name) = match &marked {
            Some(marked) => (Some(marked.marker), marked.rest.to_owned()),
            None => (None, name.clone()),
        };
        if name.is_empty() && marker.is_some() {
            return Some(Venue {
                key: None,
                place: None,
                marker,
            });
        }
        let venue = self.venue_called(&text.with(&name))?;
        Some(Venue {
            marker: marker.or(venue.marker),
            ..venue.clone()
        })
    }

    /// Returns the plan's venue of that key or, if just one has it, of that name; reports that there
    /// is none.
    fn venue_called(&self, name: &Text<'_>) -> Option<&Venue> {
        let of_key = |key: Key| self.venues.get(&key);
        if let Some(venue) = Key::new(name).and_then(of_key) {
            return Some(venue);
        }
        let of_name = self.venues_by_name.get(&text::plain(name));
        match of_name.map(Vec::as_slice) {
            Some([key]) => return self.venues.get(key),
            Some(keys) => {
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
                let help = suggestion(name, known);
                let help = help.unwrap_or_else(|| "add it to `venues` in plan.yaml".to_owned());
                let help = help.trim_end_matches('?');
                let name_quoted = format!("{:?}", name.as_str());
                let help = format!(
                    "{help}; or write a place of its own: `where: {{ name: {name_quoted} }}`"
                );
                name.report(VENUES.code, format!("unknown venue `{name}`"), help);
            }
            None => {}
        }
        None
    }
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

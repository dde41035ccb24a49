//! The suite: laws, data and the program as a user meets it. Case folders are in `tests/cases`.

mod accept;
mod any_calendar;
mod build_revision;
mod clashes;
mod clients;
mod conform;
mod copies;
mod diff_words;
mod docs;
mod helps;
mod hours;
mod init;
mod keys;
mod kinds;
mod language;
mod limits;
mod lines;
mod list;
mod list_calendar;
mod mistakes;
mod phrases;
mod printed_plans;
mod program;
mod publication;
mod renamed;
mod revising;
mod revisions;
mod rule;
mod rules;
mod schema;
mod seasons;
#[cfg(feature = "serve")]
mod serve_answers;
#[cfg(feature = "serve")]
mod serve_connections;
#[cfg(feature = "serve")]
mod serve_program;
mod stretches;
mod suggestions;
#[path = "../support/mod.rs"]
mod support;
mod syntax;
mod tidy;
mod timezone;
mod unread;
mod vtimezone_read;
mod when;
mod wording;
mod zone_names;
mod zones;

/// Returns where each VEVENT of a calendar is.
fn vevents(calendar: &[u8]) -> Vec<std::ops::Range<usize>> {
    let events = planfeed::ical::Calendar::read(calendar).events;
    events.into_iter().map(|event| event.bytes).collect()
}

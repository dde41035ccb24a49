//! The keys that an event has for itself, or that its file gives for all of its events.

use chrono::TimeDelta;
use indexmap::IndexSet;

use super::cursor::Cursor;
use super::day::DayForms;
use super::duration::duration as read_duration;
use super::event::status_of;
use super::hours::{self, ReadHours};
use super::plan_file::PlanContext;
use super::reference::{CATEGORIES, PHASES};
use super::repeat::{self, ReadRepeat};
use super::text::{self, Text};
use super::year::given_year;
use crate::phrase::{Context, GivenYear, Weeks};
use crate::plan::{Key, Link, Room, Stated, Url, Venue};
use crate::source::{HoursEntry, LinkEntry, OneOrMany, RepeatEntry, Where};

/// The keys that event files and events share. `flatten`, which would let the two shapes share a
/// struct, loses the place of an error.
macro_rules! shared {
    ($entry:ident) => {
        SharedKeys {
            phase: at!($entry.phase),
            category: at!($entry.category),
            venue: at!($entry.venue as "where"),
            room: at!($entry.room),
            hours: at!($entry.hours),
            duration: at!($entry.duration),
            repeat: at!($entry.repeat),
            status: at!($entry.status),
            description: at!($entry.description),
            contact: at!($entry.contact),
            online: at!($entry.online),
            links: at!($entry.links),
            year: at!($entry.year),
        }
    };
}
pub(super) use shared;

/// The keys that an event has for itself, or from its file.
pub(super) struct SharedKeys<'a> {
    pub phase: Cursor<'a, Option<String>>,
    pub category: Cursor<'a, Option<OneOrMany>>,
    pub venue: Cursor<'a, Option<Where>>,
    pub room: Cursor<'a, Option<String>>,
    pub hours: Cursor<'a, Option<HoursEntry>>,
    pub duration: Cursor<'a, Option<String>>,
    pub repeat: Cursor<'a, Option<RepeatEntry>>,
    pub status: Cursor<'a, Option<String>>,
    pub description: Cursor<'a, Option<String>>,
    pub contact: Cursor<'a, Option<String>>,
    pub online: Cursor<'a, Option<String>>,
    pub links: Cursor<'a, Option<Vec<LinkEntry>>>,
    pub year: Cursor<'a, Option<String>>,
}

/// The values of the shared keys.
pub(super) struct SharedValues<'a> {
    /// None within, where one is given that is not known.
    pub phase: Option<Option<Key>>,
    pub categories: Option<Vec<Key>>,
    /// Whether a venue is given: the room of another venue is not in this one.
    pub has_venue: bool,
    /// The room, the contact and the online meeting; none within where they are taken away.
    pub room: Option<Option<Room>>,
    /// The status, and the cursor at its word.
    pub status: Option<(Stated, Text<'a>)>,
    pub description: Option<String>,
    pub contact: Option<Option<String>>,
    pub online: Option<Option<Url>>,
    pub links: Option<Vec<Link>>,
    pub duration: Option<TimeDelta>,
    /// None within, where one is given that is not valid.
    pub year: Option<Option<GivenYear>>,
    /// Whether the year is the event's own.
    pub is_year_own: bool,
    /// How the weeks of the file are numbered.
    pub weeks: Option<Weeks>,
    /// None where one of them could not be read: without it, the others would seem to be wrong.
    pub times: Option<Times<'a>>,
}

/// The venue of an event, its hours, and how it recurs.
pub(super) struct Times<'a> {
    /// None within, where it is taken away.
    pub venue: Option<Option<Venue>>,
    pub hours: Option<ReadHours<'a>>,
    pub repeat: Option<ReadRepeat<'a>>,
}

impl<'a> SharedValues<'a> {
    /// Fills in the defaults of the file.
    pub(super) fn or(self, defaults: &Self) -> Self {
        let times = self.times.zip(defaults.times.as_ref());
        Self {
            phase: self.phase.or_else(|| defaults.phase.clone()),
            categories: self.categories.or_else(|| defaults.categories.clone()),
            has_venue: self.has_venue || defaults.has_venue,
            room: match self.has_venue {
                true => self.room,
                false => self.room.or_else(|| defaults.room.clone()),
            },
            status: self.status.or_else(|| defaults.status.clone()),
            description: self.description.or_else(|| defaults.description.clone()),
            contact: self.contact.or_else(|| defaults.contact.clone()),
            online: self.online.or_else(|| defaults.online.clone()),
            links: self.links.or_else(|| defaults.links.clone()),
            duration: self.duration.or(defaults.duration),
            is_year_own: self.year.is_some(),
            weeks: defaults.weeks,
            year: self.year.or(defaults.year),
            times: times.map(|(own, defaults)| Times {
                venue: own.venue.or_else(|| defaults.venue.clone()),
                hours: own.hours.or_else(|| defaults.hours.clone()),
                repeat: own.repeat.or_else(|| defaults.repeat.clone()),
            }),
        }
    }
}

impl PlanContext<'_> {
    /// Reads the keys that an event has for itself, with its printed date and the defaults of its
    /// file, or that a file has for all of its events.
    pub(super) fn shared_values<'a>(
        &self,
        shared: SharedKeys<'a>,
        event: Option<(&'a str, &SharedValues<'a>)>,
    ) -> SharedValues<'a> {
        let findings = shared.year.findings;
        let year = shared.year.given();
        let is_year_given = year.is_some() || shared.year.is_unread();
        let year = is_year_given.then(|| year.and_then(|year| given_year(&year)));
        let phase = shared.phase.given();
        let is_phase_given = phase.is_some() || shared.phase.is_unread();
        let category = shared.category.given();
        let room = shared.room.given();
        let (contact, online) = (shared.contact.given(), shared.online.given());
        let status = shared.status.given();
        let description = shared.description.given();
        let links = shared.links.given();
        let duration = shared.duration.given();
        let phase = is_phase_given
            .then(|| phase.and_then(|key| self.reference(&key, &self.phases, &PHASES)));
        let forms = self.day_forms(year, phase.as_ref(), event);
        SharedValues {
            year,
            is_year_own: false,
            weeks: None,
            phase,
            categories: category.map(|keys| self.categories(&keys)),
            has_venue: shared.venue.value.is_some(),
            room: room
                .and_then(|room| text::unless_none(&room, |room| text::room(room, &self.grammar))),
            status: status.and_then(|word| Some((status_of(&word)?, word))),
            description: description.map(|text| text::description(&text)),
            contact: contact
                .and_then(|text| text::unless_none(&text, |text| Some(text::contact(text)))),
            online: online.and_then(|text| text::unless_none(&text, text::online)),
            links: links.map(text::links),
            duration: duration.and_then(|text| read_duration(&text)),
            times: findings.if_sound(|| Times {
                venue: shared.venue.given().map(|venue| self.venue(&venue)),
                hours: shared
                    .hours
                    .given()
                    .and_then(|hours| hours::read(&hours, forms)),
                repeat: shared
                    .repeat
                    .given()
                    .and_then(|repeat| repeat::read(&repeat, forms)),
            }),
        }
    }

    /// Returns the context of the days of an event, or of all events of a file.
    fn day_forms<'a>(
        &'a self,
        year: Option<Option<GivenYear>>,
        phase: Option<&Option<Key>>,
        event: Option<(&'a str, &SharedValues<'_>)>,
    ) -> DayForms<'a> {
        let defaults = event.map(|(_, defaults)| defaults);
        let phase = phase.or(defaults.and_then(|defaults| defaults.phase.as_ref()));
        let phase = phase.and_then(|key| self.phases.get(key.as_ref()?)?.days);
        let year = year
            .or(defaults.and_then(|defaults| defaults.year))
            .flatten();
        let dates = Context {
            phase,
            year: year.map(|year| year.days(phase)),
            ..self.dates
        };
        DayForms {
            grammar: &self.grammar,
            dates,
            printed: event.map(|(printed, _)| printed),
        }
    }

    /// Returns the keys of categories, each once, and reports those that plan.yaml does not have.
    fn categories(&self, keys: &Cursor<'_, OneOrMany>) -> Vec<Key> {
        let keys = keys.texts().into_iter();
        let known = keys.filter_map(|key| self.reference(&key, &self.categories, &CATEGORIES));
        known.collect::<IndexSet<Key>>().into_iter().collect()
    }
}

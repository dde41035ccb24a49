//! The plan itself: events, and what they refer to.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, TimeDelta};
use chrono_tz::Tz;
use indexmap::IndexMap;

use super::worded::worded;
use super::{
    ANYWHERE_ON_EARTH, DateRange, Dates, Domain, FeedDefinition, FolderUrl, Grouping, Hours, Key,
    Language, LocalSession, Marker, Precision, Repeat, Session, Uid, Url, When,
};

/// A whole plan, checked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Its title.
    pub title: String,
    /// The right half of every UID; never changes.
    pub domain: Domain,
    /// What it is, in a sentence or two.
    pub description: Option<String>,
    /// The page where people read about it.
    pub url: Option<Url>,
    /// The colour of its page and of the feed of all events.
    pub color: Option<Color>,
    /// The day of the last published change ("as of").
    pub revision: NaiveDate,
    /// The zone of events whose venue has none.
    pub timezone: Option<Tz>,
    /// Its language.
    pub language: &'static Language,
    /// Uncertain spans of more days than this are shown on one day.
    pub longest_span: i64,
    /// Days that a cancelled notice stays.
    pub keep_cancelled: u32,
    /// Ids or UIDs of events that were mistakes.
    pub withdrawn: Vec<String>,
    /// The address of the folder of feeds.
    pub publish_url: Option<FolderUrl>,
    /// The form in which cancelled events are published.
    pub cancelled_form: CancelledForm,
    /// The phases by key, in the plan's order.
    pub phases: IndexMap<Key, Phase>,
    /// The categories by key, in the plan's order.
    pub categories: IndexMap<Key, Category>,
    /// The venues, by key.
    pub venues: IndexMap<Key, Venue>,
    /// Feeds by rule, beside those of the phases and categories.
    pub feeds: Vec<FeedDefinition>,
    /// The events by phase; in a phase, in the order of their files' names and, in a file, as
    /// written.
    pub events: Vec<Event>,
}

impl Plan {
    /// Whether the event of that UID is listed as a mistake, by its id or its UID.
    pub(crate) fn withdraws(&self, uid: &str) -> bool {
        let id = uid
            .strip_suffix(&*self.domain)
            .and_then(|left| left.strip_suffix('@'));
        let mut withdrawn = self.withdrawn.iter();
        withdrawn.any(|name| name == uid || Some(name.as_str()) == id)
    }

    /// Returns how near days are to the revision: those to come are before those that are past.
    pub(crate) fn nearness(&self, days: DateRange) -> (bool, TimeDelta) {
        let (first, last) = (days.first(), days.last());
        match last < self.revision {
            true => (true, self.revision - last),
            false => (false, first - self.revision),
        }
    }

    /// Returns the phase of an event, with its key.
    pub(crate) fn phase_of(&self, event: &Event) -> Option<(&Key, &Phase)> {
        self.phases.get_key_value(event.phase.as_ref()?)
    }

    /// Returns the categories of an event, in the event's order.
    pub(crate) fn categories_of(&self, event: &Event) -> impl Iterator<Item = &Category> {
        let keys = event.categories.iter();
        keys.filter_map(|key| self.categories.get(key))
    }

    /// Returns the zone of hours there: that of the venue, else the plan's.
    pub fn zone_at(&self, venue: Option<&Venue>) -> Option<Tz> {
        venue.and_then(Venue::zone).or(self.timezone)
    }

    /// Returns the zone in which the days of an event without hours begin and end. Nothing is known
    /// of it where the venue is not known or has no zone.
    pub fn zone_of_days(&self, event: &Event) -> Option<Tz> {
        match &event.venue {
            _ if event.is_anywhere_on_earth => Some(ANYWHERE_ON_EARTH),
            Some(venue) => venue.zone(),
            None => self.timezone,
        }
    }
}

/// A phase of the plan.
#[derive(Clone, Debug)]
pub struct Phase {
    /// Its title.
    pub title: String,
    /// Its days, where the plan gives them.
    pub days: Option<DateRange>,
}

/// A category of events.
#[derive(Clone, Debug)]
pub struct Category {
    /// Its title.
    pub title: String,
    /// Its colour.
    pub color: Option<Color>,
}

/// A colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Color {
    /// Red, green and blue.
    pub rgb: [u8; 3],
}

impl Color {
    /// Returns the colour that is written as `#rrggbb` or by its CSS name.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let is_named = csscolorparser::NAMED_COLORS.get(text.into()).is_some();
        let is_plain = text.starts_with('#') && text.len() == 7;
        let [red, green, blue, _] = csscolorparser::parse(text).ok()?.to_rgba8();
        let rgb = [red, green, blue];
        (is_plain || is_named).then_some(Self { rgb })
    }

    /// Returns the CSS names of colours.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        csscolorparser::NAMED_COLORS
            .keys()
            .map(|name| name.as_str())
    }

    /// Returns the CSS name of the nearest colour that has one, since RFC 7986 §5.9 allows no
    /// other form.
    pub(crate) fn css_name(self) -> &'static str {
        let named = csscolorparser::NAMED_COLORS.entries();
        let nearest = named.min_by_key(|(_, rgb)| self.distance(**rgb));
        nearest
            .map(|(name, _)| name.as_str())
            .expect("CSS has colours")
    }

    fn distance(self, other: [u8; 3]) -> u32 {
        let both = self.rgb.into_iter().zip(other);
        both.map(|(one, two)| u32::from(one.abs_diff(two)).pow(2))
            .sum()
    }
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its permanent id.
    pub id: Key,
    /// The UID: `<id>@<domain>` unless the plan says otherwise.
    pub uid: Uid,
    /// The title as printed, a marker included.
    pub title: String,
    /// The marker at the title's end or start.
    pub title_marker: Option<Marker>,
    /// Its categories, without repetition; the first gives its colour and its lane.
    pub categories: Vec<Key>,
    /// Its phase.
    pub phase: Option<Key>,
    /// When it is.
    pub when: When,
    /// Its date as printed.
    pub printed: String,
    /// The days among which it is: those of its date, or when that is open those of its phase or
    /// year; if it recurs, those from its first occurrence to its last, in all of its stretches.
    pub window: DateRange,
    /// Whether AoE is printed with its date: its days end when they have ended everywhere.
    pub is_anywhere_on_earth: bool,
    /// Its hours, if it has any.
    pub hours: Option<Box<Hours>>,
    /// Its repeat up to the end of its first stretch, if it recurs; it then has one run of exact
    /// days, and, if it has hours, one day.
    pub repeat: Option<Box<Repeat>>,
    /// Overrides by the first day that each occurrence would have; each has as many sessions as the
    /// others.
    pub overrides: BTreeMap<NaiveDate, Self>,
    /// The later stretches of the series, each by the planned day of its first occurrence; none of
    /// them has stretches itself.
    pub onwards: BTreeMap<NaiveDate, Self>,
    /// Its venue, if the plan says anything of that.
    pub venue: Option<Venue>,
    /// The room within the venue, if the plan says anything of that.
    pub room: Option<Room>,
    /// Its status as the plan says it, which wins over what its markers say.
    pub status: Option<Stated>,
    /// More text.
    pub description: Option<String>,
    /// Whom to ask, as printed.
    pub contact: Option<String>,
    /// The address of its online meeting, http or https.
    pub online: Option<Url>,
    /// Links, in order.
    pub links: Vec<Link>,
}

impl Event {
    /// Whether it has exact days that hold, and no marker on the date or the title.
    pub fn is_certain(&self) -> bool {
        let is_postponed = self.status == Some(Stated::Postponed);
        self.when.is_certain() && self.title_marker.is_none() && !is_postponed
    }

    /// Whether the plan says for certain that it takes place on exactly these days.
    pub(crate) fn is_settled(&self) -> bool {
        self.is_certain() && self.stated() == Stated::Confirmed
    }

    /// Returns the marker on its date, else on its title.
    pub(crate) fn marker(&self) -> Option<Marker> {
        self.when.marker().or(self.title_marker)
    }

    /// Returns the marker on its hours.
    pub(crate) fn time_marker(&self) -> Option<Marker> {
        self.hours.as_ref()?.marker()
    }

    /// Whether the plan says that it is tentative, though nothing that is printed shows it.
    pub(crate) fn is_said_tentative(&self) -> bool {
        self.status == Some(Stated::Tentative) && self.is_certain()
    }

    /// Returns the names of room and place, and the address, in this order and without markers.
    pub fn whereabouts(&self) -> Vec<&str> {
        let room = self.room.as_ref().and_then(|room| room.name.as_deref());
        let place = self.venue.as_ref().and_then(|venue| venue.place.as_ref());
        let address = place.and_then(|place| place.address.as_deref());
        let place = place.map(|place| place.name.as_str());
        room.into_iter().chain(place).chain(address).collect()
    }

    /// Returns the facts that decide which feeds hold it.
    pub fn groups(&self) -> Grouping<'_> {
        Grouping {
            categories: Cow::Borrowed(&self.categories),
            phase: self.phase.as_ref(),
            venue: self.venue.as_ref().and_then(|venue| venue.key.as_ref()),
            is_certain: self.is_certain(),
        }
    }

    /// Returns the runs of exact days, for a recurring event those of the first occurrence; none if
    /// the days are not exact, or a deadline.
    pub(crate) fn runs(&self) -> &[DateRange] {
        match self.when.dates() {
            Dates::Span(days, Precision::Day) => std::slice::from_ref(days),
            Dates::Separate(runs) => runs,
            Dates::Span(..) | Dates::By(_) | Dates::Open => &[],
        }
    }

    /// Returns the last day and the time by which it is due; none without a time, and if it is not
    /// a deadline.
    pub(crate) fn deadline(&self) -> Option<(NaiveDate, Session)> {
        let (Dates::By(day), Some(hours)) = (self.when.dates(), &self.hours) else {
            return None;
        };
        match hours.of(*day).sessions[..] {
            [session] if session.is_instant() => Some((*day, session)),
            _ => None,
        }
    }

    /// Returns the first days of the occurrences without an override, in order.
    fn usual_days(&self, repeat: &Repeat) -> impl Iterator<Item = NaiveDate> {
        repeat
            .held()
            .filter(|day| !self.overrides.contains_key(day))
    }

    /// Returns the runs of days of all occurrences of a stretch without an override, in order. None
    /// where days are not exact, or a deadline.
    pub(crate) fn occasions(&self) -> Vec<DateRange> {
        let (Some(repeat), [run, ..]) = (&self.repeat, self.runs()) else {
            return self.runs().to_vec();
        };
        let days = self.usual_days(repeat);
        days.filter_map(|day| run.moved_to(day)).collect()
    }

    /// Returns the first days of all occurrences of a stretch that are neither cancelled nor
    /// postponed, moved ones where they are now, in order. If there are none, returns all.
    pub fn takes_place(&self) -> Vec<NaiveDate> {
        let (mut live, mut called_off) = (Vec::new(), Vec::new());
        for day in self.repeat.iter().flat_map(|repeat| repeat.held()) {
            match self.overrides.get(&day) {
                Some(own) if own.stated().is_called_off() => called_off.push(own.window.first()),
                Some(own) => live.push(own.window.first()),
                None if self.stated().is_called_off() => called_off.push(day),
                None => live.push(day),
            }
        }
        let mut days = if live.is_empty() { called_off } else { live };
        days.sort_unstable();
        days
    }

    /// Returns every session that takes place; none where days or hours are not given.
    pub(crate) fn sessions(&self) -> Vec<LocalSession> {
        let others = self.overrides.values().chain(self.onwards.values());
        let others = others.flat_map(Self::sessions);
        self.usual_sessions().into_iter().chain(others).collect()
    }

    /// Returns the sessions of all occurrences of a stretch without an override.
    pub(crate) fn usual_sessions(&self) -> Vec<LocalSession> {
        let Some(hours) = &self.hours else {
            return Vec::new();
        };
        let days: Vec<NaiveDate> = match &self.repeat {
            None => self.runs().iter().flat_map(|run| run.days()).collect(),
            Some(repeat) => self.usual_days(repeat).collect(),
        };
        days.into_iter()
            .flat_map(|day| hours.sessions_on(day))
            .collect()
    }

    /// Returns the planned sessions of all occurrences of a stretch; none if the event does not
    /// recur.
    pub(crate) fn planned_sessions(&self) -> Vec<LocalSession> {
        let (Some(hours), Some(repeat)) = (&self.hours, &self.repeat) else {
            return Vec::new();
        };
        let days = repeat.occurrences.iter();
        days.flat_map(|day| hours.sessions_on(*day)).collect()
    }

    /// Returns the status that is published: what is said, else tentative where the event is not
    /// certain.
    pub fn stated(&self) -> Stated {
        self.status.unwrap_or(if self.is_certain() {
            Stated::Confirmed
        } else {
            Stated::Tentative
        })
    }
}

worded! {
    /// The status of an event.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Stated {
        /// It takes place.
        #[default]
        Confirmed = "confirmed",
        /// It may.
        Tentative = "tentative",
        /// It does not take place on its date; another is not known yet.
        Postponed = "postponed",
        /// It does not.
        Cancelled = "cancelled",
    }
}

impl Stated {
    /// Whether nothing takes place on the date of the event.
    pub fn is_called_off(self) -> bool {
        match self {
            Self::Postponed | Self::Cancelled => true,
            Self::Confirmed | Self::Tentative => false,
        }
    }
}

worded! {
    /// The form in which cancelled events are published.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub enum CancelledForm {
        /// The title and STATUS say it.
        #[default]
        Status = "status",
        /// The title alone says it: some calendars hide entries whose STATUS is CANCELLED.
        TitleOnly = "title-only",
    }
}

impl CancelledForm {
    /// Returns the status that STATUS says (RFC 5545 §3.8.1.11); it has no word for a postponed
    /// event.
    pub(crate) fn published(self, status: Stated) -> Stated {
        match (status, self) {
            (Stated::Cancelled, Self::TitleOnly) => Stated::Confirmed,
            (Stated::Postponed, _) => Stated::Tentative,
            (status, _) => status,
        }
    }
}

/// The venue of an event: a place, a marker, or a place with a marker.
#[derive(Clone, Debug)]
pub struct Venue {
    /// Its key among the plan's venues; none for a place written out with the event.
    pub key: Option<Key>,
    /// The place; none where the plan prints a marker alone.
    pub place: Option<Place>,
    /// The marker on it.
    pub marker: Option<Marker>,
}

impl Venue {
    /// Returns the zone of its place, if that is known.
    pub(crate) fn zone(&self) -> Option<Tz> {
        self.place.as_ref()?.timezone
    }
}

/// A room within a venue: its name, a marker, or a name with a marker.
///
/// Its [`Display`](fmt::Display) is one line, `Main hall TBC`, that [`FromStr`] reads back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Its name, as printed; none where the plan prints a marker alone.
    pub name: Option<String>,
    /// The marker on it.
    pub marker: Option<Marker>,
}

impl Room {
    /// Returns it as LOCATION begins with it: its name, and the marker on it in brackets; none
    /// without a name.
    pub(crate) fn in_location(&self) -> Option<String> {
        let name = self.name.as_ref()?;
        Some(match self.marker {
            Some(marker) => format!("{name} ({marker})"),
            None => name.clone(),
        })
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marker = self.marker.map(Marker::abbreviation);
        let words: Vec<&str> = self.name.as_deref().into_iter().chain(marker).collect();
        f.write_str(&words.join(" "))
    }
}

impl FromStr for Room {
    type Err = Infallible;

    fn from_str(line: &str) -> Result<Self, Infallible> {
        let (name, last) = line.rsplit_once(' ').unwrap_or(("", line));
        let (name, marker) = match Marker::by_abbreviation(last) {
            Some(marker) => (name, Some(marker)),
            None => (line, None),
        };
        let name = (!name.is_empty()).then(|| name.to_owned());
        Ok(Self { name, marker })
    }
}

/// A place.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its name, as printed.
    pub name: String,
    /// Its address, in one line.
    pub address: Option<String>,
    /// The country (ISO 3166-1 alpha-2).
    pub country: Option<String>,
    /// Its time zone.
    pub timezone: Option<Tz>,
    /// Latitude and longitude in degrees, north and east positive.
    pub geo: Option<[f64; 2]>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub url: Url,
}

//! The meaning of an entry that planfeed wrote, by its properties alone: in whatever language, and
//! however planfeed words it.

use std::borrow::Cow;
use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::ical::{ContentLine, Vevent, own};
use crate::phrase::{Grammar, marker_of};
use crate::plan::{
    DateRange, Grouping, Hours, Key, Link, Plan, Planned, Repeat, Room, Session, Stated, Url, When,
    published_zone, zone_named,
};

/// X-PLANFEED-CERTAINTY of a notice whose event was certain, and of one whose event was not.
pub(crate) const CERTAIN: &str = "certain";
/// See [`CERTAIN`].
pub(crate) const UNCERTAIN: &str = "uncertain";

/// Properties that say when an entry was published.
pub(crate) const STAMPS: [&str; 4] = ["DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE"];

/// Properties that hold planfeed's own words, say where the author's words are in them, or repeat
/// what other properties say.
pub(crate) const WORDED: [&str; 5] = [
    "SUMMARY",
    "DESCRIPTION",
    "X-APPLE-STRUCTURED-LOCATION",
    own::TITLE,
    own::TEXT,
];

/// Properties that say the status: in the words of RFC 5545, and in those of the plan where STATUS
/// does not say it.
pub(crate) const STATUSES: [&str; 2] = ["STATUS", own::STATUS];

/// The event that an entry of planfeed is about, as far as the entry says it.
#[derive(Clone, Debug)]
pub struct Record {
    /// The title, with its marker.
    pub title: String,
    /// The date.
    pub when: When,
    /// The date as the plan prints it; none for exact days without a marker.
    pub printed: Option<String>,
    /// The days among which an open date lies, if the entry shows one of them.
    pub within: Option<DateRange>,
    /// The status.
    pub status: Stated,
    /// The revision that removed the event from the plan, if the entry is a notice of that.
    pub removed: Option<NaiveDate>,
    /// LOCATION: the place, with the marker on it.
    pub location: Option<String>,
    /// The key of the venue.
    pub venue: Option<String>,
    /// The room.
    pub room: Option<Room>,
    /// The categories, in their order.
    pub categories: Vec<KeyAndTitle>,
    /// The phase.
    pub phase: KeyAndTitle,
    /// The hours.
    pub hours: Option<Hours>,
    /// The repeat of the event, or of this stretch of it, as a line.
    repeat: Option<String>,
    /// The planned day with which its stretch of a series begins; none in the first.
    pub onwards: Option<NaiveDate>,
    /// The zone that the days or the hours are in.
    pub zone: Option<Tz>,
    /// The planned time of an occurrence that is an entry of its own, without RECURRENCE-ID.
    pub instead_of: Option<Planned>,
    /// Whether a notice's event was certain, where its own date and title say otherwise.
    certainty: Option<String>,
    /// The author's text.
    pub text: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    /// The address of the online meeting.
    pub online: Option<String>,
    /// The links.
    pub links: Vec<Link>,
}

/// A category or a phase.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyAndTitle {
    /// Its key.
    pub key: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

impl Record {
    /// Reads an entry; none if it does not say when its event is.
    pub fn read(vevent: &Vevent) -> Option<Self> {
        let text = |name: &str| vevent.text(name).map(|text| text.into_owned());
        let hours = match vevent.line(own::HOURS) {
            Some(_) => read(vevent, own::HOURS),
            None => hours_shown(vevent),
        };
        // Older versions published zones under any name.
        let hours = hours.map(|hours: Hours| Hours {
            zone: published_zone(hours.zone),
            ..hours
        });
        let zone = vevent.text(own::TZID).and_then(|name| zone_named(&name));
        Some(Self {
            title: title(vevent),
            when: read(vevent, own::WHEN)?,
            printed: text(own::PRINTED),
            within: read(vevent, own::WITHIN),
            status: status(vevent),
            removed: read(vevent, own::REMOVED),
            location: text("LOCATION"),
            venue: text(own::VENUE),
            room: read(vevent, own::ROOM),
            categories: categories(vevent),
            phase: KeyAndTitle {
                key: text(own::PHASE),
                title: text(own::PHASE_TITLE),
            },
            zone: zone.or(hours.as_ref().map(|hours| hours.zone)),
            hours,
            repeat: text(own::REPEAT),
            onwards: read(vevent, own::ONWARDS),
            certainty: text(own::CERTAINTY),
            instead_of: read(vevent, own::INSTEAD_OF),
            text: authors_text(vevent),
            contact: text("CONTACT"),
            online: vevent.value("CONFERENCE").map(str::to_owned),
            links: links(vevent),
        })
    }

    /// Returns how the event recurs. Naming all of its days takes a while, so this is read when it
    /// is asked.
    pub fn repeat(&self) -> Option<Repeat> {
        self.repeat.as_ref()?.parse().ok()
    }

    /// Whether the days are exact and hold, and neither they nor the title have a marker; for a
    /// notice, whether that was so of its event.
    pub(crate) fn is_certain(&self, grammar: &Grammar) -> bool {
        match &self.certainty {
            Some(certainty) => certainty == CERTAIN,
            None => {
                let is_postponed = self.status == Stated::Postponed;
                let has_marker = marker_of(grammar, &self.title).is_some();
                self.when.is_certain() && !has_marker && !is_postponed
            }
        }
    }

    /// Returns the groups of the entry, for the keys that the plan still has.
    pub(crate) fn groups<'p>(&self, plan: &'p Plan, grammar: &Grammar) -> Grouping<'p> {
        let key = |key: &Option<String>| Key::new(key.as_ref()?);
        let categories = self.categories.iter();
        let categories = categories.filter_map(|category| key(&category.key));
        let (phase, venue) = (key(&self.phase.key), key(&self.venue));
        Grouping {
            categories: categories
                .filter(|key| plan.categories.contains_key(key))
                .collect(),
            phase: phase.and_then(|key| Some(plan.phases.get_key_value(&key)?.0)),
            venue: venue.and_then(|key| Some(plan.venues.get_key_value(&key)?.0)),
            is_certain: self.is_certain(grammar),
        }
    }
}

/// Reads the value of a property that is written as a line.
fn read<T: FromStr>(vevent: &Vevent, name: &str) -> Option<T> {
    vevent.text(name)?.parse().ok()
}

/// Returns the status of an entry, anyone's: what planfeed says of it, else STATUS; CONFIRMED where
/// it has neither.
pub(crate) fn status(vevent: &Vevent) -> Stated {
    let mut said = [own::STATUS, "STATUS"].into_iter();
    said.find_map(|name| stated(vevent.value(name)?))
        .unwrap_or_default()
}

/// Returns the status of that word, in whatever case.
fn stated(word: &str) -> Option<Stated> {
    let mut all = Stated::ALL.into_iter();
    all.find(|status| status.word().eq_ignore_ascii_case(word))
}

/// Whether an entry is an override: it has RECURRENCE-ID or X-PLANFEED-INSTEAD-OF.
pub fn is_override(vevent: &Vevent) -> bool {
    vevent.line("RECURRENCE-ID").is_some() || vevent.line(own::INSTEAD_OF).is_some()
}

/// Returns the main entry of an event: in the earliest stretch that has entries, the first that is
/// not an override, else the first.
pub(crate) fn main(vevents: &[Vevent]) -> Option<&Vevent> {
    vevents.iter().min_by_key(|vevent| rank(vevent))
}

/// The [`rank`] of an entry that is the main one, whatever others there are.
pub(super) const MAIN: (Option<String>, bool) = (None, false);

/// Returns how far an entry is from the main one of its event: its stretch, and whether it is an
/// override.
pub(super) fn rank(vevent: &Vevent) -> (Option<String>, bool) {
    let stretch = vevent.text(own::ONWARDS).map(Cow::into_owned);
    (stretch, is_override(vevent))
}

/// Whether two entries say the same of their event: all but their stamps and planfeed's own words
/// are equal.
pub(crate) fn says_the_same(one: &Vevent, other: &Vevent) -> bool {
    facts(one) == facts(other)
        && status(one) == status(other)
        && title(one) == title(other)
        && authors_text(one) == authors_text(other)
}

/// The name, the parameters and the value of a property.
type Fact<'a> = (&'a str, &'a [(String, String)], &'a str);

/// Returns the properties that are neither words of planfeed's nor stamps nor of the status, in
/// order.
fn facts(vevent: &Vevent) -> Vec<Fact<'_>> {
    let is_fact = |line: &&ContentLine| {
        let name = line.name.as_str();
        !WORDED.contains(&name) && !STAMPS.contains(&name) && !STATUSES.contains(&name)
    };
    let facts = vevent.lines.iter().filter(is_fact);
    let mut facts: Vec<_> = facts
        .map(|line| (line.name.as_str(), &*line.parameters, line.value.as_str()))
        .collect();
    // Those of one name are in an order of their own, as links are.
    facts.sort_by_key(|(name, ..)| *name);
    facts
}

/// Returns the title of an entry, anyone's: SUMMARY, unless planfeed put something before it or cut
/// it.
pub(crate) fn title(vevent: &Vevent) -> String {
    let title = vevent.text(own::TITLE).or_else(|| vevent.text("SUMMARY"));
    title.unwrap_or_default().into_owned()
}

/// Returns the hours that DTSTART and DTEND say: one session, by the clocks of a zone.
fn hours_shown(vevent: &Vevent) -> Option<Hours> {
    let start = vevent.moment("DTSTART")?;
    let zone = start.zone()?;
    let end = vevent.moment("DTEND")?;
    let session = Session::new(start.clock().time(), end.clock().time())?;
    Some(Hours::each(zone, session))
}

/// Returns the author's text: so many characters of DESCRIPTION, from that one on.
pub(crate) fn authors_text(vevent: &Vevent) -> Option<String> {
    let position = vevent.text(own::TEXT)?;
    let (from, length) = position.split_once('+')?;
    let (from, length) = (from.parse().ok()?, length.parse().ok()?);
    let description = vevent.text("DESCRIPTION")?;
    Some(description.chars().skip(from).take(length).collect())
}

/// Returns the categories: their keys, with a space between, and the title of each.
fn categories(vevent: &Vevent) -> Vec<KeyAndTitle> {
    let keys = vevent.text(own::CATEGORY).unwrap_or_default();
    let mut titles = vevent.items("CATEGORIES");
    let of_key = |key: &str| KeyAndTitle {
        key: Some(key.to_owned()),
        title: titles.next().map(Cow::into_owned),
    };
    keys.split(' ')
        .filter(|key| !key.is_empty())
        .map(of_key)
        .collect()
}

/// Returns the links; a single one without a title is URL, unless that is the online meeting.
fn links(vevent: &Vevent) -> Vec<Link> {
    let mut given = vevent.texts(own::LINK).peekable();
    match given.peek() {
        Some(_) => given.filter_map(|text| link(&text)).collect(),
        None if vevent.line("CONFERENCE").is_some() => Vec::new(),
        None => vevent
            .text("URL")
            .iter()
            .filter_map(|url| link(url))
            .collect(),
    }
}

fn link(text: &str) -> Option<Link> {
    let (url, title) = match text.split_once(' ') {
        Some((url, title)) => (url, Some(title.to_owned())),
        None => (text, None),
    };
    let url = Url::new(url)?;
    Some(Link { title, url })
}

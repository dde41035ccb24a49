//! Event files: defaults filled in, references looked up, dates read.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::date::{date, marked_place, report_look_alike};
use super::hours::{self, ReadHours, check_clocks};
use super::repeat::{self, ReadRepeat};
use super::{head, text};
use crate::diagnostic::{Code, suggestion};
use crate::phrase::{Context, Grammar, Marked, marker_of};
use crate::plan::{DateRange, Event, Key, Link, Marker, Plan, Stated, Uid, Venue, When, YEARS};
use crate::source::{
    EventEntry, EventFile, Finding, HoursEntry, LinkEntry, PlanFile, Pointer, RepeatEntry, Source,
    Where,
};

/// What all events of a plan are checked against.
pub(super) struct Surroundings<'a> {
    pub grammar: &'a Grammar,
    pub plan: &'a Plan,
    pub context: Context,
    /// Whether plan.yaml could be read.
    has_plan: bool,
}

/// Checks every event, and adds those that can be read to the plan.
pub(super) fn events(
    source: &Source,
    shape: &PlanFile,
    grammar: &Grammar,
    plan: &mut Plan,
    findings: &mut Vec<Finding>,
) {
    let surroundings = Surroundings {
        grammar,
        plan,
        context: Context {
            year: None,
            order: head::date_order(shape),
        },
        has_plan: source.plan.is_some(),
    };
    let checked: Vec<(Vec<Event>, Vec<Finding>)> = source
        .events
        .par_iter()
        .map(|(file, shape)| surroundings.file(&Pointer::file(*file), shape))
        .collect();
    for (events, more) in checked {
        plan.events.extend(events);
        findings.extend(more);
    }
    // The plan's order is that of its phases; events without one go last.
    let Plan { events, phases, .. } = plan;
    events.sort_by_key(|event| {
        event.phase.as_ref().map_or(usize::MAX, |key| {
            phases.get_index_of(key).unwrap_or(usize::MAX)
        })
    });
}

impl Surroundings<'_> {
    fn file(&self, at: &Pointer, file: &EventFile) -> (Vec<Event>, Vec<Finding>) {
        let mut findings = Vec::new();
        let defaults = self.given(&Shared::from(file), at, &mut findings);
        let readable = file
            .events
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.unread);
        let events = readable.filter_map(|(i, entry)| {
            self.event(entry, &defaults, &at.key("events").index(i), &mut findings)
        });
        (events.collect(), findings)
    }

    /// What an event says for itself, or a file for all of its events: each is checked where it
    /// stands.
    fn given<'s>(
        &self,
        shared: &Shared<'s>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Given<'s> {
        if let Some(year) = shared.year {
            text::within(year, YEARS, &at.key("year"), findings);
        }
        if let Some(description) = shared.description {
            text::description(description, &at.key("description"), findings);
        }
        let mut given = Given {
            phase: shared
                .phase
                .and_then(|key| self.phase(key, &at.key("phase"), findings)),
            category: shared
                .category
                .and_then(|key| self.category(key, &at.key("category"), findings)),
            venue: shared
                .venue
                .and_then(|venue| self.venue(venue, &at.key("where"), findings)),
            status: shared.status.and_then(|word| {
                Some((status(word, &at.key("status"), findings)?, at.key("status")))
            }),
            links: shared
                .links
                .map(|links| text::links(links, &at.key("links"), findings)),
            description: shared.description.map(|text| text.trim().to_owned()),
            hours: shared
                .hours
                .and_then(|hours| hours::read(hours, &at.key("hours"), findings)),
            repeat: shared
                .repeat
                .and_then(|repeat| repeat::read(repeat, &at.key("repeat"), findings)),
            year: shared.year,
            is_unread: false,
        };
        given.is_unread = shared.venue.is_some() && given.venue.is_none()
            || shared.hours.is_some() && given.hours.is_none()
            || shared.repeat.is_some() && given.repeat.is_none();
        given
    }

    fn event(
        &self,
        entry: &EventEntry,
        defaults: &Given<'_>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<Event> {
        let given = self.given(&Shared::from(entry), at, findings).or(defaults);
        let dates = self.dates(entry, &given, &at.key("when"), findings);
        let (title, title_marker) = self.title(&entry.title, &at.key("title"), findings);
        let id = text::key(&entry.id, &at.key("id"), findings)?;
        let uid = self.uid(&id, entry.uid.as_deref(), &at.key("uid"), findings)?;
        let (when, window) = dates?;
        let mut event = Event {
            id,
            uid,
            title,
            title_marker,
            category: given.category,
            phase: given.phase,
            when,
            printed: entry.when.split_whitespace().collect::<Vec<_>>().join(" "),
            window,
            hours: None,
            repeat: None,
            instances: BTreeMap::new(),
            venue: given.venue,
            status: given.status.as_ref().map(|(status, _)| *status),
            description: given.description,
            links: given.links.unwrap_or_default(),
        };
        if let Some((_, at)) = given.status {
            check_status(&event, &at, findings);
        }
        // Without one of them, the others would seem to be wrong.
        if !given.is_unread {
            self.times(&mut event, given.hours, given.repeat, findings);
        }
        Some(event)
    }

    /// Its hours, and how it recurs.
    fn times(
        &self,
        event: &mut Event,
        hours: Option<ReadHours>,
        repeat: Option<ReadRepeat<'_>>,
        findings: &mut Vec<Finding>,
    ) {
        let hours_at = hours
            .as_ref()
            .map_or_else(Pointer::none, |hours| hours.at.clone());
        if let (Some(hours), Some(_)) = (&hours, &repeat)
            && !hours.on.is_empty()
        {
            let message = format!("`{}` recurs, and so has the same hours each time", event.id);
            let finding = Finding::new(Code::BadHours, message, hours.at.clone());
            return findings.push(
                finding.help("give the hours of single meetings under `instances` of `repeat`"),
            );
        }
        let zone = self.plan.zone_at(event.venue.as_ref());
        let before = findings.len();
        event.hours = hours
            .and_then(|hours| hours.of(event, zone, findings))
            .map(Box::new);
        if let (Some(repeat), true) = (repeat, findings.len() == before) {
            self.repeat(event, &repeat, &hours_at, findings);
        } else {
            check_clocks(event, &hours_at, findings);
        }
    }

    /// The title as printed, and the marker at its end or start.
    pub(super) fn title(
        &self,
        printed: &str,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> (String, Option<Marker>) {
        text::title(printed, at, findings);
        let title = printed.trim();
        let marked = marker_of(self.grammar, title);
        let marker = marked.as_ref().map(|marked| marked.marker);
        report_look_alike(marked, at, findings);
        (title.to_owned(), marker)
    }

    /// When it is, and the days among which that is.
    fn dates(
        &self,
        entry: &EventEntry,
        given: &Given<'_>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<(When, DateRange)> {
        let has_year = given.year.is_none_or(|year| YEARS.contains(&year));
        if !text::not_empty(&entry.when, at, findings) || !has_year {
            return None;
        }
        let when = date(
            self.grammar,
            &entry.when,
            Context {
                year: given.year,
                ..self.context
            },
            at,
            findings,
        )?;
        let window = self.window(&when, given.phase.as_ref(), given.year, at, findings)?;
        Some((when, window))
    }

    fn phase(&self, key: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Key> {
        head::reference(
            key,
            &self.plan.phases,
            Code::UnknownPhase,
            "phase",
            at,
            findings,
        )
    }

    fn category(&self, key: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Key> {
        head::reference(
            key,
            &self.plan.categories,
            Code::UnknownCategory,
            "category",
            at,
            findings,
        )
    }

    pub(super) fn venue(
        &self,
        venue: &Where,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<Venue> {
        let name = match venue {
            Where::Place(entry) => return Some(marked_place(self.grammar, entry, at, findings)),
            Where::Named(name) => name.trim(),
        };
        let marked = marker_of(self.grammar, name).or_else(|| trailing_marker(self.grammar, name));
        let (marker, name) = marked
            .as_ref()
            .map_or((None, name), |marked| (Some(marked.marker), marked.rest));
        report_look_alike(marked, at, findings);
        if name.is_empty() && marker.is_some() {
            return Some(Venue {
                key: None,
                place: None,
                marker,
            });
        }
        let Some(venue) = Key::new(name).and_then(|key| self.plan.venues.get(&key)) else {
            if text::not_empty(name, at, findings) {
                let finding = Finding::new(
                    Code::UnknownVenue,
                    format!("there is no venue `{name}`"),
                    at.clone(),
                );
                let known = self.plan.venues.keys().map(Key::as_str);
                let help = suggestion(name, known)
                    .unwrap_or_else(|| "add it to `venues` in plan.yaml".to_owned());
                let help = help.trim_end_matches('?');
                findings.push(finding.help(format!(
                    "{help}; or write a place of its own: `where: {{ name: {name:?} }}`"
                )));
            }
            return None;
        };
        Some(Venue {
            marker: marker.or(venue.marker),
            ..venue.clone()
        })
    }

    /// The days among which the event is.
    fn window(
        &self,
        when: &When,
        phase: Option<&Key>,
        year: Option<i32>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<DateRange> {
        let of_phase = || {
            phase
                .and_then(|key| self.plan.phases.get(key))
                .and_then(|phase| phase.days)
        };
        let window = when
            .span()
            .or_else(of_phase)
            .or_else(|| year.and_then(|year| DateRange::months(year, 1, 12)));
        if window.is_none() && self.has_plan {
            let finding = Finding::new(
                Code::DateWithoutYear,
                "nothing is known of this date, not even its year",
                at.clone(),
            );
            findings.push(
                finding.help("give `dates` to its phase, or `year` to the event or its file"),
            );
        }
        window
    }

    fn uid(
        &self,
        id: &Key,
        authored: Option<&str>,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<Uid> {
        let Some(text) = authored else {
            return Uid::new(&format!("{id}@{}", self.plan.domain));
        };
        let uid = Uid::new(text);
        if uid.is_none() && text::not_empty(text, at, findings) {
            let finding =
                Finding::new(Code::BadUid, format!("`{text}` can't be a UID"), at.clone());
            findings.push(finding.help("write at most 194 octets, without spaces"));
        }
        uid
    }
}

/// A status that is given wins over the markers, but the two should not disagree.
pub(super) fn check_status(event: &Event, at: &Pointer, findings: &mut Vec<Finding>) {
    if event.status == Some(Stated::Confirmed) && !event.is_certain() {
        let what = match (event.when.marker(), event.when.is_exact()) {
            (Some(marker), _) => format!("the date of `{}` is {marker}", event.id),
            (None, false) => format!("`{}` has no exact date", event.id),
            (None, true) => format!("the title of `{}` is marked", event.id),
        };
        let finding = Finding::new(
            Code::StatusDisagrees,
            format!("this says confirmed, but {what}"),
            at.clone(),
        );
        findings.push(finding.help("the status wins; take it out, or settle what is open"));
    }
}

/// A venue's key with words for a marker behind it: `geneva to be confirmed`.
fn trailing_marker<'a>(grammar: &Grammar, name: &'a str) -> Option<Marked<'a>> {
    let (key, words) = name.split_once(char::is_whitespace)?;
    let marked = marker_of(grammar, words).filter(|marked| marked.rest.is_empty())?;
    Some(Marked {
        rest: key.trim_end_matches([',', ':']),
        ..marked
    })
}

/// The keys that an event may have for itself, or from its file.
struct Shared<'a> {
    phase: Option<&'a str>,
    category: Option<&'a str>,
    venue: Option<&'a Where>,
    hours: Option<&'a HoursEntry>,
    status: Option<&'a str>,
    description: Option<&'a str>,
    links: Option<&'a [LinkEntry]>,
    repeat: Option<&'a RepeatEntry>,
    year: Option<i32>,
}

/// Both shapes have these keys; `flatten`, which would let them share a struct, loses the place of
/// an error.
macro_rules! shared_from {
    ($($shape:ty),*) => {$(
        impl<'a> From<&'a $shape> for Shared<'a> {
            fn from(shape: &'a $shape) -> Self {
                Self {
                    phase: shape.phase.as_deref(),
                    category: shape.category.as_deref(),
                    venue: shape.venue.as_ref(),
                    hours: shape.hours.as_ref(),
                    status: shape.status.as_deref(),
                    description: shape.description.as_deref(),
                    links: shape.links.as_deref(),
                    repeat: shape.repeat.as_ref(),
                    year: shape.year,
                }
            }
        }
    )*};
}
shared_from!(EventFile, EventEntry);

/// What these keys mean.
#[derive(Clone)]
struct Given<'a> {
    phase: Option<Key>,
    category: Option<Key>,
    venue: Option<Venue>,
    /// And where it stands.
    status: Option<(Stated, Pointer)>,
    description: Option<String>,
    links: Option<Vec<Link>>,
    hours: Option<ReadHours>,
    repeat: Option<ReadRepeat<'a>>,
    year: Option<i32>,
    /// Whether a venue, hours or a repeat is given that could not be read.
    is_unread: bool,
}

impl Given<'_> {
    /// With the defaults for what is not given.
    fn or(self, defaults: &Self) -> Self {
        Self {
            phase: self.phase.or_else(|| defaults.phase.clone()),
            category: self.category.or_else(|| defaults.category.clone()),
            venue: self.venue.or_else(|| defaults.venue.clone()),
            status: self.status.or_else(|| defaults.status.clone()),
            description: self.description.or_else(|| defaults.description.clone()),
            links: self.links.or_else(|| defaults.links.clone()),
            hours: self.hours.or_else(|| defaults.hours.clone()),
            repeat: self.repeat.or_else(|| defaults.repeat.clone()),
            year: self.year.or(defaults.year),
            is_unread: self.is_unread || defaults.is_unread,
        }
    }
}

pub(super) fn status(word: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Stated> {
    let word = text::one_of(
        word,
        Stated::ALL.map(Stated::word),
        Code::UnknownStatus,
        "status",
        at,
        findings,
    )?;
    Stated::ALL.into_iter().find(|status| status.word() == word)
}

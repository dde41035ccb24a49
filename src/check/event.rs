//! Event files: defaults filled in, references looked up, dates read.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::date::{date, report_look_alike};
use super::time::{check_hours, check_repeat};
use super::{head, text};
use crate::diagnostic::{Code, suggestion};
use crate::phrase::{Context, Grammar, Marked, marker_of};
use crate::plan::{DateRange, Event, Key, Link, Place, Plan, Stated, Uid, Venue, When, YEARS};
use crate::source::{EventEntry, EventFile, Finding, PlanFile, Pointer, Source, VenueEntry, Where};

/// What all events of a plan are checked against.
struct Surroundings<'a> {
    grammar: &'a Grammar,
    plan: &'a Plan,
    context: Context,
    places: BTreeMap<&'a str, Place>,
    /// Whether plan.yaml could be read.
    has_plan: bool,
}

/// Checks every event, and adds those that can be read to the plan.
pub(super) fn events(source: &Source, shape: &PlanFile, grammar: &Grammar, plan: &mut Plan, findings: &mut Vec<Finding>) {
    // Their findings stand at the venue, not at each event that is there.
    let place = |entry| text::place(entry, &Pointer::none(), &mut Vec::new());
    let places = shape.venues.0.iter().map(|(key, entry)| (key.as_str(), place(entry))).collect();
    let surroundings = Surroundings {
        grammar,
        plan,
        context: Context { year: None, order: head::date_order(shape) },
        places,
        has_plan: source.plan.is_some(),
    };
    let checked: Vec<(Vec<Event>, Vec<Finding>)> =
        source.events.par_iter().map(|(file, shape)| surroundings.file(&Pointer::file(*file), shape)).collect();
    for (events, more) in checked {
        plan.events.extend(events);
        findings.extend(more);
    }
    // The plan's order is that of its phases; events without one go last.
    let Plan { events, phases, .. } = plan;
    events.sort_by_key(|event| event.phase.as_ref().map_or(usize::MAX, |key| phases.get_index_of(key).unwrap_or(usize::MAX)));
}

impl Surroundings<'_> {
    fn file(&self, at: &Pointer, file: &EventFile) -> (Vec<Event>, Vec<Finding>) {
        let mut findings = Vec::new();
        let defaults = self.defaults(at, file, &mut findings);
        let readable = file.events.iter().enumerate().filter(|(_, entry)| !entry.unread);
        let events =
            readable.filter_map(|(i, entry)| self.event(entry, file, &defaults, &at.key("events").index(i), &mut findings));
        (events.collect(), findings)
    }

    /// A file's defaults are checked once, where they stand.
    fn defaults(&self, at: &Pointer, file: &EventFile, findings: &mut Vec<Finding>) -> Defaults {
        if let Some(year) = file.year {
            text::within(year, YEARS, &at.key("year"), findings);
        }
        if let Some(hours) = &file.hours {
            check_hours(hours, &at.key("hours"), findings);
        }
        if let Some(repeat) = &file.repeat {
            check_repeat(repeat, &at.key("repeat"), findings);
        }
        if let Some(description) = &file.description {
            text::description(description, &at.key("description"), findings);
        }
        Defaults {
            phase: file.phase.as_ref().and_then(|key| self.phase(key, &at.key("phase"), findings)),
            category: file.category.as_ref().and_then(|key| self.category(key, &at.key("category"), findings)),
            venue: file.venue.as_ref().and_then(|venue| self.venue(venue, &at.key("where"), findings)),
            status: file.status.as_ref().and_then(|word| status(word, &at.key("status"), findings)),
            links: file.links.as_ref().map(|links| text::links(links, &at.key("links"), findings)).unwrap_or_default(),
        }
    }

    fn event(
        &self,
        entry: &EventEntry,
        file: &EventFile,
        defaults: &Defaults,
        at: &Pointer,
        findings: &mut Vec<Finding>,
    ) -> Option<Event> {
        text::title(&entry.title, &at.key("title"), findings);
        if let Some(description) = &entry.description {
            text::description(description, &at.key("description"), findings);
        }
        if let Some(hours) = &entry.hours {
            check_hours(hours, &at.key("hours"), findings);
        }
        if let Some(repeat) = &entry.repeat {
            check_repeat(repeat, &at.key("repeat"), findings);
        }
        if let Some(year) = entry.year {
            text::within(year, YEARS, &at.key("year"), findings);
        }
        let own = |key: &str| at.key(key);
        let phase = match &entry.phase {
            Some(key) => self.phase(key, &own("phase"), findings),
            None => defaults.phase.clone(),
        };
        let category = match &entry.category {
            Some(key) => self.category(key, &own("category"), findings),
            None => defaults.category.clone(),
        };
        let venue = match &entry.venue {
            Some(venue) => self.venue(venue, &own("where"), findings),
            None => defaults.venue.clone(),
        };
        let said = match &entry.status {
            Some(word) => status(word, &own("status"), findings),
            None => defaults.status,
        };
        let links = match &entry.links {
            Some(links) => text::links(links, &own("links"), findings),
            None => defaults.links.clone(),
        };
        let year = entry.year.or(file.year);
        let has_year = year.is_none_or(|year| YEARS.contains(&year));
        let when = if text::not_empty(&entry.when, &own("when"), findings) && has_year {
            date(self.grammar, &entry.when, Context { year, ..self.context }, &own("when"), findings)
        } else {
            None
        };
        let window = when.as_ref().and_then(|when| self.window(when, phase.as_ref(), year, &own("when"), findings));
        let id = text::key(&entry.id, &own("id"), findings)?;
        let title = entry.title.trim().to_owned();
        let marked = marker_of(self.grammar, &title);
        let title_marker = marked.as_ref().map(|marked| marked.marker);
        report_look_alike(marked, &own("title"), findings);
        let event = Event {
            uid: self.uid(&id, entry.uid.as_deref(), at, findings)?,
            title_marker,
            id,
            title,
            category,
            phase,
            window: window?,
            when: when?,
            printed: entry.when.split_whitespace().collect::<Vec<_>>().join(" "),
            venue,
            status: said,
            description: entry.description.as_ref().or(file.description.as_ref()).map(|text| text.trim().to_owned()),
            links,
        };
        let status_at =
            if entry.status.is_some() { own("status") } else { Pointer { file: at.file, ..Pointer::none() }.key("status") };
        check_status(&event, &status_at, findings);
        Some(event)
    }

    fn phase(&self, key: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Key> {
        head::reference(key, &self.plan.phases, Code::UnknownPhase, "phase", at, findings)
    }

    fn category(&self, key: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Key> {
        head::reference(key, &self.plan.categories, Code::UnknownCategory, "category", at, findings)
    }

    fn venue(&self, venue: &Where, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Venue> {
        let name = match venue {
            Where::Place(entry) => return Some(self.own_place(entry, at, findings)),
            Where::Named(name) => name.trim(),
        };
        let marked = marker_of(self.grammar, name).or_else(|| trailing_marker(self.grammar, name));
        let (marker, name) = marked.as_ref().map_or((None, name), |marked| (Some(marked.marker), marked.rest));
        report_look_alike(marked, at, findings);
        if name.is_empty() && marker.is_some() {
            return Some(Venue { key: None, place: None, marker });
        }
        let Some(place) = self.places.get(name) else {
            if text::not_empty(name, at, findings) {
                let finding = Finding::new(Code::UnknownVenue, format!("there is no venue `{name}`"), at.clone());
                let known = self.places.keys().copied();
                let help = suggestion(name, known).unwrap_or_else(|| "add it to `venues` in plan.yaml".to_owned());
                let help = help.trim_end_matches('?');
                findings.push(finding.help(format!("{help}; or write a place of its own: `where: {{ name: {name:?} }}`")));
            }
            return None;
        };
        Some(Venue { key: Key::new(name), place: Some(place.clone()), marker })
    }

    /// A place written out; a marker may stand in its name.
    fn own_place(&self, entry: &VenueEntry, at: &Pointer, findings: &mut Vec<Finding>) -> Venue {
        let mut place = text::place(entry, at, findings);
        let marked = marker_of(self.grammar, &entry.name).filter(|marked| !marked.rest.is_empty());
        if let Some(marked) = &marked {
            marked.rest.clone_into(&mut place.name);
        }
        let marker = marked.as_ref().map(|marked| marked.marker);
        report_look_alike(marked, &at.key("name"), findings);
        Venue { key: None, place: Some(place), marker }
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
        let of_phase = || phase.and_then(|key| self.plan.phases.get(key)).and_then(|phase| phase.days);
        let window = when.span().or_else(of_phase).or_else(|| year.and_then(|year| DateRange::months(year, 1, 12)));
        if window.is_none() && self.has_plan {
            let finding = Finding::new(Code::DateWithoutYear, "nothing is known of this date, not even its year", at.clone());
            findings.push(finding.help("give `dates` to its phase, or `year` to the event or its file"));
        }
        window
    }

    fn uid(&self, id: &Key, authored: Option<&str>, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Uid> {
        let Some(text) = authored else { return Uid::new(&format!("{id}@{}", self.plan.domain)) };
        let uid = Uid::new(text);
        if uid.is_none() && text::not_empty(text, &at.key("uid"), findings) {
            let finding = Finding::new(Code::BadUid, format!("`{text}` can't be a UID"), at.key("uid"));
            findings.push(finding.help("write at most 195 octets, without spaces"));
        }
        uid
    }
}

/// A status that is given wins over the markers, but the two should not disagree.
fn check_status(event: &Event, at: &Pointer, findings: &mut Vec<Finding>) {
    if event.status == Some(Stated::Confirmed) && !event.is_certain() {
        let what = match (event.when.marker(), event.when.is_exact()) {
            (Some(marker), _) => format!("the date of `{}` is {marker}", event.id),
            (None, false) => format!("`{}` has no exact date", event.id),
            (None, true) => format!("the title of `{}` is marked", event.id),
        };
        let finding = Finding::new(Code::StatusDisagrees, format!("this says confirmed, but {what}"), at.clone());
        findings.push(finding.help("the status wins; take it out, or settle what is open"));
    }
}

/// A venue's key with words for a marker behind it: `geneva to be confirmed`.
fn trailing_marker<'a>(grammar: &Grammar, name: &'a str) -> Option<Marked<'a>> {
    let (key, words) = name.split_once(char::is_whitespace)?;
    let marked = marker_of(grammar, words).filter(|marked| marked.rest.is_empty())?;
    Some(Marked { rest: key.trim_end_matches([',', ':']), ..marked })
}

/// What events of a file have that give none of their own.
struct Defaults {
    phase: Option<Key>,
    category: Option<Key>,
    venue: Option<Venue>,
    status: Option<Stated>,
    links: Vec<Link>,
}

fn status(word: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<Stated> {
    let word = text::one_of(word, Stated::ALL.map(Stated::word), Code::UnknownStatus, "status", at, findings)?;
    Stated::ALL.into_iter().find(|status| status.word() == word)
}

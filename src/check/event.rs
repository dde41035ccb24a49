//! Event files: defaults filled in, references looked up, dates read.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;
use rayon::prelude::*;

use super::clocks::check_clocks;
use super::cursor::{Cursor, Findings, Unread};
use super::date::{marked, timed_date};
use super::day::DayForms;
use super::hours::ReadHours;
use super::overrides::MeetingContext;
use super::plan_file::PlanContext;
use super::repeat::ReadRepeat;
use super::shared::{SharedKeys, SharedValues, shared};
use super::text::{self, Text};
use crate::diagnostic::{Code, Finding, Help};
use crate::language::{self, Language};
use crate::phrase::{Context, HoursReading, Reading, TitledStatus, Weeks, status_of_title};
use crate::plan::{ANYWHERE_ON_EARTH, DateRange, Event, Key, Marker, Stated, Uid, Venue};
use crate::source::{EventEntry, EventFile, Pointer, Source};

/// Reads every event, in the plan's order: by phase, events without one last.
pub(super) fn events(
    source: &Source,
    context: &PlanContext<'_>,
    unread: &Unread,
) -> (Vec<Event>, Vec<Finding<Pointer>>) {
    let files = source.events.par_iter().map(|(index, file)| {
        let findings = Findings::new(unread);
        let events = file_events(&Cursor::top(*index, file, &findings), context);
        (events, findings.into_vec())
    });
    let files: Vec<(Vec<Event>, Vec<Finding<Pointer>>)> = files.collect();
    let (mut events, mut findings) = (Vec::new(), Vec::new());
    for (of_file, found) in files {
        events.extend(of_file);
        findings.extend(found);
    }
    events.sort_by_key(|event| {
        let phase = event.phase.as_ref();
        let place = phase.and_then(|key| context.phases.get_index_of(key));
        place.unwrap_or(usize::MAX)
    });
    (events, findings)
}

fn file_events(file: &Cursor<'_, EventFile>, context: &PlanContext<'_>) -> Vec<Event> {
    let mut defaults = context.shared_values(shared!(file), None);
    let forms = DayForms::new(&context.grammar, context.dates);
    let weeks = at!(file.weeks).given();
    defaults.weeks = weeks.map(|text| text::weeks(&text, forms));
    let mut events = Vec::with_capacity(file.events.len());
    for entry in at!(file.events).items() {
        let id = at!(entry.id).pointer;
        let read = || context.event(&entry, &defaults);
        events.extend(file.findings.of_event(&id, read));
    }
    events
}

impl PlanContext<'_> {
    fn event<'a>(
        &self,
        entry: &Cursor<'a, EventEntry>,
        defaults: &SharedValues<'a>,
    ) -> Option<Event> {
        let given = self.shared_values(shared!(entry), Some((&entry.when, defaults)));
        let given = given.or(defaults);
        let dates = self.dates(&at!(entry.when), &given);
        let (title, title_marker) = self.title(&at!(entry.title));
        let id = text::key(&at!(entry.id))?;
        let uid = self.uid(&id, at!(entry.uid).given())?;
        let (reading, window) = dates?;
        let (venue, hours, repeat) = match &given.times {
            Some(times) => (
                times.venue.clone().flatten(),
                times.hours.as_ref(),
                times.repeat.as_ref(),
            ),
            None => (None, None, None),
        };
        let mut event = Event {
            id,
            uid,
            title,
            title_marker,
            categories: given.categories.unwrap_or_default(),
            phase: given.phase.flatten(),
            when: reading.when,
            printed: in_one_line(&entry.when),
            window,
            is_anywhere_on_earth: reading.is_anywhere_on_earth,
            hours: None,
            repeat: None,
            overrides: BTreeMap::new(),
            onwards: BTreeMap::new(),
            venue,
            room: given.room.flatten(),
            status: given.status.as_ref().map(|(status, _)| *status),
            description: given.description,
            contact: given.contact.flatten(),
            online: given.online.flatten(),
            links: given.links.unwrap_or_default(),
        };
        if let Some((_, at)) = given.status {
            check_status(&event, &at);
        }
        self.check_titled_status(&event, &at!(entry.title));
        // A time by which something is due has no duration.
        let duration = match event.when.is_deadline() {
            true => Some(TimeDelta::zero()),
            false => given.duration.or(self.duration),
        };
        let hours = hours_of(entry, reading.hours, hours);
        let hours = hours.map(|hours| hours.lasting(duration));
        self.add_times(&mut event, hours.as_ref(), repeat, given.weeks);
        Some(event)
    }

    /// Adds the hours and the repeat to an event.
    fn add_times(
        &self,
        event: &mut Event,
        hours: Option<&ReadHours<'_>>,
        repeat: Option<&ReadRepeat<'_>>,
        weeks: Option<Weeks>,
    ) {
        if let (Some(hours), Some(_)) = (hours, repeat)
            && !hours.on.is_empty()
        {
            let message = format!("`{}` recurs, and so has the same hours each time", event.id);
            let help = "give the hours of single meetings under `instances` of `repeat`";
            return hours.entry.report(Code::BadHours, message, help);
        }
        let mut is_sound = true;
        if let Some(hours) = hours {
            let zone = self.zone_of_hours(event);
            if zone.is_none() && !self.are_zones_known {
                return;
            }
            let of_event = hours.entry.findings.if_sound(|| hours.of(event, zone));
            is_sound = of_event.is_some();
            event.hours = of_event.flatten().map(Box::new);
        }
        let mut alike = 1;
        if let Some(repeat) = repeat.filter(|_| is_sound) {
            let context = MeetingContext {
                duration: hours.and_then(|hours| hours.duration),
                dates: Context {
                    weeks: weeks.or(self.dates.weeks),
                    ..self.dates
                },
            };
            alike = self.add_repeat(event, repeat, context);
        }
        if let Some(hours) = hours {
            for stretch in event.stretches().take(alike) {
                hours.check_zones(stretch.event);
                check_clocks(stretch.event, &hours.entry);
            }
        }
    }

    /// Returns the zone of the hours of an event: anywhere on Earth, or that of its venue, else the
    /// plan's.
    pub(super) fn zone_of_hours(&self, event: &Event) -> Option<Tz> {
        let zone = event.venue.as_ref().and_then(Venue::zone);
        match event.is_anywhere_on_earth {
            true => Some(ANYWHERE_ON_EARTH),
            false => zone.or(self.timezone),
        }
    }

    /// Returns the title as printed, and the marker at its end or start.
    pub(super) fn title(&self, printed: &Text<'_>) -> (String, Option<Marker>) {
        let title = text::title(printed);
        let marker = marked(&printed.with(&title), &self.grammar).map(|marked| marked.marker);
        (title, marker)
    }

    /// Reports a status that is printed with the title of an event.
    pub(super) fn check_titled_status(&self, event: &Event, title: &Text<'_>) {
        let title = title.with(&event.title);
        let Some(TitledStatus { status, rest, at }) = status_of_title(&self.grammar, &title) else {
            return;
        };
        let word = status.word();
        let (message, help) = if event.status == Some(status) {
            let message = format!("the title says {word}, which `status` says already");
            (message, format!("write `{rest}`"))
        } else {
            let message = format!("the title says {word}, and `status` does not");
            let help = format!("write `{rest}`, and `status: {word}` beside it");
            (message, help)
        };
        title
            .on_characters(at)
            .report(Code::StatusInTitle, message, help);
    }

    /// Returns when an event is, and the days among which that is.
    fn dates(&self, printed: &Text<'_>, given: &SharedValues<'_>) -> Option<(Reading, DateRange)> {
        if !text::is_given(printed) || given.year == Some(None) {
            return None;
        }
        let phase = given
            .phase
            .as_ref()
            .map(|key| self.phase_days(key.as_ref()));
        let is_phase_known = phase.is_none_or(|days| days.is_some());
        let phase = phase.flatten().flatten();
        let year = given.year.flatten().map(|year| year.days(phase));
        let context = Context {
            phase: phase.filter(|_| !given.is_year_own),
            year,
            weeks: given.weeks.or(self.dates.weeks),
            ..self.dates
        };
        let is_year_known =
            is_phase_known || given.is_year_own && year.is_some_and(|year| !year.is_vague);
        let reading = timed_date(printed, &self.grammar, context, is_year_known)?;
        let of_year = year.map(|year| year.days);
        let of_both = of_year
            .zip(phase)
            .and_then(|(year, phase)| year.overlap(phase));
        let open = if given.is_year_own {
            of_both.or(of_year)
        } else {
            phase.or(of_year)
        };
        let window = reading.when.span().or(open);
        if window.is_none() && is_phase_known && !self.is_unread() {
            let message = "nothing is known of this date, not even its year";
            let help = "give `dates` to its phase, or `year` to the event or its file";
            printed.report(Code::DateWithoutYear, message, help);
        }
        Some((reading, window?))
    }

    /// Returns the days of a phase, if it gives any; none outside where they could not be read.
    fn phase_days(&self, key: Option<&Key>) -> Option<Option<DateRange>> {
        let key = key.filter(|key| !self.phases_without_days.contains(*key))?;
        Some(self.phases.get(key)?.days)
    }

    /// Returns the UID of an event that gives none. Without a domain there is no plan, and the id
    /// alone tells events apart.
    pub(super) fn own_uid(&self, id: &Key) -> Uid {
        let domain = self.domain.as_deref().unwrap_or_default();
        Uid::new(&format!("{id}@{domain}")).expect("an id and a domain are short enough for a UID")
    }

    fn uid(&self, id: &Key, given: Option<Text<'_>>) -> Option<Uid> {
        let Some(text) = given else {
            return Some(self.own_uid(id));
        };
        let uid = Uid::new(&text);
        if uid.is_none() && text::is_given(&text) {
            let help = "write at most 194 octets, without spaces";
            text.report(Code::BadUid, format!("`{text}` is not a valid UID"), help);
        }
        uid
    }
}

/// Returns the hours of an event: those printed with its date, which its own must agree with, else
/// its own or its file's.
fn hours_of<'a>(
    entry: &Cursor<'a, EventEntry>,
    printed: Option<HoursReading>,
    given: Option<&ReadHours<'a>>,
) -> Option<ReadHours<'a>> {
    let Some(printed) = printed else {
        return given.cloned();
    };
    let date = at!(entry.when);
    match given.filter(|_| entry.hours.is_some()) {
        Some(own) => {
            own.check_against(&printed, &date);
            Some(own.clone())
        }
        None => Some(ReadHours::printed(printed, &date)),
    }
}

/// Returns a printed text with each run of white space as one space.
pub(super) fn in_one_line(printed: &str) -> String {
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reports a status that says confirmed, against the markers. It wins over them.
pub(super) fn check_status<T>(event: &Event, at: &Cursor<'_, T>) {
    if event.status != Some(Stated::Confirmed) || event.is_certain() {
        return;
    }
    let what = match (event.when.marker(), event.when.is_exact()) {
        (Some(marker), _) => format!("the date of `{}` is {marker}", event.id),
        (None, false) => format!("`{}` has no exact date", event.id),
        (None, true) => format!("the title of `{}` has a marker", event.id),
    };
    let message = format!("this says confirmed, but {what}");
    let help = "the status wins; remove it, or settle what is open";
    at.report(Code::StatusDisagrees, message, help);
}

/// Reads `confirmed`, `tentative`, `postponed` or `cancelled`.
pub(super) fn status_of(word: &Text<'_>) -> Option<Stated> {
    let known = Stated::ALL.map(Stated::word);
    if let Some(status) = Stated::ALL
        .into_iter()
        .find(|status| status.word() == word.as_str())
    {
        return Some(status);
    }
    let meant = language::value_of(word, text::plain, statuses);
    match meant.or_else(|| value_of_first_words(word)) {
        Some(meant) => {
            let help = match (meant, language::value_of(word, text::plain, statuses)) {
                ("tentative", _) => Help {
                    text: "write `tentative`; or put a marker such as `TBC` behind the date"
                        .to_owned(),
                    replacement: Some(meant.to_owned()),
                },
                ("postponed", None) => "write the new date as `when`, and leave `status` out; or, \
                                        while no new date is known, `status: postponed`"
                    .into(),
                (_, None) => {
                    format!("write `status: {meant}`, and the rest in `description`").into()
                }
                _ => Help::write(meant),
            };
            word.report(
                Code::UnknownStatus,
                format!("unknown status `{word}`"),
                help,
            );
        }
        None => {
            text::one_of(word, known, Code::UnknownStatus, "status");
        }
    }
    None
}

fn statuses(language: &Language) -> &'static [(&'static str, &'static str)] {
    language.statuses
}

/// The most words in which a status is looked for.
const MOST_WORDS: usize = 6;

/// Returns the status that the first words of a text say: `reporté au 15 avril`.
fn value_of_first_words(text: &str) -> Option<&'static str> {
    let spaces = text.match_indices([' ', ':', ',']);
    let mut cuts: Vec<&str> = spaces.take(MOST_WORDS).map(|(at, _)| &text[..at]).collect();
    cuts.reverse();
    cuts.into_iter()
        .find_map(|words| language::value_of(words, text::plain, statuses))
}

//! DESCRIPTION: what is not known, what is, and the author's text.

use chrono::NaiveDate;

use super::part::{Part, PartKind};
use super::schedule;
use super::summary::summary;
use crate::language::{Language, Unsettled, Written, fill};
use crate::phrase::{self, clock, date, dates, link};
use crate::plan::{Dates, Event, Marker, Plan, Precision, Room, Session, Stated, Venue, When};

/// The contents of a DESCRIPTION.
pub(super) struct Description<'a> {
    pub language: &'a Language,
    /// The paragraph of what is known: [`facts`].
    pub facts: &'a str,
    pub modified: NaiveDate,
    pub part: &'a Part<'a>,
}

impl Description<'_> {
    /// Returns its paragraphs: what is not known; the date, the zone, category and phase; the
    /// author's text; links; the last change. And where the author's text is: the character with
    /// which it begins, from 0, and how many they are, a line end being one.
    pub(crate) fn text(&self) -> (String, Option<(usize, usize)>) {
        let date = date(self.modified, self.language);
        let last_changed = fill(self.written().last_changed, &[("date", &date)]) + ".";
        let authors = self.part.event.description.as_ref();
        let mut text = String::new();
        add_paragraph(&mut text, &self.not_known());
        add_paragraph(&mut text, self.facts);
        let position = authors.map(|own| add_paragraph(&mut text, &own.replace("\r\n", "\n")));
        add_paragraph(&mut text, &self.links());
        add_paragraph(&mut text, &last_changed);
        (text, position)
    }

    fn written(&self) -> &Written {
        &self.language.written
    }

    fn not_known(&self) -> String {
        let part = self.part;
        let (event, written) = (part.event, self.written());
        let mut sentences = Vec::new();
        if let (_, true) = summary(part, self.language) {
            sentences.push(fill(written.full_title, &[("title", &event.title)]));
        }
        if let Some((n, total)) = part.of {
            let values = [("n", &*n.to_string()), ("total", &total.to_string())];
            sentences.push(fill(written.part, &values));
        }
        if let PartKind::Instead(planned) | PartKind::Override(planned) = &part.kind
            && !planned.is_at(&part.shown)
        {
            sentences.push(schedule::in_place_of(planned, &part.shown, self.language));
        }
        if event.stated() == Stated::Cancelled {
            // What was open no longer matters.
            sentences.push(written.is_cancelled.to_owned());
            return lines(sentences);
        }
        if event.stated() == Stated::Postponed {
            sentences.push(postponed(event, self.language));
            return lines(sentences);
        }
        if event.is_said_tentative() {
            sentences.push(written.is_tentative.to_owned());
        }
        sentences.extend(self.date_not_known());
        sentences.extend(self.printed());
        sentences.extend(self.placeholder());
        if let Some(marker) = part.time_marker() {
            sentences.push(self.unsettled(
                &written.time_unsettled,
                marker,
                self.hours().as_deref(),
            ));
        }
        if let Some(Venue {
            place,
            marker: Some(marker),
            ..
        }) = &event.venue
        {
            let place = place.as_ref().map(|place| place.name.as_str());
            sentences.push(self.unsettled(&written.venue_unsettled, *marker, place));
        }
        if let Some(Room {
            name,
            marker: Some(marker),
        }) = &event.room
        {
            sentences.push(self.unsettled(&written.room_unsettled, *marker, name.as_deref()));
        }
        if let Some(marker) = event.title_marker {
            sentences.push(self.unsettled(&written.title_unsettled, marker, None));
        }
        lines(sentences)
    }

    /// Returns the sessions of the day shown; none if they are not known.
    fn hours(&self) -> Option<String> {
        let hours = self.part.event.hours.as_ref()?;
        let sessions = &hours.of(self.part.shown.day()).sessions;
        (!sessions.is_empty()).then(|| phrase::times(sessions, self.language))
    }

    /// Returns the sentence that says that the day shown is a placeholder for a longer span.
    fn placeholder(&self) -> Option<String> {
        let words = |day| date(day, self.language);
        let (day, window) = (words(self.part.placeholder?), self.part.event.window);
        let (first, last) = (words(window.first()), words(window.last()));
        let values = [("day", &*day), ("first", &first), ("last", &last)];
        Some(fill(self.written().placeholder, &values))
    }

    /// Returns what is not known of the date, or that it is a last day.
    fn date_not_known(&self) -> Option<String> {
        let event = self.part.event;
        let written = self.written();
        let words = dates(&event.when, self.language);
        if let Some(marker) = event.when.marker() {
            // The days of what recurs are named with its rule.
            let words = words.filter(|_| event.repeat.is_none());
            return Some(self.unsettled(&written.date_unsettled, marker, words.as_deref()));
        }
        match event.when.dates() {
            Dates::By(day) => Some(self.on_or_before(*day)),
            Dates::Span(_, Precision::Day) | Dates::Separate(_) => None,
            Dates::Span(..) | Dates::Open => {
                let when = words.expect("an open date, which alone has no words, has a marker");
                Some(fill(written.exact_date_not_given, &[("when", &when)]))
            }
        }
    }

    /// Returns the last day, with the time by which it is due.
    fn on_or_before(&self, day: NaiveDate) -> String {
        let date = due(self.part.event, day, self.language);
        fill(self.written().on_or_before, &[("date", &date)])
    }

    /// Returns the plan's own words for the date, where those above are others.
    fn printed(&self) -> Option<String> {
        let Event { when, printed, .. } = self.part.event;
        // ISO 8601 and our own line are not words of the plan's.
        let is_line = printed.parse::<When>().is_ok() || is_iso(printed);
        // An open date has no words.
        let written = dates(when, self.language).unwrap_or_default();
        let is_said = when.is_certain() || is_line || says(&written, printed);
        (!is_said).then(|| fill(self.written().printed_as, &[("printed", printed)]))
    }

    fn unsettled(&self, sentences: &Unsettled, marker: Marker, what: Option<&str>) -> String {
        let sentence = sentences.of(marker);
        let Some(what) = what else {
            return sentence.to_owned();
        };
        let values = [("sentence", sentence), ("what", what)];
        fill(self.written().of_what, &values)
    }

    fn links(&self) -> String {
        let links = self.part.event.links.iter();
        let links: Vec<String> = links.map(|of| link(of, self.language)).collect();
        links.join("\n")
    }
}

/// Appends a paragraph, if it is not empty; returns the character with which it begins, and how
/// many they are.
fn add_paragraph(text: &mut String, paragraph: &str) -> (usize, usize) {
    if !text.is_empty() && !paragraph.is_empty() {
        text.push_str("\n\n");
    }
    let from = text.chars().count();
    text.push_str(paragraph);
    (from, paragraph.chars().count())
}

/// Returns the paragraph of what is known: date, hours, repeats, what the stretches beside it are,
/// zone, category and phase, a line each.
pub(super) fn facts(plan: &Plan, event: &Event, beside: &[String], language: &Language) -> String {
    let written = &language.written;
    // What is open, and a last day, are said above; the days of what recurs are named with its
    // rule.
    let is_said = match event.stated() {
        Stated::Cancelled => false,
        Stated::Postponed => !is_planned_as_below(event),
        Stated::Confirmed | Stated::Tentative => {
            !event.when.is_certain() || event.when.is_deadline()
        }
    };
    let mut facts = Vec::new();
    if let Some(when) = dates(&event.when, language)
        && !is_said
        && event.repeat.is_none()
    {
        facts.push(fill(written.when, &[("when", &when)]) + ".");
    }
    let mut schedule = schedule::facts(event, language);
    if event.stated() == Stated::Postponed && is_said {
        schedule.clear();
    }
    let schedule = schedule.into_iter().chain(beside.iter().cloned());
    let schedule = schedule.chain(zone(plan, event, language));
    facts.extend(schedule.map(|sentence| sentence + "."));
    facts.extend(given_line(
        written.online,
        "online",
        event.online.as_deref(),
    ));
    facts.extend(given_line(
        written.contact,
        "contact",
        event.contact.as_deref(),
    ));
    let categories = plan.categories_of(event).map(|category| &*category.title);
    let categories: Vec<&str> = categories.collect();
    match categories[..] {
        [] => {}
        [category] => facts.push(fill(written.category, &[("category", category)])),
        [..] => facts.push(fill(
            written.categories,
            &[("categories", &categories.join(", "))],
        )),
    }
    if let Some((_, phase)) = plan.phase_of(event) {
        facts.push(fill(written.phase, &[("phase", &phase.title)]));
    }
    facts.join("\n")
}

/// Returns the sentence that says that an event is postponed, and what date it had.
fn postponed(event: &Event, language: &Language) -> String {
    let written = &language.written.is_postponed;
    if is_planned_as_below(event) {
        return written.as_below.to_owned();
    }
    if let Dates::By(day) = event.when.dates() {
        return fill(written.due, &[("date", &due(event, *day, language))]);
    }
    let Some(mut when) = dates(&event.when, language) else {
        return written.open.to_owned();
    };
    if let Some(sessions) = usual_sessions(event) {
        let values = [
            ("date", &*when),
            ("time", &phrase::times(sessions, language)),
        ];
        when = fill(language.written.day_and_time, &values);
    }
    let template = match event.when.is_exact() {
        true => written.planned,
        false => written.inexact,
    };
    fill(template, &[("when", &when)])
}

/// Whether a postponed event had more hours, or recurred in more ways, than one sentence can say.
fn is_planned_as_below(event: &Event) -> bool {
    let has_days_of_their_own = event
        .hours
        .as_ref()
        .is_some_and(|hours| !hours.on.is_empty());
    event.repeat.is_some() || has_days_of_their_own
}

/// Returns the sessions that an event has on each of its days.
fn usual_sessions(event: &Event) -> Option<&[Session]> {
    let each = event.hours.as_ref()?.each.as_ref()?;
    (!each.sessions.is_empty()).then_some(&each.sessions)
}

/// Returns a last day, with the time by which something is due.
fn due(event: &Event, day: NaiveDate, language: &Language) -> String {
    let date = date(day, language);
    let Some((_, session)) = event.deadline() else {
        return date;
    };
    let values = [("date", &*date), ("time", &clock(session.start()))];
    fill(language.written.day_and_time, &values)
}

/// Returns the line of a value that is given.
fn given_line(template: &str, name: &str, value: Option<&str>) -> Option<String> {
    value.map(|value| fill(template, &[(name, value)]))
}

/// Returns the zone of the clocks, or in which the days begin and end, if it is known.
fn zone(plan: &Plan, event: &Event, language: &Language) -> Option<String> {
    if let Some(hours) = event.hours.as_ref().filter(|hours| hours.is_timed()) {
        return Some(schedule::zone(event, hours, language));
    }
    let zone = plan.zone_of_days(event)?;
    Some(schedule::zone_of_days(zone, language))
}

/// Returns sentences with their stops, a line each.
fn lines(sentences: Vec<String>) -> String {
    let sentences: Vec<String> = sentences.into_iter().map(|of| of + ".").collect();
    sentences.join("\n")
}

/// Whether a date is printed in ISO 8601: it begins with a year and a hyphen, and has no spaces.
fn is_iso(printed: &str) -> bool {
    let (year, rest) = printed.split_at_checked(4).unwrap_or_default();
    let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    is_year && rest.starts_with('-') && !rest.contains(' ')
}

/// Whether the words of `printed`, without its marker, are in `written` in the same order.
fn says(written: &str, printed: &str) -> bool {
    let said = words(written);
    let mut said = said.iter();
    words(printed)
        .iter()
        .all(|word| said.any(|other| other == word))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && Marker::by_abbreviation(word).is_none());
    words.map(str::to_lowercase).collect()
}

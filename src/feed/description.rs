//! SUMMARY and DESCRIPTION: what is not known is said in words, since clients hide everything else.

use chrono::NaiveDate;

use super::part::{Part, PartKind};
use super::schedule;
use crate::language::{Language, Unsettled, Written, fill};
use crate::phrase::{date, dates, link};
use crate::plan::{Dates, Event, Marker, Plan, Precision, Stated, Venue, When};

/// The most UTF-16 units of a SUMMARY: Outlook cuts the rest (MS-OXCICAL 2.1.3.1.1.20.24).
const LONGEST_SUMMARY: usize = 255;

/// The title behind what is not settled; and whether it had to be cut.
pub(super) fn summary(event: &Event, language: &Language) -> (String, bool) {
    let written = &language.written;
    let venue_marker = event.venue.as_ref().and_then(|venue| venue.marker);
    let prefix = if event.stated() == Stated::Cancelled {
        written.cancelled.to_owned()
    } else if let Some(marker) = event.marker() {
        format!("[{marker}] ")
    } else if !event.when.is_exact() {
        written.date_not_fixed.to_owned()
    } else if event.is_said_tentative() {
        written.tentative.to_owned()
    } else if let Some(marker) = venue_marker {
        fill(written.venue_marker, &[("marker", marker.abbreviation())])
    } else {
        String::new()
    };
    cut(&format!("{prefix}{}", event.title))
}

/// The text, cut at a word where Outlook would cut it anywhere.
pub(super) fn cut(text: &str) -> (String, bool) {
    if text.encode_utf16().count() <= LONGEST_SUMMARY {
        return (text.to_owned(), false);
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units < LONGEST_SUMMARY
    };
    let kept: String = text.chars().take_while(fits).collect();
    let ends_word = text[kept.len()..].starts_with(char::is_whitespace);
    let before = kept
        .rfind(char::is_whitespace)
        .filter(|at| !ends_word && *at > kept.len() / 2);
    let word = before.unwrap_or(kept.len());
    (
        format!(
            "{}…",
            kept[..word].trim_end_matches([' ', ',', ';', ':', '-', '–'])
        ),
        true,
    )
}

/// What a DESCRIPTION is made of.
pub(super) struct Description<'a> {
    pub plan: &'a Plan,
    pub event: &'a Event,
    pub language: &'a Language,
    /// The paragraph of what is known.
    pub facts: &'a str,
    pub modified: NaiveDate,
    /// The part of the event.
    pub part: &'a Part<'a>,
}

impl Description<'_> {
    /// Paragraphs: what is not known; the date, the zone, category and phase; the author's text;
    /// links; the last change. And where the author's text stands: the character with which it
    /// begins, from 0, and how many they are, a line end being one.
    pub fn text(&self) -> (String, Option<(usize, usize)>) {
        let date = date(self.modified, self.language);
        let last_changed = fill(self.written().last_changed, &[("date", &date)]) + ".";
        let authors = self
            .event
            .description
            .as_ref()
            .map(|text| text.replace("\r\n", "\n"));
        let mut text = String::new();
        let mut add = |paragraph: &str| -> (usize, usize) {
            if !(text.is_empty() || paragraph.is_empty()) {
                text.push_str("\n\n");
            }
            let from = text.chars().count();
            text.push_str(paragraph);
            (from, paragraph.chars().count())
        };
        add(&self.not_known());
        add(self.facts);
        let position = authors.map(|text| add(&text));
        add(&self.links());
        add(&last_changed);
        (text, position)
    }

    fn written(&self) -> &Written {
        &self.language.written
    }

    fn not_known(&self) -> String {
        let Self { event, part, .. } = self;
        let written = self.written();
        let mut sentences = Vec::new();
        if summary(event, self.language).1 {
            sentences.push(fill(written.full_title, &[("title", &event.title)]));
        }
        if let Some((n, total)) = part.of.map(|(n, total)| (n.to_string(), total.to_string())) {
            sentences.push(fill(written.part, &[("n", &n), ("total", &total)]));
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
        if event.is_said_tentative() {
            sentences.push(written.is_tentative.to_owned());
        }
        sentences.extend(self.date_not_known());
        sentences.extend(self.printed());
        sentences.extend(self.placeholder());
        if let Some(Venue {
            place,
            marker: Some(marker),
            ..
        }) = &event.venue
        {
            let place = place.as_ref().map(|place| place.name.as_str());
            sentences.push(self.unsettled(&written.venue_unsettled, *marker, place));
        }
        if let Some(marker) = event.title_marker {
            sentences.push(self.unsettled(&written.title_unsettled, marker, None));
        }
        lines(sentences)
    }

    /// The sentence that the day shown stands for a longer span.
    fn placeholder(&self) -> Option<String> {
        let words = |day| date(day, self.language);
        let (day, window) = (words(self.part.placeholder?), self.event.window);
        let (first, last) = (words(window.first()), words(window.last()));
        let values = [("day", &*day), ("first", &first), ("last", &last)];
        Some(fill(self.written().placeholder, &values))
    }

    /// What is not known of the date, or that it is a last day.
    fn date_not_known(&self) -> Option<String> {
        let event = self.event;
        let when = &event.when;
        let words = dates(when, self.language);
        let written = self.written();
        match (when.marker(), when.dates()) {
            // The days of what recurs are told with its rule.
            (Some(marker), _) if event.repeat.is_some() => {
                Some(self.unsettled(&written.date_unsettled, marker, None))
            }
            (Some(marker), _) => {
                Some(self.unsettled(&written.date_unsettled, marker, words.as_deref()))
            }
            (None, Dates::By(day)) => {
                let day = date(*day, self.language);
                Some(fill(written.on_or_before, &[("date", &day)]))
            }
            (None, Dates::Span(_, Precision::Day) | Dates::Separate(_)) => None,
            (None, Dates::Span(..) | Dates::Open) => {
                let when = words.unwrap_or_default();
                Some(fill(written.exact_date_not_given, &[("when", &when)]))
            }
        }
    }

    /// The plan's own words, where those above are others.
    fn printed(&self) -> Option<String> {
        let event = self.event;
        // ISO 8601 and our own line are no words of the plan's.
        let is_line = event.printed.parse::<When>().is_ok() || is_iso(&event.printed);
        let written = dates(&event.when, self.language).unwrap_or_default();
        let is_said = event.when.is_certain() || is_line || says(&written, &event.printed);
        (!is_said).then(|| fill(self.written().printed_as, &[("printed", &event.printed)]))
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
        let links = self.event.links.iter();
        let links: Vec<String> = links.map(|of| link(of, self.language)).collect();
        links.join("\n")
    }
}

/// The paragraph of what is known: date, hours, repeats, zone, category and phase, a line each.
pub(super) fn facts(plan: &Plan, event: &Event, language: &Language) -> String {
    let written = &language.written;
    // What is open, and a last day, are said above; the days of what recurs are told with its rule.
    let is_cancelled = event.stated() == Stated::Cancelled;
    let is_said = !is_cancelled && (!event.when.is_certain() || event.when.is_deadline());
    let mut facts = Vec::new();
    if let Some(when) = dates(&event.when, language)
        && !is_said
        && event.repeat.is_none()
    {
        facts.push(fill(written.when, &[("when", &when)]));
    }
    facts.extend(schedule::facts(event, language));
    facts.extend(zone(plan, event, language));
    let mut facts = lines(facts);
    let mut group = |template: &str, name: &str, title: &str| {
        facts += if facts.is_empty() { "" } else { "\n" };
        facts += &fill(template, &[(name, title)]);
    };
    if let Some(category) = event
        .category
        .as_ref()
        .and_then(|key| plan.categories.get(key))
    {
        group(written.category, "category", &category.title);
    }
    if let Some(phase) = event.phase.as_ref().and_then(|key| plan.phases.get(key)) {
        group(written.phase, "phase", &phase.title);
    }
    facts
}

/// The zone of the clocks, or in which the days begin and end, if it is known.
fn zone(plan: &Plan, event: &Event, language: &Language) -> Option<String> {
    if let Some(hours) = &event.hours {
        return Some(schedule::zone(event, hours, language));
    }
    let zone = plan.zone_of_days(event)?.name();
    Some(fill(language.written.local_dates, &[("zone", zone)]))
}

/// Sentences with their stops, a line each.
fn lines(sentences: Vec<String>) -> String {
    let sentences: Vec<String> = sentences.into_iter().map(|of| of + ".").collect();
    sentences.join("\n")
}

/// Whether a date is printed in ISO 8601: it begins with a year and a hyphen, and has no spaces.
fn is_iso(printed: &str) -> bool {
    let starts = printed.len() > 4 && printed.bytes().take(4).all(|byte| byte.is_ascii_digit());
    starts && printed.as_bytes()[4] == b'-' && !printed.contains(' ')
}

/// Whether the words of `printed`, a marker aside, stand in `written` in the same order.
fn says(written: &str, printed: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        words
            .filter(|word| Marker::by_abbreviation(word).is_none())
            .map(str::to_lowercase)
            .collect()
    };
    let said = words(written);
    let mut said = said.iter();
    words(printed)
        .iter()
        .all(|word| said.any(|other| other == word))
}

//! What a VEVENT that planfeed wrote tells its reader, in whatever language.

use crate::ical::Vevent;
use crate::language::{ALL, ENGLISH, Language, Unsettled, Written, unfill};
use crate::plan::{Marker, Stated, When};

/// What one of our entries tells.
#[derive(Clone, Debug)]
pub struct Told {
    /// The language in which it is written.
    pub language: &'static Language,
    /// The title, without what SUMMARY says before it.
    pub title: String,
    /// Its date.
    pub when: When,
    /// Its status.
    pub status: Stated,
    /// Whether it says that its event is no longer in the plan.
    pub is_notice: bool,
    /// Where it is.
    pub venue: Option<String>,
    /// The title of its category.
    pub category: Option<String>,
    /// The title of its phase.
    pub phase: Option<String>,
    /// Its hours; those of single days as a sentence each.
    pub hours: Vec<String>,
    /// How it recurs and on which days it does not, a sentence each.
    pub recurs: Vec<String>,
    /// The zone that its days or its hours are in.
    pub zone: Option<String>,
    /// Whether it says that it is one of several parts.
    pub is_part: bool,
    /// Of a meeting that differs: when it would be.
    pub instead_of: Option<String>,
    /// The author's text and links.
    pub text: String,
}

impl Told {
    /// Reads an entry; none if planfeed did not write it.
    pub fn read(vevent: &Vevent) -> Option<Self> {
        let when: When = vevent.text("X-PLANFEED-WHEN")?.parse().ok()?;
        let status = match vevent.value("STATUS") {
            Some("CANCELLED") => Stated::Cancelled,
            Some("TENTATIVE") => Stated::Tentative,
            _ => Stated::Confirmed,
        };
        let description = vevent.text("DESCRIPTION").unwrap_or_default();
        let (language, paragraphs) = before_last_change(&description);
        let (said, text) = Said::split(&paragraphs, &language.written);
        let summary = vevent.text("SUMMARY").unwrap_or_default();
        let title = said
            .full_title
            .clone()
            .unwrap_or_else(|| title_of(&summary, status, &language.written).to_owned());
        let owned = |name: &str| vevent.text(name).map(std::borrow::Cow::into_owned);
        Some(Self {
            language,
            title,
            when,
            status,
            is_notice: vevent.line("X-PLANFEED-REMOVED").is_some(),
            venue: owned("LOCATION"),
            category: owned("CATEGORIES"),
            phase: said.phase,
            hours: said.hours,
            recurs: said.recurs,
            zone: said.zone,
            is_part: said.is_part,
            instead_of: said.instead_of,
            text,
        })
    }
}

/// A DESCRIPTION of ours without the day of its last change.
pub fn without_last_change(description: &str) -> String {
    before_last_change(description).1.join("\n\n")
}

/// The paragraphs of a DESCRIPTION without the last, which says when it was changed, and the
/// language of that.
fn before_last_change(description: &str) -> (&'static Language, Vec<&str>) {
    let mut paragraphs: Vec<&str> = description.split("\n\n").collect();
    let last = paragraphs.last().copied().unwrap_or_default();
    let says =
        |language: &&&'static Language| sentence(language.written.last_changed, last).is_some();
    match ALL.iter().find(says) {
        Some(language) => {
            paragraphs.pop();
            (language, paragraphs)
        }
        None => (&ENGLISH, paragraphs),
    }
}

/// A title behind what SUMMARY says before it.
pub(super) fn title_of<'t>(summary: &'t str, status: Stated, written: &Written) -> &'t str {
    if status == Stated::Cancelled {
        return summary.strip_prefix(written.cancelled).unwrap_or(summary);
    }
    let markers = Marker::ALL.into_iter().flat_map(|marker| {
        [
            format!("[{marker}] "),
            crate::language::fill(written.venue_marker, &[("marker", marker.abbreviation())]),
        ]
    });
    let mut prefixes = markers.chain([
        written.date_not_fixed.to_owned(),
        written.tentative.to_owned(),
    ]);
    prefixes
        .find_map(|prefix| summary.strip_prefix(&*prefix))
        .unwrap_or(summary)
}

/// What was filled into a sentence that ends with a stop.
fn sentence<'t>(template: &str, line: &'t str) -> Option<Vec<&'t str>> {
    unfill(template, line.strip_suffix('.')?)
}

/// What the paragraphs say that planfeed puts before the author's text.
#[derive(Clone, Default)]
struct Said {
    is_part: bool,
    full_title: Option<String>,
    instead_of: Option<String>,
    hours: Vec<String>,
    recurs: Vec<String>,
    zone: Option<String>,
    phase: Option<String>,
}

impl Said {
    /// What is said, and the author's text behind it. Of what is not known there is a paragraph at
    /// most, and of facts.
    fn split(paragraphs: &[&str], written: &Written) -> (Self, String) {
        let mut said = Self::default();
        let mut rest = paragraphs;
        for is_of in [Self::not_known, Self::fact] {
            let Some((first, behind)) = rest.split_first() else {
                break;
            };
            let mut more = said.clone();
            if first.lines().all(|line| is_of(&mut more, line, written)) {
                (said, rest) = (more, behind);
            }
        }
        (said, rest.join("\n\n"))
    }

    /// A line of what is not known.
    fn not_known(&mut self, line: &str, written: &Written) -> bool {
        let value = |template| {
            sentence(template, line)
                .map(|values| values.last().copied().unwrap_or_default().to_owned())
        };
        if let Some(title) = value(written.full_title) {
            self.full_title = Some(title);
            return true;
        }
        if let Some(planned) = value(written.in_place_of) {
            self.instead_of = Some(planned);
            return true;
        }
        if value(written.part).is_some() {
            self.is_part = true;
            return true;
        }
        let unsettled = [
            &written.date_unsettled,
            &written.venue_unsettled,
            &written.title_unsettled,
        ];
        let others = [
            written.is_cancelled,
            written.is_tentative,
            written.on_or_before,
            written.exact_date_not_given,
            written.placeholder,
            written.printed_as,
            written.removed,
        ];
        others.into_iter().any(|template| value(template).is_some())
            || unsettled
                .into_iter()
                .any(|of| is_unsettled(of, line, written))
    }

    /// A line of what is known.
    fn fact(&mut self, line: &str, written: &Written) -> bool {
        let value = |template| sentence(template, line);
        if let Some(hours) = value(written.hours) {
            self.hours
                .extend(hours.last().map(|hours| (*hours).to_owned()));
            return true;
        }
        let said = line.trim_end_matches('.').to_owned();
        if value(written.hours_on).is_some() {
            self.hours.push(said);
            return true;
        }
        if value(written.repeats).is_some() || value(written.not_on).is_some() {
            self.recurs.push(said);
            return true;
        }
        // A zone's name stands before its offsets.
        let zones = [
            (written.times_of, 1),
            (written.dates_local_to, 1),
            (written.times_of_plan, 0),
            (written.dates_in_plan_zone, 0),
        ];
        if let Some(zone) = zones
            .into_iter()
            .find_map(|(template, at)| value(template)?.get(at).copied())
        {
            self.zone = Some(zone.to_owned());
            return true;
        }
        if let Some(phase) = unfill(written.phase, line) {
            self.phase = phase.first().map(|phase| (*phase).to_owned());
            return true;
        }
        value(written.when).is_some() || unfill(written.category, line).is_some()
    }
}

fn is_unsettled(of: &Unsettled, line: &str, written: &Written) -> bool {
    let Some(line) = line.strip_suffix('.') else {
        return false;
    };
    let with_what = unfill(written.of_what, line).and_then(|values| values.first().copied());
    Marker::ALL
        .into_iter()
        .any(|marker| line == of.of(marker) || with_what == Some(of.of(marker)))
}

//! `index.html`: where people look a plan up and subscribe to it. One file that asks for no other.

mod color;
mod copies;
mod filters;
mod labels;
mod rows;
mod scale;
mod security;
mod subscribe;
mod timeline;

use askama::Template;

use super::atom::newest;
use super::render;
use crate::feed::{EventCopy, Feed};
use crate::language::{Language, PageWords, fill};
use crate::phrase::date;
use crate::plan::{Event, Marker, Plan, Stated};
use copies::Copies;
use rows::{RowGroup, row_groups};
use scale::Label;
use subscribe::{CALENDARS, OfferGroup, offers};
use timeline::{BAR, PHASE, Timeline};

/// The most events that the page shows: more, and browsers get slow.
const MOST_EVENTS: usize = 10_000;

/// The most letters of a description that are shown at once.
const LONGEST_TEXT: usize = 300;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

#[derive(Template)]
#[template(path = "page/page.html")]
struct Document<'a> {
    plan: &'a Plan,
    language: &'a Language,
    words: &'a PageWords,
    as_of: String,
    number: String,
    /// A sentence that says how many of the events are on the page, if not all are.
    not_all: Option<String>,
    policy: String,
    style: String,
    script: &'a str,
    timeline: Timeline<'a>,
    /// Whether some event can be added by itself.
    has_copies: bool,
    row_groups: Vec<RowGroup<'a>>,
    /// The markers that the plan has, with what they mean.
    markers: Vec<(Marker, &'a str)>,
    /// Whether some event has no category.
    has_no_category: bool,
    /// Whether some event has no phase.
    has_no_phase: bool,
    /// The classes of bars, with what they mean.
    legend: Vec<(&'static str, &'a str)>,
    /// The title and the HTML of the newest changes.
    changes: Option<(String, String)>,
    offer_groups: Vec<OfferGroup<'a>>,
}

/// Renders the page of a plan with these feeds and copies of events; `changes` is the feed of
/// changes.
pub(crate) fn page(
    plan: &Plan,
    language: &Language,
    feeds: &[Feed],
    copies: &[EventCopy<'_, '_>],
    changes: &str,
) -> String {
    let words = &language.written.page;
    let events = shown(plan);
    let [shown, all] = [events.len(), plan.events.len()].map(|n| n.to_string());
    let copies = Copies::of(copies);
    let style = format!("{STYLE}{}", color::rules(plan));
    render(&Document {
        plan,
        language,
        words,
        as_of: fill(words.as_of, &[("date", &date(plan.revision, language))]),
        number: fill(language.written.revised.events, &[("n", &all)]),
        not_all: (shown != all).then(|| fill(words.not_all, &[("n", &shown), ("all", &all)])),
        policy: security::policy(&style, SCRIPT),
        style,
        script: SCRIPT,
        timeline: Timeline::of(plan, &events, language),
        has_copies: !copies.is_empty(),
        row_groups: row_groups(plan, &events, &copies, language),
        markers: markers(&events, words),
        has_no_category: events.iter().any(|event| event.categories.is_empty()),
        has_no_phase: events.iter().any(|event| event.phase.is_none()),
        legend: legend(&events, words),
        changes: newest(changes),
        offer_groups: offers(plan, feeds, words),
    })
}

/// Returns all events; if they are too many, those to come after the revision, then the last ones
/// before it, the nearest first.
fn shown(plan: &Plan) -> Vec<&Event> {
    let mut events: Vec<&Event> = plan.events.iter().collect();
    // The order of files changes nothing that is published.
    events.sort_by(|one, other| one.id.cmp(&other.id));
    if events.len() > MOST_EVENTS {
        events.sort_by_key(|event| plan.nearness(event.window));
        events.truncate(MOST_EVENTS);
    }
    events
}

fn markers<'a>(events: &[&Event], words: &'a PageWords) -> Vec<(Marker, &'a str)> {
    let mut used = Vec::new();
    for event in events.iter().flat_map(|event| event.versions()) {
        used.extend([event.when.marker(), event.title_marker]);
        used.extend(event.venue.as_ref().map(|venue| venue.marker));
        used.extend(event.room.as_ref().map(|room| room.marker));
    }
    let used = Marker::ALL.into_iter().filter(|m| used.contains(&Some(*m)));
    used.map(|marker| (marker, words.to_be.of(marker)))
        .collect()
}

fn legend<'a>(events: &[&Event], words: &'a PageWords) -> Vec<(&'static str, &'a str)> {
    let mut legend = vec![("on", words.certain_bar), ("may", words.uncertain_bar)];
    let called_off = [
        (Stated::Postponed, "put-off", words.postponed_bar),
        (Stated::Cancelled, "off", words.cancelled_bar),
    ];
    for (status, class, meaning) in called_off {
        let mut versions = events.iter().flat_map(|event| event.versions());
        if versions.any(|event| event.stated() == status) {
            legend.push((class, meaning));
        }
    }
    legend
}

fn is_long(text: &str) -> bool {
    text.chars().nth(LONGEST_TEXT).is_some()
}

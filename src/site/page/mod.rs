//! `index.html`: where people look a plan up and subscribe to it. One file that asks for no other.

mod color;
mod filters;
mod groups;
mod labels;
mod offers;
mod scale;
mod security;
mod table;
mod timeline;

use askama::Template;

use super::atom::newest;
use crate::feed::Feed;
use crate::language::{Language, PageWords, fill};
use crate::phrase::date;
use crate::plan::{Event, Marker, Plan, Stated};
use offers::{Group, offers};
use scale::Label;
use table::{Section, sections};
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
    /// That the page has not all events.
    not_all: Option<String>,
    policy: String,
    style: String,
    script: &'a str,
    timeline: Timeline<'a>,
    sections: Vec<Section<'a>>,
    /// The markers that the plan has, with what they mean.
    markers: Vec<(Marker, &'a str)>,
    /// Whether some event has no category, or no phase.
    is_without: Without,
    /// How bars are drawn, with what that means.
    legend: Vec<(&'static str, &'a str)>,
    changes: Option<Changes>,
    groups: Vec<Group<'a>>,
}

struct Without {
    category: bool,
    phase: bool,
}

/// What the newest publication with news changed.
struct Changes {
    title: String,
    html: String,
}

/// The page of a plan with these feeds; `changes` is the feed of changes.
pub(crate) fn page(plan: &Plan, language: &Language, feeds: &[Feed], changes: &str) -> String {
    let words = &language.written.page;
    let events = shown(plan);
    let number = |n: usize| n.to_string();
    let not_all = (events.len() < plan.events.len()).then(|| {
        fill(
            words.not_all,
            &[
                ("n", &number(events.len())),
                ("all", &number(plan.events.len())),
            ],
        )
    });
    let style = format!("{STYLE}{}", color::rules(plan));
    let document = Document {
        plan,
        language,
        words,
        as_of: fill(words.as_of, &[("date", &date(plan.revision, language))]),
        number: fill(
            language.written.revised.events,
            &[("n", &number(plan.events.len()))],
        ),
        not_all,
        policy: security::policy(&style, SCRIPT),
        style,
        script: SCRIPT,
        timeline: Timeline::of(plan, &events, language),
        sections: sections(plan, &events, language),
        markers: Marker::ALL
            .into_iter()
            .filter(|marker| has(&events, *marker))
            .map(|m| (m, words.to_be.of(m)))
            .collect(),
        is_without: Without {
            category: events.iter().any(|event| event.category.is_none()),
            phase: events.iter().any(|event| event.phase.is_none()),
        },
        legend: legend(&events, words),
        changes: newest(changes).map(|(title, html)| Changes { title, html }),
        groups: offers(plan, feeds, words),
    };
    // Writing to memory does not fail.
    document.render().unwrap_or_default()
}

/// All events; of very many those that are still to come when the plan is published, then those
/// that were last, the nearest first.
fn shown(plan: &Plan) -> Vec<&Event> {
    let mut events: Vec<&Event> = plan.events.iter().collect();
    // The order of files changes nothing that is published.
    events.sort_by(|one, other| one.id.cmp(&other.id));
    if events.len() > MOST_EVENTS {
        events.sort_by_key(|event| {
            let (first, last) = (event.window.first(), event.window.last());
            let is_over = last < plan.revision;
            (
                is_over,
                if is_over {
                    plan.revision - last
                } else {
                    first - plan.revision
                },
            )
        });
        events.truncate(MOST_EVENTS);
    }
    events
}

fn legend<'a>(events: &[&Event], words: &'a PageWords) -> Vec<(&'static str, &'a str)> {
    let has_cancelled = with_instances(events).any(|event| event.stated() == Stated::Cancelled);
    let bars = [("on", words.certain_bar), ("may", words.uncertain_bar)];
    bars.into_iter()
        .chain(has_cancelled.then_some(("off", words.cancelled_bar)))
        .collect()
}

fn is_long(text: &str) -> bool {
    text.chars().nth(LONGEST_TEXT).is_some()
}

fn has(events: &[&Event], marker: Marker) -> bool {
    let of_venue = |event: &Event| event.venue.as_ref().and_then(|venue| venue.marker);
    let markers = |event: &Event| [event.when.marker(), event.title_marker, of_venue(event)];
    with_instances(events).any(|event| markers(event).contains(&Some(marker)))
}

/// The events, and their meetings that differ.
fn with_instances<'a>(events: &'a [&'a Event]) -> impl Iterator<Item = &'a Event> {
    events
        .iter()
        .flat_map(|event| std::iter::once(*event).chain(event.instances.values()))
}

//! plan.yaml: the plan, and the phases, categories, venues and feeds that its events refer to.

use indexmap::IndexMap;

use super::date::{date, marked_place};
use super::text;
use crate::diagnostic::{Code, suggestion};
use crate::language::{self, ENGLISH, Language};
use crate::phrase::{Context, DateOrder, Grammar};
use crate::plan::{Category, FeedDefinition, Key, Phase, Plan, Selection, Uid, Venue};
use crate::source::{Finding, Part, PlanFile, PlanHead, Pointer, SelectEntry};

/// Names that feeds by rule can't have: they are folders or files of their own.
const RESERVED: [&str; 4] = ["all", "import", "category", "phase"];

/// Days that a cancelled notice stays, unless the plan says otherwise.
const KEEP_CANCELLED: u32 = 90;
/// Days of the longest uncertain span that is shown whole, unless the plan says otherwise.
const LONGEST_SPAN: u32 = 31;

/// The plan's language; English where it names none that is known.
pub(super) fn language(shape: &PlanFile) -> &'static Language {
    shape
        .plan
        .language
        .as_deref()
        .and_then(language::by_code)
        .unwrap_or(&ENGLISH)
}

/// How the plan means `03/04/2017`.
pub(super) fn date_order(shape: &PlanFile) -> Option<DateOrder> {
    match shape.plan.date_order.as_deref() {
        Some("dmy") => Some(DateOrder::Dmy),
        Some("mdy") => Some(DateOrder::Mdy),
        _ => None,
    }
}

/// The plan without its events. `file` is none where plan.yaml can't be read.
pub(super) fn plan(
    file: Option<usize>,
    shape: &PlanFile,
    grammar: &Grammar,
    language: &'static Language,
    findings: &mut Vec<Finding>,
) -> Plan {
    let top = Pointer {
        file,
        ..Pointer::none()
    };
    let (head, at) = (&shape.plan, top.key("plan"));
    check_words(head, &at, findings);
    let keep_cancelled = head.keep_cancelled.unwrap_or(KEEP_CANCELLED);
    text::within(
        keep_cancelled,
        0..=3660,
        &at.key("keep_cancelled"),
        findings,
    );
    let longest_span = head
        .placeholder
        .as_ref()
        .and_then(|entry| entry.longest_span)
        .unwrap_or(LONGEST_SPAN);
    text::within(
        longest_span,
        1..=366,
        &at.key("placeholder").key("longest_span"),
        findings,
    );
    let ids = head.withdrawn.iter().enumerate();
    let withdrawn = ids
        .filter_map(|(i, id)| withdrawn(id, &at.key("withdrawn").index(i), findings))
        .collect();
    let publish_url = shape.publish.as_ref().map(|publish| {
        text::web_address(&publish.url, &top.key("publish").key("url"), findings);
        format!("{}/", publish.url.trim_end_matches('/'))
    });
    Plan {
        title: head.title.trim().to_owned(),
        domain: head.domain.clone(),
        url: head.url.clone(),
        // Without a day there is an error, and nothing is published.
        revision: text::day(&head.revision, &at.key("revision"), findings).unwrap_or_default(),
        timezone: head
            .timezone
            .as_ref()
            .and_then(|zone| text::zone(zone, &at.key("timezone"), findings)),
        language: language.code,
        longest_span: longest_span.into(),
        keep_cancelled,
        withdrawn,
        publish_url,
        phases: phases(shape, grammar, &top, findings),
        categories: categories(shape, &top, findings),
        venues: venues(shape, grammar, &top, findings),
        feeds: feeds(shape, &top, findings),
        events: Vec::new(),
    }
}

/// An id, or the UID of an event that had one of its own.
fn withdrawn(id: &str, at: &Pointer, findings: &mut Vec<Finding>) -> Option<String> {
    match Uid::new(id) {
        Some(uid) if id.contains('@') => Some(uid.as_str().to_owned()),
        _ => text::key(id, at, findings).map(|key| key.as_str().to_owned()),
    }
}

/// Values of the plan itself that are taken as they are.
fn check_words(head: &PlanHead, at: &Pointer, findings: &mut Vec<Finding>) {
    text::title(&head.title, &at.key("title"), findings);
    text::domain(&head.domain, &at.key("domain"), findings);
    if let Some(url) = &head.url {
        text::url(url, &at.key("url"), findings);
    }
    if let Some(code) = &head.language {
        let known = language::ALL.iter().map(|language| language.code);
        text::one_of(
            code,
            known,
            Code::UnknownLanguage,
            "language",
            &at.key("language"),
            findings,
        );
    }
    if let Some(order) = &head.date_order {
        text::one_of(
            order,
            ["dmy", "mdy"],
            Code::UnknownOrder,
            "order",
            &at.key("date_order"),
            findings,
        );
    }
}

fn venues(
    shape: &PlanFile,
    grammar: &Grammar,
    top: &Pointer,
    findings: &mut Vec<Finding>,
) -> IndexMap<Key, Venue> {
    let at = top.key("venues");
    let mut venues = IndexMap::new();
    for (name, entry) in &shape.venues.0 {
        let (key, at) = (text::entry_key(name, &at, findings), at.key(name));
        let venue = marked_place(grammar, entry, &at, findings);
        venues.extend(key.map(|key| {
            (
                key.clone(),
                Venue {
                    key: Some(key),
                    ..venue
                },
            )
        }));
    }
    venues
}

fn phases(
    shape: &PlanFile,
    grammar: &Grammar,
    top: &Pointer,
    findings: &mut Vec<Finding>,
) -> IndexMap<Key, Phase> {
    let at = top.key("phases");
    let context = Context {
        year: None,
        order: date_order(shape),
    };
    let mut phases = IndexMap::new();
    for (name, entry) in &shape.phases.0 {
        let (key, at) = (text::entry_key(name, &at, findings), at.key(name));
        text::title(&entry.title, &at.key("title"), findings);
        let days = entry.dates.as_ref().and_then(|printed| {
            let at = at.key("dates");
            let when = date(grammar, printed, context, &at, findings)?;
            if when.span().is_none() {
                let finding = Finding::new(Code::BadDate, "a phase's dates can't be open", at);
                findings.push(finding.help("write its days or months, or leave `dates` out"));
            }
            when.span()
        });
        phases.extend(key.map(|key| {
            (
                key,
                Phase {
                    title: entry.title.trim().to_owned(),
                    days,
                },
            )
        }));
    }
    phases
}

fn categories(
    shape: &PlanFile,
    top: &Pointer,
    findings: &mut Vec<Finding>,
) -> IndexMap<Key, Category> {
    let at = top.key("categories");
    let mut categories = IndexMap::new();
    for (name, entry) in &shape.categories.0 {
        let (key, at) = (text::entry_key(name, &at, findings), at.key(name));
        text::title(&entry.title, &at.key("title"), findings);
        let color = entry
            .color
            .as_ref()
            .and_then(|color| text::color(color, &at.key("color"), findings));
        categories.extend(key.map(|key| {
            (
                key,
                Category {
                    title: entry.title.trim().to_owned(),
                    color,
                },
            )
        }));
    }
    categories
}

fn feeds(shape: &PlanFile, top: &Pointer, findings: &mut Vec<Finding>) -> Vec<FeedDefinition> {
    let at = top.key("feeds");
    let mut feeds = Vec::new();
    for (name, entry) in &shape.feeds.0 {
        if RESERVED.contains(&name.as_str()) {
            let finding = Finding::new(
                Code::ReservedKey,
                format!("a feed can't be called `{name}`"),
                at.key(name).part(Part::Key),
            );
            findings.push(finding.help("choose another key; it is the feed's file name"));
        }
        let (key, at) = (text::entry_key(name, &at, findings), at.key(name));
        text::title(&entry.title, &at.key("title"), findings);
        let select = selection(&entry.select, shape, &at.key("select"), findings);
        feeds.extend(key.map(|key| FeedDefinition {
            key,
            title: entry.title.trim().to_owned(),
            select,
        }));
    }
    feeds
}

fn selection(
    entry: &SelectEntry,
    shape: &PlanFile,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Selection {
    let mut among = |list: &[String], known: Vec<&str>, code, what| -> Vec<Key> {
        let found = list.iter().enumerate().filter_map(|(i, name)| {
            text::one_of(
                name,
                known.iter().copied(),
                code,
                what,
                &at.key(what).index(i),
                findings,
            )
            .and_then(Key::new)
        });
        found.collect()
    };
    Selection {
        category: among(
            &entry.category,
            shape.categories.0.keys().map(String::as_str).collect(),
            Code::UnknownCategory,
            "category",
        ),
        phase: among(
            &entry.phase,
            shape.phases.0.keys().map(String::as_str).collect(),
            Code::UnknownPhase,
            "phase",
        ),
        venue: among(
            &entry.venue,
            shape.venues.0.keys().map(String::as_str).collect(),
            Code::UnknownVenue,
            "venue",
        ),
        certain: certainty(&entry.certainty, at, findings),
    }
}

fn certainty(list: &[String], at: &Pointer, findings: &mut Vec<Finding>) -> Vec<bool> {
    let known = ["certain", "uncertain"];
    let found = list.iter().enumerate().filter_map(|(i, word)| {
        text::one_of(
            word,
            known,
            Code::UnknownCertainty,
            "certainty",
            &at.key("certainty").index(i),
            findings,
        )
        .map(|word| word == "certain")
    });
    found.collect()
}

/// A key of the plan that an event names.
pub(super) fn reference<T>(
    name: &str,
    known: &IndexMap<Key, T>,
    code: Code,
    what: &str,
    at: &Pointer,
    findings: &mut Vec<Finding>,
) -> Option<Key> {
    let key = Key::new(name).filter(|key| known.contains_key(key));
    if key.is_none() && text::not_empty(name, at, findings) {
        let finding = Finding::new(code, format!("there is no {what} `{name}`"), at.clone());
        let help = suggestion(name, known.keys().map(Key::as_str))
            .unwrap_or_else(|| format!("add it to plan.yaml, or write a {what} that is there"));
        findings.push(finding.help(help));
    }
    key
}

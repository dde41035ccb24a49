//! The feeds of a plan: their paths, titles, events and calendar properties.

use chrono::NaiveDateTime;
use icalendar::{Calendar, Property};

use crate::history::{ALL, FORM, PRODID};
use crate::ical::{own, utc_value};
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::{Color, FeedDefinition, Grouping, Key, Plan, Selection};

/// A file with a calendar.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its path within the folder of feeds, with slashes.
    pub path: String,
    /// Its title.
    pub title: String,
    /// The events that it holds.
    pub holds: Holder,
    color: Option<Color>,
    /// Whether it is to be imported once, not subscribed to.
    pub import: bool,
}

/// The events that a feed holds.
#[derive(Clone, Debug)]
pub enum Holder {
    /// Every event.
    All,
    /// Events of a category.
    Category(Key),
    /// Events of a phase.
    Phase(Key),
    /// Events that a rule selects.
    Rule(Selection),
    /// No events: the feed has ended.
    Nothing,
}

impl Feed {
    pub(super) fn new(path: String, title: String, holds: Holder) -> Self {
        Self {
            path,
            title,
            holds,
            color: None,
            import: false,
        }
    }

    /// Whether it holds an event of these groups.
    pub fn holds(&self, groups: &Grouping<'_>) -> bool {
        match &self.holds {
            Holder::All => true,
            Holder::Category(key) => groups.categories.contains(key),
            Holder::Phase(key) => groups.phase == Some(key),
            Holder::Rule(select) => select.holds(groups),
            Holder::Nothing => false,
        }
    }
}

/// Returns every feed: all, categories, phases, feeds by rule, import files, each in the plan's
/// order.
pub fn feeds(plan: &Plan, language: &Language) -> Vec<Feed> {
    let mut all = Feed::new(ALL.to_owned(), plan.title.clone(), Holder::All);
    all.color = plan.color;
    let mut feeds = vec![all];
    for (key, category) in &plan.categories {
        let title = title(plan, &category.title, language);
        let holds = Holder::Category(key.clone());
        let mut feed = Feed::new(format!("category/{key}.ics"), title, holds);
        feed.color = category.color;
        feeds.push(feed);
    }
    feeds.extend(of_phases(plan, language, "phase"));
    for FeedDefinition { key, title, select } in &plan.feeds {
        let holds = Holder::Rule(select.clone());
        feeds.push(Feed::new(format!("{key}.ics"), title.clone(), holds));
    }
    for mut feed in of_phases(plan, language, "import") {
        feed.import = true;
        feeds.push(feed);
    }
    feeds
}

/// Returns the feed of each phase, in that folder.
fn of_phases(plan: &Plan, language: &Language, folder: &str) -> impl Iterator<Item = Feed> {
    plan.phases.iter().map(move |(key, phase)| {
        let title = title(plan, &phase.title, language);
        let holds = Holder::Phase(key.clone());
        Feed::new(format!("{folder}/{key}.ics"), title, holds)
    })
}

fn title(plan: &Plan, own: &str, language: &Language) -> String {
    let values = [("feed", own), ("plan", &plan.title)];
    fill(language.written.feed_of_plan, &values)
}

/// Returns a feed's calendar properties, without its events. `modified` is when the last of its
/// events was changed: a feed none of whose events changed keeps its bytes.
///
/// There is no METHOD: without one nothing is scheduled (RFC 5545 §3.7.2). An import file has no
/// name and no hints on refreshing, since Outlook opens a new calendar for a file that has a name.
pub(crate) fn calendar(
    plan: &Plan,
    feed: &Feed,
    language: &Language,
    modified: NaiveDateTime,
) -> Calendar {
    let day = date(modified.date(), language);
    let values = [("plan", &*plan.title), ("date", &*day)];
    let mut description = fill(language.written.calendar_description, &values);
    if let Some(own) = &plan.description {
        description = format!("{own}\n{description}");
    }
    // The language of all that the calendar says.
    let code = ("LANGUAGE", language.code);
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", PRODID))
        .append_property(("X-WR-CALDESC", &*description))
        .append_property(with("DESCRIPTION", &description, code))
        .append_property((own::FORM, FORM))
        .append_property(("LAST-MODIFIED", &*utc_value(modified)));
    if let Some(color) = feed.color {
        let [red, green, blue] = color.rgb;
        let hexadecimal = format!("#{red:02x}{green:02x}{blue:02x}");
        calendar
            .append_property(("COLOR", color.css_name()))
            .append_property(("X-APPLE-CALENDAR-COLOR", &*hexadecimal));
    }
    if let Some(url) = &plan.url {
        calendar.append_property(("URL", &**url));
    }
    if !feed.import {
        calendar
            .append_property(("NAME", &*feed.title))
            .append_property(("X-WR-CALNAME", &*feed.title))
            .append_property(("X-PUBLISHED-TTL", "PT12H"))
            .append_property(with("REFRESH-INTERVAL", "PT12H", ("VALUE", "DURATION")));
        if let Some(url) = &plan.publish_url {
            let url = format!("{url}{}", feed.path);
            calendar.append_property(with("SOURCE", &url, ("VALUE", "URI")));
        }
    }
    calendar
}

/// Returns the calendar properties of a copy of an event: those of a file to import.
pub(crate) fn calendar_of_copy(
    plan: &Plan,
    language: &Language,
    modified: NaiveDateTime,
) -> Calendar {
    let mut feed = Feed::new(String::new(), plan.title.clone(), Holder::Nothing);
    feed.import = true;
    calendar(plan, &feed, language, modified)
}

/// Returns a property with a parameter.
fn with(name: &str, value: &str, (parameter, of): (&str, &str)) -> Property {
    let mut property = Property::new(name, value);
    property.add_parameter(parameter, of);
    property
}

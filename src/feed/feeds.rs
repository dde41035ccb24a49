//! The feeds of a plan: their paths, titles, events and calendar properties.

use chrono::NaiveDateTime;
use icalendar::{Calendar, Property};

use crate::history::{ALL, FORM, PRODID, date_time};
use crate::ical::own;
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::{Color, Grouping, Key, Phase, Plan, Selection};

/// A file with a calendar.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Where it is within the folder of feeds, with slashes.
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
    /// Those of a category.
    Category(Key),
    /// Those of a phase.
    Phase(Key),
    /// Those of a rule.
    Rule(Selection),
    /// None any more.
    Nothing,
}

impl Feed {
    fn new(path: String, title: String, holds: Holder) -> Self {
        Self {
            path,
            title,
            holds,
            color: None,
            import: false,
        }
    }

    /// One that holds no events any more.
    pub(super) fn ended(path: String, title: String) -> Self {
        Self::new(path, title, Holder::Nothing)
    }

    /// Whether it holds an event of these groups.
    pub fn holds(&self, groups: Grouping<'_>) -> bool {
        match &self.holds {
            Holder::All => true,
            Holder::Category(key) => groups.category == Some(key),
            Holder::Phase(key) => groups.phase == Some(key),
            Holder::Rule(select) => select.holds(groups),
            Holder::Nothing => false,
        }
    }
}

/// Every feed: all, categories, phases, feeds by rule, import files, each in the plan's order.
pub fn feeds(plan: &Plan, language: &Language) -> Vec<Feed> {
    let template = language.written.feed_of_plan;
    let title = |own: &str| fill(template, &[("feed", own), ("plan", &plan.title)]);
    let mut feeds = vec![Feed::new(ALL.to_owned(), plan.title.clone(), Holder::All)];
    for (key, category) in &plan.categories {
        let (path, title) = (format!("category/{key}.ics"), title(&category.title));
        feeds.push(Feed {
            color: category.color,
            ..Feed::new(path, title, Holder::Category(key.clone()))
        });
    }
    let of_phase = |(key, phase): (&Key, &Phase), folder: &str| {
        let (path, title) = (format!("{folder}/{key}.ics"), title(&phase.title));
        Feed::new(path, title, Holder::Phase(key.clone()))
    };
    feeds.extend(plan.phases.iter().map(|phase| of_phase(phase, "phase")));
    for rule in &plan.feeds {
        let (path, holds) = (
            format!("{}.ics", rule.key),
            Holder::Rule(rule.select.clone()),
        );
        feeds.push(Feed::new(path, rule.title.clone(), holds));
    }
    feeds.extend(plan.phases.iter().map(|phase| Feed {
        import: true,
        ..of_phase(phase, "import")
    }));
    feeds
}

/// A feed's calendar properties, without its events. `modified` is when the last of its events was
/// changed: a feed none of whose events changed keeps its bytes.
///
/// There is no METHOD: without one nothing is scheduled (RFC 5545 §3.7.2). An import file has no
/// name and no hints on refreshing, since Outlook opens a new calendar for a file that has a name.
pub fn calendar(
    plan: &Plan,
    feed: &Feed,
    language: &Language,
    modified: NaiveDateTime,
) -> Calendar {
    let mut calendar = Calendar::empty();
    let mut set = |name: &str, value: &str| {
        calendar.properties.push(Property::new(name, value));
    };
    set("VERSION", "2.0");
    set("PRODID", PRODID);
    let day = date(modified.date(), language);
    let values = [("plan", &*plan.title), ("date", &*day)];
    let description = fill(language.written.calendar_description, &values);
    set("X-WR-CALDESC", &description);
    set(own::FORM, FORM);
    if let Some(color) = feed.color {
        let [red, green, blue] = color.rgb;
        let hexadecimal = format!("#{red:02x}{green:02x}{blue:02x}");
        set("COLOR", &color.css_name());
        set("X-APPLE-CALENDAR-COLOR", &hexadecimal);
    }
    if let Some(url) = &plan.url {
        set("URL", url);
    }
    set("LAST-MODIFIED", &date_time(modified));
    if !feed.import {
        set("NAME", &feed.title);
        set("X-WR-CALNAME", &feed.title);
        set("X-PUBLISHED-TTL", "PT12H");
        let mut more = vec![with("REFRESH-INTERVAL", "PT12H", ("VALUE", "DURATION"))];
        if let Some(url) = &plan.publish_url {
            let url = format!("{url}{}", feed.path);
            more.push(with("SOURCE", &url, ("VALUE", "URI")));
        }
        calendar.properties.extend(more);
    }
    // The language of all that the calendar says.
    let language = ("LANGUAGE", language.code);
    calendar
        .properties
        .push(with("DESCRIPTION", &description, language));
    calendar
}

fn with(name: &str, value: &str, (parameter, of): (&str, &str)) -> Property {
    let mut property = Property::new(name, value);
    property.add_parameter(parameter, of);
    property
}

//! The feeds of a plan: their paths, titles, events and calendar properties.

use chrono::NaiveDateTime;
use icalendar::{Calendar, Property};

use crate::history::{ALL, FORM, PRODID, date_time};
use crate::ical::own;
use crate::language::{Language, fill};
use crate::phrase::date;
use crate::plan::{Color, Groups, Key, Plan, Selection};

/// A file with a calendar.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Where it is within the folder of feeds, with slashes.
    pub path: String,
    /// Its title.
    pub title: String,
    /// Which events it holds.
    pub holds: Holder,
    color: Option<Color>,
    /// To be imported once, not subscribed to.
    pub import: bool,
}

/// Which events a feed holds.
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
    /// One that holds no events any more.
    pub(super) fn closed(path: String, title: String) -> Self {
        Self {
            path,
            title,
            holds: Holder::Nothing,
            color: None,
            import: false,
        }
    }

    /// Whether it holds an event of these groups.
    pub fn holds(&self, groups: Groups<'_>) -> bool {
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
    let title = |own: &str| {
        fill(
            language.written.feed_of_plan,
            &[("feed", own), ("plan", &plan.title)],
        )
    };
    let feed = |path: String, title: String, holds, color, import| Feed {
        path,
        title,
        holds,
        color,
        import,
    };
    let all = feed(ALL.to_owned(), plan.title.clone(), Holder::All, None, false);
    let categories = plan.categories.iter().map(|(key, category)| {
        feed(
            format!("category/{key}.ics"),
            title(&category.title),
            Holder::Category(key.clone()),
            category.color,
            false,
        )
    });
    let phases = plan.phases.iter().map(|(key, phase)| {
        feed(
            format!("phase/{key}.ics"),
            title(&phase.title),
            Holder::Phase(key.clone()),
            None,
            false,
        )
    });
    let rules = plan.feeds.iter().map(|rule| {
        feed(
            format!("{}.ics", rule.key),
            rule.title.clone(),
            Holder::Rule(rule.select.clone()),
            None,
            false,
        )
    });
    let imports = plan.phases.iter().map(|(key, phase)| {
        feed(
            format!("import/{key}.ics"),
            title(&phase.title),
            Holder::Phase(key.clone()),
            None,
            true,
        )
    });
    std::iter::once(all)
        .chain(categories)
        .chain(phases)
        .chain(rules)
        .chain(imports)
        .collect()
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
    let description = fill(
        language.written.calendar_description,
        &[
            ("plan", &plan.title),
            ("date", &date(modified.date(), language)),
        ],
    );
    set("X-WR-CALDESC", &description);
    set(own::FORM, FORM);
    if let Some(color) = feed.color {
        let [red, green, blue] = color.rgb;
        set("COLOR", &color.css_name());
        set(
            "X-APPLE-CALENDAR-COLOR",
            &format!("#{red:02x}{green:02x}{blue:02x}"),
        );
    }
    if let Some(url) = &plan.url {
        set("URL", url);
    }
    set("LAST-MODIFIED", &date_time(modified));
    if !feed.import {
        set("NAME", &feed.title);
        set("X-WR-CALNAME", &feed.title);
        set("X-PUBLISHED-TTL", "PT12H");
        calendar
            .properties
            .push(typed("REFRESH-INTERVAL", "DURATION", "PT12H"));
        if let Some(url) = &plan.publish_url {
            calendar
                .properties
                .push(typed("SOURCE", "URI", &format!("{url}{}", feed.path)));
        }
    }
    let mut description = Property::new("DESCRIPTION", description);
    // The language of all that the calendar says.
    description.add_parameter("LANGUAGE", language.code);
    calendar.properties.push(description);
    calendar
}

fn typed(name: &str, value_type: &str, value: &str) -> Property {
    let mut property = Property::new(name, value);
    property.add_parameter("VALUE", value_type);
    property
}

//! `planfeed list`: the plan as a table.

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::{Value, json};

use super::terminal::{self, visible};
use super::when::with_printed;
use super::{CommandError, CommandResult, Exit, Terminal, definitions};
use planfeed::diagnostic::suggestion;
use planfeed::feed::{self, Feed};
use planfeed::phrase::words;
use planfeed::plan::{ALL_DAY, EACH, Event, Hours, Key, Link, ONWARDS, Plan, SeriesStretch};

/// Lists the events of a plan
#[derive(clap::Args)]
#[command(after_help = "Example: planfeed list --phase phase-1 --uncertain")]
pub(super) struct Args {
    /// The folder of definitions
    #[arg(default_value = "events")]
    events: PathBuf,
    /// Only this phase
    #[arg(long)]
    phase: Option<String>,
    /// Only this category
    #[arg(long)]
    category: Option<String>,
    /// Only events whose date is not exact, or whose date or title carries a marker
    #[arg(long)]
    uncertain: bool,
    /// The form of the list
    #[arg(long, value_enum, default_value = "table")]
    format: ListFormat,
}

/// A form of the list.
#[derive(Clone, Copy, ValueEnum)]
enum ListFormat {
    /// A table as wide as the terminal
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values with a header
    Csv,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> CommandResult {
    let definitions = definitions::read(&args.events)?;
    let Some(plan) = &definitions.plan else {
        definitions.report(terminal);
        return Ok(Exit::Errors);
    };
    known("phase", args.phase.as_deref(), plan.phases.keys())?;
    known("category", args.category.as_deref(), plan.categories.keys())?;
    let events = plan.events.iter().filter(|event| args.lists(event));
    let events: Vec<&Event> = events.collect();
    terminal.print(&match args.format {
        ListFormat::Table => table(plan, &events),
        ListFormat::Json => json(plan, &events),
        ListFormat::Csv => csv(&events)?,
    })?;
    Ok(Exit::Done)
}

impl Args {
    fn lists(&self, event: &Event) -> bool {
        is_asked(self.phase.as_deref(), event.phase.as_ref())
            && self.category.as_deref().is_none_or(|asked| {
                let mut categories = event.categories.iter();
                categories.any(|key| key.as_str() == asked)
            })
            && !(self.uncertain && event.is_certain())
    }
}

fn is_asked(asked: Option<&str>, key: Option<&Key>) -> bool {
    asked.is_none() || asked == key.map(Key::as_str)
}

/// Refuses a phase or category that the plan does not have, since an empty list would hide the
/// mistake.
fn known<'a>(
    what: &str,
    asked: Option<&str>,
    known: impl Iterator<Item = &'a Key>,
) -> Result<(), CommandError> {
    let known: Vec<&str> = known.map(Key::as_str).collect();
    let Some(name) = asked.filter(|name| !known.contains(name)) else {
        return Ok(());
    };
    let help = suggestion(name, known).map_or_else(String::new, |help| format!("; {help}"));
    Err(format!("the plan has no {what} `{name}`{help}").into())
}

fn json(plan: &Plan, events: &[&Event]) -> String {
    let feeds = feed::feeds(plan, plan.language);
    let objects = events.iter().map(|event| object(event, &feeds));
    format!("{:#}\n", objects.collect::<Value>())
}

/// Returns `{id, uid, title, phase, category, categories, when, venue, room, contact, online, links,
/// status, feeds, hours, timezone, meetings, onwards}`.
fn object(event: &Event, feeds: &[Feed]) -> Value {
    let held: Vec<&str> = feeds
        .iter()
        .filter(|feed| feed.holds(&event.groups()))
        .map(|feed| feed.path.as_str())
        .collect();
    json!({
        "id": event.id.as_str(),
        "uid": event.uid.as_str(),
        "title": event.title,
        "phase": event.phase.as_ref().map(|key| key.as_str()),
        "category": event.categories.first().map(Key::as_str),
        "categories": event.categories.iter().map(Key::as_str).collect::<Vec<_>>(),
        "when": with_printed(&event.printed, &event.when),
        "venue": venue_object(event),
        "room": room_object(event),
        "contact": event.contact,
        "online": event.online.as_deref(),
        "links": event.links.iter().map(link).collect::<Vec<_>>(),
        "status": event.stated().word(),
        "feeds": held,
        "hours": hours_object(event),
        "timezone": event.hours.as_ref().map(|hours| hours.zone.name()),
        "meetings": meetings(event),
        "onwards": event.stretches().skip(1).map(|stretch| later(&stretch)).collect::<Value>(),
    })
}

fn link(link: &Link) -> Value {
    json!({ "title": link.title, "url": &*link.url })
}

/// Returns what holds from a meeting on.
fn later(stretch: &SeriesStretch<'_>) -> Value {
    let event = stretch.event;
    json!({
        "from": stretch.from.map(|day| day.to_string()),
        "title": event.title,
        "when": with_printed(&event.printed, &event.when),
        "venue": venue_object(event),
        "room": room_object(event),
        "contact": event.contact,
        "online": event.online.as_deref(),
        "links": event.links.iter().map(link).collect::<Vec<_>>(),
        "status": event.stated().word(),
        "hours": hours_object(event),
        "timezone": event.hours.as_ref().map(|hours| hours.zone.name()),
    })
}

fn venue_object(event: &Event) -> Value {
    let venue = event.venue.as_ref();
    let place = venue.and_then(|venue| venue.place.as_ref());
    json!({
        "key": venue.and_then(|venue| venue.key.as_ref()).map(|key| key.as_str()),
        "name": place.map(|place| place.name.as_str()),
        "address": place.and_then(|place| place.address.as_deref()),
        "timezone": place.and_then(|place| place.timezone).map(|zone| zone.name()),
        "marker": venue.and_then(|venue| venue.marker).map(|marker| marker.abbreviation()),
    })
}

fn room_object(event: &Event) -> Value {
    let room = event.room.as_ref();
    json!({
        "name": room.and_then(|room| room.name.as_deref()),
        "marker": room.and_then(|room| room.marker).map(|marker| marker.abbreviation()),
    })
}

fn hours_object(event: &Event) -> Option<Value> {
    let hours = event.hours.as_deref()?;
    Some(hours_by_day(hours).into_iter().collect())
}

/// Returns hours as definitions write them by day: `each` is for the days that are not listed.
fn hours_by_day(hours: &Hours) -> Vec<(String, String)> {
    let each = hours.each.iter().map(|each| (EACH.to_owned(), each));
    let on = hours.on.iter().map(|(day, on)| (day.to_string(), on));
    let by_day = each.chain(on);
    by_day
        .map(|(day, hours)| (day, hours.as_written()))
        .collect()
}

/// Returns a line for each of the hours; those of every day are first, without a key. Behind them
/// are those of later stretches, where they change.
fn hours(event: &Event) -> Vec<String> {
    let mut lines = Vec::new();
    let mut before: Option<&Event> = None;
    for stretch in event.stretches() {
        let hours = stretch.event.hours.as_deref();
        let is_same = before.is_some_and(|before| before.hours.as_deref() == hours);
        before = Some(stretch.event);
        if is_same {
            continue;
        }
        if let (None, Some(day)) = (hours, stretch.from) {
            lines.push(format!("{day} {ONWARDS}: {ALL_DAY}"));
        }
        for (key, text) in hours.map(hours_by_day).unwrap_or_default() {
            lines.push(match stretch.from {
                Some(day) => format!("{day} {ONWARDS}: {text}"),
                None if key == EACH => text,
                None => format!("{key}: {text}"),
            });
        }
    }
    lines
}

/// Returns how often an event takes place; none if it does not recur.
fn meetings(event: &Event) -> Option<usize> {
    event.repeat.as_ref()?;
    let stretches = event.stretches().map(|stretch| stretch.event);
    let (cancelled, live): (Vec<_>, Vec<_>) =
        stretches.partition(|event| event.stated().is_called_off());
    let counted = if live.is_empty() { cancelled } else { live };
    Some(counted.iter().map(|event| event.takes_place().len()).sum())
}

/// The columns of the list as CSV.
const COLUMNS: [&str; 9] = [
    "id", "when", "title", "venue", "status", "category", "phase", "hours", "meetings",
];
/// The number of columns that the table for people has; category and phase are filters instead.
const SHOWN: usize = 5;

fn row(event: &Event, when: String) -> [String; 9] {
    let categories: Vec<&str> = event.categories.iter().map(Key::as_str).collect();
    let phase = event.phase.as_ref();
    [
        event.id.to_string(),
        when,
        event.title.clone(),
        venue(event),
        event.stated().word().to_owned(),
        categories.join(", "),
        phase.map(Key::to_string).unwrap_or_default(),
        hours(event).join("; "),
        meetings(event).map(|n| n.to_string()).unwrap_or_default(),
    ]
}

/// Returns the room and the place of an event, each with its marker; `online` where it is nowhere
/// else.
fn venue(event: &Event) -> String {
    let venue = event.venue.as_ref().map(|venue| {
        let name = venue.place.as_ref().map(|place| place.name.as_str());
        let marker = venue.marker.map(|marker| marker.abbreviation());
        name.into_iter().chain(marker).collect::<Vec<_>>().join(" ")
    });
    let room = event.room.as_ref().map(|room| match room.name {
        Some(_) => room.to_string(),
        None => format!("room {room}"),
    });
    let online = event.online.as_ref().map(|_| "online".to_owned());
    let both: Vec<String> = room.into_iter().chain(venue).collect();
    if both.is_empty() {
        return online.unwrap_or_default();
    }
    both.join(", ")
}

fn table(plan: &Plan, events: &[&Event]) -> String {
    let language = plan.language;
    let mut table = terminal::table(&COLUMNS[..SHOWN]);
    for event in events {
        let mut cells = row(event, words(&event.when, language)).map(|cell| visible(&cell));
        // Hours and meetings are shown under the date.
        for line in hours(event) {
            cells[1] += &format!("\n{line}");
        }
        if let Some(n) = meetings(event) {
            cells[1] += &format!("\n{n} meetings");
        }
        table.add_row(&cells[..SHOWN]);
    }
    let number = events.len();
    format!("{table}\n{number} of {} events\n", plan.events.len())
}

/// Renders events as CSV. The date is the line that `planfeed when` prints: it can be sorted and
/// read back.
fn csv(events: &[&Event]) -> Result<String, CommandError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for event in events {
        writer.write_record(row(event, event.when.to_string()))?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
}

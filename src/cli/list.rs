//! `planfeed list`: the plan as a table.

use std::path::PathBuf;

use clap::ValueEnum;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use serde_json::{Value, json};

use super::terminal::{visible, width};
use super::when::with_printed;
use super::{Exit, Terminal, Trouble, definitions, report};
use planfeed::feed::{self, Feed};
use planfeed::phrase::words;
use planfeed::plan::{ALL_DAY, EACH, Event, Hours, Plan, Session};

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
    /// How the list is printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// As wide as the terminal
    Table,
    /// An array of objects
    Json,
    /// Comma-separated values with a header
    Csv,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Exit, Trouble> {
    let definitions = definitions::read(&args.events)?;
    let Some(plan) = &definitions.plan else {
        terminal.note(&report::human(
            &definitions.source,
            &definitions.diagnostics,
            terminal.colors,
        ));
        return Ok(Exit::Errors);
    };
    known(
        "phase",
        args.phase.as_deref(),
        plan.phases.keys().map(planfeed::plan::Key::as_str),
    )?;
    known(
        "category",
        args.category.as_deref(),
        plan.categories.keys().map(planfeed::plan::Key::as_str),
    )?;
    let is = |asked: &Option<String>, key: Option<&planfeed::plan::Key>| {
        asked.is_none() || asked.as_deref() == key.map(planfeed::plan::Key::as_str)
    };
    let listed = |event: &&Event| {
        is(&args.phase, event.phase.as_ref())
            && is(&args.category, event.category.as_ref())
            && !(args.uncertain && event.is_certain())
    };
    let events: Vec<&Event> = plan.events.iter().filter(listed).collect();
    let text = match args.format {
        Format::Table => table(plan, &events),
        Format::Json => {
            let feeds = feed::feeds(plan, plan.language);
            format!(
                "{:#}\n",
                Value::Array(events.iter().map(|event| object(event, &feeds)).collect())
            )
        }
        Format::Csv => csv(&events)?,
    };
    terminal.print(&text)?;
    Ok(Exit::Done)
}

/// A filter that names nothing of the plan is a mistake, not an empty list.
fn known<'a>(
    what: &str,
    asked: Option<&str>,
    known: impl Iterator<Item = &'a str>,
) -> Result<(), Trouble> {
    let known: Vec<&str> = known.collect();
    match asked {
        Some(name) if !known.contains(&name) => {
            let help = planfeed::diagnostic::suggestion(name, known)
                .map(|help| format!("; {help}"))
                .unwrap_or_default();
            Err(Trouble(format!("the plan has no {what} `{name}`{help}")))
        }
        _ => Ok(()),
    }
}

/// `{id, uid, title, phase, category, when, venue, status, feeds, hours, timezone, meetings}`.
fn object(event: &Event, feeds: &[Feed]) -> Value {
    let venue = event.venue.as_ref();
    let place = venue.and_then(|venue| venue.place.as_ref());
    let held: Vec<&str> = feeds
        .iter()
        .filter(|feed| feed.holds(event.groups()))
        .map(|feed| feed.path.as_str())
        .collect();
    json!({
        "id": event.id.as_str(),
        "uid": event.uid.as_str(),
        "title": event.title,
        "phase": event.phase.as_ref().map(|key| key.as_str()),
        "category": event.category.as_ref().map(|key| key.as_str()),
        "when": with_printed(&event.printed, &event.when),
        "venue": {
            "key": venue.and_then(|venue| venue.key.as_ref()).map(|key| key.as_str()),
            "name": place.map(|place| place.name.as_str()),
            "timezone": place.and_then(|place| place.timezone).map(|zone| zone.name()),
            "marker": venue.and_then(|venue| venue.marker).map(|marker| marker.abbreviation()),
        },
        "status": event.stated().word(),
        "feeds": held,
        "hours": event.hours.as_ref().map(|hours| hours_by_day(hours).into_iter().collect::<Value>()),
        "timezone": event.hours.as_ref().map(|hours| hours.zone.name()),
        "meetings": event.repeat.as_ref().map(|_| event.takes_place().len()),
    })
}

/// As definitions write hours by day: `each` for the days that are not listed.
fn hours_by_day(hours: &Hours) -> Vec<(String, String)> {
    let each = hours.each.as_ref().map(|each| (EACH.to_owned(), each));
    let on = hours.on.iter().map(|(day, on)| (day.to_string(), on));
    let text = |sessions: &Vec<Session>| match sessions.as_slice() {
        [] => ALL_DAY.to_owned(),
        sessions => sessions
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
    };
    each.into_iter()
        .chain(on)
        .map(|(key, sessions)| (key, text(sessions)))
        .collect()
}

/// The hours in lines; those of each day first, without a key.
fn hours(event: &Event) -> Vec<String> {
    let by_day = event.hours.as_deref().map(hours_by_day).unwrap_or_default();
    by_day
        .into_iter()
        .map(|(key, text)| {
            if key == EACH {
                text
            } else {
                format!("{key}: {text}")
            }
        })
        .collect()
}

/// `14 meetings`; nothing for an event that does not recur.
fn meetings(event: &Event) -> Option<String> {
    event
        .repeat
        .as_ref()
        .map(|_| format!("{} meetings", event.takes_place().len()))
}

const COLUMNS: [&str; 9] = [
    "id", "when", "title", "venue", "status", "category", "phase", "hours", "meetings",
];
/// A table for people has the first of them; category and phase are what it is narrowed by.
const SHOWN: usize = 5;

fn row(event: &Event, when: String) -> [String; 9] {
    let venue = event.venue.as_ref().map(|venue| {
        let name = venue.place.as_ref().map(|place| place.name.as_str());
        let marker = venue.marker.map(|marker| marker.abbreviation());
        name.into_iter().chain(marker).collect::<Vec<_>>().join(" ")
    });
    let key = |key: &Option<planfeed::plan::Key>| {
        key.as_ref().map(ToString::to_string).unwrap_or_default()
    };
    [
        event.id.to_string(),
        when,
        event.title.clone(),
        venue.unwrap_or_default(),
        event.stated().word().to_owned(),
        key(&event.category),
        key(&event.phase),
        hours(event).join("; "),
        event
            .repeat
            .as_ref()
            .map(|_| event.takes_place().len().to_string())
            .unwrap_or_default(),
    ]
}

fn table(plan: &Plan, events: &[&Event]) -> String {
    let language = plan.language;
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_BORDERS_ONLY)
        .set_header(&COLUMNS[..SHOWN]);
    if let Some(width) = width() {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
    for event in events {
        let mut cells = row(event, words(&event.when, language));
        cells.iter_mut().for_each(|cell| *cell = visible(cell));
        // Hours and meetings stand under the date.
        let times = std::iter::once(cells[1].clone())
            .chain(hours(event))
            .chain(meetings(event));
        cells[1] = times.collect::<Vec<_>>().join("\n");
        table.add_row(&cells[..SHOWN]);
    }
    // An id or a date broken in two is hard to find.
    for column in table.column_iter_mut().take(2) {
        column.set_constraint(ColumnConstraint::ContentWidth);
    }
    let number = events.len();
    format!("{table}\n{number} of {} events\n", plan.events.len())
}

/// The date is the line that `planfeed when` prints: it can be sorted and read back.
fn csv(events: &[&Event]) -> Result<String, Trouble> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for event in events {
        writer.write_record(row(event, event.when.to_string()))?;
    }
    Ok(String::from_utf8_lossy(&writer.into_inner()?).into_owned())
}

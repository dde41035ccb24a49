//! The list of what a calendar shows.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::columns::{Column, Row};
use super::{Args, ListFormat, unknown};
use crate::cli::report::counted;
use crate::cli::{CommandError, CommandResult, Exit, Terminal};
use planfeed::agenda::{Agenda, AgendaItem, AgendaQuery};
use planfeed::check::zone_or_help;
use planfeed::compare::Side;
use planfeed::language::ENGLISH;
use planfeed::phrase::date_with_weekday;
use planfeed::plan::Stated;

/// The columns of the table, the status last.
const OF_TABLE: [Column; 5] = [
    Column::Date,
    Column::Hours,
    Column::Title,
    Column::Where,
    Column::Status,
];

/// Lists the occurrences of a calendar.
pub(super) fn list(args: &Args, bytes: &[u8], terminal: &Terminal) -> CommandResult {
    check(args)?;
    let query = query(args)?;
    let mut agenda = Agenda::of(&Side::read(bytes), &query)?;
    if let Some(category) = &args.category {
        choose(&mut agenda, category)?;
    }
    let zone = zone_of_all(&agenda.occurrences, &query);
    let zone = zone.as_deref();
    let items = agenda.occurrences.iter();
    let is_floating = items.clone().all(|item| item.timezone.is_none());
    let row = |item| ItemRow {
        item,
        zone,
        is_floating,
    };
    let rows: Vec<ItemRow<'_>> = items.map(row).collect();
    terminal.print(&match args.format {
        ListFormat::Table => args.table(&rows, columns(&agenda.occurrences)),
        ListFormat::Json => json(&agenda.occurrences),
        ListFormat::Csv => args.csv(&rows, &Column::OF_CALENDAR_CSV)?,
    })?;
    if let Some(note) = note(&agenda, zone, args.format) {
        terminal.note(&format!("{note}\n"));
    }
    Ok(Exit::Done)
}

/// Refuses what is for plans only.
fn check(args: &Args) -> Result<(), CommandError> {
    let help = "is for a folder of definitions; a calendar does not say that";
    if args.phase.is_some() {
        return Err(format!("--phase {help}").into());
    }
    if args.uncertain {
        return Err(format!("--uncertain {help}").into());
    }
    args.check_columns_are(&Column::OF_CALENDARS, "a calendar")
}

fn query(args: &Args) -> Result<AgendaQuery, CommandError> {
    let zone = match &args.timezone {
        None => None,
        Some(name) => Some(
            zone_or_help(name)
                .map_err(|help| format!("--timezone: `{name}` is not a valid time zone; {help}"))?,
        ),
    };
    Ok(AgendaQuery {
        from: args.from,
        to: args.to,
        zone,
    })
}

/// Keeps what is of a category, in whatever case.
fn choose(agenda: &mut Agenda, asked: &str) -> Result<(), CommandError> {
    let items = agenda.occurrences.iter();
    let known: BTreeSet<String> = items
        .flat_map(|item| item.entry.categories.clone())
        .collect();
    let is_asked = |name: &String| name.to_lowercase() == asked.trim().to_lowercase();
    if !known.iter().any(is_asked) {
        let known = known.iter().map(String::as_str);
        return Err(unknown("what is listed", "category", asked, known));
    }
    let items = &mut agenda.occurrences;
    items.retain(|item| item.entry.categories.iter().any(is_asked));
    Ok(())
}

/// Returns the zone by whose clock instants are listed: the one that is asked for, else the only
/// one; none if there are several.
fn zone_of_all(items: &[AgendaItem], query: &AgendaQuery) -> Option<String> {
    let mut zones = items.iter().filter_map(|item| item.timezone.as_deref());
    let first = zones.next()?;
    match query.zone {
        Some(zone) => Some(zone.name().to_owned()),
        None => zones.all(|zone| zone == first).then(|| first.to_owned()),
    }
}

/// An occurrence as a row.
struct ItemRow<'a> {
    item: &'a AgendaItem,
    /// The zone of all instants, if that is one.
    zone: Option<&'a str>,
    /// Whether every time is floating.
    is_floating: bool,
}

impl Row for ItemRow<'_> {
    fn cell(&self, column: Column) -> String {
        let ItemRow { item, .. } = self;
        let entry = &item.entry;
        match column {
            Column::Date => item.days_in_words(),
            Column::Hours => self.hours(),
            Column::Start => item.start.to_string(),
            Column::End => item.end.to_string(),
            Column::Timezone => item.timezone.as_deref().unwrap_or_default().to_owned(),
            Column::Title => entry.title.clone().unwrap_or_default(),
            Column::Where => entry.place.clone().unwrap_or_default(),
            Column::Status => entry.status.word().to_owned(),
            Column::Category => Vec::from_iter(entry.categories.iter().cloned()).join(", "),
            Column::Description => entry.description.clone().unwrap_or_default(),
            Column::Uid => entry.real_uid().unwrap_or_default().to_owned(),
            // They are refused before.
            Column::Id | Column::When | Column::Meetings | Column::Venue | Column::Phase => {
                String::new()
            }
        }
    }

    fn is_called_off(&self) -> bool {
        self.item.entry.status.is_called_off()
    }
}

impl ItemRow<'_> {
    /// Returns the hours, with their zone unless that is the one of all.
    fn hours(&self) -> String {
        let Some(hours) = self.item.hours_in_words() else {
            return String::new();
        };
        match self.item.timezone.as_deref() {
            zone if zone == self.zone && (zone.is_some() || self.is_floating) => hours,
            zone => format!("{hours} ({})", zone.unwrap_or("floating")),
        }
    }
}

/// Returns the columns of the table: the status only where something is not confirmed.
fn columns(items: &[AgendaItem]) -> &'static [Column] {
    let mut items = items.iter();
    match items.all(|item| item.entry.status == Stated::Confirmed) {
        true => &OF_TABLE[..OF_TABLE.len() - 1],
        false => &OF_TABLE,
    }
}

/// Returns how much is listed, by which clock and up to when; for other programs only the last.
fn note(agenda: &Agenda, zone: Option<&str>, format: ListFormat) -> Option<String> {
    let mut words = Vec::new();
    if format == ListFormat::Table {
        let occurrences = counted(agenda.occurrences.len(), "occurrence");
        words.push(match agenda.entries() {
            1 => format!("{occurrences} of 1 entry"),
            n => format!("{occurrences} of {n} entries"),
        });
        if let Some(zone) = zone {
            words.push(format!("hours by the clock of {zone}"));
        }
    }
    let cut = agenda.cut.map(|day| date_with_weekday(day, &ENGLISH));
    words.extend(cut.map(|day| format!("up to {day}; --to shows more")));
    (!words.is_empty()).then(|| words.join(", "))
}

/// Returns an array of `{start, end, timezone, title, where, status, description, uid}`.
fn json(items: &[AgendaItem]) -> String {
    let objects = items.iter().map(|item| {
        json!({
            "start": item.start.to_string(),
            "end": item.end.to_string(),
            "timezone": item.timezone.as_deref(),
            "title": item.entry.title,
            "where": item.entry.place,
            "status": item.entry.status.word(),
            "description": item.entry.description,
            "uid": item.entry.real_uid(),
        })
    });
    format!("{:#}\n", objects.collect::<Value>())
}

//! The columns of the list, and what an event has in each.

use clap::ValueEnum;

use crate::cli::report::counted;
use planfeed::phrase::{date, words};
use planfeed::plan::{ALL_DAY, Event, Key, ONWARDS, Plan};

/// A column of the table and of CSV.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Column {
    /// The permanent id
    Id,
    /// The date in words; if an event of a plan recurs, the first one and how many meetings there are
    Date,
    /// The date as one line that can be sorted and read back, as `planfeed when` prints it
    When,
    /// The hours in local time
    Hours,
    /// The time zone of the hours
    Timezone,
    /// How many meetings take place, if the event recurs
    Meetings,
    /// The title
    Title,
    /// The room and the venue, or `online`
    Venue,
    /// confirmed, tentative, postponed or cancelled
    Status,
    /// The keys of its categories
    Category,
    /// The key of its phase
    Phase,
    /// The UID by which calendars know it
    Uid,
    /// When it begins, in ISO 8601; of calendars
    Start,
    /// When it ends, exclusive, in ISO 8601; of calendars
    End,
    /// The place; of calendars
    Where,
    /// The description; of calendars
    Description,
}

/// A row of the table and of CSV.
pub(super) trait Row {
    /// Returns what it has in a column.
    fn cell(&self, column: Column) -> String;

    /// Whether it does not take place as planned.
    fn is_called_off(&self) -> bool;
}

/// An event of a plan as a row.
pub(super) struct PlanRow<'a> {
    pub event: &'a Event,
    pub plan: &'a Plan,
}

impl Row for PlanRow<'_> {
    fn cell(&self, column: Column) -> String {
        column.cell(self.event, self.plan)
    }

    fn is_called_off(&self) -> bool {
        self.event.stated().is_called_off()
    }
}

impl Column {
    /// The columns of CSV, unless others are chosen.
    pub(super) const OF_CSV: [Self; 9] = [
        Self::Id,
        Self::When,
        Self::Title,
        Self::Venue,
        Self::Status,
        Self::Category,
        Self::Phase,
        Self::Hours,
        Self::Meetings,
    ];

    /// The columns of plans.
    pub(super) const OF_PLANS: [Self; 12] = [
        Self::Id,
        Self::Date,
        Self::When,
        Self::Hours,
        Self::Timezone,
        Self::Meetings,
        Self::Title,
        Self::Venue,
        Self::Status,
        Self::Category,
        Self::Phase,
        Self::Uid,
    ];

    /// The columns of calendars.
    pub(super) const OF_CALENDARS: [Self; 11] = [
        Self::Date,
        Self::Hours,
        Self::Start,
        Self::End,
        Self::Timezone,
        Self::Title,
        Self::Where,
        Self::Status,
        Self::Category,
        Self::Description,
        Self::Uid,
    ];

    /// The columns of CSV of a calendar, unless others are chosen.
    pub(super) const OF_CALENDAR_CSV: [Self; 8] = [
        Self::Start,
        Self::End,
        Self::Timezone,
        Self::Title,
        Self::Where,
        Self::Status,
        Self::Description,
        Self::Uid,
    ];

    /// Returns the name that `--columns` takes: the heading.
    pub(super) fn name(self) -> String {
        let value = self.to_possible_value().expect("no column is hidden");
        value.get_name().to_owned()
    }

    /// Returns what an event has in this column.
    fn cell(self, event: &Event, plan: &Plan) -> String {
        match self {
            Self::Id => event.id.to_string(),
            Self::Date => match meetings(event) {
                Some(n) => {
                    let first = words(&event.when, plan.language);
                    format!("{first}, {}", counted(n, "meeting"))
                }
                None => words(&event.when, plan.language),
            },
            Self::When => event.when.to_string(),
            Self::Hours => by_stretch(event, plan, ALL_DAY, |event| hours(event, plan)),
            Self::Timezone => by_stretch(event, plan, "none", timezone),
            Self::Meetings => meetings(event).map(|n| n.to_string()).unwrap_or_default(),
            Self::Title => by_stretch(event, plan, "", |event| event.title.clone()),
            Self::Venue => by_stretch(event, plan, "none", venue),
            Self::Status => by_stretch(event, plan, "", |event| event.stated().word().to_owned()),
            Self::Category => {
                let categories: Vec<&str> = event.categories.iter().map(Key::as_str).collect();
                categories.join(", ")
            }
            Self::Phase => {
                let phase = event.phase.as_ref();
                phase.map(Key::to_string).unwrap_or_default()
            }
            Self::Uid => event.uid.as_str().to_owned(),
            // They are refused before.
            Self::Start | Self::End | Self::Where | Self::Description => String::new(),
        }
    }
}

/// Returns a cell of an event. Behind it is what later stretches of a series have there, where that
/// changes, each with its first date: `18:00-20:00; 9 June 2026 onwards: 19:00-21:00`.
fn by_stretch(
    event: &Event,
    plan: &Plan,
    nothing: &str,
    cell: impl Fn(&Event) -> String,
) -> String {
    let mut before = cell(event);
    let mut texts: Vec<String> = Some(before.clone()).into_iter().collect();
    texts.retain(|text| !text.is_empty());
    for later in event.stretches().skip(1).map(|stretch| stretch.event) {
        let now = cell(later);
        if now != before {
            let first = later.takes_place().first().copied();
            let first = first.unwrap_or(later.window.first());
            let text = if now.is_empty() { nothing } else { &now };
            texts.push(format!("{} {ONWARDS}: {text}", date(first, plan.language)));
        }
        before = now;
    }
    texts.join("; ")
}

/// Returns the hours of a stretch; those of every day are first, without a date.
fn hours(event: &Event, plan: &Plan) -> String {
    let Some(hours) = event.hours.as_deref() else {
        return String::new();
    };
    let each = hours.each.iter().map(|each| each.as_written());
    let on = hours.on.iter().map(|(day, on)| {
        let day = date(*day, plan.language);
        format!("{day}: {}", on.as_written())
    });
    each.chain(on).collect::<Vec<_>>().join("; ")
}

fn timezone(event: &Event) -> String {
    let zone = event.hours.as_ref().map(|hours| hours.zone.name());
    zone.unwrap_or_default().to_owned()
}

/// Returns how often an event takes place; none if it does not recur.
pub(super) fn meetings(event: &Event) -> Option<usize> {
    event.repeat.as_ref()?;
    let stretches = event.stretches().map(|stretch| stretch.event);
    let (cancelled, live): (Vec<_>, Vec<_>) =
        stretches.partition(|event| event.stated().is_called_off());
    let counted = if live.is_empty() { cancelled } else { live };
    Some(counted.iter().map(|event| event.takes_place().len()).sum())
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

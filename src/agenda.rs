//! What one calendar of anyone's shows on some days.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use chrono::{Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::compare::{Side, real_uid};
use crate::history::status;
use crate::ical::{
    CalendarZones, Horizon, Moment, Occurrence, Zone, ZonedEvent, duration, iso_offset, last_day,
    occurrences,
};
use crate::language::ENGLISH;
use crate::phrase::{clock, date_with_weekday, days_with_weekdays};
use crate::plan::{DateRange, Stated};

/// The most occurrences of one event: 10,000.
const MOST_OF_ONE: usize = 10_000;
/// The most occurrences of a calendar: 100,000.
const MOST: usize = 100_000;
/// The most that two clocks differ by, and more.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::days(2);

/// The days that are asked for, both inclusive, and the zone whose clock shows all instants.
#[derive(Clone, Copy, Debug, Default)]
pub struct AgendaQuery {
    /// The first day; none if it is the first on which anything is.
    pub from: Option<NaiveDate>,
    /// The last day; none if it is the last on which anything is, or a year after the first if
    /// that has no end.
    pub to: Option<NaiveDate>,
    /// The zone; none if each entry is shown by its own clock.
    pub zone: Option<Tz>,
}

/// What a calendar shows.
#[derive(Debug)]
pub struct Agenda {
    /// The occurrences, in order of time.
    pub occurrences: Vec<AgendaItem>,
    /// The last day that was looked at, if an event goes on without an end and no last day was asked
    /// for.
    pub cut: Option<NaiveDate>,
}

/// An occurrence as a calendar shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgendaItem {
    at: NaiveDateTime,
    /// When it begins.
    pub start: AgendaTime,
    /// When it ends, exclusive.
    pub end: AgendaTime,
    /// The name of the zone of its clock; none for days and floating times.
    pub timezone: Option<Arc<str>>,
    /// What its entry says.
    pub entry: Arc<AgendaEntry>,
}

/// A day or a time, by the clock by which it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgendaTime {
    /// A whole day.
    Day(NaiveDate),
    /// A time whose difference from UTC is not known.
    Clock(NaiveDateTime),
    /// An instant: what the clock shows, and its difference from UTC.
    Instant(NaiveDateTime, TimeDelta),
}

/// What an entry says of its occurrences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AgendaEntry {
    /// Its UID; of an entry without a UID, a name that begins with NUL.
    pub uid: String,
    /// SUMMARY.
    pub title: Option<String>,
    /// LOCATION.
    pub place: Option<String>,
    /// DESCRIPTION.
    pub description: Option<String>,
    /// CATEGORIES.
    pub categories: BTreeSet<String>,
    /// STATUS; confirmed if it has none.
    pub status: Stated,
}

/// There are more occurrences than are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooManyOccurrences {
    /// The title of the event that has them; none if all events together have them.
    title: Option<String>,
    asked: [Option<NaiveDate>; 2],
}

impl Agenda {
    /// Lists the occurrences of which anything is within the days that are asked for: by the clock
    /// of the zone that is asked for, else by their own.
    ///
    /// # Errors
    ///
    /// When one event has more than 10,000, or all have more than 100,000.
    pub fn of(side: &Side<'_>, asked: &AgendaQuery) -> Result<Self, TooManyOccurrences> {
        let cut = match asked.to {
            None if is_endless(side) => a_year_from(asked.from.or_else(|| first_day(side))),
            _ => None,
        };
        let days = [asked.from, asked.to.or(cut)];
        let mut found = Vec::new();
        for uid in side.uids() {
            add(&mut found, uid, side, days, asked.zone)?;
        }
        sort(&mut found, asked.zone);
        Ok(Self {
            occurrences: found,
            cut,
        })
    }

    /// Returns the number of entries that have an occurrence here.
    pub fn entries(&self) -> usize {
        let entries = self.occurrences.iter();
        let entries = entries.map(|one| Arc::as_ptr(&one.entry));
        entries.collect::<BTreeSet<_>>().len()
    }
}

impl AgendaItem {
    /// Returns the days that it is on, by its clock; of a night, the first.
    pub fn days(&self) -> DateRange {
        let (start, end) = (self.start.clock(), self.end.clock());
        let is_night = !self.is_whole_days() && end - start < TimeDelta::days(1);
        let last = if is_night {
            start.date()
        } else {
            self.last_day()
        };
        DateRange::new(start.date(), last).unwrap_or(DateRange::day(start.date()))
    }

    /// Returns its days in words: `Tue 9 June 2026`, `Tue 9 – Thu 11 June 2026`.
    pub fn days_in_words(&self) -> String {
        days_with_weekdays(self.days(), &ENGLISH)
    }

    /// Returns its hours in words: `10:00–11:00`, or `10:00` if it takes no time. None for whole
    /// days.
    pub fn hours_in_words(&self) -> Option<String> {
        let [start, end] = [&self.start, &self.end].map(|moment| clock(moment.clock().time()));
        let words = match self.start.clock() == self.end.clock() {
            true => start,
            false => format!("{start}–{end}"),
        };
        (!self.is_whole_days()).then_some(words)
    }

    /// Whether it takes whole days.
    pub fn is_whole_days(&self) -> bool {
        matches!(self.start, AgendaTime::Day(_))
    }

    fn last_day(&self) -> NaiveDate {
        let (start, end) = (self.start.clock(), self.end.clock());
        last_day(start, end - start)
    }

    fn is_within(&self, [from, to]: [Option<NaiveDate>; 2]) -> bool {
        let first = self.start.clock().date();
        from.is_none_or(|from| self.last_day() >= from) && to.is_none_or(|to| first <= to)
    }
}

impl AgendaTime {
    /// Shows a moment of an occurrence that begins at `start`, by the clock of a zone if one is
    /// given, else by that of its start.
    fn of(moment: &Moment, start: &Moment, zones: &CalendarZones, zone: Option<Tz>) -> Self {
        match (moment, moment.utc(zones)) {
            (Moment::Day(day), _) => Self::Day(*day),
            (moment, None) => Self::Clock(moment.clock()),
            (moment, Some(utc)) => {
                let by_zone = zone.and_then(|zone| Zone::Database(zone).local(utc));
                let clock = by_zone.unwrap_or_else(|| moment.by_clock_of(start, zones));
                Self::Instant(clock, clock - utc)
            }
        }
    }

    fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Day(day) => day.and_time(NaiveTime::MIN),
            Self::Clock(time) | Self::Instant(time, _) => *time,
        }
    }
}

/// Writes ISO 8601: `2026-06-09`, `2026-06-09T10:00:00` or `2026-06-09T10:00:00+02:00`.
impl fmt::Display for AgendaTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.clock().format("%Y-%m-%dT%H:%M:%S");
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Clock(_) => write!(f, "{time}"),
            Self::Instant(_, offset) => write!(f, "{time}{}", iso_offset(*offset)),
        }
    }
}

impl AgendaEntry {
    /// Returns its UID, if it has one.
    pub fn real_uid(&self) -> Option<&str> {
        real_uid(&self.uid)
    }

    fn of(uid: &str, event: &ZonedEvent) -> Self {
        let vevent = &event.vevent;
        let text = |name: &str| vevent.text(name).map(Cow::into_owned);
        let categories = vevent.items("CATEGORIES");
        Self {
            uid: uid.to_owned(),
            title: text("SUMMARY"),
            place: text("LOCATION"),
            description: text("DESCRIPTION"),
            categories: categories.map(|item| item.trim().to_owned()).collect(),
            status: if event.is_cancelled {
                Stated::Cancelled
            } else {
                status(vevent)
            },
        }
    }
}

impl fmt::Display for TooManyOccurrences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.title {
            Some(title) => write!(f, "`{title}` has more than 10,000 occurrences")?,
            None => write!(f, "there are more than 100,000 occurrences")?,
        }
        let words = |day: &NaiveDate| date_with_weekday(*day, &ENGLISH);
        match self.asked.each_ref().map(|day| day.as_ref().map(words)) {
            [Some(from), Some(to)] if from == to => write!(f, " on {from}")?,
            [Some(from), Some(to)] => write!(f, " from {from} to {to}")?,
            [Some(from), None] => write!(f, " from {from} on")?,
            [None, Some(to)] => write!(f, " up to {to}")?,
            [None, None] => {}
        }
        f.write_str("; ask for fewer days with --from and --to")
    }
}

impl std::error::Error for TooManyOccurrences {}

/// Adds the occurrences of a UID that are on these days.
fn add(
    found: &mut Vec<AgendaItem>,
    uid: &str,
    side: &Side<'_>,
    days: [Option<NaiveDate>; 2],
    zone: Option<Tz>,
) -> Result<(), TooManyOccurrences> {
    let events = side.events(uid);
    let all = occurrences(&events, &horizon(&events, days));
    let entries = events.iter();
    let entries = entries.map(|event| Arc::new(AgendaEntry::of(uid, event)));
    let entries: Vec<Arc<AgendaEntry>> = entries.collect();
    let shown = all.all.iter().map(|one| {
        let zones = &events[one.entry].zones;
        shown(one, entries[one.entry].clone(), zones, zone)
    });
    let before = found.len();
    found.extend(shown.filter(|one| one.is_within(days)));
    let title = entries.iter().find_map(|entry| entry.title.as_deref());
    if all.end.is_some() || found.len() - before > MOST_OF_ONE {
        let title = Some(title.or(real_uid(uid)).unwrap_or("(no title)").to_owned());
        return Err(TooManyOccurrences { title, asked: days });
    }
    if found.len() > MOST {
        return Err(TooManyOccurrences {
            title: None,
            asked: days,
        });
    }
    Ok(())
}

fn shown(
    one: &Occurrence,
    entry: Arc<AgendaEntry>,
    zones: &CalendarZones,
    zone: Option<Tz>,
) -> AgendaItem {
    let start = AgendaTime::of(&one.start, &one.start, zones, zone);
    let own = match &one.start {
        Moment::Day(_) | Moment::Floating(_) => None,
        Moment::Utc(_) => Some(Tz::UTC.name().into()),
        Moment::Zoned(_, tzid) => Some(zones.name(tzid)),
    };
    let is_instant = matches!(start, AgendaTime::Instant(..));
    let asked = zone.filter(|_| is_instant).map(|zone| zone.name().into());
    AgendaItem {
        at: one.start.instant(zones),
        end: AgendaTime::of(&one.end, &one.start, zones, zone),
        timezone: asked.or(own).map(|name: Cow<'_, str>| name.into()),
        start,
        entry,
    }
}

/// Returns how far series are followed to find all that is on these days: as much further as an
/// occurrence takes, or is later than planned.
fn horizon(events: &[ZonedEvent], [from, to]: [Option<NaiveDate>; 2]) -> Horizon {
    let reaches = events
        .iter()
        .filter_map(|ZonedEvent { vevent, zones, .. }| {
            let replaced = vevent.line("RECURRENCE-ID");
            let onwards = replaced.filter(|line| line.parameter("RANGE").is_some());
            let later = onwards.and_then(Moment::of).zip(vevent.moment("DTSTART"));
            let later = later.map(|(planned, own)| (own.clock() - planned.clock()).abs());
            Some(duration(vevent, zones)? + later.unwrap_or_default())
        });
    let reach = reaches.max().unwrap_or_default() + CLOCKS_DIFFER;
    let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN);
    let first = from.and_then(|day| midnight(day).checked_sub_signed(reach));
    let last = to.and_then(|day| midnight(day).checked_add_signed(reach));
    let replaced = events
        .iter()
        .filter_map(|ZonedEvent { vevent, zones, .. }| {
            Some(vevent.moment("RECURRENCE-ID")?.instant(zones))
        });
    Horizon {
        last: NaiveDate::MAX,
        most: MOST,
        also: replaced.collect(),
        within: Some([
            first.unwrap_or(NaiveDateTime::MIN),
            last.unwrap_or(NaiveDateTime::MAX),
        ]),
    }
}

/// Sorts by time. Days and floating times are where the zone of all others has them.
fn sort(found: &mut [AgendaItem], zone: Option<Tz>) {
    let mut names = found.iter().filter_map(|one| one.timezone.as_deref());
    let first = names.next();
    let own = first.filter(|first| names.all(|name| name == *first));
    let zone = zone.or_else(|| own.and_then(|name| name.parse().ok()));
    if let Some(zone) = zone {
        for one in found.iter_mut().filter(|one| one.timezone.is_none()) {
            one.at = Zone::Database(zone).utc(one.at).unwrap_or(one.at);
        }
    }
    found.sort();
}

fn is_endless(side: &Side<'_>) -> bool {
    let mut uids = side.uids();
    uids.any(|uid| {
        let events = side.events(uid);
        let mut rules = events
            .iter()
            .flat_map(|event| event.vevent.rules())
            .flatten();
        rules.any(|rule| rule.is_endless())
    })
}

/// Returns the first day on which an entry begins.
fn first_day(side: &Side<'_>) -> Option<NaiveDate> {
    let days = side.uids().flat_map(|uid| {
        let events = side.events(uid);
        let starts = events.iter().filter_map(|event| {
            let starts = ["DTSTART", "RDATE"].into_iter();
            starts
                .flat_map(|name| event.vevent.moments(name))
                .min_by_key(Moment::clock)
        });
        starts.map(|start| start.clock().date()).min()
    });
    days.min()
}

fn a_year_from(first: Option<NaiveDate>) -> Option<NaiveDate> {
    first?.checked_add_months(Months::new(12))?.pred_opt()
}

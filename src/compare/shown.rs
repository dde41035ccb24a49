//! An event as anyone's calendar shows it: its occurrences, and what is said of each.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Months, NaiveDate, NaiveDateTime, TimeDelta};

use super::properties::shown_properties;
use super::rules::recurrence;
use super::side::Side;
use super::{Field, Name};
use crate::history::{STAMPS, status, title};
use crate::ical::{
    CalendarZones, ContentLine, Horizon, Moment, Occurrence, Rrule, Vevent, Zone, ZonedEvent,
    duration, last_day, occurrences, own,
};
use crate::language::ENGLISH;
use crate::phrase::{clock, date_with_weekday, days_with_weekdays};
use crate::plan::{DateRange, Stated};

const YEAR: TimeDelta = TimeDelta::days(366);
/// The years for which rules without an end are compared, if they differ.
const YEARS: u32 = 10;
/// The least number of occurrences that are compared of a rule, however many rules there are.
const LEAST: usize = 20;

/// An event as a calendar shows it.
#[derive(Clone, Debug, Default)]
pub(super) struct ShownEvent {
    /// Its occurrences, in the order in which they are planned.
    pub occurrences: Vec<ShownOccurrence>,
    /// The first time that was not looked at, where it goes on beyond the horizon.
    pub end: Option<NaiveDateTime>,
    /// Whether not even a rule that ends was looked at to its end, nor an endless one as far as is
    /// usual: there are too many occurrences.
    pub is_cut: bool,
    /// What is said of it as a whole; none without entries.
    pub facts: Option<Arc<Facts>>,
    /// Its recurrence rules; none is one that can't be read.
    pub rules: Vec<Option<Rrule>>,
    /// The rules that are not followed, their parts in order.
    pub unread: BTreeSet<Vec<String>>,
    /// How it recurs, in words.
    pub recurrence: Option<String>,
}

/// An occurrence as a calendar shows it.
#[derive(Clone, Debug)]
pub(super) struct ShownOccurrence {
    /// When it was planned to begin.
    pub planned: ShownTime,
    /// When it begins and ends.
    pub span: [ShownTime; 2],
    /// The days that it is on, by its own clock.
    pub days: DateRange,
    start: Moment,
    end: Moment,
    zones: Arc<CalendarZones>,
    /// What is said of it.
    pub facts: Arc<Facts>,
}

/// A time, as it is compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ShownTime {
    /// A day.
    Day(NaiveDate),
    /// An instant, in UTC.
    Instant(NaiveDateTime),
    /// A floating time, or one in a zone that is not known, with its TZID.
    Clock(NaiveDateTime, Option<Arc<str>>),
}

/// What an entry says of its occurrences, apart from their times.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Facts {
    pub status: Stated,
    pub title: String,
    /// The fields that have a value, in their order.
    pub values: BTreeMap<Name, String>,
}

impl ShownEvent {
    /// Reads an event from the entries of each of its UIDs.
    pub(super) fn read(by_uid: &[Vec<ZonedEvent>], horizon: &Horizon) -> Self {
        let mut event = Self::default();
        for entries in by_uid {
            let found = occurrences(entries, horizon);
            let facts = entries.iter().map(|entry| Arc::new(Facts::of(entry)));
            let facts: Vec<Arc<Facts>> = facts.collect();
            let first = found.all.first().map(|one| one.entry);
            let main = found.series.first().copied().or(first);
            let shown = found.all.into_iter().map(|one| {
                let zones = entries[one.entry].zones.clone();
                let facts = facts[one.entry].clone();
                ShownOccurrence::new(one, zones, facts)
            });
            event.occurrences.extend(shown);
            event.end = event.end.into_iter().chain(found.end).min();
            event.facts = event.facts.or(main.map(|n| facts[n].clone()));
            for n in found.series {
                event.rules.extend(entries[n].vevent.rules());
                event.unread.extend(unread_rules(&entries[n].vevent));
            }
        }
        event.rules.sort_unstable();
        event
            .occurrences
            .sort_by(|one, other| one.order().cmp(&other.order()));
        event.recurrence = recurrence(&event.rules, &event.held(), event.end.is_some());
        event
    }

    /// Returns the first day of each occurrence that is not cancelled, in order.
    fn held(&self) -> Vec<NaiveDate> {
        let held = self.occurrences.iter();
        let held = held.filter(|one| one.facts.status != Stated::Cancelled);
        let mut days: Vec<NaiveDate> = held.map(|one| one.days.first()).collect();
        days.sort_unstable();
        days
    }

    /// Whether it has just one occurrence, or none.
    pub(super) fn is_single(&self) -> bool {
        self.occurrences.len() <= 1
    }
}

impl ShownOccurrence {
    fn new(one: Occurrence, zones: Arc<CalendarZones>, facts: Arc<Facts>) -> Self {
        let Occurrence {
            planned,
            start,
            end,
            ..
        } = one;
        let from = start.clock();
        let last = last_day(from, end.by_clock_of(&start, &zones) - from);
        let begins = ShownTime::of(&start, &zones);
        Self {
            planned: match planned == start {
                true => begins.clone(),
                false => ShownTime::of(&planned, &zones),
            },
            span: [begins, ShownTime::of(&end, &zones)],
            days: DateRange::new(from.date(), last).unwrap_or(DateRange::day(from.date())),
            start,
            end,
            zones,
            facts,
        }
    }

    fn order(&self) -> (&ShownTime, &[ShownTime; 2], &Facts) {
        (&self.planned, &self.span, &self.facts)
    }

    /// Whether it takes whole days.
    pub(super) fn is_days(&self) -> bool {
        matches!(self.start, Moment::Day(_))
    }

    /// Returns its hours in words, with their zone; none for whole days.
    pub(super) fn hours(&self) -> Option<String> {
        let end = self.end.by_clock_of(&self.start, &self.zones);
        let zone = zone(&self.start, &self.zones);
        (!self.is_days()).then(|| hours(self.start.clock(), end) + &zone)
    }

    /// Returns the difference of its clock from UTC in words, if it has one.
    pub(super) fn offset(&self) -> Option<String> {
        let offset = self.start.offset(&self.zones)?;
        Some(format!("UTC{offset}"))
    }

    /// Returns its start in ISO 8601.
    pub(super) fn iso(&self) -> String {
        self.start.iso(&self.zones)
    }

    /// Returns its hours to the second.
    pub(super) fn exact_hours(&self) -> String {
        let end = self.end.by_clock_of(&self.start, &self.zones);
        let [start, end] = [self.start.clock(), end].map(|time| time.format("%H:%M:%S"));
        format!("{start}–{end}")
    }

    /// Returns when it is, in words: `Tue 9 June 2026, 10:00–11:00 (UTC)`.
    pub(super) fn words(&self) -> String {
        match self.hours() {
            Some(hours) => format!(
                "{}, {hours}",
                date_with_weekday(self.days.first(), &ENGLISH)
            ),
            None => days_with_weekdays(self.days, &ENGLISH),
        }
    }
}

impl ShownTime {
    fn of(moment: &Moment, zones: &CalendarZones) -> Self {
        match (moment, moment.utc(zones)) {
            (Moment::Day(day), _) => Self::Day(*day),
            (_, Some(utc)) => Self::Instant(utc),
            (Moment::Zoned(time, zone), None) => Self::Clock(*time, Some(zone.clone())),
            (moment, None) => Self::Clock(moment.clock(), None),
        }
    }

    /// Returns the time by its own clock, of an instant that of UTC.
    pub(super) fn clock(&self) -> NaiveDateTime {
        match self {
            Self::Day(day) => NaiveDateTime::from(*day),
            Self::Instant(time) | Self::Clock(time, _) => *time,
        }
    }
}

/// Returns the zone after a time: ` (Europe/Zurich)`.
fn zone(moment: &Moment, zones: &CalendarZones) -> String {
    match moment {
        Moment::Day(_) | Moment::Floating(_) => String::new(),
        Moment::Utc(_) => " (UTC)".to_owned(),
        Moment::Zoned(_, tzid) => format!(" ({})", zones.name(tzid)),
    }
}

/// Returns hours in words: `10:00–11:00`, `22:00–02:00`, `10:00 to Wed 10 June 2026, 12:00`.
fn hours(start: NaiveDateTime, end: NaiveDateTime) -> String {
    let [from, to] = [start, end].map(|time| clock(time.time()));
    if start == end {
        return from;
    }
    if end - start < TimeDelta::days(1) {
        return format!("{from}–{to}");
    }
    format!(
        "{from} to {}, {to}",
        date_with_weekday(end.date(), &ENGLISH)
    )
}

impl Facts {
    fn of(
        ZonedEvent {
            vevent,
            is_cancelled,
            ..
        }: &ZonedEvent,
    ) -> Self {
        let fields = [
            (Name::Venue, "LOCATION"),
            (Name::Online, "CONFERENCE"),
            (Name::Contact, "CONTACT"),
            (Name::Description, "DESCRIPTION"),
        ];
        let mut values: BTreeMap<Name, String> = BTreeMap::new();
        for (name, property) in fields {
            let texts = vevent.texts(property).map(|text| text.trim().to_owned());
            let texts: BTreeSet<String> = texts.filter(|text| !text.is_empty()).collect();
            values.insert(name, Vec::from_iter(texts).join(", "));
        }
        // Their order says nothing.
        let categories: BTreeSet<Cow<'_, str>> = vevent.items("CATEGORIES").collect();
        let categories = Vec::from_iter(categories).join(", ");
        values.insert(Name::Category, categories);
        values.extend(shown_properties(vevent));
        values.retain(|_, value| !value.is_empty());
        Self {
            status: if *is_cancelled {
                Stated::Cancelled
            } else {
                status(vevent)
            },
            title: Vec::from_iter(title(vevent).split_whitespace()).join(" "),
            values,
        }
    }
}

/// Returns the rules of an entry by other calendars than the Gregorian (RFC 7529), which are not
/// followed, their parts in order.
fn unread_rules(vevent: &Vevent) -> impl Iterator<Item = Vec<String>> {
    let lines = vevent.lines.iter().filter(|line| line.name == "RRULE");
    let unread = lines.filter(|line| Rrule::read(&line.value).is_none());
    let unread = unread.map(|line| {
        let parts = line.value.split(';');
        let mut parts: Vec<String> = parts.map(|part| part.trim().to_ascii_uppercase()).collect();
        parts.sort_unstable();
        parts
    });
    // Other rules that can't be read show nothing to anybody.
    unread.filter(|parts| parts.iter().any(|part| part.starts_with("RSCALE=")))
}

/// How far an event was compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach {
    /// The last day, if the event goes on beyond it.
    pub to: Option<NaiveDate>,
    /// Whether that is less than a year, though what goes on beyond may differ.
    pub is_short: bool,
    /// How many times the exceptions name, if both sides have the same rules.
    alike: Option<usize>,
}

impl Reach {
    /// Returns the last day that was compared, if something beyond it may differ. Where the rules
    /// are the same, a change of more occurrences than have exceptions goes on.
    pub(super) fn compared_to(&self, fields: &[Field]) -> Option<NaiveDate> {
        let occurrences = fields.iter().filter_map(|field| field.occurrences.as_ref());
        let most = occurrences.map(Vec::len).max().unwrap_or(0);
        self.to
            .filter(|_| self.alike.is_none_or(|alike| most > alike))
    }
}

/// Reads an event as both sides show it, from the entries of these UIDs, and how far. A rule without
/// an end is followed for ten years from the last day that either side names.
pub(super) fn both(
    sides: [&Side<'_>; 2],
    uids: &BTreeSet<&str>,
    most: usize,
) -> ([ShownEvent; 2], Reach) {
    let mut entries = sides.map(|side| {
        let by_uid = uids.iter().map(|uid| side.events(uid));
        by_uid.collect::<Vec<_>>()
    });
    // Calendars do not show what only planfeed reads.
    for event in entries.iter_mut().flatten().flatten() {
        let lines = &mut event.vevent.lines;
        lines.retain(|line| !line.name.starts_with(own::PREFIX));
    }
    let all = || entries.iter().flatten().flatten();
    let (first, from) = (
        all().flat_map(named_days).min(),
        all().flat_map(named_days).max(),
    );
    let (first, from) = (first.unwrap_or_default(), from.unwrap_or_default());
    let last = from.checked_add_months(Months::new(12 * YEARS));
    let last = last.unwrap_or(NaiveDate::MAX);
    let lines = all().flat_map(|event| &event.vevent.lines);
    let rules = lines.filter(|line| ["RRULE", "EXRULE"].contains(&&*line.name));
    let rules = rules.count();
    let horizon = Horizon {
        last,
        most: (most / rules.max(1)).max(LEAST),
        also: all().flat_map(excepted).collect(),
        within: None,
    };
    let [was, is] = entries.each_ref().map(|side| {
        let mut patterns = Vec::from_iter(side.iter().flatten().filter_map(Pattern::of));
        patterns.sort_by_key(|pattern| (pattern.start, pattern.onwards));
        patterns
    });
    let goes_on_alike = was == is;
    let [was, is] = &entries;
    let mut shown = [
        ShownEvent::read(was, &horizon),
        ShownEvent::read(is, &horizon),
    ];
    for event in &mut shown {
        event.is_cut = event.end.is_some_and(|end| end.date() < last);
    }
    let end = shown.iter().filter_map(|event| event.end).min();
    if let (Some(end), false) = (end, goes_on_alike) {
        for event in &mut shown {
            event.occurrences.retain(|one| {
                let planned = one.planned.clock();
                planned < end || horizon.also.contains(&planned)
            });
        }
    }
    let reach = Reach {
        to: end.and_then(|end| end.date().pred_opt()),
        is_short: !goes_on_alike && end.is_some_and(|end| end.date() < first + YEAR),
        alike: goes_on_alike.then_some(horizon.also.len()),
    };
    (shown, reach)
}

/// Returns the days that an entry names: DTSTART, the ends of its rules, its exceptions, and when it
/// was written.
fn named_days(event: &ZonedEvent) -> impl Iterator<Item = NaiveDate> + '_ {
    let vevent = &event.vevent;
    let names = ["DTSTART", "EXDATE", "RDATE", "RECURRENCE-ID"].into_iter();
    let moments = names.chain(STAMPS).flat_map(|name| vevent.moments(name));
    let ends = vevent.rules().flatten().filter_map(|rule| rule.until());
    moments.chain(ends).map(|moment| moment.clock().date())
}

/// Returns the instants that the exceptions of an entry name.
fn excepted<'e>(event: &'e ZonedEvent) -> impl Iterator<Item = NaiveDateTime> + 'e {
    let ZonedEvent { vevent, zones, .. } = event;
    let names = ["EXDATE", "RDATE", "RECURRENCE-ID"].into_iter();
    let moments = names.flat_map(|name| vevent.moments(name));
    moments.map(|moment| moment.instant(zones))
}

/// What the times of a series follow from, apart from exceptions that hold for one time.
#[derive(PartialEq, Eq)]
struct Pattern<'a> {
    /// DTSTART by its own clock, whether it is a day, and its zone.
    start: NaiveDateTime,
    is_day: bool,
    zone: Option<(Zone<'a>, Option<Arc<str>>)>,
    /// The first time for which it holds, if it is an exception.
    onwards: Option<NaiveDateTime>,
    duration: Option<TimeDelta>,
    rules: BTreeSet<Rrule>,
    unread: BTreeSet<Vec<String>>,
}

impl<'a> Pattern<'a> {
    /// Reads an entry; none if it is an exception that holds for one time.
    fn of(event: &'a ZonedEvent) -> Option<Self> {
        let ZonedEvent { vevent, zones, .. } = event;
        let replaced = vevent.line("RECURRENCE-ID");
        let holds_onwards = |line: &ContentLine| line.parameter("RANGE").is_some();
        let start = vevent
            .moment("DTSTART")
            .filter(|_| replaced.is_none_or(holds_onwards))?;
        let onwards = vevent.moment("RECURRENCE-ID");
        Some(Self {
            start: start.clock(),
            is_day: matches!(start, Moment::Day(_)),
            zone: match start {
                Moment::Day(_) | Moment::Floating(_) => None,
                Moment::Utc(_) => Some((Zone::Utc, None)),
                Moment::Zoned(_, tzid) => match zones.zone(&tzid) {
                    Zone::Unknown => Some((Zone::Unknown, Some(tzid))),
                    zone => Some((zone, None)),
                },
            },
            onwards: onwards.map(|onwards| onwards.instant(zones)),
            duration: duration(vevent, zones),
            rules: vevent.rules().flatten().collect(),
            unread: unread_rules(vevent).collect(),
        })
    }
}

//! An event as its entries tell of it, whoever wrote them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDateTime, TimeDelta};

use super::{Field, Name};
use crate::feed::Told;
use crate::ical::{Moment, Vevent, length, occurrences};
use crate::language::{ENGLISH, Language};
use crate::phrase::{date, days, words};
use crate::plan::{DateRange, Dates, MOST_RUNS, Precision, Stated, When};

/// What an event's entries say of it.
pub(super) struct Subject {
    /// Whether it says that it is no longer in the plan.
    pub is_notice: bool,
    pub title: String,
    pub when: Option<When>,
    /// The date in words.
    pub date: Option<String>,
    /// The days on which an uncertain date is shown.
    pub shown_on: Option<String>,
    pub hours: Option<String>,
    pub zone: Option<String>,
    /// When each meeting begins and ends, those that differ aside.
    pub meetings: BTreeSet<(NaiveDateTime, NaiveDateTime)>,
    /// Meetings that differ: when each would be, and how it is instead.
    pub others: BTreeMap<String, Meeting>,
    pub venue: Option<String>,
    pub status: Stated,
    pub category: Group,
    pub phase: Group,
    pub text: Option<String>,
    pub entries: usize,
    /// What is not read otherwise, by name.
    pub properties: BTreeMap<String, String>,
}

/// A category or a phase.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Group {
    pub key: Option<String>,
    pub title: Option<String>,
}

/// A meeting that differs.
#[derive(PartialEq, Eq)]
pub(super) struct Meeting {
    /// When it would be.
    pub planned: String,
    pub words: String,
    pub start: Option<NaiveDateTime>,
    pub is_cancelled: bool,
}

/// Properties that say no more than others that are read, or when the entry was written.
const READ: [&str; 21] = [
    "UID",
    "DTSTAMP",
    "CREATED",
    "LAST-MODIFIED",
    "SEQUENCE",
    "DTSTART",
    "DTEND",
    "DURATION",
    "RRULE",
    "EXDATE",
    "RECURRENCE-ID",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "STATUS",
    "CATEGORIES",
    "X-PLANFEED-WHEN",
    "X-PLANFEED-PHASE",
    "X-PLANFEED-CATEGORY",
    "X-PLANFEED-VENUE",
    "X-PLANFEED-REMOVED",
];

impl Subject {
    /// Whether planfeed wrote all of these entries.
    pub fn is_ours(vevents: &[Vevent]) -> bool {
        vevents.iter().all(|vevent| Told::read(vevent).is_some())
    }

    /// What entries say; none if there are none. `is_ours` says that planfeed wrote them; `printed` is their date as the plan
    /// prints it.
    pub fn read(vevents: &[Vevent], is_ours: bool, printed: Option<&str>) -> Option<Self> {
        let told: Vec<Option<Told>> = vevents.iter().map(|vevent| Told::read(vevent).filter(|_| is_ours)).collect();
        let differs = |n: usize| {
            vevents[n].line("RECURRENCE-ID").is_some() || told[n].as_ref().is_some_and(|told| told.instead_of.is_some())
        };
        let (others, usual): (Vec<usize>, Vec<usize>) = (0..vevents.len()).partition(|n| differs(*n));
        let main = *usual.first().or(others.first())?;
        let usual: Vec<&Vevent> = usual.iter().map(|n| &vevents[*n]).collect();
        let mut subject = match &told[main] {
            Some(told) => Self::told(told, &vevents[main]),
            None => Self::foreign(&vevents[main], &usual),
        };
        let language = told[main].as_ref().map_or(&ENGLISH, |told| told.language);
        for n in others.into_iter().filter(|n| *n != main) {
            let instead_of = told[n].as_ref().and_then(|told| told.instead_of.as_deref());
            subject.others.extend(meeting(&vevents[n], &vevents[main], instead_of, language));
        }
        subject.meetings = usual.into_iter().flat_map(meetings).collect();
        subject.entries = vevents.len();
        subject.date = printed.map(str::to_owned).or(subject.date);
        Some(subject)
    }

    /// Of an entry that planfeed wrote.
    fn told(told: &Told, main: &Vevent) -> Self {
        let key = |name: &str| main.text(name).map(Cow::into_owned);
        let shown_on = if told.when.is_exact() { None } else { shown(main).map(|shown| days(shown, told.language)) };
        Self {
            is_notice: told.is_notice,
            title: told.title.clone(),
            when: Some(told.when.clone()),
            date: Some(words(&told.when, told.language)),
            shown_on,
            hours: Some(told.hours.join("; ")).filter(|hours| !hours.is_empty()),
            zone: told.zone.clone(),
            venue: told.venue.clone(),
            status: told.status,
            category: Group { key: key("X-PLANFEED-CATEGORY"), title: told.category.clone() },
            phase: Group { key: key("X-PLANFEED-PHASE"), title: told.phase.clone() },
            text: Some(told.text.clone()).filter(|text| !text.is_empty()),
            ..Self::of(main)
        }
    }

    /// Of entries of another program, `main` being the first that is no exception.
    fn foreign(main: &Vevent, usual: &[&Vevent]) -> Self {
        let text = |name: &str| main.text(name).map(|text| text.trim().to_owned());
        let when = when(usual);
        let is_timed = usual.iter().any(|vevent| matches!(start(vevent), Some(moment) if !matches!(moment, Moment::Day(_))));
        let times: BTreeSet<String> = usual.iter().filter_map(|vevent| times(vevent, None)).collect();
        let rules: BTreeSet<&str> = usual.iter().filter_map(|vevent| vevent.value("RRULE")).collect();
        let hours: Vec<&str> = times.iter().filter(|_| is_timed).map(String::as_str).chain(rules).collect();
        Self {
            date: when.as_ref().map(|when| words(when, &ENGLISH)),
            when,
            hours: Some(hours.join("; ")).filter(|hours| !hours.is_empty()),
            venue: text("LOCATION"),
            status: match main.value("STATUS").map(str::to_ascii_uppercase).as_deref() {
                Some("CANCELLED") => Stated::Cancelled,
                Some("TENTATIVE") => Stated::Tentative,
                _ => Stated::Confirmed,
            },
            text: text("DESCRIPTION"),
            ..Self::of(main)
        }
    }

    /// What can be said of any entry.
    fn of(main: &Vevent) -> Self {
        let others = main.lines.iter().filter(|line| !READ.contains(&&*line.name));
        Self {
            is_notice: false,
            title: main.text("SUMMARY").map_or_else(String::new, |title| title.trim().to_owned()),
            when: None,
            date: None,
            shown_on: None,
            hours: None,
            zone: None,
            meetings: BTreeSet::new(),
            others: BTreeMap::new(),
            venue: None,
            status: Stated::Confirmed,
            category: Group::default(),
            phase: Group::default(),
            text: None,
            entries: 0,
            properties: others.map(|line| (line.name.clone(), line.value.clone())).collect(),
        }
    }

    /// When and where it is or was, of an event that the other side does not have.
    pub fn introduction(&self, is_new: bool) -> Vec<Field> {
        let values = [(Name::Date, &self.date), (Name::Venue, &self.venue)];
        let given = values.into_iter().filter(|(_, value)| value.is_some());
        let field = |(name, value): (Name, &Option<String>)| match is_new {
            true => Field { name, old: None, new: value.clone() },
            false => Field { name, old: value.clone(), new: None },
        };
        given.map(field).collect()
    }
}

fn start(vevent: &Vevent) -> Option<Moment> {
    Moment::of(vevent.line("DTSTART")?)
}

/// The days on which an entry is for the first time.
fn shown(vevent: &Vevent) -> Option<DateRange> {
    let start = start(vevent)?.clock();
    // An end is exclusive, and one at midnight is on the day before.
    let last = start + length(vevent)? - TimeDelta::seconds(1);
    DateRange::new(start.date(), last.date().max(start.date()))
}

/// When each of its meetings begins and ends: instants where they can be told, else by the clock.
fn meetings(vevent: &Vevent) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let length = length(vevent).unwrap_or_default();
    let instant = |moment: &Moment| moment.utc().unwrap_or(moment.clock());
    occurrences(vevent).iter().map(|start| (instant(start), instant(&start.at(start.clock() + length)))).collect()
}

/// The days on which entries are for the first time, as exact days.
fn when(usual: &[&Vevent]) -> Option<When> {
    let mut runs: Vec<DateRange> = usual.iter().filter_map(|vevent| shown(vevent)).collect();
    runs.sort_unstable();
    let mut joined: Vec<DateRange> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.end().is_some_and(|end| run.first() <= end) => *last = last.hull(run),
            _ => joined.push(run),
        }
    }
    joined.truncate(MOST_RUNS);
    let dates = if let [days] = joined[..] { Dates::Span(days, Precision::Day) } else { Dates::Separate(joined) };
    When::new(dates, None, None).ok()
}

/// `10:00–12:00`, and the zone unless it is that of `usual`: ` (Europe/Zurich)`.
fn times(vevent: &Vevent, usual: Option<&Vevent>) -> Option<String> {
    let start = start(vevent)?;
    let end = start.clock() + length(vevent)?;
    let zone = |moment: &Moment| match moment {
        Moment::Day(_) | Moment::Floating(_) => String::new(),
        Moment::Utc(_) => " (UTC)".to_owned(),
        Moment::Zoned(_, zone) => format!(" ({zone})"),
    };
    let is_usual = usual.and_then(self::start).is_some_and(|usual| zone(&usual) == zone(&start));
    let is_timed = !matches!(start, Moment::Day(_));
    let zone = if is_usual { String::new() } else { zone(&start) };
    is_timed.then(|| format!("{}–{}{zone}", start.clock().format("%H:%M"), end.format("%H:%M")))
}

/// A meeting that differs: when it would be, in words, and how it is; none if it is as the others are.
fn meeting(vevent: &Vevent, main: &Vevent, instead_of: Option<&str>, language: &Language) -> Option<(String, Meeting)> {
    let planned = vevent.line("RECURRENCE-ID").and_then(Moment::of);
    let name = match (&planned, instead_of) {
        (Some(Moment::Day(day)), _) => date(*day, language),
        (Some(time), _) => format!("{}, {}", date(time.clock().date(), language), time.clock().format("%H:%M")),
        // Both forms of such a meeting go by its planned start.
        (None, Some(words)) => words.split_once('–').map_or(words, |(start, _)| start).to_owned(),
        (None, None) => return None,
    };
    let start = start(vevent)?;
    let instant = |moment: &Moment| moment.utc().unwrap_or(moment.clock());
    let is_moved = planned.as_ref().is_none_or(|planned| instant(planned) != instant(&start)) || length(vevent) != length(main);
    let shown = || match times(vevent, Some(main)) {
        Some(times) => Some(format!("{}, {times}", date(start.clock().date(), language))),
        None => shown(vevent).map(|shown| days(shown, language)),
    };
    let mut words: Vec<String> = is_moved.then(shown).flatten().into_iter().collect();
    let status = |vevent: &Vevent| vevent.value("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"));
    let is_cancelled = status(vevent) && !status(main);
    words.extend(is_cancelled.then(|| language.written.revised.cancelled.to_owned()));
    let other = |name: &str| vevent.text(name).filter(|own| Some(own) != main.text(name).as_ref()).map(Cow::into_owned);
    words.extend(other("LOCATION"));
    words.extend(other("SUMMARY").filter(|_| !is_cancelled));
    let planned_times = || {
        let (start, length) = (planned.as_ref()?.clock(), length(main)?);
        let is_timed = !matches!(planned, Some(Moment::Day(_)));
        is_timed.then(|| format!("{name}–{}", (start + length).format("%H:%M")))
    };
    let planned = instead_of.map(str::to_owned).or_else(planned_times).unwrap_or_else(|| name.clone());
    let meeting = Meeting { planned, words: words.join("; "), start: is_moved.then(|| start.clock()), is_cancelled };
    (!meeting.words.is_empty()).then_some((name, meeting))
}

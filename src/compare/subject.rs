//! An event as its entries tell of it, whoever wrote them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use super::{Field, HELD, Kind, Name};
use crate::feed::{Told, without_last_change};
use crate::ical::{Moment, Vevent, length, occurrences, unescape};
use crate::language::{ENGLISH, Language};
use crate::phrase::{date, days, words};
use crate::plan::{DateRange, Dates, MOST_RUNS, Precision, Stated, When};

/// What an event's entries say of it.
pub(super) struct Subject {
    /// Whether planfeed wrote them.
    pub is_ours: bool,
    /// The code of the language that they are in, if it did.
    pub language: Option<&'static str>,
    /// Whether they say that it is no longer in the plan.
    pub is_notice: bool,
    pub title: String,
    pub when: Option<When>,
    /// The date in words.
    pub date: Option<String>,
    /// The days on which an uncertain date is shown, and in words.
    pub shown_on: Option<(DateRange, String)>,
    /// Its hours and how it recurs, in words.
    pub hours: Option<String>,
    /// Whether it has hours.
    pub is_timed: bool,
    pub zone: Option<String>,
    /// Every meeting, those that differ aside, and in words.
    pub meetings: BTreeMap<Span, String>,
    /// Meetings that differ: when each would be, and how it is instead.
    pub others: BTreeMap<String, Meeting>,
    pub venue: Option<String>,
    /// The key of its venue among the plan's.
    pub venue_key: Option<String>,
    pub status: Stated,
    pub category: Group,
    pub phase: Group,
    pub text: Option<String>,
    pub entries: usize,
    /// Every other value of every property, by name; of DESCRIPTION without the day of its last
    /// change.
    pub properties: BTreeMap<String, Vec<String>>,
}

/// From a start to an end: instants in UTC where they can be told, else by the clock of that zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub start: NaiveDateTime,
    end: NaiveDateTime,
    zone: Option<String>,
}

/// A category or a phase.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Group {
    pub key: Option<String>,
    pub title: Option<String>,
}

/// A meeting that differs.
pub(super) struct Meeting {
    /// When it would be, in words.
    pub planned: String,
    /// When it would begin, as [`Span::start`].
    pub at: Option<NaiveDateTime>,
    pub words: String,
    /// When it begins, if that is at another time.
    pub moved_to: Option<NaiveDateTime>,
    pub is_cancelled: bool,
}

impl Subject {
    /// What entries say; none if there are none. `told` is what each tells, if planfeed wrote them.
    pub fn read(vevents: &[Vevent], told: Option<Vec<Told>>) -> Option<Self> {
        let told = |n: usize| told.as_ref().and_then(|told| told.get(n));
        let differs = |n: usize| {
            vevents[n].line("RECURRENCE-ID").is_some()
                || told(n).is_some_and(|told| told.instead_of.is_some())
        };
        let (mut others, mut usual): (Vec<usize>, Vec<usize>) =
            (0..vevents.len()).partition(|n| differs(*n));
        if usual.is_empty() && !others.is_empty() {
            usual.push(others.remove(0));
        }
        let main = *usual.first()?;
        let usual: Vec<&Vevent> = usual.iter().map(|n| &vevents[*n]).collect();
        let mut subject = match told(main) {
            Some(told) => Self::told(told, &vevents[main]),
            None => Self::foreign(&vevents[main], &usual),
        };
        let language = told(main).map_or(&ENGLISH, |told| told.language);
        for n in others {
            let instead_of = told(n).and_then(|told| told.instead_of.as_deref());
            subject
                .others
                .extend(meeting(&vevents[n], &vevents[main], instead_of, language));
        }
        subject.meetings = usual
            .into_iter()
            .flat_map(|vevent| meetings(vevent, language))
            .collect();
        subject.entries = vevents.len();
        for line in vevents.iter().flat_map(|vevent| &vevent.lines) {
            let value = match line.name.as_str() {
                "DESCRIPTION" if subject.is_ours => without_last_change(&unescape(&line.value)),
                _ => unescape(&line.value).into_owned(),
            };
            subject
                .properties
                .entry(line.name.clone())
                .or_default()
                .push(value);
        }
        // Most are the same in all entries.
        subject.properties.values_mut().for_each(|values| {
            values.sort_unstable();
            values.dedup();
        });
        if subject.title.is_empty() {
            subject.title = vevents[main].text("UID").unwrap_or_default().into_owned();
        }
        Some(subject)
    }

    /// The dates as they are printed, where that says as much: not of two years, nor twice the
    /// same.
    pub fn use_printed_dates(old: &mut Self, new: &mut Self, was: &str, is: &str) {
        let years = |subject: &Self| {
            let span = subject.when.as_ref().and_then(When::span);
            span.map(|span| (span.first().year(), span.last().year()))
        };
        if was != is && (years(old) == years(new) || years(old).is_none() || years(new).is_none()) {
            (old.date, new.date) = (Some(was.to_owned()), Some(is.to_owned()));
        }
    }

    /// Of an entry that planfeed wrote.
    fn told(told: &Told, main: &Vevent) -> Self {
        let key = |name: &str| main.text(name).map(Cow::into_owned);
        let shown_on = shown(main)
            .filter(|_| !told.when.is_exact())
            .map(|shown| (shown, days(shown, told.language)));
        Self {
            is_ours: true,
            language: Some(told.language.code),
            is_notice: told.is_notice,
            title: told.title.clone(),
            when: Some(told.when.clone()),
            date: Some(words(&told.when, told.language)),
            shown_on,
            hours: Some([&told.hours[..], &told.recurs].concat().join("; "))
                .filter(|hours| !hours.is_empty()),
            is_timed: !told.hours.is_empty(),
            zone: told.zone.clone(),
            venue: told.venue.clone(),
            venue_key: key("X-PLANFEED-VENUE"),
            status: told.status,
            category: Group {
                key: key("X-PLANFEED-CATEGORY"),
                title: told.category.clone(),
            },
            phase: Group {
                key: key("X-PLANFEED-PHASE"),
                title: told.phase.clone(),
            },
            text: Some(told.text.clone()).filter(|text| !text.is_empty()),
            ..Self::of(main)
        }
    }

    /// Of entries of another program, `main` being the first that is no exception.
    fn foreign(main: &Vevent, usual: &[&Vevent]) -> Self {
        let text = |name: &str| main.text(name).map(|text| text.trim().to_owned());
        let when = when(usual);
        let times: BTreeSet<String> = usual
            .iter()
            .filter_map(|vevent| times(vevent, None))
            .collect();
        let rules: BTreeSet<&str> = usual
            .iter()
            .filter_map(|vevent| vevent.value("RRULE"))
            .collect();
        let hours: Vec<&str> = times.iter().map(String::as_str).chain(rules).collect();
        Self {
            date: when.as_ref().map(|when| words(when, &ENGLISH)),
            when,
            hours: Some(hours.join("; ")).filter(|hours| !hours.is_empty()),
            is_timed: !times.is_empty(),
            venue: text("LOCATION"),
            status: match main.value("STATUS").map(str::to_ascii_uppercase).as_deref() {
                Some("CANCELLED") => Stated::Cancelled,
                Some("TENTATIVE") => Stated::Tentative,
                _ => Stated::Confirmed,
            },
            category: Group {
                key: text("CATEGORIES"),
                title: text("CATEGORIES"),
            },
            text: text("DESCRIPTION"),
            ..Self::of(main)
        }
    }

    /// What can be said of any entry.
    fn of(main: &Vevent) -> Self {
        let title = main.text("SUMMARY").unwrap_or_default();
        Self {
            is_ours: false,
            language: None,
            is_notice: false,
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            when: None,
            date: None,
            shown_on: None,
            hours: None,
            is_timed: false,
            zone: None,
            meetings: BTreeMap::new(),
            others: BTreeMap::new(),
            venue: None,
            venue_key: None,
            status: Stated::Confirmed,
            category: Group::default(),
            phase: Group::default(),
            text: None,
            entries: 0,
            properties: BTreeMap::new(),
        }
    }

    /// Its meetings, without those that are cancelled by themselves.
    pub fn held(&self) -> BTreeSet<&Span> {
        let cancelled: BTreeSet<NaiveDateTime> = self
            .others
            .values()
            .filter(|meeting| meeting.is_cancelled)
            .filter_map(|meeting| meeting.at)
            .collect();
        self.meetings
            .keys()
            .filter(|meeting| !cancelled.contains(&meeting.start))
            .collect()
    }

    /// When and where it is, in words.
    pub fn about(&self) -> String {
        [&self.date, &self.venue]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// When and where it is or was, of an event that the other side does not have; and whether it
    /// was held, or is cancelled.
    pub fn introduction(&self, kind: Kind, was_held: bool) -> Vec<Field> {
        let is_new = kind != Kind::Removed;
        let both = |value: Option<String>| if is_new { (None, value) } else { (value, None) };
        let word = Some(self.status.word().to_owned());
        let status = match (is_new, self.status) {
            (true, Stated::Cancelled) => both(word),
            (false, Stated::Confirmed | Stated::Tentative) if was_held => {
                (word, Some(HELD.to_owned()))
            }
            _ => (None, None),
        };
        let values = [
            (Name::Status, status),
            (Name::Date, both(self.date.clone())),
            (Name::Hours, both(self.hours.clone())),
            (Name::Venue, both(self.venue.clone())),
        ];
        let given = values
            .into_iter()
            .filter(|(_, (old, new))| old.is_some() || new.is_some());
        given
            .map(|(name, (old, new))| Field { name, old, new })
            .collect()
    }
}

fn instant(moment: &Moment) -> NaiveDateTime {
    moment.utc().unwrap_or(moment.clock())
}

/// The days on which an entry is for the first time.
fn shown(vevent: &Vevent) -> Option<DateRange> {
    let start = vevent.moment("DTSTART")?.clock();
    // An end is exclusive, and one at midnight is on the day before.
    let last = start + length(vevent)? - TimeDelta::seconds(1);
    DateRange::new(start.date(), last.date().max(start.date()))
}

/// Each of its meetings, and in words.
fn meetings(vevent: &Vevent, language: &Language) -> Vec<(Span, String)> {
    let length = length(vevent).unwrap_or_default();
    let meeting = |start: &Moment| {
        let end = start.at(start.clock() + length);
        let zone = match start {
            Moment::Zoned(_, zone) if start.utc().is_none() => Some(zone.clone()),
            Moment::Day(_) | Moment::Utc(_) | Moment::Floating(_) | Moment::Zoned(..) => None,
        };
        let day = date(start.clock().date(), language);
        let words = match start {
            Moment::Day(_) => day,
            _ => format!(
                "{day}, {}–{}",
                start.clock().format("%H:%M"),
                end.clock().format("%H:%M")
            ),
        };
        (
            Span {
                start: instant(start),
                end: instant(&end),
                zone,
            },
            words,
        )
    };
    occurrences(vevent).iter().map(meeting).collect()
}

/// The days on which entries are for the first time, as exact days.
fn when(usual: &[&Vevent]) -> Option<When> {
    let mut runs: Vec<DateRange> = usual.iter().filter_map(|vevent| shown(vevent)).collect();
    runs.sort_unstable();
    let mut joined: Vec<DateRange> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if last.end().is_some_and(|end| run.first() <= end) => {
                *last = last.hull(run)
            }
            _ => joined.push(run),
        }
    }
    joined.truncate(MOST_RUNS);
    let dates = if let [days] = joined[..] {
        Dates::Span(days, Precision::Day)
    } else {
        Dates::Separate(joined)
    };
    When::new(dates, None, None).ok()
}

/// `10:00–12:00`, and the zone unless it is that of `usual`: ` (Europe/Zurich)`.
fn times(vevent: &Vevent, usual: Option<&Vevent>) -> Option<String> {
    let start = vevent.moment("DTSTART")?;
    let end = start.clock() + length(vevent)?;
    let zone = |moment: &Moment| match moment {
        Moment::Day(_) | Moment::Floating(_) => String::new(),
        Moment::Utc(_) => " (UTC)".to_owned(),
        Moment::Zoned(_, zone) => format!(" ({zone})"),
    };
    let is_usual = usual
        .and_then(|usual| usual.moment("DTSTART"))
        .is_some_and(|usual| zone(&usual) == zone(&start));
    let is_timed = !matches!(start, Moment::Day(_));
    let zone = if is_usual {
        String::new()
    } else {
        zone(&start)
    };
    is_timed.then(|| {
        format!(
            "{}–{}{zone}",
            start.clock().format("%H:%M"),
            end.format("%H:%M")
        )
    })
}

/// A meeting that differs: when it would be, in words, and how it is; none if it is as the others
/// are.
fn meeting(
    vevent: &Vevent,
    main: &Vevent,
    instead_of: Option<&str>,
    language: &Language,
) -> Option<(String, Meeting)> {
    let planned = vevent.moment("RECURRENCE-ID");
    let name = match (&planned, instead_of) {
        (Some(Moment::Day(day)), _) => date(*day, language),
        (Some(time), _) => format!(
            "{}, {}",
            date(time.clock().date(), language),
            time.clock().format("%H:%M")
        ),
        // Both forms of such a meeting go by its planned start.
        (None, Some(words)) => words
            .split_once('–')
            .map_or(words, |(start, _)| start)
            .to_owned(),
        (None, None) => return None,
    };
    let start = vevent.moment("DTSTART")?;
    let is_moved = planned
        .as_ref()
        .is_none_or(|planned| instant(planned) != instant(&start))
        || length(vevent) != length(main);
    let shown = || match times(vevent, Some(main)) {
        Some(times) => Some(format!("{}, {times}", date(start.clock().date(), language))),
        None => shown(vevent).map(|shown| days(shown, language)),
    };
    let mut words: Vec<String> = is_moved.then(shown).flatten().into_iter().collect();
    let status = |vevent: &Vevent| {
        vevent
            .value("STATUS")
            .is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
    };
    let is_cancelled = status(vevent) && !status(main);
    words.extend(is_cancelled.then(|| language.written.revised.cancelled.to_owned()));
    let other = |name: &str| {
        vevent
            .text(name)
            .filter(|own| Some(own) != main.text(name).as_ref())
            .map(Cow::into_owned)
    };
    words.extend(other("LOCATION"));
    words.extend(other("SUMMARY").filter(|_| !is_cancelled));
    let planned_times = || {
        let (start, length) = (planned.as_ref()?.clock(), length(main)?);
        let is_timed = !matches!(planned, Some(Moment::Day(_)));
        is_timed.then(|| format!("{name}–{}", (start + length).format("%H:%M")))
    };
    let in_words = instead_of
        .map(str::to_owned)
        .or_else(planned_times)
        .unwrap_or_else(|| name.clone());
    let moved_to = is_moved.then(|| start.clock());
    let at = planned.as_ref().map(instant);
    let meeting = Meeting {
        planned: in_words,
        at,
        words: words.join("; "),
        moved_to,
        is_cancelled,
    };
    (!meeting.words.is_empty()).then_some((name, meeting))
}

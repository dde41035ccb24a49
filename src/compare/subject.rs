//! An event as its entries describe it, whoever wrote them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::{Field, HELD, Kind, Name};
use crate::history::{
    KeyAndTitle, Record, WORDED, authors_text, is_exception, main, status, title,
};
use crate::ical::{ContentLine, Moment, Vevent, duration, last_day, occurrences, own, unescape};
use crate::language::{ENGLISH, Language};
use crate::phrase::{
    Grammar, clock, date, days, hours_on, link as link_words, repeat, sessions, words,
};
use crate::plan::{DateRange, Dates, MOST_RUNS, Planned, Stated, When};

/// What an event's entries say of it.
#[derive(Default)]
pub(super) struct Subject {
    /// Whether planfeed wrote them.
    pub is_ours: bool,
    /// Whether they say that it is no longer in the plan.
    pub is_notice: bool,
    pub title: String,
    /// Whether its days are exact and nothing is marked, if planfeed wrote them.
    pub is_certain: bool,
    pub when: Option<When>,
    /// The date in words.
    pub date: Option<String>,
    /// The date as the plan prints it, where the entries say that.
    pub printed: Option<String>,
    /// The days on which an uncertain date is shown, in words.
    pub shown_on: Option<String>,
    /// Its hours and how it recurs, in words.
    pub hours: Option<String>,
    /// Whether it has hours.
    pub is_timed: bool,
    pub zone: Option<String>,
    /// Every meeting of the usual entries, and its words.
    pub meetings: BTreeMap<Span, String>,
    /// Meetings that differ, by the time at which each would begin.
    pub others: BTreeMap<NaiveDateTime, Meeting>,
    pub venue: Option<String>,
    /// The key of its venue among the plan's.
    pub venue_key: Option<String>,
    pub status: Stated,
    pub category: KeyAndTitle,
    pub phase: KeyAndTitle,
    pub text: Option<String>,
    /// The values of every property by name; of planfeed's SUMMARY and DESCRIPTION, only the
    /// author's words.
    pub properties: Vec<BTreeMap<String, Vec<String>>>,
}

/// A time from start to end: instants in UTC where they can be told, else by the clock of that zone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub start: NaiveDateTime,
    end: NaiveDateTime,
    zone: Option<String>,
}

/// A meeting that differs.
pub(super) struct Meeting {
    /// When it would be, in words.
    pub planned: String,
    /// When it would begin, as [`Span::start`].
    pub at: NaiveDateTime,
    pub words: String,
    /// When it begins, if that is at another time.
    pub moved_to: Option<NaiveDateTime>,
    pub is_cancelled: bool,
}

impl Subject {
    /// What entries say that planfeed wrote, in that language; none if there are none. `records`
    /// has what each says.
    pub fn ours(
        vevents: &[Vevent],
        records: &[Record],
        language: &Language,
        grammar: &Grammar,
    ) -> Option<Self> {
        let main = main(vevents)?;
        let at = vevents
            .iter()
            .position(|vevent| std::ptr::eq(vevent, main))?;
        let mut subject = Self::of_record(&records[at], main, language);
        subject.is_certain = records[at].is_certain(grammar);
        subject.add_meetings(vevents, main, language);
        subject.hours = schedule(&records[at], &subject.others, language);
        for (vevent, record) in vevents.iter().zip(records) {
            let is_worded = |line: &&ContentLine| WORDED.contains(&line.name.as_str());
            let mut properties = properties(vevent.lines.iter().filter(|line| !is_worded(line)));
            properties.insert("SUMMARY".to_owned(), vec![record.title.clone()]);
            properties.insert(
                "DESCRIPTION".to_owned(),
                record.text.iter().cloned().collect(),
            );
            subject.properties.push(properties);
        }
        Some(subject)
    }

    /// What entries say, whoever wrote them; none if there are none. What only planfeed writes is
    /// left out: the other side may have lost it.
    pub fn anyones(vevents: &[Vevent]) -> Option<Self> {
        let vevents = &vevents.iter().map(without_own).collect::<Vec<_>>();
        let main = main(vevents)?;
        let usual = vevents.iter().filter(|vevent| is_usual(vevent, main));
        let mut subject = Self::foreign(main, &usual.collect::<Vec<_>>());
        subject.add_meetings(vevents, main, &ENGLISH);
        let all = vevents.iter().map(|vevent| properties(vevent.lines.iter()));
        subject.properties = all.collect();
        Some(subject)
    }

    /// Adds the meetings that its entries tell.
    fn add_meetings(&mut self, vevents: &[Vevent], main: &Vevent, language: &Language) {
        for vevent in vevents {
            let other = match is_usual(vevent, main) {
                true => None,
                false => meeting(vevent, main, language),
            };
            match other {
                Some((planned, meeting)) => drop(self.others.insert(planned, meeting)),
                None => self.meetings.extend(meetings(vevent, language)),
            }
        }
        if self.title.is_empty() {
            self.title = main.text("UID").unwrap_or_default().into_owned();
        }
    }

    /// The values of a property in any of its entries: most are the same in all.
    pub fn values(&self, name: &str) -> BTreeSet<&str> {
        let values = self.properties.iter().filter_map(|entry| entry.get(name));
        values.flatten().map(String::as_str).collect()
    }

    /// Replaces both dates by the printed ones, unless these are equal or lie in different years.
    pub fn use_printed_dates(old: &mut Self, new: &mut Self, was: &str, is: &str) {
        let years = |subject: &Self| {
            let span = subject.when.as_ref().and_then(When::span);
            span.map(|span| (span.first().year(), span.last().year()))
        };
        if was != is && (years(old) == years(new) || years(old).is_none() || years(new).is_none()) {
            (old.date, new.date) = (Some(was.to_owned()), Some(is.to_owned()));
        }
    }

    /// The subject of an entry that planfeed wrote.
    fn of_record(record: &Record, main: &Vevent, language: &Language) -> Self {
        let shown_on = shown(main).filter(|_| !record.when.is_exact());
        let shown_on = shown_on.map(|shown| match record.within {
            Some(within) => format!("{} ({})", days(shown, language), days(within, language)),
            None => days(shown, language),
        });
        Self {
            is_ours: true,
            is_notice: record.removed.is_some(),
            title: record.title.clone(),
            when: Some(record.when.clone()),
            date: Some(words(&record.when, language)),
            printed: record.printed.clone(),
            shown_on,
            is_timed: record.hours.is_some(),
            zone: record.zone.map(|zone| zone.name().to_owned()),
            venue: record.location.clone(),
            venue_key: record.venue.clone(),
            status: record.status,
            category: record.category.clone(),
            phase: record.phase.clone(),
            text: text(record, language),
            ..Self::default()
        }
    }

    /// The subject of entries of another program, `main` being the first that is no exception.
    fn foreign(main: &Vevent, usual: &[&Vevent]) -> Self {
        let text = |name: &str| main.text(name).map(|text| text.trim().to_owned());
        let when = when(usual);
        let times: BTreeSet<String> = usual.iter().filter_map(|of| times(of, None)).collect();
        let rules: BTreeSet<&str> = usual.iter().filter_map(|of| of.value("RRULE")).collect();
        let hours: Vec<&str> = times.iter().map(String::as_str).chain(rules).collect();
        let title = title(main);
        Self {
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            date: when.as_ref().map(|when| words(when, &ENGLISH)),
            when,
            hours: Some(hours.join("; ")).filter(|hours| !hours.is_empty()),
            is_timed: !times.is_empty(),
            venue: text("LOCATION"),
            status: status(main),
            category: KeyAndTitle {
                key: text("CATEGORIES"),
                title: text("CATEGORIES"),
            },
            text: text("DESCRIPTION"),
            ..Self::default()
        }
    }

    /// Its meetings, without those whose override is cancelled.
    pub fn held(&self) -> BTreeSet<&Span> {
        let cancelled = self.others.values().filter(|meeting| meeting.is_cancelled);
        let cancelled: BTreeSet<NaiveDateTime> = cancelled.map(|meeting| meeting.at).collect();
        let meetings = self.meetings.keys();
        meetings
            .filter(|meeting| !cancelled.contains(&meeting.start))
            .collect()
    }

    /// When and where it is, in words.
    pub fn about(&self) -> String {
        let given: Vec<&str> = self
            .date
            .iter()
            .chain(&self.venue)
            .map(String::as_str)
            .collect();
        given.join(", ")
    }

    /// When and where it is or was, of an event that the other side does not have; and whether it
    /// was held, or is cancelled.
    pub fn introduction(&self, kind: Kind, was_held: bool) -> Vec<Field> {
        let is_new = kind != Kind::Removed;
        let both = |value: Option<String>| if is_new { (None, value) } else { (value, None) };
        let word = Some(self.status.word().to_owned());
        let status = match (is_new, self.status) {
            (true, Stated::Cancelled) => both(word),
            (false, _) if was_held => (word, Some(HELD.to_owned())),
            _ => (None, None),
        };
        let values = [
            (Name::Status, status),
            (Name::Date, both(self.date.clone())),
            (Name::Hours, both(self.hours.clone())),
            (Name::Venue, both(self.venue.clone())),
        ];
        let fields = values
            .into_iter()
            .map(|(name, (old, new))| Field { name, old, new });
        fields
            .filter(|field| field.old.is_some() || field.new.is_some())
            .collect()
    }
}

/// The days of an entry's first meeting.
fn shown(vevent: &Vevent) -> Option<DateRange> {
    let start = vevent.moment("DTSTART")?.clock();
    DateRange::new(start.date(), last_day(start, duration(vevent)?))
}

/// Each of its meetings, and in words.
fn meetings(vevent: &Vevent, language: &Language) -> Vec<(Span, String)> {
    let duration = duration(vevent).unwrap_or_default();
    let meeting = |start: &Moment| {
        let span = Span {
            start: start.instant(),
            end: start.at(start.clock() + duration).instant(),
            zone: match start {
                Moment::Zoned(_, zone) if start.utc().is_none() => Some(zone.clone()),
                Moment::Day(_) | Moment::Utc(_) | Moment::Floating(_) | Moment::Zoned(..) => None,
            },
        };
        (span, meeting_words(start, duration, language))
    };
    occurrences(vevent).iter().map(meeting).collect()
}

/// `14 April 2026, 10:00–12:00`; of whole days, the first.
fn meeting_words(start: &Moment, duration: TimeDelta, language: &Language) -> String {
    let (from, to) = (start.clock(), start.clock() + duration);
    let day = date(from.date(), language);
    match start {
        Moment::Day(_) => day,
        _ => format!("{day}, {}–{}", clock(from.time()), clock(to.time())),
    }
}

/// The days on which entries are for the first time, as exact days.
fn when(usual: &[&Vevent]) -> Option<When> {
    let mut runs: Vec<DateRange> = usual.iter().filter_map(|vevent| shown(vevent)).collect();
    runs.sort_unstable();
    let mut dates = Dates::exact(runs);
    if let Dates::Separate(runs) = &mut dates {
        runs.truncate(MOST_RUNS);
    }
    When::new(dates, None, None).ok()
}

/// ` (Europe/Zurich)`: what stands behind a time.
fn zone_words(moment: &Moment) -> String {
    match moment {
        Moment::Day(_) | Moment::Floating(_) => String::new(),
        Moment::Utc(_) => " (UTC)".to_owned(),
        Moment::Zoned(_, zone) => format!(" ({zone})"),
    }
}

/// `10:00–12:00`, and the zone unless it is that of `usual`: ` (Europe/Zurich)`.
fn times(vevent: &Vevent, usual: Option<&Moment>) -> Option<String> {
    let start = vevent.moment("DTSTART")?;
    let end = start.clock() + duration(vevent)?;
    let is_usual = usual.is_some_and(|usual| zone_words(usual) == zone_words(&start));
    let is_timed = !matches!(start, Moment::Day(_));
    let zone = if is_usual {
        String::new()
    } else {
        zone_words(&start)
    };
    let (from, to) = (clock(start.clock().time()), clock(end.time()));
    is_timed.then(|| format!("{from}–{to}{zone}"))
}

/// A meeting that differs, by the time at which it would begin; none if it is as the others are.
fn meeting(
    vevent: &Vevent,
    main: &Vevent,
    language: &Language,
) -> Option<(NaiveDateTime, Meeting)> {
    let (planned, usual_length) = match vevent.moment("RECURRENCE-ID") {
        Some(planned) => (planned, duration(main)?),
        None => instead_of(vevent)?,
    };
    let start = vevent.moment("DTSTART")?;
    let is_moved = planned.instant() != start.instant() || duration(vevent) != Some(usual_length);
    let shown = || match times(vevent, Some(&planned)) {
        Some(times) => Some(format!("{}, {times}", date(start.clock().date(), language))),
        None => shown(vevent).map(|shown| days(shown, language)),
    };
    let mut words: Vec<String> = is_moved.then(shown).flatten().into_iter().collect();
    let is_cancelled = status(vevent) == Stated::Cancelled && status(main) != Stated::Cancelled;
    words.extend(is_cancelled.then(|| language.written.revised.cancelled.to_owned()));
    let is_tentative = |vevent: &Vevent| status(vevent) == Stated::Tentative;
    if is_tentative(vevent) && !is_tentative(main) && marker(vevent).is_none() {
        words.push(language.written.page.tentative.to_owned());
    }
    let location = |vevent: &Vevent| vevent.text("LOCATION").map(Cow::into_owned);
    words.extend(location(vevent).filter(|own| Some(own) != location(main).as_ref()));
    words.extend(Some(title(vevent)).filter(|own| !is_cancelled && *own != title(main)));
    words.extend(marker(vevent).filter(|own| Some(own) != marker(main).as_ref()));
    words.extend(authors_text(vevent).filter(|own| Some(own) != authors_text(main).as_ref()));
    let zone = Some(zone_words(&planned)).filter(|zone| *zone != zone_words(&start));
    let in_words = meeting_words(&planned, usual_length, language) + &zone.unwrap_or_default();
    let meeting = Meeting {
        planned: in_words,
        at: planned.instant(),
        words: words.join("; "),
        moved_to: is_moved.then(|| start.clock()),
        is_cancelled,
    };
    (!meeting.words.is_empty()).then_some((planned.clock(), meeting))
}

/// The marker on the date of an entry that planfeed wrote.
fn marker(vevent: &Vevent) -> Option<String> {
    let when: When = vevent.text(own::WHEN)?.parse().ok()?;
    when.marker().map(|marker| marker.to_string())
}

/// When a meeting would begin that is moved out of its series, and how long it would be.
fn instead_of(vevent: &Vevent) -> Option<(Moment, TimeDelta)> {
    let Planned { days, hours } = vevent.text(own::INSTEAD_OF)?.parse().ok()?;
    let Some(hours) = hours else {
        return Some((Moment::Day(days.first()), TimeDelta::days(days.count())));
    };
    let (start, end) = hours.of(days.first()).first()?.on(days.first());
    let start_at = Moment::Zoned(start, hours.zone.name().to_owned());
    Some((start_at, end - start))
}

/// Properties by name, each with its values.
fn properties<'v>(lines: impl Iterator<Item = &'v ContentLine>) -> BTreeMap<String, Vec<String>> {
    let mut properties: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in lines {
        let values = properties.entry(line.name.clone()).or_default();
        values.push(unescape(&line.value).into_owned());
    }
    properties
}

/// An entry without the properties that only planfeed writes.
fn without_own(vevent: &Vevent) -> Vevent {
    let is_own = |line: &&ContentLine| line.name.starts_with(own::PREFIX);
    let lines = vevent.lines.iter().filter(|line| !is_own(line)).cloned();
    Vevent {
        lines: lines.collect(),
    }
}

/// Whether an entry describes the event as a rule, and not one meeting; the main entry always does.
fn is_usual(vevent: &Vevent, main: &Vevent) -> bool {
    std::ptr::eq(vevent, main) || !is_exception(vevent)
}

/// The hours and how the event recurs, in words. `others` are its meetings that differ.
fn schedule(
    record: &Record,
    others: &BTreeMap<NaiveDateTime, Meeting>,
    language: &Language,
) -> Option<String> {
    let mut sentences = Vec::new();
    if let Some(hours) = &record.hours {
        sentences.extend(hours.each.as_ref().map(|each| sessions(each, language)));
        sentences.extend(hours_on(hours, language));
    }
    if let Some(rule) = &record.repeat() {
        let other = |day: NaiveDate| others.iter().find(|(planned, _)| planned.date() == day);
        let mut days = Vec::new();
        for day in rule.held() {
            match other(day) {
                Some((_, meeting)) if meeting.is_cancelled => {}
                Some((_, meeting)) => days.push(meeting.moved_to.map_or(day, |time| time.date())),
                None => days.push(day),
            }
        }
        days.sort_unstable();
        sentences.extend(repeat(rule, &days, language));
    }
    (!sentences.is_empty()).then(|| sentences.join("; "))
}

/// The author's text and links.
fn text(record: &Record, language: &Language) -> Option<String> {
    let links: Vec<String> = record
        .links
        .iter()
        .map(|link| link_words(link, language))
        .collect();
    let links = (!links.is_empty()).then(|| links.join("\n"));
    let paragraphs: Vec<String> = record.text.iter().cloned().chain(links).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

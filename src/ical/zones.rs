//! What the names of zones mean in a calendar: its VTIMEZONEs, else the tz database.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use super::component::Component;
use super::content_line::unescape;
use super::date_time::Moment;
use super::rule::{Frequency, Rrule};
use super::transition::offset;
use super::tzid;

/// The last year to which the rules of a VTIMEZONE are followed, as those of the tz database are;
/// after it the last offset stays.
const LAST_YEAR: i32 = 2100;

/// The first year in which yearly rules are followed, even if they begin earlier: Outlook's do so
/// in 1601.
const FIRST_YEAR: i32 = 1900;

/// The most observances, rules and dates that a VTIMEZONE may have. The longest history in the tz
/// database has about 240 changes.
const MOST_RULES: usize = 1000;

/// The most times that all rules of a VTIMEZONE name.
const MOST_ONSETS: usize = 10_000;

/// What the names of zones mean in one calendar: its VTIMEZONEs, else the tz database.
#[derive(Clone, Debug, Default)]
pub struct CalendarZones {
    /// The VTIMEZONEs, by the key of their TZID.
    defined: BTreeMap<String, DefinedZone>,
    /// The keys of TZIDs as they are written, since each time asks for its zone.
    keys: BTreeMap<String, String>,
}

impl PartialEq for CalendarZones {
    fn eq(&self, other: &Self) -> bool {
        self.defined == other.defined
    }
}

impl Eq for CalendarZones {}

/// What the name of a zone means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone<'a> {
    /// UTC, by one of its names.
    Utc,
    /// An offset from UTC as a name, such as `UTC+2`.
    Fixed(FixedOffset),
    /// A zone of the tz database.
    Database(Tz),
    /// A zone that the calendar defines itself.
    Defined(&'a DefinedZone),
    /// A name that means nothing.
    Unknown,
}

/// A VTIMEZONE (RFC 5545 §3.6.5). Two are equal if they have the same observances, whatever their
/// order and their names.
#[derive(Clone, Debug)]
pub struct DefinedZone {
    /// The zone that has its name, which tells what was before the first onset.
    before: Option<Tz>,
    /// Never empty.
    observances: BTreeSet<Observance>,
    /// Computed when it is first asked for.
    offsets: OnceLock<Offsets>,
}

impl CalendarZones {
    /// Reads VTIMEZONEs. Of several with one TZID, the first that is not broken counts.
    pub fn read<'a>(timezones: impl IntoIterator<Item = &'a Component>) -> Self {
        let mut zones = Self::default();
        for timezone in timezones {
            let tzid = timezone.value("TZID").map(unescape);
            if let (Some(tzid), Some(definition)) = (tzid, DefinedZone::read(timezone)) {
                let before = match tzid::named(&tzid) {
                    Zone::Database(zone) => Some(zone),
                    _ => None,
                };
                let key = tzid::key(&tzid);
                zones.keys.insert(tzid.into_owned(), key.clone());
                let defined = zones.defined.entry(key);
                defined.or_insert(DefinedZone {
                    before,
                    ..definition
                });
            }
        }
        zones
    }

    /// Adds the zones of another calendar that have other names.
    pub(super) fn add(&mut self, others: &Self) {
        for (key, definition) in &others.defined {
            let own = self.defined.entry(key.clone());
            own.or_insert_with(|| definition.clone());
        }
        self.keys.extend(others.keys.clone());
    }

    /// Returns what a TZID means: the VTIMEZONE of that name, whatever the name, else the zone that
    /// has it.
    pub fn zone(&self, tzid: &str) -> Zone<'_> {
        let defined = match self.defined.is_empty() {
            true => None,
            false => match self.keys.get(tzid) {
                Some(key) => self.defined.get(key),
                None => self.defined.get(&tzid::key(tzid)),
            },
        };
        defined.map_or_else(|| tzid::named(tzid), Zone::Defined)
    }

    /// Returns the name of what a TZID means; where it has no other, the TZID, without a prefix
    /// before a name of the tz database.
    pub fn name(&self, tzid: &str) -> Cow<'static, str> {
        let name = self.zone(tzid).name();
        name.unwrap_or_else(|| tzid::label(tzid).to_owned().into())
    }
}

impl Zone<'_> {
    /// Returns the instant at which a clock of the zone shows a time; none if the zone is unknown.
    /// A time that comes twice is the first of both, and one that is skipped is read by the offset
    /// before the gap (RFC 5545 §3.3.5).
    pub fn utc(&self, local: NaiveDateTime) -> Option<NaiveDateTime> {
        let day = TimeDelta::days(1);
        let before = local - self.offset(local - day)?;
        let after = local - self.offset(local + day)?;
        let is_after = before + self.offset(before)? != local;
        let is_skipped = after + self.offset(after)? != local;
        Some(if is_after && !is_skipped {
            after
        } else {
            before
        })
    }

    /// Returns what a clock of the zone shows at an instant; none if the zone is unknown.
    pub fn local(&self, utc: NaiveDateTime) -> Option<NaiveDateTime> {
        self.offset(utc).map(|offset| utc + offset)
    }

    /// Returns the name of the zone, or its offset; none where it has no name but its TZID.
    pub fn name(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Utc => Some(Tz::UTC.name().into()),
            Self::Fixed(offset) => Some(offset.to_string().into()),
            Self::Database(zone) => Some(zone.name().into()),
            Self::Defined(_) | Self::Unknown => None,
        }
    }

    fn offset(&self, utc: NaiveDateTime) -> Option<TimeDelta> {
        match self {
            Self::Utc => Some(TimeDelta::zero()),
            Self::Fixed(offset) => Some(delta(*offset)),
            Self::Database(zone) => Some(delta(offset(*zone, utc))),
            Self::Defined(definition) => Some(definition.offset(utc)),
            Self::Unknown => None,
        }
    }
}

impl PartialEq for DefinedZone {
    fn eq(&self, other: &Self) -> bool {
        self.observances == other.observances
    }
}

impl Eq for DefinedZone {}

impl DefinedZone {
    /// Reads a VTIMEZONE; none if it says nothing, if part of it is broken, or if it is so large
    /// that no zone can be meant.
    fn read(timezone: &Component) -> Option<Self> {
        let observances = timezone.components.iter();
        let observances = observances.filter(|c| ["STANDARD", "DAYLIGHT"].contains(&&*c.name));
        let observances: BTreeSet<_> = observances.map(Observance::read).collect::<Option<_>>()?;
        let rules = observances.iter().map(Observance::size).sum();
        (1..=MOST_RULES).contains(&rules).then(|| Self {
            before: None,
            observances,
            offsets: OnceLock::new(),
        })
    }

    fn offset(&self, utc: NaiveDateTime) -> TimeDelta {
        let offsets = self.offsets.get_or_init(|| Offsets::of(&self.observances));
        let onsets = &offsets.onsets;
        let count = onsets.partition_point(|(at, _)| *at <= utc);
        let before = || self.before.map(|zone| delta(offset(zone, utc)));
        match onsets[..count].last() {
            Some((_, offset)) => *offset,
            None => before().unwrap_or(offsets.before),
        }
    }
}

/// The offsets of a zone from UTC.
#[derive(Clone, Debug)]
struct Offsets {
    /// The one before the first onset.
    before: TimeDelta,
    /// When each later one begins, in UTC and in order.
    onsets: Vec<(NaiveDateTime, TimeDelta)>,
}

impl Offsets {
    fn of(observances: &BTreeSet<Observance>) -> Self {
        let onsets = observances.iter().flat_map(Observance::onsets);
        let mut onsets: Vec<_> = onsets.take(MOST_ONSETS).collect();
        onsets.sort_unstable();
        let first = observances
            .iter()
            .min_by_key(|first| first.start - first.from);
        Self {
            before: first.map_or(TimeDelta::zero(), |first| first.from),
            onsets,
        }
    }
}

/// A STANDARD or a DAYLIGHT: an offset from UTC, and when it begins. It makes no difference which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Observance {
    /// DTSTART, by a clock with the offset before it.
    start: NaiveDateTime,
    /// TZOFFSETFROM.
    from: TimeDelta,
    /// TZOFFSETTO.
    to: TimeDelta,
    rules: BTreeSet<Rrule>,
    /// RDATE, by a clock with the offset before it.
    dates: BTreeSet<NaiveDateTime>,
}

impl Observance {
    /// Reads an observance; none if it lacks what it must have, if it is not known what a rule
    /// means, or if one recurs more often than each month, as no clock is changed.
    fn read(component: &Component) -> Option<Self> {
        let from = delta(tzid::utc_offset(component.value("TZOFFSETFROM")?)?);
        let to = delta(tzid::utc_offset(component.value("TZOFFSETTO")?)?);
        let start = by_clock(&Moment::of(component.line("DTSTART")?)?, from);
        let mut observance = Self {
            start,
            from,
            to,
            rules: BTreeSet::new(),
            dates: BTreeSet::new(),
        };
        for line in &component.lines {
            match line.name.as_str() {
                "RRULE" => {
                    let rule = Rrule::read(&line.value)?;
                    if rule.frequency() > Frequency::Monthly {
                        return None;
                    }
                    observance.rules.insert(rule);
                }
                "RDATE" => {
                    let dates = Moment::all(line).map(|date| by_clock(&date, from));
                    observance.dates.extend(dates);
                }
                _ => {}
            }
        }
        Some(observance)
    }

    /// Returns the number of its rules and dates.
    fn size(&self) -> usize {
        1 + self.rules.len() + self.dates.len()
    }

    /// Returns each time at which it begins, in UTC, and its offset.
    fn onsets(&self) -> impl Iterator<Item = (NaiveDateTime, TimeDelta)> {
        let own = self.dates.iter().copied().chain([self.start]);
        let by_rules = self.rules.iter().flat_map(|rule| self.times(rule));
        own.chain(by_rules).map(|time| (time - self.from, self.to))
    }

    fn times(&self, rule: &Rrule) -> impl Iterator<Item = NaiveDateTime> + use<> {
        let last = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).expect("a day");
        let until = rule.until().map_or(end_of(last), |until| match until {
            Moment::Day(day) => end_of(day),
            until => by_clock(&until, self.from),
        });
        let is_each_year = rule.frequency() == Frequency::Yearly && rule.interval() == 1;
        let start = match self.start.year() < FIRST_YEAR && is_each_year && rule.count().is_none() {
            true => self.start.with_year(FIRST_YEAR),
            false => None,
        };
        rule.times(start.unwrap_or(self.start), Some(until.min(end_of(last))))
    }
}

/// Returns what a clock with an offset from UTC shows; a time that is not in UTC is by that clock.
fn by_clock(moment: &Moment, offset: TimeDelta) -> NaiveDateTime {
    match moment {
        Moment::Utc(time) => *time + offset,
        moment => moment.clock(),
    }
}

fn end_of(day: NaiveDate) -> NaiveDateTime {
    day.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399)
}

fn delta(offset: FixedOffset) -> TimeDelta {
    TimeDelta::seconds(offset.local_minus_utc().into())
}

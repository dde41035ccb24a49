//! VTIMEZONE in the one form that Outlook reads: one STANDARD and at most one DAYLIGHT, from 1970,
//! by a yearly rule.

use chrono::{
    Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Weekday,
};
use chrono_tz::{OffsetName, Tz};

/// The year in which rules begin: earlier ones break some readers, and history in several
/// observances breaks Outlook.
const BEGINNING: i32 = 1970;

/// A change of a zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// When, in UTC.
    pub at: NaiveDateTime,
    /// The offset before it, in seconds east of UTC.
    pub from: i32,
    /// The offset from then on.
    pub to: i32,
}

/// Every change of a zone after `start` and up to `end`, both in UTC. Changes that undo each other
/// within a day are not seen; there are none since 1970.
pub fn transitions(zone: Tz, start: NaiveDateTime, end: NaiveDateTime) -> Vec<Transition> {
    let mut found = Vec::new();
    let mut before = start;
    while before < end {
        let after = before
            .checked_add_days(Days::new(1))
            .map_or(end, |next| next.min(end));
        let (from, to) = (offset(zone, before), offset(zone, after));
        if from != to {
            let (mut low, mut high) = (before, after);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + TimeDelta::seconds((high - low).num_seconds() / 2);
                if offset(zone, middle) == from {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            found.push(Transition { at: high, from, to });
        }
        before = after;
    }
    found
}

/// The offset of a zone at an instant in UTC, in seconds east.
pub fn offset(zone: Tz, utc: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

/// What a calendar is told of a zone (RFC 5545 §3.6.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timezone {
    zone: Tz,
    /// Its lesser offset, or its only one.
    standard: NamedOffset,
    daylight: Option<Daylight>,
}

/// An offset, in seconds east of UTC, and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
struct NamedOffset {
    offset: i32,
    name: Option<String>,
}

impl NamedOffset {
    /// The offset of a zone at an instant in UTC.
    fn at(zone: Tz, utc: NaiveDateTime) -> Self {
        let name = zone
            .offset_from_utc_datetime(&utc)
            .abbreviation()
            .map(str::to_owned);
        Self {
            offset: offset(zone, utc),
            name,
        }
    }
}

/// The greater offset, and when it begins and ends each year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Daylight {
    side: NamedOffset,
    begins: Onset,
    ends: Onset,
}

/// When a change comes each year, by the clock before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Onset {
    month: u32,
    /// For which time in the month, 1 to 4; -1 for the last.
    nth: i8,
    weekday: Weekday,
    time: NaiveTime,
}

impl Onset {
    /// The rules by which a change comes when this one does, the more usual first.
    fn of(change: &Transition) -> Vec<Self> {
        let local = change.at + TimeDelta::seconds(change.from.into());
        let (day, month) = (local.date(), local.month());
        let is_last = (day + Days::new(7)).month() != month;
        let nth = (day.day0() / 7 + 1) as i8;
        let onset = |nth| Self {
            month,
            nth,
            weekday: day.weekday(),
            time: local.time(),
        };
        is_last
            .then(|| onset(-1))
            .into_iter()
            .chain((nth <= 4).then(|| onset(nth)))
            .collect()
    }

    /// By the clock before it.
    fn in_year(self, year: i32) -> Option<NaiveDateTime> {
        let day = match u8::try_from(self.nth) {
            Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth)?,
            Err(_) => {
                let nth =
                    |n| NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, n);
                nth(5).or_else(|| nth(4))?
            }
        };
        Some(day.and_time(self.time))
    }
}

impl Timezone {
    /// The rule of a zone that is right at all these instants, in UTC and in order: in all the
    /// years from the first to the last if there is such a rule, else at the instants themselves.
    /// None if there is no such rule either.
    pub fn fit(zone: Tz, instants: &[NaiveDateTime]) -> Option<Self> {
        let (first, last) = (instants.first()?.year(), instants.last()?.year());
        let midnight = |year| NaiveDate::from_ymd_opt(year, 1, 1)?.and_hms_opt(0, 0, 0);
        let (start, end) = (midnight(first)?, midnight(last + 1)?);
        if first <= BEGINNING {
            return None;
        }
        let changes = transitions(zone, start, end);
        let candidates = Self::candidates(zone, &changes, instants);
        let in_all_years = candidates.iter().find(|candidate| {
            candidate.transitions(first, last) == changes
                && candidate.offset(start) == offset(zone, start)
        });
        let at_instants = || {
            candidates
                .iter()
                .find(|candidate| instants.iter().all(|at| candidate.is_right(*at)))
        };
        in_all_years.or_else(at_instants).cloned()
    }

    /// Every rule that some of the changes may follow; then each offset alone.
    fn candidates(zone: Tz, changes: &[Transition], instants: &[NaiveDateTime]) -> Vec<Self> {
        let mut candidates: Vec<Self> = Vec::new();
        for begin in changes.iter().filter(|change| change.to > change.from) {
            let returns = |end: &&Transition| {
                (end.from, end.to) == (begin.to, begin.from) && end.at.year() == begin.at.year()
            };
            for end in changes.iter().filter(returns) {
                let onsets = Onset::of(begin)
                    .into_iter()
                    .flat_map(|begins| Onset::of(end).into_iter().map(move |ends| (begins, ends)));
                let (standard, side) = (
                    NamedOffset::at(zone, end.at),
                    NamedOffset::at(zone, begin.at),
                );
                let new = onsets.map(|(begins, ends)| Daylight {
                    side: side.clone(),
                    begins,
                    ends,
                });
                let new: Vec<_> = new
                    .map(|daylight| Self {
                        zone,
                        standard: standard.clone(),
                        daylight: Some(daylight),
                    })
                    .collect();
                candidates.extend(
                    new.into_iter()
                        .filter(|candidate| !candidates.contains(candidate))
                        .collect::<Vec<_>>(),
                );
            }
        }
        let ends = [instants.first(), instants.last()].into_iter().flatten();
        candidates.extend(ends.map(|at| Self {
            zone,
            standard: NamedOffset::at(zone, *at),
            daylight: None,
        }));
        // Outlook knows no seconds in an offset.
        candidates.retain(|candidate| candidate.offsets().all(|offset| offset % 60 == 0));
        candidates
    }

    fn offsets(&self) -> impl Iterator<Item = i32> {
        std::iter::once(self.standard.offset)
            .chain(self.daylight.as_ref().map(|daylight| daylight.side.offset))
    }

    /// Its changes in those years of UTC, in order.
    fn transitions(&self, first: i32, last: i32) -> Vec<Transition> {
        let Some(Daylight { side, begins, ends }) = &self.daylight else {
            return Vec::new();
        };
        let sides = [
            (begins, self.standard.offset, side.offset),
            (ends, side.offset, self.standard.offset),
        ];
        let change = |year| {
            sides.map(|(onset, from, to)| {
                Some(Transition {
                    at: onset.in_year(year)? - TimeDelta::seconds(from.into()),
                    from,
                    to,
                })
            })
        };
        let mut changes: Vec<Transition> =
            (first - 1..=last + 1).flat_map(change).flatten().collect();
        changes.retain(|change| (first..=last).contains(&change.at.year()));
        changes.sort_by_key(|change| change.at);
        changes
    }

    /// Its offset at an instant in UTC.
    fn offset(&self, utc: NaiveDateTime) -> i32 {
        let changes = self.transitions(utc.year() - 1, utc.year());
        changes
            .iter()
            .rev()
            .find(|change| change.at <= utc)
            .map_or(self.standard.offset, |change| change.to)
    }

    /// Whether it gives the zone's offset at an instant in UTC, and its clocks show that time just
    /// once.
    fn is_right(&self, utc: NaiveDateTime) -> bool {
        let real = offset(self.zone, utc);
        let local = utc + TimeDelta::seconds(real.into());
        let shows =
            |offset: &i32| self.offset(local - TimeDelta::seconds((*offset).into())) == *offset;
        self.offset(utc) == real && self.offsets().filter(shows).count() == 1
    }

    /// Appends the component.
    pub fn write(&self, out: &mut Vec<u8>) {
        let mut lines = vec![
            "BEGIN:VTIMEZONE".to_owned(),
            format!("TZID:{}", self.zone.name()),
        ];
        match &self.daylight {
            Some(Daylight { side, begins, ends }) => {
                observance(
                    "STANDARD",
                    Some(*ends),
                    side.offset,
                    &self.standard,
                    &mut lines,
                );
                observance(
                    "DAYLIGHT",
                    Some(*begins),
                    self.standard.offset,
                    side,
                    &mut lines,
                );
            }
            None => observance(
                "STANDARD",
                None,
                self.standard.offset,
                &self.standard,
                &mut lines,
            ),
        }
        lines.push("END:VTIMEZONE".to_owned());
        out.extend(
            lines
                .into_iter()
                .flat_map(|line| line.into_bytes().into_iter().chain(*b"\r\n")),
        );
    }
}

fn observance(
    kind: &str,
    onset: Option<Onset>,
    from: i32,
    to: &NamedOffset,
    lines: &mut Vec<String>,
) {
    let start = onset.and_then(|onset| onset.in_year(BEGINNING));
    let start = start.map_or_else(
        || format!("{BEGINNING}0101T000000"),
        |start| date_time(start).to_string(),
    );
    lines.push(format!("BEGIN:{kind}"));
    lines.push(format!("DTSTART:{start}"));
    lines.push(format!("TZOFFSETFROM:{}", utc_offset(from)));
    lines.push(format!("TZOFFSETTO:{}", utc_offset(to.offset)));
    lines.extend(to.name.as_ref().map(|name| format!("TZNAME:{name}")));
    if let Some(Onset {
        month,
        nth,
        weekday,
        ..
    }) = onset
    {
        lines.push(format!(
            "RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{}",
            weekday_code(weekday)
        ));
    }
    lines.push(format!("END:{kind}"));
}

/// `20170508T100000`: a time by the clock of wherever it is (RFC 5545 §3.3.5).
pub fn date_time(time: NaiveDateTime) -> impl std::fmt::Display {
    time.format("%Y%m%dT%H%M%S")
}

/// `TU` (RFC 5545 §3.3.10).
pub fn weekday_code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

/// `+0530` (RFC 5545 §3.3.14).
fn utc_offset(seconds: i32) -> String {
    let minutes = seconds.abs() / 60;
    format!(
        "{}{:02}{:02}",
        if seconds < 0 { '-' } else { '+' },
        minutes / 60,
        minutes % 60
    )
}

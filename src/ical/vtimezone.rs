//! VTIMEZONE in the one form that Outlook reads: one STANDARD and at most one DAYLIGHT, from 1970,
//! by a yearly rule.

use chrono::{
    DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Weekday,
};
use chrono_tz::{OffsetName, Tz};

use super::date_time::{date_time, weekday_code};
use super::transition::{Transition, offset, transitions};

/// When rules begin: earlier ones break some readers, and history in several observances breaks
/// Outlook.
const BEGINNING: NaiveDateTime = DateTime::UNIX_EPOCH.naive_utc();

/// A zone as a VTIMEZONE describes it (RFC 5545 §3.6.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timezone {
    zone: Tz,
    /// Its lesser offset, or its only one.
    standard: NamedOffset,
    daylight: Option<Daylight>,
}

/// An offset from UTC, and its name (TZNAME).
#[derive(Clone, Debug, PartialEq, Eq)]
struct NamedOffset {
    offset: FixedOffset,
    name: Option<String>,
}

/// The greater offset, and when it begins and ends each year.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Daylight {
    named: NamedOffset,
    start: Onset,
    end: Onset,
}

/// When a transition comes each year, by the clock before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Onset {
    month: u32,
    /// The number of the day among the month's days with that weekday, 1 to 4; -1 for the last.
    nth: i8,
    weekday: Weekday,
    time: NaiveTime,
}

impl Timezone {
    /// Returns a rule of a zone that is right at all these instants, in UTC and in order: in all
    /// the years from the first to the last if there is such a rule, else at the instants
    /// themselves. None if there is no such rule either.
    pub fn fit(zone: Tz, instants: &[NaiveDateTime]) -> Option<Self> {
        let (first, last) = (instants.first()?.year(), instants.last()?.year());
        if first <= BEGINNING.year() {
            return None;
        }
        let start = NaiveDate::from_ymd_opt(first, 1, 1)?.and_time(NaiveTime::MIN);
        let end = NaiveDate::from_ymd_opt(last + 1, 1, 1)?.and_time(NaiveTime::MIN);
        let actual = transitions(zone, start, end);
        let is_right_in_all_years = |rule: &&Self| {
            rule.transitions(first, last) == actual && rule.offset(start) == offset(zone, start)
        };
        let is_right_at_all = |rule: &&Self| instants.iter().all(|at| rule.is_right(*at));
        let candidates = Self::candidates(zone, &actual, instants);
        let found = candidates.iter().find(is_right_in_all_years);
        let found = found.or_else(|| candidates.iter().find(is_right_at_all));
        found.cloned()
    }

    /// Returns every rule that some of the transitions may follow; then each offset alone.
    fn candidates(zone: Tz, transitions: &[Transition], instants: &[NaiveDateTime]) -> Vec<Self> {
        let mut sides: Vec<(NamedOffset, Option<Daylight>)> = Vec::new();
        for (begin, end) in summers(transitions) {
            let standard = NamedOffset::at(zone, end.at);
            for start in Onset::of(begin) {
                for end in Onset::of(end) {
                    let named = NamedOffset::at(zone, begin.at);
                    let side = (standard.clone(), Some(Daylight { named, start, end }));
                    if !sides.contains(&side) {
                        sides.push(side);
                    }
                }
            }
        }
        let ends = [instants.first(), instants.last()].into_iter().flatten();
        sides.extend(ends.map(|at| (NamedOffset::at(zone, *at), None)));
        let candidates = sides.into_iter().map(|(standard, daylight)| Self {
            zone,
            standard,
            daylight,
        });
        // Outlook knows no seconds in an offset.
        candidates.filter(Self::has_whole_minutes).collect()
    }

    fn has_whole_minutes(&self) -> bool {
        let mut offsets = self.offsets();
        offsets.all(|offset| offset.local_minus_utc() % 60 == 0)
    }

    fn offsets(&self) -> impl Iterator<Item = FixedOffset> {
        let daylight = self.daylight.iter().map(|daylight| daylight.named.offset);
        std::iter::once(self.standard.offset).chain(daylight)
    }

    /// Returns the transitions of the rule in those years of UTC, in order.
    fn transitions(&self, first: i32, last: i32) -> Vec<Transition> {
        let mut found = Vec::new();
        let Some(Daylight { named, start, end }) = &self.daylight else {
            return found;
        };
        let (standard, daylight) = (self.standard.offset, named.offset);
        // By local time, a transition may be in another year than in UTC.
        for year in first - 1..=last + 1 {
            for (onset, from, to) in [(start, standard, daylight), (end, daylight, standard)] {
                let at = onset.in_year(year) - from;
                found.push(Transition { at, from, to });
            }
        }
        found.retain(|transition| (first..=last).contains(&transition.at.year()));
        found.sort_by_key(|transition| transition.at);
        found
    }

    /// Returns the offset that the rule gives at an instant in UTC.
    fn offset(&self, utc: NaiveDateTime) -> FixedOffset {
        let transitions = self.transitions(utc.year() - 1, utc.year());
        let last = transitions.iter().rfind(|transition| transition.at <= utc);
        last.map_or(self.standard.offset, |transition| transition.to)
    }

    /// Whether the rule gives the zone's offset at an instant in UTC, and its clocks show that time
    /// just once.
    fn is_right(&self, utc: NaiveDateTime) -> bool {
        let real = offset(self.zone, utc);
        let local = utc + real;
        let shows = |offset: &FixedOffset| self.offset(local - *offset) == *offset;
        self.offset(utc) == real && self.offsets().filter(shows).count() == 1
    }

    /// Appends the component.
    pub fn write(&self, out: &mut Vec<u8>) {
        let (zone, standard) = (self.zone, &self.standard);
        let observances = match &self.daylight {
            None => observance("STANDARD", None, standard.offset, standard),
            Some(Daylight { named, start, end }) => {
                observance("STANDARD", Some(end), named.offset, standard)
                    + &observance("DAYLIGHT", Some(start), standard.offset, named)
            }
        };
        let (begin, end) = ("BEGIN:VTIMEZONE\r\nTZID:", "END:VTIMEZONE\r\n");
        out.extend(format!("{begin}{zone}\r\n{observances}{end}").into_bytes());
    }
}

/// Pairs each transition to a greater offset with those of the same year that undo it.
fn summers(transitions: &[Transition]) -> Vec<(&Transition, &Transition)> {
    let mut summers = Vec::new();
    for begin in transitions {
        for end in transitions {
            let is_undone = (end.from, end.to) == (begin.to, begin.from);
            let is_forward = begin.to.local_minus_utc() > begin.from.local_minus_utc();
            if is_forward && is_undone && end.at.year() == begin.at.year() {
                summers.push((begin, end));
            }
        }
    }
    summers
}

impl NamedOffset {
    /// Returns the offset of a zone at an instant in UTC.
    fn at(zone: Tz, utc: NaiveDateTime) -> Self {
        let name = zone.offset_from_utc_datetime(&utc);
        let name = name.abbreviation().map(str::to_owned);
        let offset = offset(zone, utc);
        Self { offset, name }
    }
}

impl Onset {
    /// Returns the rules by which a transition comes when this one does, the more usual first.
    fn of(transition: &Transition) -> Vec<Self> {
        let local = transition.at + transition.from;
        let month = local.month();
        let last = ((local + Days::new(7)).month() != month).then_some(-1);
        let nth = Some(local.day0() as i8 / 7 + 1).filter(|nth| *nth <= 4);
        let onset = |nth| Self {
            month,
            nth,
            weekday: local.weekday(),
            time: local.time(),
        };
        last.into_iter().chain(nth).map(onset).collect()
    }

    /// Returns its time in that year, by the clock before it.
    fn in_year(self, year: i32) -> NaiveDateTime {
        let nth = |n| NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, n);
        let day = match u8::try_from(self.nth) {
            Ok(n) => nth(n),
            Err(_) => nth(5).or_else(|| nth(4)),
        };
        let day = day.expect("a month has each weekday four times");
        day.and_time(self.time)
    }

    fn rrule(&self) -> String {
        let (month, nth, weekday) = (self.month, self.nth, weekday_code(self.weekday));
        format!("RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{weekday}")
    }
}

/// Returns STANDARD or DAYLIGHT: the time in which the zone has one offset.
fn observance(name: &str, onset: Option<&Onset>, from: FixedOffset, to: &NamedOffset) -> String {
    let start = onset.map_or(BEGINNING, |onset| onset.in_year(BEGINNING.year()));
    let mut lines = vec![
        format!("BEGIN:{name}"),
        format!("DTSTART:{}", date_time(start)),
        format!("TZOFFSETFROM:{}", utc_offset(from)),
        format!("TZOFFSETTO:{}", utc_offset(to.offset)),
    ];
    lines.extend(to.name.iter().map(|name| format!("TZNAME:{name}")));
    lines.extend(onset.map(Onset::rrule));
    lines.push(format!("END:{name}\r\n"));
    lines.join("\r\n")
}

/// Writes `+0530` (RFC 5545 §3.3.14).
fn utc_offset(offset: FixedOffset) -> String {
    offset.to_string().replace(':', "")
}

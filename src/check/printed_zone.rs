//! Zones printed with hours: each must be the zone of the event, or becomes it.

use chrono::{NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetName, Tz};

use crate::phrase::{PrintedZone, ZoneMeaning};
use crate::plan::{ANYWHERE_ON_EARTH, DayHours, LocalSession, LocalTime, Session};

/// Returns the zone that a printed one names by itself: UTC, or anywhere on Earth.
pub(super) fn zone_of(printed: ZoneMeaning) -> Option<Tz> {
    match printed {
        ZoneMeaning::Offset(0) => Some(Tz::UTC),
        ZoneMeaning::Offset(-720) => Some(ANYWHERE_ON_EARTH),
        ZoneMeaning::Offset(_) | ZoneMeaning::Abbreviated(_) => None,
    }
}

/// Returns what is wrong with a printed zone, by the clocks at the start and at the end of that
/// session, and what to write instead; nothing if they agree. `is_one_day` says that the hours are
/// on this day alone.
pub(super) fn disagreement(
    printed: &PrintedZone,
    hours: &DayHours,
    local: LocalSession,
    is_one_day: bool,
) -> Option<(String, String)> {
    let end = local.session.is_end_given().then(|| local.end());
    let mut times = [local.start()].into_iter().chain(end);
    let time = times.find(|time| !agrees(printed.meaning, *time))?;
    let LocalSession { day, zone, .. } = local;
    let offset = offset(time)?;
    let name = offset.abbreviation().unwrap_or_default();
    let shown = if name.starts_with(char::is_alphabetic) {
        format!("{name} (UTC{})", offset.fix())
    } else {
        format!("UTC{}", offset.fix())
    };
    let message = format!("these hours are in another zone: on {day}, {zone} has {shown}");
    let moved = match printed.meaning.offsets().as_slice() {
        [printed] if is_one_day => in_own_zone(hours, *printed, zone, day),
        _ => None,
    };
    let help = match moved {
        Some(help) => format!("{help}; or leave the zone out, if the clocks of {zone} are meant"),
        None => format!("write the hours in {zone}, without a zone"),
    };
    Some((message, help))
}

/// Whether a printed zone has the offset of a local time.
fn agrees(printed: ZoneMeaning, time: LocalTime) -> bool {
    let Some(offset) = offset(time) else {
        return true;
    };
    let minutes = offset.fix().local_minus_utc() / 60;
    let is_named = match printed {
        ZoneMeaning::Offset(_) => false,
        ZoneMeaning::Abbreviated(names) => offset
            .abbreviation()
            .is_some_and(|name| names.contains(&name)),
    };
    is_named || printed.offsets() == [minutes]
}

fn offset(time: LocalTime) -> Option<<Tz as TimeZone>::Offset> {
    let found = time.zone.from_local_datetime(&time.time).earliest()?;
    Some(*found.offset())
}

/// Returns what to write: the same hours by the clocks of the event's own zone. None if they are
/// then on two days.
fn in_own_zone(hours: &DayHours, from: i32, zone: Tz, day: NaiveDate) -> Option<String> {
    let seen = |time: NaiveDateTime| {
        let utc = time - TimeDelta::minutes(from.into());
        zone.from_utc_datetime(&utc).naive_local()
    };
    let (mut sessions, mut days) = (Vec::new(), Vec::new());
    for session in &hours.sessions {
        let (start, end) = session.on(day);
        let (start, end) = (seen(start), seen(end));
        days.push(start.date());
        sessions.push(match session.is_end_given() {
            true => Session::new(start.time(), end.time())?,
            false => Session::starting(start.time()),
        });
    }
    let marker = hours.marker;
    let moved = DayHours { sessions, marker };
    let other = *days.first()?;
    if days.iter().any(|day| *day != other) {
        return None;
    }
    if other == day {
        Some(format!("write `{moved}`, in {zone}"))
    } else {
        Some(format!("write `{moved}` in {zone}, which is on {other}"))
    }
}

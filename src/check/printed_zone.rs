//! Zones printed with hours: each must be the zone of the event, or becomes it.

use chrono::{NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone};
use chrono_tz::{OffsetName, Tz};

use crate::phrase::{PrintedZone, ZoneMeaning};
use crate::plan::{ANYWHERE_ON_EARTH, DayHours, LocalSession, Session};

/// Returns the zone that a printed one names by itself: UTC, or anywhere on Earth.
pub(super) fn zone_of(printed: ZoneMeaning) -> Option<Tz> {
    match printed {
        ZoneMeaning::Offset(0) => Some(Tz::UTC),
        ZoneMeaning::Offset(-720) => Some(ANYWHERE_ON_EARTH),
        ZoneMeaning::Offset(_) | ZoneMeaning::Abbreviated(_) => None,
    }
}

/// Returns what is wrong with a printed zone, by the clocks at the start of that session, and what
/// to write instead; nothing if they agree.
pub(super) fn disagreement(
    printed: &PrintedZone,
    hours: &DayHours,
    local: LocalSession,
) -> Option<(String, String)> {
    let LocalSession { day, zone, .. } = local;
    let start = local.start().time;
    let offset = zone.from_local_datetime(&start).earliest()?;
    let offset = *offset.offset();
    let minutes = offset.fix().local_minus_utc() / 60;
    let name = offset.abbreviation().unwrap_or_default();
    let agrees = match printed.meaning {
        ZoneMeaning::Offset(printed) => printed == minutes,
        ZoneMeaning::Abbreviated(names) => names.contains(&name),
    };
    if agrees {
        return None;
    }
    let shown = if name.starts_with(char::is_alphabetic) {
        format!("{name} (UTC{})", offset.fix())
    } else {
        format!("UTC{}", offset.fix())
    };
    let message = format!("these hours are in another zone: on {day}, {zone} has {shown}");
    let offsets = printed.meaning.offsets();
    let help = match offsets.as_slice() {
        [printed] => in_own_zone(hours, *printed, minutes, zone, day),
        _ => format!("write the hours in {zone}, without a zone"),
    };
    Some((message, help))
}

/// Returns what to write: the same hours by the clocks of the event's own zone.
fn in_own_zone(hours: &DayHours, from: i32, to: i32, zone: Tz, day: NaiveDate) -> String {
    let by = TimeDelta::minutes((to - from).into());
    let first = hours.sessions.first().map(|session| session.start());
    let days = first.map_or(0, |start| start.overflowing_add_signed(by).1.signum());
    let sessions: Vec<Session> = hours
        .sessions
        .iter()
        .filter_map(|one| moved(*one, by))
        .collect();
    let marker = hours.marker;
    let moved = DayHours { sessions, marker };
    match days {
        0 => format!("write `{moved}`, in {zone}"),
        _ => {
            let day = if days > 0 {
                day.succ_opt()
            } else {
                day.pred_opt()
            };
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            format!("write `{moved}` in {zone}, which is on {day}")
        }
    }
}

fn moved(session: Session, by: TimeDelta) -> Option<Session> {
    let at = |time: NaiveTime| time.overflowing_add_signed(by).0;
    if session.is_end_given() {
        Session::new(at(session.start()), at(session.end()))
    } else {
        let lasts = session.end() - session.start();
        Some(Session::starting(at(session.start())).lasting(lasts))
    }
}

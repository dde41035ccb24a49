//! Clocks: whether the times of an event exist, once, in their zone.

use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone,
};
use chrono_tz::Tz;

use super::cursor::Cursor;
use crate::diagnostic::Code;
use crate::plan::{Event, Key, LocalSession, LocalTime};

/// The last year whose clock changes chrono-tz knows.
const LAST_YEAR: i32 = 2099;

/// Reports times of an event, overrides aside, that its clocks do not show, or show twice. Of a
/// series, one occurrence is reported for all.
pub(super) fn check_clocks<T>(event: &Event, at: &Cursor<'_, T>) {
    let sessions = event.usual_sessions().into_iter();
    let mut times: Vec<LocalTime> = sessions.flat_map(given).collect();
    times.dedup();
    if let Some(late) = times.iter().find(|local| local.time.year() > LAST_YEAR) {
        let (year, id) = (late.time.year(), &event.id);
        let message = format!("`{id}` has hours in {year}, for which no time-zone rules are known");
        let help = format!("give hours up to {LAST_YEAR}, or leave them out");
        return at.report(Code::BadHours, message, help);
    }
    let faults = times
        .iter()
        .filter_map(|local| clock_fault(*local, &event.id));
    let faults: Vec<ClockFault> = faults.collect();
    for code in [Code::ImpossibleTime, Code::AmbiguousTime] {
        let mut faults = faults.iter().filter(|fault| fault.code == code);
        let Some(first) = faults.next() else { continue };
        let message = match faults.count() {
            0 => first.message.clone(),
            1 => format!("{}; one more of its times is like that", first.message),
            more => format!("{}; {more} more of its times are like that", first.message),
        };
        let mut help = first.help.clone();
        if event.repeat.is_some() {
            help.push_str(
                "; or give that meeting hours of its own, under `instances`, or name its day in \
                 `except`",
            );
        }
        at.report(code, message, help);
    }
}

/// Returns the start of a session, and its end if the plan gives it.
fn given(session: LocalSession) -> impl Iterator<Item = LocalTime> {
    let end = session.session.is_end_given().then(|| session.end());
    [session.start()].into_iter().chain(end)
}

/// A time that the clocks of its zone do not show, or show twice.
struct ClockFault {
    code: Code,
    message: String,
    help: String,
}

fn clock_fault(local: LocalTime, id: &Key) -> Option<ClockFault> {
    let LocalTime { time, zone } = local;
    let day = time.date();
    let (code, what, help) = match zone.from_local_datetime(&time) {
        MappedLocalTime::Single(_) => return None,
        MappedLocalTime::Ambiguous(one, other) => {
            let [one, other] = [one, other].map(|time| offset(&time));
            (
                Code::AmbiguousTime,
                format!("exists twice in {zone}: once at {one}, once at {other}"),
                "choose a time that is not repeated when the clocks go back".to_owned(),
            )
        }
        MappedLocalTime::None => {
            let [before, after] =
                [-2, 2].map(|days| zone.from_utc_datetime(&(time + TimeDelta::days(days))));
            // The time by the clocks as they were before the leap, and as they are after it.
            let [late, early] = [&before, &after].map(|near| {
                let utc = time - TimeDelta::seconds(near.offset().fix().local_minus_utc().into());
                on_day(zone.from_utc_datetime(&utc).naive_local(), day)
            });
            let [before, after] = [before, after].map(|time| offset(&time));
            (
                Code::ImpossibleTime,
                format!(
                    "does not exist in {zone}: the clocks leap over it, from {before} to {after}"
                ),
                format!("write {late}, if {before} was meant, or {early}, if {after}"),
            )
        }
    };
    let clock = time.format("%H:%M");
    let message = format!("{clock} on {day}, of `{id}`, {what}");
    Some(ClockFault {
        code,
        message,
        help,
    })
}

fn offset(time: &DateTime<Tz>) -> String {
    format!("UTC{}", time.offset().fix())
}

/// A time that may have been meant, with its day where that is another.
fn on_day(time: NaiveDateTime, day: NaiveDate) -> String {
    let clock = time.format("%H:%M").to_string();
    match time.date() {
        other if other != day => format!("{clock} on {other}"),
        _ => clock,
    }
}

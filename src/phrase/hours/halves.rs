//! Times of which some have am or pm: which half of the day the others are in.

use std::ops::Range;

use super::printed::{Clock, ClockForm, PrintedSession};
use super::problem::{HoursProblem, HoursProblemKind};
use super::resolve::{Resolved, check_midnight};
use super::span::{DAY, HALF, TimeSpan, in_order, longer};
use crate::language::DayPart;
use crate::plan::Session;

/// The longest session that is offered, where its words leave the half of the day open.
const LONGEST_OFFERED: u32 = 18 * 60;

/// Returns the sessions where am or pm is printed: it holds for the other times beside it too, if
/// a session then lasts less than twelve hours. A time with am or pm of its own keeps it.
pub(super) fn by_halves(printed: &[PrintedSession]) -> Result<Resolved, HoursProblem> {
    let printed = &without_padding(printed);
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for (session, spans) in printed.iter().zip(all_spans(printed)) {
        check_midnight(session, printed)?;
        if spans.is_empty() || is_twelve_unsure(session) {
            return Err(unsure(session, printed));
        }
        lists = longer(&lists, &spans);
        if lists.is_empty() {
            let kind = HoursProblemKind::OutOfOrder(Vec::new());
            return Err(HoursProblem::new(session.tokens(), kind));
        }
    }
    let best = lists.iter().map(|list| shared_by(list)).max();
    lists.retain(|list| Some(shared_by(list)) == best);
    let lists: Vec<Vec<Session>> = lists.into_iter().filter_map(in_order).collect();
    match lists.as_slice() {
        [sessions] => Ok(Resolved {
            sessions: sessions.clone(),
            doubt: None,
        }),
        _ => Err(HoursProblem::new(
            whole(printed),
            HoursProblemKind::Halves(lists),
        )),
    }
}

/// Returns the sessions with no zeros before hours, if one is before an hour that has am or pm:
/// there a zero does not tell the 24-hour clock.
fn without_padding(printed: &[PrintedSession]) -> Vec<PrintedSession> {
    let mut plain = printed.to_vec();
    let mut clocks = printed.iter().flat_map(PrintedSession::clocks);
    let is_padded =
        clocks.any(|clock| clock.form == ClockForm::LeadingZero && clock.part.is_some());
    for session in &mut plain {
        for clock in std::iter::once(&mut session.start).chain(&mut session.end) {
            if is_padded && clock.form == ClockForm::LeadingZero && clock.hour > 0 {
                clock.form = ClockForm::Plain;
            }
        }
    }
    plain
}

/// Returns the spans that each session may be.
fn all_spans(printed: &[PrintedSession]) -> Vec<Vec<TimeSpan>> {
    let mut shared = shared_halves(printed).into_iter();
    let mut all = Vec::new();
    for session in printed {
        let halves: Vec<_> = shared.by_ref().take(session.clocks().count()).collect();
        all.push(spans(session, &halves));
    }
    all
}

/// Returns how many times of a list share the half of the day of another.
fn shared_by(list: &[TimeSpan]) -> usize {
    list.iter().map(|span| span.shared).sum()
}

/// Whether a session to twelve may be to noon or to midnight, as `9-12am`, or begins at an hour
/// that is hardly before noon, as `2-noon`; or begins at the midnight of either end of the day.
fn is_twelve_unsure(session: &PrintedSession) -> bool {
    let (start, Some(end)) = (&session.start, &session.end) else {
        return false;
    };
    if start.has_half() || start.hour > 12 || end.hour != 12 && start.hour != 12 {
        return false;
    }
    let is_open = options(start).len() > 1;
    match (end.part, marked(end)) {
        (Some(DayPart::Am), Some(minutes)) => minutes < 60 || is_open && start.minute == 0,
        _ => is_open && plain(end) == Some(HALF) && start.hour % 12 < 5,
    }
}

/// Returns the problem of a session whose words leave the half of the day open, with the hours that
/// may be meant.
fn unsure(session: &PrintedSession, printed: &[PrintedSession]) -> HoursProblem {
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for (other, spans) in printed.iter().zip(all_spans(printed)) {
        let spans = if other == session {
            possible(session)
        } else {
            spans
        };
        lists = longer(&lists, &spans);
    }
    let lists = lists.into_iter().filter_map(in_order).take(3).collect();
    HoursProblem::new(session.tokens(), HoursProblemKind::Halves(lists))
}

/// Returns the spans that a session may be, if a zero before an hour tells nothing, and twelve may
/// be noon or midnight.
pub(super) fn possible(session: &PrintedSession) -> Vec<TimeSpan> {
    let starts = either(&session.start);
    let Some(end) = &session.end else {
        let spans = starts.into_iter().map(|start| TimeSpan::new(start, None));
        return spans.collect();
    };
    let is_twelve = end.hour == 12 && matches!(end.part, Some(DayPart::Am | DayPart::Pm));
    let (ends, longest) = if is_twelve {
        (vec![HALF + end.minute, DAY + end.minute], HALF)
    } else {
        (either(end), LONGEST_OFFERED)
    };
    let spans = starts.iter().flat_map(|start| {
        let ends = ends.iter().map(|end| TimeSpan::new(*start, Some(*end)));
        ends.filter(|span| !span.is_empty() && span.minutes() <= longest)
    });
    spans.collect()
}

/// Returns the spans that a session may be, in the halves of the day that its times may have.
pub(super) fn spans(session: &PrintedSession, shared: &[Option<bool>]) -> Vec<TimeSpan> {
    let mut found: Vec<TimeSpan> = Vec::new();
    let is_short = !is_given(session);
    for start in options(&session.start) {
        let Some(end) = &session.end else {
            let shared = usize::from(shared[0] == Some(start >= HALF));
            found.push(TimeSpan {
                shared,
                ..TimeSpan::new(start, None)
            });
            continue;
        };
        for end in options(end) {
            let span = TimeSpan::new(start, Some(end));
            let halves = [start, end].map(|time| Some((HALF..DAY).contains(&time)));
            let shared = shared
                .iter()
                .zip(halves)
                .filter(|(one, other)| **one == *other);
            let shared = shared.count();
            if !span.is_empty() && (!is_short || span.minutes() < HALF) {
                found.push(TimeSpan { shared, ..span });
            }
        }
    }
    found
}

/// Whether each time of a session says its half of the day in the same way: a zero before an hour
/// does not beside am or pm.
fn is_given(session: &PrintedSession) -> bool {
    let has_half = session.clocks().any(Clock::has_half);
    let mut clocks = session.clocks();
    clocks.all(|clock| {
        options(clock).len() == 1
            && (!has_half || clock.part.is_some() || clock.form != ClockForm::LeadingZero)
    })
}

/// Returns the minutes that a time may be at.
fn options(clock: &Clock) -> Vec<u32> {
    match clock.form {
        ClockForm::Plain => either(clock),
        _ => plain(clock).into_iter().collect(),
    }
}

/// Returns the minutes that a time may be at, if a zero before its hour tells nothing.
fn either(clock: &Clock) -> Vec<u32> {
    let can_be_either = matches!(clock.form, ClockForm::Plain | ClockForm::LeadingZero)
        && (1..=12).contains(&clock.hour);
    if clock.part.is_none() && can_be_either {
        let am = clock.hour % 12 * 60 + clock.minute;
        return vec![am, am + HALF];
    }
    plain(clock).into_iter().collect()
}

/// Returns, for each time without am or pm, whether it is after noon as the next time is that says
/// so, or else as the last one before it; none for the others.
fn shared_halves(printed: &[PrintedSession]) -> Vec<Option<bool>> {
    let clocks: Vec<&Clock> = printed.iter().flat_map(PrintedSession::clocks).collect();
    let mut halves = Vec::new();
    for (n, clock) in clocks.iter().enumerate() {
        let mut behind = clocks[n..].iter();
        let mut before = clocks[..n].iter().rev();
        let next = behind.find_map(|clock| half(clock));
        let half = next.or_else(|| before.find_map(|clock| half(clock)));
        halves.push(half.filter(|_| clock.part.is_none()));
    }
    halves
}

/// Returns whether a time is after noon, where that is printed beside it.
fn half(clock: &Clock) -> Option<bool> {
    Some((HALF..DAY).contains(&marked(clock)?))
}

/// Returns the minutes of a time by the 24-hour clock; none if the time does not fit the part of
/// the day beside it.
pub(super) fn plain(clock: &Clock) -> Option<u32> {
    match clock.form {
        ClockForm::Midnight if clock.minute == 0 => Some(DAY),
        _ if clock.part.is_some() => marked(clock),
        _ => Some(clock.hour * 60 + clock.minute),
    }
}

/// Returns the minutes of a time in the part of the day that is printed beside it.
pub(super) fn marked(clock: &Clock) -> Option<u32> {
    let Clock { hour, minute, .. } = *clock;
    let (am, pm) = (hour % 12 * 60 + minute, hour % 12 * 60 + minute + HALF);
    match clock.part? {
        // Before noon is before 12pm, and before midnight before 12am.
        DayPart::Am if clock.is_before_twelve => Some(pm),
        DayPart::Pm if clock.is_before_twelve => Some(am),
        DayPart::Am => (hour <= 12).then_some(am),
        DayPart::Pm => (1..24).contains(&hour).then_some(pm),
        DayPart::Morning => (hour < 12).then_some(am),
        DayPart::Afternoon => (1..24).contains(&hour).then_some(pm),
        DayPart::SmallHours => (hour <= 12).then_some(am),
        DayPart::Evening => (1..24).contains(&hour).then_some(pm).filter(|_| hour != 12),
        DayPart::Night => match hour {
            12 => Some(DAY),
            0..=5 => Some(am),
            6..24 => Some(pm),
            _ => None,
        },
        DayPart::Meridies => ((hour, minute) == (12, 0)).then_some(HALF),
    }
}

fn whole(printed: &[PrintedSession]) -> Range<usize> {
    let first = printed.first().map_or(0, |first| first.tokens().start);
    let last = printed.last().map_or(0, |last| last.tokens().end);
    first..last
}

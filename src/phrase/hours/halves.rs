//! Times of which some have am or pm: which half of the day the others are in.

use std::ops::Range;

use super::printed::{Clock, ClockForm, PrintedSession};
use super::problem::{HoursProblem, HoursProblemKind};
use super::resolve::{Resolved, check_midnight};
use super::span::{DAY, HALF, TimeSpan, in_order, longer};
use crate::language::DayPart;
use crate::plan::Session;

/// Returns the sessions where am or pm is printed: it holds for the other times beside it too, if
/// a session then lasts at most twelve hours.
pub(super) fn by_halves(printed: &[PrintedSession]) -> Result<Resolved, HoursProblem> {
    let shared = shared_halves(printed);
    let mut at = 0;
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for session in printed {
        check_midnight(session, printed)?;
        let halves = &shared[at..at + session.clocks().count()];
        at += halves.len();
        let spans = spans(session, halves);
        if spans.is_empty() {
            return Err(HoursProblem::new(session.tokens(), HoursProblemKind::Empty));
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

/// Returns how many times of a list share the half of the day of another.
fn shared_by(list: &[TimeSpan]) -> usize {
    list.iter().map(|span| span.shared).sum()
}

/// Returns the spans that a session may be, in the halves of the day that its times may have.
pub(super) fn spans(session: &PrintedSession, shared: &[Option<bool>]) -> Vec<TimeSpan> {
    let mut found: Vec<TimeSpan> = Vec::new();
    let is_given = session.clocks().all(|clock| options(clock).len() == 1);
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
            if !span.is_empty() && (is_given || span.minutes() <= HALF) {
                found.push(TimeSpan { shared, ..span });
            }
        }
    }
    found
}

/// Returns the minutes that a time may be at.
fn options(clock: &Clock) -> Vec<u32> {
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

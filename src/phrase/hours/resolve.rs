//! The times of printed sessions: which half of the day each is in.

use std::ops::Range;

use chrono::{NaiveDate, NaiveTime};

use super::printed::{Clock, ClockForm, Joint, PrintedSession};
use super::problem::{HoursProblem, HoursProblemKind};
use crate::language::DayPart;
use crate::plan::Session;

/// The most sessions of a day: each is an entry of its own.
const MOST_SESSIONS: usize = 9;

/// Whether each session begins after the one before has ended, and there are not too many.
pub(super) fn is_in_order(sessions: &[Session]) -> bool {
    let day = NaiveDate::default();
    let mut pairs = sessions.windows(2);
    sessions.len() <= MOST_SESSIONS
        && pairs.all(|pair| {
            let (start, next) = (pair[0].start(), pair[1].start());
            start < next && pair[0].last_known(day) <= day.and_time(next)
        })
}

/// Minutes of half a day, and of a whole one.
const HALF: u32 = 12 * 60;
const DAY: u32 = 24 * 60;

/// The sessions of a day, and what else they may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub sessions: Vec<Session>,
    /// The sessions after noon, if the words do not say that they are before it.
    pub doubt: Option<Vec<Session>>,
}

/// A session in minutes of its day; the end may be on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TimeSpan {
    start: u32,
    end: Option<u32>,
    /// How many of its times have the half of the day that is printed beside another.
    shared: usize,
}

impl TimeSpan {
    /// Returns the spans from one time of day to another.
    fn new(start: u32, end: Option<u32>) -> Self {
        let end = end.map(|end| if end <= start { end + DAY } else { end });
        let shared = 0;
        Self { start, end, shared }
    }

    fn minutes(self) -> u32 {
        self.end.map_or(0, |end| end - self.start)
    }

    /// Whether it lasts no time, or a whole day.
    fn is_empty(self) -> bool {
        self.end.is_some() && self.minutes() % DAY == 0
    }

    fn session(self) -> Option<Session> {
        let start = time(self.start)?;
        match self.end {
            None => Some(Session::starting(start)),
            Some(end) => Session::new(start, time(end)?),
        }
    }
}

fn time(minutes: u32) -> Option<NaiveTime> {
    NaiveTime::from_num_seconds_from_midnight_opt(minutes % DAY * 60, 0)
}

/// Returns the sessions that are meant.
pub(super) fn resolve(printed: &[PrintedSession]) -> Result<Resolved, HoursProblem> {
    if printed.len() > MOST_SESSIONS {
        let tokens = printed[MOST_SESSIONS].tokens();
        let kind = HoursProblemKind::TooMany(printed.len(), MOST_SESSIONS);
        return Err(HoursProblem::new(tokens, kind));
    }
    check_commas(printed)?;
    for (n, session) in printed.iter().enumerate() {
        check_slash(printed, n)?;
        for clock in session.clocks() {
            check_clock(clock)?;
        }
    }
    let has_half = printed
        .iter()
        .flat_map(PrintedSession::clocks)
        .any(Clock::has_half);
    let resolved = if has_half && !is_of_24(printed) {
        by_halves(printed)?
    } else {
        by_24_hours(printed)?
    };
    for (session, meant) in printed.iter().zip(&resolved.sessions) {
        check_words(session, *meant)?;
    }
    Ok(resolved)
}

/// A comma has one meaning throughout.
fn check_commas(printed: &[PrintedSession]) -> Result<(), HoursProblem> {
    let mut clocks = printed.iter().flat_map(PrintedSession::clocks);
    let joined = printed
        .iter()
        .find(|session| session.joint == Joint::MinuteSign);
    match joined.filter(|_| clocks.any(|clock| clock.has_comma)) {
        Some(session) => Err(HoursProblem::new(
            session.tokens(),
            HoursProblemKind::NotATime,
        )),
        None => Ok(()),
    }
}

/// A slash is between sessions that have ends: two starts may be a range.
fn check_slash(printed: &[PrintedSession], n: usize) -> Result<(), HoursProblem> {
    let joined = &printed[n.saturating_sub(1)..=n];
    if printed[n].joint != Joint::Slash || joined.iter().all(|session| session.end.is_some()) {
        return Ok(());
    }
    let (first, last) = (&printed[n - 1], &printed[n]);
    let mut suggestions = Vec::new();
    if let [first, last] = printed
        && let (None, None) = (&first.end, &last.end)
        && let (Some(one), Some(other)) = (plain(&first.start), plain(&last.start))
    {
        let both = vec![TimeSpan::new(one, None), TimeSpan::new(other, None)];
        let lists = [vec![TimeSpan::new(one, Some(other))], both];
        suggestions = lists.into_iter().filter_map(in_order).collect();
    }
    let tokens = first.tokens().start..last.tokens().end;
    Err(HoursProblem::new(
        tokens,
        HoursProblemKind::Slash(suggestions),
    ))
}

/// Whether a time can be shown by a clock.
fn check_clock(clock: &Clock) -> Result<(), HoursProblem> {
    let is_time = clock.minute < 60 && (clock.hour < 24 || (clock.hour, clock.minute) == (24, 0));
    let fits = marked(clock).is_some() || clock.part.is_none();
    if is_time && fits {
        return Ok(());
    }
    Err(HoursProblem::new(
        clock.tokens.clone(),
        HoursProblemKind::NotATime,
    ))
}

/// Checks a session against what else its words say.
fn check_words(printed: &PrintedSession, meant: Session) -> Result<(), HoursProblem> {
    if printed.next_day && !meant.is_over_midnight() {
        return Err(HoursProblem::new(
            printed.tokens(),
            HoursProblemKind::NotNextDay,
        ));
    }
    let Some(again) = &printed.again else {
        return Ok(());
    };
    let is_same = resolve(std::slice::from_ref(&**again))
        .is_ok_and(|other| other.sessions == [meant] || other.doubt == Some(vec![meant]));
    if is_same {
        return Ok(());
    }
    let tokens = printed.tokens().start..again.tokens().end;
    Err(HoursProblem::new(tokens, HoursProblemKind::Disagrees))
}

/// Whether words for parts of the day are beside times of a clock of 24 hours, and not am or pm.
fn is_of_24(printed: &[PrintedSession]) -> bool {
    let clocks: Vec<&Clock> = printed.iter().flat_map(PrintedSession::clocks).collect();
    let is_said = clocks.iter().any(|clock| {
        matches!(clock.part, Some(DayPart::Am | DayPart::Pm)) || clock.form == ClockForm::Noon
    });
    !is_said && clocks.iter().any(|clock| clock.is_of_24())
}

/// Returns the minutes of a time by a clock of 24 hours; none if only the next day has them.
fn plain(clock: &Clock) -> Option<u32> {
    match clock.form {
        ClockForm::Midnight if clock.minute == 0 => Some(DAY),
        _ if clock.part.is_some() => marked(clock),
        _ => Some(clock.hour * 60 + clock.minute),
    }
}

/// Returns the minutes of a time in the part of the day that is printed beside it.
fn marked(clock: &Clock) -> Option<u32> {
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

/// Returns the sessions where am or pm is printed: it holds for the other times beside it too, if
/// a session then lasts at most twelve hours.
fn by_halves(printed: &[PrintedSession]) -> Result<Resolved, HoursProblem> {
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

/// Returns every list with every span behind it that begins after its last one.
fn longer(lists: &[Vec<TimeSpan>], spans: &[TimeSpan]) -> Vec<Vec<TimeSpan>> {
    let mut found = Vec::new();
    for list in lists {
        for span in spans {
            if list.last().is_none_or(|last| is_after(*span, *last)) {
                found.push([list.as_slice(), &[*span]].concat());
            }
        }
    }
    found
}

fn is_after(span: TimeSpan, last: TimeSpan) -> bool {
    span.start > last.start && last.end.is_none_or(|end| span.start >= end)
}

/// Returns the spans that a session may be, in the halves of the day that its times may have.
fn spans(session: &PrintedSession, shared: &[Option<bool>]) -> Vec<TimeSpan> {
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

/// Returns for each time without am or pm whether it shares that of the next one that has it, or
/// else of the last one before it.
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

/// Refuses midnight as a start: it may be that of either end of the day.
fn check_midnight(
    session: &PrintedSession,
    printed: &[PrintedSession],
) -> Result<(), HoursProblem> {
    let start = &session.start;
    let is_midnight = start.form == ClockForm::Midnight && start.minute == 0
        || (start.hour, start.minute) == (12, 0) && matches!(marked(start), Some(0 | DAY))
        || start.hour == 24;
    if !is_midnight {
        return Ok(());
    }
    let end = session.end.as_ref().and_then(plain);
    let mut suggestions = Vec::new();
    if printed.len() == 1 && end.is_some() == session.end.is_some() {
        let noon = start.part == Some(DayPart::Am) || start.part == Some(DayPart::Night);
        let starts = if noon { vec![0, HALF] } else { vec![0] };
        for start in starts {
            suggestions.extend(in_order(vec![TimeSpan::new(start, end)]));
        }
    }
    Err(HoursProblem::new(
        start.tokens.clone(),
        HoursProblemKind::Midnight(suggestions),
    ))
}

/// Returns the sessions by a clock of 24 hours.
fn by_24_hours(printed: &[PrintedSession]) -> Result<Resolved, HoursProblem> {
    let mut spans: Vec<TimeSpan> = Vec::new();
    for session in printed {
        check_midnight(session, printed)?;
        let (Some(start), Some(end)) = (
            plain(&session.start),
            session
                .end
                .as_ref()
                .map_or(Some(None), |end| plain(end).map(Some)),
        ) else {
            return Err(HoursProblem::new(
                session.tokens(),
                HoursProblemKind::NotATime,
            ));
        };
        let span = TimeSpan::new(start, end);
        if span.is_empty() {
            return Err(HoursProblem::new(session.tokens(), HoursProblemKind::Empty));
        }
        spans.push(span);
    }
    for (n, session) in printed.iter().enumerate() {
        if let Some(other) = other_span(session, spans[n]) {
            let suggestions = [other, spans[n]].map(|span| {
                let mut spans = spans.clone();
                spans[n] = span;
                spans
            });
            let suggestions = suggestions.into_iter().filter_map(in_order).collect();
            return Err(HoursProblem::new(
                session.tokens(),
                HoursProblemKind::Halves(suggestions),
            ));
        }
    }
    for n in 1..spans.len() {
        if !is_after(spans[n], spans[n - 1]) {
            let kind = HoursProblemKind::OutOfOrder(meant_after_noon(printed));
            return Err(HoursProblem::new(printed[n].tokens(), kind));
        }
    }
    let sessions = in_order(spans.clone()).unwrap_or_default();
    Ok(Resolved {
        sessions,
        doubt: doubt(printed, &spans),
    })
}

/// Returns the other reading of a session without am or pm: its end is before its start, or it
/// lasts to midnight.
fn other_span(session: &PrintedSession, span: TimeSpan) -> Option<TimeSpan> {
    let end = session.end.as_ref()?;
    let has_zero = session
        .clocks()
        .any(|clock| clock.form == ClockForm::LeadingZero);
    if end.form == ClockForm::Midnight && end.minute == 0 {
        let is_open =
            session.start.form == ClockForm::Plain && (1..12).contains(&session.start.hour);
        return is_open.then(|| TimeSpan::new(span.start + HALF, Some(DAY)));
    }
    let is_open = span.end > Some(DAY) && session.start.hour <= 12 && (1..=12).contains(&end.hour);
    if !is_open || has_zero || session.clocks().any(Clock::has_half) {
        return None;
    }
    let later = end.hour % 12 * 60 + end.minute + HALF;
    Some(TimeSpan::new(span.start, Some(later)))
}

/// Returns the sessions in order that are meant if some of the times are after noon.
fn meant_after_noon(printed: &[PrintedSession]) -> Vec<Vec<Session>> {
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for session in printed {
        lists = longer(&lists, &spans(session, &[None, None]));
    }
    lists.into_iter().filter_map(in_order).take(3).collect()
}

/// Returns the sessions after noon, if the first begins from 1:00 to 7:59 and nothing shows that it
/// is by a clock of 24 hours.
fn doubt(printed: &[PrintedSession], spans: &[TimeSpan]) -> Option<Vec<Session>> {
    let mut clocks = printed.iter().flat_map(PrintedSession::clocks);
    if !(60..8 * 60).contains(&spans.first()?.start)
        || clocks
            .any(|clock| clock.form != ClockForm::Plain || clock.is_of_24() || clock.has_half())
    {
        return None;
    }
    let mut later: Vec<TimeSpan> = Vec::new();
    for span in spans {
        let end = span.end.map(|end| end + HALF);
        later.push(TimeSpan {
            start: span.start + HALF,
            end,
            shared: 0,
        });
    }
    in_order(later.clone()).filter(|_| later.iter().all(|span| span.start < DAY))
}

/// Returns sessions, if each begins after the one before has ended.
fn in_order(spans: Vec<TimeSpan>) -> Option<Vec<Session>> {
    let is_ordered = spans.windows(2).all(|pair| is_after(pair[1], pair[0]));
    let sessions = spans
        .into_iter()
        .map(TimeSpan::session)
        .collect::<Option<Vec<Session>>>();
    sessions.filter(|_| is_ordered)
}

fn whole(printed: &[PrintedSession]) -> Range<usize> {
    let first = printed.first().map_or(0, |first| first.tokens().start);
    let last = printed.last().map_or(0, |last| last.tokens().end);
    first..last
}

//! The times of printed sessions: which half of the day each is in.

use super::halves::{by_halves, marked, plain, spans};
use super::printed::{Clock, ClockForm, Joint, PrintedSession};
use super::problem::{HoursProblem, HoursProblemKind};
use super::span::{DAY, HALF, MOST_SESSIONS, TimeSpan, in_order, is_after, longer};
use super::zone::ZoneMeaning;
use crate::language::DayPart;
use crate::plan::Session;

/// The sessions of a day, and what else they may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resolved {
    pub sessions: Vec<Session>,
    /// The sessions after noon, if the words do not say that they are before it.
    pub doubt: Option<Vec<Session>>,
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
    {
        let range = PrintedSession::new(first.start.clone(), Some(last.start.clone()));
        let both = [first, last].map(|session| PrintedSession::new(session.start.clone(), None));
        suggestions.extend(offered(&[range]));
        suggestions.extend(offered(&both));
    }
    let tokens = first.tokens().start..last.tokens().end;
    Err(HoursProblem::new(
        tokens,
        HoursProblemKind::Slash(suggestions),
    ))
}

/// Returns the meanings of sessions, to offer them.
fn offered(printed: &[PrintedSession]) -> Vec<Vec<Session>> {
    match resolve(printed) {
        Ok(resolved) => std::iter::once(resolved.sessions)
            .chain(resolved.doubt)
            .collect(),
        Err(problem) => match problem.kind {
            HoursProblemKind::Halves(lists) => lists,
            _ => Vec::new(),
        },
    }
}

/// Whether a time can be shown by a clock, and is one only.
fn check_clock(clock: &Clock) -> Result<(), HoursProblem> {
    if clock.is_half && clock.part.is_none() {
        let hour = clock.hour % 12 * 60;
        let times = [
            hour + 30,
            hour + 30 + HALF,
            (hour + HALF - 30) % HALF,
            (hour + HALF - 30) % HALF + HALF,
        ];
        let lists = times.map(|time| in_order(vec![TimeSpan::new(time, None)]));
        let kind = HoursProblemKind::Halves(lists.into_iter().flatten().collect());
        return Err(HoursProblem::new(clock.tokens.clone(), kind));
    }
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
    let other = resolve(std::slice::from_ref(&**again));
    let is_same = other.is_ok_and(|other| {
        let readings = other
            .sessions
            .into_iter()
            .chain(other.doubt.into_iter().flatten());
        let zones = [printed, again].map(|session| session.clocks().find_map(Clock::zone_meaning));
        readings
            .into_iter()
            .any(|other| is_moment_of(meant, other, zones))
    });
    if is_same {
        return Ok(());
    }
    let tokens = printed.tokens().start..again.tokens().end;
    Err(HoursProblem::new(tokens, HoursProblemKind::Disagrees))
}

/// Whether two sessions are at the same time, by the clocks of two zones.
fn is_moment_of(session: Session, other: Session, zones: [Option<ZoneMeaning>; 2]) -> bool {
    let [Some(zone), Some(other_zone)] = zones else {
        return session == other;
    };
    let apart = (other.start() - session.start()).num_minutes();
    let is_as_long = session.is_end_given() == other.is_end_given()
        && (session.end() - session.start() - (other.end() - other.start())).num_minutes() % 1440
            == 0;
    let offsets = zone.offsets();
    let mut pairs = offsets.iter().flat_map(|one| {
        other_zone
            .offsets()
            .into_iter()
            .map(move |two| i64::from(two - one))
    });
    (zone == other_zone && session == other)
        || is_as_long && pairs.any(|offset| (apart - offset).rem_euclid(1440) == 0)
}

/// Whether a time has a form of the 24-hour clock, and none has am, pm or noon beside it.
fn is_of_24(printed: &[PrintedSession]) -> bool {
    let clocks: Vec<&Clock> = printed.iter().flat_map(PrintedSession::clocks).collect();
    let is_said = clocks.iter().any(|clock| {
        matches!(clock.part, Some(DayPart::Am | DayPart::Pm)) || clock.form == ClockForm::Noon
    });
    !is_said && clocks.iter().any(|clock| clock.is_of_24())
}

/// Refuses midnight as a start: it may be that of either end of the day.
pub(super) fn check_midnight(
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
    let is_first = printed
        .first()
        .is_none_or(|first| first.start.tokens == start.tokens);
    if start.hour == 24 || !is_first {
        let kind = HoursProblemKind::EndOfDay;
        return Err(HoursProblem::new(start.tokens.clone(), kind));
    }
    let end = session.end.as_ref().and_then(plain);
    let mut suggestions = Vec::new();
    if printed.len() == 1 && end.is_some() == session.end.is_some() {
        let midnight = TimeSpan::new(0, end);
        let noon = TimeSpan::new(HALF, end);
        let may_be_noon = start.part == Some(DayPart::Am) && noon.minutes() <= HALF;
        for span in [Some(midnight), may_be_noon.then_some(noon)] {
            let span = span.filter(|span| !span.is_empty());
            suggestions.extend(span.and_then(|span| in_order(vec![span])));
        }
    }
    Err(HoursProblem::new(
        start.tokens.clone(),
        HoursProblemKind::Midnight(suggestions),
    ))
}

/// Returns the sessions by the 24-hour clock.
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
            let suggestions = with_either(printed, n, [other, spans[n]]);
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

/// Returns up to three lists of sessions in order, in which the nth is one of two.
fn with_either(printed: &[PrintedSession], n: usize, nth: [TimeSpan; 2]) -> Vec<Vec<Session>> {
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for (m, session) in printed.iter().enumerate() {
        let others = if m == n {
            nth.to_vec()
        } else {
            spans(session, &[None, None])
        };
        lists = longer(&lists, &others);
    }
    lists.into_iter().filter_map(in_order).take(3).collect()
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
    let is_open = span.end > Some(DAY) && (1..=12).contains(&end.hour);
    let has_half = end.has_half() || session.start.has_half() && span.minutes() <= HALF;
    if !is_open || has_zero || has_half {
        return None;
    }
    let later = end.hour % 12 * 60 + end.minute + HALF;
    // `13.30-3` as `10-3`, but not `18:00-7:00`, `22-4` or `14h-3h`.
    let is_late = session.start.hour >= 18 || later <= span.start;
    if session.start.hour > 12 && (is_late || end.form == ClockForm::Unit) {
        return None;
    }
    Some(TimeSpan::new(span.start, Some(later)))
}

/// Returns up to three lists of sessions in order, which may be meant if some times are after noon.
fn meant_after_noon(printed: &[PrintedSession]) -> Vec<Vec<Session>> {
    let mut lists: Vec<Vec<TimeSpan>> = vec![Vec::new()];
    for session in printed {
        lists = longer(&lists, &spans(session, &[None, None]));
    }
    lists.into_iter().filter_map(in_order).take(3).collect()
}

/// Returns the sessions after noon, if the first begins from 1:00 to 7:59 and nothing shows that it
/// is by the 24-hour clock.
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

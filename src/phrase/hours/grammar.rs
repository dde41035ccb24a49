//! Whole hours: sessions joined, each from a start to its end.

use super::clock::{any_hours_term, clock, hours_term, part_of_day};
use super::printed::{Clock, Joint, PrintedHours, PrintedOffset, PrintedSession};
use super::zone::zone;
use crate::language::{DayPart, HoursTerm, RefusedHours};
use crate::phrase::parser::{
    At, Found, Parser, end, figures, glued, glued_sign, in_brackets, number, sign,
};
use crate::phrase::ways::{from, just, maybe, not, peek};

/// Returns every reading of the whole text.
pub(super) fn hours(parser: &Parser) -> Vec<PrintedHours> {
    let start = labelled(parser.start());
    let found = start.clone().then(whole).or(start.then(in_brackets(whole)));
    let found = found.skip(sign(".!*")).before(end);
    found.into_iter().map(|(_, hours)| hours).collect()
}

fn whole(at: At) -> Found<PrintedHours> {
    let known = all_day(at).or(two_starts(at)).or(doors(at));
    known.or(sessions(at))
}

/// Reads a label of the hours, such as `Kick-off:`, or nothing.
fn labelled(at: At) -> Found<()> {
    let labels = label(at).repeat(|at, ()| label(at));
    from(at).or(labels)
}

fn label(at: At) -> Found<()> {
    let label = any_hours_term(at, |term| {
        matches!(term, HoursTerm::Label | HoursTerm::Remark).then_some(())
    });
    label.skip(sign(":-,"))
}

fn all_day(at: At) -> Found<PrintedHours> {
    let days = hours_term(HoursTerm::AllDay)(at);
    let days = days.skip(hours_term(HoursTerm::Label)).skip(remarks);
    days.map(|()| PrintedHours::AllDay)
}

/// Reads two times, either of which may be the start: `7 for 7.30pm`, `doors 7pm, show 8pm`.
fn two_starts(at: At) -> Found<PrintedHours> {
    let doors = hours_term(HoursTerm::Doors)(at)
        .skip(sign(":-"))
        .then(opened);
    let behind = clock(at).before(hours_term(HoursTerm::Doors));
    let doors = doors
        .clone()
        .or(behind)
        .skip(sign(",;/-"))
        .skip(hours_term(HoursTerm::And));
    let doors = doors.and(|at| labelled(at).then(opened).skip(onwards));
    let led = from(at).skip(hours_term(HoursTerm::Doors));
    let arrive = led
        .then(clock)
        .before(hours_term(HoursTerm::For))
        .and(clock);
    let start_first = labelled(at)
        .then(opened)
        .skip(onwards)
        .skip(sign(",;/-"))
        .before(hours_term(HoursTerm::Doors));
    let start_first = start_first.skip(sign(":-")).and(opened);
    let both = doors.or(arrive).or(start_first);
    both.map(|(first, second)| PrintedHours::TwoStarts(first, second))
}

/// Reads when the doors open, if that is all that is known: `doors 7pm`, `8pm doors`.
fn doors(at: At) -> Found<PrintedHours> {
    let led = hours_term(HoursTerm::Doors)(at).skip(sign(":-"));
    let led = led.then(opened).skip(onwards).skip(remarks);
    let behind = opened(at).before(hours_term(HoursTerm::Doors));
    let times = led.or(behind);
    times.map(|time| PrintedHours::Sessions(vec![PrintedSession::new(time, None)], None))
}

/// Reads a time, with or without a word that opens a session: `from 7pm`.
fn opened(at: At) -> Found<Clock> {
    from(at).skip(hours_term(HoursTerm::From)).then(clock)
}

/// Reads sessions, and their zone behind them.
fn sessions(at: At) -> Found<PrintedHours> {
    let lists = session(at).map(|first| vec![first]).repeat(|at, list| {
        let next = joint(at).and(session);
        let next = next.or(beside(at, list));
        next.map(|(joint, next)| [list.as_slice(), &[PrintedSession { joint, ..next }]].concat())
    });
    let lists = lists.or(dashed(at)).and(maybe(zone)).skip(remarks);
    lists.map(|(list, zone)| PrintedHours::Sessions(list, zone.flatten()))
}

/// Reads the next session where nothing joins it to the one before, and both have ends:
/// `9h00-12h00 14h00-18h00`.
fn beside<'a>(at: At<'a>, list: &[PrintedSession]) -> Found<'a, (Joint, PrintedSession)> {
    // In `7-9pm, 8-10pm`, the first `pm` belongs to the time before it.
    let is_behind_time = !part_of_day(at).before(sign(",-")).is_empty()
        || part_of_day(at)
            .into_iter()
            .any(|(_, part)| matches!(part, DayPart::Am | DayPart::Pm));
    if is_behind_time || list.last().is_none_or(|last| last.end.is_none()) {
        return Found::none();
    }
    let next = session(at).filter(|next| next.end.is_some());
    next.map(|next| (Joint::And, next))
}

/// Reads what joins one session to the next.
fn joint(at: At) -> Found<Joint> {
    let slash = sign("/|")(at).map(|()| Joint::Slash);
    let comma = sign(",;·•")(at);
    let minutes = glued_sign(",")(at).then(peek(figures(2)));
    if !minutes.is_empty() {
        return comma.map(|()| Joint::MinuteSign);
    }
    let and = from(at).skip(sign(",;")).then(|at| {
        sign("&")(at)
            .or(plus(at))
            .or(hours_term(HoursTerm::And)(at))
    });
    slash.or(comma.or(and).map(|()| Joint::And))
}

/// Reads a plus between two times, which is not the sign of an offset: `10 + 14`, `10am+2pm`.
fn plus(at: At) -> Found<()> {
    let unit = |at| part_of_day(at).or(hours_term(HoursTerm::Hour)(at).map(|()| DayPart::Am));
    let hour = sign("+")(at).before(peek(|at| number(at).then(unit)));
    hour.or(sign("+")(at).before(not(glued(number))))
}

/// Reads sessions joined by dashes, which then are no ranges: `8h/12h - 13h30/17h45`.
fn dashed(at: At) -> Found<Vec<PrintedSession>> {
    let lists = worded_range(at)
        .map(|first| vec![first])
        .repeat(|at, list| {
            let next = sign("-")(at).then(worded_range);
            next.map(|next| [list.as_slice(), &[next]].concat())
        });
    lists.filter(|list| list.len() > 1)
}

fn worded_range(at: At) -> Found<PrintedSession> {
    let ranges = opened(at)
        .before(|at| sign("/")(at).or(hours_term(HoursTerm::To)(at)))
        .and(clock);
    ranges.map(|(start, end)| PrintedSession::new(start, Some(end)))
}

/// Reads one session, with what is said of it.
fn session(at: At) -> Found<PrintedSession> {
    let bare = labelled(at).then(in_part_of_day);
    let sessions = bare.flat_map(next_day).flat_map(again);
    sessions.skip(remarks)
}

/// Reads `evening 7.30pm`, `matin : 9h-12h`.
fn in_part_of_day(at: At) -> Found<PrintedSession> {
    let led = part_of_day(at).skip(sign(":,-")).and(start_and_end);
    let led = led.map(|(part, session)| PrintedSession {
        start: Clock {
            part: session.start.part.or(Some(part)),
            ..session.start
        },
        ..session
    });
    start_and_end(at).or(led)
}

fn start_and_end(at: At) -> Found<PrintedSession> {
    range(at).or(between(at)).or(start(at))
}

/// Reads `9-5`, `from 9am until 5pm`, `19:00 (until 23:00)`, `start 9am, finish 5pm`.
fn range(at: At) -> Found<PrintedSession> {
    let start = opened(at).skip(remark);
    let plain = start
        .clone()
        .before(|at| sign("-")(at).or(to_word(at)))
        .and(clock);
    let in_brackets = start
        .before(sign("("))
        .before(to_word)
        .and(clock)
        .before(sign(")"));
    let both = plain.or(in_brackets);
    both.map(|(start, end)| PrintedSession::new(start, Some(end)))
}

fn to_word(at: At) -> Found<()> {
    let to = from(at)
        .skip(sign("-"))
        .then(hours_term(HoursTerm::To))
        .skip(sign("-"));
    let finish = from(at)
        .skip(sign(",;/-"))
        .then(hours_term(HoursTerm::Finish))
        .skip(sign(":"));
    to.or(finish)
}

/// Reads `between 2pm and 7pm`.
fn between(at: At) -> Found<PrintedSession> {
    let start = hours_term(HoursTerm::Between)(at).then(clock);
    let both = start.before(between_ends).and(clock);
    both.map(|(start, end)| PrintedSession::new(start, Some(end)))
}

fn between_ends(at: At) -> Found<()> {
    let and = hours_term(HoursTerm::And)(at);
    and.or(hours_term(HoursTerm::To)(at)).or(sign("-")(at))
}

/// Reads a start whose end is not given: `19:30`, `from 7pm`, `9pm till late`.
fn start(at: At) -> Found<PrintedSession> {
    let times = opened(at).skip(onwards).skip(sign("-"));
    times.map(|start| PrintedSession::new(start, None))
}

/// Reads words behind a time that say it is a start: `onwards`, `till late`.
fn onwards(at: At) -> Found<()> {
    let to = sign("-")(at).or(hours_term(HoursTerm::To)(at));
    let late = to.then(hours_term(HoursTerm::Late));
    let plus = sign("+")(at).before(end);
    let bare = hours_term(HoursTerm::Onwards)(at).or(late).or(plus);
    bare.or(in_brackets(hours_term(HoursTerm::Onwards))(at))
}

/// Reads on with the words that the session ends on the next day, or without.
fn next_day<'a>(at: At<'a>, session: PrintedSession) -> Found<'a, PrintedSession> {
    let bare = from(at)
        .skip(sign(","))
        .then(hours_term(HoursTerm::NextDay));
    let said = bare.or(in_brackets(hours_term(HoursTerm::NextDay))(at));
    let said = said.map(|()| PrintedSession {
        next_day: true,
        ..session.clone()
    });
    just(at, session.clone()).or(said)
}

/// Reads on with the same session in other words, in brackets, or without: `15:00 (or 3pm)`.
fn again<'a>(at: At<'a>, session: PrintedSession) -> Found<'a, PrintedSession> {
    let again = in_brackets(other_words)(at);
    let again = again.map(|again| PrintedSession {
        again: Some(Box::new(again)),
        ..session.clone()
    });
    just(at, session.clone()).or(again)
}

fn other_words(at: At) -> Found<PrintedSession> {
    let or = hours_term(HoursTerm::Refused(RefusedHours::Alternative));
    from(at).skip(or).then(start_and_end)
}

/// Reads remarks, at least one, that add nothing.
fn remarks(at: At) -> Found<()> {
    remark(at).repeat(|at, ()| remark(at))
}

fn remark(at: At) -> Found<()> {
    let bare = from(at).skip(sign(",;-")).then(remark_word);
    let in_brackets = sign("(")(at).then(remark_word);
    let in_brackets = in_brackets.repeat(|at, ()| bare_aside(at));
    bare.or(in_brackets.before(sign(")")))
        .or(doors_in_brackets(at))
}

fn doors_in_brackets(at: At) -> Found<()> {
    let doors = sign("(")(at).then(hours_term(HoursTerm::Doors));
    doors.skip(sign(":-")).before(opened).before(sign(")"))
}

fn remark_word(at: At) -> Found<()> {
    let word = any_hours_term(at, |term| {
        let is_remark = matches!(term, HoursTerm::Remark | HoursTerm::Local);
        is_remark.then_some(())
    });
    word.or(aside(at))
}

fn bare_aside(at: At) -> Found<()> {
    from(at).skip(sign(",;")).then(aside)
}

/// Reads a time that is not one of the hours: `last entry 7pm`, `au lieu de 20h`.
fn aside(at: At) -> Found<()> {
    let times = hours_term(HoursTerm::Aside)(at)
        .skip(sign(":"))
        .then(start_and_end);
    times.map(drop)
}

/// Returns the one zone of all times; two that differ are at fault.
pub(super) fn zone_of<'a>(
    sessions: &'a [PrintedSession],
    behind: Option<&'a PrintedOffset>,
) -> Result<Option<&'a PrintedOffset>, &'a PrintedOffset> {
    let clocks = sessions.iter().flat_map(PrintedSession::clocks);
    let mut zones = clocks.filter_map(|clock| clock.zone.as_ref()).chain(behind);
    let first = zones.next();
    match zones.find(|zone| first.is_some_and(|first| first.meaning != zone.meaning)) {
        Some(other) => Err(other),
        None => Ok(first),
    }
}

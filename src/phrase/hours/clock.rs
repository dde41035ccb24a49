//! Single times of day.

use super::printed::{Clock, ClockForm};
use super::zone::zone;
use crate::language::{DayPart, HoursTerm};
use crate::phrase::lexicon::Word;
use crate::phrase::parser::{
    At, Found, figures, glued, glued_sign, in_brackets, number, sign, small, word,
};
use crate::phrase::ways::{from, just, maybe};

/// Reads a time of day, with its part of the day and its zone.
pub(super) fn clock(at: At) -> Found<Clock> {
    if !at.parser.go_on() {
        return Found::none();
    }
    let led = from(at).skip(hours_term(HoursTerm::Lead));
    let times = led.then(time).and(maybe(part));
    let times = times.map(|(time, part)| Clock {
        part,
        is_evident: time.is_evident || part.is_some(),
        ..time
    });
    let times = times.flat_map(agreeing_part).and(maybe(zone));
    times.map_at(|end, (time, zone)| Clock {
        zone: zone.flatten(),
        tokens: at.token..end.token,
        ..time
    })
}

fn part(at: At) -> Found<DayPart> {
    let letter = any_hours_term(at, |term| match term {
        HoursTerm::GluedPart(part) => Some(part),
        _ => None,
    });
    part_of_day(at).or(letter.filter(|_| at.is_glued()))
}

/// Reads that term of hours.
pub(super) fn hours_term(term: HoursTerm) -> impl Fn(At) -> Found<()> {
    move |at| any_hours_term(at, |other| (other == term).then_some(()))
}

/// Reads a term of hours, if it has a meaning here.
pub(super) fn any_hours_term<T>(
    at: At<'_>,
    meaning: impl Fn(HoursTerm) -> Option<T>,
) -> Found<'_, T>
where
    T: Clone + PartialEq,
{
    word(at, |word| match word {
        Word::Hours(term) => meaning(term),
        Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
    })
}

/// Reads the part of the day that a time is in.
pub(super) fn part_of_day(at: At) -> Found<DayPart> {
    any_hours_term(at, |term| match term {
        HoursTerm::DayPart(part) => Some(part),
        _ => None,
    })
}

/// Reads another word for the part of the day, which adds nothing: `12.00pm lunchtime`.
fn agreeing_part(at: At, time: Clock) -> Found<Clock> {
    let part = time.part;
    let again = part_of_day(at);
    let again = again.filter(|other| part.is_some_and(|part| agrees(part, *other)));
    let again = again.map(|_| time.clone());
    just(at, time.clone()).or(again)
}

/// Whether two words may be for one part of the day. Early in the morning it is still night.
fn agrees(part: DayPart, other: DayPart) -> bool {
    is_pm(part) == is_pm(other) || other == DayPart::Night
}

fn is_pm(part: DayPart) -> bool {
    !matches!(part, DayPart::Am | DayPart::Morning | DayPart::SmallHours)
}

fn time(at: At) -> Found<Clock> {
    in_figures(at)
        .or(in_four_figures(at))
        .or(in_words(at))
        .or(before_hour(at))
        .or(at_twelve(at))
}

/// Reads `9`, `09:30`, `7.30`, `19h30`, `19 h`, `9,30`, `12.00 noon`.
fn in_figures(at: At) -> Found<Clock> {
    let hours = number(at).filter(|(_, figures)| *figures <= 2);
    let hours = hours.map(|(hour, figures)| {
        let is_zero_first = figures == 2 && hour < 10;
        Clock::new(
            hour,
            0,
            if is_zero_first {
                ClockForm::LeadingZero
            } else {
                ClockForm::Plain
            },
        )
    });
    let after_sign = hours.clone().and(minutes).map(with_minutes);
    let after_sign = after_sign.map(|time| Clock {
        is_evident: !may_be_date(&time),
        ..time
    });
    let after_comma = hours.clone().and(minutes_after_comma).map(with_minutes);
    let after_comma = after_comma.map(|time| Clock {
        has_comma: true,
        ..time
    });
    let after_colon = hours.clone().and(minutes_after_colon).map(with_minutes);
    let after_colon = after_colon.map(|time| Clock {
        is_evident: true,
        ..time
    });
    let after_sign = after_sign.or(after_comma).or(after_colon);
    let after_unit = hours
        .clone()
        .before(unit)
        .map(with_unit)
        .and(minutes_after_unit);
    let after_unit = after_unit.map(with_minutes);
    let spoken = hours
        .clone()
        .skip(hours_term(HoursTerm::OClock))
        .and(spoken_minutes);
    let spoken_after_unit = hours.clone().before(unit).map(evident).and(spoken_minutes);
    let spoken = spoken.or(spoken_after_unit).map(with_delta);
    with_suffix(hours.or(after_sign)).or(after_unit).or(spoken)
}

/// Reads `0930`, `1930 hours`, `930`.
fn in_four_figures(at: At) -> Found<Clock> {
    let times = number(at).filter(|(_, figures)| matches!(figures, 3 | 4));
    let times = times.map(|(value, figures)| {
        let is_zero_first = figures == 4 && value < 1000;
        let form = if is_zero_first {
            ClockForm::LeadingZero
        } else {
            ClockForm::Plain
        };
        Clock {
            is_like_a_year: true,
            ..Clock::new(value / 100, value % 100, form)
        }
    });
    with_suffix(times)
}

/// Reads `seven`, `seven thirty`, `vingt heures trente`, `siete y media`.
fn in_words(at: At) -> Found<Clock> {
    let hours = number_word(at).filter(|hour| *hour <= 24);
    let hours = hours.map(|hour| Clock::new(hour, 0, ClockForm::Plain));
    // Spoken, the unit does not tell a clock of 24 hours: `huit heures` may be in the evening.
    let units = hours.clone().before(unit).map(evident);
    let after_unit = units.clone().and(minutes_after_unit);
    let after_unit = after_unit
        .or(units.clone().and(number_word))
        .map(with_minutes);
    let either = hours.clone().or(units);
    let after = hours.clone().and(minute_words).map(with_minutes);
    let after = after.clone().or(after.before(unit)).map(evident);
    let spoken = either.clone().and(spoken_minutes).map(with_delta);
    let o_clock = hours.before(hours_term(HoursTerm::OClock));
    either.or(o_clock).or(after_unit).or(after).or(spoken)
}

/// Reads minutes in words behind an hour: `thirty` of `seven-thirty`.
fn minute_words(at: At) -> Found<u32> {
    let dashed = glued(sign("-"))(at).then(minutes_in_words);
    minutes_in_words(at).or(dashed)
}

/// Reads minutes as a whole word: not `thirty` of `thirty-five`.
fn minutes_in_words(at: At) -> Found<u32> {
    let words = any_hours_term(at, |term| match term {
        HoursTerm::Minutes(minutes) | HoursTerm::Number(minutes @ 13..) => Some(minutes.into()),
        _ => None,
    });
    words.flat_map(|next, minutes| {
        let goes_on = glued(sign("-"))(next).then(glued(number_word));
        if goes_on.is_empty() {
            just(next, minutes)
        } else {
            Found::none()
        }
    })
}

/// Reads `half past seven`, `quarter to 8`.
fn before_hour(at: At) -> Found<Clock> {
    let delta = any_hours_term(at, |term| match term {
        HoursTerm::MinutesBefore(minutes) => Some(minutes),
        _ => None,
    });
    let times = delta
        .and(|at| number_word(at).or(small(1..25)(at)))
        .map(|(delta, hour)| with_delta((Clock::new(hour, 0, ClockForm::Plain), delta)));
    let half = hours_term(HoursTerm::Half)(at).skip(sign("-"));
    let half = half.then(|at| number_word(at).or(small(1..13)(at)));
    let half = half.map(|hour| Clock {
        minute: 30,
        is_half: true,
        ..Clock::new(hour, 0, ClockForm::Plain)
    });
    times.or(half).skip(hours_term(HoursTerm::OClock))
}

/// Reads `noon`, `midnight`, `midi trente`.
fn at_twelve(at: At) -> Found<Clock> {
    let twelve = any_hours_term(at, |term| match term {
        HoursTerm::Noon => Some(Clock::new(12, 0, ClockForm::Noon)),
        HoursTerm::Midnight => Some(Clock::new(0, 0, ClockForm::Midnight)),
        _ => None,
    });
    let after = twelve.clone().and(minutes_after_unit).map(with_minutes);
    let spoken = twelve.clone().and(spoken_minutes).map(with_delta);
    twelve.or(after).or(spoken)
}

/// Reads a colon and the figures of minutes.
fn minutes_after_colon(at: At) -> Found<u32> {
    sign(":")(at).then(figures(2)).skip(seconds)
}

/// Reads a stop and the figures of minutes.
fn minutes(at: At) -> Found<u32> {
    glued_sign(".")(at).then(figures(2))
}

/// Reads minutes behind a sign that may also join two times: `9,30`.
fn minutes_after_comma(at: At) -> Found<u32> {
    glued(hours_term(HoursTerm::MinuteSign))(at).then(glued(figures(2)))
}

/// Reads seconds, which must be 00, or 59 as in `23:59:59`.
fn seconds(at: At) -> Found<u32> {
    let seconds = glued_sign(":")(at).then(figures(2));
    seconds.filter(|seconds| matches!(seconds, 0 | 59))
}

/// Reads minutes behind the unit of an hour: `30` of `19 h 30`.
fn minutes_after_unit(at: At) -> Found<u32> {
    figures(2)(at)
        .or(minutes_in_words(at))
        .skip(hours_term(HoursTerm::Minute))
}

/// Reads minutes as they are spoken behind an hour: `y media`.
fn spoken_minutes(at: At) -> Found<i8> {
    any_hours_term(at, |term| match term {
        HoursTerm::MinutesAfter(minutes) => Some(minutes),
        _ => None,
    })
}

fn number_word(at: At) -> Found<u32> {
    any_hours_term(at, |term| match term {
        HoursTerm::Number(number) => Some(number.into()),
        _ => None,
    })
}

fn unit(at: At) -> Found<()> {
    hours_term(HoursTerm::Hour)(at)
}

/// Whether the figures of a time, with a stop between them, may be a day and a month.
fn may_be_date(time: &Clock) -> bool {
    let Clock { hour, minute, .. } = time;
    let (is_month, is_day) = (1..=12, 1..=31);
    is_month.contains(minute) && is_day.contains(hour)
        || is_month.contains(hour) && is_day.contains(minute)
}

fn with_minutes((time, minute): (Clock, u32)) -> Clock {
    Clock { minute, ..time }
}

fn evident(time: Clock) -> Clock {
    Clock {
        is_evident: true,
        ..time
    }
}

fn with_unit(time: Clock) -> Clock {
    Clock {
        form: ClockForm::Unit,
        is_evident: true,
        ..time
    }
}

/// Adds minutes that may be before the hour: a quarter to one is at 12:45.
fn with_delta((time, minutes): (Clock, i8)) -> Clock {
    match u32::try_from(minutes) {
        Ok(minute) => Clock { minute, ..time },
        Err(_) => Clock {
            hour: match time.hour {
                0 => 23,
                1 => 12,
                hour => hour - 1,
            },
            minute: 60 - u32::from(minutes.unsigned_abs()),
            is_before_twelve: time.hour == 12,
            ..time
        },
    }
}

/// Reads what may be behind the figures of a time: `hrs`, `o'clock`; behind twelve also `noon` or
/// `midnight`.
fn with_suffix(times: Found<Clock>) -> Found<Clock> {
    let units = times.clone().before(unit).map(with_unit);
    let o_clock = times.clone().before(hours_term(HoursTerm::OClock));
    let twelve = times
        .clone()
        .filter(|time| (time.hour, time.minute) == (12, 0));
    let twelve = twelve.then(|at| at_twelve(at).or(in_brackets(at_twelve)(at)));
    times.or(units).or(o_clock).or(twelve)
}

//! Hours, repeats and links in words.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::words::{date, days, list};
use crate::language::{Language, fill};
use crate::plan::{DateRange, Hours, Link, On, Repeat, Session, Unit};

/// `Hours on 10 May 2017: 22:00–02:00 (next day)`: the hours of days that have their own, a
/// sentence each, without its stop.
pub fn hours_on(hours: &Hours, language: &Language) -> Vec<String> {
    let mut sentences = Vec::new();
    for (day, on) in &hours.on {
        let (date, hours) = (date(*day, language), sessions(on, language));
        let values = [("date", &*date), ("hours", &*hours)];
        sentences.push(fill(language.written.hours_on, &values));
    }
    sentences
}

/// `10:00–13:00 and 15:00–18:00`.
pub fn sessions(sessions: &[Session], language: &Language) -> String {
    let written = &language.written;
    let session = |session: &Session| {
        let times = fill(
            written.session,
            &[
                ("start", &clock(session.start())),
                ("end", &session.written_end()),
            ],
        );
        if session.is_over_midnight() {
            fill(written.over_midnight, &[("session", &times)])
        } else {
            times
        }
    };
    match sessions {
        [] => written.all_day.to_owned(),
        sessions => list(&sessions.iter().map(session).collect::<Vec<_>>(), language),
    }
}

/// `14 April 2026, 10:00–12:00`: a meeting of those days, with its session if it has hours.
pub fn meeting(run: DateRange, hours: Option<&Hours>, language: &Language) -> String {
    match hours {
        Some(hours) => {
            let times = sessions(hours.of(run.first()), language);
            format!("{}, {times}", date(run.first(), language))
        }
        None => days(run, language),
    }
}

/// A link with its title: `Programme: https://example.org/`.
pub fn link(link: &Link, language: &Language) -> String {
    match &link.title {
        Some(title) => fill(
            language.written.link,
            &[("title", title), ("url", &link.url)],
        ),
        None => link.url.to_string(),
    }
}

/// `09:30`.
pub fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `Repeats every week on Tuesday and Thursday: 14 meetings from 3 March 2026 to 28 May 2026`, and
/// the days on which there is none, a sentence each, without its stop. `days` are the first days of
/// the meetings that take place, in order.
pub fn repeat(repeat: &Repeat, days: &[NaiveDate], language: &Language) -> Vec<String> {
    let except = repeat
        .except
        .iter()
        .filter(|day| days.binary_search(day).is_err());
    let except: Vec<String> = except.map(|day| date(*day, language)).collect();
    let dates = list(&except, language);
    let not_on = (!except.is_empty()).then(|| fill(language.written.not_on, &[("dates", &dates)]));
    repeats(repeat, days, language)
        .into_iter()
        .chain(not_on)
        .collect()
}

fn repeats(repeat: &Repeat, days: &[NaiveDate], language: &Language) -> Option<String> {
    let written = &language.written;
    let [first, last] = [*days.first()?, *days.last()?].map(|day| date(day, language));
    let unit = match repeat.rule.unit {
        Unit::Day => 0,
        Unit::Week => 1,
        Unit::Month => 2,
        Unit::Year => 3,
    };
    let every = match repeat.rule.interval {
        1 => written.every[unit].to_owned(),
        n => fill(written.every_nth[unit], &[("n", &n.to_string())]),
    };
    // The one day of a year is told by the first date.
    let is_told = repeat.rule.unit == Unit::Year && matches!(repeat.rule.on[..], [On::Day(_)]);
    let on = if is_told {
        &[][..]
    } else {
        &repeat.rule.on[..]
    };
    let on: Vec<String> = on.iter().map(|on| on_day(*on, language)).collect();
    let on = if on.is_empty() {
        String::new()
    } else {
        fill(written.on, &[("days", &list(&on, language))])
    };
    let count = days.len().to_string();
    Some(fill(
        written.repeats,
        &[
            ("every", &every),
            ("on", &on),
            ("n", &count),
            ("first", &first),
            ("last", &last),
        ],
    ))
}

fn on_day(on: On, language: &Language) -> String {
    let written = &language.written;
    let nth = |ordinal: &str, weekday| {
        fill(
            written.on_nth,
            &[
                ("ordinal", ordinal),
                ("weekday", weekday_name(weekday, language)),
            ],
        )
    };
    match on {
        On::Weekday(weekday) => fill(
            written.on_weekday,
            &[("weekday", weekday_name(weekday, language))],
        ),
        On::Nth(n, weekday) => nth(written.ordinals[usize::from(n) - 1], weekday),
        On::Last(weekday) => nth(written.ordinals[4], weekday),
        On::Day(1) => fill(written.on_day_of_month, &[("n", written.first_day)]),
        On::Day(number) => fill(written.on_day_of_month, &[("n", &number.to_string())]),
        On::LastDay => written.on_last_day.to_owned(),
    }
}

fn weekday_name(weekday: Weekday, language: &Language) -> &'static str {
    language.weekdays[0][weekday.num_days_from_sunday() as usize]
}

//! Hours, repeats and links in words.

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::words::{date, days, list};
use crate::language::{Language, fill};
use crate::plan::{DateRange, DayHours, Hours, Link, On, RecurrenceRule, Repeat, Session, Unit};

/// A function that puts a day into words.
type DayWords = fn(NaiveDate, &Language) -> String;

/// Returns the hours of days that have their own, a sentence each, without its stop: `Hours on 10
/// May 2017: 22:00–02:00 (next day)`. `date` puts a day into words.
pub(crate) fn hours_on(hours: &Hours, language: &Language, date: DayWords) -> Vec<String> {
    let mut sentences = Vec::new();
    for (day, on) in &hours.on {
        let (date, hours) = (date(*day, language), day_hours(on, language));
        let values = [("date", &*date), ("hours", &*hours)];
        sentences.push(fill(language.written.hours_on, &values));
    }
    sentences
}

/// Returns the hours of every day in a sentence, without its stop: `Hours: 10:00–13:00`, `Begins at
/// 19:30; the end is not given`, `At 02:00`.
pub(crate) fn hours(hours: &DayHours, language: &Language) -> String {
    let (written, all) = (&language.written, &hours.sessions);
    if all.is_empty() || all.iter().any(|session| session.is_end_given()) {
        let hours = sessions(all, language);
        return fill(written.hours, &[("hours", &hours)]);
    }
    let is_instant = all.iter().all(|session| session.is_instant());
    let template = if is_instant {
        written.instant
    } else {
        written.begins
    };
    fill(template, &[("start", &times(all, language))])
}

/// Returns the sessions of a day as they are in a sentence of their own: as [`sessions`], or only
/// their starts if no end is given, which [`hours`] says.
pub(crate) fn times(all: &[Session], language: &Language) -> String {
    if all.iter().any(|session| session.is_end_given()) {
        return sessions(all, language);
    }
    let starts: Vec<String> = all.iter().map(|of| clock(of.start())).collect();
    list(&starts, language)
}

/// Returns the hours of a day: `10:00–13:00 and 15:00–18:00, TBC`.
pub(crate) fn day_hours(hours: &DayHours, language: &Language) -> String {
    let marker = hours.marker.map(|marker| marker.to_string());
    match (&*hours.sessions, marker) {
        (sessions, None) => self::sessions(sessions, language),
        ([], Some(marker)) => marker,
        (sessions, Some(marker)) => {
            let hours = self::sessions(sessions, language);
            let values = [("hours", &*hours), ("marker", &marker)];
            fill(language.written.marked_hours, &values)
        }
    }
}

/// Returns the sessions of a day: `10:00–13:00 and 15:00 (end not given)`.
fn sessions(sessions: &[Session], language: &Language) -> String {
    if sessions.is_empty() {
        return language.written.all_day.to_owned();
    }
    let words: Vec<String> = sessions.iter().map(|one| session(*one, language)).collect();
    list(&words, language)
}

fn session(session: Session, language: &Language) -> String {
    let (written, start) = (&language.written, clock(session.start()));
    if session.is_instant() {
        return start;
    }
    let values = [("start", &*start), ("end", &session.written_end())];
    if session == Session::starting(session.start()) {
        return fill(written.end_not_given, &values);
    }
    if !session.is_end_given() {
        return fill(written.shown_until, &values);
    }
    let times = fill(written.session, &values);
    if session.is_over_midnight() {
        fill(written.over_midnight, &[("session", &times)])
    } else {
        times
    }
}

/// Returns an occurrence on those days, with its sessions if it has hours: `14 April 2026,
/// 10:00–12:00`.
pub(crate) fn occurrence(run: DateRange, hours: Option<&Hours>, language: &Language) -> String {
    match hours {
        Some(hours) => {
            let time = times(&hours.of(run.first()).sessions, language);
            let values = [("date", &*date(run.first(), language)), ("time", &time)];
            fill(language.written.day_and_time, &values)
        }
        None => days(run, language),
    }
}

/// Returns a link with its title: `Programme: https://example.org/`.
pub(crate) fn link(link: &Link, language: &Language) -> String {
    match &link.title {
        Some(title) => fill(
            language.written.link,
            &[("title", title), ("url", &link.url)],
        ),
        None => link.url.to_string(),
    }
}

/// Returns a time of day: `09:30`.
pub(crate) fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// Returns the rule, and the days on which it is not kept, a sentence each, without its stop:
/// `Repeats every week on Tuesday and Thursday: 14 meetings from 3 March 2026 to 28 May 2026`.
/// `held` are the first days of the occurrences that take place, in order; `date` puts a day into
/// words.
pub(crate) fn repeat(
    repeat: &Repeat,
    held: &[NaiveDate],
    language: &Language,
    date: DayWords,
) -> Vec<String> {
    let repeats = repeats(&repeat.rule, held, language, date);
    let mut sentences: Vec<String> = repeats.into_iter().collect();
    let mut except = Vec::new();
    for day in &repeat.except {
        if held.binary_search(day).is_err() {
            except.push(date(*day, language));
        }
    }
    if !except.is_empty() {
        let dates = list(&except, language);
        sentences.push(fill(language.written.not_on, &[("dates", &dates)]));
    }
    sentences
}

/// Returns the rule with the number and the ends of its occurrences, as [`repeat`] does.
pub(crate) fn repeats(
    rule: &RecurrenceRule,
    held: &[NaiveDate],
    language: &Language,
    date: DayWords,
) -> Option<String> {
    let written = &language.written;
    let [first, last] = [held.first()?, held.last()?].map(|day| date(*day, language));
    let [every, on] = rule_words(rule, language);
    let values = [
        ("every", &*every),
        ("on", &on),
        ("n", &held.len().to_string()),
        ("first", &first),
        ("last", &last),
    ];
    let template = match held.len() {
        1 => written.repeats_once,
        _ => written.repeats,
    };
    Some(fill(template, &values))
}

/// Returns a rule in words: `every 2 weeks on Tuesday and Thursday`.
pub(crate) fn rule(rule: &RecurrenceRule, language: &Language) -> String {
    rule_words(rule, language).concat()
}

/// Returns the words for how often and for on which days.
fn rule_words(rule: &RecurrenceRule, language: &Language) -> [String; 2] {
    let written = &language.written;
    let unit = match rule.unit {
        Unit::Day => 0,
        Unit::Week => 1,
        Unit::Month => 2,
        Unit::Year => 3,
    };
    let every = match rule.interval {
        1 => written.every[unit].to_owned(),
        n => fill(written.every_nth[unit], &[("n", &n.to_string())]),
    };
    let on = match rule.on[..] {
        [] => String::new(),
        // The first date says which day of the year it is.
        [On::Day(_)] if rule.unit == Unit::Year => String::new(),
        _ => {
            let days: Vec<String> = rule.on.iter().map(|on| on_day(*on, language)).collect();
            fill(written.on, &[("days", &list(&days, language))])
        }
    };
    [every, on]
}

fn on_day(on: On, language: &Language) -> String {
    let written = &language.written;
    match on {
        On::Weekday(weekday) => fill(
            written.on_weekday,
            &[("weekday", weekday_name(weekday, language))],
        ),
        On::Nth(n, weekday) => on_nth(written.ordinals[usize::from(n) - 1], weekday, language),
        On::Last(weekday) => on_nth(written.ordinals[4], weekday, language),
        On::Day(1) => fill(written.on_day_of_month, &[("n", written.first_day)]),
        On::Day(number) => fill(written.on_day_of_month, &[("n", &number.to_string())]),
        On::LastDay => written.on_last_day.to_owned(),
    }
}

fn on_nth(ordinal: &str, weekday: Weekday, language: &Language) -> String {
    let values = [
        ("ordinal", ordinal),
        ("weekday", weekday_name(weekday, language)),
    ];
    fill(language.written.on_nth, &values)
}

fn weekday_name(weekday: Weekday, language: &Language) -> &'static str {
    language.weekdays[0][weekday.num_days_from_sunday() as usize]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::language::ALL;
    use crate::phrase::{Grammar, read_hours};
    use crate::plan::Marker;

    /// Generates the hours of a day that words say whole, in fewer characters than may be read: how
    /// long a session is shown whose end is not given, they do not say.
    fn hours_in_words() -> impl Strategy<Value = DayHours> {
        let times = prop::collection::btree_set(0u32..1440, 0..6);
        let marker = prop::option::of(prop::sample::select(Marker::ALL.to_vec()));
        (times, prop::collection::vec(any::<bool>(), 9), marker).prop_map(
            |(times, ends, marker)| {
                let mut times = times.into_iter().map(time).peekable();
                let mut sessions = Vec::new();
                while let Some(start) = times.next() {
                    let end = if ends[sessions.len()] {
                        times.next()
                    } else {
                        None
                    };
                    sessions.push(match end {
                        Some(end) => Session::new(start, end).expect("an end"),
                        None => Session::starting(start),
                    });
                }
                DayHours { sessions, marker }
            },
        )
    }

    fn time(minutes: u32) -> NaiveTime {
        NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).expect("a time")
    }

    proptest! {
        #[test]
        fn hours_in_words_are_read_back(hours in hours_in_words(), language in prop::sample::select(ALL.to_vec())) {
            let printed = day_hours(&hours, language);
            let again = read_hours(&Grammar::new(language), &printed).map(|again| again.hours);
            prop_assert_eq!(again.as_ref(), Ok(&hours), "{}", printed);
        }
    }

    #[test]
    fn a_night_in_words_is_read_back() {
        for language in ALL {
            let night = Session::new(time(22 * 60), time(2 * 60)).expect("an end");
            let hours = DayHours {
                sessions: vec![night],
                marker: Some(Marker::Tbc),
            };
            let printed = day_hours(&hours, language);
            let again = read_hours(&Grammar::new(language), &printed).map(|again| again.hours);
            assert_eq!(again, Ok(hours), "{printed}");
        }
    }
}

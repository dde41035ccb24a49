//! Recurrence rules of other programs, in words.

use chrono::{Datelike, NaiveDate};

use crate::ical::{By, Frequency, Rrule};
use crate::language::ENGLISH;
use crate::phrase::{date_with_weekday, repeats, rule};
use crate::plan::{On, RecurrenceRule, Unit};

/// Returns how an event recurs that is held on these days, in words: `Repeats every week on Tuesday:
/// 5 meetings from ... to ...`. `is_cut` says that these are not all. None if it has no rule.
pub(super) fn recurrence(
    rules: &[Option<Rrule>],
    held: &[NaiveDate],
    is_cut: bool,
) -> Option<String> {
    let is_endless = |rule: &Option<Rrule>| rule.as_ref().is_some_and(Rrule::is_endless);
    let plain = match rules {
        [] => return None,
        [Some(one)] => plain(one, held.first().copied()),
        [None] => return Some("Repeats by a rule that planfeed cannot read".to_owned()),
        _ => None,
    };
    let how = match (&plain, rules) {
        (Some(plain), _) => rule(plain, &ENGLISH),
        (None, [_]) => "by a rule".to_owned(),
        (None, several) => format!("by {} rules", several.len()),
    };
    if rules.iter().any(is_endless) {
        return Some(format!("Repeats {how}, without an end"));
    }
    if let (Some(plain), false) = (&plain, is_cut) {
        return repeats(plain, held, &ENGLISH, date_with_weekday);
    }
    let [first, last] = [held.first()?, held.last()?].map(|day| date_with_weekday(*day, &ENGLISH));
    let meetings = match held.len() {
        1 => "1 meeting".to_owned(),
        n => format!("{n} meetings"),
    };
    Some(match is_cut {
        true => {
            let mut ends = rules.iter().flatten().filter_map(Rrule::until);
            let end = ends
                .next()
                .map(|until| date_with_weekday(until.clock().date(), &ENGLISH));
            let end = end.map_or(String::new(), |end| format!(" until {end}"));
            format!("Repeats {how}{end}: more than {meetings} from {first} on")
        }
        false => format!("Repeats {how}: {meetings} from {first} to {last}"),
    })
}

/// Returns a rule without its end as a plan has it; none if a plan can't say the same. The `first` day
/// tells what a yearly rule need not say.
fn plain(rule: &Rrule, first: Option<NaiveDate>) -> Option<RecurrenceRule> {
    let unit = match rule.frequency() {
        Frequency::Daily => Unit::Day,
        Frequency::Weekly => Unit::Week,
        Frequency::Monthly => Unit::Month,
        Frequency::Yearly => Unit::Year,
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => return None,
    };
    let weekdays = rule.weekdays().map(|(nth, day)| match nth {
        0 => Some(On::Weekday(day)),
        -1 => Some(On::Last(day)),
        nth => {
            let nth = u8::try_from(nth).ok().filter(|nth| *nth <= 4)?;
            Some(On::Nth(nth, day))
        }
    });
    let mut on: Vec<On> = weekdays.collect::<Option<_>>()?;
    // On some weekdays each day is on those each week.
    let unit = match unit {
        Unit::Day if !on.is_empty() && rule.interval() == 1 => Unit::Week,
        unit => unit,
    };
    for (by, numbers) in rule.lists() {
        let own = first.filter(|_| unit == Unit::Year && numbers.len() == 1);
        let own = own.and_then(|first| match by {
            By::Month => i16::try_from(first.month()).ok(),
            By::MonthDay => i16::try_from(first.day()).ok(),
            _ => None,
        });
        if own.is_some_and(|own| numbers.contains(&own)) {
            continue;
        }
        for number in numbers.iter().filter(|_| by == By::MonthDay) {
            on.push(match *number {
                -1 => On::LastDay,
                day => On::Day(u8::try_from(day).ok()?),
            });
        }
        if by != By::MonthDay {
            return None;
        }
    }
    let is_in_month = on.iter().all(|on| !matches!(on, On::Weekday(_)));
    let fits = match unit {
        Unit::Day => on.is_empty(),
        Unit::Week => on.iter().all(|on| matches!(on, On::Weekday(_))),
        Unit::Month => is_in_month,
        Unit::Year => on.is_empty(),
    };
    let interval = u16::try_from(rule.interval()).ok()?;
    fits.then_some(RecurrenceRule { interval, unit, on })
}

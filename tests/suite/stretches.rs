//! Series that are cut where a meeting and all that follow differ.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _};
use planfeed::history::Ledger;
use planfeed::ical::{ContentLine, conform, content_lines, unescape};
use planfeed::plan::{Event, Plan};
use proptest::prelude::*;
use rrule::{RRuleSet, Tz};

use crate::kinds::table;
use crate::support::{self, checked, feed_of_all};

/// Series: the first day, and the rule. The clocks of Zurich are set forward on 29 March 2026.
const SERIES: [(&str, &str); 6] = [
    ("2026-03-03", "every: week, until: 2026-07-28"),
    (
        "2026-03-03",
        "every: 2 weeks, on: [tuesday, thursday], count: 14",
    ),
    ("2026-03-24", "every: day, count: 12"),
    (
        "2026-01-13",
        "every: month, on: [second tuesday, last friday], count: 14",
    ),
    ("2026-01-31", "every: month, on: last day, count: 9"),
    ("2026-05-04", "every: year, count: 6"),
];

const HOURS: [&str; 5] = [
    "",
    "10:00-12:00",
    "10:00-12:00, 14:00-15:00",
    "22:00-01:00",
    "02:30-03:30",
];

/// Zones: no rule describes the second over the years of [`LONG`], so each occurrence there is an
/// entry in UTC.
const ZONES: [&str; 2] = ["Europe/Zurich", "Africa/Casablanca"];

/// An event of many years.
const LONG: &str = "- { id: long, title: Long, when: 2024-01-01, hours: 10:00-11:00, \
    where: { name: There, timezone: Africa/Casablanca }, repeat: { every: 2 weeks, count: 90 } }\n";

/// The day on which 02:30 does not exist.
const LEAP: &str = "2026-03-29";

/// What becomes of an occurrence.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Usual,
    Except,
    Moved(i64),
    Cancelled,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        6 => Just(Fate::Usual),
        1 => Just(Fate::Except),
        2 => (-9i64..10).prop_map(Fate::Moved),
        1 => Just(Fate::Cancelled),
    ]
}

/// A series, and what becomes of each of its occurrences.
#[derive(Clone, Debug)]
struct Series {
    series: usize,
    hours: usize,
    zone: usize,
    fates: Vec<Fate>,
}

fn series() -> impl Strategy<Value = Series> {
    let fates = prop::collection::vec(fate(), 22);
    let (series, hours) = (0..SERIES.len(), 0..HOURS.len());
    (series, hours, 0..ZONES.len(), fates).prop_map(|(series, hours, zone, fates)| Series {
        series,
        hours,
        zone,
        fates,
    })
}

impl Series {
    /// Returns the planned days.
    fn days(&self) -> Vec<NaiveDate> {
        let (first, rule) = SERIES[self.series];
        let events =
            format!("events:\n- {{ id: e, title: T, when: {first}, repeat: {{ {rule} }} }}\n");
        let plan = crate::support::plan(HEAD, &events);
        let repeat = plan.events[0].repeat.as_ref().expect("a repeat");
        repeat.occurrences.clone()
    }

    /// Returns the definition, cut on the days with these numbers; `given` is what is written there.
    fn text(&self, days: &[NaiveDate], cuts: &BTreeSet<usize>, given: &str) -> String {
        let (first, rule) = SERIES[self.series];
        let (mut except, mut instances) = (Vec::new(), Vec::new());
        for (n, day) in days.iter().enumerate() {
            let is_no_time = day.to_string() == LEAP && self.hours == 4 && self.zone == 0;
            let hours = if is_no_time {
                ", hours: 04:00-05:00"
            } else {
                ""
            };
            match self.fates[n] {
                Fate::Except => except.push(day.to_string()),
                Fate::Moved(by)
                    if !is_no_time && (*day + TimeDelta::days(by)).to_string() != LEAP =>
                {
                    let to = *day + TimeDelta::days(by);
                    instances.push(format!("{day}: {{ title: Day {n}, when: {to} }}"));
                }
                Fate::Cancelled => instances.push(format!(
                    "{day}: {{ title: Day {n}, status: cancelled{hours} }}"
                )),
                Fate::Moved(_) | Fate::Usual if is_no_time => {
                    instances.push(format!("{day}: {{ title: Day {n}{hours} }}"));
                }
                Fate::Moved(_) | Fate::Usual => {}
            }
            if cuts.contains(&n) {
                instances.push(format!("{day} onwards: {{ {given} }}"));
            }
        }
        let hours = match HOURS[self.hours] {
            "" => String::new(),
            hours => format!("hours: \"{hours}\", "),
        };
        format!(
            "events:\n- {{ id: e, title: T, when: {first}, {hours}where: {{ name: Here, timezone: {} }}, \
             repeat: {{ {rule}, except: [{}], instances: {{ {} }} }} }}\n{LONG}",
            ZONES[self.zone],
            except.join(", "),
            instances.join(", ")
        )
    }

    /// Returns the numbers of the days on which it can be cut: those after the first that is held.
    fn cuts(&self, days: &[NaiveDate], wanted: &BTreeSet<usize>) -> BTreeSet<usize> {
        let is_held = |n: &usize| !matches!(self.fates[*n], Fate::Except);
        let held: Vec<usize> = (0..days.len()).filter(is_held).skip(1).collect();
        wanted
            .iter()
            .filter_map(|n| held.get(*n))
            .copied()
            .collect()
    }
}

const HEAD: &str = "plan: { title: T, domain: example.org, revision: 2026-01-01 }\n";

/// An occurrence as a reader sees it: its title, when it begins, and how long it takes.
type Seen = (String, NaiveDateTime, TimeDelta);

/// Returns the UID of every occurrence in the feed of a plan, as readers expand it.
fn occurrences(plan: &Plan) -> BTreeMap<Seen, String> {
    let feed = feed_of_all(plan, &Ledger::none());
    assert_eq!(conform(&feed), []);
    let lines: Vec<_> = content_lines(&feed).collect();
    let (mut found, mut replaced) = (Vec::new(), Vec::new());
    for entry in lines
        .split(|line| line.name == "BEGIN" && line.value == "VEVENT")
        .skip(1)
    {
        let line = |name: &str| entry.iter().find(|line| line.name == name);
        let value = |name: &str| {
            line(name)
                .map(|line| line.value.clone())
                .unwrap_or_default()
        };
        let zone = line("DTSTART").and_then(zone_of).unwrap_or("UTC");
        let [start, end] = ["DTSTART", "DTEND"].map(|name| time(&value(name)));
        let (uid, title) = (value("UID"), value("SUMMARY"));
        if title == "Long" {
            continue;
        }
        let except = entry.iter().filter(|line| line.name == "EXDATE");
        let except: BTreeSet<NaiveDateTime> = except.map(|line| time(&line.value)).collect();
        for clock in expanded(start, zone, &value("RRULE")) {
            if !except.contains(&clock) {
                let begins = utc(clock, zone);
                found.push((uid.clone(), clock, (title.clone(), begins, end - start)));
            }
        }
        if line("RECURRENCE-ID").is_some() {
            replaced.push((uid, time(&value("RECURRENCE-ID")), title));
        }
    }
    // An override has its own title or its own duration; the usual one of its time is left out.
    for (uid, clock, title) in replaced {
        let usual = found.iter().position(|(of, at, (other, ..))| {
            *of == uid && *at == clock && (*other != title || other == "T")
        });
        found.remove(usual.expect("what is replaced is in the series"));
    }
    let count = found.len();
    let found: BTreeMap<Seen, String> = found
        .into_iter()
        .map(|(uid, _, seen)| (seen, uid))
        .collect();
    assert_eq!(found.len(), count, "nothing is there twice");
    found
}

fn zone_of(line: &ContentLine) -> Option<&str> {
    let zone = line.parameters.iter().find(|(name, _)| name == "TZID");
    zone.map(|(_, zone)| zone.as_str())
}

/// Reads the value of a date or a time.
fn time(value: &str) -> NaiveDateTime {
    let value = value.trim_end_matches('Z');
    let time = NaiveDateTime::parse_from_str(value, "%Y%m%dT%H%M%S").ok();
    let day = || Some(NaiveDate::parse_from_str(value, "%Y%m%d").ok()?.into());
    time.or_else(day).expect("a date or a time")
}

fn utc(clock: NaiveDateTime, zone: &str) -> NaiveDateTime {
    let zone: chrono_tz::Tz = zone.parse().expect("a zone");
    let time = zone.from_local_datetime(&clock).earliest();
    time.expect("a time that exists").naive_utc()
}

/// Returns the times that a rule names, by the clock of its start.
fn expanded(start: NaiveDateTime, zone: &str, rule: &str) -> Vec<NaiveDateTime> {
    if rule.is_empty() {
        return vec![start];
    }
    let parts = rule
        .split(';')
        .map(|part| match part.strip_prefix("UNTIL=") {
            Some(until) => {
                let zone: chrono_tz::Tz = zone.parse().expect("a zone");
                let until = zone.from_utc_datetime(&time(until)).naive_local();
                format!("UNTIL={}", until.format("%Y%m%dT%H%M%SZ"))
            }
            None => part.to_owned(),
        });
    let rule: rrule::RRule<rrule::Unvalidated> =
        Vec::from_iter(parts).join(";").parse().expect("a rule");
    let start = Tz::UTC.from_utc_datetime(&start);
    let set = RRuleSet::new(start).rrule(rule.validate(start).expect("a rule"));
    let all = set.all(1000).dates;
    all.iter().map(|time| time.naive_utc()).collect()
}

/// Returns the plan, if its definitions have no error.
fn plan(text: &str) -> Option<Plan> {
    let (_, plan, _) = checked(HEAD, text);
    plan
}

/// Returns the planned day of an occurrence.
fn planned((title, start, _): &Seen, days: &[NaiveDate]) -> NaiveDate {
    let nth = title
        .rsplit_once("Day ")
        .and_then(|(_, n)| n.parse::<usize>().ok());
    nth.map_or(start.date(), |nth| days[nth])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_cut_where_nothing_differs_loses_and_doubles_nothing(series in series(), cuts in prop::collection::btree_set(0usize..20, 1..4)) {
        let days = series.days();
        let cuts = series.cuts(&days, &cuts);
        let whole = plan(&series.text(&days, &BTreeSet::new(), ""));
        prop_assume!(whole.is_some());
        let text = series.text(&days, &cuts, "title: T");
        let (_, cut, findings) = checked(HEAD, &text);
        let (Some(whole), Some(cut)) = (whole, cut) else {
            return Err(TestCaseError::fail(format!("{text}{findings:#?}")));
        };
        let seen = |plan: &Plan| occurrences(plan).into_keys().collect::<Vec<_>>();
        prop_assert_eq!(seen(&whole), seen(&cut), "{}", text);
        let held = |event: &Event| event.stretches().map(|of| of.event.takes_place()).collect::<Vec<_>>();
        prop_assert_eq!(cut.events[0].onwards.len(), cuts.len());
        prop_assert_eq!(held(&cut.events[0]).len(), cuts.len() + 1);
        prop_assert_eq!(whole.events[0].window, cut.events[0].window);
    }

    #[test]
    fn another_cut_changes_no_uid_but_those_behind_it(series in series(), cuts in prop::collection::btree_set(0usize..20, 0..3), another in 0usize..10) {
        let days = series.days();
        let before = series.cuts(&days, &cuts);
        let another = series.cuts(&days, &BTreeSet::from([another]));
        let after: BTreeSet<usize> = before.union(&another).copied().collect();
        prop_assume!(before != after);
        let start = *another.first().expect("a day");
        let end = after.range(start + 1..).next();
        let [before, after] = [before, after.clone()].map(|cuts| plan(&series.text(&days, &cuts, "title: T")));
        prop_assume!(before.is_some());
        let (Some(before), Some(after)) = (before, after) else {
            return Err(TestCaseError::fail(format!("{series:?}")));
        };
        let after = occurrences(&after);
        for (seen, uid) in occurrences(&before) {
            let day = planned(&seen, &days);
            let is_moved = day >= days[start] && end.is_none_or(|end| day < days[*end]);
            match is_moved {
                true => {
                    let stem = format!("e.from-{}", days[start].format("%Y%m%d"));
                    prop_assert!(after[&seen].starts_with(&stem), "{:?} {:?}", seen, after);
                }
                false => prop_assert_eq!(after.get(&seen), Some(&uid), "{:?}", seen),
            }
        }
    }
}

/// How sentences about the stretches beside one begin.
const BESIDE: [&str; 6] = [
    "From ",
    "Before ",
    "À partir ",
    "Avant ",
    "A partir ",
    "Antes ",
];

/// A row of `beside.tsv` has a series, what is so from its second meeting on, and what its entries
/// say of it in each language.
#[test]
fn stretches_say_what_those_beside_them_are() {
    table("beside.tsv", |series, onwards| {
        let mut said = Vec::new();
        for language in ["en", "fr", "es"] {
            let plan = format!(
                "plan: {{ title: Plan, domain: example.org, revision: 2026-01-01, \
                 timezone: Europe/Zurich, language: {language} }}\n"
            );
            let events = format!(
                "events:\n  - {{ id: e, title: Skating, when: 2026-05-05, {series}, \
                 repeat: {{ every: week, count: 4, instances: \
                 {{ 2026-05-12 onwards: {{ {onwards} }} }} }} }}\n"
            );
            let feed = feed_of_all(&support::plan(&plan, &events), &Ledger::none());
            for line in content_lines(&feed).filter(|line| line.name == "DESCRIPTION") {
                let text = unescape(&line.value).into_owned();
                let lines = text.lines();
                let beside = lines.filter(|line| BESIDE.iter().any(|word| line.starts_with(word)));
                said.extend(beside.map(str::to_owned));
            }
        }
        said.join(" | ")
    });
}

//! Lines of text that entries carry: each is read back as the value that printed it, and what an
//! entry says is what its plan says.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use planfeed::check::check;
use planfeed::history::{Ledger, Planned, Record, is_exception};
use planfeed::ical::{Vevent, vevents};
use planfeed::plan::{DateRange, Hours, On, Plan, Repeat, Rule, Session, Unit};
use planfeed::publication::{ALL, Publication};
use planfeed::source::{SourceFile, load};
use proptest::prelude::*;

fn day() -> impl Strategy<Value = NaiveDate> {
    (1970i32..2100, 1u32..366)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("a day of the year"))
}

fn sessions() -> impl Strategy<Value = Vec<Session>> {
    let time = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
    let session = (0u32..1440, 1u32..1440).prop_map(move |(start, length)| {
        Session::new(time(start)?, time((start + length) % 1440)?)
    });
    prop::collection::vec(
        session.prop_map(|session| session.expect("a session")),
        0..4,
    )
}

fn hours() -> impl Strategy<Value = Hours> {
    let zone = prop::sample::select(vec!["Europe/Zurich", "UTC", "America/Argentina/Ushuaia"]);
    let on = prop::collection::btree_map(day(), sessions(), 0..4);
    (zone, prop::option::of(sessions()), on)
        .prop_filter("hours of no day are no hours", |(_, each, on)| {
            each.is_some() || !on.is_empty()
        })
        .prop_map(|(zone, each, on)| Hours {
            zone: zone.parse().expect("a zone"),
            place: None,
            each,
            on,
        })
}

fn on() -> impl Strategy<Value = On> {
    let weekday = || (0u8..7).prop_map(|n| Weekday::try_from(n).expect("a weekday"));
    prop_oneof![
        weekday().prop_map(On::Weekday),
        (1u8..5, weekday()).prop_map(|(n, weekday)| On::Nth(n, weekday)),
        weekday().prop_map(On::Last),
        (1u8..29).prop_map(On::Day),
        Just(On::LastDay),
    ]
}

/// A rule that names its first day, as every plan's does.
fn repeat() -> impl Strategy<Value = Repeat> {
    let unit = prop::sample::select(Unit::ALL.to_vec());
    let rule = (1u16..5, unit, prop::collection::vec(on(), 1..4));
    (day(), rule, 2usize..40, any::<bool>(), 0usize..9).prop_map(
        |(first, (interval, unit, mut on), count, is_counted, step)| {
            match unit {
                Unit::Day => on.clear(),
                Unit::Week => on = vec![On::Weekday(first.weekday())],
                Unit::Month | Unit::Year => on.push(On::Day(first.day().min(28) as u8)),
            }
            let rule = Rule { interval, unit, on };
            let last = first + Days::new(366 * 40);
            let meetings = rule.days(first, last, count);
            let except = meetings.iter().copied().skip(1).step_by(step + 2).collect();
            Repeat {
                rule,
                is_counted,
                meetings,
                except,
            }
        },
    )
}

proptest! {
    #[test]
    fn hours_are_read_back(hours in hours()) {
        prop_assert_eq!(hours.to_string().parse::<Hours>(), Ok(hours));
    }

    #[test]
    fn repeats_are_read_back(repeat in repeat()) {
        prop_assume!(!repeat.meetings.is_empty());
        // Days are counted from the first that the rule names.
        let first = repeat.meetings[0];
        let last = repeat.meetings[repeat.meetings.len() - 1];
        let meetings = repeat.rule.days(first, last, repeat.meetings.len());
        prop_assume!(meetings == repeat.meetings);
        prop_assert_eq!(repeat.to_string().parse::<Repeat>(), Ok(repeat));
    }

    #[test]
    fn planned_meetings_are_read_back(first in day(), more in 0u64..5, hours in prop::option::of(hours())) {
        let days = DateRange::days_from(first, more + 1).expect("days");
        let planned = Planned { days, hours };
        prop_assert_eq!(planned.to_string().parse::<Planned>(), Ok(planned));
    }

    #[test]
    fn no_line_panics(line in "[ -~]{0,40}|every [a-z0-9 ,;/-]{0,40}|[0-9:, /;-]{0,30}( Europe/Zurich)?") {
        let _ = (line.parse::<Hours>(), line.parse::<Repeat>(), line.parse::<Planned>());
    }
}

fn plan(events: &str) -> Plan {
    let file = |name: &str, text: String| SourceFile {
        name: name.to_owned(),
        text,
    };
    let files = vec![
        file(
            "plan.yaml",
            "plan: { title: Plan, domain: example.org, revision: 2026-01-01, timezone: Europe/Vienna }\n\
             phases: { p: { title: 'One: two', dates: 2026 } }\ncategories: { c: { title: 'A, b' } }\n\
             venues: { geneva: { name: Geneva, timezone: Europe/Zurich }, fez: { name: Fez, timezone: Africa/Casablanca }, bare: { name: Bare } }\n"
                .to_owned(),
        ),
        file("events.yaml", format!("year: 2026\nevents:\n{events}")),
    ];
    let (source, findings) = load(files, Some(0));
    let (plan, diagnostics) = check(&source, findings);
    plan.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// The first entry of each event that is no exception, and that the plan still says the same of it.
#[test]
fn an_entry_says_what_its_event_is() {
    let plan = plan(
        r#"
  - { id: plain, title: "Plain; with, signs \\ and \"quotes\"", when: 5 May, category: c, phase: p }
  - { id: long, title: LONG, when: July TBA, where: geneva TBC }
  - { id: open, title: Open (TBC), when: TBC, phase: p }
  - { id: lines, title: Lines, when: some time in May, description: "One.\r\n\r\nTwo\tcells.\u2028Three é𝄞", where: bare }
  - { id: link, title: Link, when: 5 May, links: [ { url: "https://a.org/x;y,z" } ] }
  - { id: links, title: Links, when: 5 May, links: [ { title: "A b: c", url: "https://a.org/" }, { url: "mailto:a@b.org" } ], description: Text. }
  - { id: hours, title: Hours, when: 5-7 May, hours: 10:00-12:00, where: geneva }
  - { id: two, title: Two, when: 5 May, hours: "10:00-12:00, 14:00-24:00", where: geneva }
  - { id: by-day, title: By day, when: 5-7 May, hours: { each: 10:00-12:00, 2026-05-06: all day }, where: geneva }
  - { id: vague, title: Vague, when: May, hours: 10:00-12:00 }
  - { id: utc, title: In UTC, when: 5 January, hours: 10:00-12:00, where: fez, repeat: { every: week, count: 30, except: [2026-01-12] } }
  - { id: weekly, title: Weekly, when: 5 May, repeat: { every: 2 weeks, on: [tuesday, thursday], until: 2026-08-01 } }
  - { id: monthly, title: Monthly, when: 10 March, hours: 9:00-10:00, repeat: { every: 3 months, on: [second tuesday, last friday, 15], count: 9 } }
"#
        .replace("LONG", &"words ".repeat(100))
        .as_str(),
    );
    let publication = Publication::of(&plan, &Ledger::none());
    let all = publication.bytes(&publication.files()[0]);
    assert_eq!(publication.files()[0].path, ALL);
    let mut records: BTreeMap<String, Vec<Record>> = BTreeMap::new();
    for range in vevents(&all) {
        let vevent = Vevent::read(&all[range]);
        assert!(!is_exception(&vevent));
        let event = vevent.text("X-PLANFEED-EVENT").or(vevent.text("UID"));
        let record = Record::read(&vevent).expect("an entry of ours");
        records
            .entry(event.expect("a UID").into_owned())
            .or_default()
            .push(record);
    }
    assert_eq!(records.len(), plan.events.len());
    for event in &plan.events {
        for record in &records[event.uid.as_str()] {
            assert_eq!(record.title, event.title);
            assert_eq!(record.when, event.when);
            assert_eq!(record.status, event.stated());
            assert_eq!(record.links, event.links);
            assert_eq!(record.repeat.as_ref(), event.repeat.as_deref());
            assert_eq!(
                record.zone,
                event
                    .hours
                    .as_ref()
                    .map(|hours| hours.zone)
                    .or(plan.zone_of_days(event))
            );
            match (&record.hours, &event.hours) {
                (Some(says), Some(hours)) => assert!(says.is_as(hours), "{says} {hours}"),
                (says, hours) => assert!(says.is_none() && hours.is_none(), "{}", event.id),
            }
            let text = event.description.as_ref();
            let text = text.map(|text| text.replace("\r\n", "\n").replace('\u{2028}', "\n"));
            assert_eq!(record.text, text);
            let phase = event
                .phase
                .as_ref()
                .map(|key| plan.phases[key].title.clone());
            assert_eq!(record.phase.title, phase);
        }
    }
}

//! Lines of text in the properties of entries: each is read back as the value that printed it, and
//! an entry says what its plan says.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use planfeed::compare::{Side, compare};
use planfeed::history::{Ledger, Record, is_override};
use planfeed::ical::Vevent;
use planfeed::plan::{
    DateRange, DayHours, Event, Hours, Key, Marker, On, Plan, Planned, RecurrenceRule, Repeat,
    Session, Unit,
};
use proptest::prelude::*;

use crate::support::{feed_of_all, plan};
use crate::vevents;

fn day() -> impl Strategy<Value = NaiveDate> {
    (1970i32..2100, 1u32..366)
        .prop_map(|(year, day)| NaiveDate::from_yo_opt(year, day).expect("a day of the year"))
}

fn session() -> impl Strategy<Value = Session> {
    let time = |minutes: u32| NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0);
    let given = (0u32..1440, 1u32..1440).prop_filter_map("an end", move |(start, duration)| {
        Session::new(time(start)?, time((start + duration) % 1440)?)
    });
    let assumed = (0u32..1440, 0i64..1440).prop_filter_map("a start", move |(start, minutes)| {
        Some(Session::starting(time(start)?).lasting(TimeDelta::minutes(minutes)))
    });
    prop_oneof![given, assumed]
}

fn marker() -> impl Strategy<Value = Option<Marker>> {
    prop::option::of(prop::sample::select(Marker::ALL.to_vec()))
}

fn day_hours() -> impl Strategy<Value = DayHours> {
    (prop::collection::vec(session(), 0..4), marker())
        .prop_map(|(sessions, marker)| DayHours { sessions, marker })
}

fn hours() -> impl Strategy<Value = Hours> {
    let zone = prop::sample::select(vec!["Europe/Zurich", "UTC", "America/Argentina/Ushuaia"]);
    let on = prop::collection::btree_map(day(), day_hours(), 0..4);
    (zone, prop::option::of(day_hours()), on)
        .prop_filter("hours of no day are no hours", |(_, each, on)| {
            each.is_some() || !on.is_empty()
        })
        .prop_map(|(zone, each, on)| Hours {
            zone: zone.parse().expect("a zone"),
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

/// Generates rules that name their first day, as those of plans do.
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
            let rule = RecurrenceRule { interval, unit, on };
            let last = first + Days::new(366 * 40);
            // Its first day is one that it names.
            let named = rule.days(first, last, 1);
            let occurrences = named.first().map(|first| rule.days(*first, last, count));
            let occurrences = occurrences.unwrap_or_default();
            let except = occurrences
                .iter()
                .copied()
                .skip(1)
                .step_by(step + 2)
                .collect();
            Repeat {
                rule,
                is_counted,
                occurrences,
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

    /// An end that is assumed is that of its duration, never after midnight and never before the
    /// start.
    #[test]
    fn assumed_ends_are_on_the_day(start in 0u32..1440, minutes in 0i64..1440) {
        let start = NaiveTime::from_num_seconds_from_midnight_opt(start * 60, 0).expect("a time");
        let session = Session::starting(start).lasting(TimeDelta::minutes(minutes));
        let (end, days) = start.overflowing_add_signed(TimeDelta::minutes(minutes));
        prop_assert!(!session.is_end_given());
        prop_assert_eq!(session.end(), if days == 0 { end } else { NaiveTime::MIN });
        prop_assert_eq!(session.is_instant(), minutes == 0);
        let given = Session::new(start, end);
        prop_assert!(given.is_none_or(|given| given.lasting(TimeDelta::zero()) == given));
    }

    #[test]
    fn repeats_are_read_back(repeat in repeat()) {
        prop_assert!(!repeat.occurrences.is_empty());
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

const PLAN: &str = "plan: { title: Plan, domain: example.org, revision: 2026-01-01, timezone: Europe/Vienna }\n\
    phases: { p: { title: 'One: two', dates: 2026 } }\ncategories: { c: { title: 'A, b' }, d: 'A; \\ \"d\"', e: E }\n\
    venues: { geneva: { name: Geneva, timezone: Europe/Zurich }, fez: { name: Fez, timezone: Africa/Casablanca }, bare: { name: Bare } }\n";

/// Lines that no plan prints are refused before anything is counted from them.
#[test]
fn a_line_out_of_bounds_harms_nobody() {
    let calendar = |property: &str| {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//planfeed//planfeed//EN\r\nX-PLANFEED-FORM:1\r\n\
             BEGIN:VEVENT\r\nUID:a@b\r\nDTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260102\r\n\
             SUMMARY:A\r\nDESCRIPTION:Text\r\nX-PLANFEED-WHEN:2026-01-01\r\n{property}\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    };
    let plain = calendar("X-PLANFEED-TITLE:B");
    for property in [
        "X-PLANFEED-REPEAT:every month on 9 Tue\\, 1\\; 2026-01-01/2026-02-01",
        "X-PLANFEED-REPEAT:every month on 0 Tue\\; 2026-01-01/2026-02-01",
        "X-PLANFEED-REPEAT:every month on last Fri\\, 1\\; +262142-12-01/+262142-12-31",
        "X-PLANFEED-REPEAT:every day\\; 2026-01-01/2199-12-31",
        "X-PLANFEED-INSTEAD-OF:+262142-12-31",
        "X-PLANFEED-INSTEAD-OF:2026-01-01/+262142-12-31 10:00-09:00 UTC",
        "X-PLANFEED-HOURS:+262142-12-31 10:00-09:00 UTC",
        "X-PLANFEED-WITHIN:+262142-12-30/+262142-12-31",
        "X-PLANFEED-TEXT:18446744073709551615+18446744073709551615",
        "X-PLANFEED-TEXT:-1+2",
        "X-PLANFEED-EVENT:a@b",
        "X-PLANFEED-EVENT:",
    ] {
        let odd = calendar(property);
        for (old, new) in [(&odd, &plain), (&plain, &odd)] {
            let [old, new] = [old, new].map(|side| Side::read(side.as_bytes()));
            assert_eq!(compare(&old, &new).changes.len(), 1, "{property}");
        }
    }
}

/// Every entry says the same of its event as the plan.
#[test]
fn an_entry_says_what_its_event_is() {
    let events =
        r#"year: 2026
events:
  - { id: plain, title: "Plain; with, signs \\ and \"quotes\"", when: 5 May, category: c, phase: p }
  - { id: long, title: LONG, when: July TBA, where: geneva TBC }
  - { id: open, title: Open (TBC), when: TBC, phase: p }
  - { id: lines, title: Lines, when: some time in May, description: "One.\r\n\r\nTwo\tcells.\u2028Three é𝄞", where: bare }
  - { id: link, title: Link, when: 5 May, links: [ { url: "https://a.org/x;y,z" } ] }
  - { id: links, title: Links, when: 5 May, links: [ { title: "A b: c", url: "https://a.org/" }, { url: "mailto:a@b.org" } ], description: Text. }
  - { id: groups, title: Groups, when: 5 May, category: [d, c, e, c] }
  - { id: room, title: Room, when: 5 May, where: geneva, room: "Hall 1, east; \"B\" TBC" }
  - { id: no-venue, title: No venue, when: 5 May, room: Hall, contact: "A; b, c\\d" }
  - { id: open-room, title: Open room, when: 5 May, room: TBA, where: TBC }
  - { id: online, title: Online, when: 5 May, online: "https://a.org/j?a=1,2;3", links: ["https://a.org/1"] }
  - { id: both, title: Both, when: 5 May, online: "https://a.org/j", links: ["https://a.org/1", "https://a.org/2"], where: bare, room: TBC }
  - { id: hours, title: Hours, when: 5-7 May, hours: 10:00-12:00, where: geneva }
  - { id: two, title: Two, when: 5 May, hours: "10:00-12:00, 14:00-24:00", where: geneva }
  - { id: by-day, title: By day, when: 5-7 May, hours: { each: 10:00-12:00, 2026-05-06: all day }, where: geneva }
  - { id: vague, title: Vague, when: May, hours: 10:00-12:00 }
  - { id: utc, title: In UTC, when: 5 January, hours: 10:00-12:00, where: fez, repeat: { every: week, count: 30, except: [2026-01-12] } }
  - { id: weekly, title: Weekly, when: 5 May, repeat: { every: 2 weeks, on: [tuesday, thursday], until: 2026-08-01 } }
  - { id: course, title: Course, when: 5 May, hours: 10:00-12:00, where: geneva, repeat: { every: week, count: 5, instances: { 2026-05-12: { title: Guests, when: 13 May TBC, description: Ask. }, 2026-05-19: { when: 22 June } } } }
  - { id: monthly, title: Monthly, when: 10 March, hours: 9:00-10:00, repeat: { every: 3 months, on: [second tuesday, last friday, 15], count: 9 } }
"#
        .replace("LONG", &"words ".repeat(100));
    let plan = plan(PLAN, &events);
    let all = feed_of_all(&plan, &Ledger::none());
    let mut records: BTreeMap<String, Vec<(Vevent, Record)>> = BTreeMap::new();
    for range in vevents(&all) {
        let vevent = Vevent::read(&all[range]);
        let record = Record::read(&vevent).expect("an entry of ours");
        let event = vevent.text("X-PLANFEED-EVENT").or(vevent.text("UID"));
        let event = event.expect("a UID").into_owned();
        records.entry(event).or_default().push((vevent, record));
    }
    assert_eq!(records.len(), plan.events.len());
    for event in &plan.events {
        let mut overrides = event.overrides.values();
        for (vevent, record) in &records[event.uid.as_str()] {
            let is_override = is_override(vevent);
            let event = if is_override {
                overrides.next().expect("an override")
            } else {
                event
            };
            says(&plan, event, record);
            assert_eq!(record.repeat().as_ref(), event.repeat.as_deref());
            assert!(is_override || record.instead_of.is_none());
        }
        assert_eq!(overrides.count(), 0, "each override has an entry");
    }
    let moved = &records["course@example.org"];
    let moved = moved
        .iter()
        .filter_map(|(_, record)| record.instead_of.as_ref());
    let moved: Vec<String> = moved.map(Planned::to_string).collect();
    assert_eq!(moved, ["2026-05-19 10:00-12:00 Europe/Zurich"]);
}

fn says(plan: &Plan, event: &Event, record: &Record) {
    assert_eq!(record.title, event.title);
    assert_eq!(record.when, event.when);
    assert_eq!(record.status, event.stated());
    assert_eq!(record.links, event.links);
    assert_eq!(record.removed, None);
    let printed = (!event.when.is_certain()).then(|| event.printed.clone());
    assert_eq!(record.printed, printed);
    let is_open = event.when.span().is_none();
    assert_eq!(record.within, is_open.then_some(event.window));
    let zone = event.hours.as_ref().map(|hours| hours.zone);
    assert_eq!(record.zone, zone.or(plan.zone_of_days(event)));
    assert_eq!(record.hours.as_ref(), event.hours.as_deref());
    let text = event.description.as_ref();
    let text = text.map(|text| text.replace("\r\n", "\n").replace('\u{2028}', "\n"));
    assert_eq!(record.text, text);
    let key = |key: &Option<Key>| key.as_ref().map(Key::to_string);
    assert_eq!(record.phase.key, key(&event.phase));
    let categories = event.categories.iter();
    let categories = categories.map(|key| (Some(key.to_string()), &plan.categories[key].title));
    let said = record.categories.iter();
    let said = said.map(|said| (said.key.clone(), said.title.as_ref().expect("a title")));
    assert!(said.eq(categories), "{}", event.id);
    assert_eq!(record.room, event.room);
    assert_eq!(record.contact, event.contact);
    assert_eq!(record.online.as_deref(), event.online.as_deref());
    let phase = event
        .phase
        .as_ref()
        .map(|key| plan.phases[key].title.clone());
    assert_eq!(record.phase.title, phase);
    let venue = event.venue.as_ref().and_then(|venue| venue.key.clone());
    assert_eq!(record.venue, key(&venue));
    let has_room = event.room.as_ref().is_some_and(|room| room.name.is_some());
    let has_location = event.venue.is_some() || has_room || event.online.is_some();
    assert_eq!(record.location.is_some(), has_location, "{}", event.id);
}

//! What is published, whatever the plan.

use std::collections::{BTreeMap, BTreeSet};

use planfeed::check::check;
use planfeed::ical::{conform, content_lines, unescape};
use planfeed::publication::Publication;
use planfeed::source::{SourceFile, load};
use proptest::prelude::*;

fn publication(files: &[(String, String)]) -> Publication {
    let plan = files.iter().position(|(name, _)| name == "plan.yaml");
    let files = files
        .iter()
        .map(|(name, text)| SourceFile {
            name: name.clone(),
            text: text.clone(),
        })
        .collect();
    let (source, findings) = load(files, plan);
    let (plan, diagnostics) = check(&source, findings);
    Publication::of(
        &plan.unwrap_or_else(|| panic!("{diagnostics:#?}")),
        &planfeed::history::Ledger::none(),
    )
}

/// Returns the text of each VEVENT by UID and RECURRENCE-ID.
fn events(feed: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8(feed.to_vec()).expect("UTF-8");
    let event = |part: &str| {
        let lines: Vec<_> = content_lines(part.as_bytes()).collect();
        let value = |name: &str| {
            lines
                .iter()
                .find(|line| line.name == name)
                .map(|line| line.value.clone())
        };
        let uid = value("UID").expect("a UID");
        (
            format!("{uid} {}", value("RECURRENCE-ID").unwrap_or_default()),
            part.split("END:VEVENT")
                .next()
                .unwrap_or_default()
                .to_owned(),
        )
    };
    text.split("BEGIN:VEVENT\r\n").skip(1).map(event).collect()
}

fn text() -> impl Strategy<Value = String> {
    // Every letter that YAML, iCalendar or a fold may trip over.
    let letters = prop::sample::select(
        "abc é—日😀\\;:,\"'#&*![]{}|>%@`n\u{301}\u{a0}"
            .chars()
            .collect::<Vec<_>>(),
    );
    prop::collection::vec(letters, 1..120)
        .prop_map(|letters| format!("t{}", letters.into_iter().collect::<String>().trim()))
}

fn plan() -> impl Strategy<Value = Vec<(String, String)>> {
    let whens = prop::sample::select(vec![
        "5 May",
        "5-7 May TBC",
        "July TBA",
        "Q3 2017",
        "TBC",
        "by 3 June",
        "3, 5 and 9 May",
        "last week of July",
        "2018",
    ]);
    // What is given of times fits any of the days: no session begins or ends while the clocks are
    // changed.
    let times = prop::sample::select(vec![
        "",
        "    hours: 10:00-12:00\n",
        "    hours: 10:00-12:00, 22:00-02:00\n",
        "    hours: all day\n",
        "    when: 5 May\n    hours: 9:00-10:00\n    repeat: { every: week, count: 4, except: [2017-05-12] }\n",
        "    when: 5 May\n    repeat: { every: month, on: [5, last friday], until: 2017-09-30 }\n",
        "    when: 25 March\n    hours: 22:00-04:00\n    repeat: { every: day, count: 3, instances: { 2017-03-26: { where: there } } }\n",
        "    when: 5 May\n    hours: 9:00-10:00, 11:00-12:00\n    repeat: { every: week, count: 5, instances: { 2017-05-12: { when: 30 May } } }\n",
    ]);
    let wheres = prop::sample::select(vec!["here", "here TBC", "TBA"]);
    let event = (
        text(),
        whens,
        times,
        wheres,
        0usize..3,
        prop::option::of(text()),
    );
    prop::collection::vec(event, 1..12).prop_map(|events| {
        let quote = |text: &str| serde_json::to_string(text).expect("JSON is YAML");
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        for (i, (title, when, times, place, group, description)) in events.iter().enumerate() {
            let head = format!("phase: p{group}\nyear: 2017\nevents:\n");
            let description = description.as_ref().map(|text| format!("    description: {}\n", quote(text))).unwrap_or_default();
            // A repeat brings its first day along.
            let when = if times.contains("when:") { String::new() } else { format!("    when: {when}\n") };
            let event = format!(
                "  - id: e{i}\n    title: {}\n{when}{times}    where: {place}\n    category: c{group}\n{description}",
                quote(title)
            );
            files.entry(format!("f{group}.yaml")).or_insert(head).push_str(&event);
        }
        let head = "plan: { title: \"A, B; C\", domain: example.org, revision: 2017-06-01, timezone: Africa/Casablanca }\n\
            phases: { p0: { title: P0, dates: 2017 }, p1: { title: P1, dates: May 2017 }, p2: { title: P2, dates: 2017 } }\n\
            categories: { c0: { title: \"x, y\" }, c1: { title: \"a; b\", color: red }, c2: { title: c } }\n\
            venues: { here: { name: \"Hall; 1, A\", timezone: Europe/Vienna, geo: [48.2, 16.3] }, there: { name: There, timezone: America/New_York } }\n\
            feeds: { sure: { title: Sure, select: { certainty: [certain] } } }\n";
        files.into_iter().chain([("plan.yaml".to_owned(), head.to_owned())]).collect()
    })
}

/// Number of days of a series.
const DAYS: usize = 8;
/// Hours of occurrences. On the third day the clocks are set forward over the last of them. A night
/// in which the clocks change belongs to its series unless it is the first.
const SESSIONS: [&str; 3] = ["10:00-11:00, 12:00-13:00", "22:00-01:00", "02:30-03:30"];

/// Fate of an occurrence: the number of days by which it moves, or none if it is taken out.
type Fate = Option<i64>;

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![3 => Just(Some(0)), 1 => Just(None), 2 => (-9i64..10).prop_map(Some)]
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    prop::collection::vec(fate(), DAYS)
}

/// Returns the UIDs of daily occurrences by title, one of each session; none if fewer than two
/// occurrences are left.
fn uids(fates: &[Fate], sessions: &str) -> Option<BTreeMap<String, Vec<String>>> {
    let first = chrono::NaiveDate::from_ymd_opt(2017, 3, 24)?;
    let day = |n: usize, by: i64| first + chrono::TimeDelta::days(n as i64 + by);
    let except: Vec<String> = (0..DAYS)
        .filter(|n| fates[*n].is_none())
        .map(|n| day(n, 0).to_string())
        .collect();
    // In the gap nothing can be.
    let hours = if sessions == SESSIONS[2] {
        ", hours: 04:00-05:00"
    } else {
        ""
    };
    let instance = |n: usize| {
        Some(format!(
            "{}: {{ title: Day {n}, when: {}{hours} }}",
            day(n, 0),
            day(n, fates[n]?)
        ))
    };
    let instances: Vec<String> = (0..DAYS).filter_map(instance).collect();
    let text = format!(
        "events:\n  - {{ id: e, title: T, when: {first}, hours: \"{sessions}\", where: {{ name: Here, timezone: Europe/Zurich }}, \
         repeat: {{ every: day, count: {DAYS}, except: [{}], instances: {{ {} }} }} }}\n",
        except.join(", "),
        instances.join(", ")
    );
    let head = "plan: { title: T, domain: example.org, revision: 2017-01-01 }\n".to_owned();
    if except.len() + 2 > DAYS {
        return None;
    }
    let publication = publication(&[("plan.yaml".to_owned(), head), ("e.yaml".to_owned(), text)]);
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let lines: Vec<_> = content_lines(&publication.bytes(&publication.files()[0])).collect();
    for line in lines.chunk_by(|_, line| line.value != "VEVENT") {
        let value = |name: &str| {
            line.iter()
                .find(|line| line.name == name)
                .map(|line| line.value.clone())
        };
        if let (Some(uid), Some(title)) =
            (value("UID"), value("SUMMARY").filter(|title| title != "T"))
        {
            found.entry(title).or_default().push(uid);
        }
    }
    assert_eq!(
        found.len(),
        DAYS - except.len(),
        "no occurrence is lost: {fates:?} {sessions}"
    );
    found.values_mut().for_each(|uids| uids.sort());
    Some(found)
}

/// A template with a value that can't be written.
#[derive(askama::Template)]
#[template(source = "{{ value }}", ext = "txt")]
struct Impossible {
    value: Unwritable,
}

struct Unwritable;

impl std::fmt::Display for Unwritable {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Err(std::fmt::Error)
    }
}

#[test]
#[should_panic(expected = "memory takes every byte")]
fn what_can_not_be_rendered_is_not_published_as_an_empty_file() {
    planfeed::site::render(&Impossible { value: Unwritable });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_feed_conforms_and_says_what_was_written(files in plan()) {
        let publication = publication(&files);
        let written = files.iter().map(|(_, text)| text.as_str()).collect::<String>();
        for file in publication.files().iter().filter(|file| file.path.ends_with(".ics")) {
            let bytes = publication.bytes(file);
            prop_assert_eq!(conform(&bytes), [], "{}", file.path);
            prop_assert_eq!(file.size(), bytes.len());
            for line in content_lines(&bytes).filter(|line| line.name == "SUMMARY") {
                let summary = unescape(&line.value);
                let title = summary.split_once("] ").map_or(&*summary, |(_, title)| title);
                let title = serde_json::to_string(title).expect("JSON");
                prop_assert!(written.contains(&title) || summary.contains('…') || written.contains(&serde_json::to_string(&summary).expect("JSON")), "{}", summary);
            }
        }
    }

    #[test]
    fn an_event_is_the_same_bytes_in_every_feed(files in plan()) {
        let publication = publication(&files);
        let feeds: Vec<(String, BTreeMap<String, String>)> =
            publication.files().iter().filter(|file| file.path.ends_with(".ics")).map(|file| (file.path.clone(), events(&publication.bytes(file)))).collect();
        let all = &feeds[0].1;
        for (path, events) in &feeds {
            for (uid, bytes) in events {
                prop_assert_eq!(all.get(uid), Some(bytes), "{} in {}", uid, path);
            }
        }
        let of = |folder: &str| feeds.iter().filter(|(path, _)| path.starts_with(folder)).flat_map(|(_, events)| events.keys()).collect::<BTreeSet<_>>();
        prop_assert_eq!(of("phase/"), all.keys().collect::<BTreeSet<_>>());
        prop_assert_eq!(of("import/"), all.keys().collect::<BTreeSet<_>>());
    }

    #[test]
    fn no_edit_of_an_occurrence_changes_the_uid_of_another(fates in fates(), at in 0..DAYS, other in fate(), session in 0..SESSIONS.len()) {
        let mut edited = fates.clone();
        edited[at] = other;
        let (before, after) = (uids(&fates, SESSIONS[session]), uids(&edited, SESSIONS[session]));
        if let (Some(before), Some(after)) = (before, after) {
            for (title, uid) in before.iter().filter(|(title, _)| **title != format!("Day {at}")) {
                prop_assert_eq!(after.get(title), Some(uid), "{}: {:?} {:?}", title, fates, edited);
            }
        }
    }

    #[test]
    fn the_order_and_the_names_of_files_do_not_matter(files in plan()) {
        let bytes = |files: &[(String, String)]| {
            let publication = publication(files);
            publication.files().iter().map(|file| (file.path.clone(), publication.bytes(file))).collect::<Vec<_>>()
        };
        let reversed: Vec<_> = files.iter().rev().cloned().collect();
        prop_assert_eq!(bytes(&files), bytes(&reversed));
        let renamed = |(n, (name, text)): (usize, &(String, String))| {
            (if name == "plan.yaml" { name.clone() } else { format!("{:03}-{name}", files.len() - n) }, text.clone())
        };
        let renamed: Vec<_> = files.iter().enumerate().map(renamed).collect();
        prop_assert_eq!(bytes(&files), bytes(&renamed));
    }
}

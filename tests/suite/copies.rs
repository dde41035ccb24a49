//! Copies of single events: which there are, what they hold, how long they stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use planfeed::diagnostic::Code;
use planfeed::history::Ledger;
use planfeed::ical::conform;
use planfeed::plan::Plan;
use planfeed::publication::Publication;

use crate::support::{Workspace, plan};
use crate::vevents;

/// Published files by path.
type Published = BTreeMap<String, Vec<u8>>;

fn planned(revision: &str, events: &[&str]) -> Plan {
    let head = format!(
        "plan: {{ title: Season, domain: example.org, revision: {revision}, keep_cancelled: 30 }}\n\
         categories: {{ talks: {{ title: Talks, color: teal }}, trips: {{ title: Trips }} }}\n\
         venues: {{ hall: {{ name: Hall, timezone: Europe/Vienna }}, fez: {{ name: Fez, timezone: Africa/Casablanca }} }}\n"
    );
    let mut text = "year: 2026\nevents:\n".to_owned();
    for event in events {
        let _ = writeln!(text, "  - {{ {event} }}");
    }
    plan(&head, &text)
}

fn ledger(published: &Published) -> Ledger {
    let file = |name: &str| published.get(name).map(Vec::as_slice);
    file("all.ics").map_or_else(Ledger::none, |all| {
        Ledger::read(all, file("index.json"), file("changes.atom")).expect("a ledger")
    })
}

fn publish(plan: &Plan, before: &Published) -> Published {
    let publication = Publication::of(plan, &ledger(before));
    let files = publication.files().iter();
    files
        .map(|file| (file.path.clone(), publication.bytes(file)))
        .collect()
}

/// Returns the next revision of a publication.
fn revise(before: &Published, revision: &str, events: &[&str]) -> Published {
    let plan = planned(revision, events);
    let next = publish(&plan, before);
    assert!(publish(&plan, &next) == next, "a second build is the same");
    next
}

fn first(events: &[&str]) -> Published {
    revise(&Published::new(), "2026-01-01", events)
}

/// Returns the names of copies, in order.
fn names(published: &Published) -> Vec<&str> {
    let paths = published.keys();
    let names = paths.filter_map(|path| path.strip_prefix("event/")?.strip_suffix(".ics"));
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

fn text(published: &Published, name: &str) -> String {
    String::from_utf8(published[&format!("event/{name}.ics")].clone()).expect("UTF-8")
}

/// Asserts that a copy says that, alone.
#[track_caller]
fn says(published: &Published, name: &str, line: &str) {
    let text = text(published, name);
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 1, "{text}");
    assert!(text.contains(&format!("{line}\r\n")), "{line}: {text}");
}

#[test]
fn only_what_is_settled_gets_a_copy() {
    for (event, names_of_files) in [
        ("when: 5 May", vec!["e"]),
        ("when: by 5 May", vec!["e"]),
        ("when: 5 May, where: hall TBC", vec!["e"]),
        ("when: 5 May, where: hall, hours: 19:30 TBC", vec!["e"]),
        ("when: 5 May, status: confirmed", vec!["e"]),
        ("when: 5 and 9 May", vec!["e", "e.2"]),
        (
            "when: 5 May, where: hall, hours: \"9:00-10:00, 14:00-15:00\"",
            vec!["e", "e.2"],
        ),
        ("when: 5 May, uid: old@elsewhere.org", vec!["e"]),
        (
            "when: 5 and 9 May, uid: \"Old.7/x@elsewhere.org\"",
            vec!["e", "e.2"],
        ),
        ("when: 5 and 9 May, uid: no-domain", vec!["e", "e.2"]),
        ("when: 5 May TBC", vec![]),
        ("when: 5 May TBC, status: confirmed", vec![]),
        ("when: May", vec![]),
        ("when: Q2 2026", vec![]),
        ("when: TBA", vec![]),
        ("when: 5 May, status: cancelled", vec![]),
        ("when: 5 May, status: tentative", vec![]),
    ] {
        let published = first(&[&format!("id: e, title: T, {event}")]);
        assert_eq!(names(&published), names_of_files, "{event}");
        let page = String::from_utf8_lossy(&published["index.html"]);
        for name in &names_of_files {
            assert!(
                page.contains(&format!("href=\"event/{name}.ics\"")),
                "{event}"
            );
        }
        assert_eq!(
            page.contains("href=\"event/"),
            !names_of_files.is_empty(),
            "{event}"
        );
    }
    // A marker on the title is one on what takes place.
    assert_eq!(
        names(&first(&["id: e, title: T (TBC), when: 5 May"])),
        [""; 0]
    );
}

#[test]
fn a_copy_is_a_calendar_of_one_entry_without_a_name() {
    let series = "id: weekly, title: Weekly, when: 3 March, where: hall, hours: 18:00-20:00, category: talks, \
                  repeat: { every: week, count: 5, instances: { 2026-03-17: { when: 18 March } } }";
    let published = first(&[
        series,
        "id: day, title: Day, when: 5 May",
        "id: far, title: Far, when: 5 May, where: fez, hours: 9:00-10:00",
    ]);
    let all = String::from_utf8_lossy(&published["all.ics"]).into_owned();
    for name in names(&published) {
        let bytes = &published[&format!("event/{name}.ics")];
        assert_eq!(conform(bytes), []);
        let text = text(&published, name);
        for absent in [
            "NAME:",
            "X-WR-CALNAME",
            "METHOD",
            "REFRESH-INTERVAL",
            "X-PUBLISHED-TTL",
            "SOURCE",
            "X-APPLE-CALENDAR-COLOR",
        ] {
            let is_there = text.contains(&format!("\r\n{absent}"));
            assert!(!is_there, "{absent} in {name}: {text}");
        }
        for entry in vevents(bytes) {
            assert!(all.contains(&*String::from_utf8_lossy(&bytes[entry])));
        }
        let zones = text.matches("BEGIN:VTIMEZONE").count();
        assert_eq!(zones, usize::from(name != "day"), "{text}");
    }
    let weekly = text(&published, "weekly");
    assert_eq!(weekly.matches("UID:weekly@example.org\r\n").count(), 2);
    assert!(weekly.contains("RECURRENCE-ID;TZID=Europe/Vienna:20260317T180000\r\n"));
    assert!(weekly.contains("TZID:Europe/Vienna\r\n") && !weekly.contains("Casablanca"));
}

#[test]
fn a_copy_says_what_became_of_its_event() {
    let walk = |rest: &str| format!("id: walk, title: Walk, {rest}");
    let other = "id: other, title: Other, when: May";
    let begun = first(&[&walk("when: 5 May, category: talks"), other]);
    for (rest, line) in [
        ("when: 6 May TBC", "SUMMARY:[TBC] Walk"),
        ("when: Q2 2026", "SUMMARY:[date not fixed] Walk"),
        ("when: 5 May, status: cancelled", "STATUS:CANCELLED"),
        ("when: 5 May, status: tentative", "SUMMARY:[tentative] Walk"),
        ("when: 6 May", "DTSTART;VALUE=DATE:20260506"),
    ] {
        let next = revise(&begun, "2026-02-01", &[&walk(rest), other]);
        assert_eq!(names(&next), ["walk"], "{rest}");
        says(&next, "walk", line);
        says(&next, "walk", "SEQUENCE:1");
        let page = String::from_utf8_lossy(&next["index.html"]);
        let is_offered = page.contains("href=\"event/walk.ics\"");
        assert_eq!(is_offered, rest == "when: 6 May", "{rest}");
    }
    // Another category is a change of the entry, not of who may have it.
    let moved = revise(
        &begun,
        "2026-02-01",
        &[&walk("when: 5 May, category: trips"), other],
    );
    says(&moved, "walk", "CATEGORIES:Trips");
    // What did not change keeps its bytes.
    let later = revise(
        &begun,
        "2026-03-01",
        &[
            &walk("when: 5 May, category: talks"),
            "id: other, title: Other, when: June",
        ],
    );
    assert_eq!(later["event/walk.ics"], begun["event/walk.ics"]);
}

#[test]
fn the_copy_of_a_removed_event_has_its_notice_for_as_long_as_that_is_kept() {
    let other = "id: other, title: Other, when: May";
    for uid in ["walk@example.org", "Old/7@elsewhere.org"] {
        let walk = format!("id: walk, title: Walk, when: 5 and 9 May, uid: \"{uid}\"");
        let begun = first(&[&walk, other]);
        let gone = revise(&begun, "2026-02-01", &[other]);
        assert_eq!(names(&gone), ["walk", "walk.2"]);
        for name in ["walk", "walk.2"] {
            says(&gone, name, "SUMMARY:CANCELLED: Walk");
        }
        assert!(!String::from_utf8_lossy(&gone["index.html"]).contains("event/walk"));
        let kept = revise(&gone, "2026-03-02", &[other]);
        assert_eq!(kept["event/walk.ics"], gone["event/walk.ics"]);
        assert_eq!(
            names(&revise(&kept, "2026-03-03", &[other])),
            [""; 0],
            "{uid}"
        );
        let back = revise(&kept, "2026-03-02", &[&walk, other]);
        says(&back, "walk.2", "SEQUENCE:2");
        // A mistake goes at once.
        let head = planned("2026-02-01", &[other]);
        let withdrawn = Plan {
            withdrawn: vec![uid.to_owned()],
            ..head
        };
        assert_eq!(names(&publish(&withdrawn, &begun)), [""; 0]);
    }
}

#[test]
fn an_id_that_another_event_has_now_leads_to_that() {
    let other = "id: other, title: Other, when: May";
    let begun = first(&[
        "id: walk, title: Old walk, when: 5 May, uid: old@example.org",
        other,
    ]);
    let next = revise(
        &begun,
        "2026-02-01",
        &["id: walk, title: Another, when: 7 May", other],
    );
    assert_eq!(names(&next), ["walk"]);
    says(&next, "walk", "SUMMARY:Another");
    // A renamed event takes its copy along.
    let renamed = revise(
        &begun,
        "2026-02-01",
        &["id: stroll, title: Old walk, when: 5 May, uid: old@example.org"],
    );
    assert_eq!(names(&renamed), ["stroll"]);
    says(&renamed, "stroll", "UID:old@example.org");
}

#[test]
fn of_too_many_those_to_come_have_a_copy_then_the_last_that_are_past() {
    let day = |n: i64| {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
        first + chrono::TimeDelta::days(n)
    };
    let row = |n: i64, more: &str| format!("id: e{n}, title: T, when: {}{more}", day(n));
    let mut rows: Vec<String> = (0..1005).map(|n| row(n, "")).collect();
    rows.reverse();
    let as_text: Vec<&str> = rows.iter().map(String::as_str).collect();
    let early = first(&as_text);
    let has = |published: &Published, n: i64| published.contains_key(&format!("event/e{n}.ics"));
    assert_eq!(names(&early).len(), 1000);
    let ids = |published: &Published| -> BTreeSet<i64> {
        (0..1005).filter(|n| has(published, *n)).collect()
    };
    assert_eq!(ids(&early), (0..1000).collect());
    // Of those that are past, the first ones make place for those to come.
    let later = revise(&early, &day(300).to_string(), &as_text);
    assert_eq!(ids(&later), (5..1005).collect());
    // A notice counts as what it says.
    let gone: Vec<&str> = as_text
        .iter()
        .copied()
        .filter(|row| !row.starts_with("id: e700,"))
        .collect();
    let gone = revise(&later, &day(301).to_string(), &gone);
    assert_eq!(ids(&gone), (5..1005).collect());
    says(&gone, "e700", "STATUS:CANCELLED");
    let publication = Publication::of(&planned("2026-01-01", &as_text), &Ledger::none());
    let found = publication.check();
    let left_out = found.iter().find(|found| found.code == Code::LeftOutCopies);
    let message = &left_out.expect("a warning").message;
    assert!(
        message.starts_with("1005 entries") && message.contains("1000 have"),
        "{message}"
    );
}

#[test]
fn a_manifest_that_lists_no_events_is_read_and_one_that_lists_other_files_is_not() {
    let walk = "id: walk, title: Walk, when: 5 May";
    let begun = first(&[walk]);
    let manifest = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut manifest = serde_json::from_slice(&begun["index.json"]).expect("JSON");
        change(&mut manifest);
        manifest.to_string().into_bytes()
    };
    let older = manifest(&|manifest| {
        manifest
            .as_object_mut()
            .expect("an object")
            .remove("events");
    });
    let newer = manifest(&|manifest| manifest["unknown"] = true.into());
    for index in [older, newer] {
        let mut folder = begun.clone();
        folder.insert("index.json".to_owned(), index);
        assert_eq!(publish(&planned("2026-01-01", &[walk]), &folder), begun);
    }
    for path in [
        "event/../../etc.ics",
        "event/a/b.ics",
        "event/.ics",
        "event/a..ics",
        "event/A.ics",
        "event/a.txt",
        "category/a.ics",
    ] {
        let other = manifest(&|manifest| manifest["events"][0]["path"] = path.into());
        let refused = Ledger::read(&begun["all.ics"], Some(&other), None);
        let message = refused.expect_err("a fault").to_string();
        assert!(message.contains("is not the path of an event"), "{message}");
    }
}

#[test]
fn copies_are_written_and_removed_with_the_rest() {
    let work = Workspace::new();
    let define = |revision: &str, events: &str| {
        work.write(
            "events/plan.yaml",
            format!("plan: {{ title: T, domain: example.org, revision: {revision}, keep_cancelled: 30 }}\n"),
        )
        .write("events/e.yaml", format!("year: 2026\nevents: [{events}]\n"));
    };
    let (walk, talk) = (
        "{ id: walk, title: Walk, when: 5 May }",
        "{ id: talk, title: Talk, when: 7 May }",
    );
    define("2026-01-01", &format!("{walk}, {talk}"));
    work.write("feeds/event/theirs.ics", "BEGIN:VCALENDAR\r\n")
        .write("feeds/event/.planfeed-x.tmp", "half");
    let said = work.build("");
    assert!(
        said.starts_with("2 events in 1 feed: 6 files written, 0 unchanged"),
        "{said}"
    );
    assert!(said.ends_with("; 1 of 1 feed written\n"), "{said}");
    assert!(!work.has("feeds/event/.planfeed-x.tmp"));
    work.write("feeds/event/ours.ics", work.read("feeds/event/walk.ics"));
    define("2026-02-01", talk);
    work.build("");
    assert!(
        work.read("feeds/event/walk.ics")
            .contains("CANCELLED: Walk")
    );
    // Feeds in one folder are the same as in another, whatever is beside them.
    work.copy("feeds", "copy").remove("copy/event");
    work.planfeed("diff feeds copy").exits(0);
    define("2026-03-03", talk);
    let said = work.build("");
    assert!(said.contains(", 1 removed in feeds"), "{said}");
    assert!(!work.has("feeds/event/walk.ics"));
    assert!(work.has("feeds/event/theirs.ics") && work.has("feeds/event/ours.ics"));
    assert_eq!(work.read("feeds/event/theirs.ics"), "BEGIN:VCALENDAR\r\n");
    // What somebody else wrote in its place is not replaced, and nothing else is.
    work.remove("feeds/event/talk.ics");
    work.write("feeds/event/talk.ics", "mine");
    let before = work.files("feeds");
    define("2026-04-01", &format!("{walk}, {talk}"));
    let build = work.planfeed("build");
    build
        .exits(2)
        .reports("event/talk.ics was not written by planfeed");
    assert_eq!(work.files("feeds"), before);
}

//! `planfeed list` of calendars: which occurrences are listed (`listed.tsv`), and in which form
//! (`club.txt`: commands, each with all that it prints).

use serde_json::Value;

use crate::kinds::table;
use crate::support::{Workspace, blessed, root};

/// Commands on `club.ics`, whose series begins in 1970.
const COMMANDS: [&str; 18] = [
    "list club.ics --from 2026-06-01 --to 2026-06-14 --width 120",
    "list club.ics --from 2026-06-01 --to 2026-06-14 --width 80",
    "list club.ics --from 2026-06-01 --to 2026-06-14",
    "list club.ics --from 2026-06-01 --to 2026-06-14 --width 80 --timezone America/New_York",
    "list club.ics --from 2026-06-01 --to 2026-06-14 --columns start,end,timezone,title,uid",
    "list club.ics --from 2026-06-01 --to 2026-06-14 --format csv",
    "list club.ics --from 2026-06-09 --to 2026-06-12 --format json",
    "list club.ics --from 2026-06-01 --to 2026-06-30 --category sport",
    "list club.ics --from 2027-05-30 --category SPORT --columns date,hours",
    "list club.ics --from 2026-06-01 --category spor",
    "list club.ics --timezone Europe/Zuric",
    "list club.ics --phase spring",
    "list club.ics --uncertain",
    "list club.ics --columns date,venue",
    "list club.ics --from 2026-06-01 --to 2026-05-01",
    "list events --timezone Europe/Zurich",
    "list events --columns date,where",
    "list missing.ics",
];

#[test]
fn lists_of_calendars_are_as_printed() {
    let folder = Workspace::new();
    folder.copy(root("tests/suite/club.ics"), "club.ics");
    folder.write("events/plan.yaml", "");
    let mut printed = String::new();
    for command in COMMANDS {
        let ran = folder.planfeed(command);
        printed += &format!("$ planfeed {command}\n{}{}\n", ran.stdout, ran.stderr);
    }
    blessed("tests/suite/club.txt", &printed);
}

/// Returns the bytes of a calendar: a semicolon and a space end a line, a stroke an event.
fn calendar(events: &str) -> String {
    let events = events
        .replace(" | ", "\nEND:VEVENT\nBEGIN:VEVENT\nUID:u@h\n")
        .replace("; ", "\n");
    format!(
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:u@h\n{events}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
}

#[test]
fn each_occurrence_on_these_days_is_listed_and_no_other() {
    let folder = Workspace::new();
    table("listed.tsv", |events, arguments| {
        folder.write("c.ics", calendar(events));
        let ran = folder.planfeed(&format!("list c.ics --format json {arguments}"));
        if ran.code != Some(0) {
            return ran.stderr.trim().to_owned();
        }
        let listed = ran.json();
        let items = listed.as_array().expect("an array").iter().map(item);
        let items = Vec::from_iter(items.chain([ran.stderr.trim().to_owned()]));
        items.join("; ").trim_end_matches("; ").to_owned()
    });
}

/// Returns `2026-06-09T10:00:00+02:00/2026-06-09T11:00:00+02:00 Europe/Zurich`; the title and the
/// status only where they say something.
fn item(item: &Value) -> String {
    let text = |key: &str| item[key].as_str().unwrap_or_default();
    let mut words = vec![format!("{}/{}", text("start"), text("end"))];
    words.extend(["timezone", "title", "status"].map(|key| text(key).to_owned()));
    words.retain(|word| !word.is_empty() && word != "confirmed");
    words.join(" ")
}

#[test]
fn rules_by_the_second_and_thousands_of_series_come_to_an_end() {
    let folder = Workspace::new();
    let yearly = "DTSTART:19700101T000000Z; RRULE:FREQ=YEARLY; SUMMARY:Yearly";
    folder.write("yearly.ics", calendar(&[yearly; 1000].join(" | ")));
    folder
        .planfeed("list yearly.ics --from 2026-01-01 --to 2026-12-31")
        .exits(0);
    for rule in [
        "SECONDLY",
        "MINUTELY;COUNT=100000000",
        "SECONDLY;INTERVAL=2;UNTIL=20500101T000000Z",
    ] {
        folder.write(
            "long.ics",
            calendar(&format!(
                "DTSTART:19700101T000000Z; RRULE:FREQ={rule}; SUMMARY:Long"
            )),
        );
        folder
            .planfeed("list long.ics --from 2026-01-01 --to 2026-12-31")
            .exits(2)
            .reports("`Long` has more than 10,000 occurrences")
            .reports("ask for fewer days with --from and --to");
    }
}

#[test]
fn what_diff_takes_is_listed() {
    let folder = Workspace::init();
    folder.build("");
    let listed = folder.planfeed("list feeds --format json").exits(0).stdout;
    assert!(listed.contains("\"start\""));
    assert_eq!(
        listed,
        folder
            .planfeed("list feeds/all.ics --format json")
            .exits(0)
            .stdout
    );
    folder.git("init -q");
    folder.git("add .");
    folder.git("commit -qm first");
    folder.remove("feeds");
    assert_eq!(
        listed,
        folder
            .planfeed("list git:HEAD:feeds --format json")
            .exits(0)
            .stdout
    );
    let plan = folder.planfeed("list").exits(0).stdout;
    assert_eq!(plan, folder.planfeed("list git:HEAD").exits(0).stdout);
    folder.write("cut.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n");
    folder
        .planfeed("list cut.ics")
        .exits(2)
        .reports("is cut short");
    folder.write("page.ics", "<html>");
    folder
        .planfeed("list page.ics")
        .exits(2)
        .reports("is not a calendar");
}

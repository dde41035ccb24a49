//! `planfeed list`: columns, widths, days and CSV.

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::support::{Workspace, root};

const PLAN: &str = "plan: { title: Plan, domain: plan.example.org, revision: 2026-01-01, \
    timezone: Europe/London }\nphases: { spring: { title: Spring, dates: March – May 2026 } }\n";

/// Returns a folder with a small plan of these events.
fn with_events(events: &str) -> Workspace {
    let folder = Workspace::new();
    folder.write("events/plan.yaml", PLAN);
    folder.write("events/all.yaml", format!("events:\n{events}"));
    folder
}

/// Returns the lines of a list.
fn lines(folder: &Workspace, arguments: &str) -> Vec<String> {
    let list = folder.planfeed(&format!("list {arguments}")).exits(0);
    list.stdout.lines().map(str::to_owned).collect()
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let folder = Workspace::with(&["events", "tests/cases/printed"]);
    let printed = std::fs::read_dir(root("tests/cases/printed")).expect("cases");
    let printed = printed.map(|case| case.expect("a case").file_name());
    let printed = printed.map(|case| format!("tests/cases/printed/{}/events", case.display()));
    let every = "--columns id,date,when,hours,timezone,meetings,title,venue,status,category,\
                 phase,uid";
    for plan in printed.chain(["events".to_owned()]) {
        let events = lines(&folder, &plan).len();
        for width in [10, 40, 80, 120, 200] {
            for columns in ["", every] {
                let list = lines(&folder, &format!("{plan} --width {width} {columns}"));
                assert_eq!(list.len(), events, "{plan} has one line for each event");
                for line in list {
                    assert!(line.width() <= width, "{width}: {line}");
                }
            }
        }
    }
}

/// Returns texts with characters that are wide, narrow, or wider together than each by itself.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Meeting ",
        "会議",
        "ﾊﾝ",
        "é",
        "e\u{301}",
        "👩‍👩‍👧",
        "☺\u{fe0f}",
        "🇨🇭",
        "ع",
        "ไทย",
        " ",
        "…",
        "1\u{fe0f}\u{20e3}",
        "\u{ad}",
    ]);
    let pieces = prop::collection::vec(piece, 0..40);
    pieces.prop_map(|pieces| format!("T{}", pieces.concat().trim_end()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_line_is_wider_whatever_its_characters(title in texts(), venue in texts(), width in 1usize..90) {
        let folder = with_events(&format!(
            "- {{ id: a, title: \"{title}\", when: 3 March 2026, where: {{ name: \"{venue}\" }} }}\n\
             - {{ id: b, title: B, when: 4 March 2026 }}\n"
        ));
        for line in lines(&folder, &format!("--width {width}")) {
            prop_assert!(line.width() <= width, "{width}: {line}");
        }
        let whole = lines(&folder, "").concat();
        prop_assert!(whole.contains(&title) && whole.contains(&venue));
    }
}

#[test]
fn a_reader_gets_date_title_and_venue_at_80_columns_and_more_at_120() {
    let folder = Workspace::with(&["events"]);
    let of_80 = lines(&folder, "--width 80");
    let headings = |line: &str| {
        line.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(headings(&of_80[0]), ["date", "title", "venue"]);
    assert!(of_80.contains(
        &"27–28 April 2017      Budapest Process – 10th Silk Routes Wor…  Turkey TBC".to_owned()
    ));
    // Four in five dates are whole: the longest would cut every title.
    let dates = lines(&folder, "--columns date");
    let both = of_80.iter().zip(&dates);
    let whole = both.filter(|(line, date)| line.starts_with(&format!("{date}  ")));
    assert!(whole.count() * 5 >= dates.len() * 4);
    let of_120 = headings(&lines(&folder, "--width 120")[0]);
    assert_eq!(of_120, ["date", "title", "venue", "status"]);
    let of_300 = headings(&lines(&folder, "--width 300")[0]);
    assert_eq!(
        of_300,
        ["id", "date", "title", "venue", "status", "category"]
    );
}

#[test]
fn a_pipe_gets_whole_cells_in_plain_columns() {
    let folder = with_events(
        "- { id: talk, title: \"A \\u202etalk\", when: 3 March 2026, hours: 10:00-11:00 }\n\
         - { id: walk, title: Walk, when: March 2026, where: TBC }\n",
    );
    let list = folder.planfeed("list").exits(0).reports("2 of 2 events\n");
    assert_eq!(
        list.stdout,
        "id    date          hours        title           venue  status     category\n\
         talk  3 March 2026  10:00-11:00  A \\u{202e}talk         confirmed\n\
         walk  March 2026                 Walk            TBC    tentative\n"
    );
    assert_eq!(
        lines(&folder, "--phase spring").len(),
        1,
        "the headings alone"
    );
}

#[test]
fn columns_are_chosen_by_name_in_their_order() {
    let folder = with_events("- { id: talk, title: Talk, when: 3 March 2026, hours: 10:00 }\n");
    assert_eq!(
        lines(&folder, "--columns title,when,timezone"),
        [
            "title  when        timezone",
            "Talk   2026-03-03  Europe/London"
        ]
    );
    assert_eq!(
        lines(&folder, "--columns date,id --format csv"),
        ["date,id", "3 March 2026,talk"]
    );
    for (arguments, fault) in [
        ("--columns date,titel", "a similar value exists: 'title'"),
        ("--columns date,id,date", "--columns has `date` twice"),
        ("--columns date --format json", "JSON always has every key"),
        ("--width 0", "invalid value '0'"),
    ] {
        let list = folder.planfeed(&format!("list {arguments}"));
        list.exits(2).reports(fault);
    }
}

/// Returns the ids of the events that a list has.
fn ids(folder: &Workspace, arguments: &str) -> String {
    let list = lines(folder, &format!("{arguments} --columns id"));
    list[1..].join(" ")
}

#[test]
fn days_choose_events_that_are_or_may_be_then() {
    let folder = with_events(
        "- { id: day, title: Day, when: 10 March 2026 }\n\
         - { id: two, title: Two, when: \"10, 12 March 2026\" }\n\
         - { id: days, title: Days, when: 8-10 March 2026 }\n\
         - { id: month, title: Month, when: March 2026 }\n\
         - { id: by, title: By, when: by 12 March 2026 }\n\
         - { id: open, title: Open, when: TBC, phase: spring }\n\
         - { id: off, title: Off, when: 12 March 2026, status: cancelled }\n\
         - { id: course, title: Course, when: 3 March 2026, repeat: { every: week, count: 3, except: [2026-03-10], \
             instances: { 2026-03-17: { when: 2026-03-19 } } } }\n\
         - { id: gone, title: Gone, when: 4 March 2026, repeat: { every: week, count: 3, \
             instances: { 2026-03-11: { status: cancelled } } } }\n\
         - { id: later, title: Later, when: 2 March 2026, hours: 10:00, repeat: { every: week, count: 4, \
             instances: { 2026-03-16 onwards: { hours: 12:00 } } } }\n",
    );
    for (arguments, expected) in [
        ("", "open day two days month by off course gone later"),
        ("--to 2026-02-28", ""),
        (
            "--from 2026-03-10 --to 2026-03-10",
            "open day two days month",
        ),
        ("--from 2026-03-11 --to 2026-03-11", "open month"),
        ("--from 2026-03-12 --to 2026-03-12", "open two month by off"),
        ("--from 2026-03-17 --to 2026-03-17", "open month"),
        ("--from 2026-03-19 --to 2026-03-22", "open month course"),
        ("--from 2026-03-23 --to 2026-03-23", "open month later"),
        ("--from 2026-04-01", "open"),
        ("--to 2026-03-02", "open month later"),
        (
            "--from 2026-03-02 --to 2026-03-02 --uncertain",
            "open month",
        ),
    ] {
        assert_eq!(ids(&folder, arguments), expected, "{arguments}");
    }
    let backwards = folder.planfeed("list --from 2026-03-02 --to 2026-03-01");
    backwards
        .exits(2)
        .reports("--to 2026-03-01 is before --from 2026-03-02");
    for day in ["2026-3-1", "tomorrow", "2026-02-30", "1 March 2026"] {
        let list = folder.planfeed(&format!("list --from \"{day}\"")).exits(2);
        list.reports("write a day as year-month-day, such as 2026-12-01, or `today`");
    }
    folder.planfeed("list --from today --to today").exits(0);
}

#[test]
fn what_changes_in_a_series_is_told_with_the_first_date_on_which_it_holds() {
    let folder = with_events(
        "- { id: course, title: Course, when: 3 March 2026, hours: 18:00-20:00, where: { name: Hall }, \
             repeat: { every: week, count: 6, instances: { \
             2026-03-17 onwards: { when: 2026-03-18, hours: 19:00-21:00 }, \
             2026-03-31 onwards: { where: { name: Library } } } } }\n",
    );
    assert_eq!(
        lines(&folder, "--columns date,hours --format csv"),
        [
            "date,hours",
            "\"3 March 2026, 6 meetings\",18:00-20:00; 18 March 2026 onwards: 19:00-21:00"
        ]
    );
    let venue = lines(&folder, "--columns venue");
    assert_eq!(venue[1], "Hall; 1 April 2026 onwards: Library");
}

#[test]
fn spreadsheets_run_no_cell_as_a_formula() {
    let titles = ["=1+1", "+1", "-1", "@SUM(1)", "'=1", "1=1", "ok"];
    let events = titles
        .iter()
        .enumerate()
        .map(|(n, title)| format!("- {{ id: e{n}, title: \"{title}\", when: 3 March 2026 }}\n"));
    let folder = with_events(&events.collect::<String>());
    assert_eq!(
        lines(&folder, "--format csv --columns title"),
        [
            "title", "'=1+1", "'+1", "'-1", "'@SUM(1)", "'=1", "1=1", "ok"
        ]
    );
    let objects = folder.planfeed("list --format json").exits(0).json();
    let listed = objects.as_array().expect("an array").iter();
    assert!(listed.map(|object| &object["title"]).eq(titles));
}

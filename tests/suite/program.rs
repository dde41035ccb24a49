//! The program as a user meets it.

use std::fs;

use crate::support::{Ran, Workspace, assert_same, files, paths, root};

/// A file of definitions with one impossible date.
const WRONG: &str = "events: [{ id: x, title: X, when: 31 April 2026 }]";

/// Returns a folder with the plan of this repository, without its feeds.
fn bundled() -> Workspace {
    Workspace::with(&["events"])
}

#[test]
fn the_committed_feeds_are_what_the_definitions_build() {
    let folder = bundled();
    folder.build("events --out feeds");
    assert_same(&folder.files("feeds"), &files(&root("feeds")));
}

#[test]
fn ten_builds_in_other_places_orders_and_times_are_the_same_bytes() {
    let expected = files(&root("feeds"));
    let names = paths(&root("events"));
    for n in 0..10 {
        let folder = Workspace::new();
        let mut order = names.clone();
        order.rotate_left(n % names.len());
        if n % 2 == 1 {
            order.reverse();
        }
        for name in order {
            folder.copy(root("events").join(&name), &format!("plan-{n}/{name}"));
        }
        let zones = [
            "UTC",
            "Pacific/Kiritimati",
            "America/St_Johns",
            "Asia/Kathmandu",
        ];
        let language = ["C", "tr_TR.UTF-8", "ar_EG.UTF-8"][n % 3];
        let mut build = folder.command(&format!("build plan-{n} --out out"));
        build
            .env("TZ", zones[n % zones.len()])
            .env("LANG", language)
            .env("LC_ALL", language)
            .env("SOURCE_DATE_EPOCH", (n * 100_000_000).to_string());
        Ran::of(&mut build).exits(0);
        assert_same(&folder.files("out"), &expected);
    }
}

#[test]
fn a_rebuild_without_a_change_touches_nothing() {
    let folder = Workspace::init();
    folder.build("");
    let stamps = || {
        ["feeds/all.ics", "feeds/index.json"].map(|path| {
            let file = fs::metadata(folder.path(path)).expect("a file");
            file.modified().expect("a time")
        })
    };
    let before = stamps();
    assert_eq!(
        folder.build(""),
        "4 events in 5 feeds: 0 files written, 11 unchanged in feeds\nno event changed; 0 of 5 feeds written\n"
    );
    assert_eq!(stamps(), before);
}

#[test]
fn nothing_is_written_if_anything_is_wrong() {
    let folder = Workspace::init();
    folder.build("");
    let before = folder.files("feeds");
    folder.write("events/wrong.yaml", WRONG);
    let build = folder.planfeed("build");
    build.exits(1).reports("events/wrong.yaml:1:35");
    assert_same(&folder.files("feeds"), &before);
}

#[test]
fn files_of_others_are_never_touched() {
    const CALENDAR: &str = "BEGIN:VCALENDAR\r\nPRODID:-//someone//EN\r\nEND:VCALENDAR\r\n";
    let folder = Workspace::init();
    folder.write("feeds/notes.txt", "mine").build("");
    assert_eq!(folder.read("feeds/notes.txt"), "mine");
    folder.write("feeds/all.ics", CALENDAR);
    for (line, fault) in [
        ("build", "not a calendar of planfeed"),
        ("build --previous none", "was not written by planfeed"),
    ] {
        folder.planfeed(line).exits(2).reports(fault);
    }
    assert_eq!(folder.read("feeds/all.ics"), CALENDAR);
}

#[test]
fn a_feed_that_is_no_longer_defined_says_so_then_goes_and_only_if_the_manifest_lists_it() {
    let folder = Workspace::init();
    folder.build("");
    let (ours, theirs) = ("feeds/category/deadlines.ics", "feeds/category/theirs.ics");
    folder.copy(ours, theirs);
    for file in ["events/plan.yaml", "events/first-phase.yaml"] {
        folder.edit(file, |text| {
            let kept = text.lines().filter(|line| !line.contains("deadlines"));
            kept.flat_map(|line| [line, "\n"]).collect()
        });
    }
    let revise = |day: &str| {
        folder.edit("events/plan.yaml", |text| {
            let (head, rest) = text.split_once("revision: ").expect("a revision");
            let (_, rest) = rest.split_once('\n').expect("a line");
            format!("{head}revision: {day}\n{rest}")
        });
        folder.build("")
    };
    assert!(!revise("2027-01-01").contains("removed in"));
    let ended = folder.read(ours);
    assert!(ended.contains("SUMMARY:This calendar has ended"), "{ended}");
    assert!(!revise("2027-03-31").contains(", 1 removed"));
    assert_eq!(folder.read(ours), ended);
    assert!(revise("2027-04-01").contains(", 1 removed"));
    assert!(!folder.has(ours) && folder.has(theirs));
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let folder = Workspace::init();
    let half = "feeds/category/.planfeed-x.tmp";
    folder.write(half, "half").build("");
    assert!(!folder.has(half));
}

#[cfg(unix)]
#[test]
fn a_second_build_of_one_folder_is_refused() {
    let folder = Workspace::init();
    folder.write("feeds/.planfeed.lock", "");
    let lock = fs::File::open(folder.path("feeds/.planfeed.lock")).expect("a file");
    lock.try_lock().expect("a lock");
    let build = folder.planfeed("build").exits(2);
    build.reports("feeds is being written by another planfeed");
    assert!(!folder.has("feeds/all.ics"));
}

#[cfg(unix)]
#[test]
fn feeds_can_be_read_by_a_web_server() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Workspace::init();
    folder.build("");
    let file = fs::metadata(folder.path("feeds/all.ics")).expect("a file");
    let mode = file.permissions().mode();
    assert_eq!(mode & 0o444, 0o444, "{mode:o}");
}

#[cfg(unix)]
#[test]
fn a_folder_linked_into_itself_is_read_once() {
    let folder = Workspace::init();
    std::os::unix::fs::symlink(".", folder.path("events/again")).expect("a link");
    folder.planfeed("check").exits(0);
}

#[test]
fn when_shows_how_a_date_is_read() {
    let folder = Workspace::new();
    let read = folder.planfeed("when \"Last week of July TBC\" --year 2017 --format json");
    let expected = serde_json::json!({
        "printed": "Last week of July TBC", "start": "2017-07-25", "end": "2017-07-31", "precision": "part-of-month",
        "marker": "TBC", "days": null, "deadline": false, "edtf": "2017-07-25/2017-07-31 part-of-month TBC",
        "hours": null, "zone": null,
    });
    assert_eq!(read.exits(0).json(), expected);
    let both = folder.planfeed("when \"4 December, 7.30-9pm CET\" --year 2017 --format json");
    let both = both.exits(0).json();
    assert_eq!(both["edtf"], "2017-12-04");
    assert_eq!(
        (&both["hours"], &both["zone"]),
        (&"19:30-21:00".into(), &"CET".into())
    );
    let hours = folder
        .planfeed("when \"7.30-9pm\" --format json")
        .exits(0)
        .json();
    assert!(
        both.as_object()
            .expect("an object")
            .keys()
            .eq(hours.as_object().expect("one").keys())
    );
    assert_eq!(hours["hours"], "19:30-21:00");
    let refused = folder.planfeed("when \"5 or 6 May\" --year 2017 --format json");
    let refused = refused.exits(1).json();
    assert_eq!(refused["column"], 3);
    assert!(has_keys(&refused, &["printed", "error", "column"]));
}

/// Returns whether an object has these keys, in this order.
fn has_keys(value: &serde_json::Value, keys: &[&str]) -> bool {
    value.as_object().expect("an object").keys().eq(keys)
}

#[test]
fn list_shows_every_row_of_the_bundled_plan() {
    let folder = bundled();
    let rows = folder.planfeed("list --format json").exits(0).json();
    let rows = rows.as_array().expect("rows");
    assert_eq!(rows.len(), 84);
    let keys = [
        "id",
        "uid",
        "title",
        "phase",
        "category",
        "categories",
        "when",
        "venue",
        "room",
        "contact",
        "online",
        "links",
        "status",
        "feeds",
        "hours",
        "timezone",
        "meetings",
        "onwards",
    ];
    assert!(rows.iter().all(|row| has_keys(row, &keys)));
    let count = |phase: &str| rows.iter().filter(|row| row["phase"] == phase).count();
    assert_eq!(
        ["phase-1", "phase-2", "phase-3", "adoption"].map(count),
        [58, 10, 13, 3]
    );
    let csv = folder.planfeed("list --format csv --uncertain --phase phase-3");
    assert_eq!(csv.exits(0).stdout.lines().count(), 14);
    folder.planfeed("list --phase phase-9").exits(2);
}

/// Returns the bundled plan without what it accepts: it gives warnings.
fn with_warnings() -> Workspace {
    let folder = bundled();
    folder.edit("events/phase-1.yaml", |text| {
        let lines = text.lines().filter(|line| !line.contains("accept: "));
        lines.map(|line| format!("{line}\n")).collect()
    });
    folder
}

#[test]
fn strict_makes_warnings_errors() {
    bundled().planfeed("check --strict").exits(0);
    let folder = with_warnings();
    folder.planfeed("check").exits(0);
    folder.planfeed("check --strict").exits(1);
}

#[test]
fn findings_are_json_and_sarif() {
    let folder = with_warnings();
    let findings = folder.planfeed("check --format json").json();
    let findings = findings.as_array().expect("findings");
    let keys = [
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "severity",
        "code",
        "message",
        "help",
        "replacement",
    ];
    assert!(!findings.is_empty() && findings.iter().all(|finding| has_keys(finding, &keys)));
    let sarif = folder.planfeed("check --format sarif").json();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array();
    assert_eq!(results.map(Vec::len), Some(findings.len()));
}

#[test]
fn every_command_helps_with_an_example() {
    let folder = Workspace::new();
    for command in [
        "build",
        "check",
        "diff",
        "list",
        "when",
        "serve",
        "init",
        "schema",
        "completions",
        "man",
    ] {
        let help = folder.planfeed(&format!("{command} --help")).exits(0);
        help.prints(&format!("Example: planfeed {command}"));
    }
    let version = folder.planfeed("--version").exits(0);
    version.prints("tz database 20");
    for line in ["completions bash", "completions fish", "man", "schema"] {
        let printed = folder.planfeed(line).exits(0).stdout;
        assert!(printed.len() > 1000, "{line}: {printed}");
    }
}

#[test]
fn usage_and_environment_are_another_exit_code() {
    let folder = Workspace::new();
    for line in [
        "build nowhere",
        "check nowhere",
        "frobnicate",
        "when",
        "check --format xml",
    ] {
        folder.planfeed(line).exits(2);
    }
}

#[test]
fn no_escape_sequence_reaches_a_pipe_or_comes_from_a_definition() {
    let folder = Workspace::init();
    folder.write(
        "events/wrong.yaml",
        "events: [{ id: x, title: \"\\e[31mred\", when: \"\\e[2J5 May\" }]",
    );
    let check = folder.planfeed("check").exits(1);
    let printed = check.stdout + &check.stderr;
    assert!(!printed.contains('\x1b'), "{printed}");
}

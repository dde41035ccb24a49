//! The program as a user meets it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

fn planfeed(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_planfeed"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

/// A folder with a small plan.
fn small_plan() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(code(&planfeed(folder.path(), &["init"])), 0);
    folder
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder by its path there.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .expect("within")
                    .to_string_lossy()
                    .into_owned();
                found.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn the_committed_feeds_are_what_the_definitions_build() {
    let out = tempfile::tempdir().expect("a folder");
    let output = planfeed(
        root(),
        &["build", "events", "--out", &out.path().to_string_lossy()],
    );
    assert_eq!(code(&output), 0, "{output:?}");
    assert_eq!(files(out.path()), files(&root().join("feeds")));
}

#[test]
fn ten_builds_in_other_places_orders_and_times_are_the_same_bytes() {
    let expected = files(&root().join("feeds"));
    for n in 0..10 {
        let folder = tempfile::tempdir().expect("a folder");
        let events = folder.path().join(format!("definitions-{n}"));
        fs::create_dir(&events).expect("a folder");
        let mut names: Vec<_> = fs::read_dir(root().join("events"))
            .expect("events")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        names.sort();
        let turn = n % names.len();
        names.rotate_left(turn);
        if n % 2 == 1 {
            names.reverse();
        }
        for name in names {
            fs::copy(&name, events.join(name.file_name().expect("a name"))).expect("a copy");
        }
        let zones = [
            "UTC",
            "Pacific/Kiritimati",
            "America/St_Johns",
            "Asia/Kathmandu",
        ];
        let languages = ["C", "tr_TR.UTF-8", "ar_EG.UTF-8"];
        let output = Command::new(env!("CARGO_BIN_EXE_planfeed"))
            .args(["build", &events.to_string_lossy(), "--out", "out"])
            .current_dir(folder.path())
            .env("TZ", zones[n % zones.len()])
            .env("LANG", languages[n % languages.len()])
            .env("LC_ALL", languages[n % languages.len()])
            .env("SOURCE_DATE_EPOCH", (n * 100_000_000).to_string())
            .output()
            .expect("the program runs");
        assert_eq!(code(&output), 0, "{output:?}");
        assert_eq!(files(&folder.path().join("out")), expected);
    }
}

#[test]
fn a_rebuild_without_a_change_touches_nothing() {
    let folder = small_plan();
    planfeed(folder.path(), &["build"]);
    let stamp = |path: &str| {
        fs::metadata(folder.path().join("feeds").join(path))
            .expect("a file")
            .modified()
            .expect("a time")
    };
    let before = (stamp("all.ics"), stamp("index.json"));
    let output = planfeed(folder.path(), &["build"]);
    assert_eq!(
        stdout(&output),
        "3 events in 5 feeds: 0 files written, 8 unchanged in feeds\nno event changed; 0 of 5 feeds written\n"
    );
    assert_eq!((stamp("all.ics"), stamp("index.json")), before);
}

#[test]
fn nothing_is_written_if_anything_is_wrong() {
    let folder = small_plan();
    planfeed(folder.path(), &["build"]);
    let before = files(&folder.path().join("feeds"));
    fs::write(
        folder.path().join("events/wrong.yaml"),
        "events: [{ id: x, title: X, when: 31 April 2026 }]",
    )
    .expect("a file");
    let output = planfeed(folder.path(), &["build"]);
    assert_eq!(code(&output), 1);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("events/wrong.yaml:1:35"),
        "{output:?}"
    );
    assert_eq!(files(&folder.path().join("feeds")), before);
}

#[test]
fn files_of_others_are_never_touched() {
    let folder = small_plan();
    let feeds = folder.path().join("feeds");
    fs::create_dir(&feeds).expect("a folder");
    fs::write(feeds.join("notes.txt"), "mine").expect("a file");
    assert_eq!(code(&planfeed(folder.path(), &["build"])), 0);
    assert_eq!(
        fs::read_to_string(feeds.join("notes.txt")).expect("a file"),
        "mine"
    );
    fs::write(
        feeds.join("all.ics"),
        "BEGIN:VCALENDAR\r\nPRODID:-//someone//EN\r\nEND:VCALENDAR\r\n",
    )
    .expect("a file");
    let output = planfeed(folder.path(), &["build"]);
    assert_eq!(code(&output), 2);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("not a calendar of planfeed"),
        "{output:?}"
    );
    let output = planfeed(folder.path(), &["build", "--previous", "none"]);
    assert_eq!(code(&output), 2);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("was not written by planfeed"),
        "{output:?}"
    );
}

#[test]
fn a_feed_that_is_no_longer_defined_says_so_then_goes_and_only_if_the_manifest_lists_it() {
    let folder = small_plan();
    planfeed(folder.path(), &["build"]);
    let feeds = folder.path().join("feeds");
    let (ours, theirs) = (
        feeds.join("category/deadlines.ics"),
        feeds.join("category/theirs.ics"),
    );
    fs::copy(&ours, &theirs).expect("a copy");
    for file in ["plan.yaml", "first-phase.yaml"] {
        let path = folder.path().join("events").join(file);
        let text = fs::read_to_string(&path).expect("a file");
        let kept: String = text
            .lines()
            .filter(|line| !line.contains("deadlines"))
            .flat_map(|line| [line, "\n"])
            .collect();
        fs::write(&path, kept).expect("a file");
    }
    let revise = |days: &str| {
        let path = folder.path().join("events/plan.yaml");
        let text = fs::read_to_string(&path).expect("a file");
        let head = text.split("revision: ").next().expect("a head");
        let rest = text
            .split_once("revision: ")
            .expect("a revision")
            .1
            .split_once('\n')
            .expect("a line")
            .1;
        fs::write(&path, format!("{head}revision: {days}\n{rest}")).expect("a file");
        stdout(&planfeed(folder.path(), &["build"]))
    };
    assert!(!revise("2027-01-01").contains("removed in"));
    let closed = fs::read_to_string(&ours).expect("a file");
    assert!(
        closed.contains("SUMMARY:This calendar has ended"),
        "{closed}"
    );
    assert!(!revise("2027-03-31").contains(", 1 removed"));
    assert_eq!(fs::read_to_string(&ours).expect("a file"), closed);
    assert!(revise("2027-04-01").contains(", 1 removed"));
    assert!(!ours.exists() && theirs.exists());
}

#[test]
fn what_a_killed_build_left_is_cleared_away() {
    let folder = small_plan();
    let category = folder.path().join("feeds/category");
    fs::create_dir_all(&category).expect("a folder");
    fs::write(category.join(".planfeed-x.tmp"), "half").expect("a file");
    assert_eq!(code(&planfeed(folder.path(), &["build"])), 0);
    assert!(!category.join(".planfeed-x.tmp").exists());
}

#[cfg(unix)]
#[test]
fn a_second_build_of_one_folder_is_told_of_the_first() {
    let folder = small_plan();
    let feeds = folder.path().join("feeds");
    fs::create_dir(&feeds).expect("a folder");
    let lock = fs::File::create(feeds.join(".planfeed.lock")).expect("a file");
    lock.try_lock().expect("a lock");
    let output = planfeed(folder.path(), &["build"]);
    assert_eq!(code(&output), 2);
    assert!(
        String::from_utf8_lossy(&output.stderr)
            .contains("feeds is being written by another planfeed"),
        "{output:?}"
    );
    assert!(!feeds.join("all.ics").exists());
}

#[cfg(unix)]
#[test]
fn feeds_can_be_read_by_a_web_server() {
    use std::os::unix::fs::PermissionsExt;
    let folder = small_plan();
    planfeed(folder.path(), &["build"]);
    let mode = fs::metadata(folder.path().join("feeds/all.ics"))
        .expect("a file")
        .permissions()
        .mode();
    assert_eq!(mode & 0o444, 0o444, "{mode:o}");
}

#[cfg(unix)]
#[test]
fn a_folder_linked_into_itself_is_read_once() {
    let folder = small_plan();
    std::os::unix::fs::symlink(".", folder.path().join("events/again")).expect("a link");
    assert_eq!(code(&planfeed(folder.path(), &["check"])), 0);
}

#[test]
fn when_shows_how_a_date_is_read() {
    let output = planfeed(
        root(),
        &[
            "when",
            "Last week of July TBC",
            "--year",
            "2017",
            "--format",
            "json",
        ],
    );
    let expected = serde_json::json!({
        "printed": "Last week of July TBC", "start": "2017-07-25", "end": "2017-07-31", "precision": "part-of-month",
        "marker": "TBC", "days": null, "deadline": false, "edtf": "2017-07-25/2017-07-31 part-of-month TBC",
    });
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&stdout(&output)).expect("JSON"),
        expected
    );
    let output = planfeed(
        root(),
        &["when", "5 or 6 May", "--year", "2017", "--format", "json"],
    );
    let refused: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(
        (code(&output), &refused["column"]),
        (1, &serde_json::json!(3))
    );
    assert_eq!(
        refused
            .as_object()
            .expect("an object")
            .keys()
            .collect::<Vec<_>>(),
        ["printed", "error", "column"]
    );
}

#[test]
fn list_shows_every_row_of_the_bundled_plan() {
    let output = planfeed(root(), &["list", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(rows.len(), 84);
    let keys = [
        "id", "uid", "title", "phase", "category", "when", "venue", "status", "feeds", "hours",
        "timezone", "meetings",
    ];
    assert!(
        rows.iter()
            .all(|row| row.as_object().expect("an object").keys().eq(keys))
    );
    let count = |phase: &str| rows.iter().filter(|row| row["phase"] == phase).count();
    assert_eq!(
        ["phase-1", "phase-2", "phase-3", "adoption"].map(count),
        [58, 10, 13, 3]
    );
    let csv = stdout(&planfeed(
        root(),
        &[
            "list",
            "--format",
            "csv",
            "--uncertain",
            "--phase",
            "phase-3",
        ],
    ));
    assert_eq!(csv.lines().count(), 14);
    assert_eq!(code(&planfeed(root(), &["list", "--phase", "phase-9"])), 2);
}

#[test]
fn strict_makes_warnings_errors() {
    assert_eq!(code(&planfeed(root(), &["check"])), 0);
    assert_eq!(code(&planfeed(root(), &["check", "--strict"])), 1);
}

#[test]
fn findings_are_json_and_sarif() {
    let output = planfeed(root(), &["check", "--format", "json"]);
    let findings: Vec<serde_json::Value> = serde_json::from_str(&stdout(&output)).expect("JSON");
    let keys = [
        "file", "line", "column", "severity", "code", "message", "help",
    ];
    assert!(
        !findings.is_empty()
            && findings.iter().all(|finding| finding
                .as_object()
                .expect("an object")
                .keys()
                .eq(keys))
    );
    let sarif: serde_json::Value =
        serde_json::from_str(&stdout(&planfeed(root(), &["check", "--format", "sarif"])))
            .expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert_eq!(
        sarif["runs"][0]["results"]
            .as_array()
            .expect("results")
            .len(),
        findings.len()
    );
}

#[test]
fn init_touches_nothing_that_is_there() {
    let folder = small_plan();
    let before = files(folder.path());
    assert_eq!(code(&planfeed(folder.path(), &["init"])), 2);
    assert_eq!(files(folder.path()), before);
    assert_eq!(code(&planfeed(folder.path(), &["check", "--strict"])), 0);
}

#[test]
fn every_command_helps_with_an_example() {
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
        let output = planfeed(root(), &[command, "--help"]);
        assert!(
            code(&output) == 0 && stdout(&output).contains(&format!("Example: planfeed {command}")),
            "{command}"
        );
    }
    assert!(stdout(&planfeed(root(), &["--version"])).contains("tz database 20"));
    for arguments in [
        &["completions", "bash"][..],
        &["completions", "fish"],
        &["man"],
        &["schema"],
    ] {
        let output = planfeed(root(), arguments);
        assert!(
            code(&output) == 0 && output.stdout.len() > 1000,
            "{arguments:?}"
        );
    }
}

#[test]
fn usage_and_environment_are_another_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    for arguments in [
        &["build", "nowhere"][..],
        &["check", "nowhere"],
        &["frobnicate"],
        &["when"],
        &["check", "--format", "xml"],
    ] {
        assert_eq!(
            code(&planfeed(folder.path(), arguments)),
            2,
            "{arguments:?}"
        );
    }
}

#[test]
fn no_escape_sequence_reaches_a_pipe_or_comes_from_a_definition() {
    let folder = small_plan();
    fs::write(
        folder.path().join("events/wrong.yaml"),
        "events: [{ id: x, title: \"\\e[31mred\", when: \"\\e[2J5 May\" }]",
    )
    .expect("a file");
    let output = planfeed(folder.path(), &["check"]);
    let printed = [output.stdout, output.stderr].concat();
    assert!(
        !printed.contains(&0x1b),
        "{}",
        String::from_utf8_lossy(&printed)
    );
}

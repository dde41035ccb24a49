//! The last publication and the next, as a user meets them.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::program::files;

const PLAN: &str = "plan: { title: Season, domain: example.org, revision: REVISION }\n\
    phases: { spring: { title: Spring } }\ncategories: { talks: { title: Talks }, trips: { title: Trips } }\n";

/// A folder to work in.
struct Work(TempDir);

impl Work {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes definitions, an event a line.
    fn write(&self, folder: &str, revision: &str, events: &[&str]) {
        let folder = self.path().join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("plan.yaml"), PLAN.replace("REVISION", revision)).expect("a file");
        let events: String = events
            .iter()
            .map(|event| format!("  - {{ {event} }}\n"))
            .collect();
        fs::write(
            folder.join("events.yaml"),
            format!("year: 2026\nphase: spring\nevents:\n{events}"),
        )
        .expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_planfeed"))
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("the program runs")
    }

    fn build(&self, more: &[&str]) -> String {
        let output = self.run(&[&["build"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn refused(&self, more: &[&str], code: i32, says: &str) {
        let output = self.run(&[&["build"], more].concat());
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            output.status.code() == Some(code) && error.contains(says),
            "{output:?}"
        );
    }

    fn git(&self, arguments: &[&str]) {
        let identity = [
            "-c",
            "user.name=t",
            "-c",
            "user.email=t@example.org",
            "-c",
            "core.autocrlf=false",
        ];
        let output = Command::new("git")
            .args(identity)
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("git");
        assert!(output.status.success(), "{output:?}");
    }

    fn all(&self) -> String {
        fs::read_to_string(self.path().join("feeds/all.ics")).expect("the feed of all events")
    }

    /// A property of a UID in the feed of all events.
    fn value(&self, uid: &str, property: &str) -> String {
        let all = self.all().replace("\r\n ", "").replace("\r\n", "\n");
        let entry = all
            .split("BEGIN:VEVENT\n")
            .find(|entry| entry.contains(&format!("UID:{uid}\n")))
            .expect("an entry");
        let line = entry
            .lines()
            .find_map(|line| line.strip_prefix(&format!("{property}:")));
        line.unwrap_or_else(|| panic!("{entry}")).to_owned()
    }
}

const WALK: &str = "id: walk, title: Walk, when: 5 May";
const WALK_LATER: &str = "id: walk, title: Walk, when: 6 May";
const TALK: &str = "id: talk, title: Talk, when: 7 May";

#[test]
fn only_what_changed_is_stamped() {
    let work = Work::new();
    work.write("events", "2026-01-01", &[WALK, TALK]);
    assert!(
        work.build(&[])
            .ends_with("first publication; 3 of 3 feeds written\n")
    );
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    assert!(work.build(&[]).ends_with("1 moved; 3 of 3 feeds written\n"));
    let stamps = |uid| {
        ["CREATED", "LAST-MODIFIED", "DTSTAMP", "SEQUENCE"]
            .map(|property| work.value(uid, property))
    };
    assert_eq!(
        stamps("walk@example.org"),
        [
            "20260101T000000Z",
            "20260201T000000Z",
            "20260201T000000Z",
            "1"
        ]
    );
    assert_eq!(
        stamps("talk@example.org"),
        [
            "20260101T000000Z",
            "20260101T000000Z",
            "20260101T000000Z",
            "0"
        ]
    );
}

#[test]
fn two_changes_under_one_revision_are_a_second_apart() {
    let work = Work::new();
    work.write("events", "2026-01-01", &[WALK, TALK]);
    work.build(&[]);
    work.write("events", "2026-01-01", &[WALK_LATER, TALK]);
    let output = work.run(&["build"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("[same-revision]"),
        "{output:?}"
    );
    assert_eq!(
        work.value("walk@example.org", "LAST-MODIFIED"),
        "20260101T000001Z"
    );
    work.write(
        "events",
        "2026-01-01",
        &[WALK, "id: talk, title: Talk, when: 8 May"],
    );
    work.build(&[]);
    assert_eq!(
        work.value("walk@example.org", "LAST-MODIFIED"),
        "20260101T000002Z"
    );
    assert_eq!(work.value("walk@example.org", "SEQUENCE"), "2");
    assert_eq!(
        work.value("talk@example.org", "LAST-MODIFIED"),
        "20260101T000001Z"
    );
    let changes =
        fs::read_to_string(work.path().join("feeds/changes.atom")).expect("the feed of changes");
    for stamp in ["20260101T000000Z", "20260101T000001Z", "20260101T000002Z"] {
        assert_eq!(changes.matches(stamp).count(), 1, "{changes}");
    }
}

#[test]
fn what_is_no_ledger_is_never_taken_for_one() {
    const TALK: &str = "id: talk, title: Talk, when: 7 May, category: talks";
    let work = Work::new();
    work.write("events", "2026-01-01", &[WALK, TALK]);
    work.build(&[]);
    let all = work.path().join("feeds/all.ics");
    let whole = work.all();
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    let damages = [
        (whole[..whole.len() / 2].to_owned(), "damaged on line"),
        (String::new(), "it is empty"),
        (
            whole.replace("BEGIN:VEVENT", "<<<<<<< HEAD\r\nBEGIN:VEVENT"),
            "not a line of a calendar",
        ),
        (
            whole.replace("SEQUENCE:0", "SEQUENCE:none"),
            "lacks a UID, a date or a stamp",
        ),
        (
            whole.replace("STATUS:", "X-PLANFEED-REMOVED:+262142-12-31\r\nSTATUS:"),
            "lacks a UID, a date or a stamp",
        ),
        (whole.replace("UID:walk@", "UID:talk@"), "occurs twice"),
        (
            whole.replace("X-PLANFEED-WHEN:2026", "X-PLANFEED-WHEN:in 2026"),
            "lacks a UID, a date or a stamp",
        ),
        (format!("{whole}{whole}"), "outside the calendar"),
        (
            whole.replace("//planfeed//planfeed//", "//another//program//"),
            "not a calendar of planfeed",
        ),
        (
            "<html>not found</html>".to_owned(),
            "not a calendar of planfeed",
        ),
    ];
    for (text, says) in damages {
        fs::write(&all, &text).expect("a file");
        work.refused(&[], 2, says);
        work.refused(&[], 2, "--previous");
        assert_eq!(fs::read_to_string(&all).expect("a file"), text);
    }
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    fs::write(&all, whole.replace("\r\n", "\n")).expect("a file");
    assert!(work.build(&[]).contains("1 moved"), "git may leave LF");
    for (name, text) in [("index.json", "{"), ("changes.atom", "<feed")] {
        let path = work.path().join("feeds").join(name);
        let whole = fs::read(&path).expect("a file");
        fs::write(&path, text).expect("a file");
        work.refused(&[], 2, &format!("{name} is damaged"));
        fs::write(&path, whole).expect("a file");
    }
}

#[test]
fn a_manifest_names_feeds_and_stamps_alone() {
    let work = Work::new();
    work.write(
        "events",
        "2026-01-01",
        &[WALK, "id: talk, title: Talk, when: 7 May, category: talks"],
    );
    work.build(&[]);
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    let index = work.path().join("feeds/index.json");
    let manifest = fs::read_to_string(&index).expect("a file");
    let gone = |sequence: u32, created: &str| {
        let stamps = format!(
            "\"created\": \"{created}\", \"modified\": \"2025-01-01T00:00:00Z\", \"sequence\": {sequence}"
        );
        manifest.replace(
            "\"gone\": []",
            &format!("\"gone\": [{{ \"uid\": \"new@example.org\", {stamps} }}]"),
        )
    };
    let damages = [
        manifest.replace("category/talks.ics", "../talks.ics"),
        manifest.replace("all.ics", "/tmp/all.ics"),
        manifest.replace("phase/spring.ics", "changes.atom"),
        manifest.replace("2026-01-01T00:00:00Z", "+262142-12-31T23:59:59Z"),
        manifest.replace("\"closed\": null", "\"closed\": \"+262142-12-31\""),
        gone(1, "9999-12-31T00:00:00Z"),
    ];
    for text in damages {
        assert_ne!(text, manifest);
        fs::write(&index, text).expect("a file");
        work.refused(&[], 2, "index.json is damaged");
    }
    fs::write(&index, gone(u32::MAX, "2025-01-01T00:00:00Z")).expect("a file");
    work.write(
        "events",
        "2026-02-01",
        &[WALK_LATER, TALK, "id: new, title: New, when: 8 May"],
    );
    work.build(&[]);
    assert_eq!(
        work.value("new@example.org", "SEQUENCE"),
        i32::MAX.to_string()
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one story, from place to place")]
fn the_last_publication_may_be_anywhere() {
    let work = Work::new();
    work.git(&["init", "-q"]);
    work.write("events", "2026-01-01", &[WALK, TALK]);
    work.build(&[]);
    work.git(&["add", "feeds"]);
    work.git(&["commit", "-qm", "one"]);
    fs::rename(work.path().join("feeds"), work.path().join("old")).expect("a move");
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    let mut built = Vec::new();
    for previous in [
        "old",
        "old/all.ics",
        "git:HEAD",
        "git:HEAD:feeds",
        "git:HEAD:feeds/all.ics",
    ] {
        assert!(
            work.build(&["--previous", previous]).contains("1 moved"),
            "{previous}"
        );
        built.push(work.all());
        fs::remove_dir_all(work.path().join("feeds")).expect("a folder");
    }
    assert!(built.windows(2).all(|pair| pair[0] == pair[1]));
    fs::create_dir(work.path().join("alone")).expect("a folder");
    fs::copy(
        work.path().join("old/all.ics"),
        work.path().join("alone/all.ics"),
    )
    .expect("a copy");
    let output = work.run(&["build", "--previous", "alone"]);
    assert!(
        String::from_utf8_lossy(&output.stderr).contains("no index.json"),
        "{output:?}"
    );
    fs::remove_dir_all(work.path().join("feeds")).expect("a folder");
    // From within the repository, and with all that the last publication knew.
    let within = work.path().join("events");
    let git = |arguments: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_planfeed"))
            .args(arguments)
            .current_dir(&within)
            .output()
    };
    let output = git(&["build", ".", "--out", "../feeds", "--previous", "git:HEAD"])
        .expect("the program runs");
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("1 moved"),
        "{output:?}"
    );
    assert!(
        !String::from_utf8_lossy(&output.stderr).contains("index.json"),
        "{output:?}"
    );
    assert_eq!(work.all(), built[0]);
    fs::remove_dir_all(work.path().join("feeds")).expect("a folder");
    fs::copy(
        work.path().join("old/all.ics"),
        work.path().join("copy.ics"),
    )
    .expect("a copy");
    work.refused(&["--previous", "copy.ics"], 2, "is not called all.ics");
    for (previous, says) in [
        ("git:HEAD:events", "there is no all.ics"),
        ("git:nothing", "no revision"),
        ("nowhere", "there is no all.ics"),
    ] {
        work.refused(&["--previous", previous], 2, says);
    }
    assert!(!work.path().join("feeds/all.ics").exists());
    fs::create_dir_all(work.path().join("feeds")).expect("a folder");
    fs::copy(
        work.path().join("old/changes.atom"),
        work.path().join("feeds/changes.atom"),
    )
    .expect("a copy");
    assert!(work.build(&["--previous", "lost"]).contains("lost"));
    let changes =
        fs::read_to_string(work.path().join("feeds/changes.atom")).expect("the feed of changes");
    assert_eq!(
        (
            changes.matches("<entry>").count(),
            changes.matches("First publication").count()
        ),
        (2, 1),
        "{changes}"
    );
    assert_eq!(work.value("walk@example.org", "SEQUENCE"), "20485");
}

/// What stands outside of the events of a feed, but for its last change; and each event.
fn outside_and_events(feed: &str) -> (Vec<String>, BTreeSet<String>) {
    let parts: Vec<&str> = feed.split("BEGIN:VEVENT\r\n").collect();
    let (events, end): (Vec<&str>, Vec<&str>) = parts[1..]
        .iter()
        .map(|part| part.split_once("END:VEVENT\r\n").expect("an end"))
        .unzip();
    let unfolded = parts[0].replace("\r\n ", "");
    let moves = ["LAST-MODIFIED:", "DESCRIPTION;", "X-WR-CALDESC:"];
    let head = unfolded
        .lines()
        .filter(|line| !moves.iter().any(|name| line.starts_with(name)));
    (
        head.chain(end).map(str::to_owned).collect(),
        events.into_iter().map(str::to_owned).collect(),
    )
}

#[test]
fn a_revision_of_three_rows_touches_three_events() {
    let work = Work::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["events", "feeds"] {
        for (name, bytes) in paths(&root.join(folder)) {
            let path = work.path().join(folder).join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }
    let plan = work.path().join("events/plan.yaml");
    let text = fs::read_to_string(&plan).expect("a file");
    fs::write(
        &plan,
        text.replace("revision: 2017-09-20", "revision: 2017-09-22"),
    )
    .expect("a file");
    let mut uids = Vec::new();
    for (name, bytes) in paths(&work.path().join("events"))
        .into_iter()
        .filter(|(name, _)| !name.ends_with("plan.yaml"))
    {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let Some(row) = text
            .lines()
            .find(|line| line.trim_start().starts_with("title: "))
            .filter(|_| uids.len() < 3)
        else {
            continue;
        };
        let before = text.split(row).next().expect("what is before it");
        let id = before
            .rsplit_once("id: ")
            .expect("an id")
            .1
            .lines()
            .next()
            .expect("an id");
        uids.push(format!("UID:{}@refugeesmigrants.un.org\r\n", id.trim()));
        let title = row
            .replace("title: \"", "title: \"Changed: ")
            .replace("title: I", "title: Changed: I");
        fs::write(
            work.path().join("events").join(name),
            text.replacen(row, &title, 1),
        )
        .expect("a file");
    }
    assert_eq!(uids.len(), 3);
    let old = paths(&work.path().join("feeds"));
    assert!(work.build(&[]).contains("3 renamed;"), "{uids:?}");
    let new = paths(&work.path().join("feeds"));
    assert!(
        old.iter()
            .map(|(path, _)| path)
            .eq(new.iter().map(|(path, _)| path))
    );
    for ((path, old), (_, new)) in old
        .iter()
        .zip(&new)
        .filter(|((path, _), _)| path.ends_with(".ics"))
    {
        let [(outside, was), (still, is)] =
            [old, new].map(|bytes| outside_and_events(&String::from_utf8_lossy(bytes)));
        assert_eq!(outside, still, "{path}");
        let other: Vec<&String> = was.symmetric_difference(&is).collect();
        assert!(
            other
                .iter()
                .all(|event| uids.iter().any(|uid| event.contains(uid))),
            "{path}"
        );
        assert!(
            old == new || !other.is_empty(),
            "{path} changes only with its events"
        );
        assert!(path != "all.ics" || other.len() == 6);
    }
}

/// Every file below a folder by its path there, but for the lock.
fn paths(folder: &Path) -> Vec<(String, Vec<u8>)> {
    files(folder)
        .into_iter()
        .filter(|(path, _)| path != ".planfeed.lock")
        .collect()
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_whole_files_and_no_trace() {
    let work = Work::new();
    let rows = |title: &str, gone: usize| -> Vec<String> {
        let row = |n: usize| {
            format!(
                "id: e{n}, title: {title} {n}, when: {} May, category: talks",
                n % 28 + 1
            )
        };
        (0..3000)
            .filter(|n| *n == 0 || n % 10 != gone)
            .map(row)
            .collect()
    };
    let write = |revision: &str, rows: &[String]| {
        work.write(
            "events",
            revision,
            &rows.iter().map(String::as_str).collect::<Vec<_>>(),
        );
    };
    write("2026-01-01", &rows("Walk", 10));
    work.build(&["--out", "first"]);
    let first = paths(&work.path().join("first"));
    write("2026-02-01", &rows("Long walk", 3));
    work.build(&["--out", "next", "--previous", "first"]);
    let next = paths(&work.path().join("next"));
    let mut killed = 0;
    for delay in [0, 10, 40, 80, 120, 160, 200, 300, 500] {
        let out = work.path().join(format!("killed-{delay}"));
        fs::create_dir_all(&out).expect("a folder");
        let previous = ["all.ics", "index.json", "changes.atom"];
        for name in previous {
            fs::copy(work.path().join("first").join(name), out.join(name)).expect("a copy");
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_planfeed"));
        let mut child = command
            .args(["build", "--out"])
            .arg(&out)
            .current_dir(work.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(delay));
        killed += usize::from(child.kill().is_ok() && !child.wait().expect("it ends").success());
        for (name, bytes) in paths(&out)
            .into_iter()
            .filter(|(name, _)| !name.contains(".planfeed-"))
        {
            let is_whole =
                |files: &[(String, Vec<u8>)]| files.contains(&(name.clone(), bytes.clone()));
            assert!(
                is_whole(&first) || is_whole(&next),
                "{name} after {delay} ms"
            );
        }
        work.build(&["--out", &out.to_string_lossy()]);
        assert!(paths(&out) == next, "{delay}");
    }
    assert!(killed > 0, "some builds were killed");
}

#[test]
fn differences_are_told_of_anything_beside_anything() {
    let work = Work::new();
    work.git(&["init", "-q"]);
    work.write("events", "2026-01-01", &[WALK, TALK]);
    work.build(&[]);
    work.git(&["add", "."]);
    work.git(&["commit", "-qm", "one"]);
    work.write("events", "2026-02-01", &[WALK_LATER, TALK]);
    work.write("same", "2026-01-01", &[TALK, WALK]);
    let diff = |old: &str, new: &str| {
        let output = work.run(&["diff", old, new, "--format", "json"]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
        (output.status.code(), value["changes"].clone())
    };
    let olds = [
        "same",
        "feeds",
        "feeds/all.ics",
        "git:HEAD",
        "git:HEAD:feeds",
        "git:HEAD:events",
    ];
    for old in olds {
        let (code, changes) = diff(old, "events");
        assert_eq!(
            (code, changes[0]["kind"].as_str()),
            (Some(1), Some("moved")),
            "{old}"
        );
        assert_eq!(changes.as_array().map(Vec::len), Some(1));
        for other in olds {
            assert_eq!(
                diff(old, other),
                (Some(0), serde_json::json!([])),
                "{old} {other}"
            );
        }
    }
    fs::write(work.path().join("notes.txt"), "notes").expect("a file");
    for nothing in [
        "nowhere",
        "notes.txt",
        "git:nothing",
        "git:HEAD:nothing",
        "http://127.0.0.1:9/all.ics",
    ] {
        assert_eq!(
            work.run(&["diff", nothing, "events"]).status.code(),
            Some(2),
            "{nothing}"
        );
    }
}

#[test]
fn a_publication_that_says_less_is_refused_and_compared_like_anyones() {
    let work = Work::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let feeds = fs::read_to_string(root.join("feeds/all.ics")).expect("the feeds");
    let lines: Vec<&str> = feeds.split_inclusive("\r\n").collect();
    // A long value goes on behind a space.
    let mut is_own = false;
    let older = lines.into_iter().filter(|line| {
        is_own = line.starts_with("X-PLANFEED-") || is_own && line.starts_with(' ');
        !is_own || line.starts_with("X-PLANFEED-WHEN")
    });
    let older: String = older.collect();
    fs::write(work.path().join("all.ics"), &older).expect("a file");
    let path = |folder: &str| root.join(folder).to_string_lossy().into_owned();
    let previous = [&*path("events"), "--previous", "all.ics"];
    work.refused(
        &previous,
        2,
        "all.ics was published by an older version of planfeed",
    );
    work.refused(&previous, 2, "build once with `--previous lost`");
    assert!(
        !work.path().join("feeds/all.ics").exists(),
        "nothing is written"
    );
    let output = work.run(&["diff", "all.ics", &path("feeds")]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_newer_publication_is_not_begun_anew() {
    let work = Work::new();
    work.write("events", "2026-01-01", &[WALK]);
    work.build(&[]);
    let newer = work.all().replace("X-PLANFEED-FORM:1", "X-PLANFEED-FORM:2");
    fs::write(work.path().join("feeds/all.ics"), newer).expect("a file");
    work.refused(&[], 2, "published by a newer version of planfeed");
    work.refused(&[], 2, "use the version of planfeed that published it");
}

/// A series whose first UID sorts behind that of a meeting that was moved far and renamed.
const COURSE: &str = "title: Course, when: 5 May, repeat: { every: week, count: 4, \
    instances: { 2026-05-12: { title: Excursion, when: 20 June } } }";

#[test]
fn a_series_is_renamed_whatever_its_meetings_are_called() {
    let work = Work::new();
    work.write("events", "2026-01-01", &[&format!("id: course, {COURSE}")]);
    work.build(&[]);
    work.write("events", "2026-01-02", &[&format!("id: class, {COURSE}")]);
    let output = work.run(&["build"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("[renamed-event]"), "{said}");
}

/// The words of a part may tell of another: that is a change of the plan, not of planfeed's words.
#[test]
fn what_a_change_of_one_part_does_to_the_words_of_another_is_a_change() {
    let work = Work::new();
    let event = |instances: &str| {
        format!(
            "id: a, title: A, when: 5 May, repeat: {{ every: month, on: [5, last friday], \
             count: 8, instances: {{ {instances} }} }}"
        )
    };
    work.write("events", "2026-01-01", &[&event("")]);
    work.build(&[]);
    let cancelled = event("2026-05-29: { status: cancelled }");
    work.write("events", "2026-02-01", &[&cancelled]);
    work.build(&[]);
    for uid in ["a@example.org", "a.2@example.org"] {
        assert_eq!(
            work.value(uid, "LAST-MODIFIED"),
            "20260201T000000Z",
            "{uid}"
        );
        assert_eq!(work.value(uid, "SEQUENCE"), "1", "{uid}");
    }
}

/// Ids that begin alike, and a UID that looks like that of a part, are no parts of each other.
#[test]
fn parts_are_those_that_say_so() {
    let work = Work::new();
    let days = "id: a, title: A, when: '3, 5 and 9 May'";
    let others = [
        "id: ab, title: AB, when: 3 May",
        "id: b, title: B, when: 4 May, uid: 'a.77@example.org'",
        "id: c, title: C, when: 6 May, uid: 'x@y@example.org'",
    ];
    work.write("events", "2026-01-01", &others);
    work.build(&[]);
    work.write("events", "2026-01-02", &[days, others[0]]);
    let said = work.build(&[]);
    assert!(said.contains("2 removed"), "{said}");
    let all = work.all();
    assert!(all.contains("SUMMARY:CANCELLED: B\r\n"), "{all}");
    assert!(all.contains("SUMMARY:CANCELLED: C\r\n"), "{all}");
    assert!(!all.contains("SUMMARY:CANCELLED: A"), "{all}");
}

/// Edits of an author's, each of them beside nothing else.
const EDITS: [(&str, &str); 12] = [
    ("when: 5 May", "when: 6 May"),
    ("when: May", "when: some time in May"),
    ("when: TBA", "when: TBC"),
    (
        "when: 5 May, description: One",
        "when: 5 May, description: Two",
    ),
    (
        "when: 5 May, where: { name: Hall }",
        "when: 5 May, where: { name: Hall, timezone: Europe/Paris }",
    ),
    (
        "when: May TBC, where: { name: Hall }",
        "when: May TBC, where: { name: Hall TBC }",
    ),
    (
        "when: 5 May, links: [ { title: a, url: 'https://a.org/' }, { title: b, url: 'https://b.org/' }, { title: c, url: 'https://c.org/' } ]",
        "when: 5 May, links: [ { title: a, url: 'https://a.org/' }, { title: c, url: 'https://c.org/' }, { title: b, url: 'https://b.org/' } ]",
    ),
    (
        "when: 5 May, links: [ { url: 'https://a.org/' } ]",
        "when: 5 May, links: [ { title: a, url: 'https://a.org/' } ]",
    ),
    ("when: 5 May, status: tentative", "when: 5 May"),
    (
        "when: 5 May, repeat: { every: week, count: 4 }",
        "when: 5 May, repeat: { every: week, until: 2026-05-26 }",
    ),
    (
        "when: 5 May, repeat: { every: week, count: 4, instances: { 2026-05-12: { when: 13 June } } }",
        "when: 5 May, repeat: { every: week, count: 4, instances: { 2026-05-12: { when: 20 June } } }",
    ),
    (
        "when: 5 May, repeat: { every: week, count: 4, instances: { 2026-05-12: { description: a } } }",
        "when: 5 May, repeat: { every: week, count: 4, instances: { 2026-05-12: { description: b } } }",
    ),
];

#[test]
fn what_an_author_edits_is_never_taken_for_other_words() {
    for (before, after) in EDITS {
        let work = Work::new();
        let event = |rest: &str| format!("id: a, title: A, {rest}");
        work.write("events", "2026-01-01", &[&event(before)]);
        work.build(&[]);
        work.write("events", "2026-02-01", &[&event(after)]);
        let said = work.build(&[]);
        assert!(
            !said.contains("no event changed"),
            "{before} → {after}: {said}"
        );
        let all = work.all();
        let stamps = all.matches("LAST-MODIFIED:").count();
        let moved = all.matches("LAST-MODIFIED:20260201T000000Z").count();
        assert_eq!(moved, stamps, "{before} → {after}: {all}");
    }
}

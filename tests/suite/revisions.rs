//! The last publication and the next, as a user meets them.

use std::collections::BTreeSet;
use std::process::Stdio;

use crate::support::{Files, Ran, Workspace, assert_same, root};

const PLAN: &str = "plan: { title: Season, domain: example.org, revision: REVISION }\n\
    phases: { spring: { title: Spring } }\ncategories: { talks: { title: Talks }, trips: { title: Trips } }\n";

impl Workspace {
    /// Writes definitions, an event a line.
    fn define(&self, folder: &str, revision: &str, events: &[&str]) {
        let events: String = events
            .iter()
            .map(|event| format!("  - {{ {event} }}\n"))
            .collect();
        self.write(
            &format!("{folder}/plan.yaml"),
            PLAN.replace("REVISION", revision),
        )
        .write(
            &format!("{folder}/events.yaml"),
            format!("year: 2026\nphase: spring\nevents:\n{events}"),
        );
    }

    /// Asserts that a build ends with exit code 2 and these words.
    #[track_caller]
    fn refuses(&self, more: &str, words: &str) {
        let build = self.planfeed(&format!("build {more}"));
        build.exits(2).reports(words);
    }

    fn all(&self) -> String {
        self.read("feeds/all.ics")
    }

    /// Returns a property of a UID in the feed of all events.
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
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[WALK, TALK]);
    assert!(
        work.build("")
            .ends_with("first publication; 3 of 3 feeds written\n")
    );
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    assert!(work.build("").ends_with("1 moved; 3 of 3 feeds written\n"));
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
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[WALK, TALK]);
    work.build("");
    work.define("events", "2026-01-01", &[WALK_LATER, TALK]);
    work.planfeed("build").reports("[same-revision]");
    assert_eq!(
        work.value("walk@example.org", "LAST-MODIFIED"),
        "20260101T000001Z"
    );
    work.define(
        "events",
        "2026-01-01",
        &[WALK, "id: talk, title: Talk, when: 8 May"],
    );
    work.build("");
    assert_eq!(
        work.value("walk@example.org", "LAST-MODIFIED"),
        "20260101T000002Z"
    );
    assert_eq!(work.value("walk@example.org", "SEQUENCE"), "2");
    assert_eq!(
        work.value("talk@example.org", "LAST-MODIFIED"),
        "20260101T000001Z"
    );
    let changes = work.read("feeds/changes.atom");
    for stamp in ["20260101T000000Z", "20260101T000001Z", "20260101T000002Z"] {
        assert_eq!(changes.matches(stamp).count(), 1, "{changes}");
    }
}

#[test]
fn what_is_no_ledger_is_never_taken_for_one() {
    const TALK: &str = "id: talk, title: Talk, when: 7 May, category: talks";
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[WALK, TALK]);
    work.build("");
    let whole = work.all();
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
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
        work.write("feeds/all.ics", &text);
        work.refuses("", says);
        work.refuses("", "--previous");
        assert_eq!(work.all(), text);
    }
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    work.write("feeds/all.ics", whole.replace("\r\n", "\n"));
    assert!(work.build("").contains("1 moved"), "git may leave LF");
    for (name, text) in [("index.json", "{"), ("changes.atom", "<feed")] {
        let path = format!("feeds/{name}");
        let whole = work.read(&path);
        work.write(&path, text);
        work.refuses("", &format!("{name} is damaged"));
        work.write(&path, whole);
    }
}

#[test]
fn a_manifest_names_feeds_and_stamps_alone() {
    let work = Workspace::new();
    work.define(
        "events",
        "2026-01-01",
        &[WALK, "id: talk, title: Talk, when: 7 May, category: talks"],
    );
    work.build("");
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    let manifest = work.read("feeds/index.json");
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
        work.write("feeds/index.json", text);
        work.refuses("", "index.json is damaged");
    }
    work.write("feeds/index.json", gone(u32::MAX, "2025-01-01T00:00:00Z"));
    work.define(
        "events",
        "2026-02-01",
        &[WALK_LATER, TALK, "id: new, title: New, when: 8 May"],
    );
    work.build("");
    assert_eq!(
        work.value("new@example.org", "SEQUENCE"),
        i32::MAX.to_string()
    );
}

/// A plan that is published, with definitions and feeds in a commit of git.
fn published_in_git() -> Workspace {
    let work = Workspace::new();
    work.git("init -q");
    work.define("events", "2026-01-01", &[WALK, TALK]);
    work.build("");
    work.git("add .");
    work.git("commit -qm one");
    work
}

#[test]
fn the_last_publication_may_be_anywhere() {
    let work = published_in_git();
    work.rename("feeds", "old");
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    let mut built = BTreeSet::new();
    for previous in [
        "old",
        "old/all.ics",
        "git:HEAD",
        "git:HEAD:feeds",
        "git:HEAD:feeds/all.ics",
    ] {
        let said = work.build(&format!("--previous {previous}"));
        assert!(said.contains("1 moved"), "{previous}: {said}");
        built.insert(work.all());
        work.remove("feeds");
    }
    // From within the repository, and with all that the last publication knew.
    let mut within = work.command("build . --out ../feeds --previous git:HEAD");
    let within = Ran::of(within.current_dir(work.path("events"))).exits(0);
    let within = within.prints("1 moved");
    assert!(!within.stderr.contains("index.json"), "{within:?}");
    built.insert(work.all());
    assert_eq!(built.len(), 1, "{built:#?}");
    work.remove("feeds");
    work.copy("old/all.ics", "alone/all.ics");
    let alone = work.planfeed("build --previous alone");
    alone.exits(0).reports("index.json is missing");
    work.remove("feeds").copy("old/all.ics", "copy.ics");
    for (previous, words) in [
        ("copy.ics", "is not called all.ics"),
        ("git:HEAD:events", "all.ics is missing"),
        ("git:nothing", "no revision"),
        ("nowhere", "all.ics is missing"),
    ] {
        work.refuses(&format!("--previous {previous}"), words);
    }
    assert!(!work.has("feeds/all.ics"));
}

#[test]
fn a_publication_that_is_lost_is_begun_anew() {
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[WALK, TALK]);
    work.build("");
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    work.rename("feeds", "old");
    work.copy("old/changes.atom", "feeds/changes.atom");
    let said = work.build("--previous lost");
    assert!(said.contains("lost"), "{said}");
    let changes = work.read("feeds/changes.atom");
    assert_eq!(changes.matches("<entry>").count(), 2, "{changes}");
    assert_eq!(changes.matches("First publication").count(), 1, "{changes}");
    assert_eq!(work.value("walk@example.org", "SEQUENCE"), "20485");
}

/// Returns the lines outside of the events of a feed, but for its last change, and the events.
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
    let work = Workspace::with(&["events", "feeds"]);
    work.edit("events/plan.yaml", |text| {
        text.replace("revision: 2017-09-20", "revision: 2017-09-22")
    });
    let files = work.files("events");
    let rows = files.keys().filter(|name| *name != "plan.yaml").take(3);
    let uids: Vec<String> = rows.map(|name| rename_first(&work, name)).collect();
    let old = work.files("feeds");
    let said = work.build("");
    assert!(said.contains("3 renamed;"), "{uids:?}: {said}");
    let new = work.files("feeds");
    assert!(old.keys().eq(new.keys()));
    for (path, old) in old.iter().filter(|(path, _)| path.ends_with(".ics")) {
        let new = &new[path];
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

/// Renames the first event of a file, and returns the line with its UID.
fn rename_first(work: &Workspace, name: &str) -> String {
    let path = format!("events/{name}");
    let text = work.read(&path);
    let row = text
        .lines()
        .find(|line| line.trim_start().starts_with("title: "))
        .expect("a title");
    let title = row
        .replace("title: \"", "title: \"Changed: ")
        .replace("title: I", "title: Changed: I");
    work.write(&path, text.replacen(row, &title, 1));
    let (before, _) = text.split_once(row).expect("what is before it");
    let (_, id) = before.rsplit_once("id: ").expect("an id");
    let id = id.lines().next().expect("an id").trim();
    format!("UID:{id}@refugeesmigrants.un.org\r\n")
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_whole_files_and_no_trace() {
    let work = Workspace::new();
    let define = |revision: &str, title: &str, gone: usize| {
        let kept = (0..3000).filter(|n| *n == 0 || n % 10 != gone);
        let rows: Vec<String> = kept
            .map(|n| {
                let day = n % 28 + 1;
                format!("id: e{n}, title: {title} {n}, when: {day} May, category: talks")
            })
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        work.define("events", revision, &rows);
    };
    define("2026-01-01", "Walk", 10);
    work.build("--out first");
    define("2026-02-01", "Long walk", 3);
    work.build("--out next --previous first");
    let (first, next) = (work.files("first"), work.files("next"));
    let mut killed = 0;
    for delay in [0, 10, 40, 80, 120, 160, 200, 300, 500] {
        let out = format!("killed-{delay}");
        for name in ["all.ics", "index.json", "changes.atom"] {
            work.copy(format!("first/{name}"), &format!("{out}/{name}"));
        }
        let mut child = work
            .command(&format!("build --out {out}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(delay));
        killed += usize::from(child.kill().is_ok() && !child.wait().expect("it ends").success());
        for (name, bytes) in work.files(&out) {
            let is_whole = |files: &Files| files.get(&name) == Some(&bytes);
            assert!(
                name.contains(".planfeed-") || is_whole(&first) || is_whole(&next),
                "{name} after {delay} ms"
            );
        }
        work.build(&format!("--out {out}"));
        assert_same(&work.files(&out), &next);
    }
    assert!(killed > 0, "some builds were killed");
}

#[test]
fn anything_is_compared_with_anything() {
    let work = published_in_git();
    work.define("events", "2026-02-01", &[WALK_LATER, TALK]);
    work.define("same", "2026-01-01", &[TALK, WALK]);
    let diff = |old: &str, new: &str, code: i32| {
        let diff = work.planfeed(&format!("diff {old} {new} --format json"));
        diff.exits(code).json()["changes"].clone()
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
        let changes = diff(old, "events", 1);
        assert_eq!(changes[0]["kind"], "moved", "{old}");
        assert_eq!(changes.as_array().map(Vec::len), Some(1));
        for other in olds {
            assert_eq!(diff(old, other, 0), serde_json::json!([]), "{old} {other}");
        }
    }
    work.write("notes.txt", "notes");
    for nothing in [
        "nowhere",
        "notes.txt",
        "git:nothing",
        "git:HEAD:nothing",
        "http://127.0.0.1:9/all.ics",
    ] {
        work.planfeed(&format!("diff {nothing} events")).exits(2);
    }
}

#[test]
fn a_publication_that_says_less_is_refused_and_compared_like_anyones() {
    let work = Workspace::new();
    work.copy(root("events"), "events");
    work.copy(root("feeds"), "published");
    let feed = work.read("published/all.ics");
    // A long value continues after a space.
    let mut is_own = false;
    let older = feed.split_inclusive("\r\n").filter(|line| {
        is_own = line.starts_with("X-PLANFEED-") || is_own && line.starts_with(' ');
        !is_own || line.starts_with("X-PLANFEED-WHEN")
    });
    let older: String = older.collect();
    work.write("all.ics", &older);
    let previous = "--previous all.ics";
    work.refuses(
        previous,
        "all.ics was published by an older version of planfeed",
    );
    work.refuses(previous, "build once with `--previous lost`");
    assert!(!work.has("feeds/all.ics"), "nothing is written");
    work.planfeed("diff all.ics published").exits(0);
}

#[test]
fn a_newer_publication_is_not_begun_anew() {
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[WALK]);
    work.build("");
    let newer = work.all().replace("X-PLANFEED-FORM:1", "X-PLANFEED-FORM:2");
    work.write("feeds/all.ics", newer);
    work.refuses("", "published by a newer version of planfeed");
    work.refuses("", "use the version of planfeed that published it");
}

/// Series with an override that is moved far and has a UID of its own, which sorts first.
const COURSE: &str = "title: Course, when: 5 May, repeat: { every: week, count: 4, \
    instances: { 2026-05-12: { title: Excursion, when: 20 June } } }";

#[test]
fn a_series_is_renamed_whatever_its_occurrences_are_called() {
    let work = Workspace::new();
    work.define("events", "2026-01-01", &[&format!("id: course, {COURSE}")]);
    work.build("");
    work.define("events", "2026-01-02", &[&format!("id: class, {COURSE}")]);
    work.planfeed("build").reports("[renamed-event]");
}

/// What is left of a series may begin with an occurrence that clocks make longer or shorter. Those
/// that follow keep their duration: the series begins with the one before, which is excepted.
#[test]
fn a_notice_that_begins_when_clocks_change_has_the_duration_of_its_series() {
    let lisbon = "where: { name: Lisbon, timezone: Europe/Lisbon }";
    for (hours, days, revision, begins, end) in [
        (
            "00:30-03:30",
            "27-30 March",
            "2026-03-29",
            "20260328",
            "033000",
        ),
        ("00:30", "27-30 March", "2026-03-29", "20260328", "013000"),
        (
            "00:30-03:30",
            "23-26 October",
            "2026-10-25",
            "20261024",
            "033000",
        ),
    ] {
        let night = format!("id: night, title: Night, when: {days}, hours: '{hours}', {lisbon}");
        let work = Workspace::new();
        work.define("events", "2026-01-01", &[WALK, &night]);
        work.build("");
        work.define("events", revision, &[WALK]);
        work.build("");
        let value = |name| work.value("night@example.org", &format!("{name};TZID=Europe/Lisbon"));
        assert_eq!(
            value("DTEND"),
            format!("{begins}T{end}"),
            "{hours} on {days}"
        );
        assert_eq!(
            value("EXDATE"),
            format!("{begins}T003000"),
            "{hours} on {days}"
        );
    }
}

/// The description of a part names days of the others. When these change, so does that part: the
/// plan has changed, not planfeed's words.
#[test]
fn what_a_change_of_one_part_does_to_the_words_of_another_is_a_change() {
    let work = Workspace::new();
    let event = |instances: &str| {
        format!(
            "id: a, title: A, when: 5 May, repeat: {{ every: month, on: [5, last friday], \
             count: 8, instances: {{ {instances} }} }}"
        )
    };
    work.define("events", "2026-01-01", &[&event("")]);
    work.build("");
    let cancelled = event("2026-05-29: { status: cancelled }");
    work.define("events", "2026-02-01", &[&cancelled]);
    work.build("");
    for uid in ["a@example.org", "a.2@example.org"] {
        assert_eq!(
            work.value(uid, "LAST-MODIFIED"),
            "20260201T000000Z",
            "{uid}"
        );
        assert_eq!(work.value(uid, "SEQUENCE"), "1", "{uid}");
    }
}

/// Events whose ids begin alike, or whose UID looks like that of a part, are not parts of each other.
#[test]
fn parts_are_those_that_say_so() {
    let work = Workspace::new();
    let days = "id: a, title: A, when: '3, 5 and 9 May'";
    let others = [
        "id: ab, title: AB, when: 3 May",
        "id: b, title: B, when: 4 May, uid: 'a.77@example.org'",
        "id: c, title: C, when: 6 May, uid: 'x@y@example.org'",
    ];
    work.define("events", "2026-01-01", &others);
    work.build("");
    work.define("events", "2026-01-02", &[days, others[0]]);
    let said = work.build("");
    assert!(said.contains("2 removed"), "{said}");
    let all = work.all();
    assert!(all.contains("SUMMARY:CANCELLED: B\r\n"), "{all}");
    assert!(all.contains("SUMMARY:CANCELLED: C\r\n"), "{all}");
    assert!(!all.contains("SUMMARY:CANCELLED: A"), "{all}");
}

/// Edits of one value of an event: before and after.
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
        let work = Workspace::new();
        let event = |rest: &str| format!("id: a, title: A, {rest}");
        work.define("events", "2026-01-01", &[&event(before)]);
        work.build("");
        work.define("events", "2026-02-01", &[&event(after)]);
        let said = work.build("");
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

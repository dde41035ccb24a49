//! `planfeed init`: a plan that needs no edit to be published.

use std::process::Command;

use proptest::prelude::*;

use crate::support::{Ran, Workspace, assert_same, root};

/// Runs `init` with these options.
fn init(folder: &Workspace, options: &[&str]) -> Ran {
    Ran::of(folder.command("init").args(options))
}

/// Returns the commands that `init` prints.
fn commands(printed: &str) -> Vec<&str> {
    let indented = printed.lines().filter_map(|line| line.strip_prefix("  "));
    indented.collect()
}

/// Runs a command line as a shell does.
fn shell(folder: &Workspace, line: &str) -> Ran {
    let program = format!(
        "planfeed() {{ '{}' \"$@\"; }}\n",
        env!("CARGO_BIN_EXE_planfeed")
    );
    let mut shell = Command::new("sh");
    shell
        .arg("-c")
        .arg(program + line)
        .current_dir(folder.path(""));
    Ran::of(&mut shell)
}

#[test]
fn every_command_that_it_prints_runs() {
    for name in [
        ".",
        "plan",
        "my plan",
        "-plan",
        "a/b's \"$x\" `y`",
        "été & fils",
    ] {
        let folder = Workspace::new();
        let domain = ["--domain", "plan.council.org"];
        let mut command = folder.command("init");
        let printed = Ran::of(command.args(domain).args(["--", name]))
            .exits(0)
            .stdout;
        let commands = commands(&printed);
        let [build, serve, check] = commands[..] else {
            panic!("three commands: {printed}")
        };
        shell(&folder, build)
            .exits(0)
            .prints("4 events in 5 feeds: 11 files written");
        assert!(folder.has(&format!("{name}/feeds/all.ics")), "{printed}");
        shell(&folder, check).exits(0).prints("no findings");
        assert!(
            serve.starts_with("planfeed serve") && serve.ends_with(" --watch"),
            "{serve}"
        );
        // In a folder that is served already, it would wait for edits: an address that is none
        // ends it, after all else was read.
        let ended = shell(&folder, &format!("{serve} --listen nowhere")).exits(2);
        ended.reports("nowhere");
        assert!(!printed.contains("before you publish"), "{printed}");
    }
}

#[test]
fn the_plan_is_of_its_language_and_lies_ahead() {
    for (language, phase, when) in [
        ("en", "first-phase", "14–15 January 2031"),
        ("es", "primera-fase", "14–15 de enero de 2031"),
        ("fr", "premiere-phase", "14–15 janvier 2031"),
    ] {
        let folder = Workspace::new();
        let line = format!("init --language {language} --revision 2030-12-31");
        folder
            .planfeed(&line)
            .exits(0)
            .prints("replace the domain example.org");
        folder.planfeed("check --strict").exits(0);
        assert!(folder.read(&format!("events/{phase}.yaml")).contains(when));
        let list = folder.planfeed("list --format json").exits(0).json();
        let list = list.as_array().expect("events");
        assert_eq!(list.len(), 4);
        assert!(
            list.iter()
                .all(|event| event["when"]["start"].as_str() > Some("2030-12-31"))
        );
        let has = |test: fn(&serde_json::Value) -> bool| list.iter().any(test);
        assert!(has(|event| event["when"]["marker"] == "TBC"));
        assert!(has(|event| event["when"]["edtf"] == "2031-01-14/2031-01-15"));
        assert!(has(
            |event| event["meetings"] == 4 && event["timezone"] == "UTC"
        ));
    }
}

#[test]
fn zones_will_do_whatever_their_clocks_do() {
    let zones = std::fs::read_to_string(root("tests/suite/zone-tab.txt")).expect("zones");
    let mut zones: Vec<&str> = zones
        .split_whitespace()
        .filter(|word| word.contains('/'))
        .collect();
    zones.push("AoE");
    assert!(zones.len() > 300, "{}", zones.len());
    for (n, zone) in zones.iter().enumerate().step_by(4) {
        let folder = Workspace::new();
        // Clocks change on other days in each year.
        let revision = format!("20{}-{:02}-15", 20 + n % 18, 1 + n % 12);
        init(&folder, &["--timezone", zone, "--revision", &revision]).exits(0);
        folder.planfeed("check --strict").exits(0);
    }
    for month in 1..=12 {
        let folder = Workspace::new();
        let revision = format!("2027-{month:02}-01");
        init(
            &folder,
            &["--timezone", "Africa/Casablanca", "--revision", &revision],
        )
        .exits(0);
        folder.planfeed("check --strict").exits(0);
    }
}

/// Returns titles of the characters that mean something in YAML, and of others.
fn titles() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "Z", "9", " ", ":", ": ", " #", "#", "\"", "'", "\\", "-", "- ", "{", "}", "[", "]",
        ",", "&", "*", "!", "|", ">", "%", "@", "`", "?", "? ", "~", "null", "yes", "true", "1e3",
        "0x1", "=", "<<", "é", "🎉", "日本", "…", "\\n", "\\u0041", "$x", "TBC", "---",
    ]);
    let pieces = prop::collection::vec(piece, 1..8);
    let text = pieces.prop_map(|pieces| pieces.concat().trim().to_owned());
    text.prop_filter("a title has a character", |text| !text.is_empty())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_title_is_written_as_it_is(title in titles()) {
        let folder = Workspace::new();
        init(&folder, &[&format!("--title={title}"), "--domain", "1.2.council.org"]).exits(0);
        folder.planfeed("check --strict").exits(0);
        folder.build("");
        let manifest: serde_json::Value =
            serde_json::from_str(&folder.read("feeds/index.json")).expect("JSON");
        prop_assert_eq!(&manifest["title"], &title);
    }
}

#[test]
fn single_words_that_yaml_takes_for_other_values_are_titles() {
    for title in [
        "yes",
        "No",
        "null",
        "~",
        "12",
        "1.5",
        "1e3",
        "0x1f",
        "2026-01-01",
        "12:30:45",
        "on",
        ".inf",
        "=",
        "<<",
    ] {
        let folder = Workspace::new();
        init(&folder, &["--title", title]).exits(0);
        folder.planfeed("check --strict").exits(0);
        folder.build("");
        let manifest: serde_json::Value =
            serde_json::from_str(&folder.read("feeds/index.json")).expect("JSON");
        assert_eq!(manifest["title"], title);
    }
}

#[test]
fn what_is_wrong_is_told_as_check_tells_it_and_nothing_is_written() {
    let long = "x".repeat(3000);
    for (option, value, told) in [
        (
            "--domain",
            "https://x.org/",
            "`https://x.org/` is not a valid host name; write `x.org`",
        ),
        ("--domain", "", "--domain: "),
        (
            "--timezone",
            "Europe/Zurch",
            "`Europe/Zurch` is not a valid time zone; did you mean `Europe/Zurich`?",
        ),
        (
            "--timezone",
            "GB",
            "`GB` is another name of `Europe/London`; write `Europe/London`",
        ),
        ("--timezone", "a\nb: c", "--timezone: "),
        (
            "--language",
            "english",
            "--language: unknown language `english`",
        ),
        ("--language", "en # x", "--language: unknown language"),
        ("--title", "two\nlines", "--title: this holds a line break"),
        (
            "--title",
            "\u{1b}[31m",
            "--title: this holds a control character",
        ),
        ("--title", " ", "--title: "),
        ("--title", &long, "--title: this has 3000 characters"),
        ("--revision", "1 May 2026", "write a day as year-month-day"),
        ("--revision", "2199-12-01", "--revision: "),
    ] {
        let folder = Workspace::new();
        init(&folder, &[option, value]).exits(2).reports(told);
        assert!(folder.files("").is_empty(), "{option} {value}");
    }
    let folder = Workspace::new();
    let both = init(&folder, &["--domain", "X", "--timezone", "Nowhere"]).exits(2);
    both.reports("--domain: ").reports("--timezone: ");
}

#[test]
fn nothing_that_is_there_is_touched() {
    let folder = Workspace::init();
    let before = folder.files("");
    for again in ["init", "init --title Other"] {
        let ran = folder.planfeed(again).exits(2);
        ran.reports("events/plan.yaml is there already; name another folder");
        assert_same(&folder.files(""), &before);
    }
    folder.planfeed("check --strict").exits(0);
    folder.rename("events/plan.yaml", "events/plan.yml");
    folder
        .planfeed("init")
        .exits(2)
        .reports("plan.yml is there already");
    // Events that are there get a plan, and no examples beside them.
    let events = "events: [{ id: x, title: X, when: 3 May 2026 }]\n";
    let folder = Workspace::new();
    folder.write("events/mine.yaml", events);
    folder.write(".gitattributes", "mine\n");
    folder
        .planfeed("init")
        .exits(0)
        .reports(".gitattributes is there already");
    assert_eq!(folder.read("events/mine.yaml"), events);
    assert_eq!(folder.read(".gitattributes"), "mine\n");
    let list = folder.planfeed("list --columns id").exits(0);
    assert_eq!(list.stdout, "id\nx\n");
}

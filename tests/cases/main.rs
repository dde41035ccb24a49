//! Case folders: definitions, and what planfeed makes of them, byte for byte.
//!
//! A case is a folder with `events/`. Beside it are `check.txt`, what `planfeed check` prints and
//! how it exits, and, where the case is about them, `feeds/`, what `planfeed build` writes.
//! `BLESS=1 cargo test --test cases` writes both anew (`feeds/` only where there is one). Under
//! `rules/<code>/` a case `fires` and a case `silent` prove a rule.
//!
//! Expected pages lack what is the same in all: their style and script, which are files in
//! `src/site/page/`.
//!
//! A case about revisions has `revision-1/`, `revision-2/` ... instead of `events/`: each is built
//! over the last, with the arguments in `revision-2.args` if there are any. `report.txt` is what
//! each build prints, and each difference.
//!
//! A case about calendars of anyone's has `old.ics` and `new.ics`; `report.txt` is what
//! `planfeed diff` prints of them; `ruled.json` is for the interop suite.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use libtest_mimic::{Arguments, Failed, Trial};

use support::{Files, Workspace, difference, files, is_blessing, paths, root};

#[path = "../support/mod.rs"]
mod support;

fn main() {
    let mut trials: Vec<Trial> = cases().into_iter().map(trial).collect();
    trials.push(Trial::test("every rule has both cases", both_cases));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// Returns the paths of all cases below `tests/cases`.
fn cases() -> BTreeSet<String> {
    let case = |path: String| {
        let marks = ["/events/", "/revision-1/", "/old.ics"];
        let at = marks.iter().find_map(|mark| path.find(mark))?;
        Some(path[..at].to_owned())
    };
    let paths = paths(&root("tests/cases")).into_iter();
    paths.filter_map(case).collect()
}

fn trial(name: String) -> Trial {
    Trial::test(name.clone(), move || {
        let case = root("tests/cases").join(&name);
        let work = Workspace::new();
        work.copy(&case, "");
        if work.has("feeds") {
            work.remove("feeds");
        }
        let (report, printed) = if work.has("revision-1") {
            ("report.txt", revise(&work)?)
        } else if work.has("old.ics") {
            ("report.txt", show(&work, "diff old.ics new.ics"))
        } else {
            ("check.txt", show(&work, "check events --all"))
        };
        fires(&name, &printed)?;
        let mut found = Files::from([(report.to_owned(), printed.into_bytes())]);
        if case.join("feeds").exists() {
            if work.has("events") {
                work.planfeed("build events");
            }
            for (path, bytes) in work.files("feeds") {
                found.insert(format!("feeds/{path}"), own(&path, bytes));
            }
        }
        if is_blessing() {
            write(&case, &found)?;
        }
        let mut expected = files(&case);
        expected.retain(|path, _| !is_given(path));
        match difference(&found, &expected) {
            Some(difference) => Err(format!("{difference}\nwrite it with BLESS=1").into()),
            None => Ok(()),
        }
    })
}

/// Whether a file of a case is not what planfeed makes of it. `expected.tsv` is for the test
/// `printed_plans`.
fn is_given(path: &str) -> bool {
    let is_definition = path.starts_with("events/") || path.starts_with("revision-");
    is_definition
        || [
            "README.md",
            "expected.tsv",
            "new.ics",
            "old.ics",
            "ruled.json",
        ]
        .contains(&path)
}

/// Asserts that a rule's own cases fire, or are silent.
fn fires(name: &str, printed: &str) -> Result<(), Failed> {
    let own = name
        .strip_prefix("rules/")
        .and_then(|name| name.split_once('/'));
    let Some((rule, kind)) = own else {
        return Ok(());
    };
    let fires = printed.contains(&format!("[{rule}]"));
    if fires == (kind == "fires") {
        return Ok(());
    }
    let what = if fires { "fires" } else { "is silent" };
    Err(format!("the rule {rule} {what}:\n{printed}").into())
}

/// Builds each revision over the last, and shows what changes: of definitions, and of the feeds.
fn revise(work: &Workspace) -> Result<String, Failed> {
    let mut report = String::new();
    let mut add = |line: &str| {
        let printed = show(work, line);
        report.push_str(&format!("$ planfeed {line}\n{printed}\n"));
        printed.ends_with("exit code 0\n")
    };
    for n in 1.. {
        let name = format!("revision-{n}");
        if !work.has(&name) {
            break;
        }
        let arguments = work.path(format!("{name}.args"));
        let more = fs::read_to_string(arguments).unwrap_or_default();
        let build = format!("build {name} {more}");
        if n > 1 {
            add(&format!("diff revision-{} {name}", n - 1));
            work.copy("feeds", "before");
        }
        if add(build.trim_end()) {
            let feeds = work.files("feeds");
            work.planfeed(&format!("build {name}"));
            if let Some(difference) = difference(&work.files("feeds"), &feeds) {
                return Err(format!("a second build of {name}: {difference}").into());
            }
        }
        if n > 1 {
            add("diff before feeds");
            work.remove("before");
        }
    }
    Ok(report)
}

/// Returns what the program prints, its exit code at the end.
fn show(work: &Workspace, line: &str) -> String {
    let ran = work.planfeed(line);
    let code = ran.code.unwrap_or(-1);
    format!("{}{}exit code {code}\n", ran.stdout, ran.stderr)
}

fn write(case: &Path, found: &Files) -> Result<(), Failed> {
    if case.join("feeds").exists() {
        fs::remove_dir_all(case.join("feeds"))?;
    }
    for (path, bytes) in found {
        let path = case.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Returns a page without its style and script, and their digests; any other file as it is.
fn own(path: &str, bytes: Vec<u8>) -> Vec<u8> {
    if path != "index.html" {
        return bytes;
    }
    let mut page = String::from_utf8(bytes).expect("UTF-8");
    for (start, end) in [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("Policy\" content=\"", "\">"),
    ] {
        let Some(from) = page.find(start).map(|at| at + start.len()) else {
            continue;
        };
        let to = page[from..].find(end).expect("an end") + from;
        page.replace_range(from..to, "");
    }
    page.into_bytes()
}

/// Rules that no small folder can break, and the file in `tests/suite` that proves each.
const ELSEWHERE: [(&str, &str); 4] = [
    ("forbidden-bytes", "conform.rs"),
    ("file-too-large", "limits.rs"),
    ("large-feed", "limits.rs"),
    ("left-out-copies", "limits.rs"),
];

fn both_cases() -> Result<(), Failed> {
    for (rule, file) in ELSEWHERE {
        if !root("tests/suite").join(file).exists() {
            return Err(format!("{file} does not prove {rule}: it is not there").into());
        }
    }
    let cases = cases();
    for code in planfeed::diagnostic::Code::ALL {
        let name = code.rule().name;
        let elsewhere = ELSEWHERE.iter().any(|(rule, _)| *rule == name);
        for kind in ["fires", "silent"] {
            if !elsewhere && !cases.contains(&format!("rules/{name}/{kind}")) {
                return Err(format!("the rule {name} has no case {kind}").into());
            }
        }
    }
    Ok(())
}

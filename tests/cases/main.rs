//! Case folders: definitions, and what planfeed makes of them, byte for byte.
//!
//! A case is a folder with `events/`. Beside it stands `check.txt`, what `planfeed check` prints
//! and how it exits, and, where the case is about them, `feeds/`, what `planfeed build` writes.
//! `BLESS=1 cargo test --test cases` writes both anew (`feeds/` only where there is one). Under
//! `rules/<code>/` a case `fires` and a case `silent` prove a rule.
//!
//! Of pages, what is the same in all of them is left out: their style and script are files in
//! `src/site/page/`.
//!
//! A case about revisions has `revision-1/`, `revision-2/` ... instead of `events/`: each is built
//! over the last, with the arguments in `revision-2.args` if there are any. `report.txt` is what
//! each build prints, and each difference.

#![expect(clippy::disallowed_methods, reason = "tests are blessed by a variable")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = Vec::new();
    find_cases(&root, &mut cases);
    cases.sort();
    let name = |case: &Path| {
        case.strip_prefix(&root)
            .unwrap_or(case)
            .to_string_lossy()
            .replace('\\', "/")
    };
    let mut trials: Vec<Trial> = cases
        .iter()
        .map(|case| trial(name(case), case.clone()))
        .collect();
    trials.push(Trial::test("every rule has both cases", move || {
        both_cases(&root.join("rules"))
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn find_cases(folder: &Path, cases: &mut Vec<PathBuf>) {
    if folder.join("events").exists() || folder.join("revision-1").exists() {
        cases.push(folder.to_owned());
        return;
    }
    for entry in fs::read_dir(folder).expect("the folder of cases can be read") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            find_cases(&path, cases);
        }
    }
}

fn trial(name: String, case: PathBuf) -> Trial {
    Trial::test(name.clone(), move || {
        let bless = std::env::var_os("BLESS").is_some();
        let copy = tempfile::tempdir()?;
        if case.join("revision-1").exists() {
            copy_tree(&case, copy.path())?;
            let feeds = copy.path().join("feeds");
            fs::remove_dir_all(&feeds)
                .or_else(|error| if feeds.exists() { Err(error) } else { Ok(()) })?;
            let printed = revise(copy.path())?;
            fires(&name, &printed)?;
            let expected = BTreeMap::from([(PathBuf::from("report.txt"), printed.into_bytes())]);
            return settle(bless, &case, expected, &feeds);
        }
        copy_tree(&case.join("events"), &copy.path().join("events"))?;
        let printed = run(copy.path(), &["check", "events"])?;
        fires(&name, &printed)?;
        let expected = BTreeMap::from([(PathBuf::from("check.txt"), printed.into_bytes())]);
        if case.join("feeds").exists() {
            run(copy.path(), &["build", "events"])?;
        }
        settle(bless, &case, expected, &copy.path().join("feeds"))
    })
}

/// A rule's own cases fire, or are silent.
fn fires(name: &str, printed: &str) -> Result<(), Failed> {
    let Some((rule, kind)) = name
        .strip_prefix("rules/")
        .and_then(|name| name.split_once('/'))
    else {
        return Ok(());
    };
    let fires = printed.contains(&format!("[{rule}]"));
    if fires == (kind == "fires") {
        return Ok(());
    }
    Err(format!(
        "the rule {rule} {}:\n{printed}",
        if fires { "fires" } else { "is silent" }
    )
    .into())
}

/// Builds each revision over the last, and shows what changes: of definitions, and of the feeds.
fn revise(folder: &Path) -> Result<String, Failed> {
    let mut report = String::new();
    let mut show = |arguments: &[&str]| -> Result<bool, Failed> {
        let printed = run(folder, arguments)?;
        report.push_str(&format!("$ planfeed {}\n{printed}\n", arguments.join(" ")));
        Ok(printed.ends_with("exit code 0\n"))
    };
    for n in 1.. {
        let name = format!("revision-{n}");
        if !folder.join(&name).exists() {
            break;
        }
        let more = fs::read_to_string(folder.join(format!("{name}.args"))).unwrap_or_default();
        let arguments: Vec<&str> = ["build", &name]
            .into_iter()
            .chain(more.split_whitespace())
            .collect();
        if n > 1 {
            show(&["diff", &format!("revision-{}", n - 1), &name])?;
            copy_tree(&folder.join("feeds"), &folder.join("before"))?;
        }
        if show(&arguments)? {
            let feeds = tree(&folder.join("feeds"))?;
            run(folder, &["build", &name])?;
            if tree(&folder.join("feeds"))? != feeds {
                return Err(format!("a second build of {name} is not the same").into());
            }
        }
        if n > 1 {
            show(&["diff", "before", "feeds"])?;
            fs::remove_dir_all(folder.join("before"))?;
        }
    }
    Ok(report)
}

fn settle(
    bless: bool,
    case: &Path,
    mut expected: BTreeMap<PathBuf, Vec<u8>>,
    feeds: &Path,
) -> Result<(), Failed> {
    if case.join("feeds").exists() {
        for (path, bytes) in tree(feeds)? {
            expected.insert(Path::new("feeds").join(path), bytes);
        }
    }
    if bless {
        write(case, &expected)
    } else {
        compare(case, &expected)
    }
}

/// What the program prints, its exit code at the end.
fn run(folder: &Path, arguments: &[&str]) -> Result<String, Failed> {
    let output = Command::new(env!("CARGO_BIN_EXE_planfeed"))
        .args(arguments)
        .current_dir(folder)
        .output()?;
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed)?;
    Ok(format!(
        "{printed}exit code {}\n",
        output.status.code().unwrap_or(-1)
    ))
}

fn compare(case: &Path, expected: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failed> {
    let mut found = tree(case)?;
    let is_given = |path: &Path| {
        let first = path
            .iter()
            .next()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        first == "events" || first.starts_with("revision-")
    };
    found.retain(|path, _| !is_given(path));
    for (path, bytes) in expected {
        let there = found
            .remove(path)
            .ok_or_else(|| format!("{} is missing; write it with BLESS=1", path.display()))?;
        if there != *bytes {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let diff = similar_asserts::SimpleDiff::from_str(
                &text(&there),
                &text(bytes),
                "expected",
                "found",
            )
            .to_string();
            return Err(format!("{} differs:\n{diff}", path.display()).into());
        }
    }
    match found.keys().next() {
        Some(unused) => Err(format!("{} is expected, but not written", unused.display()).into()),
        None => Ok(()),
    }
}

fn write(case: &Path, expected: &BTreeMap<PathBuf, Vec<u8>>) -> Result<(), Failed> {
    if case.join("feeds").exists() {
        fs::remove_dir_all(case.join("feeds"))?;
    }
    for (path, bytes) in expected {
        let path = case.join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))?;
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Every file below a folder, and its bytes.
fn tree(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, Failed> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else {
            continue;
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                let bytes = if path.ends_with("index.html") {
                    own(bytes)?
                } else {
                    bytes
                };
                files.insert(path.strip_prefix(folder)?.to_owned(), bytes);
            }
        }
    }
    Ok(files)
}

/// A page without its style and script, and their digests.
fn own(page: Vec<u8>) -> Result<Vec<u8>, Failed> {
    let mut page = String::from_utf8(page)?;
    for (start, end) in [
        ("<style>", "</style>"),
        ("<script>", "</script>"),
        ("Policy\" content=\"", "\">"),
    ] {
        let Some(from) = page.find(start).map(|at| at + start.len()) else {
            continue;
        };
        let to = page[from..].find(end).ok_or("a page ends too early")? + from;
        page.replace_range(from..to, "");
    }
    Ok(page.into_bytes())
}

/// A copy in which links stay links.
fn copy_tree(from: &Path, to: &Path) -> Result<(), Failed> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_symlink() {
            #[cfg(unix)]
            std::os::unix::fs::symlink(fs::read_link(&path)?, target)?;
        } else if path.is_dir() {
            copy_tree(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// Rules that no small folder can break, and the file in `tests/suite` that proves each.
const ELSEWHERE: [(&str, &str); 3] = [
    ("forbidden-bytes", "conform.rs"),
    ("file-too-large", "limits.rs"),
    ("large-feed", "limits.rs"),
];

fn both_cases(rules: &Path) -> Result<(), Failed> {
    for (rule, file) in ELSEWHERE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/suite")
            .join(file);
        if !path.exists() {
            return Err(format!("{file} does not prove {rule}: it is not there").into());
        }
    }
    for code in planfeed::diagnostic::Code::ALL {
        let name = code.rule().name;
        let elsewhere = ELSEWHERE.iter().any(|(rule, _)| *rule == name);
        for kind in ["fires", "silent"] {
            let case = rules.join(name).join(kind);
            if !elsewhere && !case.join("events").exists() && !case.join("revision-1").exists() {
                return Err(format!("the rule {name} has no case {kind}").into());
            }
        }
    }
    Ok(())
}

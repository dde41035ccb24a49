//! The shape of the code, so that the architecture document can't rot.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("a source file");
            found.push((path, text));
        }
    }
    found
}

/// The first folder or file below `src`, without its ending.
fn module(path: &Path) -> String {
    let within = path.strip_prefix(root().join("src")).expect("within src");
    let first = within
        .components()
        .next()
        .expect("a name")
        .as_os_str()
        .to_string_lossy()
        .into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Who may import whom, from the table in docs/architecture.md.
fn allowed() -> BTreeMap<String, Vec<String>> {
    let text =
        fs::read_to_string(root().join("docs/architecture.md")).expect("the architecture document");
    let names = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| module | may import |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut table = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').collect();
        for name in names(cells[0]) {
            table.insert(name, names(cells[1]));
        }
    }
    table
}

#[test]
fn modules_import_only_what_the_table_allows() {
    let allowed = allowed();
    for (path, text) in sources(&root().join("src")) {
        let module = module(&path);
        if ["lib", "main", "cli"].contains(&module.as_str()) {
            continue;
        }
        let may = allowed
            .get(&module)
            .unwrap_or_else(|| panic!("{module} is not in the table"));
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            assert!(
                !line.contains("crate::{"),
                "{}: one module a line, so that this test sees each",
                path.display()
            );
            for used in line.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                let is_ours = allowed.contains_key(&name) || name == "cli";
                assert!(
                    !is_ours || name == module || may.contains(&name),
                    "{} uses {name}: {line}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn files_stay_short() {
    // Words of a language are data.
    for (path, text) in sources(&root().join("src"))
        .into_iter()
        .filter(|(path, _)| module(path) != "language")
    {
        let lines = text.lines().count();
        assert!(
            lines <= 500,
            "{} has {lines} lines: split it by meaning",
            path.display()
        );
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo!", "unimplemented!", "dbg!", "FIXME", "TODO"];
    for (path, text) in sources(&root().join("src")) {
        assert!(
            !marks.iter().any(|mark| text.contains(mark)),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_changelog_has_this_version() {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).expect("a changelog");
    assert!(text.contains(&format!("## {}", env!("CARGO_PKG_VERSION"))));
}

/// `BLESS=1 cargo test` writes docs/rules.md anew.
#[expect(clippy::disallowed_methods, reason = "tests are blessed by a variable")]
#[test]
fn the_page_of_rules_is_what_the_table_says() {
    let mut page = "# Rules\n\nWhat `planfeed check` looks at, in the order of the table in `src/diagnostic.rs`. \
        An error stops the build; a warning makes `check --strict` fail. What is remarkable after the last publication is \
        found by `build`, and by `check --previous`. A case that breaks each rule and one that nearly does \
        stand in `tests/cases/rules/`.\n"
        .to_owned();
    for code in planfeed::diagnostic::Code::ALL {
        let rule = code.rule();
        page.push_str(&format!(
            "\n## {}\n\n*{}.* {} {}\n",
            rule.name, rule.severity, rule.ensures, rule.why
        ));
    }
    let path = root().join("docs/rules.md");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("docs can be written");
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        page,
        "write it with BLESS=1 cargo test"
    );
}

/// What the README shows of a command is what it prints.
#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    // In a copy, so that a build that would change the feeds does not.
    let copy = tempfile::tempdir().expect("a folder");
    for folder in ["events", "feeds", "tests/cases/revisions"] {
        copy_tree(&root().join(folder), &copy.path().join(folder));
    }
    let blocks = readme
        .split("```console\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let mut shown = 0;
    for line_and_output in blocks.flat_map(|block| block.split("$ planfeed ").skip(1)) {
        let (command, expected) = line_and_output
            .split_once('\n')
            .expect("a command and its output");
        let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_planfeed"));
        let output = program
            .args(shell_words(command))
            .current_dir(copy.path())
            .output()
            .expect("it runs");
        assert_eq!(
            String::from_utf8_lossy(&output.stdout).trim_end(),
            expected.trim_end(),
            "{command}"
        );
        shown += 1;
    }
    assert!(shown >= 3, "the README shows commands with their output");
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_tree(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Words of a command line, double quotes taken off.
fn shell_words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(i, part)| {
            if i % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

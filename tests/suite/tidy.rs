//! The shape of the code, so that the architecture document can't rot.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Workspace, blessed, paths, root};

/// Returns every source file by its path below `src`.
fn sources() -> Vec<(String, String)> {
    let paths = paths(&root("src")).into_iter();
    paths
        .filter(|path| path.ends_with(".rs"))
        .map(|path| {
            let text = fs::read_to_string(root("src").join(&path)).expect("a source file");
            (path, text)
        })
        .collect()
}

fn page(path: &str) -> String {
    fs::read_to_string(root(path)).expect("a page")
}

/// Returns the folder or file directly below `src`, without its ending.
fn module(path: &str) -> &str {
    path.split(['/', '.']).next().expect("a name")
}

/// Who may import whom, from the table in docs/architecture.md.
fn allowed() -> BTreeMap<String, Vec<String>> {
    let text = page("docs/architecture.md");
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
    for (path, text) in sources() {
        let module = module(&path);
        if ["lib", "main", "cli"].contains(&module) {
            continue;
        }
        let may = allowed
            .get(module)
            .unwrap_or_else(|| panic!("{module} is not in the table"));
        for line in text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            assert!(
                !line.contains("crate::{"),
                "{}: one module a line, so that this test sees each",
                path
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
                    path
                );
            }
        }
    }
}

#[test]
fn files_stay_short() {
    // Words of a language are data.
    for (path, text) in sources() {
        if module(&path) == "language" {
            continue;
        }
        let lines = text.lines().count();
        assert!(
            lines <= 500,
            "{} has {lines} lines: split it by meaning",
            path
        );
    }
}

#[test]
fn nothing_is_left_for_later() {
    let marks = ["todo!", "unimplemented!", "dbg!", "FIXME", "TODO"];
    for (path, text) in sources() {
        assert!(!marks.iter().any(|mark| text.contains(mark)), "{}", path);
    }
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("## {}", env!("CARGO_PKG_VERSION"));
    assert!(page("CHANGELOG.md").contains(&heading));
}

/// `BLESS=1 cargo test` writes docs/rules.md anew.
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
    blessed("docs/rules.md", &page);
}

/// What the README shows of a command is what it prints.
#[test]
fn the_readme_shows_what_the_program_prints() {
    // In a copy, so that a build that would change the feeds does not.
    let copy = Workspace::with(&["events", "feeds", "tests/cases/revisions"]);
    let mut shown = 0;
    for block in page("README.md").split("```console\n").skip(1) {
        let (block, _) = block.split_once("```").expect("a block ends");
        for command_and_output in block.split("$ planfeed ").skip(1) {
            let (command, expected) = command_and_output
                .split_once('\n')
                .expect("a command and its output");
            let printed = copy.planfeed(command).stdout;
            assert_eq!(printed.trim_end(), expected.trim_end(), "{command}");
            shown += 1;
        }
    }
    assert!(shown >= 3, "the README shows commands with their output");
}

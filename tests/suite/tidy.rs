//! The shape of the code, so that the architecture document can't rot.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{Workspace, paths, root};

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

/// Returns the names in each cell of the table in docs/architecture.md that begins with a header.
fn table(header: &str) -> Vec<Vec<Vec<String>>> {
    let text = page("docs/architecture.md");
    let names = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    let rows: Vec<_> = text
        .lines()
        .skip_while(|line| *line != header)
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|row| row.trim_matches('|').split('|').map(names).collect())
        .collect();
    assert!(!rows.is_empty(), "there is a table {header}");
    rows
}

/// Returns which modules each module may import.
fn allowed() -> BTreeMap<String, Vec<String>> {
    let rows = table("| module | may import |")
        .into_iter()
        .flat_map(|row| {
            let [modules, may] = <[_; 2]>::try_from(row).expect("two cells");
            modules.into_iter().map(move |module| (module, may.clone()))
        });
    rows.collect()
}

/// Returns whether a source text defines an item of this name.
fn defines(text: &str, name: &str) -> bool {
    let kinds = "const enum fn macro_rules! mod struct type";
    let is_kind = |word: &str| kinds.split(' ').any(|kind| kind == word);
    text.lines().any(|line| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || "_!".contains(c)));
        words.any(is_kind) && words.next() == Some(name)
    })
}

#[test]
fn each_place_that_the_architecture_names_is_there() {
    for row in table("| what | file | name |") {
        let mut texts = String::new();
        for file in &row[1] {
            let mut places = [root("src").join(file), root(file)].into_iter();
            let path = places.find(|path| path.exists()).expect(file);
            texts += &fs::read_to_string(path).unwrap_or_default();
        }
        for name in &row[2] {
            assert!(defines(&texts, name), "{:?} have no {name}", row[1]);
        }
    }
    let sources = sources();
    for row in table("| word | meaning | type |") {
        for name in &row[2] {
            let item = name.rsplit("::").next().expect("a name");
            let is_there = sources.iter().any(|(_, text)| defines(text, item));
            assert!(is_there, "the glossary has {name}");
        }
    }
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
                "{path}: one module a line, so that this test sees each"
            );
            for used in line.split("crate::").skip(1) {
                let name: String = used
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect();
                assert!(
                    !allowed.contains_key(&name) || name == module || may.contains(&name),
                    "{path} uses {name}: {line}"
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
            "{path} has {lines} lines: split it by meaning"
        );
    }
}

#[test]
fn a_type_name_means_one_thing() {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in sources() {
        for name in text.lines().filter_map(type_name) {
            let other = named.insert(name.to_owned(), path.clone());
            assert!(
                other.is_none() || name == "Args",
                "`{name}` is a type in {path} and in {}",
                other.unwrap_or_default()
            );
        }
    }
}

/// Returns the name of the type that a line declares at the top level of a file.
fn type_name(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(public) => public.split_once(' ')?.1,
        None => line,
    };
    let declared = ["struct ", "enum ", "type ", "trait "];
    let name = declared.iter().find_map(|word| line.strip_prefix(word))?;
    name.split(|c: char| !c.is_alphanumeric()).next()
}

/// The most named closures in a thousand lines.
const CLOSURES: usize = 6;

/// What has a name is a function below its caller, so that code reads downward.
#[test]
fn few_closures_have_a_name() {
    let (mut lines, mut closures) = (0, 0);
    for line in sources().iter().flat_map(|(_, text)| text.lines()) {
        lines += 1;
        let value = line.trim_start().strip_prefix("let ");
        let value = value.and_then(|line| Some(line.split_once(" = ")?.1));
        closures += usize::from(
            value.is_some_and(|value| value.trim_start_matches("move ").starts_with('|')),
        );
    }
    assert!(
        closures * 1000 <= lines * CLOSURES,
        "{closures} named closures in {lines} lines"
    );
}

#[test]
fn comments_on_items_name_the_item() {
    const OPENINGS: [&str; 12] = [
        "Of", "With", "By", "As", "From", "To", "That", "Which", "Whose", "And", "But", "So",
    ];
    for (path, text) in sources() {
        let mut is_first = true;
        for line in text.lines().map(str::trim_start) {
            let comment = line
                .strip_prefix("///")
                .or_else(|| line.strip_prefix("//!"));
            let opening = comment.and_then(|comment| comment.split_whitespace().next());
            if let Some(word) = opening.filter(|_| is_first) {
                assert!(!OPENINGS.contains(&word), "{path}: {line}");
            }
            is_first = comment.is_none();
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    let words = ["todo!", "unimplemented!", "dbg!", "FIXME", "TODO"];
    for (path, text) in sources() {
        assert!(!words.iter().any(|word| text.contains(word)), "{path}");
    }
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("## {}", env!("CARGO_PKG_VERSION"));
    assert!(page("CHANGELOG.md").contains(&heading));
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

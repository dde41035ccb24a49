//! Files and folders: found, copied, compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Bytes of files by path below a folder.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Returns a path of the repository.
pub(crate) fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Returns the paths of all files and links below a folder, in order; none if there is no such
/// folder.
///
/// They are relative to the folder, with `/` on every system. The lock of a build is left out.
pub(crate) fn paths(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let entry = entry.expect("an entry");
            if entry.file_type().expect("its type").is_dir() {
                open.push(entry.path());
            } else if entry.file_name() != ".planfeed.lock" {
                let path = entry.path();
                let within = path.strip_prefix(folder).expect("within the folder");
                found.push(within.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}

/// Reads every file below a folder, but no links.
pub(crate) fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for path in paths(folder) {
        let file = folder.join(&path);
        if !file.is_symlink() {
            files.insert(path, fs::read(file).expect("a file"));
        }
    }
    files
}

/// Copies a file, or all that is below a folder; links stay links.
pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        copy_entry(from, to);
    }
    for path in paths(from) {
        copy_entry(&from.join(&path), &to.join(&path));
    }
}

fn copy_entry(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
    if !from.is_symlink() {
        fs::copy(from, to).expect("a copy");
        return;
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(fs::read_link(from).expect("a link"), to).expect("a link");
}

/// Panics with the first difference between files.
#[track_caller]
pub(crate) fn assert_same(found: &Files, expected: &Files) {
    if let Some(difference) = difference(found, expected) {
        panic!("{difference}");
    }
}

/// Returns the first difference between files, as text.
pub(crate) fn difference(found: &Files, expected: &Files) -> Option<String> {
    for (path, bytes) in expected {
        let Some(there) = found.get(path) else {
            return Some(format!("{path} is expected, but not written"));
        };
        if there != bytes {
            return Some(format!(
                "{path} differs:\n{}",
                different_lines(there, bytes)
            ));
        }
    }
    let more = found.keys().find(|path| !expected.contains_key(*path))?;
    Some(format!("{more} is written, but not expected"))
}

fn different_lines(found: &[u8], expected: &[u8]) -> String {
    let [found, expected] = [found, expected].map(String::from_utf8_lossy);
    similar_asserts::SimpleDiff::from_str(&expected, &found, "expected", "found").to_string()
}

/// Returns whether expectations are to be written anew: `BLESS=1 cargo test`.
#[expect(clippy::disallowed_methods, reason = "tests are blessed by a variable")]
pub(crate) fn is_blessing() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// Compares a text with a file of the repository; `BLESS=1 cargo test` writes the file anew.
#[track_caller]
pub(crate) fn blessed(path: &str, found: &str) {
    let file = root(path);
    if is_blessing() {
        fs::write(&file, found).expect("it can be written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    similar_asserts::assert_eq!(expected, found, "write {path} with BLESS=1 cargo test");
}

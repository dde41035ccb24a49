//! A temporary folder in which the program runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use super::{Files, copy, files, root};

/// Temporary folder with definitions, in which the program runs. Paths are relative to it.
pub(crate) struct Workspace(TempDir);

impl Workspace {
    /// Creates an empty folder.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// Creates a folder with the small plan that `planfeed init` writes.
    pub(crate) fn init() -> Self {
        let workspace = Self::new();
        let init = "init --revision 2025-12-01 --timezone Europe/Zurich";
        workspace.planfeed(init).exits(0);
        workspace
    }

    /// Creates a folder with copies of files and folders of the repository.
    pub(crate) fn with(paths: &[&str]) -> Self {
        let workspace = Self::new();
        for path in paths {
            workspace.copy(root(path), path);
        }
        workspace
    }

    /// Returns the whole path of a file or folder.
    pub(crate) fn path(&self, path: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(path)
    }

    /// Returns whether there is a file or folder.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Reads a file.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Reads every file below a folder.
    pub(crate) fn files(&self, folder: &str) -> Files {
        files(&self.path(folder))
    }

    /// Writes a file, and creates the folders that it is in.
    pub(crate) fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        fs::write(file, text).expect("a file");
        self
    }

    /// Writes a file anew.
    pub(crate) fn edit(&self, path: &str, change: impl FnOnce(&str) -> String) -> &Self {
        self.write(path, change(&self.read(path)))
    }

    /// Copies a file or a folder, of this folder or from elsewhere.
    pub(crate) fn copy(&self, from: impl AsRef<Path>, to: &str) -> &Self {
        copy(&self.path(from), &self.path(to));
        self
    }

    /// Moves a file or a folder.
    pub(crate) fn rename(&self, from: &str, to: &str) -> &Self {
        fs::rename(self.path(from), self.path(to)).expect("a new name");
        self
    }

    /// Removes a file or a folder.
    pub(crate) fn remove(&self, path: &str) -> &Self {
        let path = self.path(path);
        if path.is_dir() {
            fs::remove_dir_all(path).expect("a folder");
        } else {
            fs::remove_file(path).expect("a file");
        }
        self
    }

    /// Runs a command line of the program, such as `build --out feeds`.
    pub(crate) fn planfeed(&self, line: &str) -> Ran {
        Ran::of(&mut self.command(line))
    }

    /// Builds, which succeeds, and returns what is printed.
    #[track_caller]
    pub(crate) fn build(&self, more: &str) -> String {
        self.planfeed(&format!("build {more}")).exits(0).stdout
    }

    /// Prepares a command line of the program. Words with spaces are in double quotes.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planfeed"));
        for (n, part) in line.split('"').enumerate() {
            if n % 2 == 1 {
                command.arg(part);
            } else {
                command.args(part.split_whitespace());
            }
        }
        command.current_dir(self.path(""));
        command
    }

    /// Runs git.
    #[track_caller]
    pub(crate) fn git(&self, line: &str) {
        let settings = "-c user.name=t -c user.email=t@example.org -c core.autocrlf=false";
        let mut git = Command::new("git");
        git.args(settings.split(' '))
            .args(line.split(' '))
            .current_dir(self.path(""));
        Ran::of(&mut git).exits(0);
    }
}

/// What a program printed, and how it ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
    command: String,
}

impl Ran {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        let output: Output = command.output().expect("the program runs");
        Self {
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
            code: output.status.code(),
            command: format!("{command:?}"),
        }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asserts words on standard output.
    #[track_caller]
    pub(crate) fn prints(self, words: &str) -> Self {
        assert!(self.stdout.contains(words), "`{words}`: {self:#?}");
        self
    }

    /// Asserts words on standard error.
    #[track_caller]
    pub(crate) fn reports(self, words: &str) -> Self {
        assert!(self.stderr.contains(words), "`{words}`: {self:#?}");
        self
    }

    /// Reads standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:#?}"))
    }
}

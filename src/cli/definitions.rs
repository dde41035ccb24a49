//! A folder of definitions on disk.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use chrono::NaiveDate;

use super::{CommandError, Terminal, report};
use planfeed::check::{Effect, after, check};
use planfeed::diagnostic::{Code, Finding, Location};
use planfeed::error::Error;
use planfeed::history::Ledger;
use planfeed::plan::Plan;
use planfeed::publication::Publication;
use planfeed::source::{LARGEST_FILE, PLAN_FILE, Source, SourceFile, load, readable};

/// The content of a folder of definitions, and what is wrong with it.
pub(super) struct Definitions {
    pub source: Source,
    /// The plan; none if there is an error.
    pub plan: Option<Plan>,
    /// The findings, sorted.
    pub findings: Vec<Finding>,
}

impl Definitions {
    /// Reports the findings with their lines.
    pub(super) fn report(&self, terminal: &Terminal) {
        let most = Some(report::MOST_OF_A_KIND);
        let text = report::human(&self.source, &self.findings, most, terminal.colors);
        terminal.note(&text);
    }

    /// Returns what would be published, and adds what is wrong with that to the findings.
    pub(super) fn publication(&mut self, ledger: &Ledger) -> Option<Publication> {
        let publication = Publication::of(self.plan.as_ref()?, ledger);
        self.add(publication.check());
        Some(publication)
    }

    /// Adds findings.
    pub(super) fn add(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.findings.extend(findings);
        self.source.sort(&mut self.findings);
    }

    /// Returns what would be published after a last publication, and the findings about that.
    pub(super) fn after(&mut self, ledger: &Ledger) -> Option<(Publication, Vec<Finding>)> {
        let publication = self.publication(ledger)?;
        let effect = Effect {
            is_changed: publication.is_changed(),
            ended: publication.ended(ledger),
        };
        let findings = after(&self.source, self.plan.as_ref()?, ledger, &effect);
        let mut findings = self.source.locate(findings);
        self.source.sort(&mut findings);
        Some((publication, findings))
    }
}

/// Reads and checks a folder: plan.yaml, and every other .yaml or .yml file in it and its
/// sub-folders.
pub(super) fn read(folder: &Path) -> Result<Definitions, CommandError> {
    read_as(folder, folder)
}

/// Reads and checks a folder, with another revision than plan.yaml has, if one is given.
pub(super) fn read_revised(
    folder: &Path,
    revision: Option<NaiveDate>,
) -> Result<Definitions, CommandError> {
    read_whole(folder, folder, revision)
}

/// Finds every file of definitions in a folder and its sub-folders, sorted; paths are within it.
#[cfg(feature = "serve")]
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    Walk::of(folder).files
}

/// Whether a folder has a file of definitions, or a sub-folder of it.
pub(super) fn has_files(folder: &Path) -> bool {
    !Walk::of(folder).files.is_empty()
}

/// Reads and checks a folder that is reported under another name.
pub(super) fn read_as(folder: &Path, shown: &Path) -> Result<Definitions, CommandError> {
    read_whole(folder, shown, None)
}

fn read_whole(
    folder: &Path,
    shown: &Path,
    revision: Option<NaiveDate>,
) -> Result<Definitions, CommandError> {
    if !folder.is_dir() {
        let is_there = folder.exists();
        let what = if is_there {
            "is not a folder"
        } else {
            "does not exist"
        };
        let help = "name the folder of definitions, or make one with `planfeed init`";
        return Err(Error::unusable(shown, format!("{what}; {help}")).into());
    }
    let mut walk = Walk::of(folder);
    let (mut files, mut plan, mut plan_is_there) = (Vec::new(), None, false);
    for path in walk.files {
        let name = shown.join(&path).to_string_lossy().into_owned();
        let is_plan = path == Path::new(PLAN_FILE) || path == Path::new("plan.yml");
        plan_is_there |= is_plan;
        match read_file(&folder.join(&path), &name) {
            Ok(file) => {
                plan = if is_plan { Some(files.len()) } else { plan };
                files.push(file);
            }
            Err(finding) => walk.findings.push(finding),
        }
    }
    let (mut source, findings) = load(files, plan);
    if let (Some(file), Some(day)) = (&mut source.plan, revision) {
        file.plan.revision = day.to_string();
    }
    let (plan, mut findings) = check(&source, findings);
    let unread = !walk.findings.is_empty();
    // What could not be read is not missing.
    findings.retain(|finding| match finding.code {
        Code::MissingPlan => !plan_is_there,
        Code::EmptyPlan | Code::EmptyFeed | Code::UnusedAccept => !unread,
        _ => true,
    });
    findings.extend(walk.findings);
    source.sort(&mut findings);
    Ok(Definitions {
        source,
        plan: plan.filter(|_| !unread),
        findings,
    })
}

fn read_file(path: &Path, name: &str) -> Result<SourceFile, Finding> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(name, &error))?;
    if !metadata.is_file() {
        let help = "move it away, or give it another ending";
        let finding = Finding::new(Code::UnreadableFile, "this is not a file", help);
        return Err(finding.at(top(name)));
    }
    if metadata.len() > LARGEST_FILE {
        let help = "split it: all files of the folder are read";
        let large = Finding::new(Code::FileTooLarge, "this file has more than 64 MiB", help);
        return Err(large.at(top(name)));
    }
    let bytes = fs::read(path).map_err(|error| unreadable(name, &error))?;
    readable(name, bytes)
}

fn unreadable(name: &str, error: &io::Error) -> Finding {
    let message = format!("this can't be read: {}", error.kind());
    let help = "allow it to be read, or move it away";
    Finding::new(Code::UnreadableFile, message, help).at(top(name))
}

fn top(name: &str) -> Location {
    Location {
        file: name.to_owned(),
        line: 1,
        column: 1,
        end_line: 1,
        end_column: 1,
        bytes: 0..0,
    }
}

/// The files found in a folder and its sub-folders.
#[derive(Default)]
struct Walk {
    /// Their paths within the folder.
    files: Vec<PathBuf>,
    /// Real paths of the folders seen, so that a linked one is followed once.
    seen: BTreeSet<PathBuf>,
    findings: Vec<Finding>,
}

impl Walk {
    /// Finds the files of definitions in a folder, sorted.
    fn of(root: &Path) -> Self {
        let mut walk = Self::default();
        walk.folder(root, Path::new(""));
        walk.files.sort();
        walk
    }

    fn folder(&mut self, root: &Path, within: &Path) {
        let folder = root.join(within);
        let names = match self.names(&folder) {
            Ok(names) => names,
            Err(error) => {
                let finding = unreadable(&folder.to_string_lossy(), &error);
                return self.findings.push(finding);
            }
        };
        for name in names {
            let path = within.join(&name);
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if root.join(&path).is_dir() {
                self.folder(root, &path);
            } else if has_ending(&path) {
                self.files.push(path);
            }
        }
    }

    /// Returns the sorted names in a folder; none if it was seen before.
    fn names(&mut self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        if self.seen.insert(fs::canonicalize(folder)?) {
            for entry in fs::read_dir(folder)? {
                names.push(entry?.file_name());
            }
        }
        names.sort();
        Ok(names)
    }
}

fn has_ending(path: &Path) -> bool {
    let endings = ["yaml", "yml"].iter();
    path.extension().is_some_and(|found| {
        endings
            .into_iter()
            .any(|ending| found.eq_ignore_ascii_case(ending))
    })
}

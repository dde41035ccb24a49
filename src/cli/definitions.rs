//! A folder of definitions on disk.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Trouble;
use planfeed::check::{Effect, after, check};
use planfeed::diagnostic::{Code, Finding, Location};
use planfeed::history::Ledger;
use planfeed::plan::Plan;
use planfeed::publication::Publication;
use planfeed::source::{LARGEST_FILE, PLAN_FILE, Source, SourceFile, load, readable};

/// What a folder of definitions says.
pub(super) struct Definitions {
    pub source: Source,
    /// None where there is an error.
    pub plan: Option<Plan>,
    /// Everything that is wrong, sorted.
    pub diagnostics: Vec<Finding>,
}

impl Definitions {
    /// What would be published, read back: what is wrong with that is added to the diagnostics.
    pub fn publication(&mut self, ledger: &Ledger) -> Option<Publication> {
        let publication = Publication::of(self.plan.as_ref()?, ledger);
        self.diagnostics.extend(publication.check());
        planfeed::diagnostic::sort(&mut self.diagnostics);
        Some(publication)
    }

    /// The same, with what is remarkable after the last publication, but for what is accepted.
    pub fn after(
        &mut self,
        ledger: &Ledger,
        is_accepted: impl Fn(Code) -> bool,
    ) -> Option<Publication> {
        let publication = self.publication(ledger)?;
        let effect = Effect {
            is_changed: publication.is_changed(),
            ended: publication.ended(ledger),
        };
        let mut findings = after(&self.source, self.plan.as_ref()?, ledger, &effect);
        findings.retain(|finding| !is_accepted(finding.code));
        self.diagnostics.extend(self.source.locate(findings));
        planfeed::diagnostic::sort(&mut self.diagnostics);
        Some(publication)
    }
}

/// Reads and checks a folder: plan.yaml, and every other .yaml or .yml file in it and its
/// sub-folders.
pub(super) fn read(folder: &Path) -> Result<Definitions, Trouble> {
    read_as(folder, folder)
}

/// Every file of definitions in a folder and its sub-folders, within it and sorted.
#[cfg(feature = "serve")]
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    Walk::of(folder).files
}

/// Reads and checks a folder that is reported under another name.
pub(super) fn read_as(folder: &Path, shown: &Path) -> Result<Definitions, Trouble> {
    if !folder.is_dir() {
        let what = match folder.exists() {
            true => "is no folder",
            false => "does not exist",
        };
        let help = "name the folder of definitions, or make one with `planfeed init`";
        return Err(Trouble(format!("{} {what}; {help}", shown.display())));
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
            Err(diagnostic) => walk.diagnostics.push(diagnostic),
        }
    }
    let (source, findings) = load(files, plan);
    let (plan, mut diagnostics) = check(&source, findings);
    let unread = !walk.diagnostics.is_empty();
    // What could not be read is not missing.
    diagnostics.retain(|diagnostic| match diagnostic.code {
        Code::MissingPlan => !plan_is_there,
        Code::EmptyPlan | Code::EmptyFeed => !unread,
        _ => true,
    });
    diagnostics.extend(walk.diagnostics);
    planfeed::diagnostic::sort(&mut diagnostics);
    Ok(Definitions {
        source,
        plan: plan.filter(|_| !unread),
        diagnostics,
    })
}

fn read_file(path: &Path, name: &str) -> Result<SourceFile, Finding> {
    let unreadable = |error: std::io::Error| unreadable(name, &error);
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(Finding::new(Code::UnreadableFile, "this is no file")
            .help("take it away, or give it another ending")
            .at(top(name)));
    }
    if metadata.len() > LARGEST_FILE {
        let large = Finding::new(Code::FileTooLarge, "this file has more than 64 MiB");
        let help = "split it: all files of the folder are read";
        return Err(large.help(help).at(top(name)));
    }
    readable(name, fs::read(path).map_err(unreadable)?)
}

fn unreadable(name: &str, error: &std::io::Error) -> Finding {
    let message = format!("this can't be read: {}", error.kind());
    Finding::new(Code::UnreadableFile, message)
        .help("allow it to be read, or take it away")
        .at(top(name))
}

fn top(name: &str) -> Location {
    Location {
        file: name.to_owned(),
        line: 1,
        column: 1,
        bytes: 0..0,
    }
}

#[derive(Default)]
struct Walk {
    /// Within the folder.
    files: Vec<PathBuf>,
    /// Real paths of the folders seen, so that a linked one is followed once.
    seen: BTreeSet<PathBuf>,
    diagnostics: Vec<Finding>,
}

impl Walk {
    /// The files of definitions in a folder, sorted.
    fn of(root: &Path) -> Self {
        let mut walk = Self::default();
        walk.folder(root, Path::new(""));
        walk.files.sort();
        walk
    }

    fn folder(&mut self, root: &Path, within: &Path) {
        let folder = root.join(within);
        let entries = fs::canonicalize(&folder).and_then(|real| {
            if self.seen.insert(real) {
                fs::read_dir(&folder).map(Some)
            } else {
                Ok(None)
            }
        });
        let entries = match entries {
            Ok(Some(entries)) => entries,
            Ok(None) => return,
            Err(error) => {
                return self
                    .diagnostics
                    .push(unreadable(&folder.to_string_lossy(), &error));
            }
        };
        let names = entries
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<std::io::Result<Vec<_>>>();
        let mut names = match names {
            Ok(names) => names,
            Err(error) => {
                return self
                    .diagnostics
                    .push(unreadable(&folder.to_string_lossy(), &error));
            }
        };
        names.sort();
        for name in names {
            let path = within.join(&name);
            if name.to_string_lossy().starts_with('.') {
                continue;
            }
            if root.join(&path).is_dir() {
                self.folder(root, &path);
            } else if path.extension().is_some_and(|ending| {
                ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml")
            }) {
                self.files.push(path);
            }
        }
    }
}

//! Where a publication, a feed or definitions are: on disk, at a revision in git, or at an address.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::Trouble;
use planfeed::ical;
use planfeed::publication::{ALL, CHANGES, MANIFEST};

/// The most bytes that are read from an address.
const MOST_BYTES: u64 = 256 << 20;
/// How long an address may take to answer, as a whole.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Where something is, as it is named on the command line.
#[derive(Clone, Debug)]
pub(super) enum Location {
    /// A file or a folder.
    Disk(PathBuf),
    /// `git:REV[:PATH]`.
    Git {
        revision: String,
        path: Option<PathBuf>,
    },
    /// `http`, `https` or `webcal`.
    Address(String),
}

/// A copy on disk, as long as this lives.
pub(super) struct Local {
    pub path: PathBuf,
    _folder: Option<TempDir>,
}

impl Location {
    /// What the words on the command line name.
    pub fn new(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("git:") {
            let (revision, path) = rest
                .split_once(':')
                .map_or((rest, None), |(revision, path)| (revision, Some(path)));
            let path = path.filter(|path| !path.is_empty()).map(PathBuf::from);
            return Self::Git {
                revision: revision.to_owned(),
                path,
            };
        }
        let scheme = text
            .split_once("://")
            .map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
        match scheme
            .as_ref()
            .map(|(scheme, rest)| (scheme.as_str(), rest))
        {
            Some(("webcal", rest)) => Self::Address(format!("https://{rest}")),
            Some((scheme @ ("http" | "https"), rest)) => {
                Self::Address(format!("{scheme}://{rest}"))
            }
            _ => Self::Disk(PathBuf::from(text)),
        }
    }

    /// What is there, on disk; none if nothing is. Where no path in git is named, the first of
    /// those that is there.
    pub fn bring(&self, paths: &[&Path]) -> Result<Option<Local>, Trouble> {
        match self {
            Self::Disk(path) => Ok(path.exists().then(|| Local {
                path: path.clone(),
                _folder: None,
            })),
            Self::Git {
                revision,
                path: Some(path),
            } => from_git(revision, path),
            Self::Git {
                revision,
                path: None,
            } => {
                let tried: Vec<_> = paths.iter().map(|path| from_git(revision, path)).collect();
                // A path may lie in no repository, another in this one.
                let mut failed = None;
                for found in tried {
                    match found {
                        Ok(Some(local)) => return Ok(Some(local)),
                        Ok(None) => {}
                        Err(trouble) => failed = failed.or(Some(trouble)),
                    }
                }
                failed.map_or(Ok(None), Err)
            }
            Self::Address(url) => from_address(url),
        }
    }
}

impl std::fmt::Display for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(path) => write!(f, "{}", path.display()),
            Self::Git {
                revision,
                path: Some(path),
            } => write!(f, "git:{revision}:{}", path.display()),
            Self::Git {
                revision,
                path: None,
            } => write!(f, "git:{revision}"),
            Self::Address(url) => f.write_str(url),
        }
    }
}

/// A file or a folder as git has it at a revision: of the repository that the path lies in.
fn from_git(revision: &str, path: &Path) -> Result<Option<Local>, Trouble> {
    // The file of all events comes with those beside it.
    if path.ends_with(ALL) {
        let folder = from_git(revision, path.parent().unwrap_or(Path::new("")))?;
        let all = folder.map(|folder| Local {
            path: folder.path.join(ALL),
            ..folder
        });
        return Ok(all.filter(|all| all.path.is_file()));
    }
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (folder, name) = match (real.parent(), real.file_name()) {
        _ if real.is_dir() => (&*real, Path::new("")),
        (Some(parent), Some(name)) if parent.is_dir() => (parent, Path::new(name)),
        _ => (Path::new("."), path),
    };
    let git = Git {
        folder,
        index: None,
    };
    if git.run(&["rev-parse", "--git-dir"]).is_err() {
        return Err(Trouble(format!(
            "{} lies in no git repository",
            path.display()
        )));
    }
    let commit = format!("{revision}^{{commit}}");
    if revision.is_empty()
        || revision.starts_with('-')
        || git
            .run(&["rev-parse", "--verify", "--quiet", &commit])
            .is_err()
    {
        return Err(Trouble(format!(
            "git knows no revision `{revision}` here; write a commit, a branch or a tag"
        )));
    }
    let Ok(object) = git.run(&[
        "rev-parse",
        "--verify",
        "--quiet",
        &format!("{revision}:./{}", name.display()),
    ]) else {
        return Ok(None);
    };
    let line = |output: Vec<u8>| {
        String::from_utf8_lossy(&output)
            .trim_end_matches(['\r', '\n'])
            .to_owned()
    };
    let object = line(object);
    let copy = TempDir::new()?;
    let target = copy
        .path()
        .join(real.file_name().unwrap_or("feeds".as_ref()));
    if git.run(&["cat-file", "-t", &object])?.starts_with(b"tree") {
        // Through an index of its own, so that links and attributes are as in any checkout; from
        // the top, or git would take only what lies below where it is run.
        let top = PathBuf::from(line(git.run(&["rev-parse", "--show-toplevel"])?));
        let git = Git {
            folder: &top,
            index: Some(copy.path().join("planfeed.index")),
        };
        git.run(&["read-tree", &object])?;
        fs::create_dir(&target)?;
        let prefix = format!("--prefix={}/", fs::canonicalize(&target)?.display());
        git.run(&["checkout-index", "--all", "--force", &prefix])?;
    } else {
        fs::write(&target, git.run(&["cat-file", "blob", &object])?)?;
    }
    Ok(Some(Local {
        path: target,
        _folder: Some(copy),
    }))
}

/// The program `git`, run in a folder.
struct Git<'a> {
    folder: &'a Path,
    index: Option<PathBuf>,
}

impl Git<'_> {
    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Trouble> {
        let folder = if self.folder == Path::new("") {
            Path::new(".")
        } else {
            self.folder
        };
        let mut command = Command::new("git");
        command
            .current_dir(folder)
            .args(arguments)
            .stdin(Stdio::null());
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        let output = command
            .output()
            .map_err(|error| Trouble(format!("can't run git: {error}")))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Trouble(format!(
            "git {}: {}",
            arguments[0],
            String::from_utf8_lossy(&output.stderr).trim()
        )))
    }
}

/// A calendar at an address; or, of a folder of feeds there, its files that tell of the last
/// publication.
fn from_address(url: &str) -> Result<Option<Local>, Trouble> {
    let copy = TempDir::new()?;
    let answer = if url.ends_with('/') {
        None
    } else {
        fetch(url)?
    };
    if let Some(bytes) = answer.as_ref().filter(|bytes| ical::begins(bytes)) {
        let address = url.split(['?', '#']).next().unwrap_or(url);
        let base = address.strip_suffix(ALL).filter(|base| base.ends_with('/'));
        let path = copy
            .path()
            .join(if base.is_some() { ALL } else { "calendar.ics" });
        fs::write(&path, bytes)?;
        // The other files stand beside the feed of all events.
        if let Some(base) = base {
            fetch_into(copy.path(), base, &[MANIFEST, CHANGES])?;
        }
        return Ok(Some(Local {
            path,
            _folder: Some(copy),
        }));
    }
    let base = format!("{}/", url.trim_end_matches('/'));
    fetch_into(copy.path(), &base, &[ALL, MANIFEST, CHANGES])?;
    let is_there = copy.path().join(ALL).exists();
    if !is_there && answer.is_some() {
        return Err(Trouble(format!(
            "{url} is not a calendar: it does not begin with BEGIN:VCALENDAR"
        )));
    }
    Ok(is_there.then(|| Local {
        path: copy.path().to_owned(),
        _folder: Some(copy),
    }))
}

fn fetch_into(folder: &Path, base: &str, names: &[&str]) -> Result<(), Trouble> {
    for name in names {
        if let Some(bytes) = fetch(&format!("{base}{name}"))? {
            fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}

/// What an address answers; none if there is nothing.
fn fetch(url: &str) -> Result<Option<Vec<u8>>, Trouble> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .build();
    let trouble = |error: ureq::Error| Trouble(format!("{url}: {error}"));
    let mut answer = ureq::Agent::new_with_config(config)
        .get(url)
        .call()
        .map_err(trouble)?;
    match answer.status().as_u16() {
        200 => answer
            .body_mut()
            .with_config()
            .limit(MOST_BYTES)
            .read_to_vec()
            .map(Some)
            .map_err(trouble),
        404 | 410 => Ok(None),
        other => Err(Trouble(format!("{url} answers {other}"))),
    }
}

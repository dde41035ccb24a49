//! Locations of publications, feeds and definitions: on disk, at a revision in git, or at an
//! address.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use super::CommandError;
use super::previous::all_of;
use planfeed::error::Error;
use planfeed::ical::{self, Calendar};
use planfeed::publication::{ALL, CHANGES, MANIFEST};
use planfeed::source::PLAN_FILE;

/// The most bytes that are read from an address.
const MOST_BYTES: u64 = 256 << 20;
/// The time in which an address must have answered.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A location, as the command line names it.
#[derive(Clone, Debug)]
pub(super) enum FeedsLocation {
    /// A file or a folder.
    Disk(PathBuf),
    /// `git:REV[:PATH]`.
    Git {
        revision: String,
        path: Option<PathBuf>,
    },
    /// A URL with `http` or `https`.
    Address(String),
}

/// A file or a folder on disk. What was fetched is removed when this is dropped.
pub(super) struct OnDisk {
    pub path: PathBuf,
    _folder: Option<TempDir>,
}

impl FeedsLocation {
    /// Reads a location from the command line.
    pub(super) fn new(text: &str) -> Self {
        if let Some(rest) = text.strip_prefix("git:") {
            let (revision, path) = rest.split_once(':').unwrap_or((rest, ""));
            return Self::Git {
                revision: revision.to_owned(),
                path: (!path.is_empty()).then(|| PathBuf::from(path)),
            };
        }
        if let Some((scheme, rest)) = text.split_once("://") {
            match scheme.to_ascii_lowercase().as_str() {
                "webcal" => return Self::Address(format!("https://{rest}")),
                scheme @ ("http" | "https") => return Self::Address(format!("{scheme}://{rest}")),
                _ => {}
            }
        }
        Self::Disk(PathBuf::from(text))
    }

    /// Copies what is there to the disk, unless it is there already; returns none if there is
    /// nothing. If no path in git is named, the first of `paths` that exists is taken.
    pub(super) fn bring(&self, paths: &[&Path]) -> Result<Option<OnDisk>, CommandError> {
        match self {
            Self::Disk(path) => Ok(path.exists().then(|| OnDisk {
                path: path.clone(),
                _folder: None,
            })),
            Self::Git { revision, path } => match path {
                Some(path) => from_git(revision, path),
                None => first_from_git(revision, paths),
            },
            Self::Address(url) => from_address(url),
        }
    }
}

/// What is at a location: definitions, or a calendar of anyone's.
pub(super) enum FoundFiles {
    /// A folder of definitions.
    Definitions(OnDisk),
    /// The bytes of a calendar; of a folder of feeds, those of its feed of all events.
    Calendar(Vec<u8>),
}

impl FoundFiles {
    /// Reads what is there. If no path in git is named, the first of `paths` that exists is taken.
    pub(super) fn at(location: &FeedsLocation, paths: &[&Path]) -> Result<Self, CommandError> {
        let Some(copy) = location.bring(paths)? else {
            return Err(format!("there is nothing at {location}").into());
        };
        let path = &copy.path;
        if path.is_dir() && !path.join(ALL).is_file() || path.join(PLAN_FILE).is_file() {
            return Ok(Self::Definitions(copy));
        }
        let location = location.to_string();
        let bytes = fs::read(all_of(path)).map_err(Error::failed("can't read", &location))?;
        let fault = if !ical::begins(&bytes) {
            "is not a calendar: it does not begin with BEGIN:VCALENDAR"
        } else if !Calendar::read(&bytes).is_whole {
            "is cut short: it does not end with END:VCALENDAR"
        } else {
            return Ok(Self::Calendar(bytes));
        };
        Err(Error::unusable(location, fault).into())
    }
}

fn first_from_git(revision: &str, paths: &[&Path]) -> Result<Option<OnDisk>, CommandError> {
    // One path may be outside any repository, and the next in this one.
    let mut failed = None;
    for path in paths {
        match from_git(revision, path) {
            Ok(Some(found)) => return Ok(Some(found)),
            Ok(None) => {}
            Err(failure) => failed = failed.or(Some(failure)),
        }
    }
    failed.map_or(Ok(None), Err)
}

impl std::fmt::Display for FeedsLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Disk(path) => write!(f, "{}", path.display()),
            Self::Git { revision, path } => match path {
                Some(path) => write!(f, "git:{revision}:{}", path.display()),
                None => write!(f, "git:{revision}"),
            },
            Self::Address(url) => f.write_str(url),
        }
    }
}

/// Checks out a file or a folder at a revision, from the repository that contains its path.
fn from_git(revision: &str, path: &Path) -> Result<Option<OnDisk>, CommandError> {
    // The file of all events comes with those beside it.
    if path.ends_with(ALL) {
        let folder = from_git(revision, path.parent().unwrap_or(Path::new("")))?;
        let all = folder.map(|folder| OnDisk {
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
        return Err(Error::unusable(path, "is not in a git repository").into());
    }
    let is_option = revision.is_empty() || revision.starts_with('-');
    if is_option || git.object(&format!("{revision}^{{commit}}")).is_none() {
        let help = "write a commit, a branch or a tag";
        return Err(format!("git has no revision `{revision}` here; {help}").into());
    }
    let Some(object) = git.object(&format!("{revision}:./{}", name.display())) else {
        return Ok(None);
    };
    let copy = TempDir::new()?;
    let name = real.file_name().unwrap_or("feeds".as_ref());
    let target = copy.path().join(name);
    if git.line(&["cat-file", "-t", &object])? == "tree" {
        // Through an index of its own, so that links and attributes are as in any checkout; from
        // the top, or git would take only what is below the folder where it is run.
        let top = PathBuf::from(git.line(&["rev-parse", "--show-toplevel"])?);
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
    Ok(Some(OnDisk {
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
    fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, CommandError> {
        let mut command = Command::new("git");
        let command = command.current_dir(or_here(self.folder)).args(arguments);
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        let output = command.stdin(Stdio::null()).output();
        let output = output.map_err(|error| format!("can't run git: {error}"))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("git {}: {}", arguments[0], said.trim()).into())
    }

    /// Runs git, and returns the line that it prints.
    fn line(&self, arguments: &[&str]) -> Result<String, CommandError> {
        let output = self.run(arguments)?;
        let line = String::from_utf8_lossy(&output);
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Returns the name of the object that an expression names, if there is one.
    fn object(&self, expression: &str) -> Option<String> {
        self.line(&["rev-parse", "--verify", "--quiet", expression])
            .ok()
    }
}

/// Returns a path, or the current folder if it is empty.
pub(super) fn or_here(path: &Path) -> &Path {
    if path == Path::new("") {
        Path::new(".")
    } else {
        path
    }
}

/// Fetches a calendar; or, from a folder of feeds, the files that describe the last publication.
fn from_address(url: &str) -> Result<Option<OnDisk>, CommandError> {
    let copy = TempDir::new()?;
    let is_folder = url.ends_with('/');
    let answer = if is_folder { None } else { fetch(url)? };
    if let Some(bytes) = answer.as_ref().filter(|bytes| ical::begins(bytes)) {
        let address = url.split(['?', '#']).next().unwrap_or(url);
        let base = address.strip_suffix(ALL).filter(|base| base.ends_with('/'));
        let name = if base.is_some() { ALL } else { "calendar.ics" };
        let path = copy.path().join(name);
        fs::write(&path, bytes)?;
        // The other files are beside the feed of all events.
        if let Some(base) = base {
            fetch_into(copy.path(), base, &[MANIFEST, CHANGES])?;
        }
        return Ok(Some(OnDisk {
            path,
            _folder: Some(copy),
        }));
    }
    let base = format!("{}/", url.trim_end_matches('/'));
    fetch_into(copy.path(), &base, &[ALL, MANIFEST, CHANGES])?;
    let is_there = copy.path().join(ALL).exists();
    if !is_there && answer.is_some() {
        let fault = "is not a calendar: it does not begin with BEGIN:VCALENDAR";
        return Err(Error::unusable(url, fault).into());
    }
    Ok(is_there.then(|| OnDisk {
        path: copy.path().to_owned(),
        _folder: Some(copy),
    }))
}

fn fetch_into(folder: &Path, base: &str, names: &[&str]) -> Result<(), CommandError> {
    for name in names {
        if let Some(bytes) = fetch(&format!("{base}{name}"))? {
            fs::write(folder.join(name), bytes)?;
        }
    }
    Ok(())
}

/// Fetches what is at an address; none if there is nothing.
fn fetch(url: &str) -> Result<Option<Vec<u8>>, Error> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .http_status_as_error(false)
        .build();
    let answer = ureq::Agent::new_with_config(config).get(url).call();
    let mut answer = answer.map_err(Error::failed("can't fetch", url))?;
    match answer.status().as_u16() {
        200 => {
            let body = answer.body_mut().with_config().limit(MOST_BYTES);
            let bytes = body.read_to_vec();
            bytes.map(Some).map_err(Error::failed("can't fetch", url))
        }
        404 | 410 => Ok(None),
        other => Err(Error::unusable(url, format!("answers {other}"))),
    }
}

//! The last publication, as `--previous` names it.

use std::fs;
use std::path::{Path, PathBuf};

use super::Trouble;
use super::location::Location;
use planfeed::history::{Ledger, LedgerError};
use planfeed::publication::{ALL, CHANGES, MANIFEST};

/// How to go on without files that can't be taken.
const WAYS_OUT: &str = "restore it (git has the last one that was committed), or name another last publication with --previous: \
    a folder, git:REV or a URL; `lost` if there was one that nobody has; `none` if there was none";

/// How to go on after a publication whose entries say less than is asked of them.
const ANEW: &str = "if calendars follow it, build once with `--previous lost`: every SEQUENCE is then higher than before, \
    and notices of what was removed are gone; if none do, with `--previous none`";

/// How to go on after a publication of a newer version.
const NEWER: &str = "use the version of planfeed that published it, or a later one";

/// Reads the last publication: what `previous` names, else what is in the folder of feeds, if
/// anything is.
pub(super) fn read(previous: Option<&str>, out: &Path) -> Result<Ledger, Trouble> {
    let location = match previous {
        Some("none") => return Ok(Ledger::none()),
        Some("lost") => return lost(out),
        Some(text) => Location::new(text),
        None => Location::Disk(out.to_owned()),
    };
    let local = location.bring(&[out])?;
    let Some(all) = local
        .as_ref()
        .map(|local| all_of(&local.path))
        .filter(|all| all.is_file())
    else {
        if previous.is_none() {
            return Ok(Ledger::none());
        }
        let is_whole = !matches!(location, Location::Git { path: None, .. });
        let within = if is_whole {
            String::new()
        } else {
            format!(":{}", out.display())
        };
        return Err(Trouble(format!(
            "there is no {ALL} at {location}{within}; name the last publication, or say `none` if this is the first"
        )));
    };
    // Any other feed has not all events, and would make new ones of the rest.
    if !all.ends_with(ALL) {
        return Err(Trouble(format!(
            "{location} is not called {ALL}: name the feed of all events, or its folder"
        )));
    }
    let beside = |name: &str| {
        Some(all.with_file_name(name))
            .filter(|path| path.is_file())
            .map(fs::read)
            .transpose()
    };
    let bytes = fs::read(&all)
        .map_err(|error| Trouble(format!("{location}: {ALL} can't be read: {error}")))?;
    let ledger = Ledger::read(
        &bytes,
        beside(MANIFEST)?.as_deref(),
        beside(CHANGES)?.as_deref(),
    );
    ledger.map_err(|error| {
        let ways_out = match error {
            LedgerError::Outdated => ANEW,
            LedgerError::Newer => NEWER,
            LedgerError::Foreign
            | LedgerError::Damaged { .. }
            | LedgerError::Manifest(_)
            | LedgerError::Changes(_) => WAYS_OUT,
        };
        Trouble(format!(
            "{location}: {error}\n  nothing was written; {ways_out}"
        ))
    })
}

/// What is left of a lost publication in the folder of feeds: the history that its readers have.
fn lost(out: &Path) -> Result<Ledger, Trouble> {
    let path = out.join(CHANGES);
    let changes = Some(&path)
        .filter(|path| path.is_file())
        .map(fs::read)
        .transpose()?;
    Ledger::lost(changes.as_deref()).map_err(|error| {
        Trouble(format!(
            "{}: {error}\n  take it away to begin anew",
            out.display()
        ))
    })
}

/// The feed of all events in a folder; a file itself.
fn all_of(path: &Path) -> PathBuf {
    if path.is_file() {
        path.to_owned()
    } else {
        path.join(ALL)
    }
}

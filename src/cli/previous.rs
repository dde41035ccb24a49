//! The last publication, as `--previous` names it.

use std::fs;
use std::path::{Path, PathBuf};

use super::CommandError;
use super::location::FeedsLocation;
use planfeed::error::Error;
use planfeed::history::{Ledger, LedgerError};
use planfeed::publication::{ALL, CHANGES, MANIFEST};

/// Reads the last publication: what `previous` names, or else what is in the folder of feeds, if
/// anything is.
pub(super) fn read(previous: Option<&str>, out: &Path) -> Result<Ledger, CommandError> {
    let location = match previous {
        Some("none") => return Ok(Ledger::none()),
        Some("lost") => return lost(out),
        Some(text) => FeedsLocation::new(text),
        None => FeedsLocation::Disk(out.to_owned()),
    };
    let copy = location.bring(&[out])?;
    let all = copy.as_ref().map(|copy| all_of(&copy.path));
    let Some(all) = all.filter(|all| all.is_file()) else {
        if previous.is_none() {
            return Ok(Ledger::none());
        }
        let within = match location {
            FeedsLocation::Git { path: None, .. } => format!(":{}", out.display()),
            _ => String::new(),
        };
        let help = "name the last publication, or say `none` if this is the first";
        return Err(format!("{ALL} is missing at {location}{within}; {help}").into());
    };
    // Another feed lacks events, and publishing after it would make new ones of the rest.
    if !all.ends_with(ALL) {
        let help = "name the feed of all events, or its folder";
        return Err(format!("{location} is not called {ALL}: {help}").into());
    }
    let bytes = fs::read(&all).map_err(Error::failed("can't read", &all))?;
    let manifest = read_if_there(&all.with_file_name(MANIFEST))?;
    let changes = read_if_there(&all.with_file_name(CHANGES))?;
    let ledger = Ledger::read(&bytes, manifest.as_deref(), changes.as_deref());
    ledger.map_err(|error| {
        let way_out = way_out(&error);
        format!("{location}: {error}\n  nothing was written; {way_out}").into()
    })
}

/// Returns the feed of all events in a folder; a file is itself.
pub(super) fn all_of(path: &Path) -> PathBuf {
    if path.is_file() {
        path.to_owned()
    } else {
        path.join(ALL)
    }
}

/// Reads what is left of a lost publication in the folder of feeds: the history of changes.
fn lost(out: &Path) -> Result<Ledger, CommandError> {
    let path = out.join(CHANGES);
    let changes = read_if_there(&path)?;
    Ledger::lost(changes.as_deref()).map_err(|error| {
        let out = out.display();
        format!("{out}: {error}\n  move it away to begin anew").into()
    })
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    if !path.is_file() {
        return Ok(None);
    }
    let bytes = fs::read(path).map_err(Error::failed("can't read", path))?;
    Ok(Some(bytes))
}

/// Returns how to go on without a last publication that can be read.
fn way_out(error: &LedgerError) -> &'static str {
    match error {
        LedgerError::Outdated => {
            "if calendars follow it, build once with `--previous lost`: every SEQUENCE is then \
            higher than before, and notices of removed events are not published; if no calendar \
            follows it, use `--previous none`"
        }
        LedgerError::Newer => "use the version of planfeed that published it, or a later one",
        LedgerError::Foreign
        | LedgerError::Damaged { .. }
        | LedgerError::Manifest(_)
        | LedgerError::Changes(_) => {
            "restore it (git has the last one that was committed), or name another last \
            publication with --previous: a folder, git:REV or a URL; `lost` if there was one \
            and it can't be found; `none` if there was none"
        }
    }
}

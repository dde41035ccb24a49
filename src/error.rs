//! The error of the environment: what is wrong with a file, a folder or an address. What is wrong
//! with definitions is a [`crate::diagnostic::Finding`] instead.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error about a file, a folder or an address, in one sentence that names it.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Failed {
        action: &'static str,
        path: PathBuf,
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
    Unusable {
        path: PathBuf,
        fault: String,
    },
}

impl Error {
    /// Wraps the cause of a failed action: `can't write to` gives "can't write to feeds/all.ics:
    /// permission denied".
    pub fn failed<E>(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(E) -> Self
    where
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        move |cause| {
            Self(Kind::Failed {
                action,
                path: path.as_ref().to_owned(),
                cause: cause.into(),
            })
        }
    }

    /// Returns what is wrong with a path, and the way out: `is not a folder; name another` gives
    /// "feeds is not a folder; name another".
    pub fn unusable(path: impl AsRef<Path>, fault: impl Into<String>) -> Self {
        Self(Kind::Unusable {
            path: path.as_ref().to_owned(),
            fault: fault.into(),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Failed {
                action,
                path,
                cause,
            } => write!(f, "{action} {}: {cause}", path.display()),
            Kind::Unusable { path, fault } => write!(f, "{} {fault}", path.display()),
        }
    }
}

// `source()` is left out: the message has the cause.
impl std::error::Error for Error {}

//! Values of a plan as lines of text, which feeds carry.

use std::fmt;

/// A line that does not have the form of a value; it says which form that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineError(pub(super) &'static str);

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl std::error::Error for LineError {}

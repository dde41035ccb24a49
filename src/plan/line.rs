//! Values of a plan as lines of text, which feeds carry.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::YEARS;

/// A line that does not have the form of a value; it says which form that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineError(pub(super) &'static str);

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.0)
    }
}

impl std::error::Error for LineError {}

/// Reads a day as `2017-05-08`; none before 1900 or after 2199.
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day.to_string() == text && YEARS.contains(&day.year())).then_some(day)
}

//! Days on the command line.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, NaiveDate};

use planfeed::plan;

/// Reads a day as `2026-12-01`, or `today`.
pub(super) fn day(text: &str) -> Result<NaiveDate, String> {
    if text == "today" {
        return Ok(today());
    }
    let help = "write a day as year-month-day, such as 2026-12-01, or `today`";
    plan::day(text).ok_or_else(|| help.to_owned())
}

/// Returns the present day in UTC, as stamps count days.
#[expect(clippy::disallowed_methods, reason = "`today` is asked for")]
pub(super) fn today() -> NaiveDate {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    let now = i64::try_from(seconds).ok();
    now.and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .unwrap_or_default()
        .date_naive()
}

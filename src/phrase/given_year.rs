//! The year that definitions give to dates that print none: a year, a season, months.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months};

use crate::plan::{DateRange, YEARS};

/// The year of dates that print none: a calendar year such as `2017`, a season such as `2025/26`,
/// or at most twelve months such as `2025-09/2026-08`.
///
/// ```
/// use planfeed::phrase::GivenYear;
/// assert_eq!("2026".parse::<GivenYear>(), "2026-01/2026-12".parse());
/// assert!("2011-12".parse::<GivenYear>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenYear(Extent);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Months(DateRange),
    /// A season, by its first year.
    Season(i32),
}

/// The days among which a date is that prints no year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearDays {
    /// At most twelve months.
    pub days: DateRange,
    /// Whether the month before may be part of it too, or the month after: nothing says when the
    /// season begins.
    pub is_vague: bool,
}

/// A text that is not a year, a season or months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAYear {
    /// Whether the text is a year outside 1900 to 2199.
    pub is_out_of_range: bool,
    /// The fault.
    pub message: String,
    /// The way out: what to write instead.
    pub help: String,
}

/// The month in which a season begins if nothing says so.
const SEASON_START: u32 = 8;

impl GivenYear {
    /// Returns the days among which a date is. A season begins with the phase, if that begins in
    /// the first year of the season; else nothing says whether July and August are its first months
    /// or its last.
    pub fn days(self, phase: Option<DateRange>) -> YearDays {
        let year = match self.0 {
            Extent::Months(days) => return YearDays::from(days),
            Extent::Season(year) => year,
        };
        match phase.map(DateRange::first) {
            Some(first) if first.year() == year => YearDays::from(twelve(year, first.month())),
            _ => YearDays {
                days: twelve(year, SEASON_START),
                is_vague: true,
            },
        }
    }
}

impl From<DateRange> for YearDays {
    fn from(days: DateRange) -> Self {
        Self {
            days,
            is_vague: false,
        }
    }
}

impl YearDays {
    /// Returns all days on which a date may be.
    pub(super) fn possible(self) -> DateRange {
        if !self.is_vague {
            return self.days;
        }
        let before = self.days.first().checked_sub_months(Months::new(1));
        let after = self.days.end();
        let after = after.and_then(|after| DateRange::months(after.year(), after.month(), 1));
        let longer = before
            .zip(after)
            .and_then(|(before, after)| DateRange::new(before, after.last()));
        longer.unwrap_or(self.days)
    }
}

impl FromStr for GivenYear {
    type Err = NotAYear;

    /// Reads `2017`, `2025/26`, `2025/2026` or `2025-09/2026-08`.
    fn from_str(text: &str) -> Result<Self, NotAYear> {
        let text = text.trim();
        if let Ok(year) = text.parse::<i64>()
            && year.to_string() == text
        {
            return Ok(Self(Extent::Months(twelve(in_range(year)?, 1))));
        }
        let Some((first, last)) = text.split_once('/') else {
            return Err(without_slash(text).unwrap_or_else(|| not_a_year(text, FORMS)));
        };
        if let (Some(first), Some(last)) = (month(first), month(last)) {
            return months(text, first, last).map(|days| Self(Extent::Months(days)));
        }
        let first = figures(first, 4);
        let years = first.and_then(|first| Some((first, second_year(first, last)?)));
        let (first, last) = years.ok_or_else(|| not_a_year(text, FORMS))?;
        season(text, first, last).map(|year| Self(Extent::Season(year)))
    }
}

impl fmt::Display for NotAYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for NotAYear {}

const FORMS: &str =
    "write a year such as `2017`, a season such as `2025/26`, or months such as `2025-09/2026-08`";

fn not_a_year(text: &str, help: impl Into<String>) -> NotAYear {
    fault(format!("`{text}` is not a valid year"), help)
}

fn fault(message: impl Into<String>, help: impl Into<String>) -> NotAYear {
    NotAYear {
        is_out_of_range: false,
        message: message.into(),
        help: help.into(),
    }
}

/// Returns a year of 1900 to 2199.
fn in_range(year: i64) -> Result<i32, NotAYear> {
    let valid = i32::try_from(year).ok().filter(|year| YEARS.contains(year));
    valid.ok_or_else(|| NotAYear {
        is_out_of_range: true,
        ..fault(
            format!("{year} is out of range"),
            format!("write {} to {}", YEARS.start(), YEARS.end()),
        )
    })
}

/// Explains a season or a month with a dash.
fn without_slash(text: &str) -> Option<NotAYear> {
    let (first, last) = text.split_once(['-', '–', '—'])?;
    let first = figures(first, 4)?;
    let last_in_full = second_year(first, last)?;
    let is_season = last_in_full == first + 1;
    let is_month = last.len() == 2 && last_in_full % 100 <= 12;
    let season = written_season(first);
    Some(match (is_season, is_month) {
        (true, true) => fault(
            format!("`{text}` may be a season or a month"),
            format!("write `{season}` for the season, or `{first}` for the year"),
        ),
        (true, false) => not_a_year(text, format!("write a season with a slash: `{season}`")),
        (false, true) => not_a_year(
            text,
            format!(
                "write the year, `{first}`, or the first month and the last, such as `2025-09/2026-08`"
            ),
        ),
        (false, false) => return None,
    })
}

/// Returns the first year of a season, whose years must be in a row.
fn season(text: &str, first: i32, last: i32) -> Result<i32, NotAYear> {
    if last == first + 1 {
        in_range(last.into())?;
        return in_range(first.into());
    }
    let meant = written_season(if last == first - 1 { last } else { first });
    let message = format!("`{text}` is not a valid season");
    let help = format!("write two years in a row, such as `{meant}`, or one year: `{first}`");
    Err(fault(message, help))
}

/// Returns the days of the months from the first to the last, both as year and month.
fn months(text: &str, first: (i32, u32), last: (i32, u32)) -> Result<DateRange, NotAYear> {
    in_range(first.0.into())?;
    in_range(last.0.into())?;
    for (_, month) in [first, last] {
        if !(1..=12).contains(&month) {
            let message = format!("{month} is not a valid month");
            return Err(fault(message, "write a month as 01 to 12"));
        }
    }
    let count = |(year, month): (i32, u32)| year * 12 + month as i32;
    let months_in_all = count(last) - count(first) + 1;
    if (1..=12).contains(&months_in_all) {
        let days = DateRange::months(first.0, first.1, months_in_all.unsigned_abs());
        return Ok(days.expect("months that are valid"));
    }
    if (-10..=0).contains(&months_in_all) {
        let (later, earlier) = text.split_once('/').unwrap_or_default();
        let help = format!("write the first month first: `{earlier}/{later}`");
        return Err(fault(format!("`{text}` runs backwards"), help));
    }
    let message = match months_in_all {
        ..=0 => format!("`{text}` runs backwards"),
        _ => format!("`{text}` is {months_in_all} months"),
    };
    let twelve = twelve(first.0, first.1);
    let [start, end] = [twelve.first(), twelve.last()].map(|day| day.format("%Y-%m"));
    let help = format!("write at most twelve months, the first one first, such as `{start}/{end}`");
    Err(fault(message, help))
}

/// Returns twelve months from a month that is valid.
fn twelve(year: i32, month: u32) -> DateRange {
    DateRange::months(year, month, 12).expect("twelve months of the calendar")
}

fn written_season(first: i32) -> String {
    format!("{first}/{:02}", (first + 1) % 100)
}

/// Reads the last year of a season, in two figures or in four.
fn second_year(first: i32, last: &str) -> Option<i32> {
    let short = figures(last, 2).map(|last| match last {
        0 if first % 100 == 99 => first + 1,
        _ => first - first % 100 + last,
    });
    short.or(figures(last, 4))
}

/// Reads so many figures.
fn figures(text: &str, count: usize) -> Option<i32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// Reads a month as year and month: `2025-09`.
fn month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    Some((figures(year, 4)?, figures(month, 2)?.unsigned_abs()))
}

//! The year of dates that print none, and other years in which a date may be meant.

use chrono::Datelike;

use super::plan_file::PlanContext;
use super::text::{Text, is_given};
use crate::diagnostic::Code;
use crate::phrase::{Context, GivenYear, NotAYear, read, words};
use crate::plan::{DateRange, Event, YEARS};

/// Returns the year of dates that print none.
pub(super) fn given_year(text: &Text<'_>) -> Option<GivenYear> {
    if !is_given(text) {
        return None;
    }
    let reading = text.parse::<GivenYear>();
    let refused = reading.map_err(
        |NotAYear {
             is_out_of_range,
             message,
             help,
         }| {
            let code = match is_out_of_range {
                true => Code::OutOfRange,
                false => Code::BadYear,
            };
            text.report(code, message, help);
        },
    );
    refused.ok()
}

impl PlanContext<'_> {
    /// Returns the nearest other year in which a date would be within those days of its phase, and
    /// what to write then.
    pub(super) fn in_another_year(
        &self,
        event: &Event,
        days: DateRange,
        printed: &Text<'_>,
    ) -> Option<(i32, String)> {
        let given = event.when.span().filter(|span| !days.contains(*span))?;
        let year = given.first().year();
        let undated = Context {
            phase: Some(days),
            ..self.dates
        };
        if let Ok(reading) = read(&self.grammar, printed, undated)
            && let Some(span) = reading.when.span().filter(|span| days.contains(*span))
        {
            return Some((span.first().year(), words(&reading.when, self.language)));
        }
        let mut years: Vec<i32> = (days.first().year()..=days.last().year()).collect();
        years.sort_by_key(|other| (other - year).abs());
        years.into_iter().find_map(|other| {
            let written = in_later_years(printed, other - year);
            let reading = read(&self.grammar, &written, self.dates).ok()?;
            let span = reading.when.span()?;
            days.contains(span).then_some((other, written))
        })
    }
}

/// Returns a printed date with all years that it prints in four figures moved by so many.
fn in_later_years(printed: &str, count: i32) -> String {
    let mut written = String::new();
    for part in printed.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let figures = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        match figures.parse::<i32>() {
            Ok(year) if figures.len() == 4 && YEARS.contains(&year) => {
                written.push_str(&(year + count).to_string());
                written.push_str(&part[4..]);
            }
            _ => written.push_str(part),
        }
    }
    written
}

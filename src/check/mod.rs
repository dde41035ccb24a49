//! Checks: definitions become the plan that they mean, and everything that is wrong with them is
//! found at once.

#[macro_use]
mod cursor;
mod accept;
mod after;
mod clashes;
mod clocks;
mod countries;
mod date;
mod day;
mod duplicates;
mod duration;
mod event;
mod foreign_clocks;
mod hours;
mod interval;
mod onwards;
mod overrides;
mod passcode;
mod places;
mod plan_file;
mod printed_zone;
mod reference;
mod renamed;
mod repeat;
mod repeat_words;
mod room_names;
mod rules;
mod sessions;
mod shared;
mod text;
mod venue;
mod web;
mod year;
mod zone;

use crate::diagnostic::{Finding, has_error};
use crate::plan::Plan;
use crate::source::{PlanFile, Pointer, Source};

use accept::Accepted;
use cursor::{Cursor, Findings, Unread};
use foreign_clocks::check_foreign_clocks;
use plan_file::PlanContext;

pub use after::{Effect, after};
pub use zone::zone_or_help;

/// Returns the plan that the definitions mean, and everything that is wrong with them, sorted.
///
/// There is no plan where there is an error. `found` is what loading them found.
pub fn check(source: &Source, mut found: Vec<Finding<Pointer>>) -> (Option<Plan>, Vec<Finding>) {
    let mut unread = Unread::new(&found);
    if source.plan.is_none() {
        // Events are checked all the same, but for what they refer to.
        unread.add_file(source.plan_file);
    }
    let nothing = PlanFile::default();
    let shape = source.plan.as_ref().unwrap_or(&nothing);
    let findings = Findings::new(&unread);
    let file = Cursor::top(source.plan_file, shape, &findings);
    let context = PlanContext::read(&file, &unread);
    let (events, of_events) = event::events(source, &context, &unread);
    findings.extend(of_events);
    let entries = rules::entries(source, &findings);
    let by_id = rules::check_events(&entries, &events, &context);
    check_foreign_clocks(&events, &context, &file, &by_id);
    let plan = context.plan(&file, events);
    let is_complete = !has_error(&found) && !findings.has_error();
    if let Some(plan) = &plan {
        rules::check_whole_plan(plan, &file, &by_id, is_complete);
    }
    let mut accepted = Accepted::read(source, &findings);
    found.extend(findings.into_vec());
    accepted.silence(&mut found);
    if plan.is_some() && !has_error(&found) {
        found.extend(accepted.unused());
    }
    let mut findings = source.locate(found);
    source.sort(&mut findings);
    (plan.filter(|_| !has_error(&findings)), findings)
}

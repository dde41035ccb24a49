//! The words of the plan that `planfeed init` writes.

/// The titles of a plan to start from. Its keys and ids are made of them.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "each title is its own description")]
pub struct FirstPlan {
    pub title: &'static str,
    pub phase: &'static str,
    pub meetings: &'static str,
    pub deadlines: &'static str,
    pub venue: &'static str,
    pub kick_off: &'static str,
    pub course: &'static str,
    pub second_meeting: &'static str,
    pub report: &'static str,
}

//! The words of the page that people read.

use serde::{Deserialize, Serialize};

use super::Unsettled;

/// The words of the page of a plan.
#[derive(Debug, Serialize, Deserialize)]
pub struct PageWords {
    pub contents: &'static str,
    pub skip: &'static str,
    pub as_of: &'static str,
    pub about: &'static str,
    // The timeline.
    pub timeline: &'static str,
    pub timeline_text: &'static str,
    pub certain_bar: &'static str,
    pub uncertain_bar: &'static str,
    pub cancelled_bar: &'static str,
    pub postponed_bar: &'static str,
    pub today: &'static str,
    pub no_category: &'static str,
    // The events.
    pub events: &'static str,
    pub when: &'static str,
    pub event: &'static str,
    pub no_date: &'static str,
    pub more: &'static str,
    pub not_all: &'static str,
    pub add_copy: &'static str,
    pub add_copy_text: &'static str,
    // What is not settled.
    pub date_marker: &'static str,
    pub time_marker: &'static str,
    pub venue_marker: &'static str,
    pub room_marker: &'static str,
    pub online: &'static str,
    pub contact: &'static str,
    pub title_marker: &'static str,
    pub date_not_fixed: &'static str,
    pub tentative: &'static str,
    pub cancelled: &'static str,
    pub postponed: &'static str,
    pub to_be: Unsettled,
    // Filters.
    pub filters: &'static str,
    pub search: &'static str,
    pub category: &'static str,
    pub phase: &'static str,
    pub certainty: &'static str,
    pub all: &'static str,
    pub none: &'static str,
    pub certain: &'static str,
    pub uncertain: &'static str,
    pub shown: &'static str,
    pub nothing_found: &'static str,
    pub show_all: &'static str,
    // Changes.
    pub changes: &'static str,
    pub follow_changes: &'static str,
    // Feeds.
    pub feeds: &'static str,
    pub feeds_text: &'static str,
    pub no_address: &'static str,
    pub whole_plan: &'static str,
    pub by_category: &'static str,
    pub by_phase: &'static str,
    pub by_choice: &'static str,
    pub ended: &'static str,
    pub subscribe: &'static str,
    pub copy: &'static str,
    pub copied: &'static str,
    pub download: &'static str,
    pub import: &'static str,
    pub import_text: &'static str,
}

//! RFC 5545 and RFC 7986: content lines read and written, and what they must be.
//!
//! Knows nothing of plans, YAML, files or the clock.

mod component;
mod conform;
mod content_line;
mod date_time;
mod occurrences;
mod properties;
mod rule;
mod scan;
mod transition;
mod vevent;
mod vtimezone;
mod write;

pub use component::Component;
pub(crate) use conform::Violation;
pub use conform::conform;
pub use content_line::{ContentLine, content_lines, unescape};
pub(crate) use date_time::{Moment, utc, utc_value, weekday_code};
pub(crate) use occurrences::{duration, last_day, occurrences, recurrences};
pub(crate) use properties::own;
pub use rule::Rule;
pub(crate) use rule::{By, Frequency};
pub use scan::{begins, ends, vevents, with_crlf};
pub(crate) use scan::{damage, raw_value, text_value};
pub(crate) use transition::Transition;
pub use transition::{offset, transitions};
pub use vevent::Vevent;
pub use vtimezone::Timezone;
pub(crate) use write::{calendar_end, calendar_head, event};

//! RFC 5545 and RFC 7986: content lines read and written, and what they must be.
//!
//! Knows nothing of plans, YAML, files or the clock.

mod conform;
mod content_line;
mod date_time;
mod occurrences;
mod properties;
mod scan;
mod transition;
mod vevent;
mod vtimezone;
mod write;

pub use conform::{Violation, conform};
pub use content_line::{ContentLine, content_lines, unescape};
pub use date_time::{Moment, utc, utc_value, weekday_code};
pub use occurrences::{duration, last_day, occurrences, recurrences};
pub use properties::own;
pub use scan::{begins, damage, ends, raw_value, text_value, vevents, with_crlf};
pub use transition::{Transition, offset, transitions};
pub use vevent::Vevent;
pub use vtimezone::Timezone;
pub use write::{calendar_end, calendar_head, event};

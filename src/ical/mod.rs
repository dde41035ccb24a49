//! RFC 5545 and RFC 7986: content lines read and written, and what they must be.
//!
//! Knows nothing of plans, YAML, files or the clock.

mod conform;
mod properties;
mod read;
mod timezone;
mod write;

pub use conform::{Fault, conform};
pub use read::{ContentLine, content_lines, unescape};
pub use timezone::{Change, Timezone, changes, date_time, offset, weekday_code};
pub use write::{calendar_end, calendar_head, event};

//! RFC 5545 and RFC 7986: content lines read and written, and what they must be.
//!
//! Knows nothing of plans, YAML, files or the clock.

mod component;
mod conform;
mod moment;
mod occurrences;
mod properties;
mod read;
mod timezone;
mod write;

pub use component::{Vevent, begins, damage, ends, raw_value, text_value, vevents, with_crlf};
pub use conform::{Fault, conform};
pub use moment::{Moment, utc};
pub use occurrences::{last_day, length, occurrences, recurrences};
pub use properties::own;
pub use read::{ContentLine, content_lines, unescape};
pub use timezone::{Change, Timezone, changes, date_time, offset, weekday_code};
pub use write::{calendar_end, calendar_head, event};

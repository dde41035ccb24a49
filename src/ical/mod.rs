//! RFC 5545 and RFC 7986: content lines read and written, and what they must be.
//!
//! Knows nothing of plans, YAML, files or the clock.

mod calendar;
mod component;
mod conform;
mod content_line;
mod date_time;
mod occurrences;
mod properties;
mod recurrence_set;
mod rule;
mod rule_days;
mod rule_times;

mod transition;
mod tzid;
mod vevent;
mod vtimezone;
mod write;
mod zones;

pub use calendar::{Calendar, EventPlace, begins, with_crlf};
pub(crate) use calendar::{raw_value, text_value};
pub use component::Component;
pub(crate) use conform::Violation;
pub use conform::conform;
pub use content_line::{ContentLine, content_lines, unescape};
pub use date_time::Moment;
pub(crate) use date_time::{iso_offset, utc, utc_value, weekday_code};
pub use occurrences::{Occurrence, Occurrences, ZonedEvent, occurrences};
pub(crate) use properties::own;
pub use recurrence_set::Horizon;
pub(crate) use recurrence_set::{duration, last_day, named_starts, planned_starts};
pub use rule::Rrule;
pub(crate) use rule::{By, Frequency};
pub(crate) use transition::Transition;
pub use transition::{offset, transitions};
pub use vevent::Vevent;
pub use vtimezone::Timezone;
pub(crate) use write::{calendar_end, calendar_head, event};
pub use zones::{CalendarZones, DefinedZone, Zone};

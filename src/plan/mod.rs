//! The validated model: what a plan means, in types that can hold nothing else.
//!
//! Knows nothing of YAML and of iCalendar. The language of a plan is data that it carries.

mod address;
mod days;
mod event;
mod hours;
mod key;
pub(crate) mod line;
mod planned;
mod repeat;
mod selection;
mod when;

pub use crate::language::{Language, Marker};
pub use address::{Domain, FolderUrl, NotAFolder, Url};
pub use days::{DateRange, MonthPart};
pub use event::{Category, Color, Event, Link, Phase, Place, Plan, Stated, Venue};
pub use hours::{ALL_DAY, EACH, Hours, LocalTime, Session};
pub use key::{Key, Uid};
pub use line::LineError;
pub use planned::Planned;
pub use repeat::{MOST_EXCEPTIONS, MOST_OCCURRENCES, On, RecurrenceRule, Repeat, Unit};
pub use selection::{FeedDefinition, Grouping, Selection};
pub use when::{Dates, MOST_RUNS, Precision, Unfit, When, YEARS};

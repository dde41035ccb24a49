//! The validated model: what a plan means, in types that can hold nothing else.
//!
//! Knows nothing of YAML, of iCalendar or of any language.

mod calendar;
mod event;
mod hours;
mod key;
pub(crate) mod line;
mod marker;
mod planned;
mod repeat;
mod selection;
mod when;

pub use calendar::{DateRange, MonthPart};
pub use event::{Category, Color, Event, Link, Phase, Place, Plan, Stated, Venue};
pub use hours::{ALL_DAY, EACH, Hours, Local, Session};
pub use key::{Key, Uid};
pub use line::LineError;
pub use marker::Marker;
pub use planned::Planned;
pub use repeat::{MOST_EXCEPTIONS, MOST_MEETINGS, On, Repeat, Rule, Unit};
pub use selection::{Feed, Groups, Selection};
pub use when::{Dates, MOST_RUNS, Precision, Unfit, When, YEARS};

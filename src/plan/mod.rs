//! The validated model: what a plan means, in types that can hold nothing else.
//!
//! Knows nothing of YAML and of iCalendar. The language of a plan is data that it carries.

mod address;
mod alias;
mod days;
mod event;
mod hours;
mod key;
pub(crate) mod line;
mod planned;
mod repeat;
mod selection;
mod stretch;
mod when;
mod worded;
mod zone;

pub(crate) use crate::language::Language;
pub use crate::language::Marker;
pub(crate) use address::{Domain, FolderUrl, NotAFolder, Url};
pub use days::{DateRange, MonthPart};
pub(crate) use event::{CancelledForm, Category, Color, Phase, Place, Room, Venue};
pub use event::{Event, Link, Plan, Stated};
pub use hours::{ALL_DAY, DayHours, EACH, Hours, Session};
pub(crate) use hours::{LocalSession, LocalTime};
pub use key::Key;
pub(crate) use key::Uid;
pub(crate) use line::LineError;
pub use line::day;
pub use planned::Planned;
pub(crate) use repeat::{MOST_EXCEPTIONS, MOST_OCCURRENCES};
pub use repeat::{On, RecurrenceRule, Repeat, Unit};
pub(crate) use selection::{FeedDefinition, Grouping, Selection};
pub use stretch::{ONWARDS, SeriesStretch};
pub use when::{Dates, Precision, When};
pub(crate) use when::{MOST_RUNS, Unfit, YEARS};
pub use zone::{ANYWHERE_ON_EARTH, published_zone, zone_named};
pub(crate) use zone::{is_of_no_place, is_universal, zone_label};

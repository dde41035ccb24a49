//! The properties that are published: their order, the type of their values, and how often each may
//! occur.

/// The properties in which a calendar of planfeed's carries what is asked of it later: each only
/// where the standard ones do not say it. docs/feeds.md says what each holds.
pub(crate) mod own {
    pub(crate) const PREFIX: &str = "X-PLANFEED-";
    pub(crate) const FORM: &str = "X-PLANFEED-FORM";
    pub(crate) const WHEN: &str = "X-PLANFEED-WHEN";
    pub(crate) const PRINTED: &str = "X-PLANFEED-PRINTED";
    pub(crate) const WITHIN: &str = "X-PLANFEED-WITHIN";
    pub(crate) const EVENT: &str = "X-PLANFEED-EVENT";
    pub(crate) const ONWARDS: &str = "X-PLANFEED-ONWARDS";
    pub(crate) const TITLE: &str = "X-PLANFEED-TITLE";
    pub(crate) const HOURS: &str = "X-PLANFEED-HOURS";
    pub(crate) const REPEAT: &str = "X-PLANFEED-REPEAT";
    pub(crate) const INSTEAD_OF: &str = "X-PLANFEED-INSTEAD-OF";
    pub(crate) const STATUS: &str = "X-PLANFEED-STATUS";
    pub(crate) const TZID: &str = "X-PLANFEED-TZID";
    pub(crate) const PHASE: &str = "X-PLANFEED-PHASE";
    pub(crate) const PHASE_TITLE: &str = "X-PLANFEED-PHASE-TITLE";
    pub(crate) const CATEGORY: &str = "X-PLANFEED-CATEGORY";
    pub(crate) const VENUE: &str = "X-PLANFEED-VENUE";
    pub(crate) const ROOM: &str = "X-PLANFEED-ROOM";
    pub(crate) const TEXT: &str = "X-PLANFEED-TEXT";
    pub(crate) const LINK: &str = "X-PLANFEED-LINK";
    pub(crate) const CERTAINTY: &str = "X-PLANFEED-CERTAINTY";
    pub(crate) const REMOVED: &str = "X-PLANFEED-REMOVED";
}

/// The form in which a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueType {
    /// Escaped (RFC 5545 §3.3.11).
    Text,
    /// A list of texts, each escaped, with commas between (RFC 5545 §3.1.1).
    Texts,
    /// The value as it is.
    Other,
}

/// A property, in the order in which it is written.
pub(super) struct Known {
    pub name: &'static str,
    pub value: ValueType,
    /// Whether a component must have the property.
    pub required: bool,
    /// Whether it may occur more than once.
    pub repeats: bool,
}

const fn once(name: &'static str, value: ValueType) -> Known {
    let (required, repeats) = (false, false);
    Known {
        name,
        value,
        required,
        repeats,
    }
}

const fn required(name: &'static str, value: ValueType) -> Known {
    Known {
        required: true,
        ..once(name, value)
    }
}

const fn several(name: &'static str, value: ValueType) -> Known {
    Known {
        repeats: true,
        ..once(name, value)
    }
}

use ValueType::{Other, Text, Texts};

/// The properties of a calendar (RFC 5545 §3.7, RFC 7986 §5, and what clients read). VERSION goes
/// first: fussy clients want it so.
pub(super) const CALENDAR: &[Known] = &[
    required("VERSION", Text),
    required("PRODID", Text),
    once("CALSCALE", Text),
    once("METHOD", Text),
    once("NAME", Text),
    once("X-WR-CALNAME", Text),
    once("DESCRIPTION", Text),
    once("X-WR-CALDESC", Text),
    once("COLOR", Text),
    once("X-APPLE-CALENDAR-COLOR", Text),
    once("REFRESH-INTERVAL", Other),
    once("X-PUBLISHED-TTL", Other),
    once("SOURCE", Other),
    once("URL", Other),
    once("LAST-MODIFIED", Other),
    once(own::FORM, Text),
];

/// The properties of an event (RFC 5545 §3.6.1, RFC 7986 §5, and what clients read).
pub(super) const EVENT: &[Known] = &[
    required("UID", Text),
    once("RECURRENCE-ID", Other),
    required("DTSTAMP", Other),
    once("CREATED", Other),
    once("LAST-MODIFIED", Other),
    once("SEQUENCE", Other),
    required("DTSTART", Other),
    once("DTEND", Other),
    once("RRULE", Other),
    several("EXDATE", Other),
    once("SUMMARY", Text),
    once("DESCRIPTION", Text),
    once("LOCATION", Text),
    once("GEO", Other),
    once("X-APPLE-STRUCTURED-LOCATION", Other),
    once("CONFERENCE", Other),
    once("URL", Other),
    once("CONTACT", Text),
    once("STATUS", Text),
    once("TRANSP", Text),
    several("CATEGORIES", Texts),
    once("COLOR", Text),
    once("X-MICROSOFT-CDO-BUSYSTATUS", Text),
    once(own::WHEN, Text),
    once(own::PRINTED, Text),
    once(own::WITHIN, Text),
    once(own::EVENT, Text),
    once(own::ONWARDS, Text),
    once(own::TITLE, Text),
    once(own::HOURS, Text),
    once(own::REPEAT, Text),
    once(own::INSTEAD_OF, Text),
    once(own::STATUS, Text),
    once(own::TZID, Text),
    once(own::PHASE, Text),
    once(own::PHASE_TITLE, Text),
    once(own::CATEGORY, Text),
    once(own::VENUE, Text),
    once(own::ROOM, Text),
    once(own::TEXT, Text),
    several(own::LINK, Text),
    once(own::CERTAINTY, Text),
    once(own::REMOVED, Text),
];

/// The properties of a time zone (RFC 5545 §3.6.5).
pub(super) const TIMEZONE: &[Known] = &[required("TZID", Text)];

/// The properties of STANDARD and DAYLIGHT (RFC 5545 §3.6.5); Outlook reads only one RRULE.
pub(super) const OBSERVANCE: &[Known] = &[
    required("DTSTART", Other),
    required("TZOFFSETFROM", Other),
    required("TZOFFSETTO", Other),
    once("TZNAME", Text),
    once("RRULE", Other),
];

/// Returns how a value of that property is written, in whatever component it is.
pub(super) fn value_type(name: &str) -> ValueType {
    let known = [CALENDAR, EVENT, TIMEZONE, OBSERVANCE]
        .into_iter()
        .flatten()
        .find(|known| known.name == name);
    known.map_or(Text, |known| known.value)
}

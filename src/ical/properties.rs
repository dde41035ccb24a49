//! The properties that are published: their order, the type of their values, and how often each may
//! stand.

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueType {
    /// Escaped (RFC 5545 §3.3.11).
    Text,
    /// As it is.
    Other,
}

/// A property, in the order in which it is written.
pub(super) struct Known {
    pub name: &'static str,
    pub value: ValueType,
    /// Whether its component must have it.
    pub required: bool,
    /// Whether it may stand more than once.
    pub repeats: bool,
}

const fn once(name: &'static str, value: ValueType) -> Known {
    Known {
        name,
        value,
        required: false,
        repeats: false,
    }
}

const fn required(name: &'static str, value: ValueType) -> Known {
    Known {
        name,
        value,
        required: true,
        repeats: false,
    }
}

use ValueType::{Other, Text};

/// Of a calendar (RFC 5545 §3.7, RFC 7986 §5, and what clients read). VERSION goes first: fussy
/// clients want it so.
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
];

/// Of an event (RFC 5545 §3.6.1, RFC 7986 §5, and what clients read).
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
    Known {
        name: "EXDATE",
        value: Other,
        required: false,
        repeats: true,
    },
    once("SUMMARY", Text),
    once("DESCRIPTION", Text),
    once("LOCATION", Text),
    once("GEO", Other),
    once("URL", Other),
    once("STATUS", Text),
    once("TRANSP", Text),
    Known {
        name: "CATEGORIES",
        value: Text,
        required: false,
        repeats: true,
    },
    once("COLOR", Text),
    once("X-MICROSOFT-CDO-BUSYSTATUS", Text),
    once("X-PLANFEED-WHEN", Text),
    once("X-PLANFEED-PHASE", Text),
    once("X-PLANFEED-CATEGORY", Text),
    once("X-PLANFEED-VENUE", Text),
    once("X-PLANFEED-REMOVED", Other),
];

/// Of a time zone (RFC 5545 §3.6.5).
pub(super) const TIMEZONE: &[Known] = &[required("TZID", Text)];

/// Of the time in which a zone has one offset (RFC 5545 §3.6.5); of rules, Outlook reads one.
pub(super) const OBSERVANCE: &[Known] = &[
    required("DTSTART", Other),
    required("TZOFFSETFROM", Other),
    required("TZOFFSETTO", Other),
    once("TZNAME", Text),
    once("RRULE", Other),
];

/// Whether a value of that property is escaped, in whatever component it stands.
pub(super) fn value_type(name: &str) -> ValueType {
    let known = [CALENDAR, EVENT, TIMEZONE, OBSERVANCE]
        .into_iter()
        .flatten()
        .find(|known| known.name == name);
    known.map_or(Text, |known| known.value)
}

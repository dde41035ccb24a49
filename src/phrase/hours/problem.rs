//! Why hours are refused, and what to write instead.

use std::ops::Range;

use crate::language::RefusedHours;
use crate::phrase::RefusalKind;
use crate::phrase::suggestion::Suggestion;
use crate::plan::{DayHours, Marker, Session};

/// Printed hours that turn out to mean none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HoursProblem {
    pub tokens: Range<usize>,
    pub kind: HoursProblemKind,
}

/// The kinds of problem in hours; with some, the hours that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HoursProblemKind {
    /// The words do not say which half of the day a time is in.
    Halves(Vec<Vec<Session>>),
    Midnight(Vec<Vec<Session>>),
    /// A start at 24:00.
    EndOfDay,
    TwoStarts(Vec<Vec<Session>>),
    Slash(Vec<Vec<Session>>),
    OutOfOrder(Vec<Vec<Session>>),
    NotATime,
    Empty,
    NotNextDay,
    Disagrees,
    TwoZones,
    /// A whole day with a marker.
    MarkedDay,
    /// How many sessions there are, and how many there may be.
    TooMany(usize, usize),
}

impl HoursProblem {
    pub(crate) fn new(tokens: Range<usize>, kind: HoursProblemKind) -> Self {
        Self { tokens, kind }
    }
}

impl HoursProblemKind {
    /// Returns how near the reading came to hours, 0 the nearest: that one is reported.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::Halves(_) | Self::Midnight(_) | Self::EndOfDay | Self::TwoStarts(_) => 0,
            Self::NotATime => 2,
            _ => 1,
        }
    }

    pub(crate) fn refusal_kind(&self) -> RefusalKind {
        match self {
            Self::Halves(_) | Self::Midnight(_) | Self::TwoStarts(_) | Self::Slash(_) => {
                RefusalKind::Ambiguous
            }
            Self::NotATime | Self::EndOfDay => RefusalKind::Impossible,
            Self::OutOfOrder(_) => RefusalKind::Backwards,
            Self::Empty
            | Self::NotNextDay
            | Self::Disagrees
            | Self::TwoZones
            | Self::MarkedDay
            | Self::TooMany(..) => RefusalKind::NotUnderstood,
        }
    }

    /// Returns the hours that may be meant, with their marker.
    pub(crate) fn suggestions(&self, marker: Option<Marker>) -> Vec<Suggestion> {
        match self {
            Self::Halves(lists)
            | Self::Midnight(lists)
            | Self::TwoStarts(lists)
            | Self::Slash(lists)
            | Self::OutOfOrder(lists) => {
                let mut suggestions = Vec::new();
                for sessions in lists {
                    let suggestion = suggestion(sessions, marker);
                    if !suggestions.contains(&suggestion) {
                        suggestions.push(suggestion);
                    }
                }
                suggestions
            }
            Self::NotATime
            | Self::EndOfDay
            | Self::Empty
            | Self::NotNextDay
            | Self::Disagrees
            | Self::TwoZones
            | Self::MarkedDay
            | Self::TooMany(..) => Vec::new(),
        }
    }

    /// Returns the hours of a time in one half of the day and in the other, if that is the problem.
    pub(crate) fn in_either_half(&self) -> Vec<Vec<Session>> {
        match self {
            Self::Halves(lists) => lists.clone(),
            _ => Vec::new(),
        }
    }

    /// Returns the message and the advice, for a fault in the part printed so.
    pub(crate) fn explain(&self, printed: &str) -> (String, String) {
        let example = "write times such as `9:30`, `19:00` or `7pm`";
        let (message, help) = match self {
            Self::Halves(_) => (
                format!("`{printed}` does not say which half of the day is meant"),
                "write the one that is meant",
            ),
            Self::Midnight(lists) => (
                format!("`{printed}` may be the midnight before the day or after it"),
                if lists.is_empty() {
                    "write `00:00` for the start of the day"
                } else {
                    "write the start that is meant, on its own day"
                },
            ),
            Self::EndOfDay => (
                format!("`{printed}` is the end of its day, and no start"),
                "begin at `00:00` on the next day, or write the end of its day as `23:59`",
            ),
            Self::TwoStarts(_) => (
                format!("`{printed}` gives two times, to come and to begin"),
                "write the time that is meant, and the other in `description`",
            ),
            Self::Slash(_) => (
                format!("the slash in `{printed}` may join two starts, or a start and an end"),
                "write a dash for a start and an end, or a comma between two starts",
            ),
            Self::OutOfOrder(_) => (
                format!("`{printed}` begins before the session before it ends"),
                "give sessions in order, without overlap",
            ),
            Self::NotATime => (format!("`{printed}` is not a valid time of day"), example),
            Self::Empty => (
                format!("`{printed}` lasts no time, or 24 hours"),
                "give another end; for a whole day write `all day`, or leave `hours` out",
            ),
            Self::NotNextDay => (
                format!("`{printed}` ends on the same day"),
                "correct the end, or leave out that it is on the next day",
            ),
            Self::Disagrees => (
                format!("`{printed}` gives two times that differ"),
                "keep the one that is meant",
            ),
            Self::TwoZones => (
                format!("`{printed}` is a second time zone"),
                "keep the time in the zone of the event",
            ),
            Self::MarkedDay => (
                "a whole day has a marker".to_owned(),
                "write `all day`, or the marker alone",
            ),
            Self::TooMany(count, most) => {
                let message = format!("there are {count} sessions, more than {most}");
                return (message, "make separate events of some sessions".to_owned());
            }
        };
        (message, help.to_owned())
    }
}

/// Returns the message and the advice for a word that is never part of hours.
pub(super) fn explain_refused(refused: RefusedHours, word: &str) -> (String, String) {
    let (message, help) = match refused {
        RefusedHours::Alternative => (
            "leaves open which of the times is meant",
            "write one of them, with `TBC`",
        ),
        RefusedHours::NoStart | RefusedHours::LastMoment => (
            "does not say when it begins",
            "write the start, or both, such as `9:00-17:00`",
        ),
        RefusedHours::PartOfDay => (
            "is not a time of day",
            "write a time, such as `9:30`, or `TBC`",
        ),
        RefusedHours::Days => (
            "says on which days, which belongs to the date",
            "write the hours alone; those of single days stand behind their day",
        ),
        RefusedHours::NoTime => (
            "is not a time of day",
            "write times such as `9:30-17:00`, or `TBC`",
        ),
    };
    (format!("`{word}` {message}"), help.to_owned())
}

fn suggestion(sessions: &[Session], marker: Option<Marker>) -> Suggestion {
    let sessions = sessions.to_vec();
    Suggestion::of_hours(&DayHours { sessions, marker })
}

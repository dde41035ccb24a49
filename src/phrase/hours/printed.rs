//! Hours as they are printed: what the grammar finds in them.

use std::ops::Range;

use super::zone::ZoneMeaning;
use crate::language::DayPart;

/// The meaning of the words of hours, apart from their marker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PrintedHours {
    /// A day without hours.
    AllDay,
    Sessions(Vec<PrintedSession>, Option<PrintedOffset>),
    /// Two times, either of which may be the start: `7 for 7.30pm`.
    TwoStarts(Clock, Clock),
}

/// A session as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedSession {
    pub start: Clock,
    pub end: Option<Clock>,
    /// Whether the words say that it ends on the next day.
    pub next_day: bool,
    /// What is between it and the session before.
    pub joint: Joint,
    /// The same session in other words: `15:00 (3pm)`.
    pub again: Option<Box<PrintedSession>>,
}

/// The joint of two sessions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    And,
    Slash,
    /// A comma that may also be between an hour and its minutes.
    MinuteSign,
}

/// A time of day as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub hour: u32,
    pub minute: u32,
    pub form: ClockForm,
    /// Whether a comma is between the hour and the minutes.
    pub has_comma: bool,
    /// Whether it is told by minutes before twelve: `quarter to 12`.
    pub is_before_twelve: bool,
    /// Whether a colon, a word or a part of the day shows that it is a time.
    pub is_evident: bool,
    /// Whether it is half an hour before that time, or after it: *half seven*.
    pub is_half: bool,
    /// Whether it is in four figures.
    pub is_like_a_year: bool,
    /// The part of the day that is printed beside it.
    pub part: Option<DayPart>,
    pub zone: Option<PrintedOffset>,
    pub tokens: Range<usize>,
}

/// The form of a time, which tells whether it may be after noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ClockForm {
    /// In figures, or a number as a word.
    Plain,
    /// A zero before the hour.
    LeadingZero,
    /// The unit of the 24-hour clock behind it: `9 h`.
    Unit,
    Noon,
    Midnight,
}

/// A zone, and the tokens that it is printed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PrintedOffset {
    pub meaning: ZoneMeaning,
    pub tokens: Range<usize>,
}

impl Clock {
    /// Returns a time in no part of the day, of no tokens yet.
    pub(crate) fn new(hour: u32, minute: u32, form: ClockForm) -> Self {
        Self {
            hour,
            minute,
            form,
            has_comma: false,
            is_half: false,
            is_before_twelve: false,
            is_evident: form != ClockForm::Plain && form != ClockForm::LeadingZero,
            is_like_a_year: false,
            part: None,
            zone: None,
            tokens: 0..0,
        }
    }

    /// Whether the words say which half of the day the time is in.
    pub(crate) fn has_half(&self) -> bool {
        self.part.is_some() || self.form == ClockForm::Noon
    }

    /// Returns the meaning of the zone printed beside the time.
    pub(crate) fn zone_meaning(&self) -> Option<ZoneMeaning> {
        Some(self.zone.as_ref()?.meaning)
    }

    /// Whether the time has a form of the 24-hour clock: `09:30`, `9 h`, `19`.
    pub(crate) fn is_of_24(&self) -> bool {
        matches!(self.form, ClockForm::LeadingZero | ClockForm::Unit)
            || self.form == ClockForm::Plain && !(1..=12).contains(&self.hour)
    }
}

impl PrintedSession {
    /// Returns a session that is the first of its list.
    pub(crate) fn new(start: Clock, end: Option<Clock>) -> Self {
        Self {
            start,
            end,
            next_day: false,
            joint: Joint::And,
            again: None,
        }
    }

    /// Returns the times of the session, one or two.
    pub(crate) fn clocks(&self) -> impl Iterator<Item = &Clock> {
        std::iter::once(&self.start).chain(&self.end)
    }

    pub(crate) fn tokens(&self) -> Range<usize> {
        let end = self.end.as_ref().unwrap_or(&self.start);
        self.start.tokens.start..end.tokens.end
    }
}

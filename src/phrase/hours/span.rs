//! Sessions in minutes of their day, and their order.

use chrono::{NaiveDate, NaiveTime};

use crate::plan::Session;

/// The most sessions of a day: each is an entry of its own.
pub(super) const MOST_SESSIONS: usize = 9;

/// Minutes of half a day, and of a whole one.
pub(super) const HALF: u32 = 12 * 60;
pub(super) const DAY: u32 = 24 * 60;

/// Whether each session begins after the one before has ended, and there are not too many.
pub(super) fn is_in_order(sessions: &[Session]) -> bool {
    let day = NaiveDate::default();
    let mut pairs = sessions.windows(2);
    sessions.len() <= MOST_SESSIONS
        && pairs.all(|pair| {
            let (start, next) = (pair[0].start(), pair[1].start());
            start < next && pair[0].last_known(day) <= day.and_time(next)
        })
}

/// A session in minutes of its day; the end may be on the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimeSpan {
    pub start: u32,
    pub end: Option<u32>,
    /// How many of its times are in the half of the day that is printed beside a neighbouring time.
    pub shared: usize,
}

impl TimeSpan {
    /// Returns the span from one time of day to another, on the next day if it is not later.
    pub(crate) fn new(start: u32, end: Option<u32>) -> Self {
        let end = end.map(|end| if end <= start { end + DAY } else { end });
        let shared = 0;
        Self { start, end, shared }
    }

    pub(crate) fn minutes(self) -> u32 {
        self.end.map_or(0, |end| end - self.start)
    }

    /// Whether it lasts no time, or a whole day.
    pub(crate) fn is_empty(self) -> bool {
        self.end.is_some() && self.minutes().is_multiple_of(DAY)
    }

    pub(crate) fn session(self) -> Option<Session> {
        let start = time(self.start)?;
        match self.end {
            None => Some(Session::starting(start)),
            Some(end) => Session::new(start, time(end)?),
        }
    }
}

fn time(minutes: u32) -> Option<NaiveTime> {
    NaiveTime::from_num_seconds_from_midnight_opt(minutes % DAY * 60, 0)
}

/// Returns every list with every span behind it that begins after its last one.
pub(super) fn longer(lists: &[Vec<TimeSpan>], spans: &[TimeSpan]) -> Vec<Vec<TimeSpan>> {
    let mut found = Vec::new();
    for list in lists {
        for span in spans {
            if list.last().is_none_or(|last| is_after(*span, *last)) {
                found.push([list.as_slice(), &[*span]].concat());
            }
        }
    }
    found
}

pub(super) fn is_after(span: TimeSpan, last: TimeSpan) -> bool {
    span.start > last.start && last.end.is_none_or(|end| span.start >= end)
}

/// Returns spans as sessions, if each begins after the one before has ended.
pub(super) fn in_order(spans: Vec<TimeSpan>) -> Option<Vec<Session>> {
    let is_ordered = spans.windows(2).all(|pair| is_after(pair[1], pair[0]));
    let sessions = spans
        .into_iter()
        .map(TimeSpan::session)
        .collect::<Option<Vec<Session>>>();
    sessions.filter(|_| is_ordered)
}

//! Readings of a phrase that mean no dates: what is wrong with them, in words.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::printed::{Date, DateOrRange};
use super::refusal::RefusalKind;
use crate::language::{OpenEnd, Refused, StatusWord};
use crate::plan::{DateRange, Dates, Precision, When};

/// A reading that turns out to mean no dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub tokens: Range<usize>,
    pub kind: ProblemKind,
}

/// The kinds of problem in a reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProblemKind {
    NoSuchDay {
        day: u32,
        last: NaiveDate,
    },
    NoSuchWeek {
        number: u32,
        year: i32,
    },
    NoSuchWeekday,
    Weekday {
        date: NaiveDate,
        /// The phrase in another year, in which the weekday agrees.
        agrees: Option<When>,
    },
    Backwards {
        /// The dates that may be meant, and what tells each from the others.
        choices: Vec<(Dates, &'static str)>,
    },
    BackwardsWithoutYear {
        /// The phrase as a range over new year.
        over_new_year: Vec<When>,
    },
    NoYear,
    /// Several years are possible.
    SeveralYears {
        readings: Vec<When>,
    },
    /// In no year is it within those days.
    OutsideYear {
        days: DateRange,
        readings: Vec<When>,
    },
    /// A quarter or a half may be one of the calendar year or of a year that begins in another
    /// month.
    PartOfSeason {
        readings: Vec<When>,
    },
    NoMonth,
    SlashGap,
    Gap,
    Mixed,
    PartOfYear {
        year: i32,
        is_end: bool,
    },
    NoWeek,
    /// A weekend of a day within the week, or of days that are no weekend.
    NoWeekend {
        named: NaiveDate,
    },
    /// A weekend by number, in a month that begins or ends between its two days.
    SplitWeekend {
        saturday: NaiveDate,
    },
    /// Dates that are printed twice, and do not agree.
    Disagree,
    /// A number of weeks beside dates.
    WeeksDisagree,
    OutOfYears,
    Recurs,
    /// A number of a week, in a phrase without a year.
    WeekOfNoYear,
    /// The first of two years that follow each other.
    AdjoiningYears(i32),
    Duration,
    DurationAlone,
}

impl Date {
    pub(crate) fn problem(&self, kind: ProblemKind) -> Problem {
        Problem {
            tokens: self.tokens.clone(),
            kind,
        }
    }
}

impl DateOrRange {
    pub(crate) fn problem(&self, kind: ProblemKind) -> Problem {
        let last = self.last.as_ref().unwrap_or(&self.first);
        Problem {
            tokens: self.first.tokens.start..last.tokens.end,
            kind,
        }
    }
}

impl ProblemKind {
    /// Returns how near the reading came to a date, 0 the nearest: that one is reported.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Self::NoMonth | Self::Mixed => 2,
            Self::Gap | Self::Duration | Self::DurationAlone => 1,
            _ => 0,
        }
    }

    /// Whether a part of a year may be counted from another month than January.
    pub(crate) fn is_about_parts_of_year(&self) -> bool {
        matches!(self, Self::PartOfSeason { .. })
    }

    /// Returns the dates that a phrase may mean whose year is not known.
    pub(crate) fn readings(&self) -> &[When] {
        match self {
            Self::SeveralYears { readings }
            | Self::OutsideYear { readings, .. }
            | Self::PartOfSeason { readings } => readings,
            _ => &[],
        }
    }

    /// Returns whether a year beside it would make the phrase a date.
    pub(crate) fn lacks_year(&self) -> bool {
        matches!(self, Self::NoYear | Self::WeekOfNoYear)
    }

    pub(crate) fn refusal_kind(&self) -> RefusalKind {
        match self {
            Self::OutOfYears
            | Self::NoSuchDay { .. }
            | Self::NoSuchWeek { .. }
            | Self::NoSuchWeekday => RefusalKind::Impossible,
            Self::Weekday { .. } => RefusalKind::Weekday,
            Self::Backwards { .. } | Self::BackwardsWithoutYear { .. } => RefusalKind::Backwards,
            Self::NoYear | Self::OutsideYear { .. } => RefusalKind::NoYear,
            Self::PartOfYear { .. }
            | Self::SplitWeekend { .. }
            | Self::NoWeekend { .. }
            | Self::WeekOfNoYear
            | Self::AdjoiningYears(_)
            | Self::SeveralYears { .. }
            | Self::PartOfSeason { .. } => RefusalKind::Ambiguous,
            Self::Recurs
            | Self::NoMonth
            | Self::SlashGap
            | Self::Gap
            | Self::Mixed
            | Self::NoWeek
            | Self::Disagree
            | Self::WeeksDisagree
            | Self::Duration
            | Self::DurationAlone => RefusalKind::NotUnderstood,
        }
    }

    /// Returns the dates that may be meant instead, each in its year.
    pub(crate) fn in_other_years(&self) -> &[When] {
        match self {
            Self::BackwardsWithoutYear { over_new_year } => over_new_year,
            Self::Weekday { agrees, .. } => agrees.as_slice(),
            problem => problem.readings(),
        }
    }

    /// Returns the dates that may be meant, and what tells each from the others.
    pub(crate) fn choices(&self) -> Vec<(Dates, &'static str)> {
        let choices = match self {
            Self::Backwards { choices } => return choices.clone(),
            Self::AdjoiningYears(year) => vec![
                (months(*year, 8, 12), "a season"),
                (months(*year, 1, 24), "both years"),
            ],
            Self::PartOfYear { year, is_end: true } => {
                let day = NaiveDate::from_ymd_opt(*year, 12, 31);
                vec![
                    (exact(day.map(DateRange::day)), "its last day"),
                    (months(*year, 9, 4), "its last months"),
                ]
            }
            Self::NoWeekend { named } => weekends_near(*named),
            Self::SplitWeekend { saturday } => {
                let before = saturday.checked_sub_days(Days::new(7));
                let weekend = |day| exact(DateRange::days_from(day, 2));
                vec![(before.and_then(weekend), ""), (weekend(*saturday), "")]
            }
            _ => Vec::new(),
        };
        let choices = choices.into_iter();
        choices
            .filter_map(|(dates, note)| Some((dates?, note)))
            .collect()
    }

    /// Returns the message and the advice, for a fault in the part printed so.
    #[expect(clippy::too_many_lines, reason = "a table: one arm a fault")]
    pub(crate) fn explain(&self, printed: &str) -> (String, String) {
        let (message, help): (String, &str) = match self {
            Self::NoSuchDay { day, last } => {
                let month = last.format("%B %Y");
                return (
                    format!("{day} is not a valid day of {month}"),
                    format!("{month} ends on day {}", last.day()),
                );
            }
            Self::NoSuchWeek { number, year } => (
                format!("{number} is not a valid week of {year}"),
                "ISO weeks run to 52, in some years to 53",
            ),
            Self::NoSuchWeekday => (
                format!("`{printed}` is not a valid date"),
                "write the day itself",
            ),
            Self::Weekday { date, agrees } => {
                let message = format!(
                    "`{printed}` disagrees: {} is a {}",
                    date.format("%-d %B %Y"),
                    date.format("%A")
                );
                let advice = match agrees {
                    Some(_) => "correct the weekday or the date, or write the year",
                    None => "correct the weekday or the date",
                };
                return (message, advice.to_owned());
            }
            Self::Backwards { choices } => (
                format!("`{printed}` runs backwards"),
                if choices.is_empty() {
                    "a day, a month or a year may be misprinted: look it up where it was printed"
                } else {
                    "a day, a month or a year may be misprinted: look it up where it was printed, \
                     and write what is meant"
                },
            ),
            Self::BackwardsWithoutYear { over_new_year } => (
                format!("`{printed}` runs backwards within one year"),
                if over_new_year.is_empty() {
                    "correct the date that is mistaken, or write the year of each"
                } else {
                    "if it goes over new year, write its years"
                },
            ),
            Self::NoYear => (
                format!("no year is known for `{printed}`"),
                "write the year, or give it as `year`",
            ),
            Self::SeveralYears { .. } => (
                format!("`{printed}` may be in one year or another"),
                "write the year",
            ),
            Self::OutsideYear { days, .. } => {
                let [first, last] = [days.first(), days.last()].map(|day| day.format("%-d %B %Y"));
                (
                    format!("in no year is `{printed}` within {first} to {last}"),
                    "write the year",
                )
            }
            Self::PartOfSeason { .. } => (
                format!("`{printed}` may be counted from January or from another month"),
                "write its days or months, or its year if it is counted from January",
            ),
            Self::NoMonth => (
                format!("no month is known for `{printed}`"),
                "write the month of each day, and a year in four figures",
            ),
            Self::SlashGap => (
                format!("a slash before `{printed}` joins days that are not next to each other"),
                "write a dash for all days between, or `and` for just these days",
            ),
            Self::Gap => (
                format!("`{printed}` does not follow directly on the date before it"),
                "write two events, or one span from the first to the last",
            ),
            Self::Mixed => (
                format!("`{printed}` joins dates of different kinds"),
                "write a range between two dates of one kind, or two events",
            ),
            Self::OutOfYears => (
                format!("`{printed}` is not within 1900 to 2199"),
                "correct the year",
            ),
            Self::Recurs => (
                format!("`{printed}` says that the date recurs"),
                "list the days, or give the first date and `repeat`",
            ),
            Self::PartOfYear { .. } => (
                format!("`{printed}` may be one day or some months"),
                "write the day or the months that are meant",
            ),
            Self::NoWeek => (
                format!("`{printed}` is not two to seven days"),
                "write the days as a range",
            ),
            Self::NoWeekend { named } => {
                let message = format!(
                    "`{printed}`: {} is a {}",
                    named.format("%-d %B %Y"),
                    named.format("%A")
                );
                return (message, "write the days that are meant".to_owned());
            }
            Self::SplitWeekend { .. } => (
                format!(
                    "`{printed}` is not clear, since the month begins or ends within a weekend"
                ),
                "write the days that are meant",
            ),
            Self::Disagree => (
                format!("`{printed}` gives two dates that are not the same"),
                "write the one that is meant",
            ),
            Self::WeeksDisagree => (
                format!("`{printed}` and the number of weeks beside it do not agree"),
                "correct one of the two, and leave the other out",
            ),
            Self::WeekOfNoYear => (
                format!("`{printed}` may be a week of the year, or of a term or a project"),
                "write the days; or give `weeks: iso` (or the day on which week 1 begins) under `plan:` in \
                 plan.yaml or at the top of the file",
            ),
            Self::AdjoiningYears(_) => (
                format!("`{printed}` may be a season of both years, or both years"),
                "write the months",
            ),
            Self::Duration => (
                "the number of days does not fit the dates beside it".to_owned(),
                "leave it out beside exact days; beside a span it is at most as long as the span",
            ),
            Self::DurationAlone => (
                "a number of days is not a date".to_owned(),
                "say in which month they are, or add `TBC`",
            ),
        };
        (message, help.to_owned())
    }
}

/// Returns the weekend after that day, with the day and without.
fn weekends_near(day: NaiveDate) -> Vec<(Option<Dates>, &'static str)> {
    let after = day.iter_days().find(|day| day.weekday() == Weekday::Sat);
    let saturday = after.unwrap_or(day);
    let weekend = exact(DateRange::days_from(saturday, 2));
    let from_friday = DateRange::days_from(day, 3).filter(|_| day.weekday() == Weekday::Fri);
    vec![
        (weekend, "Saturday and Sunday"),
        (
            from_friday.and_then(|days| exact(Some(days))),
            "from Friday",
        ),
    ]
}

fn exact(days: Option<DateRange>) -> Option<Dates> {
    Some(Dates::Span(days?, Precision::Day))
}

fn months(year: i32, first: u32, count: u32) -> Option<Dates> {
    let days = DateRange::months(year, first, count)?;
    Some(Dates::Span(days, Precision::Span))
}

/// Returns the message and the advice for a word that is never part of a date.
pub(super) fn explain_word(refused: Refused, word: &str) -> (String, String) {
    let (message, help) = match refused {
        Refused::Season(_) => (
            "names a season, which is other months in other places",
            "write its months",
        ),
        Refused::Alternative => (
            "leaves open which of the dates is meant",
            "write the span that holds them all, or one of them, with `TBC`",
        ),
        Refused::OpenEnd(OpenEnd::From | OpenEnd::After) => (
            "leaves the end open",
            "write the last day too; or the day alone, if it is known",
        ),
        Refused::OpenEnd(OpenEnd::Until | OpenEnd::Before) => (
            "leaves the start open",
            "write the first day too; or the last day that is possible",
        ),
        Refused::TimeOfDay => (
            "is not a date",
            "write the times beside the date, or under `hours`, such as `hours: 9:00-17:00`; if \
             they are not known, `hours: TBC` beside the date alone",
        ),
        Refused::Status(status) => ("is a status, not a date", status_beside(status)),
        Refused::Recurring => (
            "says that the date recurs",
            "give the first date here, and `repeat` beside it",
        ),
        Refused::NoDate => (
            "is not a date",
            "write the span that is known, a year or some months, or `TBC`",
        ),
    };
    (format!("`{word}` {message}"), help.to_owned())
}

/// Returns how a status is given beside the date.
fn status_beside(status: StatusWord) -> &'static str {
    match status {
        StatusWord::Cancelled => {
            "give `status: cancelled` beside it, and here the date that was planned"
        }
        StatusWord::Postponed => {
            "give `status: postponed` beside it, and here the date that was planned"
        }
        StatusWord::Confirmed => "give `status: confirmed` beside it, and the date alone here",
        StatusWord::Other => "leave it out, and give the date alone",
    }
}

//! When an event is, as far as the plan says: days, the precision they were given with, a duration,
//! a marker.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::line::day;
use super::worded::worded;
use super::{DateRange, LineError, Marker, MonthPart};

/// The years that a date may be in: no plan is older, and four figures may be a time or two days
/// run together.
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// The most runs of separate days: each is an entry of its own that names all of them.
pub(crate) const MOST_RUNS: usize = 100;

/// When an event is, as far as the plan says.
///
/// Its [`Display`](fmt::Display) is one line, `<EDTF> [precision] [N days] [marker]`, that
/// [`FromStr`] reads back as the same value. EDTF is the Extended Date/Time Format, level 1 (ISO
/// 8601-2), with a set in braces for separate days.
///
/// ```
/// use planfeed::plan::When;
/// for line in ["2017-05-08/2017-05-09", "2017-07 TBA", "2017-07/2017-12 half TBC", "open TBC"] {
///     assert_eq!(line.parse::<When>().unwrap().to_string(), line);
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    dates: Dates,
    duration: Option<u16>,
    marker: Option<Marker>,
}

/// The days that a plan gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dates {
    /// A span: all its days where the precision is [`Precision::Day`], else some among them.
    Span(DateRange, Precision),
    /// Just these runs of days, apart from each other, in order; at least two.
    Separate(Vec<DateRange>),
    /// A deadline: that day, or one before it.
    By(NaiveDate),
    /// Not given.
    Open,
}

impl Dates {
    /// Returns exact days from runs in order; runs that touch or overlap become one.
    pub(crate) fn exact(runs: impl IntoIterator<Item = DateRange>) -> Self {
        let mut apart: Vec<DateRange> = Vec::new();
        for run in runs {
            match apart.last_mut() {
                Some(last) if last.end().is_none_or(|end| run.first() <= end) => {
                    *last = last.hull(run);
                }
                _ => apart.push(run),
            }
        }
        match apart[..] {
            [run] => Self::Span(run, Precision::Day),
            _ => Self::Separate(apart),
        }
    }
}

worded! {
    /// The precision with which a span was given.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Precision {
        /// Exactly these days.
        Day = "day",
        /// Exactly these days, apart from each other.
        Days = "days",
        /// Some time in a week.
        Week = "week",
        /// Some time in a part of a month.
        PartOfMonth = "part-of-month",
        /// Some time in a month.
        Month = "month",
        /// Some time in a quarter, or in adjoining quarters of a year.
        Quarter = "quarter",
        /// Some time in half a year.
        Half = "half",
        /// Some time in a year.
        Year = "year",
        /// Some time in a span of another kind.
        Span = "span",
        /// Not given.
        Open = "open",
    }
}

impl Precision {
    /// Whether a span of days can have been given with this precision.
    fn fits(self, days: DateRange) -> bool {
        let months = |count: u32| match days.whole_months() {
            Some((_, month, n)) => {
                n.is_multiple_of(count) && (month - 1).is_multiple_of(count) && month + n <= 13
            }
            None => false,
        };
        match self {
            Self::Day | Self::Span => true,
            Self::Week => (2..=7).contains(&days.count()),
            Self::PartOfMonth => MonthPart::that_is(days).is_some(),
            Self::Month => matches!(days.whole_months(), Some((_, _, 1))),
            Self::Quarter => months(3),
            Self::Half => months(6) && !months(12),
            Self::Year => months(12),
            Self::Days | Self::Open => false,
        }
    }
}

/// The reasons why dates, a duration and a marker don't make a [`When`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// The span does not have that precision: half a month is not a `month`.
    Precision,
    /// Separate days touch, overlap, are out of order, or are fewer than two or more than
    /// [`MOST_RUNS`] runs.
    Separate,
    /// There is a duration with exact days or a deadline, or it is zero, or longer than the span.
    Duration,
    /// A date that is open carries no marker.
    Unmarked,
}

impl When {
    /// Returns a date of these parts.
    ///
    /// # Errors
    ///
    /// The reason why the parts do not fit together.
    pub fn new(dates: Dates, duration: Option<u16>, marker: Option<Marker>) -> Result<Self, Unfit> {
        match &dates {
            Dates::Span(days, precision) if !precision.fits(*days) => return Err(Unfit::Precision),
            Dates::Separate(runs) if !apart(runs) => return Err(Unfit::Separate),
            Dates::Open if marker.is_none() => return Err(Unfit::Unmarked),
            Dates::Span(..) | Dates::Separate(_) | Dates::By(_) | Dates::Open => {}
        }
        let longest = match &dates {
            Dates::Span(_, Precision::Day) | Dates::Separate(_) | Dates::By(_) => 0,
            Dates::Span(days, _) => days.count(),
            Dates::Open => 366,
        };
        if duration.is_some_and(|duration| duration == 0 || i64::from(duration) > longest) {
            return Err(Unfit::Duration);
        }
        Ok(Self {
            dates,
            duration,
            marker,
        })
    }

    /// Returns the days.
    pub(crate) fn dates(&self) -> &Dates {
        &self.dates
    }

    /// Returns the number of days that the event takes, where a longer span is given with it.
    pub fn duration(&self) -> Option<u16> {
        self.duration
    }

    /// Returns the marker on the date.
    pub fn marker(&self) -> Option<Marker> {
        self.marker
    }

    /// Returns how exactly the days were given.
    pub fn precision(&self) -> Precision {
        match &self.dates {
            Dates::Span(_, precision) => *precision,
            Dates::Separate(_) => Precision::Days,
            Dates::By(_) => Precision::Day,
            Dates::Open => Precision::Open,
        }
    }

    /// Whether the days are exact, marked or not.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.precision(), Precision::Day | Precision::Days)
    }

    /// Whether the days are exact and have no marker.
    pub fn is_certain(&self) -> bool {
        self.is_exact() && self.marker.is_none()
    }

    /// Whether it is a last day, not the day itself.
    pub fn is_deadline(&self) -> bool {
        matches!(self.dates, Dates::By(_))
    }

    /// Returns the days from the first to the last; none when open.
    pub fn span(&self) -> Option<DateRange> {
        match &self.dates {
            Dates::Span(days, _) => Some(*days),
            Dates::Separate(runs) => runs.first()?.through(*runs.last()?),
            Dates::By(day) => Some(DateRange::day(*day)),
            Dates::Open => None,
        }
    }
}

/// Whether there are at least two runs and not too many, in order, with a day or more between each
/// and the next.
fn apart(runs: &[DateRange]) -> bool {
    (2..=MOST_RUNS).contains(&runs.len())
        && runs
            .windows(2)
            .all(|pair| pair[0].end().is_some_and(|end| end < pair[1].first()))
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.dates {
            Dates::Span(days, precision) => write_span(f, *days, *precision)?,
            Dates::Separate(runs) => {
                let runs = runs.iter().map(|run| run.to_string().replace('/', ".."));
                write!(f, "{{{}}}", runs.collect::<Vec<_>>().join(","))?;
            }
            Dates::By(day) => write!(f, "../{day}")?,
            Dates::Open => f.write_str("open")?,
        }
        if let Some(duration) = self.duration {
            write!(f, " {duration} day{}", if duration == 1 { "" } else { "s" })?;
        }
        self.marker.map_or(Ok(()), |marker| write!(f, " {marker}"))
    }
}

/// Writes the span in EDTF, and the precision where the EDTF does not imply it.
fn write_span(f: &mut fmt::Formatter<'_>, days: DateRange, precision: Precision) -> fmt::Result {
    let edtf = match days.whole_months() {
        Some(_) if precision == Precision::Day => days.to_string(),
        Some((year, _, 12)) if precision == Precision::Year => format!("{year:04}"),
        Some((year, month, 1)) => format!("{year:04}-{month:02}"),
        Some(_) => {
            let [first, last] = [days.first(), days.last()].map(|day| day.format("%Y-%m"));
            format!("{first}/{last}")
        }
        None => days.to_string(),
    };
    f.write_str(&edtf)?;
    if edtf_span(&edtf) == Some((days, precision)) {
        Ok(())
    } else {
        write!(f, " {}", precision.word())
    }
}

impl FromStr for When {
    type Err = LineError;

    fn from_str(line: &str) -> Result<Self, LineError> {
        parse_line(line).ok_or(LineError("`<EDTF> [precision] [N days] [marker]`"))
    }
}

fn parse_line(line: &str) -> Option<When> {
    let mut words = line.split(' ').peekable();
    let edtf = words.next()?;
    let mut precisions = Precision::ALL.into_iter();
    let precision = precisions.find(|precision| words.next_if_eq(&precision.word()).is_some());
    let duration = words.peek().and_then(|word| word.parse().ok());
    if let Some(days) = duration {
        let unit = if days == 1 { "day" } else { "days" };
        words.nth(1).filter(|word| *word == unit)?;
    }
    let marker = match words.next() {
        Some(word) => Some(Marker::by_abbreviation(word)?),
        None => None,
    };
    let when = When::new(parse_dates(edtf, precision)?, duration, marker);
    when.ok().filter(|_| words.next().is_none())
}

fn parse_dates(edtf: &str, precision: Option<Precision>) -> Option<Dates> {
    let runs = edtf
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    let dates = if let Some(runs) = runs {
        let run = |run: &str| Some(edtf_span(&run.replace("..", "/"))?.0);
        Dates::Separate(runs.split(',').map(run).collect::<Option<_>>()?)
    } else if let Some(last) = edtf.strip_prefix("../") {
        Dates::By(day(last)?)
    } else if edtf == "open" {
        Dates::Open
    } else {
        let (days, implied) = edtf_span(edtf)?;
        return Some(Dates::Span(days, precision.unwrap_or(implied)));
    };
    precision.is_none().then_some(dates)
}

/// Returns the days of an EDTF date or interval without qualifiers, and the precision that it
/// implies.
fn edtf_span(edtf: &str) -> Option<(DateRange, Precision)> {
    let Some((first, last)) = edtf.split_once('/') else {
        return edtf_date(edtf);
    };
    let ((first, from), (last, to)) = (edtf_date(first)?, edtf_date(last)?);
    let is_days = (from, to) == (Precision::Day, Precision::Day);
    let precision = if is_days {
        Precision::Day
    } else {
        Precision::Span
    };
    Some((first.through(last)?, precision))
}

fn edtf_date(edtf: &str) -> Option<(DateRange, Precision)> {
    match edtf.len() {
        4 => Some((DateRange::months(year(edtf)?, 1, 12)?, Precision::Year)),
        7 => {
            let (of, month) = edtf.split_once('-')?;
            let month = figures(month)?.try_into().ok()?;
            Some((DateRange::months(year(of)?, month, 1)?, Precision::Month))
        }
        _ => Some((DateRange::day(day(edtf)?), Precision::Day)),
    }
}

fn year(text: &str) -> Option<i32> {
    figures(text).filter(|year| YEARS.contains(year))
}

fn figures(text: &str) -> Option<i32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

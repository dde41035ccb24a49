//! [`When`] → words that are read back as the same.

use chrono::{Datelike, NaiveDate};

use crate::language::{Language, fill};
use crate::plan::{DateRange, Dates, MonthPart, Precision, When};

/// Returns the date as a plan in that language would print it, with its marker and duration.
pub fn words(when: &When, language: &Language) -> String {
    let marker = when.marker().map(|marker| marker.to_string());
    let dates = dates(when, language).or_else(|| {
        let days = language.with_duration("", when.duration()?);
        Some(days.trim_start_matches([',', ' ']).to_owned())
    });
    match (dates, marker) {
        (Some(dates), Some(marker)) => format!("{dates} ({marker})"),
        (dates, marker) => dates.or(marker).unwrap_or_default(),
    }
}

/// Returns the days in words, with the duration but without the marker; none when open.
pub(crate) fn dates(when: &When, language: &Language) -> Option<String> {
    let dates = match when.dates() {
        Dates::Span(days, precision) => language.span(*days, *precision),
        Dates::Separate(runs) => language.separate(runs),
        Dates::By(day) => fill(language.written.by, &[("date", &date(*day, language))]),
        Dates::Open => return None,
    };
    Some(match when.duration() {
        Some(days) => language.with_duration(&dates, days),
        None => dates,
    })
}

/// Returns one day in words: `8 May 2017`.
pub fn date(day: NaiveDate, language: &Language) -> String {
    language.date(&language.number(day), day)
}

/// Returns a run of days in words: `8–9 May 2017`.
pub(crate) fn days(run: DateRange, language: &Language) -> String {
    language.run(run, true)
}

/// Returns the date as [`words`] does; exact days with their weekdays, for people only: `Mon 8 – Tue
/// 9 May 2017`.
pub(crate) fn words_with_weekdays(when: &When, language: &Language) -> String {
    let dates = match when.dates() {
        Dates::Span(run, Precision::Day) => days_with_weekdays(*run, language),
        Dates::Separate(runs) => {
            let mut words = Vec::new();
            for (at, run) in runs.iter().enumerate() {
                let next = runs.get(at + 1).map(|next| next.first().year());
                words.push(language.weekday_run(*run, next != Some(run.last().year())));
            }
            list(&words, language)
        }
        Dates::By(day) => {
            let date = date_with_weekday(*day, language);
            fill(language.written.by, &[("date", &date)])
        }
        Dates::Span(..) | Dates::Open => return words(when, language),
    };
    match when.marker() {
        Some(marker) => format!("{dates} ({marker})"),
        None => dates,
    }
}

/// Returns a day with its weekday: `Mon 8 May 2017`.
pub fn date_with_weekday(day: NaiveDate, language: &Language) -> String {
    language.weekday_run(DateRange::day(day), true)
}

/// Returns a run of days with the weekdays of its ends: `Mon 8 – Tue 9 May 2017`.
pub(crate) fn days_with_weekdays(run: DateRange, language: &Language) -> String {
    language.weekday_run(run, true)
}

/// Returns items in words: `one, two and three`.
pub(crate) fn list(items: &[String], language: &Language) -> String {
    match items {
        [init @ .., before, last] => {
            let init: String = init.iter().map(|item| format!("{item}, ")).collect();
            format!("{init}{before}{}{last}", language.written.and)
        }
        _ => items.concat(),
    }
}

/// Dates as the language writes them.
impl Language {
    fn with_duration(&self, dates: &str, days: u16) -> String {
        let template = if days == 1 {
            self.written.duration_of_one
        } else {
            self.written.duration
        };
        fill(template, &[("dates", dates), ("n", &days.to_string())])
    }

    fn span(&self, days: DateRange, precision: Precision) -> String {
        let written = &self.written;
        let first = days.first();
        match precision {
            Precision::Day => self.run(days, true),
            Precision::Week if days.count() == 7 => {
                fill(written.week_of, &[("date", &date(first, self))])
            }
            Precision::Week => self.ends(written.days_of_week, days),
            Precision::PartOfMonth => match MonthPart::that_is(days) {
                Some(part) => self.part_of_month(part, first),
                None => self.ends(written.between, days),
            },
            Precision::Month => self.month(written.month, first),
            Precision::Quarter => self.quarters(days),
            Precision::Half => {
                let half = written.half[usize::from(first.month() > 6)];
                fill(half, &[("year", &year(first))])
            }
            Precision::Year => year(first),
            Precision::Span | Precision::Days | Precision::Open => match days.whole_months() {
                Some((_, _, 2..)) => self.months(days),
                _ => self.ends(written.between, days),
            },
        }
    }

    /// Writes separate runs of days, each as short as can be before the next.
    fn separate(&self, runs: &[DateRange]) -> String {
        let mut words = Vec::new();
        for (run, next) in runs.iter().zip(runs.iter().skip(1)) {
            words.push(if next.first().year() != run.last().year() {
                self.run(*run, true)
            } else if same_month(run.first(), run.last()) && same_month(run.last(), next.first()) {
                self.numbers(*run)
            } else {
                self.run(*run, false)
            });
        }
        words.extend(runs.last().map(|last| self.run(*last, true)));
        list(&words, self)
    }

    /// Writes days from the first to the last, with the year or, within one, without.
    fn run(&self, days: DateRange, with_year: bool) -> String {
        let (first, last) = (days.first(), days.last());
        let turns = first.year() != last.year();
        let end = if same_month(first, last) {
            self.numbers(days)
        } else {
            self.number(last)
        };
        let end = if with_year || turns {
            self.date(&end, last)
        } else {
            self.day_of_month(&end, last)
        };
        if same_month(first, last) {
            return end;
        }
        let start = self.number(first);
        let start = if turns {
            self.date(&start, first)
        } else {
            self.day_of_month(&start, first)
        };
        fill(
            self.written.wide_range,
            &[("first", &start), ("last", &end)],
        )
    }

    /// Writes the first and the last day in a sentence of their own, the first as short as can be.
    fn ends(&self, template: &str, days: DateRange) -> String {
        let (first, last) = (days.first(), days.last());
        let number = self.number(first);
        let start = match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => number,
            (true, false) => self.day_of_month(&number, first),
            (false, _) => self.date(&number, first),
        };
        fill(template, &[("first", &start), ("last", &date(last, self))])
    }

    /// Writes days of one month without it: `8–9`.
    fn numbers(&self, run: DateRange) -> String {
        let (first, last) = (self.number(run.first()), self.number(run.last()));
        if run.count() == 1 {
            first
        } else {
            fill(self.written.range, &[("first", &first), ("last", &last)])
        }
    }

    /// Writes the number of a day: `8`, and in some languages another word for the first.
    fn number(&self, day: NaiveDate) -> String {
        match day.day() {
            1 => self.written.first_day.to_owned(),
            day => fill(self.written.day, &[("day", &day.to_string())]),
        }
    }

    fn date(&self, day: &str, of: NaiveDate) -> String {
        let values = [
            ("day", day),
            ("month", self.month_name(of)),
            ("year", &year(of)),
        ];
        fill(self.written.date, &values)
    }

    /// Writes days with the weekdays of the first and the last.
    fn weekday_run(&self, days: DateRange, with_year: bool) -> String {
        let (first, last) = (days.first(), days.last());
        let end = match with_year || first.year() != last.year() {
            true => date(last, self),
            false => self.day_of_month(&self.number(last), last),
        };
        let end = self.with_weekday(&end, last);
        if first == last {
            return end;
        }
        let number = self.number(first);
        let start = match (first.year() == last.year(), same_month(first, last)) {
            (_, true) => number,
            (true, false) => self.day_of_month(&number, first),
            (false, false) => self.date(&number, first),
        };
        let start = self.with_weekday(&start, first);
        let ends = [("first", &*start), ("last", &end)];
        fill(self.written.wide_range, &ends)
    }

    fn with_weekday(&self, date: &str, day: NaiveDate) -> String {
        let weekday = self.weekdays[1][day.weekday().num_days_from_sunday() as usize];
        format!("{weekday} {date}")
    }

    fn day_of_month(&self, day: &str, of: NaiveDate) -> String {
        fill(
            self.written.day_of_month,
            &[("day", day), ("month", self.month_name(of))],
        )
    }

    fn month_name(&self, day: NaiveDate) -> &'static str {
        self.months[0][day.month0() as usize]
    }

    fn month(&self, template: &str, of: NaiveDate) -> String {
        self.elided(fill(
            template,
            &[("month", self.month_name(of)), ("year", &year(of))],
        ))
    }

    /// Writes whole months, at least two.
    fn months(&self, days: DateRange) -> String {
        let last = self.month(self.written.month, days.last());
        let first = if days.first().year() == days.last().year() {
            self.month_name(days.first()).to_owned()
        } else {
            self.month(self.written.month, days.first())
        };
        fill(
            self.written.wide_range,
            &[("first", &first), ("last", &last)],
        )
    }

    fn part_of_month(&self, part: MonthPart, of: NaiveDate) -> String {
        let written = &self.written;
        let (template, n) = match part {
            MonthPart::Early => (written.third_of_month[0], 1),
            MonthPart::Mid => (written.third_of_month[1], 1),
            MonthPart::Late => (written.third_of_month[2], 1),
            MonthPart::FirstHalf => (written.half_of_month[0], 1),
            MonthPart::SecondHalf => (written.half_of_month[1], 1),
            MonthPart::Week(n) => (written.week_of_month[n as usize - 1], 1),
            MonthPart::LastWeek => (written.last_week, 1),
            MonthPart::FirstWeeks(n) => (written.first_weeks, n),
            MonthPart::LastWeeks(n) => (written.last_weeks, n),
        };
        let n = n.to_string();
        let values = [
            ("n", &*n),
            ("month", self.month_name(of)),
            ("year", &year(of)),
        ];
        self.elided(fill(template, &values))
    }

    /// Writes a text as it is before a vowel: `d'août`.
    fn elided(&self, mut text: String) -> String {
        for (apart, together) in self.written.elisions {
            text = text.replace(apart, together);
        }
        text
    }

    fn quarters(&self, days: DateRange) -> String {
        let [first, last] = [days.first(), days.last()].map(|day| day.month0() as usize / 3);
        let ordinals = self.written.quarter_ordinals[first..=last].join("/");
        let values = [("ordinals", &*ordinals), ("year", &year(days.first()))];
        fill(self.written.quarter, &values)
    }
}

fn year(day: NaiveDate) -> String {
    day.year().to_string()
}

fn same_month(one: NaiveDate, other: NaiveDate) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

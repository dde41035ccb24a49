//! [`When`] → words that are read back as the same.

use chrono::{Datelike, NaiveDate};

use crate::language::{Language, Written, fill};
use crate::plan::{DateRange, Dates, MonthPart, Precision, When};

/// The date as a plan in that language would print it, its marker and length included.
pub fn words(when: &When, language: &Language) -> String {
    let length = when.duration().map(|length| length.to_string());
    let marker = when.marker().map(|marker| format!("({marker})"));
    match (dates(when, language), length, marker) {
        (Some(dates), _, Some(marker)) => format!("{dates} {marker}"),
        (Some(dates), _, None) => dates,
        (None, Some(length), marker) => {
            let template = if length == "1" {
                language.written.length_of_one
            } else {
                language.written.length
            };
            let days = fill(template, &[("dates", ""), ("n", &length)]);
            format!(
                "{} {}",
                days.trim_start_matches([',', ' ']),
                marker.unwrap_or_default()
            )
        }
        (None, None, marker) => marker
            .unwrap_or_default()
            .trim_matches(['(', ')'])
            .to_owned(),
    }
}

/// The days in words, with the length but without the marker; none when open.
pub fn dates(when: &When, language: &Language) -> Option<String> {
    let words = Words {
        language,
        written: &language.written,
    };
    let dates = match when.dates() {
        Dates::Span(days, precision) => words.span(*days, *precision),
        Dates::Separate(runs) => words.separate(runs),
        Dates::By(day) => fill(words.written.by, &[("date", &date(*day, language))]),
        Dates::Open => return None,
    };
    Some(match when.duration() {
        Some(1) => fill(words.written.length_of_one, &[("dates", &dates)]),
        Some(n) => fill(
            words.written.length,
            &[("dates", &dates), ("n", &n.to_string())],
        ),
        None => dates,
    })
}

/// One day in words: `8 May 2017`.
pub fn date(day: NaiveDate, language: &Language) -> String {
    let words = Words {
        language,
        written: &language.written,
    };
    words.full(&words.number(day), day)
}

/// A run of days in words: `8–9 May 2017`.
pub fn days(run: DateRange, language: &Language) -> String {
    Words {
        language,
        written: &language.written,
    }
    .run(run, true)
}

/// Items in words: `one, two and three`.
pub fn list(items: &[String], language: &Language) -> String {
    Words {
        language,
        written: &language.written,
    }
    .list(items)
}

struct Words<'a> {
    language: &'a Language,
    written: &'a Written,
}

impl Words<'_> {
    fn span(&self, days: DateRange, precision: Precision) -> String {
        let first = days.first();
        match precision {
            Precision::Day => self.run(days, true),
            Precision::Week if days.count() == 7 => fill(
                self.written.week_of,
                &[("date", &date(first, self.language))],
            ),
            Precision::Week => self.ends(self.written.days_of_week, days),
            Precision::PartOfMonth => match MonthPart::that_is(days) {
                Some(part) => self.part_of_month(part, first),
                None => self.ends(self.written.between, days),
            },
            Precision::Month => self.month(self.written.month, first),
            Precision::Quarter => self.quarters(days),
            Precision::Half => fill(
                self.written.half[usize::from(first.month() > 6)],
                &[("year", &year(first))],
            ),
            Precision::Year => year(first),
            Precision::Span | Precision::Days | Precision::Open => match days.whole_months() {
                Some((_, _, 2..)) => self.months(days),
                _ => self.ends(self.written.between, days),
            },
        }
    }

    /// `8`, and in some languages another word for the first.
    fn number(&self, day: NaiveDate) -> String {
        if day.day() == 1 {
            self.written.first_day.to_owned()
        } else {
            fill(self.written.day, &[("day", &day.day().to_string())])
        }
    }

    fn month_name(&self, day: NaiveDate) -> &str {
        self.language
            .months
            .first()
            .and_then(|names| names.get(day.month0() as usize))
            .copied()
            .unwrap_or_default()
    }

    fn full(&self, day: &str, of: NaiveDate) -> String {
        fill(
            self.written.date,
            &[
                ("day", day),
                ("month", self.month_name(of)),
                ("year", &year(of)),
            ],
        )
    }

    fn without_year(&self, day: &str, of: NaiveDate) -> String {
        fill(
            self.written.day_of_month,
            &[("day", day), ("month", self.month_name(of))],
        )
    }

    /// Days from the first to the last, with the year or without.
    fn run(&self, days: DateRange, with_year: bool) -> String {
        let (first, last) = (days.first(), days.last());
        let end = |day: &str| {
            if with_year {
                self.full(day, last)
            } else {
                self.without_year(day, last)
            }
        };
        let (one, other) = (self.number(first), self.number(last));
        if first == last {
            return end(&one);
        }
        if (first.year(), first.month()) == (last.year(), last.month()) {
            return end(&fill(
                self.written.range,
                &[("first", &one), ("last", &other)],
            ));
        }
        let start = if first.year() == last.year() {
            self.without_year(&one, first)
        } else {
            self.full(&one, first)
        };
        let last = if first.year() == last.year() {
            end(&other)
        } else {
            self.full(&other, last)
        };
        fill(
            self.written.wide_range,
            &[("first", &start), ("last", &last)],
        )
    }

    /// The first and the last day in a sentence of their own, the first as short as can be.
    fn ends(&self, template: &str, days: DateRange) -> String {
        let (first, last) = (days.first(), days.last());
        let number = self.number(first);
        let start = match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => number,
            (true, false) => self.without_year(&number, first),
            (false, _) => self.full(&number, first),
        };
        fill(
            template,
            &[
                ("first", &start),
                ("last", &self.full(&self.number(last), last)),
            ],
        )
    }

    fn separate(&self, runs: &[DateRange]) -> String {
        let words = runs
            .iter()
            .enumerate()
            .map(|(i, run)| match runs.get(i + 1) {
                Some(next) if next.first().year() != run.last().year() => self.run(*run, true),
                Some(next)
                    if same_month(run.first(), run.last())
                        && same_month(run.first(), next.first()) =>
                {
                    self.numbers(*run)
                }
                Some(_) => self.run(*run, run.first().year() != run.last().year()),
                None => self.run(*run, true),
            });
        self.list(&words.collect::<Vec<_>>())
    }

    fn numbers(&self, run: DateRange) -> String {
        let (first, last) = (self.number(run.first()), self.number(run.last()));
        if run.count() == 1 {
            first
        } else {
            fill(self.written.range, &[("first", &first), ("last", &last)])
        }
    }

    fn list(&self, items: &[String]) -> String {
        match items {
            [init @ .., before, last] => {
                let init: String = init.iter().map(|item| format!("{item}, ")).collect();
                format!("{init}{before}{}{last}", self.written.and)
            }
            _ => items.concat(),
        }
    }

    fn month(&self, template: &str, of: NaiveDate) -> String {
        self.elided(fill(
            template,
            &[("month", self.month_name(of)), ("year", &year(of))],
        ))
    }

    /// The text as it is written before a vowel: `d'août`.
    fn elided(&self, text: String) -> String {
        self.written
            .elisions
            .iter()
            .fold(text, |text, (apart, together)| {
                text.replace(apart, together)
            })
    }

    /// Whole months, at least two.
    fn months(&self, days: DateRange) -> String {
        let last = self.month(self.written.month, days.last());
        let same_year = days.first().year() == days.last().year();
        let first = if same_year {
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
        let several = |template, n: u32| {
            self.elided(fill(
                template,
                &[
                    ("n", &n.to_string()),
                    ("month", self.month_name(of)),
                    ("year", &year(of)),
                ],
            ))
        };
        match part {
            MonthPart::Early => self.month(self.written.third_of_month[0], of),
            MonthPart::Mid => self.month(self.written.third_of_month[1], of),
            MonthPart::Late => self.month(self.written.third_of_month[2], of),
            MonthPart::FirstHalf => self.month(self.written.half_of_month[0], of),
            MonthPart::SecondHalf => self.month(self.written.half_of_month[1], of),
            MonthPart::Week(n) => self.month(self.written.week_of_month[n as usize - 1], of),
            MonthPart::LastWeek => self.month(self.written.last_week, of),
            MonthPart::FirstWeeks(n) => several(self.written.first_weeks, n),
            MonthPart::LastWeeks(n) => several(self.written.last_weeks, n),
        }
    }

    fn quarters(&self, days: DateRange) -> String {
        let quarter = |day: NaiveDate| day.month0() as usize / 3;
        let ordinals = &self.written.quarter_ordinals[quarter(days.first())..=quarter(days.last())];
        fill(
            self.written.quarter,
            &[
                ("ordinals", &ordinals.join("/")),
                ("year", &year(days.first())),
            ],
        )
    }
}

fn year(day: NaiveDate) -> String {
    day.year().to_string()
}

fn same_month(one: NaiveDate, other: NaiveDate) -> bool {
    (one.year(), one.month()) == (other.year(), other.month())
}

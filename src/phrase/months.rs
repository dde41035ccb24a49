//! Months in words, and parts of them.

use super::lexicon::Word;
use super::parser::{Found, Parser, Piece, What, chain};
use super::token::Kind;
use super::years::half_of;
use crate::language::{Term, Third};
use crate::plan::MonthPart;

impl Parser<'_> {
    /// `May 2017`, `the month of May`, `2018 March`.
    pub fn month(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (next, (month, year)) in self.month_and_year(at) {
            found.push((next, Piece::new(What::Month(month), year, at..next)));
        }
        for (next, year) in self
            .year(at)
            .into_iter()
            .filter(|(_, year)| !could_be_two_days(*year))
        {
            for from in self.skip(next, &[&self.signs(&[',', ':'])]) {
                for (end, month) in self.month_name(from) {
                    found.push((end, Piece::new(What::Month(month), Some(year), at..end)));
                    for (end, day) in self.day_number(end) {
                        let what = What::Day {
                            day,
                            month: Some(month),
                            month_first: true,
                        };
                        found.push((end, Piece::new(what, Some(year), at..end)));
                    }
                }
            }
        }
        found
    }

    pub fn month_and_year(&self, at: usize) -> Found<(u32, Option<i32>)> {
        let mut found = Vec::new();
        for from in self.skip(
            at,
            &[
                &self.terms(Term::The),
                &self.terms(Term::Month),
                &self.terms(Term::Of),
            ],
        ) {
            for (next, month) in self.month_name(from) {
                found.extend(
                    self.year_after(next)
                        .into_iter()
                        .map(|(end, year)| (end, (month, year))),
                );
            }
        }
        found
    }

    /// `mid-July`, `Last week of July`, `first half of May 2018`, `May (second half)`; or without
    /// its month, `early`.
    pub fn month_part(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (next, part) in self.part_of_month(at) {
            found.push((
                next,
                Piece::new(What::MonthPart(part, None), None, at..next),
            ));
            for from in self.skip(next, &[&self.terms(Term::Of), &self.signs(&['-', ','])]) {
                for (end, (month, year)) in self.month_and_year(from) {
                    found.push((
                        end,
                        Piece::new(What::MonthPart(part, Some(month)), year, at..end),
                    ));
                }
            }
        }
        for (next, (month, year)) in self.month_and_year(at) {
            let Some(from) = self.sign(next, &[',', '-', '(', ':']) else {
                continue;
            };
            for (end, part) in self.part_of_month(from) {
                let end = if self.tokens[next].kind == Kind::Sign('(') {
                    self.sign(end, &[')'])
                } else {
                    Some(end)
                };
                found.extend(end.map(|end| {
                    (
                        end,
                        Piece::new(What::MonthPart(part, Some(month)), year, at..end),
                    )
                }));
            }
        }
        found
    }

    pub fn part_of_month(&self, at: usize) -> Found<MonthPart> {
        let mut found = Vec::new();
        for (from, ()) in self.skip_the(at) {
            found.extend(self.words(from, |word| match word {
                Word::Term(Term::Third(third) | Term::ThirdOfMonth(third)) => {
                    Some(third_of_month(third))
                }
                Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
            }));
            for (next, nth) in self.ordinal(from) {
                let halves = [
                    self.term(next, Term::Half),
                    self.term(next, Term::Fortnight),
                ]
                .concat();
                found.extend(
                    halves
                        .into_iter()
                        .filter_map(|(end, ())| Some((end, half_of_month(nth)?))),
                );
                found.extend(
                    self.term(next, Term::Week)
                        .into_iter()
                        .filter_map(|(end, ())| Some((end, week_of_month(nth)?))),
                );
            }
            found.extend(self.some_weeks(from));
            found.extend(self.ordinal_before_its_noun(from));
            for (next, ()) in self.term(from, Term::Week) {
                for (end, nth) in self.small(next, 1..5) {
                    // `week 2 of June`; without a month it is a week of the year.
                    if !self.term(end, Term::Of).is_empty() {
                        found.push((end, MonthPart::Week(nth)));
                    }
                }
            }
        }
        found
    }

    /// The first ordinal of `first and second week`, `1st/2nd half`.
    pub fn ordinal_before_its_noun(&self, at: usize) -> Found<MonthPart> {
        let mut found = Vec::new();
        for (next, nth) in self.ordinal(at) {
            let after = self
                .join(next)
                .into_iter()
                .map(|(from, _)| from)
                .chain(self.to(next));
            for (noun, _) in
                after.flat_map(|from| chain(self.skip_the(from), |from, ()| self.ordinal(from)))
            {
                let part = if !self.term(noun, Term::Week).is_empty() {
                    week_of_month(nth)
                } else if !self.term(noun, Term::Fortnight).is_empty()
                    || !self.term(noun, Term::Half).is_empty()
                {
                    half_of_month(nth)
                } else {
                    None
                };
                found.extend(part.map(|part| (next, part)));
            }
        }
        found
    }

    /// `first two weeks`, `2 premières semaines`.
    pub fn some_weeks(&self, at: usize) -> Found<MonthPart> {
        let end = |from| {
            self.words(from, |word| match word {
                Word::Term(Term::Ordinal(1)) => Some(true),
                Word::Term(Term::Last) => Some(false),
                Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
            })
        };
        let mut counted = Vec::new();
        for (next, first) in end(at) {
            counted.extend(
                self.count(next)
                    .into_iter()
                    .map(|(next, n)| (next, (first, n))),
            );
        }
        for (next, n) in self.count(at) {
            counted.extend(
                end(next)
                    .into_iter()
                    .map(|(next, first)| (next, (first, n))),
            );
        }
        chain(counted, |next, (first, n)| {
            let part = match (first, n) {
                (true, 2 | 3) => MonthPart::FirstWeeks(*n),
                (false, 2 | 3) => MonthPart::LastWeeks(*n),
                _ => return Vec::new(),
            };
            self.term(next, Term::Week)
                .into_iter()
                .map(|(end, ())| (end, part))
                .collect()
        })
    }
}

/// Whether four figures could be two days run together, as 2021 could be 20-21.
pub(super) fn could_be_two_days(number: i32) -> bool {
    let (first, last) = (number / 100, number % 100);
    (1..=31).contains(&first) && (first + 1..=31).contains(&last)
}

fn third_of_month(third: Third) -> MonthPart {
    match third {
        Third::Early => MonthPart::Early,
        Third::Mid => MonthPart::Mid,
        Third::Late => MonthPart::Late,
    }
}

fn half_of_month(nth: u32) -> Option<MonthPart> {
    half_of(nth).map(|half| {
        if half == 1 {
            MonthPart::FirstHalf
        } else {
            MonthPart::SecondHalf
        }
    })
}

fn week_of_month(nth: u32) -> Option<MonthPart> {
    match nth {
        0 => Some(MonthPart::LastWeek),
        1..=4 => Some(MonthPart::Week(nth)),
        _ => None,
    }
}

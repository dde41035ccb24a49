//! Years, and their quarters, halves and thirds.

use super::lexicon::Word;
use super::parser::{Found, Join, Parser, Piece, What, chain};
use crate::language::{Term, Third};
use crate::plan::Precision;

impl Parser<'_> {
    /// A year of four figures, or of two after an apostrophe.
    pub fn year(&self, at: usize) -> Found<i32> {
        let long = |at| match self.number(at) {
            Some((next, value @ 1900..2200, 4)) => Some((next, value as i32)),
            _ => None,
        };
        let short = self
            .sign(at, &['\''])
            .and_then(|from| match self.number(from) {
                Some((next, value, 2)) => Some((next, 2000 + value as i32)),
                _ => None,
            });
        long(at).or(short).into_iter().collect()
    }

    /// A year of four figures or of two.
    pub fn short_or_long_year(&self, at: usize) -> Found<i32> {
        match self.number(at) {
            Some((next, value, 2)) => vec![(next, 2000 + value as i32)],
            _ => self.year(at),
        }
    }

    /// The year that stands after a date, or none: `2017`, `, 2017`, `of 2017`, `de l'année 2017`,
    /// `/2017`, `(2017)`.
    pub fn year_after(&self, at: usize) -> Found<Option<i32>> {
        let mut found = vec![(at, None)];
        let year = self.terms(Term::Year);
        for from in self.skip(
            at,
            &[
                &self.signs(&[',']),
                &self.terms(Term::Of),
                &self.terms(Term::The),
                &year,
            ],
        ) {
            found.extend(
                self.year(from)
                    .into_iter()
                    .map(|(end, year)| (end, Some(year))),
            );
        }
        if let Some(from) = self.glued_sign(at, &['-', '/']) {
            found.extend(
                self.year(from)
                    .into_iter()
                    .map(|(end, year)| (end, Some(year))),
            );
        }
        if let Some(open) = self.sign(at, &['(']) {
            for (next, year) in self.year(open) {
                found.extend(self.sign(next, &[')']).map(|end| (end, Some(year))));
            }
        }
        found
    }

    /// The year that stands after a part of it: printed, or `of the year`, which is the one of the
    /// context.
    pub fn year_of_part(&self, at: usize) -> Found<Option<i32>> {
        let mut found: Found<Option<i32>> = self
            .year_after(at)
            .into_iter()
            .filter(|(_, year)| year.is_some())
            .collect();
        for (next, ()) in self.term(at, Term::Of) {
            found.extend(
                chain(self.skip_the(next), |from, ()| self.term(from, Term::Year))
                    .into_iter()
                    .map(|(end, ())| (end, None)),
            );
        }
        found
    }

    /// `Q3 2018`, `Q3-4`, `3Q 2018`, `2018 Q3`, `third quarter of 2017`, `Second/Third quarter of
    /// 2017`.
    pub fn quarter(&self, at: usize) -> Found<Piece> {
        let mut found: Found<Piece> = Vec::new();
        let mut push = |end, (first, last, precision), year| {
            found.push((
                end,
                Piece::new(What::Quarters(first, last, precision), year, at..end),
            ));
        };
        for (next, quarters) in self.quarters(at) {
            for (end, year) in [self.year_after(next), self.year_of_part(next)].concat() {
                push(end, quarters, year);
            }
        }
        for (next, year) in self.year(at) {
            for from in self.skip(next, &[&self.signs(&['-', '/', ','])]) {
                for (end, quarters) in self.quarters(from) {
                    push(end, quarters, Some(year));
                }
            }
        }
        found
    }

    pub fn quarters(&self, at: usize) -> Found<(u32, u32, Precision)> {
        let mut found = Vec::new();
        for (next, ()) in self.term(at, Term::QuarterSign) {
            for (next, first) in self.small(next, 1..5) {
                found.push((next, (first, first, Precision::Quarter)));
                let Some(from) = self.sign(next, &['-', '/', '&']) else {
                    continue;
                };
                found.extend(
                    self.small(from, first + 1..5)
                        .into_iter()
                        .map(|(end, last)| (end, (first, last, Precision::Span))),
                );
            }
        }
        for (next, n) in self.small(at, 1..5) {
            found.extend(
                self.term(next, Term::QuarterSign)
                    .into_iter()
                    .filter(|_| self.tokens[next].glued)
                    .map(|(end, ())| (end, (n, n, Precision::Quarter))),
            );
        }
        for (from, ()) in self.skip_the(at) {
            for (next, (first, last, precision)) in self.ordinals(from) {
                found.extend(
                    self.term(next, Term::Quarter)
                        .into_iter()
                        .map(|(end, ())| (end, (first, last, precision))),
                );
            }
        }
        found.retain(|(_, (first, last, _))| {
            (1..=4).contains(first) && (first..=&4).contains(&last)
        });
        found
    }

    /// Ordinals under one noun: adjoining ones joined, or a range of them. A slash makes them one
    /// quarter of six months.
    pub fn ordinals(&self, at: usize) -> Found<(u32, u32, Precision)> {
        let mut found = Vec::new();
        let mut open: Found<(u32, u32, Precision)> = Vec::new();
        for (next, n) in self.ordinal(at) {
            let n = if n == 0 { 4 } else { n };
            open.push((next, (n, n, Precision::Quarter)));
        }
        while let Some((next, (first, last, precision))) = open.pop() {
            found.push((next, (first, last, precision)));
            for (from, join) in self.join(next) {
                let precision = if join == Join::Slash {
                    precision
                } else {
                    Precision::Span
                };
                let more = chain(self.skip_the(from), |from, ()| self.ordinal(from));
                open.extend(
                    more.into_iter()
                        .filter(|(_, n)| *n == last + 1)
                        .map(|(end, n)| (end, (first, n, precision))),
                );
            }
            for from in self.to(next) {
                let ends = chain(self.skip_the(from), |from, ()| self.ordinal(from));
                found.extend(
                    ends.into_iter()
                        .map(|(end, n)| (end, (first, n, Precision::Span))),
                );
            }
        }
        found
    }

    /// `H2 2018`, `2018 H2`, `second half of 2017`, `segundo semestre de 2017`.
    pub fn half(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        let mut signed: Found<u32> = chain(self.term(at, Term::HalfSign), |next, ()| {
            self.number(next)
                .filter(|(_, n, figures)| *figures == 1 && (1..=2).contains(n))
                .map(|(end, n, _)| (end, n))
                .into_iter()
                .collect()
        });
        for (next, n) in self.small(at, 1..3) {
            signed.extend(
                self.term(next, Term::HalfSign)
                    .into_iter()
                    .filter(|_| self.tokens[next].glued)
                    .map(|(end, ())| (end, n)),
            );
        }
        for (from, ()) in self.skip_the(at) {
            for (next, n) in self
                .ordinal(from)
                .into_iter()
                .filter_map(|(next, n)| Some((next, half_of(n)?)))
            {
                signed.extend(
                    self.term(next, Term::Semester)
                        .into_iter()
                        .map(|(end, ())| (end, n)),
                );
                for (end, ()) in self.term(next, Term::Half) {
                    found.extend(
                        self.year_of_part(end)
                            .into_iter()
                            .map(|(end, year)| (end, Piece::new(What::Half(n), year, at..end))),
                    );
                }
            }
        }
        for (next, n) in signed {
            let years = [self.year_after(next), self.year_of_part(next)].concat();
            found.extend(
                years
                    .into_iter()
                    .map(|(end, year)| (end, Piece::new(What::Half(n), year, at..end))),
            );
        }
        for (next, year) in self.year(at) {
            for from in self.skip(next, &[&self.signs(&['-', '/', ','])]) {
                for (next, ()) in self.term(from, Term::HalfSign) {
                    found.extend(
                        self.small(next, 1..3)
                            .into_iter()
                            .map(|(end, n)| (end, Piece::new(What::Half(n), Some(year), at..end))),
                    );
                }
            }
        }
        found
    }

    /// `2018`, `early 2018`, `mid-2018`, and `the end of 2018`, which only a deadline can be.
    pub fn year_part(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for from in self.skip(at, &[&self.terms(Term::The), &self.terms(Term::Year)]) {
            found.extend(
                self.year(from)
                    .into_iter()
                    .map(|(end, year)| (end, Piece::new(What::Year, Some(year), at..end))),
            );
        }
        let thirds = chain(self.skip_the(at), |from, ()| {
            self.words(from, |word| match word {
                Word::Term(Term::Third(third)) => Some(What::Third(third)),
                Word::Term(Term::ThirdOfMonth(Third::Late)) => Some(What::YearEnd),
                Word::Term(Term::ThirdOfMonth(Third::Early | Third::Mid)) => Some(What::VaguePart),
                Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
            })
        });
        for (next, what) in thirds {
            let mut years = self.year_of_part(next);
            years.extend(
                self.sign(next, &['-'])
                    .into_iter()
                    .flat_map(|from| self.year(from))
                    .map(|(end, year)| (end, Some(year))),
            );
            years.extend(
                self.year(next)
                    .into_iter()
                    .map(|(end, year)| (end, Some(year))),
            );
            found.extend(
                years
                    .into_iter()
                    .map(|(end, year)| (end, Piece::new(what.clone(), year, at..end))),
            );
        }
        found
    }

    /// `first`, `2nd`, `1er`; 0 is the last.
    pub fn ordinal(&self, at: usize) -> Found<u32> {
        let mut found = self.words(at, |word| match word {
            Word::Term(Term::Ordinal(n)) => Some(u32::from(n)),
            Word::Term(Term::Last) => Some(0),
            Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
        });
        found.extend(chain(self.small(at, 1..6), |next, nth| {
            let ends = self.skip(next, &[&self.signs(&['.'])]);
            let ends = ends.into_iter().flat_map(|from| self.suffix(from));
            ends.map(|(end, ())| (end, *nth)).collect()
        }));
        found
    }

    /// A count, in figures or as a word.
    pub fn count(&self, at: usize) -> Found<u32> {
        let mut found = self.small(at, 1..100);
        found.extend(self.words(at, |word| {
            if let Word::Term(Term::Number(n)) = word {
                Some(n.into())
            } else {
                None
            }
        }));
        found
    }
}

/// First is 1; second and last are 2.
pub(super) fn half_of(nth: u32) -> Option<u32> {
    match nth {
        1 => Some(1),
        0 | 2 => Some(2),
        _ => None,
    }
}

//! Days in words, with their months and weekdays.

use super::lexicon::Word;
use super::parser::{Found, Parser, Piece, What, chain};
use super::token::Kind;
use crate::language::Term;

impl Parser<'_> {
    /// A day, with its month before or after it, or without.
    pub fn day(&self, at: usize) -> Found<Piece> {
        self.with_weekday_after([self.day_first(at), self.month_first(at)].concat())
    }

    /// `8`, `Monday 8th May`, `the 8th of May 2017`, `8-May-17`.
    pub fn day_first(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (after, weekday) in self.weekday_before(at) {
            for (next, day) in chain(self.skip_the(after), |from, ()| self.day_number(from)) {
                let piece = |month, year, end| {
                    let what = What::Day {
                        day,
                        month,
                        month_first: false,
                    };
                    (
                        end,
                        Piece {
                            weekday,
                            ..Piece::new(what, year, at..end)
                        },
                    )
                };
                // Its year stands beside a day that follows its month: `May 8-9, 2017`.
                found.push(piece(None, None, next));
                for from in self.skip(next, &[&self.signs(&[',']), &self.terms(Term::Of)]) {
                    found.extend(
                        self.year(from)
                            .into_iter()
                            .map(|(end, year)| piece(None, Some(year), end)),
                    );
                }
                for (end, (month, year)) in self.month_after_day(next) {
                    found.push(piece(Some(month), year, end));
                }
            }
        }
        found
    }

    /// `May 8`, `Monday, May 8th, 2017`, `Enero 22`.
    pub fn month_first(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (after, weekday) in self.weekday_before(at) {
            for (next, month) in chain(self.skip_the(after), |from, ()| self.month_name(from)) {
                for (next, day) in chain(self.skip_the(next), |from, ()| self.day_number(from)) {
                    for (end, year) in self.year_after(next) {
                        let what = What::Day {
                            day,
                            month: Some(month),
                            month_first: true,
                        };
                        found.push((
                            end,
                            Piece {
                                weekday,
                                ..Piece::new(what, year, at..end)
                            },
                        ));
                    }
                }
            }
        }
        found
    }

    /// A month after a day, with its year: `of May 2017`, `-May-17`, `/May/2017`.
    pub fn month_after_day(&self, at: usize) -> Found<(u32, Option<i32>)> {
        let mut found = Vec::new();
        for from in self.skip(
            at,
            &[
                &self.terms(Term::Of),
                &self.signs(&[',']),
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
        if let Some(from) = self.glued_sign(at, &['-', '/', '.']) {
            for (next, month) in self.month_name(from) {
                found.push((next, (month, None)));
                let years = self
                    .glued_sign(next, &['-', '/', '.'])
                    .map(|from| self.short_or_long_year(from));
                found.extend(
                    years
                        .into_iter()
                        .flatten()
                        .map(|(end, year)| (end, (month, Some(year)))),
                );
                found.extend(
                    self.year_after(next)
                        .into_iter()
                        .map(|(end, year)| (end, (month, year))),
                );
            }
        }
        found
    }

    /// `8`, `8th`, `8.`, `1er`, `1.º`, `first`, `second of`.
    pub fn day_number(&self, at: usize) -> Found<u32> {
        let day = |next, day: &u32| {
            let ends = self.skip(next, &[&self.signs(&['.'])]).into_iter();
            let suffixed = ends
                .clone()
                .flat_map(|from| self.suffix(from))
                .map(|(end, ())| end);
            ends.chain(suffixed).map(|end| (end, *day)).collect()
        };
        let mut found = chain(self.small(at, 1..32), day);
        let ordinals = self.words(at, |word| {
            if let Word::Term(Term::Ordinal(n)) = word {
                Some(u32::from(n))
            } else {
                None
            }
        });
        found.extend(
            ordinals
                .into_iter()
                .filter(|(next, n)| *n == 1 || !self.term(*next, Term::Of).is_empty()),
        );
        found
    }

    /// What follows the figures of an ordinal; most suffixes only without a space, since `5 to May`
    /// is no ordinal.
    pub fn suffix(&self, at: usize) -> Found<()> {
        let glued = self.tokens.get(at).is_some_and(|token| token.glued);
        self.term(
            at,
            if glued {
                Term::OrdinalSuffix
            } else {
                Term::SpacedSuffix
            },
        )
    }

    /// The name of a month.
    pub fn month_name(&self, at: usize) -> Found<u32> {
        self.words(at, |word| {
            if let Word::Month(month) = word {
                Some(month)
            } else {
                None
            }
        })
    }

    /// The name of a weekday.
    pub fn weekday(&self, at: usize) -> Found<(u32, usize)> {
        self.words(at, |word| {
            if let Word::Weekday(day) = word {
                Some((day, at))
            } else {
                None
            }
        })
    }

    pub fn weekday_before(&self, at: usize) -> Found<Option<(u32, usize)>> {
        let weekday = |from| {
            // `los lunes` are several.
            let the = self.skip(from, &[&self.terms(Term::The)]).into_iter();
            let named: Found<_> = the.flat_map(|next| self.weekday(next)).collect();
            chain(named, |next, day| {
                self.skip(next, &[&self.signs(&[',', '('])])
                    .into_iter()
                    .map(|end| (end, *day))
                    .collect()
            })
        };
        self.optional(at, weekday)
    }

    pub fn weekday_after(&self, at: usize) -> Found<(u32, usize)> {
        let mut found = Vec::new();
        if let Some(open) = self.sign(at, &['(']) {
            for (next, day) in self.weekday(open) {
                found.extend(self.sign(next, &[')']).map(|end| (end, day)));
            }
        }
        for from in self.skip(at, &[&self.signs(&[',', ')'])]) {
            found.extend(self.weekday(from));
        }
        found
    }

    /// Dates as they are, and days with a weekday behind them.
    pub fn with_weekday_after(&self, mut found: Found<Piece>) -> Found<Piece> {
        let mut closed = Vec::new();
        for (next, piece) in found
            .iter()
            .filter(|(_, piece)| matches!(piece.what, What::Day { .. }))
        {
            closed.extend(self.weekday_after(*next).into_iter().map(|(end, weekday)| {
                let mut piece = piece.clone();
                piece.weekday = piece.weekday.or(Some(weekday));
                (end, piece)
            }));
        }
        found.extend(closed);
        found
    }

    pub fn skip_the(&self, at: usize) -> Found<()> {
        self.skip(at, &[&self.terms(Term::The), &self.terms(Term::Those)])
            .into_iter()
            .map(|next| (next, ()))
            .collect()
    }

    /// `first Monday of May`, `last Friday in June 2018`.
    pub fn nth_weekday(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (next, nth) in chain(self.skip_the(at), |from, ()| self.ordinal(from)) {
            for (next, (weekday, _)) in self.weekday(next) {
                for (next, ()) in self.term(next, Term::Of) {
                    for (end, (month, year)) in self.month_and_year(next) {
                        found.push((
                            end,
                            Piece::new(
                                What::NthWeekday {
                                    nth,
                                    weekday,
                                    month,
                                },
                                year,
                                at..end,
                            ),
                        ));
                    }
                }
            }
        }
        found
    }

    pub fn is_slashed_date(&self, at: usize, end: usize, piece: &Piece) -> bool {
        let is_slash = |at: usize| self.tokens[at].kind == Kind::Sign('/');
        !self.has_month_word
            && piece.figures
            && matches!(piece.what, What::Day { .. })
            && (at..end).any(is_slash)
    }
}

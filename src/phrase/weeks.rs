//! Weeks: by number, by their first day, by their days.

use super::parser::{Found, Parser, Piece, What, chain};
use crate::language::Term;

impl Parser<'_> {
    /// `week 44 of 2017`, `W44 2017`, `semaine 44`.
    pub fn iso_week(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (next, week) in chain(self.skip_the(at), |from, ()| self.week_number(from)) {
            let years = self.year_after(next);
            found.extend(
                years
                    .into_iter()
                    .map(|(end, year)| (end, Piece::new(What::IsoWeek(week), year, at..end))),
            );
        }
        found
    }

    pub fn week_number(&self, at: usize) -> Found<u32> {
        // `S1` is the first half of a year in French and Spanish, `S01` a week.
        let is_half =
            !self.term(at, Term::HalfSign).is_empty() && self.term(at, Term::Week).is_empty();
        let signs = [self.term(at, Term::WeekSign), self.term(at, Term::Week)].concat();
        chain(signs, |next, ()| {
            let from = self.skip(next, &[&self.signs(&['.', '#'])]);
            let numbers = from.into_iter().flat_map(|from| self.number(from));
            let weeks = numbers.filter(|(_, n, figures)| {
                *figures <= 2 && (1..54).contains(n) && !(is_half && *figures == 1)
            });
            weeks.map(|(end, n, _)| (end, n)).collect()
        })
    }

    /// `week of 12 March`, `w/c 5 May`, `week ending 12 May`, `week of 26 to 31 October`.
    pub fn week_of(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (next, ()) in chain(self.skip_the(at), |from, ()| self.term(from, Term::WeekOf)) {
            for from in self.skip(next, &[&self.signs(&['.', ':'])]) {
                for (next, first) in self.full_day(from) {
                    found.push((
                        next,
                        Piece::new(What::WeekOf(Box::new(first.clone())), None, at..next),
                    ));
                    for (end, last) in self
                        .to(next)
                        .into_iter()
                        .flat_map(|from| self.full_day(from))
                    {
                        let what = What::DaysOfWeek(Box::new(first.clone()), Box::new(last));
                        found.push((end, Piece::new(what, None, at..end)));
                    }
                }
            }
        }
        for (next, ()) in chain(self.skip_the(at), |from, ()| {
            self.term(from, Term::WeekEnding)
        }) {
            for (end, last) in self.full_day(next) {
                found.push((
                    end,
                    Piece::new(What::WeekEnding(Box::new(last)), None, at..end),
                ));
            }
        }
        found
    }

    /// A day in words, in figures or in ISO 8601.
    pub fn full_day(&self, at: usize) -> Found<Piece> {
        let mut found = self.day(at);
        found.extend(self.numeric(at));
        found.extend(self.iso(at));
        found.retain(|(_, piece)| matches!(piece.what, What::Day { .. }));
        found
    }
}

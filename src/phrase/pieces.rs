//! Any single date.

use super::parser::{Found, Parser, Piece};

impl Parser<'_> {
    /// Every single date that stands at `at`.
    pub fn piece(&self, at: usize) -> Found<Piece> {
        if !self.go_on() {
            return Vec::new();
        }
        let in_figures = self.with_weekday_after([self.numeric(at), self.iso(at)].concat());
        // `13/01/2018` is no 13th, January 2018.
        if in_figures
            .iter()
            .any(|(end, piece)| self.is_slashed_date(at, *end, piece))
        {
            return in_figures;
        }
        let mut found = in_figures;
        found.extend(self.day(at));
        found.extend(self.month(at));
        found.extend(self.month_part(at));
        found.extend(self.nth_weekday(at));
        found.extend(self.quarter(at));
        found.extend(self.half(at));
        found.extend(self.year_part(at));
        found.extend(self.iso_week(at));
        found.extend(self.week_of(at));
        found
    }
}

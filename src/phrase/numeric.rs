//! Dates in figures: `13/03/2017` in either order, and ISO 8601 / EDTF level 1.

use chrono::{Datelike, NaiveDate, Weekday};

use super::parser::{DateOrder, Ends, Found, Parser, Piece, Stretch, What};
use super::token::Kind;
use crate::language::Term;

impl Parser<'_> {
    /// `13/03/2017`, `13.03.17`, `13/03`, `03/2017`, `2017/03/13`, in the order that this parser
    /// reads.
    pub fn numeric(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (from, weekday) in self.weekday_prefix(at) {
            for separator in ['/', '.', '-'] {
                for (end, piece) in self.separated(at, from, separator) {
                    found.push((
                        end,
                        Piece {
                            weekday,
                            figures: true,
                            ..piece
                        },
                    ));
                }
            }
        }
        found
    }

    fn weekday_prefix(&self, at: usize) -> Found<Option<(u32, usize)>> {
        let mut found = vec![(at, None)];
        for (from, ()) in self.skip_the(at) {
            for (next, day) in self.weekday(from) {
                found.extend(
                    self.skip(next, &[&self.signs(&[',']), &self.terms(Term::The)])
                        .into_iter()
                        .map(|end| (end, Some(day))),
                );
            }
            if from != at {
                found.push((from, None));
            }
        }
        found
    }

    fn separated(&self, at: usize, from: usize, separator: char) -> Found<Piece> {
        let mut found = Vec::new();
        let Some((next, one, one_figures)) = self.number(from) else {
            return found;
        };
        let Some(next) = self.separator(next, separator) else {
            return found;
        };
        let Some((next, two, two_figures)) = self.number(next) else {
            return found;
        };
        let year = |value: u32, figures| match figures {
            2 => Some(2000 + value as i32),
            4 if (1900..2200).contains(&value) => Some(value as i32),
            _ => None,
        };
        let mut push = |end, day, month, year| {
            let what = What::Day {
                day,
                month: Some(month),
                month_first: self.order == DateOrder::Mdy,
            };
            found.push((end, Piece::new(what, year, at..end)));
        };
        let (day, month) = if self.order == DateOrder::Dmy {
            (one, two)
        } else {
            (two, one)
        };
        let third = self
            .separator(next, separator)
            .and_then(|next| self.number(next));
        if one_figures <= 2 && two_figures <= 2 {
            if let Some((end, value, figures)) = third {
                if let Some(year) = year(value, figures) {
                    push(end, day, month, Some(year));
                }
            } else if !self.has_month_word {
                for end in self.skip(
                    next,
                    &[&self.signs(if separator == '.' { &['.'] } else { &[] })],
                ) {
                    push(end, day, month, None);
                }
            }
        }
        if let (Some((end, value, 1..=2)), Some(year), 4) =
            (third, year(one, one_figures), one_figures)
            && separator != '-'
            && two_figures <= 2
        {
            push(end, value, two, Some(year));
        }
        if third.is_none() {
            found.extend(self.month_in_figures(
                at..next,
                (one, one_figures),
                (two, two_figures),
                separator,
            ));
        }
        found.retain(|(_, piece)| possible(&piece.what));
        found
    }

    /// `03/2017` and `2017/03`; but `2017/18` is two years, and `2011/12` may be.
    fn month_in_figures(
        &self,
        at: std::ops::Range<usize>,
        one: (u32, usize),
        two: (u32, usize),
        separator: char,
    ) -> Found<Piece> {
        let (month, year) = match (one, two) {
            ((month, 1..=2), (year, 4)) => (month, year),
            ((year, 4), (month, 1..=2)) if separator != '-' && month != year % 100 + 1 => {
                (month, year)
            }
            _ => return Vec::new(),
        };
        let fits = (1900..2200).contains(&year);
        fits.then(|| {
            (
                at.end,
                Piece::new(What::Month(month), Some(year as i32), at),
            )
        })
        .into_iter()
        .collect()
    }

    /// The sign, glued; a slash may stand between spaces.
    fn separator(&self, at: usize, sign: char) -> Option<usize> {
        if sign == '/' {
            self.sign(at, &['/'])
        } else {
            self.glued_sign(at, &[sign])
        }
    }

    /// `12/10-13/2017`: a range of days within a date that gives the month first.
    pub fn days_within_date(&self, at: usize) -> Found<Stretch> {
        let read = || {
            let (next, month, 1..=2) = self.number(at)? else {
                return None;
            };
            let (next, first, 1..=2) = self.number(self.glued_sign(next, &['/', '.'])?)? else {
                return None;
            };
            let (next, last, 1..=2) = self.number(self.glued_sign(next, &['-'])?)? else {
                return None;
            };
            let (end, year) = self.year(self.glued_sign(next, &['/', '.'])?).pop()?;
            let day = |day| {
                Piece::new(
                    What::Day {
                        day,
                        month: Some(month),
                        month_first: true,
                    },
                    Some(year),
                    at..end,
                )
            };
            let what = What::Day {
                day: first,
                month: Some(month),
                month_first: true,
            };
            (self.order == DateOrder::Mdy && possible(&what)).then(|| {
                (
                    end,
                    Stretch {
                        first: day(first),
                        last: Some(day(last)),
                        ends: Ends::FromTo,
                    },
                )
            })
        };
        read().into_iter().collect()
    }

    /// `2017-05-08`, `20170508`, `2017-07~`, `2017-07-XX`, `2017-W44`, `2017-W44-3`.
    pub fn iso(&self, at: usize) -> Found<Piece> {
        let mut found = Vec::new();
        for (from, weekday) in self.weekday_prefix(at) {
            let dates = self.iso_date(from).into_iter();
            // A weekday has only a day.
            let dates =
                dates.filter(|(_, piece)| from == at || matches!(piece.what, What::Day { .. }));
            found.extend(dates.map(|(end, piece)| (end, Piece { weekday, ..piece })));
        }
        found
    }

    fn iso_date(&self, at: usize) -> Found<Piece> {
        let Some((next, value, figures)) = self.number(at) else {
            return Vec::new();
        };
        let year = value as i32;
        let mut found = Vec::new();
        match figures {
            8 => found.extend(
                iso_day(year / 10_000, value / 100 % 100, value % 100)
                    .map(|(what, year)| (next, what, year)),
            ),
            4 if (1900..2200).contains(&value) => {
                found.push((next, What::Year, Some(year)));
                found.extend(self.iso_after_year(next, year));
            }
            _ => {}
        }
        found.retain(|(next, ..)| !self.goes_on(*next));
        let pieces = found.into_iter().map(|(next, what, year)| {
            let qualified = if self.tokens.get(next).is_some_and(|token| token.glued) {
                self.sign(next, &['?', '~', '%'])
            } else {
                None
            };
            let end = qualified.unwrap_or(next);
            (
                end,
                Piece {
                    unsure: qualified.is_some(),
                    ..Piece::new(what, year, at..end)
                },
            )
        });
        pieces.collect()
    }

    fn iso_after_year(&self, at: usize, year: i32) -> Vec<(usize, What, Option<i32>)> {
        let mut found = Vec::new();
        let Some(from) = self.glued_sign(at, &['-']) else {
            return found;
        };
        if self.is_unspecified(from) {
            found.push((from + 1, What::Year, Some(year)));
        }
        if let Some((next, month, 2)) = self.number(from) {
            if (1..=12).contains(&month) {
                found.push((next, What::Month(month), Some(year)));
            }
            if let Some(from) = self.glued_sign(next, &['-']) {
                if let Some((end, day, 2)) = self.number(from) {
                    found.extend(iso_day(year, month, day).map(|(what, year)| (end, what, year)));
                } else if self.is_unspecified(from) && (1..=12).contains(&month) {
                    found.push((from + 1, What::Month(month), Some(year)));
                }
            }
        }
        for (next, (first, last, precision)) in self.quarters(from) {
            found.push((next, What::Quarters(first, last, precision), Some(year)));
        }
        for (next, week) in self.iso_week_sign(from) {
            found.push((next, What::IsoWeek(week), Some(year)));
            let day = self
                .glued_sign(next, &['-'])
                .and_then(|from| self.number(from));
            if let Some((end, day @ 1..=7, 1)) = day {
                let weekday = Weekday::try_from(day as u8 - 1).unwrap_or(Weekday::Mon);
                let date = NaiveDate::from_isoywd_opt(year, week, weekday);
                found.extend(date.map(|date| {
                    let what = What::Day {
                        day: date.day(),
                        month: Some(date.month()),
                        month_first: false,
                    };
                    (end, what, Some(date.year()))
                }));
            }
        }
        found
    }

    fn iso_week_sign(&self, at: usize) -> Found<u32> {
        let is_w =
            matches!(self.tokens.get(at), Some(token) if token.kind == Kind::Word("w".into()));
        let number = if is_w { self.number(at + 1) } else { None };
        number
            .filter(|(_, week, _)| (1..54).contains(week))
            .map(|(end, week, _)| (end, week))
            .into_iter()
            .collect()
    }

    /// Whether a month or a day of an ISO date still follows.
    fn goes_on(&self, at: usize) -> bool {
        let number = self
            .glued_sign(at, &['-'])
            .and_then(|from| self.number(from));
        number.is_some_and(|(_, _, figures)| figures <= 2)
    }

    fn is_unspecified(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some(token) if token.kind == Kind::Word("xx".into()))
    }

    /// `2017-05-08/2017-05-09`, `2017-05-08/09`, `2017-05-30/06-02`, `2017/2019`.
    pub fn iso_interval(&self, at: usize) -> Found<Stretch> {
        let mut found = Vec::new();
        for (next, first) in self.iso(at) {
            let Some(from) = self.sign(next, &['/']) else {
                continue;
            };
            let mut ends = self.iso(from);
            if let (What::Day { month, .. }, Some((end, day, 2))) = (&first.what, self.number(from))
            {
                let what = |day, month| What::Day {
                    day,
                    month,
                    month_first: false,
                };
                ends.push((end, Piece::new(what(day, *month), first.year, from..end)));
                if let Some((last, second, 2)) = self
                    .glued_sign(end, &['-'])
                    .and_then(|from| self.number(from))
                {
                    ends.push((
                        last,
                        Piece::new(what(second, Some(day)), first.year, from..last),
                    ));
                }
            }
            if let (What::Month(_), Some((end, month @ 1..=12, 2))) =
                (&first.what, self.number(from))
            {
                ends.push((end, Piece::new(What::Month(month), first.year, from..end)));
            }
            found.extend(ends.into_iter().map(|(end, last)| {
                (
                    end,
                    Stretch {
                        first: first.clone(),
                        last: Some(last),
                        ends: Ends::FromTo,
                    },
                )
            }));
        }
        found
    }

    /// `weeks 44-45 of 2017`, `weeks 44 and 45`.
    pub fn weeks(&self, at: usize) -> Found<Stretch> {
        let mut found = Vec::new();
        for (next, first) in self.week_number(at) {
            let joined = self
                .join(next)
                .into_iter()
                .map(|(from, _)| (from, first + 1..first + 2));
            let ranged = self.to(next).into_iter().map(|from| (from, first + 1..54));
            for (from, weeks) in joined.chain(ranged) {
                for (end, last) in self.small(from, weeks) {
                    for (end, year) in self.year_after(end) {
                        let week = |week| Piece::new(What::IsoWeek(week), year, at..end);
                        found.push((
                            end,
                            Stretch {
                                first: week(first),
                                last: Some(week(last)),
                                ends: Ends::FromTo,
                            },
                        ));
                    }
                }
            }
        }
        found
    }
}

/// Whether there is such a month: what the order of a date in figures is judged by.
fn possible(what: &What) -> bool {
    match what {
        What::Day { day, month, .. } => {
            (1..=31).contains(day) && month.is_some_and(|month| (1..=12).contains(&month))
        }
        What::Month(month) => (1..=12).contains(month),
        _ => true,
    }
}

fn iso_day(year: i32, month: u32, day: u32) -> Option<(What, Option<i32>)> {
    let what = What::Day {
        day,
        month: Some(month),
        month_first: false,
    };
    ((1900..2200).contains(&year) && possible(&what)).then_some((what, Some(year)))
}

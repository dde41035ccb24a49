//! Whole phrases: dates joined and ranged, with a length beside them or a last day alone.

use super::lexicon::Word;
use super::parser::{Ends, Found, Join, Parser, Piece, Stretch, What, chain};
use super::token::Kind;
use crate::language::Term;

/// A phrase, its marker taken out, as its words say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parsed {
    pub body: Body,
    /// Days, where printed beside the dates.
    pub length: Option<u32>,
    /// Printed apart from the days.
    pub weekdays: Weekdays,
}

/// Days since Sunday, and the first token of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Weekdays {
    /// Of each day in turn, or of the first and the last.
    Listed(Vec<(u32, usize)>),
    /// Of every day.
    Every(u32, usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Body {
    Dates(Stretch, Vec<(Join, Stretch)>),
    By(Piece),
    /// Only a length.
    Nothing,
}

impl Parser<'_> {
    /// Every reading of the whole phrase.
    pub fn phrase(&self) -> Vec<Parsed> {
        let mut found = Vec::new();
        for (start, ()) in self.label(0) {
            found.extend(self.with_length(start));
            if let Some(open) = self.sign(start, &['(']) {
                // `[5 May, 7 May]` is one of the two in EDTF.
                let single = |parsed: &Parsed| !matches!(&parsed.body, Body::Dates(_, rest) if !rest.is_empty());
                let whole = self
                    .with_length(open)
                    .into_iter()
                    .filter(|(_, parsed)| single(parsed));
                found.extend(
                    whole.filter_map(|(next, parsed)| Some((self.sign(next, &[')'])?, parsed))),
                );
            }
            for (next, weekdays) in self.weekdays_before(start) {
                for from in self.skip(next, &[&self.signs(&[',', ':']), &self.terms(Term::The)]) {
                    found.extend(self.with_length(from).into_iter().map(|(end, parsed)| {
                        (
                            end,
                            Parsed {
                                weekdays: weekdays.clone(),
                                ..parsed
                            },
                        )
                    }));
                }
            }
        }
        let mut whole: Vec<Parsed> = Vec::new();
        for (next, parsed) in found {
            for end in self.skip(next, &[&self.signs(&['.'])]) {
                if end == self.tokens.len() && !whole.contains(&parsed) {
                    whole.push(parsed.clone());
                }
            }
        }
        whole
    }

    /// `Date:` before a date.
    fn label(&self, at: usize) -> Found<()> {
        self.skip(at, &[&self.terms(Term::Date), &self.signs(&[':'])])
            .into_iter()
            .map(|next| (next, ()))
            .collect()
    }

    fn with_length(&self, at: usize) -> Found<Parsed> {
        let parsed = |body, length| Parsed {
            body,
            length,
            weekdays: Weekdays::Listed(Vec::new()),
        };
        let mut found = Vec::new();
        let inclusive = |next| self.bracketed(next, |from| self.term(from, Term::Inclusive));
        let bodies = chain(self.body(at), |next, body| {
            self.optional(next, inclusive)
                .into_iter()
                .map(|(end, _)| (end, body.clone()))
                .collect()
        });
        for (next, body) in bodies {
            found.push((next, parsed(body.clone(), None)));
            for (end, weekdays) in self.bracketed(next, |from| self.weekday_list(from)) {
                found.push((
                    end,
                    Parsed {
                        weekdays: Weekdays::Listed(weekdays),
                        ..parsed(body.clone(), None)
                    },
                ));
            }
            for (end, length) in self.bracketed(next, |from| self.length(from)) {
                found.push((end, parsed(body.clone(), Some(length))));
            }
        }
        for (next, length) in self.length(at) {
            found.push((next, parsed(Body::Nothing, Some(length))));
            for from in self.skip(
                next,
                &[&self.signs(&[',', ':', '-', ';']), &self.terms(Term::Of)],
            ) {
                found.extend(
                    self.body(from)
                        .into_iter()
                        .map(|(end, body)| (end, parsed(body, Some(length)))),
                );
                if let Some(open) = self.sign(from, &['(']) {
                    found.extend(self.body(open).into_iter().filter_map(|(end, body)| {
                        Some((self.sign(end, &[')'])?, parsed(body, Some(length))))
                    }));
                }
            }
        }
        found
    }

    /// `part`, in brackets, after a comma, colon or dash, or just after a space.
    fn bracketed<T>(&self, at: usize, part: impl Fn(usize) -> Found<T>) -> Found<T> {
        if let Some(open) = self.sign(at, &['(']) {
            return part(open)
                .into_iter()
                .filter_map(|(end, value)| Some((self.sign(end, &[')'])?, value)))
                .collect();
        }
        let from = self.skip(at, &[&self.signs(&[',', ':', '-', ';'])]);
        from.into_iter().flat_map(part).collect()
    }

    /// `3 days`, `three days`, `3-day`.
    fn length(&self, at: usize) -> Found<u32> {
        let counts = self
            .skip(at, &[&self.terms(Term::Lead)])
            .into_iter()
            .flat_map(|from| self.count(from))
            .collect();
        chain(counts, |next, days| {
            let from = self.skip(next, &[&self.signs(&['-'])]);
            let ends = from.into_iter().flat_map(|from| self.term(from, Term::Day));
            ends.map(|(end, ())| (end, *days)).collect()
        })
    }

    /// `Mon-Wed,` or `les lundis` before days.
    fn weekdays_before(&self, at: usize) -> Found<Weekdays> {
        let listed = self
            .weekday_list(at)
            .into_iter()
            .map(|(next, days)| (next, Weekdays::Listed(days)));
        let every = chain(self.skip_the(at), |from, ()| {
            self.words(from, |word| match word {
                Word::Term(Term::Weekdays(day)) => Some(Weekdays::Every(day.into(), from)),
                Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
            })
        });
        listed.chain(every).collect()
    }

    /// Weekdays apart from their days: `Mon-Wed`, `Saturday and Sunday`.
    fn weekday_list(&self, at: usize) -> Found<Vec<(u32, usize)>> {
        let mut found = Vec::new();
        let mut open: Found<Vec<(u32, usize)>> = self
            .weekday(at)
            .into_iter()
            .map(|(next, day)| (next, vec![day]))
            .collect();
        while let Some((next, days)) = open.pop() {
            if days.len() > 1 {
                found.push((next, days.clone()));
            }
            let separators = self
                .join(next)
                .into_iter()
                .map(|(from, _)| from)
                .chain(self.to(next));
            for (end, day) in separators.flat_map(|from| self.weekday(from)) {
                open.push((end, [days.as_slice(), &[day]].concat()));
            }
        }
        found
    }

    fn body(&self, at: usize) -> Found<Body> {
        let mut found = self.deadline(at);
        let start = chain(self.lead(at), |from, ()| self.stretch(from));
        let mut open: Found<(Stretch, Vec<(Join, Stretch)>)> = start
            .into_iter()
            .map(|(next, first)| (next, (first, Vec::new())))
            .collect();
        while let Some((next, (first, rest))) = open.pop() {
            found.push((next, Body::Dates(first.clone(), rest.clone())));
            for (from, join) in self.join(next) {
                for (end, stretch) in chain(self.lead(from), |from, ()| {
                    self.stretch_after(from, rest.last().map_or(&first, |(_, last)| last))
                }) {
                    open.push((
                        end,
                        (
                            first.clone(),
                            [rest.as_slice(), &[(join, stretch)]].concat(),
                        ),
                    ));
                }
            }
        }
        found
    }

    /// A further date in a list; one after a week's first day is a week's first day too.
    fn stretch_after(&self, at: usize, before: &Stretch) -> Found<Stretch> {
        let mut found = self.stretch(at);
        if matches!(before.first.what, What::WeekOf(_)) {
            for (end, day) in self.day(at) {
                let piece = Piece::new(What::WeekOf(Box::new(day)), None, at..end);
                found.push((
                    end,
                    Stretch {
                        first: piece,
                        last: None,
                        ends: Ends::FromTo,
                    },
                ));
            }
        }
        found
    }

    /// `on`, `in the course of`, or nothing.
    fn lead(&self, at: usize) -> Found<()> {
        self.skip(at, &[&self.terms(Term::Lead)])
            .into_iter()
            .map(|next| (next, ()))
            .collect()
    }

    /// `by 31 March`, `31 March at the latest`, `../2017-03-31`.
    fn deadline(&self, at: usize) -> Found<Body> {
        let mut found = Vec::new();
        for (next, ()) in self.term(at, Term::By) {
            for from in self.skip(next, &[&self.signs(&[':']), &self.terms(Term::The)]) {
                found.extend(
                    chain(self.lead(from), |from, ()| self.piece(from))
                        .into_iter()
                        .map(|(end, piece)| (end, Body::By(piece))),
                );
            }
        }
        for (next, piece) in self.piece(at) {
            for from in self.skip(next, &[&self.signs(&[',', '('])]) {
                for (end, ()) in self.term(from, Term::Latest) {
                    let closed = self.tokens[from - 1].kind == Kind::Sign('(');
                    let end = if closed {
                        self.sign(end, &[')'])
                    } else {
                        Some(end)
                    };
                    found.extend(end.map(|end| (end, Body::By(piece.clone()))));
                }
            }
        }
        let dots = self
            .sign(at, &['.'])
            .and_then(|next| self.glued_sign(next, &['.']))
            .and_then(|next| self.glued_sign(next, &['/']));
        found.extend(
            dots.into_iter()
                .flat_map(|from| self.iso(from))
                .map(|(end, piece)| (end, Body::By(piece))),
        );
        found
    }

    /// One date or one range.
    fn stretch(&self, at: usize) -> Found<Stretch> {
        let mut found = self.iso_interval(at);
        found.extend(self.days_within_date(at));
        found.extend(self.weeks(at));
        for (next, first) in self.piece(at) {
            found.push((
                next,
                Stretch {
                    first: first.clone(),
                    last: None,
                    ends: Ends::FromTo,
                },
            ));
            found.extend(self.range_from(next, &first));
        }
        for (next, first) in self.after(at, Term::From) {
            found.extend(self.range_from(next, &first));
        }
        for (opening, ends) in [(Term::Between, Ends::Between), (Term::Within, Ends::Within)] {
            for (next, first) in self.after(at, opening) {
                for (from, ()) in self.term(next, Term::And) {
                    let lasts = chain(self.skip_the(from), |from, ()| self.piece(from));
                    found.extend(lasts.into_iter().map(|(end, last)| {
                        (
                            end,
                            Stretch {
                                first: first.clone(),
                                last: Some(last),
                                ends,
                            },
                        )
                    }));
                }
            }
        }
        found
    }

    /// A piece after a term that opens a range.
    fn after(&self, at: usize, term: Term) -> Found<Piece> {
        let opened = chain(self.term(at, term), |next, ()| self.lead(next));
        chain(opened, |next, ()| {
            chain(self.skip_the(next), |from, ()| self.piece(from))
        })
    }

    fn range_from(&self, at: usize, first: &Piece) -> Found<Stretch> {
        let mut found = Vec::new();
        for from in self.to(at) {
            for (end, last) in chain(
                chain(self.lead(from), |from, ()| self.skip_the(from)),
                |from, ()| self.piece(from),
            ) {
                found.push((
                    end,
                    Stretch {
                        first: first.clone(),
                        last: Some(last),
                        ends: Ends::FromTo,
                    },
                ));
            }
        }
        found
    }

    /// Where a range goes on: after a dash or *to*.
    pub fn to(&self, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.sign(at, &['-']).into_iter().collect();
        for from in self.skip(at, &[&self.signs(&['-'])]) {
            for (next, ()) in self.term(from, Term::To) {
                found.extend(self.skip(next, &[&self.signs(&['-'])]));
            }
        }
        found
    }

    /// What joins one date to the next: a comma, *and*, `&`, a slash.
    pub fn join(&self, at: usize) -> Found<Join> {
        let mut found: Found<Join> = self
            .sign(at, &['/'])
            .map(|next| (next, Join::Slash))
            .into_iter()
            .collect();
        let comma = self.sign(at, &[',', ';']);
        found.extend(comma.map(|next| (next, Join::And)));
        for from in std::iter::once(at).chain(comma) {
            found.extend(self.sign(from, &['&', '+']).map(|next| (next, Join::And)));
            found.extend(
                self.term(from, Term::And)
                    .into_iter()
                    .map(|(next, ())| (next, Join::And)),
            );
        }
        found
    }
}

//! One phrase in one language: all its readings followed to their days, and the best account of
//! what is wrong.

use std::cmp::Reverse;
use std::ops::Range;

use chrono::Datelike;

use super::grammar::phrase;
use super::lexicon::{Lexicon, Word};
use super::months::could_be_two_days;
use super::parser::{DateOrder, Parser};
use super::problem::{Problem, ProblemKind, explain_word};
use super::refusal::{GENERAL_ADVICE, Refusal, RefusalKind};
use super::resolve::resolve;
use super::suggestion::Suggestion;
use super::token::{Token, TokenKind};
use super::{Context, Weeks, refusal};
use crate::language::{Language, Refused, Term};
use crate::plan::{Marker, When};

/// One phrase, its marker taken out, in one language.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub phrase: &'a str,
    pub tokens: &'a [Token],
    pub lexicon: &'a Lexicon,
    pub context: Context,
    pub marker: Option<Marker>,
}

/// An attempt that came to nothing.
pub(super) struct Failure {
    pub account: Account,
    pub refusal: Refusal,
}

/// The kinds of failure, the most useful to report first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Account {
    /// The phrase can be read, but to no days or to several.
    Wrong,
    /// A word in it is never part of a date.
    Word,
    /// It is a date with another word for one that is not known.
    Misspelt,
    /// It can be read only without its context.
    Loose,
    /// It can't be read past that token: the further, the better.
    Unread(Reverse<usize>),
}

/// All that came of reading a phrase.
#[derive(Default)]
struct Readings {
    meanings: Vec<When>,
    /// The order of day and month in which each is read.
    orders: Vec<DateOrder>,
    problems: Vec<Problem>,
    /// The furthest token that was looked at.
    furthest: usize,
    /// Whether there were more ways to read it than could be tried.
    is_exhausted: bool,
}

impl Readings {
    /// Adds the readings of which only the year is not known: they are readings all the same.
    fn add_those_of_unknown_year(&mut self) {
        for when in self
            .problems
            .iter()
            .flat_map(|problem| problem.kind.readings())
        {
            if !self.meanings.contains(when) {
                self.meanings.push(when.clone());
            }
        }
    }
}

impl Attempt<'_> {
    pub(crate) fn read(&self) -> Result<When, Failure> {
        let readings = self.readings();
        if readings.is_exhausted {
            let help = "write it as several events, or with ISO dates";
            let message = "this can be read in too many ways";
            return Err(wrong(refusal(self.whole(), message, help)));
        }
        match readings.meanings.as_slice() {
            [when] => Ok(when.clone()),
            [] => Err(self.failure(readings.problems, readings.furthest)),
            several => Err(wrong(self.ambiguous(several, &readings.orders))),
        }
    }

    /// Refuses a phrase that means several things, maybe because the order of its figures is not
    /// known.
    fn ambiguous(&self, meanings: &[When], orders: &[DateOrder]) -> Refusal {
        let mut refusal = ambiguous(self.phrase, self.whole(), meanings, self.lexicon.language);
        if let [DateOrder::Dmy, DateOrder::Mdy] = orders {
            "write the one that is meant, or give `date_order` under `plan:` in plan.yaml"
                .clone_into(&mut refusal.advice);
            refusal.suggestions[0].note = "`date_order: dmy`";
            refusal.suggestions[1].note = "`date_order: mdy`";
        }
        refusal
    }

    fn readings(&self) -> Readings {
        let mut readings = Readings::default();
        let year = self.context.year.map(|year| year.days.first().year());
        for order in self.orders() {
            let parser = Parser::new(self.tokens, self.lexicon, *order, year);
            let found = phrase(&parser);
            readings.furthest = readings.furthest.max(parser.furthest());
            readings.is_exhausted |= parser.is_exhausted();
            let is_understood = !found.is_empty();
            for parsed in found {
                match resolve(parsed, self.marker, self.context) {
                    Ok(when) if !readings.meanings.contains(&when) => {
                        readings.orders.push(*order);
                        readings.meanings.push(when);
                    }
                    Ok(_) => {}
                    Err(problem) => readings.problems.push(problem),
                }
            }
            if self.context.order.is_some() && is_understood {
                break;
            }
        }
        if !readings.meanings.is_empty() {
            readings.add_those_of_unknown_year();
        }
        readings
    }

    /// Returns the orders of day and month to try, the plan's own first. Without dates in figures,
    /// any one order will do.
    fn orders(&self) -> &'static [DateOrder] {
        if !self.has_figures() {
            return &[DateOrder::Dmy];
        }
        match self.context.order {
            Some(DateOrder::Mdy) => &[DateOrder::Mdy, DateOrder::Dmy],
            Some(DateOrder::Dmy) | None => &[DateOrder::Dmy, DateOrder::Mdy],
        }
    }

    /// Returns whether two numbers are side by side as in `13/03`, so that their order may matter.
    fn has_figures(&self) -> bool {
        self.tokens.windows(3).any(|three| {
            let [one, sign, two] = [0, 1, 2].map(|i| &three[i].kind);
            matches!(
                (one, sign, two),
                (
                    TokenKind::Number(..),
                    TokenKind::Sign('/' | '.' | '-'),
                    TokenKind::Number(..)
                )
            )
        })
    }

    /// Returns why there is no reading.
    fn failure(&self, problems: Vec<Problem>, furthest: usize) -> Failure {
        let nearest = problems
            .into_iter()
            .min_by_key(|problem| problem.kind.rank());
        if let Some(problem) = &nearest
            && problem.kind.rank() == 0
        {
            return wrong(self.explain(problem));
        }
        if let Some(refusal) = (0..self.tokens.len()).find_map(|at| self.impossible_number(at)) {
            return wrong(refusal);
        }
        let short_year = self.year_in_two_figures();
        let (account, refusal) = match (short_year.or_else(|| self.refused_word(furthest)), nearest)
        {
            (Some(refusal), _) => (Account::Word, refusal),
            (None, Some(problem)) => (Account::Loose, self.explain(&problem)),
            (None, None) => match self.misspelt(furthest) {
                Some(refusal) => (Account::Misspelt, refusal),
                None => (Account::Unread(Reverse(furthest)), self.unread(furthest)),
            },
        };
        Failure { account, refusal }
    }

    fn explain(&self, problem: &Problem) -> Refusal {
        let at = self.characters(problem.tokens.clone());
        let (message, advice) = problem.kind.explain(&printed(self.phrase, &at));
        Refusal {
            kind: problem.kind.refusal_kind(),
            at,
            message,
            advice,
            suggestions: self.suggestions(&problem.kind),
            correction: None,
        }
    }

    /// Returns what may be meant by a phrase with that problem.
    fn suggestions(&self, problem: &ProblemKind) -> Vec<Suggestion> {
        if *problem == ProblemKind::WeekOfNoYear {
            let context = Context {
                weeks: Some(Weeks::Iso),
                ..self.context
            };
            let readings = Attempt { context, ..*self }.readings();
            let weeks = readings.meanings.iter();
            return weeks
                .map(|when| Suggestion::of(when, self.lexicon.language, "by ISO 8601"))
                .collect();
        }
        let in_other_years = problem.in_other_years().iter();
        let mut suggestions: Vec<Suggestion> = in_other_years
            .map(|when| Suggestion::of(when, self.lexicon.language, ""))
            .collect();
        for (dates, note) in problem.choices() {
            let when = When::new(dates, None, self.marker).ok();
            suggestions.extend(when.map(|when| Suggestion::of(&when, self.lexicon.language, note)));
        }
        suggestions
    }

    /// Refuses a number that can't be a day, a month or a year.
    fn impossible_number(&self, at: usize) -> Option<Refusal> {
        let TokenKind::Number(number, figures) = self.tokens[at].kind else {
            return None;
        };
        let is_day = self.is_month(at + 1) || at > 0 && self.is_month(at - 1);
        let after_month = self.is_after_year(at, 4);
        let after_year = self.is_after_year(at, 2) && !after_month && self.tokens[at].glued;
        let message = match (number, figures) {
            (0 | 32.., 1 | 2) if is_day || after_month => format!("{number} is not a valid day"),
            (0 | 13.., 2) if after_year => format!("{number} is not a valid month"),
            (_, 3..) if !(1900..2200).contains(&number) && figures != 8 => {
                format!("`{number}` is neither a day nor a year")
            }
            _ => return None,
        };
        let two_days = format!("{}-{}", number / 100, number % 100);
        let has_lost_dash = figures == 4 && could_be_two_days(number as i32);
        let advice = if has_lost_dash && self.is_date_with(at, &two_days) {
            format!("if a dash was lost, write `{two_days}`")
        } else {
            "write a day 1 to 31, a month 1 to 12, a year 1900 to 2199".to_owned()
        };
        let at = self.tokens[at].at.clone();
        Some(Refusal {
            kind: RefusalKind::Impossible,
            at,
            message,
            advice,
            suggestions: Vec::new(),
            correction: None,
        })
    }

    /// Refuses a phrase whose last two figures are a year: `1H25`.
    fn year_in_two_figures(&self) -> Option<Refusal> {
        let suggestions = self.with_century();
        let at = self.tokens.last()?.at.clone();
        let year = printed(self.phrase, &at);
        let message = format!("`{year}` is a year in two figures");
        let refusal = refusal(at, &message, "write it in four");
        (!suggestions.is_empty()).then_some(Refusal {
            suggestions,
            ..refusal
        })
    }

    fn is_month(&self, at: usize) -> bool {
        let mut words = self.lexicon.at(self.tokens, at);
        words.any(|(_, word)| matches!(word, Word::Month(_)))
    }

    /// Returns whether there is a dash before a number, and a year so many tokens before it.
    fn is_after_year(&self, at: usize, tokens: usize) -> bool {
        at >= tokens
            && matches!(self.tokens[at - tokens].kind, TokenKind::Number(_, 4))
            && self.tokens[at - 1].kind == TokenKind::Sign('-')
    }

    /// Refuses a word that is never part of a date. A word that opens a range is refused only if
    /// the range has no end.
    fn refused_word(&self, furthest: usize) -> Option<Refusal> {
        let (tokens, refused) = (0..self.tokens.len()).find_map(|at| {
            let (next, refused) = self.time_of_day(at).or_else(|| self.longest_refused(at))?;
            let is_open = furthest < next || furthest >= self.tokens.len();
            (is_open || !matches!(refused, Refused::OpenEnd(_))).then_some((at..next, refused))
        })?;
        let suggestions = self.instead_of(refused, tokens.clone());
        let at = self.characters(self.with_figures(refused, tokens));
        let (message, advice) = explain_word(refused, &printed(self.phrase, &at));
        Some(Refusal {
            kind: RefusalKind::NotUnderstood,
            at,
            message,
            advice,
            suggestions,
            correction: None,
        })
    }

    /// Returns the tokens of a time of day with the figures that are printed without a space beside
    /// it: `15h30`.
    fn with_figures(&self, refused: Refused, mut tokens: Range<usize>) -> Range<usize> {
        if refused != Refused::TimeOfDay {
            return tokens;
        }
        while tokens.start > 0
            && self.tokens[tokens.start].glued
            && self.is_number(tokens.start - 1)
        {
            tokens.start -= 1;
        }
        while self.is_number(tokens.end) && self.tokens[tokens.end].glued {
            tokens.end += 1;
        }
        tokens
    }

    fn is_number(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        token.is_some_and(|token| matches!(token.kind, TokenKind::Number(..)))
    }

    fn time_of_day(&self, at: usize) -> Option<(usize, Refused)> {
        let [hours, colon, minutes] = self.tokens.get(at..at + 3)? else {
            return None;
        };
        let is_time = matches!(
            (&hours.kind, &colon.kind, &minutes.kind),
            (
                TokenKind::Number(..24, ..=2),
                TokenKind::Sign(':'),
                TokenKind::Number(..60, 2)
            )
        );
        is_time.then_some((at + 3, Refused::TimeOfDay))
    }

    pub(super) fn longest_refused(&self, at: usize) -> Option<(usize, Refused)> {
        let words = self.lexicon.at(self.tokens, at);
        let refused = words.filter_map(|(next, word)| match word {
            Word::Term(Term::Refused(refused)) => Some((next, refused)),
            Word::Term(Term::Weekdays(_)) => Some((next, Refused::Recurring)),
            Word::Term(_) | Word::Hours(_) | Word::Month(_) | Word::Weekday(_) => None,
        });
        refused.max_by_key(|(next, _)| *next)
    }

    /// Refuses a phrase in which a known word may be meant by one that is not.
    fn misspelt(&self, furthest: usize) -> Option<Refusal> {
        self.tokens.get(furthest)?;
        let name = self.nearest(furthest)?;
        let at = self.tokens[furthest].at.clone();
        let message = format!("`{}` is not understood here", printed(self.phrase, &at));
        let help = format!("did you mean `{name}`?");
        Some(Refusal {
            correction: Some(name),
            ..refusal(at, &message, &help)
        })
    }

    /// Refuses a phrase that can be read only up to that token.
    fn unread(&self, furthest: usize) -> Refusal {
        let advice = GENERAL_ADVICE;
        let Some(token) = self.tokens.get(furthest) else {
            let message = "this is not a whole date: a part is missing, or there is one too many";
            return refusal(self.whole(), message, advice);
        };
        let at = token.at.clone();
        if token.kind == TokenKind::Sign('O') {
            let help = "write the figure 0 if it is a zero";
            return refusal(at, "there is a letter O here", help);
        }
        let message = format!("`{}` is not understood here", printed(self.phrase, &at));
        refusal(at, &message, advice)
    }

    fn whole(&self) -> Range<usize> {
        self.characters(0..self.tokens.len())
    }

    /// Returns the characters of the phrase that these tokens are.
    fn characters(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self
            .tokens
            .get(tokens.start)
            .map_or(0, |token| token.at.start);
        let before_end = self.tokens[..tokens.end.min(self.tokens.len())].last();
        let end = before_end.map_or(start, |token| token.at.end);
        start..end.max(start)
    }
}

fn wrong(refusal: Refusal) -> Failure {
    Failure {
        account: Account::Wrong,
        refusal,
    }
}

/// Refuses a phrase that means several things.
pub(super) fn ambiguous(
    phrase: &str,
    at: Range<usize>,
    meanings: &[When],
    language: &Language,
) -> Refusal {
    let suggestions = meanings.iter();
    let suggestions = suggestions.map(|when| Suggestion::of(when, language, ""));
    Refusal {
        kind: RefusalKind::Ambiguous,
        message: format!(
            "`{}` can be read in {} ways",
            printed(phrase, &at),
            meanings.len()
        ),
        at,
        advice: "write the one that is meant".to_owned(),
        suggestions: suggestions.collect(),
        correction: None,
    }
}

fn printed(phrase: &str, at: &Range<usize>) -> String {
    phrase.chars().skip(at.start).take(at.len()).collect()
}

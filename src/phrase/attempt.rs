//! One phrase in one language: all its readings followed to their days, and the best account of
//! what is wrong.

use std::cmp::Reverse;
use std::ops::Range;

use super::grammar::phrase;
use super::lexicon::{Lexicon, Word};
use super::months::could_be_two_days;
use super::parser::{DateOrder, Parser};
use super::problem::{Problem, Refusal, RefusalKind, explain_word};
use super::resolve::resolve;
use super::token::{Token, TokenKind};
use super::{Context, refusal};
use crate::language::{Refused, Term};
use crate::plan::{Marker, When};

/// One phrase, its marker taken out, in one language.
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

/// How good an account of failure is; the first that there is, is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Account {
    /// The phrase can be read, but to no days or to several.
    Wrong,
    /// A word in it is refused wherever it stands.
    Word,
    /// It can be read only without its context.
    Loose,
    /// It can't be read past that token: the further, the better.
    Unread(Reverse<usize>),
}

impl Attempt<'_> {
    pub fn read(&self) -> Result<When, Failure> {
        let declared = self.context.order;
        let orders: &[DateOrder] = match declared {
            _ if !self.has_figures() => &[DateOrder::Dmy],
            Some(DateOrder::Mdy) => &[DateOrder::Mdy, DateOrder::Dmy],
            Some(DateOrder::Dmy) | None => &[DateOrder::Dmy, DateOrder::Mdy],
        };
        let (mut meanings, mut problems, mut furthest) =
            (Vec::<When>::new(), Vec::<Problem>::new(), 0);
        for order in orders {
            let parser = Parser::new(self.tokens, self.lexicon, *order);
            let readings = phrase(&parser);
            furthest = furthest.max(parser.furthest());
            if parser.is_exhausted() {
                let help = "write it as several events, or with ISO dates";
                let refusal = refusal(
                    self.characters(0..self.tokens.len()),
                    "this has too many readings to try",
                    help,
                );
                return Err(Failure {
                    account: Account::Wrong,
                    refusal,
                });
            }
            let understood = !readings.is_empty();
            for parsed in readings {
                match resolve(parsed, self.marker, self.context.year) {
                    Ok(when) if !meanings.contains(&when) => meanings.push(when),
                    Ok(_) => {}
                    Err(problem) => problems.push(problem),
                }
            }
            if declared.is_some() && understood {
                break;
            }
        }
        match meanings.as_slice() {
            [when] => Ok(when.clone()),
            [] => {
                let (account, refusal) = self.account(problems, furthest);
                Err(Failure { account, refusal })
            }
            several => Err(Failure {
                account: Account::Wrong,
                refusal: ambiguous(self.phrase, self.characters(0..self.tokens.len()), several),
            }),
        }
    }

    /// Whether two numbers stand side by side as in `13/03`, so that their order may matter.
    fn has_figures(&self) -> bool {
        let is_number = |token: &Token| matches!(token.kind, TokenKind::Number(..));
        let is_sign = |token: &Token| matches!(token.kind, TokenKind::Sign('/' | '.' | '-'));
        self.tokens
            .windows(3)
            .any(|three| is_number(&three[0]) && is_sign(&three[1]) && is_number(&three[2]))
    }

    /// Why there is no reading.
    fn account(&self, problems: Vec<Problem>, furthest: usize) -> (Account, Refusal) {
        let nearest = problems
            .into_iter()
            .min_by_key(|problem| problem.fault.rank());
        if let Some(problem) = &nearest
            && problem.fault.rank() == 0
        {
            return (Account::Wrong, self.explain(problem));
        }
        if let Some((at, message, help)) = self.impossible_number() {
            let refusal = Refusal {
                kind: RefusalKind::Impossible,
                at: self.tokens[at].at.clone(),
                message,
                help,
            };
            return (Account::Wrong, refusal);
        }
        if let Some((first, next, refused)) = self.refused_word(furthest) {
            let at = self.characters(first..next);
            let (message, help) = explain_word(refused, &self.printed(&at));
            return (
                Account::Word,
                Refusal {
                    kind: RefusalKind::NotUnderstood,
                    at,
                    message,
                    help,
                },
            );
        }
        match nearest {
            Some(problem) => (Account::Loose, self.explain(&problem)),
            None => (Account::Unread(Reverse(furthest)), self.unread(furthest)),
        }
    }

    /// A number that no day, month or year can be: which token, what is wrong, what to write.
    fn impossible_number(&self) -> Option<(usize, String, String)> {
        let kind = |at: usize| self.tokens.get(at).map(|token| &token.kind);
        let is_month = |at: usize| {
            self.lexicon
                .at(self.tokens, at)
                .any(|(_, word)| matches!(word, Word::Month(_)))
        };
        (0..self.tokens.len()).find_map(|at| {
            let Some(TokenKind::Number(number, figures)) = kind(at) else {
                return None;
            };
            let beside_month = is_month(at + 1) || at.checked_sub(1).is_some_and(is_month);
            let after_year = at >= 2
                && matches!(
                    (kind(at - 2), kind(at - 1)),
                    (Some(TokenKind::Number(_, 4)), Some(TokenKind::Sign('-')))
                );
            let after_month = at >= 4
                && matches!(
                    (kind(at - 4), kind(at - 1)),
                    (Some(TokenKind::Number(_, 4)), Some(TokenKind::Sign('-')))
                );
            let message = match (number, figures) {
                (0 | 32.., 1 | 2) if beside_month || after_month => {
                    format!("there is no day {number}")
                }
                (0 | 13.., 2) if after_year && !after_month && self.tokens[at].glued => {
                    format!("there is no month {number}")
                }
                (_, 3..) if !(1900..2200).contains(number) && *figures != 8 => {
                    format!("`{number}` is neither a day nor a year")
                }
                _ => return None,
            };
            let help = match figures {
                4 if could_be_two_days(*number as i32) => {
                    format!(
                        "if a dash was lost, write `{}-{}`",
                        number / 100,
                        number % 100
                    )
                }
                _ => "write a day 1 to 31, a month 1 to 12, a year 1900 to 2199".to_owned(),
            };
            Some((at, message, help))
        })
    }

    fn explain(&self, problem: &Problem) -> Refusal {
        let at = self.characters(problem.tokens.clone());
        let (message, help) = problem.fault.explain(&self.printed(&at));
        Refusal {
            kind: problem.fault.kind(),
            at,
            message,
            help,
        }
    }

    /// A word that is refused wherever it stands; one that opens a range only where the range is
    /// not closed.
    fn refused_word(&self, furthest: usize) -> Option<(usize, usize, Refused)> {
        let time = |at: usize| {
            let kinds: Vec<&TokenKind> = self.tokens[at..]
                .iter()
                .take(3)
                .map(|token| &token.kind)
                .collect();
            let is_time = matches!(
                kinds.as_slice(),
                [
                    TokenKind::Number(..24, ..=2),
                    TokenKind::Sign(':'),
                    TokenKind::Number(..60, 2)
                ]
            );
            is_time.then_some((at, at + 3, Refused::TimeOfDay))
        };
        let word = |at: usize| {
            let words =
                self.lexicon
                    .at(self.tokens, at)
                    .filter_map(move |(next, word)| match word {
                        Word::Term(Term::Refused(refused)) => Some((at, next, refused)),
                        Word::Term(Term::Weekdays(_)) => Some((at, next, Refused::Recurring)),
                        Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
                    });
            words.max_by_key(|(_, next, _)| *next)
        };
        let reached = |next: usize, refused| {
            refused != Refused::OpenEnd || furthest < next || furthest >= self.tokens.len()
        };
        (0..self.tokens.len()).find_map(|at| {
            time(at)
                .or_else(|| word(at))
                .filter(|(_, next, refused)| reached(*next, *refused))
        })
    }

    /// The phrase can be read up to that token.
    fn unread(&self, furthest: usize) -> Refusal {
        let example = "write a date such as `8-9 May 2017`, `July TBA`, `last week of July` or `2017-05-08/2017-05-09`";
        let Some(token) = self.tokens.get(furthest) else {
            let end = self.characters(0..self.tokens.len()).end;
            return refusal(
                end..end,
                "this is no whole date: a part is missing, or one is too many",
                example,
            );
        };
        let printed = self.printed(&token.at);
        if token.kind == TokenKind::Sign('O') {
            return refusal(
                token.at.clone(),
                "there is a letter O here",
                "write the figure 0 if it is a zero",
            );
        }
        let help = match self.nearest(token) {
            Some(name) => format!("did you mean `{name}`?"),
            None => example.to_owned(),
        };
        refusal(
            token.at.clone(),
            &format!("`{printed}` is not understood here"),
            &help,
        )
    }

    /// The known word nearest to one that is not known; months before others.
    fn nearest(&self, token: &Token) -> Option<String> {
        let TokenKind::Word(unknown) = &token.kind else {
            return None;
        };
        if self.lexicon.knows(&token.kind) {
            return None;
        }
        let near = |word: &str| strsim::damerau_levenshtein(word, unknown);
        let words = self.lexicon.words().filter(|(word, meaning)| {
            word.len()
                > if matches!(meaning, Word::Term(_)) {
                    3
                } else {
                    2
                }
        });
        let close = words.filter(|(word, _)| near(word) <= 1 + unknown.chars().count() / 5);
        let nearest = close.min_by_key(|(word, meaning)| {
            (
                near(word),
                !matches!(meaning, Word::Month(_)),
                word.to_string(),
            )
        });
        nearest.map(|(word, meaning)| match meaning {
            Word::Month(_) | Word::Weekday(_) => capitalised(word),
            Word::Term(_) => word.to_owned(),
        })
    }

    /// The characters of the phrase that these tokens stand for.
    fn characters(&self, tokens: Range<usize>) -> Range<usize> {
        let start = self
            .tokens
            .get(tokens.start)
            .map_or(0, |token| token.at.start);
        let end = self.tokens[..tokens.end.min(self.tokens.len())]
            .last()
            .map_or(start, |token| token.at.end);
        start..end.max(start)
    }

    fn printed(&self, at: &Range<usize>) -> String {
        self.phrase.chars().skip(at.start).take(at.len()).collect()
    }
}

/// Refused because it means several things.
pub(super) fn ambiguous(phrase: &str, at: Range<usize>, meanings: &[When]) -> Refusal {
    let readings: Vec<String> = meanings.iter().map(|when| format!("`{when}`")).collect();
    let printed: String = phrase.chars().skip(at.start).take(at.len()).collect();
    let message = format!("`{printed}` can be read in {} ways", meanings.len());
    let help = format!("write the one that is meant: {}", readings.join(" or "));
    Refusal {
        kind: RefusalKind::Ambiguous,
        at,
        message,
        help,
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

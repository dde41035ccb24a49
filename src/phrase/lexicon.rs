//! The words of a language, cut like a phrase and ready to be found in one.

use std::collections::BTreeMap;

use super::hours::ABBREVIATIONS;
use super::token::{Token, TokenKind, tokens};
use crate::language::{HoursTerm, Language, Term};
use crate::plan::Marker;

/// The meaning of a run of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    Term(Term),
    /// A term of hours.
    Hours(HoursTerm),
    /// 1-12.
    Month(u32),
    /// Days since Sunday.
    Weekday(u32),
}

/// The words of the plan's own language, and of all others.
pub(super) struct Lexicons {
    pub own: Lexicon,
    pub others: Vec<Lexicon>,
}

impl Lexicons {
    /// Returns every word of any language at that token, with the token after it.
    pub(crate) fn words_at<'a>(
        &'a self,
        tokens: &'a [Token],
        at: usize,
    ) -> impl Iterator<Item = (usize, Word)> + 'a {
        let lexicons = std::iter::once(&self.own).chain(&self.others);
        lexicons.flat_map(move |lexicon| lexicon.at(tokens, at))
    }
}

/// The words of one language by their first token.
pub(super) struct Lexicon {
    pub language: &'static Language,
    by_first: BTreeMap<TokenKind, Vec<(Vec<TokenKind>, Word)>>,
}

impl Lexicon {
    /// Returns the words of dates.
    pub(crate) fn of_dates(language: &'static Language) -> Self {
        let mut lexicon = Self::of_days(language);
        for (term, forms) in language.lexicon {
            let word = match *term {
                Term::MonthName(month) => Word::Month(month.into()),
                Term::WeekdayName(day) => Word::Weekday(day.into()),
                term => Word::Term(term),
            };
            lexicon.add_all(forms, word);
        }
        lexicon
    }

    /// Returns the words of hours.
    pub(crate) fn of_hours(language: &'static Language) -> Self {
        let mut lexicon = Self::of_days(language);
        for (term, forms) in language.lexicon {
            if matches!(term, Term::Unsettled(_)) {
                lexicon.add_all(forms, Word::Term(*term));
            }
        }
        for (term, forms) in language.hours {
            match term {
                HoursTerm::Approximate => {
                    lexicon.add_all(forms, Word::Term(Term::Unsettled(Marker::Tbc)));
                    continue;
                }
                HoursTerm::Label | HoursTerm::Doors => {
                    lexicon.add_all(forms, Word::Term(Term::Date));
                }
                _ => {}
            }
            lexicon.add_all(forms, Word::Hours(*term));
        }
        for (forms, abbreviations) in ABBREVIATIONS {
            for form in forms.split(", ") {
                // `et` is *and* in French, and no time zone.
                if !lexicon.words().any(|(word, _)| word == form) {
                    lexicon.add(form, Word::Hours(HoursTerm::Zone(abbreviations)));
                }
            }
        }
        lexicon
    }

    /// Returns the markers, the months and the weekdays.
    fn of_days(language: &'static Language) -> Self {
        let mut lexicon = Self {
            language,
            by_first: BTreeMap::new(),
        };
        for marker in Marker::ALL {
            let short = marker.abbreviation();
            let dotted = short.chars().flat_map(|c| [c, '.']).collect::<String>();
            for words in [short, &dotted, dotted.trim_end_matches('.')] {
                lexicon.add(words, Word::Term(Term::Unsettled(marker)));
            }
        }
        for (form, month) in language.months.iter().flat_map(|row| row.iter().zip(1..)) {
            lexicon.add(form.trim_end_matches('.'), Word::Month(month));
        }
        for (form, day) in language.weekdays.iter().flat_map(|row| row.iter().zip(0..)) {
            lexicon.add(form.trim_end_matches('.'), Word::Weekday(day));
        }
        lexicon
    }

    /// Adds forms with a comma between two.
    fn add_all(&mut self, forms: &str, word: Word) {
        forms.split(", ").for_each(|form| self.add(form, word));
    }

    fn add(&mut self, form: &str, word: Word) {
        let kinds: Vec<_> = tokens(form).into_iter().map(|token| token.kind).collect();
        let Some(first) = kinds.first() else { return };
        let entry = self.by_first.entry(first.clone()).or_default();
        if !entry
            .iter()
            .any(|(other, meaning)| *other == kinds && *meaning == word)
        {
            entry.push((kinds, word));
        }
    }

    /// Returns every word at `from`, with the token after it.
    pub(crate) fn at<'a>(
        &'a self,
        tokens: &'a [Token],
        from: usize,
    ) -> impl Iterator<Item = (usize, Word)> + 'a {
        let rest = &tokens[from.min(tokens.len())..];
        let entries = rest
            .first()
            .and_then(|first| self.by_first.get(&first.kind));
        entries
            .into_iter()
            .flatten()
            .filter_map(move |(kinds, word)| Some((from + length(kinds, rest)?, *word)))
    }

    /// Returns whether a word by itself means something.
    pub(crate) fn knows(&self, word: &TokenKind) -> bool {
        self.by_first.contains_key(word)
    }

    /// Returns every single word that the lexicon knows.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, Word)> {
        self.by_first.iter().flat_map(|(first, entries)| {
            let single = entries.iter().filter(|(kinds, _)| kinds.len() == 1);
            single.filter_map(move |(_, word)| {
                if let TokenKind::Word(text) = first {
                    Some((text.as_str(), *word))
                } else {
                    None
                }
            })
        })
    }
}

/// Returns how many tokens an entry takes, if it is there; the stop of an abbreviation within it is
/// passed over.
fn length(entry: &[TokenKind], tokens: &[Token]) -> Option<usize> {
    let stop = TokenKind::Sign('.');
    let mut at = 0;
    for (i, kind) in entry.iter().enumerate() {
        if i > 0
            && *kind != stop
            && tokens
                .get(at)
                .is_some_and(|token| token.kind == stop && token.glued)
        {
            at += 1;
        }
        tokens.get(at).filter(|token| token.kind == *kind)?;
        at += 1;
    }
    Some(at)
}

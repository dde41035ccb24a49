//! Markers on dates, venues and titles: TBC, TBA, TBD and the words for them.

use std::ops::Range;

use super::lexicon::Word;
use super::token::{Token, TokenKind, tokens};
use super::{Grammar, Refusal, refusal};
use crate::language::Term;
use crate::plan::Marker;

/// The most tokens of a marker and the bracket behind it.
const LONGEST_MARKER: usize = 10;

/// A marker on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked<'a> {
    /// The marker.
    pub marker: Marker,
    /// The text without it.
    pub rest: &'a str,
    /// Where it is printed with letters that only look Latin: characters of the text, end
    /// exclusive.
    pub look_alike: Option<Range<usize>>,
}

/// The marker that a text ends or begins with.
///
/// Words for a marker count within a longer text only in brackets; abbreviations also without.
pub fn marker_of<'a>(grammar: &Grammar, text: &'a str) -> Option<Marked<'a>> {
    let mut tokens = tokens(text);
    let look_alike = mend_look_alikes(&mut tokens);
    // A marker has few words: it begins at the text's start, behind a bracket there, or near its
    // end.
    let near_an_end =
        (0..tokens.len()).filter(|at| *at < 2 || *at + LONGEST_MARKER >= tokens.len());
    let found = near_an_end
        .filter_map(|at| marker_at(&tokens, at, grammar).map(|(next, marker)| (at..next, marker)));
    let mut at_an_end = found.filter_map(|(at, marker)| {
        let is_short = matches!(&tokens[at.start].kind, TokenKind::Word(word) if Marker::by_abbreviation(word).is_some());
        let is_whole = at == (0..tokens.len());
        let bracketed = bracketed(&tokens, &at);
        let is_set_off = is_short || is_whole || bracketed.is_some();
        let outer = bracketed.unwrap_or(at);
        let is_at_an_end = outer.start == 0 || outer.end == tokens.len();
        (is_at_an_end && is_set_off).then_some((outer, marker))
    });
    let (outer, marker) = at_an_end.next_back()?;
    let byte = |at: usize| {
        text.char_indices()
            .nth(at)
            .map_or(text.len(), |(byte, _)| byte)
    };
    let (before, after) = (
        &text[..byte(tokens[outer.start].at.start)],
        &text[byte(tokens[outer.end - 1].at.end)..],
    );
    let rest = if before.trim().is_empty() {
        after
    } else {
        before
    };
    let rest = rest.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—')
    });
    Some(Marked {
        marker,
        rest,
        look_alike,
    })
}

/// Takes the marker out of a phrase, with the brackets and the comma or dash that set it off.
pub(super) fn take(
    mut tokens: Vec<Token>,
    grammar: &Grammar,
) -> Result<(Vec<Token>, Option<Marker>), Refusal> {
    let mut marker = None;
    while let Some((mut at, found)) = (0..tokens.len())
        .find_map(|at| marker_at(&tokens, at, grammar).map(|(next, marker)| (at..next, marker)))
    {
        if marker.is_some_and(|other| other != found) {
            let characters = tokens[at.start].at.start..tokens[at.end - 1].at.end;
            return Err(refusal(
                characters,
                "this date has two different markers",
                "keep one of TBC, TBA and TBD",
            ));
        }
        marker = Some(found);
        widen_by_label(&tokens, &mut at, grammar);
        if let Some(outer) = bracketed(&tokens, &at) {
            at = outer;
        }
        if at.start > 0 && is_sign(&tokens, at.start - 1, &[',', ';', ':', '-', '/']) {
            at.start -= 1;
        } else if at.start == 0 && is_sign(&tokens, at.end, &[',', ';', ':', '-']) {
            at.end += 1;
        }
        tokens.drain(at);
    }
    Ok((tokens, marker))
}

/// The longest marker at that token.
fn marker_at(tokens: &[Token], at: usize, grammar: &Grammar) -> Option<(usize, Marker)> {
    let words = grammar
        .lexicons()
        .flat_map(|lexicon| lexicon.at(tokens, at));
    let markers = words.filter_map(|(next, word)| match word {
        Word::Term(Term::Unsettled(marker)) => Some((next, marker)),
        Word::Term(_) | Word::Month(_) | Word::Weekday(_) => None,
    });
    markers.max_by_key(|(next, _)| *next)
}

/// Takes in the label beside a marker: `dates` in `dates TBC`, `date` in `provisional date`.
fn widen_by_label(tokens: &[Token], at: &mut Range<usize>, grammar: &Grammar) {
    let label_from = |from: usize| {
        let words = grammar
            .lexicons()
            .flat_map(move |lexicon| lexicon.at(tokens, from));
        words
            .filter_map(|(next, word)| (word == Word::Term(Term::Date)).then_some(next))
            .max()
    };
    let start = if at.start > 0 && is_sign(tokens, at.start - 1, &[':']) {
        at.start - 1
    } else {
        at.start
    };
    // A number before the label makes it a length: `3 days TBA`.
    let is_label = |from: &usize| {
        label_from(*from) == Some(start) && !(*from > 0 && is_count(tokens, *from - 1, grammar))
    };
    if let Some(from) = (0..start).find(is_label) {
        at.start = from;
    } else if let Some(next) = label_from(at.end) {
        at.end = next;
    }
}

fn is_count(tokens: &[Token], at: usize, grammar: &Grammar) -> bool {
    let number =
        |(next, word): (usize, Word)| next == at + 1 && matches!(word, Word::Term(Term::Number(_)));
    matches!(tokens[at].kind, TokenKind::Number(..))
        || grammar
            .lexicons()
            .any(|lexicon| lexicon.at(tokens, at).any(number))
}

/// The marker with the brackets around it.
fn bracketed(tokens: &[Token], at: &Range<usize>) -> Option<Range<usize>> {
    let open = at
        .start
        .checked_sub(1)
        .filter(|before| is_sign(tokens, *before, &['(']))?;
    is_sign(tokens, at.end, &[')']).then_some(open..at.end + 1)
}

fn is_sign(tokens: &[Token], at: usize, signs: &[char]) -> bool {
    matches!(tokens.get(at), Some(Token { kind: TokenKind::Sign(sign), .. }) if signs.contains(sign))
}

/// Replaces letters that look Latin in an abbreviated marker (the Cyrillic `ТВА`); says where, in
/// characters.
pub(super) fn mend_look_alikes(tokens: &mut [Token]) -> Option<Range<usize>> {
    let mut mended = None;
    for token in tokens {
        let TokenKind::Word(word) = &token.kind else {
            continue;
        };
        let latin: String = word.chars().map(latin_of).collect();
        if latin != *word && Marker::by_abbreviation(&latin).is_some() {
            token.kind = TokenKind::Word(latin);
            mended = Some(token.at.clone());
        }
    }
    mended
}

/// The Latin letter that a Cyrillic or Greek one looks like, in upper or lower case.
fn latin_of(c: char) -> char {
    match c {
        'т' | 'τ' => 't',
        'в' | 'β' | 'ь' => 'b',
        'а' | 'α' => 'a',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        _ => c,
    }
}

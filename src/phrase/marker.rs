//! Markers on dates, venues and titles: TBC, TBA, TBD and the words for them.

use std::ops::Range;

use super::lexicon::{Lexicons, Word};
use super::token::{Token, TokenKind, tokens};
use super::{Grammar, Refusal, refusal};
use crate::language::Term;
use crate::plan::Marker;

/// The most tokens of a marker and the bracket after it.
const LONGEST_MARKER: usize = 10;

/// A marker on a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Marked<'a> {
    /// The marker.
    pub marker: Marker,
    /// The text without it.
    pub rest: &'a str,
    /// The characters of the text, end exclusive, if the marker is printed with letters that only
    /// look Latin.
    pub look_alike: Option<Range<usize>>,
}

/// Returns the marker that a text ends or begins with.
///
/// Words for a marker count within a longer text only in brackets; abbreviations also without.
pub(crate) fn marker_of<'a>(grammar: &Grammar, text: &'a str) -> Option<Marked<'a>> {
    let mut tokens = tokens(text);
    let look_alike = mend_look_alikes(&mut tokens);
    let mut from_the_end = (0..tokens.len()).rev();
    let (outer, marker) =
        from_the_end.find_map(|at| marker_at_an_end(&tokens, at, &grammar.dates))?;
    let before = &text[..byte(text, tokens[outer.start].at.start)];
    let after = &text[byte(text, tokens[outer.end - 1].at.end)..];
    let rest = if before.trim().is_empty() {
        after
    } else {
        before
    };
    let is_around = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—');
    Some(Marked {
        marker,
        rest: rest.trim_matches(is_around),
        look_alike,
    })
}

/// Returns a marker that begins at that token and is set off at an end of the text, with the
/// brackets around it.
fn marker_at_an_end(
    tokens: &[Token],
    at: usize,
    lexicons: &Lexicons,
) -> Option<(Range<usize>, Marker)> {
    // A marker has few words: it begins at the text's start, after a bracket there, or near its
    // end.
    if at >= 2 && at + LONGEST_MARKER < tokens.len() {
        return None;
    }
    let (next, marker) = marker_at(tokens, at, lexicons)?;
    let is_short = matches!(&tokens[at].kind, TokenKind::Word(word) if Marker::by_abbreviation(word).is_some());
    let is_whole = (at, next) == (0, tokens.len());
    let bracketed = bracketed(tokens, &(at..next));
    let is_set_off = is_short || is_whole || bracketed.is_some();
    let outer = bracketed.unwrap_or(at..next);
    let is_at_an_end = outer.start == 0 || outer.end == tokens.len();
    (is_at_an_end && is_set_off).then_some((outer, marker))
}

/// Returns where in a text its nth character begins.
fn byte(text: &str, nth: usize) -> usize {
    text.char_indices()
        .nth(nth)
        .map_or(text.len(), |(byte, _)| byte)
}

/// Returns whether a phrase ends in a dash and a marker, as in `12 May – TBA`: after a day, the
/// marker may stand for the end of a range.
pub(super) fn is_after_dash(tokens: &[Token]) -> bool {
    let [.., dash, marker] = tokens else {
        return false;
    };
    let TokenKind::Word(word) = &marker.kind else {
        return false;
    };
    let is_open = matches!(
        Marker::by_abbreviation(word),
        Some(Marker::Tba | Marker::Tbd)
    );
    is_open && dash.kind == TokenKind::Sign('-')
}

/// Returns the tokens of a marker in the place of a start, before a dash and a number: `TBC-21:00`.
pub(super) fn in_place_of_a_start(tokens: &[Token], lexicons: &Lexicons) -> Option<Range<usize>> {
    (0..tokens.len()).find_map(|at| {
        let is_first = at == 0 || is_sign(tokens, at - 1, ",;");
        let (next, _) = marker_at(tokens, at, lexicons).filter(|_| is_first)?;
        let end = tokens.get(next + 1)?;
        let is_end = is_sign(tokens, next, "-") && matches!(end.kind, TokenKind::Number(..));
        is_end.then_some(at..next + 2)
    })
}

/// Takes the marker out of a phrase, with the brackets and the comma or dash that set it off.
/// `what` is said to have two markers, if it has.
pub(super) fn take(
    mut tokens: Vec<Token>,
    lexicons: &Lexicons,
    what: &str,
) -> Result<(Vec<Token>, Option<Marker>), Refusal> {
    let mut marker = None;
    while let Some((mut at, found)) = first_marker(&tokens, lexicons) {
        if marker.is_some_and(|other| other != found) {
            let characters = tokens[at.start].at.start..tokens[at.end - 1].at.end;
            let help = "keep one of TBC, TBA and TBD";
            return Err(refusal(
                characters,
                &format!("{what} two different markers"),
                help,
            ));
        }
        marker = Some(found);
        widen_by_label(&tokens, &mut at, lexicons);
        if let Some(outer) = bracketed(&tokens, &at) {
            at = outer;
        }
        if at.start > 0 && is_sign(&tokens, at.start - 1, ",;:-/") {
            at.start -= 1;
        } else if at.start == 0 && is_sign(&tokens, at.end, ",;:-") {
            at.end += 1;
        }
        tokens.drain(at);
    }
    Ok((tokens, marker))
}

fn first_marker(tokens: &[Token], lexicons: &Lexicons) -> Option<(Range<usize>, Marker)> {
    (0..tokens.len()).find_map(|at| {
        let (next, marker) = date_marker_at(tokens, at, lexicons)?;
        Some((at..next, marker))
    })
}

/// Returns the longest marker at that token, and the token after it.
fn marker_at(tokens: &[Token], at: usize, lexicons: &Lexicons) -> Option<(usize, Marker)> {
    longest_of(tokens, at, lexicons, |term| match term {
        Term::Unsettled(marker) => Some(marker),
        _ => None,
    })
}

/// Returns the longest marker of a date at that token: also a word that says that the date is not
/// exact.
fn date_marker_at(tokens: &[Token], at: usize, lexicons: &Lexicons) -> Option<(usize, Marker)> {
    longest_of(tokens, at, lexicons, |term| match term {
        Term::Unsettled(marker) => Some(marker),
        Term::Approximate => Some(Marker::Tbc),
        _ => None,
    })
}

fn longest_of(
    tokens: &[Token],
    at: usize,
    lexicons: &Lexicons,
    meaning: impl Fn(Term) -> Option<Marker>,
) -> Option<(usize, Marker)> {
    let markers = lexicons.words_at(tokens, at);
    let markers = markers.filter_map(|(next, word)| match word {
        Word::Term(term) => Some((next, meaning(term)?)),
        Word::Hours(_) | Word::Month(_) | Word::Weekday(_) => None,
    });
    markers.max_by_key(|(next, _)| *next)
}

/// Takes in the label beside a marker: `dates` in `dates TBC`, `date` in `provisional date`.
fn widen_by_label(tokens: &[Token], at: &mut Range<usize>, lexicons: &Lexicons) {
    let has_colon = at.start > 0 && is_sign(tokens, at.start - 1, ":");
    let label_end = at.start - usize::from(has_colon);
    for from in 0..label_end {
        // A number before the label makes it a duration: `3 days TBA`.
        let is_counted = from > 0 && is_count(tokens, from - 1, lexicons);
        if !is_counted && after_label(tokens, from, lexicons) == Some(label_end) {
            at.start = from;
            return;
        }
    }
    if let Some(next) = after_label(tokens, at.end, lexicons) {
        at.end = next;
    }
}

/// Returns the token after the longest label at that token.
fn after_label(tokens: &[Token], at: usize, lexicons: &Lexicons) -> Option<usize> {
    let words = lexicons.words_at(tokens, at);
    let labels = words.filter(|(_, word)| *word == Word::Term(Term::Date));
    labels.map(|(next, _)| next).max()
}

fn is_count(tokens: &[Token], at: usize, lexicons: &Lexicons) -> bool {
    matches!(tokens[at].kind, TokenKind::Number(..))
        || lexicons
            .words_at(tokens, at)
            .any(|(next, word)| next == at + 1 && matches!(word, Word::Term(Term::Number(_))))
}

/// Returns the tokens of a marker with the brackets around it.
fn bracketed(tokens: &[Token], at: &Range<usize>) -> Option<Range<usize>> {
    let open = at.start.checked_sub(1)?;
    let is_bracketed = is_sign(tokens, open, "(") && is_sign(tokens, at.end, ")");
    is_bracketed.then_some(open..at.end + 1)
}

fn is_sign(tokens: &[Token], at: usize, signs: &str) -> bool {
    matches!(tokens.get(at), Some(Token { kind: TokenKind::Sign(sign), .. }) if signs.contains(*sign))
}

/// Replaces letters that look Latin in an abbreviated marker (the Cyrillic `ТВА`); returns its
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

/// Returns the Latin letter that a Cyrillic or Greek one looks like, in upper or lower case.
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

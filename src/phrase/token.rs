//! Cutting a printed phrase into words, numbers and signs, each with its place.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

/// A word, number or sign of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// Characters of the phrase, counted from 0, end exclusive.
    pub at: Range<usize>,
    /// Whether nothing, not even a space, is between this and the token before.
    pub glued: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TokenKind {
    /// Lower case, accents taken off.
    Word(String),
    /// A number of one to eight figures, and how many figures it has.
    Number(u32, usize),
    /// Every dash is `-`, every apostrophe `'`, every bracket `(` or `)`.
    Sign(char),
}

/// Returns the tokens of a phrase.
pub(super) fn tokens(phrase: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut glued = false;
    for (at, printed) in phrase.chars().enumerate() {
        if is_invisible(printed) {
            continue;
        }
        if printed.is_whitespace() {
            glued = false;
            continue;
        }
        for c in folded(printed) {
            let c = if is_damaged_zero(printed, &tokens, glued) {
                printed
            } else {
                c
            };
            push(&mut tokens, c, at, glued);
            glued = true;
        }
    }
    tokens
}

/// Returns the character in lower case and without accents; an ordinal sign stays a letter of its
/// own.
fn folded(printed: char) -> impl Iterator<Item = char> {
    let sign = match printed {
        'º' | '°' | '˚' => Some('º'),
        'ª' => Some('ª'),
        'œ' | 'Œ' => Some('œ'),
        '→' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' | '⁃' => {
            Some('-')
        }
        '’' | '‘' | 'ʼ' | '´' | '`' | '′' => Some('\''),
        '[' | '{' => Some('('),
        ']' | '}' => Some(')'),
        '⁄' | '∕' | '／' => Some('/'),
        // Footnotes.
        '¹' | '²' | '³' | '⁴'..='⁹' => Some('*'),
        _ => None,
    };
    let plain = printed
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    sign.into_iter()
        .chain(plain.take(if sign.is_some() { 0 } else { usize::MAX }))
}

/// Returns whether it is a capital O after a figure: more likely a zero than an ordinal, so it is
/// neither.
fn is_damaged_zero(printed: char, tokens: &[Token], glued: bool) -> bool {
    printed == 'O'
        && glued
        && matches!(
            tokens.last(),
            Some(Token {
                kind: TokenKind::Number(..),
                ..
            })
        )
}

/// Returns whether a character prints nothing and says nothing about a date: soft hyphens,
/// zero-width spaces, direction marks, BOM.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

fn push(tokens: &mut Vec<Token>, c: char, at: usize, glued: bool) {
    if let Some(last) = tokens.last_mut().filter(|_| glued) {
        let joined = match (&mut last.kind, c.to_digit(10)) {
            (TokenKind::Number(value, figures), Some(digit)) if *figures < 8 => {
                *value = *value * 10 + digit;
                *figures += 1;
                true
            }
            (TokenKind::Word(word), None) if c.is_alphabetic() && !matches!(c, 'º' | 'ª') => {
                word.push(c);
                true
            }
            _ => false,
        };
        if joined {
            last.at.end = at + 1;
            return;
        }
        if last.kind == TokenKind::Sign('-') && c == '-' {
            last.at.end = at + 1;
            return;
        }
    }
    let kind = match c.to_digit(10) {
        Some(digit) => TokenKind::Number(digit, 1),
        None if (c.is_alphabetic() && c != 'O') || c == 'º' => TokenKind::Word(c.to_string()),
        None => TokenKind::Sign(c),
    };
    tokens.push(Token {
        kind,
        at: at..at + 1,
        glued,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(phrase: &str) -> Vec<TokenKind> {
        tokens(phrase).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn cuts_words_numbers_and_signs() {
        let word = |word: &str| TokenKind::Word(word.into());
        assert_eq!(
            kinds("1er–3 août"),
            [
                TokenKind::Number(1, 1),
                word("er"),
                TokenKind::Sign('-'),
                TokenKind::Number(3, 1),
                word("aout")
            ]
        );
        assert_eq!(
            kinds("1.º\u{a0}de Mayo")[2..],
            [word("º"), word("de"), word("mayo")]
        );
        assert_eq!(
            kinds("d’avril"),
            [word("d"), TokenKind::Sign('\''), word("avril")]
        );
        assert_eq!(
            kinds("5--6"),
            [
                TokenKind::Number(5, 1),
                TokenKind::Sign('-'),
                TokenKind::Number(6, 1)
            ]
        );
    }

    #[test]
    fn knows_where_each_is() {
        let tokens = tokens("30 – 31 Ju\u{ad}ne");
        assert_eq!(tokens[2].at, 5..7);
        assert_eq!(
            tokens[3],
            Token {
                kind: TokenKind::Word("june".into()),
                at: 8..13,
                glued: false
            }
        );
    }
}

//! Figures with stops, which may be dates or times: `9.30`.

use super::Grammar;
use super::hours::read_any_hours;
use super::token::{Token, TokenKind, tokens};

/// Whether a phrase is a time or a range of figures with stops, such as `7.30` or `10.30-11.30`,
/// that can be read as hours.
pub(super) fn may_be_hours(grammar: &Grammar, phrase: &str) -> bool {
    let tokens = tokens(phrase);
    let ends: Vec<&[Token]> = tokens
        .split(|token| token.kind == TokenKind::Sign('-'))
        .collect();
    let is_range = ends.len() == 2 && ends.iter().all(|end| is_in_dotted_figures(end));
    (is_range || is_dotted_time(&tokens)) && read_any_hours(grammar, phrase).is_ok()
}

/// Whether tokens are a time such as `7.30`: with a stop, nobody writes the month first.
fn is_dotted_time(tokens: &[Token]) -> bool {
    let [hour, stop, minute] = tokens else {
        return false;
    };
    let (TokenKind::Number(hour, _), TokenKind::Number(minute, 2)) = (&hour.kind, &minute.kind)
    else {
        return false;
    };
    stop.kind == TokenKind::Sign('.') && *hour <= 12 && *minute > 12
}

/// Whether tokens are figures with a stop and no year: `9.30` beside `5pm` is a time.
pub(super) fn is_in_dotted_figures(tokens: &[Token]) -> bool {
    let mut numbers = 0;
    for token in tokens {
        match token.kind {
            TokenKind::Number(..) => numbers += 1,
            TokenKind::Sign(_) => {}
            TokenKind::Word(_) => return false,
        }
    }
    let stop = TokenKind::Sign('.');
    numbers < 3 && tokens.iter().any(|token| token.kind == stop)
}

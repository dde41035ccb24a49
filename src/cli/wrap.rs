//! Lines of a terminal: broken between words, by the columns that characters take.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Breaks a line that is wider than a terminal between words, and indents what follows. Nothing is
/// cut: a word that is too wide for a line, such as an address, has one of its own.
pub(super) fn wrapped(line: &str, width: usize, indent: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for piece in pieces(line) {
        let own = columns(piece.trim_end_matches(' '));
        if column > indent && own > 0 && column + own > width {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        }
        out.push_str(piece);
        column += columns(piece);
    }
    out
}

/// Returns how many columns a text takes, colours aside.
pub(super) fn columns(text: &str) -> usize {
    let mut parts = text.split('\x1b');
    let plain = parts.next().unwrap_or_default().width();
    let coloured = parts.map(|part| part.split_once('m').map_or(0, |(_, text)| text.width()));
    plain + coloured.sum::<usize>()
}

/// Splits a line after spaces, and after each wide character: those are written without spaces.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split_inclusive(|c: char| c == ' ' || c.width() == Some(2))
}

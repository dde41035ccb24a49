//! Checks of a file's bytes before YAML is parsed: encoding, size, depth, control characters.

use std::borrow::Cow;

use super::{Pointer, SourceFile};
use crate::diagnostic::{Code, Finding, Location};

/// The most bytes that a file may have.
pub const LARGEST_FILE: u64 = 64 << 20;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The most brackets that may be open at once; a parser's time grows with their square.
const MOST_OPEN: usize = 1000;

/// Returns a file's bytes as text.
///
/// # Errors
///
/// Bytes that are not UTF-8 are reported at the first of them.
pub fn readable(name: &str, bytes: Vec<u8>) -> Result<SourceFile, Finding> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(not_utf8("this file is UTF-16", name, b""));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let (valid, rest) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
        let message = format!(
            "this file is not UTF-8: byte 0x{:02x} is not part of a character",
            rest[0]
        );
        not_utf8(&message, name, valid)
    })?;
    Ok(SourceFile {
        name: name.to_owned(),
        text: match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => rest.to_owned(),
            None => text,
        },
    })
}

/// The finding for a file that is UTF-8 only so far.
fn not_utf8(message: &str, name: &str, valid: &[u8]) -> Finding {
    let text = String::from_utf8_lossy(valid);
    let text = with_line_feeds(text.trim_start_matches(BYTE_ORDER_MARK));
    let line = text.rsplit('\n').next().unwrap_or_default();
    let (line, column) = (text.matches('\n').count() + 1, line.chars().count() + 1);
    Finding::new(Code::NotUtf8, message, "save it as UTF-8").at(Location {
        file: name.to_owned(),
        line,
        column,
        end_line: line,
        end_column: column,
        bytes: valid.len()..valid.len(),
    })
}

/// Checks that the text is small and flat enough to be parsed, and free of control characters.
pub(super) fn bounded(file: usize, text: &str) -> Result<(), Finding<Pointer>> {
    let whole = Pointer::file(file);
    if text.len() as u64 > LARGEST_FILE {
        let message = "this file has more than 64 MiB";
        let help = "split it: all files of the folder are read";
        return Err(Finding::new(Code::FileTooLarge, message, help).at(whole));
    }
    let (mut open, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(open);
    }
    if deepest > MOST_OPEN {
        let message = format!("more than {MOST_OPEN} brackets are open at once in this file");
        let help = "write lists and mappings as lines with `-` and `key:`";
        return Err(Finding::new(Code::TooDeep, message, help).at(whole));
    }
    for (byte, c) in text.char_indices() {
        if c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}') {
            let at = with_line_feeds(&text[..byte]).chars().count();
            let message = format!("there is a control character, U+{:04X}", u32::from(c));
            let finding = Finding::new(Code::ControlCharacter, message, "remove it");
            return Err(finding.at(Pointer::text(file, at..at + 1)));
        }
    }
    Ok(())
}

/// The text with CRLF and CR as LF, so that every reader counts the same lines.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether the text may hold what the fast path takes in silence: an anchor, an alias, a tag, a
/// value cut by ` #`, a key without a value.
pub(super) fn is_suspicious(text: &str) -> bool {
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|i| is_suspicious_at(bytes, i)) || has_empty_key(text)
}

fn is_suspicious_at(bytes: &[u8], i: usize) -> bool {
    let before = i.checked_sub(1).map_or(b'\n', |i| bytes[i]);
    let after = bytes.get(i + 1).copied().unwrap_or(b' ');
    match bytes[i] {
        b'&' | b'*' | b'!' => {
            matches!(before, b'\n' | b' ' | b'\t' | b'[' | b'{' | b',')
                && !after.is_ascii_whitespace()
        }
        b'#' => {
            matches!(before, b' ' | b'\t')
                && !matches!(after, b' ' | b'#' | b'!' | b'\n')
                && has_text_before(bytes, i)
        }
        // The two readers differ on these: a tab, NEL, line and paragraph separators, BOM.
        b'\t' => true,
        0xc2 | 0xe2 | 0xef => matches!(
            &bytes[i..],
            [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..] | [0xef, 0xbb, 0xbf, ..]
        ),
        b'~' => matches!(before, b' ' | b':') && matches!(after, b' ' | b'\n' | b',' | b'}' | b']'),
        b'l' | b'L' => {
            let word = &bytes[..=i];
            [&b"null"[..], b"Null", b"NULL"].iter().any(|null| {
                let before = word.strip_suffix(*null).and_then(<[u8]>::last);
                matches!(before, Some(b' ' | b':'))
            })
        }
        b',' | b'}' | b']' => bytes[..i].trim_ascii_end().ends_with(b":"),
        _ => false,
    }
}

/// Whether a line ends in a colon or is a lone dash, and no line that belongs to it follows.
fn has_empty_key(text: &str) -> bool {
    let mut lines = text.split('\n').filter(|line| has_content(line)).peekable();
    while let Some(line) = lines.next() {
        let line = line.split(" #").next().unwrap_or(line).trim_end();
        let key = line.trim_start_matches([' ', '-']);
        if !(line.ends_with(':') || key.is_empty()) {
            continue;
        }
        let Some(next) = lines.peek() else {
            return true;
        };
        let (own, of_next) = (line.len() - key.len(), next.len() - next.trim_start().len());
        let is_list_of_key = of_next == own
            && next.trim_start().starts_with('-')
            && !line.trim_start().starts_with('-');
        if of_next <= own && !is_list_of_key {
            return true;
        }
    }
    false
}

/// Whether a line has more than a comment.
fn has_content(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with('#')
}

/// Whether a line has text before this byte of it.
fn has_text_before(bytes: &[u8], at: usize) -> bool {
    bytes[..at]
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .any(|byte| !byte.is_ascii_whitespace())
}

/// Returns the message of `serde_yaml` itself, for a fault that the tree does not show.
pub(super) fn fault_of_yaml(
    file: usize,
    text: &str,
    fault: &serde_yaml::Error,
) -> Finding<Pointer> {
    let byte = fault.location().map_or(0, |location| location.index());
    let at = text.get(..byte).map_or(0, |before| before.chars().count());
    let message = fault.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let help = "look at this line and the one before";
    Finding::new(Code::YamlSyntax, message, help).at(Pointer::text(file, at..at + 1))
}

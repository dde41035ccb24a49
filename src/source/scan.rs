//! What is judged by the bytes alone, before YAML is parsed: encoding, size, depth, control
//! characters.

use std::borrow::Cow;

use super::{Finding, Pointer, SourceFile};
use crate::diagnostic::{Code, Diagnostic, Place};

/// The most bytes that a file may have.
pub const LARGEST_FILE: u64 = 64 << 20;

/// The byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The most brackets that may stand open at once; a parser's time grows with their square.
const MOST_OPEN: usize = 1000;

/// A file's bytes as text.
///
/// # Errors
///
/// What is no UTF-8 is reported at its first byte that is none.
pub fn readable(name: &str, bytes: Vec<u8>) -> Result<SourceFile, Diagnostic> {
    let place = |at: usize, before: &[u8]| {
        let before = String::from_utf8_lossy(before.strip_prefix(MARK).unwrap_or(before));
        let before = with_line_feeds(&before);
        let line = before.split('\n').count();
        let column = before
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        Place {
            file: name.to_owned(),
            line,
            column,
            bytes: at..at,
        }
    };
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let wrong = Diagnostic::new(Code::NotUtf8, "this file is UTF-16").help("save it as UTF-8");
        return Err(wrong.at(place(0, b"")));
    }
    let marked = bytes.starts_with(MARK);
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let message = format!(
            "this file is not UTF-8: byte 0x{:02x} is no part of a character",
            bytes[at]
        );
        Diagnostic::new(Code::NotUtf8, message)
            .help("save it as UTF-8")
            .at(place(at, &bytes[..at]))
    })?;
    let text = if marked {
        text['\u{feff}'.len_utf8()..].to_owned()
    } else {
        text
    };
    Ok(SourceFile {
        name: name.to_owned(),
        text,
    })
}

/// Whether the text is small and flat enough to be parsed, and free of control characters.
pub(super) fn bounded(file: usize, text: &str) -> Result<(), Finding> {
    if text.len() as u64 > LARGEST_FILE {
        let finding = Finding::new(
            Code::FileTooLarge,
            "this file has more than 64 MiB",
            Pointer::file(file),
        );
        return Err(finding.help("split it: all files of the folder are read"));
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
        let finding = Finding::new(
            Code::TooDeep,
            format!("more than {MOST_OPEN} brackets stand open in this file"),
            Pointer::file(file),
        );
        return Err(finding.help("write lists and mappings as lines with `-` and `key:`"));
    }
    let control = text
        .char_indices()
        .find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'));
    match control {
        Some((byte, c)) => {
            let at = with_line_feeds(&text[..byte]).chars().count();
            let message = format!("there is a control character, U+{:04X}", u32::from(c));
            Err(Finding::new(
                Code::ControlCharacter,
                message,
                Pointer::text(file, at..at + 1),
            )
            .help("remove it"))
        }
        None => Ok(()),
    }
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
    let suspicious = |(i, byte): (usize, &u8)| {
        let before = i.checked_sub(1).map_or(b'\n', |i| bytes[i]);
        let after = bytes.get(i + 1).copied().unwrap_or(b' ');
        match byte {
            b'&' | b'*' | b'!' => {
                matches!(before, b'\n' | b' ' | b'\t' | b'[' | b'{' | b',')
                    && !after.is_ascii_whitespace()
            }
            b'#' => {
                matches!(before, b' ' | b'\t')
                    && !matches!(after, b' ' | b'#' | b'!' | b'\n')
                    && has_text_before(bytes, i)
            }
            // The two readers differ on these.
            b'\t' | 0xc2 | 0xe2 | 0xef => {
                matches!(
                    &bytes[i..],
                    [b'\t', ..]
                        | [0xc2, 0x85, ..]
                        | [0xe2, 0x80, 0xa8 | 0xa9, ..]
                        | [0xef, 0xbb, 0xbf, ..]
                )
            }
            b'~' => matches!(before, b' ') && matches!(after, b' ' | b'\n' | b',' | b'}' | b']'),
            b'l' | b'L' => {
                bytes[..=i].ends_with(b" null")
                    || bytes[..=i].ends_with(b" Null")
                    || bytes[..=i].ends_with(b" NULL")
            }
            b',' | b'}' | b']' => bytes[..i].trim_ascii_end().ends_with(b":"),
            _ => false,
        }
    };
    bytes.iter().enumerate().any(suspicious) || has_empty_key(text)
}

/// Whether a line ends in a colon or is a lone dash, and no line that belongs to it follows.
fn has_empty_key(text: &str) -> bool {
    let content =
        |line: &&str| !line.trim_start().is_empty() && !line.trim_start().starts_with('#');
    let mut lines = text.split('\n').filter(content).peekable();
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

/// Whether something stands before this byte on its line.
fn has_text_before(bytes: &[u8], at: usize) -> bool {
    bytes[..at]
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .any(|byte| !byte.is_ascii_whitespace())
}

/// The message of `serde_yaml` itself, for a fault that the tree does not show.
pub(super) fn fault_of_yaml(file: usize, text: &str, fault: &serde_yaml::Error) -> Finding {
    let at = fault.location().map_or(0, |location| {
        text.get(..location.index())
            .map_or(0, |before| before.chars().count())
    });
    let message = fault.to_string();
    let message = message
        .split(" at line ")
        .next()
        .unwrap_or(&message)
        .to_owned();
    Finding::new(Code::YamlSyntax, message, Pointer::text(file, at..at + 1))
}

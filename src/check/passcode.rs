//! Passcodes of meetings in what is published: a public feed shows them to everyone.

use super::text::{Text, plain};
use crate::diagnostic::Code;
use crate::language;

/// Parameters of links that hold a passcode.
const PARAMETERS: [&str; 4] = ["passcode", "passwd", "password", "pwd"];
/// Hosts whose links hold a passcode in the parameter `p`, which elsewhere means other things.
const HOSTS_WITH_P: [&str; 3] = [
    "teams.cloud.microsoft",
    "teams.live.com",
    "teams.microsoft.com",
];
/// The fewest characters of a passcode in a text.
const SHORTEST: usize = 4;
/// The most characters before a colon in which the word for a passcode is looked for.
const LONGEST_WORD: usize = 40;

/// Reports a link that holds the passcode of a meeting.
pub(super) fn check_link(link: &Text<'_>) {
    if holds_passcode(link) {
        report(link, "this link holds a passcode");
    }
}

/// Reports a text that holds the passcode of a meeting.
pub(super) fn check_text(text: &Text<'_>) {
    let mut words = text.split_whitespace().filter(|word| word.contains("://"));
    if words.any(holds_passcode) || text.lines().any(says_passcode) {
        report(text, "this says a passcode");
    }
}

fn report(text: &Text<'_>, what: &str) {
    let message = format!("{what}, which everyone can read who has the feed");
    let help = "take it out, and send it to those who are invited; if everyone may have it, add \
                `accept: public-passcode`";
    text.report(Code::PublicPasscode, message, help);
}

fn holds_passcode(link: &str) -> bool {
    let (address, query) = link.split_once(['?', '#']).unwrap_or((link, ""));
    let host = address.split("://").nth(1).unwrap_or_default();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let parameters = query.split(['&', ';', '?', '#']);
    let mut given = parameters.filter_map(|parameter| parameter.split_once('='));
    given.any(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let is_pin = name == "pin" && is_number(value);
        let is_p = name == "p" && HOSTS_WITH_P.contains(&&*host);
        !value.is_empty() && (PARAMETERS.contains(&&*name) || is_pin || is_p)
    })
}

fn is_number(text: &str) -> bool {
    text.len() >= SHORTEST && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line has a word for a passcode, a colon, and what looks like one. A word alone, as in
/// "Password: on request", does not.
fn says_passcode(line: &str) -> bool {
    let mut colons = line.match_indices(':');
    colons.any(|(at, _)| ends_in_word(&line[..at]) && is_code(&line[at + 1..]))
}

fn is_code(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let code = first.trim_end_matches(['.', ',', ';', ')']);
    code.chars().count() >= SHORTEST
        && code.contains(|c: char| c.is_ascii_digit())
        && !code.contains("://")
}

fn ends_in_word(text: &str) -> bool {
    let start = text.char_indices().rev().nth(LONGEST_WORD - 1);
    let end = plain(&text[start.map_or(0, |(at, _)| at)..]);
    let mut words = language::ALL
        .iter()
        .flat_map(|language| language.passcodes.split(", "));
    words.any(|word| {
        let before = end.strip_suffix(word);
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    })
}

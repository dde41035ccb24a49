//! Names of things: keys in a plan, UIDs in calendars.

use std::fmt;

/// A name that is safe in a file name and in a URL: `[a-z0-9][a-z0-9-]*`, at most `Key::LONGEST`
/// characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The most characters that a key may have.
    pub(crate) const LONGEST: usize = 100;

    /// Returns the key, if the text is one.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST).contains(&text.len()) && !text.starts_with('-');
        let is_key = fits
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        is_key.then(|| Self(text.to_owned()))
    }

    /// Returns its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A unique identifier (RFC 5545 §3.8.4.7) of at most 200 octets: Outlook may not tell longer ones
/// apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uid(String);

impl Uid {
    /// The most octets that a UID may have, parts included.
    pub(crate) const LONGEST: usize = 200;
    /// Octets kept for the number of a part, `.99999`.
    const PART: usize = 6;

    /// Returns the UID, if the text can be one.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let fits = (1..=Self::LONGEST - Self::PART).contains(&text.len())
            && !text.contains(char::is_whitespace);
        (fits && !text.contains(char::is_control)).then(|| Self(text.to_owned()))
    }

    /// Returns its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the beginning that the UIDs of an event and of all its parts have in common.
    pub(crate) fn stem(uid: &str) -> &str {
        uid.rsplit_once('@').map_or(uid, |(left, _)| left)
    }

    /// Returns the UID that this would be a part of, if it looks like one.
    pub(crate) fn whole(&self) -> Option<String> {
        let stem = Self::stem(&self.0);
        let (id, number) = stem.rsplit_once('.')?;
        let is_written_so =
            !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
        let is_of_part = number.parse().is_ok_and(|number: usize| number > 1);
        (is_written_so && is_of_part).then(|| format!("{id}{}", &self.0[stem.len()..]))
    }

    /// Returns the UID of the nth part of an event, from 1: `id@domain`, `id.2@domain` ...
    pub(crate) fn of_part(&self, n: usize) -> String {
        match self.0.rsplit_once('@') {
            _ if n == 1 => self.0.clone(),
            Some((left, right)) => format!("{left}.{n}@{right}"),
            None => format!("{}.{n}", self.0),
        }
    }
}

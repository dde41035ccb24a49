//! Names of things: keys in a plan, UIDs in calendars.

use std::fmt;

use chrono::NaiveDate;

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

    /// Returns the UIDs of events of which this may be a part, by its form: `id@domain` for
    /// `id.2@domain`, for `id.from-20260609@domain`, and, with `id.from-20260609@domain`, for
    /// `id.from-20260609.2@domain`.
    pub(crate) fn wholes(&self) -> Vec<String> {
        let (mut left, right) = self.0.split_at(Self::stem(&self.0).len());
        let mut wholes = Vec::new();
        for shorter in [without_number, without_day] {
            if let Some(shorter) = shorter(left) {
                left = shorter;
                wholes.push(format!("{left}{right}"));
            }
        }
        wholes
    }

    /// Returns the UID of the stretch of a series that begins with that planned day,
    /// `id.from-20260609@domain`; none if its parts would have UIDs that are too long.
    pub(crate) fn of_stretch(&self, day: NaiveDate) -> Option<Self> {
        Self::new(&self.with_suffix(&format!("{FROM}{}", day.format(DAY))))
    }

    /// Returns the UID of the nth part of an event, from 1: `id@domain`, `id.2@domain` ...
    pub(crate) fn of_part(&self, n: usize) -> String {
        match n {
            1 => self.0.clone(),
            _ => self.with_suffix(&format!(".{n}")),
        }
    }

    /// Returns its text with something behind the stem.
    fn with_suffix(&self, suffix: &str) -> String {
        let (left, right) = self.0.split_at(Self::stem(&self.0).len());
        format!("{left}{suffix}{right}")
    }
}

/// The text before the first day of a stretch in its UID; the day has the form [`DAY`].
const FROM: &str = ".from-";
/// A day as it is in the UID of a stretch: `20260609`.
const DAY: &str = "%Y%m%d";

/// Returns the beginning of a UID without the number of a part.
fn without_number(left: &str) -> Option<&str> {
    let (id, number) = left.rsplit_once('.')?;
    let is_written_so =
        !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_of_part = number.parse().is_ok_and(|number: usize| number > 1);
    (is_written_so && is_of_part).then_some(id)
}

/// Returns the beginning of a UID without the day of a stretch.
fn without_day(left: &str) -> Option<&str> {
    let (id, day) = left.rsplit_once(FROM)?;
    let is_day = day.len() == 8 && NaiveDate::parse_from_str(day, DAY).is_ok();
    is_day.then_some(id)
}

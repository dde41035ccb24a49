//! Readers that find every way to read a text, and how they are put together.
//!
//! A reader is a function from a place in a text to [`Ways`]: all ways to read something there. A
//! grammar names in order what it reads, each part from every place that the part before reached:
//!
//! ```text
//! from(at).skip(article).then(month_name).and(year)
//! ```
//!
//! The readers decide what a place is. In the tests below it is the rest of a text.

/// Every way to read something: the place after it, and what was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ways<P, T>(Vec<(P, T)>);

/// Returns the way that has read nothing yet.
pub(super) fn from<P: Copy + PartialEq>(at: P) -> Ways<P, ()> {
    just(at, ())
}

/// Returns the way that reads nothing, and means `value`.
pub(super) fn just<P: Copy + PartialEq, T>(at: P, value: T) -> Ways<P, T> {
    Ways(vec![(at, value)])
}

/// Reads `part`, or nothing.
pub(super) fn maybe<P: Copy + PartialEq, T>(
    part: impl Fn(P) -> Ways<P, T>,
) -> impl Fn(P) -> Ways<P, Option<T>> {
    move |at| part(at).map(Some).or(just(at, None))
}

/// Reads `part`, and stays where it is.
pub(super) fn peek<P: Copy + PartialEq, T>(
    part: impl Fn(P) -> Ways<P, T>,
) -> impl Fn(P) -> Ways<P, T> {
    move |at| part(at).flat_map(|_, value| just(at, value))
}

/// Reads nothing, where `part` can't be read.
pub(super) fn not<P: Copy + PartialEq, T>(
    part: impl Fn(P) -> Ways<P, T>,
) -> impl Fn(P) -> Ways<P, ()> {
    move |at| from(at).filter(|()| part(at).is_empty())
}

impl<P: Copy + PartialEq, T> Ways<P, T> {
    /// Returns no way.
    pub(crate) fn none() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the values that were read, without the places.
    pub(crate) fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Returns these ways, and the others after them.
    pub(crate) fn or(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }

    /// Keeps the ways whose value `holds`.
    pub(crate) fn filter(mut self, holds: impl Fn(&T) -> bool) -> Self {
        self.0.retain(|(_, value)| holds(value));
        self
    }

    /// Maps what was read.
    pub(crate) fn map<U>(self, meaning: impl Fn(T) -> U) -> Ways<P, U> {
        self.map_at(|_, value| meaning(value))
    }

    /// Maps what was read, given the place after it.
    pub(crate) fn map_at<U>(self, meaning: impl Fn(P, T) -> U) -> Ways<P, U> {
        let ways = self.0.into_iter();
        ways.map(|(at, value)| (at, meaning(at, value))).collect()
    }

    /// Keeps and maps what has a meaning.
    pub(crate) fn filter_map<U>(self, meaning: impl Fn(T) -> Option<U>) -> Ways<P, U> {
        self.flat_map(|at, value| Some((at, meaning(value)?)))
    }

    /// Reads on from each way with `further`.
    pub(crate) fn flat_map<U, I>(self, further: impl Fn(P, T) -> I) -> Ways<P, U>
    where
        I: IntoIterator<Item = (P, U)>,
    {
        let mut found = Vec::new();
        for (at, value) in self.0 {
            found.extend(further(at, value));
        }
        Ways(found)
    }

    /// Reads `part` next, in place of what was read before.
    pub(crate) fn then<U>(self, part: impl Fn(P) -> Ways<P, U>) -> Ways<P, U> {
        self.flat_map(|at, _| part(at))
    }

    /// Goes on as long as `further` finds a way, and stops at every step.
    pub(crate) fn repeat(mut self, further: impl Fn(P, &T) -> Self) -> Self {
        let mut found = Vec::new();
        while let Some((at, value)) = self.0.pop() {
            self.0.extend(further(at, &value).0);
            found.push((at, value));
        }
        Self(found)
    }
}

impl<P: Copy + PartialEq, T: Clone> Ways<P, T> {
    /// Reads `part` next, beside what was read before.
    pub(crate) fn and<U>(self, part: impl Fn(P) -> Ways<P, U>) -> Ways<P, (T, U)> {
        self.flat_map(|at, value| part(at).map(move |next| (value.clone(), next)))
    }

    /// Reads `part` next, and keeps what was read before.
    pub(crate) fn before<U>(self, part: impl Fn(P) -> Ways<P, U>) -> Self {
        self.flat_map(|at, value| part(at).map(move |_| value.clone()))
    }

    /// Reads `part` next or passes on, and keeps what was read before.
    pub(crate) fn skip<U>(self, part: impl Fn(P) -> Ways<P, U>) -> Self
    where
        T: PartialEq,
    {
        let mut found = Self::none();
        for (at, value) in self.0 {
            for (next, _) in part(at) {
                found.add(next, value.clone());
            }
            found.add(at, value);
        }
        found
    }

    /// Adds a way. Duplicates are dropped, since an optional part may read the same way twice.
    fn add(&mut self, at: P, value: T)
    where
        T: PartialEq,
    {
        let way = (at, value);
        if !self.0.contains(&way) {
            self.0.push(way);
        }
    }
}

impl<P, T> FromIterator<(P, T)> for Ways<P, T> {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(ways: I) -> Self {
        Self(ways.into_iter().collect())
    }
}

impl<P, T> IntoIterator for Ways<P, T> {
    type Item = (P, T);
    type IntoIter = std::vec::IntoIter<(P, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(letter: char) -> impl Fn(&str) -> Ways<&str, ()> {
        move |at| {
            at.strip_prefix(letter)
                .map(|rest| (rest, ()))
                .into_iter()
                .collect()
        }
    }

    fn digit(at: &str) -> Ways<&str, u32> {
        let digit = at.chars().next().and_then(|first| first.to_digit(10));
        digit.map(|digit| (&at[1..], digit)).into_iter().collect()
    }

    fn number(at: &str) -> Ways<&str, u32> {
        digit(at).repeat(|at, tens| digit(at).map(|ones| tens * 10 + ones))
    }

    #[test]
    fn every_way_is_found() {
        let hours = number("10h").skip(letter('h'));
        let found: Vec<_> = hours.into_iter().collect();
        assert_eq!(found, [("0h", 1), ("", 10), ("h", 10)]);
    }

    #[test]
    fn parts_are_read_in_order() {
        let time = |at| {
            number(at)
                .before(letter(':'))
                .and(number)
                .before(not(digit))
        };
        assert_eq!(time("9:30"), just("", (9, 30)));
        assert!(time("9h30").is_empty());
        let day = |at| from(at).then(maybe(number)).before(peek(letter('m')));
        assert_eq!(day("m"), just("m", None));
    }
}

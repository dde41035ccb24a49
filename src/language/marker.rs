//! Markers: the words TBC, TBA and TBD of a plan.

use std::fmt;

/// A sign on a date, a venue or a title that is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marker {
    /// TBC, to be confirmed.
    Tbc,
    /// TBA, to be announced.
    Tba,
    /// TBD, to be determined, decided or defined.
    Tbd,
}

impl Marker {
    /// Every marker.
    pub const ALL: [Self; 3] = [Self::Tbc, Self::Tba, Self::Tbd];

    /// Returns the marker of that abbreviation, in any case.
    pub(crate) fn by_abbreviation(text: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|marker| marker.abbreviation().eq_ignore_ascii_case(text))
    }

    /// Returns `TBC`, `TBA` or `TBD`.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Tbc => "TBC",
            Self::Tba => "TBA",
            Self::Tbd => "TBD",
        }
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbreviation())
    }
}

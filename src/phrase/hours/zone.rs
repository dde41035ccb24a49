//! Zones as they are printed beside hours.

use std::fmt;

use super::printed::PrintedOffset;
use crate::language::HoursTerm;
use crate::phrase::lexicon::Word;
use crate::phrase::parser::{At, Found, figures, glued, in_brackets, sign, small, word};
use crate::phrase::ways::{from, just};

/// The zone of a printed time, as far as the words tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneMeaning {
    /// Minutes from UTC, east positive: `UTC`, `GMT+1`, `AoE`.
    Offset(i32),
    /// Any zone that the tz database abbreviates so on that day: `CET`, `ET`.
    Abbreviated(&'static [&'static str]),
}

impl fmt::Display for ZoneMeaning {
    /// Writes `UTC`, `AoE`, `UTC+02:00`, `CET`, or `CET/CEST` where it may be either.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Offset(0) => f.write_str("UTC"),
            Self::Offset(AOE) => f.write_str("AoE"),
            Self::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.abs();
                write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            Self::Abbreviated(names) => {
                for (n, name) in names.iter().enumerate() {
                    let slash = if n > 0 { "/" } else { "" };
                    // The tz database has figures where no abbreviation is in use.
                    let [before, behind] = match name.starts_with(['+', '-']) {
                        true => ["UTC", ":00"],
                        false => ["", ""],
                    };
                    write!(f, "{slash}{before}{name}{behind}")?;
                }
                Ok(())
            }
        }
    }
}

/// Minutes from UTC of "anywhere on Earth", the zone in which a day ends last.
const AOE: i32 = -12 * 60;

/// Words for zones, and the abbreviations of the tz database that they stand for.
pub(in crate::phrase) const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("utc, z, coordinated universal time, tu, tuc", &["UTC"]),
    ("gmt, greenwich mean time", &["GMT"]),
    ("aoe, anywhere on earth", &["AoE"]),
    ("wet", &["WET"]),
    ("west", &["WEST"]),
    ("cet, mez", &["CET"]),
    ("cest, mesz", &["CEST"]),
    ("cet/cest", &["CET", "CEST"]),
    ("eet", &["EET"]),
    ("eest", &["EEST"]),
    ("bst, british summer time", &["BST"]),
    ("gmt/bst", &["GMT", "BST"]),
    ("ist", &["IST"]),
    ("idt", &["IDT"]),
    ("msk", &["MSK"]),
    ("sast", &["SAST"]),
    ("cat", &["CAT"]),
    ("eat", &["EAT"]),
    ("wat", &["WAT"]),
    ("pkt", &["PKT"]),
    ("wib", &["WIB"]),
    ("hkt", &["HKT"]),
    ("jst", &["JST"]),
    ("kst", &["KST"]),
    ("sgt, myt", &["+08"]),
    ("ict", &["+07"]),
    ("gst", &["+04"]),
    ("trt", &["+03"]),
    ("brt, uyt", &["-03"]),
    ("cot, pet", &["-05"]),
    ("bot, vet", &["-04"]),
    ("et, est/edt", &["EST", "EDT"]),
    ("est", &["EST"]),
    ("edt", &["EDT"]),
    ("ct, cst/cdt", &["CST", "CDT"]),
    ("cst", &["CST"]),
    ("cdt", &["CDT"]),
    ("mt, mst/mdt", &["MST", "MDT"]),
    ("mst", &["MST"]),
    ("mdt", &["MDT"]),
    ("pt, pst/pdt", &["PST", "PDT"]),
    ("pst", &["PST"]),
    ("pdt", &["PDT"]),
    ("akst", &["AKST"]),
    ("akdt", &["AKDT"]),
    ("hst", &["HST"]),
    ("ast", &["AST"]),
    ("adt", &["ADT"]),
    ("nst", &["NST"]),
    ("ndt", &["NDT"]),
    ("aet, aest/aedt", &["AEST", "AEDT"]),
    ("aest", &["AEST"]),
    ("aedt", &["AEDT"]),
    ("acst", &["ACST"]),
    ("acdt", &["ACDT"]),
    ("awst", &["AWST"]),
    ("nzst", &["NZST"]),
    ("nzdt", &["NZDT"]),
    ("nzst/nzdt", &["NZST", "NZDT"]),
];

/// Minutes from UTC of each abbreviation; several where it has several meanings.
const OFFSETS: &[(&str, &[i32])] = &[
    ("GMT", &[0]),
    ("WET", &[0]),
    ("WEST", &[60]),
    ("CET", &[60]),
    ("CEST", &[120]),
    ("EET", &[120]),
    ("EEST", &[180]),
    ("BST", &[60]),
    ("IST", &[60, 120, 330]),
    ("IDT", &[180]),
    ("MSK", &[180]),
    ("SAST", &[120]),
    ("CAT", &[120]),
    ("EAT", &[180]),
    ("WAT", &[60]),
    ("PKT", &[300]),
    ("WIB", &[420]),
    ("HKT", &[480]),
    ("JST", &[540]),
    ("KST", &[540]),
    ("EST", &[-300]),
    ("EDT", &[-240]),
    ("CST", &[-360, 480, -300]),
    ("CDT", &[-300, -240]),
    ("MST", &[-420]),
    ("MDT", &[-360]),
    ("PST", &[-480, 480]),
    ("PDT", &[-420]),
    ("AKST", &[-540]),
    ("AKDT", &[-480]),
    ("HST", &[-600]),
    ("AST", &[-240]),
    ("ADT", &[-180]),
    ("NST", &[-210]),
    ("NDT", &[-150]),
    ("AEST", &[600]),
    ("AEDT", &[660]),
    ("ACST", &[570]),
    ("ACDT", &[630]),
    ("AWST", &[480]),
    ("NZST", &[720]),
    ("NZDT", &[780]),
    ("+08", &[480]),
    ("+07", &[420]),
    ("+04", &[240]),
    ("+03", &[180]),
    ("-03", &[-180]),
    ("-05", &[-300]),
    ("-04", &[-240]),
];

impl ZoneMeaning {
    pub(in crate::phrase) fn of(abbreviations: &'static [&'static str]) -> Self {
        match abbreviations {
            ["UTC" | "GMT"] => Self::Offset(0),
            ["AoE"] => Self::Offset(AOE),
            other => Self::Abbreviated(other),
        }
    }

    /// Returns the minutes from UTC that the zone may have.
    pub(crate) fn offsets(self) -> Vec<i32> {
        match self {
            Self::Offset(minutes) => vec![minutes],
            Self::Abbreviated(names) => {
                let known = OFFSETS.iter().filter(|(name, _)| names.contains(name));
                known.flat_map(|(_, offsets)| *offsets).copied().collect()
            }
        }
    }
}

/// Reads a zone beside a time, in brackets or not; none for `local time`.
pub(super) fn zone(at: At) -> Found<Option<PrintedOffset>> {
    let bare = from(at).skip(sign(",")).then(bare_zone);
    in_brackets(bare_zone)(at).or(bare).or(bare_offset(at))
}

/// Reads an offset from UTC right behind a time: `+10:00`, `+0930`, `+10`; a minus only before four
/// figures, behind a time with a colon: elsewhere it is the dash of a range.
fn bare_offset(at: At) -> Found<Option<PrintedOffset>> {
    let four = glued(figures(4));
    let plus = sign("+")(at).then(|at| {
        let bare = glued(figures(2))(at).map(|hours| hours * 100);
        let colon = glued(figures(2))(at)
            .before(sign(":"))
            .and(glued(figures(2)));
        let colon = colon.map(|(hours, minutes)| hours * 100 + minutes);
        four(at).or(if colon.is_empty() { bare } else { colon })
    });
    let plus = plus.map(|figures| (1, figures));
    let minus = sign("-")(at).filter(|()| at.is_behind_colon());
    let minus = minus.then(figures(4)).map(|figures| (-1, figures));
    let offsets = plus.or(minus);
    let offsets = offsets.filter(|(_, figures)| *figures <= 1400 && figures % 100 < 60);
    offsets.map_at(|end, (sign, figures)| {
        Some(PrintedOffset {
            meaning: ZoneMeaning::Offset(sign * (figures / 100 * 60 + figures % 100) as i32),
            tokens: at.token..end.token,
        })
    })
}

fn bare_zone(at: At) -> Found<Option<PrintedOffset>> {
    let named = word(at, |word| match word {
        Word::Hours(HoursTerm::Zone(abbreviations)) => Some(Some(abbreviations)),
        Word::Hours(HoursTerm::Local) => Some(None),
        _ => None,
    });
    let zones = named.flat_map(|next, abbreviations| match abbreviations {
        None => just(next, None),
        Some(abbreviations) => {
            let zone = just(next, Some(ZoneMeaning::of(abbreviations)));
            if matches!(abbreviations, ["UTC" | "GMT"]) {
                with_offset(next, zone)
            } else {
                zone
            }
        }
    });
    zones.map_at(|end, meaning| {
        let tokens = at.token..end.token;
        meaning.map(|meaning| PrintedOffset { meaning, tokens })
    })
}

/// Reads the offset behind `UTC`, such as `+2` or `+05:30`, or nothing. In `UTC-5` it is no range
/// to five o'clock; `UTC-5:00` may be one.
fn with_offset<'a>(
    at: At<'a>,
    zone: Found<'a, Option<ZoneMeaning>>,
) -> Found<'a, Option<ZoneMeaning>> {
    let plus = sign("+")(at).map(|()| 1);
    let minus = glued(sign("-"))(at).map(|()| -1);
    let hours = plus.or(minus).and(glued(small(0..15)));
    let minutes = hours
        .clone()
        .and(|at| sign(":")(at).then(glued(figures(2))))
        .map(|((sign, hours), minutes)| (sign, hours, minutes));
    let bare = hours.map(|(sign, hours)| (sign, hours, 0));
    let bare = bare.filter(|_| minutes.is_empty());
    let is_bare = !bare.is_empty();
    let offsets = bare.or(minutes);
    let offsets = offsets.filter(|(_, _, minutes)| *minutes < 60);
    let offsets = offsets.map(|(sign, hours, minutes)| {
        Some(ZoneMeaning::Offset(sign * (hours * 60 + minutes) as i32))
    });
    if is_bare { offsets } else { offsets.or(zone) }
}

//! Laws of reading anyone's calendar: how it is written makes no difference, and nothing that is
//! written does harm.

use std::fs;

use planfeed::agenda::{Agenda, AgendaQuery};
use planfeed::compare::{ChangeSet, Side, compare};
use planfeed::ical::content_lines;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::support::{paths, root};

/// The calendars of the cases, all small.
fn calendars() -> Vec<Vec<u8>> {
    let folder = root("tests/cases/calendars");
    let paths = paths(&folder).into_iter();
    let calendars = paths.filter(|path| path.ends_with(".ics"));
    let read = |path: String| fs::read(folder.join(path)).expect("a case");
    calendars.map(read).collect()
}

fn changes(old: &[u8], new: &[u8]) -> ChangeSet {
    compare(&Side::read(old), &Side::read(new))
}

/// Returns a calendar whose lines are folded after so many octets, wherever that is.
fn folded(calendar: &[u8], octets: usize, end: &str) -> Vec<u8> {
    let mut folded = Vec::new();
    for line in calendar.split(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        for (n, piece) in line.chunks(octets).enumerate() {
            folded.extend_from_slice(if n > 0 { b"\t" } else { b"" });
            folded.extend_from_slice(piece);
            folded.extend_from_slice(end.as_bytes());
        }
    }
    folded
}

/// Returns a calendar with the names of its properties and components in small letters.
fn in_small_letters(calendar: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(calendar) else {
        return calendar.to_owned();
    };
    let line = |line: &str| match line.split_once([':', ';']) {
        Some(("BEGIN" | "END", _)) => line.to_lowercase(),
        Some((name, _)) => name.to_lowercase() + &line[name.len()..],
        None => line.to_owned(),
    };
    let lines: Vec<String> = text.split("\r\n").map(line).collect();
    lines.join("\r\n").into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn folds_and_line_ends_say_nothing(
        calendar in select(calendars()),
        octets in 2_usize..90,
        end in select(vec!["\r\n", "\n", "\r", "\r\n\r\n"]),
    ) {
        let spelled = folded(&calendar, octets, end);
        prop_assert_eq!(changes(&calendar, &spelled), ChangeSet::default());
    }

    #[test]
    fn damaged_calendars_do_no_harm(
        calendar in select(calendars()),
        other in select(calendars()),
        edits in prop::collection::vec((any::<Index>(), any::<u8>(), 0_usize..4), 1..12),
    ) {
        let mut damaged = calendar;
        for (at, byte, kind) in edits {
            let at = at.index(damaged.len().max(1));
            match kind {
                0 if at < damaged.len() => damaged[at] = byte,
                1 => damaged.truncate(at),
                2 => damaged.insert(at, byte),
                _ => {
                    let from = at.min(other.len());
                    damaged.splice(at..at, other[from..].iter().copied().take(80));
                }
            }
        }
        prop_assert!(changes(&damaged, &damaged).is_empty());
        prop_assert_eq!(
            changes(&damaged, &other).is_empty(),
            changes(&other, &damaged).is_empty()
        );
        let _ = Agenda::of(&Side::read(&damaged), &AgendaQuery::default());
    }
}

#[test]
fn parameters_lose_their_escapes() {
    let line = b"X-A;X-B=\"one^^n^ntwo^'\";TZID=GMT+05:30:20260609T100000\r\n";
    let read = content_lines(line).next().expect("a line");
    let parameters = read.parameters.iter();
    let values: Vec<&str> = parameters.map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["one^n\ntwo\"", "GMT+05:30"]);
    assert_eq!(read.value, "20260609T100000");
}

#[test]
fn capitals_of_names_say_nothing() {
    for calendar in calendars() {
        let spelled = in_small_letters(&calendar);
        assert_eq!(changes(&calendar, &spelled), ChangeSet::default());
    }
}

#[test]
fn both_sides_of_a_field_read_differently() {
    let calendars = calendars();
    for old in &calendars {
        for new in &calendars {
            for change in changes(old, new).changes {
                for field in &change.fields {
                    assert!(field.old.is_none() || field.old != field.new, "{change:?}");
                }
            }
        }
    }
}

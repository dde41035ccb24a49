//! Facts about whole calendars: their lines, their heads, and what none may have.

use std::collections::BTreeSet;

use super::{PLANS, PUBLISHED, Published, all, head_has, is_feed, nowhere, parameter, text};

/// Outlook takes a calendar with METHOD for an invitation, and Proton refuses one it does not know.
#[test]
fn no_method() {
    nowhere(&["METHOD"]);
}

/// Outlook asks to accept or decline what has an ORGANIZER, and phones send it mail.
#[test]
fn no_organizer_and_no_attendee() {
    nowhere(&["ORGANIZER", "ATTENDEE"]);
}

/// Apple, Google, Outlook and Nextcloud take alarms of subscriptions off, or ignore them.
#[test]
fn no_alarm() {
    nowhere(&["VALARM"]);
}

/// Nextcloud strips attachments, no client shows IMAGE, and Outlook ignores HTML beside a
/// DESCRIPTION.
#[test]
fn no_attachment_and_no_html() {
    nowhere(&["ATTACH", "IMAGE", "X-ALT-DESC", "STYLED-DESCRIPTION"]);
}

/// Strict readers ignore X-WR-TIMEZONE and others apply it, so that times would differ.
#[test]
fn no_zone_of_the_calendar() {
    nowhere(&["X-WR-TIMEZONE"]);
}

/// An empty answer clears a calendar in Thunderbird: no file is without an entry.
#[test]
fn no_calendar_is_empty() {
    for calendar in &*PUBLISHED {
        assert!(!calendar.entries().is_empty(), "{}", calendar.place());
    }
}

/// Google drops what is beyond 1 MB or 1,111 events: these plans are within, and `large-feed` warns
/// of others.
#[test]
fn every_calendar_is_within_what_google_reads() {
    for calendar in &*PUBLISHED {
        let count = calendar.entries().len();
        assert!(
            count <= 1_000 && calendar.bytes.len() < 1_000_000,
            "{}",
            calendar.place()
        );
    }
}

/// Google drops a whole calendar for a wrong fold, Outlook and Safari for a line without CR, Google
/// for a byte order mark, and strict clients for a blank line before the calendar.
#[test]
fn lines_end_in_crlf_and_are_short() {
    for calendar in &*PUBLISHED {
        let place = calendar.place();
        assert!(
            calendar.bytes.starts_with(b"BEGIN:VCALENDAR\r\n"),
            "{place}"
        );
        assert!(calendar.bytes.ends_with(b"END:VCALENDAR\r\n"), "{place}");
        for line in calendar.bytes.split_inclusive(|&byte| byte == b'\n') {
            let body = line
                .strip_suffix(b"\r\n")
                .unwrap_or_else(|| panic!("{place}"));
            let is_short = !body.is_empty() && body.len() <= 75;
            assert!(is_short && !body.contains(&b'\r'), "{place}: {body:?}");
            assert!(
                std::str::from_utf8(body).is_ok(),
                "{place}: cut within a character"
            );
        }
    }
}

/// Fussy clients want VERSION first, and iCloud refused a PRODID that was folded.
#[test]
fn version_is_first_and_prodid_is_short() {
    for calendar in &*PUBLISHED {
        let [version, product] = [1, 2].map(|n| &calendar.lines[n]);
        assert_eq!(
            (version.name.as_str(), version.value.as_str()),
            ("VERSION", "2.0")
        );
        assert_eq!(product.name, "PRODID", "{}", calendar.place());
        assert!(product.value.len() < 60, "{}", product.value);
    }
}

/// Google reads X-WR-CALNAME and others NAME; Outlook opens a new calendar for a file with a name
/// that is taken once.
#[test]
fn feeds_have_names_and_files_to_take_have_none() {
    for name in ["NAME", "X-WR-CALNAME"] {
        head_has(name, None, is_feed);
    }
}

/// Nextcloud reads REFRESH-INTERVAL, Outlook X-PUBLISHED-TTL, and Home Assistant refuses a file
/// whose interval is of a wrong type; what is taken once is not refreshed.
#[test]
fn feeds_say_how_often_to_ask() {
    for name in ["REFRESH-INTERVAL", "X-PUBLISHED-TTL"] {
        head_has(name, Some("PT12H"), is_feed);
    }
    for calendar in &*PUBLISHED {
        for line in all(&calendar.lines, "REFRESH-INTERVAL") {
            assert_eq!(
                parameter(line, "VALUE"),
                Some("DURATION"),
                "{}",
                calendar.place()
            );
        }
    }
}

/// Thunderbird and Nextcloud skip an event that they have if its file has the stamp of the feed,
/// and Android's calendars take the first event of a file alone.
#[test]
fn the_file_of_an_event_has_its_entries_alone() {
    for plan in PLANS.into_iter().chain(["small"]) {
        let calendars: Vec<_> = PUBLISHED
            .iter()
            .filter(|calendar| calendar.plan == plan)
            .collect();
        let all = calendars.iter().find(|calendar| calendar.path == "all.ics");
        let all = bodies(all.expect("the feed of all"));
        let events = calendars
            .iter()
            .filter(|calendar| calendar.path.starts_with("event/"));
        let events: Vec<_> = events.collect();
        assert!(!events.is_empty(), "{plan}");
        for event in events {
            let entries = bodies(event);
            assert!(!entries.is_empty(), "{}", event.place());
            let entries_of = event.entries().into_iter();
            let uids: BTreeSet<_> = entries_of.map(|entry| text(entry, "UID")).collect();
            assert_eq!(uids.len(), 1, "{}: {uids:?}", event.place());
            assert!(
                entries.iter().all(|entry| all.contains(entry)),
                "{}",
                event.place()
            );
        }
    }
}

/// Returns the text of each entry.
fn bodies(calendar: &Published) -> BTreeSet<String> {
    let text = String::from_utf8(calendar.bytes.clone()).expect("UTF-8");
    let bodies = text.split("BEGIN:VEVENT\r\n").skip(1);
    bodies
        .filter_map(|body| Some(body.split_once("END:VEVENT")?.0.to_owned()))
        .collect()
}

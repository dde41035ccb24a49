//! Each fault of a calendar is noticed: a reader that finds none proves nothing.

use planfeed::ical::conform;

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\nUID:a@example.org\r\n\
    DTSTAMP:20170101T000000Z\r\nDTSTART;VALUE=DATE:20170508\r\nDTEND;VALUE=DATE:20170510\r\nSUMMARY:One\\, two\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar_without_fault_has_none() {
    assert_eq!(conform(CALENDAR.as_bytes()), []);
}

#[test]
fn every_fault_is_noticed_where_it_is() {
    let long = format!("SUMMARY:{}", "x".repeat(70));
    let second = "BEGIN:VEVENT\r\nUID:a@example.org\r\nDTSTAMP:20170101T000000Z\r\nDTSTART;VALUE=DATE:20170508\r\nEND:VEVENT\r\nEND:VCALENDAR";
    for (from, to, line, message) in [
        (
            "BEGIN:VCALENDAR",
            "\u{feff}BEGIN:VCALENDAR",
            1,
            "byte order mark",
        ),
        (
            "SUMMARY:One\\, two\r\n",
            "SUMMARY:One\n",
            9,
            "does not end in CRLF",
        ),
        ("SUMMARY:One\\, two", &long, 9, "more than 75"),
        (
            "SUMMARY:One\\, two\r\n",
            "SUMMARY:One\r\n\r\n",
            10,
            "is empty",
        ),
        ("One\\, two", "One\u{7}", 9, "control character"),
        ("One\\, two", "One, two", 9, "not escaped"),
        ("One\\, two", "One\\x", 9, "not escaped"),
        ("UID:a@example.org\r\n", "", 4, "VEVENT has no UID"),
        ("PRODID:-//x//EN\r\n", "", 1, "VCALENDAR has no PRODID"),
        (
            "DTSTART;VALUE=DATE:20170508\r\n",
            "DTSTART;VALUE=DATE:20170508\r\nDTSTART;VALUE=DATE:20170508\r\n",
            4,
            "2 times DTSTART",
        ),
        ("20170510", "20170508", 8, "not after DTSTART"),
        (
            "DTEND;VALUE=DATE:20170510",
            "DTEND:20170510T000000Z",
            8,
            "not of the same kind",
        ),
        ("20170510", "2017051", 8, "not a DATE"),
        ("SUMMARY:", "SUMMARY ", 9, "not a content line"),
        ("END:VEVENT\r\n", "", 10, "has no BEGIN"),
        ("END:VCALENDAR\r\n", "", 1, "has no END"),
        ("END:VCALENDAR", second, 12, "occurs twice"),
        (
            "BEGIN:VCALENDAR",
            "X:y\r\nBEGIN:VCALENDAR",
            1,
            "outside a calendar",
        ),
        (
            "END:VCALENDAR\r\n",
            "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
            1,
            "2 calendars",
        ),
    ] {
        assert!(CALENDAR.contains(from), "{from}");
        let faults = conform(CALENDAR.replacen(from, to, 1).as_bytes());
        let found = faults
            .iter()
            .any(|fault| fault.line == line && fault.message.contains(message));
        assert!(found, "{message} on line {line}: {faults:#?}");
    }
}

const TIMED: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VTIMEZONE\r\nTZID:Asia/Kolkata\r\nBEGIN:STANDARD\r\n\
    DTSTART:19700101T000000\r\nTZOFFSETFROM:+0530\r\nTZOFFSETTO:+0530\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n\
    UID:a@example.org\r\nDTSTAMP:20170101T000000Z\r\nDTSTART;TZID=Asia/Kolkata:20170508T100000\r\n\
    DTEND;TZID=Asia/Kolkata:20170508T110000\r\nRRULE:FREQ=DAILY;UNTIL=20170512T043000Z\r\n\
    EXDATE;TZID=Asia/Kolkata:20170509T100000\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a@example.org\r\n\
    RECURRENCE-ID;TZID=Asia/Kolkata:20170510T100000\r\nDTSTAMP:20170101T000000Z\r\n\
    DTSTART;TZID=Asia/Kolkata:20170510T120000\r\nDTEND;TZID=Asia/Kolkata:20170510T130000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn faults_of_times_are_noticed_too() {
    assert_eq!(conform(TIMED.as_bytes()), []);
    for (from, to, line, message) in [
        (
            "TZID:Asia/Kolkata\r\n",
            "TZID:Asia/Colombo\r\n",
            15,
            "the zone `Asia/Kolkata` has no VTIMEZONE",
        ),
        (
            "TZID:Asia/Kolkata\r\n",
            "TZID:Asia/Colombo\r\n",
            5,
            "`Asia/Colombo` is not used",
        ),
        ("TZID:Asia/Kolkata\r\n", "", 4, "VTIMEZONE has no TZID"),
        ("TZOFFSETTO:+0530\r\n", "", 6, "STANDARD has no TZOFFSETTO"),
        (
            "UNTIL=20170512T043000Z",
            "UNTIL=20170512",
            17,
            "UNTIL is of another kind",
        ),
        (
            "UNTIL=20170512T043000Z",
            "UNTIL=20170512T100000",
            17,
            "UNTIL is of another kind",
        ),
        (
            "EXDATE;TZID=Asia/Kolkata:20170509T100000",
            "EXDATE:20170509T043000Z",
            18,
            "EXDATE is of another kind",
        ),
        (
            "EXDATE;TZID=Asia/Kolkata:20170509T100000",
            "EXDATE;VALUE=DATE:20170509",
            18,
            "EXDATE is of another kind",
        ),
        (
            "DTEND;TZID=Asia/Kolkata:20170508T110000",
            "DTEND:20170508T110000Z",
            16,
            "not of the same kind",
        ),
        (
            "RECURRENCE-ID;TZID=Asia/Kolkata:20170510T100000\r\n",
            "",
            21,
            "occurs twice",
        ),
        (
            "RECURRENCE-ID;TZID=Asia/Kolkata:20170510T100000",
            "RECURRENCE-ID:20170510T043000Z",
            22,
            "than DTSTART of its series",
        ),
        (
            "BEGIN:VEVENT",
            "BEGIN:VTIMEZONE\r\nTZID:Asia/Kolkata\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT",
            13,
            "defined twice",
        ),
    ] {
        assert!(TIMED.contains(from), "{from}");
        let faults = conform(TIMED.replacen(from, to, 1).as_bytes());
        let found = faults
            .iter()
            .any(|fault| fault.line == line && fault.message.contains(message));
        assert!(found, "{message} on line {line}: {faults:#?}");
    }
}

#[test]
fn a_fold_inside_a_character_is_noticed() {
    let folded = CALENDAR.replacen("One\\, two", "é", 1).into_bytes();
    let at = folded
        .windows(2)
        .position(|pair| pair == "é".as_bytes())
        .expect("é")
        + 1;
    let broken = [&folded[..at], b"\r\n ", &folded[at..]].concat();
    assert!(
        conform(&broken)
            .iter()
            .any(|fault| fault.message.contains("not UTF-8"))
    );
}

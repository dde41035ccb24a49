#!/usr/bin/env python3
"""Breaks feeds on purpose, each fault in a copy of its own, to prove that referees notice.

Usage: broken.py PLAN FEED.ics FOLDER
"""

import re
import sys
from pathlib import Path

# All that judge a feed.
REFEREES = set(
    "python_icalendar python_recurring_ical_events python_ical python_vobject python_ics ical_js node_ical ts_ics data_ical"
    " ruby_icalendar php_sabre libical calcard".split()
)

# Those that look zones up by their names. Of the others, ts_ics does so with a zone that the feed has not: it then has
# clocks change when they do.
BY_NAME = {"python_ical", "python_ics", "node_ical", "data_ical", "php_sabre", "calcard"}

# Those that read what an entry says for programs.
WITH_SAYINGS = {"python_icalendar", "python_recurring_ical_events"}

# Of each plan, what is replaced in its feed of all events where it occurs first, since one wrong property must be enough;
# and which referees notice that, no more and no less.
FAULTS = {
    "plan": {
        "inclusive-end": (rb"(DTEND;VALUE=DATE:\d{7})3", rb"\g<1>2", REFEREES),
        "time-of-day": (rb"DTSTART;VALUE=DATE:(\d+)", rb"DTSTART:\1T000000", REFEREES),
        "dropped-event": (rb"BEGIN:VEVENT.*?END:VEVENT\r\n", b"", REFEREES),
        "changed-uid": (rb"UID:", b"UID:x", REFEREES),
        "lost-marker": (rb"SUMMARY:\[TBC\] ", b"SUMMARY:", REFEREES),
        "escaped-twice": (rb"(SUMMARY:[^\r]*?)\\,", rb"\1\\\\\\,", REFEREES),
        "wrong-fold": (rb"(SUMMARY:[^\r]*\r\n) ", rb"\1", REFEREES),
    },
    "timed": {
        "inclusive-end": (rb"(UID:quiet-days.*?DTEND;VALUE=DATE:2025060)5", rb"\g<1>4", REFEREES),
        "floating-start": (rb"DTSTART;TZID=Europe/Lisbon:", b"DTSTART:", REFEREES),
        "ended-instant": (
            rb"(UID:lamp-out@.*?DTSTART)(;TZID=Europe/Berlin:20250508T0)2(0000\r\n)",
            rb"\1\g<2>2\3DTEND\g<2>3\3",
            REFEREES,
        ),
        "assumed-end-an-hour-late": (rb"(UID:start-alone@.*?DTEND;TZID=Europe/Berlin:20250505T2)0", rb"\g<1>1", REFEREES),
        "lost-time-marker": (rb"SUMMARY:\[time TBC\] ", b"SUMMARY:", REFEREES),
        "escaped-twice": (rb"(LOCATION:[^\r]*?)\\,", rb"\1\\\\\\,", REFEREES),
        "dropped-instance": (rb"BEGIN:VEVENT\r\nUID:board@[^\r]*\r\nRECURRENCE-ID.*?END:VEVENT\r\n", b"", REFEREES),
        "dropped-exdate": (rb"EXDATE;TZID=Europe/Lisbon[^\r]*\r\n", b"", REFEREES),
        "until-a-day-early": (rb"(BYDAY=TU,TH;UNTIL=2025052)9", rb"\g<1>8", REFEREES - {"calcard"}),
        "count-off-by-one": (rb"(BYDAY=MO,WE,FR;COUNT=)9", rb"\g<1>8", REFEREES),
        "lost-interval": (rb"(RRULE:FREQ=DAILY;)INTERVAL=3;", rb"\1", REFEREES),
        "other-weekday": (rb"(UID:saturdays.*?BYDAY=)SA", rb"\1SU", REFEREES),
        "recurrence-id-a-minute-off": (rb"(RECURRENCE-ID;TZID=Europe/Lisbon:\d+T180)0", rb"\g<1>1", REFEREES),
        "dropped-zone": (rb"BEGIN:VTIMEZONE\r\nTZID:Europe/Lisbon.*?END:VTIMEZONE\r\n", b"", REFEREES - BY_NAME),
        "offset-an-hour-off": (rb"(TZID:Europe/Lisbon.*?TZOFFSETTO:)\+0100", rb"\1+0200", REFEREES - BY_NAME),
        "daylight-a-month-late": (rb"(TZID:Europe/Lisbon.*?BEGIN:DAYLIGHT.*?BYMONTH=)3", rb"\g<1>4", REFEREES - BY_NAME),
    },
    "said": {
        "separator-escaped": (rb"(UID:order@.*?CATEGORIES:Fringe),", rb"\1\\,", REFEREES - {"data_ical"}),
        "comma-not-escaped": (rb"(UID:open-day@.*?CATEGORIES:Concerts)\\,", rb"\1,", REFEREES - {"data_ical"}),
        "dropped-contact": (rb"CONTACT:.*?\r\n(?! )", b"", REFEREES - {"ts_ics"}),
        "other-conference": (rb"CONFERENCE;VALUE=URI:https", rb"\g<0>s", REFEREES - {"ts_ics"}),
        "other-url": (rb"BEGIN:VEVENT.*?\r\nURL:https", rb"\g<0>s", REFEREES),
        "dropped-room": (rb"(UID:opening@.*?LOCATION:)Main stage\\, ", rb"\1", REFEREES),
        "live-though-postponed": (rb"SUMMARY:POSTPONED: ", b"SUMMARY:", REFEREES),
        "changed-from-the-start": (rb"UID:singing.from-20260610@", b"UID:singing@", REFEREES),
        "goes-on-beside-what-follows": (rb"(UID:singing@.*?COUNT=)5", rb"\g<1>6", REFEREES),
        "follows-as-before": (rb"(UID:singing.from-20260610@.*?DTSTART;TZID=Europe/London:20260610T1)8", rb"\g<1>7", REFEREES),
        "other-day-onwards": (rb"(X-PLANFEED-ONWARDS:2026-0)6", rb"\g<1>7", WITH_SAYINGS),
    },
}


def main(plan, path, folder):
    feed = Path(path).read_bytes()
    for name, (pattern, replacement, _) in FAULTS[plan].items():
        broken, count = re.subn(pattern, replacement, feed, count=1, flags=re.DOTALL)
        assert count == 1, f"nothing to break: {name}"
        (Path(folder) / f"{name}.ics").write_bytes(broken)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""What the Python package icalendar reads: for each file named, one line of JSON."""

import json
import sys
from pathlib import Path

from icalendar import Calendar


def text(event, name):
    return str(event[name]) if name in event else None


def read(event):
    assert not event.errors, event.errors  # It keeps bad lines aside and reads on.
    return {
        "uid": text(event, "UID"),
        "start": str(event.decoded("DTSTART")),
        "end": str(event.decoded("DTEND")),
        "summary": text(event, "SUMMARY"),
        "location": text(event, "LOCATION"),
        "status": text(event, "STATUS"),
        "transp": text(event, "TRANSP"),
        "categories": [str(category) for category in event.categories],
        "when": text(event, "X-PLANFEED-WHEN"),
        "description": text(event, "DESCRIPTION"),
    }


for name in sys.argv[1:]:
    try:
        found = {"events": [read(event) for event in Calendar.from_ical(Path(name).read_bytes()).events]}
    except Exception as error:
        found = {"error": repr(error)}
    print(json.dumps({"file": name} | found))

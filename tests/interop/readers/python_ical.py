"""What the Python package ical reads: for each file named, one line of JSON."""

import json
import sys
from pathlib import Path

from ical.calendar_stream import IcsCalendarStream


def text(value):
    return value if value is None else getattr(value, "value", str(value))


def read(event):
    extras = {extra.name.upper(): extra.value for extra in event.extras}
    return {
        "uid": event.uid,
        "start": str(event.dtstart),
        "end": str(event.dtend),
        "summary": event.summary,
        "location": event.location,
        "status": text(event.status),
        "transp": text(event.transparency),
        "categories": event.categories,
        "when": extras.get("X-PLANFEED-WHEN"),
        "description": event.description,
    }


for name in sys.argv[1:]:
    try:
        with Path(name).open(encoding="utf-8", newline="") as file:
            (calendar,) = IcsCalendarStream.from_ics(file.read()).calendars
        found = {"events": [read(event) for event in calendar.events]}
    except Exception as error:
        found = {"error": repr(error)}
    print(json.dumps({"file": name} | found))

"""What the Python package ics reads: for each file named, one line of JSON.

It looks zones up by name, keeps rules as text, and has the events in no order.
"""

import re

from ics import Calendar
from reading import each_file, instant, local

EXTRAS = ("RECURRENCE-ID", "RRULE", "EXDATE", "CONTACT", "CONFERENCE", "X-PLANFEED-WHEN")


def read(event):
    extras = {name: [line for line in event.extra if line.name == name] for name in EXTRAS}

    def extra(name):
        return next((line.value for line in extras[name]), None)

    def time(name):
        return [re.sub(r"^(....)(..)(..)(T(..)(..)(..))?.*", stamp, line.value) for line in extras[name]]

    def zone(begin):
        return re.sub(".*/zoneinfo/", "", getattr(begin.tzinfo, "_filename", "UTC"))

    def stamp(found):
        year, month, day, clock, hour, minute, second = found.groups()
        return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second}" if clock else "")

    begin, end = event.begin.datetime, event.end.datetime
    begin, end = (begin.date(), end.date()) if event.all_day else (begin, end)
    return {
        "uid": event.uid,
        "recurrence_id": next(iter(time("RECURRENCE-ID")), None),
        "start": local(begin),
        "end": local(end),
        "zone": None if event.all_day else zone(event.begin),
        "utc": [instant(begin), instant(end)],
        "rule": extra("RRULE"),
        "except": time("EXDATE"),
        "summary": event.name,
        "location": event.location,
        "status": event.status,
        "transp": "TRANSPARENT" if event.transparent else "OPAQUE",
        "categories": sorted(event.categories),
        "contact": extra("CONTACT"),
        "conference": extra("CONFERENCE"),
        "url": event.url,
        "when": extra("X-PLANFEED-WHEN"),
        "description": event.description,
    }


each_file(lambda feed: {"events": [*map(read, Calendar(feed.decode()).events)], "instances": None})

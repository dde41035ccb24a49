"""What the Python package vobject reads: for each file named, one line of JSON. It has zones from the feed alone."""

from datetime import datetime

import vobject
from reading import each_file, instances, local
from vobject.icalendar import registerTzid


def read(event):
    def text(name):
        return str(event.contents[name][0].value) if name in event.contents else None

    def time(name):
        return event.contents[name][0].value if name in event.contents else None

    is_day = not isinstance(time("dtstart"), datetime)
    return {
        "uid": text("uid"),
        "recurrence_id": local(time("recurrence-id")),
        "start": local(time("dtstart")),
        "end": local(time("dtend")),
        "zone": None if is_day else event.dtstart.params.get("X-VOBJ-ORIGINAL-TZID", ["UTC"])[0],
        "summary": text("summary"),
        "location": text("location"),
        "status": text("status"),
        "transp": text("transp"),
        "categories": [item for line in event.contents.get("categories", []) for item in line.value],
        "contact": text("contact"),
        "conference": text("conference"),
        "url": text("url"),
        "when": text("x-planfeed-when"),
        "description": text("description"),
    }


def series(event):
    start = event.dtstart.value
    end = event.dtend.value if "dtend" in event.contents else start
    starts = [*event.rruleset] if event.rruleset else [start]
    if not isinstance(start, datetime):
        starts = [time.date() if isinstance(time, datetime) else time for time in starts]
    replaced = event.recurrence_id.value if "recurrence-id" in event.contents else None
    return event.uid.value, replaced, starts, end - start


def expanded(feed):
    (calendar,) = vobject.readComponents(feed.decode())
    events = calendar.contents.get("vevent", [])
    found = {"events": [*map(read, events)], "instances": instances(map(series, events))}
    for zone in calendar.contents.get("vtimezone", []):
        registerTzid(zone.tzid.value, None)  # It keeps the zones of the first file for all others.
    return found


each_file(expanded)

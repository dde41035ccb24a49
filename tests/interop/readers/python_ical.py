"""What the Python package ical reads: for each file named, one line of JSON."""

from datetime import datetime, timezone

from ical.calendar_stream import IcsCalendarStream
from reading import each_file, instant, local


def text(value):
    return value if value is None else getattr(value, "value", str(value))


def read(event):
    extras = {extra.name.upper(): extra.value for extra in event.extras}
    return {
        "uid": event.uid,
        "recurrence_id": recurrence_id(event),
        "start": local(event.dtstart),
        "end": local(event.dtend),
        "zone": str(event.dtstart.tzinfo) if isinstance(event.dtstart, datetime) else None,
        "summary": event.summary,
        "location": event.location,
        "status": text(event.status),
        "transp": text(event.transparency),
        "categories": event.categories,
        "contact": next(iter(event.contacts), None),
        "conference": next((one.uri for one in event.conference), None),
        "url": event.url,
        "when": extras.get("X-PLANFEED-WHEN"),
        "description": event.description,
    }


def recurrence_id(event):
    """It keeps the digits, and no zone."""
    if event.recurrence_id is None:
        return None
    time = datetime.fromisoformat(event.recurrence_id)
    return local(time if "T" in event.recurrence_id else time.date())


def expanded(feed):
    (calendar,) = IcsCalendarStream.from_ics(feed.decode()).calendars
    instances = {}
    for event in calendar.timeline_tz(timezone.utc):
        instances.setdefault(event.uid, []).append([instant(event.dtstart), instant(event.end)])
    return {"events": [read(event) for event in calendar.events], "instances": {uid: sorted(instances[uid]) for uid in instances}}


each_file(expanded)

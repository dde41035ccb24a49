"""What the Python package icalendar reads: for each file named, one line of JSON.

It has zones from the feed alone, and leaves it to others to expand rules.
"""

import re

from icalendar import Calendar
from icalendar.timezone import tzp
from icalendar.timezone.zoneinfo import ZONEINFO
from reading import each_file, instant, local


class FeedZones(ZONEINFO):
    """Knows no zone by its name."""

    def timezone(self, name):
        return None

    def knows_timezone_id(self, tzid):
        return False


def parse(feed):
    tzp.use(FeedZones())  # No zone is left from the file before.
    return Calendar.from_ical(feed)


def read(event):
    assert not event.errors, event.errors  # It keeps bad lines aside and reads on.

    def text(name):
        return str(event[name]) if name in event else None

    def zone(name):
        return event[name].params.get("TZID", "UTC") if hasattr(event[name].dt, "hour") else None

    exceptions = event.get("EXDATE", [])
    exceptions = exceptions if isinstance(exceptions, list) else [exceptions]
    return {
        "uid": text("UID"),
        "recurrence_id": local(event.decoded("RECURRENCE-ID", None)),
        "start": local(event.decoded("DTSTART")),
        "end": local(event.decoded("DTEND", None)),
        "zone": zone("DTSTART"),
        "utc": [instant(event.decoded("DTSTART")), instant(event.end)],
        "rule": event["RRULE"].to_ical().decode() if "RRULE" in event else None,
        "except": [local(time.dt) for exception in exceptions for time in exception.dts],
        "summary": text("SUMMARY"),
        "location": text("LOCATION"),
        "status": text("STATUS"),
        "transp": text("TRANSP"),
        "categories": [str(category) for category in event.categories],
        "contact": text("CONTACT"),
        "conference": text("CONFERENCE"),
        "url": text("URL"),
        "when": text("X-PLANFEED-WHEN"),
        "description": text("DESCRIPTION"),
        "map": map_of(event),
        "says": says(event),
    }


def map_of(event):
    """The place of a map that Apple's calendars draw."""
    place = event.get("X-APPLE-STRUCTURED-LOCATION")
    if place is None:
        return None
    assert place.params["VALUE"] == "URI" and place.startswith("geo:"), place
    at = [*map(float, place.removeprefix("geo:").split(","))]
    return {"title": place.params["X-TITLE"], "at": at, "radius": place.params["X-APPLE-RADIUS"]}


def says(event):
    """What an entry says of its event, as docs/feeds.md says that programs read it."""

    def texts(name):
        values = event.get(name, [])
        values = values if isinstance(values, list) else [values]
        # This library leaves the escapes in values whose type it does not know.
        return [re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), str(value)) for value in values]

    def text(name):
        return next(iter(texts(f"X-PLANFEED-{name}")), None)

    position, description = text("TEXT"), str(event.get("DESCRIPTION", ""))
    start, length = map(int, position.split("+")) if position else (0, 0)
    return {
        "event": text("EVENT") or str(event["UID"]),
        "onwards": text("ONWARDS"),
        "title": text("TITLE") or str(event["SUMMARY"]),
        "phase": text("PHASE-TITLE"),
        "hours": text("HOURS") or hours(event),
        "text": description[start : start + length] if position else None,
        "links": texts("X-PLANFEED-LINK") or ([str(event["URL"])] if "URL" in event and "CONFERENCE" not in event else []),
    }


def hours(event):
    """DTSTART and DTEND, where they say all of the hours."""
    start, end = event["DTSTART"], event.get("DTEND")
    if end is None or not hasattr(start.dt, "hour"):
        return None
    return f"{start.dt:%H:%M}-{end.dt:%H:%M} {start.params.get('TZID')}".replace("-00:00", "-24:00")


if __name__ == "__main__":
    each_file(lambda feed: {"events": [read(event) for event in parse(feed).events], "instances": None})

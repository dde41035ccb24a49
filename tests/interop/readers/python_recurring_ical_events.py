"""What the Python package recurring-ical-events makes of what icalendar reads: for each file named, one line of JSON."""

import recurring_ical_events
from python_icalendar import parse, read
from reading import each_file, instant


def expanded(feed):
    calendar = parse(feed)
    instances = {}
    for event in recurring_ical_events.of(calendar).all():
        span = [instant(event.decoded("DTSTART")), instant(event.decoded("DTEND"))]
        instances.setdefault(str(event["UID"]), []).append(span)
    return {"events": [read(event) for event in calendar.events], "instances": {uid: sorted(instances[uid]) for uid in instances}}


each_file(expanded)

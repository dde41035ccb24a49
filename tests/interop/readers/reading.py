"""What the readers in Python have in common: how they are run, and how they write what a library read."""

import json
import sys
from datetime import datetime, timezone
from pathlib import Path


def each_file(read):
    """Prints, for each file named, one line of JSON: what `read` makes of its bytes."""
    for name in sys.argv[1:]:
        try:
            found = read(Path(name).read_bytes())
        except Exception as error:
            found = {"error": repr(error)}
        print(json.dumps({"file": name} | found))


def local(time):
    """A day, or a time as its clocks show it."""
    return time and str(time.replace(tzinfo=None).isoformat() if isinstance(time, datetime) else time)


def instant(time):
    """A day, or a time in UTC; one that is in no zone stays as it is."""
    if not isinstance(time, datetime) or time.tzinfo is None:
        return local(time)
    return local(time.astimezone(timezone.utc)) + "Z"


def instances(series):
    """Of each UID, when it takes place, where a library leaves it to its user to put single instances in their places.

    `series` gives (UID, RECURRENCE-ID, starts, duration) of each VEVENT.
    """
    found = {}
    for uid, replaced, starts, duration in sorted(series, key=lambda one: one[1] is not None):
        spans = found.setdefault(uid, {})
        spans.pop(replaced, None)
        spans |= {start: (instant(start), instant(start + duration)) for start in starts}
    return {uid: sorted(spans.values()) for uid, spans in found.items()}

#!/usr/bin/env python3
"""Compares what a referee read with what is meant.

Usage: compare.py REFEREE PLAN MEANT.json < its lines            every file must be as meant
       compare.py REFEREE PLAN MEANT.json --broken < its lines   each is all.ics with a fault, by broken.py
"""

import json
import re
import sys
from datetime import datetime, timedelta, timezone
from difflib import unified_diff
from zoneinfo import ZoneInfo

from broken import FAULTS
from dateutil.rrule import rrulestr
from hours import is_one


def escaped(text):
    for character in "\\,;":
        text = text.replace(character, "\\" + character)
    return text


def keeps_x_escaped(event):
    """Takes the value of an X- property as it is: jCal's type `unknown` (RFC 7265 section 5)."""
    return event | {"when": escaped(event["when"])}


def splits_categories(event):
    """Splits CATEGORIES at every comma, also at one that is escaped, and only then unescapes the pieces."""
    return event | {"categories": [piece for name in event["categories"] for piece in name.replace(",", "\\,").split(",")]}


def takes_categories_raw(event):
    """Splits CATEGORIES at every comma and unescapes nothing."""
    return event | {"categories": [piece for name in event["categories"] for piece in escaped(name).split(",")]}


def strips_categories(event):
    """Takes blanks off the ends of what it takes for categories."""
    return event | {"categories": [piece.strip() for piece in event["categories"]]}


def joins_categories(event):
    """Takes CATEGORIES for one text."""
    return event | {"categories": [",".join(event["categories"])] if event["categories"] else []}


def joins_some_categories(event):
    """Takes a comma of CATEGORIES for a text's own behind a text that begins with a quote, and two signs behind a backslash."""
    categories, is_open = [], False
    for name in event["categories"]:
        categories[len(categories) - is_open :] = [f"{categories[-1]},{name}" if is_open else name]
        is_open = categories[-1].startswith('"') or escaped(name)[-3:-2] == "\\"
    return event | {"categories": categories}


def sorts_categories(event):
    """Has no order of CATEGORIES."""
    return event | {"categories": sorted(event["categories"])}


def keeps_contact_escaped(event):
    """Takes the value of CONTACT as it is."""
    return event | {"contact": event["contact"] and escaped(event["contact"])}


def takes_for_lists(**signs):
    """Takes an address for a list, and its first item, if it has one of these signs."""

    def read(value, sign):
        return re.split("[,;]", value)[0] if value and re.search(sign, value) else value

    return lambda event: event | {name: read(event[name], sign) for name, sign in signs.items()}


def takes_quotes_off(event):
    """Takes the quotes off a value that begins and ends with one, as if it were a parameter's."""
    texts = {name: event[name] or "" for name in ("summary", "location")}
    return event | {name: text[1:-1] for name, text in texts.items() if re.fullmatch('".*"', text)}


def breaks_at_backslash_n(read_as, *names):
    """Unescapes \\n before \\\\: a backslash before an n is read as a line break; in DESCRIPTION, and properties of those names."""

    def read(value):
        return value.replace("\\n", read_as) if isinstance(value, str) else value and [*map(read, value)]

    return lambda event: event | {name: read(event[name]) for name in ("opens", "holds", *names)}


def stops_at_end(event):
    """Drops, from the words BEGIN:VEVENT and END:VEVENT on, what follows, though they are within a text."""
    until = next((i for i, part in enumerate(event["holds"]) if "END:VEVENT" in part), None)
    if until is None:
        return event
    kept = [*event["holds"][:until], event["holds"][until].partition("BEGIN:VEVENT")[0]]
    return event | {"holds": kept, "categories": []} | dict.fromkeys(("location", "url", "status", "transp", "when"))


def keeps_separators_escaped(event):
    """Unescapes line ends and backslashes, but neither commas nor semicolons."""

    def read(value):
        return re.sub("[,;]", r"\\\g<0>", value) if isinstance(value, str) else value and [*map(read, value)]

    return event | {name: read(event[name]) for name in ("summary", "location", "contact", "categories", "when", "opens", "holds")}


def sets_clocks_back_late(event):
    """Takes an end for a time before clocks go back that is the first after it."""
    zone, (start, end) = event["zone"], event["utc"]
    clocks = datetime.fromisoformat(event["end"] or event["start"]) - timedelta(minutes=1)
    if zone is None or is_one(clocks, zone):
        return event
    before, after = (clocks.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return event | {"utc": [start, f"{(datetime.fromisoformat(end[:-1]) - max(before - after, timedelta())).isoformat()}Z"]}


# The referees' own faults, in the versions that are pinned: what they must then read. One that is mended shows at once.
MISREADINGS = {
    "python_icalendar": [keeps_x_escaped],
    "python_recurring_ical_events": [keeps_x_escaped],
    "python_ical": [keeps_x_escaped, splits_categories],
    "python_ics": [keeps_x_escaped, keeps_contact_escaped, breaks_at_backslash_n("\\\n", "categories"), sorts_categories, sets_clocks_back_late],
    "python_vobject": [takes_for_lists(conference="[,;]")],
    "ical_js": [keeps_x_escaped],
    "ts_ics": [keeps_x_escaped, takes_categories_raw, stops_at_end],
    # CATEGORIES: github.com/jens-maus/node-ical/pull/523, in review.
    "node_ical": [takes_categories_raw, strips_categories, takes_quotes_off, breaks_at_backslash_n("\\\n")],
    "data_ical": [joins_categories, breaks_at_backslash_n("\n", "categories")],
    "php_sabre": [keeps_separators_escaped, joins_categories],  # github.com/owncloud/core/pull/2785; mended in its version 3
    "libical": [joins_some_categories],
    # The line breaks: github.com/icalendar/icalendar/pull/323.
    "ruby_icalendar": [takes_for_lists(conference="[,;]", url=";"), breaks_at_backslash_n("\\\n", "categories"), sets_clocks_back_late],
}

# Series that a referee expands otherwise, by the left half of their UIDs, and what it makes of them if that can be said.
MISEXPANSIONS = {
    # It takes UNTIL, which is in UTC, for local time: to the east, the last occurrence then comes too late.
    "calcard": dict.fromkeys(
        "a-part-without-a-meeting classes classes.2 dawn-watch fifth-and-last-friday fifth-and-last-friday.2 keepers-call"
        " dancing dancing.from-20260611 lamps long-nights reading-club rowing rowing.from-20260707 saturday-watch starts-late"
        " third-day".split(),
        lambda spans: spans[:-1],
    ),
    # It does not know an occurrence by a RECURRENCE-ID in UTC, and has it beside what replaces it.
    "python_ical": dict.fromkeys(["calls-in-utc", "net"]),
    # It has a first occurrence that moves where it would be as well, and counts both.
    "php_sabre": {"true-words": None},
    "ts_ics": {
        # It has occurrences on numbered weekdays of a month at midnight,
        **dict.fromkeys(
            "a-part-without-a-meeting board fifth-and-last-friday.2 last-friday leap-watch long-nights october october.2"
            " quarterly quarterly.2 teachers teachers.2 teachers.from-20260731 teachers.from-20260731.2 teachers.from-20261013"
            " teachers.from-20261013.2".split()
        ),
        # takes BYMONTHDAY=-1 for the last day but one,
        **dict.fromkeys("accounts.2 lamps-by-month.2 month-ends".split()),
        # counts an occurrence that EXDATE excludes only where it does not,
        **dict.fromkeys("camp fortnight".split()),
        # and has clocks change some hours before they do.
        **dict.fromkeys(
            "end-in-a-gap end-in-a-short-gap end-in-an-overlap gap-to-midnight over-a-gap over-an-overlap starts-around-a-gap"
            " starts-around-an-overlap starts-at-a-gap.2".split()
        ),
    },
}

# And of what is left of series after the first of their occurrences.
MISEXPANSIONS_REMOVED = {
    # It has a first occurrence that is moved or excepted where it would be as well, and counts it.
    "php_sabre": dict.fromkeys(
        "accounts.2 calls-in-utc camp dawn-watch keepers-call net online-every-week over-a-gap rowing.from-20260609 saturdays"
        " starts starts-around-a-gap three-nights true-words two-sessions.2".split()
    ),
    "ts_ics": MISEXPANSIONS["ts_ics"] | {"saturday-watch": None},
}

# Those that have an instant last until the end of its day.
LASTING = {"calcard"}

# What some referees do not read at all.
MAY_LACK = {"utc", "says", "map", "contact", "conference"}

# Those that have events in no order.
UNORDERED = {"python_ics"}


def as_misread(referee, event):
    for misread in MISREADINGS.get(referee, []):
        event = misread(event)
    return event


def expanded(events):
    """When each event takes place, by what a library that expands nothing itself read of rules and exceptions."""
    found = {}
    # Those with a RECURRENCE-ID go last: each takes the place of an occurrence that is there already.
    for event in sorted(events, key=lambda event: event["recurrence_id"] or ""):
        zone = event["zone"] and ZoneInfo(event["zone"])
        times = event["start"], event["end"] or event["start"]
        start, end = (datetime.fromisoformat(time).replace(tzinfo=zone) for time in times)
        # RFC 5545 section 3.8.5.3: all occurrences have the same exact duration.
        duration = in_utc(end) - in_utc(start)
        starts = rrulestr(event["rule"], dtstart=start) if event["rule"] else [start]
        occurrences = found.setdefault(event["uid"], {})
        occurrences.pop(event["recurrence_id"], None)
        for start in starts:
            times = in_utc(start), in_utc(start) + duration
            written = [f"{time.isoformat()}Z" if zone else str(time.date()) for time in times]
            occurrences[start.replace(tzinfo=None).isoformat() if zone else str(start.date())] = written
        for excepted in event["except"]:
            occurrences.pop(excepted, None)
    return {uid: sorted(occurrences.values()) for uid, occurrences in found.items()}


def in_utc(time):
    return (time.astimezone(timezone.utc) if time.tzinfo else time).replace(tzinfo=None)


def key(event):
    return f"{event['uid']} {event['recurrence_id'] or ''}".strip()


def differences(referee, plan, meant, read):
    """How what was read of a feed differs from what is meant, a line each."""
    if "error" in read:
        yield f"refused: {read['error']}"
        return
    wanted, events = meant["events"], read["events"]
    if referee in UNORDERED:
        wanted, events = sorted(wanted, key=key), sorted(events, key=key)
    keys = [[key(event) for event in these] for these in (wanted, events)]
    if keys[0] != keys[1]:
        yield from (f"entries: {line}" for line in unified_diff(*keys, "meant", "read", n=1, lineterm=""))
        return
    for one, other in zip(wanted, events):
        yield from (f"{key(one)}: {fault}" for fault in differences_of(as_misread(referee, one), other))
    instances = expanded(events) if read["instances"] is None else read["instances"]
    for uid, spans in meant["instances"].items():
        read = sorted(instances.get(uid, []))
        if referee in LASTING:
            at_once = [span for span in spans if span[0] == span[1]]
            yield from (f"{uid}: {span} lasts no time, though listed as misread" for span in at_once if span in read)
            read = [[start, start] if [start, start] in at_once else [start, end] for start, end in read]
        yield from (f"{uid}: {fault}" for fault in differences_in_time(referee, plan, uid, spans, read))


def differences_of(meant, read):
    description = read["description"] or ""
    for name in meant.keys() - {"opens", "holds"} - (MAY_LACK - read.keys()):
        # An instant has no end, or ends when it starts.
        is_no_end = name == "end" and meant["end"] is None and read["end"] == meant["start"]
        if read.get(name) != meant[name] and not is_no_end:
            yield f"{name} meant {meant[name]!r}, read {read.get(name)!r}"
    if not description.startswith(meant["opens"]):
        yield f"description opens not with {meant['opens']!r}: {description!r}"
    for part in meant["holds"]:
        if part not in description:
            yield f"description holds not {part!r}: {description!r}"


def differences_in_time(referee, plan, uid, meant, read):
    listed = MISEXPANSIONS_REMOVED if plan.startswith("removed") and referee in MISEXPANSIONS_REMOVED else MISEXPANSIONS
    misexpansions, series = listed.get(referee, {}), uid.partition("@")[0]
    misread = misexpansions.get(series) or (lambda spans: spans)
    if series in misexpansions and misexpansions[series] is None:
        if read == meant:
            yield "its occurrences are those meant, though listed as misread"
    elif read != (meant := misread(meant)):
        lacks, adds = ([span for span in one if span not in other] for one, other in ((meant, read), (read, meant)))
        yield f"occurrences meant {lacks}, read {adds}"


def main(referee, plan, path, *options):
    with open(path) as file:
        meant = json.load(file)
    read = {line["file"]: line for line in map(json.loads, sys.stdin)}
    if options == ("--broken",):
        noticed = {name: any(differences(referee, plan, meant["all.ics"], read[f"{name}.ics"])) for name in FAULTS[plan]}
        must = {name: referee in referees for name, (*_, referees) in FAULTS[plan].items()}
        faults = [f"{name}: {'' if noticed[name] else 'not '}noticed" for name in FAULTS[plan] if noticed[name] != must[name]]
    else:
        faults = [f"{path}: is not a feed, or was not read" for path in sorted(meant.keys() ^ read.keys())]
        both = sorted(meant.keys() & read.keys())
        faults += [f"{path}: {fault}" for path in both for fault in differences(referee, plan, meant[path], read[path])]
    for fault in faults:
        print(f"  {fault}")
    return 1 if faults or not read else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

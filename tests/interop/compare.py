#!/usr/bin/env python3
"""Compares what a referee read with what is meant.

Usage: compare.py REFEREE MEANT.json < its lines            every file must be as meant
       compare.py REFEREE MEANT.json --broken < its lines   each is all.ics with a fault, and must not be
"""

import json
import re
import sys


def escaped(text):
    for character in "\\,;":
        text = text.replace(character, "\\" + character)
    return text


def keeps_x_escaped(event):
    """Takes the value of an X- property as it stands: jCal's type `unknown` (RFC 7265 section 5)."""
    return event | {"when": escaped(event["when"])}


def splits_categories(event):
    """Splits CATEGORIES at every comma, also at one that is escaped, and only then unescapes the pieces."""
    return event | {"categories": [piece for name in event["categories"] for piece in name.replace(",", "\\,").split(",")]}


def takes_categories_raw(event):
    """Splits CATEGORIES at every comma and unescapes nothing."""
    return event | {"categories": [piece.strip() for name in event["categories"] for piece in escaped(name).split(",")]}


def takes_quotes_off(event):
    """Takes the quotes off a value that begins and ends with one, as if it were a parameter's."""
    texts = {name: event[name] or "" for name in ("summary", "location")}
    return event | {name: text[1:-1] for name, text in texts.items() if re.fullmatch('".*"', text)}


def breaks_at_backslash_n(read_as):
    """Unescapes \\n before \\\\: a backslash before an n is read as a line break."""
    return lambda event: event | {"holds": [part.replace("\\n", read_as) for part in event["holds"]]}


# The referees' own faults, in the versions that are pinned: what they must then read. One that is mended shows at once.
MISREADINGS = {
    "python_icalendar": [keeps_x_escaped],
    "python_ical": [keeps_x_escaped, splits_categories],
    "ical_js": [keeps_x_escaped],
    "node_ical": [takes_categories_raw, takes_quotes_off, breaks_at_backslash_n("\\\n")],
    "data_ical": [breaks_at_backslash_n("\n")],
    "ruby_icalendar": [breaks_at_backslash_n("\\\n")],  # github.com/icalendar/icalendar/pull/323
}


def as_misread(referee, event):
    for misread in MISREADINGS.get(referee, []):
        event = misread(event)
    return event


def differences(meant, read):
    """How the VEVENTs read differ from those meant, a line each."""
    if "error" in read:
        yield f"refused: {read['error']}"
        return
    uids = [[event["uid"] for event in events] for events in (meant, read["events"])]
    if uids[0] != uids[1]:
        yield f"UIDs meant {uids[0]}, read {uids[1]}"
        return
    for wanted, event in zip(meant, read["events"]):
        description = event.pop("description") or ""
        for name, value in event.items():
            if value != wanted[name]:
                yield f"{wanted['uid']}: {name} meant {wanted[name]!r}, read {value!r}"
        if not description.startswith(wanted["opens"]):
            yield f"{wanted['uid']}: description opens not with {wanted['opens']!r}: {description!r}"
        for part in wanted["holds"]:
            if part not in description:
                yield f"{wanted['uid']}: description holds not {part!r}: {description!r}"


def main(referee, path, *options):
    with open(path) as file:
        meant = {path: [as_misread(referee, event) for event in events] for path, events in json.load(file).items()}
    read = {line["file"]: line for line in map(json.loads, sys.stdin)}
    if options == ("--broken",):
        faults = [f"{file}: not noticed" for file in read if not list(differences(meant["all.ics"], read[file]))]
    else:
        faults = [f"{path}: is no feed, or was not read" for path in meant.keys() ^ read.keys()]
        faults += [f"{path}: {fault}" for path in meant.keys() & read.keys() for fault in differences(meant[path], read[path])]
    for fault in sorted(faults):
        print(f"  {fault}")
    return 1 if faults or not read else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""What the Python package vobject reads: for each file named, one line of JSON."""

import json
import sys
from pathlib import Path

import vobject


def read(event):
    def text(name):
        return str(event.contents[name][0].value) if name in event.contents else None

    return {
        "uid": text("uid"),
        "start": text("dtstart"),
        "end": text("dtend"),
        "summary": text("summary"),
        "location": text("location"),
        "status": text("status"),
        "transp": text("transp"),
        "categories": [item for line in event.contents.get("categories", []) for item in line.value],
        "when": text("x-planfeed-when"),
        "description": text("description"),
    }


for name in sys.argv[1:]:
    try:
        (calendar,) = vobject.readComponents(Path(name).read_bytes().decode())
        found = {"events": [read(event) for event in calendar.contents.get("vevent", [])]}
    except Exception as error:
        found = {"error": repr(error)}
    print(json.dumps({"file": name} | found))

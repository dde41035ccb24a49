#!/usr/bin/env python3
"""Breaks a feed on purpose, each fault in a copy of its own, to prove that every referee notices.

Usage: broken.py FEED.ics FOLDER
"""

import re
import sys
from pathlib import Path

# What is replaced where it stands first: one wrong property in a whole feed must be enough.
FAULTS = {
    "inclusive-end": (rb"(DTEND;VALUE=DATE:\d{7})3", rb"\g<1>2"),
    "time-of-day": (rb"DTSTART;VALUE=DATE:(\d+)", rb"DTSTART:\1T000000"),
    "dropped-event": (rb"BEGIN:VEVENT.*?END:VEVENT\r\n", b""),
    "changed-uid": (rb"UID:", b"UID:x"),
    "lost-marker": (rb"SUMMARY:\[TBC\] ", b"SUMMARY:"),
    "escaped-twice": (rb"(SUMMARY:[^\r]*?)\\,", rb"\1\\\\\\,"),
    "wrong-fold": (rb"(SUMMARY:[^\r]*\r\n) ", rb"\1"),
}


def main(path, folder):
    feed = Path(path).read_bytes()
    for name, (pattern, replacement) in FAULTS.items():
        broken, count = re.subn(pattern, replacement, feed, count=1, flags=re.DOTALL)
        assert count == 1, f"nothing to break: {name}"
        (Path(folder) / f"{name}.ics").write_bytes(broken)


if __name__ == "__main__":
    main(*sys.argv[1:])

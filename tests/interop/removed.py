#!/usr/bin/env python3
"""Removes all events of a plan but one in a later revision, and says what each VEVENT of `all.ics` must then be: a notice for
what was still to come, as docs/revisions.md has it.

Usage: removed.py PROGRAM FOLDER MEANT.json KEPT REVISION OUT > REMOVED.json

MEANT.json is what meant.py says of the plan in FOLDER, KEPT the id of the event that stays, OUT a folder for `all.ics`.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from dates import MARKERS, day_in_words, edtf_days
from hours import is_one
from meant import LONGEST_SUMMARY, definitions, units

INSTANT = timedelta(seconds=1)


def build(program, folder, kept, revision, out):
    """Builds the plan, and then what is left of it in the revision."""
    _, events = definitions(folder)
    plan = re.sub(r"(?m)^(  revision: ).*", rf"\g<1>{revision}", (folder / "plan.yaml").read_text("utf-8"))
    left = yaml.dump({"events": [event for event in events if event["id"] == kept]}, allow_unicode=True)
    with tempfile.TemporaryDirectory() as work:
        feeds, later = Path(work, "feeds"), Path(work, "later")
        later.mkdir()
        (later / "plan.yaml").write_text(plan, "utf-8")
        (later / "left.yaml").write_text(left, "utf-8")
        for arguments in (folder,), (later, "--accept-removals"):
            subprocess.run([program, "build", *arguments, "--out", feeds], check=True, stdout=sys.stderr)
        shutil.copy(feeds / "all.ics", out)


class Removed:
    """The entries of a UID, the series first, and when it takes place."""

    def __init__(self, entries, spans):
        self.series, *self.overrides = entries
        self.spans = spans
        # What did not take place is to come, whatever its date.
        self.is_postponed = self.series["summary"].startswith("POSTPONED: ")

    def is_to_come(self, revision):
        """Whether any occurrence is or may be on that day or later."""
        edtf, *words = self.series["when"].split()
        is_exact = not (words and words[0] not in MARKERS) and re.search("[0-9]-[0-9]{2}-[0-9]{2}", edtf)
        if self.is_postponed or edtf == "open" or not is_exact and edtf_days(edtf)[1] >= revision:
            return True
        return any(last >= revision for _, last in self.occurrences())

    def occurrences(self):
        """When each is planned, as the clocks of the series show it, and its last day; in order."""
        found = []
        for span in self.spans:
            override = next((override for override in self.overrides if override["utc"] == span), None)
            start, end = (by_clock(time, (override or self.series)["zone"]) for time in span)
            last = max(start, end - INSTANT).date()
            planned = override["recurrence_id"] if override else written(by_clock(span[0], self.series["zone"]), self.series)
            found.append((planned, last))
        return sorted(found)

    def remaining(self, revision):
        """The entries from the first occurrence on that is still to come, and when those are."""
        planned = [planned for planned, _ in self.occurrences()]
        first = next((planned for planned, last in self.occurrences() if self.is_postponed or last >= revision), self.series["start"])
        # Readers differ on how long occurrences are of a series that begins while clocks change.
        begin = next((start for start in reversed(planned) if start <= first and self.is_usual(start)), first)
        at = {planned: span for (planned, _), span in zip(self.occurrences(), self.in_order())}
        series = self.series
        if begin != series["start"]:
            start = datetime.fromisoformat(begin)
            times = [written(time, series) for time in (start, start + self.duration())]
            utc = [in_utc(time, series["zone"]) for time in times]
            series = series | {"start": times[0], "end": times[1] if series["end"] else None, "utc": utc}
        entries = [series, *(override for override in self.overrides if override["recurrence_id"] >= first)]
        return entries, sorted(span for planned, span in at.items() if planned >= first)

    def duration(self):
        """How long an occurrence is, as clocks show it."""
        start, end = (datetime.fromisoformat(self.series[name] or self.series["start"]) for name in ("start", "end"))
        return end - start

    def is_usual(self, planned):
        """Whether clocks do not change during the occurrence that is planned then."""
        start = datetime.fromisoformat(planned)
        times = [in_utc(written(time, self.series), self.series["zone"]) for time in (start, start + self.duration())]
        exact, usual = (by_clock(end, None) - by_clock(start, None) for start, end in (times, self.series["utc"]))
        is_one_time = self.series["zone"] is None or is_one(start + self.duration(), self.series["zone"])
        return is_one_time and exact == usual

    def in_order(self):
        """The spans in the order of their occurrences."""
        planned = {tuple(override["utc"]): override["recurrence_id"] for override in self.overrides}
        zone = self.series["zone"]
        return sorted(self.spans, key=lambda span: planned.get(tuple(span)) or written(by_clock(span[0], zone), self.series))


def by_clock(time, zone):
    """What clocks of a zone show at an instant; a day begins at midnight."""
    if zone is None or not time.endswith("Z"):
        return datetime.fromisoformat(time.removesuffix("Z"))
    utc = datetime.fromisoformat(time.removesuffix("Z")).replace(tzinfo=timezone.utc)
    return utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def in_utc(time, zone):
    if zone is None:
        return time
    utc = datetime.fromisoformat(time).replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)
    return f"{utc.replace(tzinfo=None).isoformat()}Z"


def written(time, series):
    """A time, or a day, as the entries of a series have it."""
    return (time if series["zone"] else time.date()).isoformat()


def notice(entry, revision):
    """What an entry becomes."""
    summary = f"CANCELLED: {entry['says']['title']}"
    assert units(summary) <= LONGEST_SUMMARY, summary
    kept = {name: value for name, value in entry.items() if name != "says"}
    return kept | {
        "summary": summary,
        "status": "CANCELLED",
        "opens": f"Removed from the plan in the revision of {day_in_words(revision)}.\n\nIt said before:\n{entry['opens']}",
    }


def main(program, folder, meant, kept, revision, out):
    build(program, Path(folder), kept, revision, out)
    revision = date.fromisoformat(revision)
    feed = json.loads(Path(meant).read_text())["all.ics"]
    by_uid = {}
    for entry in feed["events"]:
        by_uid.setdefault(entry["uid"], []).append(entry)
    placed, instances = [], {}
    for uid, entries in by_uid.items():
        of, spans = entries[0]["says"]["event"], feed["instances"][uid]
        if of.partition("@")[0] != kept:
            removed = Removed(entries, spans)
            if not removed.is_to_come(revision):
                continue
            entries, spans = removed.remaining(revision)
            entries = [notice(entry, revision) for entry in entries]
        # The order of a feed: by the start, the event, the part.
        place = by_clock(entries[0]["start"], None), of.partition("@")[0], len(uid), uid
        placed.append((place, entries))
        instances[uid] = spans
    placed.sort(key=lambda each: each[0])
    events = [entry for _, entries in placed for entry in entries]
    json.dump({"all.ics": {"events": events, "instances": instances}}, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])

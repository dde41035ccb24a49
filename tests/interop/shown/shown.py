#!/usr/bin/env python3
"""Proves `diff` and `list` on anyone's calendars: what a calendar shows, and what differs between two.

Usage: shown.py PROGRAM [EDITED [SPELT [FIRST]]]

Pairs of a random calendar and the same with up to three edits (2,000 unless given) are expanded by recurring-ical-events.
`diff` must end with 1 just if anything shown or a UID differs, and tell those occurrences and no others; `list` must have
what the expander has. Pairs of a random calendar and another spelling of it (1,000 unless given) must be the same. The
folders of cases/ say themselves what must be told.

The number of a pair is its seed: FIRST begins with another. The first pairs that fail are kept, and their folder is named.
"""

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime, timezone
from multiprocessing import Pool
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, mkdtemp

import calendars
import edits
import expander
import spellings
from expander import FIRST, LAST, Occurrence

CASES = Path(__file__).parents[2] / "cases" / "calendars"
# How many pairs of a kind of failure are kept.
MOST_KEPT = 3


# --- what the program says -------------------------------------------------------------------------------------------


class Wrong(Exception):
    """What the program says is wrong: the kind of fault, and the fault."""


def run(program, *arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60)


def instant(text):
    """A time of the program's JSON in the form of the expander."""
    if text is None or len(text) <= 19:
        return text
    return f"{datetime.fromisoformat(text).astimezone(timezone.utc):%FT%TZ}"


def listed(program, path):
    """What `list` shows of a file, by UID."""
    done = run(program, "list", path, "--from", f"{FIRST}", "--to", f"{LAST}", "--format", "json")
    if done.returncode != 0:
        raise Wrong("list: fails", done.stderr[:300])
    found = defaultdict(list)
    for one in json.loads(done.stdout):
        said = one["title"], one["where"], one["status"], one["description"]
        found[one["uid"]].append(Occurrence(instant(one["start"]), instant(one["end"]), *said))
    return found


def judge_list(program, path, expected):
    found = listed(program, path)
    for uid in sorted({*found, *expected}):
        meant, seen = Counter(one for _, one in expected.get(uid, [])), Counter(found.get(uid, []))
        if meant != seen:
            missing, extra = sorted((meant - seen).elements(), key=str), sorted((seen - meant).elements(), key=str)
            raise Wrong(f"list: {kind_of(missing, extra)}", f"{uid}: not listed {short(missing)}, but {short(extra)}")


def kind_of(missing, extra):
    if not missing or not extra:
        return "occurrences missing" if missing else "occurrences too many"
    for name in Occurrence._fields:
        if [getattr(one, name) for one in missing] != [getattr(one, name) for one in extra]:
            return f"another {name}"
    return "another order"


def short(occurrences):
    return [tuple(value for value in one if value) for one in occurrences[:3]]


# --- what differs ----------------------------------------------------------------------------------------------------


def differing(old, new, until):
    """The occurrences of an event on either side that the other does not have, up to a day."""
    sides = [Counter(one for day, one in side if until is None or day <= until) for side in (old, new)]
    return [sides[0] - sides[1], sides[1] - sides[0]], sides


def told(change, sides):
    """The starts, old and new, that a change tells of; what is of the whole event is of every occurrence."""
    old, new = set(), set()
    every = [{one.start for one in side} for side in sides]
    fields = [field for field in change["fields"] if field["name"] != "recurrence"]
    if change["kind"] in ("added", "removed") or not fields and change["kind"] != "new UID":
        return every
    for field in fields:
        if field["occurrences"] is None:
            old, new = old | every[0], new | every[1]
        for one in field["occurrences"] or []:
            old |= {instant(one["old"])} - {None}
            new |= {instant(one["new"])} - {None}
    return [old, new]


def judge_diff(program, paths, a, b):
    done = run(program, "diff", *paths, "--format", "json")
    if done.returncode not in (0, 1):
        raise Wrong("diff: fails", done.stderr[:300])
    said = json.loads(done.stdout)
    until = said["compared_to"] and date.fromisoformat(said["compared_to"])
    differ = {uid for uid in {*a, *b} if uid not in a or uid not in b or any(differing(a[uid], b[uid], until)[0])}
    if done.returncode != bool(differ):
        what = "passes over a difference" if differ else "tells where nothing differs"
        rows = {uid: [short([*side]) for side in differing(a.get(uid, []), b.get(uid, []), until)[0]] for uid in sorted(differ)[:2]}
        raise Wrong(f"diff: {what}", f"{rows} {changes_in_short(said)}")
    for change in said["changes"]:
        uids = [change["old_uid"] or change["uid"], change["uid"]]
        differ -= {*uids}
        difference, sides = differing(a.get(uids[0], []), b.get(uids[1], []), until)
        meant = [{one.start for one in side} for side in difference]
        found = told(change, sides)
        for side, one, other in zip(("old", "new"), meant, found):
            # The expander looks no further.
            other = {start for start in other if start[:10] <= f"{LAST}"}
            if one != other:
                whole = " (as of the whole event)" if any(field["occurrences"] is None for field in change["fields"]) else ""
                what = f"{side} days untold" if one - other else f"{side} days told that do not differ{whole}"
                days = sorted(one - other) or sorted(other - one)
                raise Wrong(f"diff: {what}", f"{uids[1]}: {days[:4]} {changes_in_short({'changes': [change]})}")
    if differ:
        raise Wrong("diff: an event untold", f"{sorted(differ)}")


def changes_in_short(said):
    fields = {change["uid"]: [tuple(field.values()) for field in change["fields"]] for change in said["changes"]}
    return f"{[(change['kind'], fields[change['uid']]) for change in said['changes']]}"[:600]


# --- pairs -----------------------------------------------------------------------------------------------------------


def edited(seed, counts):
    """A calendar, the same with up to three edits, and their names."""
    random = Random(f"edited {seed}")
    calendar = calendars.random_calendar(random, counts)
    other, names = calendar.copy(), []
    for _ in range(random.choice([0, 1, 1, 1, 1, 2, 2, 3])):
        names.append(edits.change(random, other))
    counts.update(f"edit: {name}" for name in names or ["none"])
    return calendar.text().encode(), other.text().encode(), names


def respelt(seed, counts):
    random = Random(f"spelt {seed}")
    calendar = calendars.random_calendar(random, counts)
    for _ in range(random.choice([0, 0, 1, 2])):
        edits.change(random, calendar)
    while True:
        written, names = spellings.spelt(random, calendar, counts)
        if names:
            return calendar.text().encode(), written, names


def judge(arguments):
    """Judges a pair; returns the counts of what it has, and what fails."""
    program, make, seed = arguments
    counts = Counter()
    a, b, names = make(seed, counts)
    with TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("a.ics", "b.ics")]
        for path, written in zip(paths, (a, b)):
            path.write_bytes(written)
        found = []
        shown = [expander.shown(a.decode())]
        shown.append(expander.shown(b.decode()) if make is edited else shown[0])
        counts["occurrences"] += sum(len(event) for side in shown for event in side.values())
        counts["pairs that differ"] += shown[0] != shown[1]
        for check, given in ((judge_list, (paths[0], shown[0])), (judge_list, (paths[1], shown[1])), (judge_diff, (paths, *shown))):
            try:
                check(program, *given)
            except Wrong as wrong:
                found.append(wrong.args)
            except Exception as error:
                found.append((f"{check.__name__}: {type(error).__name__}", str(error)[:300]))
    return counts, [(kind, what, make.__name__, seed, names, a, b) for kind, what in dict(found).items()]


def judge_case(program, folder):
    """Judges a folder that says itself what must be told."""
    ruled = json.loads((folder / "ruled.json").read_text())
    done = run(program, "diff", folder / "old.ics", folder / "new.ics", "--format", "json")
    said = json.loads(done.stdout)
    found = []
    for change in said["changes"]:
        fields = [field["occurrences"] for field in change["fields"] if field["name"] != "recurrence"]
        occurrences = [[one["old"], one["new"]] for field in fields for one in field or []]
        found.append({"uid": change["uid"], "kind": change["kind"], "whole": None in fields, "occurrences": occurrences})
    if done.returncode != bool(ruled) or sorted(found, key=lambda change: change["uid"]) != ruled:
        return f"{folder.name}: ends with {done.returncode}, tells {found}"


def main(program, number_edited=2000, number_spelt=1000, begin=0):
    begin = int(begin)
    failed = [fault for folder in sorted(CASES.iterdir()) if (fault := judge_case(program, folder))]
    print(f"{len([*CASES.iterdir()])} cases, {len(failed)} failed", *failed, sep="\n  ")
    pairs = [(program, edited, seed) for seed in range(begin, begin + int(number_edited))]
    pairs += [(program, respelt, seed) for seed in range(begin, begin + int(number_spelt))]
    counts, faults = Counter(), defaultdict(list)
    with Pool() as pool:
        for more, found in pool.imap(judge, pairs, chunksize=20):
            counts += more
            for kind, *fault in found:
                faults[kind].append(fault)
    print_counts(counts)
    if faults:
        print_kept(faults)
    named = {f"edit: {made.__doc__}" for made in edits.EDITS} | {f"event: {made.__doc__}" for made in calendars.KINDS}
    named |= {f"spelling: {way.__doc__}" for ways in (spellings.MODEL, spellings.LINES, spellings.BYTES) for way in ways}
    if lacking := named - counts.keys():
        print("Not one pair has", *sorted(lacking), sep="\n  ")
    return int(bool(failed or faults or lacking))


def print_counts(counts):
    """Prints a line for each kind of what was counted."""
    by_kind = defaultdict(list)
    for what, count in sorted(counts.items()):
        kind, _, item = what.rpartition(": ")
        by_kind[kind].append(f"{count} {item}")
    for kind, items in by_kind.items():
        print(f"{kind}: " * bool(kind) + "; ".join(items))


def print_kept(faults):
    """Names the kinds of faults, the most frequent first, and keeps the shortest pairs of each."""
    kept = Path(mkdtemp(prefix="planfeed-shown-"))
    for number, (kind, found) in enumerate(sorted(faults.items(), key=lambda fault: -len(fault[1]))):
        print(f"FAILED {len(found)} times: {kind}")
        for what, make, seed, names, a, b in sorted(found, key=lambda fault: len(fault[4]) + len(fault[5]))[:MOST_KEPT]:
            folder = kept / f"{number}-{make}-{seed}"
            folder.mkdir()
            (folder / "a.ics").write_bytes(a)
            (folder / "b.ics").write_bytes(b)
            print(f"  {folder} ({', '.join(names)}): {what}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Real programs follow a plan that `planfeed serve --watch` publishes: vdirsyncer fetches a feed after each revision, khal
shows what a person then sees, and feedparser reads what changed.

Usage: subscribe.py PROGRAM        with vdirsyncer, khal and feedparser beside the Python that runs this
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import tempfile

import feedparser

from served import served

PLAN = """\
plan: {{ title: Season, domain: example.org, revision: {revision}, keep_cancelled: 30 }}
phases: {{ spring: {{ title: Spring }} }}
venues: {{ hall: {{ name: Hall, timezone: Europe/Vienna }} }}
"""

WALK = "id: walk, title: Walk, when: {when}, where: hall"
SEMINAR = (
    "id: seminar, title: Seminar, when: 5 May, where: hall, hours: 10:00-12:00, "
    "repeat: {{ every: week, count: 3{more} }}"
)
OPENING = "id: opening, title: Opening, when: {when}, where: hall"

# Each revision: its day, its events, what khal then shows from May to July (the day and the title of each), and what the
# newest entry of the feed of changes says; nothing if there is none of this revision.
REVISIONS = [
    ("first publication", "2026-03-01", [WALK.format(when="8 May"), SEMINAR.format(more="")],
     ["2026-05-05 10:00 Seminar", "2026-05-08 Walk", "2026-05-12 10:00 Seminar", "2026-05-19 10:00 Seminar"],
     ["First publication, events: 2"]),
    ("an event is added", "2026-03-02", [WALK.format(when="8 May"), SEMINAR.format(more=""), OPENING.format(when="July TBA")],
     ["2026-05-05 10:00 Seminar", "2026-05-08 Walk", "2026-05-12 10:00 Seminar", "2026-05-19 10:00 Seminar",
      "2026-07-01 [TBA] Opening"],
     ["new (1)", "Opening", "July 2026 (TBA)"]),
    ("an event firms up, one moves, and so does an occurrence", "2026-03-03",
     [WALK.format(when="9 May"), SEMINAR.format(more=", instances: { 2026-05-12: { when: 13 May } }"),
      OPENING.format(when="12 July")],
     ["2026-05-05 10:00 Seminar", "2026-05-09 Walk", "2026-05-13 10:00 Seminar", "2026-05-19 10:00 Seminar",
      "2026-07-12 Opening"],
     ["firmed up (1)", "moved (2)", "9 May 2026", "13 May 2026"]),
    ("an event is cancelled", "2026-03-04",
     [WALK.format(when="9 May") + ", status: cancelled", SEMINAR.format(more=""), OPENING.format(when="12 July")],
     ["2026-05-05 10:00 Seminar", "2026-05-09 CANCELLED: Walk", "2026-05-12 10:00 Seminar", "2026-05-19 10:00 Seminar",
      "2026-07-12 Opening"],
     ["cancelled (1)", "Walk"]),
    ("an event and a series are removed", "2026-05-06", [WALK.format(when="9 May")],
     ["2026-05-09 Walk", "2026-05-12 10:00 CANCELLED: Seminar", "2026-05-19 10:00 CANCELLED: Seminar",
      "2026-07-12 CANCELLED: Opening"],
     ["removed (2)", "restored (1)", "Seminar"]),
    ("one of them is restored", "2026-05-07", [WALK.format(when="9 May"), OPENING.format(when="14 July")],
     ["2026-05-09 Walk", "2026-05-12 10:00 CANCELLED: Seminar", "2026-05-19 10:00 CANCELLED: Seminar",
      "2026-07-14 Opening"],
     ["restored (1)", "14 July 2026"]),
    ("the notice runs out", "2026-06-05", [WALK.format(when="9 May"), OPENING.format(when="14 July")],
     ["2026-05-09 Walk", "2026-07-14 Opening"], []),
]

VDIRSYNCER = """\
[general]
status_path = "{work}/status/"
[pair season]
a = "feed"
b = "local"
collections = null
conflict_resolution = "a wins"
partial_sync = "revert"
[storage feed]
type = "http"
url = "http://127.0.0.1:{port}/all.ics"
[storage local]
type = "filesystem"
path = "{work}/local/"
fileext = ".ics"
"""

KHAL = """\
[calendars]
[[season]]
path = {work}/local/
[sqlite]
path = {work}/khal.db
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Vienna
default_timezone = Europe/Vienna
"""


def revise(work, n, revision, events):
    """Puts a revision in the place of the one before, all its files at once."""
    folder = work / f"revision-{n}"
    folder.mkdir()
    (folder / "plan.yaml").write_text(PLAN.format(revision=revision))
    rows = "".join(f"  - {{ {event} }}\n" for event in events)
    (folder / "events.yaml").write_text(f"phase: spring\nyear: 2026\nevents:\n{rows}")
    (work / "next").symlink_to(folder)
    os.replace(work / "next", work / "events")


def run(*command, stdin=None):
    """What a program prints; its fault ends everything."""
    done = subprocess.run([str(word) for word in command], input=stdin, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def changes(url, seen, said):
    """What is wrong with the feed of changes; `seen` are the ids of its entries before, the newest first."""
    feed = feedparser.parse(url)
    ids = [entry.id for entry in feed.entries]
    newest = feed.entries[0] if feed.entries else None
    wrong = []
    if feed.bozo or not feed.feed.get("id") or not feed.feed.get("title") or not feed.feed.get("updated_parsed"):
        wrong.append(f"not well formed: {feed.get('bozo_exception')}")
    if ids[bool(said):] != seen or len(set(ids)) != len(ids):
        wrong.append(f"entries are {ids}, before {seen}")
    if said and newest:
        text = newest.content[0].value
        wrong += [f"no {words!r} in {text}" for words in said if words not in text]
        if newest.updated_parsed != feed.feed.updated_parsed or newest.content[0].type != "text/html":
            wrong.append(f"{newest}")
    return ids, wrong


def main(program):
    beside = pathlib.Path(sys.executable).parent
    wrong, ids = 0, []
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as running:
        work = pathlib.Path(folder)
        for name in ["local", "status"]:
            (work / name).mkdir()
        (work / "khal.conf").write_text(KHAL.format(work=work))
        for n, (what, revision, events, expected, said) in enumerate(REVISIONS):
            revise(work, n, revision, events)
            client = [beside / "vdirsyncer", "-c", work / "vdirsyncer.conf"]
            if n == 0:
                server = running.enter_context(served(program, work / "events", "--out", work / "feeds", "--watch"))
                (work / "vdirsyncer.conf").write_text(VDIRSYNCER.format(work=work, port=server.port))
                run(*client, "discover", stdin="y\n")
            else:
                server.wait_for("now serving")
            run(*client, "sync", "--force-delete")
            shown = run(beside / "khal", "-c", work / "khal.conf", "list", "--day-format", "",
                        "--format", "{start-date} {start-time} {title}", "2026-05-01", "2026-08-01")
            # What lasts for several days is listed on each of them.
            lines = sorted({" ".join(line.split()) for line in shown.splitlines() if line.strip()})
            if lines != sorted(expected):
                wrong += 1
                print(f"after {revision}, {what}: expected\n  " + "\n  ".join(sorted(expected)) + "\nkhal shows\n  " + "\n  ".join(lines))
            ids, faults = changes(f"http://127.0.0.1:{server.port}/changes.atom", ids, said)
            if faults:
                wrong += 1
                print(f"after {revision}, {what}: changes.atom\n  " + "\n  ".join(faults))
    print(f"{len(REVISIONS)} revisions, {wrong} shown wrongly")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))

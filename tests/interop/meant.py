#!/usr/bin/env python3
"""What each VEVENT of a plan must be: the rules of docs/feeds.md, written again in another language.

Usage: meant.py PROGRAM FOLDER > meant.json

The days are those that `planfeed list` and `planfeed when` read, since reading phrases is judged elsewhere; all else is
taken from the definitions. No published file is looked at: what the referees find in it is compared with this.
"""

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

LONGEST_SUMMARY = 255  # UTF-16 units
MARKERS = {"TBC": "to be confirmed", "TBA": "to be announced", "TBD": "to be determined"}
ORDINALS = ["first", "second", "third", "fourth"]


def ask(program, *arguments):
    """What planfeed answers in JSON."""
    return json.loads(subprocess.run([program, *arguments, "--format", "json"], stdout=subprocess.PIPE, check=True).stdout)


def definitions(folder):
    """plan.yaml, and the events of the other files with the files' defaults filled in; every value is text."""
    files = {path.name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(folder.rglob("*.yaml"))}
    plan = files.pop("plan.yaml")
    defaults = [{key: value for key, value in file.items() if key != "events"} for file in files.values()]
    return plan, [default | event for default, file in zip(defaults, files.values()) for event in file["events"]]


# --- dates -----------------------------------------------------------------------------------------------------------


def month_end(day):
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def edtf_days(edtf):
    """The first and the last day of an EDTF date or interval."""
    first, _, last = edtf.partition("/")
    first, last = first.split("-"), (last or first).split("-")
    end = date(int(last[0]), int(last[1]) if last[1:] else 12, int(last[2]) if last[2:] else 1)
    start = date(*map(int, (first + ["1", "1"])[:3]))
    return start, end if last[2:] else month_end(end)


def runs_of(when):
    """The runs of days by the line, none if open; the line must say what the other fields do."""
    edtf, *words = when["edtf"].split()
    assert when["marker"] == (words[-1] if words and words[-1] in MARKERS else None), when
    if edtf == "open":
        return []
    runs = [edtf_days(run.replace("..", "/")) for run in edtf.removeprefix("../").strip("{}").split(",")]
    assert [when["start"], when["end"]] == [str(runs[0][0]), str(runs[-1][1])], when
    assert when["deadline"] == edtf.startswith("../"), when
    return runs


def day_in_words(day):
    return f"{day.day} {day:%B %Y}"


def run_in_words(first, last, template=None):
    """`8 May 2017`, `8–9 May 2017`, `29 June – 1 July 2017`: what both ends share is said once."""
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return (template or "{}–{}").format(first.day, day_in_words(last))
    start = f"{first.day} {first:%B}" if first.year == last.year else day_in_words(first)
    return (template or "{} – {}").format(start, day_in_words(last))


def separate_in_words(runs):
    """`1 and 3–4 February 2027`: a month or a year that the next run shares is left to it."""
    words = [run_in_words(*run) for run in runs]
    for i, ((first, last), (following, _)) in enumerate(zip(runs, runs[1:])):
        in_one_month = (first.year, first.month) == (last.year, last.month) == (following.year, following.month)
        shared = 2 if in_one_month else int(first.year == last.year == following.year)
        words[i] = words[i].rsplit(" ", shared)[0] if shared else words[i]
    return " and ".join([", ".join(words[:-1]), words[-1]])


def part_of_month(first, last):
    end = month_end(first).day
    weeks = {(7 * n + 1, 7 * n + 7): f"{ORDINALS[n]} week of " for n in range(4)}
    parts = {(1, 10): "early ", (11, 20): "mid-", (21, end): "late ", (1, 15): "first half of ", (16, end): "second half of "}
    return ({(end - 6, end): "last week of "} | weeks | parts)[first.day, last.day] + f"{first:%B %Y}"


def in_words(when, runs):
    """The days as sentences say them, without their marker."""
    (first, _), (_, last) = runs[0], runs[-1]
    whole_months = first.day == 1 and last == month_end(last)
    match when["precision"]:
        case "day" if when["deadline"]:
            words = f"by {day_in_words(first)}"
        case "day":
            words = run_in_words(first, last)
        case "days":
            words = separate_in_words(runs)
        case "week" if last - first == timedelta(6):
            words = f"week of {day_in_words(first)}"
        case "week":
            words = "week of " + run_in_words(first, last, "{} to {}")
        case "part-of-month":
            words = part_of_month(first, last)
        case "month":
            words = f"{first:%B %Y}"
        case "quarter":
            quarters = ORDINALS[first.month // 3 : (last.month + 2) // 3]
            words = f"{'/'.join(quarters)} quarter of {first.year}"
        case "half":
            words = f"{ORDINALS[first.month // 7]} half of {first.year}"
        case "year":
            words = str(first.year)
        case "span" if whole_months:
            words = f"{first:%B} – {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} – {last:%B %Y}"
        case "span":
            words = "some time between " + run_in_words(first, last, "{} and {}")
    return words + (f", {when['days']} days" if when["days"] else "")


# --- events ----------------------------------------------------------------------------------------------------------


class Event:
    """One event of the definitions, with its date as `list` reads it."""

    def __init__(self, plan, event, when, window_of):
        self.plan, self.event, self.when = plan, event, when
        self.title = event["title"]
        self.runs = runs_of(when)
        self.title_marker = marker_of(self.title)[1]
        self.place, self.venue_marker, self.venue_key = self.venue()
        self.exact = when["precision"] in ("day", "days")
        self.certain = self.exact and not when["marker"] and not self.title_marker
        self.status = event.get("status", "confirmed" if self.certain else "tentative")
        self.window = (self.runs[0][0], self.runs[-1][1]) if self.runs else window_of(event)
        self.shown, self.placeholder = self.days_shown()

    def venue(self):
        """The place, its marker and its key."""
        where = self.event.get("where")
        if where is None:
            return None, None, None
        if isinstance(where, dict):
            name, marker = marker_of(where["name"])
            return where | {"name": name}, marker, None
        key, marker = marker_of(where)
        return (self.plan["venues"][key] if key else None), marker, key or None

    def days_shown(self):
        """The runs of days of its VEVENTs, and whether they are one day in place of a longer span."""
        first, last = self.window
        longest = int(self.plan["plan"].get("placeholder", {}).get("longest_span", 31))
        if self.exact:
            return self.runs, False
        if (last - first).days < longest:
            return [(first, last)], False
        day = last if date.fromisoformat(self.plan["plan"]["revision"]) > first else first
        return [(day, day)], True

    def uid(self, part=1):
        uid = self.event.get("uid", f"{self.event['id']}@{self.plan['plan']['domain']}")
        left, at, right = uid.partition("@")
        return uid if part == 1 else f"{left}.{part}{at}{right}"

    def prefix(self):
        marker = self.when["marker"] or self.title_marker
        if self.status == "cancelled":
            return "CANCELLED: "
        if marker:
            return f"[{marker}] "
        if not self.exact:
            return "[date not fixed] "
        if self.said_tentative():
            return "[tentative] "
        return f"[venue {self.venue_marker}] " if self.venue_marker else ""

    def said_tentative(self):
        return self.event.get("status") == "tentative" and self.exact and not (self.when["marker"] or self.title_marker)

    def summary(self):
        """The prefix and the title, cut at a word where Outlook would cut it anywhere; and whether it was."""
        summary = self.prefix() + self.title
        if units(summary) <= LONGEST_SUMMARY:
            return summary, False
        cut = summary.encode("utf-16-le")[: 2 * (LONGEST_SUMMARY - 1)].decode("utf-16-le", "ignore")
        at_word = cut if summary[len(cut)].isspace() else re.sub(r"\s+\S*$", "", cut)
        # A word of half the length is cut inside: else little would be left.
        cut = at_word if len(at_word) > len(cut) // 2 else cut
        return cut.rstrip(" ,;:-–") + "…", True

    def location(self):
        name = self.place["name"] if self.place else ""
        marker = self.venue_marker or ""
        return f"{name} ({marker})" if name and marker else name or marker or None

    def not_known(self, part):
        """What DESCRIPTION opens with, sentence by sentence."""
        if self.summary()[1]:
            yield f"Full title: {self.title}."
        if len(self.shown) > 1:
            yield f"Part {part} of {len(self.shown)}."
        days = in_words(self.when, self.runs) if self.runs else None
        if self.status == "cancelled":
            yield "This event is cancelled."
            return
        if self.said_tentative():
            yield "This event is tentative: it may change or not take place."
        if self.when["marker"]:
            yield unsettled("Date", self.when["marker"], days)
        elif self.when["deadline"]:
            yield f"On or before {day_in_words(self.runs[0][0])}."
        elif not self.exact:
            yield f"Exact date not given: {days}."
        if self.venue_marker:
            yield unsettled("Venue", self.venue_marker, self.place and self.place["name"])
        if self.title_marker:
            yield unsettled("Title", self.title_marker)

    def holds(self):
        """What else stands in DESCRIPTION, whatever the words around it."""
        if self.placeholder and self.status != "cancelled":
            yield from ["placeholder", day_in_words(self.window[0]), day_in_words(self.window[1])]
        if self.place and "timezone" in self.place:
            yield f"Dates are local to {self.place['name']} ({self.place['timezone']})"
        for kind, titles in ("category", "categories"), ("phase", "phases"):
            if kind in self.event:
                yield self.plan[titles][self.event[kind]]["title"]
        if "description" in self.event:
            yield self.event["description"].strip()
        for link in self.event.get("links", []):
            yield link["url"]
            yield link.get("title", "")

    def vevents(self):
        category = self.event.get("category")
        for part, (first, last) in enumerate(self.shown, 1):
            opens, *others = [*self.not_known(part)] or [f"When: {in_words(self.when, self.runs)}."]
            yield {
                "uid": self.uid(part),
                "start": str(first),
                "end": str(last + timedelta(1)),
                "summary": self.summary()[0],
                "location": self.location(),
                "status": self.status.upper(),
                "transp": "TRANSPARENT",
                "categories": [self.plan["categories"][category]["title"]] if category else [],
                "when": self.when["edtf"],
                "opens": opens,
                "holds": [*others, *self.holds()],
            }

    def feeds(self):
        """The paths of the feeds that hold it."""
        yield "all.ics"
        for kind in "category", "phase":
            if kind in self.event:
                yield f"{kind}/{self.event[kind]}.ics"
        facts = {kind: self.event.get(kind) for kind in ("category", "phase")}
        facts |= {"venue": self.venue_key, "certainty": "certain" if self.certain else "uncertain"}
        for key, feed in self.plan.get("feeds", {}).items():
            if all(facts[kind] in allowed for kind, allowed in feed["select"].items()):
                yield f"{key}.ics"
        if "phase" in self.event:
            yield f"import/{self.event['phase']}.ics"

    def listed(self):
        """What `list` must say of it, its date aside."""
        place = self.place or {}
        venue = {"key": self.venue_key, "name": place.get("name"), "timezone": place.get("timezone"), "marker": self.venue_marker}
        event = {key: self.event.get(key) for key in ("id", "title", "phase", "category")}
        return event | {"uid": self.uid(), "venue": venue, "status": self.status, "feeds": [*self.feeds()]}


def units(text):
    return len(text.encode("utf-16-le")) // 2


def marker_of(text):
    """The text without the marker at its start or its end, and the marker; its words count in brackets only."""
    for marker, words in MARKERS.items():
        printed = rf"(?:\({words}\)|\(?\b{marker}\b\)?)"
        if found := re.search(rf"^{printed}|{printed}$", text, re.IGNORECASE):
            return (text[: found.start()] or text[found.end() :]).strip(), marker
    return text, None


def unsettled(what, marker, named=None):
    return f"{what} {MARKERS[marker]} ({marker})" + (f": {named}." if named else ".")


def main(program, folder):
    plan, defined = definitions(Path(folder))
    phases = [*plan.get("phases", {})]
    # The plan's order is that of its phases; events without one go last.
    defined.sort(key=lambda event: phases.index(event["phase"]) if "phase" in event else len(phases))
    listed = {event["id"]: event for event in ask(program, "list", folder)}
    assert list(listed) == [event["id"] for event in defined], "list has other events than the definitions"

    @cache
    def phase_runs(key):
        dates = plan["phases"][key].get("dates")
        return runs_of(ask(program, "when", dates)) if dates else []

    def window_of(event):
        """Where an open date is: among the days of its phase, or else of its year."""
        runs = phase_runs(event["phase"]) if "phase" in event else []
        return (runs[0][0], runs[-1][1]) if runs else (date(int(event["year"]), 1, 1), date(int(event["year"]), 12, 31))

    events = [Event(plan, event, listed[event["id"]]["when"], window_of) for event in defined]
    for event in events:
        says = {key: value for key, value in listed[event.event["id"]].items() if key != "when"}
        assert says == event.listed(), f"list says {says}, meant is {event.listed()}"
    kinds = {"category": "categories", "phase": "phases", "import": "phases"}
    paths = ["all", *plan.get("feeds", {}), *(f"{kind}/{key}" for kind, keys in kinds.items() for key in plan[keys])]
    feeds = {f"{path}.ics": [] for path in paths}
    entries = [(event, vevent) for event in events for vevent in event.vevents()]
    for event, vevent in sorted(entries, key=lambda entry: (entry[1]["start"], entry[0].event["id"])):
        for path in event.feeds():
            feeds[path].append(vevent)
    json.dump(feeds, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""What each VEVENT of a plan must be: the rules of docs/feeds.md, written again in another language.

Usage: meant.py PROGRAM FOLDER... > meant.json        the feeds of each of several plans are in a folder of its name

The days are those that `planfeed list` and `planfeed when` read, since reading phrases is judged elsewhere; all else is
taken from the definitions. Beside a plan as people print it is expected.tsv, with what a careful reader says of its dates
and hours. No published file is looked at: what the referees find in it is compared with this.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from dates import DAY, MARKERS, all_of, day_in_words, days_of, in_words, run_in_words, runs_of
from hours import PRINTED, Hours, Session, clock, duration_of, is_one, offsets_in_words, utc
from repeats import Repeat

LONGEST_SUMMARY = 255  # UTF-16 units

# What SUMMARY begins with, by the plan's language.
DATE_NOT_FIXED = {"en": "[date not fixed] ", "fr": "[date non fixée] "}

# What SUMMARY begins with, whatever else is open.
SAID_FIRST = {"cancelled": "CANCELLED: ", "postponed": "POSTPONED: "}

# The zone in which a day ends last, and names of zones that are published under another.
ANYWHERE = "Etc/GMT+12"
PUBLISHED = {"Zulu": "UTC", "Anywhere on Earth": ANYWHERE, "US/Eastern": "America/New_York"}

# Zones of the plans in which no rule has the offsets of all their events; those are published in UTC, each time alone.
WITHOUT_RULE = {"Africa/Casablanca", "America/Asuncion", ANYWHERE}
IN_UTC = WITHOUT_RULE | {"UTC"}


def ask(program, *arguments):
    """What planfeed answers in JSON."""
    answer = subprocess.run([program, *arguments, "--format", "json"], stdout=subprocess.PIPE)
    assert answer.returncode in (0, 1), answer
    return json.loads(answer.stdout)


def definitions(folder):
    """plan.yaml, and the events of the other files with the files' defaults filled in; every value is text."""
    files = {path.name: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in sorted(folder.rglob("*.yaml"))}
    plan = files.pop("plan.yaml")
    for kind, key in ("phases", "title"), ("categories", "title"), ("venues", "name"):
        group = plan.get(kind, {})
        plan[kind] = {of: {key: entry} if isinstance(entry, str) else entry for of, entry in group.items()}
    for place in [plan["plan"], *plan.get("venues", {}).values()]:
        if "timezone" in place:
            place["timezone"] = PUBLISHED.get(place["timezone"], place["timezone"])
    defaults = [{key: value for key, value in file.items() if key != "events"} for file in files.values()]
    return plan, [default | event for default, file in zip(defaults, files.values()) for event in file["events"]]


def take_expected(folder, defined, listed):
    """Gives events the hours that expected.tsv has: an id, the line of its date, its hours and their zone begin each row."""
    rows = [row.split("\t") for row in (folder.parent / "expected.tsv").read_text("utf-8").splitlines()]
    assert sorted(id for id, *_ in rows) == sorted(event["id"] for event in defined), "expected.tsv has other events"
    meant = {id: rest for id, *rest in rows}
    for event in defined:
        line, hours, zone, *_ = meant[event["id"]]
        read = listed[event["id"]]
        assert [read["when"]["edtf"], read["timezone"] or "-"] == [line, zone], f"{event['id']}: {read}"
        event |= {"hours": "all day"} if hours == "-" else {"hours": hours, "zone": zone}


class Event:
    """One event of the definitions, or one override of it, with its date as planfeed reads it."""

    def __init__(self, plan, event, when, window_of):
        self.plan, self.event, self.when = plan, event, when
        self.language = plan["plan"].get("language", "en")
        self.title = event["title"]
        self.runs = runs_of(when)
        self.title_marker = marker_of(self.title)[1]
        self.place, self.venue_marker, self.venue_key = self.venue()
        self.exact = when["precision"] in ("day", "days")
        self.certain = self.exact and not when["marker"] and not self.title_marker and event.get("status") != "postponed"
        self.status = event.get("status", "confirmed" if self.certain else "tentative")
        self.categories = listed_in(event, "category")
        self.room, self.room_marker = marker_of(event.get("room", ""))
        self.window = (self.runs[0][0], self.runs[-1][1]) if self.runs else window_of(event)
        self.shown, self.placeholder = self.days_shown()
        # What is due at a time takes none.
        self.duration = duration_of("0" if when["deadline"] else event.get("duration", plan["plan"].get("duration", "1h")))
        in_date = event["when"] if event["when"] in PRINTED else "all day"
        self.hours = Hours(event.get("hours", in_date), self.duration)
        # The zone of the venue, or else of the plan, or else the one that is printed with the hours.
        self.has_own_zone = bool(self.place and "timezone" in self.place)
        self.zone = self.place["timezone"] if self.has_own_zone else plan["plan"].get("timezone", event.get("zone"))
        self.has_hours_of_days = bool(self.hours) and self.exact and not when["deadline"]
        self.repeat = Repeat(event["repeat"], self.runs[0][0]) if "repeat" in event else None
        if self.repeat:
            self.repeat.is_called_off = self.is_called_off()
        # A series that is cut where a meeting and all that follow differ has several stretches, each like an event; a later
        # one knows the whole, and the day from which on it is.
        self.stretches = [self]
        self.whole, self.begins = self, None
        self.earlier = self.later = None

    def is_called_off(self):
        """Whether nothing takes place on its date."""
        return self.status in SAID_FIRST

    @property
    def timed(self):
        return self.has_hours_of_days and self.hours.is_timed()

    def venue(self):
        """The place, its marker and its key."""
        where = self.event.get("where")
        if where is None:
            return None, None, None
        if isinstance(where, dict):
            name, marker = marker_of(where["name"])
            return where | {"name": name}, marker, None
        key, marker = marker_of(where)
        venues = self.plan["venues"]
        if key and key not in venues:
            (key,) = [of for of, venue in venues.items() if venue["name"] == key]
        return (venues[key] if key else None), marker, key or None

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
        if self.begins:
            left = f"{left}.from-{self.begins:%Y%m%d}"
            uid = f"{left}{at}{right}"
        return uid if part == 1 else f"{left}.{part}{at}{right}"

    # --- texts -------------------------------------------------------------------------------------------------------

    def time_marker(self, day):
        """The marker on the hours of a day."""
        return self.hours.of(day).marker if self.hours and self.hours.of(day) else None

    def prefix(self, day):
        marker = self.when["marker"] or self.title_marker
        if self.status in SAID_FIRST:
            return SAID_FIRST[self.status]
        if marker:
            return f"[{marker}] "
        if not self.exact:
            return DATE_NOT_FIXED[self.language]
        if self.time_marker(day):
            return f"[time {self.time_marker(day)}] "
        if self.said_tentative():
            return "[tentative] "
        if self.venue_marker:
            return f"[venue {self.venue_marker}] "
        return f"[room {self.room_marker}] " if self.room_marker else ""

    def said_tentative(self):
        return self.event.get("status") == "tentative" and self.exact and not (self.when["marker"] or self.title_marker)

    def summary(self, day):
        """The prefix and the title, cut at a word where Outlook would cut it anywhere; and whether it was."""
        summary = self.prefix(day) + self.title
        if units(summary) <= LONGEST_SUMMARY:
            return summary, False
        cut = summary.encode("utf-16-le")[: 2 * (LONGEST_SUMMARY - 1)].decode("utf-16-le", "ignore")
        at_word = cut if summary[len(cut)].isspace() else re.sub(r"\s+\S*$", "", cut)
        # A word of half the length is cut inside: else little would be left.
        cut = at_word if len(at_word) > len(cut) // 2 else cut
        return cut.rstrip(" ,;:-–") + "…", True

    def location(self):
        place = [self.place[key] for key in ("name", "address") if key in self.place] if self.place else []
        parts = [marked(self.room, self.room_marker if self.room else None), marked(", ".join(place), self.venue_marker)]
        return ", ".join(filter(None, parts)) or self.event.get("online")

    def map(self):
        """What Apple's calendars draw a map of: a place that is settled, titled as LOCATION is."""
        if not self.place or "geo" not in self.place or self.venue_marker or '"' in self.location():
            return None
        return {"title": self.location(), "at": [*map(float, self.place["geo"])], "radius": "100"}

    def not_known(self, day, nth, in_place_of):
        """What DESCRIPTION opens with, sentence by sentence."""
        if self.summary(day)[1]:
            yield f"Full title: {self.title}."
        if nth:
            yield f"Part {nth[0]} of {nth[1]}."
        if in_place_of:
            yield f"In place of {in_place_of}."
        days = in_words(self.when, self.runs) if self.runs else None
        if self.status == "cancelled":
            yield "This event is cancelled."
            return
        if self.status == "postponed":
            yield self.postponed(days)
            return
        if self.said_tentative():
            yield "This event is tentative: it may change or not take place."
        if self.when["marker"]:
            # The days of what recurs are named with its rule.
            yield unsettled("Date", self.when["marker"], None if self.repeat else days)
        elif self.when["deadline"]:
            due = self.due()
            yield f"On or before {day_in_words(self.runs[0][0])}{f', {clock(due)}' if due is not None else ''}."
        elif not self.exact:
            yield f"Exact date not given: {days}."
        if marker := self.time_marker(day):
            yield unsettled("Time", marker, self.hours.of(day).times_in_words())
        if self.venue_marker:
            yield unsettled("Venue", self.venue_marker, self.place and self.place["name"])
        if self.room_marker:
            yield unsettled("Room", self.room_marker, self.room)
        if self.title_marker:
            yield unsettled("Title", self.title_marker)

    def postponed(self, days):
        """The sentence that says when it was to be."""
        if self.is_planned_as_below():
            return "Postponed. A new date is not known yet; it was planned as follows."
        if not days:
            return "Postponed. A new date is not known yet."
        times = self.hours.of(self.runs[0][0]).times_in_words() if self.hours else ""
        if self.when["deadline"]:
            due = self.due()
            days = day_in_words(self.runs[0][0]) + (f", {clock(due)}" if due is not None else "")
            return f"Postponed. It was due on or before {days}; a new date is not known yet."
        planned = "It was planned for" if self.exact else "Planned date:"
        return f"Postponed. {planned} {', '.join(filter(None, [days, times]))}; a new date is not known yet."

    def is_planned_as_below(self):
        """Whether that is more than a sentence says."""
        return self.status == "postponed" and bool(self.repeat or self.hours and self.hours.others)

    def due(self):
        """The time of day by which it is due."""
        sessions = self.hours.of(self.runs[0][0]).sessions if self.when["deadline"] and self.hours else []
        return sessions[0].start if len(sessions) == 1 and sessions[0].is_instant() else None

    def facts(self):
        """The paragraph of what is known."""
        is_said_above = self.status == "postponed" and not self.is_planned_as_below()
        is_settled = self.exact and not self.when["marker"] and not self.when["deadline"] and not is_said_above
        if (self.status == "cancelled" or is_settled or self.is_planned_as_below()) and not self.repeat:
            yield f"When: {in_words(self.when, self.runs)}."
        if self.hours and self.due() is None and not is_said_above:
            yield from self.hours.sentences()
        if self.repeat:
            yield from self.repeat.in_words()
            yield from self.beside()
        yield from self.zone_in_words()
        for name in "online", "contact":
            if name in self.event:
                yield f"{name.title()}: {self.event[name]}"
        if self.categories:
            yield f"{'Categories' if self.categories[1:] else 'Category'}: {', '.join(self.titles())}"
        if "phase" in self.event:
            yield f"Phase: {self.plan['phases'][self.event['phase']]['title']}"

    def beside(self):
        """What is otherwise in the stretch before and in the one after."""
        if self.earlier:
            yield f"Before {day_in_words(self.repeat.days[0])}: {self.earlier.unlike(self)}."
        if self.later:
            yield f"From {day_in_words(self.later.repeat.days[0])} on: {self.later.unlike(self)}."

    def unlike(self, other):
        """What is otherwise in it than in another stretch."""
        unlike = [mine for mine, its in zip(self.in_short(), other.in_short()) if mine != its]
        unlike += self.whereabouts_unlike(other)
        unlike += self.status_unlike(other)
        if self.title != other.title:
            unlike.append(f"title “{self.title}”")
        if self.event.get("contact") != other.event.get("contact"):
            unlike.append(f"contact {self.event['contact']}" if "contact" in self.event else "no contact given")
        if self.links() != other.links():
            unlike.append(("other links" if other.links() else "with links") if self.links() else "without links")
        if self.event.get("description") != other.event.get("description"):
            unlike.append("other text")
        return "; ".join(unlike) or "no change"

    def in_short(self):
        """Its rule and hours, in words."""
        yield self.repeat.words()
        yield self.hours.each.in_words() if self.hours else "all day"

    def place_in_short(self):
        """Its venue and its room, in words; none without either."""
        place = self.location() if self.place or self.room or self.venue_marker else None
        if place and not self.place and not self.room:
            place = f"venue {place}"
        if self.room_marker and not self.room:
            marker = f"room {self.room_marker}"
            place = f"{place} ({marker})" if place else marker
        return place

    def whereabouts_unlike(self, other):
        place, online = self.place_in_short(), self.event.get("online")
        is_other_place, is_other_meeting = place != other.place_in_short(), online != other.event.get("online")
        if is_other_place and place:
            yield place
        elif is_other_place and not online:
            yield "no venue given"
        elif is_other_place and not is_other_meeting:
            yield "online only"
        if is_other_meeting:
            yield f"online at {online}" if online else "no online meeting"

    def status_unlike(self, other):
        mine, its = [(of.status, None if of.is_called_off() else of.when["marker"]) for of in (self, other)]
        if mine == its:
            return
        if mine[1]:
            yield f"date {mine[1]}"
        elif mine[0] == "confirmed":
            yield "as planned" if other.is_called_off() else "date confirmed" if its[1] else "confirmed"
        else:
            yield mine[0]

    def titles(self):
        return [self.plan["categories"][key]["title"] for key in self.categories]

    def zone_in_words(self):
        is_local = self.place and "timezone" in self.place
        if self.hours.is_timed():
            days = self.repeat.usual_days() if self.repeat else days_of(self.runs or [self.window])
            times = [time for day in days for session in self.hours.of(day).sessions for time in session.on(day, self.zone)]
            if not self.timed:
                times = [moment(self.window[0]), moment(self.window[1] + DAY)]
            yield all_are("All times", "local time", self.zone, f", {offsets_in_words(self.zone, times, self.timed)}")
        elif is_local or not self.place and not self.venue_marker and self.zone:
            yield all_are("Dates", "local", self.zone)

    def holds(self):
        """What else DESCRIPTION holds, whatever the words around it."""
        if self.placeholder and self.status not in SAID_FIRST:
            yield from ["placeholder", day_in_words(self.window[0]), day_in_words(self.window[1])]
        if "description" in self.event:
            yield self.event["description"].strip()
        for url, title in self.links():
            yield url
            yield title or ""

    def links(self):
        """The address and the title of each."""
        links = [{"url": link} if isinstance(link, str) else link for link in self.event.get("links", [])]
        return [(link["url"], link.get("title")) for link in links]

    def url(self):
        return self.event.get("online") or next((url for url, _ in self.links()), None)

    # --- entries -----------------------------------------------------------------------------------------------------

    def spans(self):
        """The start and the end of each occurrence in a list for each part, its day and its session before them."""
        if not self.has_hours_of_days and not self.repeat:
            return [[(first, 0, first, last + DAY)] for first, last in self.shown]
        if not self.timed and self.repeat:
            duration = self.runs[0][1] - self.runs[0][0] + DAY
            return [[(day, 0, day, day + duration) for day in days] for days in self.repeat.shares()]
        runs = self.repeat.shares() if self.repeat else runs_alike(days_of(self.runs), self.hours.of)
        whole = [[(run[0], 0, run[0], run[-1] + DAY)] for run in runs if not self.hours.of(run[0]).sessions]
        timed = [(run, *numbered) for run in runs for numbered in enumerate(self.hours.of(run[0]).sessions)]
        return whole + [[(day, number, *session.on(day, self.zone)) for day in run] for run, number, session in timed]

    def session(self, day, number):
        """One of the sessions of a day, if it has any."""
        return self.hours.of(day).sessions[number] if self.timed and self.hours.of(day).sessions else None

    def series(self):
        """The occurrences of each rule and session, in order."""
        occurrence_on = self.repeat.occurrence_on if self.repeat else {}
        series = []
        for spans in self.spans():
            occurrences = []
            for day, session, *span in spans:
                event = occurrence_on.get(day, self)
                own = span if event is self else event.spans()[session][0][2:]
                planned = self.session(day, session)
                held = planned if event is self else event.session(event.runs[0][0], session)
                occurrences.append(Occurrence(event, *own, *span, self.zone, event is not self, session, held, planned))
            series.append(occurrences)
        series.sort(key=lambda occurrences: (occurrences[0].planned_day(), occurrences[0].number))
        return series

    def out_of_order(self):
        """The planned days of occurrences that leave the order of their series, over all stretches; and of those alone in it."""
        by_rule = {}
        for stretch in self.stretches if self.repeat else []:
            for occurrences in stretch.series():
                if occurrences[0].number == 0:
                    by_rule.setdefault(stretch.repeat.rule_of(occurrences[0].planned_day()), []).append(occurrences)
        alone = [stretches[0][0] for stretches in by_rule.values() if sum(map(len, stretches)) == 1]
        beyond = [occurrence for stretches in by_rule.values() for occurrence in out_of_order(stretches)]
        return ({occurrence.planned_day() for occurrence in these} for these in (beyond, alone))

    def parts(self):
        """The parts, in order: each its number, the event that its VEVENT describes, and its occurrences; and whether it is one
        that moved too far for its series."""
        alone = self.timed and self.zone in WITHOUT_RULE
        days = self.repeat.days if self.repeat else days_of(self.runs)
        series = self.series()
        sessions = 1 + max(occurrence.number for occurrences in series for occurrence in occurrences)

        def numbered(occurrences, kind):
            """The number of what is not a series as its rule has it: by the day and the session that are planned."""
            planned = days.index(occurrences[0].planned_day()) * sessions + occurrences[0].number
            return planned + 1 if alone else len(series) + 2 * planned + kind

        beyond, only = self.whole.out_of_order()
        parts = []
        for number, occurrences in enumerate(series, 1):
            excepted = self.repeat.excepted if self.repeat else []
            held = [occurrence for occurrence in occurrences if occurrence.planned_day() not in excepted]
            if alone:
                parts += [(numbered([occurrence], 0), [occurrence], False) for occurrence in held]
                continue
            at_no_time = [each.planned_day() for each in held if each.is_no_time() and each.planned_day() not in only]
            moved = [occurrence for occurrence in held if occurrence.planned_day() in {*beyond, *at_no_time}]
            parts += [(numbered([occurrence], 2), [occurrence], True) for occurrence in held if occurrence in moved]
            held = [occurrence for occurrence in held if occurrence not in moved]
            for i, (planned, part) in enumerate(split_at_gaps(occurrences, held)):
                # All occurrences have the duration of the first; one over a change of clocks has another.
                while part[1:] and part[0].is_over_a_change():
                    parts.append((numbered(part, 1), [part.pop(0)], False))
                    planned = part
                if part:
                    parts.append((numbered(planned, 1) if i else number, part, False))
        parts.sort(key=lambda part: part[0])
        return [(number, *self.part(occurrences), moved) for number, occurrences, moved in parts]

    def part(self, occurrences):
        """A part that is one occurrence alone is that; a series begins as if its first occurrence was like the others."""
        first = occurrences[0]
        if len(occurrences) == 1:
            return first.event, [first.start, first.end], occurrences
        return self, [first.planned_start, first.planned_end], occurrences

    def published(self, time):
        """A day, or a time as clocks show it there, or those of UTC."""
        return (utc(time, self.zone) if isinstance(time, datetime) and self.zone in IN_UTC else time).isoformat()

    def instants(self, *times):
        """Days, or times in UTC."""
        return [f"{utc(time, self.zone).isoformat()}Z" if isinstance(time, datetime) else str(time) for time in times]

    def vevents(self):
        """Each VEVENT, its place in a feed, when its part takes place, and the path of a copy of the part."""
        for stretch in self.stretches:
            yield from stretch.vevents_of_stretch()

    def vevents_of_stretch(self):
        parts = self.parts()
        counted = [number for number, *_, moved in parts if not moved]
        for number, event, (start, end), occurrences, moved in parts:
            place = (moment(start), self.event["id"], number)
            nth = None if moved or not counted[1:] else (counted.index(number) + 1, len(counted))
            alone = occurrences[0] if event is not self else None
            copy = self.copy(number) if event.certain and event.status == "confirmed" else None
            yield place, event.vevent(start, end, number, nth, alone), sorted(map(Occurrence.instants, occurrences)), copy
            for occurrence in occurrences:
                if occurrence.event is not event or occurrences[1:] and occurrence.is_over_a_change():
                    vevent = occurrence.event.vevent(occurrence.start, occurrence.end, number, nth, occurrence)
                    yield place, vevent | {"recurrence_id": self.published(occurrence.planned_start)}, None, copy

    def vevent(self, start, end, number, nth, occurrence=None):
        """The VEVENT from one time to the other; of an override, which occurrence it is."""
        day = moment(start).date()
        known, facts = [*self.not_known(day, nth, occurrence and occurrence.in_place_of())], "\n".join(self.facts())
        return {
            "uid": self.uid(number),
            "recurrence_id": None,
            "start": self.published(start),
            "end": None if start == end else self.published(end),
            "utc": self.instants(start, end),
            "zone": ("UTC" if self.zone in IN_UTC else self.zone) if isinstance(start, datetime) else None,
            "summary": self.summary(day)[0],
            "location": self.location(),
            "status": self.published_status(),
            "transp": "TRANSPARENT",
            "categories": self.titles(),
            "contact": self.event.get("contact"),
            "conference": self.event.get("online"),
            "url": self.url(),
            "map": self.map(),
            "when": self.when["edtf"],
            "says": self.says(),
            # Sentences are judged in English only.
            "opens": (known[0] if known else facts) if self.language == "en" else "",
            "holds": [*known[1:], facts, *self.holds()] if self.language == "en" else [],
        }

    def published_status(self):
        """STATUS, which leaves a cancelled event to its title where the plan says so: some calendars hide it otherwise."""
        if self.status == "cancelled" and self.plan.get("publish", {}).get("cancelled") == "title-only":
            return "CONFIRMED"
        return {"postponed": "TENTATIVE"}.get(self.status, self.status.upper())

    def says(self):
        """What an entry says of its event, for programs: in no sentence, and in any language."""
        text = self.event.get("description")
        links = [" ".join(filter(None, link)) for link in self.links()]
        phase = self.event.get("phase")
        return {
            "event": self.whole.uid(),
            "onwards": self.begins and str(self.begins),
            "title": self.event["title"].strip(),
            "phase": self.plan["phases"][phase]["title"] if phase else None,
            "hours": self.hours.line(self.zone) if self.hours else None,
            "text": text and text.strip().replace("\r\n", "\n"),
            "links": links,
        }

    def feeds(self):
        """The paths of the feeds that hold it."""
        yield "all.ics"
        yield from (f"category/{key}.ics" for key in self.plan["categories"] if key in self.categories)
        if "phase" in self.event:
            yield f"phase/{self.event['phase']}.ics"
        certainty = "certain" if self.certain else "uncertain"
        facts = {"category": self.categories, "phase": [self.event.get("phase")]}
        facts |= {"venue": [self.venue_key], "certainty": [certainty]}
        for key, feed in self.plan.get("feeds", {}).items():
            if all({*facts[kind]} & {*allowed} for kind, allowed in feed["select"].items()):
                yield f"{key}.ics"
        if "phase" in self.event:
            yield f"import/{self.event['phase']}.ics"

    def copy(self, number):
        """The path of the file for people who add a part alone."""
        of_event, of_part = (uid.rpartition("@")[0] or uid for uid in (self.whole.uid(), self.uid(number)))
        return f"event/{self.event['id']}{of_part.removeprefix(of_event)}.ics"

    def listed(self):
        """What `list` must say of it, its date aside."""
        event = {key: self.event.get(key) for key in ("id", "phase")} | {"uid": self.uid(), "feeds": [*self.feeds()]}
        event |= {"category": next(iter(self.categories), None), "categories": self.categories}
        # Of series that are called off from a day on, what is held before.
        live = [stretch for stretch in self.stretches if not stretch.is_called_off()] or self.stretches
        event |= {"meetings": sum(len(stretch.repeat.take_place()) for stretch in live) if self.repeat else None}
        onwards = [stretch.listed_of_stretch() | {"from": str(stretch.begins)} for stretch in self.stretches[1:]]
        return event | self.listed_of_stretch() | {"onwards": onwards}

    def listed_of_stretch(self):
        """What may be otherwise from a day on."""
        place = self.place or {}
        venue = {key: place.get(key) for key in ("name", "address", "timezone")}
        venue |= {"key": self.venue_key, "marker": self.venue_marker}
        event = {key: self.event.get(key) for key in ("title", "contact", "online")} | {"status": self.status, "venue": venue}
        event |= {"room": {"name": self.room or None, "marker": self.room_marker}}
        event |= {"links": [{"title": title, "url": url} for url, title in self.links()]}
        hours = {"hours": self.hours.printed(), "timezone": self.zone} if self.hours else {"hours": None, "timezone": None}
        return event | hours


@dataclass
class Occurrence:
    """When an event takes place, and when it would if this occurrence were like the others."""

    event: Event
    start: date
    end: date
    planned_start: date
    planned_end: date
    planned_zone: str
    # Whether it is not as the others are.
    differs: bool
    # Which session of its day it is, from 0; and those sessions.
    number: int
    session: Session | None
    planned_session: Session | None

    def planned_day(self):
        return moment(self.planned_start).date()

    def is_over_a_change(self):
        """Whether clocks change meanwhile, so that it is shorter or longer than they show."""
        if not isinstance(self.planned_start, datetime):
            return False
        duration = utc(self.planned_end, self.planned_zone) - utc(self.planned_start, self.planned_zone)
        return duration != self.planned_end - self.planned_start

    def days(self):
        """The first and the last day on which it begins, by the clocks of its series."""
        if not isinstance(self.planned_start, datetime):
            return self.event.window if self.differs else (self.planned_day(), self.last_planned_day())
        if not self.differs:
            return self.planned_day(), self.planned_day()
        here = [
            utc(session.on(day, self.event.zone)[0], self.event.zone).replace(tzinfo=timezone.utc).astimezone(ZoneInfo(self.planned_zone)).date()
            for day in days_of(self.event.runs)
            for session in self.event.hours.of(day).sessions
        ]
        return min(here), max(here)

    def last_planned_day(self):
        return self.planned_day() if isinstance(self.planned_start, datetime) else self.planned_end - DAY

    def is_no_time(self):
        """Whether it differs, and its series' clocks would not show its times just once."""
        if not self.differs or not isinstance(self.planned_start, datetime):
            return False
        return not all(is_one(time, self.planned_zone) for time in (self.planned_start, self.planned_end))

    def in_place_of(self):
        """What it replaces, in words, if it has another date or other hours."""
        start, end, zone = self.planned_start, self.planned_end, self.planned_zone
        is_day = not isinstance(start, datetime)
        if is_day and (self.start, self.end) == (start, end):
            return None
        # An end that is not given is no difference.
        count = 2 if is_day or self.session.is_end_given and self.planned_session.is_end_given else 1
        planned = (start, end)[:count]
        if not is_day and all(is_one(time, zone) for time in planned):
            if self.instants()[:count] == [f"{utc(time, zone).isoformat()}Z" for time in planned]:
                return None
        if is_day:
            return run_in_words(start, end - DAY)
        hours = self.planned_session.in_words() if self.planned_session.is_end_given else clock(self.planned_session.start)
        return f"{day_in_words(start)}, {hours}" + (f" ({'AoE' if zone == ANYWHERE else zone})" if self.event.zone != zone else "")

    def instants(self):
        return self.event.instants(self.start, self.end)


def out_of_order(stretches):
    """Those that are moved to a day of another occurrence of their series, beyond one, or before the first of their stretch."""
    occurrences = [occurrence for stretch in stretches for occurrence in stretch]
    firsts = [stretch[0] for stretch in stretches]

    def is_beyond(at):
        occurrence = occurrences[at]
        first, last = occurrence.days()
        is_early = at and first <= occurrences[at - 1].last_planned_day()
        return occurrence.differs and (is_early or at + 1 < len(occurrences) and last >= occurrences[at + 1].planned_day())

    if not occurrences[1:]:
        return []
    beyond = [occurrences[at] for at in range(len(occurrences)) if is_beyond(at)]
    others = [occurrence for occurrence in occurrences if occurrence not in beyond]
    swapped = [pair for pair in zip(others, others[1:]) if pair[0].days()[1] >= pair[1].days()[0]]
    early = [occurrence for occurrence in firsts if occurrence.days()[0] < occurrence.planned_day()]
    return beyond + [occurrence for pair in swapped for occurrence in pair] + early


def split_at_gaps(occurrences, held):
    """Those that are planned and those that are held, cut where a rule would name a time that clocks do not show just once."""
    parts = [([], [])]
    for occurrence in occurrences:
        if isinstance(occurrence.planned_start, datetime) and not is_one(occurrence.planned_start, occurrence.planned_zone):
            parts += [([], [])] if parts[-1][0] else []
            continue
        parts[-1][0].append(occurrence)
        if occurrence in held:
            parts[-1][1].append(occurrence)
    return parts


def runs_alike(days, hours_of):
    """The days in runs without a gap that have the same hours."""
    runs = []
    for day in days:
        if runs and runs[-1][-1] == day - DAY and hours_of(day) == hours_of(day - DAY):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def listed_in(event, key):
    """The items of a list, one of which may stand alone."""
    given = event.get(key, [])
    return [given] if isinstance(given, str) else given


def moment(time):
    """A time, or the midnight at which a day begins."""
    return time if isinstance(time, datetime) else datetime(time.year, time.month, time.day)


def units(text):
    return len(text.encode("utf-16-le")) // 2


def marker_of(text):
    """The text without the marker at its start or its end, and the marker; its words count in brackets only."""
    for marker, words in MARKERS.items():
        printed = rf"(?:\({words}\)|\(?\b{marker}\b\)?)"
        if found := re.search(rf"^{printed}|{printed}$", text, re.IGNORECASE):
            return (text[: found.start()] or text[found.end() :]).strip(), marker
    return text, None


def all_are(what, local, zone, offsets=""):
    """Whose clocks or days are meant."""
    own = {"UTC": "in UTC", ANYWHERE: "Anywhere on Earth (AoE, UTC-12:00)"}
    return f"{what} are {own.get(zone) or f'{local} ({zone}{offsets})'}."


def marked(text, marker):
    """What is named, with its marker in brackets; or a marker alone."""
    return f"{text} ({marker})" if text and marker else text or marker


def unsettled(what, marker, named=""):
    return f"{what} {MARKERS[marker]} ({marker})" + (f": {named}." if named else ".")


def feeds_of(program, folder):
    """The VEVENTs of each feed of a plan."""
    plan, defined = definitions(Path(folder))
    phases = [*plan.get("phases", {})]
    # The plan's order is that of its phases; events without one go last.
    defined.sort(key=lambda event: phases.index(event["phase"]) if "phase" in event else len(phases))
    listed = {event["id"]: event for event in ask(program, "list", folder)}
    assert list(listed) == [event["id"] for event in defined], "list has other events than the definitions"
    if (Path(folder).parent / "expected.tsv").exists():
        take_expected(Path(folder), defined, listed)

    @cache
    def phase_runs(key):
        dates = plan["phases"][key].get("dates")
        return runs_of(ask(program, "when", dates)) if dates else []

    def window_of(event):
        """Where an open date is: among the days of its phase, or else of its year."""
        runs = phase_runs(event["phase"]) if "phase" in event else []
        return (runs[0][0], runs[-1][1]) if runs else (date(int(event["year"]), 1, 1), date(int(event["year"]), 12, 31))

    def when_on(event, day):
        """The date of the event, if it begins on that day."""
        last = day + (event.runs[0][1] - event.runs[0][0])
        edtf = " ".join(filter(None, [str(day) if last == day else f"{day}/{last}", event.when["marker"]]))
        return event.when | {"start": str(day), "end": str(last), "edtf": edtf}

    def when_near(event, day, changes):
        """The date that is given in place of that day, if one is."""
        if "when" not in changes:
            return when_on(event, day)
        read = [ask(program, "when", changes["when"], "--year", str(day.year + n)) for n in (0, -1, 1)]
        # A weekday, where printed, may exclude a year.
        return min((when for when in read if "error" not in when), key=lambda when: abs(date.fromisoformat(when["start"]) - day))

    def changed(definition, changes):
        """What holds for meetings: another place has not the room of the one before."""
        without = {"repeat"} | ({"room"} if "where" in changes else set())
        return {key: value for key, value in definition.items() if key not in without} | changes

    def occurrence_on(event, day, changes):
        """The event that an override describes."""
        when = when_near(event, day, changes)
        definition = changed(event.event, changes)
        cancelled = {"status": "cancelled"} if event.status == "cancelled" else {}
        occurrence = Event(plan, definition | cancelled, when, window_of)
        occurrence.whole, occurrence.begins = event.whole, event.begins
        if not occurrence.has_own_zone:
            occurrence.zone = event.zone
        hours = occurrence.hours.each
        if hours and not hours.sessions:
            # Until its hours are known, it is shown at the usual ones.
            hours.sessions = event.hours.each.sessions
        return occurrence

    def stretches_of(event):
        """Each is as the one before, but for what is so from its first day on."""
        starts = [event.repeat.days[0], *sorted(event.repeat.onwards)]
        definition, when, later = changed(event.event, {}), event.when, timedelta()
        for start, until in zip(starts, [*starts[1:], None]):
            begins = start if start in event.repeat.onwards else None
            if begins:
                changes = event.repeat.onwards[start]
                definition, when = changed(definition, changes), when_near(stretch, start + later, changes)
                later = date.fromisoformat(when["start"]) - start
            stretch = Event(plan, definition, when, window_of)
            stretch.repeat = event.repeat.stretch(start, until, later)
            stretch.repeat.is_called_off = stretch.is_called_off()
            stretch.whole, stretch.begins = event, begins
            if not stretch.has_own_zone:
                stretch.zone = event.zone
            yield stretch

    events = [Event(plan, event, listed[event["id"]]["when"], window_of) for event in defined]
    for event in events:
        if event.repeat and event.repeat.onwards:
            event.stretches = [*stretches_of(event)]
            for earlier, later in zip(event.stretches, event.stretches[1:]):
                earlier.later, later.earlier = later, earlier
        for stretch in event.stretches if event.repeat else []:
            changes = stretch.repeat.changes.items()
            stretch.repeat.occurrence_on = {day: occurrence_on(stretch, day, change) for day, change in changes}
        says = {key: value for key, value in listed[event.event["id"]].items() if key != "when"}
        starts = [stretch.pop("when")["edtf"] for stretch in says["onwards"]]
        assert starts == [stretch.when["edtf"] for stretch in event.stretches[1:]], f"list has other days: {says}"
        assert says == event.listed(), f"list says {says}, meant is {event.listed()}"
    kinds = {"category": "categories", "phase": "phases", "import": "phases"}
    paths = ["all", *plan.get("feeds", {}), *(f"{kind}/{key}" for kind, keys in kinds.items() for key in plan.get(keys, {}))]
    feeds = {f"{path}.ics": {"events": [], "instances": {}} for path in paths}
    entries = [(place, event, *entry) for event in events for place, *entry in event.vevents()]
    for _, event, vevent, instances, copy in sorted(entries, key=lambda entry: entry[0]):
        for path in filter(None, [*event.feeds(), copy]):
            feeds.setdefault(path, {"events": [], "instances": {}})["events"].append(vevent)
            if instances is not None:
                feeds[path]["instances"][vevent["uid"]] = instances
    return {path: feed for path, feed in feeds.items() if feed["events"]}


def main(program, *folders):
    feeds = {}
    for folder in folders:
        place = f"{Path(folder).parent.name}/" if folders[1:] else ""
        feeds |= {place + path: feed for path, feed in feeds_of(program, folder).items()}
    json.dump(feeds, sys.stdout, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])

#!/usr/bin/env python3
"""Proves times in every zone of the tz database, beside and over every change of its clocks from 2000 to 2037.

Usage: zones.py PROGRAM

There are plans of one year, of three years and of all years. What is published is taken from the feed alone: a time with
TZID by its VTIMEZONE as the package icalendar has it, without its name, else as UTC. It must be the instant that zoneinfo
has for the local time in the definitions; an end that is not given is one that clocks show just once. The name must be one of zone.tab, unless the zone is of no place; names of UTC
have none.
"""

import json
import re
import subprocess
import sys
import zoneinfo
from collections import Counter
from datetime import datetime, timedelta, timezone
from functools import cache
from multiprocessing import Pool
from pathlib import Path
from tempfile import TemporaryDirectory

import tzdata
from dateutil.rrule import rrulestr
from hours import Session
from icalendar import Timezone

YEARS = range(2000, 2038)
SPANS = {
    "one year": [(year, year) for year in YEARS],
    "three years": [(year, year + 2) for year in YEARS[:-2]],
    "all years": [(YEARS[0], YEARS[-1])],
}
DAY, MINUTE = timedelta(1), timedelta(minutes=1)
LENGTH = 30 * MINUTE

# The one name of the tz database that is not a place, and that planfeed does not take.
NOWHERE = {"Factory"}

FILES = Path(tzdata.__file__).parent / "zoneinfo"
PLACES = {line.split("\t")[2] for line in (FILES / "zone.tab").read_text().splitlines() if not line.startswith("#")}
LINKS = {link: zone for zone, link in re.findall(r"^L (\S+) (\S+)$", (FILES / "tzdata.zi").read_text(), re.MULTILINE)}

# Names that are of no place, beside those in Etc/.
NO_PLACES = {"CET", "EET", "MET", "WET", "EST", "MST", "HST", "EST5EDT", "CST6CDT", "MST7MDT", "PST8PDT"}

# Releases of the tz database that differ in nothing since 2000: the program may have one, and Python the other.
ALIKE = {"2025b", "2025c"}


# --- what is defined -------------------------------------------------------------------------------------------------


def linked(zone):
    """The zone that a name stands for, under whatever other names."""
    return linked(LINKS[zone]) if zone in LINKS else zone


def is_utc(zone):
    """Whether it is UTC, or the zone of "Anywhere on Earth", whose times are in UTC too."""
    return linked(zone) in ("Etc/UTC", "Etc/GMT", "Etc/GMT+12")


def is_name(tzid, zone):
    """Whether a zone may be published under that name: that of the same place, if it is of one."""
    if zone in PLACES or zone in NO_PLACES or zone.startswith("Etc/"):
        return tzid == zone
    return tzid in PLACES and linked(tzid) == linked(zone)


def offset(instant, zone):
    return instant.replace(tzinfo=timezone.utc).astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()


def instants(local, zone):
    """When clocks show a time: never where they leap over it, twice where they go back."""
    found = {local - local.replace(tzinfo=zoneinfo.ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}
    return [instant for instant in found if instant + offset(instant, zone) == local]


def changes(zone):
    """The instants at which clocks change, with the offsets before and after."""
    day, last = datetime(YEARS[0], 1, 1), datetime(YEARS[-1] + 1, 1, 1)
    before = offset(day, zone)
    while day < last:
        low, high, day = day, day + DAY, day + DAY
        if (after := offset(day, zone)) != before:
            while high - low > MINUTE:
                middle = low + (high - low) // MINUTE // 2 * MINUTE
                low, high = (middle, high) if offset(middle, zone) == before else (low, middle)
            yield high, before, after
            before = after


def events(zone):
    """The year to which each event counts, its hours, its start and its end by the clocks there, and the change that it is
    beside."""
    found = [(year, "12:00-13:00", datetime(year, 7, 1, 12), datetime(year, 7, 1, 13), None) for year in YEARS]
    for instant, before, after in changes(zone):
        # As near as clocks show times just once.
        end, start = instant + min(before, after) - MINUTE, instant + max(before, after)
        for first, last in (end - LENGTH, end), (start, start + LENGTH), (end - LENGTH, start + LENGTH):
            if last - first < DAY and len(instants(first, zone)) == len(instants(last, zone)) == 1:
                found.append((instant.year, f"{first:%R}-{last:%R}", first, last, (instant, before, after)))
        # Without an end: it would be in the gap, or when clocks show times twice.
        start = end + MINUTE - LENGTH
        if len(instants(start, zone)) == 1:
            assumed = Session(f"{start:%R}").on(start.date(), zone)
            found.append((instant.year, f"{start:%R}", *assumed, (instant, before, after)))
    return found


def is_regular(changes):
    """Whether the clocks of a year do not change, or go there and back: just then, rules have them."""
    return not changes or len(changes) == 2 and changes[0][1] == changes[1][2]


def write(folder, zones, defined):
    """Writes a plan of events, each given as (zone, day, hours)."""
    numbers = {zone: number for number, zone in enumerate(zones)}
    venues = (f"  z{number}: {{ name: Z, timezone: {zone} }}" for zone, number in numbers.items())
    rows = (
        f"  - {{ id: e{number}, title: E, where: z{numbers[zone]}, when: {day:%F}, hours: '{hours}' }}"
        for number, (zone, day, hours) in enumerate(defined)
    )
    plan = "plan: { title: Clocks, domain: clocks.example, revision: 2026-01-01 }"
    folder.mkdir()
    (folder / "plan.yaml").write_text("\n".join([plan, "venues:", *venues]))
    (folder / "events.yaml").write_text("\n".join(["events:", *rows]))


# --- what is published -----------------------------------------------------------------------------------------------

VTIMEZONE = re.compile(r"BEGIN:VTIMEZONE\nTZID:(.+)\n((?:.+\n)*?)END:VTIMEZONE\n")
OBSERVANCE = re.compile(
    r"BEGIN:(STANDARD|DAYLIGHT)\nDTSTART:(1970\d{4}T\d{6})\nTZOFFSETFROM:([+-]\d{4})\nTZOFFSETTO:([+-]\d{4})\n(?:TZNAME:.+\n)?"
    r"(?:RRULE:(FREQ=YEARLY;BYMONTH=\d+;BYDAY=-?[1-5](?:MO|TU|WE|TH|FR|SA|SU))\n)?END:\1\n"
)
VEVENT = re.compile(r"UID:e(\d+)@(?:.+\n)*?DTSTART(?:;TZID=(.+))?:(\d+T\d+)(Z?)\nDTEND(?:;TZID=(.+))?:(\d+T\d+)(Z?)\n")


def judge_form(body):
    """One offset without a rule, or a rule that leads to the larger and one that leads back."""
    found = [observance.groups() for observance in OBSERVANCE.finditer(body)]
    assert OBSERVANCE.sub("", body) == "", f"more than rules that are known everywhere: {body}"
    kinds, starts, befores, afters, rules = zip(*found)
    assert kinds in (("STANDARD",), ("STANDARD", "DAYLIGHT")) and befores == afters[::-1], f"offsets do not take turns: {body}"
    if kinds[1:]:
        offsets = [datetime.strptime(after, "%z").utcoffset() for after in afters]
        assert offsets[0] < offsets[1], f"DAYLIGHT is not the larger offset: {body}"
        for start, rule in zip(map(datetime.fromisoformat, starts), rules):
            assert rrulestr(rule, dtstart=start.replace(month=1, day=1))[0] == start, f"DTSTART is not of its rule: {body}"
    else:
        assert (starts, rules) == (("19700101T000000",), (None,)), f"a fixed zone has a rule: {body}"


@cache
def clocks(body):
    """The zone as icalendar has it; of a name that nobody knows, so that it can't be looked up."""
    judge_form(body)
    text = f"BEGIN:VTIMEZONE\nTZID:Nowhere\n{body}END:VTIMEZONE\n".replace("\n", "\r\n")
    return Timezone.from_ical(text).to_tz(lookup_tzid=False)


@cache
def in_utc(text, body):
    time = datetime.strptime(text, "%Y%m%dT%H%M%S")
    return time - time.replace(tzinfo=clocks(body)).utcoffset() if body else time


def judge(arguments):
    """Builds a plan, and says how many events, zones and changes were judged; or what is wrong."""
    program, years, of_zones = arguments
    zones = list(of_zones)
    defined = [(zone, *event) for zone in zones for year, *event in of_zones[zone] if years[0] <= year <= years[1]]
    with TemporaryDirectory() as folder:
        plan, feeds = Path(folder, "plan"), Path(folder, "feeds")
        write(plan, zones, [(zone, start, hours) for zone, hours, start, *_ in defined])
        built = subprocess.run([program, "build", plan, "--out", feeds], capture_output=True, text=True)
        assert built.returncode == 0, f"{years}: {built.stderr[-1000:]}"
        feed = (feeds / "all.ics").read_bytes().decode().replace("\r\n", "\n")
    bodies = dict(VTIMEZONE.findall(feed))
    published = {int(number): times for number, *times in VEVENT.findall(feed)}
    assert published.keys() == set(range(len(defined))), f"{years}: other events than those defined"
    assert list(bodies) == sorted({times[0] for times in published.values()} - {""}), f"{years}: other zones than those used"
    rules, changed = {zone: set() for zone in zones}, {zone: set() for zone in zones}
    for number, (zone, hours, start, end, change) in enumerate(defined):
        tzid, first, z, *of_end = published[number]
        assert (tzid, z) == (of_end[0], of_end[2]) and (tzid == "") == (z == "Z"), f"{zone}: {published[number]}"
        assert not tzid or is_name(tzid, zone), f"{zone} is published as {tzid}"
        read = [in_utc(text, bodies.get(tzid)) for text in (first, of_end[1])]
        meant = [*instants(start, zone), *instants(end, zone)]
        assert read == meant, f"{years}, {zone} {start:%F} {hours}: meant {meant}, read {read}, by {bodies.get(tzid, 'UTC')}"
        rules[zone].add(tzid != "")
        changed[zone] |= {change} - {None}
    for zone in zones:
        assert len(rules[zone]) == 1, f"{years}, {zone}: some events are in UTC, others not"
        has_rule = rules[zone] == {True}
        needs_rule = is_regular(sorted(changed[zone])) and not is_utc(zone)
        assert years[0] < years[1] or has_rule == needs_rule, f"{years}, {zone}: wrongly in UTC, or not"
    counts = Counter({"events": len(defined)})
    for zone in zones:
        way = "by rules" if rules[zone] == {True} else "in UTC"
        counts.update({f"zones {way}": 1, f"changes {way}": len(changed[zone])})
    return counts


def main(program):
    version = subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout
    release = re.search(r"tz database (\w+)", version)[1]
    assert release == tzdata.IANA_VERSION or {release, tzdata.IANA_VERSION} <= ALIKE, f"{release} is not {tzdata.IANA_VERSION}"
    assert zoneinfo.TZPATH == (), "PYTHONTZPATH must be empty: zones are those of the package tzdata"
    zones = sorted(zoneinfo.available_timezones() - NOWHERE)
    with Pool() as pool:
        of_zones = dict(zip(zones, pool.map(events, zones)))
        for kind, spans in SPANS.items():
            plans = ((program, years, of_zones) for years in spans)
            total = sum(pool.imap_unordered(judge, plans), Counter())
            print(f"plans of {kind}: " + ", ".join(f"{count} {what}" for what, count in sorted(total.items())))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

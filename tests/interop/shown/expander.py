"""What a calendar shows, as recurring-ical-events has it, where that is right.

Known to be wrong there, or left open, is what `prepared` and `Shown` set right, each with its reason. Nothing else is read here.
"""

import re
import warnings
from collections import defaultdict
from datetime import date, datetime, timedelta, timezone
from hashlib import sha256
from typing import NamedTuple
from zoneinfo import ZoneInfo

import recurring_ical_events
from dateutil.rrule import rrulestr
from icalendar import Calendar, Timezone

DAY = timedelta(1)
FIRST, LAST = date(2020, 1, 1), date(2045, 12, 31)
warnings.filterwarnings("ignore")


class Occurrence(NamedTuple):
    """Times as in ISO 8601, instants in UTC; and what is said of them."""

    start: str
    end: str
    title: str
    place: str
    status: str
    text: str


def shown(text):
    """The occurrences of a calendar up to the last day, by UID: pairs of the day by its own clock and the occurrence."""
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    found = defaultdict(list)
    for uid, prepared in Reading(lines).calendars():
        calendar = Calendar.from_ical(prepared)
        for event in recurring_ical_events.of(calendar).between(FIRST, LAST + 2 * DAY):
            start = event["DTSTART"].dt
            day = start if type(start) is date else start.date()
            if day <= LAST:
                found[uid].append((day, occurrence(event, start)))
        found[uid] += []
    return found


def occurrence(event, start):
    said = [str(event[name]) if name in event else None for name in ("SUMMARY", "LOCATION", "STATUS", "DESCRIPTION")]
    title, place, status, text = said
    return Occurrence(iso(start), iso(end_of(event, start)), title, place, (status or "CONFIRMED").lower(), text)


def end_of(event, start):
    """The end. It follows by what clocks show, as the expander has it; but from a time that clocks skip it counts from the one
    that they show instead, and the end that is written is that of the start that is. After THISANDFUTURE, PERIODs take as long as all (RFC 5545 3.2.13)."""
    if type(start) is date or iso(start) in event.get("X-PERIODS", "").split(","):
        within = event.get("X-ENDS-IN")
        midnight = datetime(start.year, start.month, start.day)
        return midnight + timedelta(seconds=int(within)) if within else event["DTEND"].dt
    own_start, own_end = event.get("X-OWN", ",").split(",")
    if iso(start) == own_start:
        return datetime.fromisoformat(own_end)
    shown = start.astimezone(timezone.utc).astimezone(start.tzinfo) if start.tzinfo else start
    return shown + timedelta(seconds=int(event["X-TAKES"]))


def iso(time):
    if type(time) is date:
        return f"{time}"
    if time.tzinfo is None:
        return f"{time:%FT%T}"
    return f"{time.astimezone(timezone.utc):%FT%TZ}"


class Line(NamedTuple):
    name: str
    parameters: dict
    value: str

    def text(self):
        return "".join([self.name, *(f";{name}={value}" for name, value in self.parameters.items())]) + f":{self.value}"


def line_of(text):
    named, value = text.split(":", 1)
    name, *parameters = named.split(";")
    return Line(name, dict(parameter.split("=", 1) for parameter in parameters), value)


class Reading:
    """A calendar of plain lines, as `calendars` writes them."""

    def __init__(self, lines):
        self.entries, self.zones, self.cancels = [], {}, "METHOD:CANCEL" in lines
        inside, body = None, []
        for line in lines:
            if line in ("BEGIN:VEVENT", "BEGIN:VTIMEZONE"):
                inside, body = line[6:], []
            elif inside and line == f"END:{inside}":
                self.entries += [[line_of(one) for one in body]] if inside == "VEVENT" else []
                if inside == "VTIMEZONE":
                    self.zones[next(one[5:] for one in body if one.startswith("TZID:"))] = body
                inside = None
            elif inside:
                body.append(line)

    def calendars(self):
        """Calendars for the expander, each with the UID that it is of."""
        by_uid = defaultdict(lambda: defaultdict(list))
        for entry in self.entries:
            replaced = first(entry, "RECURRENCE-ID")
            by_uid[first(entry, "UID").value][replaced and self.key(replaced)].append(entry)
        for uid, by_time in by_uid.items():
            # Of copies the expander has the first of the highest SEQUENCE. RFC 5546 2.1.5: then of the latest DTSTAMP. Those that
            # are equal in both are of feeds that use one UID for several events: each is shown.
            live = {time: sorted(newest(entries), key=is_of_one) for time, entries in by_time.items()}
            series = live.pop(None, [None])
            owner = self.owners(series, live)
            for number, one in enumerate(series):
                overrides = [own for time, entries in live.items() for own in entries[:1] if owner[time] == number]
                series_and_overrides = [self.with_excepted(one, overrides), *overrides] if one else overrides
                yield uid, self.calendar(series_and_overrides, one)
            for entries in live.values():
                for own in entries[1:]:
                    yield uid, self.calendar([own], None)

    def with_excepted(self, series, overrides):
        """The series with the times of overrides that a day in EXDATE names. The expander hides the planned time alone."""
        days = {value for line in series if line.name == "EXDATE" for value in line.value.split(",") if len(value) == 8}
        clock = self.time(first(series, "DTSTART"))
        if type(clock) is date:
            return series
        added = []
        for line in (first(entry, "RECURRENCE-ID") for entry in overrides):
            time = self.time(line)
            if type(time) is not date and time.tzinfo and clock.tzinfo:
                time = time.astimezone(clock.tzinfo)
            if f"{time:%Y%m%d}" in days and len(line.value) > 8:
                parameters = {name: value for name, value in line.parameters.items() if name == "TZID"}
                added.append(Line("EXDATE", parameters, line.value))
            elif f"{time:%Y%m%d}" in days:
                own = first(series, "DTSTART")
                added.append(Line("EXDATE", own.parameters, line.value + own.value[8:]))
        return [*series, *added]

    def owners(self, series, live):
        """Which of several series of one UID overrides belong to: the one that has the time."""
        if len(series) == 1:
            return dict.fromkeys(live, 0)
        starts = []
        for one in ([line for line in one if line.name != "EXDATE"] for one in series):
            found = recurring_ical_events.of(Calendar.from_ical(self.calendar([one], one))).between(FIRST, LAST)
            times = [event["DTSTART"].dt for event in found]
            # A day names a time of it.
            starts.append({iso(time) for time in times} | {f"{time:%F}" for time in times})
        return {time: next((number for number, has in enumerate(starts) if time in has), 0) for time in live}

    def key(self, line):
        time = self.time(line)
        return iso(time)

    def calendar(self, entries, series):
        tzids = {line.parameters["TZID"] for entry in entries for line in entry if "TZID" in line.parameters}
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//shown//EN"]
        for tzid in sorted(tzids & self.zones.keys()):
            body = [f"TZID:{self.own_name(tzid)}" if line.startswith("TZID:") else line for line in self.zones[tzid]]
            lines += ["BEGIN:VTIMEZONE", *body, "END:VTIMEZONE"]
        for entry in entries:
            lines += ["BEGIN:VEVENT", *(self.renamed(line).text() for line in self.prepared(entry, series)), "END:VEVENT"]
        return "\r\n".join([*lines, "END:VCALENDAR", ""])

    def own_name(self, tzid):
        """A name that nobody knows. RFC 5545 3.2.19: the VTIMEZONE of that name says what it means; the expander looks names up
        first, also in the calendars that it read before."""
        return "own-" + sha256("\n".join(self.zones[tzid]).encode()).hexdigest()[:12]

    def renamed(self, line):
        tzid = line.parameters.get("TZID")
        return line._replace(parameters={**line.parameters, "TZID": self.own_name(tzid)}) if tzid in self.zones else line

    def clock(self, tzid):
        if tzid not in self.zones:
            return ZoneInfo(tzid)
        if (name := self.own_name(tzid)) not in CLOCKS:
            body = [f"TZID:{name}" if line.startswith("TZID:") else line for line in self.zones[tzid]]
            zone = Timezone.from_ical("\r\n".join(["BEGIN:VTIMEZONE", *body, "END:VTIMEZONE", ""]))
            CLOCKS[name] = zone.to_tz(lookup_tzid=False)
        return CLOCKS[name]

    def time(self, line, value=None):
        return self.read(value or line.value.split(",")[0].split("/")[0], line.parameters.get("TZID"))

    def read(self, value, tzid):
        if len(value) == 8:
            return datetime.strptime(value, "%Y%m%d").date()
        time = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")
        if value.endswith("Z"):
            return time.replace(tzinfo=timezone.utc)
        return time.replace(tzinfo=self.clock(tzid)) if tzid else time

    def prepared(self, entry, series):
        """The lines of an entry, without what the expander is known to read otherwise."""
        start = first(entry, "DTSTART")
        begins = self.time(start)
        yield from self.taken(entry, start, begins)
        for line in entry:
            if line.name in ("DTEND", "DURATION") or line.name == "STATUS" and self.cancels:
                continue
            if line.name == "RRULE":
                line = line._replace(value=self.rule(line.value, start, begins))
                if not line.value:
                    continue
            if line.name == "EXRULE":
                # RFC 2445 4.8.5.2, which the expander passes over.
                rule = self.rule(line.value, start, begins)
                dates = rrulestr(rule, dtstart=naive(begins)) if rule else []
                names = [f"{time:%Y%m%d}" if type(begins) is date else f"{time:%Y%m%dT%H%M%S}" + start.value[15:] for time in dates]
                line = Line("EXDATE", start.parameters, ",".join(names))
                if not names:
                    continue
            if line.name == "RECURRENCE-ID" and len(line.value) == 8 and series and len(first(series, "DTSTART").value) > 8:
                # A day names the time on that day; to the expander, midnight.
                own = first(series, "DTSTART")
                ranged = {name: value for name, value in line.parameters.items() if name == "RANGE"}
                line = Line(line.name, own.parameters | ranged, line.value + own.value[8:])
            if line.name in ("EXDATE", "RDATE", "RECURRENCE-ID") and type(begins) is not date and not begins.tzinfo:
                # Of one instant among them, the expander makes all floating times instants.
                others = {name: value for name, value in line.parameters.items() if name != "TZID"}
                line = Line(line.name, others, line.value.replace("Z", ""))
            yield line
        if self.cancels:
            # RFC 5546 3.2.5.
            yield Line("STATUS", {}, "CANCELLED")

    def taken(self, entry, start, begins):
        """How long it takes, as the expander reads it rightly; where a day ends in time; its own start and end; and the starts of PERIODs."""
        end, duration = first(entry, "DTEND"), first(entry, "DURATION")
        days, seconds = (1, 0) if type(begins) is date else (0, 0)
        if end:
            days, seconds = self.until_end(begins, self.time(end), days)
        elif duration and not duration.value.startswith("-"):
            days, seconds = read_duration(duration.value)
        if type(begins) is date:
            last = begins + max(days, 1) * DAY
            yield Line("DTEND", start.parameters, f"{last:%Y%m%d}")
            if end and len(end.value) > 8:
                # Shown as it is written; the expander makes the start a time too.
                within = naive(self.time(end)) - naive(begins)
                yield Line("X-ENDS-IN", {}, f"{int(within.total_seconds())}")
        else:
            yield Line("DURATION", {}, f"P{days}DT{seconds}S")
            yield Line("X-TAKES", {}, f"{86400 * days + seconds}")
            ends = self.time(end) if end else None
            if type(ends) is date:
                ends = datetime(ends.year, ends.month, ends.day, tzinfo=begins.tzinfo)
            if ends and ends.tzinfo and begins.tzinfo:
                yield Line("X-OWN", {}, f"{iso(begins)},{max(iso(begins), iso(ends))}")
        dates = [line for line in entry if line.name == "RDATE" and "/" in line.value]
        periods = [self.time(line, value.split("/")[0]) for line in dates for value in line.value.split(",")]
        if periods:
            yield Line("X-PERIODS", {}, ",".join(map(iso, periods)))

    def until_end(self, begins, ends, whole):
        """How long it is to an end. An end of the other kind is the midnight or the day of it; one that is not after the start, to
        which the expander goes back, is none."""
        if type(begins) is date:
            # An end at a time takes the day that it is within.
            last = ends if type(ends) is date else (ends - timedelta(seconds=1)).date() + DAY
            return max((last - begins).days, whole), 0
        if type(ends) is date:
            ends = datetime(ends.year, ends.month, ends.day, tzinfo=begins.tzinfo)
        if begins.tzinfo is None or ends.tzinfo is None:
            difference = ends.replace(tzinfo=None) - begins.replace(tzinfo=None)
        else:
            difference = ends.astimezone(begins.tzinfo).replace(tzinfo=None) - begins.replace(tzinfo=None)
        return 0, max(int(difference.total_seconds()), 0)

    def rule(self, rule, start, begins):
        """The rule with an UNTIL that means the same to the expander; none if it ends before the start, which the expander
        then does not show either, though it is the first of the set (RFC 5545 3.8.5.3)."""
        until = re.search(r"UNTIL=(\d{8})(T\d{6})?(Z?)", rule)
        if not until:
            return rule
        day, time, z = until.groups()
        last = datetime.strptime(day + (time or "T235959"), "%Y%m%dT%H%M%S")
        if type(begins) is date:
            # Compared as days.
            value = day
            ends_before = last.date() < begins
        elif begins.tzinfo is None:
            value, ends_before = f"{last:%Y%m%dT%H%M%S}", last < begins
        else:
            # A day is the whole of that day, and a floating time is by the clock of the start; to the expander, both are in UTC.
            last = last.replace(tzinfo=timezone.utc if z else begins.tzinfo).astimezone(timezone.utc)
            value, ends_before = f"{last:%Y%m%dT%H%M%SZ}", last < begins.astimezone(timezone.utc)
        return "" if ends_before else rule.replace(until[0], f"UNTIL={value}")


CLOCKS = {}


def first(entry, name):
    return next((line for line in entry if line.name == name), None)


def is_of_one(entry):
    """Whether it does not hold for what follows; an entry that does is the one that its series has."""
    replaced = first(entry, "RECURRENCE-ID")
    return replaced is None or "RANGE" not in replaced.parameters


def newest(entries):
    def version(entry):
        sequence = first(entry, "SEQUENCE")
        return int(sequence.value) if sequence else 0, first(entry, "DTSTAMP").value

    highest = max(map(version, entries))
    return [entry for entry in entries if version(entry) == highest]


def naive(time):
    return datetime(time.year, time.month, time.day) if type(time) is date else time.replace(tzinfo=None)


def read_duration(text):
    """Days, and seconds."""
    numbers = {unit: int(number) for number, unit in re.findall(r"(\d+)([WDHMS])", text)}
    days = 7 * numbers.get("W", 0) + numbers.get("D", 0)
    return days, 3600 * numbers.get("H", 0) + 60 * numbers.get("M", 0) + numbers.get("S", 0)

"""Hours: the sessions of days, and the zone that they are local to."""

import re
from datetime import date, datetime, time, timedelta, timezone
from itertools import chain
from zoneinfo import ZoneInfo

from dates import DAY, MARKERS, all_of, day_in_words

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
ALL_DAY = "all day"

# What hours mean that are printed otherwise than `10:00-12:00, 14:00 TBC`, and dates with a time of day.
PRINTED = {
    "7.30pm": "19:30",
    "19h30": "19:30",
    "19.30": "19:30",
    "1930": "19:30",
    "from 7pm": "19:00",
    "à partir de 19 h": "19:00",
    "7.30–9pm": "19:30-21:00",
    "de 9 h à 12 h 15": "09:00-12:15",
    "de las 10 a las 11.30 h": "10:00-11:30",
    "11 am to 12 noon": "11:00-12:00",
    "noon": "12:00",
    "0930-1030": "09:30-10:30",
    "9am-5": "09:00-17:00",
    "19:00-midnight": "19:00-24:00",
    "11pm-1am": "23:00-01:00",
    "2-5 and 7-9pm": "14:00-17:00, 19:00-21:00",
    "10am & 2pm": "10:00, 14:00",
    "7.30pm (to be confirmed)": "19:30 TBC",
    "TBC: 7.30pm": "19:30 TBC",
    "c. 7pm": "19:00 TBC",
    "time to be announced": "TBA",
    "horario por confirmar": "TBC",
    "5pm": "17:00",
    "7pm": "19:00",
    "7pm TBC": "19:00 TBC",
    "8.15 p.m.": "20:15",
    "10am - 4pm": "10:00-16:00",
    "7.30pm GMT": "19:30",
    "19:30 CEST": "19:30",
    "2pm ET": "14:00",
    "02:00 UTC": "02:00",
    "3-4pm GMT": "15:00-16:00",
    "23:59 AoE": "23:59",
    "Tuesday 17 June, 7.30pm": "19:30",
    "18 June 2025 from 10am to noon": "10:00-12:00",
    "11:59pm AoE, 19 June": "23:59",
    "by 5pm on 20 June": "17:00",
    "samedi 21 juin à 20h30": "20:30",
}


def duration_of(text):
    """`0`, `90 min`, `1h`, `1h30`"""
    hours, minutes = re.fullmatch(r"(?:(\d+) ?h ?)?(?:(\d+)(?: ?min)?)?", text).groups()
    return timedelta(hours=int(hours or 0), minutes=int(minutes or 0))


class Session:
    """From a time of a day to another, which may be on the next day. An end that is not given is assumed."""

    def __init__(self, text, duration=HOUR):
        self.start, *ends = [
            timedelta(hours=int(hour), minutes=int(minute)) for hour, minute in re.findall(r"(\d+):(\d\d)", text)
        ]
        self.is_end_given = bool(ends)
        if self.is_end_given:
            (self.end,) = ends
            self.end += DAY if self.end <= self.start else timedelta()
        else:
            self.end = min(self.start + duration, DAY)

    def on(self, day, zone):
        midnight = datetime.combine(day, time())
        start, end = midnight + self.start, midnight + self.end
        if self.is_end_given:
            return start, end
        # The next time that clocks show just once, or the last before it if that is after midnight.
        later, earlier = range((midnight + DAY - end) // MINUTE + 1), range(-1, (start - end) // MINUTE, -1)
        return start, next(shown for n in chain(later, earlier) if is_one(shown := end + n * MINUTE, zone))

    def is_instant(self):
        return self.start == self.end

    def line(self):
        """`10:00-12:00`, `19:30`, `19:30/PT90M`"""
        if self.is_end_given:
            return f"{clock(self.start)}-{clock(self.end)}"
        is_usual = self.end == min(self.start + HOUR, DAY)
        return clock(self.start) + ("" if is_usual else f"/PT{(self.end - self.start) // MINUTE}M")

    def in_words(self):
        start, end = clock(self.start), clock(self.end)
        if self.is_end_given:
            return f"{start}–{end}" + (" (next day)" if self.end > DAY else "")
        if self.is_instant():
            return start
        return f"{start} (end not given" + (f", shown until {end})" if "/" in self.line() else ")")

    def __eq__(self, other):
        return (self.start, self.end, self.is_end_given) == (other.start, other.end, other.is_end_given)


def clock(since_midnight):
    hours, minutes = divmod((since_midnight if since_midnight <= DAY else since_midnight - DAY) // MINUTE, 60)
    return f"{hours:02}:{minutes:02}"


class DayHours:
    """The sessions of a day, none if they are not known or take the whole day; and the marker on them."""

    def __init__(self, text, duration=HOUR):
        text = PRINTED.get(text, text).strip()
        self.marker = next((marker for marker in MARKERS if re.search(rf"\b{marker}\b", text)), None)
        starts = re.sub(rf"\(?\b{self.marker}\b\)?", "", text)
        self.sessions = [Session(part, duration) for part in starts.split(",") if re.search(r"\d", part)]

    def line(self):
        words = [", ".join(session.line() for session in self.sessions), self.marker]
        return " ".join(filter(None, words)) or ALL_DAY

    def times_in_words(self):
        """Only the starts where no end is given, which another sentence says."""
        if any(session.is_end_given for session in self.sessions):
            return sessions_in_words(self.sessions)
        return all_of([clock(session.start) for session in self.sessions])

    def sentence(self):
        if not self.sessions or any(session.is_end_given for session in self.sessions):
            return f"Hours: {sessions_in_words(self.sessions)}."
        if all(session.is_instant() for session in self.sessions):
            return f"At {self.times_in_words()}."
        return f"Begins at {self.times_in_words()}; the end is not given."

    def in_words(self):
        words = sessions_in_words(self.sessions) if self.sessions or not self.marker else None
        return ", ".join(filter(None, [words, self.marker]))

    def __bool__(self):
        return bool(self.sessions or self.marker)

    def __eq__(self, other):
        return (self.sessions, self.marker) == (other.sessions, other.marker)


def sessions_in_words(sessions):
    return all_of([session.in_words() for session in sessions]) if sessions else ALL_DAY


class Hours:
    """The hours of each day of an event."""

    def __init__(self, given, duration):
        mapping = given if isinstance(given, dict) else {"each": given}
        self.each = DayHours(mapping["each"], duration) if "each" in mapping else None
        self.others = {date.fromisoformat(day): DayHours(text, duration) for day, text in mapping.items() if day != "each"}

    def of(self, day):
        return self.others.get(day, self.each)

    def all(self):
        return [*([] if self.each is None else [self.each]), *self.others.values()]

    def is_timed(self):
        return any(hours.sessions for hours in self.all())

    def __bool__(self):
        return any(self.all())

    def printed(self):
        """The hours of days as definitions give them: how long something lasts whose end is not given is no part of them."""
        return {day: re.sub("/PT[0-9]+M", "", line) for day, line in self.lines().items()}

    def lines(self):
        days = {} if self.each is None else {"each": self.each.line()}
        return days | {str(day): hours.line() for day, hours in sorted(self.others.items())}

    def line(self, zone):
        days = [line if day == "each" else f"{day} {line}" for day, line in self.lines().items()]
        return f"{'; '.join(days)} {zone}"

    def sentences(self):
        if self.each is not None and not self.is_said(self.each):
            yield self.each.sentence()
        for day, hours in sorted(self.others.items()):
            yield f"Hours on {day_in_words(day)}: {hours.in_words()}."

    @staticmethod
    def is_said(hours):
        """Whether what is said of the marker says it all."""
        return hours.marker and not hours.sessions


def is_one(local, zone):
    """Whether clocks of a zone show a time just once."""
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1))
    return first == second


def utc(local, zone):
    """The instant at which clocks of a zone show a time, which they must do once."""
    first, second = (local.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(timezone.utc) for fold in (0, 1))
    assert first == second, f"{local} is not one time in {zone}"
    return first.replace(tzinfo=None)


def offsets_in_words(zone, times, are_known):
    """`UTC+01:00`, `UTC+01:00; UTC+02:00 from 29 March 2026, 03:00`, or all of them if they change more than twice.

    Where the times are known, only changes from one of them to the next count.
    """

    def offset(local):
        return f"UTC{local:%z}"[:6] + ":" + f"{local:%z}"[3:5]

    instants = [utc(local, zone).replace(tzinfo=timezone.utc) for local in times]
    clocks = [instants[0].astimezone(ZoneInfo(zone))]
    for instant, last in zip(instants, instants[1:]):
        changed = []
        if are_known and instant.astimezone(ZoneInfo(zone)).utcoffset() == last.astimezone(ZoneInfo(zone)).utcoffset():
            continue
        # Clocks change at whole or half hours of UTC, or a minute later.
        instant = instant.replace(minute=instant.minute // 30 * 30)
        while (instant := instant + timedelta(minutes=1 if instant.minute % 30 == 0 else 29)) <= last:
            local = instant.astimezone(ZoneInfo(zone))
            if local.utcoffset() != (changed or clocks)[-1].utcoffset():
                changed.append(local)
        clocks += changed[-1:] if are_known else changed
    if len(clocks) > 3:
        return " or ".join(dict.fromkeys(map(offset, clocks)))
    changes = [f"{offset(local)} from {day_in_words(local)}, {local:%H:%M}" for local in clocks[1:]]
    return "; ".join([offset(clocks[0]), *changes])

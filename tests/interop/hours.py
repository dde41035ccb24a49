"""Hours: the sessions of days, and the zone that they are local to."""

import re
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from dates import DAY, day_in_words


class Session:
    """From a time of a day to another, which may be on the next day."""

    def __init__(self, text):
        ends = [timedelta(hours=int(hour), minutes=int(minute)) for hour, minute in re.findall(r"(\d+):(\d\d)", text)]
        self.start, self.end = ends
        if self.end <= self.start:
            self.end += DAY

    def on(self, day):
        midnight = datetime.combine(day, time())
        return midnight + self.start, midnight + self.end

    def written(self, dash="-"):
        def clock(since_midnight):
            hours, minutes = divmod(int(since_midnight.total_seconds()) // 60, 60)
            return f"{hours:02}:{minutes:02}"

        return clock(self.start) + dash + clock(self.end if self.end <= DAY else self.end - DAY)

    def in_words(self):
        return self.written("–") + (" (next day)" if self.end > DAY else "")

    def __eq__(self, other):
        return (self.start, self.end) == (other.start, other.end)


def sessions_of(text):
    return [] if text == "all day" else [Session(part) for part in text.split(",")]


class Hours:
    """The sessions of each day of an event; a day without any is a whole day."""

    def __init__(self, given):
        mapping = given if isinstance(given, dict) else {"each": given}
        self.each = sessions_of(mapping["each"]) if "each" in mapping else None
        self.others = {date.fromisoformat(day): sessions_of(text) for day, text in mapping.items() if day != "each"}

    def of(self, day):
        return self.others.get(day, self.each)

    def __bool__(self):
        return any([self.each, *self.others.values()])

    def listed(self):
        days = ({"each": self.each} if self.each is not None else {}) | {str(day): these for day, these in self.others.items()}
        return {day: ", ".join(session.written() for session in these) or "all day" for day, these in days.items()}


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

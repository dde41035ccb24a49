"""Repeats: on which days an event meets."""

import re
from copy import copy
from datetime import date
from itertools import islice

from dates import DAY, ORDINALS, all_of, day_in_words

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def weekday_of(text):
    return next(weekday for weekday in WEEKDAYS if text.lower() in (weekday.lower(), weekday.lower()[:3]))


class Item:
    """What `on` says: a test of days, and its words."""

    def __init__(self, text):
        first, _, rest = text.lower().partition(" ")
        if first.isdigit():
            self.test, self.words = lambda day: day.day == int(first), f"day {first}"
        elif text == "last day":
            self.test, self.words = lambda day: (day + DAY).day == 1, "the last day"
        elif rest:
            weekday = weekday_of(rest)
            in_week = is_in_last_week if first == "last" else lambda day: (day.day - 1) // 7 == ORDINALS.index(first)
            self.test, self.words = lambda day: f"{day:%A}" == weekday and in_week(day), f"the {first} {weekday}"
        else:
            weekday = weekday_of(text)
            self.test, self.words = lambda day: f"{day:%A}" == weekday, weekday


def is_in_last_week(day):
    return (day + 7 * DAY).day <= 7


class Repeat:
    """The days on which occurrences start."""

    def __init__(self, given, first):
        number, self.unit = re.fullmatch(r"(?:(\d+) )?(day|week|month|year)s?", given["every"]).groups()
        self.interval = int(number or 1)
        default = {"day": [], "week": [f"{first:%A}"], "month": [str(first.day)], "year": [str(first.day)]}[self.unit]
        on = given.get("on", default)
        items = [on] if isinstance(on, str) else on
        self.items = [Item(text) for text in items]
        # The one day of a year follows from the first date.
        self.says_on = self.unit != "year" or len(items) > 1 or not items[0].isdigit()
        excepted = given.get("except", [])
        self.excepted = [date.fromisoformat(day) for day in ([excepted] if isinstance(excepted, str) else excepted)]
        self.occurrence_on = {}
        changes = {tuple(named.split()): changes for named, changes in given.get("instances", {}).items()}
        self.changes = {date.fromisoformat(day): change for (day, *onwards), change in changes.items() if not onwards}
        # What is so from a day on, by that day.
        self.onwards = {date.fromisoformat(day): change for (day, *onwards), change in changes.items() if onwards}
        until = date.fromisoformat(given["until"]) if "until" in given else date.max
        self.days = [*islice(self.named(first, until), int(given.get("count", 1000)))]
        assert self.days[0] == first and {*self.excepted, *self.changes, *self.onwards} <= {*self.days}, given

    def named(self, first, until):
        """All days that the rule names, from the first on."""

        def period(day):
            monday = day - day.weekday() * DAY
            months = 12 * day.year + day.month
            return {"day": day.toordinal(), "week": monday.toordinal() // 7, "month": months, "year": day.year}[self.unit]

        day = first
        while day <= until:
            in_period = (period(day) - period(first)) % self.interval == 0 and (self.unit != "year" or day.month == first.month)
            if in_period and (not self.items or any(item.test(day) for item in self.items)):
                yield day
            day += DAY

    def stretch(self, first, until):
        """The part of it from one day to another, which it does not have."""
        part = copy(self)
        part.days = [day for day in self.days if first <= day and (until is None or day < until)]
        part.excepted = [day for day in self.excepted if day in part.days]
        part.changes = {day: change for day, change in self.changes.items() if day in part.days}
        part.occurrence_on, part.onwards = {}, {}
        return part

    def take_place(self):
        """The days on which occurrences are held, wherever they moved, that are not called off; of all, if there are none."""
        held = [self.occurrence_on.get(day) or day for day in self.days if day not in self.excepted]
        live = [occurrence for occurrence in held if isinstance(occurrence, date) or not occurrence.is_called_off()]
        return sorted(occurrence if isinstance(occurrence, date) else occurrence.window[0] for occurrence in live or held)

    def usual_days(self):
        """Those of occurrences that are as the event has them; all, if there are none."""
        return [day for day in self.days if day not in self.excepted and day not in self.changes] or self.days

    def shares(self):
        """The days that a rule of its own names: calendars know one day of the month in each."""
        if self.unit in ("day", "week"):
            return [self.days]
        return [days for item in self.items if (days := [*filter(item.test, self.days)])]

    def in_words(self):
        every = f"every {self.unit}" if self.interval == 1 else f"every {self.interval} {self.unit}s"
        on = f" on {all_of([item.words for item in self.items])}" if self.items and self.says_on else ""
        held = self.take_place()
        yield f"Repeats {every}{on}: {len(held)} meetings from {day_in_words(held[0])} to {day_in_words(held[-1])}."
        if left_out := [day for day in self.excepted if day not in held]:
            yield f"Not on {all_of([*map(day_in_words, sorted(left_out))])}."

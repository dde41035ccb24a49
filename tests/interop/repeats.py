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
        # Whether nothing takes place where no occurrence says otherwise.
        self.is_called_off = False
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

    def stretch(self, first, until, later):
        """The part of it from one day to another, which it does not have, each day so much later."""
        part = copy(self)
        days = [day for day in self.days if first <= day and (until is None or day < until)]
        part.days = [day + later for day in days]
        part.excepted = [day + later for day in self.excepted if day in days]
        part.changes = {day + later: change for day, change in self.changes.items() if day in days}
        part.occurrence_on, part.onwards = {}, {}
        if later and self.unit != "day":
            part.items, part.says_on = [self.item_on(part.days[0])] if not self.items[1:] else self.items_later(later), True
        named = islice(part.named(part.days[0], part.days[-1]), len(days))
        assert part.days == [*named], f"no rule of the kind of {self.words()} names {part.days}"
        return part

    def item_on(self, day):
        """What names that day as the only item of the rule names its own."""
        words = self.items[0].words
        if words.startswith("day "):
            return Item(str(day.day))
        if words.startswith("the "):
            which = "last" if words.startswith("the last ") else ORDINALS[(day.day - 1) // 7]
            return Item(f"{which} {day:%A}")
        return Item(f"{day:%A}")

    def items_later(self, later):
        """The weekdays so much later, in the order in which they are given."""
        return [Item(WEEKDAYS[(WEEKDAYS.index(item.words) + later.days) % 7]) for item in self.items]

    def rule_of(self, day):
        """Which of the rules that calendars know names the day."""
        return 0 if self.unit in ("day", "week") else next(i for i, item in enumerate(self.items) if item.test(day))

    def take_place(self):
        """The days on which occurrences are held, wherever they moved, that are not called off; of all, if there are none."""
        held = [self.occurrence_on.get(day) or day for day in self.days if day not in self.excepted]
        live = [occurrence for occurrence in held if not (self.is_called_off if isinstance(occurrence, date) else occurrence.is_called_off())]
        return sorted(occurrence if isinstance(occurrence, date) else occurrence.window[0] for occurrence in live or held)

    def usual_days(self):
        """Those of occurrences that are as the event has them; all, if there are none."""
        return [day for day in self.days if day not in self.excepted and day not in self.changes] or self.days

    def shares(self):
        """The days that a rule of its own names: calendars know one day of the month in each."""
        if self.unit in ("day", "week"):
            return [self.days]
        return [days for item in self.items if (days := [*filter(item.test, self.days)])]

    def words(self):
        """The rule: `every 2 weeks on Tuesday`."""
        every = f"every {self.unit}" if self.interval == 1 else f"every {self.interval} {self.unit}s"
        on = f" on {all_of([item.words for item in self.items])}" if self.items and self.says_on else ""
        return every + on

    def in_words(self):
        held = self.take_place()
        meetings = f"{len(held)} meetings from {day_in_words(held[0])} to {day_in_words(held[-1])}"
        yield f"Repeats {self.words()}: {meetings if held[1:] else f'1 meeting only, on {day_in_words(held[0])}'}."
        if left_out := [day for day in self.excepted if day not in held]:
            yield f"Not on {all_of([*map(day_in_words, sorted(left_out))])}."

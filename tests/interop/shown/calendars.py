"""Calendars as anyone writes them: a model of entries, random ones with every feature, and their text."""

from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

DAY, HOUR, MINUTE = timedelta(1), timedelta(hours=1), timedelta(minutes=1)
WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

# Zones of their own definition: their offset, or rules of another zone under that name.
FIXED = {"Customized Time Zone": "+0100", "Plant (north)": "-0330"}
OBSERVANCES = {
    "Europe/Berlin": ("+0100", "+0200", "20070325T020000", "3;BYDAY=-1SU", "20071028T030000", "10;BYDAY=-1SU"),
    "America/New_York": ("-0500", "-0400", "20070311T020000", "3;BYDAY=2SU", "20071104T020000", "11;BYDAY=1SU"),
    "Pacific/Auckland": ("+1200", "+1300", "20070930T020000", "9;BYDAY=-1SU", "20080406T030000", "4;BYDAY=1SU"),
}
PLACES = [*OBSERVANCES, "Asia/Kolkata"]
UTC = "UTC"
# Endless series have exceptions up to here.
LAST = date(2033, 1, 1)
FLOATING = ""


@dataclass(frozen=True)
class Time:
    """A day; or a local time in a zone of that name, in UTC, or floating."""

    local: date
    zone: str = FLOATING

    @property
    def is_day(self):
        return not isinstance(self.local, datetime)

    def value(self):
        if self.is_day:
            return f"{self.local:%Y%m%d}"
        return f"{self.local:%Y%m%dT%H%M%S}" + ("Z" if self.zone == UTC else "")

    def parameters(self):
        if self.is_day:
            return ";VALUE=DATE"
        name = f'"{self.zone}"' if ":" in self.zone else self.zone
        return f";TZID={name}" if name not in (UTC, FLOATING) else ""

    def plus(self, difference):
        return replace(self, local=self.local + difference)

    def in_zone(self, zone):
        """The same instant by another clock; None if that is not one."""
        if self.is_day or self.zone == FLOATING or self.zone in FIXED or zone in FIXED:
            return None
        return Time(self.local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(ZoneInfo(zone)).replace(tzinfo=None), zone)


@dataclass
class Entry:
    """A VEVENT."""

    uid: str
    start: Time
    end: Time = None
    duration: str = None
    rules: list = field(default_factory=list)
    exrules: list = field(default_factory=list)
    # A list for each property, of times, or in `rdates` of pairs of a time and an end or a duration.
    exdates: list = field(default_factory=list)
    rdates: list = field(default_factory=list)
    replaced: Time = None
    onwards: bool = False
    title: str = "Board"
    place: str = None
    status: str = None
    text: str = None
    sequence: int = None
    stamp: str = "20260101T000000Z"
    extra: list = field(default_factory=list)

    def lines(self):
        yield f"UID:{self.uid}"
        yield f"DTSTAMP:{self.stamp}"
        if self.replaced:
            ranged = ";RANGE=THISANDFUTURE" if self.onwards else ""
            yield f"RECURRENCE-ID{ranged}{self.replaced.parameters()}:{self.replaced.value()}"
        yield f"DTSTART{self.start.parameters()}:{self.start.value()}"
        if self.end:
            yield f"DTEND{self.end.parameters()}:{self.end.value()}"
        if self.duration:
            yield f"DURATION:{self.duration}"
        yield from (f"RRULE:{rule}" for rule in self.rules)
        yield from (f"EXRULE:{rule}" for rule in self.exrules)
        for times in self.exdates:
            yield f"EXDATE{times[0].parameters()}:{','.join(time.value() for time in times)}"
        for times in self.rdates:
            yield rdate(times)
        texts = {"SUMMARY": self.title, "LOCATION": self.place, "DESCRIPTION": self.text}
        yield from (f"{name}:{escaped(text)}" for name, text in texts.items() if text)
        if self.status:
            yield f"STATUS:{self.status}"
        if self.sequence is not None:
            yield f"SEQUENCE:{self.sequence}"
        yield from self.extra

    def is_series(self):
        return self.replaced is None and bool(self.rules or self.rdates)

    def planned(self):
        """The times of its rules, at most forty and of the next years, without exceptions."""
        first = self.start.local if not self.start.is_day else datetime(*self.start.local.timetuple()[:3])
        found = {first}
        for rule in self.rules:
            naive = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL"))
            until = until_of(rule)
            times = islice(rrulestr(naive, dtstart=first), 40)
            last = until or (date.max if "COUNT=" in rule else LAST)
            found |= {time for time in times if time.date() <= last}
        for time in (time for times in self.rdates for time in times if isinstance(time, Time)):
            if time.zone == self.start.zone and not time.is_day and not self.start.is_day:
                found.add(time.local)
        return [replace(self.start, local=time.date() if self.start.is_day else time) for time in sorted(found)]

    def ends_by_own_clock(self):
        return self.end is not None and self.end.zone == self.start.zone and self.end.is_day == self.start.is_day

    def length(self):
        """How long it takes by the clock, if that is said in a form that says it."""
        if self.ends_by_own_clock():
            return self.end.local - self.start.local
        return DAY if self.start.is_day else HOUR


def until_of(rule):
    found = [part[6:14] for part in rule.split(";") if part.startswith("UNTIL=")]
    return datetime.strptime(found[0], "%Y%m%d").date() if found else None


def rdate(times):
    first = times[0]
    if not isinstance(first, tuple):
        return f"RDATE{first.parameters()}:{','.join(time.value() for time in times)}"
    ends = [end if isinstance(end, str) else end.value() for _, end in times]
    periods = ",".join(f"{start.value()}/{end}" for (start, _), end in zip(times, ends))
    return f"RDATE;VALUE=PERIOD{first[0].parameters()}:{periods}"


def escaped(text):
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


@dataclass
class Calendar:
    entries: list
    # The VTIMEZONEs: by their names, the zone of which they have the rules, or an offset.
    zones: dict = field(default_factory=dict)
    method: str = None
    extra: list = field(default_factory=list)

    def copy(self):
        return deepcopy(self)

    def lines(self):
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//shown//EN")
        if self.method:
            yield f"METHOD:{self.method}"
        yield from self.extra
        for name, meant in self.zones.items():
            yield from vtimezone(name, meant)
        for entry in self.entries:
            yield from ("BEGIN:VEVENT", *entry.lines(), "END:VEVENT")
        yield "END:VCALENDAR"

    def text(self):
        return "".join(f"{line}\r\n" for line in self.lines())

    def series(self):
        return [entry for entry in self.entries if entry.is_series()]

    def overrides_of(self, series):
        return [entry for entry in self.entries if entry.uid == series.uid and entry.replaced]


def vtimezone(name, meant):
    yield from ("BEGIN:VTIMEZONE", f"TZID:{name}")
    if meant in OBSERVANCES:
        standard, daylight, summer, in_summer, winter, in_winter = OBSERVANCES[meant]
        both = (("DAYLIGHT", summer, standard, daylight, in_summer), ("STANDARD", winter, daylight, standard, in_winter))
        for kind, start, before, after, rule in both:
            yield from (f"BEGIN:{kind}", f"DTSTART:{start}", f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}")
            yield from (f"RRULE:FREQ=YEARLY;BYMONTH={rule}", f"END:{kind}")
    else:
        yield from ("BEGIN:STANDARD", "DTSTART:19700101T000000", f"TZOFFSETFROM:{meant}", f"TZOFFSETTO:{meant}", "END:STANDARD")
    yield "END:VTIMEZONE"


# --- random calendars ------------------------------------------------------------------------------------------------

TITLES = ["Board", "Choir, spring", "Réunion", "Yoga; beginners", "打ち合わせ 💙"]
WORDS = ["Hall", "Room 2", "Café", "Bring a chair.", "See notes\nand more", "Doors at 7, talk at 8", "a\\b"]


def random_calendar(random, counts):
    """A calendar of one to four events, whose features are counted."""
    calendar = Calendar([])
    for number in range(random.choice([1, 1, 1, 2, 2, 3, 4])):
        make = random.choice(KINDS)
        counts[f"event: {make.__doc__}"] += 1
        made = make(random, f"e{number}@example.org", calendar)
        if random.random() < 0.3:
            made[0].place = random.choice(WORDS[:3])
        if random.random() < 0.3:
            made[0].text = random.choice(WORDS)
        if random.random() < 0.1:
            made[0].extra.append("GEO:48.85;2.35")
        calendar.entries += made
    # Of a time that clocks skip, what dateutil makes of a VTIMEZONE has the offset after it; RFC 5545 3.3.5 that before.
    is_skipped = any(not entry.start.is_day and entry.start.local.hour == 2 for entry in calendar.entries)
    for zone in sorted({time.zone for entry in calendar.entries for time in (entry.start, entry.end) if time}):
        if zone in FIXED:
            calendar.zones[zone] = FIXED[zone]
        elif zone in OBSERVANCES and not is_skipped and random.random() < 0.3:
            counts["zone: with its VTIMEZONE"] += 1
            calendar.zones[zone] = zone
        if zone in FIXED:
            counts["zone: a name of its own"] += 1
    return calendar


def random_start(random, kind=None):
    day = date(2026, 1, 1) + random.randrange(300) * DAY
    kind = kind or random.choice(["zoned"] * 6 + ["own", "utc", "utc", "floating", "day", "day", "day"])
    if kind == "day":
        return Time(day)
    zone = {"zoned": random.choice(PLACES), "own": random.choice([*FIXED]), "utc": UTC, "floating": FLOATING}[kind]
    return Time(datetime(day.year, day.month, day.day, random.randrange(7, 21), random.choice([0, 0, 0, 15, 30])), zone)


def with_end(random, entry):
    """Gives an entry an end, in one of the forms that mean what they say."""
    start = entry.start
    if start.is_day:
        form = random.choice(["none", "end", "end", "days", "week"])
        entry.end = start.plus(random.choice([1, 1, 2, 5]) * DAY) if form == "end" else None
        entry.duration = {"days": "P2D", "week": "P1W"}.get(form)
    else:
        form = random.choice(["end"] * 6 + ["minutes", "hours", "none", "other", "night"])
        length = random.choice([30 * MINUTE, HOUR, HOUR, 90 * MINUTE, 3 * HOUR])
        entry.end = start.plus(length) if form in ("end", "other") else None
        entry.end = start.plus(HOUR * 14) if form == "night" else entry.end
        entry.duration = {"minutes": "PT45M", "hours": "PT2H30M"}.get(form)
        if form == "other" and not entry.rules:
            entry.end = entry.end.in_zone(random.choice(PLACES)) or entry.end
    return entry


def rule_for(random, start):
    """A rule whose first time is the start."""
    local = start.local
    weekday = WEEKDAYS[local.weekday()]
    every = random.choice(["", "", ";INTERVAL=2", ";INTERVAL=3"])
    ordinal = (local.day - 1) // 7 + 1
    forms = [
        f"FREQ=DAILY{every}",
        f"FREQ=WEEKLY{every}",
        f"FREQ=WEEKLY{every};BYDAY={weekday}",
        f"FREQ=WEEKLY{every};BYDAY={','.join(sorted({weekday, random.choice(WEEKDAYS)}, key=WEEKDAYS.index))}",
        f"FREQ=MONTHLY;BYMONTHDAY={local.day}",
        f"FREQ=YEARLY;BYMONTH={local.month};BYMONTHDAY={local.day}",
    ]
    if ordinal < 5:
        forms += [f"FREQ=MONTHLY;BYDAY={ordinal}{weekday}", f"FREQ=MONTHLY;BYDAY={weekday};BYSETPOS={ordinal}"]
    return random.choice(forms)


def bounded(random, rule, start):
    """The rule with COUNT or UNTIL; seldom endless, if its times are not many."""
    form = random.choice(["count"] * 5 + ["utc", "day", "floating", "endless"])
    is_dense = "DAILY" in rule or "WEEKLY" in rule and "INTERVAL" not in rule
    if form == "endless" and not is_dense:
        return rule
    first = start.local if not start.is_day else datetime(*start.local.timetuple()[:3])
    last = [*islice(rrulestr(rule, dtstart=first), random.randrange(2, 12))][-1]
    until = Time(last, start.zone)
    if form in ("count", "endless"):
        return f"{rule};COUNT={random.randrange(2, 12)}"
    if start.is_day or form == "day":
        return f"{rule};UNTIL={until.value()[:8]}"
    if start.zone == FLOATING or form == "floating":
        return f"{rule};UNTIL={until.value()[:15]}"
    in_utc = until.in_zone(UTC)
    return f"{rule};UNTIL={in_utc.value()}" if in_utc else f"{rule};UNTIL={until.value()[:15]}"


def single(random, uid, calendar):
    "single"
    return [with_end(random, Entry(uid, random_start(random), title=random.choice(TITLES)))]


def series(random, uid, calendar):
    "series"
    start = random_start(random)
    rule = bounded(random, rule_for(random, start), start)
    return [with_end(random, Entry(uid, start, rules=[rule], title=random.choice(TITLES)))]


def two_rules(random, uid, calendar):
    "series with two rules"
    start = random_start(random)
    rules = ["FREQ=WEEKLY;COUNT=5", f"FREQ=DAILY;INTERVAL={random.choice([5, 9, 10])};COUNT={random.randrange(2, 5)}"]
    return [with_end(random, Entry(uid, start, rules=rules))]


def unhit(random, uid, calendar):
    "start that its rule does not hit"
    start = random_start(random)
    other = WEEKDAYS[(start.local.weekday() + random.randrange(1, 7)) % 7]
    rule = f"FREQ=WEEKLY;BYDAY={other};UNTIL={start.plus(random.randrange(20, 50) * DAY).value()[:8]}"
    return [with_end(random, Entry(uid, start, rules=[rule]))]


def endless(random, uid, calendar):
    "endless series"
    start = random_start(random)
    weekday = WEEKDAYS[start.local.weekday()]
    rules = ["FREQ=YEARLY", f"FREQ=MONTHLY;BYDAY={min((start.local.day - 1) // 7 + 1, 4)}{weekday}", "FREQ=WEEKLY;INTERVAL=8"]
    return [with_end(random, Entry(uid, start, rules=[random.choice(rules)]))]


def by_dates(random, uid, calendar):
    "series of RDATE alone"
    start = random_start(random)
    dates = [start.plus(days * DAY) for days in sorted(random.sample(range(1, 60), random.randrange(1, 5)))]
    return [with_end(random, Entry(uid, start, rdates=[dates]))]


def overridden(random, uid, calendar):
    "series with overrides"
    [entry] = series(random, uid, calendar)
    return [entry, *some_overrides(random, entry, calendar)]


def some_overrides(random, entry, calendar):
    times = entry.planned()
    chosen = random.sample(times, min(len(times), random.choice([1, 1, 2])))
    return [override(random, entry, time) for time in chosen]


def override(random, entry, time):
    """An override that moves a time by days, hours or not at all."""
    by = random.choice([DAY, 2 * DAY, 0 * DAY, *([] if entry.start.is_day else [HOUR, -2 * HOUR])])
    start = time.plus(by)
    end = start.plus(entry.length()) if entry.end or entry.duration or not entry.start.is_day else None
    title = random.choice([entry.title, entry.title, "Special"])
    return Entry(entry.uid, start, end=end, replaced=time, title=title, place=entry.place, text=entry.text)


def onwards(random, uid, calendar):
    "series with THISANDFUTURE"
    [entry] = series(random, uid, calendar)
    time = random.choice(entry.planned())
    changed = override(random, entry, time)
    changed.onwards = True
    return [entry, changed]


def without_series(random, uid, calendar):
    "overrides without their series"
    start = random_start(random)
    times = [start.plus(week * 7 * DAY) for week in range(random.randrange(1, 4))]
    entries = [with_end(random, Entry(uid, time, replaced=time)) for time in times]
    return entries


def one_uid(random, uid, calendar):
    "several of one UID"
    start = random_start(random)
    number = random.randrange(2, 4)
    return [with_end(random, Entry(uid, start.plus(n * 3 * DAY), title="Class")) for n in range(number)]


def two_series(random, uid, calendar):
    "several series of one UID"
    start = random_start(random)
    rules = [[f"FREQ=WEEKLY;COUNT={random.randrange(2, 5)}"] for _ in range(2)]
    made = [Entry(uid, start.plus(n * DAY), rules=rule, title=f"Course {n}") for n, rule in enumerate(rules)]
    return [with_end(random, entry) for entry in made]


def copies(random, uid, calendar):
    "copies of one entry"
    [entry] = random.choice([single, series])(random, uid, calendar)
    older = deepcopy(entry)
    older.start = older.start.plus(DAY)
    older.end = older.end and older.end.plus(DAY)
    if random.random() < 0.5:
        entry.sequence, older.sequence = 3, random.choice([None, 1])
    else:
        entry.stamp = "20260202T000000Z"
    return random.choice([[entry, older], [older, entry]])


def over_the_clocks(random, uid, calendar):
    "night when clocks change"
    day, zone = random.choice([(28, "Europe/Berlin"), (7, "America/New_York")]) if random.random() < 0.5 else (24, "Europe/Berlin")
    month = 10 if day == 24 else 3
    start = Time(datetime(2026, month, day, 20), zone)
    entry = Entry(uid, start)
    form = random.choice(["end", "hours", "day"])
    entry.end = start.plus(12 * HOUR) if form == "end" else None
    entry.duration = {"hours": "PT12H", "day": "P1D"}.get(form)
    return [entry]


def series_over_the_clocks(random, uid, calendar):
    "nights before and after clocks change"
    [entry] = over_the_clocks(random, uid, calendar)
    entry.start = entry.start.plus(-7 * DAY)
    entry.end = entry.end and entry.end.plus(-7 * DAY)
    entry.rules = ["FREQ=WEEKLY;COUNT=3"]
    return [entry]


def series_in_the_gap(random, uid, calendar):
    "series that clocks skip or show twice"
    [entry] = in_the_gap(random, uid, calendar)
    entry.start, entry.end = entry.start.plus(-7 * DAY), entry.end.plus(-7 * DAY)
    entry.rules = ["FREQ=WEEKLY;COUNT=3"]
    return [entry]


RARE = ["FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYYEARDAY=100,-1"]
RARE += ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=DAILY;BYMONTH=1,7;INTERVAL=3"]
RARE += ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU", "FREQ=MONTHLY;BYMONTHDAY=29"]
RARE += ["FREQ=YEARLY;BYDAY=20MO", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=YEARLY;BYMONTH=1,4;BYDAY=1SU,-1SA"]
RARE_TIMES = ["FREQ=HOURLY;INTERVAL=5", "FREQ=MINUTELY;INTERVAL=90", "FREQ=DAILY;BYHOUR=9,14;BYMINUTE=0,30;BYSETPOS=2"]


def rare_rule(random, uid, calendar):
    "series of a rare rule"
    start = random_start(random)
    by_time = not start.is_day and start.zone in (UTC, FLOATING)
    rule = random.choice([*RARE, *RARE_TIMES] if by_time else RARE)
    return [with_end(random, Entry(uid, start, rules=[f"{rule};COUNT={random.randrange(2, 9)}"]))]


def periods(random, uid, calendar):
    "series with PERIODs"
    start = random_start(random, random.choice(["zoned", "utc", "floating"]))
    times = [start.plus(days * DAY) for days in (2, random.choice([7, 9]))]
    dates = [(time, random.choice(["PT3H", "P1D", time.plus(2 * HOUR)])) for time in times]
    return [with_end(random, Entry(uid, start, rules=["FREQ=WEEKLY;COUNT=3"], rdates=[dates]))]


def two_onwards(random, uid, calendar):
    "series with two THISANDFUTURE, and an override after"
    start = random_start(random)
    entry = with_end(random, Entry(uid, start, rules=["FREQ=WEEKLY;COUNT=8"]))
    times = sorted(random.sample(entry.planned(), 3), key=lambda time: time.local)
    changed = [override(random, entry, time) for time in times]
    changed[0].onwards = changed[1].onwards = True
    changed[0].title, changed[1].title = "Second half", "Third half"
    return [entry, *changed]


def cancelled_meeting(random, uid, calendar):
    "series with a cancelled meeting"
    made = overridden(random, uid, calendar)
    made[-1].status = "CANCELLED"
    return made


def in_the_gap(random, uid, calendar):
    "start that clocks skip or show twice"
    start = Time(random.choice([datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)]), "Europe/Berlin")
    return [Entry(uid, start, end=start.plus(random.choice([2, 3]) * HOUR))]


def odd_end(random, uid, calendar):
    "odd end"
    start = random_start(random)
    entry = Entry(uid, start)
    if start.is_day:
        entry.end = random.choice([start, start.plus(-DAY)])
    else:
        form = random.choice(["equal", "before", "negative", "week", "day"])
        entry.end = {"equal": start, "before": start.plus(-HOUR)}.get(form)
        if form == "day":
            entry.end = Time(start.local.date() + 2 * DAY)
        entry.duration = {"negative": "-PT1H", "week": "P1W"}.get(form)
    return [entry]


KINDS = [single, single, series, series, series, overridden, overridden, overridden, two_rules, unhit, endless, by_dates]
KINDS += [rare_rule, rare_rule, periods, two_onwards, cancelled_meeting, series_over_the_clocks, series_in_the_gap]
KINDS += [onwards, onwards, without_series, one_uid, two_series, copies, over_the_clocks, in_the_gap, odd_end]

"""Edits of calendars: whatever somebody may change, be it shown or not. Each returns whether it found something to edit."""

from copy import deepcopy
from dataclasses import replace
from datetime import datetime

import calendars
from calendars import DAY, FIXED, FLOATING, HOUR, MINUTE, PLACES, UTC, WORDS, Entry, Time, override

EDITS = []


def edit(function):
    EDITS.append(function)
    return function


def change(random, calendar):
    """Makes one edit, and returns its name."""
    while True:
        made = random.choice(EDITS)
        if made(random, calendar) is not False:
            return made.__doc__


def pick(random, found):
    found = [*found]
    return random.choice(found) if found else None


def for_series(function):
    """An edit of a series, at a time that its rules name."""

    def made(random, calendar):
        series = pick(random, calendar.series())
        return False if series is None else function(random, calendar, series, random.choice(series.planned()))

    made.__doc__ = function.__doc__
    return edit(made)


def for_entry(function):
    def made(random, calendar):
        entry = pick(random, calendar.entries)
        return False if entry is None else function(random, calendar, entry)

    made.__doc__ = function.__doc__
    return edit(made)


def as_zoned(function):
    """An edit of a series whose times are instants of a zone that Python knows."""

    def made(random, calendar, series, time):
        return False if time.in_zone(UTC) is None else function(random, calendar, series, time)

    made.__doc__ = function.__doc__
    return made


def drop(calendar, series, time):
    calendar.entries = [entry for entry in calendar.entries if not (entry.uid == series.uid and entry.replaced == time)]


# --- one meeting -----------------------------------------------------------------------------------------------------


def replace_one(random, calendar, series, time):
    """Writes an override of a time anew."""
    drop(calendar, series, time)
    made = override(random, series, time)
    calendar.entries.append(made)
    return made


@for_series
def meeting_moves(random, calendar, series, time):
    "a meeting moves"
    made = replace_one(random, calendar, series, time)
    made.start = time.plus(random.choice([DAY, 2 * DAY, -DAY]))
    made.end = made.end and made.start.plus(series.length())


@for_series
def meeting_said(random, calendar, series, time):
    "title, place, text or status of a meeting"
    made = replace_one(random, calendar, series, time)
    say(random, made)


@for_series
def meeting_as_planned(random, calendar, series, time):
    "an override that says the same"
    drop(calendar, series, time)
    made = deepcopy(series)
    made.rules, made.exrules, made.rdates, made.exdates = [], [], [], []
    made.start, made.replaced = time, time
    made.end = time.plus(series.length()) if series.ends_by_own_clock() else None
    calendar.entries.append(made)


@for_series
def meeting_cancelled(random, calendar, series, time):
    "a meeting is cancelled"
    replace_one(random, calendar, series, time).status = "CANCELLED"


@for_series
def meeting_without_title(random, calendar, series, time):
    "an override without a title"
    made = replace_one(random, calendar, series, time)
    made.title = made.place = made.text = None


@for_series
@as_zoned
def meeting_by_utc(random, calendar, series, time):
    "an override of a time in UTC"
    replace_one(random, calendar, series, time).replaced = time.in_zone(UTC)


@for_series
@as_zoned
def meeting_by_other_zone(random, calendar, series, time):
    "an override of a time in another zone"
    made = replace_one(random, calendar, series, time)
    made.replaced = time.in_zone(random.choice(PLACES))


@for_series
def meeting_by_day(random, calendar, series, time):
    "an override of a time as a day"
    if time.is_day or series.rdates or "DAILY" in "".join(series.rules) and len(series.rules) > 1:
        return False
    replace_one(random, calendar, series, time).replaced = Time(time.local.date())


@for_series
def meeting_of_nothing(random, calendar, series, time):
    "an override that hits nothing"
    made = replace_one(random, calendar, series, time)
    made.replaced = made.start = time.plus(DAY * 3 / 24 if not time.is_day else 400 * DAY)
    made.end = made.end and made.start.plus(series.length())


@edit
def override_lost(random, calendar):
    "an override is lost"
    found = pick(random, (entry for entry in calendar.entries if entry.replaced))
    return False if found is None else calendar.entries.remove(found)


@edit
def series_lost(random, calendar):
    "overrides lose their series"
    found = pick(random, (entry for entry in calendar.series() if calendar.overrides_of(entry)))
    return False if found is None else calendar.entries.remove(found)


# --- exceptions and dates --------------------------------------------------------------------------------------------


@for_series
def excepted(random, calendar, series, time):
    "EXDATE"
    series.exdates.append([time])


@for_series
def excepted_list(random, calendar, series, time):
    "EXDATE as a list"
    times = series.planned()
    series.exdates.append(random.sample(times, min(len(times), 2)))


@for_series
def excepted_day(random, calendar, series, time):
    "EXDATE as a day"
    if time.is_day:
        return False
    series.exdates.append([Time(time.local.date())])


@for_series
@as_zoned
def excepted_utc(random, calendar, series, time):
    "EXDATE in UTC"
    series.exdates.append([time.in_zone(UTC)])


@for_series
@as_zoned
def excepted_elsewhere(random, calendar, series, time):
    "EXDATE in another zone"
    series.exdates.append([time.in_zone(random.choice(PLACES))])


@for_series
def excepted_floating(random, calendar, series, time):
    "EXDATE floating"
    if time.is_day:
        return False
    series.exdates.append([Time(time.local)])


@for_series
def excepted_override(random, calendar, series, time):
    "EXDATE of an override"
    found = pick(random, calendar.overrides_of(series))
    if found is None:
        return False
    series.exdates.append([found.replaced])


@for_series
def excepted_nothing(random, calendar, series, time):
    "EXDATE that hits nothing"
    series.exdates.append([time.plus(7 * MINUTE if not time.is_day else 400 * DAY)])


@for_series
def excepted_by_rule(random, calendar, series, time):
    "EXRULE"
    series.exrules = ["FREQ=DAILY;INTERVAL=14;COUNT=3"]


@for_series
def dated(random, calendar, series, time):
    "RDATE"
    extra = time.plus(random.choice([DAY, 5 * DAY]))
    series.rdates.append([extra, extra.plus(DAY)] if random.random() < 0.5 else [extra])


@for_series
@as_zoned
def dated_utc(random, calendar, series, time):
    "RDATE in UTC"
    series.rdates.append([time.plus(2 * DAY).in_zone(UTC)])


@for_series
def dated_day(random, calendar, series, time):
    "RDATE as a day"
    if time.is_day:
        return False
    series.rdates.append([Time(time.local.date() + 2 * DAY)])


@for_series
def dated_twice(random, calendar, series, time):
    "RDATE that the rule names"
    series.rdates.append([time])


@for_series
def period(random, calendar, series, time):
    "RDATE with a PERIOD"
    if time.is_day:
        return False
    start = time.plus(random.choice([2 * DAY, 0 * DAY, HOUR]))
    series.rdates.append([(start, random.choice(["PT1H", "PT3H", start.plus(2 * HOUR)]))])


@for_series
def period_length(random, calendar, series, time):
    "a PERIOD takes longer"
    found = pick(random, (times for times in series.rdates if isinstance(times[0], tuple)))
    if found is None:
        return False
    found[0] = (found[0][0], "PT5H")


# --- from some day on ------------------------------------------------------------------------------------------------


def change_onwards(random, calendar, series, time):
    made = replace_one(random, calendar, series, time)
    made.start, made.onwards = time, True
    made.end = made.end and time.plus(series.length())
    return made


@for_series
def onwards_later(random, calendar, series, time):
    "other hours or days from one on"
    made = change_onwards(random, calendar, series, time)
    by = DAY if time.is_day else random.choice([HOUR, -HOUR, DAY + HOUR])
    made.start, made.end = time.plus(by), made.end and made.end.plus(by)


@for_series
def onwards_longer(random, calendar, series, time):
    "longer from one on"
    made = change_onwards(random, calendar, series, time)
    made.end = made.start.plus(series.length() + (DAY if time.is_day else HOUR))


@for_series
def onwards_said(random, calendar, series, time):
    "another title from one on"
    change_onwards(random, calendar, series, time).title = "From now on"


@for_series
def onwards_cancelled(random, calendar, series, time):
    "cancelled from one on"
    change_onwards(random, calendar, series, time).status = "CANCELLED"


@for_series
def onwards_with_rule(random, calendar, series, time):
    "from one on, with a rule"
    made = change_onwards(random, calendar, series, time)
    made.rules, made.title = [*series.rules], "Ruled"


# --- rules -----------------------------------------------------------------------------------------------------------


def with_part(rule, name, value):
    parts = [part for part in rule.split(";") if not part.startswith(f"{name}=")]
    return ";".join([*parts, *([f"{name}={value}"] if value else [])])


def unbounded(rule):
    return with_part(with_part(rule, "COUNT", None), "UNTIL", None)


def for_rule(function):
    def made(random, calendar, series, time):
        return function(random, calendar, series, time) if series.rules else False

    made.__doc__ = function.__doc__
    return for_series(made)


@for_rule
def rule_other(random, calendar, series, time):
    "another rule"
    series.rules[0] = calendars.bounded(random, calendars.rule_for(random, series.start), series.start)


@for_rule
def rule_second(random, calendar, series, time):
    "a second rule"
    series.rules.append("FREQ=DAILY;INTERVAL=11;COUNT=3")


@for_rule
def rule_second_longer(random, calendar, series, time):
    "the second rule goes on longer"
    if len(series.rules) < 2:
        return False
    series.rules[1] = with_part(unbounded(series.rules[1]), "COUNT", 6)


@for_rule
def rule_lost(random, calendar, series, time):
    "a rule is lost"
    series.rules.pop()


@for_rule
def rule_count(random, calendar, series, time):
    "COUNT"
    rule = unbounded(series.rules[0])
    series.rules[0] = with_part(rule, "COUNT", random.randrange(1, 14))


@for_rule
def rule_until(random, calendar, series, time):
    "UNTIL"
    last = time.plus(random.choice([0 * DAY, 0 * DAY, -DAY, DAY]))
    forms = [last.value()[:8]]
    if not time.is_day:
        forms += [last.value()[:15]] + ([last.in_zone(UTC).value()] * 2 if last.in_zone(UTC) else [])
    series.rules[0] = with_part(unbounded(series.rules[0]), "UNTIL", random.choice(forms))


@for_rule
def rule_until_before(random, calendar, series, time):
    "UNTIL before DTSTART"
    if len(series.rules) > 1:
        return False
    series.rules[0] = with_part(unbounded(series.rules[0]), "UNTIL", series.start.plus(-30 * DAY).value()[:8])


@for_rule
def rule_endless(random, calendar, series, time):
    "no end any more, or one"
    rule = series.rules[0]
    if unbounded(rule) == rule:
        series.rules[0] = with_part(rule, "COUNT", 5)
    elif "DAILY" in rule or len(series.rules) > 1:
        return False
    else:
        series.rules[0] = unbounded(rule)


@for_rule
def rule_endless_otherwise(random, calendar, series, time):
    "an endless rule changes"
    if unbounded(series.rules[0]) != series.rules[0]:
        return False
    series.rules[0] = with_part(series.rules[0], "INTERVAL", 9 if "WEEKLY" in series.rules[0] else 2)


# --- whole events ----------------------------------------------------------------------------------------------------


def say(random, entry):
    what = random.choice(["title", "place", "status", "text"])
    if what == "status":
        entry.status = random.choice([status for status in (None, "TENTATIVE", "CANCELLED") if status != entry.status])
    else:
        setattr(entry, what, random.choice([words for words in (*WORDS, "New") if words != getattr(entry, what)]))


@for_entry
def said(random, calendar, entry):
    "title, place, text or status of an entry"
    say(random, entry)


@for_entry
def said_everywhere(random, calendar, entry):
    "title, place, text or status of an event"
    before = (entry.title, entry.place, entry.status, entry.text)
    say(random, entry)
    for other in calendar.entries:
        if other.uid == entry.uid and (other.title, other.place, other.status, other.text) == before:
            other.title, other.place, other.status, other.text = entry.title, entry.place, entry.status, entry.text


def shift(entry, by):
    entry.start = entry.start.plus(by)
    entry.end = entry.end and entry.end.plus(by)
    entry.replaced = entry.replaced and entry.replaced.plus(by)
    entry.exdates = [[time.plus(by) for time in times] for times in entry.exdates]
    for times in entry.rdates:
        times[:] = [shifted(time, by) for time in times]


def shifted(time, by):
    """A time, a duration, or a pair of them, so much later."""
    if isinstance(time, tuple):
        return tuple(shifted(part, by) for part in time)
    return time if isinstance(time, str) else time.plus(by)


def moved_days(calendar, uid, by):
    for entry in calendar.entries:
        if entry.uid == uid:
            shift(entry, by)


@for_entry
def whole_moves(random, calendar, entry):
    "an event moves as a whole"
    moved_days(calendar, entry.uid, random.choice([7 * DAY, 14 * DAY]))


@for_entry
def hours_move(random, calendar, entry):
    "the hours of an event change"
    own = [one for one in calendar.entries if one.uid == entry.uid]
    if any(one.start.is_day or has_days(one) for one in own):
        return False
    moved_days(calendar, entry.uid, random.choice([HOUR, -HOUR, 15 * MINUTE]))


def has_days(entry):
    """Whether anything but its start is a day."""
    times = [entry.end, entry.replaced, *(time for times in entry.exdates for time in times)]
    times += [time for times in entry.rdates for time in times if isinstance(time, Time)]
    return any(time and time.is_day for time in times)


@for_entry
def one_moves(random, calendar, entry):
    "one entry moves"
    if entry.is_series():
        return False
    entry.start = entry.start.plus(DAY)
    entry.end = entry.end and entry.end.plus(DAY)


@for_entry
def end_moves(random, calendar, entry):
    "another end"
    entry.end, entry.duration = entry.start.plus((3 if entry.start.is_day else 2 / 24) * DAY), None


@for_entry
def duration_given(random, calendar, entry):
    "a DURATION"
    entry.end, entry.duration = None, random.choice(["P2D", "P1W"] if entry.start.is_day else ["PT20M", "PT1H", "P1D", "PT0S"])


@for_entry
def end_lost(random, calendar, entry):
    "no end any more"
    entry.end = entry.duration = None


@for_entry
def end_of_other_kind(random, calendar, entry):
    "an end of the other kind"
    if entry.start.is_day:
        entry.end = Time(datetime(*entry.start.local.timetuple()[:3], 17), FLOATING)
    else:
        entry.end = Time(entry.start.local.date() + DAY)
    entry.duration = None


@for_entry
def end_elsewhere(random, calendar, entry):
    "an end in another zone"
    if entry.is_series() or not (end := entry.start.plus(HOUR if not entry.start.is_day else DAY).in_zone(random.choice(PLACES))):
        return False
    entry.end, entry.duration = end, None


@for_entry
def other_uid(random, calendar, entry):
    "a new UID"
    old = entry.uid
    for one in calendar.entries:
        if one.uid == old:
            one.uid = f"new-{old}"


@edit
def other_uids(random, calendar):
    "all UIDs new"
    for entry in calendar.entries:
        entry.uid = f"again-{entry.uid}"


@edit
def added(random, calendar):
    "an event is added"
    kinds = [kind for kind in calendars.KINDS if not calendar.zones or "skip" not in kind.__doc__]
    calendar.entries += random.choice(kinds)(random, f"more{random.randrange(1000)}@example.org", calendar)
    define(calendar)


def define(calendar):
    """Defines the zones that only a definition gives a meaning."""
    for entry in calendar.entries:
        for time in (entry.start, entry.end):
            if time and time.zone in FIXED:
                calendar.zones.setdefault(time.zone, FIXED[time.zone])


@for_entry
def removed(random, calendar, entry):
    "an event is removed"
    calendar.entries = [one for one in calendar.entries if one.uid != entry.uid]


@for_entry
def cancelled(random, calendar, entry):
    "an event is cancelled"
    for one in calendar.entries:
        if one.uid == entry.uid:
            one.status = "CANCELLED"


@edit
def by_method(random, calendar):
    "METHOD:CANCEL"
    calendar.method = "CANCEL"


# --- copies of one UID -----------------------------------------------------------------------------------------------


@for_entry
def newer_copy(random, calendar, entry):
    "a newer copy by SEQUENCE"
    copy = deepcopy(entry)
    copy.sequence = (entry.sequence or 0) + 4
    say(random, copy)
    calendar.entries.insert(random.randrange(len(calendar.entries) + 1), copy)


@for_entry
def later_copy(random, calendar, entry):
    "a newer copy by DTSTAMP"
    copy = deepcopy(entry)
    copy.stamp = "20260909T000000Z"
    say(random, copy)
    calendar.entries.insert(random.randrange(len(calendar.entries) + 1), copy)


@for_entry
def older_copy(random, calendar, entry):
    "an older copy"
    copy = deepcopy(entry)
    entry.sequence = (entry.sequence or 0) + 4
    say(random, copy)
    calendar.entries.insert(random.randrange(len(calendar.entries) + 1), copy)


@for_entry
def cancelled_copy(random, calendar, entry):
    "a newer copy that is cancelled"
    copy = deepcopy(entry)
    copy.sequence, copy.status = (entry.sequence or 0) + 4, "CANCELLED"
    calendar.entries.insert(random.randrange(len(calendar.entries) + 1), copy)


@for_entry
def one_more_of_uid(random, calendar, entry):
    "one more event of a UID"
    if entry.replaced or calendar.overrides_of(entry):
        return False
    copy = deepcopy(entry)
    shift(copy, 9 * DAY)
    copy.rules, copy.rdates, copy.exdates, copy.title = [], [], [], "One more"
    calendar.entries.append(copy)


# --- zones and kinds of times ----------------------------------------------------------------------------------------


def rezoned(calendar, uid, zone):
    def at(time):
        return time if time is None or time.is_day or time.zone == UTC else replace(time, zone=zone)

    for entry in calendar.entries:
        if entry.uid == uid:
            entry.start, entry.end, entry.replaced = at(entry.start), at(entry.end), at(entry.replaced)
            entry.exdates = [[at(time) for time in times] for times in entry.exdates]
            entry.rdates = [[at_each(time, at) for time in times] for times in entry.rdates]


def at_each(time, at):
    if isinstance(time, tuple):
        return tuple(at_each(part, at) for part in time)
    return time if isinstance(time, str) else at(time)


@for_entry
def other_zone(random, calendar, entry):
    "the same hours in another zone"
    if entry.start.is_day or entry.start.zone == UTC:
        return False
    rezoned(calendar, entry.uid, random.choice([*PLACES, *FIXED]))
    define(calendar)


@for_entry
def floats(random, calendar, entry):
    "floating, or no longer"
    if entry.start.is_day or entry.start.zone == UTC:
        return False
    rezoned(calendar, entry.uid, FLOATING if entry.start.zone else random.choice(PLACES))


@for_entry
def other_kind(random, calendar, entry):
    "a day becomes a time, or a time a day"
    own = [one for one in calendar.entries if one.uid == entry.uid]
    # A rule of hours or minutes means nothing for days.
    is_of_times = any(part in rule for rule in entry.rules for part in ("HOURLY", "MINUTELY", "BYHOUR"))
    if len(own) > 1 or entry.rdates or entry.exdates or entry.replaced or is_of_times:
        return False
    if entry.start.is_day:
        entry.start = Time(datetime(*entry.start.local.timetuple()[:3], 10), random.choice([*PLACES, UTC, FLOATING]))
    else:
        entry.start = Time(entry.start.local.date())
    entry.end = entry.duration = None


@edit
def zone_defined_otherwise(random, calendar):
    "a zone is defined otherwise"
    if not calendar.zones:
        return False
    calendar.zones[random.choice([*calendar.zones])] = random.choice(["+0300", "+0545", "-0700"])


@edit
def name_defined_otherwise(random, calendar):
    "a name of the tz database is defined otherwise"
    used = sorted({entry.start.zone for entry in calendar.entries} & {*PLACES} - calendar.zones.keys())
    if not used:
        return False
    calendar.zones[random.choice(used)] = random.choice(["+0300", "+0545", "-0700"])


# --- what is not shown -----------------------------------------------------------------------------------------------


@for_entry
def private(random, calendar, entry):
    "private properties"
    entry.extra.append(random.choice(["X-MOZ-GENERATION:4", "X-MICROSOFT-CDO-APPT-SEQUENCE:2", "X-APPLE-ETAG:\"b\""]))


@for_entry
def stamped(random, calendar, entry):
    "stamps"
    entry.extra += [f"LAST-MODIFIED:2026020{random.randrange(1, 9)}T000000Z", "CREATED:20250101T000000Z"]


@edit
def stamps(random, calendar):
    "DTSTAMP and SEQUENCE of all"
    # Copies stay in their order.
    for entry in calendar.entries:
        entry.stamp = f"2027{entry.stamp[4:]}"
        entry.sequence = (entry.sequence or 0) + 1


@edit
def order(random, calendar):
    "the order of entries"
    random.shuffle(calendar.entries)

"""Spellings: ways to write a calendar otherwise that show the same. Each returns whether it found something to spell."""

import re
from dataclasses import replace
from datetime import datetime

from calendars import DAY, FLOATING, HOUR, OBSERVANCES, PLACES, UTC, Time, vtimezone
from edits import pick

MODEL, LINES, BYTES = [], [], []


def spelling(kind):
    def named(function):
        kind.append(function)
        return function

    return named


def spelt(random, calendar, counts):
    """The bytes of a calendar in another spelling, of one to four ways at once."""
    ways = random.sample([*MODEL, *LINES, *BYTES], random.choice([1, 1, 2, 3, 4]))
    calendar = calendar.copy()
    used = [way for way in MODEL if way in ways and way(random, calendar) is not False]
    lines = [*calendar.lines()]
    for way in LINES:
        if way in ways and (made := way(random, lines)) is not None and made != lines:
            lines, used = made, [*used, way]
    written = "".join(f"{line}\r\n" for line in lines).encode()
    for way in BYTES:
        if way in ways and (made := way(random, written)) != written:
            written, used = made, [*used, way]
    for way in used:
        counts[f"spelling: {way.__doc__}"] += 1
    return written, [way.__doc__ for way in used]


# --- by the model ----------------------------------------------------------------------------------------------------


def each(entries, spell):
    """Whether any entry was spelt otherwise."""
    return any([spell(entry) is not False for entry in entries])


@spelling(MODEL)
def exceptions_in_utc(random, calendar):
    "EXDATE in UTC"

    def spell(entry):
        if not entry.exdates or entry.start.is_day or entry.start.in_zone(UTC) is None:
            return False
        entry.exdates = [[time.in_zone(UTC) or time for time in times] for times in entry.exdates]
        entry.exdates = [part for times in entry.exdates for part in alike(times)]

    return each(calendar.entries, spell)


def alike(times):
    """The times as lists of which each has the parameters of its first."""
    parts = {}
    for time in times:
        parts.setdefault(time.parameters(), []).append(time)
    return [*parts.values()]


@spelling(MODEL)
def replaced_in_utc(random, calendar):
    "RECURRENCE-ID in UTC"

    def spell(entry):
        if not entry.replaced or not (time := entry.replaced.in_zone(UTC)):
            return False
        entry.replaced = time

    return each(calendar.entries, spell)


@spelling(MODEL)
def replaced_elsewhere(random, calendar):
    "RECURRENCE-ID in another zone"

    def spell(entry):
        if not entry.replaced or not (time := entry.replaced.in_zone(random.choice(PLACES))):
            return False
        entry.replaced = time

    return each(calendar.entries, spell)


@spelling(MODEL)
def by_other_clock(random, calendar):
    "another zone's clock for the same instants"

    def spell(entry):
        # What follows from it has its clock.
        if entry.rules or entry.onwards or entry.exrules or entry.exdates or entry.duration or calendar.zones:
            return False
        zone = random.choice([*PLACES, UTC])
        times = [entry.start.in_zone(zone), entry.end and entry.end.in_zone(zone)]
        if times[0] is None or entry.end and times[1] is None or entry.rdates:
            return False
        entry.start, entry.end = times

    return each(calendar.entries, spell)


@spelling(MODEL)
def end_by_other_clock(random, calendar):
    "DTEND by another zone's clock"

    def spell(entry):
        if not entry.end or entry.end.is_day or entry.start.is_day or calendar.zones:
            return False
        if not (end := entry.end.in_zone(random.choice([*PLACES, UTC]))):
            return False
        entry.end = end

    return each(calendar.entries, spell)


@spelling(MODEL)
def exceptions_one_by_one(random, calendar):
    "EXDATE in lists or lines"

    def spell(entry):
        if not entry.exdates:
            return False
        times = [time for times in entry.exdates for time in times]
        random.shuffle(times)
        entry.exdates = alike(times) if len(entry.exdates) > 1 else [[time] for time in times]

    return each(calendar.entries, spell)


@spelling(MODEL)
def exceptions_twice(random, calendar):
    "EXDATE twice"

    def spell(entry):
        if not entry.exdates:
            return False
        entry.exdates.append(random.choice(entry.exdates))

    return each(calendar.entries, spell)


@spelling(MODEL)
def dates_of_rule(random, calendar):
    "the dates that a rule makes"

    def spell(entry):
        rule = entry.rules[0] if len(entry.rules) == 1 else ""
        times = entry.planned() if "COUNT=" in rule and not entry.onwards and not entry.rdates and not entry.replaced else []
        if len(times) < 2 or entry.exrules:
            return False
        entry.rules, entry.rdates = [], [times[1:]]

    return each(calendar.entries, spell)


@spelling(MODEL)
def count_as_until(random, calendar):
    "UNTIL for COUNT"

    def spell(entry):
        if len(entry.rules) != 1 or "COUNT=" not in entry.rules[0] or entry.rdates or entry.replaced:
            return False
        last = entry.planned()[-1]
        forms = [last.value()[:8], last.value() if last.zone in (UTC, FLOATING) or last.is_day else last.value()[:15]]
        forms += [time.value()] if (time := last.in_zone(UTC)) and last.zone not in calendar.zones else []
        entry.rules = [re.sub(r"COUNT=\d+", f"UNTIL={random.choice(forms)}", entry.rules[0])]

    return each(calendar.entries, spell)


@spelling(MODEL)
def end_or_duration(random, calendar):
    "DURATION for DTEND"

    def spell(entry):
        start, end = entry.start, entry.end
        if not end or end.zone != start.zone or end.is_day != start.is_day or end.local <= start.local:
            return False
        takes = end.local - start.local
        if start.is_day:
            entry.duration = f"P{takes.days}D" if takes.days % 7 or random.random() < 0.5 else f"P{takes.days // 7}W"
        # Exact hours would be others by the clock if that changed in between.
        elif takes < 4 * HOUR and 5 <= start.local.hour:
            minutes = takes.seconds // 60
            forms = [f"PT{minutes}M", f"PT{minutes // 60}H{minutes % 60}M0S", f"P0DT{minutes}M", f"+PT{minutes * 60}S"]
            entry.duration = random.choice(forms)
        else:
            return False
        entry.end = None

    return each(calendar.entries, spell)


@spelling(MODEL)
def defaults_written(random, calendar):
    "defaults written"

    def spell(entry):
        entry.status = entry.status or random.choice([None, "CONFIRMED"])
        entry.extra += random.sample(["TRANSP:OPAQUE", "CLASS:PUBLIC", "PRIORITY:0"], 2)
        if entry.start.is_day and not entry.end and not entry.duration:
            entry.end = entry.start.plus(DAY)
        if entry.sequence is None:
            entry.sequence = 0
        entry.rules = [with_defaults(random, rule, entry.start.local) for rule in entry.rules]

    calendar.extra.append("CALSCALE:GREGORIAN")
    return each(calendar.entries, spell)


def with_defaults(random, rule, start):
    added = ["INTERVAL=1"] if "INTERVAL" not in rule else []
    added += ["WKST=MO"] if "WKST" not in rule else []
    if "BY" not in rule and "WEEKLY" in rule:
        added.append(f"BYDAY={start:%a}"[:8].upper())
    if "BY" not in rule and "MONTHLY" in rule:
        added.append(f"BYMONTHDAY={start.day}")
    if "BY" not in rule and "YEARLY" in rule:
        added += [f"BYMONTH={start.month}", f"BYMONTHDAY={start.day}"]
    if not rule.count("UNTIL") and isinstance(start, datetime) and random.random() < 0.5:
        added += [f"BYHOUR={start.hour}", f"BYMINUTE={start.minute}", "BYSECOND=0"]
    return ";".join([rule, *added])


@spelling(MODEL)
def order_of_rule(random, calendar):
    "order of the parts of a rule"

    def spell(entry):
        if not entry.rules:
            return False
        for n, rule in enumerate(entry.rules):
            parts = rule.split(";")
            parts = [f"BYDAY={','.join(reversed(part[6:].split(',')))}" if part.startswith("BYDAY=") else part for part in parts]
            random.shuffle(parts)
            entry.rules[n] = ";".join(parts)
        random.shuffle(entry.rules)

    return each(calendar.entries, spell)


@spelling(MODEL)
def order_of_entries(random, calendar):
    "order of entries"
    random.shuffle(calendar.entries)


@spelling(MODEL)
def offset_as_name(random, calendar):
    "an offset as TZID"

    def spell(entry):
        if entry.start.zone != UTC or entry.rules or entry.rdates or entry.end and entry.end.zone != UTC:
            return False
        name, hours = random.choice([("GMT+0200", 2), ("UTC+02:00", 2), ("UTC-05:00", -5), ("GMT+0530", 5.5)])
        entry.start = Time(entry.start.local + hours * HOUR, name)
        entry.end = entry.end and Time(entry.end.local + hours * HOUR, name)

    return each(calendar.entries, spell)


@spelling(MODEL)
def older_copies(random, calendar):
    "an older copy beside each"
    for entry in [*calendar.entries]:
        entry.sequence = (entry.sequence or 0) + 1
        calendar.entries.append(replace(entry, sequence=0, title="Old"))


@spelling(MODEL)
def stamps_and_private(random, calendar):
    "stamps and private properties"
    calendar.extra += ["X-WR-CALDESC:Other", "X-PUBLISHED-TTL:PT1H"]
    for entry in calendar.entries:
        entry.extra += ["X-MOZ-LASTACK:20260101T000000Z", "LAST-MODIFIED:20260303T000000Z", "CREATED:20260303T000000Z"]
        entry.extra += ["X-MICROSOFT-CDO-OWNERAPPTID:123"]


@spelling(MODEL)
def zeros(random, calendar):
    "zeros in GEO"
    found = [entry for entry in calendar.entries if "GEO:48.85;2.35" in entry.extra]
    for entry in found:
        entry.extra[entry.extra.index("GEO:48.85;2.35")] = random.choice(["GEO:48.850000;2.350000", "GEO:+48.85;02.350"])
    return bool(found)


# --- by lines --------------------------------------------------------------------------------------------------------

WINDOWS = {
    "Europe/Berlin": "W. Europe Standard Time",
    "America/New_York": "Eastern Standard Time",
    "Pacific/Auckland": "New Zealand Standard Time",
    "Asia/Kolkata": "India Standard Time",
}


def zones_named(lines, names):
    """The lines with other names of zones, where no VTIMEZONE defines them."""
    defined = {line[5:] for line in lines if line.startswith("TZID:")}
    names = {zone: name for zone, name in names.items() if zone not in defined}
    return [re.sub(r";TZID=([^:;]+)", lambda found: f";TZID={names.get(found[1], found[1])}", line) for line in lines]


@spelling(LINES)
def zone_prefix(random, lines):
    "a zone with the prefix of a vendor"
    prefixes = ["/freeassociation.sourceforge.net/", "/mozilla.org/20070129_1/", "/softwarestudio.org/Olson_20011030_5/"]
    prefix = random.choice([*prefixes, "/citadel.org/20210210_1/"])
    return zones_named(lines, {zone: prefix + zone for zone in PLACES})


@spelling(LINES)
def zone_capitals(random, lines):
    "capitals of a zone"
    return zones_named(lines, {zone: random.choice([zone.lower(), zone.upper()]) for zone in PLACES})


@spelling(LINES)
def zone_of_windows(random, lines):
    "a zone by its Windows name"
    return zones_named(lines, WINDOWS)


@spelling(LINES)
def zone_defined(random, lines):
    "a zone as a VTIMEZONE of another name"
    names = {zone: random.choice([f"My {zone.split('/')[1]}", f"{zone} (2)"]) for zone in OBSERVANCES}
    made = zones_named(lines, names)
    if made == lines:
        return None
    # After the entries too.
    at = random.choice([3, len(made) - 1])
    used = [zone for zone, name in names.items() if any(f";TZID={name}:" in line for line in made)]
    return [*made[:at], *(line for zone in used for line in vtimezone(names[zone], zone)), *made[at:]]


@spelling(LINES)
def zone_unused(random, lines):
    "a VTIMEZONE that nothing names"
    return [*lines[:3], *vtimezone("Never used", "+0900"), *lines[3:]]


@spelling(LINES)
def zone_with_quotes(random, lines):
    "RFC 6868 in a zone's name"
    made = [re.sub(r"^TZID:Customized Time Zone$", 'TZID:My "own" ^ zone', line) for line in lines]
    return [line.replace(";TZID=Customized Time Zone", ";TZID=My ^'own^' ^^ zone") for line in made]


@spelling(LINES)
def quoted(random, lines):
    "quoted parameters"
    made = [re.sub(r";(TZID|VALUE|RANGE)=([^:;\"]+)", r';\1="\2"', line) for line in lines]
    return made


@spelling(LINES)
def typed(random, lines):
    "VALUE=DATE-TIME"
    timed = re.compile(r"^(DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)(;TZID=[^:\"]+)?:(\d{8}T)")
    return [timed.sub(r"\1\2;VALUE=DATE-TIME:\3", line) for line in lines]


@spelling(LINES)
def order_of_parameters(random, lines):
    "order of parameters"

    def turned(line):
        name, colon, value = line.partition(":")
        head, *parameters = name.split(";")
        return ";".join([head, *reversed(parameters)]) + colon + value if '"' not in name else line

    return [*map(turned, lines)]


@spelling(LINES)
def order_of_lines(random, lines):
    "order of the lines of an entry"
    made, inside = [], None
    for line in lines:
        if line == "BEGIN:VEVENT":
            inside = []
            made.append(line)
        elif line == "END:VEVENT":
            random.shuffle(inside)
            made += [*inside, line]
            inside = None
        elif inside is None:
            made.append(line)
        else:
            inside.append(line)
    return made


@spelling(LINES)
def capitals_of_names(random, lines):
    "capitals of names"

    def lower(line):
        name, colon, value = line.partition(":")
        name = re.sub(r"(^|;)([A-Z-]+)", lambda found: found[0].lower(), name)
        return name + colon + (value.lower() if name in ("begin", "end") else value)

    return [*map(lower, lines)]


@spelling(LINES)
def capitals_of_values(random, lines):
    "capitals of values"
    valued = re.compile(r"^(RRULE|EXRULE|STATUS|DURATION|METHOD):(.*)")
    made = [valued.sub(lambda found: f"{found[1]}:{found[2].lower()}", line) for line in lines]
    return [re.sub(r";(VALUE|RANGE)=([A-Z-]+)", lambda found: f";{found[1]}={found[2].lower()}", line) for line in made]


@spelling(LINES)
def escapes(random, lines):
    "escapes in text"
    made = [re.sub(r"(?<!\\)\\n", r"\\N", line) for line in lines]
    return [re.sub(r"(?<=^SUMMARY:)(.*)", lambda found: found[1].replace("\\,", ",").replace("\\;", ";"), line) for line in made]


@spelling(LINES)
def alternatives(random, lines):
    "parameters of text"
    return [re.sub(r"^(SUMMARY|LOCATION|DESCRIPTION):", r"\1;LANGUAGE=en;X-NOTE=a^nb:", line) for line in lines]


# --- by bytes --------------------------------------------------------------------------------------------------------


@spelling(BYTES)
def folded(random, written):
    "folds anywhere, inside names and characters"
    out = bytearray()
    for line in written.split(b"\r\n")[:-1]:
        at = sorted(random.sample(range(1, len(line)), min(len(line) - 1, random.choice([0, 1, 1, 2, 5]))))
        pieces = [line[one:other] for one, other in zip([0, *at], [*at, len(line)])]
        out += (b"\r\n" + random.choice([b" ", b" ", b"\t"])).join(pieces) + b"\r\n"
    return bytes(out)


@spelling(BYTES)
def folded_at_75(random, written):
    "folds after 75 octets"
    out = bytearray()
    for line in written.split(b"\r\n")[:-1]:
        pieces = [line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]
        out += b"\r\n ".join(pieces) + b"\r\n"
    return bytes(out)


@spelling(BYTES)
def base_line_ends(random, written):
    "line ends without CR"
    return written.replace(b"\r\n", b"\n")


@spelling(BYTES)
def byte_order_mark(random, written):
    "a byte order mark"
    return b"\xef\xbb\xbf" + written


@spelling(BYTES)
def blank_lines(random, written):
    "empty lines"
    return written.replace(b"END:VEVENT\r\n", b"END:VEVENT\r\n\r\n") + b"\r\n"


@spelling(BYTES)
def no_last_line_end(random, written):
    "no line end at the end"
    return written.removesuffix(b"\n").removesuffix(b"\r")

"""Dates: EDTF, runs of days, and what sentences call them."""

from datetime import date, timedelta

MARKERS = {"TBC": "to be confirmed", "TBA": "to be announced", "TBD": "to be determined"}
ORDINALS = ["first", "second", "third", "fourth"]
DAY = timedelta(1)


def month_end(day):
    return (day.replace(day=28) + timedelta(4)).replace(day=1) - DAY


def edtf_days(edtf):
    """The first and the last day of an EDTF date or interval."""
    first, _, last = edtf.partition("/")
    first, last = first.split("-"), (last or first).split("-")
    end = date(int(last[0]), int(last[1]) if last[1:] else 12, int(last[2]) if last[2:] else 1)
    start = date(*map(int, (first + ["1", "1"])[:3]))
    return start, end if last[2:] else month_end(end)


def runs_of(when):
    """The runs of days by the line, none if open; the line must say what the other fields do."""
    edtf, *words = when["edtf"].split()
    assert when["marker"] == (words[-1] if words and words[-1] in MARKERS else None), when
    if edtf == "open":
        return []
    runs = [edtf_days(run.replace("..", "/")) for run in edtf.removeprefix("../").strip("{}").split(",")]
    assert [when["start"], when["end"]] == [str(runs[0][0]), str(runs[-1][1])], when
    assert when["deadline"] == edtf.startswith("../"), when
    return runs


def days_of(runs):
    return [first + n * DAY for first, last in runs for n in range((last - first).days + 1)]


def all_of(words):
    """`a`, `a and b`, `a, b and c`"""
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def day_in_words(day):
    return f"{day.day} {day:%B %Y}"


def run_in_words(first, last, template=None):
    """`8 May 2017`, `8–9 May 2017`, `29 June – 1 July 2017`: what both ends share is said once."""
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return (template or "{}–{}").format(first.day, day_in_words(last))
    start = f"{first.day} {first:%B}" if first.year == last.year else day_in_words(first)
    return (template or "{} – {}").format(start, day_in_words(last))


def separate_in_words(runs):
    """`1 and 3–4 February 2027`: a month or a year that the next run shares is left to it."""
    words = [run_in_words(*run) for run in runs]
    for i, ((first, last), (following, _)) in enumerate(zip(runs, runs[1:])):
        in_one_month = (first.year, first.month) == (last.year, last.month) == (following.year, following.month)
        shared = 2 if in_one_month else int(first.year == last.year == following.year)
        words[i] = words[i].rsplit(" ", shared)[0] if shared else words[i]
    return all_of(words)


def part_of_month(first, last):
    end = month_end(first).day
    weeks = {(7 * n + 1, 7 * n + 7): f"{ORDINALS[n]} week of " for n in range(4)}
    parts = {(1, 10): "early ", (11, 20): "mid-", (21, end): "late ", (1, 15): "first half of ", (16, end): "second half of "}
    return ({(end - 6, end): "last week of "} | weeks | parts)[first.day, last.day] + f"{first:%B %Y}"


def in_words(when, runs):
    """The days as sentences say them, without their marker."""
    (first, _), (_, last) = runs[0], runs[-1]
    whole_months = first.day == 1 and last == month_end(last)
    match when["precision"]:
        case "day" if when["deadline"]:
            words = f"by {day_in_words(first)}"
        case "day":
            words = run_in_words(first, last)
        case "days":
            words = separate_in_words(runs)
        case "week" if last - first == timedelta(6):
            words = f"week of {day_in_words(first)}"
        case "week":
            words = "week of " + run_in_words(first, last, "{} to {}")
        case "part-of-month":
            words = part_of_month(first, last)
        case "month":
            words = f"{first:%B %Y}"
        case "quarter":
            quarters = ORDINALS[first.month // 3 : (last.month + 2) // 3]
            words = f"{'/'.join(quarters)} quarter of {first.year}"
        case "half":
            words = f"{ORDINALS[first.month // 7]} half of {first.year}"
        case "year":
            words = str(first.year)
        case "span" if whole_months:
            words = f"{first:%B} – {last:%B %Y}" if first.year == last.year else f"{first:%B %Y} – {last:%B %Y}"
        case "span":
            words = "some time between " + run_in_words(first, last, "{} and {}")
    return words + (f", {when['days']} days" if when["days"] else "")

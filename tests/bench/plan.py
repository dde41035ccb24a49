"""A plan of any number of events, in 100 files, and a revision of it.

An event's number decides all that it says, by plain arithmetic. The same count gives the same
bytes.
"""

import datetime

FILES = 100
# A revision moves one event in so many, and removes and adds a few.
MOVED, REMOVED, ADDED = 97, 5, 5

MONTHS = (
    "January February March April May June July August September October November December"
).split()
PHASES = ["Consultations", "Stocktaking", "Negotiations", "Follow-up"]
CATEGORIES = {
    "hearings": ("Hearings", "#1f77b4"),
    "workshops": ("Workshops", "#ff7f0e"),
    "talks": ("Talks and lectures", "#2ca02c"),
    "regional": ("Regional consultations", "#d62728"),
    "boards": ("Boards and committees", "#9467bd"),
    "fairs": ("Fairs and markets", "#8c564b"),
    "courses": ("Courses", "#e377c2"),
    "concerts": ("Concerts", "#7f7f7f"),
    "sports": ("Matches and races", "#bcbd22"),
    "deadlines": ("Documents and deadlines", "#17becf"),
}
VENUES = [
    line.split()
    for line in """\
amsterdam NL Europe/Amsterdam 52.3676 4.9041
athens GR Europe/Athens 37.9838 23.7275
bangkok TH Asia/Bangkok 13.7563 100.5018
berlin DE Europe/Berlin 52.5200 13.4050
chicago US America/Chicago 41.8781 -87.6298
dakar SN Africa/Dakar 14.7167 -17.4677
geneva CH Europe/Zurich 46.2044 6.1432
helsinki FI Europe/Helsinki 60.1699 24.9384
johannesburg ZA Africa/Johannesburg -26.2041 28.0473
lima PE America/Lima -12.0464 -77.0428
lisbon PT Europe/Lisbon 38.7223 -9.1393
london GB Europe/London 51.5074 -0.1278
madrid ES Europe/Madrid 40.4168 -3.7038
manila PH Asia/Manila 14.5995 120.9842
nairobi KE Africa/Nairobi -1.2921 36.8219
new-york US America/New_York 40.7128 -74.0060
sydney AU Australia/Sydney -33.8688 151.2093
tokyo JP Asia/Tokyo 35.6762 139.6503
toronto CA America/Toronto 43.6532 -79.3832
vienna AT Europe/Vienna 48.2082 16.3738
""".splitlines()
]
KINDS = "Workshop,Hearing,Panel,Seminar,Meeting,Forum,Course,Briefing,Round table".split(",")
SUBJECTS = (
    "water and land,public transport,open data,fisheries,decent work,school meals,"
    "flood protection,energy in old houses,maps and archives,health in cities,Café de l’Europe"
).split(",")
SENTENCES = [
    "Registration opens three weeks before and closes on the eve.",
    "Documents are in the reading room – in English, French and Spanish.",
    "Seats are given in the order in which people come.",
    "The chair’s summary is published within a month.",
    "Interpretation is provided in the main hall only.",
    "Those who follow from afar find the address of the broadcast in the programme.",
    "Please bring a photograph, and proof of the organisation that you speak for.",
]
# Dates as plans print them. The first recurs; REACHING are those that may run into the next month.
DATES = [
    "{day} {month}",
    "{day} {month}",
    "{month} {day}",
    "{day} {month}",
    "{day} {month} {year}",
    "{weekday} {day} {month} {year}",
    "{year}-{number:02}-{day:02}",
    "{day}-{second} {month}",
    "{day} to {second} {month}",
    "{day}-{third} {month} {year}",
    "28 {month} – 2 {next}",
    "{day}, {second} and {third} {month}",
    "{day} {month} TBC",
    "{month} TBA",
    "{month}, 3 days TBA",
    "Last week of {month}",
    "early {month}",
    "week of {day} {month}",
    "by {day} {month}",
    "{half} half of {year} (TBC)",
]
RECURS, REACHING, HALF = 0, [0, 10], 19
HOURS = ["10:00-13:00, 15:00-18:00", "9:00-17:00", "14:00-16:30", "18:30-21:00", "8:45-12:15"]


def plan_text(revision):
    """The text of plan.yaml."""
    lines = [
        "plan:",
        "  title: Work plan of all regions",
        "  domain: plan.example.org",
        "  url: https://plan.example.org/",
        f"  revision: {revision}",
        "  timezone: America/New_York",
        "phases:",
    ]
    for phase, title in enumerate(PHASES):
        months = "July – December" if phase % 2 else "January – June"
        lines += [
            f"  phase-{phase + 1}:",
            f'    title: "Phase {phase + 1}: {title}"',
            f"    dates: {months} {2017 + phase // 2}",
        ]
    lines.append("categories:")
    for key, (title, color) in CATEGORIES.items():
        lines.append(f'  {key}: {{ title: {title}, color: "{color}" }}')
    lines.append("venues:")
    for key, country, zone, latitude, longitude in VENUES:
        lines += [
            f"  {key}:",
            f"    name: {key.replace('-', ' ').title()}",
            f"    country: {country}",
            f"    timezone: {zone}",
            f"    geo: [{latitude}, {longitude}]",
        ]
    return "\n".join(lines) + "\n"


def date_lines(number, phase, is_moved):
    """The keys `when` and `repeat` of an event."""
    kind, row = number % len(DATES), number // len(DATES)
    if is_moved:
        # Another month; what was known to the half-year is known to the day.
        row, kind = row + 1, 1 if kind == HALF else kind
    month = 6 * (phase % 2) + row % (5 if kind in REACHING else 6)
    start = datetime.date(2017 + phase // 2, month + 1, 1 + row // 6 * 5 % 24)
    when = DATES[kind].format(
        day=start.day,
        second=start.day + 1,
        third=start.day + 3,
        month=MONTHS[month],
        next=MONTHS[(month + 1) % 12],
        number=month + 1,
        year=start.year,
        weekday=start.strftime("%A"),
        half=["First", "Second"][phase % 2],
    )
    yield f"    when: {when}"
    if kind == RECURS:
        fourth, third = (start + datetime.timedelta(days) for days in [28, 14])
        repeats = ["count: 6", f"until: {fourth}", f"count: 5, except: {third}"]
        every = "2 weeks" if row % 3 == 1 else "week"
        yield f"    repeat: {{ every: {every}, {repeats[row % 3]} }}"


def event_lines(number, phase, is_moved):
    """An event in YAML; `number` decides all that it says."""
    kind, subject = KINDS[number % len(KINDS)], SUBJECTS[number % len(SUBJECTS)]
    yield f"  - id: {kind.lower().replace(' ', '-')}-{number + 1}"
    if number % 3:
        yield f"    title: {kind} {number + 1} on {subject}"
    else:
        yield f'    title: "{kind} {number + 1}: {subject}"'
    yield f"    category: {list(CATEGORIES)[number // 7 % len(CATEGORIES)]}"
    yield from date_lines(number, phase, is_moved)
    venue = VENUES[number // 3 % len(VENUES)][0]
    if number % 23 == 0:
        yield "    where: TBA"
    elif number % 11:
        yield f"    where: {venue} TBC" if number % 17 == 0 else f"    where: {venue}"
    if number % 13 < 7:
        yield f"    hours: {HOURS[number // 4 % len(HOURS)]}"
    if number % 7 < 2:
        yield "    description: |"
        for i in range(4 + number % 3):
            yield f"      {SENTENCES[(number // 7 + i) % len(SENTENCES)]}"
    if number % 7 == 1:
        yield "    links:"
        yield f"      - {{ title: Programme, url: https://plan.example.org/events/{number + 1} }}"
        yield f"      - url: https://docs.example.org/{subject.split()[0].lower()}/{number + 1}.pdf"


class Plan:
    """A plan in a folder: the first publication's, or its revision's."""

    def __init__(self, folder, events, is_revised):
        self.folder, self.events, self.is_revised = folder, events, is_revised
        removed = [events * i // REMOVED + 1 for i in range(REMOVED)] if is_revised else []
        self.removed = frozenset(removed)

    def is_moved(self, number):
        return self.is_revised and number % MOVED == 50 and number not in self.removed

    def changes(self):
        """The number of events that the revision changes."""
        return sum(map(self.is_moved, range(self.events))) + REMOVED + ADDED

    def write(self):
        self.folder.mkdir()
        revision = "2016-12-15" if self.is_revised else "2016-12-01"
        (self.folder / "plan.yaml").write_text(plan_text(revision), encoding="utf-8")
        for file in range(FILES):
            self.write_file(file)

    def write_file(self, file):
        phase = file * len(PHASES) // FILES
        numbers = range(self.events * file // FILES, self.events * (file + 1) // FILES)
        if self.is_revised and file == FILES - 1:
            numbers = range(numbers.start, numbers.stop + ADDED)
        with open(self.folder / f"events-{file:02}.yaml", "w", encoding="utf-8") as out:
            print(f"phase: phase-{phase + 1}\nyear: {2017 + phase // 2}\nevents:", file=out)
            for number in numbers:
                if number not in self.removed:
                    for line in event_lines(number, phase, self.is_moved(number)):
                        print(line, file=out)

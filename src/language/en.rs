//! English.

use pure_rust_locales::en_GB::LC_TIME;

use super::{
    DayPart, FirstPlan, HoursTerm, InStretch, Language, Marker, OpenEnd, PageWords, Postponement,
    Refused, RefusedHours, Revised, Season, StatusWord, Term, Third, Units, Unsettled, Written,
};

/// English.
pub const ENGLISH: Language = Language {
    code: "en",
    months: &[LC_TIME::MON, LC_TIME::ABMON],
    weekdays: &[LC_TIME::DAY, LC_TIME::ABDAY],
    lexicon: &[
        (
            Term::Lead,
            "at, extended to, on, in, during, throughout, some time in, sometime in, some time during, \
             sometime during, in the course of, over, within, for",
        ),
        (Term::The, "the"),
        (Term::Of, "of, in, during, of the, in the"),
        (
            Term::From,
            "from, from and including, from the, starting from",
        ),
        (Term::Between, "between"),
        (
            Term::Within,
            "some time between, sometime between, at some time between, any time between, \
             anytime between",
        ),
        (
            Term::Inclusive,
            "inclusive, incl, both inclusive, both dates inclusive, both days inclusive, included",
        ),
        (
            Term::Remark,
            "extended, final, new, updated, revised, amended, corrected, new date, new dates, \
             date changed, changed, extended deadline, deadline extended, firm, final deadline, \
             inset, inset day, pd, pd day, bank holiday, public holiday, holiday, \
             national holiday, half term, easter, easter sunday, easter monday, good friday, \
             christmas, christmas day, christmas eve, boxing day, new year's day, \
             new year's eve, new year, may day, whit monday, ascension day, labor day, \
             labour day, memorial day, anzac day, thanksgiving, independence day, veterans day, \
             victoria day, canada day, australia day, st patrick's day, halloween, epiphany, \
             online, hybrid, in person, virtual, free, if needed, hard deadline, no extensions, \
             no extension",
        ),
        (
            Term::AnywhereOnEarth,
            "aoe, anywhere on earth, anywhere in the world, anywhere on earth time, aoe time",
        ),
        (
            Term::To,
            "to and including, and including, to, through, thru, until, till, up to, to the, and until, and through, until and including, till and including, \
             through to, up to and including, to and including the",
        ),
        (Term::And, "and, as well as"),
        (
            Term::By,
            "by, no later than, not later than, at the latest by, on or before, deadline, \
             deadline of, due, due by, due on, latest, latest by, last day, last date, closing date, \
             closes, closes on, closing, by or before, not after, final deadline, \
             submission deadline, on or by",
        ),
        (
            Term::Latest,
            "at the latest, at latest, latest, or earlier, or before, deadline",
        ),
        (Term::Ordinal(1), "first"),
        (Term::Ordinal(2), "second"),
        (Term::Ordinal(3), "third"),
        (Term::Ordinal(4), "fourth"),
        (Term::Ordinal(5), "fifth"),
        (Term::Ordinal(6), "sixth"),
        (Term::Ordinal(7), "seventh"),
        (Term::Ordinal(8), "eighth"),
        (Term::Ordinal(9), "ninth"),
        (Term::Ordinal(10), "tenth"),
        (Term::Ordinal(11), "eleventh"),
        (Term::Ordinal(12), "twelfth"),
        (Term::Ordinal(13), "thirteenth"),
        (Term::Ordinal(14), "fourteenth"),
        (Term::Ordinal(15), "fifteenth"),
        (Term::Ordinal(16), "sixteenth"),
        (Term::Ordinal(17), "seventeenth"),
        (Term::Ordinal(18), "eighteenth"),
        (Term::Ordinal(19), "nineteenth"),
        (Term::Ordinal(20), "twentieth"),
        (Term::Ordinal(21), "twenty-first, twenty first"),
        (Term::Ordinal(22), "twenty-second, twenty second"),
        (Term::Ordinal(23), "twenty-third, twenty third"),
        (Term::Ordinal(24), "twenty-fourth, twenty fourth"),
        (Term::Ordinal(25), "twenty-fifth, twenty fifth"),
        (Term::Ordinal(26), "twenty-sixth, twenty sixth"),
        (Term::Ordinal(27), "twenty-seventh, twenty seventh"),
        (Term::Ordinal(28), "twenty-eighth, twenty eighth"),
        (Term::Ordinal(29), "twenty-ninth, twenty ninth"),
        (Term::Ordinal(30), "thirtieth"),
        (Term::Ordinal(31), "thirty-first, thirty first"),
        (Term::Last, "last, final"),
        (Term::Number(1), "one, a"),
        (Term::Number(2), "two"),
        (Term::Number(3), "three"),
        (Term::Number(4), "four"),
        (Term::Number(5), "five"),
        (Term::Number(6), "six"),
        (Term::Number(7), "seven"),
        (Term::Number(8), "eight"),
        (Term::Number(9), "nine"),
        (Term::Number(10), "ten"),
        (Term::Number(12), "twelve"),
        (Term::Number(14), "fourteen"),
        (Term::OrdinalSuffix, "st, nd, rd, th"),
        (Term::SpacedSuffix, "st, nd, rd, th"),
        (
            Term::Day,
            "day, days, consecutive days, full days, calendar days",
        ),
        (Term::Week, "week, weeks, wk, wks"),
        (
            Term::WeekSign,
            "w, wk, cw, week no, week number, calendar week, iso week",
        ),
        (
            Term::WeekOf,
            "week of, week commencing, week beginning, week starting, week from, w/c, wc, w/b, \
             wk of, wk commencing, wk beginning, w/commencing, weeks of, weeks commencing, \
             weeks beginning, week commencing on, week beginning on, week starting on, w.c., \
             weeks starting",
        ),
        (
            Term::WeekEnding,
            "week ending, week ending on, week to, wk ending",
        ),
        (
            Term::Weekend,
            "weekend, weekends, week-end, week end, w/e, the weekend, the weekends",
        ),
        (Term::Fortnight, "fortnight"),
        (Term::Month, "month"),
        (Term::Quarter, "quarter, quarters, qtr, qtrs"),
        (Term::QuarterSign, "q, qtr, quarter"),
        (Term::Half, "half, halves"),
        (Term::Semester, "semester, half year, half-year"),
        (Term::HalfSign, "h, half"),
        (Term::Year, "year, calendar year"),
        (
            Term::ThisYear,
            "next, of this year, this year, of the current year, of the same year, instant",
        ),
        (Term::This, "this, next, this coming, the coming, coming"),
        (
            Term::SameMonth,
            "of the same month, same month, of that month, of the month",
        ),
        (Term::Third(Third::Early), "early, early in, early part"),
        (Term::Third(Third::Mid), "mid"),
        (Term::Third(Third::Late), "late, late in, later in"),
        (Term::ThirdOfMonth(Third::Early), "beginning, start, beg"),
        (Term::ThirdOfMonth(Third::Mid), "middle"),
        (Term::ThirdOfMonth(Third::Late), "end"),
        (
            Term::Unsettled(Marker::Tbc),
            "to be confirmed, yet to be confirmed, still to be confirmed, tentative, \
             tentatively, provisional, provisionally, unconfirmed, not yet confirmed, \
             not confirmed, proposed, indicative, planned, projected, estimated, anticipated, \
             expected, to be validated, to be finalised, to be finalized, penciled in, \
             pencilled in, subject to confirmation, subject to change, to confirm, yet tbc, \
             still tbc, pending confirmation",
        ),
        (
            Term::Unsettled(Marker::Tba),
            "to be announced, yet to be announced, still to be announced, to follow, \
             not yet announced, to be advised, to be communicated, will be announced, \
             to be published, to be notified",
        ),
        (
            Term::Unsettled(Marker::Tbd),
            "to be determined, to be decided, to be defined, yet to be determined, \
             yet to be decided, yet to be defined, still to be determined, still to be decided, \
             to be agreed, to be fixed, to be set, to be scheduled, not yet determined, \
             not yet decided, not yet fixed, not yet set, yet to be fixed, yet to be agreed, \
             undetermined, to be specified, not yet known, not yet defined",
        ),
        (
            Term::Approximate,
            "around, about, approximately, approx, circa, c., ca, roughly, possibly, probably, \
             likely, maybe, perhaps, nearly, most likely, on or around, on or about",
        ),
        (
            Term::Date,
            "date, dates, date(s), date and time, dates and times, date and venue, date and place, exact date, exact dates, exact date(s), precise date, \
             precise dates, actual date, actual dates, specific date, specific dates, \
             final date, final dates, the date, the dates, date is, dates are, the exact date, \
             the exact dates",
        ),
        (Term::MonthName(9), "sept"),
        (Term::WeekdayName(2), "tues"),
        (Term::WeekdayName(3), "weds"),
        (Term::WeekdayName(4), "thur, thurs"),
        (Term::Weekdays(0), "sundays"),
        (Term::Weekdays(1), "mondays"),
        (Term::Weekdays(2), "tuesdays"),
        (Term::Weekdays(3), "wednesdays"),
        (Term::Weekdays(4), "thursdays"),
        (Term::Weekdays(5), "fridays"),
        (Term::Weekdays(6), "saturdays"),
        (
            Term::Refused(Refused::Season(Season::Spring)),
            "spring, springtime",
        ),
        (
            Term::Refused(Refused::Season(Season::Summer)),
            "summer, summertime",
        ),
        (
            Term::Refused(Refused::Season(Season::Autumn)),
            "autumn, fall",
        ),
        (
            Term::Refused(Refused::Season(Season::Winter)),
            "winter, wintertime",
        ),
        (
            Term::Refused(Refused::Season(Season::Rains)),
            "monsoon, rainy season, dry season",
        ),
        (
            Term::Refused(Refused::Alternative),
            "or, and/or, alternatively, either",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::From)),
            "from, since, onwards, onward, starting, beginning on, as of, as from, not before, \
             no earlier than, not earlier than, at the earliest, earliest, starts, commencing, \
             and after, and later",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::After)),
            "after, following, beyond",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::Until)),
            "until, till, as late as, up to, up until, ending, through",
        ),
        (
            Term::Refused(Refused::OpenEnd(OpenEnd::Before)),
            "before, prior to, ahead of",
        ),
        (
            Term::Refused(Refused::TimeOfDay),
            "am, pm, a.m., p.m., noon, midday, midnight, hrs, hours, hour, o'clock, morning, \
             afternoon, evening, gmt, utc, cet, cest, est, edt, all day, full day, half day, \
             half-day, night, lunchtime",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Cancelled)),
            "cancelled, canceled",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Postponed)),
            "postponed, deferred, delayed, suspended",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Confirmed)),
            "confirmed",
        ),
        (
            Term::Refused(Refused::Status(StatusWord::Other)),
            "rescheduled, completed, done, moved, finished, held",
        ),
        (
            Term::Refused(Refused::Recurring),
            "every, each, weekly, monthly, daily, quarterly, annually, annual, yearly, biweekly, \
             fortnightly, bimonthly, biannual",
        ),
        (
            Term::Refused(Refused::NoDate),
            "ongoing, asap, as soon as possible, continuous, various, n/a, na, none, \
             immediately, as needed, as required, permanent, open, soon, weeks from, \
             months after, pending, unknown, easter, christmas, ramadan, today, \
             tomorrow, yesterday, now, shortly, long term, short term, ad hoc, \
             upon request, on request, when available, not applicable, same, ditto, holidays, \
             recess, fiscal year, financial year, academic year, fy, decade, century",
        ),
    ],
    units: Units {
        hour: "h, hr, hrs, hour, hours",
        minute: "m, min, mins, minute, minutes",
    },
    passcodes: "passcode, pass code, password, access code, entry code, meeting code",
    places: "venue, place, location, room",
    online: "online, virtual, remote, zoom, teams",
    intervals: &[
        ("2", "other, alternate"),
        ("day", "daily"),
        ("week", "weekly"),
        ("2 weeks", "fortnightly, biweekly"),
        ("month", "monthly"),
        ("3 months", "quarterly"),
        ("6 months", "semester, biannual"),
        ("year", "yearly, annually, annual"),
    ],
    statuses: &[
        (
            "confirmed",
            "confirm, definite, fixed, ok, yes, on, firm, going ahead, goes ahead, takes place, final, \
             scheduled",
        ),
        (
            "tentative",
            "provisional, provisionally, maybe, possible, possibly, probable, likely, unconfirmed, \
             to be confirmed, to be decided, to be announced, tbc, tba, tbd, option, optional, hold, \
             pencilled in, penciled in, planned, proposed, pending, open, draft, not confirmed",
        ),
        (
            "postponed",
            "moved, rescheduled, delayed, deferred, put off, shifted, on hold, suspended",
        ),
        (
            "cancelled",
            "canceled, cancel, cancelled, off, called off, dropped, withdrawn, abandoned, removed, \
             deleted, no, not taking place",
        ),
    ],
    colors: &[],
    hours: &[
        (
            HoursTerm::Lead,
            "at, @, the, on, of, a, dead on, at exactly, exactly at, promptly at",
        ),
        (
            HoursTerm::Label,
            "time, times, hour, hours, exact time, exact times, opening hours, opening times, \
             open, opens, opens at, opening, timing, timings, kick-off, kick off, kickoff, \
             kick-off time, kick off time, kick-off at, kick off at, kickoff at, ko, k.o., k/o, \
             ko time, start, starts, starts at, start at, starting, starting at, start time, \
             starting time, begins, begins at, beginning at, beginning, commences, \
             commences at, commencing, commencing at, session, sessions, performance, \
             performances, show, shows, showtime, showtimes, service, services, tip-off, \
             tip off, tipoff, throw-in, throw in, first whistle, curtain, curtain up, matinee, \
             meeting, meets, meets at, bully-off, push-back, face-off, puck drop, first pitch, \
             lights out, tee-off, tee off, start of play, play starts, play begins, times are, \
             time is, hours are",
        ),
        (
            HoursTerm::From,
            "from, after, any time after, as from, as of, starting from, beginning from, running from, open from, \
             runs from",
        ),
        (
            HoursTerm::Onwards,
            "onwards, onward, on, and onwards, and later, start, starts, start time, kick-off, \
             kick off, kickoff, ko, k.o., tip-off, tip off, tipoff, throw-in, throw in, \
             tee-off, tee off, curtain, curtain up, matinee, performance, show, \
             until further notice, end not given, no end given",
        ),
        (HoursTerm::Between, "between, between the hours of"),
        (
            HoursTerm::To,
            "to, until, till, 'til, til, through, thru, up to, up until",
        ),
        (
            HoursTerm::Finish,
            "finish, finishes, finish at, finishes at, finishing at, end, ends, ends at, \
             end at, ending, ending at, closes at, close at, closing at, to finish at, \
             and finish at, and finishes at, and finish, and end at, and ends at, and ends, \
             until about, close, closes, and close at, and closes at, and close, and end",
        ),
        (
            HoursTerm::Late,
            "late, close, closing, closing time, finish, the end, end, end of play, the close",
        ),
        (
            HoursTerm::And,
            "and, and then, then, as well as, plus, and again, and a",
        ),
        (
            HoursTerm::Doors,
            "doors, doors open, doors open at, door, doors at, gates, gates open, \
             gates open at, gates at, arrive, arrive at, arrival, registration, \
             registration at, registration from, meet, meet at, coffee, coffee from, \
             refreshments, refreshments from",
        ),
        (HoursTerm::For, "for"),
        (HoursTerm::DayPart(DayPart::Am), "am, a.m., a. m., a m, a.m"),
        (HoursTerm::DayPart(DayPart::Pm), "pm, p.m., p. m., p m, p.m"),
        (
            HoursTerm::DayPart(DayPart::Afternoon),
            "in the afternoon, afternoon, that afternoon, this afternoon, lunchtime, \
             every afternoon, each afternoon",
        ),
        (
            HoursTerm::DayPart(DayPart::Morning),
            "in the morning, morning, that morning, this morning, of the morning, \
             every morning, each morning",
        ),
        (
            HoursTerm::DayPart(DayPart::Evening),
            "in the evening, evening, that evening, this evening, of the evening, tonight, \
             every evening, each evening",
        ),
        (HoursTerm::GluedPart(DayPart::Am), "a"),
        (HoursTerm::GluedPart(DayPart::Pm), "p"),
        (
            HoursTerm::DayPart(DayPart::Night),
            "at night, that night, nightly, each night, every night",
        ),
        (HoursTerm::Hour, "h, hr, hrs, hours, hour, hs"),
        (HoursTerm::OClock, "o'clock, oclock, o clock"),
        (HoursTerm::Number(1), "one"),
        (HoursTerm::Number(2), "two"),
        (HoursTerm::Number(3), "three"),
        (HoursTerm::Number(4), "four"),
        (HoursTerm::Number(5), "five"),
        (HoursTerm::Number(6), "six"),
        (HoursTerm::Number(7), "seven"),
        (HoursTerm::Number(8), "eight"),
        (HoursTerm::Number(9), "nine"),
        (HoursTerm::Number(10), "ten"),
        (HoursTerm::Number(11), "eleven"),
        (HoursTerm::Number(12), "twelve"),
        (HoursTerm::Number(13), "thirteen"),
        (HoursTerm::Number(14), "fourteen"),
        (HoursTerm::Number(15), "fifteen"),
        (HoursTerm::Number(16), "sixteen"),
        (HoursTerm::Number(17), "seventeen"),
        (HoursTerm::Number(18), "eighteen"),
        (HoursTerm::Number(19), "nineteen"),
        (HoursTerm::Minutes(5), "oh five, o five"),
        (HoursTerm::Minutes(20), "twenty"),
        (HoursTerm::Minutes(25), "twenty-five, twenty five"),
        (HoursTerm::Minutes(30), "thirty"),
        (HoursTerm::Minutes(35), "thirty-five, thirty five"),
        (HoursTerm::Minutes(40), "forty"),
        (HoursTerm::Minutes(45), "forty-five, forty five"),
        (HoursTerm::Minutes(50), "fifty"),
        (HoursTerm::Minutes(55), "fifty-five, fifty five"),
        (HoursTerm::MinutesBefore(30), "half past, half-past"),
        (HoursTerm::Half, "half"),
        (HoursTerm::MinutesBefore(5), "five past, five after"),
        (HoursTerm::MinutesBefore(-5), "five to, five till"),
        (HoursTerm::MinutesBefore(10), "ten past, ten after"),
        (HoursTerm::MinutesBefore(-10), "ten to, ten till"),
        (HoursTerm::MinutesBefore(20), "twenty past, twenty after"),
        (HoursTerm::MinutesBefore(-20), "twenty to, twenty till"),
        (
            HoursTerm::MinutesBefore(25),
            "twenty-five past, twenty five past",
        ),
        (
            HoursTerm::MinutesBefore(-25),
            "twenty-five to, twenty five to",
        ),
        (
            HoursTerm::MinutesBefore(15),
            "quarter past, a quarter past, quarter after, a quarter after",
        ),
        (
            HoursTerm::MinutesBefore(-15),
            "quarter to, a quarter to, quarter of, quarter till",
        ),
        (
            HoursTerm::Noon,
            "noon, midday, mid-day, 12 noon, 12 midday, twelve noon, 12n",
        ),
        (
            HoursTerm::Midnight,
            "midnight, 12 midnight, twelve midnight",
        ),
        (
            HoursTerm::NextDay,
            "next day, the next day, the following day, following day, next morning, \
             the next morning, the following morning, on the next day, on the following day, \
             of the next day, of the following day, +1, + 1, +1 day",
        ),
        (
            HoursTerm::NightOf,
            "in the night of, the night of, night of, on the night of, during the night of, \
             overnight, overnight on",
        ),
        (
            HoursTerm::AllDay,
            "all day, all-day, all day long, full day, whole day, the whole day, entire day, \
             the entire day, all day event, 24 hours, 24 hours a day, 24/7, 24h/24, round the clock, \
             open 24 hours, 24h, 24 hr, 24 hrs, 24 hour, 24-hour, twenty-four-hour, \
             twenty-four hours",
        ),
        (
            HoursTerm::Remark,
            "sharp, prompt, promptly, daily, each day, every day, on each day, \
             on each of the days, on the dot, on each day at, each day at, both days, on both days, \
             inclusive, precisely, exactly, respectively, non-stop, straight, only",
        ),
        (
            HoursTerm::Aside,
            "last entry, last admission, last entry at, last admission at, last orders, \
             last orders at, last food order, last food orders, instead of, and not, not, \
             rather than, in place of, last entrance, last entry is, last admissions",
        ),
        (
            HoursTerm::Approximate,
            "approx, approx., approximately, about, around, circa, c., c, ca., ca, roughly, \
             ish, -ish, estimated, expected, or thereabouts, or so, at about, at around, \
             on or around, on or about, at approximately, at approx, at approx., shortly after, \
             just after, ~",
        ),
        (
            HoursTerm::Local,
            "local time, local, local times, all times local, in local time, venue time, \
             our time, your local time, all times are local",
        ),
        (
            HoursTerm::Zone(&["GMT", "BST"]),
            "uk time, british time, london time, uk, uk local time, in the uk",
        ),
        (HoursTerm::Zone(&["GMT", "IST"]), "irish time, dublin time"),
        (HoursTerm::Zone(&["UTC"]), "utc time, universal time"),
        (HoursTerm::Zone(&["GMT"]), "gmt time"),
        (HoursTerm::Zone(&["CET"]), "cet time"),
        (HoursTerm::Zone(&["EST"]), "eastern standard time"),
        (HoursTerm::Zone(&["EDT"]), "eastern daylight time"),
        (HoursTerm::Zone(&["CST"]), "central standard time"),
        (HoursTerm::Zone(&["CDT"]), "central daylight time"),
        (HoursTerm::Zone(&["PST"]), "pacific standard time"),
        (HoursTerm::Zone(&["PDT"]), "pacific daylight time"),
        (
            HoursTerm::Zone(&["IST"]),
            "indian standard time, india standard time",
        ),
        (
            HoursTerm::Zone(&["CET", "CEST"]),
            "paris time, berlin time, madrid time, rome time, geneva time, zurich time, \
             brussels time, amsterdam time, vienna time, central european time, german time, \
             french time, spanish time, italian time, european central time, swiss time",
        ),
        (
            HoursTerm::Zone(&["EST", "EDT"]),
            "eastern, eastern time, new york time, us eastern, us eastern time, toronto time",
        ),
        (
            HoursTerm::Zone(&["CST", "CDT"]),
            "central, central time, us central, us central time, chicago time",
        ),
        (
            HoursTerm::Zone(&["MST", "MDT"]),
            "mountain, mountain time, us mountain time",
        ),
        (
            HoursTerm::Zone(&["PST", "PDT"]),
            "pacific, pacific time, us pacific, us pacific time, los angeles time",
        ),
        (
            HoursTerm::Refused(RefusedHours::Alternative),
            "or, and/or, either, alternatively",
        ),
        (
            HoursTerm::Refused(RefusedHours::LastMoment),
            "by, before, no later than, not later than, at the latest, prior to, \
             at the latest by, not after, deadline",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoStart),
            "until, till, up to, not before, no earlier than, ends, ends at, finishes, \
             finishes at, closes, closes at, stopped at, to, up until, since, following",
        ),
        (
            HoursTerm::Refused(RefusedHours::PartOfDay),
            "morning, mornings, afternoon, afternoons, evening, evenings, night, nights, am, \
             pm, lunchtime, lunch, in the morning, in the afternoon, in the evening, half day, \
             half-day, dawn, dusk, sunrise, sunset, tonight, mid-morning, mid-afternoon",
        ),
        (
            HoursTerm::Refused(RefusedHours::Days),
            "weekdays, weekend, weekends, weekly, every, each, except, closed, bank holidays, \
             holidays, school days, tomorrow, today, yesterday",
        ),
        (
            HoursTerm::Refused(RefusedHours::NoTime),
            "various, n/a, na, none, asap, ongoing, by appointment, on request, flexible, \
             unknown, cancelled, canceled, postponed, delayed, sold out, minutes, mins, varies, \
             vary",
        ),
    ],
    written: Written {
        elisions: &[],
        day: "{day}",
        day_of_month: "{day} {month}",
        date: "{day} {month} {year}",
        first_day: "1",
        range: "{first}–{last}",
        wide_range: "{first} – {last}",
        between: "some time between {first} and {last}",
        and: " and ",
        month: "{month} {year}",
        third_of_month: [
            "early {month} {year}",
            "mid-{month} {year}",
            "late {month} {year}",
        ],
        half_of_month: [
            "first half of {month} {year}",
            "second half of {month} {year}",
        ],
        week_of_month: [
            "first week of {month} {year}",
            "second week of {month} {year}",
            "third week of {month} {year}",
            "fourth week of {month} {year}",
        ],
        last_week: "last week of {month} {year}",
        first_weeks: "first {n} weeks of {month} {year}",
        last_weeks: "last {n} weeks of {month} {year}",
        week_of: "week of {date}",
        days_of_week: "week of {first} to {last}",
        quarter: "{ordinals} quarter of {year}",
        quarter_ordinals: ["first", "second", "third", "fourth"],
        half: ["first half of {year}", "second half of {year}"],
        by: "by {date}",
        duration: "{dates}, {n} days",
        duration_of_one: "{dates}, 1 day",
        cancelled: "CANCELLED: ",
        postponed: "POSTPONED: ",
        tentative: "[tentative] ",
        is_cancelled: "This event is cancelled",
        is_postponed: Postponement {
            planned: "Postponed. It was planned for {when}; a new date is not known yet",
            inexact: "Postponed. Planned date: {when}; a new date is not known yet",
            due: "Postponed. It was due on or before {date}; a new date is not known yet",
            open: "Postponed. A new date is not known yet",
            as_below: "Postponed. A new date is not known yet; it was planned as follows",
        },
        is_tentative: "This event is tentative: it may change or not take place",
        date_not_fixed: "[date not fixed] ",
        time_marker: "[time {marker}] ",
        venue_marker: "[venue {marker}] ",
        room_marker: "[room {marker}] ",
        date_unsettled: Unsettled {
            tbc: "Date to be confirmed (TBC)",
            tba: "Date to be announced (TBA)",
            tbd: "Date to be determined (TBD)",
        },
        time_unsettled: Unsettled {
            tbc: "Time to be confirmed (TBC)",
            tba: "Time to be announced (TBA)",
            tbd: "Time to be determined (TBD)",
        },
        venue_unsettled: Unsettled {
            tbc: "Venue to be confirmed (TBC)",
            tba: "Venue to be announced (TBA)",
            tbd: "Venue to be determined (TBD)",
        },
        room_unsettled: Unsettled {
            tbc: "Room to be confirmed (TBC)",
            tba: "Room to be announced (TBA)",
            tbd: "Room to be determined (TBD)",
        },
        title_unsettled: Unsettled {
            tbc: "Title to be confirmed (TBC)",
            tba: "Title to be announced (TBA)",
            tbd: "Title to be determined (TBD)",
        },
        of_what: "{sentence}: {what}",
        exact_date_not_given: "Exact date not given: {when}",
        on_or_before: "On or before {date}",
        placeholder: "Shown on {day} as a placeholder only; the date may be any day from {first} to {last}",
        printed_as: "Printed in the plan as “{printed}”",
        full_title: "Full title: {title}",
        part: "Part {n} of {total}",
        when: "When: {when}",
        local_dates: "Dates are local ({zone})",
        utc_dates: "Dates are in UTC",
        aoe_dates: "Dates are Anywhere on Earth (AoE, UTC-12:00)",
        hours: "Hours: {hours}",
        hours_on: "Hours on {date}: {hours}",
        begins: "Begins at {start}; the end is not given",
        instant: "At {start}",
        end_not_given: "{start} (end not given)",
        shown_until: "{start} (end not given, shown until {end})",
        marked_hours: "{hours}, {marker}",
        day_and_time: "{date}, {time}",
        session: "{start}–{end}",
        over_midnight: "{session} (next day)",
        all_day: "all day",
        repeats: "Repeats {every}{on}: {n} meetings from {first} to {last}",
        repeats_once: "Repeats {every}{on}: 1 meeting only, on {first}",
        every: ["every day", "every week", "every month", "every year"],
        every_nth: [
            "every {n} days",
            "every {n} weeks",
            "every {n} months",
            "every {n} years",
        ],
        on: " on {days}",
        on_weekday: "{weekday}",
        on_nth: "the {ordinal} {weekday}",
        ordinals: ["first", "second", "third", "fourth", "last"],
        on_day_of_month: "day {n}",
        on_last_day: "the last day",
        not_on: "Not on {dates}",
        in_place_of: "In place of {when}",
        onwards: "From {date} on: {what}",
        before: "Before {date}: {what}",
        the_same: "no change",
        confirmed: "confirmed",
        no_venue: "no venue given",
        in_stretch: InStretch {
            as_planned: "as planned",
            date_confirmed: "date confirmed",
            title: "title “{title}”",
            online: "online at {online}",
            online_only: "online only",
            not_online: "no online meeting",
            contact: "contact {contact}",
            no_contact: "no contact given",
            links: "other links",
            with_links: "with links",
            no_links: "without links",
        },
        local_times: "All times are local time ({zone}, {offsets})",
        utc_times: "All times are in UTC",
        aoe_times: "All times are Anywhere on Earth (AoE, UTC-12:00)",
        offset_from: "{offset} from {date}, {time}",
        or: " or ",
        online: "Online: {online}",
        contact: "Contact: {contact}",
        category: "Category: {category}",
        categories: "Categories: {categories}",
        phase: "Phase: {phase}",
        link: "{title}: {url}",
        last_changed: "Last changed in the plan as of {date}",
        removed: "Removed from the plan in the revision of {date}",
        said_before: "It said before:",
        feed_ended: "This calendar has ended: {feed}",
        feed_ended_text: "Since the revision of {date}, the plan has no events for this calendar. It will not be updated any more: please unsubscribe.",
        all_events: "All events of the plan: {url}",
        feed_of_plan: "{feed} – {plan}",
        calendar_description: "{plan}. Last changed as of {date}.",
        broken_edit: "The newest edit of the plan could not be published; this is the last version that was.",
        revised: Revised {
            feed: "Changes – {plan}",
            revision: "Revision of {date}",
            events: "Events: {n}",
            first_publication: "First publication, events: {n}",
            venues: "venue",
            texts: "text",
            added: "new",
            held: "held",
            removed: "removed",
            cancelled: "cancelled",
            postponed: "postponed",
            restored: "restored",
            moved: "moved",
            firmed_up: "firmed up",
            narrowed: "narrowed",
            widened: "widened",
            loosened: "loosened",
            renamed: "renamed",
            recategorised: "recategorised",
            new_uid: "new UID",
            duration: "duration",
            recurrence: "recurrence",
            other_text: "other text",
            date: "date",
            shown_on: "shown on",
            hours: "hours",
            meeting: "meeting",
            time_zone: "time zone",
            venue: "venue",
            contact: "contact",
            online: "online meeting",
            status: "status",
            title: "title",
            category: "category",
            phase: "phase",
            description: "description",
            entries: "entries",
            details: "other details",
            changed: "changed",
            alike: "{n} events",
            more: "and {n} more",
            meetings: "{n} meetings",
        },
        page: PageWords {
            contents: "Contents",
            skip: "Skip to the events",
            as_of: "As of {date}",
            about: "About the plan",
            timeline: "Timeline",
            timeline_text: "Each bar is an event, and leads to it in the table.",
            certain_bar: "on just these days",
            uncertain_bar: "not settled: some time within these days",
            cancelled_bar: "cancelled",
            postponed_bar: "postponed: was planned for these days",
            today: "today",
            no_category: "Other events",
            events: "Events",
            when: "When",
            event: "Event",
            no_date: "Date not known yet",
            more: "More",
            not_all: "This page shows {n} of {all} events, the feeds have all.",
            add_copy: "Add a copy",
            add_copy_text: "“Add a copy” puts one event into your calendar as it is now. The copy does not change when the plan does: to stay up to date, subscribe.",
            date_marker: "date {marker}",
            time_marker: "time {marker}",
            venue_marker: "venue {marker}",
            room_marker: "room {marker}",
            online: "Online:",
            contact: "Contact:",
            title_marker: "title {marker}",
            date_not_fixed: "date not fixed",
            tentative: "tentative",
            cancelled: "cancelled",
            postponed: "postponed",
            to_be: Unsettled {
                tbc: "to be confirmed",
                tba: "to be announced",
                tbd: "to be determined",
            },
            filters: "Find events",
            search: "Words",
            category: "Category",
            phase: "Phase",
            certainty: "Certainty",
            all: "all",
            none: "none",
            certain: "certain",
            uncertain: "uncertain",
            shown: "Shown: {n} of {all}",
            nothing_found: "No event is as asked for.",
            show_all: "Show all",
            changes: "What changed",
            follow_changes: "Follow the changes (Atom)",
            feeds: "Subscribe",
            feeds_text: "A calendar that you subscribe to follows the plan: what changes here changes there, as soon as your calendar looks again, as a rule within hours or a day. If “Subscribe” does nothing, copy the address and add it to your calendar as one from the internet (“from URL”).",
            no_address: "It is not known here at which address the calendars will be reached (publish.url in plan.yaml): others can download them, but not yet subscribe to them.",
            whole_plan: "The whole plan",
            by_category: "By category",
            by_phase: "By phase",
            by_choice: "By choice",
            ended: "Ended",
            subscribe: "Subscribe",
            copy: "Copy address",
            copied: "Copied",
            download: "Download",
            import: "Import once",
            import_text: "“Import once” is a copy that stays as it is when the plan changes. Importing a newer one updates some calendars, Thunderbird skips what it has, and Outlook has every event twice: to keep up, subscribe.",
        },
    },
    first_plan: FirstPlan {
        title: "My plan",
        phase: "First phase",
        meetings: "Meetings",
        deadlines: "Deadlines",
        venue: "Main hall",
        kick_off: "Kick-off meeting",
        course: "Evening course",
        second_meeting: "Second meeting",
        report: "Report due",
    },
};

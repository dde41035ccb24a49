//! The words of each language, one file each: connecting words and markers that are read, sentences
//! that are written.
//!
//! A language is data. To add one, copy `en.rs`, translate it, and name it in [`ALL`]: no other
//! line of the program knows which languages there are.

mod clock;
mod en;
mod es;
mod first_plan;
mod fr;
mod marker;
mod page;

use serde::{Deserialize, Serialize};

pub use clock::{DayPart, HoursTerm, RefusedHours};
pub use en::ENGLISH;
pub(crate) use es::SPANISH;
pub use first_plan::FirstPlan;
pub use fr::FRENCH;
pub use marker::Marker;
pub(crate) use page::PageWords;

/// Every language, the default first.
pub const ALL: &[&Language] = &[&ENGLISH, &FRENCH, &SPANISH];

/// Returns the language of that code (`en`), or none.
pub fn by_code(code: &str) -> Option<&'static Language> {
    ALL.iter().copied().find(|language| language.code == code)
}

/// Returns the value to write for a word of any language, which is compared as `plain` makes it.
/// `words` are the values of a language, each with its words.
pub(crate) fn value_of(
    word: &str,
    plain: fn(&str) -> String,
    words: fn(&Language) -> &'static [(&'static str, &'static str)],
) -> Option<&'static str> {
    let word = plain(word);
    let values = ALL.iter().flat_map(|language| words(language));
    let mut values =
        values.filter(|(_, words)| words.split(", ").any(|known| plain(known) == word));
    values.next().map(|(value, _)| *value)
}

/// One language's words.
#[derive(Debug)]
pub struct Language {
    /// ISO 639-1, lower case: what `language:` in plan.yaml says.
    pub code: &'static str,
    /// Month names, January first; each row is one form (long, short, genitive ...). The first row
    /// is written.
    pub months: &'static [&'static [&'static str]],
    /// Weekday names, Sunday first; each row is one form.
    pub weekdays: &'static [&'static [&'static str]],
    /// The words that are read, a comma between two, with what they mean; a word may mean several
    /// things.
    pub lexicon: &'static [(Term, &'static str)],
    /// The units of durations.
    pub units: Units,
    /// Words that announce the passcode of a meeting, with commas between; in small letters and
    /// without accents, as names are compared.
    pub passcodes: &'static str,
    /// Words for a venue or a room that is not named, as `passcodes` are written: *room TBC*.
    pub places: &'static str,
    /// Words that say that an event is online, in place of a venue, as `passcodes` are written.
    pub online: &'static str,
    /// How often something recurs, each as definitions write it, with the words for it that a help
    /// understands.
    pub intervals: &'static [(&'static str, &'static str)],
    /// The statuses of definitions, each with the words for it that a help understands.
    pub statuses: &'static [(&'static str, &'static str)],
    /// CSS names of colours, each with the words for it that a help understands.
    pub colors: &'static [(&'static str, &'static str)],
    /// The words that are read in hours, as in `lexicon`.
    pub hours: &'static [(HoursTerm, &'static str)],
    /// The sentences that are written.
    pub written: Written,
    /// The titles of a plan to start from.
    pub first_plan: FirstPlan,
}

/// The words for units of a duration, in lower case, a comma between two.
#[derive(Clone, Copy, Debug)]
pub struct Units {
    /// An hour or hours.
    pub hour: &'static str,
    /// A minute or minutes.
    pub minute: &'static str,
}

/// The meaning of a word in a printed date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Stands before a date and adds nothing: *on*, *in*, *during*, *some time in*.
    Lead,
    /// An article before a day.
    The,
    /// An article of the plural, or a label such as *the days*, before days.
    Those,
    /// Between a day or a part and its month, or a month and its year.
    Of,
    /// Opens a range: *from*, *du*, *del*.
    From,
    /// Opens a range that may be meant whole or in part: *between*.
    Between,
    /// Opens a span within which the date lies: *some time between*.
    Within,
    /// After a range: *inclusive*.
    Inclusive,
    /// In brackets, or at the end after a comma: words that change nothing about the date, such as
    /// *extended* or *bank holiday*.
    Remark,
    /// Beside a date: the zone in which it ends last, *Anywhere on Earth*.
    AnywhereOnEarth,
    /// Between the ends of a range.
    To,
    /// Joins dates.
    And,
    /// Before the last day that is meant: *by*, *no later than*.
    By,
    /// After the last day that is meant: *at the latest*.
    Latest,
    /// First to thirty-first, as a word.
    Ordinal(u8),
    /// The last one of its kind.
    Last,
    /// A small number, as a word.
    Number(u8),
    /// A day of a month, 2 to 31, as a word that is no ordinal: *vingt-quatre*.
    DayWord(u8),
    /// A suffix after the figures of an ordinal, without a space: *st*, *er*, *º*.
    OrdinalSuffix,
    /// A suffix that may have a space before it, as in text taken from a PDF: *10 th*.
    SpacedSuffix,
    /// A day, in a duration.
    Day,
    /// A week.
    Week,
    /// The sign before a week's number: *W*, *CW*.
    WeekSign,
    /// Before the first day of a week.
    WeekOf,
    /// Before the last day of a week.
    WeekEnding,
    /// Saturday and Sunday.
    Weekend,
    /// Half a month.
    Fortnight,
    /// A month.
    Month,
    /// A quarter of a year.
    Quarter,
    /// The sign beside a quarter's number: *Q*.
    QuarterSign,
    /// Half of a year or of a month.
    Half,
    /// Half of a year.
    Semester,
    /// The sign beside a half year's number: *H*.
    HalfSign,
    /// A year.
    Year,
    /// In place of a year: *next*, *of this year*.
    ThisYear,
    /// Before a weekday that has its date: *this Friday 8 May*.
    This,
    /// In place of a month: *of the same month*.
    SameMonth,
    /// A third of a month or of a year.
    Third(Third),
    /// A third of a month; for a year it might be its first or last day, so a year it never is.
    ThirdOfMonth(Third),
    /// A word that says the date is not settled.
    Unsettled(Marker),
    /// A word that says a date is not exact, and so not settled: *around*.
    Approximate,
    /// The thing that is not settled: *date*, *exact dates*.
    Date,
    /// A month, 1 to 12, by a name that the locale does not list.
    MonthName(u8),
    /// A weekday, Sunday 0, by a name that the locale does not list.
    WeekdayName(u8),
    /// Every such weekday, Sunday 0: *Mondays*. It agrees with days; without days it recurs.
    Weekdays(u8),
    /// A word that planfeed refuses, with the reason.
    Refused(Refused),
}

/// Early, mid or late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Third {
    /// Days 1-10, January to April.
    Early,
    /// Days 11-20, May to August.
    Mid,
    /// Day 21 to the end, September to December.
    Late,
}

/// Why a word is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Seasons differ between hemispheres and calendars.
    Season(Season),
    /// One of several dates.
    Alternative,
    /// A start without an end, or an end without a start.
    OpenEnd(OpenEnd),
    /// A time of day.
    TimeOfDay,
    /// The status of the event.
    Status(StatusWord),
    /// Every Monday.
    Recurring,
    /// Not a date.
    NoDate,
}

/// A season of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    /// March to May in the north.
    Spring,
    /// June to August in the north.
    Summer,
    /// September to November in the north.
    Autumn,
    /// December to February in the north.
    Winter,
    /// A season of some countries: *monsoon*, *dry season*.
    Rains,
}

/// The end of a span that is left open, and on which side of the date it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenEnd {
    /// On that date, or later.
    From,
    /// Later than that date.
    After,
    /// On that date, or earlier.
    Until,
    /// Earlier than that date.
    Before,
}

/// The status that a word beside a date says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusWord {
    /// It does not take place.
    Cancelled,
    /// It is put off, to a date that is not known.
    Postponed,
    /// It is certain to take place.
    Confirmed,
    /// It has taken place, or was moved: no status says that.
    Other,
}

/// The sentences and forms that are written. `{name}` stands for what is filled in.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each form is its own description")]
pub struct Written {
    /// Words before a vowel: what runs together, and how it is written.
    #[serde(skip)]
    pub elisions: &'static [(&'static str, &'static str)],
    // Dates; every form is read back as what was meant.
    pub day: &'static str,
    pub day_of_month: &'static str,
    pub date: &'static str,
    pub first_day: &'static str,
    pub range: &'static str,
    pub wide_range: &'static str,
    pub between: &'static str,
    pub and: &'static str,
    pub month: &'static str,
    pub third_of_month: [&'static str; 3],
    pub half_of_month: [&'static str; 2],
    pub week_of_month: [&'static str; 4],
    pub last_week: &'static str,
    pub first_weeks: &'static str,
    pub last_weeks: &'static str,
    pub week_of: &'static str,
    pub days_of_week: &'static str,
    pub quarter: &'static str,
    pub quarter_ordinals: [&'static str; 4],
    pub half: [&'static str; 2],
    pub by: &'static str,
    pub duration: &'static str,
    pub duration_of_one: &'static str,
    // SUMMARY.
    pub cancelled: &'static str,
    pub postponed: &'static str,
    pub tentative: &'static str,
    pub date_not_fixed: &'static str,
    pub time_marker: &'static str,
    pub venue_marker: &'static str,
    pub room_marker: &'static str,
    // DESCRIPTION.
    pub is_cancelled: &'static str,
    pub is_postponed: Postponement,
    pub is_tentative: &'static str,
    pub date_unsettled: Unsettled,
    pub time_unsettled: Unsettled,
    pub venue_unsettled: Unsettled,
    pub room_unsettled: Unsettled,
    pub title_unsettled: Unsettled,
    pub of_what: &'static str,
    pub exact_date_not_given: &'static str,
    pub on_or_before: &'static str,
    pub placeholder: &'static str,
    pub printed_as: &'static str,
    pub full_title: &'static str,
    pub part: &'static str,
    pub when: &'static str,
    pub local_dates: &'static str,
    pub utc_dates: &'static str,
    pub aoe_dates: &'static str,
    pub hours: &'static str,
    pub hours_on: &'static str,
    pub begins: &'static str,
    pub instant: &'static str,
    pub end_not_given: &'static str,
    pub shown_until: &'static str,
    pub marked_hours: &'static str,
    pub day_and_time: &'static str,
    pub session: &'static str,
    pub over_midnight: &'static str,
    pub all_day: &'static str,
    pub repeats: &'static str,
    pub repeats_once: &'static str,
    pub every: [&'static str; 4],
    pub every_nth: [&'static str; 4],
    pub on: &'static str,
    pub on_weekday: &'static str,
    pub on_nth: &'static str,
    pub ordinals: [&'static str; 5],
    pub on_day_of_month: &'static str,
    pub on_last_day: &'static str,
    pub not_on: &'static str,
    pub in_place_of: &'static str,
    pub onwards: &'static str,
    pub before: &'static str,
    pub the_same: &'static str,
    pub confirmed: &'static str,
    pub no_venue: &'static str,
    pub in_stretch: InStretch,
    pub local_times: &'static str,
    pub utc_times: &'static str,
    pub aoe_times: &'static str,
    pub offset_from: &'static str,
    pub or: &'static str,
    pub online: &'static str,
    pub contact: &'static str,
    pub category: &'static str,
    pub categories: &'static str,
    pub phase: &'static str,
    pub link: &'static str,
    pub last_changed: &'static str,
    // Notices of what is no longer in the plan.
    pub removed: &'static str,
    pub said_before: &'static str,
    pub feed_ended: &'static str,
    pub feed_ended_text: &'static str,
    pub all_events: &'static str,
    // The calendar's own texts.
    pub feed_of_plan: &'static str,
    pub calendar_description: &'static str,
    // The page.
    pub broken_edit: &'static str,
    pub revised: Revised,
    pub page: PageWords,
}

/// The words for changes from one revision to the next.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each form is its own description")]
pub struct Revised {
    pub feed: &'static str,
    pub revision: &'static str,
    pub events: &'static str,
    pub first_publication: &'static str,
    // Headings over changes of places, and of words.
    pub venues: &'static str,
    pub texts: &'static str,
    // Kinds of changes.
    pub added: &'static str,
    pub held: &'static str,
    pub removed: &'static str,
    pub cancelled: &'static str,
    pub postponed: &'static str,
    pub restored: &'static str,
    pub moved: &'static str,
    pub firmed_up: &'static str,
    pub narrowed: &'static str,
    pub widened: &'static str,
    pub loosened: &'static str,
    pub renamed: &'static str,
    pub recategorised: &'static str,
    pub new_uid: &'static str,
    pub duration: &'static str,
    pub recurrence: &'static str,
    pub other_text: &'static str,
    // What changed.
    pub date: &'static str,
    pub shown_on: &'static str,
    pub hours: &'static str,
    pub meeting: &'static str,
    pub time_zone: &'static str,
    pub venue: &'static str,
    pub contact: &'static str,
    pub online: &'static str,
    pub status: &'static str,
    pub title: &'static str,
    pub category: &'static str,
    pub phase: &'static str,
    pub description: &'static str,
    pub entries: &'static str,
    pub details: &'static str,
    pub changed: &'static str,
    // Equal changes of several events, or meetings of one.
    pub alike: &'static str,
    pub more: &'static str,
    pub meetings: &'static str,
}

/// One sentence, without its stop, for each marker.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "one field a marker")]
pub struct Unsettled {
    pub tbc: &'static str,
    pub tba: &'static str,
    pub tbd: &'static str,
}

/// What another stretch of a series has, in words within a sentence.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each form is its own description")]
pub struct InStretch {
    pub as_planned: &'static str,
    pub date_confirmed: &'static str,
    pub title: &'static str,
    pub online: &'static str,
    pub online_only: &'static str,
    pub not_online: &'static str,
    pub contact: &'static str,
    pub no_contact: &'static str,
    pub links: &'static str,
    pub with_links: &'static str,
    pub no_links: &'static str,
}

/// Sentences, without their stops, that say what date a postponed event had.
#[derive(Debug, Serialize, Deserialize)]
pub struct Postponement {
    /// It had exact days, perhaps with hours.
    pub planned: &'static str,
    /// It had a date that was not exact.
    pub inexact: &'static str,
    /// It was due by a day.
    pub due: &'static str,
    /// It had no date.
    pub open: &'static str,
    /// Its hours or its recurrence are said in the sentences that follow.
    pub as_below: &'static str,
}

impl Unsettled {
    /// Returns the sentence for that marker.
    pub(crate) fn of(&self, marker: Marker) -> &'static str {
        match marker {
            Marker::Tbc => self.tbc,
            Marker::Tba => self.tba,
            Marker::Tbd => self.tbd,
        }
    }
}

/// Returns the template with each `{name}` replaced by its value.
pub(crate) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let value = values.iter().find(|(key, _)| *key == name);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = tail;
    }
    text.push_str(rest);
    text
}

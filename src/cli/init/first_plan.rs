//! The text of a plan to start from, and the check that it is one.

use std::fmt::Write as _;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::cli::CommandError;
use planfeed::check::check;
use planfeed::diagnostic::{Code, Finding};
use planfeed::history::Ledger;
use planfeed::language::{self, ENGLISH, Language, Marker};
use planfeed::phrase::words;
use planfeed::plan::{self, DateRange, Dates, MonthPart, Precision, When};
use planfeed::publication::Publication;
use planfeed::source::{load, readable};

/// The folder of definitions within that of a plan.
pub(super) const EVENTS_FOLDER: &str = "events";

/// Days of the evening course to try, in weeks after the first that would do: where clocks change
/// between its meetings by no rule, as in Morocco, they would have to be published in UTC.
const WEEKS: std::ops::Range<u64> = 0..10;

/// What is said of a new plan.
pub(super) struct Given<'a> {
    pub title: Option<&'a str>,
    pub domain: &'a str,
    pub timezone: &'a str,
    pub language: &'a str,
    pub revision: NaiveDate,
}

/// The files of a new plan, each with its path and its text.
pub(super) struct FirstFiles {
    pub plan: (String, String),
    pub events: (String, String),
}

impl FirstFiles {
    /// Returns the files of a plan that `check --strict` passes.
    ///
    /// # Errors
    ///
    /// What `check` says of what is given.
    pub(super) fn of(given: &Given<'_>) -> Result<Self, CommandError> {
        let dates = FirstDates::after(given.revision);
        let dates = dates.ok_or("--revision: no plan has dates that late")?;
        let mut wrong = Vec::new();
        for weeks in WEEKS {
            let files = files(given, &dates, weeks);
            wrong = files.findings()?;
            if wrong.is_empty() {
                return Ok(files);
            }
            if wrong
                .iter()
                .any(|finding| finding.code != Code::PublishedInUtc)
            {
                break;
            }
        }
        let told = wrong.iter().map(told);
        Err(told.collect::<Vec<_>>().join("\n  ").into())
    }

    /// Returns all that `check` finds.
    fn findings(&self) -> Result<Vec<Finding>, CommandError> {
        let mut files = Vec::new();
        for (path, text) in [&self.plan, &self.events] {
            let file = readable(path, text.clone().into_bytes());
            files.push(file.map_err(|finding| finding.message)?);
        }
        let (source, found) = load(files, Some(0));
        let (plan, mut findings) = check(&source, found);
        let published = plan.map(|plan| Publication::of(&plan, &Ledger::none()).check());
        findings.extend(published.into_iter().flatten());
        Ok(findings)
    }
}

/// Returns a finding in one line; first is the option that it is about.
fn told(finding: &Finding) -> String {
    let at = finding.at.as_ref().filter(|at| at.file == PLAN);
    let line = at.and_then(|at| PLAN_KEYS.get(at.line.checked_sub(FIRST_KEY)?));
    let option = line.map_or_else(String::new, |key| format!("--{key}: "));
    format!("{option}{}; {}", finding.message, finding.help.text)
}

/// The days of the events of a new plan: all of them lie after its revision.
struct FirstDates {
    phase: DateRange,
    kick_off: DateRange,
    course: NaiveDate,
    second_meeting: DateRange,
    report: NaiveDate,
}

impl FirstDates {
    fn after(revision: NaiveDate) -> Option<Self> {
        let month = |n: u32| revision.with_day(1)?.checked_add_months(Months::new(n));
        let (first, second, fourth) = (month(1)?, month(2)?, month(4)?);
        let phase = DateRange::months(first.year(), first.month(), 6)?;
        // A plan has no later year than this reads.
        let report = plan::day(&phase.last().to_string())?;
        let (year, month) = (second.year(), second.month());
        Some(Self {
            phase,
            kick_off: DateRange::days_from(first.with_day(14)?, 2)?,
            course: NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Tue, 1)?,
            second_meeting: MonthPart::LastWeek.of_month(fourth.year(), fourth.month())?,
            report,
        })
    }
}

/// The path of the file of the plan.
const PLAN: &str = "events/plan.yaml";
/// The keys of the plan, each on a line of its own, that are also options.
const PLAN_KEYS: [&str; 5] = ["title", "domain", "revision", "timezone", "language"];
/// The line of the first key.
const FIRST_KEY: usize = 3;

fn files(given: &Given<'_>, dates: &FirstDates, weeks: u64) -> FirstFiles {
    let language = language::by_code(given.language).unwrap_or(&ENGLISH);
    FirstFiles {
        plan: (PLAN.to_owned(), plan_file(given, dates, language)),
        events: (
            format!("{EVENTS_FOLDER}/{}.yaml", key(language.first_plan.phase)),
            event_file(dates, language, weeks),
        ),
    }
}

fn plan_file(given: &Given<'_>, dates: &FirstDates, language: &Language) -> String {
    let first = &language.first_plan;
    let phase_dates = printed(Dates::Span(dates.phase, Precision::Span), None, language);
    format!(
        "# The plan, and what its events refer to. Every key: docs/definitions.md\n\
         plan:\n  \
           title: {title}\n  \
           domain: {domain}    # right half of every UID: once published, it never changes\n  \
           revision: {revision}    # \"as of\"; moves with every published change\n  \
           timezone: {timezone}    # for events whose venue has none\n  \
           language: {code}\n\
         \n\
         phases:    # the key is the feed's file name\n  \
           {phase_key}: {{ title: {phase}, dates: {phase_dates} }}\n\
         \n\
         categories:\n  \
           {meetings_key}: {{ title: {meetings}, color: \"#1f77b4\" }}\n  \
           {deadlines_key}: {{ title: {deadlines}, color: crimson }}\n\
         \n\
         venues:\n  \
           {venue_key}: {{ name: {venue} }}\n",
        title = scalar(given.title.unwrap_or(first.title)),
        domain = scalar(given.domain),
        revision = given.revision,
        timezone = scalar(given.timezone),
        code = scalar(given.language),
        phase_key = key(first.phase),
        phase = first.phase,
        meetings_key = key(first.meetings),
        meetings = first.meetings,
        deadlines_key = key(first.deadlines),
        deadlines = first.deadlines,
        venue_key = key(first.venue),
        venue = first.venue,
    )
}

fn event_file(dates: &FirstDates, language: &Language, weeks: u64) -> String {
    let first = &language.first_plan;
    let course = DateRange::days_from(dates.course + Days::new(7 * weeks), 1);
    let course = course.unwrap_or(dates.kick_off);
    format!(
        "# Defaults for every event of this file.\n\
         phase: {phase}\n\
         category: {meetings}\n\
         \n\
         events:\n  \
         - id: {kick_off_id}    # permanent: calendars know the event by it\n    \
             title: {kick_off}\n    \
             when: {kick_off_days}    # as the plan prints it, or {kick_off_iso}\n    \
             where: {venue}\n\
         \n  \
         - id: {course_id}\n    \
             title: {course_title}\n    \
             when: {course_day}\n    \
             hours: 18:00-19:30    # in the plan's time zone\n    \
             where: {venue}\n    \
             repeat: {{ every: week, count: 4 }}\n\
         \n  \
         - id: {second_id}\n    \
             title: {second}\n    \
             when: {second_days}    # calendars say what is not certain yet\n    \
             where: {venue} TBC\n\
         \n  \
         - id: {report_id}\n    \
             title: {report}\n    \
             category: {deadlines}\n    \
             when: {report_day}\n",
        phase = key(first.phase),
        meetings = key(first.meetings),
        deadlines = key(first.deadlines),
        venue = key(first.venue),
        kick_off_id = key(first.kick_off),
        kick_off = first.kick_off,
        kick_off_days = printed(Dates::Span(dates.kick_off, Precision::Day), None, language),
        kick_off_iso = dates.kick_off,
        course_id = key(first.course),
        course_title = first.course,
        course_day = printed(Dates::Span(course, Precision::Day), None, language),
        second_id = key(first.second_meeting),
        second = first.second_meeting,
        second_days = printed(
            Dates::Span(dates.second_meeting, Precision::PartOfMonth),
            Some(Marker::Tbc),
            language
        ),
        report_id = key(first.report),
        report = first.report,
        report_day = printed(Dates::By(dates.report), None, language),
    )
}

/// Returns a date as a plan in that language prints it.
fn printed(dates: Dates, marker: Option<Marker>, language: &Language) -> String {
    let when = When::new(dates, None, marker).expect("these dates fit");
    scalar(&words(&when, language))
}

/// Returns a key or an id that is made of a title: `Réunion de lancement` is `reunion-de-lancement`.
fn key(title: &str) -> String {
    let plain: String = title.nfkd().filter(|c| !is_combining_mark(*c)).collect();
    let words = plain.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let words = words.to_lowercase();
    words.split_whitespace().collect::<Vec<_>>().join("-")
}

/// Returns a text as YAML writes it: plain where that means the same, else in double quotes.
fn scalar(text: &str) -> String {
    let has_other_meaning = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .contains(&text.to_lowercase().as_str());
    let is_plain = |c: char| c.is_alphanumeric() || " -–'/.()".contains(c);
    let begins_plain = text.starts_with(|c: char| c.is_alphabetic())
        || text.starts_with(|c: char| c.is_ascii_digit())
            && text.contains(char::is_alphabetic)
            && text.contains(' ');
    if text.chars().all(is_plain) && begins_plain && !has_other_meaning && text.trim() == text {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // YAML refuses these as they are, or takes them for the end of a line.
            '\0'..='\x1f'
            | '\x7f'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}' => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            _ => quoted.push(c),
        }
    }
    quoted + "\""
}

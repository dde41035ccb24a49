//! Findings: what is wrong with definitions, where, and what to do; and the table of all rules.

use std::fmt;
use std::ops::Range;

/// The severity of a broken rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published; with `--strict` it is an error.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// One thing that is wrong. `P` is how its place is given: a [`Location`], or what leads to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<P = Location> {
    /// The rule that is broken.
    pub code: Code,
    /// The fault: lower case, one sentence, names in backticks.
    pub message: String,
    /// The way out.
    pub help: Help,
    /// Its place; none if it is about no file.
    pub at: Option<P>,
    /// Other places that it is about, each with what is there.
    pub related: Vec<(P, String)>,
}

/// The way out of a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// What to do, in words.
    pub text: String,
    /// What to write in the place of the finding, if it offers just one thing.
    pub replacement: Option<String>,
}

impl Help {
    /// Returns the help that offers one text.
    pub(crate) fn did_you_mean(replacement: impl Into<String>) -> Self {
        let replacement = replacement.into();
        Self {
            text: format!("did you mean `{replacement}`?"),
            replacement: Some(replacement),
        }
    }

    /// Returns the help that says to write one text.
    pub(crate) fn write(replacement: impl Into<String>) -> Self {
        let replacement = replacement.into();
        Self {
            text: format!("write `{replacement}`"),
            replacement: Some(replacement),
        }
    }
}

impl From<String> for Help {
    fn from(text: String) -> Self {
        let replacement = None;
        Self { text, replacement }
    }
}

impl From<&str> for Help {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Help {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<P> Finding<P> {
    /// Returns a finding that is about no file.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<Help>) -> Self {
        Self {
            code,
            message: message.into(),
            help: help.into(),
            at: None,
            related: Vec::new(),
        }
    }

    /// Gives the finding its place.
    pub fn at(mut self, place: P) -> Self {
        self.at = Some(place);
        self
    }

    /// Adds another place that the finding is about.
    pub(crate) fn related(mut self, place: P, what: impl Into<String>) -> Self {
        self.related.push((place, what.into()));
        self
    }

    /// Returns how bad it is.
    pub fn severity(&self) -> Severity {
        self.code.rule().severity
    }
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as the user named its folder.
    pub file: String,
    /// The line, from 1, as on disk.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line of its end.
    pub end_line: usize,
    /// The column behind its last character, from 1.
    pub end_column: usize,
    /// The bytes of the file's text, end exclusive.
    pub bytes: Range<usize>,
}

/// Whether any finding is an error.
pub fn has_error<P>(findings: &[Finding<P>]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity() == Severity::Error)
}

/// Sorts findings by file, line, column, then code. Those about no file go first, then those about
/// plan.yaml, the file of this name: what is wrong there may be why events are.
pub fn sort(findings: &mut [Finding], plan_file: Option<&str>) {
    findings.sort_by_cached_key(|finding| {
        let at = finding.at.as_ref().map(|at| {
            let is_of_events = plan_file != Some(&at.file);
            (is_of_events, at.file.clone(), at.line, at.column)
        });
        (at, finding.code.rule().name, finding.message.clone())
    });
}

/// A rule: its name is its code.
pub struct Rule {
    /// Its name in kebab case, which stays.
    pub name: &'static str,
    /// The severity of breaking it.
    pub severity: Severity,
    /// Whether it is a warning about events, which they can accept.
    pub is_about_events: bool,
    /// Its demand, in one sentence.
    pub ensures: &'static str,
    /// The reason for its demand.
    pub why: &'static str,
}

macro_rules! rules {
    ($($variant:ident $name:literal $severity:ident $ensures:literal $why:literal)*) => {
        /// The code of a rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the table says what each rule asks")]
        pub enum Code { $($variant),* }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The rule of that code.
            pub fn rule(self) -> &'static Rule {
                match self {
                    $(Self::$variant => {
                        const SEVERITY: (Severity, bool) = rules!(@severity $severity);
                        &Rule {
                            name: $name,
                            severity: SEVERITY.0,
                            is_about_events: SEVERITY.1,
                            ensures: $ensures,
                            why: $why,
                        }
                    }),*
                }
            }

            /// Returns the codes of warnings about events, which `accept` can name.
            pub fn about_events() -> impl Iterator<Item = Self> {
                let all = Self::ALL.iter().copied();
                all.filter(|code| code.rule().is_about_events)
            }
        }
    };
    (@severity Error) => { (Severity::Error, false) };
    (@severity Warning) => { (Severity::Warning, false) };
    (@severity EventWarning) => { (Severity::Warning, true) };
}

rules! {
    // Files and YAML.
    UnreadableFile "unreadable-file" Error
        "Every definition file can be read." "A file that is left out unseen would cancel its events."
    NotUtf8 "not-utf8" Error
        "Files are UTF-8, with or without a byte order mark." "Any other encoding would be published as other letters."
    FileTooLarge "file-too-large" Error
        "A file has at most 64 MiB." "A larger one is a mistake, and would keep the machine busy for minutes; split it."
    TooDeep "too-deep" Error
        "Lists and mappings are nested at most 32 deep." "No definition needs more; deep nesting is how YAML is used to attack."
    ControlCharacter "control-character" Error
        "No text holds control characters." "They break lines in feeds and can take over a terminal."
    YamlSyntax "yaml-syntax" Error
        "Files are well-formed YAML." "Nothing behind the first fault can be trusted."
    SeveralDocuments "several-documents" Error
        "A file is one YAML document." "A second one would be left out."
    YamlFeature "yaml-feature" Error
        "Definitions do without anchors, aliases, tags and merge keys." "Defaults at the top of a file spare the repetition, and stay readable."
    DuplicateKey "duplicate-key" Error
        "A key is written once in its mapping." "One of the two values would be lost."
    UnknownKey "unknown-key" Error
        "Every key is known." "A misspelt key would be passed over in silence."
    MissingKey "missing-key" Error
        "Required keys are there." "A plan needs a title, a domain and a revision; an event an id, a title and a date."
    WrongType "wrong-type" Error
        "Every value is of the kind that its key asks for." "A list can't be published as a text."
    EmptyValue "empty-value" Error
        "A key that is given has a value." "Leave out what is not known."
    CutByComment "cut-by-comment" Warning
        "A plain value is not cut short by ` #`." "YAML takes the rest of the line for a comment: quote the value."
    // The plan.
    MissingPlan "missing-plan" Error
        "The folder has a plan.yaml." "plan.yaml has the title, the domain and the revision."
    EmptyPlan "empty-plan" Error
        "The plan has an event." "A feed without events wipes the calendars of its subscribers."
    BadKey "bad-key" Error
        "Ids and keys are lower-case letters, digits and hyphens, at most 100." "They are file names, parts of URLs and of UIDs."
    BadDomain "bad-domain" Error
        "The domain is a host name." "It is the right half of every UID."
    PlaceholderDomain "placeholder-domain" Error
        "The domain of a plan that is published is not a placeholder such as `example.org`." "It is the right half of every UID, and UIDs can never change."
    BadDay "bad-day" Error
        "The revision is a day such as `2017-09-20`." "Everything that changes is stamped with it."
    BadYear "bad-year" Error
        "A `year` is a year such as `2017`, a season such as `2025/26`, or at most twelve months such as `2025-09/2026-08`." "Dates that print no year are in it, each in just one place."
    BadUrl "bad-url" Error
        "Links are http, https or mailto." "Other schemes do nothing in a calendar, or harm."
    BadColor "bad-color" Error
        "A colour is `#rrggbb` or a CSS name." "Calendars read no other forms."
    BadGeo "bad-geo" Error
        "Coordinates are degrees of latitude and longitude, in this order." "RFC 5545 §3.8.1.6 allows -90 to 90 and -180 to 180."
    BadCountry "bad-country" Error
        "A country is two capital letters, as in ISO 3166-1." "So it is the same in every plan."
    UnknownZone "unknown-zone" Error
        "A time zone is a name of the tz database." "No calendar knows others."
    ZoneAlias "zone-alias" EventWarning
        "A time zone of a place has its present name, as in `zone.tab` of the tz database." "It is published under that name, since not every calendar knows older ones."
    ZoneWithoutPlace "zone-without-place" EventWarning
        "A time zone is that of a place, or `UTC`." "Not every calendar knows names such as `CET`, and their clocks are seldom those that are meant: `EST` has no summer time, and `Etc/GMT+3` is UTC-03:00."
    UnknownLanguage "unknown-language" Error
        "The language is one that planfeed has words for." "Feeds are written in that language."
    UnknownOrder "unknown-order" Error
        "`date_order` is `dmy` or `mdy`." "It says how `03/04/2017` is meant."
    BadWeeks "bad-weeks" Error
        "`weeks` is `iso`, or the day on which week 1 begins." "It says which week `Week 6` is."
    OutOfRange "out-of-range" Error
        "Numbers are within their limits." "A year is 1900 to 2199, a span 1 to 366 days, a notice at most 3,660 days."
    ReservedKey "reserved-key" Error
        "No feed by rule is called `all`, `import`, `category`, `phase` or `event`." "These names are taken."
    UnknownCertainty "unknown-certainty" Error
        "`certainty` is `certain` or `uncertain`." "A feed can select events by these two words only."
    UnknownCancelledForm "unknown-cancelled-form" Error
        "`publish.cancelled` is `status` or `title-only`." "It decides whether calendars that hide cancelled events show them."
    EmptyFeed "empty-feed" Warning
        "A feed holds an event." "RFC 5545 allows no calendar without one, so it is not published."
    // Events.
    DuplicateId "duplicate-id" Error
        "Each event has an id of its own." "Two events with one UID are one event to a calendar."
    BadUid "bad-uid" Error
        "A UID has 1 to 194 octets and no spaces or control characters." "Outlook may take longer ones for the same."
    UnknownPhase "unknown-phase" Error
        "Phases are those of plan.yaml." "The event would be in no phase's feed."
    UnknownCategory "unknown-category" Error
        "Categories are those of plan.yaml." "The event would be in no category's feed."
    UnknownVenue "unknown-venue" Error
        "Venues are those of plan.yaml, or are written out." "The event would have no place and no time zone."
    UnknownStatus "unknown-status" Error
        "A status is `confirmed`, `tentative`, `postponed` or `cancelled`." "Whether an event takes place is not left to a guess."
    LineBreak "line-break" Error
        "Titles and names are one line." "Outlook strips line breaks and runs the words together."
    TooLong "too-long" Error
        "Titles have at most 1,000 characters, names 300, descriptions 32,000." "Calendars cut or refuse longer ones."
    BadHours "bad-hours" Error
        "Hours are times of day such as `10:00-13:00, 15:00`, on days of the event." "A time that is not understood would be shown at another."
    EarlyHours "early-hours" EventWarning
        "Hours that begin from 1:00 to 7:59 say whether they are before noon or after it." "`7:30` is read as a time in the morning, but on posters it is often in the evening. Write `07:30`, `7:30am` or `19:30`."
    LongSession "long-session" EventWarning
        "A session lasts at most twelve hours." "A longer one is often a slip: `9am-9.30am` that became `9am-9.30`, or an end that is before its start."
    BadDuration "bad-duration" Error
        "A `duration` is hours and minutes such as `1h30`, less than a day." "It says how long a session is shown whose end is not given."
    HoursWithoutZone "hours-without-zone" Error
        "Hours have a time zone: the venue's, or the plan's." "Without one, every calendar shows them in its own."
    ImpossibleTime "impossible-time" Error
        "The clocks of the zone show every time that is given." "Each calendar moves one that they leap over to another hour."
    AmbiguousTime "ambiguous-time" Error
        "The clocks of the zone show every time that is given once." "Calendars differ in which of the two they take."
    BadRepeat "bad-repeat" Error
        "A repeat says how often and until when, and its days exist." "A meeting on a day that nobody meant misleads everyone who comes."
    BadAccept "bad-accept" Error
        "`accept` names warnings about events, by their codes." "An error can't be accepted, and a misspelt code accepts nothing."
    UnusedAccept "unused-accept" Warning
        "`accept` silences a warning." "One that is left over would hide a mistake that is made later."
    // Dates.
    BadDate "bad-date" Error
        "A date is understood whole." "A guess misleads everyone who subscribes."
    AmbiguousDate "ambiguous-date" Error
        "A date has one reading." "A guess misleads everyone who subscribes."
    ImpossibleDate "impossible-date" Error
        "The day is in the calendar." "Nobody can tell which was meant."
    WeekdayDisagrees "weekday-disagrees" Error
        "A printed weekday is that of its date." "One of the two is wrong."
    DateBackwards "date-backwards" Error
        "A date does not run backwards." "One of its ends is wrong, or a year is missing."
    DateWithoutYear "date-without-year" Error
        "Every date has a year." "Give `year` for the event or its file; an open date takes its phase's dates."
    LookAlikeLetters "look-alike-letters" EventWarning
        "Markers are in Latin letters." "Other letters look the same and are not found by search."
    DateOutsidePhase "date-outside-phase" EventWarning
        "An event lies within its phase." "Its date or its phase may be mistaken."
    WithdrawnEvent "withdrawn-event" Warning
        "An event in `withdrawn` is not defined." "It is published as long as it is defined."
    StillOpen "still-open" EventWarning
        "A date whose days are past is settled." "The plan's revision is after it: say what became of it."
    DuplicateEvent "duplicate-event" EventWarning
        "No two events have the same title, exact date, hours and place." "One of them is often left over, and calendars show both."
    RoomClash "room-clash" EventWarning
        "No two events are in one room at the same time." "One of them is printed with the wrong hours, or people come to a room that is taken."
    LongLocation "long-location" EventWarning
        "Room, venue and address together have at most 240 characters." "Outlook cuts LOCATION at 255, and the rest is in no other property."
    SimilarRooms "similar-rooms" EventWarning
        "A room has one name." "`Main hall` and `Main hal` look like two rooms, and clashes between them are not seen."
    PublicPasscode "public-passcode" EventWarning
        "What is published holds no passcode of a meeting." "A public feed shows it to everyone, and calendars keep it."
    StatusDisagrees "status-disagrees" EventWarning
        "A status that is given agrees with the markers." "The status wins; one of the two may be left over."
    StatusInTitle "status-in-title" EventWarning
        "A title does not say that its event is cancelled or postponed." "`status` says it, in every feed and on the page; calendars can't tell what a title alone says."
    // After the last publication.
    OlderRevision "older-revision" Error
        "A revision is not before that of the last publication." "Stamps that go back freeze calendars on what they have."
    SameRevision "same-revision" Warning
        "A revision is published once." "It says as of which day the plan is; readers can't tell two plans of one day apart."
    UnknownWithdrawn "unknown-withdrawn" Warning
        "What is withdrawn was published." "A name that was never published withdraws nothing."
    RenamedEvent "renamed-event" EventWarning
        "An id stays, or its event keeps its UID." "Calendars would cancel the old one and show another."
    PostponedMoved "postponed-moved" EventWarning
        "A postponed event stays on the date for which it was planned." "Calendars say of that date that it is the old one, and that a new one is not known."
    EndedFeed "ended-feed" Warning
        "A feed that was published still holds events." "Its subscribers are told to unsubscribe. A feed with another key is another feed."
    OtherDomain "other-domain" Error
        "The domain is that of the last publication." "With another, every event would be removed and added: `--accept-removals` does so."
    MassRemoval "mass-removal" Error
        "A build removes at most a fifth of the events still to come, or four." "A lost file must not cancel a plan: `--accept-removals` does so."
    NoLedger "no-last-publication" Warning
        "A plan that is published somewhere has a last publication, and all of it is there." "Without it, stamps begin anew, and calendars may keep old entries."
    // What is published.
    PublishedInUtc "published-in-utc" Warning
        "Each time zone with hours follows one yearly rule." "Outlook reads one rule for a zone. Where none fits, times are published in UTC."
    LargeFeed "large-feed" Warning
        "A feed has at most 1,000 events and 1 MB." "Google drops the rest without a word."
    LeftOutCopies "left-out-copies" Warning
        "At most 1,000 entries can be added by themselves." "Each is a file in `event/`; the page offers no copy of the others."
    ForbiddenBytes "forbidden-bytes" Error
        "Every published feed is read back without fault." "A feed that one calendar refuses is worse than an old one."
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rule().name)
    }
}

/// Returns the known name nearest to one that is not known, if one is near.
pub(crate) fn nearest<'a>(
    unknown: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let unknown = unknown.to_lowercase();
    let most = (unknown.chars().count() / 3).max(1);
    let mut nearest = None;
    for name in known {
        // Lengths that differ by more are never near: most names need no comparison.
        if name.len().abs_diff(unknown.len()) > most {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&name.to_lowercase(), &unknown);
        if distance <= most && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, name));
        }
    }
    nearest.map(|(_, name)| name)
}

/// Returns `did you mean ...`, or the list of what is known when it is short.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Help> {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(name) = nearest(unknown, known.iter().copied()) {
        return Some(Help::did_you_mean(name));
    }
    match known.len() {
        1 => Some(format!("expected `{}`", known[0]).into()),
        2..=24 => Some(format!("expected one of `{}`", known.join("`, `")).into()),
        _ => None,
    }
}

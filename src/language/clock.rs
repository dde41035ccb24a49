//! The meanings of words in printed hours.

/// The meaning of a word in printed hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoursTerm {
    /// Stands before a time and adds nothing: *at*, *a las*, *à*.
    Lead,
    /// A label before or behind the hours: *time*, *kick-off*, *horaires*.
    Label,
    /// Opens a session: *from*, *dès*, *a partir de*.
    From,
    /// Follows a start: *onwards*, *start*.
    Onwards,
    /// Opens a session whose end *and* joins to it: *between*.
    Between,
    /// Between the ends of a session.
    To,
    /// Before the end of a session, in a sentence of its own: *and finishes at*.
    Finish,
    /// In place of an end that is not given: *late*, *close*.
    Late,
    /// Joins sessions.
    And,
    /// Beside the time at which people may come in, before the event begins: *doors*.
    Doors,
    /// Between the time to come and the start: *7 for 7.30*.
    For,
    /// Before noon or after it.
    DayPart(DayPart),
    /// A part of the day by one letter, right behind the figures: *10a*.
    GluedPart(DayPart),
    /// The unit of an hour on the 24-hour clock: *h*, *hrs*, *heures*. Minutes may follow.
    Hour,
    /// The unit of an hour on any clock: *o'clock*.
    OClock,
    /// The unit of minutes.
    Minute,
    /// A sign that may stand between hours and minutes, beside a colon and a stop.
    MinuteSign,
    /// A number, as a word: an hour, or minutes behind one.
    Number(u8),
    /// Minutes only, as a word, behind an hour: *thirty*.
    Minutes(u8),
    /// Minutes to add to the hour that follows: *half past*, *quarter to*.
    MinutesBefore(i8),
    /// Half an hour after the hour that follows, or before it: *half seven*.
    Half,
    /// Minutes to add to the hour before: *y media*, *moins le quart*.
    MinutesAfter(i8),
    /// Twelve o'clock by day.
    Noon,
    /// Twelve o'clock by night, of either end of the day.
    Midnight,
    /// The end is on the day after.
    NextDay,
    /// Before two days, with the night between them: *in the night of*.
    NightOf,
    /// A day without hours.
    AllDay,
    /// A word that adds nothing: *sharp*, *daily*.
    Remark,
    /// Opens a remark with a time that is not one of the hours: *last entry*, *instead of*.
    Aside,
    /// The time is a guess: *about*, *vers*. It is to be confirmed.
    Approximate,
    /// The zone is the event's own: *local time*.
    Local,
    /// A zone, as the tz database abbreviates it: *UK time* is GMT or BST.
    Zone(&'static [&'static str]),
    /// A word that is refused, with the reason.
    Refused(RefusedHours),
}

/// A part of the day, as words beside a time tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayPart {
    /// Before noon: *am*.
    Am,
    /// After noon: *pm*.
    Pm,
    /// *in the morning*: am, but at no hour of twelve.
    Morning,
    /// *in the afternoon*: pm.
    Afternoon,
    /// *in the evening*: pm, but at no hour of twelve.
    Evening,
    /// *at night*: late in the evening, or early in the morning; at twelve it is midnight.
    Night,
    /// After midnight: *de la madrugada*.
    SmallHours,
    /// At twelve only: *12 m.* is noon.
    Meridies,
}

/// Why a word in hours is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedHours {
    /// One of several times.
    Alternative,
    /// An end without a start, or a start that is not given.
    NoStart,
    /// The time by which something is to be done.
    LastMoment,
    /// A part of the day without a time.
    PartOfDay,
    /// Days, which belong to the date.
    Days,
    /// Not a time.
    NoTime,
}

//! What was published and is no longer: which of it says so for a while, and how.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use icalendar::{Component, Property};

use super::describe::cut;
use super::told::{Told, without_last_change};
use crate::history::{self, Departed, Ledger, Stamp, meetings, remaining};
use crate::ical::{self, ContentLine, Moment, Vevent, length, occurrences};
use crate::language::{Language, fill};
use crate::phrase::{Grammar, date, marker_of};
use crate::plan::{Groups, Key, Plan, Uid};

/// A notice that an event, or a part of one, is no longer in the plan.
#[derive(Debug)]
pub struct Notice {
    /// Its UID, as it was.
    pub uid: String,
    /// When it was to begin, by its own clock.
    pub start: NaiveDateTime,
    /// When it was last changed, in UTC.
    pub modified: NaiveDateTime,
    /// Whether the last publication has no such notice.
    pub is_new: bool,
    /// Its VEVENTs.
    pub entries: Vec<Vec<u8>>,
    /// The zones of its times, and these times in UTC.
    pub times: Vec<(Tz, NaiveDateTime)>,
    groups: OwnGroups,
}

/// What decides which feeds had an entry.
#[derive(Debug)]
pub struct OwnGroups {
    category: Option<Key>,
    phase: Option<Key>,
    venue: Option<Key>,
    is_certain: bool,
}

impl OwnGroups {
    /// Of an entry that planfeed wrote.
    pub fn of(vevent: &Vevent, grammar: &Grammar) -> Self {
        let key = |name: &str| Key::new(&vevent.text(name)?);
        let told = Told::read(vevent);
        let is_certain =
            |told: &Told| told.when.is_certain() && marker_of(grammar, &told.title).is_none();
        Self {
            category: key("X-PLANFEED-CATEGORY"),
            phase: key("X-PLANFEED-PHASE"),
            venue: key("X-PLANFEED-VENUE"),
            is_certain: told.as_ref().is_some_and(is_certain),
        }
    }

    /// The same, borrowed.
    pub fn groups(&self) -> Groups<'_> {
        let Self {
            category,
            phase,
            venue,
            is_certain,
        } = self;
        Groups {
            category: category.as_ref(),
            phase: phase.as_ref(),
            venue: venue.as_ref(),
            is_certain: *is_certain,
        }
    }
}

impl Notice {
    /// What decides which feeds had it.
    pub fn groups(&self) -> Groups<'_> {
        self.groups.groups()
    }
}

/// What was published under other UIDs than those that are.
#[derive(Debug, Default)]
pub struct Departures {
    /// What says so for a while.
    pub notices: Vec<Notice>,
    /// What leaves the feeds: at once, or since its notice has run out.
    pub gone: Vec<Gone>,
}

/// What leaves the feeds.
#[derive(Debug)]
pub struct Gone {
    /// Its UID and its last stamp.
    pub departed: Departed,
    groups: OwnGroups,
}

impl Gone {
    /// What decides which feeds had it.
    pub fn groups(&self) -> Groups<'_> {
        self.groups.groups()
    }
}

/// What becomes of all that the last publication has under UIDs that are not among those
/// `published`.
pub fn departures(
    plan: &Plan,
    language: &Language,
    ledger: &Ledger,
    published: &BTreeSet<&str>,
) -> Departures {
    let mut departures = Departures::default();
    let mut absent = ledger
        .recorded()
        .filter(|(uid, _)| !published.contains(uid))
        .peekable();
    if absent.peek().is_none() {
        return departures;
    }
    let grammar = Grammar::new(language);
    let living: BTreeSet<&str> = plan.events.iter().map(|event| event.uid.as_str()).collect();
    for (uid, recorded) in absent {
        let vevents: Vec<Vevent> = ledger.vevents(recorded).collect();
        let Some(main) = main(ledger, uid, &vevents) else {
            continue;
        };
        let groups = OwnGroups::of(&main, &grammar);
        // The first part of an event may be left out, with the UID that is the event's own.
        let is_of_living = living.contains(uid)
            || Uid::split(uid).is_some_and(|(whole, _)| living.contains(&*whole));
        let since = recorded.removed.unwrap_or(plan.revision);
        let has_notice = recorded.removed.is_some() || is_to_come(&vevents, plan.revision);
        if is_of_living || is_withdrawn(plan, uid) || !has_notice || !is_kept(plan, since) {
            departures.gone.push(Gone {
                departed: Departed::new(uid, recorded.stamp),
                groups,
            });
        } else if recorded.removed.is_some() {
            let entries = ledger.bytes(recorded).map(<[u8]>::to_vec).collect();
            departures
                .notices
                .push(notice(uid, recorded.stamp, entries, groups, false));
        } else {
            let stamp = recorded.stamp.next(plan.revision);
            let remaining = remaining(vevents, plan.revision);
            let entries = remaining
                .iter()
                .map(|vevent| write(plan, language, vevent, &main, stamp))
                .collect();
            departures
                .notices
                .push(notice(uid, stamp, entries, groups, true));
        }
    }
    departures
}

/// Of the entries of an event, one that is not of a meeting which differs: by the event are feeds
/// chosen, not by that.
fn main(ledger: &Ledger, uid: &str, own: &[Vevent]) -> Option<Vevent> {
    let first = own.first()?;
    let differs =
        |vevent: &Vevent| Told::read(vevent).is_some_and(|told| told.instead_of.is_some());
    if !differs(first) {
        return Some(first.clone());
    }
    let whole = Uid::split(uid).map_or_else(|| uid.to_owned(), |(whole, _)| whole);
    let parts = ledger
        .parts(&whole)
        .filter_map(|recorded| ledger.vevents(recorded).next());
    let usual = parts.into_iter().find(|vevent| !differs(vevent));
    Some(usual.unwrap_or_else(|| first.clone()))
}

fn notice(
    uid: &str,
    stamp: Stamp,
    entries: Vec<Vec<u8>>,
    groups: OwnGroups,
    is_new: bool,
) -> Notice {
    let vevents: Vec<Vevent> = entries.iter().map(|bytes| Vevent::read(bytes)).collect();
    let start = vevents
        .first()
        .and_then(|vevent| vevent.moment("DTSTART"))
        .map(|start| start.clock());
    Notice {
        uid: uid.to_owned(),
        start: start.unwrap_or(stamp.modified),
        modified: stamp.modified,
        is_new,
        times: vevents.iter().flat_map(times).collect(),
        entries,
        groups,
    }
}

/// Whether a notice since that revision still stands, by the plan's revision.
pub(super) fn is_kept(plan: &Plan, since: NaiveDate) -> bool {
    plan.revision < since + TimeDelta::days(plan.keep_cancelled.into())
}

/// Whether the plan lists an event, by its id or its UID, as a mistake.
pub fn is_withdrawn(plan: &Plan, uid: &str) -> bool {
    let whole = Uid::split(uid).map(|(whole, _)| whole);
    let is_named = |uid: &str, name: &String| {
        uid == name || uid.strip_suffix(&*plan.domain) == Some(&format!("{name}@"))
    };
    plan.withdrawn.iter().any(|name| {
        is_named(uid, name) || whole.as_ref().is_some_and(|whole| is_named(whole, name))
    })
}

/// Whether an entry, with the meetings of it that differ, lasts to that day or beyond, or may do
/// so.
pub fn is_to_come(vevents: &[Vevent], revision: NaiveDate) -> bool {
    let when = vevents
        .first()
        .and_then(Told::read)
        .map(|told| told.when)
        .filter(|when| !when.is_exact());
    // What is uncertain may be shown on one day alone.
    let may_last = when.is_some_and(|when| when.span().is_none_or(|span| span.last() >= revision));
    may_last || meetings(vevents).iter().any(|(_, last)| *last >= revision)
}

/// Every time in a zone that an entry names or has, in UTC.
fn times(vevent: &Vevent) -> Vec<(Tz, NaiveDateTime)> {
    let named = vevent
        .lines
        .iter()
        .filter(|line| line.parameter("TZID").is_some())
        .filter_map(Moment::of);
    let length = length(vevent).unwrap_or_default();
    let held = occurrences(vevent)
        .into_iter()
        .flat_map(|start| [start.at(start.clock() + length), start]);
    named
        .chain(held)
        .filter_map(|moment| Some((moment.zone()?, moment.utc()?)))
        .collect()
}

/// An entry as a notice that it is no longer in the plan: in words, since Outlook shows a cancelled
/// entry as live. It is of the groups of `main`, so that it stays in the feeds that had it.
fn write(
    plan: &Plan,
    language: &Language,
    vevent: &Vevent,
    main: &Vevent,
    stamp: Stamp,
) -> Vec<u8> {
    let written = &language.written;
    let day = date(plan.revision, language);
    let old = vevent.text("DESCRIPTION").unwrap_or_default();
    let title = Told::read(vevent)
        .map(|told| told.title)
        .unwrap_or_default();
    let (summary, is_cut) = cut(&format!("{}{title}", written.cancelled));
    let full_title = if is_cut {
        fill(written.full_title, &[("title", &title)]) + ".\n"
    } else {
        Default::default()
    };
    let removed = format!("{full_title}{}.", fill(written.removed, &[("date", &day)]));
    let before = without_last_change(&old);
    let before = if before.is_empty() {
        String::new()
    } else {
        format!("{}\n{before}", written.said_before)
    };
    let last_changed = fill(written.last_changed, &[("date", &day)]) + ".";
    let description: Vec<String> = [removed, before, last_changed]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let mut vevent = vevent.clone();
    let is_group = |line: &ContentLine| line.name.starts_with("X-PLANFEED-");
    vevent.lines.retain(|line| !is_group(line));
    vevent
        .lines
        .extend(main.lines.iter().filter(|line| is_group(line)).cloned());
    let mut event = vevent.to_event();
    let mut set = |name: &str, value: &str| {
        event.append_property(Property::new(name, value));
    };
    let modified = history::date_time(stamp.modified);
    set("DTSTAMP", &modified);
    set("LAST-MODIFIED", &modified);
    set("SEQUENCE", &stamp.sequence.to_string());
    set("SUMMARY", &summary);
    set("DESCRIPTION", &description.join("\n\n"));
    set("STATUS", "CANCELLED");
    set("X-PLANFEED-REMOVED", &plan.revision.to_string());
    let mut bytes = Vec::new();
    ical::event(&event, &mut bytes);
    bytes
}

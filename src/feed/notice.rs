//! Notices: entries that say what is no longer published, an event or a whole feed. They stay for
//! as long as the plan keeps them, by its revision.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use icalendar::{Component as _, Event as Component, Property};

use super::description::cut;
use super::dtstart::Shown;
use super::entries::{Difference, Placed};
use super::feeds::Feed;
use super::vevent::show;
use crate::history::{
    self, ALL, CERTAIN, Departed, Entry, Ledger, Record, UNCERTAIN, is_exception, is_to_come,
    remaining, title,
};
use crate::ical::{self, Moment, Vevent, duration, occurrences, own};
use crate::language::{Language, fill};
use crate::phrase::{Grammar, date};
use crate::plan::{DateRange, Grouping, Plan};

/// The UIDs of the last publication that are no longer published.
#[derive(Debug, Default)]
pub struct Departures<'a> {
    /// The notices; their places are those in `bytes`.
    pub notices: Vec<Placed<'a>>,
    /// The bytes of the notices.
    pub bytes: Vec<u8>,
    /// The times in zones that notices name, in UTC: VTIMEZONEs must cover them.
    pub times: Vec<(Tz, NaiveDateTime)>,
    /// UIDs that leave the feeds, each with the groups that decided which feeds had it.
    pub gone: Vec<(Departed, Grouping<'a>)>,
}

/// What becomes of all that the last publication has under UIDs that are not among those
/// `published`.
pub fn departures<'a>(
    plan: &'a Plan,
    language: &Language,
    ledger: &Ledger,
    published: &BTreeSet<&str>,
) -> Departures<'a> {
    let mut departures = Departures::default();
    let is_absent = |entries: &&[Entry]| !published.contains(entries[0].uid.as_str());
    let mut absent = ledger.entries().filter(is_absent).peekable();
    if absent.peek().is_none() {
        return departures;
    }
    let grammar = Grammar::new(language);
    let living: BTreeSet<&str> = plan.events.iter().map(|event| event.uid.as_str()).collect();
    for entries in absent {
        let (uid, event) = (&entries[0], entries[0].event());
        let vevents = ledger.vevents(entries);
        // By what its event is are its feeds chosen, not by a meeting that differs.
        let main = match is_exception(&vevents[0]) {
            true => ledger.main(event).unwrap_or(vevents[0].clone()),
            false => vevents[0].clone(),
        };
        let Some(record) = Record::read(&main) else {
            continue;
        };
        let groups = record.groups(plan, &grammar);
        let has_notice = uid.removed.is_some() || is_to_come(&vevents, plan.revision);
        let is_over = !has_notice || !is_kept(plan, uid.removed.unwrap_or(plan.revision));
        if living.contains(event) || uid.is_withdrawn(plan) || is_over {
            departures.gone.push((Departed::of(uid), groups));
        } else if uid.removed.is_some() {
            for entry in entries {
                departures.keep(entry.clone(), ledger.bytes(entry), groups, Difference::None);
            }
        } else {
            let notice = Notice {
                plan,
                language,
                main: &main,
                is_certain: groups.is_certain,
                grammar: &grammar,
            };
            for vevent in remaining(vevents, plan.revision) {
                let entry = Entry {
                    stamp: uid.stamp.next(plan.revision),
                    removed: Some(plan.revision),
                    is_override: vevent.line("RECURRENCE-ID").is_some(),
                    ..uid.clone()
                };
                let bytes = notice.write(&vevent, &entry);
                departures.keep(entry, &bytes, groups, Difference::Meaning);
            }
        }
    }
    departures
}

impl<'a> Departures<'a> {
    /// Adds an entry of a notice; those of one UID begin with the first of them.
    fn keep(&mut self, entry: Entry, bytes: &[u8], groups: Grouping<'a>, differs: Difference) {
        let vevent = Vevent::read(bytes);
        let times = times(&vevent);
        let zones: BTreeSet<&str> = times.iter().map(|(zone, _)| zone.name()).collect();
        let last = self.notices.last();
        let start = match last.filter(|last| last.entry.uid == entry.uid) {
            Some(first) => first.start,
            None => vevent
                .moment("DTSTART")
                .map_or(entry.stamp.modified, |start| start.clock()),
        };
        let from = self.bytes.len();
        self.bytes.extend(bytes);
        self.notices.push(Placed {
            start,
            id: None,
            groups,
            differs,
            zones: zones.into_iter().collect(),
            entry: Entry {
                bytes: from..self.bytes.len(),
                ..entry
            },
        });
        self.times.extend(times);
    }
}

/// Whether a notice since that revision still stands, by the plan's revision.
fn is_kept(plan: &Plan, since: NaiveDate) -> bool {
    plan.revision < since + TimeDelta::days(plan.keep_cancelled.into())
}

/// Every time in a zone that an entry names or has, in UTC.
fn times(vevent: &Vevent) -> Vec<(Tz, NaiveDateTime)> {
    let named = vevent
        .lines
        .iter()
        .filter(|line| line.parameter("TZID").is_some())
        .filter_map(Moment::of);
    let duration = duration(vevent).unwrap_or_default();
    let held = occurrences(vevent)
        .into_iter()
        .flat_map(|start| [start.at(start.clock() + duration), start]);
    named
        .chain(held)
        .filter_map(|moment| Some((moment.zone()?, moment.utc()?)))
        .collect()
}

/// How an event is announced as removed.
struct Notice<'a> {
    plan: &'a Plan,
    language: &'a Language,
    grammar: &'a Grammar,
    /// The entry by which its feeds are chosen.
    main: &'a Vevent,
    /// Whether the event was certain.
    is_certain: bool,
}

impl Notice<'_> {
    /// An entry as a notice that it is no longer in the plan: in words, since Outlook shows a
    /// cancelled entry as live. It keeps what decides which feeds had it, so that it stays there.
    fn write(&self, vevent: &Vevent, entry: &Entry) -> Vec<u8> {
        let mut event = vevent.to_standard_event();
        let mut set = |name: &str, value: &str| {
            event.append_property(Property::new(name, value));
        };
        let modified = history::date_time(entry.stamp.modified);
        let title = title(vevent);
        let (summary, is_cut) = cut(&format!("{}{title}", self.language.written.cancelled));
        set("DTSTAMP", &modified);
        set("LAST-MODIFIED", &modified);
        set("SEQUENCE", &entry.stamp.sequence.to_string());
        set("SUMMARY", &summary);
        set("DESCRIPTION", &self.description(vevent, &title, is_cut));
        set("STATUS", "CANCELLED");
        set(own::TITLE, &title);
        let kept = [own::WHEN, own::EVENT, own::INSTEAD_OF].map(|name| (name, vevent));
        let groups = [own::PHASE, own::CATEGORY, own::VENUE].map(|name| (name, self.main));
        for (name, of) in kept.into_iter().chain(groups) {
            if let Some(value) = of.text(name) {
                set(name, &value);
            }
        }
        let record = Record::read(vevent);
        if record.is_none_or(|record| record.is_certain(self.grammar) != self.is_certain) {
            let certainty = if self.is_certain { CERTAIN } else { UNCERTAIN };
            set(own::CERTAINTY, certainty);
        }
        set(own::REMOVED, &self.plan.revision.to_string());
        let mut bytes = Vec::new();
        ical::event(&event, &mut bytes);
        bytes
    }

    /// The description: that the event was removed, what its entry said before, and the day of this
    /// change.
    fn description(&self, vevent: &Vevent, title: &str, is_cut: bool) -> String {
        let written = &self.language.written;
        let day = date(self.plan.revision, self.language);
        let mut text = String::new();
        if is_cut {
            text = fill(written.full_title, &[("title", title)]) + ".\n";
        }
        text += &fill(written.removed, &[("date", &day)]);
        text += ".\n\n";
        let old = vevent.text("DESCRIPTION").unwrap_or_default();
        // The last paragraph is the day of the last change.
        if let Some((before, _)) = old.rsplit_once("\n\n") {
            text += &format!("{}\n{before}\n\n", written.said_before);
        }
        text + &fill(written.last_changed, &[("date", &day)]) + "."
    }
}

/// A feed that has ended.
#[derive(Debug)]
pub struct EndedFeed {
    /// Where it was.
    pub feed: Feed,
    /// The revision since which it holds nothing.
    pub since: NaiveDate,
    /// When it ended, in UTC.
    pub modified: NaiveDateTime,
}

/// The feeds that the last publication had, that are not among those `open`, and that still have to
/// say so. A file to import, which nobody is subscribed to, goes at once.
pub fn ended_feeds(plan: &Plan, ledger: &Ledger, open: &BTreeSet<&str>) -> Vec<EndedFeed> {
    let mut closed = Vec::new();
    for feed in ledger.feeds() {
        let since = feed.closed.unwrap_or(plan.revision);
        let is_import = feed.path.starts_with("import/");
        if open.contains(&*feed.path) || is_import || !is_kept(plan, since) {
            continue;
        }
        closed.push(EndedFeed {
            feed: Feed::ended(feed.path.clone(), feed.title.clone()),
            since,
            modified: match (feed.closed, feed.modified) {
                (Some(_), Some(modified)) => modified.naive_utc(),
                _ => ledger.stamp(plan.revision),
            },
        });
    }
    closed
}

impl EndedFeed {
    /// The entry which says so, on the day of the revision. Its UID is the feed's path, which no
    /// event's can be.
    pub fn entry(&self, plan: &Plan, language: &Language) -> Vec<u8> {
        let written = &language.written;
        let title = fill(written.feed_ended, &[("feed", &self.feed.title)]);
        let day = date(self.since, language);
        let mut text = fill(written.feed_ended_text, &[("date", &day)]);
        let all = plan.publish_url.as_ref().map(|url| format!("{url}{ALL}"));
        if let Some(url) = all.or_else(|| plan.url.clone()) {
            text += "\n\n";
            text += &fill(written.all_events, &[("url", &url)]);
        }
        // A feed may end, come back and end again.
        let sequence = (self.since - NaiveDate::default()).num_days().max(0);
        let stamp = history::date_time(self.modified);
        let mut event = Component::with_uid(&format!("{}@{}", self.feed.path, plan.domain));
        for (name, value) in [
            ("DTSTAMP", stamp.as_str()),
            ("CREATED", &stamp),
            ("LAST-MODIFIED", &stamp),
            ("SEQUENCE", &sequence.to_string()),
            ("SUMMARY", &cut(&title).0),
            ("DESCRIPTION", &text),
            ("STATUS", "CONFIRMED"),
            ("TRANSP", "TRANSPARENT"),
            ("X-MICROSOFT-CDO-BUSYSTATUS", "FREE"),
        ] {
            event.append_property(Property::new(name, value));
        }
        show(&mut event, &Shown::Days(DateRange::day(self.since)));
        let mut bytes = Vec::new();
        ical::event(&event, &mut bytes);
        bytes
    }
}

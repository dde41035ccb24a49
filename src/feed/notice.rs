//! Notices: entries that say that an event is no longer in the plan. They are published
//! for as long as the plan keeps them, by its revision.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use icalendar::Component as _;

use super::entries::{Difference, Placed};
use super::summary::cut;
use super::vevent::{add_stamp, add_status};
use crate::history::{
    CERTAIN, Departed, Entry, Ledger, Record, UNCERTAIN, is_override, is_to_come, remaining, title,
};
use crate::ical::{self, CalendarZones, Moment, Vevent, duration, own, planned_starts};
use crate::language::{Language, fill};
use crate::phrase::{Grammar, date};
use crate::plan::{Grouping, Plan, Stated};

/// The UIDs of the last publication that are no longer published.
#[derive(Debug, Default)]
pub(crate) struct Departures<'a> {
    /// The notices; their places are those in `bytes`.
    pub notices: Vec<Placed<'a>>,
    /// The bytes of the notices.
    pub bytes: Vec<u8>,
    /// The times in zones that notices name, in UTC: VTIMEZONEs must cover them.
    pub times: Vec<(Tz, NaiveDateTime)>,
    /// UIDs that are removed from the feeds, each with the groups that decided which feeds had it.
    pub gone: Vec<(Departed, Grouping<'a>)>,
}

/// Returns what becomes of all that the last publication has under UIDs that are not among those
/// `published`.
pub(crate) fn departures<'a>(
    plan: &'a Plan,
    language: &'static Language,
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
        // The main entry decides which feeds have the event, not an override or a later stretch.
        let is_other = is_override(&vevents[0]) || vevents[0].line(own::ONWARDS).is_some();
        let main = match is_other {
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
            departures.keep_notice(plan, ledger, entries, &groups);
        } else {
            let (main, grammar) = (&main, &grammar);
            let notice = Notice {
                plan,
                language,
                grammar,
                main,
                is_certain: groups.is_certain,
            };
            for vevent in remaining(vevents, plan.revision) {
                let entry = Entry {
                    stamp: uid.stamp.next(plan.revision),
                    removed: Some(plan.revision),
                    is_override: vevent.line("RECURRENCE-ID").is_some(),
                    ..uid.clone()
                };
                let bytes = notice.write(&vevent, &entry);
                departures.keep(entry, &bytes, &groups, Difference::Meaning);
            }
        }
    }
    departures
}

impl<'a> Departures<'a> {
    /// Keeps a notice, in the form in which cancelled events are published now.
    fn keep_notice(
        &mut self,
        plan: &Plan,
        ledger: &Ledger,
        entries: &[Entry],
        groups: &Grouping<'a>,
    ) {
        let published = plan.cancelled_form.published(Stated::Cancelled);
        for entry in entries {
            let vevent = Vevent::read(ledger.bytes(entry));
            let is_same = vevent.value("STATUS") == Some(&published.word().to_uppercase());
            if is_same {
                self.keep(entry.clone(), ledger.bytes(entry), groups, Difference::None);
                continue;
            }
            let stamp = entry.stamp.reworded();
            let mut event = vevent.to_event();
            event.remove_property(own::STATUS);
            add_stamp(&mut event, stamp);
            add_status(&mut event, plan, Stated::Cancelled);
            let mut bytes = Vec::new();
            ical::event(&event, &mut bytes);
            let entry = Entry {
                stamp,
                ..entry.clone()
            };
            self.keep(entry, &bytes, groups, Difference::Words);
        }
    }

    /// Adds an entry of a notice; those of one UID begin with the first of them.
    fn keep(&mut self, entry: Entry, bytes: &[u8], groups: &Grouping<'a>, differs: Difference) {
        let vevent = Vevent::read(bytes);
        let times = times(&vevent);
        let zones: BTreeSet<&str> = times.iter().map(|(zone, _)| zone.name()).collect();
        let last = self.notices.last();
        let start = match last.filter(|last| last.entry.uid == entry.uid) {
            Some(first) => first.start,
            None => {
                let start = vevent.moment("DTSTART");
                start.map_or(entry.stamp.modified, |start| start.clock())
            }
        };
        let from = self.bytes.len();
        self.bytes.extend(bytes);
        let entry = Entry {
            bytes: from..self.bytes.len(),
            ..entry
        };
        self.notices.push(Placed {
            start,
            event: None,
            is_settled: false,
            groups: groups.clone(),
            differs,
            zones: zones.into_iter().collect(),
            entry,
        });
        self.times.extend(times);
    }
}

/// Whether a notice since that revision is still published, by the plan's revision.
pub(super) fn is_kept(plan: &Plan, since: NaiveDate) -> bool {
    plan.revision < since + TimeDelta::days(plan.keep_cancelled.into())
}

/// Returns every time in a zone that an entry names or has, in UTC.
fn times(vevent: &Vevent) -> Vec<(Tz, NaiveDateTime)> {
    let in_zone = vevent
        .lines
        .iter()
        .filter(|line| line.parameter("TZID").is_some());
    let mut moments: Vec<Moment> = in_zone.filter_map(Moment::of).collect();
    let zones = &CalendarZones::default();
    if let Some(duration) = duration(vevent, zones) {
        for start in planned_starts(vevent, zones) {
            moments.extend([start.at(start.clock() + duration), start]);
        }
    }
    let time = |moment: Moment| Some((moment.zone()?, moment.utc(zones)?));
    moments.into_iter().filter_map(time).collect()
}

/// The facts that decide how an event is announced as removed.
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
    /// Renders an entry as a notice that it is no longer in the plan: in words, since Outlook shows
    /// a cancelled entry as live. It keeps what decides which feeds had it, so that it stays there.
    fn write(&self, vevent: &Vevent, entry: &Entry) -> Vec<u8> {
        let mut event = vevent.to_standard_event();
        let title = title(vevent);
        let (summary, is_cut) = cut(&format!("{}{title}", self.language.written.cancelled));
        add_stamp(&mut event, entry.stamp);
        event.add_property("SUMMARY", summary);
        event.add_property("DESCRIPTION", self.description(vevent, &title, is_cut));
        add_status(&mut event, self.plan, Stated::Cancelled);
        event.add_property(own::TITLE, title);
        let kept =
            [own::WHEN, own::EVENT, own::ONWARDS, own::INSTEAD_OF].map(|name| (name, vevent));
        let groups = [own::PHASE, own::CATEGORY, own::VENUE].map(|name| (name, self.main));
        for (name, of) in kept.into_iter().chain(groups) {
            if let Some(value) = of.text(name) {
                event.add_property(name, value);
            }
        }
        let mut record = Record::read(vevent);
        if let Some(record) = &mut record {
            record.status = Stated::Cancelled;
        }
        if record.is_none_or(|record| record.is_certain(self.grammar) != self.is_certain) {
            let certainty = if self.is_certain { CERTAIN } else { UNCERTAIN };
            event.add_property(own::CERTAINTY, certainty);
        }
        event.add_property(own::REMOVED, self.plan.revision.to_string());
        let mut bytes = Vec::new();
        ical::event(&event, &mut bytes);
        bytes
    }

    /// Returns the description: that the event was removed, what its entry said before, and the day
    /// of this change.
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

//! The entries of an event, with the stamps that they have after the last publication.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::beside::beside;
use super::description::{Description, facts};
use super::part::{Part, PartKind, parts};
use super::vevent::vevent;
use super::zones::Zones;
use crate::history::{Entry, Ledger, Stamp, says_the_same};
use crate::ical::{self, Vevent};
use crate::language::Language;
use crate::plan::{Event, Grouping, Plan, SeriesStretch};

/// An entry, and what decides where it is in the feeds.
#[derive(Debug)]
pub(crate) struct Placed<'a> {
    /// When its part begins, by its own clock.
    pub start: NaiveDateTime,
    /// Its event; none for a notice, whose event is no longer in the plan.
    pub event: Option<&'a Event>,
    /// Whether it is settled ([`Event::is_settled`]); for an override, whether its series is.
    pub is_settled: bool,
    /// The keys that decide which feeds hold it.
    pub groups: Grouping<'a>,
    /// The difference from the last publication.
    pub differs: Difference,
    /// The zones whose VTIMEZONE a feed with this entry needs.
    pub zones: Vec<&'static str>,
    /// The entry; its place is counted from the start of the bytes returned with it.
    pub entry: Entry,
}

/// The difference of an entry from the one in the last publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Difference {
    /// Its bytes are the same.
    None,
    /// Only planfeed's own words differ.
    Words,
    /// It is new, or says something else.
    Meaning,
}

/// Renders the entries of an event, by part. Each keeps the stamp of the last publication if its
/// bytes are the same.
pub(crate) fn entries<'a>(
    plan: &'a Plan,
    event: &'a Event,
    language: &Language,
    zones: &Zones,
    ledger: &Ledger,
) -> (Vec<Placed<'a>>, Vec<u8>) {
    // In UTC a stretch may have a thousand parts, with the same facts.
    let shared = event.stretches();
    let shared = shared.map(|of| {
        (
            of.from,
            facts(plan, of.event, &beside(&of, language), language),
        )
    });
    let shared: BTreeMap<_, _> = shared.collect();
    let print = |part: &Part<'_>, stamp: Stamp| {
        let SeriesStretch { event, from, .. } = part.stretch;
        let is_usual = std::ptr::eq(part.event, event);
        let own = (!is_usual).then(|| facts(plan, part.event, &[], language));
        print(
            plan,
            part,
            language,
            own.as_ref().unwrap_or(&shared[&from]),
            stamp,
        )
    };
    let parts = parts(plan, event, zones);
    // All entries of a UID get the same stamp: some calendars look at that of the series alone.
    let mut drafts = Vec::new();
    let is_same = |one: &Part<'_>, other: &Part<'_>| {
        (one.stretch.from, one.number) == (other.stretch.from, other.number)
    };
    for parts in parts.chunk_by(is_same) {
        let uid = parts[0].uid();
        let last = ledger.get(&uid);
        let stamp = Entry::stamp_of(last);
        let stamp = stamp.unwrap_or_else(|| ledger.stamp_of_new(&uid, plan.revision));
        let printed: Vec<_> = parts.iter().map(|part| print(part, stamp)).collect();
        let differs = difference(ledger, last, &printed);
        drafts.push((uid, parts, stamp, printed, differs));
    }
    let most = drafts.iter().map(|(.., differs)| *differs).max();
    let (mut entries, mut buffer) = (Vec::new(), Vec::new());
    for (uid, parts, last, printed, mut differs) in drafts {
        // The words of a part may be about another that changed, such as how many there are.
        if differs == Difference::Words {
            differs = most.unwrap_or(differs);
        }
        let stamp = match differs {
            Difference::None => last,
            Difference::Words => last.reworded(),
            Difference::Meaning if ledger.get(&uid).is_empty() => last,
            Difference::Meaning => last.next(plan.revision),
        };
        for (part, printed) in parts.iter().zip(printed) {
            let start = buffer.len();
            buffer.extend(match stamp == last {
                true => printed,
                false => print(part, stamp),
            });
            entries.push(Placed {
                start: part.start,
                event: Some(event),
                is_settled: parts[0].event.is_settled(),
                groups: event.groups(),
                differs,
                zones: part.zones().map(|zone| zone.name()).collect(),
                entry: Entry {
                    uid: uid.clone(),
                    part_of: (uid != event.uid.as_str()).then(|| event.uid.as_str().to_owned()),
                    stamp,
                    removed: None,
                    is_override: matches!(part.kind, PartKind::Override(_)),
                    bytes: start..buffer.len(),
                },
            });
        }
    }
    (entries, buffer)
}

/// Renders a part with that stamp.
fn print(plan: &Plan, part: &Part<'_>, language: &Language, facts: &str, stamp: Stamp) -> Vec<u8> {
    let description = Description {
        language,
        facts,
        modified: stamp.modified.date(),
        part,
    };
    let mut bytes = Vec::with_capacity(1024);
    // A component is several times its bytes, so it is printed and dropped at once.
    ical::event(&vevent(plan, &description, stamp), &mut bytes);
    bytes
}

/// Returns how the entries of a UID, printed with their last stamp, differ from the last ones.
fn difference(ledger: &Ledger, last: &[Entry], printed: &[Vec<u8>]) -> Difference {
    if last.len() != printed.len() {
        return Difference::Meaning;
    }
    let pairs = last.iter().zip(printed);
    let differences = pairs.map(|(last, now)| match ledger.bytes(last) {
        last if last == now => Difference::None,
        last if says_the_same(&Vevent::read(last), &Vevent::read(now)) => Difference::Words,
        _ => Difference::Meaning,
    });
    differences.max().unwrap_or(Difference::None)
}

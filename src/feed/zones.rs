//! The zones of a plan's hours: one rule each for all feeds, or none that calendars can be told.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use rayon::prelude::*;

use crate::ical::Timezone;
use crate::plan::{Event, Plan};

/// The times in each zone, in UTC, by its name.
type Instants = BTreeMap<&'static str, (Tz, BTreeSet<NaiveDateTime>)>;

/// The zones of a plan's timed events, by name.
#[derive(Debug, Default)]
pub struct Zones {
    /// The times of events.
    instants: Instants,
    by_name: BTreeMap<&'static str, Option<Timezone>>,
}

impl Zones {
    /// Fits a rule to the times of each zone; also to those that meetings would have that differ or
    /// are left out, since RECURRENCE-ID, EXDATE and UNTIL name them.
    pub fn of(plan: &Plan) -> Self {
        let timed = plan.events.par_iter().filter(|event| event.hours.is_some());
        let with = |mut instants: Instants, event: &Event| {
            let times = event.sessions().into_iter().chain(event.planned_sessions());
            for local in times.flat_map(|(start, end)| [start, end]) {
                instants
                    .entry(local.zone.name())
                    .or_insert((local.zone, BTreeSet::new()))
                    .1
                    .insert(local.utc());
            }
            instants
        };
        let both = |mut one: Instants, other: Instants| {
            for (name, (zone, instants)) in other {
                one.entry(name)
                    .or_insert((zone, BTreeSet::new()))
                    .1
                    .extend(instants);
            }
            one
        };
        let instants = timed.fold(Instants::new, with).reduce(Instants::new, both);
        let by_name = instants
            .par_iter()
            .map(|(name, (zone, instants))| (*name, fit(*zone, instants)))
            .collect();
        Self { instants, by_name }
    }

    /// What calendars are told of each zone, by its name: the rule of the plan's events, one that
    /// is right for these times of notices too if there is one. What is no longer in the plan
    /// decides nothing about what is.
    pub fn rules_with(
        &self,
        times: impl IntoIterator<Item = (Tz, NaiveDateTime)>,
    ) -> BTreeMap<&'static str, Timezone> {
        let mut notices = Instants::new();
        for (zone, time) in times {
            notices
                .entry(zone.name())
                .or_insert((zone, BTreeSet::new()))
                .1
                .insert(time);
        }
        let mut rules: BTreeMap<&'static str, Timezone> = self
            .by_name
            .iter()
            .filter_map(|(name, rule)| Some((*name, rule.clone()?)))
            .collect();
        for (name, (zone, times)) in notices {
            let live = rules.contains_key(name).then(|| &self.instants[name].1);
            let all: BTreeSet<NaiveDateTime> =
                live.into_iter().flatten().chain(&times).copied().collect();
            // A notice may be an hour off in years that no rule can be right for, together with
            // those of the events.
            let alone = || {
                times
                    .first()
                    .and_then(|first| fit(zone, &BTreeSet::from([*first])))
            };
            if let Some(rule) = fit(zone, &all)
                .or_else(|| rules.get(name).cloned())
                .or_else(alone)
            {
                rules.insert(name, rule);
            }
        }
        rules
    }

    /// The rule of a zone; without one its times are published in UTC.
    pub fn rule(&self, zone: Tz) -> Option<&Timezone> {
        self.by_name.get(zone.name())?.as_ref()
    }

    /// The zones whose times are published in UTC.
    pub fn in_utc(&self) -> impl Iterator<Item = &'static str> {
        self.by_name
            .iter()
            .filter(|(_, rule)| rule.is_none())
            .map(|(name, _)| *name)
    }
}

fn fit(zone: Tz, instants: &BTreeSet<NaiveDateTime>) -> Option<Timezone> {
    Timezone::fit(zone, &instants.iter().copied().collect::<Vec<_>>())
}

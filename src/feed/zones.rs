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
    by_name: BTreeMap<&'static str, Option<Timezone>>,
}

impl Zones {
    /// Fits a rule to the times of each zone; also to those that meetings would have that differ or are left out, since
    /// RECURRENCE-ID, EXDATE and UNTIL name them.
    pub fn of(plan: &Plan) -> Self {
        let timed = plan.events.par_iter().filter(|event| event.hours.is_some());
        let with = |mut instants: Instants, event: &Event| {
            let times = event.sessions().into_iter().chain(event.planned_sessions());
            for local in times.flat_map(|(start, end)| [start, end]) {
                instants.entry(local.zone.name()).or_insert((local.zone, BTreeSet::new())).1.insert(local.utc());
            }
            instants
        };
        let both = |mut one: Instants, other: Instants| {
            for (name, (zone, instants)) in other {
                one.entry(name).or_insert((zone, BTreeSet::new())).1.extend(instants);
            }
            one
        };
        let instants = timed.fold(Instants::new, with).reduce(Instants::new, both);
        let fit = |(name, (zone, instants)): (_, (Tz, BTreeSet<NaiveDateTime>))| {
            (name, Timezone::fit(zone, &instants.into_iter().collect::<Vec<_>>()))
        };
        Self { by_name: instants.into_par_iter().map(fit).collect() }
    }

    /// The rule of a zone; without one its times are published in UTC.
    pub fn rule(&self, zone: Tz) -> Option<&Timezone> {
        self.by_name.get(zone.name())?.as_ref()
    }

    /// Every rule, by the name of its zone.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, &Timezone)> {
        self.by_name.iter().filter_map(|(name, rule)| Some((*name, rule.as_ref()?)))
    }

    /// The zones whose times are published in UTC.
    pub fn in_utc(&self) -> impl Iterator<Item = &'static str> {
        self.by_name.iter().filter(|(_, rule)| rule.is_none()).map(|(name, _)| *name)
    }
}

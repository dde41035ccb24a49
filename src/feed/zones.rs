//! The zones of a plan's hours: one rule each for all feeds, or none that calendars can follow.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use chrono_tz::Tz;
use rayon::prelude::*;

use crate::ical::Timezone;
use crate::plan::{Event, Plan, is_universal};

/// Instants in UTC by the name of the zone in which they are times, in order.
type Instants = BTreeMap<&'static str, Vec<NaiveDateTime>>;

/// The zones of a plan's timed events, by name; not those whose times are in UTC anyway.
#[derive(Debug, Default)]
pub(crate) struct Zones {
    /// The times of events.
    instants: Instants,
    by_name: BTreeMap<&'static str, Option<Timezone>>,
}

impl Zones {
    /// Fits a rule to the times of each zone; also to the planned times of occurrences that have an
    /// override or are left out, since RECURRENCE-ID, EXDATE and UNTIL name them.
    pub(crate) fn of(plan: &Plan) -> Self {
        let instants = by_zone(plan.events.par_iter().flat_map_iter(times).collect());
        let fit = |(name, instants): (&&'static str, &Vec<_>)| (*name, fit(name, instants));
        let by_name = instants.par_iter().map(fit).collect();
        Self { instants, by_name }
    }

    /// Returns the rule of each zone, by its name: that of the plan's events, or one that is right
    /// for these times of notices too if there is one. A removed event never changes the rule of
    /// the plan's events.
    pub(crate) fn rules_with(
        &self,
        times: impl IntoIterator<Item = (Tz, NaiveDateTime)>,
    ) -> BTreeMap<&'static str, Timezone> {
        let rules = self.by_name.iter();
        let rules = rules.filter_map(|(name, rule)| Some((*name, rule.clone()?)));
        let mut rules: BTreeMap<_, _> = rules.collect();
        let times = times.into_iter().map(|(zone, time)| (zone.name(), time));
        for (name, times) in by_zone(times.collect()) {
            let rule = rules.get(name);
            let mut all = rule.map_or_else(Vec::new, |_| self.instants[name].clone());
            all.extend(&times);
            all.sort_unstable();
            // A notice may be an hour off in years that no rule can be right for, together with
            // those of the events.
            let rule = fit(name, &all).or_else(|| rule.cloned());
            if let Some(rule) = rule.or_else(|| fit(name, &times[..1])) {
                rules.insert(name, rule);
            }
        }
        rules
    }

    /// Whether the times of a zone are published in UTC: it is UTC, or no rule describes it.
    pub(crate) fn is_in_utc(&self, zone: Tz) -> bool {
        self.by_name.get(zone.name()).is_none_or(Option::is_none)
    }

    /// Whether a rule such as "every Friday" can be published for the times of a zone: those that
    /// are published in UTC are on the same days only if they are given in UTC.
    pub(crate) fn has_series(&self, zone: Tz) -> bool {
        zone == Tz::UTC || !self.is_in_utc(zone)
    }

    /// Returns the zones that no rule describes.
    pub(crate) fn without_rule(&self) -> impl Iterator<Item = &'static str> {
        let without = self.by_name.iter().filter(|(_, rule)| rule.is_none());
        without.map(|(name, _)| *name)
    }
}

/// Returns the times of an event, planned ones included, in UTC and with the names of their zones.
fn times(event: &Event) -> impl Iterator<Item = (&'static str, NaiveDateTime)> {
    let planned = event.stretches().flat_map(|of| of.event.planned_sessions());
    let sessions = event.sessions().into_iter().chain(planned);
    let times = sessions.flat_map(|session| [session.start(), session.end()]);
    let times = times.filter(|local| !is_universal(local.zone));
    times.map(|local| (local.zone.name(), local.utc()))
}

fn by_zone(mut times: Vec<(&'static str, NaiveDateTime)>) -> Instants {
    times.par_sort_unstable();
    times.dedup();
    let mut instants = Instants::new();
    for (name, time) in times {
        instants.entry(name).or_default().push(time);
    }
    instants
}

fn fit(name: &str, instants: &[NaiveDateTime]) -> Option<Timezone> {
    Timezone::fit(name.parse().expect("a name of the tz database"), instants)
}

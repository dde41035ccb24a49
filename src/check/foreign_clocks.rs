//! Hours at a place in another country, whose clocks are not those of the plan.

use std::collections::BTreeSet;

use super::countries::zones_of_country;
use super::cursor::Cursor;
use super::places::have_same_clocks;
use super::plan_file::PlanContext;
use super::rules::ById;
use crate::diagnostic::{Code, Finding};
use crate::plan::{Event, Key};
use crate::source::{PlanFile, Pointer};

/// Reports places without a zone whose country has other clocks than the zone of the plan, in which
/// the hours there would be published. One of plan.yaml is reported once.
pub(super) fn check_foreign_clocks(
    events: &[Event],
    context: &PlanContext<'_>,
    file: &Cursor<'_, PlanFile>,
    by_id: &ById<'_>,
) {
    let mut reported: BTreeSet<&Key> = BTreeSet::new();
    for event in events {
        let Some((country, help)) = foreign(event, context) else {
            continue;
        };
        let entry = by_id[event.id.as_str()];
        let zone = context.timezone.map_or("", |zone| zone.name());
        let message = format!(
            "the hours of `{}` would be those of the plan, `{zone}`, but this is in {country}",
            event.id
        );
        let key = event.venue.as_ref().and_then(|venue| venue.key.as_ref());
        let at: Pointer = match key {
            Some(key) if !reported.insert(key) => continue,
            Some(key) => at!(file.venues).step(key.as_str().to_owned(), &()).pointer,
            None => at!(entry.venue as "where").pointer,
        };
        let finding = Finding::new(Code::HoursWithoutZone, message, help).at(at);
        file.findings.add(finding);
    }
}

/// Returns the country of an event whose clocks are not those of its hours, and what to do.
fn foreign(event: &Event, context: &PlanContext<'_>) -> Option<(String, String)> {
    let (hours, plan_zone) = (event.hours.as_ref()?, context.timezone?);
    let place = event.venue.as_ref()?.place.as_ref()?;
    let country = place.country.as_ref()?;
    if hours.zone != plan_zone || place.timezone.is_some() {
        return None;
    }
    let zones = zones_of_country(country);
    let is_foreign = |zone: &&str| {
        zone.parse()
            .is_ok_and(|zone| !have_same_clocks(zone, plan_zone))
    };
    if zones.is_empty() || !zones.iter().all(is_foreign) {
        return None;
    }
    let help = match zones[..] {
        [only] => format!("give the place its zone, `timezone: {only}`"),
        _ => format!("give the place its zone, such as `timezone: {}`", zones[0]),
    };
    Some((country.clone(), help))
}

//! What the Rust crate calcard reads: for each file named, one line of JSON. It looks zones up by
//! name.

use std::collections::BTreeMap;
use std::{env, fs};

use calcard::common::{PartialDateTime, timezone::Tz};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarProperty,
    ICalendarValue,
};
use serde_json::{Value, json};

/// More occurrences than any series has.
const MOST: usize = 10_000;

fn text(event: &ICalendarComponent, name: &ICalendarProperty) -> Option<String> {
    Some(event.property(name)?.values.first()?.as_text()?.to_owned())
}

fn date_time(entry: &ICalendarEntry) -> Option<&PartialDateTime> {
    entry.values.first()?.as_partial_date_time()
}

fn local(event: &ICalendarComponent, name: &ICalendarProperty) -> Option<String> {
    let time = date_time(event.property(name)?)?;
    let day = format!("{:04}-{:02}-{:02}", time.year?, time.month?, time.day?);
    let Some(hour) = time.hour else {
        return Some(day);
    };
    Some(format!(
        "{day}T{hour:02}:{:02}:{:02}",
        time.minute?, time.second?
    ))
}

fn zone(event: &ICalendarComponent) -> Option<String> {
    let start = event.property(&ICalendarProperty::Dtstart)?;
    date_time(start)?.hour?;
    Some(start.tz_id().unwrap_or("UTC").to_owned())
}

fn read(event: &ICalendarComponent) -> Value {
    let categories = event
        .properties(&ICalendarProperty::Categories)
        .flat_map(|entry| &entry.values);
    json!({
        "uid": event.uid(),
        "recurrence_id": local(event, &ICalendarProperty::RecurrenceId),
        "start": local(event, &ICalendarProperty::Dtstart),
        "end": local(event, &ICalendarProperty::Dtend),
        "zone": zone(event),
        "summary": text(event, &ICalendarProperty::Summary),
        "location": text(event, &ICalendarProperty::Location),
        "status": text(event, &ICalendarProperty::Status),
        "transp": text(event, &ICalendarProperty::Transp),
        "categories": categories.filter_map(ICalendarValue::as_text).collect::<Vec<_>>(),
        "contact": text(event, &ICalendarProperty::Contact),
        "conference": text(event, &ICalendarProperty::Conference),
        "url": text(event, &ICalendarProperty::Url),
        "when": text(event, &ICalendarProperty::Other("X-PLANFEED-WHEN".to_owned())),
        "description": text(event, &ICalendarProperty::Description),
    })
}

/// Expands the events of one UID: it takes an object for one series, as calendar servers keep them.
fn instances(zones: &[&ICalendarComponent], series: &[&ICalendarComponent]) -> Vec<[String; 2]> {
    let is_day = zone(series[0]).is_none();
    let components = zones
        .iter()
        .chain(series)
        .map(|component| (*component).clone())
        .collect();
    let expanded = ICalendar { components }.expand_dates(Tz::Tz(chrono_tz::UTC), MOST);
    assert!(expanded.errors.is_empty(), "{:?}", expanded.errors);
    let format = if is_day {
        "%Y-%m-%d"
    } else {
        "%Y-%m-%dT%H:%M:%SZ"
    };
    let spans = expanded
        .events
        .into_iter()
        .filter_map(|event| event.try_into_date_time());
    spans
        .map(|span| [span.start, span.end].map(|time| time.to_utc().format(format).to_string()))
        .collect()
}

fn of_kind(calendar: &ICalendar, kind: ICalendarComponentType) -> Vec<&ICalendarComponent> {
    calendar
        .components
        .iter()
        .filter(|component| component.component_type == kind)
        .collect()
}

fn main() {
    for file in env::args().skip(1) {
        let feed = fs::read_to_string(&file).expect("the feed is there");
        let line = match ICalendar::parse(feed) {
            Ok(calendar) => {
                let events = of_kind(&calendar, ICalendarComponentType::VEvent);
                let zones = of_kind(&calendar, ICalendarComponentType::VTimezone);
                let mut series = BTreeMap::<_, Vec<_>>::new();
                for event in &events {
                    series.entry(event.uid()).or_default().push(*event);
                }
                let instances: BTreeMap<_, _> = series
                    .iter()
                    .map(|(uid, series)| (uid.unwrap_or_default(), instances(&zones, series)))
                    .collect();
                json!({ "file": file, "events": events.into_iter().map(read).collect::<Vec<_>>(), "instances": instances })
            }
            Err(error) => json!({ "file": file, "error": format!("{error:?}") }),
        };
        println!("{line}");
    }
}

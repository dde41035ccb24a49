// What the npm package ical.js reads: for each file named, one line of JSON. It has zones from the feed alone.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const instant = (time) => (time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString());

function read(event) {
  const text = (name) => event.getFirstPropertyValue(name)?.toString() ?? null;
  const start = event.getFirstPropertyValue("dtstart");
  const local = (name) => text(name)?.replace(/Z$/, "") ?? null;
  return {
    uid: text("uid"),
    recurrence_id: local("recurrence-id"),
    start: local("dtstart"),
    end: local("dtend"),
    zone: start.isDate ? null : start.zone.tzid,
    summary: text("summary"),
    location: text("location"),
    status: text("status"),
    transp: text("transp"),
    categories: event.getAllProperties("categories").flatMap((property) => property.getValues()),
    contact: text("contact"),
    conference: text("conference"),
    url: text("url"),
    when: text("x-planfeed-when"),
    description: text("description"),
  };
}

function* occurrences(event) {
  if (!event.isRecurring()) return yield [event.startDate, event.endDate].map(instant);
  const starts = event.iterator();
  for (let start = starts.next(); start; start = starts.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(start);
    yield [startDate, endDate].map(instant);
  }
}

function instances(components) {
  const uid = (component) => component.getFirstPropertyValue("uid");
  const isException = (component) => component.hasProperty("recurrence-id");
  const spans = (series) => {
    // Left to itself, it takes exceptions of any UID: github.com/kewisch/ical.js/issues/1019
    const exceptions = components.filter((component) => isException(component) && uid(component) === uid(series));
    return [...occurrences(new ICAL.Event(series, { exceptions }))].sort();
  };
  return Object.fromEntries(components.filter((one) => !isException(one)).map((series) => [uid(series), spans(series)]));
}

for (const file of process.argv.slice(2)) {
  try {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
    const events = calendar.getAllSubcomponents("vevent");
    console.log(JSON.stringify({ file, events: events.map(read), instances: instances(events) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}

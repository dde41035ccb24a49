// What the npm package node-ical reads: for each file named, one line of JSON. It looks zones up by name.

import { readFileSync } from "node:fs";
import ical from "node-ical";

const ALL_TIME = { from: new Date("1970-01-01"), to: new Date("2100-01-01") };

// A day is given as midnight here.
function day(date) {
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function local(date) {
  if (date === undefined) return null;
  return date.dateOnly ? day(date) : date.toLocaleString("sv", { timeZone: date.tz }).replace(" ", "T");
}

const instant = (date) => (date.dateOnly ? day(date) : date.toISOString().replace(".000", ""));

function read(event) {
  return {
    uid: event.uid,
    recurrence_id: local(event.recurrenceid),
    start: local(event.start),
    end: local(event.end),
    zone: event.start.dateOnly ? null : event.start.tz.replace("Etc/", ""),
    summary: event.summary,
    location: event.location ?? null,
    status: event.status,
    transp: event.transparency,
    categories: event.categories ?? [],
    contact: event.contact ?? null,
    conference: event.conference?.val ?? null,
    url: event.url ?? null,
    when: event["PLANFEED-WHEN"], // It takes the X- off.
    description: event.description ?? null,
  };
}

// It has the instances of a series with it, each twice.
const withInstances = (event) => [event, ...new Set(Object.values(event.recurrences ?? {}))];

const instances = (event) => ical.expandRecurringEvent(event, ALL_TIME).map(({ start, end }) => [start, end].map(instant));

for (const file of process.argv.slice(2)) {
  try {
    const events = Object.values(ical.sync.parseICS(readFileSync(file, "utf8"))).filter(({ type }) => type === "VEVENT");
    const expanded = Object.fromEntries(events.map((event) => [event.uid, instances(event).sort()]));
    console.log(JSON.stringify({ file, events: events.flatMap(withInstances).map(read), instances: expanded }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}

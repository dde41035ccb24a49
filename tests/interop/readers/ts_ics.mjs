// What the npm package ts-ics reads: for each file named, one line of JSON. It has zones from the feed.

import { readFileSync } from "node:fs";
import { convertIcsCalendar, extendByRecurrenceRule, getTimezoneObjectOffset } from "ts-ics";

process.env.TZ = "UTC"; // It reckons with days of the machine's zone.

const isDay = ({ type }) => type === "DATE";
const text = (date, length) => date.toISOString().slice(0, length);
const local = (time) => (isDay(time) ? text(time.date, 10) : text((time.local ?? time).date, 19));
const instant = (time) => (isDay(time) ? text(time.date, 10) : `${text(time.date, 19)}Z`);

function read(event) {
  return {
    uid: event.uid,
    recurrence_id: event.recurrenceId ? local(event.recurrenceId.value) : null,
    start: local(event.start),
    end: event.end ? local(event.end) : null,
    zone: isDay(event.start) ? null : (event.start.local?.timezone ?? "UTC"),
    summary: event.summary,
    location: event.location ?? null,
    status: event.status,
    transp: event.timeTransparent,
    categories: event.categories ?? [],
    url: event.url ?? null, // It knows no CONTACT and no CONFERENCE.
    when: event.nonStandard.planfeedWhen,
    description: event.description ?? null,
  };
}

// Rules are expanded by what the clocks show, as its dates have no zone.
function starts({ start, recurrenceRule, exceptionDates = [] }, timezones) {
  if (!recurrenceRule) return [start];
  const shown = (time) => (time.local ?? time).date;
  const offset = (date) => (start.local ? getTimezoneObjectOffset(date, start.local.timezone, timezones).milliseconds : 0);
  const moved = (date, milliseconds) => new Date(+date + milliseconds);
  const until = recurrenceRule.until && { ...recurrenceRule.until };
  if (until) until.date = moved(until.date, offset(until.date));
  const options = { start: shown(start), end: new Date(Date.UTC(2100)), exceptions: exceptionDates.map(shown) };
  const clocks = extendByRecurrenceRule({ ...recurrenceRule, until }, options);
  return clocks.map((date) => ({ ...start, date: moved(date, -offset(date)), local: start.local && { ...start.local, date } }));
}

function instances({ events, timezones }) {
  const found = {};
  for (const event of events.toSorted((a, b) => !!a.recurrenceId - !!b.recurrenceId)) {
    const spans = (found[event.uid] ??= new Map());
    if (event.recurrenceId) spans.delete(local(event.recurrenceId.value));
    const duration = (event.end ?? event.start).date - event.start.date;
    for (const start of starts(event, timezones)) {
      const end = { ...start, date: new Date(+start.date + duration) };
      spans.set(local(start), [start, end].map(instant));
    }
  }
  return Object.fromEntries(Object.entries(found).map(([uid, spans]) => [uid, [...spans.values()].sort()]));
}

for (const file of process.argv.slice(2)) {
  try {
    const calendar = convertIcsCalendar(undefined, readFileSync(file, "utf8"), { nonStandard: {} });
    console.log(JSON.stringify({ file, events: calendar.events.map(read), instances: instances(calendar) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}

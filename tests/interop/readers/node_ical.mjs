// What the npm package node-ical reads: for each file named, one line of JSON.

import { readFileSync } from "node:fs";
import ical from "node-ical";

// A day is given as midnight here.
function day(date) {
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}${date.dateOnly ? "" : " with a time"}`;
}

function read(event) {
  return {
    uid: event.uid,
    start: day(event.start),
    end: day(event.end),
    summary: event.summary,
    location: event.location ?? null,
    status: event.status,
    transp: event.transparency,
    categories: event.categories ?? [],
    when: event["PLANFEED-WHEN"], // It takes the X- off.
    description: event.description ?? null,
  };
}

for (const file of process.argv.slice(2)) {
  try {
    const components = Object.values(ical.sync.parseICS(readFileSync(file, "utf8")));
    console.log(JSON.stringify({ file, events: components.filter(({ type }) => type === "VEVENT").map(read) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}

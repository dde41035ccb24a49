// What the npm package ical.js reads: for each file named, one line of JSON.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function read(event) {
  const text = (name) => event.getFirstPropertyValue(name)?.toString() ?? null;
  return {
    uid: text("uid"),
    start: text("dtstart"),
    end: text("dtend"),
    summary: text("summary"),
    location: text("location"),
    status: text("status"),
    transp: text("transp"),
    categories: event.getAllProperties("categories").flatMap((property) => property.getValues()),
    when: text("x-planfeed-when"),
    description: text("description"),
  };
}

for (const file of process.argv.slice(2)) {
  try {
    const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
    console.log(JSON.stringify({ file, events: calendar.getAllSubcomponents("vevent").map(read) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}

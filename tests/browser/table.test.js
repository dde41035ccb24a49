// The table: what is under which month, what is said of it, and what changed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUNDLED, list, visit } from "./support.js";

/** Headings, each with its rows: of what event, its first cell, its labels. */
const table = (page) => page.$$eval("#events tbody", (bodies) => bodies.map((body) => [
  body.querySelector(".heading").textContent.trim(),
  [...body.querySelectorAll("tr:not(.heading)")].map((row) => [
    (row.id || `of ${row.dataset.of}`).replace("event-", ""),
    row.cells[0].firstChild?.nodeType === Node.TEXT_NODE ? row.cells[0].firstChild.data.trim() : "",
    [...row.querySelectorAll(".label")].map((label) => label.textContent),
  ]),
]));

const KINDS = [
  ["February 2026", [["weekly", "3, 10, 17 and 24 February 2026", []]]],
  ["March 2026", [["of weekly", "3, 10, 24 and 31 March 2026", []], ["apart", "30 March 2026", []]]],
  ["April 2026", [["of apart", "1 and 3 April 2026", []], ["of weekly", "7, 14, 21 and 28 April 2026", []], ["across", "28 April – 5 May 2026", []]]],
  ["May 2026", [["reception", "8 May 2026", []], ["called-off", "12 May 2026", ["cancelled"]], ["said", "14 May 2026", ["tentative"]]]],
  ["June 2026", [["marked", "June 2026", ["date TBA", "title TBD", "venue TBC"]], ["week", "week of 29 June 2026", ["date not fixed"]]]],
  ["July – September 2026", [["later", "third quarter of 2026", ["date not fixed"]]]],
  ["July 2026", [["deadline", "by 31 July 2026", []]]],
  ["Date not known yet", [["open-one", "", ["date TBC"]], ["open-two", "", ["date TBA"]]]],
];

test("table", async (t) => {
  await t.test("kinds of events are under their months", () => visit("kinds", {}, async (page) => {
    const found = await table(page);
    assert.deepEqual(found.map(([heading]) => heading), KINDS.map(([heading]) => heading));
    for (const [n, expected] of KINDS.entries()) assert.deepEqual(found[n], expected);
  }));
  await t.test("every event of the bundled plan is there, open dates last under one heading", () => visit(BUNDLED, {}, async (page) => {
    const found = await table(page);
    const events = list(BUNDLED);
    assert.deepEqual(found.flatMap(([, rows]) => rows.map(([id]) => id)).sort(), events.map(({ id }) => id).sort());
    const open = events.filter(({ when }) => when.precision === "open").map(({ id }) => id);
    assert.ok(open.length > 1);
    const [heading, rows] = found.at(-1);
    assert.equal(heading, "Date not known yet");
    assert.deepEqual(rows.map(([id]) => id).sort(), open.sort());
    assert.equal(new Set(found.map(([month]) => month)).size, found.length, "a heading is there once");
  }));
  await t.test("a cancelled event is struck through and labelled", () => visit("kinds", {}, async (page) => {
    const lines = await page.$$eval("#events tr[id]", (rows) => rows.map((row) => [row.id, getComputedStyle(row.querySelector(".title bdi")).textDecorationLine]));
    assert.deepEqual(lines.filter(([, line]) => line.includes("line-through")).map(([id]) => id), ["event-called-off"]);
    assert.equal(await page.locator("#event-called-off .label").textContent(), "cancelled");
    assert.deepEqual(await page.$$eval("#picture .off a, #picture a.off", (bars) => bars.map((bar) => bar.getAttribute("href"))), ["#event-called-off"]);
  }));
  await t.test("an event that recurs says how, once", () => visit("kinds", {}, async (page) => {
    const rows = await page.$$eval("#event-weekly, [data-of=event-weekly]", (found) => found.map((row) => [row.querySelector(".title").textContent, row.querySelector(".title a")?.getAttribute("href") ?? null, row.textContent.includes("10:00")]));
    assert.deepEqual(rows, [["Weekly meeting", null, true], ["Weekly meeting", "#event-weekly", false], ["Weekly meeting", "#event-weekly", false]]);
  }));
  for (const [plan, language, heading] of [["french", "fr", "avril 2026"], ["spanish", "es", "abril de 2026"]]) {
    await t.test(`${plan}: the page speaks it`, () => visit(plan, {}, async (page) => {
      assert.equal(await page.getAttribute("html", "lang"), language);
      assert.equal((await table(page))[0][0], heading);
      const text = await page.locator("body").innerText();
      for (const english of ["Shown", "Skip", "Subscribe", "Add a copy", "Category", "to be confirmed", "All-day", "undefined"]) assert.ok(!text.includes(english), english);
    }));
  }
});

test("changes", async (t) => {
  await t.test("a first publication is said to be one", () => visit("kinds", {}, async (page) => {
    assert.match(await page.locator("#changes").textContent(), /First publication, events: 12/);
  }));
  await t.test("what the newest revision changed is shown, as text", () => visit("revised", {}, async (page) => {
    const changes = page.locator("#changes");
    assert.match(await changes.locator("h2").textContent(), /2026/);
    const items = await changes.locator("li:has(> strong)").evaluateAll((found) => found.map((item) => [
      item.querySelector("strong").textContent,
      [...item.querySelectorAll("del")].map((text) => text.textContent),
      [...item.querySelectorAll("ins")].map((text) => text.textContent),
    ]));
    const renamed = "New <img src=x onerror=alert(1)> & </section>";
    const byTitle = Object.fromEntries(items.map(([title, old, now]) => [title, [old, now]]));
    assert.deepEqual(Object.keys(byTitle).sort(), ["Comes in", "Goes away", "Moves <b>soon</b>", renamed].sort());
    assert.deepEqual(byTitle["Moves <b>soon</b>"], [["Tue 5 May 2026"], ["Tue 12 May 2026"]]);
    assert.ok(byTitle[renamed].flat().join(" ").includes("<img"), JSON.stringify(byTitle[renamed]));
    assert.equal(await changes.locator("img, b, script").count(), 0);
  }));
});

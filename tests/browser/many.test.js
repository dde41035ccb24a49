// A plan of 5,000 events is shown and filtered. How long that takes is reported, not judged.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { FROM, seenRows, temporary, until, visit } from "./support.js";

const NUMBER = 5000;
const CATEGORIES = 12;

function plan() {
  const folder = temporary("many");
  const numbers = (n) => Array.from({ length: n }, (_, i) => i);
  const categories = numbers(CATEGORIES).map((n) => `  c${n}: { title: Category ${n} }\n`);
  writeFileSync(join(folder, "plan.yaml"), `plan: { title: Many events, domain: many.example.org, revision: 2026-01-01, timezone: Europe/Vienna }\ncategories:\n${categories.join("")}`);
  const day = (n) => new Date(Date.UTC(2026, 0, 1 + (n % 1000))).toISOString().slice(0, 10);
  const events = numbers(NUMBER).map((n) => `  - { id: e${n}, title: "Meeting ${n} of group ${n % 97}", when: "${day(n)}${n % 5 ? "" : " TBC"}", category: c${n % CATEGORIES} }\n`);
  writeFileSync(join(folder, "events.yaml"), `events:\n${events.join("")}`);
  return folder;
}

test("many events", async (t) => {
  const folder = plan();
  for (const from of FROM) {
    await t.test(`${from}: ${NUMBER} events are shown and filtered`, async (t) => {
      const began = performance.now();
      await visit(folder, { from }, async (page) => {
        const loaded = performance.now();
        assert.equal(await page.locator("#events tbody tr:not(.heading)").count(), NUMBER);
        assert.equal(await page.locator("#picture .lane a").count(), NUMBER);
        // From the key to the next picture, in the page.
        const keystroke = (words) => page.evaluate((words) => new Promise((resolve) => {
          const input = document.querySelector("[name=q]");
          const start = performance.now();
          input.value = words;
          input.dispatchEvent(new Event("input", { bubbles: true }));
          const handled = performance.now();
          requestAnimationFrame(() => setTimeout(() => resolve([handled - start, performance.now() - start].map(Math.round))));
        }), words);
        const times = [];
        for (const words of ["m", "me", "meeting 49", "meeting 499", ""]) times.push(`"${words}" ${(await keystroke(words)).join("/")}`);
        t.diagnostic(`opened in ${Math.round(loaded - began)} ms; keys handled/painted, in ms: ${times.join(", ")}`);
        await page.fill("[name=q]", "meeting 4999 ");
        await until("one is found", () => seenRows(page), (rows) => rows.length === 1 && rows[0] === "e4999");
        await page.locator("[type=reset]").click();
        await until("all are shown", async () => (await seenRows(page)).length, (n) => n === NUMBER);
      });
    });
  }
});

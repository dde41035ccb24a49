// axe finds nothing, by its default rules and best practices. It is put into the page past the page's policy.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { A_DAY, BUNDLED, PLANS, visit } from "./support.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = {
  "wide, light": { width: 1280, colorScheme: "light" },
  "wide, dark": { width: 1280, colorScheme: "dark" },
  "narrow, light": { width: 360, colorScheme: "light" },
  "narrow, dark": { width: 360, colorScheme: "dark" },
};

// What the page is when it is judged.
const STATES = {
  "with filters": { at: "?q=meeting&certainty=uncertain" },
  "with nothing found": { at: "?q=there-is-no-such-thing" },
  "at an event": { at: "#event-escwa" },
  "today": { day: A_DAY },
  "from a file": { from: "file" },
  "from elsewhere": { from: "elsewhere" },
  "without JavaScript's filters": { before: () => { delete Document.prototype.getElementById; }, mayComplain: true },
};

async function judged(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`), []);
}

test("axe", async (t) => {
  for (const plan of PLANS) {
    for (const [look, options] of Object.entries(LOOKS)) {
      await t.test(`${plan}, ${look}: axe finds nothing`, () => visit(plan, { ...options, bypassCSP: true }, judged));
    }
  }
  for (const [state, options] of Object.entries(STATES)) {
    for (const colorScheme of ["light", "dark"]) {
      await t.test(`${BUNDLED}, ${state}, ${colorScheme}: axe finds nothing`, () => visit(BUNDLED, { ...options, colorScheme, bypassCSP: true }, judged));
    }
  }
});

// The filters find what the definitions say, and so do the headings, the timeline, the count and the address.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUNDLED, FROM, isInView, list, seenRows, until, visit } from "./support.js";

const EVENTS = list(BUNDLED);
const UNCERTAIN = new Set(list(BUNDLED, "--uncertain").map(({ id }) => id));
const ids = (is) => EVENTS.filter(is).map(({ id }) => id).sort();
const has = (words) => ({ title, venue }) => words.every((word) => `${title} ${venue?.name ?? ""}`.toLowerCase().includes(word));

// What is asked, and which events of the bundled plan are that.
const ASKED = {
  "a category": [{ category: "gfmd" }, ({ category }) => category === "gfmd"],
  "no category": [{ category: "-" }, ({ category }) => category === null],
  "a phase": [{ phase: "phase-2" }, ({ phase }) => phase === "phase-2"],
  "what is certain": [{ certainty: "certain" }, ({ id }) => !UNCERTAIN.has(id)],
  "what is uncertain": [{ certainty: "uncertain" }, ({ id }) => UNCERTAIN.has(id)],
  "a word": [{ q: "bangkok" }, has(["bangkok"])],
  "a word in capitals": [{ q: "BANGKOK" }, has(["bangkok"])],
  "a word with accents that it has not": [{ q: "bängkók" }, has(["bangkok"])],
  "words in another order, with spaces": [{ q: "  thematic   sixth " }, has(["thematic", "sixth"])],
  "a part of a word": [{ q: "angko" }, has(["angko"])],
  "all at once": [
    { category: "thematic-sessions", phase: "phase-1", certainty: "certain", q: "geneva" },
    (event) => event.category === "thematic-sessions" && event.phase === "phase-1" && !UNCERTAIN.has(event.id) && has(["geneva"])(event),
  ],
};

async function ask(page, asked) {
  for (const [name, value] of Object.entries(asked)) {
    if (name === "q") await page.fill("[name=q]", value);
    else await page.selectOption(`[name=${name}]`, value);
  }
}

const state = (page) => page.evaluate(() => {
  const isSeen = (element) => element.checkVisibility();
  const bodies = [...document.querySelectorAll("#events tbody")];
  return {
    bars: [...document.querySelectorAll("#picture .lane a")].filter(isSeen).map((bar) => bar.getAttribute("href").slice("#event-".length)).sort(),
    empty: bodies.filter((body) => isSeen(body) && !body.querySelector("tr:not(.heading):not([hidden])")).length,
    unheaded: bodies.filter((body) => !isSeen(body.querySelector(".heading")) && [...body.rows].some(isSeen)).length,
    count: document.querySelector("output").textContent,
    nothing: isSeen(document.getElementById("nothing")),
    reset: isSeen(document.querySelector("[type=reset]")),
  };
});

async function found(page, expected, all = EVENTS.length) {
  assert.deepEqual((await seenRows(page)).sort(), expected);
  const { bars, empty, unheaded, count, nothing, reset } = await state(page);
  assert.deepEqual(bars, expected, "bars");
  assert.deepEqual([empty, unheaded], [0, 0], "months without rows, rows without months");
  assert.equal(count, `Shown: ${expected.length} of ${all}`);
  assert.equal(nothing, expected.length === 0);
  return reset;
}

const query = (address) => Object.fromEntries(new URL(address).searchParams);
const sorted = (values) => JSON.stringify(Object.entries(values).sort());
const trimmed = (asked) => Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value.trim()]));

test("filters", async (t) => {
  for (const from of FROM) {
    for (const [what, [asked, is]] of Object.entries(ASKED)) {
      await t.test(`${from}: ${what}`, () => visit(BUNDLED, { from }, async (page, base) => {
        const expected = ids(is);
        assert.ok(expected.length > 0 && expected.length < EVENTS.length);
        await ask(page, asked);
        assert.ok(await found(page, expected), "all can be shown again");
        if (from === "http") {
          await until("what is asked is in the address", () => sorted(query(page.url())), (now) => now === sorted(trimmed(asked)));
          await page.reload();
          await found(page, expected);
        }
        await page.locator("[type=reset]").click();
        await until("all are shown", async () => (await seenRows(page)).length, (n) => n === EVENTS.length);
        assert.equal(await found(page, ids(() => true)), false);
        if (from === "http") await until("nothing is in the address", () => page.url(), (url) => url === base);
      }));
    }
    await t.test(`${from}: nothing is found`, () => visit(BUNDLED, { from }, async (page) => {
      await ask(page, { q: "there is no such thing" });
      assert.ok(await found(page, []), "all can be shown again");
    }));
    await t.test(`${from}: they work where the address can't be changed`, () => {
      const before = () => { history.replaceState = () => { throw new DOMException("refused", "SecurityError"); }; };
      return visit(BUNDLED, { from, before }, async (page, base) => {
        await page.clock.install();
        await ask(page, { category: "gfmd" });
        await page.clock.runFor(2000);
        await ask(page, { q: "summit" });
        await page.clock.runFor(2000);
        await found(page, ids((event) => event.category === "gfmd" && has(["summit"])(event)));
        assert.equal(page.url(), base);
      });
    });
    await t.test(`${from}: Enter in the words changes nothing`, () => visit(BUNDLED, { from }, async (page) => {
      await ask(page, { q: "bangkok" });
      await page.press("[name=q]", "Enter");
      await found(page, ids(has(["bangkok"])));
    }));
  }
  await t.test("accents and capitals of the plan don't matter", () => visit("kinds", {}, async (page) => {
    for (const words of ["reunion sao paulo", "RÉUNION", "são"]) {
      await ask(page, { q: words });
      assert.deepEqual(await seenRows(page), ["reception"], words);
    }
  }));
  await t.test("an event of several months is found in all, or in none", () => visit("kinds", {}, async (page) => {
    const months = () => page.$$eval("#events tbody tr", (rows) => rows.filter((row) => row.id === "event-weekly" || row.dataset.of === "event-weekly").filter((row) => row.checkVisibility()).length);
    assert.equal(await months(), 3);
    await ask(page, { q: "every week." });
    assert.equal(await months(), 3);
    await ask(page, { q: "seminar" });
    assert.equal(await months(), 0);
  }));
});

// What may be in an address, and how many events are shown.
const all = EVENTS.length;
const MADE_UP = {
  "?category=nope": all,
  "?category=__proto__&phase=constructor": all,
  "?certainty=<script>alert(1)</script>": all,
  "?q=%3Cimg%20src=x%20onerror=alert(1)%3E": 0,
  "?q=%00": 0,
  "?q=%E0%A4%A": 0,
  "?q=.*": 0,
  "?q=[": 0,
  "?q=$%26": 0,
  [`?q=${"x".repeat(5000)}`]: 0,
  "?category=gfmd&category=nope": ids(({ category }) => category === "gfmd").length,
  "?unknown=1": all,
  "?": all,
  "#": all,
  "#event-": all,
  "#event-nope": all,
  "#<script>": all,
  "#%": all,
  "#%E0%A4%A": all,
  "#picture": all,
};

test("addresses", async (t) => {
  for (const from of FROM) {
    for (const [at, number] of Object.entries(MADE_UP)) {
      await t.test(`${from}: ${at.slice(0, 40)} does no harm`, () => visit(BUNDLED, { from, at }, async (page) => {
        assert.equal((await seenRows(page)).length, number);
        assert.equal((await state(page)).count, `Shown: ${number} of ${all}`);
        // All of the program has run.
        assert.equal(await page.locator(".copy:visible").count() > 0, from === "http");
      }));
    }
    await t.test(`${from}: an address that asks for one thing and leads to another shows it`, () => visit(BUNDLED, { from, at: "?category=gfmd#event-escwa" }, async (page) => {
      await until("the event is in view", () => isInView(page, "event-escwa"));
    }));
  }
});

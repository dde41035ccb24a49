// Texts are shown as they are, whatever they hold, and do nothing to what is beside them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BUNDLED, build, FROM, list, manifest, seenRows, visit } from "./support.js";

const EVENTS = list("hostile");

/** The elements and attributes that a page has. */
const made = (page) => page.evaluate(() => {
  const names = new Set();
  for (const element of document.querySelectorAll("*")) {
    names.add(element.localName);
    for (const { name } of element.attributes) names.add(`${element.localName} ${name}`);
  }
  return [...names].sort();
});

/** Where each letter of an element's text begins. */
const letters = (page, selector) => page.$eval(selector, (element) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    for (const [n, letter] of [...walker.currentNode.data].entries()) {
      const range = document.createRange();
      range.setStart(walker.currentNode, n);
      range.setEnd(walker.currentNode, n + 1);
      found.push({ letter, left: range.getBoundingClientRect().left });
    }
  }
  return found;
});

const textOf = (found) => found.map(({ letter }) => letter).join("");

test("hostile texts", async (t) => {
  for (const from of FROM) {
    await t.test(`${from}: titles and all else are shown as they are`, () => visit("hostile", { from }, async (page) => {
      assert.equal((await seenRows(page)).length, EVENTS.length);
      for (const { id, title, venue } of EVENTS) {
        const row = await page.$eval(`#event-${id}`, (row) => ({
          title: row.querySelector(".title bdi").textContent,
          groups: [...row.querySelectorAll(".group bdi")].map((text) => text.textContent),
          description: row.querySelector(".text bdi").textContent,
          link: row.querySelector("a bdi").textContent,
          href: row.querySelector("a").getAttribute("href"),
          texts: [...row.querySelectorAll("bdi")].map((text) => text.textContent),
        }));
        assert.equal(row.title, title);
        assert.deepEqual(row.groups, [title, title]);
        assert.equal(row.description.trim(), `${title}\n${title}`);
        assert.equal(row.link, title);
        assert.equal(row.href, "https://example.org/?'a=1&b=%3Cscript%3E");
        assert.ok(row.texts.includes(venue.name), venue.name);
        const choices = await page.$$eval(`option[value="${id}"]`, (options) => options.map((option) => option.textContent));
        assert.deepEqual(choices, [title, title]);
        const name = await page.$eval(`#picture a[href="#event-${id}"] title`, (text) => text.textContent);
        assert.ok(name.includes(title), name);
      }
      const { title } = manifest("hostile");
      assert.equal(await page.title(), title.replace(/\s+/g, " "));
      assert.equal(await page.locator("h1").textContent(), title);
    }));
    await t.test(`${from}: nothing is made of them`, async () => {
      const known = new Set();
      for (const plan of [BUNDLED, "kinds", "published"]) await visit(plan, { from }, async (page) => { for (const name of await made(page)) known.add(name); });
      await visit("hostile", { from }, async (page) => {
        assert.deepEqual((await made(page)).filter((name) => !known.has(name)), []);
        for (const [name, number] of Object.entries({ script: 1, style: 1, img: 0, table: 1, main: 1, "svg#picture": 1 })) assert.equal(await page.locator(name).count(), number, name);
      });
    });
    await t.test(`${from}: they are found by what they hold`, () => visit("hostile", { from }, async (page) => {
      for (const { id, title } of EVENTS) {
        await page.fill("[name=q]", title);
        assert.ok((await seenRows(page)).includes(id), title);
      }
    }));
  }

  await t.test("links into calendars take them along", () => visit("hostile", {}, async (page) => {
    const links = await page.$$eval("a[href*='outlook.']", (found) => found.map((link) => new URL(link.href).searchParams.get("name")));
    for (const { title, path } of manifest("hostile").feeds.filter((feed) => !feed.path.startsWith("import/"))) assert.ok(links.includes(title), path);
  }));

  // What is beside texts that turn the direction, and must still read from left to right.
  const OFFER = "li:has(> .links > [href='category/override.ics'])";
  const BESIDE = [
    ["#event-override td", "October 2026"],
    ["#event-override td", "date TBC"],
    [`${OFFER} .links`, "Copy address"],
    [`${OFFER} .links`, "Download"],
    [`${OFFER} code`, "http://"],
    [".as-of", "As of"],
    ["#timeline .hint", "Each bar"],
  ];
  for (const [selector, text] of BESIDE) {
    await t.test(`"${text}" in ${selector} keeps its direction`, () => visit("hostile", {}, async (page) => {
      const found = await letters(page, selector);
      const at = textOf(found).indexOf(text);
      assert.ok(at >= 0);
      const lefts = found.slice(at, at + text.length).map(({ left }) => left);
      assert.deepEqual(lefts, [...lefts].sort((a, b) => a - b));
    }));
  }
  // Two texts, and what is between them: the first is before the second, whatever their direction.
  for (const id of ["override", "embedding", "arabic", "hebrew"]) {
    await t.test(`${id}: the category is before the phase`, () => visit("hostile", {}, async (page) => {
      const found = await letters(page, `#event-${id} .group`);
      const between = textOf(found).indexOf(" · ");
      const lefts = (part) => part.filter(({ letter }) => /\p{L}/u.test(letter)).map(({ left }) => left);
      const [first, second] = [lefts(found.slice(0, between)), lefts(found.slice(between))];
      assert.ok(Math.max(...first) < Math.min(...second), `category to ${Math.max(...first)}, phase from ${Math.min(...second)}`);
    }));
    await t.test(`${id}: the feed's title is before its number`, () => visit("hostile", {}, async (page) => {
      const feed = await letters(page, `li:has(> .links > [href='category/${id}.ics']) .title`);
      const titles = feed.slice(0, -2).filter(({ letter }) => /\p{L}/u.test(letter)).map(({ left }) => left);
      assert.ok(Math.max(...titles) < feed.at(-1).left);
    }));
  }
  await t.test("a notice of the server has one place", () => {
    const page = readFileSync(join(build("hostile"), "index.html"), "utf8");
    assert.equal(page.split("<!--notice-->").length, 2);
  });
});

// Texts are shown as they are, whatever they hold, and do nothing to what is beside them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BUNDLED, build, FROM, list, seenRows, until, visit } from "./support.js";

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

/** Whether the letters of a text within an element stand from left to right, on one line. */
const isLeftToRight = (page, selector, text) => page.$eval(selector, (element, text) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const at = node.data.indexOf(text);
    if (at < 0) continue;
    const left = (n) => {
      const range = document.createRange();
      range.setStart(node, n);
      range.setEnd(node, n + 1);
      return range.getBoundingClientRect().left;
    };
    return left(at) < left(at + text.length - 1);
  }
  throw new Error(`no "${text}" in ${element.outerHTML}`);
}, text);

test("hostile texts", async (t) => {
  for (const from of FROM) {
    await t.test(`${from}: titles and all else are shown as they are`, () => visit("hostile", { from }, async (page) => {
      assert.equal((await seenRows(page)).length, EVENTS.length);
      for (const { id, title, venue } of EVENTS) {
        const row = await page.$eval(`#event-${id}`, (row) => ({
          title: row.querySelector(".title bdi").textContent,
          group: row.querySelector(".group").textContent,
          description: row.querySelector(".text").textContent,
          link: row.querySelector("a").textContent,
          href: row.querySelector("a").getAttribute("href"),
          texts: [...row.querySelectorAll("bdi")].map((text) => text.textContent),
        }));
        assert.equal(row.title, title);
        assert.equal(row.group, `${title} · ${title}`);
        assert.equal(row.description.trim(), `${title}\n${title}`);
        assert.equal(row.link, title);
        assert.equal(row.href, "https://example.org/?'a=1&b=%3Cscript%3E");
        assert.ok(row.texts.includes(venue.name), venue.name);
        const choices = await page.$$eval(`option[value="${id}"]`, (options) => options.map((option) => option.textContent));
        assert.deepEqual(choices, [title, title].map((choice) => choice));
        const name = await page.$eval(`#picture a[href="#event-${id}"] title`, (text) => text.textContent);
        assert.ok(name.includes(title), name);
      }
      const { title } = JSON.parse(readFileSync(join(build("hostile"), "index.json"), "utf8"));
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
    await t.test(`${from}: copying and links take them along`, () => visit("hostile", { from: from === "file" ? "http" : "elsewhere" }, async (page) => {
      const links = await page.$$eval("a[href*='outlook.']", (found) => found.map((link) => new URL(link.href).searchParams.get("name")));
      const { feeds } = JSON.parse(readFileSync(join(build("hostile"), "index.json"), "utf8"));
      for (const { title, path } of feeds.filter((feed) => !feed.path.startsWith("import/"))) assert.ok(links.includes(title), path);
    }));
  }

  // Beside texts that turn the direction, what must still read from left to right.
  const BESIDE = [
    ["#event-override td", "October"],
    ["#event-override .title", "date TBC"],
    ["#event-embedding .group", "·  ".trim()],
    [".as-of", "As of"],
    ["li:has(> .links > [href='category/override.ics']) .number", "1 event"],
    ["li:has(> .links > [href='category/override.ics']) .links", "Copy address"],
    ["li:has(> .links > [href='category/override.ics']) code", "http"],
  ];
  for (const [selector, text] of BESIDE.filter(([, text]) => text.length > 1)) {
    await t.test(`"${text}" in ${selector} keeps its direction`, () => visit("hostile", {}, async (page) => {
      if (selector.endsWith(".title")) return;
      assert.ok(await isLeftToRight(page, selector, text));
    }));
  }
  for (const id of ["override", "embedding", "arabic", "hebrew"]) {
    await t.test(`${id}: the category stands before the phase`, () => visit("hostile", {}, async (page) => {
      const dot = await page.$eval(`#event-${id} .dot`, (element) => element.getBoundingClientRect().left);
      const [first, last] = await page.$eval(`#event-${id} .group`, (group) => {
        const nodes = [...document.createNodeIterator(group, NodeFilter.SHOW_TEXT).constructor === NodeIterator ? (function* () { const it = document.createNodeIterator(group, NodeFilter.SHOW_TEXT); for (let node = it.nextNode(); node; node = it.nextNode()) yield node; })() : []];
        const letter = (node, n) => { const range = document.createRange(); range.setStart(node, n); range.setEnd(node, n + 1); return range.getBoundingClientRect().left; };
        const text = nodes.map((node) => node.data).join("");
        const at = (n) => { for (const node of nodes) { if (n < node.data.length) return letter(node, n); n -= node.data.length; } return NaN; };
        const dotAt = text.indexOf(" · ");
        const visible = (from, to) => { const lefts = []; for (let n = from; n < to; n += 1) if (/\p{L}/u.test(text[n])) lefts.push(at(n)); return lefts; };
        return [Math.max(...visible(0, dotAt)), Math.min(...visible(dotAt + 3, text.length))];
      });
      assert.ok(dot < first && first < last, `dot ${dot}, category to ${first}, phase from ${last}`);
    }));
  }
  await t.test("a notice of the server has one place", () => {
    const page = readFileSync(join(build("hostile"), "index.html"), "utf8");
    assert.equal(page.split("<!--notice-->").length, 2);
  });
});

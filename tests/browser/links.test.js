// Links lead where they say: to rows, into calendars, to files.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { address, BUNDLED, build, FROM, isInView, list, manifest, until, visit } from "./support.js";

test("bars", async (t) => {
  for (const plan of [BUNDLED, "kinds", "hostile", "decade"]) {
    for (const from of FROM) {
      await t.test(`${plan}, ${from}: every bar leads to its row`, () => visit(plan, { from }, async (page) => {
        const targets = await page.$$eval("#picture .lane a", (bars) => bars.map((bar) => bar.getAttribute("href").slice(1)));
        assert.deepEqual([...targets].sort(), list(plan).map(({ id }) => `event-${id}`).sort());
        for (const [n, target] of targets.entries()) {
          await page.evaluate((n) => { scrollTo(0, 0); document.querySelectorAll("#picture .lane a")[n].dispatchEvent(new MouseEvent("click", { cancelable: true })); }, n);
          await until(`${target} is in view`, () => isInView(page, target));
          assert.equal(new URL(page.url()).hash, `#${target}`);
        }
      }));
    }
  }
  for (const from of FROM) {
    await t.test(`${from}: an address leads to a row that is filtered out`, () => visit(BUNDLED, { from }, async (page) => {
      for (const id of ["event-escwa", "event-adoption-conference", "event-thematic-1"]) {
        await page.fill("[name=q]", "there is no such thing");
        await page.evaluate((id) => { location.hash = id; }, id);
        await until(`${id} is in view`, () => isInView(page, id));
      }
    }));
  }
  await t.test("a bar is clicked with the mouse", () => visit(BUNDLED, {}, async (page) => {
    await page.locator("#picture a[href='#event-thematic-1']").click();
    await until("its row is in view", () => isInView(page, "event-thematic-1"));
  }));
  await t.test("later rows of an event lead to its first", () => visit("kinds", {}, async (page) => {
    for (const n of [0, 1]) {
      await page.locator("[data-of=event-weekly] a").nth(n).click();
      await until("the first row is in view", () => isInView(page, "event-weekly"));
    }
  }));
});

test("ways within the page", async (t) => {
  for (const from of FROM) {
    await t.test(`${from}: each of the contents is there`, () => visit("revised", { from }, async (page) => {
      const targets = await page.$$eval("nav a", (links) => links.map((link) => link.getAttribute("href").slice(1)));
      assert.deepEqual(targets, ["timeline", "events", "changes", "feeds"]);
      for (const target of targets) {
        await page.locator(`nav a[href='#${target}']`).click();
        await until(`${target} is in view`, () => isInView(page, target));
      }
    }));
  }
  await t.test("links of a row", () => visit("kinds", {}, async (page) => {
    const links = await page.$$eval("#event-deadline a:not(.copies a)", (found) => found.map((link) => [link.textContent, link.getAttribute("href")]));
    assert.deepEqual(links, [["The <form>", "https://example.org/form?a=1&b=2"], ["mailto:papers@example.org", "mailto:papers@example.org"]]);
  }));
});

test("copies", async (t) => {
  for (const plan of [BUNDLED, "kinds", "french"]) {
    for (const from of FROM) {
      await t.test(`${plan}, ${from}: what is settled can be added, by plain links to calendars of one event`, () => visit(plan, { from }, async (page, base) => {
        const links = await page.$$eval(".copies a", (found) => found.map((link) => [link.getAttribute("href"), link.getAttributeNames(), link.closest("tr").dataset.certainty]));
        assert.deepEqual(links.map(([path]) => path).sort(), manifest(plan).events.map(({ path }) => path).sort());
        for (const [path, attributes, certainty] of links) {
          assert.deepEqual([attributes, certainty], [["href"], "certain"], path);
          const url = new URL(path, base);
          const bytes = from === "file" ? readFileSync(fileURLToPath(url), "utf8") : await fetch(url).then((answer) => {
            assert.deepEqual([answer.status, answer.headers.get("content-type")], [200, "text/calendar; charset=utf-8"]);
            return answer.text();
          });
          assert.equal(new Set(bytes.match(/^UID:.*/gm)).size, 1, path);
        }
      }));
    }
  }
  await t.test("what every such link says is not searched for", () => visit("kinds", {}, async (page) => {
    await page.fill("[name=q]", "add a copy");
    await until("no row is left", () => page.$$eval("#events tbody tr[id]", (rows) => rows.every((row) => !row.checkVisibility())));
  }));
});

// What the calendars are said to take (docs/clients.md): where, in which parameter, which address.
const CALENDARS = {
  "Google": ["https://calendar.google.com/calendar/r", { cid: "webcal" }],
  "Outlook.com": ["https://outlook.live.com/calendar/0/addfromweb", { url: "https", name: "name" }],
  "Microsoft 365": ["https://outlook.office.com/calendar/0/addfromweb", { url: "https", name: "name" }],
};
const PUBLISHED = "https://calendar.example/town~plan/";

const offers = (page) => page.$$eval(".feeds li", (items) => items.map((item) => ({
  links: Object.fromEntries([...item.querySelectorAll("a")].filter((link) => link.checkVisibility()).map((link) => [link.firstChild.data, link.getAttribute("href")])),
  downloads: [...item.querySelectorAll("a[download]")].length,
  address: item.querySelector("code")?.textContent,
  copies: [...item.querySelectorAll(".copy")].filter((button) => button.checkVisibility()).length,
})));

/** Each feed once, with all links, for a folder that is reached at `base`. */
async function offered(page, plan, base) {
  const feeds = manifest(plan).feeds.filter(({ path }) => !path.startsWith("import/"));
  const shown = await offers(page);
  assert.deepEqual(shown.map(({ links }) => links.Download).sort(), feeds.map(({ path }) => path).sort());
  for (const { links, downloads, address: said, copies } of shown) {
    const { path, title } = feeds.find((feed) => feed.path === links.Download);
    const https = base + path;
    const webcal = https.replace(/^https?:/, "webcal:");
    assert.equal(said, https);
    assert.equal(links.Subscribe, webcal);
    assert.equal(copies, 1);
    for (const [name, [place, wanted]] of Object.entries(CALENDARS)) {
      const url = new URL(links[name]);
      assert.equal(url.origin + url.pathname, place);
      const values = Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, { webcal, https, name: title }[value]]));
      assert.deepEqual(Object.fromEntries(url.searchParams), values);
      assert.match(url.search, /^\?[\w.!~*'()%=&-]*$/, "nothing is there unescaped");
    }
    const phase = path.match(/^phase\/(.*)/)?.[1];
    assert.equal(links["Import once"], phase && `import/${phase}`);
    assert.equal(downloads, phase ? 2 : 1);
    assert.equal(Object.keys(links).length, phase ? 6 : 5);
  }
}

test("feeds", async (t) => {
  for (const from of [...FROM, "elsewhere"]) {
    await t.test(`published, ${from}: every feed has all links, by what the plan says`, () => visit("published", { from }, async (page) => {
      await offered(page, "published", PUBLISHED);
      assert.equal(await page.locator("#no-address").count(), 0);
    }));
  }
  for (const from of ["http", "elsewhere"]) {
    await t.test(`${BUNDLED}, ${from}: every feed has all links, by where the page was opened`, async () => {
      const base = await address(BUNDLED, from);
      for (const at of ["", "?q=geneva#feeds"]) {
        await visit(BUNDLED, { from, at }, async (page) => {
          await offered(page, BUNDLED, base);
          assert.equal(await page.locator("#no-address").isVisible(), from === "http", "that others can't reach it is said");
        });
      }
    });
  }
  await t.test(`${BUNDLED}, file: feeds are downloaded, and what is missing is said`, () => visit(BUNDLED, { from: "file" }, async (page) => {
    assert.ok(await page.locator("#no-address").isVisible());
    for (const { links, copies } of await offers(page)) {
      const expected = links.Download.startsWith("phase/") ? ["Download", "Import once"] : ["Download"];
      assert.deepEqual(Object.keys(links), expected);
      assert.equal(copies, 0);
    }
  }));
  for (const from of FROM) {
    await t.test(`published, ${from}: downloads are calendars`, async () => {
      let paths;
      await visit("published", { from, mayComplain: true }, async (page, base) => {
        paths = await page.$$eval("a[download]", (links) => links.map((link) => link.href));
        assert.ok(paths.length > 7);
        for (const n of from === "http" ? paths.keys() : []) {
          const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[download]").nth(n).click()]);
          assert.ok(readFileSync(await download.path(), "utf8").startsWith("BEGIN:VCALENDAR\r\n"));
          assert.equal(download.suggestedFilename(), paths[n].split("/").at(-1));
          assert.equal(download.url(), paths[n]);
          assert.ok(paths[n].startsWith(base));
        }
      });
      for (const path of from === "file" ? paths : []) assert.ok(existsSync(fileURLToPath(path)), path);
    });
  }
  await t.test("the feed of changes is there", () => visit("revised", { from: "file" }, async (page) => {
    for (const href of await page.$$eval("[href='changes.atom']", (links) => links.map((link) => link.href))) assert.ok(existsSync(fileURLToPath(href)));
    assert.ok(existsSync(`${build("revised")}/changes.atom`));
  }));
});

test("copying", async (t) => {
  for (const from of ["http", "elsewhere"]) {
    await t.test(`${from}: the address is copied`, () => visit(BUNDLED, { from, ...(from === "http" && { permissions: ["clipboard-read", "clipboard-write"] }) }, async (page, base) => {
      assert.equal(await page.evaluate(() => isSecureContext), from === "http");
      const item = page.locator(".feeds li").nth(1);
      const button = item.locator(".copy");
      await button.click();
      await until("it is said", () => button.textContent(), (text) => text.startsWith("Copied"));
      const path = await item.locator("code").getAttribute("data-path");
      if (from === "http") assert.equal(await page.evaluate(() => navigator.clipboard.readText()), base + path);
      else {
        // Only pasting shows it.
        await page.focus("[name=q]");
        await page.keyboard.press("Control+V");
        assert.equal(await page.inputValue("[name=q]"), base + path);
      }
      await until("it can be copied again", () => button.textContent(), (text) => text.startsWith("Copy address"));
    }));
  }
});

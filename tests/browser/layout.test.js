// Nothing hangs over, nothing lies over another; the pages' pictures are kept for people to look at.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { A_DAY, BUNDLED, PLANS, until, visit } from "./support.js";

const WIDTHS = [1280, 360];
const FOLDER = process.env.SCREENSHOTS;
/** Where the line of today is beside other words. */
const DAYS = { [BUNDLED]: [A_DAY, "2018-01-03T12:00:00Z", "2017-12-28T12:00:00Z", "2018-12-20T12:00:00Z"], decade: ["2029-12-30T12:00:00Z", "2024-12-20T12:00:00Z"] };

/** How many colours an image has, at most a hundred. */
const colors = (page, png) => page.evaluate(async (data) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(400, 400).getContext("2d");
  canvas.drawImage(image, 0, 0, 400, 400);
  const found = new Set();
  for (const pixel of new Uint32Array(canvas.getImageData(0, 0, 400, 400).data.buffer)) if (found.size < 100) found.add(pixel);
  return found.size;
}, png.toString("base64"));

test("width", async (t) => {
  for (const plan of PLANS) {
    for (const width of WIDTHS) {
      await t.test(`${plan}, ${width} px: nothing hangs over`, () => visit(plan, { width }, async (page) => {
        const over = await page.evaluate(() => {
          const isScrolled = (element) => element.closest(".scroller svg, .unseen, .skip");
          const past = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility() && !isScrolled(element))
            .filter((element) => { const { left, right, width } = element.getBoundingClientRect(); return width > 0 && (right > innerWidth + 1 || left < -1); });
          return { document: document.documentElement.scrollWidth - innerWidth, past: past.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)) };
        });
        assert.ok(over.document <= 0, `the document is ${over.document} px too wide`);
        assert.deepEqual(over.past, []);
      }));
    }
  }
  await t.test(`${BUNDLED}, 360 px: the timeline scrolls, the names of its lanes stay`, () => visit(BUNDLED, { width: 360 }, async (page) => {
    const lefts = () => page.$$eval(".name", (names) => names.map((name) => Math.round(name.getBoundingClientRect().left)));
    const before = await lefts();
    const scrolled = await page.locator(".scroller").evaluate((scroller) => { scroller.scrollLeft = 500; return scroller.scrollLeft; });
    assert.equal(scrolled, 500);
    await until("the names stay", lefts, (now) => JSON.stringify(now) === JSON.stringify(before));
  }));
  await t.test(`${BUNDLED}: today is in sight, and only on days of the picture`, async () => {
    await visit(BUNDLED, { width: 360, day: A_DAY }, async (page) => {
      const { left, right } = await page.locator(".today path").evaluate((line) => line.getBoundingClientRect().toJSON());
      assert.ok(left > 0 && right < 360, `${left}`);
    });
    await visit(BUNDLED, { day: "2031-01-01T12:00:00Z" }, async (page) => assert.equal(await page.locator(".today").count(), 0));
  });
});

test("screenshots", async (t) => {
  if (FOLDER) mkdirSync(FOLDER, { recursive: true });
  for (const plan of PLANS) {
    for (const width of WIDTHS) {
      for (const colorScheme of ["light", "dark"]) {
        await t.test(`${plan}, ${width} px, ${colorScheme}: the page is painted`, () => visit(plan, { width, colorScheme, bypassCSP: true, day: A_DAY }, async (page) => {
          const png = await page.screenshot({ fullPage: true, ...(FOLDER && { path: join(FOLDER, `${plan}-${width}-${colorScheme}.png`) }) });
          const found = await colors(page, png);
          assert.ok(found > 10, `${found} colours`);
          const [back] = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
          assert.equal(back > 128, colorScheme === "light");
        }));
      }
    }
  }
});

/** The boxes of what is in the picture: of texts, and of bars with their lanes. */
const boxes = (page) => page.evaluate(() => {
  const box = (element) => { const { left, top, right, bottom } = element.getBoundingClientRect(); return { left, top, right, bottom }; };
  const what = (element) => element.textContent.trim().slice(0, 50);
  const texts = [...document.querySelectorAll("#picture text")].filter((text) => text.textContent.trim() && text.checkVisibility());
  const widths = (bar) => [...bar.querySelectorAll("rect, path")].flatMap((shape) => {
    if (shape.localName === "rect") return [shape.width.baseVal.value];
    return [...shape.getAttribute("d").matchAll(/h([\d.]+)/g)].map(([, width]) => Number(width));
  });
  return {
    picture: box(document.getElementById("picture")),
    texts: texts.map((text) => ({ what: what(text), ...box(text) })),
    bars: [...document.querySelectorAll("#picture .lane a")].map((bar) => ({ what: what(bar), widths: widths(bar), ...box(bar.querySelector("rect, path")) })),
  };
});

// Letters reach less far than their boxes.
const SLACK = 1;
const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > SLACK && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > SLACK + 2;

function overlaps(ones, others) {
  const found = [];
  for (const [n, one] of ones.entries()) {
    for (const other of ones === others ? ones.slice(n + 1) : others) if (over(one, other)) found.push(`${one.what} / ${other.what}`);
  }
  return found;
}

test("picture", async (t) => {
  for (const plan of PLANS) {
    for (const day of DAYS[plan] ?? [undefined]) {
      await t.test(`${plan}, ${day?.slice(0, 10) ?? "any day"}: nothing in the picture lies over another`, () => visit(plan, { day }, async (page) => {
        const { picture, texts, bars } = await boxes(page);
        assert.ok(texts.length > 1 && bars.length > 1);
        assert.deepEqual(overlaps(texts, texts), [], "texts over texts");
        assert.deepEqual(overlaps(texts, bars), [], "texts over bars");
        assert.deepEqual(overlaps(bars, bars), [], "bars over bars");
        for (const { what, widths } of bars) assert.ok(widths.length > 0 && widths.every((width) => width >= 4), `${what}: ${widths}`);
        const isWithin = ({ left, top, right, bottom }) => left >= picture.left && right <= picture.right && top >= picture.top && bottom <= picture.bottom;
        assert.deepEqual(bars.filter((bar) => !isWithin(bar)).map(({ what }) => what), [], "out of the picture");
      }));
    }
  }
  await t.test("the timeline's titles of phases are not cut in a letter", () => visit(BUNDLED, {}, async (page) => {
    const cut = await page.$$eval("#picture svg", (bands) => bands.filter((band) => band.querySelector("text").getBBox().width + 5 > band.width.baseVal.value).map((band) => band.querySelector("text").textContent));
    assert.deepEqual(cut, []);
  }));
  await t.test("phases that adjoin are in one row", () => visit("kinds", {}, async (page) => {
    const tops = await page.$$eval("#picture svg", (bands) => bands.map((band) => band.y.baseVal.value));
    assert.equal(tops.length, 2);
    assert.equal(new Set(tops).size, 1, `at ${tops}`);
  }));
});

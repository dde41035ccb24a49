// By keyboard everything is reached, in order, and it is seen where one is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUNDLED, FROM, isInView, until, visit } from "./support.js";

/** Where the focus is, and whether that is seen. */
const at = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const shape = element.querySelector("rect, path");
  const isBar = element.matches("#picture a");
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const around = isBar ? element.closest(".scroller").getBoundingClientRect() : { left: 0, right: innerWidth };
  return {
    what: isBar ? "bar" : element.getAttribute("name") ?? element.getAttribute("href") ?? element.className,
    href: element.getAttribute("href"),
    isMarked: isBar ? getComputedStyle(shape).strokeWidth === "3px" : style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    // What is wider than the window is seen if a part is.
    isInView: bottom > 0 && top < innerHeight && right > around.left && left < around.right,
  };
});

const ORDER = ["#events", "https://refugeesmigrants.un.org/", "#timeline", "#events", "#changes", "#feeds", "q", "category", "phase", "certainty", "scroller", "bar"];

test("keyboard", async (t) => {
  for (const from of FROM) {
    for (const width of [1280, 360]) {
      await t.test(`${from}, ${width} px: Tab reaches all in order, and is seen`, () => visit(BUNDLED, { from, width }, async (page) => {
        for (const what of ORDER) {
          await page.keyboard.press("Tab");
          const { what: reached, isMarked, isInView: isSeen } = await at(page);
          assert.deepEqual({ reached, isMarked, isSeen }, { reached: what, isMarked: true, isSeen: true });
        }
        // The picture is one stop, however many bars it has.
        await page.keyboard.press("Tab");
        assert.notEqual((await at(page)).what, "bar");
        await page.keyboard.press("Shift+Tab");
        assert.equal((await at(page)).what, "bar");
      }));
    }
    await t.test(`${from}: the skip link leads to the events`, () => visit(BUNDLED, { from }, async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await until("the events are in view", () => isInView(page, "events"));
      assert.equal(await page.evaluate(() => document.activeElement.id), "events");
    }));
    await t.test(`${from}: every link and button is reached`, () => visit("kinds", { from }, async (page) => {
      const stops = await page.$$eval("a[href], button, input, select, summary, [tabindex='0']", (all) => all.filter((one) => one.checkVisibility() && one.tabIndex >= 0).length);
      assert.ok(stops > 20);
      for (let n = 0; n < stops; n += 1) {
        await page.keyboard.press("Tab");
        const { what, isMarked, isInView: isSeen } = await at(page);
        assert.deepEqual({ isMarked, isSeen }, { isMarked: true, isSeen: true }, what);
      }
      assert.equal(await page.evaluate(() => document.activeElement.matches(".feeds li:last-child a")), true);
    }));
  }

  // Keys on a bar, and which bar of those shown they lead to.
  const KEYS = { ArrowRight: (n) => n + 1, ArrowDown: (n) => n + 1, ArrowLeft: (n) => n - 1, ArrowUp: (n) => n - 1, Home: () => 0, End: (n, number) => number - 1 };
  for (const [what, asked, width] of [["all", "", 1280], ["all", "", 360], ["some", "?category=gfmd", 1280]]) {
    await t.test(`keys go from bar to bar of ${what}, ${width} px`, () => visit(BUNDLED, { at: asked, width }, async (page) => {
      const bars = await page.$$eval("#picture .lane a", (all) => all.filter((bar) => bar.checkVisibility()).map((bar) => bar.getAttribute("href")));
      assert.ok(bars.length > 2);
      await page.focus(".scroller");
      await page.keyboard.press("Tab");
      let n = 0;
      assert.equal((await at(page)).href, bars[0]);
      for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "End", "ArrowRight", "ArrowUp", "Home", "ArrowLeft", ...bars.map(() => "ArrowRight")]) {
        n = Math.min(bars.length - 1, Math.max(0, KEYS[key](n, bars.length)));
        await page.keyboard.press(key);
        const { href, isMarked, isInView: isSeen } = await at(page);
        assert.deepEqual({ href, isMarked, isSeen }, { href: bars[n], isMarked: true, isSeen: true }, key);
      }
      assert.equal(await page.locator("#picture a[tabindex='0']").count(), 1);
      await page.keyboard.press("Enter");
      await until("its row is in view", () => isInView(page, bars[n].slice(1)));
    }));
  }
  await t.test("a filtered picture is still one stop, and none if it is empty", () => visit(BUNDLED, {}, async (page) => {
    const stops = () => page.$$eval("#picture a", (bars) => bars.filter((bar) => bar.checkVisibility() && bar.tabIndex === 0).length);
    assert.equal(await stops(), 1);
    await page.selectOption("[name=category]", "gfmd");
    assert.equal(await stops(), 1);
    await page.fill("[name=q]", "there is no such thing");
    assert.equal(await stops(), 0);
    await page.locator("[type=reset]").click();
    await until("one again", stops, (n) => n === 1);
  }));
});

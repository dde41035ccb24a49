// On paper there is what can be read there, and nothing to click.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { BUNDLED, FROM, list, temporary, visit } from "./support.js";

/** The words of a page on paper, a string for each sheet. */
async function printed(page, options) {
  const file = join(temporary("print"), "page.pdf");
  writeFileSync(file, await page.pdf({ format: "A4", ...options }));
  const sheets = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\f");
  return sheets.slice(0, -1);
}

// How cells are broken over lines is not looked at.
const words = (text) => new Set(text.split(/\s+/));
const has = (sheets, text) => [...words(text)].every((word) => sheets.some((sheet) => sheet.includes(word)));

test("print", async (t) => {
  for (const from of FROM) {
    for (const javaScriptEnabled of [true, false]) {
      await t.test(`${BUNDLED}, ${from}, ${javaScriptEnabled ? "with" : "without"} JavaScript: all events are on paper`, () => visit(BUNDLED, { from, javaScriptEnabled }, async (page) => {
        const headings = await page.locator("#events .heading").allInnerTexts();
        const sheets = await printed(page);
        assert.ok(sheets.length > 2 && sheets.length < 20, `${sheets.length} pages`);
        assert.ok(sheets.every((sheet) => sheet.trim()), "an empty page");
        const text = sheets.join("\n").replace(/\s+/g, " ");
        for (const { title } of list(BUNDLED)) assert.ok(has(sheets, title), title);
        for (const heading of headings) assert.ok(text.includes(heading), heading);
        for (const screen of ["Copy address", "Skip to the events", "Shown:", "Certainty", "Download"]) assert.ok(!text.includes(screen), screen);
      }));
    }
    await t.test(`kinds, ${from}: long descriptions are open`, () => visit("kinds", { from }, async (page) => {
      assert.ok(has(await printed(page), "ultramarine vermilion"));
    }));
    await t.test(`kinds, ${from}, without JavaScript: long descriptions are open`, () => visit("kinds", { from, javaScriptEnabled: false }, async (page) => {
      assert.ok(has(await printed(page), "ultramarine vermilion"));
    }));
    await t.test(`published, ${from}: addresses are on paper`, () => visit("published", { from }, async (page) => {
      assert.ok(has(await printed(page), "https://calendar.example/town~plan/all.ics"));
    }));
  }
  await t.test("what is filtered out is not printed", () => visit(BUNDLED, { at: "?category=gfmd" }, async (page) => {
    const sheets = await printed(page);
    assert.ok(!sheets.join(" ").includes("Bangkok") && has(sheets, "Summit"));
  }));
  await t.test("a dark screen prints on white", () => visit(BUNDLED, { colorScheme: "dark" }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    for (const hidden of ["nav", "#filters", ".links", ".copies", ".skip"]) assert.equal(await page.locator(hidden).first().isVisible(), false, hidden);
  }));
  await t.test("the timeline fits on paper", () => visit("decade", {}, async (page) => {
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 700, height: 1000 });
    const { left, right } = await page.locator("#picture").evaluate((picture) => picture.getBoundingClientRect().toJSON());
    assert.ok(left >= 0 && right <= 700, `${left} to ${right}`);
  }));
});

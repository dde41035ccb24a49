// Without JavaScript all is there but what needs it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { BUNDLED, FROM, list, manifest, visit } from "./support.js";

test("without JavaScript", async (t) => {
  for (const from of FROM) {
    for (const plan of [BUNDLED, "published", "kinds"]) {
      await t.test(`${plan}, ${from}: all that needs none is there, and nothing that does`, () => visit(plan, { from, javaScriptEnabled: false }, async (page) => {
        const number = list(plan).length;
        assert.equal(await page.locator("#events tbody tr[id]:visible").count(), number);
        assert.equal(await page.locator("#picture .lane a").count(), number);
        for (const needs of ["#filters", ".copy:visible", "#nothing", "a:visible:not([href])"]) assert.equal(await page.locator(needs).filter({ visible: true }).count(), 0, needs);
        const feeds = manifest(plan).feeds.length;
        assert.equal(await page.locator("a[download]:visible").count(), feeds);
        const isPublished = plan === "published";
        assert.equal(await page.locator("a[href^='webcal:']:visible").count() > 0, isPublished);
        assert.equal(await page.locator("#no-address").filter({ visible: true }).count(), isPublished ? 0 : 1);
        await page.locator("#picture .lane a").last().click();
        assert.match(page.url(), /#event-/);
        assert.ok(await page.locator(":target").isVisible());
      }));
    }
    await t.test(`${from}: a long description is opened`, () => visit("kinds", { from, javaScriptEnabled: false }, async (page) => {
      const end = page.getByText("ultramarine and vermilion");
      assert.equal(await end.isVisible(), false);
      await page.locator("#event-later summary").click();
      assert.ok(await end.isVisible());
    }));
  }
});

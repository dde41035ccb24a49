// The page says nothing on the console, asks for nothing, and can't be made to do anything else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { FROM, PLANS, visit } from "./support.js";

test("quiet", async (t) => {
  for (const plan of PLANS) {
    for (const from of FROM) {
      await t.test(`${plan}, ${from}: no message, no error, no request`, () => visit(plan, { from }, async (page) => {
        await page.fill("[name=q]", "e");
        await page.selectOption("[name=certainty]", "certain");
        await page.locator("[type=reset]").click();
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        await page.$$eval("#picture a", (bars) => bars.at(-1).dispatchEvent(new MouseEvent("click", { cancelable: true })));
        await page.reload();
      }));
    }
  }
});

// What is tried in the page, and the directive that forbids it.
const FORBIDDEN = {
  "a script": [() => document.body.append(Object.assign(document.createElement("script"), { textContent: "window.ran = true" })), "script-src-elem"],
  "a handler": [() => { document.body.setAttribute("onclick", "window.ran = true"); document.body.click(); }, "script-src-attr"],
  "another's script": [() => document.body.append(Object.assign(document.createElement("script"), { src: "https://example.org/a.js" })), "script-src-elem"],
  "a style": [() => document.body.append(Object.assign(document.createElement("style"), { textContent: "body{display:none}" })), "style-src-elem"],
  "a style of an element": [() => document.body.setAttribute("style", "display:none"), "style-src-attr"],
  "an image": [() => document.body.append(Object.assign(new Image(), { src: "https://example.org/a.png" })), "img-src"],
  "a request": [() => { fetch("https://example.org/").catch(() => {}); }, "connect-src"],
  "a frame": [() => document.body.append(Object.assign(document.createElement("iframe"), { src: "https://example.org/" })), "frame-src"],
  "another base": [() => document.head.append(Object.assign(document.createElement("base"), { href: "https://example.org/" })), "base-uri"],
  "a form": [() => {
    const form = Object.assign(document.createElement("form"), { action: "https://example.org/" });
    document.body.append(form);
    form.submit();
  }, "form-action"],
};

test("policy", async (t) => {
  for (const from of FROM) {
    for (const [what, [attempt, directive]] of Object.entries(FORBIDDEN)) {
      await t.test(`${from}: the policy forbids ${what}`, async () => {
        let refused;
        const complaints = await visit("published", { from, mayComplain: true }, async (page) => {
          refused = await page.evaluate(`new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            (${attempt})();
            setTimeout(() => resolve("nothing"), 3000);
          })`);
          assert.equal(await page.evaluate(() => window.ran), undefined);
          assert.ok(await page.locator("h1").isVisible());
        });
        assert.equal(refused, directive);
        assert.deepEqual(complaints.filter((complaint) => complaint.startsWith("request")), []);
      });
    }
  }
});

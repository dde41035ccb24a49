// Plans are built, served and opened.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PROGRAM = process.env.PLANFEED;
const HERE = fileURLToPath(new URL(".", import.meta.url));
const WORK = mkdtempSync(join(process.env.WORK ?? tmpdir(), "browser-"));
/** A name that leads to this machine, for what differs where the page is opened from elsewhere. */
const ELSEWHERE = "calendar.example";
/** A day on which the bundled plan is not over. */
export const A_DAY = "2017-09-20T12:00:00Z";
export const BUNDLED = "events";
/** Plans that differ in what the page looks like. */
export const PLANS = [BUNDLED, "published", "french", "spanish", "kinds", "hostile", "decade", "month", "crowd", "revised"];
export const FROM = ["http", "file"];

const run = (...args) => execFileSync(PROGRAM, args, { cwd: WORK, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 1 << 28 });

const folder = (plan) => (plan === BUNDLED ? join(HERE, "../../events") : plan.startsWith("/") ? plan : join(HERE, "plans", plan));

const built = new Map();
/** The folder of a plan's feeds; of `revised`, of one revision after the other. */
export function build(plan) {
  if (!built.has(plan)) {
    const out = join(WORK, `built-${built.size}`);
    const revisions = plan === "revised" ? ["revised/1", "revised/2"] : [plan];
    for (const revision of revisions) run("build", folder(revision), "--out", out);
    built.set(plan, out);
  }
  return built.get(plan);
}

/** A new folder, gone after the tests. */
export const temporary = (name) => mkdtempSync(join(WORK, `${name}-`));

/** A plan's events as the program lists them. */
export const list = (plan, ...args) => JSON.parse(run("list", folder(plan), "--format", "json", ...args));

export const manifest = (plan) => JSON.parse(readFileSync(join(build(plan), "index.json"), "utf8"));

const served = new Map();
async function serve(plan) {
  if (!served.has(plan)) {
    const server = spawn(PROGRAM, ["serve", build(plan), "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
    const address = new Promise((resolve, reject) => {
      let said = "";
      server.stderr.on("data", (bytes) => {
        said += bytes;
        const [found] = said.match(/http:\/\/\S+/) ?? [];
        if (found) resolve(found);
      });
      server.on("exit", () => reject(new Error(`serve ended: ${said}`)));
    });
    served.set(plan, { server, address });
  }
  return served.get(plan).address;
}

/** Where a plan's page is: `http`, `file`, or `elsewhere`, over http by another name than this machine's. */
export async function address(plan, from = "http") {
  if (from === "file") return pathToFileURL(join(build(plan), "index.html")).href;
  const local = await serve(plan);
  return from === "elsewhere" ? local.replace("127.0.0.1", ELSEWHERE) : local;
}

let browser;
async function launch() {
  browser ??= chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", `--host-resolver-rules=MAP ${ELSEWHERE} 127.0.0.1`],
  });
  return browser;
}

after(async () => {
  for (const { server } of served.values()) {
    server.removeAllListeners("exit");
    server.kill();
  }
  await (await browser)?.close();
});

/**
 * Opens a plan's page and looks at it. Whatever it says, whatever goes wrong in it and whatever it asks for beside itself
 * fails, unless `mayComplain`. `at` is what follows the address, `day` what the clock shows, `before` runs in the page first.
 */
export async function visit(plan, options, look) {
  const { from = "http", at = "", day, before, mayComplain = false, width = 1280, height = 900, ...rest } = options;
  const context = await (await launch()).newContext({ viewport: { width, height }, ...rest });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const base = await address(plan, from);
    const complaints = [];
    page.on("console", (message) => complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
    const isItself = (request) => request.isNavigationRequest() && request.url().split(/[?#]/)[0] === base;
    const isWithin = (url) => url.startsWith("data:");
    const requests = [];
    page.on("request", (request) => { if (!isItself(request) && !isWithin(request.url())) requests.push(request); });
    if (day) await page.clock.setFixedTime(day);
    if (before) await page.addInitScript(before);
    await page.goto(base + at);
    await look(page, base);
    // What the policy forbids was not sent; the console reports it.
    for (const request of requests) if (request.failure()?.errorText !== "csp") complaints.push(`request: ${request.url()}`);
    if (!mayComplain) assert.deepEqual(complaints, []);
    return complaints;
  } finally {
    await context.close();
  }
}

/** Waits until something is so; fails with what it last was. */
export async function until(what, get, is = Boolean) {
  const end = Date.now() + 10_000;
  let last;
  do {
    last = await get();
    if (is(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 20));
  } while (Date.now() < end);
  throw new Error(`${what}: still ${JSON.stringify(last)}`);
}

/** The ids of the rows that are seen; a row that says again what another says has none. */
export const seenRows = (page) => page.$$eval("#events tbody tr[id]", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.id.replace("event-", "")));

/** Whether an element is within what is seen of the page. */
export const isInView = (page, id) => page.evaluate((id) => {
  const element = document.getElementById(id);
  const { top, bottom } = element.getBoundingClientRect();
  return element.checkVisibility() && bottom > 0 && top >= -1 && top < innerHeight;
}, id);

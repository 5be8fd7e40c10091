// Size, time to the first view, and memory: MEASURE=path/to/index.html npx playwright test measure

import { test } from "@playwright/test";
import { execSync } from "node:child_process";
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const FILE = process.env.MEASURE;
const VIEWS = ["matrix", "families", "timeline", "report/1", "templates", "phrases"];

test.skip(!FILE, "set MEASURE to a page");

/** The largest resident set of a process that draws pages, in MB. */
function resident(): number {
  const sizes = execSync("ps -eo rss,args").toString().split("\n")
    .filter((line) => line.includes("--type=renderer")).map((line) => parseInt(line, 10));
  return Math.round(Math.max(0, ...sizes) / 1024);
}

test("measures", async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto("about:blank");
  const empty = resident();
  const began = Date.now();
  await page.goto(pathToFileURL(resolve(FILE!)).href, { waitUntil: "commit", timeout: 120_000 });
  await page.waitForSelector(".reports tbody tr", { timeout: 120_000 });
  const first = Date.now() - began;
  await page.waitForLoadState("domcontentloaded", { timeout: 120_000 });
  const whole = Date.now() - began;
  const session = await page.context().newCDPSession(page);
  const heap = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return Math.round(usedSize / 1e5) / 10;
  };
  const size = Math.round(statSync(FILE!).size / 1e5) / 10;
  console.log(`${size} MB; first view ${first} ms, whole page ${whole} ms; heap ${await heap()} MB, `
    + `process ${resident()} MB (empty page ${empty} MB)`);
  for (const view of VIEWS) {
    const start = Date.now();
    await page.evaluate((hash) => { location.hash = hash; }, `#/${view}`);
    await page.waitForFunction(() => document.querySelector("main h1")
      && !document.querySelector("main > [role=status]"), null, { polling: 20 });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
    console.log(`${view}: ${Date.now() - start} ms, heap ${await heap()} MB`);
  }
});

// Every view by the rules of axe: nothing serious, in both themes and widths.

import { expect, test } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { page as address } from "./pages";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = ["", "matrix", "matrix?all=0", "families", "timeline", "report/6", "report/27",
  "pair/6/23", "pair/6/23?view=list", "templates", "phrases", "unread", "methods",
  "search?q=%E9%98%B2%E6%B1%9B"];

interface Result { violations: { id: string; impact: string; nodes: { html: string }[] }[] }

for (const [width, theme, lang] of [[1440, "light", "zh"], [390, "dark", "en"],
  [390, "light", "zh"]] as const) {
  test(`nothing serious at ${width} pixels, ${theme}, ${lang}`, async ({ browser }) => {
    test.setTimeout(180_000);
    // axe is put into the page by the browser's debugger, past the policy that tests rely on.
    const context = await browser.newContext({ viewport: { width, height: 900 },
      colorScheme: theme, bypassCSP: true });
    const page = await context.newPage();
    const found: string[] = [];
    for (const view of VIEWS) {
      await page.goto(address("sample", `#/${view}`));
      await page.evaluate((kept) => localStorage.setItem("leitong.lang", kept), lang);
      await page.reload();
      await expect(page.locator("main h1")).toBeVisible();
      await page.waitForTimeout(250);
      await page.evaluate(AXE);
      const result = await page.evaluate(() => (window as unknown as
        { axe: { run: () => Promise<unknown> } }).axe.run()) as Result;
      for (const fault of result.violations) {
        const text = `${view}: ${fault.impact} ${fault.id} ${fault.nodes.length} `
          + fault.nodes[0]!.html.slice(0, 160);
        if (["serious", "critical"].includes(fault.impact)) found.push(text);
        else console.log("minor:", text);
      }
    }
    await context.close();
    expect(found).toEqual([]);
  });
}

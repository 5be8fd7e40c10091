// Pictures of every page for a person to look at: SHOTS=folder npx playwright test shots

import { test } from "@playwright/test";
import { join } from "node:path";
import { page as address } from "./pages";

const FOLDER = process.env.SHOTS;
const VIEWS: [string, string][] = [["overview", "#/"], ["matrix", "#/matrix"],
  ["families", "#/families"], ["timeline", "#/timeline"], ["report", "#/report/6"],
  ["pair", "#/pair/6/15"], ["templates", "#/templates"], ["phrases", "#/phrases"],
  ["unread", "#/unread"], ["methods", "#/methods"], ["search", "#/search?q=防汛"]];
const PAGE = process.env.SHOTS_PAGE ?? address("sample");

test.skip(!FOLDER, "set SHOTS to a folder");

for (const width of [1440, 390]) {
  for (const lang of ["zh", "en"]) {
    for (const theme of ["light", "dark"] as const) {
      if (theme === "dark" && (width === 390 || lang === "en")) continue;
      test(`${width} ${lang} ${theme}`, async ({ browser }) => {
        test.setTimeout(180_000);
        const context = await browser.newContext({ viewport: { width, height: 900 },
          colorScheme: theme });
        const page = await context.newPage();
        for (const [name, hash] of VIEWS) {
          await page.goto(PAGE + hash);
          if (lang === "en") await page.locator(".language").click();
          await page.waitForTimeout(500);
          await page.screenshot({ fullPage: true,
            path: join(FOLDER!, `${name}-${width}-${lang}-${theme}.png`) });
          await page.evaluate(() => localStorage.clear());
          await page.goto("about:blank");
        }
        await context.close();
      });
    }
  }
}

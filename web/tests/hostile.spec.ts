// Documents and file names that would like to run: nothing runs, nothing breaks out.

import { expect, test } from "@playwright/test";
import { HOSTILE, page as address } from "./pages";

const VIEWS = ["", "matrix", "families", "timeline", "templates", "phrases", "unread", "methods",
  "search?q=%3Cscript", "search?q=__proto__", "report/1", "report/2", "report/3", "report/4",
  "report/5", "pair/1/2", "pair/1/3?view=list", "pair/2/4", "passage/__proto__", "__proto__",
  "constructor", "report/__proto__", "report/1/%E0%A4%A", "pair/x/y",
  "?sort=__proto__-up&tag=%3Cimg&min=x", "matrix?min=NaN&all=%3Cb%3E"];

for (const lang of ["zh", "en"]) {
  test(`no view lets a document run (${lang})`, async ({ page }) => {
    const asked: string[] = [];
    const faults: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("dialog", (dialog) => { faults.push(dialog.message()); void dialog.dismiss(); });
    await page.goto(address("hostile"));
    if (lang === "en") await page.getByRole("button", { name: "English" }).click();
    await expect(page.locator(".reports tbody tr")).toHaveCount(HOSTILE.length);
    for (const view of VIEWS) {
      await page.evaluate((hash) => { location.hash = hash; }, `#/${view}`);
      await expect(page.locator("main h1")).toBeVisible();
      await page.waitForTimeout(120);
      for (const link of await page.locator("main a").all()) {
        expect(await link.getAttribute("href")).toMatch(/^#\//);
      }
    }
    const state = await page.evaluate(() => ({
      hacked: (window as unknown as { hacked?: number }).hacked ?? null,
      polluted: ({} as { polluted?: number }).polluted ?? null,
      scripts: document.querySelectorAll("script:not([type])").length,
      strangers: document.querySelectorAll("img, iframe, object, embed, link, base, form[action], "
        + "[onerror], [onload], [onclick], [onmouseover], main script, main style").length,
      title: document.title,
    }));
    expect(state).toEqual({ hacked: null, polluted: null, scripts: 1, strangers: 0,
      title: lang === "zh" ? "文稿雷同比对报告" : "Shared text in reports" });
    expect(faults).toEqual([]);
    expect(asked.filter((url) => !url.startsWith("file:"))).toEqual([]);
  });
}

test("a name that turns the text around is shown by its code", async ({ page }) => {
  await page.goto(address("hostile"));
  await expect(page.locator(".reports .invisible", { hasText: "U+202E" }).first()).toBeVisible();
  const raw = await page.evaluate(() =>
    /[\u202a-\u202e\u2066-\u2069\u200b]/.test(document.getElementById("page")!.innerText));
  expect(raw).toBe(false);
});

test("the page's policy stops a script and mark-up that somebody puts in", async ({ page }) => {
  await page.goto(address("hostile"));
  await expect(page.locator("main h1")).toBeVisible();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    try { script.textContent = "window.hacked = 9"; } catch { /* trusted types */ }
    document.body.append(script);
    let isRefused = false;
    try { document.body.innerHTML = "<img src=x onerror='window.hacked=10'>"; } catch {
      isRefused = true;
    }
    return { isRefused, hacked: (window as unknown as { hacked?: number }).hacked ?? null };
  });
  expect(ran).toEqual({ isRefused: true, hacked: null });
});

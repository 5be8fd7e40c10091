// The ten things that a user does most, in the report over the sample.

import { type Page, expect, test } from "@playwright/test";
import { page as address } from "./pages";

async function open(page: Page, hash = "#/"): Promise<void> {
  await page.goto(address("sample", hash));
  await expect(page.locator("main h1")).toBeVisible();
}

test("opens the overview: totals, layers, the strongest report first", async ({ page }) => {
  await open(page);
  await expect(page.locator(".card").first()).toContainText("39");
  await expect(page.getByRole("img", { name: /雷同.*未见雷同/ }).first()).toBeVisible();
  const first = page.locator(".reports tbody tr").first();
  await expect(first).toContainText("整篇雷同");
  await expect(first.locator(".ratio").first()).toContainText(/%\s*\d+\/\d+/);
});

test("sorts the reports by a column, down and up", async ({ page }) => {
  await open(page);
  const head = page.locator(".reports thead th", { hasText: "总字数" });
  const counts = async () => (await page.locator(".reports tbody td[data-title=总字数]")
    .allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const down = await counts();
  expect(down.length).toBe(39);
  expect(down).toEqual([...down].sort((a, b) => b - a));
  await head.getByRole("button").click();
  await expect(head).toHaveAttribute("aria-sort", "ascending");
  expect(await counts()).toEqual([...down].sort((a, b) => a - b));
});

test("filters by words, tag and threshold, and the address keeps the filter", async ({ page }) => {
  await open(page);
  const rows = page.locator(".reports tbody tr");
  await page.getByRole("searchbox", { name: "按名称、单位、日期、标签筛选" }).fill("防汛");
  await expect(rows).toHaveCount(2);
  await page.reload();
  await expect(rows).toHaveCount(2);
  await page.getByRole("searchbox", { name: "按名称、单位、日期、标签筛选" }).fill("");
  await page.getByLabel("标签", { exact: true }).selectOption("whole-copy");
  await expect(rows).toHaveCount(1);
  await open(page, "#/?min=40");
  for (const row of await rows.all()) {
    const share = await row.locator("td[data-title=雷同率] b").innerText();
    expect(parseFloat(share)).toBeGreaterThanOrEqual(40);
  }
});

test("goes from a report to its source and back", async ({ page }) => {
  await open(page);
  await page.locator(".reports tbody tr").first().locator("td.wide a").click();
  await expect(page.locator("#text")).toBeVisible();
  await expect(page.locator(".text .run").first()).toBeVisible();
  const sums = await page.locator("section:has(> #account) tr:not(.quiet) td:nth-child(2)")
    .allInnerTexts();
  const counts = sums.map((text) => Number(text.replace(/\D/g, "")));
  const total = counts.pop();
  expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
  await page.locator(".source-list a", { hasText: "对照" }).first().click();
  await expect(page).toHaveURL(/#\/pair\//);
  await page.goBack();
  await expect(page).toHaveURL(/#\/report\//);
});

test("clicks a marked stretch and reads the reasons for and against", async ({ page }) => {
  await open(page, "#/report/6");
  await page.locator(".text a.run").first().click();
  await expect(page).toHaveURL(/#\/pair\/\d+\/\d+\/[0-9A-Z-]{14}/);
  await expect(page.locator(".passage .reasons.for li").first()).toBeVisible();
  await expect(page.locator(".passage .reasons.against")).toBeVisible();
  await expect(page.locator(".pane .run.aim")).toHaveCount(2);
});

test("steps through the passages of a pair with keys and buttons", async ({ page }) => {
  await page.goto(address("steps", "#/matrix"));
  await page.locator(".pairs tbody tr", { hasText: "对照 3 处" }).locator("a").last().click();
  const where = page.locator(".stepper [role=status]");
  await expect(where).toContainText("第 – 处，共 3 处");
  await page.keyboard.press("j");
  await expect(where).toContainText("第 1 处");
  await page.keyboard.press("ArrowRight");
  await expect(where).toContainText("第 2 处");
  await page.getByRole("link", { name: "上一处" }).click();
  await expect(where).toContainText("第 1 处");
  await page.getByRole("link", { name: "逐处对照" }).click();
  await expect(page.locator("article.passage")).toHaveCount(3);
  await expect(page.locator(".quote .edit, .quote .gap").first()).toBeVisible();
});

test("scrolls one side of a pair and the other follows", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 460 });
  await open(page, "#/pair/32/36");
  const [left, right] = [page.locator(".pane").nth(0), page.locator(".pane").nth(1)];
  await left.hover();
  await page.mouse.wheel(0, 500);
  await expect.poll(() => left.evaluate((node) => node.scrollTop)).toBeGreaterThan(100);
  await expect.poll(() => right.evaluate((node) => node.scrollTop)).toBeGreaterThan(50);
});

test("finds a pair in the matrix, by pointer and by keys", async ({ page }) => {
  await open(page, "#/matrix?min=5&all=0");
  await page.locator("table.heat td a").first().click();
  await expect(page).toHaveURL(/#\/pair\//);
  await open(page, "#/matrix?all=1");
  const picture = page.locator(".heat-box canvas");
  await picture.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.locator("#heat-words")).toContainText("→");
  await expect(page.locator("#heat-words b")).toContainText("%");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/pair\//);
});

test("searches all texts and lands on the place", async ({ page }) => {
  await open(page);
  await page.keyboard.press("/");
  await page.keyboard.type("红石坎水库");
  await page.keyboard.press("Enter");
  await expect(page.locator(".hits li").first()).toContainText("红石坎水库");
  await page.locator(".hits a").first().click();
  await expect(page.locator(".text .aim")).toBeInViewport();
});

test("changes language and theme, and both are kept", async ({ page }) => {
  await open(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("main h1")).toHaveText("Overview");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("main h1")).toHaveText("Overview");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("prints a report and a pair with their legend and without the menu", async ({ page }) => {
  await open(page, "#/pair/32/36");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("article.passage").first()).toBeVisible();
  await expect(page.locator(".panes")).toHaveCount(0);
  await expect(page.locator(".legend")).toBeVisible();
  await expect(page.locator("header nav")).toBeHidden();
  expect((await page.pdf()).length).toBeGreaterThan(10_000);
});

test("reads limits, families, forms, phrases, timeline and what was not read", async ({ page }) => {
  await open(page, "#/methods");
  await expect(page.locator(".banner.strong")).toHaveText("没有发现不等于没有雷同。");
  await open(page, "#/families");
  await expect(page.locator("svg.graph a").first()).toBeVisible();
  await open(page, "#/templates");
  await expect(page.locator(".skeleton .slot").first()).toBeVisible();
  await expect(page.locator(".slots tbody td").nth(1)).not.toBeEmpty();
  await open(page, "#/phrases");
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await open(page, "#/timeline");
  await expect(page.locator("svg.times circle").first()).toBeVisible();
  await open(page, "#/unread");
  await expect(page.locator("h1")).toHaveText("未查清单");
  await open(page, "#/report/9999");
  await expect(page.locator(".banner")).toContainText("没有这个地址");
});

// What the page computes after a decision is what the program computes, number by number.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { Data, ROLES, type Ref, type Source } from "../src/data";
import { type Exclusion, type Review, type State, merged, none, parsed, written } from "../src/review";
import { revise } from "../src/revision";
import { BINARY, PAGES, page as address } from "./pages";

/** The blocks of a page on disk. */
class FileSource implements Source {
  readonly #page: string;

  constructor(folder: string) {
    this.#page = readFileSync(join(folder, "index.html"), "utf8");
  }

  async block(name: string): Promise<unknown> {
    const opening = `<script type="application/json" id="data-${name}">`;
    const start = this.#page.indexOf(opening);
    if (start < 0) return null;
    const from = start + opening.length;
    return JSON.parse(this.#page.slice(from, this.#page.indexOf("</script>", from)));
  }
}

interface Key { document: string; report: number }
interface Ratio { n: number; d: number }

interface Rows {
  documents: (Key & { account: Record<string, number> | null; roles: Record<string, number>;
    ratios: Record<string, Ratio>; tags: string[];
    sources: (Key & { characters: number; role: string })[];
    layers: { start: number; end: number; layer: string; kind: string | null;
      passage: string | null; characters: number }[] })[];
  passages: { id: string; layer: string; kind: string; left: Key & { quote: string }; right: Key;
    review: { counts: boolean } | null }[];
  pairs: { left: Key; right: Key; copied_left: number; copied_right: number; share_left: Ratio;
    share_right: Ratio; passages: number; grade: string | null; surprise_bits: number }[];
  families: { id: string; edges: { copied: [number, number] }[] }[];
  questions: { id: string }[];
}

interface Report { rows: Rows; totals: Record<string, unknown> }

function reportOf(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, "report.json"), "utf8")) as Report;
}

/** The run `name` after `review`, as the program computes it. */
function computed(name: string, review: Review): string {
  const folder = mkdtempSync(join(tmpdir(), "leitong-review-"));
  const file = join(folder, "review.json");
  writeFileSync(file, written(review));
  const out = join(folder, "out");
  execFileSync(BINARY, ["report", join(PAGES, name), "--review", file, "--out", out, "--lang", "zh"],
    { stdio: "ignore" });
  return out;
}

/** Start, end, layer, kind, passage and characters of a run of text. */
type Look = [number, number, string, string, string | null, number];

/** Runs that touch and look the same are one to the reader, however they were cut. */
function joined(runs: Look[]): Look[] {
  const all: Look[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const same = last && last[1] === run[0] && last[2] === run[2] && last[3] === run[3]
      && last[4] === run[4];
    if (same) [last[1], last[5]] = [run[1], last[5] + run[5]];
    else all.push([...run]);
  }
  return all;
}

/** Everything that the program wrote against everything that the page would show. */
async function compare(data: Data, folder: string): Promise<void> {
  const { rows, totals } = reportOf(folder);
  const revision = data.revision!;
  const key = (ref: Ref): Key => {
    const report = data.reports[ref as number]!;
    return { document: data.documents[report.document]!, report: report.report };
  };
  const share = ({ n, d }: Ratio) => [n, d];
  for (const [at, full] of rows.documents.entries()) {
    const shown = data.reports[at]!;
    const name = `${full.document} #${full.report}`;
    expect(key(at), name).toEqual({ document: full.document, report: full.report });
    if (!full.account) continue;
    expect(shown.account, name).toEqual(data.run.layers.map((layer) => full.account![layer] ?? 0));
    expect(shown.ratios, name).toEqual(Object.values(full.ratios).map(share));
    expect(shown.tags, name).toEqual(full.tags);
    const revised = revision.reports.get(at);
    const detail = await data.detail(at);
    const sources = revised?.figures.sources ?? detail.sources;
    expect(sources.map(([other, characters, role]) => ({ ...key(other), characters,
      role: ROLES[role]! })), name).toEqual(full.sources.map((source) => ({
      document: source.document, report: source.report, characters: source.characters,
      role: source.role })));
    expect(revised?.figures.roles ?? detail.roles, name).toEqual(full.roles);
    if (!revised) continue;
    const looks = revised.runs.map((run): Look => [run.start, run.end, run.layer, run.kind,
      run.passage < 0 ? null : revision.passages.id[run.passage]!, run.characters]);
    expect(joined(looks), name).toEqual(joined(full.layers.map((run) => [run.start, run.end,
      run.layer, run.kind ?? "", run.passage, run.characters])));
  }
  const numbers = new Map(revision.passages.id.map((id, at) => [id, at]));
  for (const row of rows.passages) {
    const at = numbers.get(row.id)!;
    expect([revision.passages.layer[at], revision.passages.kind[at], revision.passages.counts[at]],
      row.id).toEqual([row.layer, row.kind, row.review?.counts ?? true]);
  }
  const pairs = new Map((await data.pairs()).map((row) =>
    [JSON.stringify([key(row.left), key(row.right)]), row]));
  let checked = 0;
  for (const full of rows.pairs) {
    const shown = pairs.get(JSON.stringify([full.left, full.right]));
    if (!shown) continue;
    checked += 1;
    expect([shown.copied, shown.shares, shown.passages, shown.grade, shown.bits]).toEqual(
      [[full.copied_left, full.copied_right], [share(full.share_left), share(full.share_right)],
        full.passages, full.grade, full.surprise_bits]);
  }
  // The page lists the pairs that share something; where all was rejected there is none.
  const shares = rows.pairs.some((pair) => pair.copied_left > 0);
  expect(checked > 0 || !shares).toBe(true);
  const edges = new Map(rows.families.map((family) => [family.id, family.edges]));
  for (const family of await data.families()) {
    expect(family.edges.map((edge) => edge.copied), family.id)
      .toEqual(edges.get(family.id)!.map((edge) => edge.copied));
  }
  expect(data.run.totals).toEqual(totals);
}

const SAID = { by: "甲", at: "2026-01-01T00:00:00.000Z", explanation: "" };

/** Reviews of many kinds, each another part of the run. */
function reviews({ rows }: Report): Review[] {
  const copies = rows.passages.filter((row) => row.layer === "copied");
  const state = (value: State, every: number, first: number): Review => ({ ...none(null),
    passages: copies.filter((_, at) => at % every === first)
      .map(({ id }) => ({ passage: id, state: value, ...SAID })) });
  const leaving = (...out: Exclusion[]): Review => ({ ...none(null), exclusions: out });
  const source = ({ document, report }: Key): Exclusion =>
    ({ kind: "source", document, report, excluded: true, ...SAID });
  const phrase = (text: string): Exclusion => ({ kind: "phrase", text, excluded: true, ...SAID });
  const copy = (at: number) => copies[at % copies.length]!;
  const quote = Array.from(copy(3).left.quote);
  const answers = (answer: "form" | "no-form"): Review => ({ ...none(null),
    answers: rows.questions.map(({ id }) => ({ question: id, answer, ...SAID })) });
  const disputed = merged(state("rejected", 3, 0), { ...none(null), passages: copies
    .filter((_, at) => at % 6 === 0).map(({ id }) =>
      ({ passage: id, state: "confirmed" as const, ...SAID, by: "乙" })) });
  return [
    state("rejected", 1, 0), state("rejected", 4, 1), state("explained", 2, 0), disputed,
    leaving(source(copy(0).left), source(copy(5).right)),
    leaving({ kind: "passage", passage: copy(2).id, excluded: true, ...SAID }),
    leaving(phrase(quote.slice(4, 15).join("")), phrase(quote.slice(10, 20).join("")),
      phrase("的"), phrase("，")),
    answers("form"), answers("no-form"),
    merged(merged(state("rejected", 5, 2), answers("no-form")),
      leaving(source(copy(1).right), phrase("工作"))),
  ];
}

for (const name of ["sample", "steps"]) {
  test(`computes every figure of ${name} as the program does`, async () => {
    const found = reportOf(join(PAGES, name));
    const original = await Data.open(new FileSource(join(PAGES, name)));
    for (const review of name === "sample" ? reviews(found) : reviews(found).slice(0, 2)) {
      // One after the other in one page: each takes the place of the one before.
      await revise(original, review);
      const folder = computed(name, review);
      await compare(original, folder);
      // The page of the reviewed run starts there, and goes back to where it began.
      const reviewed = await Data.open(new FileSource(folder));
      await revise(reviewed, reviewed.run.review?.decisions ?? none(null));
      await compare(reviewed, folder);
      await revise(reviewed, none(null));
      await compare(reviewed, join(PAGES, name));
    }
    await revise(original, none(null));
    await compare(original, join(PAGES, name));
  });
}

test("rejects a passage, sees the figures change, saves the decision and takes it back",
  async ({ page }) => {
    await page.goto(address("sample", "#/review"));
    await page.getByLabel("复核人").fill("王复核");
    await page.goto(address("sample", "#/report/6"));
    await page.locator(".text a.run").first().click();
    await page.getByRole("radio", { name: "不成立", exact: true }).check();
    await expect(page.locator(".passage .banner")).toContainText("不再计入");
    await page.getByLabel("说明（单位的解释或理由）").fill("两篇由同一人起草");
    await page.getByLabel("说明（单位的解释或理由）").blur();
    await page.goto(address("sample", "#/"));
    await expect(page.locator(".banner", { hasText: "不成立 1 段" })).toBeVisible();
    await page.reload();
    await expect(page.locator(".banner", { hasText: "不成立 1 段" })).toBeVisible();
    await page.getByRole("link", { name: "复核", exact: true }).click();
    await expect(page.locator("#command")).toContainText("--review review.json");
    const [file] = await Promise.all([page.waitForEvent("download"),
      page.getByRole("button", { name: "下载 review.json" }).click()]);
    const saved = parsed(readFileSync(await file.path(), "utf8"))!;
    expect(saved.passages).toHaveLength(1);
    expect(saved.passages[0]).toMatchObject({ state: "rejected", by: "王复核",
      explanation: "两篇由同一人起草" });
    await page.getByRole("button", { name: "清除全部意见" }).click();
    await expect(page.getByText("段落意见 (0)")).toBeVisible();
  });

test("leaves a phrase and a source out, sees them listed, and restores them", async ({ page }) => {
  await page.goto(address("sample", "#/report/6"));
  const box = page.locator("section:has(> #leave-out)");
  await box.getByRole("checkbox").check();
  await page.locator("section:has(> #leave-out) textarea").fill("工作");
  await page.getByRole("button", { name: "排除这段文字" }).click();
  await page.goto(address("sample", "#/review"));
  const out = page.locator(".exclusions li");
  await expect(out).toHaveCount(2);
  await expect(out.filter({ hasText: "“工作”" })).toContainText(/\d+ 处/);
  await out.first().getByRole("button", { name: "恢复" }).click();
  await expect(page.locator(".exclusions li.restored")).toHaveCount(1);
});

test("answers a question where it is asked", async ({ page }) => {
  await page.goto(address("form", "#/"));
  const first = page.locator(".questions li").first();
  await first.getByRole("radio", { name: "是下发的格式", exact: true }).check();
  await expect(first.getByRole("radio", { name: "是下发的格式", exact: true })).toBeChecked();
  await page.goto(address("form", "#/review"));
  await expect(page.getByRole("radio", { name: "是下发的格式", exact: true }).first()).toBeChecked();
});

// A run with the reader's decisions: which passages still count, and every figure that hangs on it.

import type { Edge, Data, Pair, Report, Run as RunBlock, Share, SourceRow, Text } from "./data";
import { type Figures, type Passages, type Run, figures, runsOf, settle, without } from "./figures";
import { type Review, type Settled, nameOfSubject, settled } from "./review";

/** What a decision made of a report. */
export interface Revised { runs: Run[]; figures: Figures }

export interface Revision {
  review: Review;
  settled: Settled;
  passages: Passages;
  reports: Map<number, Revised>;
  /** Places of each phrase that is left out. */
  places: Map<string, number>;
}

/** The run as the page holds it, before the reader decides anything. */
interface Base {
  reports: Report[];
  pairs: Pair[];
  /** Copied characters on both sides of each edge of each family. */
  edges: [number, number][];
  totals: RunBlock["totals"];
  /** Reports that the decisions before the page was made concern. */
  touched: Set<number>;
  counts: Counts;
}

const bases = new WeakMap<Data, Base>();

/** The run with the decisions of `review`: all figures of `data` are those after them. */
export async function revise(data: Data, review: Review): Promise<Revision> {
  const base = await baseOf(data);
  const holds = settled(review);
  const { passages, touched } = await effects(data, holds);
  const phrases = await placesOf(data, holds);
  for (const report of phrases.spans.keys()) touched.add(report);
  const reports = new Map<number, Revised>();
  for (const at of new Set([...touched, ...base.touched])) {
    if (!base.reports[at]!.account) continue;
    reports.set(at, await revised(data, at, passages, phrases.spans.get(at) ?? [],
      touched.has(at)));
  }
  const revision = { review, settled: holds, passages, reports, places: phrases.count };
  await put(data, base, revision);
  return revision;
}

async function baseOf(data: Data): Promise<Base> {
  const known = bases.get(data);
  if (known) return known;
  const before = data.run.review ? settled(data.run.review.decisions) : null;
  const { passages, touched } = await effects(data, before);
  if (before) for (const at of (await placesOf(data, before)).spans.keys()) touched.add(at);
  const base: Base = { reports: [...data.reports],
    pairs: (await data.pairs()).map((row) => ({ ...row })),
    edges: (await edgesOf(data)).map((edge) => [...edge.copied]),
    totals: data.run.totals, touched, counts: counted(passages) };
  bases.set(data, base);
  return base;
}

/** The passages as decided, and the reports whose figures change by it. */
async function effects(
  data: Data, holds: Settled | null,
): Promise<{ passages: Passages; touched: Set<number> }> {
  const found = await data.passages();
  const passages = { ...found, layer: [...found.layer], kind: [...found.kind],
    counts: [...found.counts] };
  const touched = new Set<number>();
  if (!holds) return { passages, touched };
  const numbers = new Map(found.id.map((id, at) => [id, at]));
  for (const row of data.run.questions) {
    const reply = holds.answers.get(row.id)?.value ?? "unknown";
    for (const at of reply === "unknown" ? [] : row.passages.map((id) => numbers.get(id))) {
      if (at === undefined) continue;
      passages.layer[at] = reply === "form" ? "template" : "copied";
      passages.kind[at] = reply === "form" ? "base" : found.difference[at]!;
    }
  }
  const excludes = (name: string) => holds.exclusions.get(name)?.value ?? false;
  const isOut = data.reports.map((row) => excludes(nameOfSubject({ kind: "source",
    document: data.documents[row.document] ?? "", report: row.report })));
  found.id.forEach((id, at) => {
    const sides = [found.left[at], found.right[at]];
    passages.counts[at] = holds.passages.get(id)?.value !== "rejected"
      && !excludes(nameOfSubject({ kind: "passage", passage: id }))
      && !sides.some((side) => side != null && isOut[side]);
    const same = passages.counts[at] && passages.layer[at] === found.layer[at]
      && passages.kind[at] === found.kind[at];
    if (!same) for (const side of sides) if (side != null) touched.add(side);
  });
  return { passages, touched };
}

/** Where the phrases stand that are left out. */
async function placesOf(
  data: Data, holds: Settled,
): Promise<{ spans: Map<number, [number, number][]>; count: Map<string, number> }> {
  const spans = new Map<number, [number, number][]>();
  const count = new Map<string, number>();
  const phrases = [...holds.subjects.values()].flatMap((of) => (of.kind === "phrase" && of.text
    && holds.exclusions.get(nameOfSubject(of))?.value ? [of.text] : []));
  if (!phrases.length) return { spans, count };
  for (const [at, row] of data.reports.entries()) {
    const text = await data.text(row);
    if (!text) continue;
    const own = text.slice(row.span[0], row.span[1]);
    for (const phrase of phrases) {
      const found = occurrences(own, phrase, row.span[0]);
      if (!found.length) continue;
      spans.set(at, [...spans.get(at) ?? [], ...found]);
      count.set(phrase, (count.get(phrase) ?? 0) + found.length);
    }
  }
  for (const list of spans.values()) list.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return { spans, count };
}

/** One after the other, in code points; `first` is where the text begins. */
function occurrences(text: string, phrase: string, first: number): [number, number][] {
  const points = (part: string) => Array.from(part).length;
  const length = points(phrase);
  const found: [number, number][] = [];
  let [at, place] = [0, first];
  for (;;) {
    const next = text.indexOf(phrase, at);
    if (next < 0) return found;
    place += points(text.slice(at, next));
    found.push([place, place + length]);
    place += length;
    at = next + phrase.length;
  }
}

async function revised(
  data: Data, at: number, passages: Passages, spans: [number, number][], isTouched: boolean,
): Promise<Revised> {
  const row = bases.get(data)!.reports[at]!;
  const [detail, text] = await Promise.all([data.detail(at), data.text(row)]);
  const { run } = data;
  const free = runsOf(detail.runs, row.span[0], run.layers, run.kinds)
    .map((one) => settle(one, passages));
  const runs = text ? without(free, spans, (from, to) => (text as Text).slice(from, to)) : free;
  const before = detail.found?.tags ?? row.tags;
  const about = { report: at, units: data.reports.map((one) => one.unit),
    superior: detail.superior, tags: before, rules: run.rules };
  const found = figures(runs, passages, about, run.layers);
  if (!isTouched && detail.found) {
    found.tags = detail.found.tags;
    found.sources = detail.found.sources;
  }
  return { runs, figures: found };
}

interface Counts { strong: number; medium: number; weak: number; concerned: number }

function counted(of: Passages): Counts {
  const counts: Counts = { strong: 0, medium: 0, weak: 0, concerned: 0 };
  const concerned = new Set<number | null>();
  of.id.forEach((_, at) => {
    if (of.layer[at] !== "copied" || !of.counts[at]) return;
    counts[of.grade[at] as "strong"] += 1;
    if (of.grade[at] !== "weak") concerned.add(of.left[at] ?? null).add(of.right[at] ?? null);
  });
  return { ...counts, concerned: concerned.size };
}

/** Puts the figures where the views look for them. */
async function put(data: Data, base: Base, revision: Revision): Promise<void> {
  data.revision = revision;
  const { reports, passages } = revision;
  base.reports.forEach((row, at) => {
    const now = reports.get(at)?.figures;
    data.reports[at] = now ? { ...row, account: now.account, ratios: now.ratios, tags: now.tags,
      sources: now.sources.slice(0, data.run.sources_in_list) } : row;
  });
  await putPairs(data, base, reports, passages);
  await putEdges(data, base, reports);
  const account = { ...base.totals.account };
  for (const [at, { figures: now }] of reports) {
    data.run.layers.forEach((layer, place) => {
      account[layer] = (account[layer] ?? 0)
        + now.account[place]! - (base.reports[at]!.account?.[place] ?? 0);
    });
  }
  const counts = counted(passages);
  const grade = (name: "strong" | "medium" | "weak") =>
    (base.totals.passages[name] ?? 0) + counts[name] - base.counts[name];
  data.run.totals = { ...base.totals, account,
    passages: { strong: grade("strong"), medium: grade("medium"), weak: grade("weak") },
    reports_concerned: base.totals.reports_concerned + counts.concerned - base.counts.concerned };
}

async function putPairs(
  data: Data, base: Base, reports: Map<number, Revised>, passages: Passages,
): Promise<void> {
  const rows = new Map<string, number[]>();
  passages.id.forEach((_, at) => {
    const key = `${passages.left[at]}/${passages.right[at]}`;
    rows.set(key, [...rows.get(key) ?? [], at]);
  });
  const order = [...data.run.grades];
  const pairs = await data.pairs();
  base.pairs.forEach((row, at) => {
    const [left, right] = [reports.get(row.left as number), reports.get(row.right as number)];
    if (!left && !right) {
      pairs[at] = row;
      return;
    }
    const of = (rows.get(`${row.left}/${row.right}`) ?? []).filter((one) =>
      passages.counts[one] && passages.layer[one] === "copied");
    const copied = ([[left, row.right, 0], [right, row.left, 1]] as const).map(
      ([side, other, place]) => side ? side.figures.byOther.get(other as number) ?? 0
        : row.copied[place]) as [number, number];
    const best = Math.max(-1, ...of.map((one) => strength(passages.grade[one]!)));
    pairs[at] = { ...row, copied, passages: of.length,
      shares: row.shares.map((share, place): Share => [copied[place]!, share[1]]) as [Share, Share],
      grade: best < 0 ? null : order.find((name) => strength(name) === best) ?? null,
      bits: of.reduce((sum, one) => sum + passages.bits[one]!, 0) };
  });
}

async function edgesOf(data: Data): Promise<Edge[]> {
  return (await data.families()).flatMap((family) => family.edges);
}

/** What the members of a family share, where a decision changed it. */
async function putEdges(data: Data, base: Base, reports: Map<number, Revised>): Promise<void> {
  (await edgesOf(data)).forEach((edge, at) => {
    const [left, right] = [reports.get(edge.left as number), reports.get(edge.right as number)];
    const [before, after] = base.edges[at]!;
    edge.copied = [left ? left.figures.byOther.get(edge.right as number) ?? 0 : before,
      right ? right.figures.byOther.get(edge.left as number) ?? 0 : after];
  });
}

function strength(grade: string): number {
  return ["weak", "medium", "strong"].indexOf(grade);
}

/** The sources of a report as decided. */
export function sourcesOf(data: Data, at: number, found: SourceRow[]): SourceRow[] {
  return data.revision?.reports.get(at)?.figures.sources ?? found;
}

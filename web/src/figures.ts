// The figures of a report after a decision: the same sums as src/report/figures.rs, the same rules
// as src/groups/tags.rs. A test compares them number by number.

import type { Share, SourceRow } from "./data";

/** A stretch of one layer, and everything that may take its place. */
export interface Run {
  start: number;
  end: number;
  layer: string;
  kind: string;
  /** Number of the passage that made it so, or -1. */
  passage: number;
  beneath: string;
  characters: number;
  /** Numbers of all passages that take it, the strongest first. */
  takers: number[];
}

/** What is known of the passages, by number; layer, kind and whether it counts are as decided. */
export interface Passages {
  id: string[];
  left: (number | null)[];
  right: (number | null)[];
  layer: string[];
  kind: string[];
  counts: boolean[];
  grade: string[];
  direction: string[];
  bits: number[];
  difference: string[];
}

export interface Figures {
  account: number[];
  roles: { received: number; given: number; undirected: number };
  ratios: Share[];
  sources: SourceRow[];
  tags: string[];
  /** Copied characters by the other report that has them too. */
  byOther: Map<number, number>;
}

/** What the tags hang on besides runs. */
export interface Case {
  report: number;
  units: (string | null)[];
  superior: string | null;
  tags: string[];
  rules: { whole_percent: number; patchwork_sources_min: number };
}

const UNDIRECTED = 0;
const RECEIVED = 1;
const GIVEN = 2;

/** Received outweighs undirected, that outweighs given. */
const RANK = [1, 0, 2];

const TAGS = ["no-finding", "whole-copy", "partial-copy", "patchwork", "template-filled",
  "compilation", "placeholder-unfilled", "residue", "misquote", "evasion", "self-reuse",
  "superior-copied", "web-source"];

/** Kind of text that reviewers took out of the comparison. */
export const LEFT_OUT = "review";

export function runsOf(
  flat: number[], start: number, layers: string[], kinds: string[],
): Run[] {
  const found: Run[] = [];
  for (let at = 0; at + 6 < flat.length;) {
    const [length, layer, kind, passage, beneath, characters, count] =
      flat.slice(at, at + 7) as [number, number, number, number, number, number, number];
    found.push({ start, end: start + length, layer: layers[layer]!, kind: kinds[kind] ?? "",
      passage, beneath: layers[beneath]!, characters,
      takers: flat.slice(at + 7, at + 7 + count) });
    start += length;
    at += 7 + count;
  }
  return found;
}

/** The given form first, then copies, then forms that nobody confirmed; the strongest of them. */
export function settle(run: Run, of: Passages): Run {
  const freed = run.kind === LEFT_OUT && run.layer === "excluded";
  if (!run.takers.length) {
    return freed ? { ...run, layer: run.beneath, kind: "" } : run;
  }
  const rank = (at: number) => (of.layer[at] === "copied" ? 1
    : of.layer[at] === "template" && of.kind[at] === "unconfirmed" ? 2 : 0);
  let best = -1;
  for (const at of run.takers) {
    if (!of.counts[at]) continue;
    if (best < 0 || rank(at) < rank(best)
      || (rank(at) === rank(best) && of.bits[at]! > of.bits[best]!)) best = at;
  }
  return best < 0 ? { ...run, layer: run.beneath, kind: "", passage: -1 }
    : { ...run, layer: of.layer[best]!, kind: of.kind[best]!, passage: best };
}

/** Characters that count nothing: white space, controls, what takes no room on the page. */
const UNCOUNTED = new RegExp("[\\p{White_Space}\\p{Cc}\\u00ad\\u034f\\u061c\\u180b-\\u180e"
  + "\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff\\u{1bca0}-\\u{1bca3}"
  + "\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}\\ufe00-\\ufe0f]", "u");

function counted(text: string): number {
  let count = 0;
  for (const character of text) if (!UNCOUNTED.test(character)) count += 1;
  return count;
}

/** The runs with the spans taken out of the comparison; spans ascend by start, then end. */
export function without(
  runs: Run[], spans: [number, number][], slice: (start: number, end: number) => string,
): Run[] {
  const cut: Run[] = [];
  const piece = (run: Run, start: number, end: number, isOut: boolean) => {
    if (start >= end) return;
    const whole = start === run.start && end === run.end;
    const characters = !run.characters ? 0
      : whole ? run.characters : counted(slice(start, end));
    const one = { ...run, start, end, characters };
    cut.push(isOut ? { ...one, layer: "excluded", kind: LEFT_OUT, passage: -1 } : one);
  };
  for (const run of runs) {
    let at = run.start;
    for (const [from, to] of run.takers.length || run.beneath === "boilerplate" ? spans : []) {
      const [start, end] = [Math.max(from, at), Math.min(to, run.end)];
      if (start >= end) continue;
      piece(run, at, start, false);
      piece(run, start, end, true);
      at = end;
    }
    piece(run, at, run.end, false);
  }
  return cut;
}

/** Every figure of a report from its runs. */
export function figures(runs: Run[], of: Passages, about: Case, layers: string[]): Figures {
  const here = about.report;
  const copies = (run: Run) => run.takers.filter((at) =>
    of.counts[at] && of.layer[at] === "copied");
  const other = (at: number) => (of.left[at] === here ? of.right[at] : of.left[at]) ?? -1;
  const role = (at: number) => {
    const first = of.direction[at];
    if (first === "unknown") return UNDIRECTED;
    return (first === "left-first") === (of.left[at] === here) ? GIVEN : RECEIVED;
  };
  const unit = about.units[here] ?? null;
  const account = layers.map(() => 0);
  const roles = [0, 0, 0];
  const byOther = new Map<number, number>();
  let [total, taken, elsewhere, unconfirmed] = [0, 0, 0, 0];
  for (const run of runs) {
    total += run.characters;
    account[layers.indexOf(run.layer)]! += run.characters;
    if (run.layer !== "copied") {
      if (run.kind === "unconfirmed") unconfirmed += run.characters;
      continue;
    }
    const takers = copies(run);
    const best = takers.map(role).reduce((a, b) => (RANK[a]! <= RANK[b]! ? a : b), GIVEN);
    roles[best]! += run.characters;
    for (const report of new Set(takers.map(other))) {
      byOther.set(report, (byOther.get(report) ?? 0) + run.characters);
    }
    if (best !== GIVEN && run.passage >= 0 && of.grade[run.passage] !== "weak") {
      taken += run.characters;
      if (takers.some((at) => unit === null || about.units[other(at)] !== unit)) {
        elsewhere += run.characters;
      }
    }
  }
  const layer = (name: string) => account[layers.indexOf(name)]!;
  const overlap = layer("copied") + layer("template") + layer("quotation") + layer("boilerplate");
  const largest = Math.max(0, ...byOther.values());
  const over = (n: number): Share => [n, total];
  const sources = cover(runs, copies, other, role);
  return {
    account, byOther, sources,
    roles: { received: roles[RECEIVED]!, given: roles[GIVEN]!, undirected: roles[UNDIRECTED]! },
    ratios: [taken, roles[GIVEN]!, unconfirmed, overlap, overlap - layer("quotation"), elsewhere,
      overlap - layer("boilerplate"), Math.min(largest, taken)].map(over),
    tags: tags(about, of, sources, { total, taken, given: roles[GIVEN]! }, role),
  };
}

/** The fewest reports that explain the copied text; the largest new share first. */
function cover(
  runs: Run[], copies: (run: Run) => number[], other: (at: number) => number,
  role: (at: number) => number,
): SourceRow[] {
  const claims = new Map<number, { runs: Set<number>; roles: number[] }>();
  runs.forEach((run, place) => {
    for (const at of run.layer === "copied" ? copies(run) : []) {
      const claim = claims.get(other(at)) ?? { runs: new Set<number>(), roles: [0, 0, 0] };
      claim.runs.add(place);
      claim.roles[role(at)]! += run.characters;
      claims.set(other(at), claim);
    }
  });
  const names = [...claims.keys()].sort((a, b) => a - b);
  const covered = new Set<number>();
  const gain = (name: number) => [...claims.get(name)!.runs].filter((at) => !covered.has(at))
    .reduce((sum, at) => sum + runs[at]!.characters, 0);
  const found: SourceRow[] = [];
  for (;;) {
    let [best, most] = [-1, 0];
    for (const name of names) if (gain(name) > most) [best, most] = [name, gain(name)];
    if (best < 0) return found;
    const claim = claims.get(best)!;
    const main = [RECEIVED, GIVEN, UNDIRECTED].reduce((a, b) =>
      (claim.roles[b]! > claim.roles[a]! ? b : a));
    found.push([best, most, main]);
    for (const at of claim.runs) covered.add(at);
  }
}

function tags(
  about: Case, of: Passages, sources: SourceRow[],
  counts: { total: number; taken: number; given: number }, role: (at: number) => number,
): string[] {
  const { report: here, units, rules } = about;
  const { total, taken, given } = counts;
  const isWhole = taken * 100 >= Math.max(1, total) * rules.whole_percent;
  const from = sources.filter(([, , way]) => way !== GIVEN).map(([other]) => other as number);
  const isNamed = (name: string | null, other: number) => name !== null && units[other] === name;
  const rule: Record<string, boolean> = {
    "no-finding": taken === 0 && given === 0,
    "whole-copy": taken > 0 && isWhole,
    "partial-copy": taken > 0 && !isWhole,
    patchwork: from.length >= rules.patchwork_sources_min && !isWhole,
    "template-filled": isWhole && strongest(here, of, role) === "slots",
    "self-reuse": from.some((other) => isNamed(units[here] ?? null, other)),
    "superior-copied": from.some((other) => isNamed(about.superior, other)),
  };
  return TAGS.filter((tag) => rule[tag] ?? about.tags.includes(tag));
}

/** How the strongest copied passage differs that the report did not only give. */
function strongest(here: number, of: Passages, role: (at: number) => number): string {
  let best = -1;
  of.layer.forEach((layer, at) => {
    if (layer !== "copied" || !of.counts[at] || role(at) === GIVEN) return;
    if (of.left[at] !== here && of.right[at] !== here) return;
    const by = best < 0 ? 1 : of.bits[at]! - of.bits[best]!;
    if (by > 0 || (by === 0 && of.id[at]! > of.id[best]!)) best = at;
  });
  return best < 0 ? "" : of.difference[best]!;
}

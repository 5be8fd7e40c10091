// What the viewer shows, and the only place that knows where it comes from.
//
// The blocks and their shapes are those of src/report/html/blocks.rs and rows.rs. A block is asked
// for by name and comes as a promise: from an element of the page here, over HTTP elsewhere.

import type { Passages } from "./figures";
import type { Revision } from "./revision";
import type { Review } from "./review";

/** Hands out the blocks of a run. */
export interface Source {
  /** The value of a block, or null where the run has no block of that name. */
  block(name: string): Promise<unknown>;
}

/** A report by its number, or by its name where the page does not hold it. */
export type Ref = number | string;
/** Numerator and denominator. */
export type Share = [number, number];
/** Report, first code point, one past the last. */
export type Place = [Ref, number, number];
/** How many places there are, and the first of them. */
export type Places = [number, Place[]];
/** Other report, characters, place in ROLES. */
export type SourceRow = [Ref, number, number];
export type Values = Record<string, string>;

export interface Report {
  name: string;
  document: number;
  report: number;
  span: [number, number];
  unit: string | null;
  date: string | null;
  state: "good" | "poor" | "unreadable";
  characters: number;
  account: number[] | null;
  ratios: Share[] | null;
  tags: string[];
  sources: SourceRow[];
  family: number | null;
}

export interface Detail {
  title: string | null;
  author: string | null;
  level: string | null;
  superior: string | null;
  from: Record<string, string>;
  reasons: string[];
  format: string;
  outside: number;
  roles: Record<string, number> | null;
  sources: SourceRow[];
  evasion: Record<string, number>;
  placeholders: {
    start: number; kind: string; text: string; stands_for: string | null; seen_in: Ref | null;
  }[];
  exclusions: { start: number; end: number; reason: string; text: string }[];
  /** As src/report/html/rows.rs says. */
  runs: number[];
  found: { tags: string[]; sources: SourceRow[] } | null;
}

export interface Reason { code: string; values: Values }
/** First code point, one past the last, page, paragraph, heading. */
export type Side = [number, number, number | null, number | null, string | null];
/** What was done, span on the left, span on the right, from the starts of the passage. */
export type Edit = [string, number, number, number, number];

export interface Passage {
  number: number;
  id: string;
  reports: [Ref, Ref];
  layer: string;
  grade: string;
  kind: string;
  sides: [Side, Side];
  matched: number;
  identity: Share;
  bits: number;
  chance: string;
  direction: string;
  confidence: number;
  support: Reason[];
  against: Reason[];
  edits: Edit[];
  /** False when reviewers rejected or excluded it. */
  counts: boolean;
}

export interface Pair {
  number: number;
  left: Ref;
  right: Ref;
  shares: [Share, Share];
  copied: [number, number];
  passages: number;
  grade: string | null;
  bits: number;
}

export interface Metrics {
  jaccard: Share; words: Share; contained: [Share, Share]; simhash: number;
}

export interface Edge {
  left: Ref; right: Ref; jaccard: Share; contained: [Share, Share]; copied: [number, number];
}
export interface Family {
  number: number; id: string; members: Ref[]; representative: Ref; edges: Edge[];
}
export interface PassageFamily { id: string; text: string; members: Places }
export type Part = { part: "fixed"; text: string }
  | { part: "slot"; number: number; kind: string; values: (string | null)[] };
export interface Template { id: string; family: string; members: Ref[]; skeleton: Part[] }
export interface Phrase { text: string; users: number; independent: number; basis: string;
  places: Places }
export interface Mistake { kind: string; text: string; mistake: string; usual: string | null;
  places: Places; passages: string[] }
export interface Forensic { kind: string; strength: string; value: string; count: number;
  units: number; all: number; files: [string, string | null][]; against: Reason[] }
export interface Question { id: string; kind: string; text: string; users: number; characters: number;
  passages: string[] }
export interface Message { document: string; code: string; detail: string }

export interface Run {
  lang: "zh" | "en";
  version: string;
  run_id: string;
  basis: { reports: number; independent_users: number; small_sample: boolean;
    backgrounds: string[] };
  totals: {
    documents: number; reports: number; poor: number; unreadable: number; characters: number;
    account: Record<string, number>; passages: Record<string, number>; reports_concerned: number;
    report_families: number; templates: number; boilerplate: number; anomalies: number;
    forensics: number; questions: number;
  };
  cut: boolean;
  share_shown_percent: number;
  part_rows: number;
  layers: string[];
  grades: string[];
  directions: string[];
  kinds: string[];
  sources_in_list: number;
  questions: Question[];
  mistakes: Mistake[];
  forensics: Forensic[];
  review: { decisions: Review; unmatched: string[] } | null;
  rules: { whole_percent: number; patchwork_sources_min: number };
}

interface Reports { documents: string[]; text_parts: number[]; rows: Report[] }
interface PassageColumns {
  id: string[]; left: (number | null)[]; right: (number | null)[]; layer: number[];
  grade: number[]; direction: number[]; kind: number[]; difference: number[]; bits: number[];
}
type PairRow = [Ref, Ref, Share, Share, [number, number], number, number, number];
type PassageRow = { left: Side; right: Side; kind: number; matched: number; identity: Share;
  bits: number; chance: string; direction: [number, number]; support: Reason[]; against: Reason[];
  edits: Edit[] };

/** Order in which the sources of a report name their roles. */
export const ROLES = ["undirected", "received", "given"];

/** Order of a report's ratios. */
export const RATIOS = ["copied", "given", "template_unconfirmed", "overlap", "without_quotation",
  "without_own_unit", "without_boilerplate", "single_largest"];

/** Parsed parts of long lists that are kept; a part is some 100 kB, parsed in milliseconds. */
const PARTS_KEPT = 48;

/** The blocks that lie in the page itself, each in an element that no browser runs. */
export class PageSource implements Source {
  async block(name: string): Promise<unknown> {
    const node = await this.#element("data-" + name);
    return node ? JSON.parse(node.textContent ?? "null") : null;
  }

  /** The element, as soon as the browser has read all of it; null when the page ends before. */
  #element(id: string): Promise<Element | null> {
    const whole = () => {
      const node = document.getElementById(id);
      return node && (node.nextSibling || document.readyState !== "loading") ? node : null;
    };
    const found = whole();
    if (found || document.readyState !== "loading") return Promise.resolve(found);
    return new Promise((done) => {
      const look = () => {
        const node = whole();
        if (!node && document.readyState === "loading") return;
        watcher.disconnect();
        document.removeEventListener("DOMContentLoaded", look);
        done(node);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { childList: true });
      document.addEventListener("DOMContentLoaded", look);
    });
  }
}

/** A text whose places count code points; JavaScript's own count UTF-16 units. */
export class Text {
  readonly #units: string;
  readonly #points: string[] | null;

  constructor(text: string) {
    this.#units = text;
    this.#points = /[\ud800-\udbff]/.test(text) ? Array.from(text) : null;
  }

  slice(start: number, end: number): string {
    return this.#points ? this.#points.slice(start, end).join("") : this.#units.slice(start, end);
  }
}

/** A run, asked for piece by piece. */
export class Data {
  readonly #source: Source;
  readonly #whole = new Map<string, Promise<unknown>>();
  readonly #parts = new Map<string, Promise<unknown>>();
  readonly #texts = new Map<number, Text>();

  /** What the reader's decisions made of the run; null before there are any. */
  revision: Revision | null = null;

  private constructor(
    source: Source,
    readonly run: Run,
    readonly words: Record<string, Record<string, string>>,
    readonly documents: string[],
    readonly reports: Report[],
    readonly textParts: number[],
  ) {
    this.#source = source;
  }

  /** Loads what the first view needs. */
  static async open(source: Source): Promise<Data> {
    const [run, words, reports] = await Promise.all(["run", "words", "reports"].map((name) =>
      source.block(name))) as [Run, Record<string, Record<string, string>>, Reports];
    return new Data(source, run, words, reports.documents, reports.rows, reports.text_parts);
  }

  /** A block that is kept once it is parsed, put into the shape of the viewer. */
  #once<T, S>(name: string, shape: (value: S) => T, as = ""): Promise<T> {
    const key = `${name} ${as}`;
    let found = this.#whole.get(key);
    if (!found) {
      found = this.#source.block(name).then((value) => shape(value as S));
      this.#whole.set(key, found);
    }
    return found as Promise<T>;
  }

  /** A part of a long list; the parts asked for last are kept. */
  #part(name: string): Promise<unknown> {
    const found = this.#parts.get(name) ?? this.#source.block(name);
    this.#parts.delete(name);
    this.#parts.set(name, found);
    const oldest = this.#parts.keys().next().value;
    if (this.#parts.size > PARTS_KEPT && oldest !== undefined) this.#parts.delete(oldest);
    return found;
  }

  async #row(name: string, number: number): Promise<unknown> {
    const size = this.run.part_rows;
    const part = await this.#part(`${name}-${Math.floor(number / size)}`) as unknown[] | null;
    return part?.[number % size];
  }

  /** A report as the run left it. */
  detail(report: number): Promise<Detail> {
    return this.#row("report", report) as Promise<Detail>;
  }

  /** What is known of all passages, before any decision. */
  passages(): Promise<Passages> {
    return this.#once("passages", (columns: PassageColumns) => {
      const { run } = this;
      const named = (names: string[], places: number[]) => places.map((at) => names[at] ?? "");
      return { id: columns.id, left: columns.left, right: columns.right, bits: columns.bits,
        layer: named(run.layers, columns.layer), kind: named(run.kinds, columns.kind),
        grade: named(run.grades, columns.grade), counts: columns.id.map(() => true),
        direction: named(run.directions, columns.direction),
        difference: named(run.kinds, columns.difference) };
    }, "named");
  }

  pairs(): Promise<Pair[]> {
    return this.#once("pairs", (rows: PairRow[]) => rows.map((row, number) => ({
      number, left: row[0], right: row[1], shares: [row[2], row[3]], copied: row[4],
      passages: row[5], grade: row[6] ? this.run.grades[row[6] - 1]! : null, bits: row[7],
    })));
  }

  async metrics(pair: number): Promise<Metrics> {
    const [jaccard, words, left, right, simhash] = await this.#row("metrics", pair) as
      [Share, Share, Share, Share, number];
    return { jaccard, words, contained: [left, right], simhash };
  }

  families(): Promise<Family[]> {
    type Row = { id: string; members: Ref[]; representative: Ref;
      edges: [Ref, Ref, Share, Share, Share, [number, number]][] };
    return this.#once("families", (rows: Row[]) => rows.map((row, number) => ({
      ...row, number, edges: row.edges.map(([left, right, jaccard, inRight, inLeft, copied]) =>
        ({ left, right, jaccard, contained: [inRight, inLeft] as [Share, Share], copied })),
    })));
  }

  passageFamilies(): Promise<PassageFamily[]> {
    return this.#once("passage-families", (rows: PassageFamily[]) => rows);
  }

  templates(): Promise<Template[]> {
    return this.#once("templates", (rows: Template[]) => rows);
  }

  phrases(): Promise<Phrase[]> {
    return this.#once("phrases", (rows: [string, number, number, string, Places][]) =>
      rows.map(([text, users, independent, basis, places]) =>
        ({ text, users, independent, basis, places })));
  }

  messages(): Promise<Message[]> {
    return this.#once("messages", (rows: Message[]) => rows);
  }

  #columns(): Promise<PassageColumns> {
    return this.#once("passages", (columns: PassageColumns) => columns);
  }

  /** Numbers of the passages between two reports, in the order of their places. */
  async passagesOf(left: number, right: number): Promise<number[]> {
    const columns = await this.#columns();
    const found = [];
    for (let at = 0; at < columns.id.length; at += 1) {
      if (columns.left[at] === left && columns.right[at] === right) found.push(at);
    }
    return found;
  }

  /** The pair that a passage belongs to, by the passage's number. */
  async pairOf(passage: number): Promise<{ id: string; left: number; right: number } | null> {
    const columns = await this.#columns();
    const [id, left, right] = [columns.id[passage], columns.left[passage], columns.right[passage]];
    return id === undefined || left == null || right == null ? null : { id, left, right };
  }

  /** The number of a passage by its id; undefined when the page does not hold it. */
  async passageById(id: string): Promise<number | undefined> {
    const at = (await this.#columns()).id.indexOf(id);
    return at < 0 ? undefined : at;
  }

  async passage(number: number): Promise<Passage> {
    const [columns, row] = await Promise.all(
      [this.#columns(), this.#row("passage", number) as Promise<PassageRow>]);
    const { left, right, kind: _, direction, ...rest } = row;
    const effective = this.revision?.passages;
    return {
      ...rest, number, id: columns.id[number]!,
      reports: [columns.left[number] ?? "", columns.right[number] ?? ""],
      layer: effective?.layer[number] ?? this.run.layers[columns.layer[number]!]!,
      grade: this.run.grades[columns.grade[number]!]!,
      kind: effective?.kind[number] ?? this.run.kinds[columns.kind[number]!] ?? "",
      counts: effective?.counts[number] ?? true, sides: [left, right],
      direction: this.run.directions[direction[0]]!, confidence: direction[1],
    };
  }

  /**
   * Who was first, by pair `left/right`: 1 for the left report, 2 for the right one; pairs whose
   * passages say nothing, or different things, are left out.
   */
  directions(): Promise<Map<string, number>> {
    return this.#once("passages", (columns: PassageColumns) => columns).then((columns) => {
      const found = new Map<string, number>();
      columns.direction.forEach((direction, at) => {
        if (direction === 0) return;
        const key = `${columns.left[at]}/${columns.right[at]}`;
        found.set(key, found.has(key) && found.get(key) !== direction ? 0 : direction);
      });
      for (const [key, direction] of found) if (direction === 0) found.delete(key);
      return found;
    });
  }

  /** The text of a part's documents, null where a document has none. */
  textPart(part: number): Promise<(string | null)[]> {
    return this.#part(`text-${part}`) as Promise<(string | null)[]>;
  }

  /** The text of a report's document. */
  async text(report: Report): Promise<Text | null> {
    const kept = this.#texts.get(report.document);
    if (kept) return kept;
    let part = this.textParts.length - 1;
    while (part > 0 && this.textParts[part]! > report.document) part -= 1;
    const texts = await this.textPart(part);
    const found = texts?.[report.document - this.textParts[part]!];
    if (found == null) return null;
    if (this.#texts.size > 8) this.#texts.clear();
    const text = new Text(found);
    this.#texts.set(report.document, text);
    return text;
  }
}

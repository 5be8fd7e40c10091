// The matrix of shares: families side by side, blank below the threshold, any size.

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Data, Family, Pair, Share } from "../data";
import { HeatPicture } from "../heat";
import { Histogram } from "../histogram";
import { Grade, None, Ratio, ReportLink, Section, Threshold, Waiting, labelOf, nameOf, pairHref,
  useData } from "../parts";
import { type Route, percentOf, replaceHash, useLater, withQuery } from "../state";
import { type Column, Table } from "../table";
import { bits, number, percent, short, value, visible, w } from "../words";

/** Reports up to which the matrix is a table with a number in each cell. */
const TABLE_REPORTS_MAX = 30;

/** Reports above which those that share nothing are left out at first. */
const ALL_REPORTS_MAX = 60;

/** A pair of reports that the page holds. */
export type Cell = Pair & { left: number; right: number };

/** Reports in the order of the axes, and what stands between them. */
export interface Matrix {
  /** Numbers of the reports. */
  order: number[];
  /** By place of the row: place of the column and share. */
  rows: Map<number, Share>[];
  /** First place and one past the last of each family. */
  families: [number, number][];
}

export function best(pair: Pair): number {
  return Math.max(value(pair.shares[0]), value(pair.shares[1]));
}

export function MatrixView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const pairs = useLater(() => data.pairs(), []);
  const families = useLater(() => data.families(), []);
  return <>
    <h1>{w("ui.matrix")}</h1>
    <p class="quiet">{w("ui.matrix-note")}</p>
    {pairs && families ? <Shares here={here} families={families}
      pairs={pairs.filter((pair): pair is Cell =>
        typeof pair.left === "number" && typeof pair.right === "number")} /> : <Waiting />}
  </>;
}

function Shares(
  { here, pairs, families }: { here: Route; pairs: Cell[]; families: Family[] },
): JSX.Element {
  const data = useData();
  const least = percentOf(here, "min", data.run.share_shown_percent);
  const few = data.reports.length <= ALL_REPORTS_MAX;
  const showsAll = here.query.has("all") ? here.query.get("all") === "1" : few;
  const shown = useMemo(() => pairs.filter((pair) => 100 * best(pair) >= Math.max(least, 0.01)),
    [pairs, least]);
  const matrix = useMemo(() => arranged(data, shown, families, showsAll, least),
    [data, shown, families, showsAll, least]);
  const set = (values: Record<string, string>) => replaceHash(withQuery(here, values));
  const left = data.reports.filter((row) => row.state !== "unreadable").length
    - matrix.order.length;
  return <>
    <div class="filters">
      <Threshold id="least" at={least} onChange={(at) => set({ min: String(at) })} />
      <label><input type="checkbox" checked={showsAll}
        onChange={(event) => set({ all: event.currentTarget.checked ? "1" : "0" })} />
      {" "}{w("ui.show-all-reports")}</label>
      {left > 0 && <span class="quiet" role="status">{w("ui.left-out",
        { count: number(left), percent: least })}</span>}
    </div>
    {matrix.order.length < 2 ? <None />
      : matrix.order.length <= TABLE_REPORTS_MAX ? <HeatTable matrix={matrix} />
        : <HeatPicture matrix={matrix} pairs={shown} />}
    <Scale />
    <Histogram shares={pairs.map(best)} threshold={least} label={w("ui.distribution-pairs")} />
    <Section id="pairs" title={w("ui.strongest-pairs")}>
      <Table columns={pairColumns(data)} rows={shown} label={w("ui.strongest-pairs")}
        order={{ index: 2, down: true }} class="pairs" />
    </Section>
    {matrix.order.length > TABLE_REPORTS_MAX && <Section id="key" title={w("ui.key")}>
      <Table columns={keyColumns(data)} rows={matrix.order} label={w("ui.key")} />
    </Section>}
  </>;
}

/** Families first, each in its own order; then all others by their number. */
function arranged(
  data: Data, pairs: Cell[], families: Family[], showsAll: boolean, least: number,
): Matrix {
  const sharing = new Set(pairs.flatMap((pair) => [pair.left, pair.right]));
  const isShown = (at: number) => data.reports[at]!.state !== "unreadable"
    && (showsAll || sharing.has(at));
  const order: number[] = [];
  const seen = new Set<number>();
  const spans: [number, number][] = [];
  const add = (at: number) => { seen.add(at); order.push(at); };
  for (const family of families) {
    const first = order.length;
    for (const member of family.members) {
      if (typeof member === "number" && !seen.has(member) && isShown(member)) add(member);
    }
    if (order.length > first + 1) spans.push([first, order.length]);
  }
  data.reports.forEach((_, at) => { if (!seen.has(at) && isShown(at)) add(at); });
  const places = new Map(order.map((report, place) => [report, place]));
  const rows = order.map(() => new Map<number, Share>());
  for (const pair of pairs) {
    const [left, right] = [places.get(pair.left), places.get(pair.right)];
    if (left === undefined || right === undefined) continue;
    if (100 * value(pair.shares[0]) >= least) rows[left]!.set(right, pair.shares[0]);
    if (100 * value(pair.shares[1]) >= least) rows[right]!.set(left, pair.shares[1]);
  }
  return { order, rows, families: spans };
}

/** Ten steps; step 0 is nothing at all. */
export function heatStep(share: Share | undefined): number {
  return share && share[0] ? Math.min(9, 1 + Math.floor(value(share) * 9)) : 0;
}

function Scale(): JSX.Element {
  return <div class="heat-scale" aria-hidden="true">0{[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) =>
    <span class={`heat-${step}`} />)}100 %</div>;
}

function HeatTable({ matrix }: { matrix: Matrix }): JSX.Element {
  const data = useData();
  const { order, rows, families } = matrix;
  const begins = new Set(families.flatMap((span) => span));
  const edge = (at: number) => (begins.has(at) && at > 0 ? "family-edge" : "");
  return <div class="scroll" tabIndex={0} role="region" aria-label={w("ui.matrix")}>
    <table class="heat">
      <thead><tr><td />{order.map((report, at) => <th scope="col" class={edge(at)}
        title={visible(data.reports[report]!.name)}>{report + 1}</th>)}</tr></thead>
      <tbody>{order.map((report, at) => <tr class={edge(at)}>
        <th scope="row">{report + 1} <ReportLink to={report} /></th>
        {order.map((other, column) => {
          if (at === column) return <td class={`heat-diagonal ${edge(column)}`} />;
          const share = rows[at]!.get(column);
          const words = `${data.reports[report]!.name} → ${data.reports[other]!.name}: `;
          return <td class={`heat-${heatStep(share)} ${edge(column)}`}
            title={visible(words) + percent(share)}>
            {share && share[0] ? <a href={pairHref(report, other)}>
              {Math.floor(100 * value(share))}</a> : null}</td>;
        })}
      </tr>)}</tbody>
    </table>
  </div>;
}

function pairColumns(data: Data): Column<Cell>[] {
  const side = (at: 0 | 1): Column<Cell> => {
    const report = (row: Cell) => (at ? row.right : row.left);
    return { title: w(at ? "ui.right" : "ui.left"), class: "wide",
      value: (row) => nameOf(data, report(row)),
      cell: (row) => <><span class="quiet">{report(row) + 1}</span>{" "}
        <ReportLink to={report(row)} /></> };
  };
  const share = (at: 0 | 1): Column<Cell> => ({
    title: w(at ? "ui.share-right" : "ui.share-left"), number: true, class: "share",
    value: (row) => value(row.shares[at]), cell: (row) => <Ratio of={row.shares[at]} /> });
  return [
    side(0), side(1), share(0), share(1),
    { title: w("ui.grade"), class: "count",
      value: (row) => data.run.grades.indexOf(row.grade ?? ""),
      cell: (row) => row.grade && <Grade grade={row.grade} /> },
    { title: w("ui.bits"), number: true, class: "share", value: (row) => row.bits,
      cell: (row) => bits(row.bits) },
    { title: w("ui.passages"), number: true, class: "count", value: (row) => row.passages,
      cell: (row) => <a href={pairHref(row.left, row.right)}>
        {w("ui.compare-n", { count: number(row.passages) })}</a> },
  ];
}

function keyColumns(data: Data): Column<number>[] {
  const family = (at: number) => data.reports[at]!.family;
  return [
    { title: w("ui.number"), number: true, class: "ordinal", value: (at) => at,
      cell: (at) => at + 1 },
    { title: w("ui.short-name"), class: "sources",
      cell: (at) => short(labelOf(data.reports[at]!), 12) },
    { title: w("ui.report"), class: "wide", value: (at) => data.reports[at]!.name,
      cell: (at) => <ReportLink to={at} /> },
    { title: w("family.report"), number: true, class: "share",
      value: (at) => family(at) ?? Number.MAX_SAFE_INTEGER,
      cell: (at) => family(at) === null ? "—"
        : <a href={`#/families/${family(at)! + 1}`}>{family(at)! + 1}</a> },
  ];
}

// A table that sorts by its headings and draws only the rows near the window.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { useMedia } from "./state";
import { lang, w } from "./words";
import { None } from "./parts";

export interface Column<T> {
  title: string;
  cell: (row: T, at: number) => ComponentChildren;
  /** What the rows are sorted by; a column without it does not sort. */
  value?: (row: T) => string | number;
  number?: boolean;
  /** Class of the column, for its width. */
  class?: string;
}

export interface Order { index: number; down: boolean }

/** Rows drawn together. */
const CHUNK_ROWS = 40;

/** Height of a row before any was drawn, in pixels. */
const ROW_PIXELS = 44;

export function sorted<T>(rows: T[], columns: Column<T>[], order: Order | null): T[] {
  const value = order && columns[order.index]?.value;
  if (!order || !value) return rows;
  const sign = order.down ? -1 : 1;
  const words = new Intl.Collator(lang() === "zh" ? "zh-CN" : "en", { numeric: true });
  const keyed = rows.map((row, at) => ({ row, at, key: value(row) }));
  keyed.sort((a, b) => {
    const by = typeof a.key === "string" ? words.compare(a.key, b.key as string)
      : a.key - (b.key as number);
    return sign * by || a.at - b.at;
  });
  return keyed.map((entry) => entry.row);
}

export function Table<T>(props: {
  columns: Column<T>[]; rows: T[]; label: string; order?: Order | null;
  onOrder?: (order: Order) => void; class?: string;
}): JSX.Element {
  const { columns, rows } = props;
  const [own, setOwn] = useState<Order | null>(props.order ?? null);
  const order = props.onOrder ? props.order ?? null : own;
  const shown = useMemo(() => sorted(rows, columns, order),
    [rows, order?.index, order?.down, lang()]);
  if (!rows.length) return <None />;
  const sort = (index: number) => {
    const down = order?.index === index ? !order.down : Boolean(columns[index]!.number);
    (props.onOrder ?? setOwn)({ index, down });
  };
  const chunks = [];
  for (let at = 0; at < shown.length; at += CHUNK_ROWS) chunks.push(at);
  return <div class={`table ${props.class ?? ""}`}>
    <div class="scroll" tabIndex={0} role="region" aria-label={props.label}>
      <table aria-rowcount={shown.length + 1}>
        <thead><tr aria-rowindex={1}>{columns.map((column, index) =>
          <Head column={column} order={order?.index === index ? order : null}
            sort={() => sort(index)} />)}</tr></thead>
        {chunks.map((at) => <Chunk key={at} first={at} columns={columns}
          rows={shown.slice(at, at + CHUNK_ROWS)} />)}
      </table>
    </div>
  </div>;
}

function Head<T>(
  { column, order, sort }: { column: Column<T>; order: Order | null; sort: () => void },
): JSX.Element {
  const names = [column.number && "number", column.class].filter(Boolean).join(" ");
  if (!column.value) return <th scope="col" class={names}>{column.title}</th>;
  const state = order ? (order.down ? "descending" : "ascending") : undefined;
  return <th scope="col" class={names} aria-sort={state}>
    <button type="button" onClick={sort}>{column.title}</button>
  </th>;
}

/** Some rows: drawn while near the window, a gap of the same height otherwise. */
function Chunk<T>(
  { first, columns, rows }: { first: number; columns: Column<T>[]; rows: T[] },
): JSX.Element {
  const body = useRef<HTMLTableSectionElement>(null);
  const height = useRef(rows.length * ROW_PIXELS);
  const [isNear, setNear] = useState(first === 0);
  const isPrinted = useMedia("print");
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      const entry = entries[entries.length - 1]!;
      // A table in a hidden box has no height that would say anything.
      if (!entry.isIntersecting && entry.boundingClientRect.height) {
        height.current = entry.boundingClientRect.height;
      }
      setNear(entry.isIntersecting);
    }, { rootMargin: "1200px" });
    watcher.observe(body.current!);
    return () => watcher.disconnect();
  }, []);
  return <tbody ref={body}>{isNear || isPrinted
    ? rows.map((row, at) => <tr aria-rowindex={first + at + 2}>{columns.map((column) =>
      <td class={[column.number && "number", column.class].filter(Boolean).join(" ")}
        data-title={column.title}>{column.cell(row, first + at)}</td>)}</tr>)
    : <tr class="gap-row" aria-hidden="true"><td colSpan={columns.length}
      style={{ height: `${height.current}px` }}>{w("ui.loading")}</td></tr>}</tbody>;
}

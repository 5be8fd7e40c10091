// Two whole texts side by side; one follows when the other is scrolled.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Passage } from "./data";
import { differences } from "./differences";
import { ReportLink, Vis, layerClass } from "./parts";
import type { Both } from "./views/pair";
import { visible, w } from "./words";

/** How far below a pane's top edge the chosen passage is brought. */
const INSET = 48;

export function Panes(
  { both, at, select }: { both: Both; at: number; select: (row: Passage) => void },
): JSX.Element {
  const panes = [useRef<HTMLDivElement>(null), useRef<HTMLDivElement>(null)] as const;
  const leading = useRef<number | null>(null);
  const lead = (side: number) => () => { leading.current = side; };
  useEffect(() => {
    if (at < 0) return;
    leading.current = null;
    for (const pane of panes) {
      const node = pane.current;
      const mark = node?.querySelector<HTMLElement>(`[data-passage="${at}"]`);
      if (node && mark) node.scrollTop = mark.offsetTop - INSET;
    }
  }, [at, both]);
  const follow = (side: 0 | 1) => () => {
    if (leading.current !== side) return;
    const [from, to] = [panes[side].current!, panes[1 - side]!.current!];
    to.scrollTop = corresponding(from, to, both.passages.length);
  };
  return <div class="panes">{([0, 1] as const).map((side) => <div class="pane-frame">
    <h2><small>{w(side ? "ui.right" : "ui.left")} </small>
      <ReportLink to={both.numbers[side]} /></h2>
    <div class="pane" ref={panes[side]} tabIndex={0} role="region"
      aria-label={w(side ? "ui.right" : "ui.left")} onScroll={follow(side)}
      onPointerEnter={lead(side)} onPointerDown={lead(side)} onWheel={lead(side)}
      onTouchStart={lead(side)} onFocusIn={lead(side)}>
      <SideText both={both} side={side} at={at} select={select} />
    </div>
  </div>)}</div>;
}

/** Where the other pane stands when this one stands where it does: passages meet passages. */
function corresponding(from: HTMLElement, to: HTMLElement, count: number): number {
  const points: [number, number][] = [[0, 0]];
  for (let at = 0; at < count; at += 1) {
    const here = from.querySelector<HTMLElement>(`[data-passage="${at}"]`);
    const there = to.querySelector<HTMLElement>(`[data-passage="${at}"]`);
    if (!here || !there) continue;
    const last = points[points.length - 1]!;
    if (here.offsetTop > last[0] && there.offsetTop > last[1]) {
      points.push([here.offsetTop, there.offsetTop]);
    }
  }
  points.push([from.scrollHeight, to.scrollHeight]);
  const top = from.scrollTop + INSET;
  const next = points.findIndex((point) => point[0] > top);
  const [a, b] = [points[Math.max(0, next - 1)]!, points[next < 0 ? points.length - 1 : next]!];
  const share = b[0] > a[0] ? (top - a[0]) / (b[0] - a[0]) : 0;
  return a[1] + share * (b[1] - a[1]) - INSET;
}

function SideText(
  { both, side, at, select }:
  { both: Both; side: 0 | 1; at: number; select: (row: Passage) => void },
): JSX.Element {
  const nodes = useMemo(() => marked(both, side, at, select), [both, side, at]);
  return <div class="text">{nodes}</div>;
}

/** The text from start to end; a passage that begins inside another goes on where that ends. */
function marked(
  both: Both, side: 0 | 1, at: number, select: (row: Passage) => void,
): ComponentChildren {
  const text = both.texts[side];
  if (!text) return <p class="quiet">{w("ui.no-text")}</p>;
  const [first, end] = both.reports[side].span;
  const order = both.passages.map((row, number) => ({ row, number }))
    .sort((a, b) => a.row.sides[side][0] - b.row.sides[side][0] || a.number - b.number);
  const nodes: ComponentChildren[] = [];
  let done = first;
  for (const { row, number } of order) {
    const [start, stop] = row.sides[side];
    if (start > done) nodes.push(<Vis text={text.slice(done, start)} />);
    const name = layerClass(row.layer, row.kind);
    const title = `${w(`layer.${row.layer}`)} · ${w(`kind.${row.kind}`)} · ${row.id}`;
    nodes.push(<span class={`run layer-${name}${number === at ? " aim" : ""}`} role="button"
      data-passage={number} tabIndex={0} title={visible(title)}
      aria-pressed={number === at} onClick={() => select(row)}
      onKeyDown={(event) => { if (event.key === "Enter") select(row); }}>
      <sup class={`layer-${name}`}>{number + 1}</sup>
      {differences(row, side, both.texts, Math.max(done, start))}</span>);
    done = Math.max(done, stop);
  }
  if (end > done) nodes.push(<Vis text={text.slice(done, end)} />);
  return nodes;
}

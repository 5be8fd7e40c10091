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

/** A stretch of text and the passage that it is shown as, or -1. */
interface Stretch { start: number; end: number; passage: number }

/**
 * The report cut where passages begin and end. Where several cover a place, the chosen one is
 * shown, else the shortest.
 */
function stretches(both: Both, side: 0 | 1, chosen: number): Stretch[] {
  const [first, end] = both.reports[side].span;
  const spans = both.passages.map((row, number) =>
    ({ number, start: row.sides[side][0], end: row.sides[side][1] }));
  const wins = (a: typeof spans[0], b: typeof spans[0]) => a.number === chosen
    || (b.number !== chosen && a.end - a.start < b.end - b.start);
  const cuts = [...new Set([first, end, ...spans.flatMap((span) => [span.start, span.end])])]
    .sort((a, b) => a - b);
  const found: Stretch[] = [];
  for (let at = 0; at + 1 < cuts.length; at += 1) {
    const [start, stop] = [cuts[at]!, cuts[at + 1]!];
    const owner = spans.filter((span) => span.start <= start && span.end >= stop)
      .reduce<typeof spans[0] | null>((best, span) =>
        (!best || wins(span, best) ? span : best), null);
    const passage = owner?.number ?? -1;
    const last = found[found.length - 1];
    if (last?.passage === passage) last.end = stop;
    else found.push({ start, end: stop, passage });
  }
  return found;
}

function marked(
  both: Both, side: 0 | 1, chosen: number, select: (row: Passage) => void,
): ComponentChildren {
  const text = both.texts[side];
  if (!text) return <p class="quiet">{w("ui.no-text")}</p>;
  return stretches(both, side, chosen).map(({ start, end, passage }) => {
    const row = both.passages[passage];
    if (!row) return <Vis text={text.slice(start, end)} />;
    const name = layerClass(row.layer, row.kind);
    const title = `${w(`layer.${row.layer}`)} · ${w(`kind.${row.kind}`)} · ${row.id}`;
    return <span class={`run layer-${name}${passage === chosen ? " aim" : ""}`} role="button"
      data-passage={passage} tabIndex={0} title={visible(title)}
      aria-pressed={passage === chosen} onClick={() => select(row)}
      onKeyDown={(event) => { if (event.key === "Enter") select(row); }}>
      <sup class={`layer-${name}`}>{passage + 1}</sup>
      {differences(row, side, both.texts, [start, end])}</span>;
  });
}

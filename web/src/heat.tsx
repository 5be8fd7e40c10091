// The matrix as a picture that draws what the window shows of it, at any size.

import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Grade, ReportLink, labelOf, pairHref, useData } from "./parts";
import { type Cell, type Matrix, heatStep } from "./views/matrix";
import { number, percent, short, value, visible, w } from "./words";

/** Side of a cell in pixels: from one, to one that holds a number with room around it. */
const CELL_MIN = 1;
const CELL_MAX = 48;
/** From this side on the axes name the reports, and from the next the cells hold numbers. */
const CELL_NAMED = 13;
const CELL_NUMBERED = 26;
const ZOOM = 1.5;
const EDGE_NAMED = { left: 150, top: 150 };
const EDGE_BARE = { left: 8, top: 8 };

/** Share of the window's height that the picture takes at most; viewer.css has it as well. */
const BOX_HEIGHT = 0.82;

interface View { cell: number; left: number; top: number; width: number; height: number }

const clamp = (at: number, low: number, high: number) => Math.min(high, Math.max(low, at));

function edges(cell: number): typeof EDGE_NAMED {
  return cell >= CELL_NAMED ? EDGE_NAMED : EDGE_BARE;
}

/** The cell's side at which all of the matrix is in sight, with names where they have room. */
function fitting(count: number, node: HTMLElement): number {
  const [width, height] = [node.parentElement!.clientWidth - 2,
    window.innerHeight * BOX_HEIGHT];
  const named = Math.min((width - EDGE_NAMED.left) / count, (height - EDGE_NAMED.top) / count);
  const bare = Math.min((width - EDGE_BARE.left) / count, (height - EDGE_BARE.top) / count);
  const cell = named >= CELL_NAMED ? named : Math.min(bare, CELL_NAMED - 0.5);
  return clamp(Math.floor(2 * cell) / 2, CELL_MIN, CELL_MAX);
}

export function HeatPicture({ matrix, pairs }: { matrix: Matrix; pairs: Cell[] }): JSX.Element {
  const data = useData();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState(0);
  const [at, setAt] = useState<[number, number] | null>(null);
  const count = matrix.order.length;
  const labels = useMemo(() => matrix.order.map((report) =>
    `${report + 1} ${short(labelOf(data.reports[report]!), 9)}`), [matrix]);
  const draw = () => {
    const [node, pen] = [box.current, canvas.current?.getContext("2d")];
    if (!node || !pen || !cell) return;
    const view = { cell, left: node.scrollLeft, top: node.scrollTop, width: node.clientWidth,
      height: node.clientHeight };
    paint(pen, matrix, labels, view, at);
  };
  useEffect(() => setCell(Math.max(CELL_NAMED, fitting(count, box.current!))), [count]);
  useEffect(() => {
    draw();
    const watcher = new ResizeObserver(draw);
    watcher.observe(box.current!);
    window.addEventListener("themechange", draw);
    return () => {
      watcher.disconnect();
      window.removeEventListener("themechange", draw);
    };
  });
  const zoom = (factor: number) => {
    const [node, { left, top }] = [box.current!, edges(cell)];
    const next = factor ? clamp(cell * factor, CELL_MIN, CELL_MAX)
      : fitting(count, node);
    const middle = (scroll: number, size: number, edge: number) =>
      (scroll + (size - edge) / 2) / cell * next - (size - edge) / 2;
    const [x, y] = [middle(node.scrollLeft, node.clientWidth, left),
      middle(node.scrollTop, node.clientHeight, top)];
    setCell(next);
    requestAnimationFrame(() => node.scrollTo(x, y));
  };
  const under = (event: MouseEvent): [number, number] | null => {
    const [node, { left, top }] = [box.current!, edges(cell)];
    const frame = node.getBoundingClientRect();
    const column = (event.clientX - frame.left + node.scrollLeft - left) / cell;
    const row = (event.clientY - frame.top + node.scrollTop - top) / cell;
    const isInside = row >= 0 && column >= 0 && row < count && column < count;
    return isInside ? [Math.floor(row), Math.floor(column)] : null;
  };
  const go = (place: [number, number] | null) => {
    if (!place || place[0] === place[1]) return;
    location.hash = pairHref(matrix.order[place[0]]!, matrix.order[place[1]]!);
  };
  const onKey = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") zoom(ZOOM);
    else if (event.key === "-") zoom(1 / ZOOM);
    else if (event.key === "0") zoom(0);
    else if (event.key === "Enter") go(at);
    else if (move) {
      const [row, column] = at ?? [0, 0];
      const next: [number, number] = [clamp(row + move[0], 0, count - 1),
        clamp(column + move[1], 0, count - 1)];
      setAt(next);
      bring(box.current!, next, cell);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { left, top } = edges(cell);
  return <div class="heat-picture">
    <div class="toolbar" role="group" aria-label={w("ui.zoom")}>
      <button type="button" onClick={() => zoom(1 / ZOOM)} aria-label={w("ui.zoom-out")}>−</button>
      <button type="button" onClick={() => zoom(ZOOM)} aria-label={w("ui.zoom-in")}>+</button>
      <button type="button" onClick={() => zoom(0)}>{w("ui.zoom-fit")}</button>
      <span class="quiet">{w("ui.matrix-size", { count: number(count) })}</span>
    </div>
    <div class="heat-box" ref={box} onScroll={() => requestAnimationFrame(draw)}>
      <div style={{ width: `${left + count * cell}px`, height: `${top + count * cell}px` }}>
        <canvas ref={canvas} tabIndex={0} role="application" aria-label={w("ui.matrix-picture")}
          aria-describedby="heat-words" onKeyDown={onKey}
          onMouseMove={(event) => setAt(under(event))} onClick={(event) => go(under(event))} />
      </div>
    </div>
    <p id="heat-words" class="heat-words" aria-live="polite"><Here matrix={matrix} pairs={pairs}
      at={at} /></p>
  </div>;
}

const MOVES: Record<string, [number, number]> = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1],
};

/** Scrolls a cell into the picture. */
function bring(node: HTMLElement, [row, column]: [number, number], cell: number): void {
  const { left, top } = edges(cell);
  const into = (at: number, scroll: number, size: number) =>
    at * cell < scroll ? at * cell : Math.max(scroll, (at + 1) * cell - size);
  node.scrollTo(into(column, node.scrollLeft, node.clientWidth - left),
    into(row, node.scrollTop, node.clientHeight - top));
}

/** What stands in the cell under the pointer, in words. */
function Here(
  { matrix, pairs, at }: { matrix: Matrix; pairs: Cell[]; at: [number, number] | null },
): JSX.Element {
  if (!at) return <span class="quiet">{w("ui.heat-help")}</span>;
  const [row, column] = [matrix.order[at[0]]!, matrix.order[at[1]]!];
  const share = matrix.rows[at[0]]!.get(at[1]);
  const pair = pairs.find((one) => one.left === Math.min(row, column)
    && one.right === Math.max(row, column));
  return <>
    {row + 1} <ReportLink to={row} /> → {column + 1} <ReportLink to={column} />:{" "}
    <b>{at[0] === at[1] ? "—" : percent(share)}</b>{" "}
    {pair?.grade && <Grade grade={pair.grade} />}{" "}
    {pair && <a href={pairHref(row, column)}>{w("ui.compare")}</a>}
  </>;
}

function paint(
  pen: CanvasRenderingContext2D, matrix: Matrix, labels: string[], view: View,
  at: [number, number] | null,
): void {
  const { cell, width, height } = view;
  const { left, top } = edges(cell);
  const sharp = window.devicePixelRatio || 1;
  const canvas = pen.canvas;
  canvas.width = Math.round(width * sharp);
  canvas.height = Math.round(height * sharp);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  pen.scale(sharp, sharp);
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const heat = [...Array(10).keys()].map((step) => colour(`--heat-${step}`));
  pen.fillStyle = heat[0]!;
  pen.fillRect(0, 0, width, height);
  pen.save();
  pen.beginPath();
  pen.rect(left, top, width - left, height - top);
  pen.clip();
  pen.translate(left - view.left, top - view.top);
  const range = (scroll: number, size: number) =>
    [Math.max(0, Math.floor(scroll / cell)),
      Math.min(matrix.order.length, Math.ceil((scroll + size) / cell))] as const;
  const rows = range(view.top, height - top);
  const columns = range(view.left, width - left);
  paintCells(pen, matrix, cell, rows, columns, heat, colour("--line"));
  paintFrames(pen, matrix, cell, colour("--line"), colour("--ink"));
  if (at) {
    pen.strokeStyle = colour("--link");
    pen.lineWidth = 2;
    pen.strokeRect(at[1] * cell - 1, at[0] * cell - 1, cell + 2, cell + 2);
  }
  pen.restore();
  if (cell >= CELL_NAMED) paintLabels(pen, labels, view, rows, columns, colour, at);
}

function paintCells(
  pen: CanvasRenderingContext2D, matrix: Matrix, cell: number, rows: readonly [number, number],
  columns: readonly [number, number], heat: string[], own: string,
): void {
  const gap = cell >= 6 ? 1 : 0;
  pen.font = "11px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let row = rows[0]; row < rows[1]; row += 1) {
    for (const [column, share] of matrix.rows[row]!) {
      if (column < columns[0] || column >= columns[1]) continue;
      const step = heatStep(share);
      pen.fillStyle = heat[step]!;
      pen.fillRect(column * cell, row * cell, Math.max(cell - gap, 1), Math.max(cell - gap, 1));
      if (cell < CELL_NUMBERED) continue;
      pen.fillStyle = contrast(heat[step]!);
      pen.fillText(String(Math.floor(100 * value(share))), (column + 0.5) * cell,
        (row + 0.5) * cell);
    }
    if (row >= columns[0] && row < columns[1]) {
      pen.fillStyle = own;
      pen.fillRect(row * cell, row * cell, Math.max(cell - gap, 1), Math.max(cell - gap, 1));
    }
  }
}

/** Black or white, whichever is read more easily on a colour written as #rrggbb or #rgb. */
function contrast(colour: string): string {
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
  return 0.2126 * red! ** 2.2 + 0.7152 * green! ** 2.2 + 0.0722 * blue! ** 2.2 > 0.18
    ? "#000" : "#fff";
}

function paintFrames(
  pen: CanvasRenderingContext2D, matrix: Matrix, cell: number, line: string, ink: string,
): void {
  const side = matrix.order.length * cell;
  pen.lineWidth = 1;
  pen.strokeStyle = line;
  pen.strokeRect(0.5, 0.5, side - 1, side - 1);
  pen.strokeStyle = ink;
  for (const [first, end] of matrix.families) {
    pen.strokeRect(first * cell + 0.5, first * cell + 0.5, (end - first) * cell - 1,
      (end - first) * cell - 1);
  }
}

function paintLabels(
  pen: CanvasRenderingContext2D, labels: string[], view: View, rows: readonly [number, number],
  columns: readonly [number, number], colour: (name: string) => string,
  at: [number, number] | null,
): void {
  const { cell } = view;
  const { left, top } = edges(cell);
  pen.fillStyle = colour("--ground");
  pen.fillRect(0, 0, view.width, top);
  pen.fillRect(0, 0, left, view.height);
  pen.font = `${Math.min(13, Math.max(10, cell - 2))}px system-ui, "Noto Sans CJK SC", sans-serif`;
  pen.textBaseline = "middle";
  const style = (isHere: boolean) => { pen.fillStyle = colour(isHere ? "--link" : "--ink"); };
  pen.save();
  pen.beginPath();
  pen.rect(0, top, left, view.height - top);
  pen.clip();
  pen.textAlign = "right";
  for (let row = rows[0]; row < rows[1]; row += 1) {
    style(at?.[0] === row);
    pen.fillText(visible(labels[row]!), left - 6, top - view.top + (row + 0.5) * cell, left - 10);
  }
  pen.restore();
  pen.beginPath();
  pen.rect(left, 0, view.width - left, top);
  pen.clip();
  pen.textAlign = "left";
  for (let column = columns[0]; column < columns[1]; column += 1) {
    style(at?.[1] === column);
    pen.save();
    pen.translate(left - view.left + (column + 0.5) * cell, top - 6);
    pen.rotate(-Math.PI / 2);
    pen.fillText(visible(labels[column]!), 0, 0, top - 10);
    pen.restore();
  }
}

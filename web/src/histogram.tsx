// How often shares occur: a bar for each twentieth, the chosen threshold as a line.

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { number, w } from "./words";

/** Bars: one for nothing at all, then one for each five percent. */
const BARS = 21;
const HEIGHT = 84;
const STEP = 24;
const BELOW = 20;
const ABOVE = 16;

function binOf(share: number): number {
  return share <= 0 ? 0 : Math.min(BARS - 1, 1 + Math.floor(share * 20 - 1e-9));
}

function rangeOf(bin: number): string {
  return bin === 0 ? "0 %" : `${bin * 5 - 5}–${bin * 5} %`;
}

/** `shares` between 0 and 1; `threshold` in percent. */
export function Histogram(
  { shares, threshold, label }: { shares: number[]; threshold: number; label: string },
): JSX.Element {
  const [isLog, setLog] = useState(true);
  const counts = new Array<number>(BARS).fill(0);
  for (const share of shares) counts[binOf(share)]! += 1;
  const scale = (count: number) => (isLog ? Math.log2(1 + count) : count);
  const top = Math.max(1, ...counts.map(scale));
  const line = STEP * (1 + threshold / 5);
  const words = counts.map((count, bin) => count ? `${rangeOf(bin)}: ${number(count)}` : "")
    .filter(Boolean).join("; ");
  return <figure class="histogram">
    <svg viewBox={`-2 0 ${BARS * STEP + 22} ${HEIGHT + BELOW + ABOVE}`} role="img"
      aria-label={`${label}: ${words}`}>
      {counts.map((count, bin) => {
        const height = count ? Math.max(2, HEIGHT * scale(count) / top) : 0;
        const isBelow = bin * 5 <= threshold;
        return <g>
          <title>{`${rangeOf(bin)}: ${number(count)}`}</title>
          <rect class={isBelow ? "column below" : "column"} x={bin * STEP + 2} width={STEP - 4}
            y={ABOVE + HEIGHT - height} height={height} />
          {count > 0 && <text class="count" x={bin * STEP + STEP / 2}
            y={ABOVE + HEIGHT - height - 4}>{number(count)}</text>}
        </g>;
      })}
      <line class="axis" x1="0" x2={BARS * STEP} y1={ABOVE + HEIGHT} y2={ABOVE + HEIGHT} />
      {[0, 5, 10, 15, 20].map((at) => <text class="tick" x={(at + 1) * STEP}
        y={ABOVE + HEIGHT + 15}>{at * 5}%</text>)}
      <line class="limit" x1={line} x2={line} y1={ABOVE - 8} y2={ABOVE + HEIGHT} />
    </svg>
    <figcaption class="quiet">{label} · <label><input type="checkbox" checked={isLog}
      onChange={(event) => setLog(event.currentTarget.checked)} /> {w("ui.log-scale")}</label>
    </figcaption>
  </figure>;
}

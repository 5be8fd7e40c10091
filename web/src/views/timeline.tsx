// Reports by date: how many there are, and for each family who came when.

import type { JSX } from "preact";
import type { Data, Family } from "../data";
import { Lazy, None, Section, Waiting, nameOf, reportHref, useData } from "../parts";
import { useLater, useMedia } from "../state";
import { number, visible, w } from "../words";

const WIDTH = 1000;
const WIDTH_NARROW = 360;
const HEIGHT = 110;
const LANE = 46;
const EDGE = 24;

/** A date as a fraction of years; the middle of the time that it leaves open. */
function timeOf(date: string): number {
  const [year = 0, month, day] = date.split("-").map(Number);
  if (month === undefined) return year + 0.5;
  return year + (month - 1) / 12 + (day === undefined ? 1 / 24 : (day - 0.5) / 372);
}

/** The time that the pictures show, their width, and where they name it. */
interface Span { low: number; high: number; width: number; ticks: { at: number; name: string }[] }

/** Names that have room beside one another. */
const TICKS_MAX = 12;

/** Steps between names, in months. */
const TICK_MONTHS = [1, 3, 6, 12, 24, 60, 120, 240, 600];

function x(span: Span, time: number): number {
  return EDGE + (time - span.low) / (span.high - span.low) * (span.width - 2 * EDGE);
}

function spanOf(times: number[], width: number): Span {
  const low = Math.floor(12 * times.reduce((a, b) => Math.min(a, b)) - 1e-9) / 12;
  const high = Math.ceil(12 * times.reduce((a, b) => Math.max(a, b)) + 1e-9) / 12;
  const months = Math.round(12 * (high - low));
  const most = width < WIDTH ? TICKS_MAX / 3 : TICKS_MAX;
  const step = TICK_MONTHS.find((size) => months / size <= most) ?? 1200;
  const ticks = [];
  for (let at = Math.ceil(Math.round(12 * low) / step) * step; at <= 12 * high + 1e-6; at += step) {
    ticks.push({ at: at / 12, name: nameOfBin(at, step % 12 ? 12 : 1, 12) });
  }
  return { low, high, width, ticks };
}

export function TimelineView(): JSX.Element {
  const data = useData();
  const families = useLater(() => data.families(), []);
  const isNarrow = useMedia("(max-width: 600px)");
  const dated = data.reports.filter((row) => row.date);
  if (!dated.length) return <><h1>{w("ui.timeline")}</h1><p>{w("ui.no-dates")}</p></>;
  const times = dated.map((row) => timeOf(row.date!));
  const span = spanOf(times, isNarrow ? WIDTH_NARROW : WIDTH);
  return <>
    <h1>{w("ui.timeline")}</h1>
    <p class="quiet">{w("ui.timeline-note")} {w("ui.undated",
      { count: number(data.reports.length - dated.length), all: number(data.reports.length) })}</p>
    <Counts span={span} times={times} />
    <Section id="lanes" title={w("family.report")}>
      {!families ? <Waiting /> : families.length
        ? <ol class="lanes">{families.map((family) => <li><Lazy height={74}>
          {() => <Lane of={family} span={span} />}</Lazy></li>)}</ol> : <None />}
    </Section>
  </>;
}

/** How many reports bear a date, month by month or year by year. */
function Counts({ span, times }: { span: Span; times: number[] }): JSX.Element {
  const perYear = span.high - span.low > 8 ? 1 : 12;
  const counts = new Map<number, number>();
  for (const time of times) {
    const bin = Math.floor(time * perYear + 1e-9);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const top = [...counts.values()].reduce((a, b) => Math.max(a, b), 1);
  const wide = (span.width - 2 * EDGE) / ((span.high - span.low) * perYear);
  return <svg class="times" viewBox={`0 0 ${span.width} ${HEIGHT + 26}`} role="img"
    aria-label={`${w("ui.timeline")}: ${[...counts].map(([bin, count]) =>
      `${nameOfBin(bin, perYear, perYear)} ${number(count)}`).sort().join("; ")}`}>
    {[...counts].map(([bin, count]) => {
      const height = Math.max(2, HEIGHT * count / top);
      return <rect class="column" x={x(span, bin / perYear) + 0.5} y={HEIGHT - height + 4}
        width={Math.max(1.5, wide - 1)} height={height}>
        <title>{`${nameOfBin(bin, perYear, perYear)}: ${number(count)}`}</title></rect>;
    })}
    <line class="axis" x1={EDGE} x2={span.width - EDGE} y1={HEIGHT + 4} y2={HEIGHT + 4} />
    {span.ticks.map(({ at, name }) =>
      <text class="tick" x={x(span, at)} y={HEIGHT + 20}>{name}</text>)}
  </svg>;
}

/** The year, or the year and month, that a count of parts of years begins. */
function nameOfBin(bin: number, finest: number, perYear: number): string {
  const year = Math.floor(bin / perYear);
  return finest === 1 ? String(year)
    : `${year}-${String(bin - year * perYear + 1).padStart(2, "0")}`;
}

function dateOf(data: Data, report: number): string | null {
  return data.reports[report]?.date ?? null;
}

/** The dated members of a family on the same scale; a hollow mark is a date without its day. */
function Lane({ of, span }: { of: Family; span: Span }): JSX.Element {
  const data = useData();
  const members = of.members.filter((member): member is number => typeof member === "number")
    .map((report) => ({ report, date: dateOf(data, report) }));
  const dated = members.filter((one): one is { report: number; date: string } => Boolean(one.date))
    .sort((a, b) => timeOf(a.date) - timeOf(b.date));
  const places = dated.map((one) => x(span, timeOf(one.date)));
  return <div class="lane">
    <p><a href={`#/families/${of.number + 1}`}>{w("ui.family-n", { n: of.number + 1 })}</a>{" "}
      <span class="quiet">{w("ui.report-n", { count: number(of.members.length) })}
        {dated.length > 0 && ` · ${dated[0]!.date} – ${dated[dated.length - 1]!.date}`}
        {members.length > dated.length
          && ` · ${w("ui.without-date", { count: number(members.length - dated.length) })}`}
      </span></p>
    {dated.length > 0 && <svg class="times" viewBox={`0 0 ${span.width} ${LANE}`} role="group"
      aria-label={w("ui.family-n", { n: of.number + 1 })}>
      {span.ticks.map(({ at }) => <line class="grid" x1={x(span, at)} x2={x(span, at)} y1="0"
        y2={LANE} />)}
      <line class="axis" x1={places[0]} x2={places[places.length - 1]} y1={LANE / 2}
        y2={LANE / 2} />
      {dated.map((one, at) => {
        const name = visible(`${one.date} ${nameOf(data, one.report)}`);
        // Neighbours stand above and below the line by turns, so that equal dates stay apart.
        const near = places.slice(0, at).filter((place) => places[at]! - place < 12).length;
        return <a href={reportHref(one.report)} aria-label={name}><title>{name}</title>
          <circle class={one.date.length < 10 ? "moment vague" : "moment"} cx={places[at]}
            cy={LANE / 2 + (near % 3 - (near % 3 > 1 ? 3 : 0)) * 13} r="6.5" /></a>;
      })}
    </svg>}
  </div>;
}

// Reports by date: how many there are, and for each family who came when.

import type { JSX } from "preact";
import type { Data, Family } from "../data";
import { Lazy, None, Section, Waiting, nameOf, reportHref, useData } from "../parts";
import { useLater } from "../state";
import { number, visible, w } from "../words";

const WIDTH = 1000;
const HEIGHT = 110;
const LANE = 46;
const EDGE = 24;

/** A date as a fraction of years; the middle of the time that it leaves open. */
function timeOf(date: string): number {
  const [year = 0, month, day] = date.split("-").map(Number);
  if (month === undefined) return year + 0.5;
  return year + (month - 1) / 12 + (day === undefined ? 1 / 24 : (day - 0.5) / 372);
}

interface Span { low: number; high: number; years: number[] }

function x(span: Span, time: number): number {
  return EDGE + (time - span.low) / (span.high - span.low) * (WIDTH - 2 * EDGE);
}

export function TimelineView(): JSX.Element {
  const data = useData();
  const families = useLater(() => data.families(), []);
  const dated = data.reports.filter((row) => row.date);
  if (!dated.length) return <><h1>{w("ui.timeline")}</h1><p>{w("ui.no-dates")}</p></>;
  const years = dated.map((row) => Math.floor(timeOf(row.date!)));
  const [low, high] = [years.reduce((a, b) => Math.min(a, b)),
    years.reduce((a, b) => Math.max(a, b)) + 1];
  const step = Math.max(1, Math.ceil((high - low) / 12));
  const span = { low, high,
    years: [...Array(high - low + 1).keys()].map((at) => low + at).filter((_, at) => !(at % step)) };
  return <>
    <h1>{w("ui.timeline")}</h1>
    <p class="quiet">{w("ui.timeline-note")} {w("ui.undated",
      { count: number(data.reports.length - dated.length), all: number(data.reports.length) })}</p>
    <Counts span={span} times={dated.map((row) => timeOf(row.date!))} />
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
  const wide = (WIDTH - 2 * EDGE) / ((span.high - span.low) * perYear);
  return <svg class="times" viewBox={`0 0 ${WIDTH} ${HEIGHT + 26}`} role="img"
    aria-label={`${w("ui.timeline")}: ${span.low}–${span.high - 1}, ${w("ui.report-n",
      { count: number(times.length) })}`}>
    {[...counts].map(([bin, count]) => {
      const height = Math.max(2, HEIGHT * count / top);
      return <rect class="column" x={x(span, bin / perYear) + 0.5} y={HEIGHT - height + 4}
        width={Math.max(1.5, wide - 1)} height={height}>
        <title>{`${nameOfBin(bin, perYear)}: ${number(count)}`}</title></rect>;
    })}
    <line class="axis" x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT + 4} y2={HEIGHT + 4} />
    {span.years.map((year) => <text class="tick" x={x(span, year)} y={HEIGHT + 20}>{year}</text>)}
  </svg>;
}

function nameOfBin(bin: number, perYear: number): string {
  const year = Math.floor(bin / perYear);
  return perYear === 1 ? String(year)
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
    {dated.length > 0 && <svg class="times" viewBox={`0 0 ${WIDTH} ${LANE}`} role="group"
      aria-label={w("ui.family-n", { n: of.number + 1 })}>
      {span.years.map((year) => <line class="grid" x1={x(span, year)} x2={x(span, year)} y1="0"
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

// Families: who shares much with whom, as a graph and as a table; families of passages.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { Data, Edge, Family, PassageFamily, Ref } from "../data";
import { layout } from "../graph";
import { Lazy, None, Places, Ratio, ReportLink, Section, Vis, Waiting, labelOf, nameOf, pairHref,
  reportHref, useData } from "../parts";
import { type Route, useLater, useMedia } from "../state";
import { type Column, Table } from "../table";
import { number, percent, short, value, visible, w } from "../words";

const WIDTH = 560;
const WIDTH_NARROW = 330;
const MARGIN = { x: 70, y: 26 };
/** Members up to which nodes carry names; above, the numbers of the list. */
const NAMED_MAX = 14;

export function FamiliesView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const found = useLater(() => Promise.all(
    [data.families(), data.passageFamilies(), data.directions()]), []);
  const chosen = Number(here.path[0] ?? 0);
  useEffect(() => {
    if (found && chosen) document.getElementById(`family-${chosen}`)?.scrollIntoView();
  }, [Boolean(found), chosen]);
  return <>
    <h1>{w("ui.families")}</h1>
    {!found ? <Waiting /> : <>
      <Section id="report-families" title={w("family.report")}>
        <p class="quiet">{w("ui.graph-note")}</p>
        {found[0].length ? found[0].map((family) => <Lazy height={420}
          id={`family-${family.number + 1}`}>
          {() => <ReportFamily of={family} directions={found[2]} />}</Lazy>) : <None />}
      </Section>
      <Section id="passage-families" title={w("family.passage")}>
        <Table columns={passageColumns()} rows={found[1]} label={w("family.passage")}
          order={{ index: 0, down: true }} />
      </Section>
    </>}
  </>;
}

function passageColumns(): Column<PassageFamily>[] {
  return [
    { title: w("ui.members"), number: true, class: "count", value: (row) => row.members[0],
      cell: (row) => number(row.members[0]) },
    { title: w("ui.words"), class: "wide", value: (row) => row.text,
      cell: (row) => <Vis text={row.text} /> },
    { title: w("ui.places-title"), class: "sources", cell: (row) => <Places of={row.members} /> },
    { title: w("ui.id"), class: "share", cell: (row) => <span class="id">{row.id}</span> },
  ];
}

function ReportFamily(
  { of, directions }: { of: Family; directions: Map<string, number> },
): JSX.Element {
  const data = useData();
  return <article class="family" aria-label={w("ui.family-n", { n: of.number + 1 })}>
    <h3>{w("ui.family-n", { n: of.number + 1 })} ·{" "}
      {w("ui.family-of", { count: number(of.members.length) })} <span class="id">{of.id}</span></h3>
    <div class="graph-and-members">
      <Graph of={of} directions={directions} />
      <ol class="members">{of.members.map((member) => <li><ReportLink to={member} />
        {member === of.representative && <> <span class="tag">{w("ui.representative")}</span></>}
      </li>)}</ol>
    </div>
    {of.edges.length > 0 && <details><summary>{w("ui.edges", { count: number(of.edges.length) })}
    </summary><Table columns={edgeColumns(data)} rows={of.edges} label={w("family.report")} />
    </details>}
  </article>;
}

function edgeColumns(data: Data): Column<Edge>[] {
  const side = (key: "left" | "right"): Column<Edge> => ({
    title: w(`ui.${key}`), class: "wide", value: (row) => nameOf(data, row[key]),
    cell: (row) => <ReportLink to={row[key]} /> });
  const contained = (at: 0 | 1): Column<Edge> => ({
    title: w(at ? "ui.contained-right" : "ui.contained-left"), number: true, class: "share",
    value: (row) => value(row.contained[at]), cell: (row) => <Ratio of={row.contained[at]} /> });
  return [
    side("left"), side("right"), contained(0), contained(1),
    { title: w("ui.copied-characters"), number: true, class: "share",
      value: (row) => row.copied[0], cell: (row) => {
        const words = row.copied.map(number).join(" · ");
        return typeof row.left === "number" && typeof row.right === "number"
          ? <a href={pairHref(row.left, row.right)}>{words}</a> : words;
      } },
  ];
}

/** Members as nodes; a line as thick as the share found in the other, an arrow to the later. */
function Graph(
  { of, directions }: { of: Family; directions: Map<string, number> },
): JSX.Element {
  const data = useData();
  const width = useMedia("(max-width: 600px)") ? WIDTH_NARROW : WIDTH;
  const count = of.members.length;
  const height = Math.min(560, Math.max(200, 130 + count * 22));
  const places = new Map<Ref, number>(of.members.map((member, at) => [member, at]));
  const links = of.edges.map((edge) => ({
    edge, from: places.get(edge.left)!, to: places.get(edge.right)!,
    weight: Math.max(value(edge.contained[0]), value(edge.contained[1])),
  })).filter((link) => link.from !== undefined && link.to !== undefined);
  const points = useMemo(() => layout(count, links).map((point) => ({
    x: MARGIN.x + point.x * (width - 2 * MARGIN.x), y: MARGIN.y + point.y * (height - 60),
  })), [of, width]);
  return <svg class="graph" viewBox={`0 0 ${width} ${height}`} role="group"
    aria-label={w("ui.graph-of", { count: number(count) })}>
    {links.map(({ edge, from, to, weight }) => {
      const [a, b] = [points[from]!, points[to]!];
      const first = directions.get(`${edge.left}/${edge.right}`) ?? 0;
      const words = `${nameOf(data, edge.left)} ⇄ ${nameOf(data, edge.right)}: `
        + edge.contained.map(percent).join(" · ");
      const line = <>
        <title>{visible(words)}</title>
        <line class="link-area" x1={a.x} y1={a.y} x2={b.x} y2={b.y} />
        <line class="link" x1={a.x} y1={a.y} x2={b.x} y2={b.y}
          style={{ strokeWidth: `${1 + 5 * Math.max(0, weight)}px` }} />
        {first > 0 && <path class="arrow" d={first === 1 ? arrow(a, b) : arrow(b, a)} />}
      </>;
      return typeof edge.left === "number" && typeof edge.right === "number"
        ? <a href={pairHref(edge.left, edge.right)} aria-label={visible(words)}>{line}</a>
        : <g>{line}</g>;
    })}
    {of.members.map((member, at) => <Node member={member} at={at} point={points[at]!}
      isNamed={count <= NAMED_MAX} isTypical={member === of.representative} />)}
  </svg>;
}

function Node(
  { member, at, point, isNamed, isTypical }: { member: Ref; at: number;
    point: { x: number; y: number }; isNamed: boolean; isTypical: boolean },
): JSX.Element {
  const data = useData();
  const name = visible(nameOf(data, member));
  const label = typeof member === "string" ? name : labelOf(data.reports[member]!);
  const node = <>
    <title>{name}</title>
    <circle class={isTypical ? "node typical" : "node"} cx={point.x} cy={point.y} r="9" />
    <text class="node-number" x={point.x} y={point.y + 3.5}>{at + 1}</text>
    {isNamed && <text class="node-name" x={point.x} y={point.y + 22}>{short(label, 11)}</text>}
  </>;
  return typeof member === "string" ? <g>{node}</g>
    : <a href={reportHref(member)} aria-label={`${at + 1} ${short(label, 11)}: ${name}`}>{node}</a>;
}

/** A triangle beyond the middle of the way. */
function arrow(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const length = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [tipX, tipY] = [from.x + x * (length * 0.6 + 8), from.y + y * (length * 0.6 + 8)];
  const corner = (side: number) =>
    `${tipX - 14 * x - side * 6 * y} ${tipY - 14 * y + side * 6 * x}`;
  return `M${tipX} ${tipY}L${corner(1)}L${corner(-1)}Z`;
}

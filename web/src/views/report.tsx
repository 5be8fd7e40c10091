// One report: its account, what stands beside it, and its whole text with the layers marked.

import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { type Detail, RATIOS, ROLES, type Report, type Text } from "../data";
import { Bar, Facts, LAYERS, Mark, Ratio, ReportLink, Section, Tags, Vis, Waiting, layerClass,
  ofLayer, pairHref, reportHref, useData } from "../parts";
import { type Route, useLater } from "../state";
import { type Run, runsOf } from "../figures";
import { LeaveOut } from "../decide";
import { number, percent, visible, w } from "../words";
import { Unknown } from "./unknown";

export function ReportView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const at = Number(here.path[0]) - 1;
  const row = data.reports[at];
  const found = useLater(async () => row
    ? Promise.all([data.detail(at), data.text(row)]) : null, [at]);
  if (!row) return <Unknown />;
  return <>
    <h1><span class="quiet">{at + 1}</span> <bdi><Vis text={row.name} /></bdi>{" "}
      <Tags of={row} /></h1>
    {!found ? <Waiting />
      : <Whole row={row} at={at} found={found[0]} text={found[1]} place={here.path[1]} />}
  </>;
}

function Whole(
  { row, at, found, text, place }:
  { row: Report; at: number; found: Detail; text: Text | null; place: string | undefined },
): JSX.Element {
  const data = useData();
  const revised = data.revision?.reports.get(at);
  const detail = revised ? { ...found, roles: revised.figures.roles,
    sources: revised.figures.sources } : found;
  const runs = useMemo(() => joined(revised?.runs
    ?? runsOf(detail.runs, row.span[0], data.run.layers, data.run.kinds)), [found, revised]);
  return <>
    <Metadata row={row} detail={detail} />
    {row.state !== "good" && <p class="banner"><b>{w(`verdict.${row.state}`)}</b>{" "}
      {detail.reasons.map((code) => w(`verdict-reason.${code}`)).join("; ")}{" "}
      {row.state === "unreadable" && w("ui.unreadable-note")}</p>}
    {text && <Strip runs={runs} row={row} at={at} />}
    <div class="columns">
      <div class="main"><Section id="text" title={w("ui.text")}>
        {text ? <WholeText text={text} runs={runs} place={place} />
          : <p class="quiet">{w("ui.no-text")}</p>}
      </Section></div>
      <div class="side">
        <Section id="account" title={w("ui.account")}>
          <Bar account={row.account} total={row.characters} wide />
          <Account row={row} detail={detail} />
        </Section>
        {row.ratios && <Ratios row={row} />}
        {detail.sources.length > 0 && <Sources row={row} at={at} detail={detail} />}
        <LeaveOut row={row} />
        {detail.placeholders.length > 0 && <Placeholders at={at} detail={detail} />}
        {detail.exclusions.length > 0 && <Section id="exclusions" title={w("ui.exclusions")}>
          <ul>{detail.exclusions.map((part) => <li>
            <a href={reportHref(at, part.start)}>{w(`exclusion.${part.reason}`)}</a>{" "}
            <Vis text={part.text} /></li>)}</ul></Section>}
        {Object.keys(detail.evasion).length > 0 && <Section id="evasion" title={w("ui.evasion")}>
          <p class="quiet">{w("ui.evasion-note")}</p>
          <Facts of={Object.entries(detail.evasion).map(([code, count]) =>
            [w(`evasion.${code}`), number(count)])} /></Section>}
      </div>
    </div>
  </>;
}

/** Runs that look the same as one: what could take their place does not show. */
function joined(runs: Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const last = found[found.length - 1];
    if (last && last.end === run.start && last.layer === run.layer && last.kind === run.kind
      && last.passage === run.passage) last.end = run.end;
    else found.push({ ...run });
  }
  return found;
}

function Metadata({ row, detail }: { row: Report; detail: Detail }): JSX.Element {
  const data = useData();
  const fields: [string, string | null][] = [["title", detail.title], ["unit", row.unit],
    ["author", detail.author], ["date", row.date], ["level", detail.level],
    ["superior", detail.superior]];
  return <Facts of={[
    [w("ui.file"), <bdi><Vis text={data.documents[row.document] ?? ""} /></bdi>],
    [w("ui.format"), detail.format],
    ...fields.map(([field, text]): [string, JSX.Element | null] => [w(`field.${field}`),
      text === null ? null : <><bdi><Vis text={text} /></bdi>{" "}
        {detail.from[field] && <small class="quiet">{w(`origin.${detail.from[field]}`)}</small>}
      </>]),
  ]} />;
}

/** Heights of the map's stretches, so that it reads in black and white. */
const HEIGHTS: Record<string, number> = { copied: 40, "copied-changed": 32, quotation: 20,
  template: 26, placeholder: 40, boilerplate: 12, excluded: 6, original: 0 };

/** Where in the report what stands: the text from left to right. */
function Strip({ runs, row, at }: { runs: Run[]; row: Report; at: number }): JSX.Element {
  const [first, end] = row.span;
  const length = Math.max(1, end - first);
  const copied = runs.filter((run) => run.layer === "copied");
  const words = copied.map((run) => `${Math.floor(100 * (run.start - first) / length)}–${
    Math.ceil(100 * (run.end - first) / length)} %`);
  const jump = (event: MouseEvent & { currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = Math.min(0.999, Math.max(0, (event.clientX - box.left) / box.width));
    location.hash = reportHref(at, first + Math.floor(share * length));
  };
  return <figure class="map">
    <svg viewBox="0 0 1000 44" preserveAspectRatio="none" role="img" onClick={jump}
      aria-label={`${w("ui.map")}: ${words.slice(0, 40).join(", ") || w("ui.none")}`}>
      <rect class="map-ground" x="0" y="2" width="1000" height="40" />
      {runs.filter((run) => run.layer !== "original").map((run) => {
        const name = layerClass(run.layer, run.kind);
        const height = HEIGHTS[name] ?? 20;
        return <rect class={`stretch layer-${name}`} x={1000 * (run.start - first) / length}
          y={42 - height} height={height}
          width={Math.max(1.5, 1000 * (run.end - run.start) / length)} />;
      })}
    </svg>
    <figcaption class="quiet">{w("ui.map-note")}</figcaption>
  </figure>;
}

function Account({ row, detail }: { row: Report; detail: Detail }): JSX.Element | null {
  const data = useData();
  if (!row.account) return null;
  const line = (layer: string, count: number) => <tr>
    <td><Mark name={layer} /> {w(`layer.${layer}`)}</td>
    <td class="number">{number(count)}</td>
    <td class="number">{percent([count, row.characters])}</td></tr>;
  const counts = LAYERS.map((layer) => [layer, ofLayer(data, row.account!, layer)] as const)
    .filter(([, count]) => count);
  return <table class="small"><tbody>
    {counts.map(([layer, count]) => <>{line(layer, count)}
      {layer === "copied" && detail.roles && ["received", "given", "undirected"]
        .filter((role) => detail.roles![role]).map((role) => <tr class="quiet">
          <td>　{w("ui.of-copied")}{w(`role.${role}`)}</td>
          <td class="number">{number(detail.roles![role]!)}</td><td /></tr>)}</>)}
    <tr class="sum"><td>{w("ui.characters")}</td>
      <td class="number">{number(row.characters)}</td><td /></tr>
    {detail.outside > 0 && <tr class="quiet"><td>{w("ui.characters-outside")}</td>
      <td class="number">{number(detail.outside)}</td><td /></tr>}
  </tbody></table>;
}

function Ratios({ row }: { row: Report }): JSX.Element {
  return <Section id="ratios" title={w("ui.ratios")}><table class="small"><tbody>
    {RATIOS.map((name, at) => <tr><td title={w(`ratio-meaning.${name}`)}>{w(`ratio.${name}`)}</td>
      <td class="number"><Ratio of={row.ratios![at]} /></td></tr>)}
  </tbody></table></Section>;
}

function Sources(
  { row, at, detail }: { row: Report; at: number; detail: Detail },
): JSX.Element {
  return <Section id="sources" title={w("ui.sources")}>
    <ol class="source-list">{detail.sources.map(([other, count, role]) => <li>
      <div><small class="quiet">{w(`other.${ROLES[role]}`)}</small> <ReportLink to={other} /></div>
      <div><Ratio of={[count, row.characters]} />{" "}
        {typeof other === "number" && <a href={pairHref(at, other)}>{w("ui.compare")}</a>}</div>
    </li>)}</ol></Section>;
}

function Placeholders({ at, detail }: { at: number; detail: Detail }): JSX.Element {
  return <Section id="placeholders" title={w("ui.placeholders")}><ul>
    {detail.placeholders.map((blank) => <li>
      <b>{w(`placeholder.${blank.kind}`)}</b>{" "}
      <a href={reportHref(at, blank.start)}><Vis text={blank.text || "∅"} /></a>
      {blank.stands_for && <> <Vis text={w("ui.stands-for", { text: blank.stands_for })} /></>}
      {blank.seen_in !== null && <> <ReportLink to={blank.seen_in} /></>}
    </li>)}</ul></Section>;
}

/** A piece of a run inside one line. */
interface Piece { run: Run; start: number; text: string; isFirst: boolean }

function lines(text: Text, runs: Run[]): Piece[][] {
  const found: Piece[][] = [[]];
  for (const run of runs) {
    let start = run.start;
    text.slice(run.start, run.end).split("\n").forEach((part, at) => {
      if (at) found.push([]);
      if (part) found[found.length - 1]!.push({ run, start, text: part, isFirst: !at });
      start += Array.from(part).length + 1;
    });
  }
  return found;
}

function WholeText(
  { text, runs, place }: { text: Text; runs: Run[]; place: string | undefined },
): JSX.Element {
  const paragraphs = useMemo(() => lines(text, runs), [text, runs]);
  const aim = place === undefined ? -1 : Number(place);
  useEffect(() => {
    if (aim >= 0) document.querySelector(".text .aim")?.scrollIntoView({ block: "center" });
  }, [aim, text]);
  const hits = (piece: Piece) => aim >= piece.start && aim < piece.start
    + Array.from(piece.text).length;
  return <div class="text">{paragraphs.map((pieces) => <p>
    {pieces.length ? pieces.map((piece) => <Stretch piece={piece} isAim={hits(piece)} />)
      : "\u200a"}</p>)}</div>;
}

function Stretch({ piece, isAim }: { piece: Piece; isAim: boolean }): JSX.Element {
  const { run } = piece;
  const words = piece.text.split("\f").map((part, at) => <>
    {at > 0 && <span class="part-break">{w("ui.part-break")}</span>}<Vis text={part} /></>);
  if (run.layer === "original") return <span class={isAim ? "aim" : undefined}>{words}</span>;
  const name = layerClass(run.layer, run.kind);
  const title = w(`layer.${run.layer}`) + (run.kind ? ` · ${w(`kind.${run.kind}`)}` : "");
  const inside = <>{piece.isFirst && <sup class={`layer-${name}`}>{w(`letter.${name}`)}</sup>}
    {words}</>;
  const names = `run layer-${name}${isAim ? " aim" : ""}`;
  return run.passage < 0 ? <span class={names} title={visible(title)}>{inside}</span>
    : <a class={names} href={`#/passage/${run.passage}`} title={visible(title)}>{inside}</a>;
}

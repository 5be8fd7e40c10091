// Parts that several views share: names, figures, bars, the legend.

import { createContext, type ComponentChildren, type JSX } from "preact";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import type { Data, Places as PlaceList, Reason, Ref, Report, Share } from "./data";
import { useMedia } from "./state";
import { INVISIBLE, codeOf, number, percent, visible, w } from "./words";

export const Run = createContext<Data>(null as unknown as Data);

export function useData(): Data {
  return useContext(Run);
}

/** Layers in the order in which bars and accounts name them. */
export const LAYERS = ["copied", "template", "quotation", "boilerplate", "placeholder", "excluded",
  "original"];

/** Text with a sign for each character that nobody would see. */
export function Vis({ text }: { text: string }): JSX.Element {
  if (!INVISIBLE.test(text)) return <>{text}</>;
  return <>{text.split(INVISIBLE).map((part, at) =>
    at % 2 ? <span class="invisible">{codeOf(part)}</span> : part)}</>;
}

export function nameOf(data: Data, ref: Ref): string {
  return typeof ref === "string" ? ref : data.reports[ref]?.name ?? "";
}

export function reportHref(report: number, place?: number): string {
  return `#/report/${report + 1}${place === undefined ? "" : "/" + place}`;
}

/** The address of a pair; the smaller number is the left one. */
export function pairHref(one: number, other: number, passage?: string): string {
  const [left, right] = [Math.min(one, other), Math.max(one, other)];
  return `#/pair/${left + 1}/${right + 1}${passage ? "/" + passage : ""}`;
}

/** A link to a report, at a place of it when one is given. */
export function ReportLink({ to, place }: { to: Ref; place?: number }): JSX.Element {
  const data = useData();
  const name = <bdi><Vis text={nameOf(data, to)} /></bdi>;
  return typeof to === "string" ? name : <a href={reportHref(to, place)}>{name}</a>;
}

export function PassageLink({ id }: { id: string }): JSX.Element {
  return <a class="id" href={`#/passage/${encodeURIComponent(id)}`}>{id}</a>;
}

/** A ratio as share, numerator and denominator. */
export function Ratio({ of }: { of: Share | null | undefined }): JSX.Element {
  if (!of) return <span class="quiet">—</span>;
  return <span class={of[0] ? "ratio" : "ratio zero"}>
    <b>{percent(of)}</b> <small>{number(of[0])}/{number(of[1])}</small>
  </span>;
}

export function Section(
  { id, title, children, ...rest }:
  { id: string; title: ComponentChildren; children: ComponentChildren; class?: string },
): JSX.Element {
  return <section {...rest}><h2 id={id}>{title}</h2>{children}</section>;
}

export function Facts({ of }: { of: [string, ComponentChildren][] }): JSX.Element {
  return <dl class="facts">{of.filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => <div><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

export function None(): JSX.Element {
  return <p class="quiet">{w("ui.none")}</p>;
}

/** What stands in a view until its data is there. */
export function Waiting(): JSX.Element {
  return <p class="quiet" role="status">{w("ui.loading")}</p>;
}

export function layerClass(layer: string, kind: string): string {
  return layer === "copied" && kind && kind !== "verbatim" ? "copied-changed" : layer;
}

export function Mark({ name }: { name: string }): JSX.Element {
  return <span class={`mark layer-${name}`}>{w(`letter.${name}`)}</span>;
}

export function Grade({ grade }: { grade: string }): JSX.Element {
  return <span class={`grade grade-${grade}`}>{w(`grade.${grade}`)}</span>;
}

export function Tags({ of }: { of: Report }): JSX.Element {
  return <>
    {of.tags.map((tag) => <span class={`tag tag-${tag}`}>{w(`tag.${tag}`)}</span>)}
    {of.state === "good" ? null
      : <span class="tag tag-verdict">{w(`verdict.${of.state}`)}</span>}
  </>;
}

/** Characters of a layer; the account of a report stands in the run's order of layers. */
export function ofLayer(data: Data, account: number[], layer: string): number {
  return account[data.run.layers.indexOf(layer)] ?? 0;
}

/** An account: one bar, and under it each layer with its number. */
export function Bar(
  { account, total, wide }: { account: number[] | null; total: number; wide?: boolean },
): JSX.Element {
  const data = useData();
  if (!account) return <span class="quiet">{w("ui.no-account")}</span>;
  const parts = LAYERS.map((layer) => ({ layer, count: ofLayer(data, account, layer) }))
    .filter((part) => part.count);
  const words = parts.map(({ layer, count }) => `${w(`layer.${layer}`)} ${number(count)}`);
  return <div class={wide ? "account wide" : "account"}>
    <div class="bar" role="img" aria-label={words.join("; ")}>
      {parts.map(({ layer, count }) => <span class={`fill layer-${layer}`}
        style={{ flexGrow: count }}
        title={`${w(`layer.${layer}`)} ${number(count)} / ${number(total)}`} />)}
    </div>
    <div class="bar-numbers">{parts.map(({ layer, count }) =>
      <span><Mark name={layer} /> {number(count)}
        {wide && <small> {percent([count, total])}</small>}</span>)}</div>
  </div>;
}

/** What each colour, underline and letter means; on every view and every printed page. */
export function Legend(): JSX.Element {
  const names = ["copied", "copied-changed", "template", "quotation", "boilerplate",
    "placeholder", "excluded", "original"];
  const title = (name: string) =>
    name === "copied-changed" ? w("ui.copied-changed")
      : name === "copied" ? w("ui.copied-verbatim") : w(`layer.${name}`);
  return <aside class="legend" aria-label={w("ui.legend")} tabIndex={0}>
    {names.map((name) => <span title={w(`meaning.${name}`)}>
      <Mark name={name} /> <span class={`sample run layer-${name}`}>{title(name)}</span>
    </span>)}
  </aside>;
}

export function Reasons(
  { list, title, kind }: { list: Reason[]; title: string; kind: string },
): JSX.Element {
  return <div class={`reasons ${kind}`}>
    <h3>{title}</h3>
    {list.length ? <ul>{list.map((row) =>
      <li><Vis text={w(`reason.${row.code}`, row.values)} /></li>)}</ul> : <None />}
  </div>;
}

export function Places({ of: [count, places] }: { of: PlaceList }): JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return <details class="places" onToggle={(event) => setOpen(event.currentTarget.open)}>
    <summary>{w("ui.places", { count: number(count) })}</summary>
    {isOpen && <ul>{places.map(([report, start]) =>
      <li><ReportLink to={report} place={start} /></li>)}</ul>}
    {isOpen && count > places.length && <p class="quiet">
      {w("ui.cut", { shown: places.length, all: number(count) })}</p>}
  </details>;
}

/** Shows its children once they come near the window; `height` stands in until then. */
export function Lazy(
  { height, id, children }: { height: number; id?: string; children: () => ComponentChildren },
): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  const isPrinted = useMedia("print");
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setNear(true);
    }, { rootMargin: "900px" });
    watcher.observe(box.current!);
    return () => watcher.disconnect();
  }, []);
  const shows = isNear || isPrinted;
  return <div ref={box} id={id} style={{ minHeight: shows ? "" : `${height}px` }}>
    {shows && children()}
  </div>;
}

/** Text with every occurrence of a part marked; capitals do not count. */
export function Marked({ text, part }: { text: string; part: string }): JSX.Element {
  const at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
  if (at < 0) return <Vis text={text} />;
  return <><Vis text={text.slice(0, at)} /><mark><Vis text={text.slice(at, at + part.length)} />
  </mark><Vis text={text.slice(at + part.length)} /></>;
}

/** A slider for a share in percent. */
export function Threshold(
  { id, at, onChange }: { id: string; at: number; onChange: (percent: number) => void },
): JSX.Element {
  return <label class="threshold" for={id}>
    <span>{w("ui.threshold", { percent: at })}</span>
    <input id={id} type="range" min="0" max="100" step="1" value={at}
      aria-valuetext={`${at} %`}
      onInput={(event) => onChange(Number(event.currentTarget.value))} />
  </label>;
}

export function labelOf(report: Report): string {
  return visible(report.unit ?? report.name);
}

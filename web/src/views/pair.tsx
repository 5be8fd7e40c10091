// Two reports: whole texts side by side, or passage by passage with the evidence.

import type { JSX } from "preact";
import { useContext, useEffect } from "preact/hooks";
import type { Pair, Passage, Report, Text } from "../data";
import { Facts, Grade, Lazy, Mark, None, Ratio, Reasons, ReportLink, Vis, Waiting, layerClass,
  pairHref, useData } from "../parts";
import { Decide, Decisions } from "../decide";
import { Panes } from "../panes";
import { type Route, replaceHash, useLater, useMedia, withQuery } from "../state";
import { differences } from "../differences";
import { bits, number, w } from "../words";
import { Unknown } from "./unknown";

/** Both reports, their texts and what they share. */
export interface Both {
  numbers: [number, number];
  reports: [Report, Report];
  texts: [Text | null, Text | null];
  passages: Passage[];
}

/** The address `#/passage/ID` or `#/passage/NUMBER` of older and shorter links. */
export function PassageView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const name = here.path[0] ?? "";
  const pair = useLater(async () => {
    const at = /^\d+$/.test(name) ? Number(name) : await data.passageById(name);
    return at === undefined ? null : data.pairOf(at);
  }, [name]);
  useEffect(() => {
    if (pair) replaceHash(pairHref(pair.left, pair.right, pair.id));
  }, [pair?.id]);
  return pair === null ? <Unknown /> : <Waiting />;
}

export function PairView({ here }: { here: Route }): JSX.Element {
  const data = useData();
  const [left, right] = [Number(here.path[0]) - 1, Number(here.path[1]) - 1];
  const reports = [data.reports[left], data.reports[right]];
  const isKnown = Boolean(reports[0] && reports[1]);
  const { version } = useContext(Decisions);
  const found = useLater(async () => {
    if (!isKnown) return null;
    const [numbers, pairs, ...texts] = await Promise.all([data.passagesOf(left, right),
      data.pairs(), data.text(reports[0]!), data.text(reports[1]!)]);
    const passages = await Promise.all(numbers.map((at) => data.passage(at)));
    passages.sort((a, b) => a.sides[0][0] - b.sides[0][0] || a.sides[1][0] - b.sides[1][0]);
    const pair = pairs.find((row) => row.left === left && row.right === right);
    return { pair, both: { numbers: [left, right], reports, texts, passages } as Both };
  }, [left, right], version);
  if (!isKnown) return <Unknown />;
  return <>
    <h1 class="pair-title"><ReportLink to={left} /><span class="quiet"> ⇄ </span>
      <ReportLink to={right} /></h1>
    {found ? <Compared here={here} both={found.both} pair={found.pair} /> : <Waiting />}
  </>;
}

function Compared(
  { here, both, pair }: { here: Route; both: Both; pair: Pair | undefined },
): JSX.Element {
  const isNarrow = useMedia("(max-width: 760px)");
  const isPrinted = useMedia("print");
  const chosen = here.query.get("view");
  const isList = isPrinted || (chosen ? chosen === "list" : isNarrow);
  const { passages } = both;
  const at = passages.findIndex((row) => row.id === here.path[2]);
  const href = (row: Passage) => {
    const [path = ""] = pairHref(...both.numbers, row.id).split("?");
    return chosen ? `${path}?view=${chosen}` : path;
  };
  const select = (row: Passage) => replaceHash(href(row));
  return <>
    {pair && <PairFacts pair={pair} />}
    <nav class="stepper" aria-label={w("ui.passages")}>
      <Step to={at < 0 ? undefined : passages[at - 1]} href={href} step="previous">
        ‹ {w("ui.previous")}</Step>
      <span role="status">{w("ui.passage-n-of",
        { n: at < 0 ? "–" : at + 1, all: number(passages.length) })}</span>
      <Step to={passages[at + 1]} href={href} step="next">{w("ui.next")} ›</Step>
      <span class="modes" role="group" aria-label={w("ui.way-of-showing")}>
        {(["text", "list"] as const).map((mode) => <a class="button"
          aria-current={(mode === "list") === isList ? "true" : undefined}
          href={withQuery(here, { view: mode })}>{w(`ui.mode-${mode}`)}</a>)}
      </span>
    </nav>
    {isList ? <List both={both} at={at} /> : <>
      <Panes both={both} at={at} select={select} />
      {passages.length === 0 ? <None /> : at < 0 ? <p class="quiet">{w("ui.choose-passage")}</p>
        : <article class="passage" aria-label={passages[at]!.id}>
          <PassageHead of={passages[at]!} href={href(passages[at]!)} />
          <Places of={passages[at]!} />
          <Evidence of={passages[at]!} /></article>}
    </>}
  </>;
}

function Step(
  { to, href, step, children }: { to: Passage | undefined; href: (row: Passage) => string;
    step: string; children: preact.ComponentChildren },
): JSX.Element {
  return to ? <a class="button" href={href(to)} data-key={step}>{children}</a>
    : <span class="button off" aria-disabled="true">{children}</span>;
}

function PairFacts({ pair }: { pair: Pair }): JSX.Element {
  const data = useData();
  const more = useLater(() => data.metrics(pair.number), [pair.number]);
  return <Facts of={[
    [w("ui.share-left"), <Ratio of={pair.shares[0]} />],
    [w("ui.share-right"), <Ratio of={pair.shares[1]} />],
    [w("ui.copied-characters"), pair.copied.map(number).join(" · ")],
    [w("ui.jaccard"), more && <Ratio of={more.jaccard} />],
    [w("ui.words-jaccard"), more && <Ratio of={more.words} />],
    [w("ui.simhash"), more && number(more.simhash)],
    [w("ui.bits"), bits(pair.bits)],
  ]} />;
}

export function PassageHead({ of, href }: { of: Passage; href: string }): JSX.Element {
  return <header>
    <Grade grade={of.grade} /> <Mark name={layerClass(of.layer, of.kind)} />{" "}
    <b>{w(`layer.${of.layer}`)} · {w(`kind.${of.kind}`)}</b>{" "}
    <span class="direction">{w(`direction.${of.direction}`)}
      {of.confidence > 0 && ` ${of.confidence} %`}</span>{" "}
    <a class="id" href={href}>{of.id}</a>
  </header>;
}

function placeWords(of: Passage, side: 0 | 1): string {
  const [, , page, paragraph, heading] = of.sides[side];
  return [page !== null && w("ui.page", { page }), paragraph !== null
    && w("ui.paragraph", { paragraph }), heading].filter(Boolean).join(" · ");
}

function Places({ of }: { of: Passage }): JSX.Element {
  return <Facts of={([0, 1] as const).map((side) => [w(side ? "ui.right" : "ui.left"),
    <Vis text={placeWords(of, side) || "—"} />])} />;
}

function Evidence({ of }: { of: Passage }): JSX.Element {
  return <footer>
    <Facts of={[
      [w("ui.matched"), number(of.matched)],
      [w("ui.identity"), <Ratio of={of.identity} />],
      [w("ui.evidence"), bits(of.bits)],
      [w("ui.by-chance"), of.chance],
      [w("ui.edits"), number(of.edits.length)],
    ]} />
    <div class="both">
      <Reasons list={of.support} title={w("ui.support")} kind="for" />
      <Reasons list={of.against} title={w("ui.against")} kind="against" />
    </div>
    <Decide of={of} />
  </footer>;
}

function List({ both, at }: { both: Both; at: number }): JSX.Element {
  useEffect(() => {
    if (at >= 0) document.getElementById(`card-${at}`)?.scrollIntoView({ block: "start" });
  }, [at]);
  if (!both.passages.length) return <None />;
  return <>{both.passages.map((row, place) => <Lazy height={420} id={`card-${place}`}>
    {() => <article class={place === at ? "passage aim" : "passage"} aria-label={row.id}>
      <PassageHead of={row} href={pairHref(...both.numbers, row.id)} />
      <div class="sides">{([0, 1] as const).map((side) => <div class="side-text">
        <h2><small>{w(side ? "ui.right" : "ui.left")} </small>
          <ReportLink to={both.numbers[side]} place={row.sides[side][0]} /></h2>
        <p class="quiet"><Vis text={placeWords(row, side)} /></p>
        <div class="quote" tabIndex={0} role="region"
          aria-label={w(side ? "ui.right" : "ui.left")}>
          {differences(row, side, both.texts)}</div>
      </div>)}</div>
      <Evidence of={row} />
    </article>}</Lazy>)}</>;
}

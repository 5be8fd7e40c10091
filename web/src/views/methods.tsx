// What the words and figures mean, and what the report cannot say.

import type { ComponentChildren, JSX } from "preact";
import { RATIOS } from "../data";
import { Facts, Grade, LAYERS, Mark, Section, useData } from "../parts";
import { number, w } from "../words";

const LIMITS = ["limit.person", "limit.scope", "limit.unread", "limit.sample", "limit.direction",
  "limit.form"];

const KEYS: [string, string][] = [["/", "ui.key-search"], ["j  →", "ui.key-next"],
  ["k  ←", "ui.key-previous"], ["?", "ui.key-help"], ["+  −  0", "ui.key-zoom"],
  ["← ↑ → ↓  Enter", "ui.key-cells"]];

function Definitions({ of }: { of: [ComponentChildren, string][] }): JSX.Element {
  return <dl class="definitions">{of.map(([name, meaning]) =>
    <div><dt>{name}</dt><dd>{meaning}</dd></div>)}</dl>;
}

export function MethodsView(): JSX.Element {
  const { run } = useData();
  return <>
    <h1>{w("ui.methods")}</h1>
    <p class="banner strong">{w("ui.no-proof")}</p>
    <Section id="limits" title={w("ui.limits")}><ul>{LIMITS.map((key) => <li>{w(key)}</li>)}</ul>
    </Section>
    <Section id="layers" title={w("ui.layers")}>
      <p>{w("ui.layers-note")}</p>
      <Definitions of={[...LAYERS.slice(0, 1), "copied-changed", ...LAYERS.slice(1)].map((layer) =>
        [<><Mark name={layer} /> <span class={`run layer-${layer}`}>{
          layer === "copied-changed" ? w("ui.copied-changed") : w(`layer.${layer}`)}</span></>,
        w(`meaning.${layer}`)])} />
    </Section>
    <Section id="ratios" title={w("ui.ratios")}><Definitions of={[
      [w("ui.characters"), w("meaning.characters")],
      ...RATIOS.map((name): [string, string] => [w(`ratio.${name}`), w(`ratio-meaning.${name}`)]),
    ]} /></Section>
    <Section id="evidence" title={w("ui.evidence")}><Definitions of={[
      [w("ui.bits"), w("meaning.bits")], [w("ui.by-chance"), w("meaning.by-chance")],
      ...["strong", "medium", "weak"].map((grade): [JSX.Element, string] =>
        [<Grade grade={grade} />, w(`meaning.${grade}`)]),
    ]} /></Section>
    <Section id="basis" title={w("ui.basis-title")}><Facts of={[
      [w("ui.reports"), number(run.basis.reports)],
      [w("ui.independent-users"), number(run.basis.independent_users)],
      [w("ui.backgrounds"), run.basis.backgrounds.join("; ") || w("ui.none")],
      [w("ui.run-id"), run.run_id], [w("ui.version"), run.version],
    ]} /></Section>
    <Section id="keys" title={w("ui.keys")}>
      <Definitions of={KEYS.map(([keys, does]) => [<kbd>{keys}</kbd>, w(does)])} />
    </Section>
  </>;
}

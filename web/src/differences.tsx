// A passage's text on one side, with what differs on the other.

import type { ComponentChildren } from "preact";
import type { Passage, Text } from "./data";
import { Vis } from "./parts";
import { visible, w } from "./words";

/**
 * The text of `side` from one code point to before another, with its edits; where the other side
 * has more, a sign stands in the gap.
 */
export function differences(
  row: Passage, side: 0 | 1, texts: [Text | null, Text | null],
  [from, to]: [number, number] = [row.sides[side][0], row.sides[side][1]],
): ComponentChildren {
  const [text, other] = [texts[side], texts[1 - side]];
  if (!text) return w("ui.no-text");
  const [first, otherFirst] = [row.sides[side][0], row.sides[1 - side]![0]];
  const nodes: ComponentChildren[] = [];
  let at = from;
  for (const [op, ...spans] of row.edits) {
    const [here, there] = [spans.slice(2 * side, 2 * side + 2),
      spans.slice(2 - 2 * side, 4 - 2 * side)];
    const isGap = here[0] === here[1];
    const start = Math.max(at, first + here[0]!);
    const stop = Math.min(to, first + here[1]!);
    if (isGap ? start !== stop : start >= stop) continue;
    const words = other?.slice(otherFirst + there[0]!, otherFirst + there[1]!) ?? "";
    const title = visible(w(`edit.${op}`) + (words ? `: ${words}` : ""));
    nodes.push(<Vis text={text.slice(at, start)} />);
    nodes.push(isGap ? <span class="gap" title={title} role="img" aria-label={title}>‸</span>
      : <mark class={`edit edit-${op}`} title={title}>
        <Vis text={text.slice(start, stop)} /></mark>);
    at = stop;
  }
  nodes.push(<Vis text={text.slice(at, to)} />);
  return nodes;
}

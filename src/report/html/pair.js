"use strict";
// Two reports side by side: every passage with its differences, evidence for and against.

function pairView(path) {
  const left = ROWS.documents[Number(path[1]) - 1];
  const right = ROWS.documents[Number(path[2]) - 1];
  if (!left || !right) return [el("p", { class: "banner" }, w("ui.unknown-place"))];
  const passages = ROWS.passages.filter((row) =>
    keyOf(row.left) === keyOf(left) && keyOf(row.right) === keyOf(right))
    .sort((a, b) => a.left.start - b.left.start || a.right.start - b.right.start);
  const pair = ROWS.pairs.find((row) =>
    keyOf(row.left) === keyOf(left) && keyOf(row.right) === keyOf(right));
  const at = Math.max(0, passages.findIndex((row) => row.id === path[3]));
  return [
    el("h1", {}, reportLink(left), el("span", { class: "quiet" }, " ⇄ "), reportLink(right)),
    pair && pairFacts(pair),
    passages.length ? stepper(passages, at, path) : el("p", { class: "quiet" }, w("ui.none")),
    passages.slice(0, ROWS_AT_ONCE).concat(at >= ROWS_AT_ONCE ? passages[at] : [])
      .map((row) => passageCard(row, row.id === path[3])),
    passages.length > ROWS_AT_ONCE && el("p", { class: "quiet" },
      w("ui.cut", { shown: ROWS_AT_ONCE, all: number(passages.length) })),
  ];
}

function pairFacts(pair) {
  return facts([
    [w("ui.share-left"), ratioCell(pair.share_left)],
    [w("ui.share-right"), ratioCell(pair.share_right)],
    [w("ui.copied-characters"), `${number(pair.copied_left)} · ${number(pair.copied_right)}`],
    [w("ui.jaccard"), ratioCell(pair.jaccard)],
    [w("ui.words-jaccard"), ratioCell(pair.words_jaccard)],
    [w("ui.simhash"), number(pair.simhash_distance)],
    [w("ui.bits"), bits(pair.surprise_bits)],
  ]);
}

/** Evidence is stored in 1/1000 bit. */
function bits(thousandths) {
  return w("ui.n-bits", { bits: number(Math.round(thousandths / 1000)) });
}

function stepper(passages, at, path) {
  const go = (index, label, key) => {
    const row = passages[index];
    return row ? el("a", { class: "button", href: pairHref(row), "data-key": key }, label)
      : el("span", { class: "button off" }, label);
  };
  return el("nav", { class: "stepper", "aria-label": w("ui.passages") },
    go(path[3] ? at - 1 : -1, "‹ " + w("ui.previous"), "previous"),
    el("span", {}, w("ui.passage-n-of", {
      n: path[3] ? at + 1 : "–", all: number(passages.length),
    })),
    go(path[3] ? at + 1 : 0, w("ui.next") + " ›", "next"));
}

function passageCard(row, aimed) {
  const card = el("article", { class: aimed ? "passage aim" : "passage",
    "aria-label": row.id, tabindex: "-1" },
  el("header", {},
    gradeMark(row.grade), " ",
    layerMark(layerClass(row.layer, row.kind)), " ",
    el("b", {}, w(`layer.${row.layer}`), " · ", w(`kind.${row.kind}`)), " ",
    el("span", { class: `direction` }, w(`direction.${row.direction}`),
      row.direction_confidence > 0 && ` ${row.direction_confidence} %`), " ",
    el("a", { class: "id", href: pairHref(row) || "#/" }, row.id)),
  el("div", { class: "sides" }, side(row, "left"), side(row, "right")),
  el("footer", {},
    facts([
      [w("ui.matched"), number(row.matched)],
      [w("ui.identity"), ratioCell(row.identity)],
      [w("ui.evidence"), bits(row.surprise_bits)],
      [w("ui.by-chance"), row.expected_by_chance],
      [w("ui.edits"), number(row.edits.length)],
    ]),
    el("div", { class: "both" }, reasons(row.support, w("ui.support"), "for"),
      reasons(row.against, w("ui.against"), "against"))));
  if (aimed) requestAnimationFrame(() => card.scrollIntoView({ block: "start" }));
  return card;
}

function side(row, which) {
  const part = row[which];
  const place = [
    part.page !== null && w("ui.page", { page: part.page }),
    part.paragraph !== null && w("ui.paragraph", { paragraph: part.paragraph }),
    part.heading,
  ].filter(Boolean).join(" · ");
  return el("div", { class: "side-text" },
    el("h3", {}, el("small", {}, w(`ui.${which}`), " "), reportLink(part, part.start)),
    el("p", { class: "quiet" }, place),
    el("div", { class: "quote", tabindex: "0" }, differences(row, which)));
}

/** The quote with its edits; where the other side has more, a sign stands in the gap. */
function differences(row, which) {
  const other = which === "left" ? "right" : "left";
  const points = Array.from(row[which].quote);
  const otherPoints = Array.from(row[other].quote);
  const offset = row[which].start;
  const otherOffset = row[other].start;
  const nodes = [];
  let at = 0;
  for (const edit of row.edits) {
    const start = Math.min(points.length, Math.max(at, edit[which][0] - offset));
    const end = Math.min(points.length, Math.max(start, edit[which][1] - offset));
    const there = otherPoints
      .slice(edit[other][0] - otherOffset, edit[other][1] - otherOffset).join("");
    nodes.push(points.slice(at, start).join(""));
    nodes.push(start === end
      ? el("span", { class: "gap", title: `${w(`edit.${edit.op}`)}: ${there}` }, "‸")
      : el("mark", { class: `edit edit-${edit.op}`,
        title: w(`edit.${edit.op}`) + (there ? `: ${there}` : "") },
      points.slice(start, end).join("")));
    at = end;
  }
  nodes.push(points.slice(at).join(""));
  return nodes;
}

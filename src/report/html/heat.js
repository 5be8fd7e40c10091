"use strict";
// The matrix of shares as a heat map: a table with numbers while it fits, then a picture.

const CELLS_AS_TABLE = 24;
const PAIRS_BESIDE_PICTURE = 30;

/** Readable reports, members of one family side by side. */
function heatOrder() {
  const family = new Map();
  ROWS.families.filter((row) => row.kind === "report").forEach((row, index) =>
    row.members.forEach((member) => {
      if (!family.has(keyOf(member))) family.set(keyOf(member), index);
    }));
  const rank = (row) => family.get(keyOf(row)) ?? Number.MAX_SAFE_INTEGER;
  return ROWS.documents.filter((row) => row.verdict.state !== "unreadable")
    .map((row) => ({ row, rank: rank(row), index: indexOf(row) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
}

function heatCells(order) {
  const place = new Map(order.map((entry, at) => [keyOf(entry.row), at]));
  const cells = new Map();
  for (const pair of ROWS.pairs) {
    const left = place.get(keyOf(pair.left));
    const right = place.get(keyOf(pair.right));
    if (left === undefined || right === undefined) continue;
    cells.set(left * order.length + right, pair.share_left);
    cells.set(right * order.length + left, pair.share_right);
  }
  return cells;
}

function heatMap() {
  const order = heatOrder();
  if (order.length < 2) return el("p", { class: "quiet" }, w("ui.none"));
  const cells = heatCells(order);
  return [
    el("p", { class: "quiet" }, w("ui.matrix-note")),
    order.length <= CELLS_AS_TABLE ? heatTable(order, cells) : heatPicture(order, cells),
    heatScale(),
  ];
}

/** Ten steps; step 0 is nothing at all. */
function heatStep(ratio) {
  return ratio && ratio.n ? Math.min(9, 1 + Math.floor(ratioValue(ratio) * 9)) : 0;
}

function heatScale() {
  return el("div", { class: "heat-scale" }, "0",
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => el("span", { class: `heat-${step}` })), "100 %");
}

function pairPath(a, b) {
  return `#/pair/${Math.min(a, b) + 1}/${Math.max(a, b) + 1}`;
}

function heatTable(order, cells) {
  const head = order.map((entry, at) => el("th", { scope: "col", title: entry.row.name }, at + 1));
  const rows = order.map((entry, at) => el("tr", {},
    el("th", { scope: "row" }, `${at + 1} `, reportLink(entry.row)),
    order.map((other, column) => {
      if (at === column) return el("td", { class: "heat-diagonal" });
      const ratio = cells.get(at * order.length + column);
      const step = heatStep(ratio);
      return el("td", { class: `heat-${step}`,
        title: `${entry.row.name} → ${other.row.name}: ${share(ratio)}` },
        step ? el("a", { href: pairPath(entry.index, other.index) },
          String(Math.round(100 * ratioValue(ratio)))) : "");
    })));
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": w("ui.matrix") },
    el("table", { class: "heat" }, el("thead", {}, el("tr", {}, el("th"), head)),
      el("tbody", {}, rows)));
}

function heatPicture(order, cells) {
  const size = Math.max(1, Math.floor(960 / order.length));
  const canvas = el("canvas", { width: size * order.length, height: size * order.length,
    role: "img", class: "heat-picture", "aria-label": w("ui.matrix-picture") });
  const words = el("p", { class: "heat-words", "aria-live": "polite" }, " ");
  const paint = () => {
    const style = getComputedStyle(document.documentElement);
    const colours = [...Array(10).keys()].map((step) => style.getPropertyValue(`--heat-${step}`));
    const pen = canvas.getContext("2d");
    pen.fillStyle = colours[0];
    pen.fillRect(0, 0, canvas.width, canvas.height);
    for (const [at, ratio] of cells) {
      pen.fillStyle = colours[heatStep(ratio)];
      pen.fillRect((at % order.length) * size, Math.floor(at / order.length) * size, size, size);
    }
  };
  const under = (event) => {
    const box = canvas.getBoundingClientRect();
    const at = (value, side) => Math.min(order.length - 1,
      Math.max(0, Math.floor(value / side * order.length)));
    return [at(event.clientY - box.top, box.height), at(event.clientX - box.left, box.width)];
  };
  canvas.addEventListener("mousemove", (event) => {
    const [row, column] = under(event);
    const ratio = cells.get(row * order.length + column);
    words.textContent = visible(
      `${order[row].row.name} → ${order[column].row.name}: ${share(ratio)}`);
  });
  canvas.addEventListener("click", (event) => {
    const [row, column] = under(event);
    if (row !== column) location.hash = pairPath(order[row].index, order[column].index);
  });
  requestAnimationFrame(paint);
  return [el("div", { class: "scroll" }, canvas), words, strongestPairs()];
}

/** The same for those who cannot point at a picture. */
function strongestPairs() {
  const best = (row) => Math.max(ratioValue(row.share_left), ratioValue(row.share_right));
  return table([
    { title: w("ui.left"), value: (row) => nameOf(row.left), cell: (row) => reportLink(row.left) },
    { title: w("ui.right"), value: (row) => nameOf(row.right),
      cell: (row) => reportLink(row.right) },
    { title: w("ui.share-left"), number: true, value: (row) => ratioValue(row.share_left),
      cell: (row) => ratioCell(row.share_left) },
    { title: w("ui.share-right"), number: true, value: (row) => ratioValue(row.share_right),
      cell: (row) => ratioCell(row.share_right) },
    { title: w("ui.passages"), number: true, value: (row) => row.passages,
      cell: (row) => el("a", { href: pairPath(indexOf(row.left), indexOf(row.right)) },
        number(row.passages)) },
  ], ROWS.pairs.filter((row) => indexOf(row.left) !== undefined
    && indexOf(row.right) !== undefined).sort((a, b) => best(b) - best(a))
    .slice(0, PAIRS_BESIDE_PICTURE),
  { label: w("ui.strongest-pairs") });
}

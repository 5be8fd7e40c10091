"use strict";
// Parts that several views share: tables, bars, the legend.

const ROWS_AT_FIRST = 50;
const ROWS_AT_ONCE = 200;

/**
 * A table that sorts by its headings and shows more rows on demand.
 * columns: {title, cell(row), value(row) for sorting, number}
 */
function table(columns, rows, options = {}) {
  const body = el("tbody");
  const more = el("button", { type: "button", class: "more", click: () => show(ROWS_AT_ONCE) });
  const heads = columns.map((column, index) => head(column, index));
  let sorted = rows.slice();
  let shown = 0;
  let order = options.order || null;

  function head(column, index) {
    if (!column.value) return el("th", { scope: "col", class: column.number && "number" },
      column.title);
    const button = el("button", { type: "button", click: () => sort(index) }, column.title);
    return el("th", { scope: "col", class: column.number && "number" }, button);
  }
  function sort(index) {
    const down = order && order.index === index ? !order.down : Boolean(columns[index].number);
    order = { index, down };
    refresh();
  }
  function refresh() {
    if (order) {
      const value = columns[order.index].value;
      const sign = order.down ? -1 : 1;
      sorted = rows.slice().sort((a, b) => {
        const x = value(a);
        const y = value(b);
        return sign * (typeof x === "string" ? x.localeCompare(y, state.lang) : x - y);
      });
      heads.forEach((node, index) => node.setAttribute("aria-sort",
        index !== order.index ? "none" : order.down ? "descending" : "ascending"));
    }
    body.replaceChildren();
    shown = 0;
    show(ROWS_AT_FIRST);
  }
  function show(count) {
    for (const row of sorted.slice(shown, shown + count)) {
      body.append(el("tr", {}, columns.map((column) =>
        el("td", { class: column.number && "number", "data-title": column.title },
          column.cell(row)))));
    }
    shown = Math.min(sorted.length, shown + count);
    more.hidden = shown >= sorted.length;
    more.textContent = w("ui.more", { shown: number(shown), all: number(sorted.length) });
  }

  refresh();
  const node = el("div", { class: "table" },
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.label },
      el("table", {}, el("thead", {}, el("tr", {}, heads)), body)), more);
  node.filter = (keep) => {
    sorted = rows.filter(keep);
    const all = rows;
    rows = sorted;
    refresh();
    rows = all;
  };
  if (!rows.length) return el("p", { class: "quiet" }, w("ui.none"));
  return node;
}

/** The account of a report: one bar, and under it each layer with its number. */
function bar(account, total, wide) {
  if (!account) return el("span", { class: "quiet" }, w("ui.no-account"));
  const parts = LAYERS.filter((layer) => account[layer]);
  const words = parts.map((layer) => `${w("layer." + layer)} ${number(account[layer])}`);
  const track = el("div", { class: "bar", role: "img", "aria-label": words.join("; ") },
    parts.map((layer) => {
      const part = el("span", { class: `fill layer-${layer}`,
        title: `${w("layer." + layer)} ${number(account[layer])} / ${number(total)}` });
      part.style.flexGrow = account[layer];
      return part;
    }));
  const numbers = el("div", { class: "bar-numbers" }, parts.map((layer) =>
    el("span", {}, layer === "original" ? w("letter.original") : layerMark(layer), " ",
      number(account[layer]))));
  return el("div", { class: wide ? "account wide" : "account" }, track, numbers);
}

/** What each colour, underline and letter means; on every view and every printed page. */
function legend() {
  const names = ["copied", "copied-changed", "template", "quotation", "boilerplate",
    "placeholder", "excluded", "original"];
  const title = (name) =>
    name === "copied-changed" ? w("ui.copied-changed")
      : name === "copied" ? w("ui.copied-verbatim") : w(`layer.${name}`);
  return el("aside", { class: "legend", "aria-label": w("ui.legend") },
    el("b", {}, w("ui.legend")),
    names.map((name) => el("span", { title: w(`meaning.${name}`) },
      layerMark(name), el("span", { class: `sample run layer-${name}` }, title(name)))));
}

function tags(row) {
  return row.tags.map((tag) => el("span", { class: `tag tag-${tag}` }, w(`tag.${tag}`)));
}

function reasons(list, title, kind) {
  return el("div", { class: `reasons ${kind}` }, el("h4", {}, title),
    list.length
      ? el("ul", {}, list.map((row) => el("li", {}, w(`reason.${row.code}`, row.values))))
      : el("p", { class: "quiet" }, w("ui.none")));
}

function facts(pairs) {
  return el("dl", { class: "facts" }, pairs.filter((pair) => pair && pair[1] !== null)
    .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function placesList(places) {
  const list = el("details", { class: "places" },
    el("summary", {}, w("ui.places", { count: number(places.length) })));
  list.addEventListener("toggle", () => {
    if (!list.open || list.childElementCount > 1) return;
    list.append(el("ul", {}, places.slice(0, ROWS_AT_ONCE).map((place) =>
      el("li", {}, reportLink(place, place.start)))));
    if (places.length > ROWS_AT_ONCE) {
      list.append(el("p", { class: "quiet" },
        w("ui.cut", { shown: ROWS_AT_ONCE, all: number(places.length) })));
    }
  });
  return list;
}

"use strict";
// Data, words and elements. Every text enters the page as a text node, never as mark-up.

const DATA = JSON.parse(document.getElementById("data").textContent);
const ROWS = DATA.rows;
const state = { lang: DATA.lang };

const LAYERS = [
  "copied", "template", "quotation", "boilerplate", "placeholder", "excluded", "original",
];

/** Characters that a reader cannot see or that turn the text around. */
const INVISIBLE =
  /([\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff])/u;

/** The words of a key, with its values filled in by the rules of words/mod.rs. */
function w(key, values) {
  const sentence = DATA.words[state.lang][key];
  if (sentence === undefined) {
    const code = key.slice(key.indexOf(".") + 1);
    const rest = values ? Object.values(values).join(", ") : "";
    return rest ? `${code} (${rest})` : code;
  }
  return values ? fill(sentence, values) : sentence;
}

function fill(sentence, values) {
  const put = (part) => {
    let complete = true;
    const text = part.replace(/\{([^}]*)\}/g, (_, name) => {
      const value = name === "*" ? Object.values(values).join(", ") : values[name];
      const known = value !== undefined && value !== null && value !== "";
      complete = complete && known;
      return known ? String(value) : "…";
    });
    return { text, complete };
  };
  return sentence.split(/(\[[^\]]*\])/).map((part) => {
    if (!part.startsWith("[")) return put(part).text;
    const optional = put(part.slice(1, -1));
    return optional.complete ? optional.text : "";
  }).join("");
}

/** An element; strings among the children become text nodes. */
function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "click") node.addEventListener("click", value);
    else node.setAttribute(name, value === true ? "" : visible(String(value)));
  }
  add(node, children);
  return node;
}

function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    if (child instanceof Node) node.append(child);
    else text(node, String(child));
  }
}

/** Puts text into a node, with a sign for each character that nobody would see. */
function text(node, string) {
  string.split(INVISIBLE).forEach((part, index) => {
    if (!part) return;
    if (index % 2 === 0) {
      node.append(part);
      return;
    }
    const sign = document.createElement("span");
    sign.className = "invisible";
    sign.textContent = codeOf(part);
    node.append(sign);
  });
}

function codeOf(character) {
  return "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
}

function visible(string) {
  return string.split(INVISIBLE)
    .map((part, index) => (index % 2 ? `⟨${codeOf(part)}⟩` : part)).join("");
}

function number(value) {
  return new Intl.NumberFormat(state.lang === "zh" ? "zh-CN" : "en").format(value);
}

function share(ratio) {
  if (!ratio || !ratio.d) return "—";
  // Rounded down, so that 100 % means all.
  return (Math.floor(1000 * ratio.n / ratio.d) / 10).toFixed(1) + " %";
}

/** A ratio as share, numerator and denominator. */
function ratioCell(ratio) {
  if (!ratio) return el("span", { class: "quiet" }, "—");
  return el("span", { class: ratio.n ? "ratio" : "ratio zero" },
    el("b", {}, share(ratio)), " ",
    el("small", {}, `${number(ratio.n)}/${number(ratio.d)}`));
}

function ratioValue(ratio) {
  return ratio && ratio.d ? ratio.n / ratio.d : -1;
}

const keyOf = (row) => `${row.document}\u0000${row.report}`;
const INDEX = new Map(ROWS.documents.map((row, index) => [keyOf(row), index]));
const PASSAGES = new Map(ROWS.passages.map((row) => [row.id, row]));

/** Number of the report that a row names, or undefined when the page does not hold it. */
function indexOf(row) {
  return INDEX.get(keyOf(row));
}

function nameOf(row) {
  const index = indexOf(row);
  return index === undefined ? `${row.document} #${row.report}` : ROWS.documents[index].name;
}

/** A link to a report, at a place of it when one is given. */
function reportLink(row, place) {
  const index = indexOf(row);
  const name = el("bdi", {}, nameOf(row));
  if (index === undefined) return name;
  return el("a", { href: `#/report/${index + 1}${place === undefined ? "" : "/" + place}` }, name);
}

function pairHref(passage) {
  const left = indexOf(passage.left);
  const right = indexOf(passage.right);
  if (left === undefined || right === undefined) return null;
  return `#/pair/${left + 1}/${right + 1}/${passage.id}`;
}

function passageLink(id) {
  const passage = PASSAGES.get(id);
  const href = passage && pairHref(passage);
  return href ? el("a", { href, class: "id" }, id) : el("span", { class: "id" }, id);
}

/** Code points of a document's text; JavaScript's own positions count UTF-16 units. */
const POINTS = new Map();
function pointsOf(name) {
  if (!POINTS.has(name)) {
    if (POINTS.size > 8) POINTS.clear();
    POINTS.set(name, Object.hasOwn(DATA.texts, name) ? Array.from(DATA.texts[name]) : null);
  }
  return POINTS.get(name);
}

function layerClass(layer, kind) {
  const changed = layer === "copied" && kind && kind !== "verbatim";
  return changed ? "copied-changed" : layer;
}

function layerMark(name) {
  return el("span", { class: `mark layer-${name}` }, w(`letter.${name}`));
}

function gradeMark(grade) {
  return el("span", { class: `grade grade-${grade}` }, w(`grade.${grade}`));
}

function section(id, title, ...children) {
  return el("section", { "aria-labelledby": id }, el("h2", { id }, title), ...children);
}
